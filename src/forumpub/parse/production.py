"""Production cues of American newsrooms: TAKE VO, TAKE SOT, CG, TRT, OUTCUE, -30-."""

from __future__ import annotations

import enum
import re

from forumpub.model import BlockType, Mode
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass


class Order(enum.Enum):
    """What a cue orders."""

    ON_CAMERA = enum.auto()
    TAG = enum.auto()
    VOICE_OVER = enum.auto()
    PACKAGE = enum.auto()
    BITE = enum.auto()
    NATSOUND = enum.auto()
    STANDUP = enum.auto()
    GRAPHIC = enum.auto()
    TITLE = enum.auto()
    TIMING = enum.auto()
    WORDS = enum.auto()
    FIELD = enum.auto()
    END = enum.auto()


_SWITCHES = {
    Order.TAG: r"(?:ANCHOR |ON[ -]?CAM(?:ERA)? |LIVE )*TAG(?: ON[ -]?CAM(?:ERA)?)?"
    r"|ANCHOR ON[ -]?CAM(?:ERA)? TAG",
    Order.ON_CAMERA: r"(?:ANCHOR |TALENT )?(?:ON[ -]?CAM(?:ERA)?|O/?C|READER|RDR|READS|INTRO|LEAD|LEDE"
    r"|[12]-?SHOT)(?: ANCHOR| INTRO)?|ANCHORS?|ANCHOR LIVE|ANCHOR ?- ?[A-Z]{2,20}|KAM \d|CAM(?:ERA)? ?\d",
    Order.VOICE_OVER: r"(?:ANCHOR |REPORTER |NAT )?(?:V/?O|VOICE[ -]?OVER)(?:[ /-]?SOT(?:[ /-]?VO)?)?"
    r"(?: CONT(?:INUE[SD]?|'?D)?\.?)?|VOSOT",
    Order.PACKAGE: r"PKG|PACKAGE|TRACK(?: ?#?\d{1,2})?|REPORTER(?: TRACK)?|NARRATION",
    Order.BITE: r"(?:FULL )?(?:S\.?O\.?T\.?|SOUND ?(?:BITE|ON TAPE|UP)?|BITE)(?: ?#?\d{1,2})?(?: FULL)?"
    r"|ACTUALITY",
    Order.NATSOUND: r"NATS?(?:[ -]?(?:SOT|SOUND|POP|UP|FULL|VO))*(?: ?[-–:] ?[^()\[\]]{1,100})?|NAT PKG",
    Order.STANDUP: r"STAND-? ?UP(?: BRIDGE| CLOSE| OPEN)?|LIVE(?: ?SHOT| REPORTER| TOSS)?|BRIDGE",
    Order.GRAPHIC: r"(?:FULL[ -]?SCREEN|F/?S|GFX|GRAPHICS?|OTS|MONITOR|MAP|STILL|SS|BOX(?:ES)?|2-?BOX|WIPE"
    r"|BUMP|FADE|DISSOLVE|TOSS|VIDEO|AUDIO)(?: .{0,60})?",
}
_KEYED = {
    Order.TITLE: r"CG|SUPER|CHYRON|FONT|LOWER THIRD|L3RD|L/3|LOCATOR|KEY|ID",
    Order.TIMING: r"TRT|TRT ?/ ?OUTCUE|RUNS|RUN(?:NING)? TIME|DUR(?:ATION)?|LENGTH|TIME|BACK ?TIME|TC",
    Order.WORDS: r"OUT ?-?CUE|OUT ?-?Q|OUT|OC|IN ?-?CUE|IN ?-?Q|IN|SOC"
    r"|STANDARD OUT(?:CUE)?|ENDS?(?: WITH)?",
    Order.FIELD: r"SLUG|STORY|TITLE|HEADLINE|ANCHOR|TALENT|WRITER|PRODUCER|REPORTER|PHOTOG(?:RAPHER)?|EDITOR"
    r"|DATE|SHOW|PAGE|AIR ?DATE|NEWSCAST|BLOCK|FORMAT|TYPE|CLIENT|STATION",
}
_OPEN = r"[\s\[({<*=_~-]*"
_CLOSE = r"[\s\])}>*=_~:.-]*"
_TAKE = r"(?:(?:TAKE|ROLL|RUN|START|CUE|BEGIN|GO TO|UP)\s+)?"
_SWITCH = [
    (order, lazy_pattern(f"{_OPEN}{_TAKE}(?:{words}){_CLOSE}", re.IGNORECASE))
    for order, words in _SWITCHES.items()
]
_KEY = [
    (
        order,
        lazy_pattern(
            rf"{_OPEN}(?P<key>(?:TAKE\s+)?(?:{words}))\s?(?:[:=\\]|(?=\s:?\d)|//)[\s-]*", re.IGNORECASE
        ),
    )
    for order, words in _KEYED.items()
]
_HEAD_FIELD = lazy_pattern(rf"\s*(?P<key>{_KEYED[Order.FIELD]})\s?:[\s-]*(?=\S)", re.IGNORECASE)
_INLINE = [
    (order, lazy_pattern(rf"\s*(?P<key>{words})\s?:\s+(?=\S)"))
    for order, words in (
        (Order.VOICE_OVER, r"V/?O|VOICE[ -]?OVER"),
        (Order.BITE, r"SOT|SOUND ?BITE|BITE"),
        (Order.NATSOUND, r"NATS?|NAT ?SOUND"),
        (Order.PACKAGE, r"(?:REPORTER )?TRACK|REPORTER|PKG"),
        (Order.STANDUP, r"STAND-? ?UP"),
        (Order.ON_CAMERA, r"ANCHOR(?: ON CAM(?:ERA)?)?|ON CAM(?:ERA)?|INTRO|LEAD"),
        (Order.TAG, r"(?:ANCHOR )?TAG"),
    )
]
_OPENING = lazy_pattern(_OPEN)
_SMALL_KEYS = ("cg", "trt", "outcue", "super", "incue")
_MAX_FIELD_WORDS = 4
_MAX_TITLE_WORDS = 20
_TITLE_FIELDS = frozenset(["SLUG", "TITLE", "HEADLINE", "STORY"])
_END = lazy_pattern(r"[\s(]*(?:-{1,3}\s?30\s?-{1,3}|#{2,5}|END(?: OF (?:STORY|SCRIPT))?)[\s)]*")
_DECORATED = lazy_pattern(r"\s*(?:[\[({<*=-]|TAKE\b|ROLL\b)", re.IGNORECASE)
_MAX_CUE_CHARS = 120

TYPES: dict[Order, tuple[BlockType, Mode | None]] = {
    Order.ON_CAMERA: (BlockType.SPEECH, Mode.ON_CAMERA),
    Order.TAG: (BlockType.SPEECH, Mode.ON_CAMERA),
    Order.VOICE_OVER: (BlockType.NARRATION, Mode.VOICE_OVER),
    Order.PACKAGE: (BlockType.NARRATION, Mode.VOICE_OVER),
    Order.BITE: (BlockType.QUOTE, None),
    Order.NATSOUND: (BlockType.NATSOUND, None),
    Order.STANDUP: (BlockType.STANDUP, Mode.ON_CAMERA),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionCue:
    """A cue that fills a line or a cell. `words_at` is the offset of what follows a keyed one (`CG: …`)."""

    order: Order
    key: str
    words_at: int | None = None


def read_production_cue(words: str) -> ProductionCue | None:
    """Read a line or a cell as a production cue.

    A cue is in capitals or has a mark of its own (brackets, asterisks, TAKE); "Live" in a sentence is none.
    """
    plain = words.strip()
    if not plain or len(plain) > _MAX_CUE_CHARS * 4:
        return None
    if _END.fullmatch(plain):
        return ProductionCue(order=Order.END, key=plain)
    for order, pattern in _KEY if _may_have_key(words) else ():
        match = pattern.match(words)
        if match is None or not (match["key"].isupper() or match["key"].casefold() in _SMALL_KEYS):
            continue
        longest = _MAX_TITLE_WORDS if match["key"] in _TITLE_FIELDS else _MAX_FIELD_WORDS
        if order is not Order.FIELD or len(words[match.end() :].split()) <= longest:
            return ProductionCue(order=order, key=match["key"].upper(), words_at=match.end())
    if len(plain) > _MAX_CUE_CHARS or not (plain.isupper() or _DECORATED.match(plain)):
        return None
    for order, pattern in _SWITCH:
        if pattern.fullmatch(plain):
            return ProductionCue(order=order, key=plain)
    return None


def read_head_field(words: str) -> ProductionCue | None:
    """Read a line above a script as a field of its head, in small letters too: `Story: Penang toll`."""
    field = _HEAD_FIELD.match(words)
    if field is None:
        return None
    key = field["key"].upper()
    longest = _MAX_TITLE_WORDS if key in _TITLE_FIELDS else _MAX_FIELD_WORDS
    if len(words[field.end() :].split()) > longest:
        return None
    return ProductionCue(order=Order.FIELD, key=key, words_at=field.end())


def _may_have_key(words: str) -> bool:
    """Say whether the first letters may be a key's; prose then costs none of the keys' patterns."""
    opening = _OPENING.match(words)
    start = opening.end() if opening else 0
    return words[start : start + 2].isupper() or words[start : start + 6].casefold().startswith(_SMALL_KEYS)


def match_spoken_order(words: str) -> tuple[Order, int, int] | None:
    """Match `SOT: We will …`: an order with its words on the same line.

    Returns:
        The order, and the offsets of the end of its name and of the words.
    """
    if not words.lstrip()[:2].isupper():
        return None
    for order, pattern in _INLINE:
        match = pattern.match(words)
        if match is not None:
            return order, match.end("key"), match.end()
    return None

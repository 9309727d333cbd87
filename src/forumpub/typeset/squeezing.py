"""Chinese punctuation side by side: a mark that leaves half its square empty gives that half up.

A full-width mark has its ink at one side of its square. Two in a row would tear a hole into the line, so one
of them is set on half a square, with the font's own `halt` feature.

Source:
    https://www.w3.org/TR/clreq/#punctuation_width_adjustment
"""

from __future__ import annotations

from forumpub.typeset.scripts import canonical_lang

OPENING = frozenset("“‘「『《〈（【〔〖")
_CLOSING = frozenset("”’」』》〉）】〕〗")
# In the middle of their square where characters are traditional: nothing to give up there.
_STOPS = frozenset("，。、；：！？")
MARKS = OPENING | _CLOSING | _STOPS
# Full where it divides a name; between blanks it has room enough without its own.
_DOT = "·"
_BLANKS = frozenset(" \u00a0")
_ALL = MARKS | {_DOT}


def squeezed(text: str, after: str, lang: str, *, starts_line: bool = False) -> tuple[int, ...]:
    """Return the offsets of the marks that are set on half a square.

    A closing mark is, before any other, and an opening one after an opening one or at the start of a line,
    which the empty half would make look indented. At a line's end half a square looks like a whole one, so
    nothing depends on where lines end.

    Args:
        text: Chinese.
        after: what follows, at least its first character; may be empty.
        lang: BCP 47 tag; traditional characters have their stops in the middle.
        starts_line: the text is the first of a line.
    """
    if _ALL.isdisjoint(text):
        return ()
    yielding = _CLOSING if _has_centred_stops(lang) else _CLOSING | _STOPS
    following = text[1:] + after[:1]
    first = "“" if starts_line else " "
    return tuple(
        at
        for at, (char, before, behind) in enumerate(zip(text, first + text, following + " ", strict=False))
        if (char in yielding and behind in MARKS)
        or (char in OPENING and before in OPENING)
        or (char == _DOT and not _BLANKS.isdisjoint(text[max(0, at - 1) : at + 2]))
    )


def _has_centred_stops(lang: str) -> bool:
    parts = canonical_lang(lang).split("-")
    return not {"Hant", "TW", "HK", "MO"}.isdisjoint(parts)

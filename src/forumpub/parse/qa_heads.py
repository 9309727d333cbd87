"""Who asks and who answers: the heads of paragraphs in briefings and press conferences."""

from __future__ import annotations

import enum
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forumpub.parse.cues import is_caps_head, is_narration, is_title_head, split_parts
from forumpub.parse.wrapping import Chunk
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

_ASKS = lazy_pattern(
    r"(?:Q|Question|Questioner|Reporter|Journalist|Correspondent|Media|Press|Follow-?up|Participant"
    r"|Audience(?: Member)?|Member of the Press|Interviewer)(?: ?#?\d{1,3})?"
    r"|tanya|pertanyaan|soalan|hỏi|tanong|pergunta|husu|ถาม|คำถาม|ຖາມ|សួរ|សំណួរ|မေး|မေးခွန်း|கேள்வி"
    r"|(?:问|問|提问|記者|记者)(?:问|問|提问)?\d{0,2}|.{1,24}(?:记者|記者)(?:问|問|提问)?|追问",
    re.IGNORECASE,
)
_ANSWERS = lazy_pattern(
    r"(?:A|Answer)\d{0,3}|jawab|jawaban|jawapan|đáp|trả lời|sagot|resposta|hatán"
    r"|ตอบ|คำตอบ|ຕອບ|ឆ្លើយ|ចម្លើយ|ဖြေ|အဖြေ|பதில்|Interviewee|Respondent"
    r"|(?:(?:deputy|associate|acting|chief|foreign ministry|the|fm|mfa|un) ){0,3}spokes(?:person|man|woman)"
    r"|答|回答|答记者问|(?:外交部|国防部)?(?:新闻)?(?:发言人|發言人)",
    re.IGNORECASE,
)
_OUTLET = lazy_pattern(
    r"\b(?:news|agency|tv|television|daily|times|post|press|radio|channel|broadcasting|network|media|paper|journal"
    r"|herald|guardian|review|weekly|magazine|tribune|chronicle|today|reuters|afp|ap|bloomberg|cnn|bbc|nbc|abc|cbs"
    r"|fox|cctv|cgtn|cnr|nhk|kyodo|yonhap|xinhua|tass|ria|novosti|sputnik|rt|efe|dpa|ansa|anadolu|pti|ani|ndtv"
    r"|antara|bernama|vna|phoenix|mastv|rthk|beijing|shenzhen|hubei|hunan|dragon|aljazeera|jazeera|nikkei|asahi"
    r"|mainichi|yomiuri|sankei|jiji|kbs|mbc|sbs|ft|wsj|nyt|zdf|ard|rfi|rfa|voa|politico|axios|npr|pbs|globe|mail)\b"
    r"|社$|报$|網$|网$|台$|电视|電視|通讯|通訊|新闻|新聞|卫视|衛視|广播|廣播|时报|日报|周刊",
    re.IGNORECASE,
)
# Words that open a paragraph and name nobody, whatever stands behind the colon.
_NOBODY = lazy_pattern(
    r"(?:(?:first|second|third|fourth|fifth|last|next|final|also|finally|lastly|note|update|agenda"
    r"|summary|conclusion|example|result|answer to|on|in|at|for|to|about|regarding|the|a|an|this|that"
    r"|these|those|here|there|and|but|so|one|two|three|four|five|point|step|part|item|topic|subject|source|date|time|place"
    r"|location|venue|photo|video|caption|editor|by|from|re|ps|http|https|tel|phone|fax|email|e-mail|contact|website|address|what"
    r"|why|how|when|where|who|which|yes|no|ok|well|today|tomorrow|yesterday|now|then|again|additionally|moreover"
    r"|look|listen|see|think|imagine|however|therefore|addendum|background|overview|key|important|warning|remember)(?:\s.*|ly|)"
    r"|[第其]?[一二三四五六七八九十]{1,3}[是、]?|首先|其次|再次|最后|另外|此外|第.{1,3}|注|附|来源|時間|时间|地点|编辑)",
    re.IGNORECASE,
)
_OFFICIAL = lazy_pattern(
    r"(?:[A-Z]+ ){0,3}(?:PRESS SECRETARY|SECRETARY|MINISTER|SPOKES(?:PERSON|MAN|WOMAN)|ADVIS[EO]R|OFFICIAL)\b"
)
_OFFICE = frozenset(
    {"MR", "MRS", "MS", "DR", "THE", "PRESIDENT", "SECRETARY", "GENERAL", "AMBASSADOR", "SENATOR", "VICE"}
)
_HONORIFIC = lazy_pattern(r"(?:mr|ms|mrs|dr|amb|gen|adm)\b", re.IGNORECASE)
_BARE_Q = lazy_pattern(r"(Q)\.?(?:(?:[ \u00a0]{2,}|\t[ \t]*)(?::[ \t]*)?|[ ]*:[ \t]*)(?=\S)")
_LOOSE_Q = lazy_pattern(r"(Q)[ \u00a0]+(?=[\"“'(A-Z])")
_LATIN = lazy_pattern(
    r"([A-ZÀ-ÞĐ][^:：\r\n.?!;。？！；]{0,79}(?:\.[^:：\r\n?!;。？！；]{0,60}){0,4}?)"
    r"[ ]?(?:[:：](?=[\s\"“(]|$)|：)"
)
_HAN = lazy_pattern(r"([《\u3400-\u9fff][^\s:：，。！？、；“”「」]{0,29})[ ]?[：:]")
# Marks in scripts without capitals, of which a word before a colon tells nothing.
_UNCASED = lazy_pattern(
    r"(ถาม|ตอบ|คำถาม|คำตอบ|ຖາມ|ຕອບ|សួរ|ឆ្លើយ|សំណួរ|ចម្លើយ|မေးခွန်း|မေး|ဖြေ|အဖြေ|கேள்வி|பதில்)[ ]?[:：]"
)
_INNER = lazy_pattern(r"(?<=[。？！?!.])[ \t\u3000]*(?=(?:问|問|答|记者|Q|A|Question|Answer)[ ]?[：:])")


class Part(enum.Enum):
    """What a head says of its paragraph."""

    ASKS = enum.auto()
    ANSWERS = enum.auto()
    OUTLET = enum.auto()
    NARRATES = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head at `start`; its words end at `end`, the paragraph's own begin at `after`."""

    start: int
    end: int
    after: int
    name: str
    part: Part


def starts_with_head(line: str) -> bool:
    """Say whether a line looks as if it began with a head."""
    return _match_head(line, 0, len(line), loose=False) is not None


def find_heads(text: str, chunks: Sequence[Chunk | None], header: str) -> dict[int, Head]:
    """Find the heads that really open turns, by their start.

    A name alone proves nothing ("The agenda: …"): a head must be a usual word for a question or an answer,
    stand in the `header`, come back, or ask something that a known head answers.
    """
    found = list(_collect(text, chunks))
    counts = Counter(head.name.casefold() for head in found)
    marked = sum(head.part is Part.ASKS for head in found) >= 1
    answerers = _find_answerers(found, counts, header, marked=marked)
    accepted: dict[int, Head] = {}
    last: Part | None = None
    for place, head in enumerate(found):
        part = _decide(head, place, found, answerers, last, marked=marked, text=text)
        if part is None:
            continue
        last = last if part is Part.NARRATES else part
        accepted[head.start] = Head(
            start=head.start, end=head.end, after=head.after, name=head.name, part=part
        )
    _add_guests(found, accepted, marked=marked)
    kinds = {head.part for head in accepted.values()}
    return accepted if kinds >= {Part.ASKS, Part.ANSWERS} else {}


def _add_guests(found: Sequence[Head], accepted: dict[int, Head], *, marked: bool) -> None:
    """Accept who has an honorific and answers elsewhere, wherever the name opens a turn."""
    known = {head.name for head in accepted.values() if head.part is Part.ANSWERS}
    for head in found:
        if marked and head.start not in accepted and head.name in known and _HONORIFIC.match(head.name):
            accepted[head.start] = replace(head, part=Part.ANSWERS)


def is_marker(name: str) -> bool:
    """Say whether a head is a word for asking or answering that names nobody: `Q`, `答`, `Spokesperson`."""
    plain = _ASKS.fullmatch(name) is not None and not name.endswith(("记者", "記者"))
    return plain or name in ("记者", "記者") or _ANSWERS.fullmatch(name) is not None


def names_nobody(words: str) -> bool:
    """Say whether words before a colon are no name: `First`, `On Haiti`, `第一`."""
    return _NOBODY.fullmatch(words) is not None


def _collect(text: str, chunks: Iterable[Chunk | None]) -> Iterable[Head]:
    starts = [
        start
        for chunk in chunks
        if chunk is not None
        for start in (chunk.start, *(m.end() for m in _INNER.finditer(text, chunk.start, chunk.end)))
    ]
    ends = {chunk.start: chunk.end for chunk in chunks if chunk is not None}
    end = 0
    matched = []
    for start in starts:
        end = ends.get(start, end)
        begin = (
            start
            + len(text[start : min(end, start + 200)])
            - len(text[start : min(end, start + 200)].lstrip())
        )
        matched.append((begin, end))
    loose = sum(bool(_LOOSE_Q.match(text, begin, end)) for begin, end in matched) >= 3
    taken = 0
    for begin, end in matched:
        # "Mr. A: Yes." is one head, though a head could begin behind its full stop too.
        head = _match_head(text, begin, end, loose=loose) if begin >= taken else None
        if head is not None:
            taken = head.after
            yield head


def _match_head(text: str, start: int, end: int, *, loose: bool) -> Head | None:
    bare = _BARE_Q.match(text, start, end) or (_LOOSE_Q.match(text, start, end) if loose else None)
    if bare is not None:
        return Head(start=start, end=start + 1, after=bare.end(), name="Q", part=Part.ASKS)
    match = _UNCASED.match(text, start, end) if text[start : start + 1] > "\u0b80" else None
    match = (
        match
        or _LATIN.match(text, start, min(end, start + 200))
        or _HAN.match(text, start, min(end, start + 40))
    )
    if match is None:
        return None
    name = match[1].rstrip()
    part = _classify(name)
    if part is None:
        return None
    return Head(start=start, end=start + len(name), after=match.end(), name=name, part=part)


def _classify(name: str) -> Part | None:
    if is_narration(name):
        return Part.NARRATES
    if _ASKS.fullmatch(name):
        return Part.ASKS
    if _ANSWERS.fullmatch(name):
        return Part.ANSWERS
    outlet = bool(_OUTLET.search(name))
    if name[0] < "\u3000":
        parts = split_parts(name)
        if parts is None or len(parts.head.split()) > 8:
            return None
        if _OFFICIAL.match(name):
            return Part.ANSWERS
        if is_caps_head(parts.head) and len(parts.head) > 3 and not outlet:
            official = parts.head.split()[0].rstrip(".") in _OFFICE or " " in parts.head
            return Part.ANSWERS if official else Part.UNKNOWN
        if not is_title_head(parts.head) and not (outlet and parts.head.split()[-1][0].isupper()):
            return None
    if outlet:
        return Part.OUTLET
    return None if _NOBODY.fullmatch(name) else Part.UNKNOWN


def _find_answerers(
    found: Sequence[Head], counts: Counter[str], header: str, *, marked: bool
) -> frozenset[str]:
    """Heads that answer: by their form, by standing in the header, by coming back behind questions."""
    folded = header.casefold()
    sure = {
        head.name.casefold()
        for head in found
        if head.part is Part.ANSWERS
        or (head.part is Part.UNKNOWN and len(head.name) >= 2 and head.name.casefold() in folded)
    }
    replies = Counter(
        head.name.casefold()
        for before, head in itertools.pairwise(found)
        if head.part is Part.UNKNOWN and before.part in (Part.ASKS, Part.OUTLET)
    )
    best = replies.most_common(1)
    if best and best[0][1] >= 2 and best[0][1] * 2 >= counts[best[0][0]]:
        sure.add(best[0][0])
    if sure:
        return frozenset(sure)
    others = Counter(
        {head.name.casefold(): counts[head.name.casefold()] for head in found if head.part is Part.UNKNOWN}
    )
    best = others.most_common(1)
    if not best or best[0][1] < 2 or (not marked and len(counts) < 2):
        return frozenset()
    return frozenset({best[0][0]})


def _decide(
    head: Head,
    place: int,
    found: Sequence[Head],
    answerers: frozenset[str],
    last: Part | None,
    *,
    marked: bool,
    text: str,
) -> Part | None:
    name = head.name.casefold()
    if name in answerers:
        return Part.ANSWERS
    if head.part in (Part.ASKS, Part.NARRATES):
        return head.part
    following = found[place + 1] if place + 1 < len(found) else None
    answered = following is not None and (
        following.name.casefold() in answerers or following.part is Part.ANSWERS
    )
    if head.part is Part.OUTLET:
        return Part.ASKS if answered or last is not Part.ASKS else None
    if marked and (name.startswith(("mr.", "ms.", "mrs.", "dr.")) or " " in name) and last is Part.ASKS:
        # A guest at the lectern: but only somebody whom a question stands before.
        return Part.ANSWERS
    if answered and last is not Part.ASKS and following is not None:
        asked = text[head.after : min(following.start, head.after + 4000)]
        return Part.ASKS if "?" in asked or "？" in asked else None
    return None

"""The sentences of a paragraph, as a translation engine should get them.

ICU finds where a sentence may end; what it takes for an end and is none is joined again here, by language.
The engine gets a sentence too long rather than half a one: a doubtful end is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from forumpub.abbreviations import is_abbreviation
from forumpub.source import Span

_PARAGRAPH_END = "\u2029"
_SURROGATES = re.compile("[\ud800-\udfff]")
_OPENING = "“‘«„「『（《〈【〔(["
_CLOSING = "”’»」』）》〉】〕)]\"'"
_ROUND = {"(": 1, "（": 1, ")": -1, "）": -1}
# A bracket that is still open holds its sentences together, unless nobody ever closes it.
_LONGEST_BRACKET_CHARS = 300
_LONGEST_ITEM_CHARS = 12
_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s*")
_KHMER_AND_SO_ON = re.compile(r"\s?ល\s?។")
# ”他说。 and ”李明对记者表示： belong to the quotation before them.
_HAN_SAYING = re.compile(
    r"[^\s。！？，；：“”、]{0,16}(?:说|表示|称|道|问|指出|强调|介绍|告诉|补充|回答|說|問|稱)"
)
_HAN_QUOTE_END = re.compile('[。！？…][”』」’"]$')


def split_sentences(text: str, lang: str) -> tuple[Span, ...]:
    """Split one paragraph into sentences.

    Args:
        text: one paragraph, without line ends.
        lang: BCP 47 tag that selects the rules.

    Returns:
        Ranges in order, without the blanks around them; every non-blank character lies in exactly one.

    Source:
        UAX #29 as ICU implements it.
    """
    return split_paragraphs((text,), lang)[0]


def split_paragraphs(texts: Sequence[str], lang: str) -> tuple[tuple[Span, ...], ...]:
    """Split many paragraphs of one language, each for itself, in time linear in their length.

    Args:
        texts: paragraphs without line ends.
        lang: BCP 47 tag that selects the rules.

    Returns:
        For each paragraph what `split_sentences` says of it.
    """
    primary = primary_language(lang)
    whole = _PARAGRAPH_END.join(texts)
    # ICU reads its rules anew for every text, which takes longer than reading a paragraph: one text for all.
    ends = _icu_ends(whole, primary)
    found: list[tuple[Span, ...]] = []
    offset, at = 0, 0
    for text in texts:
        stop = offset + len(text)
        inner: list[int] = []
        while at < len(ends) and ends[at] <= stop:
            if ends[at] > offset:
                inner.append(ends[at] - offset)
            at += 1
        found.append(_spans(text, inner, primary))
        offset = stop + len(_PARAGRAPH_END)
    return tuple(found)


def primary_language(lang: str) -> str:
    """Return the primary language of a BCP 47 tag; an unknown one counts as English."""
    primary = lang.replace("_", "-").split("-", 1)[0].lower()
    return {"": "en", "und": "en", "mul": "en", "fil": "tl"}.get(primary, primary)


def _icu_ends(text: str, lang: str) -> list[int]:
    # ICU costs 20 ms to load: only a run that translates pays for it.
    from icu4py.breakers import SentenceBreaker

    safe = text if text.isascii() else _SURROGATES.sub("\ufffd", text)
    ends: list[int] = []
    at = 0
    # `segments()` counts UTF-16 units (icu4py 1.2); the strings themselves are safe to measure.
    for piece in SentenceBreaker(safe, lang):
        at += len(piece)
        ends.append(at)
    return ends


def _spans(text: str, ends: list[int], lang: str) -> tuple[Span, ...]:
    pieces = tuple(_move_opening_marks(text, ends))
    spans: list[Span] = []
    start: int | None = None
    depth = 0
    for index, (piece_start, end) in enumerate(pieces):
        start = piece_start if start is None else start
        depth = _depth(text, piece_start, end, depth)
        last = index + 1 == len(pieces)
        following = pieces[index + 1] if not last else (end, end)
        if not last and _holds(text, start, end, following, depth=depth, lang=lang):
            continue
        if span := _trim(text, start, end):
            spans.append(span)
        start, depth = None, 0
    return tuple(_join_wordless(text, spans))


def _move_opening_marks(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ICU's pieces, with an opening mark that it left at the end of one given to the next."""
    start = 0
    straight = 0
    for end in [*ends, len(text)]:
        if end <= start:
            continue
        straight += text.count('"', start, end)
        cut = end
        if end < len(text):
            while cut > start + 1 and text[cut - 1] in _OPENING:
                cut -= 1
            # A straight quote opens where it is the first of a pair.
            if text[cut - 1] == '"' and straight % 2 and cut - 1 > start:
                cut -= 1
        straight -= text.count('"', cut, end)
        yield start, cut
        start = cut


def _depth(text: str, start: int, end: int, depth: int) -> int:
    for char in filter(_ROUND.__contains__, text[start:end]):
        depth = max(0, depth + _ROUND[char])
    return depth


def _holds(text: str, start: int, end: int, following: tuple[int, int], *, depth: int, lang: str) -> bool:
    """Tell whether the end that ICU found between two pieces is none."""
    if depth and end - start < _LONGEST_BRACKET_CHARS:
        return True
    head = text[max(start, end - _LONGEST_ITEM_CHARS) : end].strip()
    tail = text[end : following[1]].lstrip()
    if not head or not tail:
        return False
    is_item = end - start < _LONGEST_ITEM_CHARS and _ITEM.fullmatch(head)
    if is_item or _starts_small(tail) or _goes_on(head, tail, lang):
        return True
    return head[-1] == "." and is_abbreviation(text, start, end, tail, lang)


def _goes_on(head: str, tail: str, lang: str) -> bool:
    """Tell whether a language's own stop is none here."""
    match lang:
        case "my":
            return head[-1] == "၊"
        case "km":
            return head[-1] == "។" and _KHMER_AND_SO_ON.match(tail) is not None
        case "zh":
            return bool(_HAN_QUOTE_END.search(head) and _HAN_SAYING.match(tail))
        case _:
            return False


def _starts_small(tail: str) -> bool:
    """Tell whether a text begins with a small letter, opening marks aside: it goes on with a sentence."""
    for char in tail[:4]:
        if char not in _OPENING and char not in _CLOSING:
            return char.islower()
    return False


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _join_wordless(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans; one without a letter or digit goes with the one before it, the first with the next."""
    held: Span | None = None
    held_has_words = False
    for span in spans:
        has_words = any(text[at].isalnum() for at in range(span.start, span.end))
        if held is None:
            held, held_has_words = span, has_words
        elif not has_words or not held_has_words:
            held, held_has_words = Span(held.start, span.end), held_has_words or has_words
        else:
            yield held
            held, held_has_words = span, True
    if held is not None:
        yield held

"""The sentences of an article, in reading order: what most passes of this package look at."""

from __future__ import annotations

from collections.abc import Iterator

from forumpub.abbreviations import is_abbreviation
from forumpub.model import Article, Block, Para
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

# ICU knows most abbreviations of a language; these are the ones that news transcripts use and that ICU takes
# for the end of a sentence before a capital.
_ABBREVIATION_END = lazy_pattern(
    r"(?<![\w.])(?:Messrs|Mmes|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Gov|Sen|Rep|Amb|Pres"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fig|vs|cf|ca|approx|e\.g|i\.e|[A-Z])\.\s*$"
)
# "No. 3" and "Art. 5" are one thing, "He said no. Three …" is two.
_NUMBER_SIGN_END = lazy_pattern(r"(?<![\w.])(?:Nos?|Art|pp?|Vol|Sec)\.\s*$")
_OPENING_END = lazy_pattern(r"[“‘「『（《〈【(\[]+$")
# A sentence that leans on the one before says little when it stands alone.
_LEANING = lazy_pattern(
    r"(?:It(?! is (?:reported|understood|learned))|They|He|She|We|I|This|That|These|Those|His|Her|Their|Its"
    r"|But|And|So|Then|Now|However|Therefore|Meanwhile|Moreover|Besides|In addition|For example|Among them"
    r"|At the same time|As you can see|When (?:he|she|it|they))\b"
    r"|(?:他|她|它|我们|我|这|那|此外|同时|因此|所以|但|而且|其中|另外|据悉)"
)
_LONGEST_ABBREVIATION = 12
# As much of what follows a full stop as tells whether it begins a sentence.
_NEXT_WORDS = 40
# Their full stops have lists or marks of their own, above and in ICU.
_OWN_RULES = frozenset({"en", "zh"})
# "QINZHOU, May 8 (Xinhua) -- " belongs to the date line, not to the first sentence.
_AGENCY_LINE = lazy_pattern(
    r"(?:[A-Z][\w .,'’/-]{1,80}\([A-Z][^()]{1,30}\)|[A-Z]{2}[A-Z .'’-]{1,40}(?:, [\w .]{1,40})?)"
    r" ?(?:--|—|–|-) (?=[A-Z“\"‘]|[^\x00-\x7f])"
)
_BURMESE_COMMA = "\u104a"
_PARAGRAPH_END = "\u2029"
_SURROGATES = lazy_pattern("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: `para.text[start:end]`, blanks around it left out. `index` counts through the article."""

    block: Block
    para: Para
    start: int
    end: int
    index: int

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.para.text[self.start : self.end]


def walk(article: Article) -> Iterator[tuple[Block, Para]]:
    """Yield every paragraph with its block, in reading order."""
    for block in article.blocks:
        for para in block.paras:
            yield block, para


def language(lang: str) -> str:
    """Return the primary language of a BCP 47 tag; an unknown one counts as English.

    The patterns for English are harmless on other text, and a transcript whose language nobody could tell is
    most often a short English one.
    """
    primary = lang.replace("_", "-").split("-", 1)[0].lower()
    return "en" if primary in {"", "und", "mul"} else primary


def leans(text: str) -> bool:
    """Tell whether a sentence leans on the one before it ("This practice …", "However, …")."""
    return _LEANING.match(text) is not None


def split_sentences(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """Split a paragraph into sentences.

    Args:
        text: one paragraph, without line ends.
        lang: BCP 47 tag that selects the rules.

    Returns:
        half-open offsets in code points, in order; every non-blank character lies in exactly one of them.

    Source:
        UAX #29 as ICU implements it; docs/decisions/0040-sentences.md.
    """
    return _trim_all(text, _break(text, language(lang)), language(lang))


def _trim_all(text: str, pieces: Iterator[tuple[int, int]], lang: str) -> tuple[tuple[int, int], ...]:
    """Join the breaker's pieces where an abbreviation ends one, and leave out blanks around sentences."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for start_at, end_at in _join_abbreviations(text, pieces, lang):
        opening = _OPENING_END.search(text, max(start_at, end_at - 4), end_at)
        # ICU leaves the opening mark of the next sentence with the one before where no blank stands between.
        end = opening.start() if opening and end_at < len(text) and opening.start() > start_at else end_at
        ranges.append((start, end))
        start = end
    return tuple(trimmed for pair in ranges if (trimmed := _trim(text, *pair)))


def read_sentences(article: Article) -> tuple[Sentence, ...]:
    """Split every paragraph of an article, in time linear in its length.

    An agency's line before the first sentence of a paragraph is part of none.
    """
    found: list[Sentence] = []
    paras = tuple(walk(article))
    # ICU reads its rules anew for every text, which takes longer than reading a paragraph: one text for all.
    lang = language(article.lang)
    pieces = _Pieces(_break(_PARAGRAPH_END.join(para.text for _, para in paras), lang))
    offset = 0
    for block, para in paras:
        end_of_para = offset + len(para.text)
        agency = _AGENCY_LINE.match(para.text)
        for piece_start, end in _trim_all(para.text, pieces.take(offset, end_of_para), lang):
            start = max(piece_start, agency.end()) if agency and agency.end() < end else piece_start
            found.append(Sentence(block=block, para=para, start=start, end=end, index=len(found)))
        offset = end_of_para + len(_PARAGRAPH_END)
    return tuple(found)


class _Pieces:
    """Hands out the breaker's pieces paragraph by paragraph; one that runs over the end is cut there."""

    def __init__(self, pieces: Iterator[tuple[int, int]]) -> None:
        self._pieces = pieces
        self._end = 0

    def take(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the pieces of `[start, end)`, counted from its start."""
        at = start
        while at < end:
            if self._end <= at:
                _, self._end = next(self._pieces)
                continue
            stop = min(self._end, end)
            yield at - start, stop - start
            at = stop


def _break(text: str, lang: str) -> Iterator[tuple[int, int]]:
    # ICU costs 20 ms to load: only a run that enriches an article pays for it.
    from icu4py.breakers import SentenceBreaker

    safe = _SURROGATES.sub("\ufffd", text) if not text.isascii() else text
    start = 0
    # `segments()` counts UTF-16 units (icu4py 1.2); the strings themselves are safe to measure.
    for piece in SentenceBreaker(safe, "en@ss=standard" if lang == "en" else lang):
        yield start, start + len(piece)
        start += len(piece)


def _join_abbreviations(text: str, pieces: Iterator[tuple[int, int]], lang: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    end = 0
    for piece_start, end in pieces:
        start = piece_start if start is None else start
        if end < len(text) and _goes_on(text, start, end, lang):
            continue
        yield start, end
        start = None
    if start is not None:
        yield start, end


def _goes_on(text: str, start: int, end: int, lang: str) -> bool:
    """Tell whether a sentence goes on where ICU ends it: behind an abbreviation or a comma."""
    tail = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    if tail.rstrip().endswith(_BURMESE_COMMA):
        return True  # for Unicode it is a full stop
    if lang not in _OWN_RULES:
        following = text[end : end + _NEXT_WORDS].lstrip()
        is_stop = tail.rstrip().endswith(".")
        return is_stop and following != "" and is_abbreviation(text, start, end, following, lang)
    if "." not in tail:
        return False
    if _ABBREVIATION_END.search(tail):
        return True
    return bool(_NUMBER_SIGN_END.search(tail)) and text[end].isdigit()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None

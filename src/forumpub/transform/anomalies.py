"""Anomalies of one paragraph: what to look for, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from forumpub.diagnostics import Rule
from forumpub.patterns import lazy_pattern
from forumpub.rules import wording as rules
from forumpub.transform.lexicon import english_words, known_phrases
from forumpub.values import dataclass

_SPACED = lazy_pattern(r"(?<=[\w)\]”’\"'])(?P<blank>[ \u00a0]{1,20}[,;:!?.])(?![.\w)\]])")
# French and others set a thin blank before these marks.
_SPACED_ALLOWED = {"fr": ";:!?", "br": ";:!?"}

# A sentence begins with one of these; inside one they are small.
_STARTERS = (
    "The|This|These|Those|It|He|She|They|We|There|However|In|At|After|When|Since|Although|While"
    "|Meanwhile|Therefore"
    "|Now|But|And|His|Her|Their|Our|Its|As|An|A"
)
_STARTER = lazy_pattern(rf"(?<=[a-z]) (?P<word>{_STARTERS}) (?=(?P<next>[a-z][a-z'’-]*))")
_WORD_BEFORE = lazy_pattern(r"(?<![\w'’-])(?P<word>[a-z][a-z'’-]*)$")
# After these a sentence doesn't end: a capital there is odd, not the start of the next.
# "vitamin A deficiency", "plan A", "grade A students" are right.
_LIST_CAPITAL = lazy_pattern(r"\w , (?P<word>[A-Z][a-z]{2,}) [a-z]")
_REPEATED = lazy_pattern(r"(?<![\w'’-])(?P<word>[A-Za-z]{2,24}) (?P<again>(?i:(?P=word)))(?![\w'’-])")
_UNSPACED = lazy_pattern(r"(?<![\w@/.])(?P<before>[a-z]{2,24})(?P<mark>[.!?])(?=[A-Z][a-z]{1,24}(?![\w@/.]))")
_UNSPACED_COMMA = lazy_pattern(r"(?<![\w@/])[A-Za-z][a-z]{1,23}(?P<mark>[,;])(?=[A-Za-z]{2})")
_HAN = "\u3400-\u9fff"
_HALF_WIDTH = lazy_pattern(rf"(?<=[{_HAN}])[,;:!?.](?=[{_HAN}”」』》]|$)")
_HAN_BLANK = lazy_pattern(rf"(?<=[{_HAN}，。；：！？、])[ \u3000]{{1,8}}(?=[{_HAN}])")
_HAN_REPEATED = lazy_pattern(r"(?P<word>的的|是是|在在|和和|与与|，，|。。)(?!确|的|是|在)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Something odd at `[start, end)` of a paragraph."""

    rule: Rule
    start: int
    end: int
    message: str
    hint: str


def find_anomalies(text: str, lang: str, *, small_words: Collection[str] = ()) -> tuple[Anomaly, ...]:
    """Find what is odd in the wording of a paragraph, in order, in linear time.

    Args:
        text: one paragraph.
        lang: the primary language; one without patterns of its own gets the few that hold everywhere.
        small_words: words that the article writes small elsewhere, by which a capital in a list is known to
            be odd.
    """
    found: list[Anomaly] = []
    for check in _CHECKS.get(lang, (_find_spaced,)):
        found.extend(check(text, lang, small_words))
    return tuple(sorted(found, key=lambda anomaly: (anomaly.start, anomaly.rule.slug)))


def _find_spaced(text: str, lang: str, _: Collection[str]) -> Iterator[Anomaly]:
    for match in _SPACED.finditer(text):
        mark = match["blank"][-1]
        if mark not in _SPACED_ALLOWED.get(lang, ""):
            yield Anomaly(
                rule=rules.SPACE_BEFORE_PUNCTUATION,
                start=match.start("blank"),
                end=match.end("blank"),
                message=f"a blank stands before “{mark}”",
                hint="remove the blank, and look whether a list was meant",
            )


def _find_capitals(text: str, _: str, small_words: Collection[str]) -> Iterator[Anomaly]:
    for match in _STARTER.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - 30), match.start())
        word, previous = match["word"], before["word"] if before else ""
        if (
            before is None
            or previous in english_words("before_title")
            or (
                word == "A"
                and (previous in english_words("lettered") or match["next"] in english_words("after_letter"))
            )
        ):
            continue
        start, end = match.span("word")
        if previous in english_words("binding") or word in {"A", "An", "As"}:
            yield _odd_capital(word, start, end)
        else:
            yield Anomaly(
                rule=rules.MISSING_FULL_STOP,
                start=before.start("word"),
                end=end,
                message=f"a sentence seems to end between “{previous}” and “{word}”",
                hint="end the sentence, or restore the quotation marks or title marks that stood here",
            )
    for match in _LIST_CAPITAL.finditer(text):
        if match["word"].lower() in small_words:
            yield _odd_capital(match["word"], *match.span("word"))


def _odd_capital(word: str, start: int, end: int) -> Anomaly:
    return Anomaly(
        rule=rules.ODD_CAPITAL,
        start=start,
        end=end,
        message=f"“{word}” has a capital inside a sentence",
        hint="look whether quotation marks, a title or a sentence end got lost here",
    )


def _find_repeated(text: str, _: str, __: Collection[str]) -> Iterator[Anomaly]:
    for match in _REPEATED.finditer(text):
        word, again = match.group("word", "again")
        if word.lower() not in english_words("may_repeat") and _is_repetition(word, again):
            yield _repeated(match.group(), match.start("word"), match.end("again"))


def _is_repetition(word: str, again: str) -> bool:
    """Tell a slip from a name: Lin Lin, Bora Bora, The The, and "the The Edge newspaper".

    A word that begins a sentence and stands again in small letters is a slip: "The the port". But "In May may
    we", "Mark mark", and "the US us".
    """
    if word == again:
        return not word[0].isupper()
    begins = word[0].isupper() and word[1:].islower() and again.islower()
    return begins and again not in english_words("also_names")


def _find_repeated_han(text: str, _: str, __: Collection[str]) -> Iterator[Anomaly]:
    for match in _HAN_REPEATED.finditer(text):
        yield _repeated(match["word"][0], *match.span("word"))


def _repeated(words: str, start: int, end: int) -> Anomaly:
    word, _, again = words.partition(" ")
    return Anomaly(
        rule=rules.REPEATED_WORD,
        start=start,
        end=end,
        message=f"“{word}” stands twice" if again in ("", word) else f"“{words}” is one word twice",
        hint="remove one of the two",
    )


def _find_unspaced(text: str, _: str, __: Collection[str]) -> Iterator[Anomaly]:
    for pattern in (_UNSPACED, _UNSPACED_COMMA):
        for match in pattern.finditer(text):
            yield Anomaly(
                rule=rules.MISSING_SPACE,
                start=match.start("mark"),
                end=match.end("mark"),
                message=f"no blank stands after “{match['mark']}”",
                hint="put a blank after the mark",
            )


def _find_half_width(text: str, _: str, __: Collection[str]) -> Iterator[Anomaly]:
    wide = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
    for match in _HALF_WIDTH.finditer(text):
        yield Anomaly(
            rule=rules.HALF_WIDTH_PUNCTUATION,
            start=match.start(),
            end=match.end(),
            message=f"a half-width “{match.group()}” stands in Chinese text",
            hint=f"use “{wide[match.group()]}”",
        )


def _find_han_blank(text: str, _: str, __: Collection[str]) -> Iterator[Anomaly]:
    for match in _HAN_BLANK.finditer(text):
        yield Anomaly(
            rule=rules.BLANK_BETWEEN_HAN,
            start=match.start(),
            end=match.end(),
            message="a blank stands between Chinese characters",
            hint="remove the blank, or restore the mark that stood here",
        )


def _find_phrases(text: str, lang: str, _: Collection[str]) -> Iterator[Anomaly]:
    lowered = text.lower()
    phrases = sorted(known_phrases(lang), key=lambda known: -len(known.phrase))
    if not phrases or len(lowered) != len(text):  # "İ" grows when it is made small
        return
    meanings = {known.phrase: known.meaning for known in phrases}
    for match in re.finditer("|".join(re.escape(known.phrase) for known in phrases), lowered):
        start, end = match.span()
        yield Anomaly(
            rule=rules.MACHINE_PHRASE,
            start=start,
            end=end,
            message=f"“{text[start:end]}” is a phrase of machine translation",
            hint=f"the usual term is “{meanings[match.group()]}”",
        )


_CHECKS: dict[str, tuple[Callable[[str, str, Collection[str]], Iterator[Anomaly]], ...]] = {
    "en": (_find_spaced, _find_capitals, _find_repeated, _find_unspaced, _find_phrases),
    "zh": (_find_half_width, _find_han_blank, _find_repeated_han, _find_phrases),
}

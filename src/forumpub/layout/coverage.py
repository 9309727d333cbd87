"""The accounting invariant of an edition: every word of the article is on its pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from forumpub.diagnostics import Diagnostic, Findings
from forumpub.layout.speakers import words_beyond_fields
from forumpub.model import Article, Para
from forumpub.patterns import lazy_pattern
from forumpub.plan import Plan, Text, texts_of
from forumpub.rules.publishing import EDITION_WORDS_MISSING
from forumpub.source import SourceText
from forumpub.styling import Role

# Letters, digits and the vowel signs and tone marks that `\w` leaves out.
_NOT_LETTERS = lazy_pattern(r"[^\w\u0300-\u036f\u0900-\u0dff\u0e31-\u0eff\u1000-\u109f\u1780-\u17ff]+|_+")
_SPACELESS = lazy_pattern(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_MOST_RELATED = 20


def check_coverage(article: Article, plan: Plan, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """Find paragraphs, names and credits of an article that a plan doesn't hold.

    Paragraphs are looked for whole, by their ids. In an edition that shows the source line by line they are
    looked for in their own lines, by their words and how often each occurs; names and credits everywhere.

    Args:
        article: what is to be printed.
        plan: what is printed.
        source: the text the article was read from, to find paragraphs in the lines of a transcript.

    Diagnostics:
        edition-words-missing: part of the article is not in the edition.
    """
    findings = Findings()
    shown = tuple(text for item in plan.items for text in texts_of(item))
    missing = _missing_paras(article, shown, source)
    if missing:
        many = f"{len(missing)} paragraphs are" if len(missing) > 1 else "a paragraph is"
        findings.add(
            EDITION_WORDS_MISSING,
            f"{many} not in this edition, the first is {missing[0].id}",
            missing[0].span,
            hints=("a style that leaves out the narrative and the transcript prints no text",),
            related=[para.span for para in missing[1 : _MOST_RELATED + 1]],
        )
    printed = {word for text in shown for word in _words(_joined(text))}
    run_on = "".join(_letters(_joined(text)) for text in shown)
    for what, words in _named(article):
        lost = [word for word in _words(words) if word not in printed and word not in run_on]
        if lost:
            findings.add(EDITION_WORDS_MISSING, f"{what} is not in this edition: {' '.join(lost)[:80]}")
    return findings.outcome(None).diagnostics


def _missing_paras(article: Article, shown: tuple[Text, ...], source: SourceText | None) -> list[Para]:
    by_ident: dict[str, str] = {}
    for text in shown:
        for ident in (text.ident, *text.joined):
            if ident is not None:
                by_ident[ident] = _letters(_joined(text))
    lines = {text.number: text for text in shown if text.role is Role.TRANSCRIPT_LINE}
    return [
        para
        for block in article.blocks
        for para in block.paras
        if _letters(para.text) not in by_ident.get(para.id, "\x00")
        and not (source is not None and lines and _is_in_lines(para, lines, source))
    ]


def _is_in_lines(para: Para, lines: Mapping[str | None, Text], source: SourceText) -> bool:
    """Tell whether the lines that a paragraph was read from are shown with all its words."""
    first = source.position(para.span.start).line
    last = source.position(max(para.span.start, para.span.end - 1)).line
    shown: Counter[str] = Counter()
    for number in range(first, last + 1):
        text = lines.get(str(number))
        if text is not None:
            shown.update(_units(_joined(text)))
    return Counter(_units(para.text)) <= shown


def _named(article: Article) -> Iterator[tuple[str, str]]:
    """Name every part outside the blocks, with the words that must be printed."""
    for speaker in article.speakers:
        if speaker.raw:
            fields = (speaker.name, speaker.role, speaker.org)
            yield f"speaker {speaker.id}", " ".join(field for field in fields if field)
        for mention in speaker.raw:
            if words_beyond_fields(speaker, mention):
                yield f"the introduction of speaker {speaker.id}", mention.text
    if article.byline is not None:
        byline = article.byline
        parts = [*byline.reporters, byline.place or ""] if byline.reporters else [byline.raw]
        yield "the byline", " ".join(parts)
    for editor in article.editors:
        yield "an editor", editor.name or editor.raw
    for credit in article.credits:
        yield "a credit", " ".join(credit.names) or credit.raw


def _joined(text: Text) -> str:
    return "".join(run.text for run in text.runs)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text))


def _words(text: str) -> list[str]:
    return [word for word in _NOT_LETTERS.split(unicodedata.normalize("NFC", text)) if word]


def _units(text: str) -> Iterator[str]:
    """Cut a text into what line breaks of the source can't divide: words, or letters where no blanks are."""
    for word in _words(text):
        yield from word if _SPACELESS.search(word) else (word,)

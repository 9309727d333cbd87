"""An article as lines that a person can review: every value with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forumpub.diagnostics import Diagnostic
from forumpub.model import Article, Block, Facts
from forumpub.source import SourceText, Span


def dump_article(article: Article) -> str:
    """Write an article; what it doesn't have is left out."""
    return "\n".join(_lines(article))


def dump_diagnostics(diagnostics: Iterable[Diagnostic], source: SourceText) -> str:
    """Write diagnostics, one a line, with their hints."""
    lines: list[str] = []
    for diagnostic in diagnostics:
        place = ""
        if diagnostic.span is not None:
            position = source.position(diagnostic.span.start)
            place = f"{position.line}:{position.column} "
        lines.append(f"{diagnostic.severity}[{diagnostic.rule.slug}] {place}{_visible(diagnostic.message)}")
        lines += [f"  hint: {hint}" for hint in diagnostic.hints]
    return "\n".join(lines)


def _visible(text: str) -> str:
    """Escape what an editor or a diff would hide."""
    return "".join(char if char.isprintable() or char == "\u3000" else f"\\u{ord(char):04x}" for char in text)


def _at(span: Span | None) -> str:
    return f"[{span.start},{span.end})" if span is not None else "[-)"


def _lines(article: Article) -> Iterator[str]:
    info, found = article.source, article.detection
    bom = " bom" if info.bom else ""
    yield f"source {info.encoding}{bom} {info.eol} {info.chars} chars"
    yield f"format {found.format}" + (" (forced)" if found.forced else f" (then {found.runner_up})")
    yield f"lang {article.lang}"
    if article.headline is not None:
        derived = " (derived)" if article.headline.derived else ""
        yield f"headline {_at(article.headline.span)} {_visible(article.headline.text)}{derived}"
    if article.dateline is not None:
        line = article.dateline
        yield f"dateline {_at(line.span)} {line.place} | {line.date}{' (derived)' if line.derived else ''}"
    for block in article.blocks:
        yield from _block(block)
    for speaker in article.speakers:
        office = " | ".join(part or "-" for part in (speaker.name, speaker.role, speaker.org))
        yield f"{speaker.id} {_visible(office)} ({speaker.confidence})"
        yield from (f"  {_at(mention.span)} {_visible(mention.text)}" for mention in speaker.raw)
        yield from (f"  alias {alias}" for alias in speaker.aliases)
    yield from _frame(article)
    yield from _facts(article.facts)


def _block(block: Block) -> Iterator[str]:
    parts = [block.id, block.type.value]
    parts += [block.speaker] if block.speaker else []
    parts += [f"({block.mode})"] if block.mode else []
    parts += [f"{block.time.start_s}-{block.time.end_s}s"] if block.time else []
    parts += [_at(block.label.span), _visible(block.label.raw)] if block.label else []
    yield " ".join(parts)
    for para in block.paras:
        pieces = "".join(f" {_at(piece)}" for piece in para.pieces)
        continues = " +" if para.continues else ""
        yield f"  {para.id} {_at(para.span)}{pieces}{continues} {_visible(para.text)}"


def _frame(article: Article) -> Iterator[str]:
    if article.byline is not None:
        line = article.byline
        yield f"byline {_at(line.span)} {', '.join(line.reporters)} | {line.place} | {_visible(line.raw)}"
    yield from (
        f"editor {_at(editor.span)} {editor.name} | {_visible(editor.raw)}" for editor in article.editors
    )
    for credit in article.credits:
        yield f"credit {_at(credit.span)} {credit.role}: {', '.join(credit.names)} | {_visible(credit.raw)}"
    yield from (f"mark {_at(mark.span)} {mark.kind} {_visible(mark.raw)}" for mark in article.marks)
    if article.end_mark is not None:
        yield f"end-mark {article.end_mark}"
    publication = article.publication
    for key in ("source", "published", "rights", "url"):
        value: str | None = getattr(publication, key)
        if value is not None:
            yield f"{key} {value}"


def _facts(facts: Facts) -> Iterator[str]:
    if facts.lead is not None:
        yield f"lead {facts.lead.para} {facts.lead.text}"
    yield from (f"point {point.para} {point.text}" for point in facts.key_points)
    yield from (f"figure {figure.para} {figure.value} | {figure.context}" for figure in facts.key_figures)
    for part in facts.participants:
        quoted, mentioned = " ".join(part.quoted), " ".join(part.mentioned)
        yield f"participant {part.speaker} quoted {quoted} mentioned {mentioned}"
    yield from (f"background {fact.para} {fact.kind}: {fact.text}" for fact in facts.background)
    for short in facts.abbreviations:
        derived = " (derived)" if short.derived else ""
        yield f"abbreviation {short.para} {short.short} = {short.long}{derived}"

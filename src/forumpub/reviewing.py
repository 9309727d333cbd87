"""Bilingual reviews: an edition goes out as a table or as XLIFF, and its corrections come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forumpub.containers.archive import is_zip
from forumpub.diagnostics import Diagnostic, Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import ChoiceError, InputError
from forumpub.excerpts import place_diagnostics
from forumpub.inputs import Input
from forumpub.model import Article
from forumpub.output import Written, write_output
from forumpub.pipeline import Published
from forumpub.render.docx import DocxRenderer
from forumpub.render.renderer import Edition
from forumpub.review.bilingual import Correction, lay_review_table, tell_gone
from forumpub.review.reading import read_docx
from forumpub.rules.revising import REVIEW_ROW_LOST
from forumpub.schema import is_article, load_article
from forumpub.styling import load_style
from forumpub.translate.memory.unit import normal_form
from forumpub.translate.memory.xliff import read_xliff, write_xliff
from forumpub.translate.models.description import edition_tag

FORMS = ("docx", "xliff")
_XLIFF = b"urn:oasis:names:tc:xliff"
_HEAD_BYTES = 4096


def read_edition(entry: Input, env: Environment) -> Outcome[Article]:
    """Read a translated edition: its JSON, or the DOCX that carries it.

    Raises:
        InputError: it can't be read, or is no translated edition.
        SchemaError: its JSON is malformed.
    """
    findings = Findings()
    data = entry.data if entry.data is not None else env.read_bytes(entry.path or Path(entry.name))
    text = data.decode("utf-8", "replace")
    if is_zip(data):
        text = findings.take(read_docx(data, entry.name)).identity.article_json or ""
    if not is_article(text):
        raise InputError(
            f"{entry.name} holds no article", hints=("give the edition's DOCX, or the JSON of its article",)
        )
    article = findings.take(load_article(text))
    if article.translation is None:
        raise InputError(f"{entry.name} is no translation: there is nothing to review beside its source")
    return findings.outcome(article)


def write_review(
    entry: Input, env: Environment, *, to: Sequence[str] = ("docx",), style: str = "briefing", out: Path
) -> Published:
    """Write an edition out for review: `NAME.review.docx`, `NAME.review.xliff`.

    Raises:
        ChoiceError: a form that there isn't.
        ForumpubError: something outside the text is wrong.
    """
    for form in to:
        if form not in FORMS:
            raise ChoiceError(f"no review is written as {form!r}", hints=(f"there are {', '.join(FORMS)}",))
    findings = Findings()
    article = findings.take(read_edition(entry, env))
    written: list[Written] = []
    inputs = (entry.path,) if entry.path else ()
    for form in dict.fromkeys(to):
        if form == "docx":
            plan = lay_review_table(article, style=load_style(style, env), now=env.now())
            data = findings.take(DocxRenderer().render(Edition(article=article, plan=plan), env))
        else:
            data = findings.take(write_xliff(article))
        written.append(write_output(out, f"{entry.stem}.review.{form}", data, inputs=inputs))
    found: Sequence[Diagnostic] = findings.outcome(None).diagnostics
    return Published(name=entry.name, written=tuple(written), placed=place_diagnostics(found, None))


def is_xliff(data: bytes) -> bool:
    """Tell whether bytes are XLIFF."""
    return _XLIFF in data[:_HEAD_BYTES]


def read_xliff_corrections(article: Article, data: bytes, name: str) -> Outcome[tuple[Correction, ...]]:
    """Read what came back from another tool as corrections of an edition.

    Raises:
        InputError: it is no well-formed XLIFF, or translates into another language.

    Diagnostics:
        review-row-lost: a unit that belongs to no segment of the edition, or to another text of the segment.
        review-target-gone: a unit whose translation was emptied.
    """
    findings = Findings()
    segments = article.translation.segments if article.translation is not None else ()
    places = {segment.id: place for place, segment in enumerate(segments)}
    found: list[Correction] = []
    for unit in findings.take(read_xliff(data, name)):
        if edition_tag(unit.target_lang) != edition_tag(article.lang):
            raise InputError(
                f"{name} translates into {unit.target_lang}, and the edition is in {article.lang}",
                hints=("name the edition that the file was made from with --base",),
            )
        place = places.get(unit.id)
        if place is None:
            findings.add(
                REVIEW_ROW_LOST, f"the unit {unit.id!r} belongs to no segment, and is not taken over"
            )
            continue
        segment = segments[place]
        if unit.target == segment.target:
            continue
        if not unit.target:
            tell_gone(segment.target, findings)
        elif normal_form(unit.source) != normal_form(segment.source):
            findings.add(
                REVIEW_ROW_LOST,
                f"the unit {unit.id!r} translates another text than the edition's, and is not taken over",
            )
        else:
            found.append(Correction(segment=place, target=unit.target, author=unit.author, date=unit.date))
    return findings.outcome(tuple(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTask:
    """Writes editions out for review; a task of `forumpub.batch`."""

    to: tuple[str, ...]
    style: str
    out: Path

    def check(self, env: Environment) -> None:
        """Check that the style exists."""
        load_style(self.style, env)

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Write one edition out."""
        return write_review(entry, env, to=self.to, style=self.style, out=self.out)

"""Bilingual reviews: an edition goes out beside its source, to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forumpub.containers.archive import is_zip
from forumpub.diagnostics import Diagnostic, Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import ChoiceError, InputError
from forumpub.excerpts import place_diagnostics
from forumpub.exchanging import WRITERS
from forumpub.inputs import Input
from forumpub.model import Article
from forumpub.output import write_outputs
from forumpub.pipeline import Published
from forumpub.render.docx import DocxRenderer
from forumpub.render.renderer import Edition
from forumpub.review.bilingual import lay_review_table
from forumpub.review.reading import read_docx
from forumpub.schema import is_article, load_article
from forumpub.styling import load_style
from forumpub.values import dataclass

FORMS = ("docx", *WRITERS)


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
            f"{entry.name} is no translated edition: it holds no article",
            hints=("give the edition's DOCX, or the JSON of its article",),
        )
    article = findings.take(load_article(text))
    if article.translation is None:
        raise InputError(
            f"{entry.name} is no translated edition: its article is the source, in {article.lang}",
            hints=("`forumpub translate` makes editions of it, such as NAME.id.docx: give one of those",),
        )
    return findings.outcome(article)


def write_review(
    entry: Input,
    env: Environment,
    *,
    to: Sequence[str] = ("docx",),
    style: str = "briefing",
    out: Path,
    replace_edited: bool = False,
) -> Published:
    """Write an edition out for review: `NAME.review.docx`, `NAME.review.xliff`, `NAME.review.tmx`.

    A table that another program has saved since is kept, with the corrections in it, unless `replace_edited`.

    Raises:
        ChoiceError: a form that there isn't.
        ForumpubError: something outside the text is wrong.
    """
    for form in to:
        if form not in FORMS:
            raise ChoiceError(f"no review is written as {form!r}", hints=(f"there are {', '.join(FORMS)}",))
    findings = Findings()
    article = findings.take(read_edition(entry, env))
    files: dict[str, bytes] = {}
    for form in dict.fromkeys(to):
        if form == "docx":
            plan = lay_review_table(article, style=load_style(style, env), now=env.now())
            data = findings.take(DocxRenderer().render(Edition(article=article, plan=plan), env))
        else:
            data = findings.take(WRITERS[form](article))
        files[f"{entry.stem}.review.{form}"] = data
    written = write_outputs(out, files, inputs=entry.originals, replace_edited=replace_edited)
    found: Sequence[Diagnostic] = findings.outcome(None).diagnostics
    return Published(name=entry.name, written=written, placed=place_diagnostics(found, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTask:
    """Writes editions out for review; a task of `forumpub.batch`."""

    to: tuple[str, ...]
    style: str
    out: Path
    replace_edited: bool = False

    def check(self, env: Environment) -> None:
        """Check that the style exists."""
        load_style(self.style, env)

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Write one edition out."""
        return write_review(
            entry, env, to=self.to, style=self.style, out=self.out, replace_edited=self.replace_edited
        )

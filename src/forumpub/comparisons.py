"""Any two files of one article, compared; two editors' copies, joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from forumpub.containers.archive import is_zip
from forumpub.diagnostics import Findings, Outcome, Severity
from forumpub.env import Environment
from forumpub.errors import InputError
from forumpub.excerpts import PlacedDiagnostic, place_diagnostics
from forumpub.inputs import Input
from forumpub.output import Written, output_stem, write_output
from forumpub.pipeline import Published, PublishOptions
from forumpub.review.alignment import align
from forumpub.review.assignment import Fate
from forumpub.review.changes import Change, ChangeKind, list_changes
from forumpub.review.document import BaseText
from forumpub.review.doubts import check_authors
from forumpub.review.merging import Version, merge_copies
from forumpub.review.naming import name_rows
from forumpub.review.page import draw_page
from forumpub.review.reading import read_docx
from forumpub.review.redline import write_redline
from forumpub.review.views import ACCEPT_ALL, Policy, ViewParagraph, view
from forumpub.revisions import Beside, ReviseOptions, read_base, read_copy
from forumpub.values import dataclass

_T = TypeVar("_T")
# Begins the idents of paragraphs that no base knows.
_NEW = "~new"
_FEWEST_COPIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How one file differs from another one. `lang` is that of the text, `name` the later file's.

    `placed` is what was noticed while both were read.
    """

    name: str
    lang: str
    changes: tuple[Change, ...]
    placed: tuple[PlacedDiagnostic, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything but what was kept is there."""
        return any(change.kind is not ChangeKind.KEPT for change in self.changes)

    @property
    def is_doubtful(self) -> bool:
        """Whether an error was noticed: what is compared may not be what was meant."""
        return any(found.diagnostic.severity is Severity.ERROR for found in self.placed)


def compare_files(
    before: Path, after: Path, env: Environment, *, policy: Policy = ACCEPT_ALL, style: str = "briefing"
) -> Comparison:
    """Compare two files, each a DOCX or an article's JSON, block by block.

    Args:
        before: what it is compared with.
        after: what may differ.
        env: the machine.
        policy: whose tracked changes are taken, in both.
        style: the house style that articles are laid out in.

    Raises:
        InputError: one can't be read.
        SchemaError: one is a malformed article.

    Diagnostics:
        those of reading, and editor-unknown.
    """
    options = ReviseOptions(publish=PublishOptions(style=style), accept=policy)
    findings = Findings()
    base, lang, names = findings.take(_texts(before, options, env))
    later, _, _ = findings.take(_texts(after, options, env))
    if not (is_zip(env.read_bytes(before)) and is_zip(env.read_bytes(after))):
        # Headings, notes and page edges are made when an article is laid out; it holds none of them.
        base, later = tuple(filter(_is_of_article, base)), tuple(filter(_is_of_article, later))
    paragraphs = tuple(_shown(text) for text in later)
    changes = list_changes(base, paragraphs, align(base, paragraphs), names=names)
    placed = place_diagnostics(findings.outcome(None).diagnostics, None)
    return Comparison(name=after.name, lang=lang, changes=changes, placed=placed)


def write_page(path: Path, comparison: Comparison) -> Written:
    """Write the page of differences.

    Raises:
        OutputError: it can't be written.
    """
    page = draw_page(comparison.name, comparison.lang, comparison.changes)
    return write_output(path.parent, path.name, page.encode())


def _texts(
    path: Path, options: ReviseOptions, env: Environment
) -> Outcome[tuple[tuple[BaseText, ...], str, Mapping[str, str]]]:
    """Return the texts of a file as it is now, with the idents that are known, its language, and names."""
    findings = Findings()
    data = env.read_bytes(path)
    if not is_zip(data):
        base = findings.take(read_base(path, options, env))
        return findings.outcome((base.texts, base.article.lang, name_rows(base.article)))
    document = findings.take(read_docx(data, path.name))
    findings.take(check_authors(document, options.accept))
    if document.identity.article_json is None and document.identity.base is None:
        paragraphs = view(document, options.accept)
        return findings.outcome((tuple(_plain(paragraphs)), document.identity.lang or "und", {}))
    entry = Input(name=path.name, stem=path.stem, data=data)
    beside = findings.take(read_copy(entry, options, env))
    article = beside.base.article
    return findings.outcome((tuple(_current(beside)), article.lang, name_rows(article)))


def _is_of_article(text: BaseText) -> bool:
    return not text.ident.startswith("~") or text.ident.startswith(_NEW)


def _plain(paragraphs: tuple[ViewParagraph, ...]) -> Iterator[BaseText]:
    for number, paragraph in enumerate(paragraphs):
        if paragraph.text and not paragraph.erased:
            yield _as_text(f"~{number}", paragraph)


def _current(beside: Beside) -> Iterator[BaseText]:
    """Yield the texts of an editor's copy: those of the base with their idents, the others with their own."""
    marks = {text.ident: text.mark for text in beside.base.texts}
    styles = {text.ident: text.style for text in beside.base.texts}
    for item in beside.copy.alignment.assignments:
        paragraph = beside.copy.paragraphs[item.paragraph]
        if item.fate is Fate.OWN:
            ident = item.idents[0]
            made = _as_text(ident, paragraph)
            style = styles[ident] if paragraph.style_doubtful else made.style
            yield replace(made, mark=marks[ident], style=style)
        elif item.fate is not Fate.REPEATED:
            yield _as_text(f"{_NEW}{item.paragraph}", paragraph)


def _as_text(ident: str, paragraph: ViewParagraph) -> BaseText:
    return BaseText(
        ident=ident,
        text=paragraph.text,
        number=paragraph.number,
        style=paragraph.style,
        place=paragraph.place,
        cell=paragraph.cell,
    )


def _shown(text: BaseText) -> ViewParagraph:
    """Show a text as a view of a document would, in the bookmark of its ident."""
    return ViewParagraph(
        text=text.text.strip(),
        raw=text.text,
        number=text.number,
        live={text.mark: len(text.text)} if text.mark is not None and text.text else {},
        style=text.style,
        place=text.place,
        cell=text.cell,
    )


def merge_files(
    copies: Sequence[Path],
    env: Environment,
    *,
    base: Path | None = None,
    style: str = "briefing",
    out: Path = Path("build"),
    replace_edited: bool = False,
) -> Published:
    """Join editors' copies of one document into `STEM.merged.docx`.

    Args:
        copies: two or more. The first gets the changes of the others, one after the other: where a third
            editor changed what a second one did, the file holds the versions of all of them.
        env: the machine.
        base: what all were published from, where they don't say.
        style: the house style that the base is laid out in, where they have lost what was printed.
        out: the folder to write to.
        replace_edited: replace a merged file that another program has saved since.

    Raises:
        InputError: one can't be read, or they hold different articles or revisions.
        OutputError: the file can't be written.
        ValueError: fewer than two copies.

    Diagnostics:
        revision-conflict, merge-left-out, proposal-left-out, and those of reading.
    """
    if len(copies) < _FEWEST_COPIES:
        raise ValueError(f"two copies or more, not {len(copies)}")
    findings = Findings()
    options = ReviseOptions(publish=PublishOptions(style=style, out=out), base=base)
    given = findings.take(read_base(base, options, env)) if base is not None else None
    first, *others = [Input(name=path.name, stem=path.stem, path=path) for path in copies]
    merged = findings.take(read_copy(first, options, env, given=given))
    besides = [findings.take(read_copy(entry, options, env, given=given)) for entry in others]
    if given is None:
        _check_same_article(merged, besides)
    names = _authors((merged, *besides), copies)
    for number, beside in enumerate(besides, 1):
        data = findings.take(_join(merged, " and ".join(names[:number]), beside, names[number], env))
        # What came in counts as the first copy's for the next one.
        merged = findings.take(read_copy(replace(first, data=data), options, env, given=given))
    name = f"{output_stem(first.name)}.merged.docx"
    written = write_output(out, name, merged.data, inputs=copies, replace_edited=replace_edited)
    placed = place_diagnostics(findings.outcome(None).diagnostics, None)
    return Published(name=first.name, written=(written,), placed=placed)


def _check_same_article(first: Beside, others: Sequence[Beside]) -> None:
    for other in others:
        if other.base.article != first.base.article:
            raise InputError(
                f"{first.document.name} and {other.document.name} were not published from the same revision "
                "of one article",
                hints=("name what they come from with --base",),
            )


def _join(
    first: Beside, first_author: str, other: Beside, other_author: str, env: Environment
) -> Outcome[bytes]:
    """Return the first copy with the changes of the other one in it."""
    findings = Findings()
    one, two = _version(first, first_author), _version(other, other_author)
    proposals = findings.take(merge_copies(one, two))
    date = f"{env.now():%Y-%m-%dT%H:%M:%SZ}"
    return findings.outcome(
        findings.take(write_redline(first.data, first.document.name, proposals, date=date))
    )


def _version(beside: Beside, author: str) -> Version:
    return Version(document=beside.document, copy=beside.copy, author=author)


def _authors(besides: Sequence[Beside], copies: Sequence[Path]) -> tuple[str, ...]:
    """Return whose copies they are: the one hand in each, or the files' names where that names two alike."""
    names = tuple(_author(beside, path) for beside, path in zip(besides, copies, strict=True))
    return names if len(set(names)) == len(names) else tuple(path.stem for path in copies)


def _author(beside: Beside, path: Path) -> str:
    """Return whose copy it is: the one hand in it, else the file's name."""
    hands = {hand.author for change in beside.copy.changes for hand in change.hands if hand.author}
    return hands.pop() if len(hands) == 1 else path.stem

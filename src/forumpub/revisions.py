"""Editors' copies come back: what changed, the next revision of the article, its pages, its memory."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import field, replace
from pathlib import Path

from forumpub.containers.archive import is_zip
from forumpub.diagnostics import Findings, Outcome
from forumpub.earlier_revisions import as_written_before, tell_rivals
from forumpub.env import Environment
from forumpub.errors import InputError
from forumpub.excerpts import PlacedDiagnostic, place_diagnostics
from forumpub.exchanging import is_exchange, read_exchange_corrections
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.layout import Status
from forumpub.locales import load_words
from forumpub.memories import memory_path
from forumpub.model import Article
from forumpub.output import Written, write_outputs
from forumpub.pipeline import (
    Published,
    PublishOptions,
    Reading,
    check_choices,
    read_input,
    render_reading,
)
from forumpub.project import Project
from forumpub.remembering import open_for_corrections, remember_corrections
from forumpub.review.applying import Copy, apply_changes, count_guesses
from forumpub.review.bilingual import apply_corrections, is_review_table, read_corrections
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.comparing import Base, base_texts, compare, find_base
from forumpub.review.corrections import take_corrections
from forumpub.review.document import Comment, EditedDocument, Hand
from forumpub.review.doubts import check_authors, check_comments, check_guesses, is_emptied
from forumpub.review.page import draw_page
from forumpub.review.proposals import find_proposals
from forumpub.review.reading import read_docx
from forumpub.review.redline import write_redline
from forumpub.review.views import ACCEPT_ALL, Policy
from forumpub.reviewing import read_edition
from forumpub.rules.revising import FILE_OPEN_ELSEWHERE
from forumpub.schema import dump_article
from forumpub.styling import load_style
from forumpub.translate.memory.unit import Unit
from forumpub.translate.naming import name_segments
from forumpub.translate.terms.loading import load_glossaries, read_glossaries
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseOptions:
    """What is made of editors' copies.

    `base` names what they were published from, where they don't say. `accept` are the editors whose tracked
    changes are taken. `guesses`: take what is only likely. `redline`: write proposals into a copy of a file.
    `page`: write the page of changes. `memory` is the translation memory that corrections go to, the user's
    own where None. `glossaries` are those of the project, then of the command: their forbidden renderings are
    among what is proposed.
    """

    publish: PublishOptions = field(default_factory=PublishOptions)
    base: Path | None = None
    accept: Policy = ACCEPT_ALL
    guesses: bool = False
    redline: bool = False
    page: bool = True
    memory: Path | None = None
    glossaries: tuple[Path, ...] = ()


def with_project(options: ReviseOptions, project: Project | None) -> ReviseOptions:
    """Fill in what the options leave open from a project; its glossaries come before the command's."""
    if project is None:
        return options
    return replace(
        options,
        glossaries=(*project.glossaries, *options.glossaries),
        memory=options.memory or project.memory,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised(Published):
    """What became of one copy. `article` is the new revision; `guesses` is how many changes need a yes."""

    article: Article
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...] = ()
    guesses: int = 0

    @property
    def changed(self) -> tuple[Change, ...]:
        """The changes without what was kept."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An editor's copy and what it is compared with."""

    document: EditedDocument
    base: Base
    copy: Copy
    data: bytes


def read_copy(
    entry: Input, options: ReviseOptions, env: Environment, *, given: Base | None = None
) -> Outcome[Beside]:
    """Read a copy and lay it beside its base.

    Raises:
        InputError: it can't be read, or doesn't say what it was published from, and no base is given.

    Diagnostics:
        those of reading, of finding the base, and file-open-elsewhere.
    """
    findings = Findings()
    data = entry.data if entry.data is not None else env.read_bytes(entry.path or Path(entry.name))
    if entry.path is not None and (lock := find_lock(entry.path)) is not None:
        findings.add(
            FILE_OPEN_ELSEWHERE,
            f"{entry.path.name} is open in a program, says {lock.name}; what isn't saved is not read",
            hints=("save and close it, and give it again",),
        )
    document = findings.take(read_docx(data, entry.name))
    if given is None and options.base is not None:
        given = findings.take(read_base(options.base, options, env))
    style = load_style(options.publish.style, env)
    base = findings.take(find_base(document, given, style=style, now=env.now()))
    copy = compare(document, base, options.accept)
    return findings.outcome(Beside(document=document, base=base, copy=copy, data=data))


def find_lock(path: Path) -> Path | None:
    """Find the lock file that LibreOffice or Word puts beside a document that is open."""
    # Word leaves out the first two letters of a longer name.
    names = (f".~lock.{path.name}#", f"~${path.name[2:]}", f"~${path.name}")
    return next((lock for name in names if (lock := path.with_name(name)).exists()), None)


def read_base(path: Path, options: ReviseOptions, env: Environment) -> Outcome[Base]:
    """Read what copies are compared with: an article's JSON, a transcript, or the DOCX that was sent.

    Raises:
        InputError: it can't be read.
        SchemaError: it is a malformed article.
    """
    findings = Findings()
    data = env.read_bytes(path)
    style = load_style(options.publish.style, env)
    if is_zip(data):
        document = findings.take(read_docx(data, path.name))
        if document.identity.article_json is not None:
            return findings.outcome(findings.take(find_base(document, None, style=style, now=env.now())))
    reading = read_input(Input(name=path.name, stem=path.stem, path=path), ReadingOptions(), env).value
    texts = base_texts(reading.article, style=style, now=env.now())
    return findings.outcome(Base(article=reading.article, texts=texts, is_anew=True))


def revise_input(entry: Input, options: ReviseOptions, env: Environment) -> Revised:
    """Read a copy, make the next revision of its article, and write its files.

    The files are the article's JSON, the list of changes, what `options.publish` names, and with `redline`
    the copy with proposals. Nothing is written where a change needs a yes, where a comment is open in what is
    to be final, where `options.accept` names somebody who tracked nothing while others did, or where the
    article has a newer revision already.

    Raises:
        ForumpubError: something outside the text is wrong.

    Diagnostics:
        those of reading, comparing and applying; comment-open, final-with-comments, guess-unconfirmed,
        editor-unknown, corrections-not-remembered.
    """
    data = entry.data if entry.data is not None else env.read_bytes(entry.path or Path(entry.name))
    if is_exchange(data):
        return _revise_from_exchange(entry, data, options, env)
    findings = Findings()
    beside = findings.take(read_copy(replace(entry, data=data), options, env))
    if beside.base.sent is not None and not options.guesses:
        # Nothing will be written: what is shown is what the editor did, not what was done since.
        copy = compare(beside.document, beside.base.sent, options.accept)
        beside = replace(beside, base=beside.base.sent, copy=copy)
    date = f"{env.now():%Y-%m-%dT%H:%M:%SZ}"
    article, units = findings.take(_apply(beside, date))
    guesses = 0 if options.guesses else findings.take(_check_guesses(beside, article))
    is_final = options.publish.status is Status.FINAL
    is_blocked = findings.take(check_comments(beside.document, is_final=is_final))
    is_blocked = findings.take(check_authors(beside.document, options.accept)) or is_blocked
    written: tuple[Written, ...] = ()
    if not guesses and not is_blocked:
        article = as_written_before(article, entry.stem, options.publish.out, env)
        revision = findings.take(_gather(beside, article, options, env))
        if revision.is_new:
            findings.take(tell_rivals(article, entry.stem, options.publish.out, env))
        written = _keep(entry, revision, units, options, env, findings)
    return Revised(
        name=entry.name,
        written=written,
        placed=_placed(findings),
        article=article,
        changes=beside.copy.changes,
        comments=beside.document.comments,
        guesses=guesses,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Revision:
    """What is written of one copy."""

    article: Article
    is_new: bool
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...] = ()
    redline: bytes | None = None


def _gather(beside: Beside, article: Article, options: ReviseOptions, env: Environment) -> Outcome[_Revision]:
    """Gather what is written of a copy; `article` is the revision."""
    findings = Findings()
    redline = findings.take(make_redline(beside, options, env)) if options.redline else None
    return findings.outcome(
        _Revision(
            article=article,
            is_new=article.history != beside.base.article.history,
            changes=beside.copy.changes,
            comments=beside.document.comments,
            redline=redline,
        )
    )


def _revise_from_exchange(entry: Input, data: bytes, options: ReviseOptions, env: Environment) -> Revised:
    """Take corrections over from another tool's file; it names segments, and `--base` the edition."""
    if options.base is None:
        raise InputError(
            f"can't tell which edition {entry.name} belongs to",
            hints=("name the edition's DOCX, or the JSON of its article, with --base",),
        )
    findings = Findings()
    path = options.base
    before = findings.take(read_edition(Input(name=path.name, stem=path.stem, path=path), env))
    corrections = findings.take(read_exchange_corrections(before, data, entry.name))
    date = f"{env.now():%Y-%m-%dT%H:%M:%SZ}"
    article, units = apply_corrections(before, corrections, date=date)
    article = as_written_before(article, entry.stem, options.publish.out, env)
    segments = before.translation.segments if before.translation is not None else ()
    names = name_segments(before)
    changes = tuple(
        Change(
            kind=ChangeKind.EDITED,
            idents=(segments[one.segment].id,),
            names=(names[one.segment],),
            before=(segments[one.segment].target,),
            after=(one.target,),
            hands=(Hand(author=one.author, date=one.date),) if one.author else (),
        )
        for one in corrections
    )
    revision = _Revision(article=article, is_new=bool(corrections), changes=changes)
    written = _keep(entry, revision, units, options, env, findings)
    return Revised(
        name=entry.name, written=written, placed=_placed(findings), article=article, changes=changes
    )


def _apply(beside: Beside, date: str) -> Outcome[tuple[Article, tuple[Unit, ...]]]:
    """Make the next revision, and the units for the memory, of an edition or of a bilingual review."""
    findings = Findings()
    before = beside.base.article
    if is_review_table(beside.base.texts):
        corrections = findings.take(read_corrections(beside.copy, name_segments(before)))
        return findings.outcome(apply_corrections(before, corrections, date=date))
    after = findings.take(apply_changes(before, beside.copy, date=date))
    if after.history == before.history:
        return findings.outcome((after, ()))
    return findings.outcome(take_corrections(before, after, beside.copy, date=date))


def _check_guesses(beside: Beside, after: Article) -> Outcome[int]:
    return check_guesses(
        count_guesses(beside.copy.alignment),
        emptied=is_emptied(beside.base.article, after),
        undoing=Path(beside.document.name).name if beside.base.holds_more else None,
    )


def _placed(findings: Findings) -> tuple[PlacedDiagnostic, ...]:
    return place_diagnostics(findings.outcome(None).diagnostics, None)


def _keep(
    entry: Input,
    revision: _Revision,
    units: Sequence[Unit],
    options: ReviseOptions,
    env: Environment,
    findings: Findings,
) -> tuple[Written, ...]:
    """Write a revision's files, and let corrections of a translated edition become rows of the memory.

    Whatever is wrong with the memory is known before the first file is written, as far as it can be.
    """
    path = memory_path(env, options.memory)
    memory = findings.take(open_for_corrections(units, revision.article, path))
    with closing(memory) if memory is not None else nullcontext():
        written = _write(entry, revision, options, env, findings)
        if memory is not None:
            findings.take(remember_corrections(units, revision.article, memory))
    return written


def _write(
    entry: Input, revision: _Revision, options: ReviseOptions, env: Environment, findings: Findings
) -> tuple[Written, ...]:
    publish = options.publish
    article = revision.article
    status = publish.status or (Status.EDITED if revision.is_new else None)
    reading = Reading(article=article, source=None)
    rendered = findings.take(render_reading(reading, (), replace(publish, status=status), env))
    files = dict(rendered)
    files[".json"] = dump_article(article).encode()
    title = article.headline.text if article.headline is not None else entry.name
    if options.page:
        files[".changes.html"] = draw_page(title, article.lang, revision.changes, revision.comments).encode()
    if revision.redline is not None:
        files[".redline.docx"] = revision.redline
    return write_outputs(
        publish.out,
        {f"{entry.stem}{suffix}": data for suffix, data in files.items()},
        inputs=entry.originals,
        replace_edited=publish.replace_edited,
    )


def make_redline(beside: Beside, options: ReviseOptions, env: Environment) -> Outcome[bytes]:
    """Write the tool's proposals into a copy of the editor's file.

    Raises:
        InputError: the file can't be written into, or a glossary can't be read.
    """
    findings = Findings()
    article = beside.base.article
    source_lang = article.translation.source_lang if article.translation else article.lang
    glossary = findings.take(
        load_glossaries(options.glossaries, source_lang=source_lang, target_lang=article.lang, env=env)
    )
    accepted = compare(beside.document, beside.base, ACCEPT_ALL)
    proposals = find_proposals(
        beside.document,
        accepted.base,
        accepted.paragraphs,
        accepted.changes,
        load_words(article.lang).language,
        glossary.entries,
    )
    date = f"{env.now():%Y-%m-%dT%H:%M:%SZ}"
    return findings.outcome(
        findings.take(write_redline(beside.data, beside.document.name, proposals, date=date))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseTask:
    """Makes the next revision of what an editor sent back; a task of `forumpub.batch`."""

    options: ReviseOptions

    def check(self, env: Environment) -> None:
        """Check that style and formats exist, and with `redline` that the glossaries hold terms."""
        check_choices(self.options.publish, env)
        if self.options.redline:
            read_glossaries(self.options.glossaries, env)

    def __call__(self, entry: Input, env: Environment) -> Published:
        """Read the copy and write the revision's files."""
        return revise_input(entry, self.options, env)

    def with_guesses(self) -> ReviseTask:
        """Return the task that takes guessed changes too."""
        return replace(self, options=replace(self.options, guesses=True))

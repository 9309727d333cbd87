"""Translated editions: all inputs, one language after the other, each in one batch of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import field, replace
from pathlib import Path

from forumpub.diagnostics import Diagnostic, Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import ChoiceError, DamagedMemoryError, ForumpubError, OutputError, ProjectError
from forumpub.excerpts import PlacedDiagnostic, place_diagnostics
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.locales import find_language
from forumpub.locales.tags import edition_tag
from forumpub.memories import memory_path
from forumpub.model import Article
from forumpub.output import check_unedited, write_outputs
from forumpub.pipeline import (
    Published,
    PublishOptions,
    Reading,
    check_choices,
    load_renderers,
    read_input,
    render_reading,
    tell_repeats,
)
from forumpub.project import Project
from forumpub.render.renderer import RenderOptions
from forumpub.rules.editions import LANGUAGE_ALREADY
from forumpub.rules.files import NOTHING_TO_PUBLISH
from forumpub.styling import Status
from forumpub.translate.articles import Tools, translate_articles
from forumpub.translate.cascade import Quality
from forumpub.translate.checks import find_faults
from forumpub.translate.engines.choice import check_engine, open_engine
from forumpub.translate.memory import Memory, open_memory
from forumpub.translate.memory.giving_up import give_memory_up
from forumpub.translate.models.store import ModelStore
from forumpub.translate.terms.loading import (
    GlossaryFile,
    check_glossaries,
    load_glossaries,
    read_glossaries,
)
from forumpub.translate.terms.row import canonical_lang
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions:
    """Which editions are made of a transcript, by what, and where they go.

    `to` are BCP 47 tags, `formats` names of renderers. `engine` is an engine, a model, `direct` or `pivot`;
    the best there is where None. `memory` is the file of the translation memory, the user's own where None.
    `bilingual` shows the source beside the translation. `replace_edited`: see `PublishOptions`.
    """

    to: tuple[str, ...]
    formats: tuple[str, ...] = ("docx", "pdf")
    out: Path = Path("build")
    style: str = "briefing"
    status: Status | None = None
    quality: Quality = Quality.BALANCED
    engine: str | None = None
    glossaries: tuple[Path, ...] = ()
    memory: Path | None = None
    bilingual: bool = False
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    rendering: RenderOptions = field(default_factory=RenderOptions)
    replace_edited: bool = False

    @property
    def publishing(self) -> PublishOptions:
        """The options of the files."""
        return PublishOptions(
            to=self.formats,
            out=self.out,
            style=self.style,
            status=self.status,
            reading=self.reading,
            rendering=self.rendering,
            replace_edited=self.replace_edited,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of one input in one language: its files, or the error that stood in their way.

    `placed` is what was found before the error; what was found with files stands with them.
    """

    name: str
    lang: str
    result: Published | ForumpubError
    placed: tuple[PlacedDiagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """An input that was read."""

    entry: Input
    reading: Reading
    diagnostics: tuple[Diagnostic, ...]


def with_project(options: TranslateOptions, project: Project | None) -> TranslateOptions:
    """Fill in what the options leave open from a project; its glossaries come before the command's.

    Raises:
        ProjectError: the project names a status that doesn't exist.
        InputError: it names a glossary that isn't there.
    """
    if project is None:
        return options
    project.check_files()
    try:
        status = options.status or (Status(project.status) if project.status else None)
    except ValueError as error:
        known = ", ".join(Status)
        raise ProjectError(
            f"{project.name}: translate.status: {project.status!r} is not one of {known}"
        ) from error
    return replace(
        options,
        to=options.to or project.to,
        status=status,
        glossaries=(*project.glossaries, *options.glossaries),
        memory=options.memory or project.memory,
    )


def edition_langs(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags of edition languages in their usual form, each once: `fil` is `tl`, `zh` is `zh-Hans`.

    Raises:
        ChoiceError: there is no edition in one of them, or none is named.
    """
    if not tags:
        raise ChoiceError("no language is named", hints=("name one with --to, such as --to id,th",))
    return tuple(dict.fromkeys(edition_tag(tag) for tag in tags))


def translate_inputs(entries: Sequence[Input], options: TranslateOptions, env: Environment) -> Iterator[Made]:
    """Read all inputs and make their editions, a language at a time; one bad input stops nothing.

    What is finished stays finished when a run is broken off: sentences are in the memory, files are whole.

    Returns:
        For each language and input what became of it, as it comes; an input that can't be read comes once.
        What was found in an input is told with its first edition, what was found in an edition with it, what
        was found in the memory with the first of all. What was found in a glossary comes under its own name.

    Raises:
        ForumpubError: what all inputs have in common is missing or wrong, such as a glossary without a term.

    Diagnostics:
        those of glossaries: see `forumpub.translate.terms.loading.check_glossaries`.
    """
    langs = edition_langs(options.to)
    check_choices(options.publishing, env)
    if options.engine is not None:
        check_engine(options.engine, ModelStore(env.data_dir() / "models"))
    glossaries = read_glossaries(options.glossaries, env)
    works: list[_Work] = []
    for entry in entries:
        try:
            outcome = read_input(entry, options.reading, env)
        except ForumpubError as error:
            yield Made(name=entry.name, lang="", result=error)
        else:
            works.append(_Work(entry=entry, reading=outcome.value, diagnostics=outcome.diagnostics))
            repeats = tell_repeats(entry).diagnostics
            if repeats:
                placed = place_diagnostics(repeats, None)
                yield Made(
                    name=entry.name, lang="", result=Published(name=entry.name, written=(), placed=placed)
                )
    sources = tuple(dict.fromkeys(work.reading.article.lang for work in works))
    pairs = tuple((source, lang) for source in sources for lang in langs if canonical_lang(source) != lang)
    yield from _tell_glossaries(glossaries, pairs)
    told: set[str] = set()
    for lang in langs:
        for source_lang in sources:
            group = [work for work in works if work.reading.article.lang == source_lang]
            for made in _make_editions(group, source_lang, lang, options, env):
                yield _without_repeats(made, works, told)


def _tell_glossaries(files: Sequence[GlossaryFile], pairs: Sequence[tuple[str, str]]) -> Iterator[Made]:
    """Tell what was found in the glossaries under their own names: it belongs to the run, to no edition."""
    for path, found in check_glossaries(files, pairs):
        placed = place_diagnostics(found, None)
        yield Made(name=str(path), lang="", result=Published(name=str(path), written=(), placed=placed))


def _make_editions(
    works: Sequence[_Work], source_lang: str, lang: str, options: TranslateOptions, env: Environment
) -> Iterator[Made]:
    """Make the editions of one pair of languages."""
    full = []
    for work in works:
        refused = _refuse(work, lang) or _refuse_to_replace(work, lang, options)
        if refused is None:
            full.append(work)
        else:
            yield refused
    if not full:
        return
    # What was found in the memory is told with the first, whether its files can be written or not. No edition
    # has it in its notes: it is about the run.
    shared: tuple[Diagnostic, ...] = ()
    try:
        opened = open_tools(source_lang, lang, options, env)
        tools, shared = opened.value, opened.diagnostics
        with closing(tools.memory) if tools.memory is not None else nullcontext():
            articles = translate_articles([work.reading.article for work in full], tools, target_lang=lang)
    except ForumpubError as error:
        for place, work in enumerate(full):
            yield _failed(work, lang, error, shared if place == 0 else ())
        return
    for work, made in zip(full, articles, strict=True):
        try:
            result = Made(name=work.entry.name, lang=lang, result=_publish(work, made, lang, options, env))
        except ForumpubError as error:
            result = _failed(work, lang, error, made.diagnostics)
        yield _with_shared(result, shared)
        shared = ()


def _failed(work: _Work, lang: str, error: ForumpubError, found: tuple[Diagnostic, ...]) -> Made:
    """Tell an error, and what was found before it."""
    placed = place_diagnostics(dict.fromkeys((*work.diagnostics, *found)), work.reading.source)
    return Made(name=work.entry.name, lang=lang, result=error, placed=placed)


def _without_repeats(made: Made, works: Sequence[_Work], told: set[str]) -> Made:
    """Leave out what was told of the input with an edition before; `told` are the names of such inputs."""
    if made.name not in told:
        told.add(made.name)
        return made
    known = {found for work in works if work.entry.name == made.name for found in work.diagnostics}
    return _with_placed(made, tuple(item for item in _placed(made) if item.diagnostic not in known))


def _with_shared(made: Made, shared: tuple[Diagnostic, ...]) -> Made:
    return _with_placed(made, (*place_diagnostics(shared, None), *_placed(made))) if shared else made


def _placed(made: Made) -> tuple[PlacedDiagnostic, ...]:
    return made.placed if isinstance(made.result, ForumpubError) else made.result.placed


def _with_placed(made: Made, placed: tuple[PlacedDiagnostic, ...]) -> Made:
    if isinstance(made.result, ForumpubError):
        return replace(made, placed=placed)
    return replace(made, result=replace(made.result, placed=placed))


def _refuse(work: _Work, lang: str) -> Made | None:
    """Publish nothing where there is nothing to translate, and say so."""
    article = work.reading.article
    own = find_language(article.lang)
    findings = Findings()
    findings.take(Outcome(None, work.diagnostics))
    if not any(block.paras for block in article.blocks):
        findings.add(NOTHING_TO_PUBLISH, "there is no paragraph to print; no file is written")
    elif own is not None and own.tag == lang:
        findings.add(LANGUAGE_ALREADY, f"the text is in {lang} already; no edition is made of it")
    else:
        return None
    placed = place_diagnostics(findings.outcome(None).diagnostics, work.reading.source)
    return Made(
        name=work.entry.name, lang=lang, result=Published(name=work.entry.name, written=(), placed=placed)
    )


def _refuse_to_replace(work: _Work, lang: str, options: TranslateOptions) -> Made | None:
    """Say before hours of translating, and not after them, that a file would be kept."""
    if options.replace_edited:
        return None
    names = (_file_name(work, lang, renderer.suffix) for renderer in load_renderers(options.publishing))
    try:
        check_unedited(options.out / name for name in names)
    except OutputError as error:
        return _failed(work, lang, error, ())
    return None


def _file_name(work: _Work, lang: str, suffix: str) -> str:
    return f"{work.entry.stem}.{lang}{suffix}"


def open_tools(
    source_lang: str, target_lang: str, options: TranslateOptions, env: Environment
) -> Outcome[Tools]:
    """Open engine, glossary and memory for a pair of languages.

    Raises:
        ModelError: no model translates the pair.
        MemoryFileError: the memory can't be opened, but for damage.
        InputError: a glossary can't be read.

    Diagnostics:
        memory-read-only; memory-given-up: the memory is damaged. What is in the glossaries is told elsewhere.
    """
    findings = Findings()
    store = ModelStore(env.data_dir() / "models")
    engine = open_engine(source_lang, target_lang, store, preferred=options.engine)
    glossary = load_glossaries(
        options.glossaries, source_lang=source_lang, target_lang=target_lang, env=env
    ).value
    memory = findings.take(_open_memory(memory_path(env, options.memory)))
    tools = Tools(
        engine=engine,
        glossary=glossary,
        memory=memory,
        quality=options.quality,
        date=f"{env.now():%Y-%m-%dT%H:%M:%SZ}",
    )
    return findings.outcome(tools)


def _open_memory(path: Path) -> Outcome[Memory | None]:
    """Open a memory, or do without one that is damaged.

    A file that another program or a newer version wrote is the wrong one: whoever named it can name another,
    and what people wrote would be missing in the edition. A damaged one gives nothing back in any case.
    """
    findings = Findings()
    memory: Memory | None = None
    try:
        memory = findings.take(open_memory(path))
    except DamagedMemoryError as error:
        give_memory_up(error, findings)
    return findings.outcome(memory)


def _publish(
    work: _Work, made: Outcome[Article], lang: str, options: TranslateOptions, env: Environment
) -> Published:
    """Write the files of one edition: all of them, or none where one can't be made."""
    findings = Findings()
    findings.take(Outcome(None, work.diagnostics))
    article = findings.take(made)
    faults = find_faults(article)
    # The plan shows what segments recorded by itself; what belongs to none stands nowhere else.
    findings.take(Outcome(None, tuple(fault.diagnostic for fault in faults if fault.segment is None)))
    reading = replace(
        work.reading, article=article, beside=work.reading.article if options.bilingual else None
    )
    files = findings.take(
        render_reading(reading, findings.outcome(None).diagnostics, options.publishing, env)
    )
    written = write_outputs(
        options.out,
        {_file_name(work, lang, suffix): data for suffix, data in files.items()},
        inputs=work.entry.originals,
        replace_edited=options.replace_edited,
    )
    findings.take(Outcome(None, tuple(fault.diagnostic for fault in faults)))
    placed = place_diagnostics(findings.outcome(None).diagnostics, work.reading.source)
    return Published(name=f"{work.entry.name} ({lang})", written=written, placed=placed)

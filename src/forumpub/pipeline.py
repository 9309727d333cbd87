"""The chain of one transcript: bytes → text → article → plan → files.

Everything a command can do is a function here first. Each step takes its machine as an argument and returns
what it noticed.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from forumpub import plugins
from forumpub.containers import read_text
from forumpub.diagnostics import Diagnostic, Findings, Outcome, Severity, sort_by_place, worst_severity
from forumpub.env import Environment
from forumpub.errors import InputError
from forumpub.excerpts import PlacedDiagnostic, place_diagnostics
from forumpub.given import ReadingOptions, apply_given
from forumpub.inputs import Input
from forumpub.layout import Status, make_plan
from forumpub.locales import load_words
from forumpub.model import Article, BlockType
from forumpub.mojibake import Repair, find_repairs, repair_text
from forumpub.output import Written, write_output, write_outputs
from forumpub.parse import ParseOptions, parse
from forumpub.parse.decode import decode
from forumpub.parse.detect import FALLBACK, UNKNOWN
from forumpub.parse.labels import read_labels
from forumpub.parse.registry import BUILT_IN as BUILT_IN_READERS
from forumpub.parse.signatures import is_json
from forumpub.render.renderer import Edition, Renderer, RenderOptions
from forumpub.rules import input as input_rules
from forumpub.rules.files import INPUT_REPEATED, NOTHING_TO_PUBLISH, OUTPUT_RENAMED
from forumpub.schema import is_article, load_article
from forumpub.source import SourceText
from forumpub.styling import Style, load_style
from forumpub.transform import enrich
from forumpub.values import dataclass

_NO_FORMAT = frozenset([UNKNOWN, FALLBACK])


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """What is made of a transcript, and where it goes.

    `to` are names of renderers. `replace_edited`: replace a DOCX that another program has saved since.
    """

    to: tuple[str, ...] = ("docx", "pdf")
    out: Path = Path("build")
    style: str = "briefing"
    status: Status | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    rendering: RenderOptions = field(default_factory=RenderOptions)
    replace_edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article and the text it was read from; None for an article read from its JSON.

    `beside` is the article that a translated one is shown beside in a bilingual edition.
    """

    article: Article
    source: SourceText | None
    beside: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of one input."""

    name: str
    written: tuple[Written, ...]
    placed: tuple[PlacedDiagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """One file made of one input."""

    name: str
    placed: tuple[PlacedDiagnostic, ...]
    data: bytes


def read_source(path: Path, env: Environment, *, encoding: str | None = None) -> Outcome[SourceText]:
    """Read a file: decode a text, take the text out of a document.

    Raises:
        InputError: it can't be read.
        ChoiceError: there is no such encoding.
    """
    return read_text(env.read_bytes(path), name=path.name, encoding=encoding)


def read_input(entry: Input, options: ReadingOptions, env: Environment) -> Outcome[Reading]:
    """Read one input: a transcript is parsed and enriched, an article's JSON is taken as it is.

    Raises:
        InputError: it can't be read.
        SchemaError: it is an article's JSON, and malformed.
        ChoiceError: the options name a format or an encoding that doesn't exist.
    """
    findings = Findings()
    data = entry.data if entry.data is not None else env.read_bytes(entry.path or Path(entry.name))
    name = entry.path.name if entry.path else entry.name
    decoded = read_text(data, name=name, encoding=options.encoding)
    if is_article(decoded.value.text):
        article = findings.take(load_article(decoded.value.text))
        return findings.outcome(Reading(article=apply_given(article, options), source=None))
    source = findings.take(decoded)
    parsed = parse_source(source, options, env)
    if not source.text.strip():
        # Decoding has said what there is to say; what is missing in nothing would only hide it.
        return findings.outcome(Reading(article=parsed.value, source=source))
    if options.format is None and parsed.value.detection.format in _NO_FORMAT and is_json(source.text):
        return findings.outcome(_refuse_json(source, options, env, findings))
    article = findings.take(parsed)
    return findings.outcome(Reading(article=article, source=source))


def _refuse_json(
    source: SourceText, options: ReadingOptions, env: Environment, findings: Findings
) -> Reading:
    """Read data that is nobody's words as nothing, and say so."""
    hints = ["give an article's JSON, ninjs or a speech recogniser's JSON, or the text itself"]
    findings.add(input_rules.INPUT_BINARY, "this is JSON in no format that is read here", hints=hints)
    nothing = replace(source, text="", bom=False, eol="none")
    return Reading(article=parse_source(nothing, options, env).value, source=nothing)


def parse_source(source: SourceText, options: ReadingOptions, env: Environment) -> Outcome[Article]:
    """Recognise a text and add what can be read out of it.

    Raises:
        InputError: the file of labels can't be read, or holds no label.
        ChoiceError: the options name a format that doesn't exist.
    """
    findings = Findings()
    further = {}
    if options.format is not None and options.format not in BUILT_IN_READERS:
        further[options.format] = plugins.load_reader(options.format)
    chosen = ParseOptions(
        format=options.format,
        lang=options.lang,
        headline=options.headline,
        date=options.date,
        place=options.place,
        source=options.source,
        labels=findings.take(_load_labels(options.labels, env)),
    )
    article = findings.take(parse(source, options=chosen, readers=further))
    return findings.outcome(findings.take(enrich(article, source)))


def _load_labels(path: Path | None, env: Environment) -> Outcome[Mapping[str, BlockType]]:
    """Read a user's table of labels. Its diagnostics name the table: they have no place in the transcript.

    Raises:
        InputError: it can't be read, or adds no label: it is some other file.
    """
    if path is None:
        return Outcome({})
    table = decode(env.read_bytes(path), name=path.name).value
    outcome = read_labels(table)
    if not outcome.value:
        hint = f"write lines of TYPE, a tab and LABEL; the types are {', '.join(BlockType)}"
        raise InputError(
            f"{path} is no table of labels: it has no line with a type and a label", hints=(hint,)
        )
    unplaced = []
    for found in outcome.diagnostics:
        line = f", line {table.position(found.span.start).line}" if found.span is not None else ""
        message = f"{path.name}{line}: {found.message}"
        unplaced.append(replace(found, message=message, span=None, related=()))
    return Outcome(outcome.value, tuple(unplaced))


def make_edition(
    reading: Reading, diagnostics: tuple[Diagnostic, ...], options: PublishOptions, env: Environment
) -> Outcome[Edition]:
    """Lay an article out; its diagnostics come in the order of the text.

    Raises:
        StyleError: the style doesn't exist or has a wrong key or value.
    """
    ordered = sort_by_place(diagnostics)
    planned = make_plan(
        reading.article,
        style=_style(options.style, env),
        words=load_words(reading.article.lang),
        now=env.now(),
        status=options.status,
        source=reading.source,
        diagnostics=ordered,
        beside=reading.beside,
    )
    edition = Edition(article=reading.article, plan=planned.value, diagnostics=ordered, source=reading.source)
    return Outcome(edition, planned.diagnostics)


def load_renderers(options: PublishOptions) -> tuple[Renderer, ...]:
    """Load the renderers that the options name, each once.

    Raises:
        ChoiceError: a name that nobody supplies.
        PluginError: a plug-in that can't be loaded.
    """
    names = dict.fromkeys(options.to)
    return tuple(plugins.load_renderer(name, options.rendering) for name in names)


def check_choices(options: PublishOptions, env: Environment) -> None:
    """Check what the options name, once for all inputs and before any work is done: it may take hours.

    Raises:
        ChoiceError: there is no such style or format, or the style has a wrong key or value.
        InputError: the table of labels or the template can't be read.
        TemplateError: the template can't be used.
    """
    for name in options.to:
        plugins.check_renderer(name)
    _style(options.style, env)
    check_labels(options.reading, env)
    if options.rendering.template is not None and "docx" in options.to:
        # Publishing as PDF alone needs none of it.
        from forumpub.render.docx.template import load_template, open_template

        open_template(load_template(options.rendering.template, env), env)


def check_labels(options: ReadingOptions, env: Environment) -> None:
    """Check that the table of labels can be read.

    Raises:
        InputError: it can't, or holds no label.
    """
    _load_labels(options.labels, env)


def render_reading(
    reading: Reading, diagnostics: tuple[Diagnostic, ...], options: PublishOptions, env: Environment
) -> Outcome[Mapping[str, bytes]]:
    """Make every file of an article in memory, by suffix.

    Raises:
        ForumpubError: a renderer, style, template or font is missing or wrong.
    """
    renderers = load_renderers(options)
    findings = Findings()
    edition = findings.take(make_edition(reading, diagnostics, options, env))
    files = {renderer.suffix: findings.take(renderer.render(edition, env)) for renderer in renderers}
    return findings.outcome(files)


def publish_input(entry: Input, options: PublishOptions, env: Environment) -> Published:
    """Read one input and write its files: all of them, or none where one can't be made.

    Raises:
        ForumpubError: something outside the text is wrong.

    Diagnostics:
        output-renamed: the outputs have another name than the input.
        input-repeated: the command gives it more than once.
        nothing-to-publish: there is no paragraph, and no file is written.
    """
    outcome = read_input(entry, options.reading, env)
    if not any(block.paras for block in outcome.value.article.blocks):
        return _nothing(entry, outcome)
    findings = Findings()
    reading = findings.take(outcome)
    if entry.is_renamed:
        findings.add(OUTPUT_RENAMED, f"its outputs are called {entry.stem!r}, so as not to replace others")
    files = findings.take(render_reading(reading, findings.outcome(None).diagnostics, options, env))
    findings.take(tell_repeats(entry))
    written = write_outputs(
        options.out,
        {f"{entry.stem}{suffix}": data for suffix, data in files.items()},
        inputs=entry.originals,
        replace_edited=options.replace_edited,
    )
    placed = place_diagnostics(findings.outcome(None).diagnostics, reading.source)
    return Published(name=entry.name, written=written, placed=placed)


def convert_input(entry: Input, options: PublishOptions, env: Environment) -> Converted:
    """Read one input and make one file of it, written nowhere.

    Raises:
        ForumpubError: something outside the text is wrong.
        ValueError: the options don't name one format.
    """
    findings = Findings()
    reading = findings.take(read_input(entry, options.reading, env))
    files = findings.take(render_reading(reading, findings.outcome(None).diagnostics, options, env))
    if len(files) != 1:
        raise ValueError(f"one format, not {options.to}")
    placed = place_diagnostics(findings.outcome(None).diagnostics, reading.source)
    return Converted(name=entry.name, placed=placed, data=next(iter(files.values())))


def check_input(entry: Input, options: ReadingOptions, env: Environment) -> Published:
    """Read one input and write nothing.

    Raises:
        ForumpubError: something outside the text is wrong.
    """
    outcome = read_input(entry, options, env)
    found = (*outcome.diagnostics, *tell_repeats(entry).diagnostics)
    placed = place_diagnostics(found, outcome.value.source)
    return Published(name=entry.name, written=(), placed=placed)


def tell_repeats(entry: Input) -> Outcome[None]:
    """Tell that an input is given more than once. It is about the command, so it stands in no edition.

    Diagnostics:
        input-repeated.
    """
    findings = Findings()
    if entry.times > 1:
        findings.add(INPUT_REPEATED, f"it is given {entry.times} times, and read once")
    return findings.outcome(None)


def propose_repairs(
    entry: Input, env: Environment, *, encoding: str | None = None, write: Path | None = None
) -> tuple[tuple[Repair, ...], Written | None]:
    """Propose repairs of a text that was decoded wrongly; write it only to a file that is named.

    Raises:
        InputError: it can't be read, or is no text.
        OutputError: the file can't be written, or is an input.
    """
    data = entry.data if entry.data is not None else env.read_bytes(entry.path or Path(entry.name))
    decoded = decode(data, name=entry.name, encoding=encoding)
    for found in decoded.diagnostics:
        if found.rule is input_rules.INPUT_BINARY:
            hint = "give the words themselves, in a plain text file"
            raise InputError(f"can't repair {entry.name}: {found.message}", hints=(hint,))
    source = decoded.value
    repairs = find_repairs(source)
    if write is None:
        return repairs, None
    repaired = repair_text(source, repairs).encode("utf-8", "surrogatepass")
    return repairs, write_output(write.parent, write.name, repaired, inputs=entry.originals)


def _nothing(entry: Input, outcome: Outcome[Reading]) -> Published:
    """Publish nothing, and say so where reading hasn't said why."""
    findings = Findings()
    source = findings.take(outcome).source
    if worst_severity(outcome.diagnostics) is not Severity.ERROR:
        findings.add(NOTHING_TO_PUBLISH, "there is no paragraph to print; no file is written")
    return Published(
        name=entry.name, written=(), placed=place_diagnostics(findings.outcome(None).diagnostics, source)
    )


@functools.lru_cache(maxsize=8)
def _style(name: str, env: Environment) -> Style:
    """Load a style once a run: a machine doesn't change under a run."""
    return load_style(name, env)

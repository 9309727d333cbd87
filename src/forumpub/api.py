"""The library in a few functions: what the command line does, step by step.

Every function returns an `Outcome`: a value, and what was noticed while it was made. Modules are imported
inside the functions, so that `import forumpub` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from forumpub.batch import Result
    from forumpub.diagnostics import Diagnostic, Outcome
    from forumpub.editions import TranslateOptions
    from forumpub.env import Environment
    from forumpub.given import ReadingOptions
    from forumpub.model import Article
    from forumpub.pipeline import PublishOptions
    from forumpub.revisions import Revised, ReviseOptions
    from forumpub.source import SourceText


def read(
    path: str | os.PathLike[str], *, encoding: str | None = None, env: Environment | None = None
) -> Outcome[SourceText]:
    """Read and decode a transcript.

    Args:
        path: a regular file of at most 256 MiB.
        encoding: the codec for bytes that are not UTF-8; guessed otherwise.
        env: the machine; this one where None.

    Raises:
        InputError: the file can't be read.
        ChoiceError: there is no such encoding.
    """
    from pathlib import Path

    from forumpub.pipeline import read_source

    return read_source(Path(path), _machine(env), encoding=encoding)


def parse(
    source: SourceText, options: ReadingOptions | None = None, *, env: Environment | None = None
) -> Outcome[Article]:
    """Recognise a transcript and add what can be read out of it.

    Raises:
        ChoiceError: the options name an input format that doesn't exist.
    """
    from forumpub.given import ReadingOptions
    from forumpub.pipeline import parse_source

    return parse_source(source, options or ReadingOptions(), _machine(env))


def render(
    article: Article,
    *,
    to: str,
    style: str = "briefing",
    source: SourceText | None = None,
    diagnostics: Sequence[Diagnostic] = (),
    env: Environment | None = None,
) -> Outcome[bytes]:
    """Make one file of an article.

    Args:
        article: what `parse` gave, or `forumpub.load_article`.
        to: a renderer's name: docx, pdf, json, md or txt, or a plug-in's.
        style: the name of a house style, or the path of a file.
        source: the text the article was read from, for styles that show its lines.
        diagnostics: what was noticed so far, for the notes to editors.
        env: the machine; this one where None.

    Raises:
        ForumpubError: a renderer, style or font is missing or wrong.
    """
    from forumpub.diagnostics import Outcome
    from forumpub.pipeline import PublishOptions, Reading, render_reading

    files = render_reading(
        Reading(article=article, source=source),
        tuple(diagnostics),
        PublishOptions(to=(to,), style=style),
        _machine(env),
    )
    (data,) = files.value.values()
    return Outcome(data, files.diagnostics)


def publish(
    paths: Sequence[str | os.PathLike[str]],
    options: PublishOptions | None = None,
    *,
    jobs: int = 1,
    env: Environment | None = None,
    on_done: Callable[[Result], None] = lambda _result: None,
) -> tuple[Result, ...]:
    """Publish files and folders, as the command does.

    Several inputs are worked on in `jobs` processes, so a script must call this under
    `if __name__ == "__main__":`, as `multiprocessing` asks.

    Returns:
        What became of each input, in order: `Published`, or `Failure` where it gave nothing.

    Raises:
        InputError: a folder can't be read, or holds no transcripts.
        ChoiceError: the options name a style or format that doesn't exist.
    """
    import os

    from forumpub.batch import PublishTask, run_all
    from forumpub.inputs import collect_inputs, unpack_archives
    from forumpub.pipeline import PublishOptions

    task = PublishTask(options=options or PublishOptions())
    machine = _machine(env)
    named = collect_inputs([os.fspath(path) for path in paths], outside=task.options.out)
    return run_all(task, unpack_archives(named, machine), machine, jobs=jobs, on_done=on_done)


def revise(
    path: str | os.PathLike[str], options: ReviseOptions | None = None, *, env: Environment | None = None
) -> Revised:
    """Read what an editor sent back, and publish the next revision, as the command does.

    Returns:
        The new article, what changed and by whom, the files that were written, and what was noticed.

    Raises:
        InputError: the file is no DOCX, or doesn't say what it was published from.
        OutputError: the folder holds another revision already.
    """
    import os

    from forumpub.inputs import collect_inputs
    from forumpub.revisions import ReviseOptions, revise_input

    (entry,) = collect_inputs([os.fspath(path)])
    return revise_input(entry, options or ReviseOptions(), _machine(env))


def translate(
    paths: Sequence[str | os.PathLike[str]],
    options: TranslateOptions,
    *,
    env: Environment | None = None,
    on_done: Callable[[Result], None] = lambda _result: None,
) -> tuple[Result, ...]:
    """Make translated editions of files and folders, as the command does, with no network.

    Returns:
        What became of each input in each language: `Published`, or `Failure` where it gave nothing; before
        them one for each glossary with findings, under the glossary's name and without files.

    Raises:
        InputError: a folder can't be read, or holds no transcripts; a glossary can't be read, or has no term.
        ChoiceError: the options name a language, style, format or engine that doesn't exist.
    """
    import os

    from forumpub.batch import translate_all
    from forumpub.inputs import collect_inputs, unpack_archives

    machine = _machine(env)
    named = collect_inputs([os.fspath(path) for path in paths], outside=options.out)
    return translate_all(unpack_archives(named, machine), options, machine, on_done=on_done)


def _machine(env: Environment | None) -> Environment:
    from forumpub.env import SystemEnvironment

    return SystemEnvironment() if env is None else env

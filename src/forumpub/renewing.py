"""After a revision: the editions of an article are made again, and only what changed is translated.

The rest comes from the translation memory, which holds what engines and people said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from forumpub.batch import Result, translate_all
from forumpub.diagnostics import Findings
from forumpub.editions import TranslateOptions, edition_langs, with_project
from forumpub.env import Environment
from forumpub.excerpts import place_diagnostics
from forumpub.inputs import Input
from forumpub.output import Written
from forumpub.project import Project
from forumpub.revisions import Revised, ReviseOptions
from forumpub.rules.editions import EDITION_OF_EDITION

# Said instead of languages, where the project names some and this run shall make none.
NO_EDITIONS = ("none",)


def edition_options(
    options: ReviseOptions, langs: Sequence[str], project: Project | None
) -> TranslateOptions | None:
    """Say how editions are made of what editors revised: as `forumpub translate` would.

    Args:
        options: of the revision, without what the project adds.
        langs: tags; `NO_EDITIONS` for none, and nothing for those of the project.
        project: may name languages, glossaries, a memory and a status.

    Returns:
        the options; None where no edition is asked for.

    Raises:
        ChoiceError: there is no edition in one of the languages.
        ProjectError: the project names a status that doesn't exist.
    """
    if tuple(langs) == NO_EDITIONS:
        return None
    given = TranslateOptions(
        to=tuple(langs),
        formats=options.publish.to,
        out=options.publish.out,
        style=options.publish.style,
        glossaries=options.glossaries,
        memory=options.memory,
    )
    whole = with_project(given, project)
    return replace(whole, to=edition_langs(whole.to)) if whole.to else None


def renew_editions(
    results: Sequence[Result], options: TranslateOptions | None, env: Environment, *, is_asked: bool
) -> tuple[Result, ...]:
    """Make the editions of every revision that was written.

    Args:
        results: what became of each copy.
        options: how editions are made; None makes none.
        env: the machine.
        is_asked: whether the command names the languages, and not a project.

    Returns:
        the results of the revisions, then one for each language and revision.

    Raises:
        ForumpubError: what all editions have in common is missing or wrong.

    Diagnostics:
        those of translating, and edition-of-edition.
    """
    if options is None:
        return tuple(results)
    entries: list[Input] = []
    told: list[Result] = []
    for result in results:
        if _is_edition(result):
            told.append(_with_refusal(result) if is_asked else result)
            continue
        told.append(result)
        written = _find_article(result)
        if written is not None:
            entries.append(Input(name=written.name, stem=written.stem, path=written))
    return (*told, *translate_all(entries, options, env)) if entries else tuple(told)


def _is_edition(result: Result) -> TypeGuard[Revised]:
    return isinstance(result, Revised) and result.article.translation is not None


def _find_article(result: Result) -> Path | None:
    files: tuple[Written, ...] = result.written if isinstance(result, Revised) else ()
    return next((file.path for file in files if file.path.suffix == ".json"), None)


def _with_refusal(result: Revised) -> Revised:
    findings = Findings()
    findings.add(
        EDITION_OF_EDITION,
        f"this is the edition in {result.article.lang}; other editions are made of its source, so none is",
    )
    placed = place_diagnostics(findings.outcome(None).diagnostics, None)
    return replace(result, placed=(*result.placed, *placed))

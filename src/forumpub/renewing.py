"""After a revision: the editions of an article are made again, and only what changed is translated.

The rest comes from the translation memory, which holds what engines and people said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from forumpub.batch import Failure, Result, translate_all
from forumpub.diagnostics import Findings
from forumpub.editions import TranslateOptions, edition_langs, with_project
from forumpub.env import Environment
from forumpub.errors import ForumpubError
from forumpub.excerpts import place_diagnostics
from forumpub.inputs import Input
from forumpub.output import Written
from forumpub.project import Project
from forumpub.revisions import Revised, ReviseOptions
from forumpub.rules.editions import EDITION_OF_EDITION
from forumpub.translate.terms.loading import read_glossaries
from forumpub.values import dataclass

# Said instead of languages, where the project names some and this run shall make none.
NO_EDITIONS = ("none",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Which editions are made again, and how: as `forumpub translate` would make them.

    `given` is what the command says, with the languages; `project` may add glossaries, a memory and a status.
    `is_asked`: the command names the languages, and not the project.
    """

    given: TranslateOptions
    project: Project | None
    is_asked: bool

    def whole_options(self) -> TranslateOptions:
        """Return the options of the editions.

        Raises:
            ProjectError: the project names a status that doesn't exist.
            InputError: it names a glossary that isn't there.
        """
        return with_project(self.given, self.project)


def plan_renewal(
    options: ReviseOptions, langs: Sequence[str], project: Project | None, env: Environment
) -> Renewal | None:
    """Say which editions are made of what editors revised.

    Args:
        options: of the revision, without what the project adds.
        langs: tags; `NO_EDITIONS` for none, and nothing for those of the project.
        project: may name languages, glossaries, a memory and a status.
        env: the machine.

    Returns:
        None where no edition is asked for.

    Raises:
        ChoiceError: there is no edition in one of the languages.
        ForumpubError: the command names the languages, and the project or a glossary is at fault: what is
            asked for can't be done. Languages of the project alone keep no revision back.
    """
    named = tuple(langs) or (project.to if project is not None else ())
    if not named or named == NO_EDITIONS:
        return None
    given = TranslateOptions(
        to=edition_langs(named),
        formats=options.publish.to,
        out=options.publish.out,
        style=options.publish.style,
        glossaries=options.glossaries,
        memory=options.memory,
        replace_edited=options.publish.replace_edited,
    )
    renewal = Renewal(given=given, project=project, is_asked=bool(langs))
    if renewal.is_asked:
        read_glossaries(renewal.whole_options().glossaries, env)
    return renewal


def renew_editions(
    results: Sequence[Result], renewal: Renewal | None, env: Environment
) -> tuple[Result, ...]:
    """Make the editions of every revision that was written.

    Args:
        results: what became of each copy.
        renewal: which editions, and how; None makes none.
        env: the machine.

    Returns:
        the results of the revisions, then one for each language and revision; one for each revision where
        what all editions have in common is missing or wrong.

    Diagnostics:
        those of translating, and edition-of-edition.
    """
    if renewal is None:
        return tuple(results)
    entries: list[Input] = []
    told: list[Result] = []
    for result in results:
        if _is_edition(result):
            told.append(_with_refusal(result) if renewal.is_asked else result)
            continue
        told.append(result)
        written = _find_article(result)
        if written is not None:
            entries.append(Input(name=written.name, stem=written.stem, path=written))
    return (*told, *_translate(entries, renewal, env)) if entries else tuple(told)


def _translate(entries: Sequence[Input], renewal: Renewal, env: Environment) -> tuple[Result, ...]:
    """Make the editions, or say of each revision why it gets none: it has been written, and is told too."""
    try:
        return translate_all(entries, renewal.whole_options(), env)
    except ForumpubError as error:
        langs = ", ".join(renewal.given.to)
        return tuple(
            Failure(
                name=f"{entry.name} ({langs})",
                message=str(error),
                hints=error.hints,
                status=type(error).exit_status,
            )
            for entry in entries
        )


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

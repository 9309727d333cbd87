"""Editors' corrections on their way into the translation memory: a broken one keeps no revision back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import DamagedMemoryError, MemoryFileError
from forumpub.model import Article
from forumpub.rules.revising import CORRECTIONS_NOT_REMEMBERED
from forumpub.translate.memory.store import Memory, open_memory
from forumpub.translate.memory.unit import Unit

_AGAIN = "then revise the same copy again: its corrections are remembered then"


def open_for_corrections(units: Sequence[Unit], article: Article, path: Path) -> Outcome[Memory | None]:
    """Open the memory that corrections of an edition go to, before the revision is written.

    A damaged one can't be exchanged for another: the revision is made without it. A file that another program
    or a newer version wrote is the wrong one, and whoever named it can name another before anything is made.

    Args:
        units: the corrections.
        article: the revision.
        path: the memory's file.

    Returns:
        the open memory; None where there is nothing to remember, or no memory to remember it.

    Raises:
        MemoryFileError: the memory can't be opened, but for damage.

    Diagnostics:
        corrections-not-remembered: the memory is damaged, or can't be written.
    """
    findings = Findings()
    if not units or article.translation is None:
        return findings.outcome(None)
    try:
        memory = open_memory(path).value
    except DamagedMemoryError as error:
        _give_up(error, findings)
        return findings.outcome(None)
    if memory.writable:
        return findings.outcome(memory)
    memory.close()
    hints = ("make the file and its folder writable, or name another with --memory",)
    _give_up(MemoryFileError(f"the translation memory {path} can't be written", hints=hints), findings)
    return findings.outcome(None)


def remember_corrections(units: Sequence[Unit], article: Article, memory: Memory) -> Outcome[None]:
    """Make corrections of an edition human rows of the memory.

    Diagnostics:
        corrections-not-remembered: the memory failed at it. The revision has been written by now.
    """
    findings = Findings()
    if article.translation is not None:
        try:
            memory.remember(units, source_lang=article.translation.source_lang, target_lang=article.lang)
        except MemoryFileError as error:
            _give_up(error, findings)
    return findings.outcome(None)


def _give_up(error: MemoryFileError, findings: Findings) -> None:
    findings.add(
        CORRECTIONS_NOT_REMEMBERED,
        f"{error}; the corrections stand in the revised edition alone",
        hints=(*error.hints, _AGAIN),
    )

"""Going on without a translation memory that fails: the editions are made, and their readers are told."""

from __future__ import annotations

from forumpub.diagnostics import Findings
from forumpub.errors import MemoryFileError
from forumpub.rules.cascade import MEMORY_GIVEN_UP


def give_memory_up(error: MemoryFileError, findings: Findings) -> None:
    """Note that an edition is made without the memory, in the words of what went wrong.

    Diagnostics:
        memory-given-up.
    """
    findings.add(MEMORY_GIVEN_UP, f"{error}; the edition is made without the memory", hints=error.hints)

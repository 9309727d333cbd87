"""The translation memory, and its interchange with other tools."""

from forumpub.translate.memory.forgetting import Removal
from forumpub.translate.memory.store import Memory, open_memory
from forumpub.translate.memory.unit import (
    Checked,
    Entry,
    Found,
    Hit,
    Match,
    PairStatistics,
    Query,
    Statistics,
    Suggestion,
    Unit,
)

__all__ = [
    "Checked",
    "Entry",
    "Found",
    "Hit",
    "Match",
    "Memory",
    "PairStatistics",
    "Query",
    "Removal",
    "Statistics",
    "Suggestion",
    "Unit",
    "open_memory",
]

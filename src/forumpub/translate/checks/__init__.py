"""Checks on translations: of a segment against its source, and of an edition against itself."""

from __future__ import annotations

from forumpub.translate.checks.pair import Pair
from forumpub.translate.checks.segment import check_pair

__all__ = ["Pair", "check_pair"]

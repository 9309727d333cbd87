"""Checks on translations: of a segment against its source, and of an edition against itself."""

from __future__ import annotations

from forumpub.translate.checks.edition import EditionFinding, check_edition, find_faults
from forumpub.translate.checks.fixes import fix_target
from forumpub.translate.checks.pair import Pair
from forumpub.translate.checks.segment import check_pair

__all__ = ["EditionFinding", "Pair", "check_edition", "check_pair", "find_faults", "fix_target"]

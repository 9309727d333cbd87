"""Article × style → plan: every decision that the writers share."""

from __future__ import annotations

from forumpub.layout.coverage import check_coverage
from forumpub.layout.planning import make_plan
from forumpub.styling import Status

__all__ = ["Status", "check_coverage", "make_plan"]

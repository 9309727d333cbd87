"""Rules about labels, sections and formats."""

from __future__ import annotations

"""Rules about pages, fonts and files."""

from __future__ import annotations

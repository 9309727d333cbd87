"""Rules about bytes and characters."""

from __future__ import annotations

"""Rules about speakers, bylines and editors."""

from __future__ import annotations

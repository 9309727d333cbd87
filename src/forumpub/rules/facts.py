"""Rules about what the briefing derives."""

from __future__ import annotations

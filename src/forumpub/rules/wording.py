"""Rules about what a translator's site left behind in the wording."""

from __future__ import annotations

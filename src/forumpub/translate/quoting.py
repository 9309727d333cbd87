"""Words in messages: one line, and not all of a long text."""

from __future__ import annotations

from typing import Final

_MOST_CHARS: Final = 60


def in_brief(text: str, *, most_chars: int = _MOST_CHARS) -> str:
    """Return the beginning of a text, on one line, with an ellipsis where something is left out."""
    words = " ".join(text.split())
    return words if len(words) <= most_chars else f"{words[:most_chars].rstrip()}…"

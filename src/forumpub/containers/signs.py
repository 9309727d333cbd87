"""How documents that are text give themselves away."""

from __future__ import annotations

import re

from forumpub.patterns import lazy_pattern

_HTML = lazy_pattern(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html\b|html\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_html(text: str) -> bool:
    """Say whether a text is a web page: it begins with `<!doctype html>` or `<html>`."""
    opening = text[:8000].lstrip("\ufeff")
    return opening.lstrip()[:1] == "<" and _HTML.match(opening) is not None

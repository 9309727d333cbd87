"""The lines that a reader reads, and those of them that detection looks at."""

from __future__ import annotations

from forumpub.parse.reader import ReadOptions
from forumpub.source import Line, SourceText

SAMPLE_CHARS = 200_000


def body_lines(source: SourceText, options: ReadOptions) -> list[Line]:
    """Return the lines after front matter."""
    if not options.body_start:
        return list(source.lines)
    return [line for line in source.lines if line.start >= options.body_start]


def sample_lines(source: SourceText, options: ReadOptions) -> list[Line]:
    """Return the lines that detection looks at."""
    text = source.text[: options.body_start + SAMPLE_CHARS]
    sample = source if len(text) == len(source.text) else SourceText(name=source.name, text=text)
    return body_lines(sample, options)

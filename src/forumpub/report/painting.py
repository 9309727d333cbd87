"""Lines onto a stream: plain, or coloured by rich where a terminal shows colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from forumpub.report.lines import Line, Tone

_STYLES: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.PLAIN: "",
        Tone.PLACE: "bold",
        Tone.ERROR: "bold red",
        Tone.WARNING: "bold yellow",
        Tone.INFO: "cyan",
        Tone.MUTED: "dim",
        Tone.GOOD: "green",
    }
)


def write_lines(lines: Iterable[Line], stream: TextIO, *, colour: bool) -> None:
    """Write lines to a stream; characters that its encoding doesn't have become escapes."""
    if colour:
        _write_coloured(lines, stream)
    else:
        rows = ("".join(fragment.text for fragment in line) + "\n" for line in lines)
        stream.writelines(_encodable(row, stream) for row in rows)


def _encodable(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _write_coloured(lines: Iterable[Line], stream: TextIO) -> None:
    # rich takes longer to import than a small file takes to check.
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, highlight=False, soft_wrap=True, emoji=False)
    for line in lines:
        parts = [(_encodable(fragment.text, stream), _STYLES[fragment.tone]) for fragment in line]
        console.print(Text.assemble(*parts))

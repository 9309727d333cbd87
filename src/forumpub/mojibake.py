"""Text that was decoded wrongly and saved: what it was, line by line. Proposed, never done unasked.

ftfy undoes UTF-8 that was read as a Western code page. Only its repair of encodings is used: its other
repairs change quotation marks and full-width characters that are right. UTF-8 that was read as GBK is undone
here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forumpub.parse.frequent import characters
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText
from forumpub.values import dataclass

_RUN = lazy_pattern(r"[^\x00-\x7f]{3,}")
# Longer lines are cut at blanks: the repair of one word doesn't depend on another far away.
_MAX_CHARS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A line that seems to be mojibake. `line` counts from 1; `new` is what it was meant to be."""

    line: int
    old: str
    new: str


def find_repairs(source: SourceText) -> tuple[Repair, ...]:
    """Propose a repair for every line that was decoded wrongly; lines that are right give none."""
    return tuple(_find(source))


def repair_text(source: SourceText, repairs: tuple[Repair, ...]) -> str:
    """Return the text with the proposals in it; its line ends stay as they are."""
    news = {repair.line: repair.new for repair in repairs}
    parts: list[str] = []
    at = 0
    for number, line in enumerate(source.lines, start=1):
        parts += (source.text[at : line.start], news.get(number, line.text))
        at = line.end
    return "".join((*parts, source.text[at:]))


def _find(source: SourceText) -> Iterator[Repair]:
    import ftfy

    for number, line in enumerate(source.lines, start=1):
        if line.text.isascii():
            continue
        new = _in_pieces(line.text, ftfy.fix_encoding)
        new = _RUN.sub(lambda match: _undo_gbk(match.group()), new)
        if new != line.text:
            yield Repair(line=number, old=line.text, new=new)


def _in_pieces(text: str, repair: Callable[[str], str]) -> str:
    if len(text) <= _MAX_CHARS:
        return repair(text)
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = min(len(text), at + _MAX_CHARS)
        cut = text.rfind(" ", at, end) + 1 if end < len(text) else end
        end = cut if cut > at else end
        parts.append(repair(text[at:end]))
        at = end
    return "".join(parts)


def _undo_gbk(run: str) -> str:
    """Return what a run of characters was, where it is UTF-8 that was read as GBK, and reads better so."""
    try:
        new = run.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return run
    frequent = characters("frequent-hans") | characters("frequent-hant")
    share_new = sum(map(frequent.__contains__, new)) / max(1, len(new))
    share_old = sum(map(frequent.__contains__, run)) / len(run)
    return new if share_new > share_old and share_new >= 0.5 else run

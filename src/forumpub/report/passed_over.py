"""One line on the files of a folder that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forumpub.report.lines import Fragment, Line, Tone
from forumpub.report.visible import show_text

# So many kinds are named; a folder of everything is told by number.
_KINDS_MAX = 6


def draw_passed_over(counts: Mapping[str, int]) -> Iterator[Line]:
    """Say how many files were passed over and of which kinds, the most frequent first; nothing for none."""
    total = sum(counts.values())
    if not total:
        return
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kinds = [f"{count:,} {show_text(suffix) or 'without an ending'}" for suffix, count in ranked[:_KINDS_MAX]]
    others = sum(count for _, count in ranked[_KINDS_MAX:])
    kinds += [f"{others:,} of other kinds"] if others else []
    one = "1 file was passed over, no transcript by its name"
    what = one if total == 1 else f"{total:,} files were passed over, no transcripts by their names"
    yield (Fragment("note", Tone.INFO), Fragment(f": {what}: {', '.join(kinds)}"))

"""The word that a language has for the label of a section."""

from __future__ import annotations

import functools
import importlib.resources

from forumpub.model import BlockType

_READING_ONLY = "(reading only)"


def find_label(kind: BlockType, lang: str) -> str | None:
    """Return the first label of a kind of block in a language, None where the table of labels has none.

    Args:
        kind: what the section is.
        lang: BCP 47 tag; a script that the table doesn't tell apart makes no difference.
    """
    table = _table()
    return table.get((kind.value, lang)) or table.get((kind.value, lang.split("-")[0]))


@functools.cache
def _table() -> dict[tuple[str, str], str]:
    text = importlib.resources.files("forumpub.parse").joinpath("labels.tsv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], str] = {}
    for line in text.splitlines()[1:]:
        kind, label, lang, _, evidence = line.split("\t")
        # Words that nobody has reviewed are recognised; our editions don't print them.
        if not evidence.endswith(_READING_ONLY):
            found.setdefault((kind, lang), label)
    return found

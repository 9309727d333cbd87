"""Splitting text into runs of one script and one typeface, so that each can be shaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forumpub.typeset.breaking import MAX_CLUSTER, graphemes
from forumpub.typeset.characters import text_for_shaping
from forumpub.typeset.fonts import FontStack
from forumpub.typeset.scripts import cluster_script, script_of
from forumpub.typeset.typefaces import Typeface


class TextRun(NamedTuple):
    """Characters of one script in one typeface.

    `script` is None where all of them belong to no script. `is_missing` marks a character that no font
    covers: `typeface` then has the replacement.
    """

    text: str
    typeface: Typeface
    script: str | None
    is_missing: bool = False


def itemise(text: str, *, stack: FontStack, before: Typeface | None = None) -> tuple[TextRun, ...]:
    """Split a text into runs, never inside a grapheme cluster that some font can set whole.

    Characters of no script, such as spaces and digits, stay in the typeface of the run before where it has
    them. Of a cluster that no font covers, those characters are still set that some font has.

    Args:
        text: any.
        stack: typefaces in order of preference.
        before: the typeface of what stands before the text, if anything does.

    Returns:
        The runs; their texts joined give the text back.
    """
    single = _find_single_run(text, stack, before)
    if single is not None:
        return (single,)
    runs: list[_OpenRun] = []
    for cluster in graphemes(text, stack.lang):
        for piece in _place(cluster, stack, runs[-1].typeface if runs else before):
            if runs and runs[-1].takes(piece):
                runs[-1].add(piece)
            else:
                runs.append(_OpenRun(piece))
    return tuple(run.close() for run in runs)


def _find_single_run(text: str, stack: FontStack, before: Typeface | None) -> TextRun | None:
    """Return a word as one run where it plainly is one, which nearly all are; None to look closer."""
    if not text or len(text) >= MAX_CLUSTER:
        return None
    shapeable = text_for_shaping(text)
    first = shapeable[0]
    script = script_of(first)
    typeface = before if script is None and before and before.covers(first) else stack.find(first)
    if typeface is None:
        return None
    if script is not None and stack.settled(typeface, script).issuperset(shapeable):
        return TextRun(text, typeface, script)
    for char in set(shapeable):
        code = script_of(char)
        if code is None:
            if stack.find(char) is not typeface and not typeface.covers(char):
                return None
        elif stack.find(char) is not typeface or code != (script or code):
            return None
        else:
            script = code
    if script is not None:
        stack.settled(typeface, script).update(shapeable)
    return TextRun(text, typeface, script)


class _OpenRun:
    """A run that still grows."""

    def __init__(self, piece: TextRun) -> None:
        self._first = piece
        self._script = piece.script
        self._texts = [piece.text]
        self.typeface = piece.typeface

    def takes(self, piece: TextRun) -> bool:
        if self._first.is_missing or piece.is_missing or self.typeface is not piece.typeface:
            return False
        if len(piece.text) >= MAX_CLUSTER:
            return False  # part of an endless cluster, which HarfBuzz would join again
        return self._script == piece.script or self._script is None or piece.script is None

    def add(self, piece: TextRun) -> None:
        self._texts.append(piece.text)
        self._script = self._script or piece.script

    def close(self) -> TextRun:
        return TextRun(
            text="".join(self._texts),
            typeface=self.typeface,
            script=self._script,
            is_missing=self._first.is_missing,
        )


def _place(cluster: str, stack: FontStack, before: Typeface | None) -> Iterator[TextRun]:
    shapeable = text_for_shaping(cluster)
    script = cluster_script(shapeable)
    if script is None and before is not None and before.covers(shapeable):
        yield TextRun(text=cluster, typeface=before, script=None)
        return
    typeface = stack.find(shapeable)
    if typeface is not None:
        yield TextRun(text=cluster, typeface=typeface, script=script)
    elif len(cluster) == 1:
        yield TextRun(text=cluster, typeface=stack.replacement.typeface, script=None, is_missing=True)
    else:
        for char in cluster:
            yield from _place(char, stack, before)

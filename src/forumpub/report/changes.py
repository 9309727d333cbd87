"""Changes of a copy as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from forumpub.report.lines import Fragment, Line, Tone
from forumpub.report.visible import show_text
from forumpub.review.alignment import LEAST_CERTAIN
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.words import Edit, compare_words

_TONES: Mapping[Edit, Tone] = MappingProxyType(
    {Edit.KEPT: Tone.PLAIN, Edit.DELETED: Tone.ERROR, Edit.INSERTED: Tone.GOOD}
)
_BRACKETS: Mapping[Edit, tuple[str, str]] = MappingProxyType(
    {Edit.KEPT: ("", ""), Edit.DELETED: ("[-", "-]"), Edit.INSERTED: ("{+", "+}")}
)
_CONTEXT_CHARS = 40
_TAB = " → "


def draw_changes(changes: Iterable[Change], *, name: str | None = None) -> Iterator[Line]:
    """Draw every change: what happened to which text, by whom, then the words, as `[-old-]{+new+}`.

    Args:
        changes: what was kept is left out; where nothing else is, one line says so.
        name: the file's; it stands above its changes.
    """
    done = [change for change in changes if change.kind is not ChangeKind.KEPT]
    if name is not None:
        yield (Fragment(f"{show_text(name)}:", Tone.PLACE),)
    if not done:
        yield (Fragment("no changes", Tone.MUTED),)
    for change in done:
        names = show_text(", ".join(change.names or change.idents))
        hands = ", ".join(dict.fromkeys(hand.author for hand in change.hands if hand.author))
        head = [Fragment(change.kind.value, Tone.WARNING if change.kind is ChangeKind.DELETED else Tone.INFO)]
        head += [Fragment(f" {names}", Tone.PLACE)] if names else []
        head += [Fragment(f" by {show_text(hands)}", Tone.MUTED)] if hands else []
        if change.confidence < LEAST_CERTAIN:
            head.append(Fragment(" (guessed)", Tone.WARNING))
        yield tuple(head)
        yield (Fragment("    "), *_words(change))


def _words(change: Change) -> Iterator[Fragment]:
    match change.kind:
        case ChangeKind.RESTYLED if change.styles is not None:
            before, after = (show_text(style or "Normal") for style in change.styles)
            yield Fragment(f"{before} → {after}: {_shortened(_show(' '.join(change.after)))}")
        case ChangeKind.MOVED | ChangeKind.COPIED:
            yield Fragment(_shortened(_show(" ".join(change.after))))
        case _:
            yield from _difference(" ¶ ".join(change.before), " ¶ ".join(change.after))


def _difference(before: str, after: str) -> Iterator[Fragment]:
    for passage in compare_words(before, after):
        words = _show(passage.text)
        if passage.edit is Edit.KEPT:
            words = _shortened(words)
        left, right = _BRACKETS[passage.edit]
        yield Fragment(f"{left}{words}{right}", _TONES[passage.edit])


def _show(text: str) -> str:
    """Show words on one line; a tab is what stands between two ends of a line, not a danger."""
    return show_text(text.replace("\t", _TAB))


def _shortened(words: str) -> str:
    """Leave out the middle of what didn't change: whole words, where there are blanks between them."""
    if len(words) <= 2 * _CONTEXT_CHARS:
        return words
    begin, end = words[:_CONTEXT_CHARS], words[-_CONTEXT_CHARS:]
    head = begin.rpartition(" ")[0] or begin
    tail = end.partition(" ")[2] or end
    return f"{head} … {tail}"

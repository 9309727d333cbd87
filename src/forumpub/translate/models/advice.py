"""What to install for a language, as commands to paste."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.translate.models.description import edition_tag

# What the index of Argos offers beside English; docs/formats/models.md says since when.
_IN_INDEX = frozenset({"en", "id", "ms", "th", "tl", "zh-Hans", "zh-Hant", "pt"})


def advise(source_lang: str, target_langs: Sequence[str]) -> tuple[str, ...]:
    """Say what gives ways from one language into others: at most two lines, each with a command."""
    source = edition_tag(source_lang)
    targets = [edition_tag(tag) for tag in target_langs]
    offered = [tag for tag in targets if {source, tag} <= _IN_INDEX]
    others = [tag for tag in targets if tag not in offered]
    lines = []
    if offered:
        lines.append(f"`forumpub models install --from {source} --to {','.join(offered)}`")
    if others:
        lines.append(
            f"`forumpub models import FILE` with a multilingual model that has {source} and"
            f" {', '.join(others)}, such as M2M-100; docs/formats/models.md says how to make its file"
        )
    return tuple(lines)

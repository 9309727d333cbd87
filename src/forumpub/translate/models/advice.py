"""What to install for a pair of languages, as commands to paste."""

from __future__ import annotations

from forumpub.translate.models.description import edition_tag

# What the index of Argos offers beside English; docs/formats/models.md says since when.
_IN_INDEX = frozenset({"id", "ms", "th", "tl", "zh-Hans", "zh-Hant", "pt"})
_PIVOT = "en"


def advise(source_lang: str, target_lang: str) -> tuple[str, ...]:
    """Say what gives a way from one language into another, one command or sentence each."""
    source, target = edition_tag(source_lang), edition_tag(target_lang)
    ends = [tag for tag in (source, target) if tag != _PIVOT]
    if all(tag in _IN_INDEX for tag in ends):
        return (f"`forumpub models install --from {source} --to {target}`",)
    return (
        "`forumpub models import FILE` with a multilingual model, such as M2M-100, that knows"
        f" {' and '.join(tag for tag in ends if tag not in _IN_INDEX)}: docs/formats/models.md says how to"
        " make its file",
    )

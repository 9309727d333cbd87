"""Quotation marks that don't pair."""

from __future__ import annotations

from collections.abc import Iterator

from forumpub.patterns import lazy_pattern

_CURLY = {"”": "“", "»": "«", "』": "『", "」": "「", "》": "《"}
_OPENING = frozenset(_CURLY.values())
_MARKS = lazy_pattern(r"[“”「」『』《》\"]")
# In these languages ” or “ may open or close; counting them says nothing.
UNPAIRED_LANGUAGES = frozenset(
    {"de", "sv", "fi", "da", "nb", "no", "pl", "cs", "sk", "hu", "ro", "hr", "sr", "bg", "lt", "et"}
)


def find_unpaired(text: str, *, next_text: str = "") -> Iterator[int]:
    """Yield the offsets of quotation marks without a partner, in order.

    Args:
        text: one paragraph.
        next_text: the paragraph after it. Where it opens with the same mark, the quotation goes on, and
            English leaves it open at the end of a paragraph.
    """
    stacks: dict[str, list[int]] = {mark: [] for mark in _OPENING}
    straight: list[int] = []
    lost: list[int] = []
    for match in _MARKS.finditer(text):
        mark, offset = match.group(), match.start()
        if mark in _OPENING:
            stacks[mark].append(offset)
        elif mark == '"':
            if not text[max(0, offset - 1) : offset].isdigit() or straight:  # 5" is a measure
                straight = [] if straight else [offset]
        elif stacks[_CURLY[mark]]:
            stacks[_CURLY[mark]].pop()
        else:
            lost.append(offset)
    for mark, open_offsets in stacks.items():
        carried_on = mark == "“" and next_text.startswith(mark) and len(open_offsets) == 1
        lost += () if carried_on else open_offsets
    lost += () if next_text.startswith('"') and len(straight) == 1 else straight
    yield from sorted(lost)

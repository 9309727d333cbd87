"""Which Word style stands for which role.

Where Word has a style of that meaning it is used, so that the style gallery, the navigation pane and an
organisation's own templates work; the others get a name of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from forumpub.styling import Role
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordStyle:
    """A paragraph style. `outline_level` counts from 0; `priority` orders the style gallery."""

    style_id: str
    name: str
    outline_level: int | None = None
    priority: int = 30


_BUILT_IN: Final[Mapping[Role, WordStyle]] = MappingProxyType(
    {
        Role.HEADLINE: WordStyle(style_id="Title", name="Title", outline_level=0, priority=10),
        Role.SUMMARY: WordStyle(style_id="Subtitle", name="Subtitle", priority=11),
        Role.HEADING2: WordStyle(style_id="Heading1", name="heading 1", outline_level=0, priority=9),
        Role.HEADING3: WordStyle(style_id="Heading2", name="heading 2", outline_level=1, priority=9),
        Role.BODY: WordStyle(style_id="BodyText", name="Body Text", priority=1),
        Role.QUOTE: WordStyle(style_id="Quote", name="Quote", priority=29),
        Role.KEY_POINT: WordStyle(style_id="ListBullet", name="List Bullet", priority=12),
        Role.CAPTION: WordStyle(style_id="Caption", name="caption", priority=35),
        Role.RUNNING_HEAD: WordStyle(style_id="Header", name="header", priority=99),
        Role.RUNNING_FOOT: WordStyle(style_id="Footer", name="footer", priority=99),
    }
)
_OWN_PREFIX: Final = "Forumpub"

# A heading of a level deeper than any role of the plan has; editors use it.
SPARE_HEADING: Final = WordStyle(style_id="Heading3", name="heading 3", outline_level=2, priority=9)
DIVIDER: Final = WordStyle(style_id="ForumpubDivider", name="Forumpub Divider", priority=98)
TABLE_END: Final = WordStyle(style_id="ForumpubTableEnd", name="Forumpub Table End", priority=98)

STRONG: Final = "Strong"
MUTED: Final = "ForumpubMuted"
NUMBER: Final = "ForumpubNumber"
HYPERLINK: Final = "Hyperlink"
REFERENCE: Final = "ForumpubReference"
TABLE: Final = "ForumpubTable"
COMMENT_TEXT: Final = "CommentText"
COMMENT_REFERENCE: Final = "CommentReference"


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleIds:
    """The ids of the styles in one document: a template may have its own for the same names.

    `foreign` are the roles whose style is an organisation's own; its spacing and indents are left alone.
    """

    paragraphs: Mapping[Role, str]
    foreign: frozenset[Role] = frozenset()
    strong: str = STRONG
    muted: str = MUTED
    number: str = NUMBER
    hyperlink: str = HYPERLINK
    reference: str = REFERENCE
    table: str = TABLE
    divider: str = DIVIDER.style_id
    table_end: str = TABLE_END.style_id
    comment_text: str = COMMENT_TEXT
    comment_reference: str = COMMENT_REFERENCE


def word_style(role: Role) -> WordStyle:
    """Return the Word style of a role."""
    found = _BUILT_IN.get(role)
    if found is not None:
        return found
    words = [word.capitalize() for word in role.value.split("-")]
    return WordStyle(style_id=_OWN_PREFIX + "".join(words), name=" ".join([_OWN_PREFIX, *words]))


def heading_outline_level(level: int) -> int:
    """Return the Word outline level of a plan's heading: the headline is a title above the first level.

    Sections are Word's Heading 1, so that no converter or screen reader finds a level left out.
    """
    return max(0, min(8, level - 2))


def heading_style_id(level: int) -> str:
    """Return the id of Word's own style for a plan's heading of that level."""
    return "Title" if level <= 1 else f"Heading{min(3, level - 1)}"


def character_style(style: WordStyle) -> WordStyle:
    """Return the character style that gives a run the look of a paragraph style."""
    return WordStyle(style_id=f"{style.style_id}Char", name=f"{style.name} Char", priority=style.priority)

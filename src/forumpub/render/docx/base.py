"""What a document is written into."""

from __future__ import annotations

from docx.package import Package
from docx.parts.document import DocumentPart

from forumpub.render.docx.roles import StyleIds
from forumpub.styling import Style
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A package without text, its main part, and the ids of the styles in it.

    `style` has the page that is really used. With `own_running` head and foot are ours, with `keeps_section`
    the page setup is the template's.
    """

    package: Package
    main: DocumentPart
    style: Style
    ids: StyleIds
    bullet_numbering_id: int
    own_running: bool = True
    keeps_section: bool = False
    first_bookmark_id: int = 1

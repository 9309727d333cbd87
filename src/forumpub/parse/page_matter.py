"""Lines that a page brought along and nobody said: rules of dashes, page numbers."""

from __future__ import annotations

from forumpub.parse.canonical import BLANKS
from forumpub.patterns import lazy_pattern

_LONGEST_CHARS = 200
_PAGE_MATTER = lazy_pattern(
    r"(?:[_=]{3,}|[-–—─━]{5,})"
    r"|(?i:page|p\.|halaman|trang|pahina|muka surat|หน้า) ?[0-9]{1,4}"
    r"(?: ?(?i:of|/|dari|daripada|ng|จาก) ?[0-9]{1,4})?"
    r"|第 ?[0-9]{1,4} ?[页頁](?:[，, ]{0,2}[共/] ?[0-9]{1,4} ?[页頁])?"
)


def is_page_matter(text: str, start: int, end: int) -> bool:
    """Tell whether a line is only a drawn rule ("_______") or a page number ("Page 1 of 3")."""
    if end - start > _LONGEST_CHARS:
        return False
    return _PAGE_MATTER.fullmatch(text[start:end].strip(BLANKS)) is not None

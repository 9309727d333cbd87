"""Files of ours that another program has saved: they may hold an editor's words, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from forumpub.errors import InputError
from forumpub.render.docx.identity import ARTICLE_NAMESPACE, BOOKMARK_PREFIX
from forumpub.render.docx.packing import is_packed_by_another
from forumpub.render.docx.snapshot import BASE_NAMESPACE
from forumpub.review.origin import read_properties
from forumpub.review.package import DocxPackage
from forumpub.review.wordml import NAME, W

_OURS: Final = (f"{{{ARTICLE_NAMESPACE}}}article", f"{{{BASE_NAMESPACE}}}base")


def is_saved_copy(path: Path) -> bool:
    """Tell whether a file is a DOCX that forumpub wrote and another program has saved since.

    Whether a word of it was changed isn't asked. A file that forumpub has not touched since it wrote it costs
    a look at its table of contents; so does what is no DOCX.

    Raises:
        OSError: it can't be read.
    """
    if not is_packed_by_another(path):
        return False
    try:
        package = DocxPackage(path.read_bytes(), path.name)
        return bool(read_properties(package)) or _has_our_data(package) or _has_our_marks(package)
    except InputError:
        # It says nothing of where it is from, as any other file of that name.
        return False


def _has_our_data(package: DocxPackage) -> bool:
    roots = (package.optional_root(part) for part in package.custom_items())
    return any(root is not None and root.tag in _OURS for root in roots)


def _has_our_marks(package: DocxPackage) -> bool:
    root = package.root(package.main)
    marks = root.iter(f"{W}bookmarkStart") if root is not None else ()
    # A bookmark that was copied is called `_Copy_1_fp_…` by some.
    return any(BOOKMARK_PREFIX in (mark.get(NAME) or "") for mark in marks)

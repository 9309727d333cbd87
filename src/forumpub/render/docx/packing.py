"""The ZIP file round the parts of a DOCX, and how ours is told from what another program saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# The first day that a zip file can name: equal input gives equal bytes.
_TIMESTAMP: Final = (1980, 1, 1, 0, 0, 0)
# Said of every part, and by no office program: Word gives the same day, but no rights, and a flag of its own.
_RIGHTS: Final = 0o600 << 16
_UTF8_FLAG: Final = 0x800
_DOS: Final = 0


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file of named parts, in their order: equal parts give equal bytes on every system."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _DOS
            entry.external_attr = _RIGHTS
            archive.writestr(entry, content)
    return target.getvalue()


def is_packed_by_another(path: Path) -> bool:
    """Tell whether a file is a ZIP file that `pack_parts` didn't make; only its table of contents is read.

    Raises:
        OSError: it can't be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return not all(map(_is_ours, archive.infolist()))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError):
        return False


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    # Redlines of earlier versions name the system that they were made on.
    return (
        entry.date_time == _TIMESTAMP
        and entry.external_attr == _RIGHTS
        and not entry.flag_bits & ~_UTF8_FLAG
        and not entry.extra
    )

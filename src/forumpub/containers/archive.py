"""ZIP archives from strangers: names are only names, sizes are limits, and nothing is unpacked to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from forumpub.errors import InputError
from forumpub.values import dataclass

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
MAX_ENTRIES = 10_000
MAX_PART_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 256 * 2**20
# Text packs to a tenth, a document's mark-up to a fiftieth; a bomb to a thousandth.
_MAX_RATIO = 300
_SMALL_BYTES = 4 * 2**20
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_EXPORT_AGAIN = "export it again, or copy its text into a UTF-8 text file"


def is_zip(data: bytes) -> bool:
    """Say whether bytes are a ZIP archive, such as a .docx is one too."""
    return data.startswith(_SIGNATURES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive. `name` is what the archive calls it; it says nothing about places on a disk."""

    name: str
    info: zipfile.ZipInfo


class Archive:
    """A ZIP archive in memory; reading counts against its limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left_bytes = MAX_TOTAL_BYTES
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OverflowError,
            EOFError,
            OSError,
        ) as error:
            message = f"can't read {name}: the archive is damaged or was cut off"
            raise InputError(message, hints=(_EXPORT_AGAIN,)) from error
        infos = self._file.infolist()
        if len(infos) > MAX_ENTRIES:
            raise InputError(f"can't read {name}: it holds {len(infos):,} files, {MAX_ENTRIES:,} at most")
        self.entries = tuple(
            Entry(_entry_name(info), info)
            for info in infos
            # Without a name, `is_dir` fails in CPython 3.11.
            if info.filename and not info.is_dir() and not _is_link(info)
        )
        self._by_name = {entry.name: entry for entry in self.entries}

    def find(self, name: str) -> Entry | None:
        """Return an entry by name."""
        return self._by_name.get(name)

    def read(self, entry: Entry) -> bytes:
        """Unpack one file.

        Raises:
            InputError: it is damaged, protected by a password, or unpacks to too much.
        """
        info = entry.info
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise InputError(
                f"can't read {self.name}: it is protected by a password",
                hints=("open it, remove the password and save it again",),
            )
        limit = min(MAX_PART_BYTES, self._left_bytes)
        inflated = info.file_size > _SMALL_BYTES and info.file_size > _MAX_RATIO * max(1, info.compress_size)
        if inflated or info.file_size > limit:
            raise self._bomb(entry)
        try:
            with self._file.open(info) as part:
                data = part.read(limit + 1)
        except (
            zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError
        ) as error:  # fmt: skip
            message = f"can't read {self.name}: {entry.name!r} in it is damaged"
            raise InputError(message, hints=(_EXPORT_AGAIN,)) from error
        if len(data) > limit:
            raise self._bomb(entry)
        self._left_bytes -= len(data)
        return data

    def _bomb(self, entry: Entry) -> InputError:
        limit_mib = MAX_PART_BYTES // 2**20
        return InputError(
            f"can't read {self.name}: {entry.name!r} in it unpacks to more than a transcript can be",
            hints=(f"a part may have {limit_mib} MiB, and {_MAX_RATIO} times the size that it is packed to",),
        )


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _entry_name(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: archives made in Windows hold names in the encoding of its language."""
    if info.flag_bits & _UTF8_FLAG or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename

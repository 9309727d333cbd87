"""The transcripts in a ZIP archive."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from forumpub.containers.archive import Archive
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedText:
    """A file out of an archive. `name` is what the archive calls it: no place on a disk."""

    name: str
    data: bytes


def unpack_texts(data: bytes, name: str, suffixes: Collection[str]) -> tuple[PackedText, ...]:
    """Return the files of an archive that end in one of `suffixes`, in order of their names.

    Hidden files, links and what macOS adds to archives are passed over. An office document gives nothing:
    it is a transcript itself.

    Raises:
        InputError: the archive is damaged, protected, or unpacks to too much.
    """
    archive = Archive(data, name)
    if archive.find("[Content_Types].xml") is not None or archive.find("mimetype") is not None:
        return ()
    wanted = [entry for entry in archive.entries if _is_wanted(entry.name, suffixes)]
    wanted.sort(key=lambda entry: entry.name)
    return tuple(PackedText(name=entry.name, data=archive.read(entry)) for entry in wanted)


def _is_wanted(name: str, suffixes: Collection[str]) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "~$")) and part not in (".", "..") for part in path.parts)
    return path.suffix.lower() in suffixes and not hidden and "__MACOSX" not in path.parts

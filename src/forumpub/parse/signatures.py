"""Files that aren't text, told by their first bytes."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from forumpub.patterns import lazy_pattern


class Kind(NamedTuple):
    """A kind of file: what to call it, and what to do to get its text."""

    name: str
    advice: str


_COPY_OUT = "open it, copy the text out and save that as a UTF-8 text file"
_TRANSCRIBE = "have it transcribed, and give the transcript"
_CONVERT = "export it as SRT, WebVTT or EBU-TT-D from the program that made it"
_OFFICE = "give it with its own suffix (.docx, .odt), or save it as plain text"
_KINDS: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"%PDF-", Kind("a PDF document", _COPY_OUT)),
    (0, b"PK\x03\x04", Kind("a ZIP archive or an office document", _OFFICE)),
    (0, b"PK\x05\x06", Kind("an empty ZIP archive", _OFFICE)),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Kind("an old Office document, or one with a password", "save it as .docx without a password"),
    ),
    (0, b"{\\rtf", Kind("an RTF document", "save it as .docx or as plain text")),
    (0, b"\x89PNG\r\n\x1a\n", Kind("a PNG picture", _COPY_OUT)),
    (0, b"\xff\xd8\xff", Kind("a JPEG picture", _COPY_OUT)),
    (0, b"GIF87a", Kind("a GIF picture", _COPY_OUT)),
    (0, b"GIF89a", Kind("a GIF picture", _COPY_OUT)),
    (0, b"II*\x00", Kind("a TIFF picture", _COPY_OUT)),
    (0, b"MM\x00*", Kind("a TIFF picture", _COPY_OUT)),
    (8, b"WEBP", Kind("a WebP picture", _COPY_OUT)),
    (8, b"WAVE", Kind("a WAV recording", _TRANSCRIBE)),
    (8, b"AVI ", Kind("an AVI video", _TRANSCRIBE)),
    (4, b"ftyp", Kind("an MP4 video or recording", _TRANSCRIBE)),
    (0, b"ID3", Kind("an MP3 recording", _TRANSCRIBE)),
    (0, b"OggS", Kind("an Ogg recording", _TRANSCRIBE)),
    (0, b"fLaC", Kind("a FLAC recording", _TRANSCRIBE)),
    (0, b"\x1aE\xdf\xa3", Kind("a Matroska or WebM video", _TRANSCRIBE)),
    (0, b"\x1f\x8b", Kind("a gzip archive", "unpack it first")),
    (0, b"BZh", Kind("a bzip2 archive", "unpack it first")),
    (0, b"\xff\xfb", Kind("an MP3 recording", _TRANSCRIBE)),
    (0, b"\xff\xf3", Kind("an MP3 recording", _TRANSCRIBE)),
    (0, b"\xff\xf1", Kind("an AAC recording", _TRANSCRIBE)),
    (0, b"\xff\xf9", Kind("an AAC recording", _TRANSCRIBE)),
    (0, b"#!AMR", Kind("an AMR recording", _TRANSCRIBE)),
    (0, b".snd", Kind("an AU recording", _TRANSCRIBE)),
    (8, b"AIFF", Kind("an AIFF recording", _TRANSCRIBE)),
    (8, b"AIFC", Kind("an AIFF recording", _TRANSCRIBE)),
    (0, b"caff", Kind("a CAF recording", _TRANSCRIBE)),
    (0, b"MThd", Kind("a MIDI file", _TRANSCRIBE)),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind("a Windows Media video or recording", _TRANSCRIBE)),
    (0, b"FLV\x01", Kind("a Flash video", _TRANSCRIBE)),
    (0, b"\x00\x00\x01\xba", Kind("an MPEG video", _TRANSCRIBE)),
    (0, b"\x00\x00\x01\xb3", Kind("an MPEG video", _TRANSCRIBE)),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01", Kind("an MXF video", _TRANSCRIBE)),
    (3, b"STL25.01", Kind("an EBU STL subtitle file", _CONVERT)),
    (3, b"STL30.01", Kind("an EBU STL subtitle file", _CONVERT)),
    (3, b"STL24.01", Kind("an EBU STL subtitle file", _CONVERT)),
    (0, b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", "unpack it first")),
    (0, b"Rar!\x1a\x07", Kind("a RAR archive", "unpack it first")),
    (0, b"\xfd7zXZ\x00", Kind("an xz archive", "unpack it first")),
    (0, b"(\xb5/\xfd", Kind("a Zstandard archive", "unpack it first")),
    (0, b"\x7fELF", Kind("a program", _COPY_OUT)),
    (0, b"MZ\x90\x00", Kind("a program", _COPY_OUT)),
    (0, b"SQLite format 3\x00", Kind("an SQLite database", _COPY_OUT)),
)
# Formats that are text, and yet not for reading.
_TEXT_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (lazy_pattern(r"\s{0,20}Scenarist_SCC V1\.\d"), Kind("an SCC caption file", _CONVERT)),
    (
        lazy_pattern(r"\s{0,20}(?:<\?xml[^<>]{0,200}\?>\s{0,20})?(?:<!DOCTYPE[^<>]{0,200}>\s{0,20})?<mos\b"),
        Kind(
            "a MOS message between newsroom systems",
            "export the story's script as text from the newsroom system",
        ),
    ),
    (
        lazy_pattern(r"\s{0,20}(?:<\?xml[^<>]{0,200}\?>\s{0,20})?<FinalDraft\b"),
        Kind("a Final Draft screenplay", "export it as Fountain or as plain text from Final Draft"),
    ),
    (lazy_pattern(r"\s{0,20}%!PS-Adobe"), Kind("a PostScript document", _COPY_OUT)),
)
_UNKNOWN = Kind("binary data", _COPY_OUT)
# More control characters than this share of the first bytes, and no text is left to speak of; in random bytes
# every tenth is one. A text of a few words may have a few stray ones.
_CONTROL_SHARE = 0.07
_STRAY_CONTROLS = 2
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))
_SAMPLE_BYTES = 65_536


def find_text_kind(text: str) -> Kind | None:
    """Name the format of a text that is written for machines, and that forumpub doesn't read."""
    opening = text[:2000].lstrip("\ufeff")
    return next((kind for pattern, kind in _TEXT_KINDS if pattern.match(opening)), None)


def is_json(text: str) -> bool:
    """Tell whether all of a text is one object or list of JSON."""
    stripped = text.strip("\ufeff \t\r\n")
    if stripped[:1] + stripped[-1:] not in {"{}", "[]"}:
        return False
    try:
        json.loads(stripped)
    except (ValueError, RecursionError):
        return False
    return True


def find_binary_kind(data: bytes) -> Kind | None:
    """Name the kind of file that `data` is where it isn't text; None for text in any 8-bit encoding."""
    for offset, signature, kind in _KINDS:
        if data.startswith(signature, offset):
            return kind
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return _UNKNOWN if controls > _STRAY_CONTROLS + _CONTROL_SHARE * len(sample) else None

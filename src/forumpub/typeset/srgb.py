"""The colour space of a PDF as an ICC profile: sRGB in 508 bytes, with the curve as a formula.

Profiles that others ship hold the curve as a table of a thousand numbers, or the time of their making.

Source: ICC.1:2004-10 (profile version 4.2); IEC 61966-2-1 (sRGB).
"""

from __future__ import annotations

import functools
import struct

NAME = "sRGB IEC61966-2.1"

_HEADER_BYTES = 128
_TABLE_ENTRY_BYTES = 12

# XYZ of white and of the three colours at full strength, brought to the D50 white that profiles share.
_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
# The Bradford matrix that does it, from D65, row by row.
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
# Y = ((X + 0.055) / 1.055) ^ 2.4 from 0.04045 up, X / 12.92 below: exponent, a, b, c, d.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@functools.cache
def srgb_profile() -> bytes:
    """Return the profile, equal bytes each time."""
    curve = struct.pack(">4s4xHxx", b"para", 3) + _fixed(*_CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("CC0"),
        b"wtpt": _xyz(_WHITE),
        b"chad": b"sf32\0\0\0\0" + _fixed(*_ADAPTATION),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    directory = struct.pack(">L", len(tags))
    start = _HEADER_BYTES + 4 + _TABLE_ENTRY_BYTES * len(tags)
    offsets: dict[bytes, int] = {}
    body = b""
    for tag, data in tags.items():
        # Equal data stands in the file once.
        offset = offsets.setdefault(data, start + len(body))
        if offset == start + len(body):
            body += data + b"\0" * (-len(data) % 4)
        directory += struct.pack(">4sLL", tag, offset, len(data))
    return _header(start + len(body)) + directory + body


def _header(size: int) -> bytes:
    """Write the header: version 4.2, a display, RGB to XYZ, no maker, made at the time of the standard."""
    made = (2004, 10, 1, 0, 0, 0)
    fields = struct.pack(">L4xL4s4s4s6H4s", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ", *made, b"acsp")
    # Platform, flags, device and intent are all zero; then the white that all profiles share.
    return (fields + b"\0" * 28 + _fixed(*_WHITE)).ljust(_HEADER_BYTES, b"\0")


def _fixed(*values: float) -> bytes:
    """Write numbers with 16 bits before the point and 16 after."""
    return struct.pack(f">{len(values)}l", *(round(value * 0x10000) for value in values))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _text(text: str) -> bytes:
    """Write a text of one language, US English."""
    encoded = text.encode("utf-16-be")
    return struct.pack(">4s4xLL2s2sLL", b"mluc", 1, 12, b"en", b"US", len(encoded), 28) + encoded

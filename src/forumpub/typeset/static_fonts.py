"""Typefaces as font files of one weight, with names and layout: for formats that other programs lay out."""

from __future__ import annotations

import io

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from forumpub.errors import FontError
from forumpub.typeset.typefaces import Typeface

_NAMES_KEPT = (0, 1, 2, 4, 6, 13, 14)
_FAMILY, _SUBFAMILY, _FULL_NAME, _POSTSCRIPT_NAME = 1, 2, 4, 6
# OS/2 fsSelection: italic, bold and regular; and the last two alone.
_STYLE_BITS = 0x61
_REGULAR_BIT, _BOLD_BIT = 0x40, 0x20


def static_font(typeface: Typeface, chars: frozenset[str], family: str) -> bytes:
    """Return a typeface as a font of one weight: some characters, with all their layout, under `family`.

    Raises:
        FontError: the font can't be cut down.
    """
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, chars))
    wanted.name_id_set.update(_NAMES_KEPT)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    for tag, value in typeface.variations.items():
        wanted.pin_axis_location(typeface.face, tag, value)
    try:
        data = bytes(hb.SubsetPlan(typeface.face, wanted).execute().blob.data)
    except (hb.HarfBuzzError, RuntimeError) as error:
        raise FontError(f"can't cut down the font {typeface.file.path}") from error
    return _renamed(data, family, bold=typeface.is_bold)


def family_names(typeface: Typeface) -> set[str | None]:
    """Return the names by which a typeface's family is known, plain and typographic."""
    # A variable font whose default is not regular has the usual name only as its typographic one.
    ids = (hb.OTNameIdPredefined.FONT_FAMILY, hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY)
    return {typeface.face.get_name(name_id) for name_id in ids}


def _renamed(data: bytes, family: str, *, bold: bool) -> bytes:
    """Give a font the names and bits by which Word tells regular from bold."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    kind = "Bold" if bold else "Regular"
    names = {
        _FAMILY: family,
        _SUBFAMILY: kind,
        _FULL_NAME: f"{family} {kind}",
        _POSTSCRIPT_NAME: f"{family.replace(' ', '')}-{kind}",
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in _NAMES_KEPT:
            font["name"].names.remove(record)
    table = font["OS/2"]
    table.fsSelection = table.fsSelection & ~_STYLE_BITS | (_BOLD_BIT if bold else _REGULAR_BIT)
    table.usWeightClass = 700 if bold else 400
    font["head"].macStyle = int(bold)
    if "STAT" in font:
        del font["STAT"]
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()

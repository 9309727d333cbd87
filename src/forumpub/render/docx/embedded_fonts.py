"""Fonts inside the file: cut down to what is used, one weight each, obfuscated as Word wants them.

The obfuscation (ECMA-376 part 1, 17.8.1) keeps nobody out; it marks the font as part of a document.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.diagnostics import Findings
from forumpub.env import Environment
from forumpub.plan import Emphasis, Plan, Text
from forumpub.render.docx.font_table import font_table
from forumpub.render.docx.languages import Slot, by_script, slot_of, word_language
from forumpub.render.docx.package import add_part, part_content, replace_part
from forumpub.render.docx.survey import all_texts
from forumpub.render.docx.wml import R, W, w
from forumpub.rules.publishing import FONT_NOT_EMBEDDED
from forumpub.styling import FontChoice, Style
from forumpub.typeset.fonts import FontLibrary, FontPair
from forumpub.typeset.scripts import script_of
from forumpub.typeset.static_fonts import family_names, static_font
from forumpub.typeset.typefaces import Typeface

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELTYPE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_OBFUSCATED_BYTES: Final = 32
# So that an editor can at least type figures, Latin letters and punctuation in the same font; and bullets.
_ALWAYS: Final = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("•·–—‘’“”…")
_EAST_ASIAN_SCRIPTS: Final = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})

_Usage = Mapping[tuple[str, bool], frozenset[str]]


def embed_fonts(main: DocumentPart, plan: Plan, env: Environment, findings: Findings) -> None:
    """Put the fonts of a plan into a document: regular and bold of every family that has characters.

    Raises:
        FontError: no font at all can be found, or one can't be cut down.

    Diagnostics:
        font-not-embedded: a family that no font at hand has.
    """
    holder, root = _font_table(main, plan.style)
    missing: dict[str, None] = {}
    for number, ((family, bold), chars) in enumerate(sorted(_usage(plan).items()), 1):
        typeface = _find(plan, family, env, bold=bold)
        if typeface is None:
            missing[family] = None
            continue
        data = static_font(typeface, chars | _ALWAYS, family)
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:forumpub:font:{family}:{bold}:{len(data)}")
        name = f"/word/fonts/font{number}.odttf"
        rel_id = add_part(holder, name, _CONTENT_TYPE, _RELTYPE, obfuscate(data, key))
        _refer(root, family, rel_id, key, bold=bold)
    for family in missing:
        findings.add(FONT_NOT_EMBEDDED, f"no font at hand is {family}, so it is not embedded in the docx")
    replace_part(main, RELATIONSHIP_TYPE.FONT_TABLE, holder, root)
    _ask_word_to_keep(main)


def obfuscate(data: bytes, key: uuid.UUID) -> bytes:
    """Obfuscate a font, or undo it: the first 32 bytes are combined with the key, read backwards."""
    mask = key.bytes[::-1] * (_OBFUSCATED_BYTES // 16)
    head = bytes(one ^ other for one, other in zip(data[:_OBFUSCATED_BYTES], mask, strict=False))
    return head + data[_OBFUSCATED_BYTES:]


def _usage(plan: Plan) -> _Usage:
    """Return which characters are set in which family, regular and bold."""
    found: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for text in all_texts(plan):
        for family, bold, words in _pieces(plan, text):
            found[family, bold].update(words)
    return {
        key: frozenset(char for char in chars if char.isprintable()) for key, chars in found.items() if chars
    }


def _pieces(plan: Plan, text: Text) -> Iterator[tuple[str, bool, str]]:
    look = plan.style.looks[text.role]
    latin = (look.fonts or plan.style.fonts).family
    if text.number:
        yield latin, False, text.number
    for run in text.runs:
        bold = look.bold or run.emphasis is Emphasis.STRONG
        lang = run.lang or text.lang or plan.lang
        east_asian = word_language(lang if slot_of(lang) is Slot.EAST_ASIAN else plan.lang).east_asian_family
        for words, script in by_script(run.text):
            if script is not None:
                yield script.family, bold, words
                continue
            wide = "".join(char for char in words if _is_east_asian(char, lang))
            yield latin, bold, "".join(char for char in words if char not in wide)
            yield east_asian, bold, wide


def _is_east_asian(char: str, lang: str) -> bool:
    if char.isascii():
        return False
    # Quotation marks and the like belong to the language round them.
    code = script_of(char)
    return code in _EAST_ASIAN_SCRIPTS or (code is None and slot_of(lang) is Slot.EAST_ASIAN)


def _find(plan: Plan, family: str, env: Environment, *, bold: bool) -> Typeface | None:
    """Return the typeface of a family: the style's own file for its own family, else by the font's name."""
    choices = [plan.style.fonts, *(look.fonts for look in plan.style.looks.values() if look.fonts)]
    own = next((choice for choice in choices if choice.family == family and choice.regular), None)
    stack = FontLibrary(env, own_files=_pairs(own)).stack(plan.lang, bold=bold)
    for typeface in stack.typefaces():
        is_own = own is not None and typeface.file.path in {own.regular, own.bold}
        if is_own or family in family_names(typeface):
            return typeface
    return None


def _pairs(choice: FontChoice | None) -> tuple[FontPair, ...]:
    if choice is None or choice.regular is None:
        return ()
    return (FontPair(regular=choice.regular, bold=choice.bold),)


def _font_table(main: DocumentPart, style: Style) -> tuple[Part, etree._Element]:
    """Return the document's font table as a part to hang fonts on, and its content."""
    found = part_content(main, RELATIONSHIP_TYPE.FONT_TABLE)
    if found is not None:
        return found
    name = main.package.next_partname("/word/fontTable%d.xml")
    return Part(name, CONTENT_TYPE.WML_FONT_TABLE, b"", main.package), font_table(style)


def _refer(root: etree._Element, family: str, rel_id: str, key: uuid.UUID, *, bold: bool) -> None:
    font = next((item for item in root if item.get(f"{W}name") == family), None)
    if font is None:
        font = w("font", name=family)
        root.append(font)
    made = w("embedBold" if bold else "embedRegular", fontKey="{" + str(key).upper() + "}", subsetted=1)
    made.set(f"{R}id", rel_id)
    font.append(made)


_BEFORE_EMBEDDING: Final = frozenset(
    f"{W}{name}"
    for name in (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
    )
)


def _ask_word_to_keep(main: DocumentPart) -> None:
    """Set the options that make Word use embedded fonts, and embed them again when it saves."""
    found = part_content(main, RELATIONSHIP_TYPE.SETTINGS)
    if found is None:
        return
    holder, settings = found
    for name in ("embedTrueTypeFonts", "saveSubsetFonts"):
        for old in settings.findall(W + name):
            settings.remove(old)
    place = sum(1 for child in settings if child.tag in _BEFORE_EMBEDDING)
    settings.insert(place, w("saveSubsetFonts"))
    settings.insert(place, w("embedTrueTypeFonts"))
    replace_part(main, RELATIONSHIP_TYPE.SETTINGS, holder, settings)

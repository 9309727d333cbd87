"""The inside of a paragraph: runs, links and fields."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Iterator
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from forumpub.patterns import lazy_pattern
from forumpub.plan import Emphasis, Field, Remark, Run, Text
from forumpub.render.docx.comments import Comments, cut_at_remarks
from forumpub.render.docx.identity import Bookmarks
from forumpub.render.docx.languages import (
    Script,
    Slot,
    WordLanguage,
    by_script,
    slot_of,
    word_language,
    word_tag,
)
from forumpub.render.docx.roles import StyleIds
from forumpub.render.docx.wml import NSMAP, R, flag, text_elements, w
from forumpub.styling import Style
from forumpub.values import dataclass

_FIELD_CODES: Final = {Field.PAGE: " PAGE ", Field.PAGES: " NUMPAGES "}
# Word counts pages when it opens the file; a field without a result makes it offer a repair.
_CACHED_RESULT: Final = "1"
# Quotation marks, dashes and dots that have a square of their own in Chinese and none in Latin; an apostrophe
# within a Latin word, and a dot between blanks, are Latin.
_CHINESE_MARKS: Final = lazy_pattern(
    "((?:[“”‘—…]|(?<![A-Za-z])’|’(?![A-Za-z])|(?<=[\u4e00-\u9fff])·(?=[\u4e00-\u9fff]))+)"
)
_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_MOST_URL_CHARS: Final = 2000
_NOT_IN_URLS = lazy_pattern(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_STRAY_PERCENT = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds runs: the character style they stand in, and whether paragraph and runs are bold."""

    style_id: str | None = None
    bold: bool = False
    paragraph_bold: bool = False


class Links:
    """The external links of one part, each address once."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._known: dict[str, str] = {}

    def relationship_id(self, url: str) -> str:
        """Return the id of the relationship to `url`."""
        if url not in self._known:
            # Not relate_to: it looks through all relationships, which is quadratic for many links.
            made = f"rIdLink{len(self._known) + 1}"
            self._part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, made, True)
            self._known[url] = made
        return self._known[url]


def web_address(href: str) -> str | None:
    """Return `href` as a URI that Word accepts, None if it isn't an address to link to."""
    address = _STRAY_PERCENT.sub("%25", href.strip())
    address = _NOT_IN_URLS.sub(lambda match: urllib.parse.quote(match.group(), errors="replace"), address)
    try:
        parts = urllib.parse.urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or len(address) > _MOST_URL_CHARS:
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return address


class RunWriter:
    """Writes the runs of one part."""

    def __init__(
        self,
        *,
        style: Style,
        lang: str,
        ids: StyleIds,
        bookmarks: Bookmarks,
        links: Links,
        report_dead_link: Callable[[str], None],
        comments: Comments | None,
    ) -> None:
        self._style = style
        self._ids = ids
        self._lang = lang
        self._language: WordLanguage = word_language(lang)
        self._complex_family = self._language.complex_family
        self._bookmarks = bookmarks
        self._links = links
        self._report_dead_link = report_dead_link
        self._comments = comments

    def number(self, number: str, frame: Frame) -> list[etree._Element]:
        """Write a hanging number, which is never bold, and the tab that brings the text to its indent."""
        properties = [w("rStyle", val=self._ids.number)]
        if frame.paragraph_bold:
            properties += [flag("b", on=False), flag("bCs", on=False)]
        return [*self._pieces(number, self._lang, properties), tab()]

    def text(self, text: Text, frame: Frame) -> list[etree._Element]:
        """Write the runs of a text, with comments where the part may have some."""
        lang = text.lang or self._lang
        if self._comments is None or not text.remarks:
            return [element for run in text.runs for element in self._run(run, lang, frame)]
        found: list[etree._Element] = []
        numbers: dict[Remark, int] = {}
        for piece in cut_at_remarks(text):
            for remark in piece.starting:
                numbers[remark] = self._comments.open_remark(remark)
                found.append(w("commentRangeStart", id=numbers[remark]))
            found.extend(self._run(piece.run, lang, frame))
            for remark in piece.ending:
                found.append(w("commentRangeEnd", id=numbers[remark]))
                found.append(self._comments.reference(numbers[remark]))
        return found

    def _run(self, run: Run, lang: str, frame: Frame) -> list[etree._Element]:
        link = self._link(run.href) if run.href else None
        link_style = None
        if link is not None:
            link_style = self._ids.reference if (run.href or "").startswith("#") else self._ids.hyperlink
        properties = self._properties(run.emphasis, frame, link_style=link_style)
        lang = run.lang or lang
        if run.field is not None:
            content = _field(run.field, properties)
        else:
            content = list(self._pieces(run.text, lang, properties))
        if link is None or not content:
            return content
        link.extend(content)
        return [link]

    def _link(self, href: str) -> etree._Element | None:
        if href.startswith("#"):
            target = self._bookmarks.target(href[1:])
            if target is not None:
                return w("hyperlink", anchor=target, history=1)
        address = web_address(href)
        if address is None:
            self._report_dead_link(href)
            return None
        made = w("hyperlink", history=1)
        made.set(f"{R}id", self._links.relationship_id(address))
        return made

    def _properties(
        self, emphasis: Emphasis, frame: Frame, *, link_style: str | None
    ) -> list[etree._Element]:
        """Return the run properties, by style wherever Word allows.

        A run has one character style; and bold of a character style turns bold of the paragraph style off
        (ECMA-376 part 1, 17.7.3), so where both are bold the run says so itself.
        """
        found: list[etree._Element] = []
        strong = emphasis is Emphasis.STRONG
        muted = emphasis is Emphasis.MUTED
        style_id = frame.style_id
        if style_id is None:
            style_id = link_style or self._emphasis_style(emphasis, frame)
        if style_id is not None:
            found.append(w("rStyle", val=style_id))
        by_style = style_id == self._ids.strong or (
            style_id is not None and style_id == frame.style_id and frame.bold
        )
        shown = frame.paragraph_bold != by_style
        if (frame.bold or strong) != shown:
            found += [flag("b", on=not shown), flag("bCs", on=not shown)]
        if link_style is not None and style_id != link_style:
            found += [w("color", val=self._style.palette.link.hex)]
        elif muted and link_style is None and style_id != self._ids.muted:
            found.append(w("color", val=self._style.palette.muted.hex))
        return found

    def _emphasis_style(self, emphasis: Emphasis, frame: Frame) -> str | None:
        if emphasis is Emphasis.STRONG and not frame.paragraph_bold:
            return self._ids.strong
        return self._ids.muted if emphasis is Emphasis.MUTED else None

    def _pieces(self, text: str, lang: str, properties: list[etree._Element]) -> Iterator[etree._Element]:
        for piece, script in by_script(text):
            if script is not None:
                yield _text_run(piece, properties, *self._complex_locale(lang, script))
                continue
            fonts, tail = self._latin_locale(lang)
            if slot_of(lang) is not Slot.EAST_ASIAN:
                yield _text_run(piece, properties, fonts, tail)
                continue
            # Every other part is marks.
            for place, part in enumerate(_CHINESE_MARKS.split(piece)):
                if part:
                    yield _text_run(part, properties, self._mark_fonts(lang) if place % 2 else fonts, tail)

    def _mark_fonts(self, lang: str) -> etree._Element:
        """Make the fonts of marks that Latin and Chinese share, which are Chinese ones here.

        Word takes them from the East-Asian font where told so, LibreOffice 7.4 from the Latin one whatever it
        is told. The fonts of an organisation's own styles aren't ours to name.
        """
        family = self._family(lang)
        if self._ids.foreign:
            return w("rFonts", hint="eastAsia")
        return w("rFonts", hint="eastAsia", ascii=family, hAnsi=family, eastAsia=family)

    def _complex_locale(
        self, lang: str, script: Script
    ) -> tuple[etree._Element | None, list[etree._Element]]:
        fonts = None
        if script.family != self._complex_family:
            fonts = w("rFonts", cs=script.family)
        tag = word_tag(lang) if slot_of(lang) is Slot.COMPLEX else script.lang
        tail = [w("cs")]
        if tag != self._language.complex:
            tail.append(w("lang", bidi=tag))
        return fonts, tail

    def _latin_locale(self, lang: str) -> tuple[etree._Element | None, list[etree._Element]]:
        if lang == self._lang:
            return None, []
        tag, slot = word_tag(lang), slot_of(lang)
        if slot is Slot.LATIN and tag != self._language.latin:
            return None, [w("lang", val=tag)]
        if slot is Slot.EAST_ASIAN and tag != self._language.east_asian:
            return w("rFonts", hint="eastAsia", eastAsia=self._family(lang)), [w("lang", eastAsia=tag)]
        if slot is Slot.EAST_ASIAN and self._language.slot is not Slot.EAST_ASIAN:
            return w("rFonts", hint="eastAsia"), [w("lang", eastAsia=tag)]
        return None, []

    def _family(self, lang: str) -> str:
        return word_language(lang).east_asian_family


def _text_run(
    text: str,
    properties: list[etree._Element],
    fonts: etree._Element | None,
    tail: list[etree._Element],
) -> etree._Element:
    made = w("r")
    head = [_copy(item) for item in properties]
    if fonts is not None:
        head.insert(1 if head and head[0].tag.endswith("}rStyle") else 0, fonts)
    if head or tail:
        made.append(w("rPr", *head, *tail))
    made.extend(text_elements(text))
    return made


def _copy(element: etree._Element) -> etree._Element:
    made = etree.Element(element.tag, nsmap=NSMAP)
    for key, value in element.attrib.items():
        made.set(key, value)
    return made


def tab() -> etree._Element:
    """Make a run that is a tab."""
    return w("r", w("tab"))


def _field(field: Field, properties: list[etree._Element]) -> list[etree._Element]:
    code = w("instrText")
    code.text = _FIELD_CODES[field]
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    result = w("t")
    result.text = _CACHED_RESULT
    parts = (
        w("fldChar", fldCharType="begin"),
        code,
        w("fldChar", fldCharType="separate"),
        result,
        w("fldChar", fldCharType="end"),
    )
    return [w("r", w("rPr", *map(_copy, properties)) if properties else None, part) for part in parts]

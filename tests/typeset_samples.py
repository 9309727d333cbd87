"""Text to set in each language, and the things the typesetting tests share.

The sentences were written for these tests and are unreviewed: no native reader has checked them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from forumpub.env import FixedEnvironment
from forumpub.typeset.archive import archive
from forumpub.typeset.breaking import graphemes, segments
from forumpub.typeset.characters import LINE_ENDS
from forumpub.typeset.fonts import FontLibrary
from forumpub.typeset.reportlab_seam import TextCanvas
from forumpub.typeset.setting import SetLine, StyledText, draw_line, set_lines
from forumpub.typeset.tagging import StructureLog
from forumpub.typeset.xmp import Properties

SENTENCES = {
    "en": "Leaders said: “We won’t wait.” The summit – held by video – opened in Brunei, the chair of 2021.",
    "id": "Para pemimpin ASEAN sepakat memperkuat kerja sama kesehatan, kata juru bicara pada hari Selasa.",
    "ms": "Para pemimpin bersetuju untuk memperkukuh kerjasama kesihatan, kata jurucakap itu.",
    "vi": "Các nhà lãnh đạo ASEAN nhất trí tăng cường hợp tác y tế, người phát ngôn cho biết hôm thứ Ba.",
    "tl": "Nagkasundo ang mga pinuno na palakasin ang pagtutulungan sa kalusugan, ayon sa tagapagsalita.",
    "th": "ผู้นำอาเซียนเห็นชอบให้เร่งความร่วมมือต่าง ๆ ที่กรุงเทพฯ 26 ตุลาคม 2021",
    "lo": "ບັນດາຜູ້ນຳອາຊຽນເຫັນດີເພີ່ມການຮ່ວມມືດ້ານສາທາລະນະສຸກຕ່າງໆ ໃນວັນທີ 26 ຕຸລາ 2021",
    "km": "មេដឹកនាំអាស៊ានបានយល់ព្រមពង្រឹងកិច្ចសហប្រតិបត្តិការផ្សេងៗ ក្នុងផ្នែកសុខាភិបាល នៅថ្ងៃទី 26 តុលា 2021 ។",
    "my": "အာဆီယံခေါင်းဆောင်များသည် ကျန်းမာရေးပူးပေါင်းဆောင်ရွက်မှုကို တိုးမြှင့်ရန် သဘောတူခဲ့ကြသည်။ 2021",
    "ta": "தென்கிழக்காசிய நாடுகளின் தலைவர்கள் சுகாதார ஒத்துழைப்பை வலுப்படுத்த ஒப்புக்கொண்டனர் (26 அக்டோபர் 2021).",
    "zh-Hans": "东盟领导人同意加强卫生合作。发言人说：“我们不能等待！”会议于2021年10月26日（星期二）举行。",
    "zh-Hant": "東協領導人同意加強衛生合作。發言人說：「我們不能等待！」會議於2021年10月26日（星期二）舉行。",
    "pt": "Os líderes concordaram em reforçar a cooperação na saúde, afirmou o porta-voz na terça-feira.",
    "tet": "Ulun sira husi ASEAN konkorda atu haforsa kooperasaun iha saúde, dehan portavós iha loron-tersa.",
}
MIXED = (
    "ประธาน ASEAN 2021 นาย Nguyễn Xuân Phúc (ເວຽດນາມ) ที่ နေပြည်တော် ว่า “ការប្រជុំកំពូល” 视频会议 சிங்கப்பூர் "
    "https://example.org/a-very-long-path/that-must-be-broken/somewhere.pdf"
)
COLUMNS_PT = (80, 120, 180, 260, 330, 475)

LIBRARY = FontLibrary(FixedEnvironment())


def styled(text: str, lang: str, *, bold: bool = False, size_pt: float = 11.0) -> StyledText:
    """Return text in the packaged fonts."""
    stack = LIBRARY.stack(lang, bold=bold)
    return StyledText(text=text, stack=stack, size_pt=size_pt, rgb=(0.0, 0.0, 0.0), lang=lang)


def draw_pages(pages: Iterable[Sequence[SetLine]]) -> bytes:
    """Draw lines on the pages of a canvas, without tags."""
    canvas = TextCanvas(595, 842)
    for lines in pages:
        for index, line in enumerate(lines):
            draw_line(canvas, line, 60, 780 - 22 * index)
        canvas.showPage()
    return finish(canvas)


def finish(canvas: TextCanvas) -> bytes:
    """Make a file of what was drawn without tags."""
    properties = Properties(lang="und", title="", created=dt.datetime(2021, 7, 16, tzinfo=dt.UTC))
    drawn = canvas.finish(lambda canvas, number, pages: None)
    return archive(drawn, properties=properties, log=StructureLog("und")).data


def draw_texts(texts: Iterable[tuple[str, str]], *, width_pt: float = 330) -> bytes:
    """Draw each text, given with its language, on a page of its own."""
    return draw_pages(set_lines([styled(text, lang)], width_pt, lang=lang) for text, lang in texts)


def squeeze(text: str) -> str:
    """Return text without blanks: readers of a PDF add line ends where lines end."""
    return "".join(text.split())


def find_line_faults(lines: Sequence[SetLine], text: str, width_pt: float, lang: str) -> list[str]:
    """Return what is wrong with the lines of a paragraph set in a column."""
    faults = []
    if "".join(line.text for line in lines) != text:
        faults.append("the lines joined are not the text")
    opportunities = _offsets(segments(text, lang))
    clusters = _offsets(graphemes(text, lang))
    end = 0
    for line in lines[:-1]:
        start, end = end, end + len(line.text)
        if end in opportunities:
            continue
        if end not in clusters:
            faults.append(f"a break inside a grapheme cluster at {end}")
        elif any(start < offset < end for offset in opportunities) and line.text[-1] not in LINE_ENDS:
            faults.append(f"an emergency break at {end} where the line had a better one")
    faults += [f"a line is {line.width_pt} wide" for line in lines if line.width_pt > width_pt + 0.01]
    return faults


def _offsets(parts: Iterable[str]) -> set[int]:
    offsets = set()
    end = 0
    for part in parts:
        end += len(part)
        offsets.add(end)
    return offsets


def write_font(
    path: Path,
    chars: str,
    *,
    weight: int = 400,
    is_postscript: bool = False,
    permission: int = 0,
    units_per_em: int = 1000,
) -> Path:
    """Write a font in which every character is a box, 500 units wide."""
    codes = {ord(char): f"u{ord(char):04X}" for char in chars}
    names = [".notdef", *codes.values()]
    builder = FontBuilder(units_per_em, isTTF=not is_postscript)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    if is_postscript:
        charstrings = {}
        for name in names:
            pen = T2CharStringPen(500, None)
            _draw_box(pen)
            charstrings[name] = pen.getCharString()
        builder.setupCFF("Boxes-Regular", {"FullName": "Boxes"}, charstrings, {})
    else:
        glyphs = {}
        for name in names:
            glyph_pen = TTGlyphPen(None)
            _draw_box(glyph_pen)
            glyphs[name] = glyph_pen.glyph()
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes-Regular"})
    builder.setupOS2(usWeightClass=weight, fsType=permission)
    builder.setupPost()
    builder.save(path)
    return path


def _draw_box(pen: T2CharStringPen | TTGlyphPen) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((450, 700))
    pen.curveTo((440, 300), (440, 200), (450, 0)) if isinstance(pen, T2CharStringPen) else pen.lineTo(
        (450, 0)
    )
    pen.closePath()

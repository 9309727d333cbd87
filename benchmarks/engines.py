"""One way each to set a title and paragraphs as PDF: ours and the peers, with the same fonts and page.

Every engine is a class with `start` (imports, fonts: what a process pays once) and `make` (one document).
A5 pages, 11 pt text; the leading is that of the language.
"""

from __future__ import annotations

import datetime as dt
import html
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

FONT_FILES = {"th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Myanmar", "ta": "Tamil"}
LEADING = {"th": 1.6, "lo": 1.6, "ta": 1.6, "zh-Hans": 1.6, "km": 1.85, "my": 1.85}
SIZE_PT = 11.0
WIDTH_PT, HEIGHT_PT, MARGIN_PT = 420.94, 595.28, 45.0
# Of English on such a page.
GLYPHS_A_PAGE = 1300


def font_files(lang: str) -> list[Path]:
    """Return the font files for a language in order of preference, Latin last."""
    import manimgx_fonts

    base = Path(manimgx_fonts.__file__).parent
    latin = base / "NotoSans[wght].ttf"
    if lang.startswith("zh"):
        import justmytype_intl_cjk

        folder = Path(justmytype_intl_cjk.__file__).parent / "fonts/ofl/notosanssc"
        return [folder / "NotoSansSC[wght].ttf", latin]
    own = FONT_FILES.get(lang)
    return [base / f"NotoSans{own}[wght].ttf", latin] if own else [latin]


class Engine(Protocol):
    """A way to make PDFs."""

    def start(self, lang: str) -> None:
        """Import what is needed and load fonts."""
        ...

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""
        ...


class Forumpub:
    """Our renderer: shaped, broken by dictionary, tagged, PDF/UA-1 and PDF/A-2a."""

    def start(self, lang: str) -> None:
        """Load the renderer and a style cut down to the page."""
        from forumpub.env import FixedEnvironment
        from forumpub.render.pdf import PdfRenderer
        from forumpub.styling import Page, load_style

        self.lang, self.env, self.renderer = lang, FixedEnvironment(), PdfRenderer()
        style = load_style("wire", self.env)
        page = Page(
            width_pt=WIDTH_PT, height_pt=HEIGHT_PT, margin_top_pt=MARGIN_PT, margin_right_pt=MARGIN_PT,
            margin_bottom_pt=MARGIN_PT, margin_left_pt=MARGIN_PT,
        )  # fmt: skip
        self.style = replace(style, page=page)

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""
        from forumpub.model import Article, Detection, SourceInfo
        from forumpub.plan import Heading, Metadata, Plan, Run, Text
        from forumpub.render.renderer import Edition
        from forumpub.styling import Role

        def text(role: Role, words: str) -> Text:
            return Text(role=role, runs=(Run(text=words),))

        metadata = Metadata(
            title=title, author="", subject="", keywords=(), publisher="", identifier="benchmark",
            created=dt.datetime(2021, 7, 16, tzinfo=dt.UTC),
        )  # fmt: skip
        items = (
            Heading(level=1, text=text(Role.HEADLINE, title)),
            *(text(Role.BODY, paragraph) for paragraph in paragraphs),
        )
        plan = Plan(
            lang=self.lang,
            style=self.style,
            metadata=metadata,
            items=items,
            running_head=None,
            running_foot=None,
        )
        source = SourceInfo(name="b", sha256="", encoding="utf-8", bom=False, eol="LF", chars=0)
        article = Article(source=source, detection=Detection(format="prose"), lang=self.lang)
        return self.renderer.render(Edition(article=article, plan=plan), self.env).value


class Libraries:
    """A floor, no engine: what ICU, HarfBuzz, libdeflate and ReportLab take when nothing stands between them.

    Words are cut and shaped once, a font is cut down, operators of as many bytes as ours are put on pages and
    packed. Nothing is set: no line is filled, no glyph placed, no element tagged, no file written.
    """

    def start(self, lang: str) -> None:
        """Import them, and load the font that sets most of the language."""
        import deflate  # noqa: F401
        from icu4py import breakers  # noqa: F401
        from reportlab.pdfgen import canvas  # noqa: F401

        from forumpub.env import FixedEnvironment
        from forumpub.typeset.fonts import FontLibrary
        from forumpub.typeset.specimens import specimen

        self.lang, self.shaped, self.cut = lang, set[str](), set[int]()
        self.typeface = FontLibrary(FixedEnvironment()).stack(lang).find(specimen(lang)[0])

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return what would be streams of a PDF."""
        import deflate
        import uharfbuzz as hb
        from icu4py.breakers import LineBreaker
        from reportlab.pdfgen.canvas import Canvas

        buffer = hb.Buffer()
        glyphs = 0
        for paragraph in (title, *paragraphs):
            for word in LineBreaker(paragraph, self.lang):
                glyphs += len(word)
                if word not in self.shaped:
                    self.shaped.add(word)
                    buffer.clear_contents()
                    buffer.add_str(word)
                    buffer.guess_segment_properties()
                    hb.shape(self.typeface.font, buffer)
                    _ = buffer.glyph_infos, buffer.glyph_positions
        asked = hb.SubsetInput()
        new = {ord(char) for char in "".join(paragraphs)} - self.cut
        self.cut |= new
        asked.unicode_set.update(new)
        for tag, value in self.typeface.variations.items():
            asked.pin_axis_location(self.typeface.face, tag, value)
        asked.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        font = hb.SubsetPlan(self.typeface.face, asked).execute().blob.data
        canvas = Canvas(io.BytesIO(), pagesize=(WIDTH_PT, HEIGHT_PT), invariant=1, pageCompression=0)
        text = "".join(paragraphs).encode("utf-16-be").decode("latin-1")
        packed = [bytes(deflate.zlib_compress(font, 6))]
        for start in range(0, max(1, glyphs), GLYPHS_A_PAGE):
            canvas._code.append(f"BT [({text[2 * start : 2 * (start + GLYPHS_A_PAGE)]})]TJ ET")
            canvas.showPage()
        contents = [page.stream.encode("latin-1") for page in canvas._doc.Pages.pages]
        packed += [bytes(deflate.zlib_compress(content, 6)) for content in contents]
        return b"".join(packed)


class StockReportlab:
    """ReportLab's own paragraphs with its shaping switched on."""

    def start(self, lang: str) -> None:
        """Register the first font of the language."""
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        path = font_files(lang)[0]
        pdfmetrics.registerFont(TTFont("Text", str(path)))
        leading = SIZE_PT * LEADING.get(lang, 1.4)
        shaping = 0 if lang.startswith("zh") else 1
        wrap = "CJK" if lang.startswith("zh") else None
        self.body = ParagraphStyle(
            "body",
            fontName="Text",
            fontSize=SIZE_PT,
            leading=leading,
            shaping=shaping,
            wordWrap=wrap,
            spaceAfter=7,
        )
        self.title = ParagraphStyle("title", parent=self.body, fontSize=18, leading=18 / SIZE_PT * leading)

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""
        from reportlab.platypus import Paragraph, SimpleDocTemplate

        out = io.BytesIO()
        document = SimpleDocTemplate(
            out, pagesize=(WIDTH_PT, HEIGHT_PT), leftMargin=MARGIN_PT, rightMargin=MARGIN_PT,
            topMargin=MARGIN_PT, bottomMargin=MARGIN_PT, invariant=1,
        )  # fmt: skip
        story = [Paragraph(html.escape(title), self.title)]
        story += [Paragraph(html.escape(paragraph), self.body) for paragraph in paragraphs]
        document.build(story)
        return out.getvalue()


class Typst:
    """Typst's compiler through its Python binding, tagged output."""

    def start(self, lang: str) -> None:
        """Make the compiler."""
        import typst

        self.lang = lang
        folders = sorted({str(path.parent) for path in font_files(lang)})
        compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)
        self.compile = lambda source: compiler.compile(input=source, pdf_standards=["ua-1", "a-2a"])
        family = {"th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Myanmar", "ta": "Tamil", "zh-Hans": "SC"}
        own = f'"Noto Sans {family[lang]}", ' if lang in family else ""
        language, _, script = lang.partition("-")
        region = ', region: "CN"' if script == "Hans" else ""
        gap = LEADING.get(lang, 1.4) - 0.72
        self.head = (
            f"#set page(width: {WIDTH_PT}pt, height: {HEIGHT_PT}pt, margin: {MARGIN_PT}pt)\n"
            f'#set text(font: ({own}"Noto Sans"), size: {SIZE_PT}pt, lang: "{language}"{region})\n'
            f"#set par(leading: {gap}em, spacing: {gap + 0.6}em)\n"
        )

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""

        def literal(words: str) -> str:
            return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

        lines = [self.head, f"#set document(title: {literal(title)})", f"#heading({literal(title)})"]
        lines += [f"#par({literal(paragraph)})" for paragraph in paragraphs]
        return bytes(self.compile("\n\n".join(lines).encode()))


class WeasyPrint:
    """HTML and CSS, tagged output."""

    def start(self, lang: str) -> None:
        """Load the fonts."""
        from weasyprint.text.fonts import FontConfiguration

        self.lang, self.config = lang, FontConfiguration()
        faces = [
            f'@font-face {{ font-family: "f{number}"; src: url("{path.as_uri()}") }}'
            for number, path in enumerate(font_files(lang))
        ]
        families = ", ".join(f'"f{number}"' for number in range(len(faces)))
        self.css = "\n".join(faces) + (
            f"@page {{ size: {WIDTH_PT}pt {HEIGHT_PT}pt; margin: {MARGIN_PT}pt }}"
            f"body {{ font: {SIZE_PT}pt/{LEADING.get(lang, 1.4)} {families} }} p {{ margin: 0 0 7pt }}"
        )

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""
        from weasyprint import CSS, HTML

        body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        heading = html.escape(title)
        page = (
            f'<html lang="{self.lang}"><title>{heading}</title><body><h1>{heading}</h1>{body}</body></html>'
        )
        css = CSS(string=self.css, font_config=self.config)
        return bytes(
            HTML(string=page).write_pdf(stylesheets=[css], font_config=self.config, pdf_variant="pdf/ua-1")
        )


class Fpdf:
    """fpdf2 with text shaping."""

    def start(self, lang: str) -> None:
        """Remember the fonts; fpdf2 loads them into each document."""
        self.lang = lang
        self.files = font_files(lang)

    def make(self, title: str, paragraphs: Sequence[str]) -> bytes:
        """Return one document."""
        from fpdf import FPDF

        document = FPDF(unit="pt", format=(WIDTH_PT, HEIGHT_PT))
        document.set_margin(MARGIN_PT)
        document.set_auto_page_break(auto=True, margin=MARGIN_PT)
        for number, path in enumerate(self.files):
            document.add_font(f"f{number}", fname=str(path))
        document.set_font("f0", size=SIZE_PT)
        document.set_fallback_fonts([f"f{number}" for number in range(1, len(self.files))])
        document.set_text_shaping(True)
        document.add_page()
        leading = SIZE_PT * LEADING.get(self.lang, 1.4)
        for words in (title, *paragraphs):
            document.multi_cell(0, leading, words, align="L", new_x="LMARGIN", new_y="NEXT")
            document.ln(7)
        return bytes(document.output())


FLOOR = "libraries alone"

ENGINES: dict[str, type[Engine]] = {
    "forumpub": Forumpub,
    "typst": Typst,
    "weasyprint": WeasyPrint,
    "fpdf2": Fpdf,
    "reportlab": StockReportlab,
    FLOOR: Libraries,
}

"""The PDF renderer: a plan drawn page by page, then made a tagged, archival file."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.env import Environment
from forumpub.model import Article
from forumpub.plan import Field, Item, Plan, SplitLine, Text, texts_of
from forumpub.render.pdf.attachments import attachments_of
from forumpub.render.pdf.bands import Band
from forumpub.render.pdf.composing import Composer
from forumpub.render.pdf.drawing import Artist
from forumpub.render.pdf.flow import draw_pages
from forumpub.render.pdf.lettering import Lettering
from forumpub.render.pdf.paging import PageFiller, Placed
from forumpub.render.renderer import Edition
from forumpub.rules.publishing import LINK_UNUSABLE
from forumpub.source import SourceText, Span
from forumpub.typeset.archive import archive
from forumpub.typeset.drawn import DrawnPages
from forumpub.typeset.missing import check_glyphs
from forumpub.typeset.reportlab_seam import TextCanvas
from forumpub.typeset.tagging import ArtifactKind, StructureLog
from forumpub.typeset.xmp import Properties


class PdfRenderer:
    """Writes PDF/UA-1 and PDF/A-2a; with `attach`, PDF/A-3a with transcript and article inside."""

    name = "pdf"
    suffix = ".pdf"
    summary = "accessible, archival PDF (PDF/UA-1, PDF/A-2a)"

    def __init__(self, *, attach: bool = False) -> None:
        self._attach = attach

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Draw the edition's plan.

        Diagnostics:
            missing-glyph: a character that no font covers; a replacement is drawn.
            link-unusable: a link that leads nowhere; its text is drawn without it.
        """
        findings = Findings()
        attachments = tuple(attachments_of(edition)) if self._attach else ()
        drawing = _Drawing(edition.plan, env, findings, _Places(edition.article, edition.source))
        archived = archive(
            drawing.draw(), properties=_properties(edition.plan), log=drawing.log, attachments=attachments
        )
        for href in dict.fromkeys(link.href for link in archived.dead_links):
            findings.add(LINK_UNUSABLE, f"the link to {href[:200]} leads nowhere and was left out of the pdf")
        return findings.outcome(archived.data)


class _Places:
    """Where the texts of a plan stand in the source."""

    def __init__(self, article: Article, source: SourceText | None) -> None:
        self.source = source
        self._spans: Mapping[str, Span] = {
            para.id: para.span for block in article.blocks for para in block.paras
        }

    def find(self, text: Text) -> Span | None:
        """Return the span of a text that shows a paragraph of the article."""
        return None if text.ident is None else self._spans.get(text.ident)


class _Drawing:
    """One plan on its way to the page."""

    def __init__(self, plan: Plan, env: Environment, findings: Findings, places: _Places) -> None:
        self.log = StructureLog(plan.lang)
        self._plan = plan
        self._page = plan.style.page
        self._findings = findings
        self._places = places
        self._lettering = Lettering(plan.style, plan.lang, env)
        self._artist = Artist(self._page, self.log)

    def draw(self) -> DrawnPages:
        for line in (self._plan.running_head, self._plan.running_foot):
            if line is not None:
                self._check(line)
        composer = Composer(self._lettering, self._plan.style, self.log)
        return draw_pages(
            composer.compose(self._checked(self._plan.items)),
            self._page,
            draw_body=self._artist.draw_body,
            draw_margins=self._draw_margins,
            end_page=self.log.next_page,
        )

    def _checked(self, items: Sequence[Item]) -> Iterator[Item]:
        for item in items:
            self._check(item)
            yield item

    def _check(self, item: Item) -> None:
        for text in texts_of(item):
            found = check_glyphs(
                self._lettering.styled(text), span=self._places.find(text), source=self._places.source
            )
            self._findings.take(Outcome(None, found))

    def _draw_margins(self, canvas: TextCanvas, number: int, pages: int) -> None:
        # Both stand in the middle of their margin, so that styles need no further lengths.
        head, foot = self._plan.running_head, self._plan.running_foot
        if head is not None and number > 1:
            placed, height_pt = self._set_running(head, number, pages)
            top_pt = self._page.height_pt - (self._page.margin_top_pt - height_pt) / 2
            self._artist.draw_artifact(canvas, placed, top_pt, ArtifactKind.HEADER)
        if foot is not None:
            placed, height_pt = self._set_running(foot, number, pages)
            top_pt = (self._page.margin_bottom_pt + height_pt) / 2
            self._artist.draw_artifact(canvas, placed, top_pt, ArtifactKind.FOOTER)

    def _set_running(self, line: SplitLine, number: int, pages: int) -> tuple[tuple[Placed, ...], float]:
        fill = functools.partial(_fill_fields, number=number, pages=pages)
        filled = SplitLine(left=fill(line.left), right=fill(line.right))
        bands: Iterator[Band] = Composer(self._lettering, self._plan.style, self.log).split_line(filled, None)
        placed = PageFiller(bands).take_page(self._page.height_pt)
        last = placed[-1]
        return placed, last.top_pt + last.band.height_pt


def _fill_fields(text: Text, *, number: int, pages: int) -> Text:
    values = {Field.PAGE: str(number), Field.PAGES: str(pages)}
    runs = (run if run.field is None else replace(run, text=values[run.field]) for run in text.runs)
    return replace(text, runs=tuple(runs))


def _properties(plan: Plan) -> Properties:
    metadata = plan.metadata
    return Properties(
        lang=plan.lang,
        title=metadata.title,
        author=metadata.author,
        subject=metadata.subject,
        keywords=metadata.keywords,
        publisher=metadata.publisher,
        identifier=metadata.identifier,
        created=metadata.created,
    )

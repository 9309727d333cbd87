"""The house format: labelled sections, speaker lines, byline, editors, credits (docs/formats/house.md)."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType, Dateline, Headline, Mark, MarkKind
from forumpub.parse.bare_labels import choose_finder
from forumpub.parse.canonical import BLANKS, canonical_text, trim
from forumpub.parse.draft import Draft, DraftBlock
from forumpub.parse.head import Head, read_head
from forumpub.parse.headlines import headline_start
from forumpub.parse.house_lines import HouseLines
from forumpub.parse.imprint import Imprint
from forumpub.parse.labels import PAIRS, LabelMatch, suggest_label
from forumpub.parse.page_matter import is_page_matter
from forumpub.parse.paragraphs import Paragraph, split_paragraphs
from forumpub.parse.production_lines import read_order
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sections import Section, Stretch, close_section
from forumpub.parse.signoff import SignOff, find_glued_sign_off, read_sign_off
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure
from forumpub.source import SourceText, Span

_SAMPLE_CHARS = 200_000
_SAMPLE_PARAGRAPHS = 400
_SUGGESTIONS_MAX = 50
_ITEM = lazy_pattern(r"[(（]?\d{1,3}[.．)）、]?")
_NO_SENTENCES = frozenset([BlockType.CAPTION, BlockType.HEADING])


class HouseReader:
    """Reads video scripts of the house: `[Explanation]`, `【同期】` and their kin."""

    name = "house"
    summary = "labelled video scripts: [Explanation], [Concurrent], 【解说】, 【同期】"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count section labels, and sign-offs where there are none."""
        finder = choose_finder(source, options)
        labels, unknown, signed, seen = 0, 0, 0, 0
        for line in source.lines:
            if line.start > options.body_start + _SAMPLE_CHARS or seen > _SAMPLE_PARAGRAPHS:
                break
            if line.end < options.body_start:
                continue
            span = trim(source.text, max(line.start, options.body_start), line.end)
            if not len(span):
                continue
            seen += 1
            match = finder.match_at(source.text, span.start, span.end)
            if match is not None and match.word is not None:
                # `(on camera):` in small letters is the mode of a speaker in other transcripts.
                labels += not (
                    source.text[match.span.start] == "(" and match.text.strip(BLANKS)[:1].islower()
                )
            elif _is_house_sign_off(read_sign_off(source, span.start, span.end, late=True)):
                signed += 1
            elif match is not None and len(match.text.strip(BLANKS)) > 1:
                unknown += 1
        return _evidence(labels, unknown, signed)

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read the sections in order; a paragraph without a label continues the one it stands in."""
        findings = Findings()
        return findings.outcome(_Reading(source, options, findings).run())


def _is_house_sign_off(sign: SignOff | None) -> bool:
    """Say whether a sign-off is of the house's kind: end marks and "By …" stand below other texts too."""
    if sign is None:
        return False
    reported = any("eport" in line.raw or "记者" in line.raw or "記者" in line.raw for line in sign.bylines)
    return bool(sign.editors or sign.credits or reported)


def _evidence(labels: int, unknown: int, signed: int) -> Evidence:
    reasons = []
    if labels:
        reasons.append(f"{labels} section label{'s' if labels > 1 else ''}")
    if signed:
        reasons.append(f"{signed} byline{'s' if signed > 1 else ''}, editors or credits")
    if unknown:
        reasons.append(f"{unknown} unknown label{'s' if unknown > 1 else ''}")
    if labels:
        return Evidence(score=0.97 if labels > 1 else 0.85, reasons=tuple(reasons))
    if signed:
        return Evidence(score=0.7 if signed > 1 else 0.6, reasons=tuple(reasons))
    return Evidence(score=min(0.5, 0.2 * unknown), reasons=tuple(reasons))


class _Reading:
    """One pass over one text."""

    def __init__(self, source: SourceText, options: ReadOptions, findings: Findings) -> None:
        self._source = source
        self._text = source.text
        self._options = options
        self._findings = findings
        self._finder = choose_finder(source, options)
        self._imprint = Imprint(source, findings)
        self._section = Section(BlockType.BODY)
        self._blocks: list[DraftBlock] = []
        self._headline: Headline | None = None
        self._dateline: Dateline | None = None
        self._bracket: str | None = None
        self._mixed = False
        self._told: set[str] = set()
        self._suggested: dict[str, str | None] = {}

    def run(self) -> Draft:
        lines = HouseLines(self._source, self._finder)
        paragraphs = split_paragraphs(
            self._source, self._options.body_start, begins=lines.begins, parts=lines.parts
        )
        labels = [self._finder.match_at(self._text, para.start, para.end) for para in paragraphs]
        self._clear_credits(paragraphs, labels)
        last = self._last_labelled(paragraphs, labels)
        signed = [
            None if label and label.word else self._read_sign_off(para, late=place >= last)
            for place, (para, label) in enumerate(zip(paragraphs, labels, strict=True))
        ]
        text_indents = {para.indented for para, sign in zip(paragraphs, signed, strict=True) if not sign}
        for place, (para, label, sign) in enumerate(zip(paragraphs, labels, signed, strict=True)):
            if sign is not None:
                self._imprint.add(sign)
            else:
                continues = not para.indented and True in text_indents and place > 0
                self._read_paragraph(para, label, continues=continues, late=place >= last)
        self._close()
        if self._blocks:
            self._imprint.report_missing(byline=last >= 0)
        return self._imprint.draft(self._blocks, headline=self._headline, dateline=self._dateline)

    def _clear_credits(self, paragraphs: Sequence[Paragraph], labels: list[LabelMatch | None]) -> None:
        """Take back bare labels that are credits: `配音：刘畅`; `采访：赵强` below the last section."""
        tail = True
        for place in range(len(paragraphs) - 1, -1, -1):
            label, para = labels[place], paragraphs[place]
            narrates = label is not None and label.word is not None and label.word.type is BlockType.NARRATION
            signs = tail if label is None else label.bare and (tail or narrates)
            if signs and read_sign_off(self._source, para.start, para.end, late=True) is not None:
                labels[place] = None
            else:
                tail = False

    def _last_labelled(self, paragraphs: Sequence[Paragraph], labels: Sequence[LabelMatch | None]) -> int:
        """Return which paragraph holds the last label of the table, -1 where none does."""
        for place in range(len(paragraphs) - 1, -1, -1):
            label, para = labels[place], paragraphs[place]
            if label and label.word:
                return place
            if self._finder.find_glued(self._text, para.start, para.end, loose=False):
                return place
        return -1

    def _read_sign_off(self, para: Paragraph, *, late: bool) -> SignOff | None:
        return read_sign_off(self._source, para.start, para.end, late=late)

    def _read_paragraph(
        self, para: Paragraph, label: LabelMatch | None, *, continues: bool, late: bool
    ) -> None:
        """Open the sections that a paragraph labels and give each its text."""
        at = para.start
        if label is None:
            self._check_bracket(para)
        while True:
            if label is not None:
                at = self._open(label)
            loose = self._section.type in _NO_SENTENCES
            glued = self._finder.find_glued(self._text, at, para.end, loose=loose)
            end = glued.span.start if glued else para.end
            alone = label is None and glued is not None
            self._read_stretch(
                trim(self._text, at, end),
                alone=alone,
                continues=continues and label is None,
                late=late and glued is None,
            )
            if glued is None:
                return
            label = glued

    def _read_stretch(self, span: Span, *, alone: bool, continues: bool, late: bool) -> None:
        """Take in the text between two labels, less a sign-off at its end; `alone`: it may be one itself."""
        if not len(span):
            return
        if is_page_matter(self._text, span.start, span.end):
            self._imprint.add_boilerplate(span.start, span.end)
            return
        if alone and _ITEM.fullmatch(self._text[span.start : min(span.end, span.start + 8)]):
            raw = self._source.slice(span)  # `1. [Narration]`
            self._section.marks.append(Mark(kind=MarkKind.SEPARATOR, raw=raw, span=span))
            return
        if self._section.label is not None and self._take_order(span):
            return
        sign = read_sign_off(self._source, span.start, span.end, late=False) if alone else None
        if sign is not None:
            self._imprint.add(sign)
            return
        tail = find_glued_sign_off(self._source, span.start, span.end, late=late)
        text = span if tail is None else trim(self._text, span.start, tail)
        self._section.stretches.append(Stretch(text.start, text.end, continues))
        sign = read_sign_off(self._source, tail, span.end, late=late) if tail is not None else None
        if sign is not None:
            self._imprint.add(sign)

    def _take_order(self, span: Span) -> bool:
        """Set an order to the control room aside; each kind is told once."""
        order = read_order(self._source.slice(span))
        if order is None:
            return False
        kind, name = order
        self._section.marks.append(Mark(kind=kind, raw=self._source.slice(span), span=span))
        if name not in self._told:
            self._told.add(name)
            self._findings.add(structure.PRODUCTION_CUE_SET_ASIDE, f"{name} are not printed", span)
        return True

    def _open(self, label: LabelMatch) -> int:
        """Begin a section and return where its text begins."""
        if label.word is None and not label.text.strip(BLANKS):
            raw = self._text[label.span.start : label.span.end]
            self._section.marks.append(Mark(kind=MarkKind.MARKUP, raw=raw, span=label.span))
            self._findings.add(structure.LABEL_EMPTY, f"{raw} is a label without a word", label.span)
            return label.span.end
        self._close()
        self._check_label(label)
        self._section = Section(label.word.type if label.word else BlockType.UNKNOWN, label)
        if label.cue is not None:
            return label.cue.end + label.closing
        after = trim(self._text, label.span.end, min(len(self._text), label.span.end + 8))
        if (
            len(after)
            and self._text[after.start] in (":：-–—" if label.bare else ":：")
            and "\n" not in self._text[label.span.end : after.start]
        ):
            colon = Span(after.start, after.start + 1)
            raw = self._text[colon.start : colon.end]
            self._section.marks.append(Mark(kind=MarkKind.SEPARATOR, raw=raw, span=colon))
            return colon.end
        return label.span.end

    def _check_label(self, label: LabelMatch) -> None:
        raw = canonical_text(self._source.slice(label.span))
        if label.word is None:
            near = self._suggest(label.text)
            hints = (
                [f"did you mean [{near}]?"]
                if near
                else ["add it to a table of your own and give that with --labels"]
            )
            self._findings.add(
                structure.LABEL_UNKNOWN, f"no section label is called {raw}", label.span, hints=hints
            )
            return
        if label.lookalike:
            message = f"{raw} is {label.word.label} in letters that only look right"
            self._findings.add(structure.LABEL_LOOKALIKE, message, label.span, hints=["type the label again"])
        if label.misspelt:
            message = f"{raw} is taken for {label.word.label}"
            self._findings.add(structure.LABEL_MISSPELT, message, label.span, hints=["correct the label"])
        if label.unclosed:
            message = f"the bracket of the label {raw} isn't closed by its own kind"
            self._findings.add(structure.BRACKET_UNCLOSED, message, label.span, hints=["close the bracket"])
        if not label.bare:
            self._note_bracket(raw, label)

    def _note_bracket(self, raw: str, label: LabelMatch) -> None:
        """Report the first label whose brackets differ from those of the labels before it."""
        if self._bracket is None:
            self._bracket = raw[0]
        elif raw[0] != self._bracket and not self._mixed:
            self._mixed = True
            message = f"labels stand in {self._bracket} and in {raw[0]} in one file"
            self._findings.add(structure.LABEL_VARIANTS_MIXED, message, label.span)

    def _suggest(self, word: str) -> str | None:
        if word not in self._suggested and len(self._suggested) < _SUGGESTIONS_MAX:
            self._suggested[word] = suggest_label(word)
        return self._suggested.get(word)

    def _check_bracket(self, para: Paragraph) -> None:
        """Report a paragraph that begins with a bracket which isn't closed in it."""
        opening = self._text[para.start]
        if opening in PAIRS and self._text.find(PAIRS[opening], para.start, para.end) < 0:
            span = Span(para.start, para.start + 1)
            message = f"the bracket {opening} isn't closed in its paragraph"
            self._findings.add(structure.BRACKET_UNCLOSED, message, span, hints=["close the bracket"])

    def _close(self) -> None:
        """Turn the section that was read into blocks."""
        section = self._section
        if section.label is None:
            self._close_head(section)
        elif (
            section.trait == "headline" and self._headline is None and not self._blocks and section.stretches
        ):
            self._close_headline(section, section.label)
        else:
            if not section.stretches and section.label.cue is None:
                raw = canonical_text(self._source.slice(section.label.span))
                self._findings.add(
                    structure.LABEL_EMPTY, f"no text follows the label {raw}", section.label.span
                )
            self._blocks += close_section(self._source, section, self._findings)
        self._imprint.add_marks(section.marks)

    def _close_headline(self, section: Section, label: LabelMatch) -> None:
        raw = canonical_text(self._source.slice(label.span))
        self._imprint.add_marks([Mark(kind=MarkKind.MARKUP, raw=raw, span=label.span)])
        self._take_headline(section.stretches[0])
        self._close_head(Section(BlockType.BODY, stretches=section.stretches[1:]))

    def _close_head(self, section: Section) -> None:
        """Read what stands without a label: headline, date line, body."""
        stretches = section.stretches
        if not self._blocks:
            followed = section is not self._section or self._is_labelled_next()
            head = read_head(
                self._source,
                [Span(stretch.start, stretch.end) for stretch in stretches],
                self._findings,
                known=Head(headline=self._headline, dateline=self._dateline),
                followed=followed,
            )
            self._headline, self._dateline = head.headline, head.dateline
            self._imprint.add_marks(head.marks)
            stretches = stretches[head.taken :]
        self._blocks += close_section(
            self._source, Section(BlockType.BODY, stretches=list(stretches)), self._findings
        )

    def _is_labelled_next(self) -> bool:
        """Say whether a section follows: the head is closed by the label that opens it."""
        section = self._section
        end = section.stretches[-1].end if section.stretches else 0
        return bool(self._text[end : end + 400].strip(BLANKS))

    def _take_headline(self, stretch: Stretch) -> None:
        start = headline_start(self._text, stretch.start, stretch.end)
        self._imprint.add_lead(stretch.start, start)
        span = Span(start, stretch.end)
        self._headline = Headline(text=canonical_text(self._source.slice(span)), span=span)

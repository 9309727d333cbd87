"""Plain prose: a press release, an article, notes. No line is ever taken for a speaker's."""

from __future__ import annotations

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType
from forumpub.parse.canonical import canonical_text, make_para, trim
from forumpub.parse.draft import Draft, DraftBlock, DraftPara
from forumpub.parse.head import Head, read_head
from forumpub.parse.headlines import announces_release, reads_as_headline
from forumpub.parse.imprint import Imprint
from forumpub.parse.labels import ends_sentence
from forumpub.parse.names import has_han
from forumpub.parse.page_matter import is_page_matter
from forumpub.parse.paragraphs import Paragraph, split_paragraphs
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.script_fields import is_slug
from forumpub.parse.signoff import read_sign_off
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span

_SAMPLE_CHARS = 200_000
_SAMPLE_LINES = 400
_LATE_PARAGRAPHS = 6
_HEAD_PARAGRAPHS = 12
_HEADING_CHARS = 80
_HAN_HEADING_CHARS = 24
_LIST_ITEM = lazy_pattern(r"(?:[-–—•·*▪●◦\uf0b7\uf0a7\uf0d8\uf076\uf0fc]|\(?\d{1,3}[.)、])\s*\S")
# Vowel signs and the like are a good part of Tamil, Thai, Lao, Burmese and Khmer, and no letters for Unicode.
_LETTER = lazy_pattern(
    r"[^\W\d_]|[\u0bbe-\u0bcd\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u1056-\u1059\u17b6-\u17d3]"
)


class ProseReader:
    """Reads text that has paragraphs and nothing else."""

    name = "prose"
    summary = "plain paragraphs: a press release, an article"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Measure how much of the text stands in sentences."""
        whole, sentences, seen = 0, 0, 0
        for line in source.lines:
            if line.end < options.body_start:
                continue
            if line.start > options.body_start + _SAMPLE_CHARS or seen > _SAMPLE_LINES:
                break
            span = trim(source.text, max(line.start, options.body_start), line.end)
            if not len(span):
                continue
            seen += 1
            text = source.text[span.start : min(span.end, span.start + 2000)]
            letters = len(_LETTER.findall(text))
            whole += len(text)
            if ends_sentence(text, 0, len(text)) or letters > 0.6 * len(text):
                sentences += letters
        share = sentences / whole if whole else 0.0
        return Evidence(
            score=round(0.45 * min(1.0, share / 0.7), 3), reasons=(f"{share:.0%} of it is prose",)
        )

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Keep every paragraph as body text, with the headings between them."""
        findings = Findings()

        def is_item(start: int, end: int) -> bool:
            return _LIST_ITEM.match(source.text, start, end) is not None or is_page_matter(
                source.text, start, end
            )

        def is_whole(start: int, end: int, _next_end: int) -> bool:
            return is_page_matter(source.text, start, end)

        paragraphs = split_paragraphs(source, options.body_start, begins=is_item, parts=is_whole)
        imprint = Imprint(source, findings)
        texts: list[Paragraph] = []
        for place, para in enumerate(paragraphs):
            late = place >= len(paragraphs) - _LATE_PARAGRAPHS and place > 0
            sign = read_sign_off(source, para.start, para.end, late=late)
            if sign is None and is_page_matter(source.text, para.start, para.end):
                imprint.add_boilerplate(para.start, para.end)
            elif sign is None:
                texts.append(para)
            else:
                imprint.add(sign)
        head, rest = _read_head(source, texts, imprint, findings)
        draft = imprint.draft(_blocks(source, rest), headline=head.headline, dateline=head.dateline)
        return findings.outcome(draft)


def _read_head(
    source: SourceText, texts: list[Paragraph], imprint: Imprint, findings: Findings
) -> tuple[Head, list[Paragraph]]:
    """Take headline and date line off the top of a text that goes on below them."""
    rest = texts
    if len(rest) > 2 and announces_release(source.text[rest[0].start : min(rest[0].end, rest[0].start + 60)]):
        imprint.add_boilerplate(rest[0].start, rest[0].end)
        rest = rest[1:]
    if len(rest) < 2:
        return Head(), rest
    spans = [Span(para.start, para.end) for para in rest[:_HEAD_PARAGRAPHS]]
    # "Format: PDF" is prose; below a slug it is a field as well.
    fields = is_slug(canonical_text(source.slice(spans[0])))

    def is_headline(words: str) -> bool:
        reads = reads_as_headline(words) and not _LIST_ITEM.match(words)
        return reads and _holds_sentences(source, rest[1:])

    head = read_head(source, spans, findings, is_headline=is_headline, fields=fields, followed=False)
    imprint.add_marks(head.marks)
    return head, rest[head.taken :]


def _holds_sentences(source: SourceText, texts: list[Paragraph]) -> bool:
    return any(ends_sentence(source.text, para.start, para.end) for para in texts[:40])


def _blocks(source: SourceText, texts: list[Paragraph]) -> list[DraftBlock]:
    blocks: list[DraftBlock] = []
    body: list[DraftPara] = []
    for place, para in enumerate(texts):
        made = make_para(source, para.start, para.end)
        if made is None:
            continue
        if place + 1 < len(texts) and _is_heading(made.text) and not _follows_list(texts, place, source):
            blocks += _body(body)
            body = []
            blocks.append(DraftBlock(type=BlockType.HEADING, paras=(made,)))
        else:
            body.append(made)
    return blocks + _body(body)


def _body(paras: list[DraftPara]) -> list[DraftBlock]:
    return [DraftBlock(type=BlockType.BODY, paras=tuple(paras))] if paras else []


def _follows_list(texts: list[Paragraph], place: int, source: SourceText) -> bool:
    """Say whether the next paragraph is as short: lines of a list or an address, no heading."""
    following = texts[place + 1]
    text = canonical_text(source.text[following.start : following.end])
    return not ends_sentence(text, 0, len(text))


def _is_heading(text: str) -> bool:
    """Say whether a paragraph is a heading: short, without a stop, in capitals or in Title Case."""
    if not reads_as_headline(text) or _LIST_ITEM.match(text):
        return False
    if has_han(text):
        return len(text) <= _HAN_HEADING_CHARS
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    long_words = sum(len(word) > 3 for word in words)
    return len(text) <= _HEADING_CHARS and bool(long_words) and capitals == long_words

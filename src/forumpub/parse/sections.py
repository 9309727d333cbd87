"""A labelled section of the house format: its speaker line and its paragraphs."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import field

from forumpub.diagnostics import Findings
from forumpub.model import BlockType, Confidence, Label, Mark, MarkKind
from forumpub.parse.canonical import canonical_text, make_para, trim
from forumpub.parse.chyron import (
    find_bracketed,
    find_inline,
    is_role_only,
    is_speech,
    is_strong,
    looks_glued,
    parse_chyron,
    read_line,
)
from forumpub.parse.chyron_han import ends_with_role
from forumpub.parse.draft import Cue, DraftBlock, DraftPara
from forumpub.parse.exchanges import part_questions, part_speakers
from forumpub.parse.labels import LabelMatch, ends_sentence
from forumpub.parse.names import has_han, is_han_name, is_pinyin_surname, is_role_word
from forumpub.parse.production_lines import part_sounds
from forumpub.parse.voices import Voice, make_cue
from forumpub.patterns import lazy_pattern
from forumpub.rules import people as rules
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_TITLE = lazy_pattern(
    r"(?:CG|SUPER|CHYRON|FONT|ASTON|STRAP|LOWER THIRD|NAME SUPER)\s?[:=：]\s{0,9}(?=\S)", re.IGNORECASE
)
_HEADING_CHARS = 140
_ROLE_LINE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of a section, not yet told apart into speaker line and text."""

    start: int
    end: int
    continues: bool = False


@dataclass(slots=True)
class Section:
    """A section while it is read. Without a label it is what stands before the first one."""

    type: BlockType
    label: LabelMatch | None = None
    stretches: list[Stretch] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def trait(self) -> str:
        """What the table says of the label."""
        return self.label.word.trait if self.label and self.label.word else ""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A speaker line that was found, the marks around it, and the text that remains."""

    cue: Cue
    rest: list[Stretch]
    marks: list[Mark] = field(default_factory=list)


def close_section(source: SourceText, section: Section, findings: Findings) -> tuple[DraftBlock, ...]:
    """Tell the speaker line of a section from its text, and make its blocks."""
    speaker = _find_speaker(source, section) if section.trait in ("expected", "optional") else None
    rest = speaker.rest if speaker else section.stretches
    if speaker:
        section.marks += speaker.marks
    paras = _paras(source, rest)
    label = _label(source, section)
    cue = speaker.cue if speaker else None
    _report(source, section, cue, paras, findings)
    if section.type is BlockType.HEADING:
        return _heading_blocks(label, paras)
    if not paras and label is None and cue is None:
        return ()
    block = DraftBlock(type=section.type, paras=paras, label=label, cue=cue)
    if section.type is BlockType.NATSOUND:
        return (block,)
    if section.type not in (BlockType.QUOTE, BlockType.NARRATION):
        return tuple(part_sounds([block]))
    part = part_questions if section.type is BlockType.QUOTE else part_speakers
    parted = part(source, block)
    section.marks += parted.marks
    return tuple(part_sounds(parted.blocks))


def _heading_blocks(label: Label | None, paras: tuple[DraftPara, ...]) -> tuple[DraftBlock, ...]:
    """A heading is one line, or several; sentences below it are no heading."""
    count = next((place for place, para in enumerate(paras) if place and _is_sentence(para.text)), len(paras))
    heading = DraftBlock(type=BlockType.HEADING, paras=paras[:count], label=label)
    if count == len(paras):
        return (heading,)
    return heading, DraftBlock(type=BlockType.BODY, paras=paras[count:])


def _is_sentence(text: str) -> bool:
    return len(text) > _HEADING_CHARS or ends_sentence(text, 0, len(text))


def _label(source: SourceText, section: Section) -> Label | None:
    if section.label is None:
        return None
    return Label(raw=canonical_text(source.slice(section.label.span)), span=section.label.span)


def _paras(source: SourceText, stretches: list[Stretch]) -> tuple[DraftPara, ...]:
    paras: list[DraftPara] = []
    for stretch in stretches:
        para = make_para(source, stretch.start, stretch.end, continues=stretch.continues and bool(paras))
        if para is not None:
            paras.append(para)
    return tuple(paras)


def _report(
    source: SourceText, section: Section, cue: Cue | None, paras: tuple[DraftPara, ...], findings: Findings
) -> None:
    if section.label is None or section.trait != "expected":
        return
    if cue is not None and not paras:
        findings.add(
            rules.QUOTE_EMPTY, f"no words follow the speaker line of {cue.name or cue.raw}", cue.span
        )
    if cue is not None or not paras:
        return
    first = paras[0]
    if looks_glued(source.slice(first.span)):
        message = "the speaker line runs into the words said, so that the quote has no speaker"
        hints = ["put the speaker line into a paragraph of its own"]
        findings.add(rules.SPEAKER_GLUED_TO_QUOTE, message, first.span, hints=hints)
    else:
        raw = canonical_text(source.slice(section.label.span))
        message = f"{raw} has no speaker line"
        hints = ["write the speaker's name, role and organisation behind the label"]
        findings.add(rules.SPEAKER_MISSING, message, section.label.span, hints=hints)


def _find_speaker(source: SourceText, section: Section) -> _Speaker | None:
    inside = section.label.cue if section.label else None
    if inside is not None:
        return _inside_label(source, section, inside)
    if not section.stretches:
        return None
    first, others = section.stretches[0], section.stretches[1:]
    text = source.text[first.start : first.end]
    title = _TITLE.match(text)
    if title is not None:  # "CG: Ahmad Razak / Port Manager"
        named = dataclasses.replace(first, start=first.start + title.end())
        found = _whole_line(source, section, text[title.end() :], named)
        if found is not None:
            found.marks.append(_lead_mark(source, first.start, named.start))
        return found
    return (
        _bracketed(source, first, others, text)
        or _inline(source, first, others, text)
        or _two_lines(source, section)
        or _whole_line(source, section, text, first)
    )


def _separator(source: SourceText, start: int, end: int) -> list[Mark]:
    span = trim(source.text, start, end)
    return [Mark(kind=MarkKind.SEPARATOR, raw=source.slice(span), span=span)] if len(span) else []


def _inside_label(source: SourceText, section: Section, inside: Span) -> _Speaker | None:
    voice = parse_chyron(source.slice(inside)) or Voice(name=None)
    cue = make_cue(source, trim(source.text, inside.start, inside.end), voice)
    count = section.label.closing if section.label else 1
    closing = _separator(source, inside.end, inside.end + count)
    return _Speaker(cue, section.stretches, closing)


def _bracketed(source: SourceText, first: Stretch, others: list[Stretch], text: str) -> _Speaker | None:
    found = find_bracketed(text)
    if found is None:
        return None
    begin, end, after, voice = found
    cue = make_cue(source, trim(source.text, first.start + begin, first.start + end), voice)
    marks = _separator(source, first.start, cue.span.start)
    marks += _separator(source, cue.span.end, first.start + after)
    return _Speaker(cue, [Stretch(first.start + after, first.end), *others], marks)


def _inline(source: SourceText, first: Stretch, others: list[Stretch], text: str) -> _Speaker | None:
    found = find_inline(text)
    if found is None:
        return None
    end, after, voice = found
    if after >= len(text) and not others:
        return None
    cue = make_cue(source, trim(source.text, first.start, first.start + end), voice)
    marks = _separator(source, cue.span.end, first.start + after)
    return _Speaker(cue, [Stretch(first.start + after, first.end), *others], marks)


def _two_lines(source: SourceText, section: Section) -> _Speaker | None:
    """Read a name on a line of its own and the role on the next, where text follows."""
    if len(section.stretches) < 3:
        return None
    first, second = section.stretches[:2]
    name = canonical_text(source.text[first.start : first.end])
    role = canonical_text(source.text[second.start : second.end])
    if len(name) > 40 or len(role) > _ROLE_LINE_CHARS or is_speech(name) or is_speech(role):
        return None
    alone, joined = parse_chyron(name), parse_chyron(f"{name} {role}")
    if alone is None or is_strong(alone) or not is_strong(joined) or parse_chyron(role) is not None:
        return None
    if joined is None or joined.name != alone.name:
        return None
    # The line end stands for a blank, in Chinese too, where lines are joined without one.
    cue = dataclasses.replace(
        make_cue(source, trim(source.text, first.start, second.end), joined), raw=f"{name} {role}"
    )
    return _Speaker(cue, section.stretches[2:])


def _lead_mark(source: SourceText, start: int, end: int) -> Mark:
    span = trim(source.text, start, end)
    return Mark(kind=MarkKind.MARKUP, raw=source.slice(span), span=span)


def _whole_line(source: SourceText, section: Section, text: str, first: Stretch) -> _Speaker | None:
    """Read the first paragraph of a section, or what stands in it behind "CG:", as a speaker line."""
    others = section.stretches[1:]
    line = canonical_text(text)
    voice = read_line(line)
    if voice is None or voice.name is None:
        if not others or section.trait != "expected" or not is_role_only(line):
            return None
        voice = Voice(name=None, role=line.rstrip(":： "), confidence=Confidence.MEDIUM)
    if section.trait == "optional" and not (others and _has_office(voice)):
        return None
    if not others and not is_strong(voice) and not (voice.name and _is_known_name(voice.name)):
        return None
    end = first.start + len(text.rstrip(":： \t\u3000"))
    cue = make_cue(source, trim(source.text, first.start, end), voice)
    return _Speaker(cue, others, _separator(source, cue.span.end, first.end))


def _has_office(voice: Voice) -> bool:
    """Say whether a line names an office: enough to take it for a speaker line where none need stand."""
    if not is_strong(voice):
        return False
    role = voice.role or ""
    return voice.org is not None or any(map(is_role_word, role.split())) or ends_with_role(role)


def _is_known_name(name: str) -> bool:
    return is_han_name(name) if has_han(name) else is_pinyin_surname(name.split()[0])

"""Transcripts of NPR and PBS: `NAME, HOST:`, `NAME, BYLINE:`, `(SOUNDBITE OF …)`, `NAME, Role:`.

Source: docs/formats/npr.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.parse.cues import core_tokens, is_caps_head, is_title_head, match_cue, split_parts
from forumpub.parse.dialogue import Grammar, Segment, scan_dialogue
from forumpub.parse.draft import Draft
from forumpub.parse.front_matter import read_front_matter, read_text_without_turns
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.report_customs import ReportCustoms
from forumpub.parse.sampling import body_lines, sample_lines
from forumpub.parse.transcript_lines import sample_dialogue, take_end_mark
from forumpub.parse.turn_writer import write_turns
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.source import Line, SourceText

_GRAMMAR = Grammar(
    mixed_roles=True,
    notes=lazy_pattern(
        r"Transcript provided by NPR|(?:Copyright|©).{0,12}\d{4} (?:NPR|by NPR|National Public Radio)"
        r"|NPR transcripts are created|Visit our website terms of use|Accuracy and availability of NPR"
        r"|Copyright (?:©|\(c\))|Support for the PBS|Listen, read, or watch"
        r"|(?:Listen to this Segment|Watch the Full Episode|Support Provided By:?|Leave your feedback)$",
        re.IGNORECASE,
    ),
)
_HOST = lazy_pattern(r"(?:co-?|guest |fill-in )?hosts?\b", re.IGNORECASE)
_BYLINE = lazy_pattern(r"byline\b|reporting\b|reporter\b", re.IGNORECASE)
_TITLE_CUE_LINE = lazy_pattern(r"[A-Z][^:\r\n]{1,100}:")
_NO_NAMES = lazy_pattern(
    r"(?:the|a|an|in|on|at|for|key|next|what|why|how|who|these|those|this|that|note|also|first|second|third)\b",
    re.IGNORECASE,
)
_ELSEWHERE = lazy_pattern(r"[(\[](?:COMMERCIAL BREAK|BEGIN VIDEO)")
_SIGNS = (
    (lazy_pattern(r", (?:HOST|host|Host):"), 0.3, "a host"),
    (lazy_pattern(r", (?:BYLINE|byline):"), 0.35, "a byline"),
    (lazy_pattern(r"\(SOUNDBITE OF "), 0.3, "sound bites announced in capitals"),
    (lazy_pattern(r"\bNPR\b"), 0.15, "NPR named"),
    (lazy_pattern(r"(?:provided by|Copyright.{0,12}\d{4}) NPR"), 0.2, "notice of NPR"),
    (lazy_pattern(r"NewsHour|\bPBS\b"), 0.2, "PBS named"),
)


class NprReader:
    """Reads transcripts of NPR and PBS."""

    name = "npr"
    summary = "NPR or PBS transcript: NAME, HOST: and NAME, BYLINE:; (SOUNDBITE OF …); NAME, Role:"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count cues, and the signs of these broadcasters."""
        grammar = _find_grammar(sample_lines(source, options))
        sample = sample_dialogue(source, options, grammar)
        if not sample.plausible:
            return Evidence(score=0.0)
        score, reasons = 0.35, [f"{sample.cues} cues"]
        mixed = _count_mixed_roles(sample_lines(source, options))
        if mixed:
            score += 0.25
            reasons.append(f"{mixed} roles in small letters after names in capitals")
        if grammar.title_heads:
            score += 0.25
            reasons.append(f"{len(grammar.title_heads)} names that fill a line")
        for pattern, weight, reason in _SIGNS:
            if pattern.search(sample.text):
                score += weight
                reasons.append(reason)
        if _ELSEWHERE.search(sample.text):
            score -= 0.3
            reasons.append("but clips and breaks as on commercial television")
        return Evidence(score=min(score, 0.99), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read header, turns, sounds and notices."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = take_end_mark(builder, body_lines(source, options))
        dialogue = scan_dialogue(source, lines, _find_grammar(lines))
        head, body = dialogue.split_head(lines)
        if not body:
            read_text_without_turns(builder, lines, findings)
            return findings.outcome(builder.draft())
        read_front_matter(builder, head, findings)
        reporters = _reporters(builder, body)
        write_turns(
            builder,
            body,
            dialogue.book,
            ReportCustoms(body, host=_HOST, narrator=_BYLINE, reporters=reporters),
            findings,
        )
        return findings.outcome(builder.draft())


def _reporters(builder: DraftBuilder, body: Sequence[Segment]) -> tuple[str, ...]:
    """Return who signed and reports: PBS pages list the anchor too, who speaks first."""
    names = builder.byline.reporters if builder.byline else ()
    first = next((core_tokens(segment.cue.parts.head) for segment in body if segment.cue is not None), ())
    return tuple(name for name in names if core_tokens(name) != first)


def _find_grammar(lines: Sequence[Line]) -> Grammar:
    """PBS pages give names in title case on lines of their own; such a name must come back to count."""
    counts: Counter[str] = Counter()
    for line in lines:
        text = line.text.strip()
        if not _TITLE_CUE_LINE.fullmatch(text) or _NO_NAMES.match(text):
            continue
        parts = split_parts(text[:-1])
        if parts is not None and is_title_head(parts.head) and not is_caps_head(parts.head):
            counts[parts.head.casefold()] += 1
    repeated = sum(count for count in counts.values() if count > 1)
    if len(counts) < 2 or repeated * 2 < counts.total():
        return _GRAMMAR
    return replace(_GRAMMAR, title_heads=frozenset(counts))


def _count_mixed_roles(lines: Sequence[Line]) -> int:
    found = 0
    for line in lines:
        text = line.text.strip()
        match = match_cue(text, 0, len(text)) if ":" in text and "," in text[:80] else None
        if match is not None and match.parts.role and not match.parts.role_is_caps:
            found += is_caps_head(match.parts.head) and len(match.parts.head.split()) > 1
    return found

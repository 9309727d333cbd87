"""Transcripts of ABC Australia: `NAME, ORG:`, then `NAME:`; `Reporter: X`; lines wrapped by hand.

Source: docs/formats/abc.md.
"""

from __future__ import annotations

import re
from dataclasses import replace

from forumpub.diagnostics import Findings, Outcome
from forumpub.parse.dialogue import Grammar, scan_dialogue
from forumpub.parse.draft import Cue, Draft
from forumpub.parse.front_matter import SlashDates, read_front_matter, read_text_without_turns
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.report_customs import ReportCustoms
from forumpub.parse.sampling import body_lines
from forumpub.parse.transcript_lines import sample_dialogue, take_end_mark
from forumpub.parse.turn_writer import write_turns
from forumpub.parse.turns import DraftBuilder
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText

_GRAMMAR = Grammar(
    notes=lazy_pattern(
        r"(?:©|Copyright).{0,20}(?:ABC|Australian Broadcasting)|\[?End of (?:transcript|interview)"
        r"|Transcript (?:provided|produced) by|Watch this story|Do you have (?:a )?(?:more|comment)",
        re.IGNORECASE,
    )
)
_PRESENTER = lazy_pattern(r"presenter\b|compere\b|host\b|anchor\b|newsreader\b", re.IGNORECASE)
_REPORTER = lazy_pattern(r"(?:[\w ]{0,40} )?(?:reporter|correspondent)\b|reporting\b", re.IGNORECASE)
_ROLE_WORD = lazy_pattern(
    r"\b(?:\w*minister|premier|president|secretary|treasurer|leader|mp|senator|mayor|councillor|governor|chair\w*"
    r"|director|ceo|chief|head|officer|manager|owner|founder|principal|professor|prof|dr|doctor|nurse|teacher"
    r"|student|farmer|resident|witness|victim|survivor|economist|analyst|expert|scientist|researcher|engineer"
    r"|lawyer|barrister|solicitor|judge|commissioner|inspector|sergeant|constable|detective|spokes\w+|author"
    r"|writer|actor|actress|musician|singer|artist|coach|player|captain|athlete|mother|father|son|daughter"
    r"|brother|sister|wife|husband|parent|friend|neighbour|worker|volunteer|activist|campaigner|advocate"
    r"|commentator|columnist|journalist|reporter|correspondent|editor|presenter|host|compere|newsreader|producer"
    r"|anchor|announcer"
    r"|former|deputy|acting|shadow|vice|ambassador|\w+ologist|adviser|advisor|consultant|lecturer|fellow|trader"
    r"|broker|strategist|historian|pilot|driver|fisherman|grazier|butcher|baker|chef|retailer|tenant|customer"
    r"|passenger|patient|pensioner|veteran|soldier|general|major|colonel|superintendent|paramedic|firefighter"
    r"|executive|managing|partner|member|candidate|organiser|coordinator|curator|ranger|elder|priest|bishop)\b",
    re.IGNORECASE,
)
_STAFF_CUE = lazy_pattern(
    r", (?:PRESENTER|COMPERE|REPORTER|[A-Z ]{0,30}CORRESPONDENT)\s?(?:\([^()\n]{1,30}\))?:"
)
_AUSTRALIA = lazy_pattern(
    r"\b(?:AUSTRALIA|NSW|QLD|QUEENSLAND|VICTORIA|CANBERRA|SYDNEY|FEDERAL|SHADOW|OPPOSITION)\w*\b[^:\n]{0,60}:"
)
_SIGNS = (
    (_STAFF_CUE, 0.25, "a presenter or reporter"),
    (
        lazy_pattern(r"^[^\S\r\n]*(?:Reporter|Presenter|Compere):? [A-Z]", re.MULTILINE),
        0.25,
        "a reporter line",
    ),
    (lazy_pattern(r"\bABC\b|Australian Broadcasting|\b7\.30\b|Lateline|Four Corners"), 0.2, "the ABC named"),
    (lazy_pattern(r"^[^\S\r\n]*Broadcast:? ", re.MULTILINE | re.IGNORECASE), 0.15, "a broadcast date"),
    (_AUSTRALIA, 0.1, "Australian roles"),
)


class AbcReader:
    """Reads transcripts of ABC Australia."""

    name = "abc"
    summary = "ABC Australia transcript: NAME, ORG: then NAME:; Reporter: X; hard-wrapped lines"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count cues in capitals, and the signs of this broadcaster."""
        sample = sample_dialogue(source, options, _GRAMMAR)
        if not sample.plausible:
            return Evidence(score=0.0)
        score, reasons = (0.5 if sample.cues >= 4 else 0.4), [f"{sample.cues} cues in capitals"]
        for pattern, weight, reason in _SIGNS:
            if pattern.search(sample.text):
                score += weight
                reasons.append(reason)
        if len(reasons) == 1 and not sample.talks:
            return Evidence(score=0.0)
        return Evidence(score=min(score, 0.99), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read header, byline, turns and directions."""
        findings = Findings()
        builder = DraftBuilder(source)
        lines = take_end_mark(builder, body_lines(source, options))
        dialogue = scan_dialogue(source, lines, _GRAMMAR)
        head, body = dialogue.split_head(lines)
        if not body:
            read_text_without_turns(builder, lines, findings)
            return findings.outcome(builder.draft())
        read_front_matter(builder, head, findings, slashes=SlashDates.DAY_FIRST)
        reporters = builder.byline.reporters if builder.byline else ()
        customs = ReportCustoms(body, host=_PRESENTER, narrator=_REPORTER, reporters=reporters)
        write_turns(builder, body, dialogue.book, customs, findings)
        draft = builder.draft()
        return findings.outcome(
            replace(draft, blocks=tuple(replace(b, cue=_split_role(b.cue)) for b in draft.blocks))
        )


def _split_role(cue: Cue | None) -> Cue | None:
    """Tell `PROFESSOR OF LAW, UNIVERSITY OF SYDNEY` and `AUSTRALIAN MEDICAL ASSOCIATION` apart."""
    if cue is None or cue.role is None or cue.name is None:
        return cue
    parts = [part.strip() for part in cue.role.split(",") if part.strip()]
    roles = [bool(_ROLE_WORD.search(part)) for part in parts]
    if not any(roles):
        return replace(cue, role=None, org=cue.role)
    if len(parts) == 1 or all(roles):
        return cue
    first = roles.index(True)
    if first == 0:
        split = roles.index(False)
        return replace(cue, role=", ".join(parts[:split]), org=", ".join(parts[split:]))
    return replace(cue, role=", ".join(parts[first:]), org=", ".join(parts[:first]))

"""Scripts of American newsrooms: TAKE VO, TAKE SOT, CG, TRT, OUTCUE, -30-, in one column or two.

Detection asks this reader first, so its module loads only what weighing needs.

Source: docs/formats/rundown.md.
"""

from __future__ import annotations

from forumpub.diagnostics import Findings, Outcome
from forumpub.parse.columns import has_column_header, split_rows
from forumpub.parse.draft import Draft
from forumpub.parse.production import TYPES, Order, match_spoken_order, read_production_cue
from forumpub.parse.reader import Evidence, ReadOptions
from forumpub.parse.sampling import body_lines, sample_lines
from forumpub.source import SourceText, Span

_STRONG = frozenset({Order.TITLE, Order.TIMING, Order.WORDS})


class RundownReader:
    """Reads newsroom scripts in one column or two."""

    name = "rundown"
    summary = "newsroom script, one or two columns: TAKE VO, TAKE SOT, CG, TRT, OUTCUE, -30-"

    def weigh(self, source: SourceText, options: ReadOptions) -> Evidence:
        """Count production cues and their kinds."""
        lines = sample_lines(source, options)
        header = any(has_column_header(line.text) for line in lines[:60])
        orders: list[Order] = []
        paras = takes = 0
        for row in split_rows(lines, source.text):
            for cell in (row.left, row.right):
                if cell is None or not len(cell):
                    continue
                paras += 1
                words = source.slice(Span(cell.start, min(cell.end, cell.start + 500)))
                cue = read_production_cue(words)
                spoken = match_spoken_order(words) if cue is None else None
                if spoken is not None:
                    orders.append(spoken[0])
                if cue is not None and cue.order not in (Order.END, Order.FIELD):
                    orders.append(cue.order)
                    takes += words.lstrip("[(* ").upper().startswith(("TAKE ", "ROLL "))
        kinds = set(orders)
        strong = len(kinds & _STRONG) + min(takes, 2) + 2 * header
        switches = sum(order in TYPES for order in orders)
        if not switches or not strong or len(orders) * 12 < paras:
            return Evidence(score=0.0)
        reasons = [f"{len(orders)} production cues of {len(kinds)} kinds"]
        if header:
            reasons.append("columns for video and audio")
        return Evidence(score=min(0.98, 0.55 + 0.1 * strong + 0.03 * len(kinds)), reasons=tuple(reasons))

    def read(self, source: SourceText, options: ReadOptions) -> Outcome[Draft]:
        """Read slug, cues and text."""
        from forumpub.parse.rundown_script import ScriptWriter
        from forumpub.parse.turns import DraftBuilder

        findings = Findings()
        builder = DraftBuilder(source)
        rows = split_rows(body_lines(source, options), source.text)
        writer = ScriptWriter(builder, findings)
        writer.read_slug(rows)
        for row in rows:
            writer.write(row)
        writer.finish()
        return findings.outcome(builder.draft())

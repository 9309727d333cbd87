"""Rules about what the briefing derives."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

HEADLINE_DERIVED = Rule(
    slug="headline-derived",
    severity=Severity.INFO,
    why=(
        "The headline stands on the web page, not in the transcript. Without one, the briefing takes "
        "the first sentence, which is seldom what an editor would have written."
    ),
    example="[Explanation] The forum opened in Wuhan on July 16.",
    remedy="Give the headline in the front matter (`headline: …`) or with `--headline`.",
)
HEADLINE_LONG = Rule(
    slug="headline-long",
    severity=Severity.WARNING,
    why=(
        "Beyond 64 characters a headline breaks over lines and is cut off in running heads and search "
        "results."
    ),
    example="headline: 2021 China-ASEAN Digital Economy Development and Cooperation Forum opened in Wuhan",
    remedy="Give a shorter headline in the front matter or with `--headline`.",
)
HEADLINE_MISSING = Rule(
    slug="headline-missing",
    severity=Severity.WARNING,
    why="There is no text to take a headline from, and a briefing without one can't be filed or found.",
    example="Editor in charge: [Ji Xiang]",
    remedy="Give the headline in the front matter (`headline: …`) or with `--headline`.",
)
DATE_YEAR_UNKNOWN = Rule(
    slug="date-year-unknown",
    severity=Severity.INFO,
    why=(
        "Transcripts name the day without the year. The year is taken from the same paragraph, the "
        "headline or the date of publication; where none of them has one, the date line stays without a "
        "date."
    ),
    example="On July 23, the reporter came to the breach.",
    remedy=(
        "Give the date of the event or of publication in the front matter (`date: 2021-07-23`) or with "
        "`--date`."
    ),
)

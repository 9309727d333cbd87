"""Words that tell whether something is a speaker's name: data of `forumpub.parse.cues`."""

from __future__ import annotations

# Small words inside a name in capitals.
# fmt: off
PARTICLES = frozenset({
    "al", "and", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "of", "ter", "und", "van", "von", "y",
})
# fmt: on

# Titles and ranks in front of a name, folded, without their full stop.
# fmt: off
TITLES = frozenset({
    "admiral", "adm", "ambassador", "amb", "brig", "brother", "capt", "captain", "chief", "cmdr", "col",
    "colonel", "congressman", "congresswoman", "cpl", "cpt", "dame", "detective", "dr", "father",
    "former", "gen", "general", "gov", "governor", "imam", "judge", "justice", "king", "lady",
    "lieutenant", "lord", "lt", "maj", "major", "mayor", "minister", "miss", "mr", "mrs", "ms", "mx",
    "officer", "pastor", "pope", "pres", "president", "prime", "prince", "princess", "prof", "professor",
    "queen", "rabbi", "rep", "representative", "ret", "rev", "reverend", "sec", "secretary", "sen",
    "senator", "sgt", "sheik", "sheikh", "sheriff", "sir", "sister", "vice",
})
# fmt: on

# What follows a name and is no part of it, folded.
# fmt: off
SUFFIXES = frozenset({
    "jr", "sr", "ii", "iii", "iv", "md", "m.d", "phd", "ph.d", "esq", "ret",
})
# fmt: on

# Words in capitals that open a sentence or a notice and name nobody.
# fmt: off
NOT_NAMES = frozenset({
    "ACTION", "ALERT", "ANALYSIS", "AND", "ANSWER", "ATTENTION", "AUDIO", "BREAKING", "BREAKINGNEWS",
    "BUT", "CAUTION", "CAPTION", "CG", "CONTENTS", "CONTINUED", "COPYRIGHT", "CORRECTION", "CREDIT",
    "CREDITS", "DATE", "DEVELOPING", "DISCLAIMER", "DUR", "DURATION", "EDITOR'SNOTE", "END", "ET",
    "EXCLUSIVE", "EXT", "FACT", "FOOTAGE", "FROM", "GFX", "GRAPHIC", "GUEST", "GUESTS", "HEADLINE",
    "HEADLINES", "HERE", "HOSTS", "HOW", "IN", "INT", "KEYWORDS", "LIVE", "LOCATION", "MUSIC", "NATS", "NEWS",
    "NOTE", "NOTES", "NOW", "OUT", "OUTCUE", "OUTQ", "PHOTO", "PKG", "PLUS", "PROGRAM", "PS", "QUOTE",
    "RE", "SCENE", "SOT", "SOURCE", "SOURCES", "SPEAKERS", "STORY", "SUBJECT", "SUMMARY", "SUPER",
    "TAKE", "THE", "TIME", "TITLE", "TO", "TOPIC", "TOPICS", "TRANSCRIPT", "TRT", "UPDATE", "URGENT",
    "URL", "VIDEO", "VO", "VOICE", "WARNING", "WHAT", "WHEN", "WHERE", "WHO", "WHY", "WIPE", "YES", "NO",
    "OK", "NOTICE", "WHEREAS", "DEFINITIONS", "SCOPE", "APPENDIX", "SUBTOTAL", "TOTAL", "INGREDIENTS",
    "SLUG", "SLUGLINE", "STORYSLUG", "SHOW", "PROGRAMME", "BULLETIN", "FORMAT", "EMBARGO", "EMBARGOED",
    "DATELINE", "BYLINE", "METHOD", "CONTACT", "ADDRESS", "PHONE", "TEL", "FAX", "EMAIL", "WEBSITE",
    "IMPORTANT", "REMINDER",
})
# First words that number a part of a text.
NUMBERED_PARTS = frozenset({
    "ANNEX", "APPENDIX", "ARTICLE", "CHAPTER", "CLAUSE", "EXHIBIT", "FIGURE", "SCHEDULE", "SECTION", "STEP",
    "TABLE", "VERSE",
})
# fmt: on

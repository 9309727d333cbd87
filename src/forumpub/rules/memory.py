"""Rules about the translation memory and files exchanged with other translation tools."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

MEMORY_READ_ONLY = Rule(
    slug="memory-read-only",
    severity=Severity.WARNING,
    why="The translation memory may be read but not written: its translations are used, and nothing that is "
    "translated in this run is remembered, so the next run does the work again.",
    example="a memory on a disk that is mounted for reading, or one that belongs to another user",
    remedy="Make the file and its folder writable, or name another memory with --memory.",
)

MEMORY_NOT_COMPACTED = Rule(
    slug="memory-not-compacted",
    severity=Severity.WARNING,
    why="Units are forgotten: no translation uses them. But the file couldn't be written anew without them, "
    "so whoever looks into its bytes may find their words.",
    example="another program reads the memory meanwhile; the disk has no room for a copy",
    remedy="Forget them again, which deletes nothing more, when no other program has the memory open.",
)

MEMORY_ENGINE_UNUSED = Rule(
    slug="memory-engine-unused",
    severity=Severity.WARNING,
    why="No engine or model of that name has written into the translation memory, so it has no unit to "
    "forget. Without --dry-run that is a wrong command: the name may be misspelt.",
    example="forumpub memory forget --engine en_id-1.8 --dry-run, where that model was never used",
    remedy="Give a name as `forumpub memory search` shows it.",
)

EXCHANGE_UNIT_SKIPPED = Rule(
    slug="exchange-unit-skipped",
    severity=Severity.WARNING,
    why="A unit of a TMX or XLIFF file has no source, no translation or no language, so there is nothing to "
    "remember of it.",
    example='<tu><tuv xml:lang="en"><seg>Trade grew.</seg></tuv></tu>',
    remedy="Translate the unit in the tool that wrote the file, or leave it.",
)

EXCHANGE_MACHINE_LEFT_OUT = Rule(
    slug="exchange-machine-left-out",
    severity=Severity.INFO,
    why="What forumpub's engines wrote into an XLIFF file and nobody has touched since is no correction. "
    "As an import it would come before what a better engine says.",
    example='<segment state="translated"> as `forumpub review --to xliff` wrote it',
    remedy="Nothing. A memory with its machine translations goes to another machine as TMX.",
)

EXCHANGE_CODES_DROPPED = Rule(
    slug="exchange-codes-dropped",
    severity=Severity.INFO,
    why="Inline codes (bold, links, placeholders of another tool) mean nothing outside the file they come "
    "from. The words around them and within them are kept.",
    example='<seg>Trade <bpt i="1">&lt;b&gt;</bpt>grew<ept i="1">&lt;/b&gt;</ept>.</seg>',
    remedy="Nothing, unless the codes held words.",
)

EXCHANGE_TEXT_LEFT_OUT = Rule(
    slug="exchange-text-left-out",
    severity=Severity.INFO,
    why="Notes, and texts inside inline codes such as footnotes, belong to no sentence. A "
    "memory doesn't keep them.",
    example='<note>Ask the ministry.</note>; <ph>&lt;img title="<sub>The port</sub>"&gt;</ph>',
    remedy="Read them in the tool that wrote the file.",
)

EXCHANGE_LANGUAGE_MAPPED = Rule(
    slug="exchange-language-mapped",
    severity=Severity.INFO,
    why="Other tools name languages with a country or in an older way. The unit is kept under the tag that "
    "editions have, or no look-up would find it.",
    example='<tuv xml:lang="EN-US">',
    remedy="Nothing.",
)

EXCHANGE_HUMAN_KEPT = Rule(
    slug="exchange-human-kept",
    severity=Severity.WARNING,
    why="The file holds a human translation of a text that the memory has another human translation of, not "
    "older than the file's. What is remembered stays.",
    example="two editors correct the same sentence, and the earlier correction is imported last",
    remedy="`forumpub memory search` shows the one that is kept.",
)

EXCHANGE_CHARACTERS_REPLACED = Rule(
    slug="exchange-characters-replaced",
    severity=Severity.WARNING,
    why="XML can't hold some control characters; each is written as U+FFFD.",
    example="a translation with a form feed in it",
    remedy="Remove the characters from the translation.",
)

"""Rules about translations: what a segment says against its source, and an edition against itself."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

NUMBER_DIFFERS = Rule(
    slug="number-differs",
    severity=Severity.ERROR,
    why="A number of the source is missing in the translation, or stands there with another value.",
    example="“15 countries signed” → “25 negara menandatangani”",
    remedy="Correct the number in the translation; digits of any script, scale words and percentages count.",
)
YEAR_IN_WRONG_ERA = Rule(
    slug="year-in-wrong-era",
    severity=Severity.ERROR,
    why="Buddhist and common era lie 543 years apart; a year under the wrong name is centuries away.",
    example="“in 2021” → “ใน พ.ศ. 2021”",
    remedy="Write พ.ศ. with the Buddhist year (2564) or ค.ศ. with the common one (2021).",
)
ERAS_MIXED = Rule(
    slug="eras-mixed",
    severity=Severity.WARNING,
    why="An edition that counts some years in the Buddhist and some in the common era is misread.",
    example="“พ.ศ. 2564” in one paragraph, “ค.ศ. 2020” in another",
    remedy="Use one era in the whole edition.",
)
DATE_DIFFERS = Rule(
    slug="date-differs",
    severity=Severity.ERROR,
    why="The translation names another day or month than the source.",
    example="“16 July” → “16 Juni”",
    remedy="Correct the date in the translation.",
)
RANGE_REVERSED = Rule(
    slug="range-reversed",
    severity=Severity.ERROR,
    why="A range that runs upwards in the source runs downwards in the translation.",
    example="“from 10 to 15 per cent” → “dari 15 menjadi 10 persen”",
    remedy="Put the bounds in the order of the source.",
)
TERM_NOT_USED = Rule(
    slug="term-not-used",
    severity=Severity.ERROR,
    why="The glossary gives a rendering for a term of the source, and the translation doesn't have it.",
    example="“Belt and Road Initiative” translated word by word although the glossary names it",
    remedy="Use the glossary's rendering, or add the one used to the accepted ones of the row.",
)
FORBIDDEN_WORD = Rule(
    slug="forbidden-word",
    severity=Severity.ERROR,
    why="The glossary says that these words must not stand for the term.",
    example="a rendering listed under forbidden in the glossary",
    remedy="Use the glossary's rendering.",
)
KEPT_WORDS_CHANGED = Rule(
    slug="kept-words-changed",
    severity=Severity.ERROR,
    why="A name or other words that must stay as they are have been changed, dropped or repeated.",
    example="“Li Keqiang” → “Li Keqang”",
    remedy="Put the words back as the source has them.",
)
NAME_ALTERED = Rule(
    slug="name-altered",
    severity=Severity.WARNING,
    why="A capitalised word of the source has nearly, but not exactly, the same letters in the translation.",
    example="“Mr Crenshaw” → “Tuan Crenshow”",
    remedy="Correct the name, or add it to the glossary if the language spells it so.",
)
UNTRANSLATED = Rule(
    slug="untranslated",
    severity=Severity.ERROR,
    why="The segment, or a good part of it, is still in the language of the source.",
    example="“The forum opened on Friday.” → “The forum opened on Friday.”",
    remedy="Translate the words, or list them as words to keep.",
)
WRONG_SCRIPT = Rule(
    slug="wrong-script",
    severity=Severity.ERROR,
    why="Letters of a script that neither the language nor the source uses come from a confused model.",
    example="Thai letters in a Lao edition, Chinese characters in an Indonesian one",
    remedy="Translate the segment again, or write the words in the language's own script.",
)
REPEATED_WORDS = Rule(
    slug="repeated-words",
    severity=Severity.ERROR,
    why="The same words follow one another three times or more: the model got stuck.",
    example="“dan dan dan dan”",
    remedy="Translate the segment again, or cut the repetition.",
)
UNUSUAL_LENGTH = Rule(
    slug="unusual-length",
    severity=Severity.WARNING,
    why="The translation is much shorter or longer than translations into this language are.",
    example="a sentence of thirty words translated by four",
    remedy="Compare it with the source: something may be missing or made up.",
)
CUT_SHORT = Rule(
    slug="cut-short",
    severity=Severity.WARNING,
    why="The source is a finished sentence and the translation ends in the middle of one.",
    example="“They signed it.” → “Mereka menandatangani”",
    remedy="Compare the end with the source; add the rest, or the final stop.",
)
TRUNCATED = Rule(
    slug="truncated",
    severity=Severity.ERROR,
    why="The translation stops before its source does: it is far too short, or short and unfinished.",
    example="“They signed it, and went home.” → “Mereka”",
    remedy="Translate the rest of the segment.",
)
CORRUPTED_TEXT = Rule(
    slug="corrupted-text",
    severity=Severity.ERROR,
    why="The text has signs of a broken encoding, a model's own marks, or letters in an impossible order.",
    example="“▁Forum ini ⁇ dibuka”",
    remedy="Translate the segment again, or mend the characters.",
)
ADDRESS_CHANGED = Rule(
    slug="address-changed",
    severity=Severity.ERROR,
    why="An address of a page or a mailbox works only letter for letter.",
    example="“https://example.org/a_b” → “https://example.org/a b”",
    remedy="Copy the address from the source.",
)
QUOTES_DIFFER = Rule(
    slug="quotes-differ",
    severity=Severity.WARNING,
    why="Without its quotation marks a reader can't tell whose words these are, or where they end.",
    example="“He said: “We agree.”” → “Ia berkata: kami setuju.”",
    remedy="Set quotation marks around the quoted words.",
)
BRACKETS_DIFFER = Rule(
    slug="brackets-differ",
    severity=Severity.WARNING,
    why="A bracket that is opened and never closed, or closed and never opened, shows lost or added words.",
    example="“Perhimpunan (ASEAN bertemu.”",
    remedy="Close the bracket, or take it out.",
)
BRACKETS_EMPTY = Rule(
    slug="brackets-empty",
    severity=Severity.ERROR,
    why="Brackets or quotation marks with nothing between them show that the words in them were lost.",
    example="“six hours” → “() jam”",
    remedy="Put the words back, or take the signs out.",
)
LOW_CONFIDENCE = Rule(
    slug="low-confidence",
    severity=Severity.WARNING,
    why="The engine found its own words improbable; this is the best known sign of made-up text.",
    example="a segment with a mean log-probability of -2.4 a token",
    remedy="Compare the segment with the source.",
)
MISPLACED_SIGN = Rule(
    slug="misplaced-sign",
    severity=Severity.WARNING,
    why="A vowel or tone sign stands where no letter carries it, and is printed on a dotted circle.",
    example="“ຄືນທ ີ2” for “ຄືນທີ 2”",
    remedy="Put the sign behind its letter.",
)
NUMBER_ADDED = Rule(
    slug="number-added",
    severity=Severity.ERROR,
    why="The translation has a number that the source doesn't have: engines invent, people hardly ever do.",
    example="“the last film of the series” → “film ketiga (2018)”",
    remedy="Take the number out unless it is right.",
)
DETAIL_LEFT_OUT = Rule(
    slug="detail-left-out",
    severity=Severity.WARNING,
    why="People leave out one of two measures that say the same, “two” before a plural, an age in passing.",
    example="“45 miles (72 km)” → “72 km”; “in the second half” → “sesudah turun minum”",
    remedy="Add it if readers should know it.",
)
NUMBER_WORD_MISSING = Rule(
    slug="number-word-missing",
    severity=Severity.ERROR,
    why="The source spells a number out, and the translation has it neither in digits nor in words we know.",
    example="“five rallies” → “serangkaian rapat umum”",
    remedy="Add the number if readers should know it.",
)
END_PUNCTUATION_MENDED = Rule(
    slug="end-punctuation-mended",
    severity=Severity.INFO,
    why="Each language ends a sentence in its own way; an engine's Latin full stop was replaced.",
    example="“បានបើក.” → “បានបើក។”",
    remedy="Nothing.",
)
SPACING_MENDED = Rule(
    slug="spacing-mended",
    severity=Severity.INFO,
    why="Blanks before signs, commas between characters and vowels in two parts were written as usual.",
    example="“ថា៖” with no blank before the sign",
    remedy="Nothing.",
)
NAME_RENDERED_DIFFERENTLY = Rule(
    slug="name-rendered-differently",
    severity=Severity.ERROR,
    why="A reader takes two renderings of one name for two people or two organisations.",
    example="“Li Keqiang” in one paragraph, “Li Khechiang” in another",
    remedy="Use one rendering in the whole edition; a row of the glossary holds it.",
)
PARTICIPANT_MISSING = Rule(
    slug="participant-missing",
    severity=Severity.WARNING,
    why="Somebody whom the source introduces has no name in the edition.",
    example="a speaker whose name was emptied in the translation",
    remedy="Give the participant's name.",
)
QUOTE_MISATTRIBUTED = Rule(
    slug="quote-misattributed",
    severity=Severity.ERROR,
    why="Words are put into the mouth of somebody who didn't say them.",
    example="a paragraph of speaker s1 that is listed among the quotes of s2",
    remedy="Set the speaker of the block as the source has it.",
)
TRANSLATION_STALE = Rule(
    slug="translation-stale",
    severity=Severity.WARNING,
    why="The source was changed after somebody translated it; the translation may no longer say the same.",
    example="a sentence whose number was corrected in the source",
    remedy="Compare the translation with the new source, and send it back.",
)
IGNORE_UNUSED = Rule(
    slug="ignore-unused",
    severity=Severity.WARNING,
    why="The project file tells to ignore a finding that no longer exists; it would hide the next one.",
    example="[[checks.ignore]] for a segment that was corrected since",
    remedy="Take the entry out of the project file.",
)

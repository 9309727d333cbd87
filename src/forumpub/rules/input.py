"""Rules about bytes and characters."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

INPUT_EMPTY = Rule(
    slug="input-empty",
    severity=Severity.ERROR,
    why="A file without a word gives a briefing without a word.",
    example="a file of no bytes, or of blanks only",
    remedy="Check that the right file was given and that its export finished.",
)
INPUT_BINARY = Rule(
    slug="input-binary",
    severity=Severity.ERROR,
    why="The bytes are another kind of file, not text; reading them as text would print rubbish.",
    example="a PDF that somebody named transcript.txt",
    remedy="Export or copy the text out of the file, and give that.",
)
ENCODING_GUESSED = Rule(
    slug="encoding-guessed",
    severity=Severity.WARNING,
    why="The file doesn't say how its characters are written; a wrong guess gives other words.",
    example="a Chinese file in GB18030",
    remedy="Save the file as UTF-8, or name its encoding with --encoding.",
)
ENCODING_INVALID = Rule(
    slug="encoding-invalid",
    severity=Severity.ERROR,
    why="Bytes that are no character in the file's encoding are lost; each stands as U+FFFD in the text.",
    example="a UTF-8 file that was cut in the middle of a character",
    remedy="Get the file again, or name its encoding with --encoding.",
)
LANGUAGE_UNLIKE = Rule(
    slug="language-unlike",
    severity=Severity.WARNING,
    why=(
        "The language that was given isn't the one the text is in, so its sentences, facts and fonts are "
        "looked for by the wrong rules."
    ),
    example="[Explanation] The forum opened in Wuhan, with --lang th",
    remedy="Leave --lang (or lang: in the front matter) out, or give the language of the text.",
)
MOJIBAKE_SUSPECTED = Rule(
    slug="mojibake-suspected",
    severity=Severity.WARNING,
    why="The text was decoded wrongly and saved before it came here; the words shown aren't those written.",
    example="itâ€™s for it’s",
    remedy="Get the text from where it was right, or repair its encoding; nothing is repaired unasked.",
)
CONTROL_CHARACTER = Rule(
    slug="control-character",
    severity=Severity.WARNING,
    why="Control characters can't be printed or held by XML; U+FFFD or a blank stands for each.",
    example="a NUL byte inside a sentence",
    remedy="Remove the characters from the file.",
)
BIDI_CONTROL = Rule(
    slug="bidi-control",
    severity=Severity.WARNING,
    why="Invisible marks that turn the direction of writing can make a line read otherwise than it says.",
    example="U+202E before a name",
    remedy="Remove the marks unless the text is in Arabic or Hebrew.",
)

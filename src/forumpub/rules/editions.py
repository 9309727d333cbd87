"""Rules about translated editions: what of an article can't be carried over into another language."""

from __future__ import annotations

from forumpub.diagnostics import Rule, Severity

FACT_NOT_CARRIED = Rule(
    slug="fact-not-carried",
    severity=Severity.INFO,
    why=(
        "Key points and figures are printed in the words of the text. In this edition the words of one can't "
        "be found again, so it is left out of its list; the text itself is complete."
    ),
    example="a key figure “30 years” whose sentence says “three decades” in the translation",
    remedy="Correct the sentence, or add the point or figure to the edition by hand.",
)
INTRODUCTION_NOT_TRANSLATED = Rule(
    slug="introduction-not-translated",
    severity=Severity.WARNING,
    why=(
        "A speaker's introduction says more than a name, a role and an organisation; it is printed in the "
        "words of the source, so that nothing is lost."
    ),
    example="“Xu Kemin, chief economist, speaking by telephone from Nanning”",
    remedy="Translate the line in the edition, or shorten it in the transcript.",
)
NAME_ROMANISED = Rule(
    slug="name-romanised",
    severity=Severity.INFO,
    why="A person's name was put into Latin letters by rule; the person may write it in another way.",
    example="许科敏 → Xu Kemin",
    remedy="Put the name into a glossary with the part `person`.",
)
RENDERING_RUNAWAY = Rule(
    slug="rendering-runaway",
    severity=Severity.WARNING,
    why="Asked for a name or a role by itself, the engine went on talking; the source's words stay.",
    example="Wuhan, Hubei → Wuhan, mengatakan bahwa Wuhan, mengatakan bahwa …",
    remedy="Put the words into a glossary with their part (`role`, `organisation`, `place`).",
)
LANGUAGE_ALREADY = Rule(
    slug="language-already",
    severity=Severity.WARNING,
    why="An article needs no translation into its own language, so no edition is made of it in that one.",
    example="forumpub translate --to en,id with an English transcript",
    remedy="Leave the language out of --to, or publish the transcript.",
)
EDITION_OF_EDITION = Rule(
    slug="edition-of-edition",
    severity=Severity.WARNING,
    why=(
        "Editions in other languages are made of an article's source. What came back is a translated "
        "edition: its corrections go into the translation memory, and no other edition changes with them."
    ),
    example="forumpub revise --translate th report.id.docx",
    remedy="Revise the source as well, if its words are what is wrong.",
)

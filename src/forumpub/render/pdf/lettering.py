"""The runs of a plan as styled text: which fonts, sizes, colours and marks."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub.env import Environment
from forumpub.plan import Emphasis, Run, Text
from forumpub.render.leading import leading_pt
from forumpub.render.pdf.owners import Phrase
from forumpub.styling import Colour, FontChoice, Look, Role, Style
from forumpub.typeset.fonts import FontLibrary, FontPair, FontStack
from forumpub.typeset.setting import SetLine, StyledText, measure, set_line, set_lines

_BULLET = "\u2022"
_BULLET_LANG = "en"
_GUTTER_GAP_PT = 3.0


class Lettering:
    """Sets the texts of one plan."""

    def __init__(self, style: Style, lang: str, env: Environment) -> None:
        self._style = style
        self._lang = lang
        self._env = env
        self._libraries: dict[FontChoice, FontLibrary] = {}
        self._stacks: dict[tuple[FontChoice, str, bool], FontStack] = {}
        self._last_styled: tuple[Text | None, tuple[StyledText, ...]] = (None, ())

    def look(self, role: Role) -> Look:
        """Return how a role is set."""
        return self._style.looks[role]

    def lang_of(self, text: Text) -> str:
        """Return the BCP 47 tag of a text."""
        return text.lang or self._lang

    def styled(self, text: Text, runs: Sequence[Run] | None = None) -> tuple[StyledText, ...]:
        """Return a text's runs, or others in their place, in its look."""
        # Each text is asked for twice in a row: to be checked, and to be set.
        last, styled = self._last_styled
        if text is last and runs is None:
            return styled
        styled = self._styled(text, runs)
        if runs is None:
            self._last_styled = text, styled
        return styled

    def _styled(self, text: Text, runs: Sequence[Run] | None) -> tuple[StyledText, ...]:
        look = self.look(text.role)
        lang = self.lang_of(text)
        shown = text.runs if runs is None else runs
        marks = _phrases(shown, lang)
        return tuple(
            StyledText(
                text=run.text,
                stack=self._stack(look, run.lang or lang, bold=look.bold or run.emphasis is Emphasis.STRONG),
                size_pt=look.size_pt,
                rgb=rgb(self._colour(run, look)),
                lang=run.lang or lang,
                mark=mark,
            )
            for run, mark in zip(shown, marks, strict=True)
            if run.text
        )

    def lines(self, text: Text, width_pt: float) -> tuple[SetLine, ...]:
        """Break a text into lines."""
        return set_lines(self.styled(text), width_pt, lang=self.lang_of(text))

    def leading_pt(self, text: Text) -> float:
        """Return the distance of a text's baselines in points."""
        return leading_pt(self.look(text.role), plain_text(text), self.lang_of(text))

    def number(self, text: Text, gutter_pt: float) -> SetLine | None:
        """Set the number that hangs beside a text, smaller where it would not fit its gutter."""
        if not text.number:
            return None
        return self._hanging(text, text.number, self._style.palette.muted, gutter_pt)

    def bullet(self, text: Text, gutter_pt: float) -> SetLine:
        """Set what marks a list item: its number, else a bullet."""
        # The bullet of Chinese fonts is a small one in a square of its own.
        return self.number(text, gutter_pt) or self._hanging(
            text, _BULLET, self._style.palette.accent, gutter_pt, lang=_BULLET_LANG
        )

    def _hanging(
        self, text: Text, label: str, colour: Colour, gutter_pt: float, *, lang: str | None = None
    ) -> SetLine:
        look = self.look(text.role)
        lang = lang or self.lang_of(text)
        stack = self._stack(look, lang, bold=False)

        def styled(size_pt: float) -> tuple[StyledText, ...]:
            return (StyledText(text=label, stack=stack, size_pt=size_pt, rgb=rgb(colour), lang=lang),)

        wanted = measure(styled(look.size_pt))
        room = gutter_pt - _GUTTER_GAP_PT
        scale = room / wanted if wanted > room > 0 else 1.0
        return set_line(styled(look.size_pt * scale))

    def _colour(self, run: Run, look: Look) -> Colour:
        if run.href is not None:
            return self._style.palette.link
        return self._style.palette.muted if run.emphasis is Emphasis.MUTED else look.colour

    def _stack(self, look: Look, lang: str, *, bold: bool) -> FontStack:
        choice = look.fonts or self._style.fonts
        key = (choice, lang, bold)
        if key not in self._stacks:
            self._stacks[key] = self._library(choice).stack(lang, bold=bold)
        return self._stacks[key]

    def _library(self, choice: FontChoice) -> FontLibrary:
        library = self._libraries.get(choice)
        if library is None:
            own = (FontPair(regular=choice.regular, bold=choice.bold),) if choice.regular else ()
            library = self._libraries[choice] = FontLibrary(self._env, own_files=own)
        return library


def plain_text(text: Text) -> str:
    """Return the characters of a text without their looks."""
    return "".join(run.text for run in text.runs)


def rgb(colour: Colour) -> tuple[float, float, float]:
    """Return a colour's channels, each 0–1."""
    return colour.red / 255, colour.green / 255, colour.blue / 255


def _phrases(runs: Sequence[Run], lang: str) -> list[Phrase | None]:
    """Return the mark of each run: neighbours of one link or one language share theirs."""
    marks: list[Phrase | None] = []
    start = 0
    while start < len(runs):
        key = _phrase_key(runs[start], lang)
        end = start + 1
        while end < len(runs) and _phrase_key(runs[end], lang) == key:
            end += 1
        href, foreign = key
        mark = None
        if href is not None or foreign is not None:
            words = "".join(run.text for run in runs[start:end])
            mark = Phrase(index=start, href=href, contents=_contents(words, href), lang=foreign)
        marks += [mark] * (end - start)
        start = end
    return marks


def _phrase_key(run: Run, lang: str) -> tuple[str | None, str | None]:
    return run.href, run.lang if run.lang != lang else None


def _contents(words: str, href: str | None) -> str:
    """Say where a link goes: its words, and the address unless the words are the address."""
    words = words.strip()
    if href is None or href.startswith("#") or words == href:
        return words or (href or "")
    return f"{words} ({href})"

"""What every section is made from, and the small pieces that all of them use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from forumpub.diagnostics import Diagnostic
from forumpub.layout.foreign import make_runs
from forumpub.layout.numbering import Numbering
from forumpub.layout.presentation import present
from forumpub.layout.translated import Stretch, find_stretches, make_remarks, make_translated_runs
from forumpub.locales import Word, Words
from forumpub.model import Article, Origin, Speaker, TranslatedSegment
from forumpub.plan import Emphasis, Heading, Remark, Run, Text
from forumpub.source import SourceText, Span
from forumpub.styling import Role, Section, Status, Style
from forumpub.values import dataclass

_COLONS: Mapping[str, str] = {"zh-Hans": "：", "zh-Hant": "：", "km": "៖ "}
_COMMAS: Mapping[str, str] = {"zh-Hans": "，", "zh-Hant": "，", "my": "၊ "}
_BRACKETS: Mapping[str, tuple[str, str]] = {"zh-Hans": ("（", "）"), "zh-Hant": ("（", "）")}
_SEMICOLONS: Mapping[str, str] = {"zh-Hans": "；", "zh-Hant": "；"}
# Stays with what is before it: no line starts with a dot.
MIDDLE_DOT = "\u00a0· "
_MOST_GLUED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """An article, how it is to be printed, and what was worked out once for all sections.

    `sections` are the style's, with what can't be made replaced. `foreign_words` is the language of the
    interface words where it is not the article's. `segments` are those of a translation by part. `beside` is
    the source that a bilingual edition shows beside its translation.
    """

    article: Article
    style: Style
    words: Words
    status: Status
    now: dt.datetime
    source: SourceText | None
    diagnostics: tuple[Diagnostic, ...]
    sections: tuple[Section, ...]
    numbering: Numbering
    speakers: Mapping[str, Speaker]
    headline: str | None
    foreign_words: str | None
    segments: Mapping[str, tuple[TranslatedSegment, ...]]
    beside: Basis | None = None

    @property
    def colon(self) -> str:
        """The colon after a label, with its blank."""
        return _COLONS.get(self.words.lang, ": ")

    @property
    def comma(self) -> str:
        """The comma between a name and a role, with its blank."""
        return _COMMAS.get(self.words.lang, ", ")

    @property
    def brackets(self) -> tuple[str, str]:
        """The brackets around a remark, with the blank before."""
        return _BRACKETS.get(self.words.lang, (" (", ")"))

    @property
    def reference_brackets(self) -> tuple[str, str]:
        """The brackets around a reference; it never stands on a line without the word before."""
        before, after = self.brackets
        return before.replace(" ", "\u00a0"), after

    @property
    def semicolon(self) -> str:
        """The mark between two remarks, with its blank."""
        return _SEMICOLONS.get(self.words.lang, "; ")

    @property
    def has_numbers(self) -> bool:
        """Whether paragraphs are shown under their numbers, so that others can refer to them."""
        return Section.NARRATIVE in self.sections

    @property
    def section_level(self) -> int:
        """The level of section headings: right under the headline, or the top where there is none."""
        return 1 if self.headline is None else 2

    def present(self, text: str) -> str:
        """Put the article's text into presentation form."""
        return present(text, self.words.language)

    def runs(self, text: str, emphasis: Emphasis = Emphasis.PLAIN) -> tuple[Run, ...]:
        """Make runs of the article's text, in presentation form."""
        return make_runs(self.present(text), self.article.lang, emphasis=emphasis)

    def text(self, role: Role, text: str, *, ident: str | None = None, part: str | None = None) -> Text:
        """Make a paragraph of the article's text, with remarks on what is translated by itself."""
        # An id of the article's has dots where a bookmark's name has none.
        names = [(ident or part or "").replace("_", ".")]
        runs, remarks = self.remarked_runs(text, names)
        return Text(role=role, runs=runs, ident=ident, part=part, remarks=remarks)

    def remarked_runs(
        self, text: str, parts: Sequence[str], emphasis: Emphasis = Emphasis.PLAIN, *, offset: int = 0
    ) -> tuple[tuple[Run, ...], tuple[Remark, ...]]:
        """Make runs of the article's text, and the remarks on the translation of the parts it is made of.

        Args:
            text: the article's.
            parts: the ids of the paragraphs or other parts whose segments stand in it, in order.
            emphasis: of all runs.
            offset: how many code points stand before the text in its paragraph on the page.
        """
        segments = [segment for part in parts for segment in self.segments.get(part, ())]
        translation = self.article.translation
        if not segments or translation is None:
            return self.runs(text, emphasis), ()
        presented = self.present(text)
        stretches = find_stretches(text, presented, segments)
        source_lang = translation.source_lang
        runs = make_translated_runs(presented, self.article.lang, stretches, source_lang, emphasis)
        return runs, make_remarks(stretches, offset=offset, source_lang=source_lang)

    def runs_again(
        self, text: str, para_id: str | None, emphasis: Emphasis = Emphasis.PLAIN
    ) -> tuple[Run, ...]:
        """Make runs of words that a paragraph has too, in the language they have there."""
        translation = self.article.translation
        segments = self.segments.get(para_id or "", ())
        kept = [segment for segment in segments if segment.origin is Origin.KEPT and text in segment.target]
        if not kept or translation is None:
            return self.remarked_runs(text, [para_id or ""], emphasis)[0]
        presented = self.present(text)
        whole = Stretch(segment=kept[0], span=Span(0, len(presented)))
        return make_translated_runs(presented, self.article.lang, [whole], translation.source_lang, emphasis)

    def phrase(self, role: Role, phrase: str, emphasis: Emphasis = Emphasis.PLAIN) -> Text:
        """Make a paragraph of interface words."""
        return Text(role=role, runs=(Run(text=phrase, emphasis=emphasis),), lang=self.foreign_words)

    def label(self, word: Word, emphasis: Emphasis = Emphasis.STRONG) -> Run:
        """Make the run of a label with its colon."""
        return Run(text=self.words[word] + self.colon, emphasis=emphasis, lang=self.foreign_words)

    def section_heading(self, word: Word, role: Role = Role.HEADING2) -> Heading:
        """Make the heading of a section."""
        return Heading(level=self.section_level, text=self.phrase(role, self.words[word]))

    def link(self, para_id: str, text: str, emphasis: Emphasis = Emphasis.PLAIN) -> Run:
        """Make a run that leads to a paragraph, or plain text where the edition doesn't show it."""
        passage = self.numbering.by_para.get(para_id)
        href = f"#{passage.ident}" if passage is not None and self.has_numbers else None
        return Run(text=text, emphasis=emphasis, href=href, lang=self.foreign_words)

    def reference(self, para_id: str) -> Run | None:
        """Make the link that names a paragraph, None where it has no number."""
        number = self.number_of(para_id)
        if number is None:
            return None
        phrase = self.words.fill(Word.PARA_REF, number=str(number)).replace(" ", "\u00a0")
        return self.link(para_id, phrase, Emphasis.MUTED)

    def references(self, para_ids: Iterable[str], *, most: int) -> tuple[Run, ...]:
        """Name paragraphs in one phrase, in their order, each number a link: `paragraphs 1, 2 and 5`.

        Args:
            para_ids: those without a number are left out.
            most: so many numbers are named, and how many more there are.
        """
        targets = {number: para_id for para_id in para_ids if (number := self.number_of(para_id)) is not None}
        numbers = sorted(targets)
        if len(numbers) == 1:
            reference = self.reference(targets[numbers[0]])
            return () if reference is None else (reference,)
        if not numbers:
            return ()
        shown, hidden = numbers[:most], len(numbers) - most
        listed = self.words.list_numbers(shown) if hidden > 0 else self.words.join_numbers(shown)
        before, _, after = self.words[Word.PARAS_REF].partition("{numbers}")
        if hidden > 0:
            after += f" {self.words.fill(Word.MORE, count=str(hidden))}"
        runs = [Run(text=before.replace(" ", "\u00a0"), emphasis=Emphasis.MUTED, lang=self.foreign_words)]
        at = 0
        for number in shown:
            start = listed.index(str(number), at)
            runs.append(Run(text=listed[at:start], emphasis=Emphasis.MUTED, lang=self.foreign_words))
            runs.append(self.link(targets[number], str(number), Emphasis.MUTED))
            at = start + len(str(number))
        runs.append(Run(text=listed[at:] + after, emphasis=Emphasis.MUTED, lang=self.foreign_words))
        return tuple(run for run in runs if run.text)

    def number_of(self, para_id: str) -> int | None:
        """Return the number of the passage that a paragraph is printed in, None where it shows none."""
        passage = self.numbering.by_para.get(para_id)
        return passage.number if passage is not None and self.has_numbers else None

    def number_links(self, para_ids: Sequence[str]) -> tuple[Run, ...]:
        """List the numbers of paragraphs in order, each a link to its paragraph."""
        targets = {number: para_id for para_id in para_ids if (number := self.number_of(para_id)) is not None}
        # A few stay together: a number alone on a line looks like another thing.
        comma = ", " if len(targets) > _MOST_GLUED else ",\u00a0"
        runs: list[Run] = []
        for number in sorted(targets):
            if runs:
                runs.append(Run(text="、" if self.words.lang.startswith("zh") else comma))
            runs.append(self.link(targets[number], str(number)))
        return tuple(runs)

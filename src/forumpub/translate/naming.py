"""What people call the parts of an article: not by the idents that programs know them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from forumpub.layout.numbering import number_passages
from forumpub.model import Article, TranslatedSegment
from forumpub.patterns import lazy_pattern
from forumpub.translate.quoting import in_brief

SHOWN_CHARS: Final = 30
_SINGLE: Mapping[str, str] = MappingProxyType(
    {
        "headline": "headline",
        "lead": "summary",
        "dateline": "place and date",
        "byline": "byline",
        "editors": "editors",
    }
)
_LISTED = lazy_pattern(
    r"(?P<item>(?P<kind>point|figure|background|abbreviation|credit|editor|seg|note)(?P<number>\d{1,7}))"
    r"(?:[_.](?P<field>value|context|short|long|role|name)\d{0,7})?"
)
# By what the ident begins with and the field that it ends with; `{}` is what the item is called, else its
# number in the list.
_NAMES: Mapping[tuple[str, str | None], str] = MappingProxyType(
    {
        ("point", None): "key point {}",
        ("figure", "value"): "key figure {}",
        ("figure", "context"): "what key figure {} counts",
        ("background", None): "background {}",
        ("abbreviation", "short"): "abbreviation {}",
        ("abbreviation", "long"): "long form of abbreviation {}",
        ("credit", None): "credit {}",
        ("credit", "role"): "role in credit {}",
        ("credit", "name"): "name in credit {}",
        ("editor", "name"): "editor {}",
        ("seg", None): "segment {}",
        ("note", None): "comment on segment {}",
    }
)
_FIELD = lazy_pattern(r"(?P<person>.+)[_.](?P<field>name|role|org|alias)\d{0,7}")
_FIELDS: Mapping[str, str] = MappingProxyType(
    {"name": "name", "role": "role", "org": "organisation", "alias": "other name"}
)


def find_name(ident: str, called: Mapping[str, str]) -> str | None:
    """Return what a text is called that isn't a paragraph, None where its ident doesn't tell.

    Args:
        ident: of a text on a page (`s1_role`) or of an article's part (`s1.role`).
        called: what people call the items of lists, by the idents of those: `s1` is Xu Kemin, `abbreviation1`
            APEC.
    """
    single = ident.partition(".")[0]
    if single in _SINGLE:
        return _SINGLE[single]
    listed = _LISTED.fullmatch(ident)
    if listed and (form := _NAMES.get((listed["kind"], listed["field"]))):
        return form.format(called.get(listed["item"], listed["number"]))
    field = _FIELD.fullmatch(ident)
    if field and field["person"] in called:
        return f"{_FIELDS[field['field']]} of {called[field['person']]}"
    return None


class PartNames:
    """Calls the parts of an article as a reader of its page does: `paragraph 3`, `role of Xu Kemin`."""

    def __init__(self, article: Article) -> None:
        """Number the article's paragraphs, and note what its lists call their items."""
        self._segments = article.translation.segments if article.translation is not None else ()
        self._passages = number_passages(article, join_continued=True).by_para
        self._called = {speaker.id: speaker.name for speaker in article.speakers if speaker.name}
        # An edition has no use for some abbreviations of its source, so that its numbers are others.
        shorts = {item.long: item.short for item in article.facts.abbreviations}
        for segment in self._segments:
            item, _, field = segment.part.partition(".")
            if field == "long" and segment.target in shorts:
                self._called[item] = shorts[segment.target]

    def name(self, part: str, words: str = "") -> str:
        """Return what a part is called; where nothing else tells, by its first words."""
        passage = self._passages.get(part)
        if passage is not None and passage.number is not None:
            return f"paragraph {passage.number}"
        return find_name(part, self._called) or f"“{in_brief(words, most_chars=SHOWN_CHARS)}”"

    def name_paragraph(self, part: str) -> str:
        """Return what a paragraph is called, with the ID that other tools show."""
        passage = self._passages.get(part)
        words = passage.paras[0].text if passage is not None else ""
        return f"{self.name(part, words)} ({part})"

    def name_speaker(self, ident: str) -> str | None:
        """Return what a speaker is called, None where nobody of that ident has a name."""
        return self._called.get(ident)

    def name_segments(self) -> Iterator[str]:
        """Yield what each segment of the edition is called, in order; see `name_segments`."""
        several = Counter(segment.part for segment in self._segments)
        sentences: Counter[str] = Counter()
        for segment in self._segments:
            sentences[segment.part] += 1
            sentence = f", sentence {sentences[segment.part]}" if several[segment.part] > 1 else ""
            yield f"{self.name(segment.part, _words(segment))}{sentence} ({segment.id})"


def name_segments(article: Article) -> tuple[str, ...]:
    """Return what people call each segment of a translated edition, in order.

    As the edition's page calls the text, with the sentence where it has several, and the ID that review
    tables and other tools show: `paragraph 1, sentence 2 (b1p1.2)`. Nothing for what is no translation.
    """
    return tuple(PartNames(article).name_segments())


def _words(segment: TranslatedSegment) -> str:
    return segment.target if segment.target.strip() else segment.source

"""Terms in any text: found where they stand, nowhere else, and never twice."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary
from forumpub.translate.terms.matching import cut_units, key_of
from forumpub.translate.terms.reading import read_glossary

WORDS = ["trade", "ASEAN", "Centre", "東盟", "东盟", "อาเซียน", "การค้า", "អាស៊ាន", "Việt", "Nam", "5G", "WHO"]
JOINTS = [" ", "-", "–", "’", "", ". ", "，", "  ", "\n"]

texts = st.lists(
    st.tuples(st.sampled_from(WORDS) | st.text(max_size=4), st.sampled_from(JOINTS)), max_size=12
).map(lambda parts: unicodedata.normalize("NFC", "".join(word + joint for word, joint in parts)))
terms = st.lists(texts.filter(key_of), min_size=1, max_size=6)


def make_glossary(sources: list[str], lang: str) -> Glossary:
    unique = {key_of(source): source for source in sources}
    entries = tuple(TermEntry(source=source, target="x") for source in unique.values())
    return Glossary(source_lang=lang, target_lang="id", entries=entries)


@given(sources=terms, text=texts)
def test_a_match_is_its_terms_words_and_none_overlap(sources: list[str], text: str) -> None:
    matches = make_glossary(sources, "vi").find(text)
    end = 0
    for match in matches:
        assert match.span.start >= end
        end = match.span.end
        assert key_of(text[match.span.start : match.span.end]) == key_of(match.entry.source)


@given(sources=terms, text=texts)
def test_a_term_that_stands_alone_is_found(sources: list[str], text: str) -> None:
    term = sources[0].strip()
    assume(None not in cut_units(term))
    glossary = make_glossary([term], "vi")
    found = glossary.find(f"{text}\n\n\n\n{term}")
    if not unicodedata.category(term[0]).startswith("M"):
        assert any(match.entry.source == term for match in found)


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    for lead in (b"", b"en\tid\tkeep\n", b"source,target\n", b"<tbx>"):
        outcome = read_glossary(lead + data, "g")
        assert outcome.value or outcome.diagnostics or lead == b"en\tid\tkeep\n" or lead == b"source,target\n"

"""Where terms are found in sentences."""

from __future__ import annotations

import time

import pytest

from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.glossary import Glossary


def glossary(*terms: str, lang: str = "en") -> Glossary:
    entries = tuple(TermEntry(source=term, target=f"<{term}>") for term in terms)
    return Glossary(source_lang=lang, target_lang="id", entries=entries)


def found(terms: Glossary, text: str) -> list[str]:
    return [text[match.span.start : match.span.end] for match in terms.find(text)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("member state", "Member States met; a member state left.", ["Member States", "member state"]),
        ("think tanks", "one think tank of many think tanks", ["think tank", "think tanks"]),
        ("economy", "Two economies, one economy, no economyx", ["economies", "economy"]),
        ("ASEAN-China Centre", "the ASEAN–China Centre’s plan", ["ASEAN–China Centre"]),
        ("People's Bank of China", "the People’s Bank of China", ["People’s Bank of China"]),
        ("Belt and Road", "the belt and road; BELT AND ROAD", ["belt and road", "BELT AND ROAD"]),
        ("Belt and Road", "Belt. And Road; Belt and (Road)", []),
        ("Belt and Road", "Belt and  Road; Belt      and Road", ["Belt and  Road"]),
        ("WHO", "those who asked WHO", ["WHO"]),
        ("WHO", "WHO WILL LEAD", ["WHO"]),
        ("Laos", "laos in lower case, Laos and Laotians", ["Laos"]),
        ("laos", "Laos", ["Laos"]),
        ("Laos", "from laos to the sea", ["laos"]),
        ("WHO", "those who ask in small letters", []),
        ("trade", "trading, traded, trades, Trade", ["trades", "Trade"]),
        ("U.S.", "the U.S. and us", ["U.S."]),
        ("Đông Nam Á", "ĐÔNG NAM Á", ["ĐÔNG NAM Á"]),
    ],
)
def test_a_term_is_found_as_whole_words(term: str, text: str, expected: list[str]) -> None:
    assert found(glossary(term), text) == expected


@pytest.mark.parametrize(
    ("lang", "term", "text", "expected"),
    [
        ("zh-Hans", "东盟", "中国-东盟中心和东盟各国", ["东盟", "东盟"]),
        ("th", "อาเซียน", "ประชาคมอาเซียนและASEANอาเซียน", ["อาเซียน", "อาเซียน"]),
        ("th", "การค้า", "การค้าำ เการค้า การค้า", ["การค้า"]),
        ("km", "អាស៊ាន", "សហគមន៍អាស៊ានគឺ", ["អាស៊ាន"]),
        ("km", "ក", "ក្រសួង ក", ["ក"]),
        ("my", "အာဆီ", "အာဆီယံ အာဆီး", ["အာဆီ"]),
        ("ta", "வர்த்தக", "வர்த்தகம் வர்த்தக", ["வர்த்தக"]),
    ],
)
def test_a_script_without_word_spaces_is_cut_only_between_syllables(
    lang: str, term: str, text: str, expected: list[str]
) -> None:
    assert found(glossary(term, lang=lang), text) == expected


def test_the_longest_term_wins_and_none_overlap() -> None:
    terms = glossary("ASEAN", "ASEAN Secretariat", "Secretariat building", "Secretary-General of ASEAN")
    text = "The Secretary-General of ASEAN left the ASEAN Secretariat building."
    assert found(terms, text) == ["Secretary-General of ASEAN", "ASEAN Secretariat"]


def test_a_whole_text_is_looked_up_with_or_without_its_article() -> None:
    terms = glossary("World Bank", "The Hague")
    for text in ("World Bank", "the World Bank", " The world bank "):
        entry = terms.find_entry(text)
        assert entry is not None
        assert entry.source == "World Bank"
    assert terms.find_entry("The Hague") is not None
    assert terms.find_entry("World Bank Group") is None
    assert terms.find_entry("") is None


def test_the_digest_changes_with_what_a_translation_owes_to_it_and_nothing_else() -> None:
    one, two = TermEntry(source="a", target="x"), TermEntry(source="b", target="y")
    base = Glossary(source_lang="en", target_lang="id", entries=(one, two))
    moved = TermEntry(source="a", target="x", origin="other.tsv:9", note="n", reviewed=True)
    assert Glossary(source_lang="en", target_lang="id", entries=(two, moved)).digest == base.digest
    other = TermEntry(source="a", target="x", accepted=("z",))
    assert Glossary(source_lang="en", target_lang="id", entries=(other, two)).digest != base.digest
    assert Glossary(source_lang="en", target_lang="ms", entries=(one, two)).digest != base.digest


def test_time_grows_with_the_text_only() -> None:
    terms = glossary(*(f"term {'very ' * 8}{number} thing" for number in range(2000)))
    terms.find("")

    def seconds(copies: int) -> float:
        text = "term very very very very very " * copies
        started = time.process_time()
        terms.find(text)
        return time.process_time() - started

    small = min(seconds(400) for _ in range(3))
    assert min(seconds(3200) for _ in range(3)) < 8 * 4 * max(small, 0.001)

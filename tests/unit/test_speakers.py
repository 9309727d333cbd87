from __future__ import annotations

import pytest

from forumpub.model import Article, Confidence, Speaker
from forumpub.source import SourceText
from forumpub.transform.mentions import find_mentions
from forumpub.transform.names import find_surname, fold_name, name_key, strip_titles
from forumpub.transform.participants import list_participants
from forumpub.transform.speakers import merge_speakers
from made_articles import Piece, chinese_article, make_article, narration, quote, seed_article, slugs

from limits import cpu_limit


def speakers_of(article: Article, source: SourceText) -> dict[str | None, Speaker]:
    return {speaker.name: speaker for speaker in merge_speakers(article, source).value.speakers}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lü Wei", "Lu Wei"),
        ("Lü Wei", "Lv Wei"),
        ("Xu Kemin", "Kemin Xu"),
        ("Xu Kemin", "XU KEMIN"),
        ("Xu Kemin", "Xu Ke-min"),
        ("Xu Kemin", "Ke Min Xu"),
        ("José Ramos", "Jose Ramos"),
        ("Ana O'Neil", "Ana O’Neil"),
    ],
)
def test_spellings_of_one_name_share_a_key(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(
    ("first", "second"), [("Li Wei", "Li Wen"), ("Xu Kemin", "Xu Keming"), ("许科敏", "许科民")]
)
def test_other_names_have_other_keys(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


def test_folding_keeps_words_apart() -> None:
    assert fold_name("Lü  Ke-min") == "lu kemin"


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Xu Kemin", "Xu"),
        ("Ana O'Neil-Smith", "O'Neil-Smith"),
        ("许科敏", "许"),
        ("欧阳修文", "欧阳"),
        ("Mr. Zhou", None),
        ("Cher", None),
    ],
)
def test_surnames(name: str, surname: str | None) -> None:
    assert find_surname(name) == surname


def test_titles_are_no_part_of_a_name() -> None:
    assert strip_titles("Prof. Dr. Li Wei") == "Li Wei"
    assert strip_titles("President") == "President"


def test_the_seed_has_two_people_and_nothing_to_report() -> None:
    article, source = seed_article()
    outcome = merge_speakers(article, source)
    assert [(s.name, s.role, s.org) for s in outcome.value.speakers] == [
        ("Xu Kemin", "Chief Economist", "Ministry of Industry and Information Technology"),
        ("Chen Dehai", "Secretary General", "China-ASEAN Center"),
    ]
    assert outcome.diagnostics == ()


def test_the_narration_gives_role_and_organisation_that_the_chyron_leaves_out() -> None:
    article, source = make_article(
        "Xu Kemin, chief economist of the Ministry of Industry, said so.", quote("Good.", "Xu Kemin")
    )
    known = speakers_of(article, source)["Xu Kemin"]
    assert (known.role, known.org) == ("chief economist", "Ministry of Industry")
    assert known.confidence is Confidence.MEDIUM
    assert [mention.text for mention in known.raw] == ["Xu Kemin"]


def test_the_narration_adds_the_organisation_to_the_same_role() -> None:
    article, source = make_article(
        "Xu Kemin, chief economist of the Ministry of Industry, said so.",
        quote("Good.", "Xu Kemin", "Chief Economist"),
    )
    known = speakers_of(article, source)["Xu Kemin"]
    assert (known.role, known.org) == ("Chief Economist", "Ministry of Industry")


def test_chinese_narration_gives_role_and_organisation() -> None:
    article, source = make_article(
        "工业和信息化部总经济师许科敏在开幕式上表示，数字经济很重要。",
        quote("很好。", "许科敏"),
        lang="zh-Hans",
    )
    known = speakers_of(article, source)["许科敏"]
    assert (known.role, known.org) == ("总经济师", "工业和信息化部")


def test_a_phrase_that_is_no_role_describes_nobody() -> None:
    article, source = make_article("Xu Kemin, for example, said so.", quote("Good.", "Xu Kemin"))
    assert speakers_of(article, source)["Xu Kemin"].role is None


def test_two_wordings_of_one_role_are_no_conflict() -> None:
    article, source = make_article(
        "Lin Meiyu, a deputy to the provincial congress and a lacquerware inheritor, has led apprentices.",
        quote(
            "Good.",
            "Lin Meiyu",
            "a deputy to the Fujian Provincial Congress and an inheritor of lacquerware",
        ),
    )
    assert merge_speakers(article, source).diagnostics == ()


def test_two_roles_of_one_name_are_reported() -> None:
    article, source = make_article(
        "Xu Kemin, a doctor, said so. Xu Kemin, a doctor, left.",
        quote("Good.", "Xu Kemin", "Chief Economist"),
    )
    outcome = merge_speakers(article, source)
    assert slugs(outcome.diagnostics) == ["speaker-conflict"]
    span = outcome.diagnostics[0].span
    assert span is not None and source.slice(span) == "Xu Kemin"
    assert outcome.value.speakers[0].role == "Chief Economist"


def test_chyrons_that_may_be_one_person_stay_two_speakers() -> None:
    article, source = make_article(quote("Yes.", "Lü Wei", "Villager"), quote("No.", "Lu Wei", "Villager"))
    outcome = merge_speakers(article, source)
    assert outcome.value.speakers == article.speakers
    assert outcome.diagnostics == ()  # the reader has reported them


def test_a_spelling_in_the_narration_is_an_alias_and_reported() -> None:
    article, source = make_article("Xu Ke-min and Kemin Xu spoke.", quote("Good.", "Xu Kemin", "Mayor"))
    outcome = merge_speakers(article, source)
    assert outcome.value.speakers[0].aliases == ("Xu Ke-min", "Kemin Xu")
    assert slugs(outcome.diagnostics) == ["speaker-name-near-duplicate"] * 2


def test_titles_and_surnames_are_aliases() -> None:
    article, source = make_article(
        "Mr Xu left. “Good,” Xu said. President Phuc came. Xu’s car waited.",
        quote("Good.", "Xu Kemin", "Mayor"),
        quote("Yes.", "Nguyen Xuan Phuc", "President"),
    )
    known = speakers_of(article, source)
    assert known["Xu Kemin"].aliases == ("Mr Xu", "Xu")
    assert known["Nguyen Xuan Phuc"].aliases == ("President Phuc",)


def test_a_surname_of_two_people_names_nobody() -> None:
    article, source = make_article(
        "Mr Xu left. Xu said no.", quote("Good.", "Xu Kemin", "Mayor"), quote("Bad.", "Xu Wei", "Mayor")
    )
    assert [s.aliases for s in merge_speakers(article, source).value.speakers] == [(), ()]


def test_a_surname_that_is_a_word_names_nobody() -> None:
    article, source = make_article("He said no. You know. An hour passed.", quote("Good.", "He Wei", "Mayor"))
    assert merge_speakers(article, source).value.speakers[0].aliases == ()


def test_a_chinese_title_after_the_surname() -> None:
    article, source = make_article("陈秘书长说，很好。", quote("好。", "陈德海", "秘书长"), lang="zh-Hans")
    assert merge_speakers(article, source).value.speakers[0].aliases == ("陈秘书长",)


def test_people_whom_only_the_narration_introduces_are_added() -> None:
    article, source = make_article("Li Wei, director of the Port Office, said the quay was full.")
    (added,) = merge_speakers(article, source).value.speakers
    assert (added.id, added.name, added.role, added.org) == ("s1", "Li Wei", "director", "Port Office")
    assert (added.raw, added.confidence) == ((), Confidence.MEDIUM)


def test_chinese_people_whom_only_the_narration_introduces_are_added() -> None:
    article, source = make_article("武汉市市长程用文在开幕式上表示，武汉欢迎大家。", lang="zh-Hans")
    (added,) = merge_speakers(article, source).value.speakers
    assert (added.name, added.role, added.org) == ("程用文", "市长", "武汉市")


@pytest.mark.parametrize(
    "text",
    [
        "Central Bank, director of nothing, said so.",
        "In Hong Kong, officials said the quay was full.",
        "New York, a city of workers, was quiet.",
        "Last Friday, the director said so.",
        "Wuhan, the host city, was quiet.",
    ],
)
def test_what_is_no_introduction(text: str) -> None:
    assert merge_speakers(*make_article(text)).value.speakers == ()


def test_participants_are_quoted_and_mentioned() -> None:
    article, source = seed_article()
    merged = merge_speakers(article, source).value
    participants = list_participants(merged, find_mentions(merged)).facts.participants
    assert [(p.speaker, p.quoted, p.mentioned) for p in participants] == [
        ("s1", ("b3p1",), ("b2p1", "b2p2")),
        ("s2", ("b5p1",), ("b4p1",)),
    ]


def test_chinese_participants() -> None:
    article, _ = chinese_article()
    participants = list_participants(article, find_mentions(article)).facts.participants
    assert [(p.quoted, p.mentioned) for p in participants] == [(("b3p1",), ("b2p1",)), (("b5p1",), ("b4p1",))]


def test_a_voice_without_a_name_takes_part_where_it_is_quoted() -> None:
    article, _ = make_article(quote("Yes.", None))
    (participant,) = list_participants(article, find_mentions(article)).facts.participants
    assert (participant.quoted, participant.mentioned) == (("b1p1",), ())


def test_ten_thousand_speakers_take_linear_time() -> None:
    letters = "abcdefghij"
    names = ["Xu Ke" + "".join(letters[int(digit)] for digit in f"{number:04}") for number in range(10_000)]
    pieces: list[Piece] = [quote("Good.", name, "Mayor") for name in names]
    article, source = make_article(narration(" and ".join(names) + " spoke."), *pieces)
    with cpu_limit():
        outcome = merge_speakers(article, source)
        participants = list_participants(outcome.value, find_mentions(outcome.value)).facts.participants
    assert len(participants) == 10_000
    assert all(participant.mentioned == ("b1p1",) for participant in participants)


def test_ten_thousand_spellings_of_one_name_take_linear_time() -> None:
    pieces = [quote("Good.", "Xu" + " " * number + " Kemin", "Mayor") for number in range(2_000)]
    article, source = make_article("Kemin Xu spoke. " * 2_000, *pieces)
    with cpu_limit():
        found = slugs(merge_speakers(article, source).diagnostics)
    assert found == ["speaker-name-near-duplicate"]  # one spelling is reported once

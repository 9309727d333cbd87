from __future__ import annotations

import pytest

from forumpub.diagnostics import Diagnostic
from forumpub.model import BlockType, Para
from forumpub.source import SourceText, Span
from forumpub.transform import wording
from forumpub.transform.places import Places, source_span
from forumpub.transform.quotation import find_unpaired
from forumpub.transform.wording import check_wording
from made_articles import Piece, chinese_article, make_article, quote, seed_article, slugs


def found_in(*pieces: Piece | str, lang: str = "en") -> list[tuple[str, str]]:
    article, source = make_article(*pieces, lang=lang)
    return [(d.rule.slug, words_of(d, source)) for d in check_wording(article, source)]


def words_of(diagnostic: Diagnostic, source: SourceText) -> str:
    return source.slice(diagnostic.span) if diagnostic.span else ""


def test_the_slips_of_the_seed() -> None:
    article, source = seed_article()
    assert [(d.rule.slug, words_of(d, source)) for d in check_wording(article, source)] == [
        ("odd-capital", "A"),
        ("machine-phrase", "new crown pneumonia epidemic"),
        ("space-before-punctuation", " ,"),
        ("odd-capital", "Artificial"),
        ("missing-full-stop", "advantages The"),
        ("mixed-quote-styles", "“"),
    ]


def test_every_finding_says_what_to_do() -> None:
    assert all(
        (len(d.hints) == 1 and d.message[0].islower()) or "“" in d.message
        for d in check_wording(*seed_article())
    )


def test_the_chinese_original_is_clean() -> None:
    assert check_wording(*chinese_article()) == ()


@pytest.mark.parametrize(
    ("text", "slug", "words"),
    [
        ("Ports , rails and roads.", "space-before-punctuation", " ,"),
        ("Is it so ?", "space-before-punctuation", " ?"),
        ("It will build A close community.", "odd-capital", "A"),
        ("It is part of The plan.", "odd-capital", "The"),
        ("It has advantages The plan is new.", "missing-full-stop", "advantages The"),
        ("It closed early However it rained.", "missing-full-stop", "early However"),
        ("The “Belt and Road initiative.", "unbalanced-quote", "“"),
        ("The Belt and Road” initiative.", "unbalanced-quote", "”"),
        ('The "Wuhan Model initiative.', "unbalanced-quote", '"'),
        ("It is the the plan.", "repeated-word", "the the"),
        ("The the port opened.", "repeated-word", "The the"),
        ("It opened. Officials officials said so.", "repeated-word", "Officials officials"),
        ("The forum opened.Officials spoke.", "missing-space", "."),
        ("Ports,rails and roads.", "missing-space", ","),
        ("The new crown virus spread.", "machine-phrase", "new crown virus"),
    ],
)
def test_english_slips(text: str, slug: str, words: str) -> None:
    assert found_in(text) == [(slug, words)]


@pytest.mark.parametrize(
    "text",
    [
        "I met President Xu of The Hague in New York, and I said so.",
        "The U.S. and the UN signed Plan A and Plan B of Annex A.",
        "Vitamin A helps, as do hepatitis A vaccines, grade A students and A shares.",
        "“Good,” she said. “We won.” He had had enough; that that was so was clear.",
        "He read The Jakarta Post, The Straits Times and War and Peace.",
        "It grew by 3.5 per cent, from 1,200 to 1,242 … and so on.",
        "Visit www.example.com, mail a.b@example.com or read file.txt.",
        "The The played. In May may we come? Will will come, and the US us too. That that is.",
        "Lin Lin went to Bora Bora. In the evening, At-Taqwa Mosque opened.",
        "It is 5\" wide. He's from the Chinese Academy of Sciences (CAS), isn't he?",
        "The iPhone, eBay and the G20 are known. Dr. A. B. Smith is a Ph.D.",
        "China–ASEAN trade — the largest ever — rose; ports, rails and roads grew.",
        "As the section The standard type hierarchy says, the book The old man is read.",
        "No. 5 is alive. Mr. Li, of the Ministry of Commerce of the People's Republic of China, agreed.",
        "At 8 a.m. The train left. Is it? It is! So it is.",
    ],
)
def test_clean_english(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "slug", "words"),
    [
        ("论坛开幕,各方出席会议。", "half-width-punctuation", ","),
        ("论坛开幕 各方出席会议。", "blank-between-han", " "),
        ("论坛的的主题。", "repeated-word", "的的"),
        ("以“共享机遇为主题。", "unbalanced-quote", "“"),
        ("《行动计划发布。", "unbalanced-quote", "《"),
    ],
)
def test_chinese_slips(text: str, slug: str, words: str) -> None:
    assert found_in(text, lang="zh-Hans") == [(slug, words)]


@pytest.mark.parametrize(
    "text",
    [
        "增长5.3%，达到1.2万亿美元。",
        "他说：“好。”《计划（2021-2025）》发布。",
        "使用 5G 网络和 AI 技术。",
        "的的确确如此。",
    ],
)
def test_clean_chinese(text: str) -> None:
    assert found_in(text, lang="zh-Hans") == []


def test_french_sets_a_blank_before_high_marks() -> None:
    assert found_in("Est-ce vrai ? Oui !", lang="fr") == []
    assert found_in("Oui , bien.", lang="fr") == [("space-before-punctuation", " ,")]


def test_german_quotation_marks_are_not_counted() -> None:
    assert found_in("Er sagte „Guten Tag“ und ging.", lang="de") == []


def test_a_paragraph_that_breaks_off_is_reported_where_others_end() -> None:
    whole = "The forum opened in Wuhan with guests from many countries."
    assert found_in(whole, whole, whole, whole[:-1]) == [("missing-full-stop", "s")]


def test_a_text_that_uses_no_full_stops_is_left_alone() -> None:
    open_ended = "the forum opened in Wuhan with guests from many countries"
    assert found_in(open_ended, open_ended, open_ended) == []


def test_a_sentence_that_goes_on_in_the_next_paragraph_is_whole() -> None:
    whole = "The forum opened in Wuhan with guests from many countries."
    assert (
        found_in(
            whole, whole, whole, "The forum opened in Wuhan and many", "guests came from all the countries."
        )
        == []
    )


def test_a_caption_needs_no_full_stop() -> None:
    whole = "The forum opened in Wuhan with guests from many countries."
    assert (
        found_in(whole, whole, whole, Piece(BlockType.CAPTION, "The route is 23 km long for all of us")) == []
    )


def test_a_quotation_of_two_paragraphs_is_closed_once() -> None:
    assert found_in(quote("“It began early.\n\n“It ended late.”", "Li Wei")) == []
    assert list(find_unpaired("“It began early.")) == [0]


def test_too_many_findings_of_a_kind_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "MOST_OF_A_KIND", 3)
    article, source = make_article("a , " * 10)
    diagnostics = check_wording(article, source)
    assert slugs(diagnostics) == ["space-before-punctuation"] * 4
    assert diagnostics[-1].message.startswith("7 more")


def test_places_in_a_wrapped_paragraph_are_found_in_the_source() -> None:
    source = SourceText(name="w.txt", text="The 店\n铺 opened , and\r\n  closed.")
    para = Para(id="b1p1", text="The 店铺 opened , and closed.", span=Span(0, len(source.text)))
    start = para.text.index(" ,")
    assert source.slice(source_span(para, start, start + 2, source)) == " ,"
    start = para.text.index("closed")
    assert source.slice(source_span(para, start, start + 6, source)) == "closed"
    assert source_span(para, start, start + 6, None) == para.span


def test_many_places_in_a_wrapped_paragraph_take_linear_time() -> None:
    lines = "x , y\r\n" * 20_000
    source = SourceText(name="w.txt", text=lines)
    para = Para(id="b1p1", text="x , y " * 19_999 + "x , y", span=Span(0, len(lines) - 2))
    places = Places(source)
    spans = [places.span(para, start, start + 1) for start in range(0, 60_000, 6)]
    assert spans[-1] == para.span


def test_an_empty_article_is_clean() -> None:
    article, source = make_article()
    assert check_wording(article, source) == ()

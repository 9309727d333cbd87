from __future__ import annotations

from forumpub.model import Article, BlockType, Headline
from forumpub.source import SourceText
from forumpub.transform.headline import derive_headline
from forumpub.transform.lead import choose_lead
from forumpub.transform.sentences import leans, read_sentences
from made_articles import Piece, chinese_article, make_article, quote, seed_article, slugs


def with_headline(article: Article, source: SourceText) -> tuple[Article, list[str]]:
    outcome = derive_headline(article, read_sentences(article), source)
    return outcome.value, slugs(outcome.diagnostics)


def lead_of(article: Article, source: SourceText) -> str | None:
    article, _ = with_headline(article, source)
    lead = choose_lead(article, read_sentences(article)).facts.lead
    return lead.text if lead else None


def test_the_seed_takes_its_first_sentence_without_the_full_stop() -> None:
    article, source = seed_article()
    enriched, found = with_headline(article, source)
    headline = enriched.headline
    assert headline is not None and headline.span is not None
    assert headline.text.startswith("2021 China-ASEAN") and headline.text.endswith("in Wuhan on July 16")
    assert headline.derived
    assert source.slice(headline.span) == headline.text
    assert found == ["headline-derived", "headline-long"]


def test_a_given_headline_wins() -> None:
    article, source = make_article("The forum opened.", headline="Forum opens")
    enriched, found = with_headline(article, source)
    assert enriched.headline == Headline(text="Forum opens")
    assert found == []


def test_a_long_given_headline_is_reported_and_kept() -> None:
    article, source = make_article("The forum opened.", headline="Forum " * 12)
    enriched, found = with_headline(article, source)
    assert enriched is article
    assert found == ["headline-long"]


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    words = (
        "The forum opened in the old port on the river, "
        + "while guests from all over the region looked on and " * 4
    )
    enriched, _ = with_headline(*make_article(words + "left."))
    assert enriched.headline is not None
    assert enriched.headline.text == "The forum opened in the old port on the river"


def test_a_long_sentence_of_one_clause_is_cut_with_an_ellipsis() -> None:
    made = make_article(
        "The reporter learned in the city of Nanning that the trade of goods and of services of all ten "
        "member states with their neighbours grew by a record share in the first half, the ministry said."
    )
    outcome = derive_headline(made[0], read_sentences(made[0]), made[1])
    headline = outcome.value.headline
    assert headline is not None and headline.span is not None
    assert headline.text.endswith("states with their…") and len(headline.text) <= 120
    assert made[1].slice(headline.span) == headline.text.removesuffix("…")
    (long,) = (found for found in outcome.diagnostics if found.rule.slug == "headline-long")
    assert long.message.endswith("and is cut from a longer sentence")


def test_a_chinese_sentence_is_cut_after_a_clause_else_with_an_ellipsis() -> None:
    clause = "2023年东盟与中国的贸易额达到9117亿美元"
    enriched, _ = with_headline(*make_article(clause + "，" + "合作不断深化" * 30, lang="zh-Hans"))
    assert enriched.headline is not None and enriched.headline.text == clause
    enriched, _ = with_headline(*make_article("合作不断深化" * 30, lang="zh-Hans"))
    assert enriched.headline is not None
    assert enriched.headline.text == ("合作不断深化" * 30)[:119] + "…"


def test_a_word_of_200_000_letters_is_cut() -> None:
    enriched, _ = with_headline(*make_article("a" * 200_000))
    assert enriched.headline is not None
    assert len(enriched.headline.text) == 120


def test_sound_and_captions_give_no_headline_before_narration() -> None:
    article, source = make_article(Piece(BlockType.NATSOUND, "Hello, how are you?"), "The port opened.")
    enriched, _ = with_headline(article, source)
    assert enriched.headline is not None and enriched.headline.text == "The port opened"


def test_a_heading_in_the_text_goes_first() -> None:
    article, source = make_article("The port opened.", Piece(BlockType.HEADING, "New buses on the road"))
    enriched, _ = with_headline(article, source)
    assert enriched.headline is not None and enriched.headline.text == "New buses on the road"


def test_without_text_there_is_no_headline() -> None:
    article, source = make_article()
    enriched, found = with_headline(article, source)
    assert enriched.headline is None
    assert found == ["headline-missing"]


def test_the_lead_does_not_repeat_a_derived_headline() -> None:
    article, source = seed_article()
    lead = lead_of(article, source)
    assert lead is not None and lead.startswith("Heads of digital economy authorities")


def test_under_a_given_headline_the_first_sentence_leads() -> None:
    text = "The forum opened in Wuhan on July 16 with many guests."
    article, source = make_article(text, headline="Forum opens")
    assert lead_of(article, source) == text


def test_a_labelled_lead_wins() -> None:
    article, source = make_article(
        "The forum opened in Wuhan on July 16 with many guests.",
        Piece(BlockType.LEAD, "Three hundred new buses began service."),
        headline="Buses",
    )
    assert lead_of(article, source) == "Three hundred new buses began service."


def test_a_sentence_that_leans_on_another_is_no_lead() -> None:
    article, source = make_article(
        "This practice has given her new thoughts on passing on the skill.",
        quote("Good.", "Li Wei"),
        headline="X",
    )
    assert lead_of(article, source) is None
    assert leans("However, the port closed.")
    assert not leans("Italy opened a port.")


def test_a_chinese_lead() -> None:
    article, source = chinese_article()
    lead = lead_of(article, source)
    assert lead is not None and lead.startswith("东盟国家数字经济主管部门负责人")

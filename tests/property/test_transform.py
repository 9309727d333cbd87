"""What holds of every enriched article, on text shaped like transcripts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from forumpub.model import Article, BlockType, Dateline, Publication
from forumpub.source import SourceText
from forumpub.transform import enrich
from forumpub.transform.sentences import read_sentences, split_sentences, walk
from made_articles import CHINESE_PIECES, SEED_PIECES, Piece, make_article, narration, quote, seed_article

_SEED_WORDS = [
    word for piece in SEED_PIECES for word in (piece if isinstance(piece, str) else piece.text).split()
]
_CHINESE = "".join(piece if isinstance(piece, str) else piece.text for piece in CHINESE_PIECES)
_SNIPPETS = [
    "Xu Kemin", "Kemin Xu", "Mr. Xu", "Lü Wei", "Lv Wei", ", a doctor from Wuhan,",
    ", mayor of the City of Wuhan, said", "on July 16", "2021", "In 2020,", "yesterday", "30 people",
    "$5 million", "7 per cent", "co-sponsored by the Center", 'with the theme of "New ports",', "(ASEAN)",
    "ASEAN", "A close", "The plan is", " ,", "“", "”", '"', "...", "No. 3", "U.S.",
    "许科敏", "总经济师许科敏表示，",
    "7月16日", "在武汉开幕。", "以“共享”为主题，", "30周年",
]  # fmt: skip

_WORDS = st.sampled_from([*_SEED_WORDS, *_SNIPPETS]) | st.text(min_size=1, max_size=8).filter(
    lambda text: "\n" not in text and text.strip() != ""
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)
_CHINESE_SENTENCES = st.tuples(st.integers(0, 200), st.integers(1, 80)).map(
    lambda p: _CHINESE[p[0] : p[0] + p[1]]
)
_ENDS = st.sampled_from([".", ". ", "。", "?", ".”", ""])


def _clean(text: str) -> str:
    return " ".join(text.split()) or "x"


_PARAS = st.lists(st.tuples(_SENTENCES | _CHINESE_SENTENCES, _ENDS), min_size=1, max_size=4).map(
    lambda parts: _clean(" ".join(text + end for text, end in parts))
)
_NAMES = st.sampled_from(
    ["Xu Kemin", "Xu Ke-min", "XU KEMIN", "Lü Wei", "Lu Wei", "Li Juan", "许科敏", "陈德海", "Mr. Zhou", None]
)
_ROLES = st.sampled_from(["Mayor", "Chief Economist", "a citizen of Wuhan", "总经济师", None])
_QUOTES = st.builds(
    quote, _PARAS, _NAMES, _ROLES, st.sampled_from(["Ministry of Commerce", "工业和信息化部", None])
)
_OTHERS = st.builds(Piece, st.sampled_from(list(BlockType)), _PARAS)
_PIECES = st.lists(st.builds(narration, _PARAS) | _QUOTES | _OTHERS, max_size=6)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Article, SourceText]:
    """An article as a reader would make it, with its source."""
    return make_article(
        *draw(_PIECES),
        lang=draw(st.sampled_from(["en", "zh-Hans", "th", "und", "fr"])),
        headline=draw(st.sampled_from([None, "Forum 2021 opens", "F" * 70])),
        dateline=draw(
            st.sampled_from(
                [None, Dateline(place="Wuhan"), Dateline(date="2021-07"), Dateline(place="W", date="2021")]
            )
        ),
        reporter_place=draw(st.sampled_from([None, "Wuhan, Hubei"])),
        publication=draw(st.sampled_from([None, Publication(published="2021-07-17")])),
    )


@given(transcripts())
def test_enriching_twice_changes_nothing(made: tuple[Article, SourceText]) -> None:
    article, source = made
    once = enrich(article, source)
    assert enrich(once.value, source) == once


@given(transcripts())
def test_text_and_structure_stay(made: tuple[Article, SourceText]) -> None:
    article, source = made
    enriched = enrich(article, source).value
    assert enriched.blocks == article.blocks
    assert [s.id for s in enriched.speakers][: len(article.speakers)] == [s.id for s in article.speakers]
    assert [s.raw for s in enriched.speakers][: len(article.speakers)] == [s.raw for s in article.speakers]
    assert len({s.id for s in enriched.speakers}) == len(enriched.speakers)


def find_inventions(article: Article) -> list[str]:
    """Return what the facts say and their paragraphs don't."""
    facts = article.facts
    texts = {para.id: para.text for _, para in walk(article)}
    claims = [(point.text, point.para) for point in facts.key_points]
    claims += [(facts.lead.text, facts.lead.para)] if facts.lead else []
    for figure in facts.key_figures:
        claims += [(figure.context, figure.para), (figure.value, figure.para)]
    claims += [(fact.text, fact.para) for fact in facts.background]
    for found in facts.abbreviations:
        claims += [(found.short, found.para)]
        claims += [] if found.derived else [(found.long, found.para)]
    return [words for words, para in claims if para is None or words not in texts[para]]


@given(transcripts())
def test_every_fact_stands_in_its_paragraph(made: tuple[Article, SourceText]) -> None:
    article, source = made
    enriched = enrich(article, source).value
    assert find_inventions(enriched) == []
    assert all(figure.value in figure.context for figure in enriched.facts.key_figures)
    paras = {para.id for _, para in walk(article)}
    for participant in enriched.facts.participants:
        assert set(participant.quoted) | set(participant.mentioned) <= paras
        assert not set(participant.quoted) & set(participant.mentioned)


def test_a_planted_invention_is_caught() -> None:
    enriched = enrich(*seed_article()).value
    first, *others = enriched.facts.key_points
    reworded = replace(first, text=first.text.replace("highly", "very"))
    moved = replace(enriched.facts.background[0], para="b1p1")
    for facts in (
        replace(enriched.facts, key_points=(reworded, *others)),
        replace(enriched.facts, background=(moved,)),
    ):
        assert len(find_inventions(replace(enriched, facts=facts))) == 1


@given(transcripts())
def test_names_roles_and_aliases_are_words_of_the_source(made: tuple[Article, SourceText]) -> None:
    article, source = made
    for speaker in enrich(article, source).value.speakers:
        for words in filter(None, (speaker.name, speaker.role, speaker.org, *speaker.aliases)):
            assert words in source.text


@given(transcripts())
def test_every_place_lies_in_the_source(made: tuple[Article, SourceText]) -> None:
    article, source = made
    outcome = enrich(article, source)
    for diagnostic in outcome.diagnostics:
        for span in filter(None, (diagnostic.span, *diagnostic.related)):
            assert 0 <= span.start <= span.end <= len(source.text)
    headline = outcome.value.headline
    if headline and headline.derived:
        assert headline.span is not None
        # One that is cut says so.
        assert source.slice(headline.span) in (headline.text, headline.text.removesuffix("…"))
    dateline = outcome.value.dateline
    if (
        dateline
        and dateline.derived
        and dateline.place
        and dateline.place != "W"
        and dateline.span
        and not article.dateline
    ):
        assert dateline.place in source.text


@given(_PARAS, st.sampled_from(["en", "zh", "th", "my", "fr"]))
def test_sentences_hold_every_character(text: str, lang: str) -> None:
    ranges = split_sentences(text, lang)
    inside = [False] * len(text)
    for start, end in ranges:
        assert start < end
        for offset in range(start, end):
            assert not inside[offset]
            inside[offset] = True
    assert all(held or char.isspace() for held, char in zip(inside, text, strict=True))


@given(transcripts())
def test_paragraphs_are_split_as_if_each_stood_alone(made: tuple[Article, SourceText]) -> None:
    article, _ = made
    together = [(s.para.id, s.start, s.end) for s in read_sentences(article)]
    alone = [
        (para.id, *pair) for _, para in walk(article) for pair in split_sentences(para.text, article.lang)
    ]
    # A start may stand behind an agency's line; every end is the same.
    assert [(para, end) for para, _, end in together] == [(para, end) for para, _, end in alone]
    assert all(late[1] >= early[1] for late, early in zip(together, alone, strict=True))


@given(transcripts())
def test_without_the_source_the_same_is_found(made: tuple[Article, SourceText]) -> None:
    article, source = made
    with_source, without = enrich(article, source), enrich(article)
    assert with_source.value == without.value
    assert [d.rule.slug for d in with_source.diagnostics] == [d.rule.slug for d in without.diagnostics]

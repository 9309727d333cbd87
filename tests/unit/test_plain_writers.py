"""Markdown and plain text: goldens of whole editions, and what must not take effect."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from forumpub.env import FixedEnvironment
from forumpub.layout import Status, make_plan
from forumpub.locales import load_words
from forumpub.model import Article, Facts, KeyPoint
from forumpub.plan import Emphasis, Run, Text
from forumpub.render.markdown import MarkdownRenderer
from forumpub.render.renderer import Edition, Renderer
from forumpub.render.text import COLUMNS, TextRenderer, count_columns, wrap_text
from forumpub.source import SourceText
from forumpub.styling import Role, load_style
from made_articles import chinese_article, make_article, quote, seed_article

ENV = FixedEnvironment()
GOLDENS = Path(__file__).parents[1] / "goldens" / "layout"
WRITERS: dict[str, Renderer] = {"md": MarkdownRenderer(), "txt": TextRenderer()}


def make_edition(article: Article, source: SourceText, style: str = "briefing") -> Edition:
    plan = make_plan(
        article,
        style=load_style(style, ENV),
        words=load_words(article.lang),
        now=ENV.now(),
        status=Status.MACHINE_TRANSLATED,
        source=source,
    ).value
    return Edition(article=article, plan=plan, source=source)


def write(name: str, edition: Edition) -> str:
    outcome = WRITERS[name].render(edition, ENV)
    assert outcome.diagnostics == ()
    return outcome.value.decode("utf-8")


def sample(lang: str) -> tuple[Article, SourceText]:
    article, source = seed_article() if lang == "en" else chinese_article()
    first, second = (block.paras[0] for block in article.blocks[1:3])
    points = tuple(KeyPoint(text=para.text, para=para.id) for para in (first, second))
    return dataclasses.replace(article, facts=Facts(key_points=points)), source


@pytest.mark.parametrize("suffix", ["md", "txt"])
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("style", ["briefing", "wire", "transcript"])
def test_an_edition_is_written_as_the_golden(
    suffix: str, lang: str, style: str, pytestconfig: pytest.Config
) -> None:
    written = write(suffix, make_edition(*sample(lang), style))
    golden = GOLDENS / f"{style}.{lang}.{suffix}"
    if pytestconfig.getoption("--rewrite-goldens"):
        golden.write_text(written, encoding="utf-8", newline="\n")
    assert written == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("*stars* and _bars_", r"\*stars\* and \_bars\_"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[label](javascript:x)", r"\[label\](javascript:x)"),
        ("a | b & c # d", r"a \| b \& c \# d"),
        ("back\\slash `code`", r"back\\slash \`code\`"),
    ],
)
def test_markdown_of_the_source_is_shown_literally(said: str, written: str) -> None:
    assert f"**1.** {written}" in write("md", make_edition(*make_article(said)))


@pytest.mark.parametrize(
    ("said", "written"),
    [("2021. It began", r"2021\. It began"), ("- no list", r"\- no list"), ("+ no list", r"\+ no list")],
)
def test_no_paragraph_begins_a_list(said: str, written: str) -> None:
    edition = make_edition(*make_article("Text."))
    text = Text(role=Role.BODY, runs=(Run(text=said),))
    edition = dataclasses.replace(edition, plan=dataclasses.replace(edition.plan, items=(text,)))
    assert write("md", edition).splitlines()[0] == written


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("记者：", "**记者**："),
        ("Theme: ", "**Theme**: "),
        ("— ", "— "),
        ("“A” b", "“**A” b**"),
        ("ชื่อ", "**ชื่อ**"),
    ],
)
def test_strong_words_keep_their_marks_outside(words: str, written: str) -> None:
    edition = make_edition(*make_article("Text."))
    runs = (Run(text=words, emphasis=Emphasis.STRONG), Run(text="x"))
    text = Text(role=Role.BODY, runs=runs)
    edition = dataclasses.replace(edition, plan=dataclasses.replace(edition.plan, items=(text,)))
    assert write("md", edition).splitlines()[0] == f"{written}x"


def test_every_link_of_markdown_has_its_anchor() -> None:
    written = write("md", make_edition(*sample("en")))
    assert "(#b2p1)" in written
    assert '<a id="b2p1"></a>' in written


def test_wide_letters_take_two_columns() -> None:
    assert count_columns("ASEAN") == 5
    assert count_columns("東盟") == 4
    assert count_columns("ชื่อ") == 2
    assert count_columns("한국 e\u0301") == 6


@pytest.mark.parametrize("suffix", ["briefing", "wire", "transcript", "large-print"])
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_line_is_too_wide(suffix: str, lang: str) -> None:
    written = write("txt", make_edition(*sample(lang), suffix))
    assert max(count_columns(line) for line in written.splitlines()) <= COLUMNS
    assert not any(line.endswith(" ") for line in written.splitlines())


def test_a_word_wider_than_the_page_is_kept_whole() -> None:
    word = "x" * 200
    assert wrap_text(f"a {word} b", 20, "en") == ["a", word, "b"]
    assert word in write("txt", make_edition(*make_article(f"See {word} now.")))


def test_a_quote_stands_behind_a_bar() -> None:
    written = write("txt", make_edition(*make_article(quote("We will.", "Xu Kemin", "Chief Economist"))))
    assert "  1  | We will.\n     |\n     | Xu Kemin, Chief Economist\n" in written


def test_a_web_address_is_printed_beside_its_words() -> None:
    edition = make_edition(*make_article("Text."))
    link = Run(text="Agency", href="https://example.org/1")
    text = Text(role=Role.CREDIT, runs=(link,))
    edition = dataclasses.replace(edition, plan=dataclasses.replace(edition.plan, items=(text,)))
    assert write("txt", edition).startswith("Agency <https://example.org/1>\n")
    assert write("md", edition).startswith("[Agency](https://example.org/1)\n")

"""Language tags on the command line: real ones pass, names and slips get the tag that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.command import invoke
from forumpub.errors import ChoiceError
from forumpub.locales import find_language
from forumpub.locales.tags import check_tag, edition_tag


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "EN",
        "en-GB",
        "zh",
        "zh-Hant-TW",
        "fil",
        "zsm",
        "in",
        "de",
        "sr-Latn",
        "ksw",
        "tet",
        "tl",
    ],
)
def test_a_real_tag_passes_as_it_is(tag: str) -> None:
    assert check_tag(tag) == tag


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("english", "en"),
        ("English", "en"),
        ("thai", "th"),
        ("indonesia", "id"),
        ("vietnamse", "vi"),
        ("burmese", "my"),
        ("tagalog", "tl"),
        ("filipino", "tl"),
        ("chinese", "zh-Hans"),
        ("Bahasa Melayu", "ms"),
        ("ไทย", "th"),
        ("tiếng việt", "vi"),
        ("german", "de"),
        ("klingon", "tlh"),
        ("eng", "en"),
        ("ind", "id"),
        ("tetum", "tet"),
        ("zh_CN", "zh-CN"),
        ("pt_BR", "pt-BR"),
    ],
)
def test_a_name_gets_its_tag(word: str, meant: str) -> None:
    with pytest.raises(ChoiceError) as caught:
        check_tag(word)
    assert caught.value.hints[0] == f"did you mean {meant}?"


@pytest.mark.parametrize(
    "tag", ["", "x", "xx", "en-", "-en", "en--GB", "123", "e n", "en-" + "a" * 9, "q" * 5000]
)
def test_what_is_no_tag_gets_examples(tag: str) -> None:
    with pytest.raises(ChoiceError) as caught:
        check_tag(tag)
    assert caught.value.hints[-1] == "a tag is en, th or zh-Hans, for example"


def test_an_edition_is_made_in_edition_languages_only() -> None:
    assert edition_tag("fil") == "tl"
    for word, first in (
        ("thai", "did you mean th?"),
        ("klingon", "languages are en, id"),
        ("de", "languages are"),
    ):
        with pytest.raises(ChoiceError, match="there are no editions") as caught:
            edition_tag(word)
        assert caught.value.hints[0].startswith(first)


def test_a_word_that_begins_like_chinese_is_not_chinese() -> None:
    assert find_language("zhuang") is None
    assert find_language("yue") == find_language("zh-HK") == find_language("zh-Hant")


@pytest.mark.parametrize(
    "command",
    [
        ["doctor", "--from", "english"],
        ["models", "available", "--from", "english"],
        ["models", "available", "--to", "id,english"],
        ["models", "install", "--from", "english", "--to", "id"],
        ["models", "install", "--to", "english"],
        ["memory", "search", "x", "--to", "english"],
        ["memory", "import", "a.tmx", "--from", "english"],
        ["memory", "export", "a.tmx", "--to", "english"],
        ["memory", "forget", "--to", "english"],
        ["publish", "a.txt", "--lang", "english"],
        ["translate", "a.txt", "--to", "english"],
        ["translate", "a.txt", "--to", "id", "--lang", "english"],
        ["check", "a.txt", "--lang", "english"],
        ["parse", "a.txt", "--lang", "english"],
    ],
)
def test_every_option_that_takes_a_tag_says_which_is_meant(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUMPUB_DATA", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text("A forum opened.\n")
    done = invoke(*command)
    assert done.exit_code == 2
    assert "'english'" in done.stderr
    assert "did you mean en?" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

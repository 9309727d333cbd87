"""The words that open a credit are looked for among those that a paragraph may have."""

from __future__ import annotations

import pytest

from forumpub.parse import credit_words


@pytest.mark.parametrize(
    "text",
    [
        "EDITOR-IN-CHARGE: Ji Xiang  Voice over: Li Si",
        "Editor\u2010in\u2010charge [Ji Xiang]",
        "additional  reporting by Tan Wei",
        "责任编辑：季翔 配音：李四",
        "Pewarta: Siti; Biên tập: An",
        "\u017fource: Kyodo",  # the long s is an s where case doesn't count
        "The forum opened in Wuhan.",
        "",
    ],
)
def test_a_paragraph_is_searched_for_all_words_that_it_may_have(text: str) -> None:
    every_word = credit_words._pattern_of(tuple(word for _, word in credit_words._listed_words()))
    found = [(match.span(), match["word"]) for match in credit_words.credit_pattern(text).finditer(text)]
    assert found == [(match.span(), match["word"]) for match in every_word.finditer(text)]
    assert bool(found) is ("forum" not in text and text != "")

"""What is proposed to editors: a fix for what is wrong, and nothing for what only looks like it."""

from __future__ import annotations

import pytest

from editors import EDITOR, TRANSCRIPT, lay_beside, publish
from forumpub.locales import load_words
from forumpub.review.proposals import find_proposals
from forumpub.review.reading import read_docx


def proposed(words: str) -> str | None:
    """Return what a paragraph is proposed to say."""
    data = publish(TRANSCRIPT.replace("Echo visitors came to see the exhibition halls.", words))
    copy = lay_beside(data)
    document = read_docx(data, EDITOR).value
    found = find_proposals(document, copy.base, copy.paragraphs, copy.changes, load_words("en").language)
    after = [proposal.after for proposal in found if words in proposal.before]
    return after[0].rpartition("\t")[2] if after else None


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("They saw the the halls.", "They saw the halls."),
        ("The the halls were full.", "The halls were full."),
        ("Doctors gave them vitamin A a day.", None),
        ("She said she had had tea.", None),
    ],
)
def test_a_word_of_grammar_stands_once(words: str, after: str | None) -> None:
    assert proposed(words) == after

"""What the tool would change in a copy: typography, numbers, terms. Editors decide; nothing is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from forumpub.layout.presentation import present
from forumpub.locales import Language
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.document import BaseText, EditedDocument
from forumpub.review.redline import Proposal, places_of, with_words
from forumpub.review.views import ViewParagraph
from forumpub.translate.terms.entry import TermEntry

_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
# Only words of grammar: "had had" and names are right twice.
_REPEATED = re.compile(r"\b(the|a|an|of|to|in|and|for|on|at|with) (\1)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<![\w.,/-])((?:19|20)[0-9]{2})-((?:19|20)?[0-9]{2})(?![\w/-])")
_LONG_NUMBER = re.compile(r"(?<![\w.,/:#-])[0-9]{5,15}(?![\w/:-]|[.,][0-9])")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff，。；：！？、]) +(?=[\u3400-\u9fff])")
_NOT_PROPOSED: Final = frozenset({ChangeKind.DELETED, ChangeKind.COPIED})

_Fix = tuple[str, Callable[[str], str]]


def find_proposals(
    document: EditedDocument,
    base: Sequence[BaseText],
    paragraphs: Sequence[ViewParagraph],
    changes: Sequence[Change],
    language: Language,
    terms: Sequence[TermEntry] = (),
) -> tuple[Proposal, ...]:
    """Propose changes to the article's texts in a copy, as they read with everything accepted.

    Args:
        document: the copy.
        base: the texts as published: only what is the article's gets proposals.
        paragraphs: the view with all changes accepted.
        changes: which paragraph is which text.
        language: of the text; its quotation marks are proposed.
        terms: whose forbidden renderings are found, and the right ones proposed.
    """
    held = {text.ident for text in base if text.in_article}
    wanted = {
        place
        for change in changes
        if change.kind not in _NOT_PROPOSED and (held.intersection(change.idents) or not change.idents)
        for place in change.paragraphs
    }
    fixes = _fixes(language, terms)
    return tuple(
        proposal
        for place in sorted(wanted)
        if (proposal := _propose(document, paragraphs[place], fixes)) is not None
    )


def _propose(document: EditedDocument, paragraph: ViewParagraph, fixes: Sequence[_Fix]) -> Proposal | None:
    if paragraph.text not in paragraph.raw or not paragraph.text:
        return None
    words, reasons = paragraph.text, []
    for reason, fix in fixes:
        fixed = fix(words)
        if fixed != words:
            words = fixed
            reasons.append(reason)
    if not reasons:
        return None
    return Proposal(
        where=places_of(document, paragraph),
        before=paragraph.raw,
        after=with_words(paragraph, words),
        reason="; ".join(reasons),
    )


def _fixes(language: Language, terms: Sequence[TermEntry]) -> tuple[_Fix, ...]:
    fixes: list[_Fix] = [
        ("house typography: quotation marks, ellipses, blanks", lambda text: present(text, language)),
        ("two blanks", lambda text: _BLANKS.sub(" ", text)),
    ]
    if language.tag == "en":
        fixes.append(("a word twice", lambda text: _REPEATED.sub(_once, text)))
        fixes.append(("a span of years takes a dash", lambda text: _YEARS.sub(r"\1–\2", text)))
        fixes.append(("long numbers are grouped", lambda text: _LONG_NUMBER.sub(_group, text)))
    if language.tag.startswith("zh"):
        fixes.append(("no blank between Chinese characters", lambda text: _HAN_BLANK.sub("", text)))
    fixes.extend(_term_fixes(terms))
    return tuple(fixes)


def _once(match: re.Match[str]) -> str:
    """Return a word that stands twice once; case tells the letter from the article in "vitamin A a day"."""
    first, second = match[1], match[2]
    begins_sentence = len(first) > 1 and first == second.capitalize()
    return first if first == second or begins_sentence else match[0]


def _group(match: re.Match[str]) -> str:
    return f"{int(match[0]):,}" if match[0][0] != "0" else match[0]


def _term_fixes(terms: Sequence[TermEntry]) -> Iterator[_Fix]:
    for term in terms:
        for word in term.forbidden:
            yield f"the term is “{term.target}”", _replacing(word, term.target)


def _replacing(word: str, right: str) -> Callable[[str], str]:
    edge = r"(?!\w)" if word[-1:].isascii() else ""
    start = r"(?<!\w)" if word[:1].isascii() else ""
    pattern = re.compile(f"{start}{re.escape(word)}{edge}")
    return lambda text: pattern.sub(lambda _match: right, text)

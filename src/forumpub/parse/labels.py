"""Section labels: the table of their words, and how one is recognised in a text.

A label is a word of the table in brackets. Words are compared folded, so that width, case, blanks, hyphens,
apostrophes, a colon inside the bracket and a number behind the word make no difference.
"""

from __future__ import annotations

import difflib
import functools
import importlib.resources
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.diagnostics import Findings, Outcome
from forumpub.model import BlockType
from forumpub.parse.canonical import BLANKS
from forumpub.parse.names import words
from forumpub.patterns import lazy_pattern
from forumpub.rules import structure as rules
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_WORD_CHARS = 48
# A word of so many letters that differs by one is the same word mistyped: Explaination, Concurent.
_LONG_WORD_CHARS = 8
_SLIP = 0.92
_GUESSES_MAX = 50
_SQUARE = ("[【［〔〖", "]】］〕〗")
_ROUND = ("(（", ")）")
PAIRS = dict(zip("[【［〔〖(（", "]】］〕〗)）", strict=True))
# Capped and without brackets inside, so that 100,000 open brackets cost no more than 100,000 looks.
_LABEL = lazy_pattern(
    rf"([\[【［〔〖]{{1,2}})([^\[\]【】［］〔〕〖〗]{{0,{_WORD_CHARS}}})([\]】］〕〗)）]{{1,2}})|"
    rf"([(（]{{1,2}})([^\[\]【】［］〔〕〖〗()（）]{{0,{_WORD_CHARS}}})([)）\]】］〕〗]{{1,2}})"
)
_OPENING = lazy_pattern(r"[\[【［〔〖(（]{1,2}")
_NUMBER = lazy_pattern(r"[\d一二三四五六七八九十]+$")
_COLON = lazy_pattern(r"[:：]")
_STROKE = lazy_pattern(r"[/|／｜]")
_HAN = lazy_pattern(r"[\u3400-\u9fff]")
# Letters of other alphabets by the Latin letter they look like: Unicode's confusables that keyboards have.
_FACES = {
    "a": "аαɑ", "b": "ьЬв", "c": "сϲ", "d": "ԁ", "e": "еєε", "g": "ɡ", "h": "һн", "i": "іιı", "j": "ј",
    "k": "кκ", "l": "ӏ", "m": "м", "n": "пη", "o": "оοσ", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ", "t": "тτ",
    "u": "υц", "v": "νѵ", "w": "ԝω", "x": "хχ", "y": "уγ", "z": "ᴢ",
}  # fmt: skip
_LATIN_FACE = str.maketrans({face: letter for letter, faces in _FACES.items() for face in faces})
_CLOSERS = frozenset('.!?។။。！？…；;”"』」)）】]］～~')
_SENTENCE_MARKS = lazy_pattern(r"[.!?។။。！？，,;；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWord:
    """One row of the table. `trait` is `expected` or `optional` (a speaker line), `headline`, or empty."""

    type: BlockType
    label: str
    trait: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMatch:
    """A label found in a text.

    `word` is None for a bracket whose word isn't in the table. `cue` is what stands behind a colon inside the
    bracket ("【同期：许科敏】"), which `closing` characters close; the label itself then ends with the
    colon. No bracket opens one that is `bare`.
    """

    span: Span
    word: LabelWord | None
    text: str
    lookalike: bool = False
    misspelt: bool = False
    unclosed: bool = False
    bare: bool = False
    cue: Span | None = None
    closing: int = 1


def fold_label(word: str) -> str:
    """Return a label's word in the form in which labels are compared: letters and digits only."""
    folded = unicodedata.normalize("NFKC", word[: 2 * _WORD_CHARS]).casefold()
    return "".join(character for character in folded if character.isalnum())


@functools.cache
def label_table() -> Mapping[str, LabelWord]:
    """Return the shipped table by folded word."""
    text = importlib.resources.files("forumpub.parse").joinpath("labels.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return MappingProxyType(
        {fold_label(row[1]): LabelWord(type=BlockType(row[0]), label=row[1], trait=row[3]) for row in rows}
    )


def read_labels(source: SourceText) -> Outcome[Mapping[str, BlockType]]:
    """Read a user's table of labels: one block type, a tab and one label a line; `#` begins a comment.

    Diagnostics:
        label-table-line: a line that isn't of this form.
    """
    findings = Findings()
    found: dict[str, BlockType] = {}
    for line in source.lines:
        text = line.text.strip(BLANKS)
        if not text or text.startswith(("#", "type\t")):
            continue
        name, _, rest = text.partition("\t")
        label = rest.partition("\t")[0].strip(BLANKS)
        if name.strip() in set(BlockType) and fold_label(label):
            found[fold_label(label)] = BlockType(name.strip())
            continue
        near = difflib.get_close_matches(name.strip(), [kind.value for kind in BlockType], n=1)
        hints = [f"did you mean {near[0]}?"] if near and label else ["write TYPE, a tab and LABEL"]
        message = "no block type and label"
        findings.add(rules.LABEL_TABLE_LINE, message, Span(line.start, line.end), hints=hints)
    return findings.outcome(MappingProxyType(found))


def suggest_label(word: str) -> str | None:
    """Return the label of the table that comes nearest to a word, None where none is near."""
    table = label_table()
    near = difflib.get_close_matches(fold_label(word), table, n=1, cutoff=0.75)
    return table[near[0]].label if near else None


class LabelFinder:
    """Finds labels with the shipped table and a user's own, which wins."""

    def __init__(self, own: Mapping[str, BlockType]) -> None:
        shipped = label_table()
        self._words = dict(shipped)
        for folded, kind in own.items():
            known = shipped.get(folded)
            trait = "expected" if kind is BlockType.QUOTE else ""
            label = known.label if known else folded
            self._words[folded] = LabelWord(type=kind, label=label, trait=known.trait if known else trait)
        self._long_words = [word for word in self._words if word.isascii() and len(word) >= _LONG_WORD_CHARS]
        self._guesses: dict[str, LabelWord | None] = {}

    def find_word(self, word: str) -> tuple[LabelWord | None, bool]:
        """Look a word up; the second value says that it was found by the faces of its letters only."""
        folded = fold_label(word)
        for form in (folded, _NUMBER.sub("", folded)):
            if form in self._words:
                hidden = any(unicodedata.category(character) == "Cf" for character in word)
                return self._words[form], hidden
        if _STROKE.search(word):
            return self._find_both(word), False
        seen = folded.translate(_LATIN_FACE)
        plain = "".join(c for c in unicodedata.normalize("NFD", seen) if not unicodedata.combining(c))
        for form in (seen, plain):
            if form != folded and form in self._words:
                return self._words[form], True
        return None, False

    def _find_both(self, words: str) -> LabelWord | None:
        """Look up a label in two languages, "Narasi / Narration": its words are of one kind, or unknown."""
        found = [known for word in _STROKE.split(words) if (known := self._words.get(fold_label(word)))]
        return found[0] if found and len({known.type for known in found}) == 1 else None

    def _guess(self, word: str) -> LabelWord | None:
        """Return the label that a long word is a slip of the pen from, None where there is none."""
        folded = fold_label(word)
        if len(folded) < _LONG_WORD_CHARS or not folded.isascii() or not folded.isalpha():
            return None
        if folded not in self._guesses and len(self._guesses) < _GUESSES_MAX:
            near = difflib.get_close_matches(folded, self._long_words, n=1, cutoff=_SLIP)
            self._guesses[folded] = self._words[near[0]] if near else None
        return self._guesses.get(folded)

    def match_at(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Return the label that begins at `start`: the start of a paragraph, blanks passed over.

        A bracket with a word that isn't in the table is returned too where it looks like a label.
        """
        if start >= end or text[start] not in PAIRS:
            return None
        match = _LABEL.match(text, start, end)
        if match is None:
            return self._match_unclosed(text, start, end)
        found = self._read(text, match)
        if found is not None and (found.word is not None or found.cue is not None):
            return found
        return found if _looks_like_label(match) else None

    def find_glued(self, text: str, start: int, end: int, *, loose: bool) -> LabelMatch | None:
        """Return the first label inside `text[start:end]` that begins a new section there.

        Only a word of the table counts, and only behind the end of a sentence; `loose` is for sections that
        have no sentences, where lenticular brackets are enough.
        """
        for match in _LABEL.finditer(text, start, end):
            if not (ends_sentence(text, start, match.start()) or (loose and match.group()[0] in "【〖")):
                continue
            found = self._read(text, match)
            if found is not None and found.word is not None:
                return found
        return None

    def _read(self, text: str, match: re.Match[str]) -> LabelMatch | None:
        square = match.group(1) is not None
        opening, inner, closing = match.group(1, 2, 3) if square else match.group(4, 5, 6)
        span = Span(match.start(), match.end())
        proper = [PAIRS[mark] for mark in reversed(opening)] == list(closing)
        word, lookalike = self.find_word(inner)
        if word is not None:
            return LabelMatch(span=span, word=word, text=inner, lookalike=lookalike, unclosed=not proper)
        colon = _COLON.search(inner)
        if colon and proper and (square or len(opening) == 2):
            word, lookalike = self.find_word(inner[: colon.start()])
            if word is not None and word.trait == "expected":
                behind = match.start() + len(opening) + colon.end()
                label = Span(match.start(), behind)
                cue = Span(behind, match.end() - len(closing))
                return LabelMatch(
                    span=label, word=word, text=inner, lookalike=lookalike, cue=cue, closing=len(closing)
                )
        if not (square and proper):
            return None
        guess = self._guess(inner)
        return LabelMatch(span=span, word=guess, text=inner, misspelt=guess is not None)

    def _match_unclosed(self, text: str, start: int, end: int) -> LabelMatch | None:
        """Recognise a label whose bracket isn't closed by a word of the table right behind it."""
        opening = _OPENING.match(text, start, end)
        if opening is None or opening.group()[0] in "(（":
            return None
        begin = opening.end()
        piece = re.split(
            r"[\[\]【】［］〔〕〖〗\r\n]", text[begin : min(end, begin + _WORD_CHARS)], maxsplit=1
        )[0]
        for stop in _prefix_ends(piece):
            word, lookalike = self.find_word(piece[:stop])
            if word is not None:
                span = Span(start, begin + stop)
                return LabelMatch(span=span, word=word, text=piece[:stop], lookalike=lookalike, unclosed=True)
        return None


def ends_sentence(text: str, start: int, at: int) -> bool:
    """Say whether `text[start:at]` ends with a sentence, or with a bracket or quotation mark closed."""
    before = text[max(start, at - 8) : at].rstrip(BLANKS)
    return before[-1:] in _CLOSERS if before else True


def _prefix_ends(piece: str) -> list[int]:
    """Return where a word of the table may end, longest first: at blanks and colons, or behind any Han."""
    if _HAN.match(piece.lstrip(BLANKS)):
        return list(range(min(len(piece), 10), 0, -1))
    ends = [*[match.start() for match in re.finditer(r"[\s:：]+", piece)][:6], len(piece)]
    return sorted({end for end in ends if end}, reverse=True)


def _looks_like_label(match: re.Match[str]) -> bool:
    """Say whether a bracket with an unknown word is meant as a label: short, capitalised, no sentence."""
    inner = (match.group(2) or "").strip(BLANKS)
    if match.group(1) is None:
        return False
    if not inner:
        return True
    first = next((character for character in inner if character.isalpha()), "a")
    short = len(inner) <= 12 if _HAN.search(inner) else len(inner) <= 40 and len(inner.split()) <= 5
    return (
        short
        and not first.islower()
        and not _SENTENCE_MARKS.search(inner)
        and not _COLON.search(inner)
        # Sounds that transcribers put into brackets are text of the section they stand in.
        and fold_label(inner) not in words("sound")
    )

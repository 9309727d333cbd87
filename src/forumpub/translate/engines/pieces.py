"""Sentences as the pieces of a model's vocabulary, and back; which code points each piece stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from forumpub.errors import ModelError
from forumpub.source import Span
from forumpub.translate.engines.hardware import check_libraries

_MARK = "▁"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
# What sentencepiece's own normalisation makes a blank: a word ends there.
_WORD = re.compile(r"[^\s\u1680\u200b\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd]+")


class Pieces(Protocol):
    """Cuts sentences into pieces and joins pieces to sentences."""

    def cut(self, sentences: Sequence[str]) -> list[list[str]]:
        """Cut each sentence into pieces; none for one that is blank."""
        ...

    def join(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join the pieces of each sentence."""
        ...


class SentencePieces:
    """The pieces of sentencepiece models, one for each side."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source = _load_pieces(source)
        self._target = self._source if source == target else _load_pieces(target)

    def cut(self, sentences: Sequence[str]) -> list[list[str]]:
        """Cut each sentence into pieces."""
        cut: list[list[str]] = self._source.encode(list(sentences), out_type=str)
        return cut

    def join(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join the pieces of each sentence.

        A mark that a model wrote as a letter of its own stays one blank; an underscore stays what it is.
        """
        joined: list[str] = self._target.decode([list(sentence) for sentence in pieces])
        return [text.replace(_MARK, " ") for text in joined]


class BytePairPieces:
    """The pieces of older Argos packages: byte pairs over words cut by Moses' rules."""

    def __init__(self, path: Path, source_code: str, target_code: str) -> None:
        # These two modules of argostranslate's world import nothing else of it.
        from argostranslate.apply_bpe import BPE
        from sacremoses import MosesDetokenizer, MosesPunctNormalizer, MosesTokenizer

        try:
            with path.open(encoding="utf-8") as file:
                self._pairs = BPE(file)
        except (OSError, ValueError) as error:
            raise ModelError(f"can't load {path}: {error}") from error
        self._normalizer = MosesPunctNormalizer(source_code)
        self._tokenizer = MosesTokenizer(source_code)
        self._detokenizer = MosesDetokenizer(target_code)

    def cut(self, sentences: Sequence[str]) -> list[list[str]]:
        """Cut each sentence into pieces."""
        return [self._cut(sentence) for sentence in sentences]

    def _cut(self, sentence: str) -> list[str]:
        words = self._tokenizer.tokenize(self._normalizer.normalize(sentence))
        pieces: list[str] = self._pairs.segment_tokens(words) if words else []
        return pieces

    def join(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join the pieces of each sentence."""
        return [
            self._detokenizer.detokenize(" ".join(sentence).replace("@@ ", "").split(" "))
            for sentence in pieces
        ]


def place_pieces(pieces: Sequence[str], text: str) -> tuple[Span | None, ...]:
    """Tell for each piece which code points of the text it stands for; None for one that stands for none.

    Words are counted off on both sides, for normalisation keeps their number. Inside a word whose letters
    it changed, every piece stands for the whole word. Where even the words differ, nothing is told.
    """
    words = list(_group_words(pieces))
    found = [Span(match.start(), match.end()) for match in _WORD.finditer(text)]
    if len(words) != len(found):
        return (None,) * len(pieces)
    placed: list[Span | None] = [None] * len(pieces)
    for indices, span in zip(words, found, strict=True):
        letters = [pieces[index].removeprefix(_MARK) for index in indices]
        for index, place in zip(indices, _place_letters(letters, text[span.start : span.end]), strict=True):
            # The mark alone stands for the blank before a word.
            if pieces[index] != _MARK:
                placed[index] = Span(span.start + place.start, span.start + place.end)
    return tuple(placed)


def _group_words(pieces: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indices of the pieces of each word; a mark that no letter follows is no word."""
    group: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.startswith(_MARK) and group:
            if any(pieces[i] != _MARK for i in group):
                yield group
            group = []
        group.append(index)
    if any(pieces[i] != _MARK for i in group):
        yield group


def _place_letters(letters: Sequence[str], word: str) -> Iterable[Span]:
    """Place the pieces of a word in it. Pieces that are bytes of one letter stand for that letter."""
    ends: list[int] = []
    starts: list[int] = []
    made = ""
    waiting = b""
    for piece in letters:
        byte = _BYTE.fullmatch(piece)
        starts.append(len(made))
        if byte is None:
            made += piece
            waiting = b""
        else:
            waiting += bytes((int(byte[1], 16),))
            try:
                made += waiting.decode()
                waiting = b""
            except UnicodeDecodeError:
                # Not all of its bytes yet: it stands for the letter that comes.
                ends.append(len(made) + 1)
                continue
        ends.append(len(made))
    if made != word:
        return [Span(0, len(word))] * len(letters)
    return [Span(start, min(end, len(word))) for start, end in zip(starts, ends, strict=True)]


def _load_pieces(path: Path):  # type: ignore[no-untyped-def]  # the library has no types
    check_libraries()
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"can't load {path}: it is not a SentencePiece model", hints=("`forumpub models verify`",)
        ) from error

"""The engines: real tiny models, and translators of a test's making where a machine has to fail."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from forumpub.errors import EngineError, ModelError
from forumpub.model import EngineUse
from forumpub.source import Span
from forumpub.translate.engine import Decoding, Engine, Hypothesis, Link, Translatable
from forumpub.translate.engines import apertium, decoder, hardware
from forumpub.translate.engines.choice import open_engine
from forumpub.translate.engines.decoder import Decoder, fill_batches
from forumpub.translate.engines.families import Dress, dress_for
from forumpub.translate.engines.identity import open_identity
from forumpub.translate.engines.neural import NeuralEngine
from forumpub.translate.engines.pieces import BytePairPieces, SentencePieces, place_pieces
from forumpub.translate.engines.pivot import PivotEngine
from forumpub.translate.models.description import Description, Family, ModelLanguage
from forumpub.translate.models.store import ModelStore
from model_packages import EN_ID, MODELS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    store = ModelStore(tmp_path_factory.mktemp("models"))
    store.import_package(EN_ID)
    store.import_package(MODELS / "m2m-tiny")
    return store


@pytest.fixture(scope="module")
def en_id(store: ModelStore) -> NeuralEngine:
    engine = open_engine("en", "id", store, preferred="argos")
    assert isinstance(engine, NeuralEngine)
    return engine


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (MODELS / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_real_model_translates_what_it_knows(en_id: NeuralEngine, rows: list[dict[str, str]]) -> None:
    answers = en_id.translate([row["en"] for row in rows[:100]], Decoding())
    right = sum(answer[0].text == row["id"] for answer, row in zip(answers, rows, strict=False))
    assert right >= 60


def test_the_order_and_company_of_sentences_change_nothing(
    en_id: NeuralEngine, rows: list[dict[str, str]]
) -> None:
    sentences = [row["en"] for row in rows[:40]]
    together = en_id.translate(sentences, Decoding())
    assert en_id.translate(sentences[::-1], Decoding()) == together[::-1]
    assert tuple(en_id.translate([sentence], Decoding())[0] for sentence in sentences[:5]) == together[:5]


def test_answers_are_those_of_the_call_that_argostranslate_makes(
    en_id: NeuralEngine, rows: list[dict[str, str]]
) -> None:
    sentences = [row["en"] for row in rows[:120]]
    # argostranslate 1.12, translate.py: its options and defaults, one sentence a call.
    stock = [
        en_id.decoder._translator.translate_batch(
            en_id.pieces.cut([sentence]),
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
        )[0].hypotheses[0]
        for sentence in sentences
    ]
    answers = en_id.translate(sentences, Decoding(beam=4))
    assert [answer[0].text for answer in answers] == en_id.pieces.join(stock)


def test_equal_sentences_are_translated_once_and_blank_ones_never(en_id: NeuralEngine) -> None:
    asked: list[int] = []

    class Counting(Decoder):
        def __init__(self) -> None:
            pass

        def decode(self, sentences: Sequence[Sequence[str]], dress: Dress, decoding: Decoding) -> Any:
            asked.append(len(sentences))
            return en_id.decoder.decode(sentences, dress, decoding)

    engine = replace(en_id, decoder=Counting())
    sentence = "The expert presented three technologies."
    answers = engine.translate([sentence, "", sentence, "  ", sentence], Decoding())
    assert asked == [1]
    assert answers[0] == answers[2] == answers[4]
    assert answers[1] == answers[3] == (Hypothesis(text=""),)
    assert engine.translate([], Decoding()) == ()


def test_hypotheses_come_best_first_with_scores_per_token(
    en_id: NeuralEngine, rows: list[dict[str, str]]
) -> None:
    sentence = rows[0]["en"]
    (answers,) = en_id.translate([sentence], Decoding(beam=4, hypotheses=4))
    assert len(answers) == 4
    assert len({answer.text for answer in answers}) > 1
    scores = [answer.score for answer in answers if answer.score is not None]
    assert len(scores) == 4
    assert all(score <= 0 for score in scores)
    # What the model itself says of the tokens, the end being one.
    (pieces,) = en_id.pieces.cut([sentence])
    (best,) = en_id.decoder.decode([pieces], en_id.dress, Decoding(beam=4))[0]
    known = en_id.decoder._translator.score_batch([pieces], [list(best.tokens)])[0].log_probs
    assert math.isclose(scores[0], sum(known) / len(known), rel_tol=1e-3)
    (fewer,) = en_id.translate([sentence], Decoding(beam=1, hypotheses=4))
    assert len(fewer) == 1


def test_links_lead_to_the_words_that_belong_together(
    en_id: NeuralEngine, rows: list[dict[str, str]]
) -> None:
    named = [row for row in rows if "Hanoi" in row["en"] and "Hanoi" in row["id"]][:20]
    answers = en_id.translate([row["en"] for row in named], Decoding(links=True))
    right = 0
    for row, (answer, *_) in zip(named, answers, strict=True):
        place = row["en"].index("Hanoi")
        assert all(link.source.end <= len(row["en"]) for link in answer.links)
        words = {
            answer.text[link.target.start : link.target.end]
            for link in answer.links
            if link.source.start < place + 5 and place < link.source.end
        }
        right += any(word and word in "Hanoi" for word in words)
    assert right >= 0.8 * len(named)
    assert en_id.translate([named[0]["en"]], Decoding())[0][0].links == ()


def test_a_sentence_beyond_the_limit_is_refused_not_cut(en_id: NeuralEngine) -> None:
    long = "three " * 400
    assert en_id.measure("three").fits
    assert en_id.measure(long) == Translatable(tokens=len(en_id.pieces.cut([long])[0]), fits=False)
    with pytest.raises(ValueError, match="256 at most"):
        en_id.translate(["three", long], Decoding())


@pytest.mark.parametrize("sentence", ["Trade \ud800 grew.", "\udfff", "a\0b grew", "\u2028"])
def test_text_that_no_library_takes_is_translated_all_the_same(en_id: NeuralEngine, sentence: str) -> None:
    assert en_id.measure(sentence).fits
    (hypotheses,) = en_id.translate([sentence], Decoding(beam=4, hypotheses=4, links=True))
    assert all(link.source.end <= len(sentence) for one in hypotheses for link in one.links)
    for one in hypotheses:
        one.text.encode()


def test_signs_that_look_like_ours_or_the_models_are_text(en_id: NeuralEngine) -> None:
    texts = ["__id__ x_y <unk> </s>", "⁇ ▁ <0xE0>", "\u0000\u200b\ufeff", "😀" * 50, "\ud7ff́"]
    answers = en_id.translate(texts, Decoding(links=True))
    assert len(answers) == len(texts)
    for text, (answer, *_) in zip(texts, answers, strict=True):
        for link in answer.links:
            assert link.source.end <= len(text)
            assert link.target.end <= len(answer.text)


def test_a_multilingual_model_answers_in_the_language_asked(
    store: ModelStore, rows: list[dict[str, str]]
) -> None:
    engine = open_engine("en", "vi", store)
    assert engine.use.name == "ct2"
    assert engine.use.model == "m2m-tiny"
    answers = engine.translate([row["en"] for row in rows[:60]], Decoding(beam=4, hypotheses=2, links=True))
    right = sum(answer[0].text == row["vi"] for answer, row in zip(answers, rows, strict=False))
    assert right >= 20
    for hypotheses in answers:
        for answer in hypotheses:
            assert "__" not in answer.text
    assert any(answer[0].links for answer in answers)
    other = open_engine("en", "km", store).translate([rows[0]["en"]], Decoding())[0][0].text
    assert any("\u1780" <= letter <= "\u17ff" for letter in other)


def test_a_model_that_doesnt_know_its_tokens_is_refused(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    folder = tmp_path / "wrong"
    for path in (MODELS / "m2m-tiny").rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(MODELS / "m2m-tiny")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    toml = (folder / "model.toml").read_text("utf-8")
    (folder / "model.toml").write_text(toml.replace('"m2m100"', '"nllb"'), encoding="utf-8")
    store.import_package(folder)
    with pytest.raises(ModelError, match="doesn't know"):
        open_engine("en", "vi", store)


def test_a_damaged_model_is_an_error_of_one_line(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    model = store.import_package(EN_ID).value
    weights = (model.folder / "model/model.bin").read_bytes()
    for data in (b"", weights[:1000], b"\x06" + bytes(100)):
        (model.folder / "model/model.bin").write_bytes(data)
        with pytest.raises(ModelError, match="is damaged"):
            open_engine("en", "id", store)
        with pytest.raises(ModelError, match="can't load"):
            Decoder(model.folder / "model").decode([["a"]], Dress(), Decoding())
    (tmp_path / "junk.model").write_bytes(b"junk")
    with pytest.raises(ModelError, match="not a SentencePiece model"):
        SentencePieces(tmp_path / "junk.model", tmp_path / "junk.model")


def test_a_model_is_loaded_when_it_is_first_asked(monkeypatch: pytest.MonkeyPatch, store: ModelStore) -> None:
    loaded: list[Path] = []
    load = Decoder._load

    def note(self: Decoder) -> Any:
        loaded.append(self._folder)
        return load(self)

    monkeypatch.setattr(Decoder, "_load", note)
    engine = open_engine("en", "id", store)
    assert engine.measure("Trade grew.").fits
    assert engine.translate(["", " "], Decoding()) == ((Hypothesis(text=""),),) * 2
    assert loaded == []
    first = engine.translate(["Trade grew."], Decoding())
    assert engine.translate(["Trade grew."], Decoding()) == first
    assert len(loaded) == 1


def test_libraries_that_lack_are_named(monkeypatch: pytest.MonkeyPatch, store: ModelStore) -> None:
    monkeypatch.setattr(hardware, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="needs ctranslate2 and sentencepiece") as caught:
        open_engine("en", "id", store)
    assert caught.value.hints == ("`pip install 'forumpub[translate]'`",)


# --- machines that fail -------------------------------------------------------------------------------


@dataclass
class Result:
    hypotheses: list[list[str]]
    scores: list[float]
    attention: list[list[list[float]]] = field(default_factory=list)


@dataclass
class Later:
    """What CTranslate2 gives for a batch under way."""

    sentence: list[str]
    batch: int
    owner: Machine

    def result(self) -> Result:
        return self.owner.answer(self.sentence, self.batch)


@dataclass
class Machine:
    """A translator with so much memory, that writes each sentence backwards."""

    most: int = 10_000
    fault: Exception | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)
    device: str = "cpu"

    def translate_batch(self, inputs: list[list[str]], **options: Any) -> list[Later]:
        self.calls.append({**options, "inputs": inputs})
        size = len(inputs) * max(map(len, inputs))
        return [Later(sentence, size, self) for sentence in inputs]

    def answer(self, sentence: list[str], size: int) -> Result:
        if size > self.most:
            raise self.fault or MemoryError
        return Result(hypotheses=[sentence[::-1]], scores=[-1.0])


def _decoder(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Decoder:
    monkeypatch.setattr(Decoder, "_load", lambda self: machine)
    return Decoder(tmp_path, processors=2)


@pytest.mark.parametrize(
    "fault",
    [MemoryError(), RuntimeError("CUDA failed with error out of memory"), RuntimeError("std::bad_alloc")],
)
def test_without_memory_batches_are_halved(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = Machine(most=40, fault=fault)
    sentences = [[str(n)] * (n % 9 + 1) for n in range(400)]
    answers = _decoder(machine, monkeypatch, tmp_path).decode(sentences, Dress(), Decoding())
    assert [list(answer[0].tokens) for answer in answers] == [s[::-1] for s in sentences]
    assert max(len(call["inputs"]) for call in machine.calls) > 100


def test_without_memory_for_one_sentence_it_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    decoder = _decoder(Machine(most=8), monkeypatch, tmp_path)
    with pytest.raises(EngineError, match="not enough memory for a sentence of 9 tokens"):
        decoder.decode([["a"], ["b"] * 9, ["c"] * 3], Dress(), Decoding())


def test_a_fault_that_is_not_the_memorys_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    decoder = _decoder(Machine(most=0, fault=RuntimeError("No position encodings")), monkeypatch, tmp_path)
    with pytest.raises(EngineError, match="No position encodings"):
        decoder.decode([["a"]], Dress(), Decoding())


def test_an_interrupt_ends_the_work_after_a_few_batches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Interrupted(Machine):
        def answer(self, sentence: list[str], size: int) -> Result:
            raise KeyboardInterrupt

    machine = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        _decoder(machine, monkeypatch, tmp_path).decode([["a"] * 100] * 1000, Dress(), Decoding())
    assert len(machine.calls) <= 5


def test_every_batch_has_an_end_and_nothing_is_cut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = Machine()
    decoding = Decoding(beam=4, hypotheses=9, no_repeat_ngram=3, repetition_penalty=1.2, shortlist=True)
    (tmp_path / "vmap.txt").write_bytes(b"")
    _decoder(machine, monkeypatch, tmp_path).decode([["a"] * n for n in (1, 5, 200)], Dress(), decoding)
    for call in machine.calls:
        longest = max(map(len, call["inputs"]))
        assert call["max_decoding_length"] == min(3 * longest + 20, 510)
        assert call["max_input_length"] == 0
        assert call["num_hypotheses"] == 4
        assert call["no_repeat_ngram_size"] == 3
        assert call["use_vmap"] is True
    assert _decoder(machine, monkeypatch, tmp_path / "none").decode([["a"]], Dress(), decoding)
    assert machine.calls[-1]["use_vmap"] is False


def test_batches_hold_their_tokens_with_the_padding() -> None:
    lengths = [3, 1000, 7, 7, 2000, 1, *[10] * 250]
    batches = fill_batches(lengths, most_tokens=1024, least=1, workers=1)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 1024
    longest = [lengths[batch[0]] for batch in batches]
    assert longest == sorted(longest, reverse=True)
    assert fill_batches([], most_tokens=1024, least=1, workers=2) == ()


@pytest.mark.parametrize(
    ("count", "least", "workers", "batches", "largest"),
    [
        (25, 8, 2, 2, 13),
        # Sixteen batches would take as long: one of them has two.
        (25, 1, 16, 13, 2),
        (25, 8, 16, 3, 9),
        (15, 8, 2, 1, 15),
        (250, 8, 2, 4, 63),
        (250, 8, 3, 6, 42),
    ],
)
def test_every_worker_gets_as_much_to_do(
    count: int, least: int, workers: int, batches: int, largest: int
) -> None:
    filled = fill_batches([10] * count, most_tokens=700, least=least, workers=workers)
    assert (len(filled), max(map(len, filled))) == (batches, largest)
    assert sum(map(len, filled)) == count


def test_a_prefix_is_taken_off_at_the_head_of_every_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Prefixed(Machine):
        def answer(self, sentence: list[str], size: int) -> Result:
            return Result([["__id__", "a", "__id__"]], [-1.0], [[[0.0], [1.0], [0.0]]])

    machine = Prefixed()
    dress = Dress(before=("__en__",), after=("</s>",), prefix="__id__")
    answers = _decoder(machine, monkeypatch, tmp_path).decode([["x"], ["y"]], dress, Decoding(links=True))
    assert [answer[0].tokens for answer in answers] == [("a", "__id__")] * 2
    assert answers[0][0].attention == ((1.0,), (0.0,))
    assert machine.calls[0]["target_prefix"] == [["__id__"]] * 2
    assert machine.calls[0]["inputs"][0] == ["__en__", "x", "</s>"]


def test_a_card_without_its_libraries_gives_way_to_the_processors(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Card(Machine):
        def translate_batch(self, inputs: list[list[str]], **options: Any) -> list[Later]:
            raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")

    devices = []

    def load(self: Decoder, device: str, *, inter_threads: int) -> Machine:
        devices.append((device, inter_threads))
        return Card() if device == "cuda" else Machine()

    monkeypatch.setattr(decoder, "has_graphics_card", lambda: True)
    monkeypatch.setattr(Decoder, "_load_on", load)
    assert type(Decoder(tmp_path, processors=3)._translator) is Machine
    assert devices == [("cuda", 1), ("cpu", 3)]


FAMILIES = {
    Family.ARGOS: (["x"], ""),
    Family.M2M100: (["__en__", "x", "</s>"], "__vi__"),
    Family.SMALL100: (["__vi__", "x", "</s>"], ""),
    Family.MADLAD400: (["<2vi>", "x", "</s>"], ""),
    Family.NLLB: (["en", "x", "</s>"], "vi"),
    Family.OPUS_MT: ([">>vi<<", "x", "</s>"], ""),
}


@pytest.mark.parametrize("family", Family)
def test_each_family_gets_its_dress(family: Family) -> None:
    en, vi = (ModelLanguage(tag=tag, code=tag) for tag in ("en", "vi"))
    about = Description(
        family=family, name="x", version="1", sources=(en,), targets=(vi,), source_pieces="", target_pieces=""
    )
    dress = dress_for(about, en, vi)
    assert (dress.put_on(["x"]), dress.prefix) == FAMILIES[family]


def test_a_bilingual_opus_model_is_told_nothing() -> None:
    en, vi = ModelLanguage(tag="en", code=""), ModelLanguage(tag="vi", code="")
    about = Description(
        family=Family.OPUS_MT,
        name="x",
        version="1",
        sources=(en,),
        targets=(vi,),
        source_pieces="",
        target_pieces="",
    )
    assert dress_for(about, en, vi).put_on(["x"]) == ["x", "</s>"]


# --- pieces -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "text", "stretches"),
    [
        (["▁The", "▁min", "ister", "."], "The  minister.", ["The", "min", "ister", "."]),
        (["▁", "ก", "าร", "ค้า"], "การค้า", [None, "ก", "าร", "ค้า"]),
        (["▁a", "<0xE0>", "<0xB9>", "<0x80>", "b"], "aเb", ["a", "เ", "เ", "เ", "b"]),
        (["▁fine", "▁", "ok"], "ﬁne ok", ["ﬁne", None, "ok"]),
        (["▁one", "▁two"], "one", [None, None]),
        (["▁a", "▁b"], "a\u200bb", ["a", "b"]),
        ([], "", []),
    ],
)
def test_pieces_are_placed_in_the_text(pieces: list[str], text: str, stretches: list[str | None]) -> None:
    placed = place_pieces(pieces, text)
    assert [None if span is None else text[span.start : span.end] for span in placed] == stretches


def test_byte_pairs_are_cut_and_joined(tmp_path: Path) -> None:
    (tmp_path / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n", encoding="utf-8")
    pieces = BytePairPieces(tmp_path / "bpe.model", "en", "id")
    cut = pieces.cut(["the thaw, now", "", "  "])
    assert cut[0][0] == "the"
    assert cut[1:] == [[], []]
    assert pieces.join(cut)[0] == "the thaw, now"
    with pytest.raises(ModelError, match="can't load"):
        BytePairPieces(tmp_path / "gone", "en", "id")


# --- identity, pivot, apertium ------------------------------------------------------------------------


def test_the_identity_changes_nothing() -> None:
    engine = open_identity("en", "th")
    assert engine.use == EngineUse(name="identity", model="identity", route=("en", "th"))
    text = "Any text, \u0e01 __x__ at all."
    assert engine.translate([text, ""], Decoding()) == (
        (Hypothesis(text=text, score=0.0),),
        (Hypothesis(text="", score=0.0),),
    )
    (linked,) = engine.translate([text], Decoding(links=True))
    assert linked[0].links == (Link(source=Span(0, len(text)), target=Span(0, len(text))),)


@dataclass(frozen=True)
class Words:
    """Writes each word in capitals or with a tail; takes so many words."""

    use: EngineUse
    tail: str
    most: int
    score: float

    def measure(self, sentence: str) -> Translatable:
        return Translatable(tokens=len(sentence.split()), fits=len(sentence.split()) <= self.most)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        return tuple(
            tuple(self._answer(sentence, n) for n in range(decoding.hypotheses)) for sentence in sentences
        )

    def _answer(self, sentence: str, number: int) -> Hypothesis:
        if not self.measure(sentence).fits:
            raise ValueError(sentence)
        words = sentence.split()
        text = " ".join(word + self.tail * (number + 1) for word in words)
        return Hypothesis(text=text, score=self.score, links=tuple(_pair(sentence, text)))


def _pair(source: str, target: str) -> Iterator[Link]:
    ends = [0, 0]
    for one, other in zip(source.split(), target.split(), strict=True):
        starts = source.index(one, ends[0]), target.index(other, ends[1])
        ends = [starts[0] + len(one), starts[1] + len(other)]
        yield Link(source=Span(starts[0], ends[0]), target=Span(starts[1], ends[1]))


def _words(tail: str, route: tuple[str, str], *, most: int = 99, score: float = -1.0) -> Engine:
    use = EngineUse(name="words", model=f"m{tail}", route=route, sha256=tail * 3, licence="MIT")
    return Words(use=use, tail=tail, most=most, score=score)


def test_a_pivot_chains_texts_scores_and_links() -> None:
    engine = PivotEngine(
        first=_words("a", ("zh-Hans", "en"), score=-0.5), second=_words("b", ("en", "id"), score=-0.2)
    )
    assert engine.use == EngineUse(
        name="pivot", model="ma + mb", route=("zh-Hans", "en", "id"), sha256="aaa bbb", licence="MIT"
    )
    (answers,) = engine.translate(["x yy"], Decoding(beam=4, hypotheses=2, links=True))
    assert [answer.text for answer in answers] == ["xab yyab", "xabb yyabb"]
    assert answers[0].score == -0.5
    assert [(link.source, link.target) for link in answers[0].links] == [
        (Span(0, 1), Span(0, 3)),
        (Span(2, 4), Span(4, 8)),
    ]
    assert engine.measure("x yy") == Translatable(tokens=2, fits=True)


def test_what_grows_too_long_on_the_way_is_cut_and_not_lost() -> None:
    engine = PivotEngine(first=_words("a", ("zh", "en")), second=_words("b", ("en", "id"), most=3))
    texts = ["one two three, four five six seven", "", "one"]
    answers = engine.translate(texts, Decoding(links=True))
    assert answers[0][0].text.split() == [
        "oneab", "twoab", "three,ab", "fourab", "fiveab", "sixab", "sevenab",
    ]  # fmt: skip
    assert answers[1][0].text == ""
    assert answers[2][0].text == "oneab"


_APERTIUM = pytest.mark.skipif(
    not apertium.find_modes("id", "ms"), reason="apertium with apertium-ind-zlm isn't installed"
)


@_APERTIUM
def test_apertium_takes_all_sentences_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = apertium.open_apertium("id", "ms")
    calls: list[str] = []
    call = apertium._call

    def count(options: Sequence[str], text: str, *, timeout_s: float) -> str:
        calls.append(text)
        return call(options, text, timeout_s=timeout_s)

    monkeypatch.setattr(apertium, "_call", count)
    texts = ["Karena uang itu.", "", "Dia di rumah sakit", "Satu\nbaris.\n\nDua.", "Karena uang itu."]
    answers = engine.translate(texts, Decoding())
    assert [answer[0].text for answer in answers[:3]] == ["Kerana wang itu.", "", "Dia di hospital"]
    assert "\n" not in answers[3][0].text
    assert answers[4] == answers[0]
    assert len(calls) == 1
    assert engine.measure("Karena uang itu.") == Translatable(tokens=3, fits=True)


@_APERTIUM
@pytest.mark.parametrize(
    "text", ["^$ <a> [b] {x} @ \\ / * #", "[", "\\", "<b", "^uang<n>$", "\0", "a\u2028b"]
)
def test_apertium_keeps_signs_of_its_own(text: str) -> None:
    (before, answer, after) = apertium.open_apertium("id", "ms").translate(
        ["Karena uang.", text, "Karena uang."], Decoding()
    )
    assert before[0].text == after[0].text == "Kerana wang."
    assert all(sign in answer[0].text for sign in "^$<>[]{}@\\#" if sign in text)


def test_apertium_gets_no_half_of_a_surrogate_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []

    def run(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        sent.append(options["input"])
        return subprocess.CompletedProcess(command, 0, b"Saya ? makan.", b"")

    monkeypatch.setattr(subprocess, "run", run)
    engine = apertium.ApertiumEngine(use=EngineUse(name="apertium", model="m", route=("id", "ms")), mode="x")
    assert engine.translate(["Saya \ud800 makan."], Decoding()) == ((Hypothesis(text="Saya ? makan."),),)
    assert sent == [b"Saya ? makan."]


def test_apertium_that_answers_wrongly_is_asked_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    def swallow(options: Sequence[str], text: str, *, timeout_s: float) -> str:
        # Two paragraphs become one, as where a dictionary entry spans them.
        return text.replace("b\n\nc", "b c").upper()

    monkeypatch.setattr(apertium, "_call", swallow)
    use = EngineUse(name="apertium", model="x", route=("id", "ms"))
    engine = apertium.ApertiumEngine(use=use, mode="ind-zlm")
    answers = engine.translate(["a", "b", "c", "d"], Decoding())
    assert [answer[0].text for answer in answers] == ["A", "B", "C", "D"]


def test_apertium_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise subprocess.CalledProcessError(3, "apertium", stderr=b"no\nsuch mode\n")

    monkeypatch.setattr(subprocess, "run", fail)
    use = EngineUse(name="apertium", model="x", route=("id", "ms"))
    with pytest.raises(EngineError, match="status 3: such mode"):
        apertium.ApertiumEngine(use=use, mode="x").translate(["a"], Decoding())
    with pytest.raises(ModelError, match="doesn't translate en into th"):
        apertium.open_apertium("en", "th")


def test_nothing_that_telephones_or_is_under_the_agpl_is_loaded(store: ModelStore) -> None:
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from forumpub.translate.engine import Decoding
        from forumpub.translate.engines.choice import open_engine
        from forumpub.translate.models.store import ModelStore

        engine = open_engine("en", "id", ModelStore(Path(sys.argv[1])))
        print(engine.translate(["Three regional universities criticised Hanoi."], Decoding())[0][0].text)
        wrong = {"onnxruntime", "minisbd", "stanza", "spacy", "torch", "requests"}
        wrong |= {name for name in sys.modules if name.startswith("argostranslate")}
        print(sorted(wrong & set(sys.modules)))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.folder)], capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[1:] == ["[]"]
    assert done.stdout.splitlines()[0]


def test_byte_pairs_load_only_a_leaf_of_argostranslate(tmp_path: Path) -> None:
    (tmp_path / "bpe.model").write_text("#version: 0.2\nt h\n", encoding="utf-8")
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from forumpub.translate.engines.pieces import BytePairPieces

        BytePairPieces(Path(sys.argv[1]), "en", "id").cut(["the"])
        loaded = {"argostranslate", "onnxruntime", "minisbd"}
        print(sorted(name for name in sys.modules if name.split(".")[0] in loaded))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "bpe.model")], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "['argostranslate', 'argostranslate.apply_bpe']"

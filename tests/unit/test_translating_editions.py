"""Translated editions from inputs to files: batches, the memory, bad inputs, two columns."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from forumpub import editions
from forumpub.editions import Made, TranslateOptions, edition_langs, translate_inputs
from forumpub.env import FixedEnvironment
from forumpub.errors import ChoiceError, EngineError, ForumpubError, InputError
from forumpub.inputs import Input
from forumpub.model import EngineUse, Origin
from forumpub.output import output_stem
from forumpub.pipeline import Published
from forumpub.schema import load_article
from forumpub.translate.engine import Decoding, Engine, Hypothesis, Translatable
from forumpub.translate.engines.choice import check_engine
from forumpub.translate.memory import opening, store
from forumpub.translate.memory.opening import OpenFile
from forumpub.translate.models.store import ModelStore

TRANSCRIPT = """[Explanation]

A forum opened in Wuhan on July 16. Many people came to the city.

[Concurrent]

Xu Kemin, Chief Economist, Ministry of Trade

We will work together for growth.

[Explanation]

The forum ends on Sunday.
"""


@dataclass
class CountingEngine:
    """Turns words round, so that checks find a translation, and remembers what it was asked."""

    use: EngineUse
    asked: list[str] = field(default_factory=list)
    calls: int = 0

    def measure(self, sentence: str) -> Translatable:
        return Translatable(tokens=len(sentence), fits=True)

    def translate(self, sentences: Sequence[str], decoding: Decoding) -> tuple[tuple[Hypothesis, ...], ...]:
        self.calls += 1
        self.asked += sentences
        return tuple((Hypothesis(text=_turned(sentence), score=-0.1),) for sentence in sentences)


def _turned(sentence: str) -> str:
    """Rewrite words as no English ones, with numbers, capitals and stops where they were."""
    return " ".join(
        word
        if any(char.isdigit() for char in word) or word[:1].isupper()
        else f"{word.rstrip('.,')}nya{word[len(word.rstrip('.,')) :]}"
        for word in sentence.split(" ")
    )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CountingEngine:
    made = CountingEngine(
        use=EngineUse(name="test", model="turner", route=("en", "id"), sha256="0" * 64, licence="MIT")
    )

    def open_it(_source: str, target: str, _store: ModelStore, *, preferred: str | None = None) -> Engine:
        del preferred
        made.use = replace(made.use, route=("en", target))
        return made

    monkeypatch.setattr(editions, "open_engine", open_it)
    return made


def environment(folder: Path) -> FixedEnvironment:
    return FixedEnvironment(data_dir=folder / "data", glossary_dirs=())


def entry(name: str, text: str) -> Input:
    return Input(name=name, stem=output_stem(name), data=text.encode())


def options(folder: Path, *langs: str, **more: object) -> TranslateOptions:
    made = TranslateOptions(to=langs or ("id",), formats=("json",), out=folder / "out")
    return replace(made, **more)  # type: ignore[arg-type]


def run(folder: Path, *entries: Input, langs: Sequence[str] = ("id",), **more: object) -> list[Made]:
    return list(translate_inputs(entries, options(folder, *langs, **more), environment(folder)))


def published(made: Made) -> Published:
    assert isinstance(made.result, Published), made.result
    return made.result


def test_every_input_gets_a_file_in_every_language_and_format(tmp_path: Path, engine: CountingEngine) -> None:
    entries = (entry("a.txt", TRANSCRIPT), entry("b.txt", TRANSCRIPT.replace("Sunday", "Monday")))
    made = run(tmp_path, *entries, langs=("id", "ms"), formats=("docx", "pdf"))
    assert [(one.name, one.lang) for one in made] == [
        ("a.txt", "id"), ("b.txt", "id"), ("a.txt", "ms"), ("b.txt", "ms"),
    ]  # fmt: skip
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        f"{stem}.{lang}.{suffix}" for stem in "ab" for lang in ("id", "ms") for suffix in ("docx", "pdf")
    ]
    assert [path.path.name for path in published(made[0]).written] == ["a.id.docx", "a.id.pdf"]


def test_a_language_is_one_batch_and_equal_sentences_are_asked_once(
    tmp_path: Path, engine: CountingEngine
) -> None:
    run(tmp_path, entry("a.txt", TRANSCRIPT), entry("b.txt", TRANSCRIPT))
    assert engine.asked.count("The forum ends on Sunday.") == 1


def test_only_a_changed_sentence_is_translated_again(tmp_path: Path, engine: CountingEngine) -> None:
    run(tmp_path, entry("a.txt", TRANSCRIPT))
    engine.asked.clear()
    run(tmp_path, entry("a.txt", TRANSCRIPT))
    assert engine.asked == []
    run(tmp_path, entry("a.txt", TRANSCRIPT.replace("Many people came", "Few people went")))
    assert set(engine.asked) == {"Few people went to the city."}


def test_what_was_finished_before_a_break_is_there_for_the_next_run(
    tmp_path: Path, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(editions, "render_reading", break_off)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, entry("a.txt", TRANSCRIPT))
    assert not (tmp_path / "out").exists()
    engine.asked.clear()
    run(tmp_path, entry("a.txt", TRANSCRIPT))
    assert engine.asked == []


def test_an_edition_carries_its_translation(tmp_path: Path, engine: CountingEngine) -> None:
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT))
    article = load_article(published(made).written[0].path.read_text("utf-8")).value
    assert article.lang == "id"
    assert article.translation is not None
    assert article.translation.source_lang == "en"
    assert article.translation.engines == (engine.use,)
    assert {segment.origin for segment in article.translation.segments} <= {Origin.ENGINE, Origin.GLOSSARY}
    assert article.speakers[0].name == "Xu Kemin"


def test_a_glossary_of_the_command_rules(tmp_path: Path, engine: CountingEngine) -> None:
    table = tmp_path / "terms.tsv"
    table.write_text("en\tid\nMinistry of Trade\tKementerian Perdagangan\n", "utf-8")
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), glossaries=(table,))
    article = load_article(published(made).written[0].path.read_text("utf-8")).value
    assert article.speakers[0].org == "Kementerian Perdagangan"
    assert "Ministry of Trade" not in engine.asked


def test_a_bilingual_edition_holds_both(tmp_path: Path, engine: CountingEngine) -> None:
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), bilingual=True, formats=("md", "docx"))
    markdown, docx = (written.path for written in published(made).written)
    text = markdown.read_text("utf-8")
    assert "| The forum ends on Sunday. |" in text
    assert _turned("The forum ends on Sunday.") in text
    document = zipfile.ZipFile(io.BytesIO(docx.read_bytes())).read("word/document.xml").decode()
    assert "The forum ends on Sunday." in document


def test_the_label_says_machine_translation(tmp_path: Path, engine: CountingEngine) -> None:
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), formats=("md",))
    assert "TERJEMAHAN MESIN" in published(made).written[0].path.read_text("utf-8")


def test_a_bad_input_stops_no_other(tmp_path: Path, engine: CountingEngine) -> None:
    missing = Input(name="gone.txt", stem="gone", path=tmp_path / "gone.txt")
    made = run(tmp_path, missing, entry("empty.txt", " \n"), entry("a.txt", TRANSCRIPT))
    assert isinstance(made[0].result, ForumpubError)
    results = {one.name: one.result for one in made}
    empty = results["empty.txt"]
    assert isinstance(empty, Published)
    assert empty.written == ()
    good = results["a.txt"]
    assert isinstance(good, Published)
    assert [written.path.name for written in good.written] == ["a.id.json"]


def test_an_article_in_the_language_already_is_left_alone(tmp_path: Path, engine: CountingEngine) -> None:
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), langs=("en-GB",))
    assert published(made).written == ()
    slugs = [placed.diagnostic.rule.slug for placed in published(made).placed]
    assert "language-already" in slugs
    assert engine.asked == []


def test_no_model_is_an_error_of_the_language_with_a_command(tmp_path: Path) -> None:
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), langs=("tl",))
    assert isinstance(made.result, ForumpubError)
    assert "forumpub models" in " ".join(made.result.hints)


def test_what_cannot_be_in_an_option_is_said_before_anything_is_read(tmp_path: Path) -> None:
    for wrong in (
        {"langs": ("xx",)},
        {"langs": ("id",), "style": "no-such-style"},
        {"langs": ("id",), "formats": ("gif",)},
    ):
        with pytest.raises(ChoiceError):
            run(tmp_path, entry("a.txt", TRANSCRIPT), **wrong)


def test_tags_are_brought_to_their_usual_form() -> None:
    assert edition_langs(["fil", "zh", "ZH-hans", "id"]) == ("tl", "zh-Hans", "id")
    with pytest.raises(ChoiceError):
        edition_langs([])


def test_the_source_is_not_replaced(tmp_path: Path, engine: CountingEngine) -> None:
    path = tmp_path / "out" / "a.id.txt"
    path.parent.mkdir()
    path.write_text(TRANSCRIPT, "utf-8")
    given = Input(name=str(path), stem="a", path=path)
    (made,) = run(tmp_path, given, formats=("txt",))
    assert isinstance(made.result, ForumpubError)
    assert path.read_text("utf-8") == TRANSCRIPT


def _rules(made: Made) -> list[str]:
    return [placed.diagnostic.rule.slug for placed in published(made).placed]


def test_a_damaged_memory_stops_no_edition(tmp_path: Path, engine: CountingEngine) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), memory=path)
    assert _rules(made).count("memory-given-up") == 1
    assert published(made).written
    assert path.read_bytes() == b"SQLite format 3\0" + b"\xff" * 5000


def test_damaged_rows_stop_no_edition(tmp_path: Path, engine: CountingEngine) -> None:
    path = tmp_path / "memory.sqlite"
    run(tmp_path, entry("a.txt", TRANSCRIPT), memory=path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE unit SET origin = 1, recipe = 0, doc = 'a.txt', part = 'b1p1', date = x'00'")
    other.close()
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), memory=path)
    assert _rules(made).count("memory-given-up") == 1
    assert published(made).written


def test_a_memory_that_cannot_be_written_is_read_and_left_alone(
    tmp_path: Path, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memory.sqlite"
    run(tmp_path, entry("a.txt", TRANSCRIPT), memory=path)
    content = path.read_bytes()

    # The superuser, who may run this, may write anything.
    def open_it(name: Path) -> OpenFile:
        return OpenFile(connection=opening._open_for_reading(name), path=name, writable=False)

    monkeypatch.setattr(store, "open_file", open_it)
    engine.asked.clear()
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT.replace("Many people", "Few people")), memory=path)
    assert _rules(made).count("memory-read-only") == 1
    assert engine.asked == ["Few people came to the city."]
    assert path.read_bytes() == content


def test_a_memory_of_another_program_is_a_wrong_name(tmp_path: Path, engine: CountingEngine) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (id INTEGER)")
    other.close()
    (made,) = run(tmp_path, entry("a.txt", TRANSCRIPT), memory=path)
    assert isinstance(made.result, ForumpubError)
    assert "another program" in str(made.result)


def test_what_all_editions_share_is_told_though_the_first_cannot_be_written(
    tmp_path: Path, engine: CountingEngine
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("en\tid\nforum\tforum\nforum\tpertemuan\n", "utf-8")
    # A folder stands where the file of the first edition would go.
    (tmp_path / "out" / "a.id.json").mkdir(parents=True)
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    told, first, second = run(
        tmp_path, entry("a.txt", TRANSCRIPT), entry("b.txt", TRANSCRIPT), glossaries=(terms,), memory=path
    )
    assert (told.name, _rules(told)) == (str(terms), ["glossary-conflict"])
    assert isinstance(first.result, ForumpubError)
    assert [placed.diagnostic.rule.slug for placed in first.placed].count("memory-given-up") == 1
    assert published(second).written
    assert "memory-given-up" not in _rules(second)


def test_what_was_found_in_an_input_is_told_once_though_no_edition_can_be_written(
    tmp_path: Path, engine: CountingEngine
) -> None:
    for lang in ("id", "ms"):
        (tmp_path / "out" / f"a.{lang}.json").mkdir(parents=True)
    text = TRANSCRIPT.replace("the city", "the the city")
    made = run(tmp_path, entry("a.txt", text), langs=("id", "ms"))
    told = [placed.diagnostic.rule.slug for one in made for placed in one.placed]
    assert told.count("repeated-word") == 1


def test_a_broken_engine_hides_no_finding(
    tmp_path: Path, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise EngineError("it died")

    monkeypatch.setattr(engine, "translate", fail)
    terms = tmp_path / "terms.tsv"
    terms.write_text("en\tid\nforum\tforum\nforum\tpertemuan\n", "utf-8")
    made = run(tmp_path, entry("a.txt", TRANSCRIPT), entry("b.txt", TRANSCRIPT), glossaries=(terms,))
    glossary, *others = made
    assert _rules(glossary) == ["glossary-conflict"]
    assert [isinstance(one.result, EngineError) for one in others] == [True, True]
    assert "glossary-conflict" not in [placed.diagnostic.rule.slug for one in others for placed in one.placed]


@pytest.mark.parametrize(
    ("head", "langs", "expected"),
    [
        ("en\tid", ("id",), []),
        ("en\tid\tms", ("id", "ms"), []),
        (
            "en\tms",
            ("id", "th"),
            [("glossary-unused", "terms.tsv has no term from en into id, th", "its languages are en, ms")],
        ),
        (
            "en\tid",
            ("id", "th", "vi"),
            [
                (
                    "glossary-without-language",
                    "terms.tsv has no term from en into th, vi",
                    "its languages are en, id",
                )
            ],
        ),
        ("source\ttarget", ("id", "th"), []),
        # An edition in the language of the source is none, so no term is missing.
        ("en\tid", ("en", "id"), []),
    ],
)  # fmt: skip
def test_a_glossary_that_serves_nothing_is_told_once(
    tmp_path: Path,
    engine: CountingEngine,
    head: str,
    langs: tuple[str, ...],
    expected: list[tuple[str, str, str]],
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text(f"{head}\n" + "\t".join(["forum"] * len(head.split("\t"))) + "\n", "utf-8")
    made = run(
        tmp_path, entry("a.txt", TRANSCRIPT), entry("b.txt", TRANSCRIPT), langs=langs, glossaries=(terms,)
    )
    told = [
        (placed.diagnostic.rule.slug, placed.diagnostic.message, placed.diagnostic.hints[0])
        for one in made
        for placed in published(one).placed
        if placed.diagnostic.rule.slug.startswith("glossary-")
    ]
    assert told == expected


def test_a_glossary_that_is_missing_fails_the_run_at_once(tmp_path: Path, engine: CountingEngine) -> None:
    with pytest.raises(ForumpubError, match=r"gone\.tsv"):
        run(tmp_path, entry("a.txt", TRANSCRIPT), glossaries=(tmp_path / "gone.tsv",))
    assert engine.asked == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"english,indonesian\nexpert,ahli\n", "two languages"),
        (b"expert\tahli\n", "two languages"),
        ("en\tid\nexpert\tahlié\n".encode("latin-1"), "line 2 is not UTF-8"),
        (b"en\tid\n", "no term"),
        (b"en\tid\nexpert\t\n", "line 2 has words in fewer"),
        (TRANSCRIPT.encode(), "two languages"),
        (b"", "two languages"),
    ],
    ids=["words for tags", "no heading", "latin 1", "only a heading", "no good row", "a text", "empty"],
)
def test_a_glossary_without_a_term_fails_the_run_at_once(
    tmp_path: Path, engine: CountingEngine, content: bytes, why: str
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_bytes(content)
    with pytest.raises(InputError, match=why) as caught:
        run(tmp_path, entry("a.txt", TRANSCRIPT), glossaries=(terms,))
    assert str(terms) in str(caught.value)
    assert engine.asked == []


def test_what_is_wrong_with_a_glossary_is_told_once_and_stands_in_no_edition(
    tmp_path: Path, engine: CountingEngine
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("en\tid\tth\tpart\nforum\tforum\tforum\tpersn\n", "utf-8")
    glossary, *made = run(
        tmp_path,
        entry("a.txt", TRANSCRIPT),
        langs=("id", "th"),
        glossaries=(terms, terms),
        formats=("txt", "json"),
    )
    assert (glossary.name, glossary.lang, _rules(glossary)) == (str(terms), "", ["glossary-row"])
    files = [written.path for one in made for written in published(one).written]
    assert len(files) == 4
    assert not [path.name for path in files if "terms.tsv" in path.read_text("utf-8").lower()]


def test_an_engine_that_there_isnt_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="foo"):
        run(tmp_path, Input(name="gone.txt", stem="gone", path=tmp_path / "gone.txt"), engine="foo")
    for known in ("identity", "direct", "apertium-ind-zlm"):
        check_engine(known, ModelStore(tmp_path))

"""`forumpub translate` with real, tiny models: files, comments, the memory, a broken run, two at once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document

from forumpub.batch import Failure, Result
from forumpub.cli.running import Report, _summary, run_translation
from forumpub.editions import TranslateOptions
from forumpub.output import Written
from forumpub.pipeline import Published
from forumpub.render.docx.comments import AUTHOR
from forumpub.schema import load_article
from forumpub.translate.models.store import ModelStore

MODELS = Path(__file__).parents[1] / "models"
NEWS = """[Explanation]

Peking University and the World Bank signed an agreement on sustainable development on 9 January 2036. \
Ten Chinese cities promoted the Belt and Road Initiative because the new bridges supported connectivity.

[Concurrent]

Jin Sokha, Professor, World Bank

Three regional universities criticised the local diplomat in Hanoi recently.

[Explanation]

The private plan opened the young school.

Reporter Zou Hao reports from Hanoi

[Editor in charge: Ji Xiang]
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    store = ModelStore(folder / "models")
    store.import_package(MODELS / "translate-en_id-tiny.argosmodel")
    store.import_package(MODELS / "m2m-tiny")
    return folder


def command(*arguments: str, data: Path, memory: Path) -> tuple[list[str], Mapping[str, str]]:
    env = {
        **os.environ,
        "FORUMPUB_DATA": str(data),
        "FORUMPUB_MEMORY": str(memory),
        "SOURCE_DATE_EPOCH": "1626436800",
    }
    return [sys.executable, "-m", "forumpub", "translate", *arguments], env


def run(
    folder: Path, data: Path, *arguments: str, news: str = NEWS, memory: str = "memory.sqlite"
) -> subprocess.CompletedProcess[str]:
    (folder / "news.txt").write_text(news, "utf-8")
    words, env = command(*arguments, data=data, memory=folder / memory)
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


def test_what_is_wrong_is_told_and_fails_the_run(tmp_path: Path, data: Path) -> None:
    news = "[Explanation]\n\nZyxqv 1234567 wvuts , blorp the the 98765 grmbl.\n"
    done = run(tmp_path, data, "news.txt", "--to", "id,vi", "--report", "concise", news=news)
    assert done.returncode == 1
    assert (tmp_path / "build" / "news.id.pdf").is_file()
    lines = done.stderr.splitlines()
    for lang in ("id", "vi"):
        assert any(
            line.startswith(f"news.txt ({lang})") and "error[" in line and "b1p1" in line for line in lines
        )
    # What the source itself has is told once, not with every edition.
    assert sum("[repeated-word]" in line for line in lines) == 1


def test_editions_in_two_languages_and_formats(tmp_path: Path, data: Path) -> None:
    done = run(tmp_path, data, "news.txt", "--to", "id,vi", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"out/news.{lang}.{suffix}" for lang in ("id", "vi") for suffix in ("docx", "pdf")
    ]
    words = "\n".join(para.text for para in Document(str(tmp_path / "out" / "news.id.docx")).paragraphs)
    assert "Tiga universitas regional mengkritik diplomat setempat di Hanoi baru-baru ini." in words
    assert "Lisensi: CC0-1.0" in words


def test_no_input_is_replaced_by_the_edition_of_another(tmp_path: Path, data: Path) -> None:
    (tmp_path / "news.id.txt").write_text(NEWS, "utf-8")
    done = run(tmp_path, data, "news.txt", "news.id.txt", "--to", "id", "--formats", "txt", "--out", ".")
    assert done.returncode == 3
    assert "can't write news.id.txt: it is an input" in done.stderr
    assert (tmp_path / "news.id.txt").read_text("utf-8") == NEWS
    assert (tmp_path / "news.id.id.txt").is_file()


def test_what_to_do_about_a_missing_model_is_said_once(tmp_path: Path, data: Path) -> None:
    (tmp_path / "more.txt").write_text(NEWS, "utf-8")
    done = run(tmp_path, data, ".", "--to", "ms", "-q")
    assert done.returncode == 3
    assert [line.partition(" ")[0] for line in done.stderr.splitlines() if "no model" in line] == [
        "more.txt", "news.txt"
    ]  # fmt: skip
    assert done.stderr.count("forumpub models install") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_in_no_encoding_stops_no_edition(tmp_path: Path, data: Path) -> None:
    try:
        (tmp_path / "bad\udcff.txt").write_text(NEWS, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = run(tmp_path, data, ".", "--to", "id", "--formats", "txt,json")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "build").iterdir()} == {
        f"{stem}.id.{suffix}" for stem in ("bad_", "news") for suffix in ("txt", "json")
    }


def test_equal_runs_give_equal_bytes_and_the_memory_spares_the_engine(tmp_path: Path, data: Path) -> None:
    first = run(tmp_path, data, "news.txt", "--to", "id", "--out", "one")
    again = run(tmp_path, data, "news.txt", "--to", "id", "--out", "two")
    assert first.returncode == again.returncode == 0, first.stderr
    for name in ("news.id.docx", "news.id.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_the_checks_find_is_a_comment_on_its_words(tmp_path: Path, data: Path) -> None:
    terms = tmp_path / "terms.tsv"
    # A rendering that is forbidden wherever the model puts it.
    terms.write_text("en\tid\tforbidden:id\nlocal diplomat\tutusan daerah istimewa\tsetempat\n", "utf-8")
    news = NEWS.replace("Ten Chinese cities", "Eleven quokkas in 1877, 1878 and 1879")
    done = run(tmp_path, data, "news.txt", "--to", "id", "--out", "out", "--glossary", str(terms), news=news)
    assert done.returncode in (0, 1), done.stderr
    contents = zipfile.ZipFile(io.BytesIO((tmp_path / "out" / "news.id.docx").read_bytes()))
    assert "word/comments.xml" in contents.namelist()
    comments = list(Document(str(tmp_path / "out" / "news.id.docx")).comments)
    assert comments
    assert {comment.author for comment in comments} == {AUTHOR}
    assert any("1877" in comment.text for comment in comments)


def test_an_edition_in_json_can_be_published_again(tmp_path: Path, data: Path) -> None:
    run(tmp_path, data, "news.txt", "--to", "id", "--formats", "json,md", "--out", "out")
    path = tmp_path / "out" / "news.id.json"
    article = load_article(path.read_text("utf-8")).value
    assert article.translation is not None
    words = [sys.executable, "-m", "forumpub", "publish", str(path), "--to", "md", "--out", "again"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "again" / "news.id.md").read_text("utf-8")
    assert "TERJEMAHAN MESIN" in text
    assert "CC0-1.0" in text


def test_a_language_without_a_model_fails_alone_and_says_what_to_do(tmp_path: Path, data: Path) -> None:
    done = run(tmp_path, data, "news.txt", "--to", "tl,id", "--formats", "txt", "--out", "out")
    assert done.returncode == 3
    assert "no model translates en into tl" in done.stderr
    assert "forumpub models" in done.stderr
    assert done.stdout.splitlines() == ["out/news.id.txt"]
    assert done.stderr.splitlines()[-1].startswith("1 edition, 1 failed")


@pytest.mark.parametrize(
    ("langs", "words"),
    [
        # What the source itself has is told though no edition of it is made.
        ("tl,th", "no editions, 2 failed: 1 warning, 1 note (--verbose shows the notes)"),
        # The text is in English already.
        ("id,en", "1 edition: 2 warnings, 1 note (--verbose shows the notes)"),
    ],
)
def test_the_summary_counts_editions_not_files(tmp_path: Path, data: Path, langs: str, words: str) -> None:
    done = run(tmp_path, data, "news.txt", "--to", langs, "--formats", "txt,md")
    assert done.stderr.splitlines()[-1] == words


def test_the_summary_of_mere_failures_has_nothing_more_to_say() -> None:
    failures = [Failure(name=name, message="no", hints=(), status=3) for name in ("a", "b")]
    report = Report(form="full", strict=False, verbose=False, quiet=False)
    (line,) = _summary(failures, report, "edition")
    assert "".join(fragment.text for fragment in line) == "no editions, 2 failed"


def test_a_wrong_language_is_a_wrong_command(tmp_path: Path, data: Path) -> None:
    done = run(tmp_path, data, "news.txt", "--to", "xx")
    assert done.returncode == 2
    assert "there are no editions in 'xx'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_broken_off_leaves_whole_files_or_none(
    tmp_path: Path, data: Path, sign: signal.Signals
) -> None:
    sentences = (MODELS / "sentences.tsv").read_text("utf-8").splitlines()[1:200]
    news = "[Explanation]\n\n" + " ".join(line.split("\t")[0] for line in sentences if "." in line)
    (tmp_path / "news.txt").write_text(news, "utf-8")
    memory = tmp_path / "memory.sqlite"
    words, env = command(
        "news.txt", "--to", "id,vi", "--formats", "txt", "--out", "out", data=data, memory=memory
    )
    process = subprocess.Popen(
        words, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not memory.exists():
        time.sleep(0.01)
    process.send_signal(sign)
    process.communicate(timeout=120)
    left = [path.name for path in (tmp_path / "out").glob("*")] if (tmp_path / "out").exists() else []
    assert set(left) <= {"news.id.txt", "news.vi.txt"}
    done = run(tmp_path, data, "news.txt", "--to", "id,vi", "--formats", "txt", "--out", "out", news=news)
    assert done.returncode in (0, 1), done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_break_tells_what_is_done_and_that_the_rest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORUMPUB_DATA", str(tmp_path))
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")

    def break_off(*_: object, on_done: Callable[[Result], None], **__: object) -> None:
        written = (Written(path=Path("build/news.id.txt"), changed=True),)
        on_done(Published(name="news.txt (id)", written=written, placed=()))
        raise KeyboardInterrupt

    monkeypatch.setattr("forumpub.batch.translate_all", break_off)
    report = Report(form="full", strict=False, verbose=False, quiet=False)
    with pytest.raises(KeyboardInterrupt):
        run_translation(TranslateOptions(to=("id", "th")), [str(tmp_path / "news.txt")], report)
    told = capsys.readouterr()
    assert told.out == "build/news.id.txt\n"
    assert "the same command goes on from here" in told.err


def test_two_runs_at_once_give_the_same_files(tmp_path: Path, data: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")
    words, env = command(
        "news.txt", "--to", "id", "--formats", "json", data=data, memory=tmp_path / "memory.sqlite"
    )
    runs = [
        subprocess.Popen([*words, "--out", name], cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    assert [process.wait(timeout=120) for process in runs] == [0, 0]
    for process in runs:
        process.communicate()
    texts = [
        load_article((tmp_path / name / "news.id.json").read_text("utf-8")).value.blocks
        for name in ("one", "two")
    ]
    assert texts[0] == texts[1]

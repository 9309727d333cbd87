"""Documents, folders, archives and standard input, as a command gets them; and what attacks leave behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.command import SEED, invoke, run

from packed import docx, odt, pack, para

TEXT = SEED.read_text("utf-8")


def seed_docx() -> bytes:
    lines = TEXT.replace("&", "&amp;").replace("<", "&lt;").split("\n")
    return docx("".join(para(line[:9], line[9:]) if line else "<w:p/>" for line in lines))


def words(data: bytes) -> list[str]:
    article = json.loads(data)
    return [para["text"] for block in article["blocks"] for para in block["paras"]]


def parse(path: Path | str, data: bytes | None = None) -> bytes:
    result = invoke("parse", path, "-q", data=data)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def test_a_word_file_gives_the_article_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(seed_docx())
    assert words(parse(path)) == words(parse(SEED))
    assert json.loads(parse(path))["source"]["encoding"] == "docx"


def test_a_briefing_of_ours_is_no_transcript(tmp_path: Path) -> None:
    assert invoke("publish", SEED, "--to", "docx", "--out", tmp_path, "-q").exit_code == 0
    (briefing,) = tmp_path.iterdir()
    done = invoke("check", briefing, "--report", "concise")
    assert "warning[published-page]" in done.stdout
    again = tmp_path / "again.docx"
    again.write_bytes(seed_docx())
    assert "published-page" not in invoke("check", again, "--report", "concise").stdout


def test_documents_come_by_standard_input() -> None:
    assert words(parse("-", seed_docx())) == words(parse(SEED))
    assert words(parse("-", odt("<text:p>[Explanation] It rained.</text:p>"))) == ["It rained."]


def test_a_folder_and_an_archive_are_published_file_by_file(tmp_path: Path) -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Wei Jia>The port opened.\n"
    packed = pack(
        {
            "../../evil.txt": TEXT,
            "/etc/abs.vtt": vtt,
            "con.srt": "1\n00:00:01,000 --> 00:00:02,000\nHi there.\n",
        }
    )
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "pack.zip").write_bytes(packed)
    (folder / "a.docx").write_bytes(seed_docx())
    (folder / "~$a.docx").write_bytes(b"lock")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    done = run("publish", "in", "--to", "txt", "--out", "out", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == [
        "out/_con.txt",
        "out/a.txt",
        "out/abs.txt",
        "out/evil.txt",
    ]


def test_what_was_written_is_not_read_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for _ in range(2):
        done = run("publish", ".", "--to", "docx", "--out", ".", "-q", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.txt"]


def test_one_bad_file_in_an_archive_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(
        pack({"bad.docx": b"PK\x03\x04rubbish", "good.txt": TEXT, "inner.zip": pack({"x.txt": "x"})})
    )
    done = run("publish", path, "--to", "txt", "--out", tmp_path / "out", "-q")
    assert done.returncode == 3
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["good.txt"]
    error = done.stderr.decode()
    assert "bad.docx" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("cut.docx", seed_docx()[:-60], "the archive is damaged or was cut off"),
        ("empty.docx", pack({"[Content_Types].xml": "<Types/>"}), "holds no Word document"),
        (
            "bomb.docx",
            pack({"word/document.xml": b" " * (20 * 2**20)}),
            "unpacks to more than a transcript can be",
        ),
        (
            "xxe.docx",
            pack({"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}),
            "declares entities",
        ),
        ("cut.zip", pack({"a.txt": TEXT})[:-60], "the archive is damaged or was cut off"),
    ],
)
def test_a_bad_document_is_one_clear_line(tmp_path: Path, name: str, data: bytes, line: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = invoke("publish", path, "--to", "txt", "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert line in result.stderr
    assert "Traceback" not in result.stderr
    assert "root:" not in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"Scenarist_SCC V1.0", b"850STL25.01" + b"0" * 99, b"<mos><mosID/></mos>"]
)
def test_a_format_that_is_not_read_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = invoke("publish", path, "--to", "txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "input-binary" in result.stderr
    assert "help:" in result.stderr
    assert not (tmp_path / "out").exists()


def test_tags_in_front_matter_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    mark = tmp_path / "owned"
    path.write_text(
        f"---\nheadline: !!python/object/apply:os.system ['touch {mark}']\nplace: &a [*a, *a]\n---\n\n"
        "[Explanation] Hi.\n",
        "utf-8",
    )
    article = json.loads(parse(path))
    assert article["headline"]["text"].startswith("!!python/object/apply:os.system")
    assert article["dateline"]["place"] == "&a [*a, *a]"
    assert not mark.exists()


def test_an_archive_is_too_much_for_parse(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack({"a.txt": "x", "b.txt": "y"}))
    result = invoke("parse", path)
    assert result.exit_code == 2
    assert "publish takes folders and archives" in result.stderr


def test_news_formats_are_written(tmp_path: Path) -> None:
    result = invoke("publish", SEED, "--to", "ninjs,jsonld", "--out", tmp_path, "-q")
    assert result.exit_code == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"{SEED.stem}.jsonld", f"{SEED.stem}.ninjs.json"]

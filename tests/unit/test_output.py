"""Output files: names that are safe everywhere, whole files or none, never another place."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumpub.errors import OutputError
from forumpub.output import distinct_stems, output_stem, write_output, write_outputs


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("seeds/000_5a4b88556f8a4d86.txt", "000_5a4b88556f8a4d86"),
        ("speech.v2.txt", "speech.v2"),
        ("minutes 2021.07.16", "minutes 2021.07.16"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        ("..", "briefing"),
        ("", "briefing"),
        ("-", "briefing"),
        ("/", "briefing"),
        ("--to.txt", "to"),
        (".hidden.txt", "hidden"),
        ("con.txt", "_con"),
        ("Com1.txt", "_Com1"),
        ("nul.a.txt", "_nul.a"),
        ("console.txt", "console"),
        ("a:b*c?.txt", "a_b_c_"),
        ("line\nbreak\x1b[31m.txt", "line_break_[31m"),
        ("caf\udce9.txt", "caf_"),
        ("right\u202eto.txt", "right_to"),
        ("ร่าง ข่าว.txt", "ร่าง ข่าว"),
        ("e\u0301.txt", "é"),
        ("dots... .txt", "dots"),
    ],
)
def test_a_name_is_made_safe(source: str, stem: str) -> None:
    assert output_stem(source) == stem


def test_a_long_name_is_cut_between_characters() -> None:
    stem = output_stem("新" * 300 + ".txt")
    assert stem == "新" * 66
    assert len(f"{stem}-12345.docx".encode()) < 255


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_name_gives_a_file_in_the_folder(name: str) -> None:
    stem = output_stem(name)
    assert stem == Path(stem).name
    assert 0 < len(stem.encode("utf-8")) <= 201
    assert stem.isprintable()
    assert stem[0] not in "-. "
    assert output_stem(f"{stem}.txt") == stem


@given(st.lists(st.sampled_from(["a.txt", "A.TXT", "b/a.txt", "a-2.txt", "a-3.txt", "é", "e\u0301", "b"])))
def test_no_two_inputs_share_a_name(names: list[str]) -> None:
    stems = distinct_stems(names)
    assert len(stems) == len(names)
    assert len({stem.casefold() for stem in stems}) == len(stems)
    for name in set(names):
        assert any(stem.casefold() == output_stem(name).casefold() for stem in stems)


def test_the_first_of_equal_names_keeps_it_and_a_real_name_is_never_taken() -> None:
    assert distinct_stems(["x/a.txt", "y/a.txt", "a-2.txt", "z/A.txt"]) == ("a", "a-3", "a-2", "A-4")


def test_ten_thousand_equal_names_take_no_time() -> None:
    assert distinct_stems(["a.txt"] * 10_000)[-1] == "a-10000"


def test_a_file_is_written_with_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    written = write_output(tmp_path / "new" / "folder", "a.md", b"text")
    plain = tmp_path / "plain"
    plain.touch()
    assert written.changed
    assert written.path.read_bytes() == b"text"
    assert written.path.stat().st_mode == plain.stat().st_mode
    assert [path.name for path in written.path.parent.iterdir()] == ["a.md"]


def test_an_equal_file_keeps_its_time(tmp_path: Path) -> None:
    path = write_output(tmp_path, "a.md", b"text").path
    os.utime(path, (1, 1))
    assert not write_output(tmp_path, "a.md", b"text").changed
    assert path.stat().st_mtime == 1
    assert write_output(tmp_path, "a.md", b"Text").changed
    assert path.read_bytes() == b"Text"


def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.md").symlink_to(victim)
    write_output(out, "a.md", b"mine")
    assert not (out / "a.md").is_symlink()
    assert victim.read_bytes() == b"mine"
    assert (out / "a.md").read_bytes() == b"mine"


def test_an_input_is_never_replaced(tmp_path: Path) -> None:
    given_file = tmp_path / "a.md"
    given_file.write_bytes(b"transcript")
    with pytest.raises(OutputError, match="it is an input") as caught:
        write_output(tmp_path, "a.md", b"briefing", inputs=[given_file])
    assert "another folder or name" in caught.value.hints[0]
    assert given_file.read_bytes() == b"transcript"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "..\\a", "a\0b"])
def test_a_name_can_not_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a file"):
        write_output(tmp_path, name, b"")


def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_output(tmp_path, "a.md", b"old").path

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"can't write .*a\.md: No space left on device"):
        write_output(tmp_path, "a.md", b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.md"]


def test_files_of_one_input_are_replaced_together_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_outputs(tmp_path, {"a.md": b"old", "a.pdf": b"old"})
    calls = iter((None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))

    def full_at_last(_descriptor: int) -> None:
        if (error := next(calls)) is not None:
            raise error

    monkeypatch.setattr(os, "fsync", full_at_last)
    with pytest.raises(OutputError, match=r"can't write .*a\.pdf: No space left on device") as caught:
        write_outputs(tmp_path, {"a.md": b"new", "a.pdf": b"new"})
    assert "make room" in caught.value.hints[0]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"old", "a.pdf": b"old"}


def test_a_folder_in_the_place_of_one_file_keeps_the_others_back(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match=r"can't write .*a\.pdf: Is a directory"):
        write_outputs(tmp_path, {"a.md": b"new", "a.pdf": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_what_a_full_disk_does_not_take_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that wait in Python's buffer are refused twice: when they are written, and when it is closed."""
    real = os.fdopen

    def open_full(descriptor: int, mode: str) -> object:
        real(descriptor, mode).close()
        return Path("/dev/full").open("wb")

    monkeypatch.setattr(os, "fdopen", open_full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_output(tmp_path, "a.md", b"few")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_output(tmp_path, "a.md", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_or_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="can't write"):
        write_output(tmp_path / "file", "a.md", b"")
    with pytest.raises(OutputError, match="can't write"):
        write_output(tmp_path / "file" / "below", "a.md", b"")
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OutputError, match="can't write"):
        write_output(tmp_path, "a.md", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "file"]


def test_a_folder_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught:
        write_output(tmp_path, "a.md", b"")
    assert "may write" in caught.value.hints[0]

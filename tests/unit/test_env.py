"""The machine: what is read, what is refused at once, and the clock."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from pathlib import Path

import pytest

from forumpub import env
from forumpub.env import FixedEnvironment, SystemEnvironment, read_stream
from forumpub.errors import ForumpubError, InputError


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\x00text")
    assert SystemEnvironment({}).read_bytes(path) == b"\xff\x00text"
    assert FixedEnvironment().read_bytes(path) == b"\xff\x00text"


@pytest.mark.parametrize(
    "name", ["missing.txt", "-x.txt", "a\nb.txt", "caf\udce9.txt", "x" * 300, "nul\0.txt"]
)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="can't read"):
        SystemEnvironment({}).read_bytes(tmp_path / name)


def test_folders_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"folder|directory"):
        SystemEnvironment({}).read_bytes(tmp_path)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(InputError, match="a pipe or a device") as caught:
            SystemEnvironment({}).read_bytes(path)
        assert "standard input" in caught.value.hints[0]


def test_what_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(env.READ_LIMIT_BYTES + 1)
    with pytest.raises(InputError, match="longer than 256 MiB"):
        SystemEnvironment({}).read_bytes(path)
    monkeypatch.setattr(env, "READ_LIMIT_BYTES", 4)
    assert read_stream(io.BytesIO(b"1234"), "standard input") == b"1234"
    with pytest.raises(InputError, match="can't read standard input: longer"):
        read_stream(io.BytesIO(b"12345"), "standard input")


@pytest.mark.parametrize("value", ["-1", "x", "1e3", "9" * 40, "٣"])
def test_an_epoch_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ForumpubError, match="SOURCE_DATE_EPOCH is"):
        SystemEnvironment({"SOURCE_DATE_EPOCH": value}).now()


def test_without_an_epoch_the_clock_counts() -> None:
    now = SystemEnvironment({"SOURCE_DATE_EPOCH": ""}).now()
    assert abs(now - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.skipif(sys.platform == "win32", reason="has no HOME with fonts below")
def test_a_home_that_may_not_be_entered_has_no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.stat

    def refuse(path: str | Path, *args: object, **rest: object) -> os.stat_result:
        if str(path).startswith("/another"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "stat", refuse)
    folders = SystemEnvironment({"HOME": "/another"}).font_dirs()
    assert not [folder for folder in folders if str(folder).startswith("/another")]


def test_the_epoch_is_the_time_of_publication() -> None:
    machine = SystemEnvironment({"SOURCE_DATE_EPOCH": "1626436800"})
    assert machine.now() == dt.datetime(2021, 7, 16, 12, tzinfo=dt.UTC)
    assert machine.now() is machine.now()

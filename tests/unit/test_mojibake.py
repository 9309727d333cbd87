"""Repairs of encodings: what was wrong is proposed, what is right is left alone."""

from __future__ import annotations

from pathlib import Path

import ftfy.bad_codecs  # noqa: F401 - knows the codec that browsers use for cp1252
import pytest

from e2e.command import invoke
from forumpub.mojibake import find_repairs, repair_text
from forumpub.source import SourceText

from limits import cpu_limit


def repairs_of(text: str) -> list[str]:
    return [repair.new for repair in find_repairs(SourceText(name="a.txt", text=text))]


@pytest.mark.parametrize(
    ("right", "codec"),
    [
        ("it’s for “us” — always", "sloppy-windows-1252"),
        ("café, Überblick", "latin-1"),
        ("论坛在武汉开幕", "sloppy-windows-1252"),
        ("新华社北京电", "gb18030"),
        ("各国代表出席论坛", "gb18030"),
    ],
)
def test_text_that_was_read_wrongly_is_found(right: str, codec: str) -> None:
    wrong = right.encode().decode(codec)
    assert wrong != right
    assert repairs_of(f"fine\n{wrong}\n") == [right]


@pytest.mark.parametrize(
    "right",
    [
        "“数字经济”，３个。「新」ＡＢＣ…",
        "don’t – ‘so’ it’s €5 © naïve café Ångström",
        "联通",
        "这是一个正常的句子，讲的是港口。",
        "Xin chào, Đà Nẵng",
        "ສະບາຍດີ ພາສາລາວ",
        "Привет, мир",
        "👩‍👩‍👧 Ã ha!",
    ],
)
def test_text_that_is_right_is_left_alone(right: str) -> None:
    assert repairs_of(right) == []


def test_line_ends_stay_and_only_wrong_lines_change() -> None:
    text = "a\r\nitâ€™s\rb\nwhy\u2028not itâ€™s"
    source = SourceText(name="a.txt", text=text)
    repairs = find_repairs(source)
    assert [repair.line for repair in repairs] == [2, 4]
    assert repair_text(source, repairs) == "a\r\nit’s\rb\nwhy\u2028not it’s"


def test_a_long_line_costs_no_time() -> None:
    with cpu_limit():
        assert len(repairs_of("itâ€™s " * 40_000)) == 1
        assert len(repairs_of("â" * 200_000)) <= 1


class TestCommand:
    def test_it_shows_old_and_new_and_changes_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("fine\nitâ€™s \x1b[31m\n", encoding="utf-8")
        result = invoke("repair-encoding", path)
        assert result.exit_code == 0
        assert f"{path}:2\n- itâ€™s \\x1b[31m\n+ it’s \\x1b[31m\n" in result.output
        assert path.read_text("utf-8") == "fine\nitâ€™s \x1b[31m\n"
        assert list(tmp_path.iterdir()) == [path]

    def test_it_writes_where_it_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("itâ€™s\n", encoding="utf-8")
        result = invoke("repair-encoding", path, "--write", tmp_path / "b.txt")
        assert result.exit_code == 0
        assert (tmp_path / "b.txt").read_text("utf-8") == "it’s\n"

    def test_it_never_replaces_its_input(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("itâ€™s\n", encoding="utf-8")
        assert invoke("repair-encoding", path, "--write", path).exit_code == 3
        assert path.read_text("utf-8") == "itâ€™s\n"

    def test_it_reads_standard_input(self) -> None:
        result = invoke("repair-encoding", "-", data="itâ€™s\n".encode())
        assert "+ it’s" in result.output

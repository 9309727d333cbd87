"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from forumpub.errors import ChoiceError
from forumpub.parse.decode import decode

ENGLISH = (
    "[Explanation] The forum opened, it’s “good” – and on May 8 three hundred guests came from ten countries."
)
SIMPLIFIED = "【解说】7月16日，2021中国—东盟数字经济论坛在武汉开幕。\n\n【同期】旅客 王女士：我们都报名了。"
TRADITIONAL = "【解說】台北市長陳志明7月16日表示，這項計畫將於下個月展開，民眾都很關心。"
THAI = "[บรรยาย] เมื่อวันที่ 16 กรกฎาคม 2564 การประชุมอาเซียน-จีน เปิดขึ้นที่กรุงเทพฯ"
# As Windows-1258 holds it: the tone behind its letter.
VIETNAMESE = "[Lơ\u0300i di\u0303n gia\u0309i] Diê\u0303n đa\u0300n đa\u0303 khai ma\u0323c ta\u0323i"
PORTUGUESE = "A SAÍDA É À DIREITA: a previsão do avô não é má, três irmãos vêm já e põem a açúcar."
KOREAN = "[설명] 중국과 아세안은 16일 우한에서 열린 포럼에서 협력을 강화하기로 했다.\n\n기자: 김철수"
FRENCH = "Le café d’à côté n’est pas ouvert – « pas encore », disent-ils à São Paulo."


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        *[
            (ENGLISH, codec, codec)
            for codec in ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        ],
        *[
            (SIMPLIFIED, codec, codec)
            for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-be")
        ],
        *[(TRADITIONAL, codec, codec) for codec in ("utf-8", "big5", "gb18030", "utf-16-le", "utf-32-le")],
        (ENGLISH, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        (PORTUGUESE, "cp1252", "cp1252"),
        (THAI, "tis-620", "cp874"),
        (THAI + " “16”…", "cp874", "cp874"),
        (VIETNAMESE, "cp1258", "cp1258"),
        (KOREAN, "euc-kr", "cp949"),
        ("plain ascii", "ascii", "utf-8"),
    ],
)
def test_an_encoding_is_found(text: str, codec: str, name: str) -> None:
    outcome = decode(text.encode(codec), name="x.txt")
    assert (outcome.value.text, outcome.value.encoding) == (text, name)
    guessed = [diagnostic.rule.slug for diagnostic in outcome.diagnostics]
    assert guessed == ([] if name == "utf-8" else ["encoding-guessed"])


def test_a_guess_says_what_the_encoding_writes() -> None:
    (found,) = decode(THAI.encode("tis-620"), name="x.txt").diagnostics
    assert "cp874 (Thai, TIS-620)" in found.message
    assert any("--encoding cp874" in hint for hint in found.hints)


def test_a_file_that_is_mostly_broken_names_encodings_to_try() -> None:
    outcome = decode("Привет, мир, это форум".encode("koi8-r") * 9, name="x.txt")
    (found,) = outcome.diagnostics
    assert found.rule.slug == "encoding-invalid"
    assert any("cp874 (Thai)" in hint and "--encoding" in hint for hint in found.hints)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(codec: str) -> None:
    outcome = decode(SIMPLIFIED.encode(codec), name="x.txt", encoding="cp1252")
    assert outcome.value.text == SIMPLIFIED
    assert outcome.value.bom
    assert outcome.diagnostics == ()


def test_bare_big_endian_marks() -> None:
    data = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")
    assert decode(data, name="x").value.text == SIMPLIFIED


def test_valid_utf_8_wins_over_a_declared_encoding() -> None:
    outcome = decode(SIMPLIFIED.encode(), name="x.txt", encoding="cp1252")
    assert outcome.value.text == SIMPLIFIED
    assert "valid utf-8" in outcome.diagnostics[0].message


def test_a_declared_encoding_is_used_without_a_word() -> None:
    outcome = decode(TRADITIONAL.encode("big5"), name="x.txt", encoding="BIG5")
    assert (outcome.value.text, outcome.diagnostics) == (TRADITIONAL, ())


@pytest.mark.parametrize(
    ("text", "codec", "declared", "better"),
    [
        (KOREAN, "euc-kr", "gb18030", "cp949 (Korean, EUC-KR)"),
        (SIMPLIFIED, "gbk", "cp949", "gb18030"),
        (THAI, "tis-620", "cp1252", "cp874 (Thai, TIS-620)"),
        (TRADITIONAL, "big5", "gb18030", "big5"),
    ],
)
def test_a_declared_encoding_rules_and_a_better_one_is_told(
    text: str, codec: str, declared: str, better: str
) -> None:
    outcome = decode(text.encode(codec), name="x.txt", encoding=declared)
    assert outcome.value.encoding == declared
    assert outcome.value.text == text.encode(codec).decode(declared, "replace")
    (doubt,) = (found for found in outcome.diagnostics if found.rule.slug == "encoding-guessed")
    assert doubt.message == f"the file is read as {declared}, and would read better as {better}"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (KOREAN, "euc-kr"),
        (SIMPLIFIED, "gbk"),
        (VIETNAMESE, "cp1258"),
        (THAI, "tis-620"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("フォーラムは武漢で開幕した。記者が伝えた。", "euc-jp"),
        ("フォーラムは武漢で開幕した。記者が伝えた。", "shift_jis"),
        ("Форум открылся в Ухане, сказал он.", "cp1251"),
        (FRENCH, "mac-roman"),
    ],
)
def test_a_right_encoding_is_not_doubted(text: str, codec: str) -> None:
    outcome = decode(text.encode(codec), name="x.txt", encoding=codec)
    assert (outcome.value.text, outcome.diagnostics) == (text, ())


def test_an_unknown_encoding_is_the_commands_fault() -> None:
    with pytest.raises(ChoiceError, match="klingon"):
        decode(b"x", name="x.txt", encoding="klingon")
    with pytest.raises(ChoiceError):
        decode(b"x", name="x.txt", encoding="rot13")


def test_a_broken_sequence_is_named_with_its_place() -> None:
    outcome = decode("论坛在武汉开幕。".encode() + b"\xff" + "好".encode(), name="x.txt")
    assert outcome.value.text == "论坛在武汉开幕。\ufffd好"
    (found,) = outcome.diagnostics
    assert found.span is not None
    assert (found.rule.slug, found.span.start) == ("encoding-invalid", 8)
    assert "FF" in found.message


def test_text_that_is_cut_in_a_character_is_kept() -> None:
    outcome = decode("论坛在武汉开幕。".encode()[:-1], name="x.txt")
    assert outcome.value.text.startswith("论坛在武汉开幕")
    assert [diagnostic.rule.slug for diagnostic in outcome.diagnostics] == ["encoding-invalid"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "Office"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "WAV"),
        (b"\x00\x00\x00\x20ftypisom", "MP4"),
        (b"\x7fELF\x02\x01", "program"),
        (bytes(range(256)) * 4, "binary data"),
    ],
)
def test_a_binary_file_is_named_and_gives_no_text(data: bytes, name: str) -> None:
    outcome = decode(data, name="x.txt")
    assert outcome.value.text == ""
    (found,) = outcome.diagnostics
    assert found.rule.slug == "input-binary"
    assert name in found.message
    assert found.hints


def test_a_stray_zero_byte_makes_no_binary_file() -> None:
    outcome = decode(b"[Explanation] It\x00 opened, and went on for an hour.\n" * 3, name="x.txt")
    assert outcome.value.text.count("\x00") == 3
    (found,) = outcome.diagnostics
    assert "NUL" in found.message
    assert "(3 times)" in found.message
    assert len(found.related) == 2


def test_the_digest_is_of_the_bytes() -> None:
    assert decode(b"x", name="x").value.sha256.startswith("2d711642")

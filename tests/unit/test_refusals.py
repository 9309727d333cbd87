"""Files that forumpub doesn't read: one line names the format, and one says what to do."""

from __future__ import annotations

import pytest

from forumpub.containers import read_text
from forumpub.env import FixedEnvironment
from forumpub.given import ReadingOptions
from forumpub.inputs import Input
from forumpub.pipeline import read_input

_PS = b"\x00\x00\x01\xba\x44\x00\x04\x00"
_REFUSED = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
    "stl": (b"850STL25.01" + b"0" * 200, "an EBU STL subtitle file"),
    "scc": (b"Scenarist_SCC V1.0\r\n\r\n00:00:00:00\t9420 9420", "an SCC caption file"),
    "scc with a mark": (b"\xef\xbb\xbfScenarist_SCC V1.0\n", "an SCC caption file"),
    "mos": (b"<mos><mosID>x</mosID></mos>", "a MOS message"),
    "mos in UCS-2": ("<mos>\n<mosID>newsroom.example</mosID></mos>".encode("utf-16-be"), "a MOS message"),
    "mos in XML": (b'<?xml version="1.0"?>\n<!DOCTYPE mos SYSTEM "mos.dtd">\n<mos/>', "a MOS message"),
    "fdx": (b'<?xml version="1.0" ?>\n<FinalDraft DocumentType="Script">', "a Final Draft screenplay"),
    "ps": (b"%!PS-Adobe-3.0\n", "a PostScript document"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, or one with a password"),
    "mp3": (b"ID3\x04\x00", "an MP3 recording"),
    "mp3 without tags": (b"\xff\xfb\x90\x64", "an MP3 recording"),
    "aac": (b"\xff\xf1\x50\x80", "an AAC recording"),
    "wav": (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a WAV recording"),
    "aiff": (b"FORM\x00\x00\x00\x00AIFFCOMM", "an AIFF recording"),
    "amr": (b"#!AMR\n", "an AMR recording"),
    "mp4": (b"\x00\x00\x00\x20ftypisom", "an MP4 video"),
    "mkv": (b"\x1aE\xdf\xa3", "a Matroska"),
    "mpeg": (_PS, "an MPEG video"),
    "mxf": (b"\x06\x0e\x2b\x34\x02\x05\x01\x01", "an MXF video"),
    "wmv": (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media video"),
}


@pytest.mark.parametrize(("data", "words"), _REFUSED.values(), ids=_REFUSED)
def test_the_format_is_named_and_what_to_do(data: bytes, words: str) -> None:
    outcome = read_text(data, name="a.txt")
    (found,) = outcome.diagnostics
    assert found.rule.slug == "input-binary"
    assert found.message.startswith(f"this is {words}")
    assert "\n" not in found.message
    assert found.hints
    assert outcome.value.text == ""


@pytest.mark.parametrize(
    "text",
    [
        "The mos <mos> was here.",
        "STL25.01 is a name",
        "About Scenarist_SCC V1.0",
        "Final Draft: <FinalDraft>",
    ],
)
def test_words_about_a_format_are_words(text: str) -> None:
    assert read_text(text.encode(), name="a.txt").value.text == text


@pytest.mark.parametrize("text", ['{"a":1}', '\ufeff[{"b": ["words", 2]}]\n', "{}"])
def test_json_of_no_format_is_refused_in_one_line(text: str) -> None:
    entry = Input(name="some.json", stem="some", data=text.encode())
    outcome = read_input(entry, ReadingOptions(), FixedEnvironment())
    (found,) = outcome.diagnostics
    assert (found.rule.slug, found.message) == ("input-binary", "this is JSON in no format that is read here")
    assert outcome.value.article.blocks == ()


@pytest.mark.parametrize("text", ['{"a":1', "[Explanation] It opened.", "{It opened} and closed {again}"])
def test_what_only_begins_like_json_is_read(text: str) -> None:
    entry = Input(name="some.json", stem="some", data=text.encode())
    assert read_input(entry, ReadingOptions(), FixedEnvironment()).value.article.blocks

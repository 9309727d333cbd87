"""What must hold of the readers of captions, mark-up and JSON, and of documents, whatever comes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from container_texts import ANY, json_texts, markup
from forumpub.containers import read_text
from forumpub.errors import InputError
from forumpub.model import Article
from forumpub.parse import ParseOptions, parse
from forumpub.parse.accounting import check_accounting
from forumpub.parse.canonical import locate
from forumpub.parse.json_values import scan_json
from forumpub.parse.markup import scan_markup
from forumpub.parse.reader import ReadOptions
from forumpub.parse.registry import built_in_readers
from forumpub.source import SourceText

from packed import docx, odt, pack, para

READERS = ("srt", "webvtt", "ttml", "asr-json", "ninjs", "newsml", "nitf")


def _read(text: str, name: str | None) -> tuple[Article, SourceText]:
    source = SourceText(name="made", text=text)
    return parse(source, options=ParseOptions(format=name)).value, source


def _check(text: str, name: str | None) -> None:
    article, source = _read(text, name)
    assert check_accounting(article, source) == ()
    for block in article.blocks:
        assert block.time is None or 0 <= block.time.start_s <= block.time.end_s
        for one in block.paras:
            assert one.text
            places = [locate(source, one, offset) for offset in range(len(one.text) + 1)]
            assert places == sorted(places)
            assert one.span.start <= places[0]
            assert places[-1] <= one.span.end


@settings(deadline=None, max_examples=200)
@given(ANY, st.sampled_from(READERS))
def test_any_reader_accounts_for_any_container(text: str, name: str) -> None:
    _check(text, name)


@settings(deadline=None, max_examples=150)
@given(ANY)
def test_the_reader_that_is_chosen_accounts_for_it(text: str) -> None:
    _check(text, None)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300), st.sampled_from(READERS))
def test_any_reader_accounts_for_any_text(text: str, name: str) -> None:
    _check(text, name)


@settings(deadline=None, max_examples=100)
@given(ANY)
def test_evidence_is_a_share(text: str) -> None:
    source = SourceText(name="made", text=text)
    for reader in built_in_readers().values():
        assert 0 <= reader.weigh(source, ReadOptions()).score <= 1


@settings(deadline=None, max_examples=200)
@given(markup() | st.text("<>/!-[]\"' aDOCTYPEC&", max_size=60))
def test_tokens_of_mark_up_leave_no_gap(text: str) -> None:
    at = 0
    for token in scan_markup(text):
        assert token.start == at
        assert token.end > at
        at = token.end
    assert at == len(text)


@settings(deadline=None, max_examples=200)
@given(json_texts() | st.text('{}[]:,"\\ab1 ', max_size=60))
def test_values_of_json_come_in_order(text: str) -> None:
    at = 0
    for value in scan_json(text):
        assert at <= value.start <= value.end <= len(text)
        at = value.end


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40), max_size=6)
)
def test_the_words_of_a_document_come_out(lines: list[str]) -> None:
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines]
    bodies = {
        "a.docx": docx(
            "".join(para(line[:3], line[3:]) if "&" not in line else para(line) for line in escaped)
        ),
        "a.odt": odt("".join(f"<text:p>{line}</text:p>" for line in escaped)),
        "a.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in escaped)}</body></html>".encode(),
    }
    for name, data in bodies.items():
        try:
            text = read_text(data, name=name).value.text
        except InputError:
            # U+FFFE and U+FFFF are no characters of XML.
            assert any(char in "\ufffe\uffff" for line in lines for char in line)
            continue
        assert "".join(text.split()) == "".join("".join(lines).split())


@settings(deadline=None, max_examples=100)
@given(
    st.binary(max_size=400),
    st.integers(0, 400),
    st.sampled_from(["a.docx", "a.odt", "a.html", "a.md", "a.zip"]),
)
def test_damaged_documents_are_refused_or_read(junk: bytes, at: int, name: str) -> None:
    whole = {"a.docx": docx(para("Text.")), "a.odt": odt("<text:p>Text.</text:p>")}
    data = whole.get(name, pack({"a.txt": "x"}) if name == "a.zip" else b"<html># *Text.* [a](b)")
    data = data[:at] + junk + data[at + len(junk) // 2 :]
    try:
        outcome = read_text(data, name=name)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(outcome.value.text, str)


def test_the_check_sees_a_planted_loss() -> None:
    article, source = _read("1\n00:00:01,000 --> 00:00:02,000\nThe forum opened.\n", "srt")
    assert check_accounting(article, SourceText(name="x", text=source.text + "lost")) != ()

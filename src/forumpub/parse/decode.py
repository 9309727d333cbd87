"""Bytes to source text: the only place that knows of encodings."""

from __future__ import annotations

import codecs
import hashlib
from typing import NamedTuple

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import ChoiceError
from forumpub.parse.canonical import BLANKS
from forumpub.parse.encodings import guess_encoding, wide_score
from forumpub.parse.signatures import find_binary_kind, find_text_kind
from forumpub.parse.suspects import check_characters
from forumpub.rules import input as rules
from forumpub.source import SourceText, Span, find_eol

# The marks of UTF-32 begin with those of UTF-16, so they are asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 65_536
# Below this a guess is no better than none.
_PLAUSIBLE = 0.35
_WIDE_PLAUSIBLE = 0.7
# UTF-8 in which at most one sequence in so many is broken is damaged UTF-8 and not another encoding.
_DAMAGED = 5
# What few know by the codec's name.
_WRITES = {"cp874": "Thai, TIS-620", "cp949": "Korean, EUC-KR", "cp1258": "Vietnamese of Windows"}
# Encodings that transcripts of the region were kept in, for a file that none of the guesses fits.
_CANDIDATES = "cp874 (Thai), cp1258 (Vietnamese), gb18030 or big5 (Chinese), cp949 (Korean), cp1252 (Western)"
# From here on a guess is held against an encoding that is given. Western letters stand in many encodings at
# nearly the same places: a guess at them proves nothing.
_SURE = 0.7
_UNSURE = "cp1252"
# Where so many of the characters outside ASCII are broken, the file is in another encoding, not damaged.
_MOSTLY_BROKEN = 0.5
_NOT_OF_FILES = frozenset(["idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"])


class _Choice(NamedTuple):
    encoding: str
    bom: bool = False


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Outcome[SourceText]:
    """Decode a transcript.

    A byte order mark decides; then valid UTF-8; then `encoding`; then a guess. The text keeps its characters
    and line ends as they are. Bytes that are no text give an empty text.

    Args:
        data: the whole file.
        name: what messages call it.
        encoding: a Python codec name to use for bytes that aren't UTF-8, whatever they look like.

    Raises:
        ChoiceError: there is no such encoding.

    Diagnostics:
        input-empty, input-binary, encoding-guessed, encoding-invalid, mojibake-suspected, control-character,
        bidi-control.
    """
    findings = Findings()
    declared = _codec_name(encoding) if encoding else None
    digest = hashlib.sha256(data).hexdigest()
    choice = _choose(data, declared, findings)
    if choice is None:
        return findings.outcome(SourceText(name=name, text="", sha256=digest, encoding="binary", eol="none"))
    text = _decode_bytes(data, choice, findings)
    kind = find_text_kind(text)
    if kind is not None:
        findings = Findings()  # how its characters are written is of no interest then
        findings.add(rules.INPUT_BINARY, f"this is {kind.name}, not a transcript", hints=[kind.advice])
        text = ""
    elif not text.strip(BLANKS):
        findings.add(
            rules.INPUT_EMPTY, f"there is no text in {name}", hints=["check that its export finished"]
        )
    findings.take(check_characters(text))
    source = SourceText(
        name=name,
        text=text,
        sha256=digest,
        encoding=choice.encoding,
        bom=choice.bom,
        eol=find_eol(text),
    )
    return findings.outcome(source)


def _codec_name(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        b" ".decode(encoding, "replace")  # Python has codecs that are no encodings of text
        if name in _NOT_OF_FILES:
            raise LookupError(name)
        return name
    except (LookupError, UnicodeError) as error:
        hints = [
            "names are utf-8, utf-16, gb18030, big5, cp874, cp949, cp1258, cp1252 and all that Python knows"
        ]
        raise ChoiceError(f"no encoding is called {encoding!r}", hints=hints) from error


def _choose(data: bytes, declared: str | None, findings: Findings) -> _Choice | None:
    """Settle the encoding; None for bytes that are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _Choice(encoding, bom=True)
    wide = None if declared else _wide_encoding(data)
    if wide is not None:
        _report_guess(findings, wide)
        return _Choice(wide)
    if not (declared or "").startswith(("utf-16", "utf-32")):
        kind = find_binary_kind(data)
        if kind is not None:
            findings.add(rules.INPUT_BINARY, f"this is {kind.name}, not a text", hints=[kind.advice])
            return None
    valid = _is_utf8(data)
    if valid and (declared is None or not data.isascii()):
        if declared not in (None, "utf-8"):
            message = f"the bytes are valid utf-8, so they weren't read as {declared}"
            findings.add(rules.ENCODING_GUESSED, message)
        return _Choice("utf-8")
    if declared is None:
        return _guess(data, findings)
    if not valid:
        _doubt(data, declared, findings)
    return _Choice("utf-8" if declared == "ascii" and valid else declared)


def _doubt(data: bytes, declared: str, findings: Findings) -> None:
    """Say where bytes surely read better than in the encoding that is given; they are read as it says."""
    guess = guess_encoding(data)
    if guess.score < _SURE or guess.encoding == _UNSURE:
        return
    if data.decode(declared, "replace") != data.decode(guess.encoding, "replace"):
        message = f"the file is read as {declared}, and would read better as {_named(guess.encoding)}"
        hints = [f"look at its words; --encoding {guess.encoding} would read it so"]
        findings.add(rules.ENCODING_GUESSED, message, hints=hints)


def _guess(data: bytes, findings: Findings) -> _Choice:
    if _is_damaged_utf8(data):
        return _Choice("utf-8")
    guess = guess_encoding(data)
    if guess.score < _PLAUSIBLE:
        return _Choice("utf-8")
    _report_guess(findings, guess.encoding)
    return _Choice(guess.encoding)


def _report_guess(findings: Findings, encoding: str) -> None:
    message = f"the file doesn't name its encoding; it reads best as {_named(encoding)}"
    hints = ["save it as utf-8", f"or confirm the guess with --encoding {encoding}"]
    findings.add(rules.ENCODING_GUESSED, message, hints=hints)


def _named(encoding: str) -> str:
    return f"{encoding} ({_WRITES[encoding]})" if encoding in _WRITES else encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether nearly all sequences outside ASCII are valid; one that is cut off counts as broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    strange = len(text) - len(text.encode("ascii", "ignore")) - broken
    return strange >= _DAMAGED * broken


def _wide_encoding(data: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 that zero bytes at fixed places give away."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 4]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    zeros = [sample[place::4].count(0) / max(1, len(sample[place::4])) for place in range(4)]
    high, low = 0.9, 0.05
    if zeros[2] > high and zeros[3] > high and zeros[0] < low:
        return "utf-32-le"
    if zeros[0] > high and zeros[1] > high and zeros[3] < low:
        return "utf-32-be"
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: wide_score(sample, encoding))
    return best if wide_score(sample, best) > _WIDE_PLAUSIBLE else None


def _decode_bytes(data: bytes, choice: _Choice, findings: Findings) -> str:
    """Decode with U+FFFD for what can't be decoded, and say where the first of it stands."""
    body = data
    for mark, encoding in _MARKS if choice.bom else ():
        if encoding == choice.encoding and data.startswith(mark):
            body = data[len(mark) :]
            break
    try:
        return body.decode(choice.encoding)
    except UnicodeDecodeError as error:
        text = body.decode(choice.encoding, "replace")
        first = len(body[: error.start].decode(choice.encoding, "replace"))
        bad = body[error.start : error.end]
        count = max(1, text.count("\ufffd", first))
        message = f"{_hex(bad)} no character in {choice.encoding}"
        if count > 1:
            message += f", and so {count - 1} more place{'s' if count > 2 else ''}"
        strange = sum(character > "\x7f" for character in text)
        hints = ["get the file again, or name its encoding with --encoding"]
        if text.count("\ufffd") > _MOSTLY_BROKEN * strange:
            hints = [f"name its encoding with --encoding: {_CANDIDATES}, or another that Python knows"]
        findings.add(rules.ENCODING_INVALID, message, Span(first, min(first + 1, len(text))), hints=hints)
        return text


def _hex(data: bytes) -> str:
    shown = " ".join(f"{byte:02X}" for byte in data[:4])
    return f"byte {shown} is" if len(data) == 1 else f"bytes {shown} are"

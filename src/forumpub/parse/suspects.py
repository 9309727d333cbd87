"""Characters of a decoded text that an editor should know of."""

from __future__ import annotations

import unicodedata

from forumpub.diagnostics import Findings, Outcome
from forumpub.patterns import lazy_pattern
from forumpub.rules import input as rules
from forumpub.source import Span

_RELATED_MAX = 20
_CONTROLS = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = lazy_pattern(r"[\u202a-\u202e\u2066-\u2069]")
# UTF-8 that was read as cp1252 (or latin-1): a lead byte's letter, then the faces of continuation bytes.
_CONTINUATION = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_AS_WESTERN = lazy_pattern(f"[\xc2-\xdf][{_CONTINUATION}]|[\xe0-\xef][{_CONTINUATION}]{{2}}")
# What U+FFFD in UTF-8 and what UTF-8 punctuation look like when they are read as GBK.
_UTF8_AS_CHINESE = lazy_pattern("锟斤拷|鈥[檚渰溼檛]|銆[愩€傘]|锛[屻歿寃]")
_WESTERN_BYTES = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(128, 256)}
_NAMES = {
    0x00: "NUL",
    0x07: "BEL",
    0x08: "BACKSPACE",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x1B: "ESCAPE",
}


def check_characters(text: str) -> Outcome[None]:
    """Look for control characters, turns of writing direction, and text that was decoded wrongly before."""
    findings = Findings()
    _report_controls(text, findings)
    if not text.isascii():
        _report_bidi(text, findings)
        _report_mojibake(text, findings)
    return findings.outcome(None)


def _report_controls(text: str, findings: Findings) -> None:
    """Give one finding for every kind, at its first place."""
    places: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for match in _CONTROLS.finditer(text):
        character = match.group()
        counts[character] = counts.get(character, 0) + 1
        found = places.setdefault(character, [])
        if len(found) < _RELATED_MAX:
            found.append(match.start())
    for character, offsets in places.items():
        code = ord(character)
        message = f"control character {name_character(character)}" + _times(counts[character])
        findings.add(
            rules.CONTROL_CHARACTER,
            message,
            Span(offsets[0], offsets[0] + 1),
            hints=["it is printed as " + ("a blank" if code in _BLANK_CODES else "U+FFFD") + "; remove it"],
            related=[Span(offset, offset + 1) for offset in offsets[1:]],
        )


_BLANK_CODES = frozenset([0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F])


def _report_bidi(text: str, findings: Findings) -> None:
    offsets = [match.start() for match in _BIDI.finditer(text)]
    if offsets:
        message = f"direction mark {name_character(text[offsets[0]])}" + _times(len(offsets))
        related = [Span(offset, offset + 1) for offset in offsets[1 : _RELATED_MAX + 1]]
        findings.add(rules.BIDI_CONTROL, message, Span(offsets[0], offsets[0] + 1), related=related)


def _report_mojibake(text: str, findings: Findings) -> None:
    found = [match for match in _UTF8_AS_WESTERN.finditer(text) if _is_utf8_run(match.group())]
    found += list(_UTF8_AS_CHINESE.finditer(text))
    if not found:
        return
    first = min(found, key=lambda match: match.start())
    message = f"“{first.group()}” looks like text that was decoded wrongly" + _times(len(found))
    hints = ["get the text from where it reads right; forumpub repair-encoding shows what it may have been"]
    findings.add(rules.MOJIBAKE_SUSPECTED, message, Span(first.start(), first.end()), hints=hints)


def _is_utf8_run(run: str) -> bool:
    """Say whether the bytes behind a run of Western characters are one character in UTF-8."""
    data = bytes(_WESTERN_BYTES.get(character, ord(character) & 0xFF) for character in run)
    try:
        return len(data.decode("utf-8")) == 1
    except UnicodeDecodeError:
        return False


def name_character(character: str) -> str:
    """Name a character that can't be shown: its code point and what Unicode calls it."""
    code = ord(character)
    name = _NAMES.get(code) or unicodedata.name(character, "")
    return f"U+{code:04X}" + (f" ({name})" if name else "")


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""

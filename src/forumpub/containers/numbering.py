"""The numbers that Word counts in front of paragraphs, and writes into none of them.

Source: ECMA-376 part 1, 17.9 (numbering); docs/formats/documents.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from lxml import etree

from forumpub.containers.archive import Archive
from forumpub.containers.xml_parts import parse_part
from forumpub.patterns import lazy_pattern
from forumpub.values import dataclass

_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_LEVELS = 9
_MAX_BASES = 20
_PLACE = lazy_pattern(r"%([1-9])")
_HAN_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MAX_ROMAN = 3999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: how its numbers look, the words around them, and the first number."""

    form: str = "decimal"
    words: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document; lives while it is read."""

    lists: dict[str, str] = field(default_factory=dict)  # numbering instance: the list that it counts
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def count(self, instance: str | None, level: int | None, style: str | None) -> tuple[str, str]:
        """Count a paragraph.

        Args:
            instance: the numbering instance that the paragraph itself names.
            level: the level that it names, from 0.
            style: the style of the paragraph.

        Returns:
            The number as Word shows it ("2.", "a)", "一、"), empty for bullets and outside lists; and a key
            that is equal for the paragraphs of one list.
        """
        styled = self.styles.get(style or "", ("0", 0))
        name = instance if instance is not None else styled[0]
        depth = level if level is not None else (styled[1] if instance is None else 0)
        listed = self.lists.get(name)
        if listed is None or not 0 <= depth < _LEVELS:
            return "", ""
        counts = self._counts.setdefault(listed, [None] * _LEVELS)
        counts[depth] = self._next(name, listed, depth, counts[depth])
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        shown = self.levels.get((listed, depth), _Level())
        if shown.form in ("bullet", "none"):
            return "", ""
        return _PLACE.sub(lambda place: self._show(listed, counts, int(place[1]) - 1), shown.words), listed

    def _next(self, instance: str, listed: str, depth: int, current: int | None) -> int:
        if (instance, depth) not in self._begun:
            self._begun.add((instance, depth))
            if (instance, depth) in self.restarts:
                return self.restarts[instance, depth]
        return self.levels.get((listed, depth), _Level()).start if current is None else current + 1

    def _show(self, listed: str, counts: list[int | None], depth: int) -> str:
        level = self.levels.get((listed, depth), _Level())
        number = counts[depth]
        return write_number(level.start if number is None else number, level.form)


def read_numbering(
    archive: Archive,
    local: Callable[[etree._Element], str],
    value: Callable[[etree._Element, str], str | None],
) -> Numbering:
    """Read the lists and the styles of a Word document.

    Args:
        archive: the document.
        local: gives the name of a Word element.
        value: gives an attribute of one.
    """
    found = Numbering()
    part = archive.find(_NUMBERING)
    if part is None:
        return found
    root = parse_part(archive.read(part), document=archive.name, part=_NUMBERING)
    for element in root:
        if local(element) == "abstractNum":
            listed = value(element, "abstractNumId") or ""
            for level in (child for child in element if local(child) == "lvl"):
                found.levels[listed, _integer(value(level, "ilvl"), 0)] = _read_level(level, local, value)
        elif local(element) == "num":
            instance = value(element, "numId") or ""
            for child in element:
                if local(child) == "abstractNumId":
                    found.lists[instance] = value(child, "val") or ""
                elif local(child) == "lvlOverride":
                    start = next((one for one in child if local(one) == "startOverride"), None)
                    if start is not None:
                        place = _integer(value(child, "ilvl"), 0)
                        found.restarts[instance, place] = _integer(value(start, "val"), 1)
    styles = archive.find(_STYLES)
    if styles is not None:
        root = parse_part(archive.read(styles), document=archive.name, part=_STYLES)
        found.styles = _read_styles(root, local, value)
    return found


def _read_level(
    level: etree._Element,
    local: Callable[[etree._Element], str],
    value: Callable[[etree._Element, str], str | None],
) -> _Level:
    fields = {local(child): value(child, "val") or "" for child in level}
    return _Level(
        form=fields.get("numFmt", "decimal"),
        words=fields.get("lvlText", ""),
        start=_integer(fields.get("start"), 1),
    )


def _read_styles(
    root: etree._Element,
    local: Callable[[etree._Element], str],
    value: Callable[[etree._Element, str], str | None],
) -> dict[str, tuple[str, int]]:
    own: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in (child for child in root if local(child) == "style"):
        name = value(style, "styleId") or ""
        for element in style.iter("{*}basedOn", "{*}numId", "{*}ilvl"):
            worth = value(element, "val") or ""
            if local(element) == "basedOn":
                bases[name] = worth
            elif local(element) == "numId":
                own[name] = (worth, own.get(name, ("0", 0))[1])
            elif local(element) == "ilvl":
                own[name] = (own.get(name, ("0", 0))[0], _integer(worth, 0))
    found: dict[str, tuple[str, int]] = {}
    for name in {*own, *bases}:
        at = name
        for _ in range(_MAX_BASES):
            if at in own:
                found[name] = own[at]
                break
            at = bases.get(at, "")
    return found


def write_number(number: int, form: str) -> str:
    """Write a number in one of Word's forms; one that isn't known here is written in digits."""
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < number <= _MAX_ROMAN:
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "ideographDigital":
            return _han(number)
        case _:
            return str(number)


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (number // worth)
        number %= worth
    return letters


def _han(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_HAN_DIGITS[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else ("十" if tens == 1 else f"{_HAN_DIGITS[tens]}十")
    return before + (_HAN_DIGITS[ones] if ones else "")


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdigit() and len(value) < 10 else default

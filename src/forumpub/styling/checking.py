"""Checks a style file's tables key by key, and merges a style over the one it extends."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, assert_never

from forumpub.errors import StyleError
from forumpub.patterns import lazy_pattern
from forumpub.styling import keys
from forumpub.styling.keys import Choice, FontFile, Ink, Kind, ListOf, Number, Truth, Words
from forumpub.values import dataclass

# What TOML can say; only values that have been checked leave this module.
Toml: TypeAlias = object
Value: TypeAlias = str | float | bool | tuple[str, ...] | Path
# A checked style by the path of each key: `("looks", "body", "size_pt")`.
Settings: TypeAlias = dict[tuple[str, ...], Value]

_HEX_COLOUR = lazy_pattern(r"#[0-9A-Fa-f]{6}\Z")
_UNPRINTABLE = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_SHOWN_CHARS = 60


def wrong(where: str, path: Iterable[str], problem: str, *hints: str) -> StyleError:
    """Make the error for a key: `house.toml: page.size: …`."""
    return StyleError(f"{where}: {'.'.join(path)}: {problem}", hints=hints)


def check_tables(tables: Mapping[str, Toml], *, where: str, folder: Path) -> Settings:
    """Check every key and value of one style file.

    Args:
        tables: what `tomllib` read.
        where: how messages name the file.
        folder: what font paths are relative to.

    Raises:
        StyleError: a key is unknown, or a value is of the wrong type or out of its range.
    """
    place = _Place(where=where, folder=folder)
    found: Settings = {}
    for name, value in tables.items():
        found |= _check_top(name, value, place.at(name))
    return found


def merge(child: Settings, parent: Settings) -> Settings:
    """Lay a style over the one it extends: its own values win, key by key.

    A sheet's size is one decision: a child that names `size` or a width and height drops its parent's.
    """
    sheet = [("page", name) for name in ("size", "width_mm", "height_mm")]
    dropped = set(sheet) if any(path in child for path in sheet) else set()
    return {path: value for path, value in parent.items() if path not in dropped} | child


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a value stands: the file, the folder its font paths are relative to, and the key's path."""

    where: str
    folder: Path
    path: tuple[str, ...] = ()

    def at(self, name: str) -> _Place:
        return _Place(where=self.where, folder=self.folder, path=(*self.path, name))

    def wrong(self, problem: str, *hints: str) -> StyleError:
        return wrong(self.where, self.path, problem, *hints)


def _check_top(name: str, value: Toml, place: _Place) -> Settings:
    if name in keys.TOP:
        return {place.path: _check_value(keys.TOP[name], value, place)}
    if name in keys.TABLES:
        return _check_table(keys.TABLES[name], value, place)
    if name != keys.LOOKS:
        raise place.wrong("unknown key", *_did_you_mean(name, (*keys.TOP, *keys.TABLES, keys.LOOKS)))
    found: Settings = {}
    for role, look in _open_table(value, place).items():
        if role not in keys.ROLES:
            raise place.at(role).wrong("no such role", *_did_you_mean(role, keys.ROLES))
        found |= _check_table(keys.LOOK, look, place.at(role))
    return found


def _open_table(value: Toml, place: _Place) -> Mapping[str, Toml]:
    if not isinstance(value, dict):
        raise place.wrong(f"must be a table, not {_shown(value)}", f"write [{'.'.join(place.path)}]")
    return value


def _check_table(kinds: Mapping[str, Kind], value: Toml, place: _Place) -> Settings:
    found: Settings = {}
    for name, entry in _open_table(value, place).items():
        here = place.at(name)
        if name not in kinds:
            raise here.wrong("unknown key", *_did_you_mean(name, kinds))
        found[here.path] = _check_value(kinds[name], entry, here)
    return found


def _check_value(kind: Kind, value: Toml, place: _Place) -> Value:
    match kind:
        case Words():
            return _check_words(kind, value, place)
        case Number():
            return _check_number(kind, value, place)
        case Truth():
            if not isinstance(value, bool):
                raise place.wrong(f"must be true or false, not {_shown(value)}")
            return value
        case Choice(words=words):
            return _check_word(words, value, place)
        case Ink():
            return _check_ink(kind, value, place)
        case FontFile():
            return (place.folder / _check_words(Words(), value, place)).resolve()
        case ListOf(words=words):
            return _check_list(words, value, place)
        case _:
            assert_never(kind)


def _check_words(kind: Words, value: Toml, place: _Place) -> str:
    if not isinstance(value, str):
        raise place.wrong(f"must be text, not {_shown(value)}")
    if _UNPRINTABLE.search(value):
        raise place.wrong("must be one line without control characters")
    if len(value) > keys.MAX_TEXT:
        raise place.wrong(f"is {len(value)} characters long; {keys.MAX_TEXT} are allowed")
    if not value.strip() and not kind.may_be_empty:
        raise place.wrong("must not be empty")
    return value.strip()


def _check_number(kind: Number, value: Toml, place: _Place) -> float:
    # bool is an int to Python, not to a typesetter.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.wrong(f"must be a number, not {_shown(value)}")
    if not kind.least <= value <= kind.most:
        raise place.wrong(f"must be from {kind.least:g} to {kind.most:g}, not {_shown(value)}")
    return float(value)


def _check_word(words: tuple[str, ...], value: Toml, place: _Place) -> str:
    if isinstance(value, str) and value in words:
        return str(value)
    hints = _did_you_mean(value, words) if isinstance(value, str) else ()
    raise place.wrong(f"must be one of {', '.join(words)}, not {_shown(value)}", *hints)


def _check_list(words: tuple[str, ...], value: Toml, place: _Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise place.wrong(f"must be a list of words, not {_shown(value)}")
    listed: list[str] = []
    for entry in value:
        word = _check_word(words, entry, place)
        if word in listed:
            raise place.wrong(f"names {word!r} twice")
        listed.append(word)
    return tuple(listed)


def _check_ink(kind: Ink, value: Toml, place: _Place) -> str:
    names = () if place.path[0] == "palette" else (*keys.PALETTE, *(("none",) if kind.optional else ()))
    if isinstance(value, str) and (_HEX_COLOUR.match(value) or value in names):
        return value
    wanted = "a colour like #0b4f6c" + (f" or one of {', '.join(names)}" if names else "")
    hints = _did_you_mean(value, names) if isinstance(value, str) and names else ()
    raise place.wrong(f"must be {wanted}, not {_shown(value)}", *hints)


def _did_you_mean(word: str, known: Iterable[str]) -> tuple[str, ...]:
    close = difflib.get_close_matches(word[:_SHOWN_CHARS], list(known), n=1, cutoff=0.6)
    return (f"did you mean {str(close[0])!r}?",) if close else (f"known here: {', '.join(known)}",)


def _shown(value: Toml) -> str:
    try:
        shown = ascii(value) if isinstance(value, str) and _UNPRINTABLE.search(value) else repr(value)
    except ValueError:  # Python writes out no integers of more than 4300 digits
        shown = "a huge number"
    return shown if len(shown) <= _SHOWN_CHARS else shown[: _SHOWN_CHARS - 1] + "…"

"""Checks a style file's tables key by key, and merges a style over the one it extends."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, assert_never

from forumpub.errors import StyleError
from forumpub.styling import keys
from forumpub.styling.keys import Choice, FontFile, Ink, Kind, ListOf, Number, Truth, Words

# What TOML can say; only values that have been checked leave this module.
Toml: TypeAlias = object
Value: TypeAlias = str | float | bool | tuple[str, ...] | Path
# A checked style by the path of each key: `("looks", "body", "size_pt")`.
Settings: TypeAlias = dict[tuple[str, ...], Value]

_HEX_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
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
    found: Settings = {}
    for name, value in tables.items():
        if name in keys.TOP:
            found[(name,)] = _check_value(keys.TOP[name], value, where=where, path=(name,), folder=folder)
        elif name in keys.TABLES:
            found |= _check_table(keys.TABLES[name], value, where=where, path=(name,), folder=folder)
        elif name == keys.LOOKS:
            for role, look in _table(value, where=where, path=(name,)).items():
                if role not in keys.ROLES:
                    raise wrong(where, (name, role), "no such role", *_did_you_mean(role, keys.ROLES))
                found |= _check_table(keys.LOOK, look, where=where, path=(name, role), folder=folder)
        else:
            known = (*keys.TOP, *keys.TABLES, keys.LOOKS)
            raise wrong(where, (name,), "unknown key", *_did_you_mean(name, known))
    return found


def merge(child: Settings, parent: Settings) -> Settings:
    """Lay a style over the one it extends: its own values win, key by key.

    A sheet's size is one decision: a child that names `size` or a width and height drops its parent's.
    """
    sheet = [("page", name) for name in ("size", "width_mm", "height_mm")]
    dropped = set(sheet) if any(path in child for path in sheet) else set()
    return {path: value for path, value in parent.items() if path not in dropped} | child


def _table(value: Toml, *, where: str, path: tuple[str, ...]) -> Mapping[str, Toml]:
    if not isinstance(value, dict):
        raise wrong(where, path, f"must be a table, not {_shown(value)}", f"write [{'.'.join(path)}]")
    return value


def _check_table(
    kinds: Mapping[str, Kind], value: Toml, *, where: str, path: tuple[str, ...], folder: Path
) -> Settings:
    found: Settings = {}
    for name, entry in _table(value, where=where, path=path).items():
        here = (*path, name)
        if name not in kinds:
            raise wrong(where, here, "unknown key", *_did_you_mean(name, kinds))
        found[here] = _check_value(kinds[name], entry, where=where, path=here, folder=folder)
    return found


def _check_value(kind: Kind, value: Toml, *, where: str, path: tuple[str, ...], folder: Path) -> Value:
    match kind:
        case Words():
            return _check_words(kind, value, where=where, path=path)
        case Number(least=least, most=most):
            # bool is an int to Python, not to a typesetter.
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise wrong(where, path, f"must be a number, not {_shown(value)}")
            if not (math.isfinite(value) and least <= value <= most):
                raise wrong(where, path, f"must be from {least:g} to {most:g}, not {_shown(value)}")
            return float(value)
        case Truth():
            if not isinstance(value, bool):
                raise wrong(where, path, f"must be true or false, not {_shown(value)}")
            return value
        case Choice(words=words):
            return _check_word(words, value, where=where, path=path)
        case Ink():
            return _check_ink(kind, value, where=where, path=path)
        case FontFile():
            text = _check_words(Words(), value, where=where, path=path)
            return (folder / text).resolve()
        case ListOf(words=words):
            if not isinstance(value, list) or not value:
                raise wrong(where, path, f"must be a list of words, not {_shown(value)}")
            listed = tuple(_check_word(words, entry, where=where, path=path) for entry in value)
            for position, word in enumerate(listed):
                if word in listed[:position]:
                    raise wrong(where, path, f"names {word!r} twice")
            return listed
        case _:
            assert_never(kind)


def _check_words(kind: Words, value: Toml, *, where: str, path: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        raise wrong(where, path, f"must be text, not {_shown(value)}")
    if _UNPRINTABLE.search(value):
        raise wrong(where, path, "must be one line without control characters")
    if len(value) > keys.MAX_TEXT:
        raise wrong(where, path, f"is {len(value)} characters long; {keys.MAX_TEXT} are allowed")
    if not value.strip() and not kind.may_be_empty:
        raise wrong(where, path, "must not be empty")
    return value.strip()


def _check_word(words: tuple[str, ...], value: Toml, *, where: str, path: tuple[str, ...]) -> str:
    if isinstance(value, str) and value in words:
        return value
    hints = _did_you_mean(value, words) if isinstance(value, str) else ()
    raise wrong(where, path, f"must be one of {', '.join(words)}, not {_shown(value)}", *hints)


def _check_ink(kind: Ink, value: Toml, *, where: str, path: tuple[str, ...]) -> str:
    names = () if path[0] == "palette" else (*keys.PALETTE, *(("none",) if kind.optional else ()))
    if isinstance(value, str) and (_HEX_COLOUR.match(value) or value in names):
        return value
    wanted = "a colour like #0b4f6c" + (f" or one of {', '.join(names)}" if names else "")
    hints = _did_you_mean(value, names) if isinstance(value, str) else ()
    raise wrong(where, path, f"must be {wanted}, not {_shown(value)}", *hints)


def _did_you_mean(word: str, known: Iterable[str]) -> tuple[str, ...]:
    close = difflib.get_close_matches(word[:_SHOWN_CHARS], list(known), n=1, cutoff=0.6)
    return (f"did you mean {close[0]!r}?",) if close else (f"known here: {', '.join(known)}",)


def _shown(value: Toml) -> str:
    shown = ascii(value) if isinstance(value, str) and _UNPRINTABLE.search(value) else repr(value)
    return shown if len(shown) <= _SHOWN_CHARS else shown[: _SHOWN_CHARS - 1] + "…"

"""Finds and reads style files, and follows `extends`."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping
from pathlib import Path

from forumpub.env import Environment
from forumpub.errors import StyleError
from forumpub.styling.building import build_style
from forumpub.styling.checking import Settings, check_tables, merge, wrong
from forumpub.styling.style import Style
from forumpub.values import dataclass

_SUFFIX = ".toml"
# Styles that extend styles are easier to follow when there are few of them.
_MOST_EXTENDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleListing:
    """A style that can be asked for by its name."""

    name: str
    title: str
    summary: str
    path: Path


def load_style(name_or_path: str, env: Environment) -> Style:
    """Load a house style.

    Args:
        name_or_path: the name of a style in `env.style_dirs()`, or the path of a file: whatever ends in
            `.toml` or holds a path separator.
        env: where styles are looked for.

    Raises:
        StyleError: there is no such style, or its file has a wrong key or value.
        InputError: the file can't be read.
    """
    path = _locate(name_or_path, env)
    return build_style(_read_chain(path, env, seen=()), name=path.stem, where=_told_name(path, env))


def list_styles(env: Environment) -> tuple[StyleListing, ...]:
    """List the styles that a name finds, in order of their names.

    Raises:
        StyleError: a style file has a wrong key or value.
    """
    listings = []
    for name, path in sorted(_find_named(env).items()):
        settings = _read_chain(path, env, seen=())
        title, summary = (str(settings.get((key,), "")) for key in ("title", "summary"))
        listings.append(StyleListing(name=name, title=title, summary=summary, path=path))
    return tuple(listings)


def _find_named(env: Environment) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder in env.style_dirs():
        for path in folder.glob(f"*{_SUFFIX}"):
            found.setdefault(path.stem, path)
    return found


def _locate(name_or_path: str, env: Environment, *, beside: Path | None = None) -> Path:
    if name_or_path.endswith(_SUFFIX) or "/" in name_or_path or "\\" in name_or_path:
        path = Path(name_or_path)
        return path if beside is None else beside / path
    named = _find_named(env)
    if name_or_path in named:
        return named[name_or_path]
    close = difflib.get_close_matches(name_or_path[:60], list(named), n=1)
    hints = [f"did you mean {close[0]!r}?"] if close else []
    hints.append(f"styles: {', '.join(sorted(named)) or 'none were found'}; or give the path of a .toml file")
    raise StyleError(f"no style named {name_or_path!r}", hints=hints)


def _read_chain(path: Path, env: Environment, *, seen: tuple[Path, ...]) -> Settings:
    where = _told_name(path, env)
    if path.resolve() in seen or len(seen) >= _MOST_EXTENDS:
        chain = " → ".join(step.name for step in (*seen, path))
        raise StyleError(f"{where}: extends: styles extend each other in a circle, or too deep: {chain}")
    settings = check_tables(_read_toml(path, env, where=where), where=where, folder=path.resolve().parent)
    parent = settings.pop(("extends",), None)
    if parent is None:
        return settings
    try:
        parent_path = _locate(str(parent), env, beside=path.parent)
    except StyleError as error:
        raise wrong(where, ("extends",), str(error), *error.hints) from error
    return merge(settings, _read_chain(parent_path, env, seen=(*seen, path.resolve())))


def _told_name(path: Path, env: Environment) -> str:
    """Return what messages call a file: a shipped style has a name, another file the path that was given."""
    return path.name if path.parent in env.style_dirs() else str(path)


def _read_toml(path: Path, env: Environment, *, where: str) -> Mapping[str, object]:
    data = env.read_bytes(path)
    try:
        # TOML allows no byte order mark, editors on Windows write one.
        return _parse_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise StyleError(f"{where}: not UTF-8 at byte {error.start}") from error
    except ValueError as error:  # TOMLDecodeError, or an integer of thousands of digits
        raise StyleError(f"{where}: not TOML: {error}") from error
    except RecursionError as error:
        raise StyleError(f"{where}: not TOML that can be read: nested too deep") from error


@functools.lru_cache(maxsize=8)
def _parse_toml(text: str) -> Mapping[str, object]:
    """Parse a file's text, once for many articles in one style. Nobody changes the answer."""
    import tomllib

    return tomllib.loads(text)

"""Which font file sets which character.

Three providers, in order of precedence: a style's own files, fonts of Python packages, the system's.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from forumpub.env import Environment
from forumpub.errors import FontError
from forumpub.typeset.characters import drop_ignorable
from forumpub.typeset.packaged_fonts import packaged_files
from forumpub.typeset.scripts import canonical_lang, char_script
from forumpub.typeset.specimens import specimen
from forumpub.typeset.system_fonts import SkippedFont, SystemFonts, system_fonts
from forumpub.typeset.typefaces import BOLD_WEIGHT, REGULAR_WEIGHT, FontFile, Typeface, open_typeface
from forumpub.values import dataclass

_CACHED_CLUSTERS = 8192
_MAX_STACKS = 64
# What is drawn for a character without a glyph: the first of these that a font has.
_REPLACEMENTS = "\ufffd\u25a1?"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontPair:
    """A style's own font: a file for regular, and one for bold unless the first has a weight axis."""

    regular: Path
    bold: Path | None = None


class Replacement(NamedTuple):
    """The visible glyph that stands for a character no font covers."""

    typeface: Typeface
    char: str


class FontStack:
    """Typefaces in order of preference for one language and weight.

    Bold is never synthesised: for bold text all fonts with a real bold come before any without.
    """

    def __init__(self, files: tuple[FontFile, ...], system: SystemFonts, *, lang: str, bold: bool) -> None:
        self.lang = lang
        self.bold = bold
        self._weight = BOLD_WEIGHT if bold else REGULAR_WEIGHT
        self._files = self._order(files)
        self._system = system
        self.covered: set[str] = set()
        """Characters that were asked for and need no replacement."""
        self._opened: dict[int, Typeface] = {}
        self._settled: dict[tuple[Typeface, str | None], set[str]] = {}
        self.find = functools.lru_cache(maxsize=_CACHED_CLUSTERS)(self._find)

    def _order(self, files: tuple[FontFile, ...]) -> tuple[FontFile, ...]:
        if not self.bold:
            return files
        # Only a style's own files may lack a bold; the packaged ones need not be opened to be sure.
        bold = [f for f in files if f.provider != "style" or open_typeface(f, self._weight).is_bold]
        return (*bold, *(f for f in files if f not in bold))

    def __repr__(self) -> str:
        return f"FontStack(lang={self.lang!r}, bold={self.bold})"

    def typefaces(self) -> Iterator[Typeface]:
        """Yield the typefaces, the system's left out. Each is opened when it is reached."""
        for index, file in enumerate(self._files):
            found = self._opened.get(index)
            yield found or self._opened.setdefault(index, open_typeface(file, self._weight))

    def settled(self, typeface: Typeface, script: str | None) -> set[str]:
        """Return the characters of which it is known that a word in them is one run of a typeface and script.

        Each is of that script, and this is its typeface, or it is of none and the typeface has it.
        """
        found = self._settled.get((typeface, script))
        return self._settled.setdefault((typeface, script), set()) if found is None else found

    def _find(self, cluster: str) -> Typeface | None:
        """Return the first typeface that covers a grapheme cluster.

        None where no font has it, and for right-to-left scripts, which a line can't set yet.
        """
        if any(char_script(char).is_rtl for char in cluster):
            return None
        for typeface in self.typefaces():
            if typeface.covers(cluster):
                return typeface
        return self._find_in_system(cluster)

    def _find_in_system(self, cluster: str) -> Typeface | None:
        drawn = drop_ignorable(cluster)
        if not drawn:
            return None
        for file in self._system.files_with(drawn[0], self._weight):
            typeface = open_typeface(file, self._weight)
            if typeface.covers(cluster):
                return typeface
        return None

    @functools.cached_property
    def replacement(self) -> Replacement:
        """The visible stand-in for characters that no font covers."""
        for char in _REPLACEMENTS:
            typeface = self.find(char)
            if typeface is not None:
                return Replacement(typeface, char)
        raise FontError("no font has a question mark", hints=("install forumpub with its dependencies",))


_stacks: dict[object, FontStack] = {}
_lock = threading.Lock()


class FontLibrary:
    """All fonts of a run. Libraries of equal files and folders share what they have learnt of them."""

    def __init__(self, env: Environment, *, own_files: Sequence[FontPair] = ()) -> None:
        self._own = tuple(own_files)
        self._folders = tuple(env.font_dirs())

    @property
    def skipped(self) -> tuple[SkippedFont, ...]:
        """The system's font files that can't be used, and why. Looks at all of them."""
        return system_fonts(self._folders).skipped

    def stack(self, lang: str, *, bold: bool = False) -> FontStack:
        """Return the typefaces for a language, a BCP 47 tag.

        Raises:
            FontError: no font at all can be found, or one of the style's own can't be used.
        """
        tag = canonical_lang(lang)
        key = (self._own, self._folders, tag, bold)
        with _lock:
            found = _stacks.get(key)
            if found is None:
                if len(_stacks) >= _MAX_STACKS:
                    _stacks.clear()
                found = _stacks[key] = self._make_stack(tag, bold=bold)
            return found

    def _make_stack(self, lang: str, *, bold: bool) -> FontStack:
        system = system_fonts(self._folders)
        files = (*self._own_files(bold=bold), *packaged_files(lang))
        if not files:
            files = system.files(BOLD_WEIGHT if bold else REGULAR_WEIGHT)[:1]
        if not files:
            looked = ", ".join(map(str, self._folders)) or "no folder"
            raise FontError(
                f"no font found: not in the style, not in a Python package, not on the system ({looked})",
                hints=("pip install manimgx-fonts",),
            )
        return FontStack(files, system, lang=lang, bold=bold)

    def _own_files(self, *, bold: bool) -> Iterator[FontFile]:
        for pair in self._own:
            if bold and pair.bold is not None:
                yield FontFile(pair.bold, 0, "style")
            yield FontFile(pair.regular, 0, "style")

    def require_language(self, lang: str) -> None:
        """Check that there is a font for the script of a language.

        Raises:
            FontError: there is none; the hint names the package that has one, if we know of it.
        """
        tag = canonical_lang(lang)
        stack = self.stack(tag)
        letters = (char for char in specimen(tag) if char_script(char).code)
        if all(stack.find(letter) is None for letter in letters):
            hint = 'pip install "forumpub[cjk]"' if tag.startswith("zh") else "install a Noto font for it"
            raise FontError(f"no font found for the language {tag!r}", hints=(hint,))

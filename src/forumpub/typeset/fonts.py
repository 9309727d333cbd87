"""Which font file sets which character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forumpub.env import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class FontPair:
    """A style's own font: a file for regular, and one for bold unless the first has a weight axis."""

    regular: Path
    bold: Path | None = None


class FontStack:
    """Typefaces in order of preference for one language and weight."""


class FontLibrary:
    """All fonts of a run: a style's own files, then those of installed packages, then the system's."""

    def __init__(self, env: Environment, *, own_files: Sequence[FontPair] = ()) -> None:
        raise NotImplementedError

    def stack(self, lang: str, *, bold: bool = False) -> FontStack:
        """Return the typefaces for a language.

        Raises:
            FontError: no font at all can be found.
        """
        raise NotImplementedError

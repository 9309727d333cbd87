"""The seam for output formats: what a renderer is, and what it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from forumpub.diagnostics import Diagnostic, Outcome
from forumpub.env import Environment
from forumpub.model import Article
from forumpub.plan import Plan
from forumpub.source import SourceText
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of one article, ready to be written. `source` is None for an article read from JSON."""

    article: Article
    plan: Plan
    diagnostics: tuple[Diagnostic, ...] = ()
    source: SourceText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What a command may ask of the renderers; each takes what concerns it.

    `template` is an organisation's own Word file. `embed_fonts` puts the fonts into the DOCX. `attach` puts
    the transcript and the article's JSON into the PDF.
    """

    template: Path | None = None
    embed_fonts: bool = False
    attach: bool = False


class Renderer(Protocol):
    """One output format. Equal editions in equal environments give equal bytes."""

    @property
    def name(self) -> str:
        """The name for `--to`: lower case."""
        ...

    @property
    def suffix(self) -> str:
        """The file name suffix, with its dot."""
        ...

    @property
    def summary(self) -> str:
        """One line for `--help` and the documentation."""
        ...

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file.

        Raises:
            FontError: no font can be found for the edition's language.
        """
        ...

"""forumpub: broadcast transcripts in, briefings out.

source = forumpub.read("transcript.txt").value
article = forumpub.parse(source).value
pdf = forumpub.render(article, to="pdf").value
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import TYPE_CHECKING

from forumpub.api import parse, publish, read, render, revise, translate

if TYPE_CHECKING:
    from forumpub.batch import Failure
    from forumpub.diagnostics import Diagnostic, Outcome, Rule, Severity
    from forumpub.editions import TranslateOptions
    from forumpub.env import Environment, FixedEnvironment, SystemEnvironment
    from forumpub.errors import ForumpubError
    from forumpub.given import ReadingOptions
    from forumpub.model import Article
    from forumpub.pipeline import Published, PublishOptions
    from forumpub.revisions import Revised, ReviseOptions
    from forumpub.schema import dump_article, json_schema, load_article
    from forumpub.source import SourceText, Span

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Diagnostic",
    "Environment",
    "Failure",
    "FixedEnvironment",
    "ForumpubError",
    "Outcome",
    "PublishOptions",
    "Published",
    "ReadingOptions",
    "ReviseOptions",
    "Revised",
    "Rule",
    "Severity",
    "SourceText",
    "Span",
    "SystemEnvironment",
    "TranslateOptions",
    "__version__",
    "dump_article",
    "json_schema",
    "load_article",
    "parse",
    "publish",
    "read",
    "render",
    "revise",
    "translate",
]

_HOMES = {
    "Article": "model",
    "Diagnostic": "diagnostics",
    "Environment": "env",
    "Failure": "batch",
    "FixedEnvironment": "env",
    "ForumpubError": "errors",
    "Outcome": "diagnostics",
    "PublishOptions": "pipeline",
    "Published": "pipeline",
    "ReadingOptions": "given",
    "ReviseOptions": "revisions",
    "Revised": "revisions",
    "Rule": "diagnostics",
    "Severity": "diagnostics",
    "SourceText": "source",
    "Span": "source",
    "SystemEnvironment": "env",
    "TranslateOptions": "editions",
    "dump_article": "schema",
    "json_schema": "schema",
    "load_article": "schema",
}


class _Package(types.ModuleType):
    """This package: `parse`, `render` and `translate` are its functions, and names of its packages too.

    Importing a submodule sets its name on the package; docs/decisions/0073 says more.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("parse", "render", "translate") and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Import a name of the public interface when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"forumpub.{home}"), name)


def __dir__() -> list[str]:
    """List the public interface."""
    return sorted(__all__)

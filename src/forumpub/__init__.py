"""forumpub: broadcast transcripts in, briefings out.

source = forumpub.read("transcript.txt").value
article = forumpub.parse(source).value
pdf = forumpub.render(article, to="pdf").value
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

# `parse` and `render` are functions here, and packages: a package that is imported later would take the name.
# Both are empty at the top, so that importing them first costs nothing. docs/decisions/0073 says more.
for _package in ("forumpub.parse", "forumpub.render"):
    importlib.import_module(_package)

from forumpub.api import parse, publish, read, render  # noqa: E402

if TYPE_CHECKING:
    from forumpub.batch import Failure
    from forumpub.diagnostics import Diagnostic, Outcome, Rule, Severity
    from forumpub.env import Environment, FixedEnvironment, SystemEnvironment
    from forumpub.errors import ForumpubError
    from forumpub.given import ReadingOptions
    from forumpub.model import Article
    from forumpub.pipeline import Published, PublishOptions
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
    "Rule",
    "Severity",
    "SourceText",
    "Span",
    "SystemEnvironment",
    "__version__",
    "dump_article",
    "json_schema",
    "load_article",
    "parse",
    "publish",
    "read",
    "render",
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
    "Rule": "diagnostics",
    "Severity": "diagnostics",
    "SourceText": "source",
    "Span": "source",
    "SystemEnvironment": "env",
    "dump_article": "schema",
    "json_schema": "schema",
    "load_article": "schema",
}


def __getattr__(name: str) -> object:
    """Import a name of the public interface when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"forumpub.{home}"), name)


def __dir__() -> list[str]:
    """List the public interface."""
    return sorted(__all__)

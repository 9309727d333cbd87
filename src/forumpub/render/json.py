"""The article itself as a file, with everything that was noticed on the way to it."""

from __future__ import annotations

from forumpub.diagnostics import Outcome
from forumpub.env import Environment
from forumpub.render.renderer import Edition
from forumpub.schema import dump_article


class JsonRenderer:
    """Writes the article's JSON, which `forumpub publish` reads again."""

    name = "json"
    suffix = ".json"
    summary = "the article and its diagnostics, to be read by programs and by forumpub again"

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file; nothing of the machine goes into it."""
        del env
        text = dump_article(edition.article, edition.diagnostics, edition.source)
        return Outcome(text.encode("utf-8"))

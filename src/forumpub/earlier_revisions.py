"""What a folder holds of an article already, before the next revision of it is written there."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Final

from forumpub.diagnostics import Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import InputError, OutputError, SchemaError
from forumpub.model import Article
from forumpub.render.docx.identity import revision_of
from forumpub.rules.revising import COPIES_APART
from forumpub.schema import is_article, load_article

# An archive may hold a million; a desk's folder doesn't.
_MOST_FILES: Final = 1000


def as_written_before(article: Article, stem: str, folder: Path, env: Environment) -> Article:
    """Return the revision as an earlier run wrote it, with that run's date, if it is the same.

    Raises:
        OutputError: the file of this name holds a newer or another revision of the same article.
        SchemaError: it holds a malformed one.
    """
    path = folder / f"{stem}.json"
    stored = _load(path, env) if path.exists() else None
    if stored is None or not _is_rival(stored, article):
        return article
    if _words(stored) == _words(article) and _dateless(stored) == _dateless(article):
        return stored
    number = revision_of(stored)
    raise OutputError(
        f"can't write {path}: it is revision {number} of the same article, and says something else",
        hints=("another copy came in first: join both with `forumpub merge`, or choose another --out",),
    )


def tell_rivals(article: Article, stem: str, folder: Path, env: Environment) -> Outcome[None]:
    """Tell of files in a folder that are as late a revision of the article, under another name.

    A folder of more than a thousand articles isn't searched.

    Diagnostics:
        copies-apart: at most one.
    """
    findings = Findings()
    paths = sorted(itertools.islice(folder.glob("*.json"), _MOST_FILES + 1))
    for path in paths if len(paths) <= _MOST_FILES else ():
        try:
            stored = _load(path, env, holding=article.source.sha256) if path.stem != stem else None
        except (InputError, SchemaError):
            continue
        if stored is not None and _is_rival(stored, article) and _words(stored) != _words(article):
            findings.add(
                COPIES_APART,
                f"{path} is revision {revision_of(stored)} of the same article, and says something else",
                hints=("join the copies with `forumpub merge`, and revise the file that it writes",),
            )
            break
    return findings.outcome(None)


def _load(path: Path, env: Environment, *, holding: str = "") -> Article | None:
    """Load an article; None where the file is none, or doesn't hold a text."""
    text = env.read_bytes(path).decode("utf-8", "replace")
    return load_article(text).value if holding in text and is_article(text) else None


def _is_rival(stored: Article, article: Article) -> bool:
    same_article = (stored.source.sha256, stored.lang) == (article.source.sha256, article.lang)
    return same_article and revision_of(stored) >= revision_of(article)


def _words(article: Article) -> Article:
    return replace(article, history=())


def _dateless(article: Article) -> tuple[object, ...]:
    return tuple(replace(revision, date="") for revision in article.history)

"""The id of an edition: equal for equal content, different when a word, the style or the status changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from forumpub.layout.basis import Basis

_DIGITS = 8


def make_edition_id(basis: Basis) -> str:
    """Make an id of the date of issue and a digest: `20210716-3f9a1c07`."""
    digest = hashlib.sha256()
    for part in _content(basis):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return f"{basis.now:%Y%m%d}-{digest.hexdigest()[:_DIGITS]}"


def _content(basis: Basis) -> Iterator[str]:
    article = basis.article
    yield from (article.source.sha256, article.lang, basis.style.name, basis.status, basis.headline or "")
    if basis.beside is not None:
        yield f"beside {basis.beside.article.lang}"
    for block in article.blocks:
        yield f"{block.type} {block.speaker}"
        for para in block.paras:
            yield para.text
    for speaker in article.speakers:
        yield f"{speaker.name} {speaker.role} {speaker.org}"

"""What a PDF can carry of its own source: the transcript as it was read, and the article's JSON."""

from __future__ import annotations

from collections.abc import Iterator

from forumpub.diagnostics import sort_by_place
from forumpub.render.renderer import Edition
from forumpub.typeset.archive import Attachment


def attachments_of(edition: Edition) -> Iterator[Attachment]:
    """Yield the transcript, if the edition has one, and the article.

    The transcript is UTF-8 whatever it was read from. Names are fixed, since a source's own may hold folders
    of somebody's machine.
    """
    # Most PDFs carry nothing, and the schema costs a tenth of a cold start.
    from forumpub.schema import dump_article

    source = edition.source
    if source is not None:
        yield Attachment(
            name="transcript.txt",
            data=source.text.encode("utf-8"),
            mime_type="text/plain",
            description="Transcript that this edition was made from",
        )
    article = dump_article(edition.article, sort_by_place(edition.diagnostics), source)
    yield Attachment(
        name="article.json",
        data=article.encode("utf-8"),
        mime_type="application/json",
        description="The same article as data",
    )

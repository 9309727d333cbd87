"""What the writers for other newsrooms' systems (ninjs, schema.org) say alike."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from html import escape

from forumpub.model import Article, Block, BlockType, Speaker
from forumpub.parse.places import is_place_name
from forumpub.patterns import lazy_pattern

_URL = lazy_pattern(r"https?://[!-~]{3,2000}")
_DATE_TIME = lazy_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# What the newsroom wrote about the text, and no text of it.
_NOT_PRINTED = frozenset({BlockType.NOTE, BlockType.STAGE})


def article_uri(article: Article) -> str:
    """Return the address of an article: where it was published, else a name made of its source's digest."""
    url = article.publication.url
    if url is not None and _URL.fullmatch(url):
        return url
    digest = article.source.sha256 or article.source.name
    return uuid.uuid5(uuid.NAMESPACE_URL, f"forumpub:{digest}:{article.lang}").urn


def as_date_time(text: str | None) -> str | None:
    """Return a date with a time and a zone; a day alone has neither, and none is made up."""
    return text if text is not None and _DATE_TIME.fullmatch(text) else None


def named_speakers(article: Article) -> tuple[Speaker, ...]:
    """Return everybody with a name, in order of appearance."""
    return tuple(speaker for speaker in article.speakers if speaker.name)


def organisation(speaker: Speaker) -> str | None:
    """Return whom a speaker speaks for; None for a place, which stands in the same field of an article."""
    return None if speaker.org is None or is_place_name(speaker.org) else speaker.org


def organisations(article: Article) -> tuple[str, ...]:
    """Return the organisations of the speakers, each once."""
    return tuple(dict.fromkeys(filter(None, map(organisation, article.speakers))))


def attribution(speaker: Speaker | None) -> str:
    """Return who speaks, as one line."""
    if speaker is None:
        return ""
    return ", ".join(part for part in (speaker.name, speaker.role, speaker.org) if part)


def printed_blocks(article: Article) -> Iterator[tuple[Block, Speaker | None]]:
    """Give the blocks with words of the article, and who speaks them."""
    speakers = {speaker.id: speaker for speaker in article.speakers}
    for block in article.blocks:
        if block.paras and block.type not in _NOT_PRINTED:
            yield block, speakers.get(block.speaker or "")


def plain_body(article: Article) -> str:
    """Return the text: paragraphs with a blank line between them, a speaker's name in front of a turn."""
    paras: list[str] = []
    for block, speaker in printed_blocks(article):
        first = f"{who}: " if (who := attribution(speaker)) else ""
        for place, para in enumerate(block.paras):
            paras.append((first if place == 0 else "") + para.text)
    return "\n\n".join(paras)


def xhtml_body(article: Article) -> str:
    """Return the text as a fragment of XHTML."""
    return "\n".join(line for block, speaker in printed_blocks(article) for line in _xhtml(block, speaker))


def _xhtml(block: Block, speaker: Speaker | None) -> Iterator[str]:
    who = attribution(speaker)
    words = [escape(para.text, quote=False) for para in block.paras]
    if block.type is BlockType.HEADING:
        yield from (f"<h2>{text}</h2>" for text in words)
    elif block.type is BlockType.QUOTE:
        cite = f"<p><cite>{escape(who, quote=False)}</cite></p>" if who else ""
        yield f"<blockquote>{''.join(f'<p>{text}</p>' for text in words)}{cite}</blockquote>"
    else:
        for place, text in enumerate(words):
            yield (
                f"<p><b>{escape(who, quote=False)}:</b> {text}</p>"
                if who and place == 0
                else f"<p>{text}</p>"
            )

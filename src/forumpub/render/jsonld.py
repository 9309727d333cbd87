"""Linked data for web pages and search engines.

Source: schema.org, NewsArticle and Quotation; docs/formats/jsonld.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from forumpub.diagnostics import Outcome
from forumpub.env import Environment
from forumpub.model import Article, BlockType, Speaker
from forumpub.render.news import article_uri, named_speakers, organisation, plain_body, printed_blocks
from forumpub.render.renderer import Edition

_Node = Mapping[str, object]


class JsonLdRenderer:
    """Writes an article as a schema.org NewsArticle."""

    name = "jsonld"
    suffix = ".jsonld"
    summary = "schema.org NewsArticle with its quotations, as JSON-LD"

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file."""
        node = _article(edition.article, env.now().date().isoformat())
        text = json.dumps(node, ensure_ascii=False, indent=2)
        # Such files are pasted into pages: `</script>` inside a text must not end the element.
        return Outcome((text.replace("</", "<\\/") + "\n").encode())


def _article(article: Article, today: str) -> _Node:
    publication, uri = article.publication, article_uri(article)
    place = article.dateline.place if article.dateline else None
    date = article.dateline.date if article.dateline else None
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": uri,
            "url": publication.url if publication.url == uri else None,
            "headline": article.headline.text if article.headline else None,
            "inLanguage": article.lang,
            "datePublished": publication.published,
            "sdDatePublished": today,
            "dateline": ", ".join(part for part in (place, date) if part),
            "contentLocation": {"@type": "Place", "name": place} if place else None,
            "author": [_named(name) for name in (article.byline.reporters if article.byline else ())],
            "editor": [_named(name) for name in dict.fromkeys(one.name for one in article.editors)],
            "sourceOrganization": _organisation(publication.source),
            "copyrightNotice": publication.rights,
            "abstract": " ".join(point.text for point in article.facts.key_points),
            "articleBody": plain_body(article),
            "mentions": [_person(speaker, uri) for speaker in named_speakers(article)],
            "hasPart": list(_quotations(article, uri)),
        }
    )


def _quotations(article: Article, uri: str) -> Iterator[_Node]:
    for block, speaker in printed_blocks(article):
        if block.type is BlockType.QUOTE:
            known = speaker is not None and speaker.name is not None
            yield _filled(
                {
                    "@type": "Quotation",
                    "text": "\n\n".join(para.text for para in block.paras),
                    "inLanguage": article.lang,
                    "spokenByCharacter": {"@id": f"{uri}#{speaker.id}"} if known and speaker else None,
                }
            )


def _person(speaker: Speaker, uri: str) -> _Node:
    return _filled(
        {
            "@type": "Person",
            "@id": f"{uri}#{speaker.id}",
            "name": speaker.name,
            "alternateName": list(speaker.aliases),
            "jobTitle": speaker.role,
            "worksFor": _organisation(organisation(speaker)),
        }
    )


def _named(name: str) -> _Node:
    return {"@type": "Person", "name": name}


def _organisation(name: str | None) -> _Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _filled(node: Mapping[str, object]) -> _Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}

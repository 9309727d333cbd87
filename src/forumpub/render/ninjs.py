"""News in JSON for other newsrooms' systems.

Source: IPTC, ninjs 3.0 schema and user guide; docs/formats/ninjs.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from forumpub.diagnostics import Outcome
from forumpub.env import Environment
from forumpub.model import Article
from forumpub.render.news import (
    article_uri,
    as_date_time,
    attribution,
    named_speakers,
    organisations,
    plain_body,
    xhtml_body,
)
from forumpub.render.renderer import Edition

_STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
}


class NinjsRenderer:
    """Writes an article as ninjs 3.0."""

    name = "ninjs"
    suffix = ".ninjs.json"
    summary = "IPTC ninjs 3.0, for other newsrooms' systems"

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file."""
        item = _item(edition.article, env.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
        text = json.dumps(item, ensure_ascii=False, indent=2)
        return Outcome(f"{text}\n".encode())


def _item(article: Article, now: str) -> Mapping[str, object]:
    publication, place = article.publication, article.dateline.place if article.dateline else None
    plain = plain_body(article)
    fields: dict[str, object] = {
        "uri": article_uri(article),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "versionCreated": now,
        "contentCreated": as_date_time(publication.published),
        "language": article.lang,
        "copyrightNotice": publication.rights,
        "headlines": [{"role": "main", "value": article.headline.text}] if article.headline else [],
        "by": article.byline.raw if article.byline else None,
        "located": place,
        "people": [
            {"name": speaker.name, "rel": "quoted", "literal": attribution(speaker)}
            for speaker in named_speakers(article)
        ],
        "organisations": [{"name": name} for name in organisations(article)],
        "places": [{"name": place}] if place else [],
        "infoSources": [{"name": publication.source, "role": "originator"}] if publication.source else [],
        "bodies": [
            {"role": "main", "contentType": "application/xhtml+xml", "value": xhtml_body(article)},
            {"role": "main", "contentType": "text/plain", "charCount": len(plain), "value": plain},
        ],
    }
    return {key: value for key, value in fields.items() if value not in (None, [])}

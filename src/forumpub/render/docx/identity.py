"""What lets a paragraph and a file be recognised when an editor sends them back.

A hidden range bookmark round each paragraph of the article survives editing, splitting, merging, moving and
other programs; the article itself and its fingerprints travel in a custom XML part and in custom properties
(docs/formats/docx.md).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import Final

from lxml import etree

from forumpub.model import Article
from forumpub.patterns import lazy_pattern
from forumpub.render.docx.wml import root_of, w
from forumpub.schema import dump_article
from forumpub.values import dataclass

ARTICLE_NAMESPACE: Final = "urn:forumpub:article:1"
# A name that begins with an underscore is hidden in Word's list of bookmarks.
BOOKMARK_PREFIX: Final = "_fp_"
_DOCKEY_CHARS: Final = 8
# Word takes 40 characters; ours stay at 30, because a copy gets `_Copy_1` appended.
_MOST_IDENT_CHARS: Final = 17
_NOT_IN_NAMES = lazy_pattern(r"[^A-Za-z0-9_]")
# What a JSON string may hold and an XML file may not.
_NOT_IN_XML = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Which article a file holds: `docid` names the source in all its editions and revisions."""

    docid: str
    revision: int
    lang: str
    sha256: str
    json: str

    @property
    def dockey(self) -> str:
        """The part of `docid` that stands in bookmark names."""
        return self.docid[:_DOCKEY_CHARS]

    @property
    def guid(self) -> str:
        """The id of the custom XML part, made from the article."""
        return "{" + str(uuid.UUID(self.sha256[:32], version=4)).upper() + "}"

    def properties(self) -> dict[str, str]:
        """Return the custom document properties."""
        return {
            "forumpub.docid": self.docid,
            "forumpub.revision": str(self.revision),
            "forumpub.lang": self.lang,
            "forumpub.sha256": self.sha256,
        }

    def custom_xml(self) -> bytes:
        """Return the custom XML part: the article's JSON as the text of one element."""
        root = root_of(ARTICLE_NAMESPACE, "article")
        for name, value in self.properties().items():
            root.set(name.removeprefix("forumpub."), value)
        root.text = self.json
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def revision_of(article: Article) -> int:
    """Return the number of an article's revision: 1 until an editor has sent one back."""
    return max((revision.number for revision in article.history), default=1)


def fingerprint(article: Article, lang: str) -> Fingerprint:
    """Return the fingerprint of an article, as published in `lang`."""
    json = _NOT_IN_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", dump_article(article))
    return Fingerprint(
        docid=hashlib.sha256(article.source.sha256.encode("ascii", "replace")).hexdigest()[:16],
        revision=revision_of(article),
        lang=lang,
        sha256=hashlib.sha256(json.encode()).hexdigest(),
        json=json,
    )


class Bookmarks:
    """Names and numbers the bookmarks of one document."""

    def __init__(self, dockey: str, idents: Iterable[str], *, first_id: int = 1) -> None:
        self._prefix = f"{BOOKMARK_PREFIX}{dockey}_"
        self._next_id = first_id
        self._taken: set[str] = set()
        self._targets: dict[str, str] = {}
        self._shown: dict[str, int] = {}
        for ident in idents:
            if ident not in self._targets:
                self._targets[ident] = self._unused(self._prefix + _name_part(ident))

    def target(self, ident: str) -> str | None:
        """Return the bookmark that a link to `ident` goes to, None where no text has that id."""
        return self._targets.get(ident)

    def mark(self, ident: str) -> str | None:
        """Return what stands for `ident` in the name of its bookmark."""
        name = self._targets.get(ident)
        return None if name is None else name.removeprefix(self._prefix)

    def around(self, ident: str, content: list[etree._Element]) -> list[etree._Element]:
        """Put the bookmark of `ident` round the content of a paragraph.

        A text that is shown again gets a numbered name: names are unique in a document.
        """
        self._shown[ident] = time = self._shown.get(ident, 0) + 1
        name = self._targets[ident]
        if time > 1:
            name = self._unused(f"{name}_{time}")
        number = self._next_id
        self._next_id += 1
        return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]

    def _unused(self, name: str) -> str:
        # Word takes names that differ only in case for the same.
        candidate, count = name, 1
        while candidate.lower() in self._taken:
            count += 1
            candidate = f"{name}x{count}"
        self._taken.add(candidate.lower())
        return candidate


def _name_part(ident: str) -> str:
    safe = _NOT_IN_NAMES.sub("_", ident)
    if safe == ident and len(ident) <= _MOST_IDENT_CHARS:
        return ident
    return f"{safe[:8]}_{hashlib.sha256(ident.encode('utf-8', 'replace')).hexdigest()[:8]}"

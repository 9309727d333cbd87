"""A DOCX from an editor with some of its parts changed; everything else stays, byte for byte."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from lxml import etree

from forumpub.containers.archive import Archive
from forumpub.errors import InputError
from forumpub.render.docx.packing import pack_parts
from forumpub.review.package import DocxPackage
from forumpub.review.wordml import ID, NAME, W

_TYPES_PART: Final = "[Content_Types].xml"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
# What Word takes as the name of a bookmark.
_MOST_NAME_CHARS: Final = 40
_RELATIONSHIP_ID = re.compile(r"rId(\d{1,9})")


class DocxDraft:
    """An editor's DOCX that is being written into. The bytes that were given are never changed."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it.

        Raises:
            InputError: it can't be read, or can be read but not be written into.
        """
        self.package = DocxPackage(data, name)
        archive = Archive(data, name)
        if self.package.doubled:
            raise InputError(
                f"can't write into {name}: it holds two parts named {self.package.doubled[0]}",
                hints=("open it in Word or LibreOffice and save it again",),
            )
        self._contents = {entry.name: archive.read(entry) for entry in archive.entries}
        if _STRICT in self._contents[self.main]:
            raise InputError(
                f"can't write into {name}: it is saved as Strict Open XML",
                hints=("save it as Word document (.docx)",),
            )
        self._changed: dict[str, etree._Element] = {}

    @property
    def main(self) -> str:
        """The name of the part with the text."""
        return self.package.main

    def root(self, part: str) -> etree._Element | None:
        """Return the XML of a part, to be changed; None where there is no such part.

        Raises:
            InputError: it is damaged.
        """
        if part not in self._changed:
            root = self.package.root(part)
            if root is None:
                return None
            self._changed[part] = root
        return self._changed[part]

    def related_root(self, kind: str) -> etree._Element | None:
        """Return the XML of the part that the text relates to by a relationship whose type ends in `kind`."""
        found = self.package.related(kind)
        return self.root(found[0]) if found else None

    def add_part(self, name: str, content_type: str, reltype: str, root: etree._Element) -> None:
        """Add a part beside the text, and relate the text to it."""
        folder, _, file = self.main.rpartition("/")
        part = posixpath.join(folder, name)
        rels_name = posixpath.join(folder, "_rels", f"{file}.rels")
        types = self.root(_TYPES_PART)
        rels = self.root(rels_name)
        if types is None:
            raise InputError(f"can't write into {self.package.name}: it has no list of content types")
        if rels is None:
            rels = self._changed[rels_name] = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        override = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(types, f"{_TYPES}Override", override)
        numbers = [
            int(found[1]) for rel in rels if (found := _RELATIONSHIP_ID.fullmatch(rel.get("Id") or ""))
        ]
        values = {"Id": f"rId{max(numbers, default=0) + 1}", "Type": reltype, "Target": name}
        etree.SubElement(rels, f"{{{_RELATIONSHIPS}}}Relationship", values)
        self._changed[part] = root

    def save(self) -> bytes:
        """Return the bytes of the file as it is now."""
        contents = dict(self._contents)
        for part, root in self._changed.items():
            contents[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return pack_parts(contents)


def repair_bookmarks(root: etree._Element) -> None:
    """Give every bookmark of a story an end and a name of its own.

    LibreOffice 7.4 writes a bookmark over two paragraphs as two starts of one name, the first without an end;
    Word would drop one of them. The later ones are called what a copy is called.
    """
    ends = {end.get(ID) for end in root.iter(f"{W}bookmarkEnd")}
    taken: set[str] = set()
    for start in list(root.iter(f"{W}bookmarkStart")):
        if start.get(ID) not in ends:
            _close(start)
        name = start.get(NAME) or ""
        count = 0
        while (candidate := _numbered(name, count)).lower() in taken:
            count += 1
        taken.add(candidate.lower())
        start.set(NAME, candidate)


def _numbered(name: str, count: int) -> str:
    suffix = f"_Copy_{count}" if count else ""
    return name[: _MOST_NAME_CHARS - len(suffix)] + suffix if suffix else name


def _close(start: etree._Element) -> None:
    """End a bookmark at the end of the paragraph that it starts in; drop one that starts in none."""
    paragraph = next(start.iterancestors(f"{W}p"), None)
    if paragraph is not None:
        end = etree.SubElement(paragraph, f"{W}bookmarkEnd")
        end.set(ID, start.get(ID) or "0")
    elif (parent := start.getparent()) is not None:
        parent.remove(start)

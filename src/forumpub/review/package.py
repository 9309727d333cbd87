"""The parts of a DOCX from outside: found by their relationships, read within limits."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import Final

from lxml import etree

from forumpub.containers.archive import Archive, Entry, is_zip
from forumpub.containers.docx import find_document_part
from forumpub.containers.xml_parts import parse_part
from forumpub.errors import InputError
from forumpub.review.wordml import transitional

_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CUSTOM_ITEM = re.compile(r"customXml/item\d+\.xml")
_SAVE_AGAIN: Final = "open it in Word or LibreOffice and save it as .docx"


class DocxPackage:
    """A DOCX in memory. Parts that only describe it may be missing; the main part may not."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a package.

        Raises:
            InputError: it is no DOCX, is encrypted, damaged or built to harm.
        """
        self.name = name
        if data.startswith(_OLE_MAGIC):
            raise InputError(
                f"can't read {name}: it is protected by a password, or a .doc of Word 97",
                hints=("open it in Word, remove the password and save it as .docx",),
            )
        if not is_zip(data):
            raise InputError(f"can't read {name}: it is not a DOCX", hints=(_SAVE_AGAIN,))
        self._archive = Archive(data, name)
        main = find_document_part(self._archive)
        if main is None:
            raise InputError(f"can't read {name}: it holds no Word document", hints=(_SAVE_AGAIN,))
        self.main = main.name
        self._parsed: dict[str, etree._Element] = {}
        counts = Counter(entry.name for entry in self._archive.entries)
        self.doubled = tuple(sorted(part for part, count in counts.items() if count > 1))
        if self.main in self.doubled:
            message = f"can't read {name}: it holds two texts, both named {self.main}"
            raise InputError(message, hints=("don't trust the file; get it from its source again",))

    def root(self, part: str) -> etree._Element | None:
        """Return the XML of a part, None where there is no such part.

        Raises:
            InputError: it is damaged or too large.
        """
        if part not in self._parsed:
            entry = self._archive.find(part)
            if entry is None:
                return None
            data = transitional(self._archive.read(entry))
            self._parsed[part] = parse_part(data, document=self.name, part=part)
        return self._parsed[part]

    def optional_root(self, part: str) -> etree._Element | None:
        """Return the XML of a part that is of use but not needed: None where it is missing or damaged."""
        try:
            return self.root(part)
        except InputError:
            return None

    def related(self, kind: str, *, to: str | None = None) -> tuple[str, ...]:
        """Return the parts that the main part (or `to`) relates to as `kind`."""
        owner = self.main if to is None else to
        folder, _, file = owner.rpartition("/")
        rels = self.optional_root(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        if rels is None:
            return ()
        found: dict[str, None] = {}
        for rel in rels.iter("{*}Relationship"):
            if rel.get("TargetMode") == "External" or not (rel.get("Type") or "").endswith(f"/{kind}"):
                continue
            target = rel.get("Target") or ""
            path = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if self._archive.find(path) is not None:
                found[path] = None
        return tuple(found)

    def custom_items(self) -> tuple[str, ...]:
        """Return the custom XML parts, wherever they hang."""
        names = (entry.name for entry in self._archive.entries)
        return tuple(sorted(name for name in names if _CUSTOM_ITEM.fullmatch(name)))

    def find(self, part: str) -> Entry | None:
        """Return an entry by its name."""
        return self._archive.find(part)

"""An organisation's Word template: opening it whatever state it is in, and its table of roles."""

from __future__ import annotations

import difflib
import io
import tomllib
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.env import Environment
from forumpub.errors import InputError, TemplateError
from forumpub.patterns import lazy_pattern
from forumpub.styling import Role
from forumpub.values import dataclass

_MOST_BYTES: Final = 50_000_000
_MOST_UNPACKED_BYTES: Final = 200_000_000
_MOST_PARTS: Final = 2000
_ENCRYPTED_BIT: Final = 1
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_TYPES: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
# What a document made from a template has no use for: macros, what only Word 2010 read, its picture, the
# template's own template; and comments, whose anchors go with the template's text.
_UNWANTED = lazy_pattern(
    r"/(?:vbaProject|wordVbaData|keyMapCustomizations|attachedToolbars|stylesWithEffects|thumbnail|"
    r"attachedTemplate|comments|commentsExtended|commentsIds|commentsExtensible|people)$"
)
# python-docx and lxml complain about broken files in all these ways.
_BROKEN: Final = (
    OpcError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    NotImplementedError,
    OSError,
    EOFError,
    RecursionError,
)
_NEEDED: Final = ("/styles", "/settings", "/numbering", "/fontTable", "/custom-properties")
_KINDS_HINT: Final = "use a .docx, .dotx, .docm or .dotm file saved by Word or LibreOffice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A Word file whose styles, headers, footers and page setup are used.

    `roles` names the style of a role as Word shows it ("House Body"); roles that are not in it use the style
    of the usual name, if the template has it.
    """

    path: Path
    roles: Mapping[Role, str] = field(default_factory=lambda: MappingProxyType({}))


def load_template(path: Path, env: Environment, *, roles_path: Path | None = None) -> Template:
    """Return a template with its table of roles: a TOML file with a table `[roles]`.

    Args:
        path: the Word file.
        env: reads the files.
        roles_path: the table; None is the file beside the template that ends in `.toml` instead, which may
            be absent.

    Raises:
        InputError: `roles_path` can't be read.
        TemplateError: the table is malformed or names a role that doesn't exist.
    """
    beside = path.with_suffix(".toml")
    try:
        data = env.read_bytes(roles_path or beside)
    except InputError:
        if roles_path is not None:
            raise
        return Template(path=path)
    return Template(path=path, roles=_read_roles(data, (roles_path or beside).name))


def _read_roles(data: bytes, name: str) -> Mapping[Role, str]:
    try:
        table = tomllib.loads(data.decode("utf-8-sig")).get("roles", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{name} is not a TOML file: {error}") from error
    if not isinstance(table, dict):
        raise TemplateError(
            f"{name}: roles must be a table", hints=('write [roles] and body = "House Body"',)
        )
    found: dict[Role, str] = {}
    for key, style_name in table.items():
        if key not in list(Role):
            near = difflib.get_close_matches(key, list(Role), n=1)
            hints = (f"did you mean {near[0]}?",) if near else (f"the roles are {', '.join(Role)}",)
            raise TemplateError(f"{name}: roles.{key} is not a role", hints=hints)
        if not isinstance(style_name, str) or not style_name.strip():
            raise TemplateError(f"{name}: roles.{key} must be the name of a Word style")
        found[Role(key)] = style_name.strip()
    return MappingProxyType(found)


def open_template(template: Template, env: Environment) -> tuple[Package, DocumentPart]:
    """Open a template as a document without text: its styles, headers, footers and page setup remain.

    Raises:
        InputError: the file can't be read.
        TemplateError: it is no Word file, is encrypted, too large or damaged.
    """
    path = template.path
    data = env.read_bytes(path)
    _check_archive(path, data)
    for main_type in _MAIN_TYPES:
        PartFactory.part_type_for.setdefault(main_type, DocumentPart)
    try:
        package = Package.open(io.BytesIO(data))
        main = package.main_document_part
        if not isinstance(main, DocumentPart) or main.element.body is None:
            raise TemplateError(f"{path} is an Office file, but not a Word document", hints=(_KINDS_HINT,))
        _check_parts(package, main)
    except _BROKEN as error:
        raise TemplateError(
            f"{path} is damaged: {_reason(error)}", hints=("open and save it in Word",)
        ) from error
    return package, _empty(package, main)


def _check_archive(path: Path, data: bytes) -> None:
    if data.startswith(_OLE_MAGIC):
        hint = "remove the password, or save a .doc file as .docx"
        raise TemplateError(f"{path} is encrypted or in the old .doc format", hints=(hint,))
    if len(data) > _MOST_BYTES:
        raise TemplateError(f"{path} has more than {_MOST_BYTES // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise TemplateError(f"{path} is not a Word file", hints=(_KINDS_HINT,)) from error
    if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
        raise TemplateError(f"{path} is encrypted", hints=("remove the password",))
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_PARTS or unpacked > _MOST_UNPACKED_BYTES:
        raise TemplateError(
            f"{path} unpacks to more than {_MOST_UNPACKED_BYTES // 1_000_000} MB or too many parts"
        )
    names = Counter(entry.filename for entry in entries)
    doubled = next((name for name, count in names.items() if count > 1), None)
    if doubled is not None:
        raise TemplateError(f"{path} is damaged: it has two parts named {doubled}")


def _check_parts(package: Package, main: DocumentPart) -> None:
    """Touch what the renderer will use, so that what is broken is found here."""
    if not isinstance(main.styles.element, etree._Element) or main.settings.element is None:
        raise TypeError("it has no styles")
    for rel in (*package.rels.values(), *main.rels.values()):
        if rel.reltype.endswith(_NEEDED):
            if rel.is_external:
                raise ValueError(f"its {rel.reltype.rpartition('/')[2]} is not in the file")
            etree.fromstring(rel.target_part.blob, etree.XMLParser(resolve_entities=False))
    if not all(part.partname for part in package.iter_parts()):
        raise ValueError("a part has no name")


def _reason(error: BaseException) -> str:
    words = " ".join(str(error).split())[:200]
    return words or type(error).__name__


def _empty(package: Package, main: DocumentPart) -> DocumentPart:
    """Take out text, macros and what was only referred to from the text; save as a plain document."""
    # The public attribute has no setter, and a .dotx is saved as .docx only under the other type.
    main._content_type = CONTENT_TYPE.WML_DOCUMENT_MAIN
    body = main.element.body
    for child in list(body):
        if child is not body[-1] or not child.tag.endswith("}sectPr"):
            body.remove(child)
    for owner in (package, main, *main.rels.related_parts.values()):
        for rel in [rel for rel in owner.rels.values() if _UNWANTED.search(rel.reltype)]:
            del owner.rels[rel.rId]
    remaining = set(_relationship_ids(main.element))
    for rel in list(main.rels.values()):
        if rel.reltype.endswith(
            ("/image", "/hyperlink", "/oleObject", "/chart", "/package", "/aFChunk")
        ) and (rel.rId not in remaining):
            del main.rels[rel.rId]
    return main


def _relationship_ids(root: etree._Element) -> list[str]:
    relationships = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    return [
        str(value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if str(name).startswith(relationships)
    ]

"""The DOCX renderer: one plan, one package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.diagnostics import Findings, Outcome
from forumpub.env import Environment
from forumpub.plan import Plan
from forumpub.render.docx.adoption import adopt
from forumpub.render.docx.base import Base
from forumpub.render.docx.body import BlockWriter
from forumpub.render.docx.comments import Comments
from forumpub.render.docx.font_table import font_table
from forumpub.render.docx.identity import ARTICLE_NAMESPACE, Bookmarks, Fingerprint, fingerprint
from forumpub.render.docx.inline import Links, RunWriter
from forumpub.render.docx.looks import families
from forumpub.render.docx.numbering import bullet_definition, number_instance
from forumpub.render.docx.package import (
    add_custom_xml,
    add_part,
    new_package,
    pack,
    part_content,
    set_custom_properties,
    settings,
)
from forumpub.render.docx.properties import set_core_properties, set_extended_properties
from forumpub.render.docx.roles import StyleIds, word_style
from forumpub.render.docx.sections import (
    add_references,
    footer_part,
    header_part,
    reference,
    section_properties,
)
from forumpub.render.docx.snapshot import BASE_NAMESPACE, base_xml
from forumpub.render.docx.stylesheet import StyleBook
from forumpub.render.docx.survey import Survey, survey
from forumpub.render.docx.template import Template, load_template, open_template
from forumpub.render.docx.theme import theme
from forumpub.render.docx.wml import W, to_xml, w
from forumpub.render.renderer import Edition
from forumpub.rules.publishing import LINK_UNUSABLE
from forumpub.styling import Role

_BULLET_NUMBERING_ID: Final = 1


class DocxRenderer:
    """Writes DOCX with Word's built-in styles, or with those of an organisation's template."""

    name = "docx"
    suffix = ".docx"
    summary = "Word document with built-in styles, fields and languages set"

    def __init__(self, *, template: Template | Path | None = None, embed_fonts: bool = False) -> None:
        self._template = template
        self._embed_fonts = embed_fonts

    def render(self, edition: Edition, env: Environment) -> Outcome[bytes]:
        """Make the file.

        Raises:
            InputError: the template can't be read.
            TemplateError: the template can't be used.
            FontError: fonts are to be embedded, and can't be.

        Diagnostics:
            font-not-embedded: a family that no font at hand has.
            link-unusable: a link that leads nowhere; its text is written without it.
            template-style-missing: the table of roles names a style that the template hasn't.
        """
        findings = Findings()
        plan = edition.plan
        used = survey(plan)
        base = self._base(plan, used, env, findings)
        mark = fingerprint(edition.article, plan.lang)
        for href in _write(base, plan, used, mark):
            findings.add(
                LINK_UNUSABLE, f"the link to {href[:200]} leads nowhere and was left out of the docx"
            )
        if self._embed_fonts:
            # Loads HarfBuzz and fontTools, which only files with fonts should pay for.
            from forumpub.render.docx.embedded_fonts import embed_fonts

            embed_fonts(base.main, plan, env, findings)
        set_core_properties(
            base.package, plan.metadata, lang=plan.lang, revision=mark.revision, modified=env.now()
        )
        set_extended_properties(base.package, plan.metadata)
        set_custom_properties(base.package, mark.properties())
        return findings.outcome(pack(base.package))

    def _base(self, plan: Plan, used: Survey, env: Environment, findings: Findings) -> Base:
        if self._template is None:
            return _new_base(plan, used)
        template = self._template
        if isinstance(template, Path):
            template = load_template(template, env)
        package, main = open_template(template, env)
        return adopt(package, main, template, plan, used, findings)


def _new_base(plan: Plan, used: Survey) -> Base:
    """Return a package of our own, with its styles, settings, fonts and bullets."""
    package, main = new_package()
    book = StyleBook.of(plan, used, bullet_numbering_id=_BULLET_NUMBERING_ID)
    look = plan.style.looks[Role.KEY_POINT]
    family = families(plan.style, look, book.language).latin
    bullets = w(
        "numbering",
        bullet_definition(look, plan.style.palette, family, 0),
        number_instance(_BULLET_NUMBERING_ID, 0),
    )
    for name, content_type, reltype, root in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, book.sheet()),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings(book.language)),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table(plan.style)),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme(plan.style)),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, bullets),
    ):
        add_part(main, f"/word/{name}.xml", content_type, reltype, root)
    ids = StyleIds(paragraphs={role: word_style(role).style_id for role in plan.style.looks})
    return Base(
        package=package,
        main=main,
        style=plan.style,
        ids=ids,
        bullet_numbering_id=_BULLET_NUMBERING_ID,
    )


def _write(base: Base, plan: Plan, used: Survey, mark: Fingerprint) -> Iterable[str]:
    """Write the plan into the base; return the links that lead nowhere."""
    dead: dict[str, None] = {}
    bookmarks = Bookmarks(mark.dockey, used.idents, first_id=base.first_bookmark_id)
    comments = Comments(base.ids, made=plan.metadata.created, lang=plan.lang)

    def writer(part: Part, *, marked: bool) -> BlockWriter:
        runs = RunWriter(
            style=base.style,
            lang=plan.lang,
            ids=base.ids,
            bookmarks=bookmarks,
            links=Links(part),
            report_dead_link=dead.setdefault,
            # Word takes comments in the body only.
            comments=comments if marked else None,
        )
        return BlockWriter(
            style=base.style,
            lang=plan.lang,
            survey=used,
            ids=base.ids,
            bullet_numbering_id=base.bullet_numbering_id,
            runs=runs,
            bookmarks=bookmarks if marked else None,
        )

    section = _fill_body(base.main, writer(base.main, marked=True).blocks(plan.items))
    references: list[etree._Element] = []
    if base.own_running:
        references += _running(base.main, plan, lambda part: writer(part, marked=False))
    if base.keeps_section:
        add_references(section, references)
    else:
        base.main.element.body.replace(section, section_properties(base.style, plan.lang, references))
    comments.add_part(base.main)
    add_custom_xml(base.main, mark.custom_xml(), namespace=ARTICLE_NAMESPACE, guid=mark.guid)
    snapshot, guid = base_xml(plan, bookmarks, _style_names(base), running=base.own_running)
    add_custom_xml(base.main, snapshot, namespace=BASE_NAMESPACE, guid=guid)
    return dead


def _style_names(base: Base) -> dict[str, str]:
    """Return the name that each role's style has in the document: its id is another in every program."""
    found = part_content(base.main, RELATIONSHIP_TYPE.STYLES)
    names: dict[str, str] = {}
    for style in found[1].iter(f"{W}style") if found is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            names[style.get(f"{W}styleId") or ""] = name.get(f"{W}val") or ""
    return {
        role.value: names[style_id] for role, style_id in base.ids.paragraphs.items() if style_id in names
    }


def _fill_body(main: DocumentPart, blocks: Iterable[etree._Element]) -> etree._Element:
    """Put blocks into the body, which needs one at least; return the w:sectPr after them."""
    body = main.element.body
    existing: etree._Element | None = body.find(f"{W}sectPr")
    section = w("sectPr") if existing is None else existing
    if existing is None:
        body.append(section)
    for block in blocks:
        section.addprevious(block)
    if len(body) == 1:
        section.addprevious(w("p"))
    return section


def _running(
    main: DocumentPart, plan: Plan, writer: Callable[[Part], BlockWriter]
) -> Iterator[etree._Element]:
    """Write head and foot, and yield the references to them: the first page has a foot only."""
    for line, root, kinds, make_part in (
        (plan.running_head, "hdr", ("default",), header_part),
        (plan.running_foot, "ftr", ("default", "first"), footer_part),
    ):
        if line is None:
            continue
        for kind in kinds:
            part = make_part(main)
            content = to_xml(w(root, writer(part).split_line(line)))
            # The blob is known only now, because writing adds relationships to the part.
            filled = Part(part.partname, part.content_type, content, main.package)
            filled.rels.update(part.rels)
            yield reference(main, filled, kind)

"""Writing into an organisation's template: its styles where it has them, ours where it hasn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from forumpub.diagnostics import Findings
from forumpub.plan import Plan
from forumpub.render.docx import roles
from forumpub.render.docx.base import Base
from forumpub.render.docx.languages import WordLanguage
from forumpub.render.docx.looks import families
from forumpub.render.docx.numbering import bullet_definition, number_instance
from forumpub.render.docx.package import add_part
from forumpub.render.docx.roles import StyleIds, WordStyle, word_style
from forumpub.render.docx.sections import page_of
from forumpub.render.docx.stylesheet import StyleBook
from forumpub.render.docx.survey import Survey
from forumpub.render.docx.template import Template
from forumpub.render.docx.wml import W, w, whole_number
from forumpub.rules.publishing import TEMPLATE_STYLE_MISSING
from forumpub.styling import Role

_FALLBACK_BODY: Final = "normal"


def adopt(
    package: Package, main: DocumentPart, template: Template, plan: Plan, used: Survey, findings: Findings
) -> Base:
    """Prepare an opened template for a plan.

    Diagnostics:
        template-style-missing: the table of roles names a style that the template hasn't.
    """
    style = replace(plan.style, page=page_of(main.element.body[-1:], plan.style.page))
    has_running = _has_running(main)
    number_id = _add_bullets(main, plan)
    book = StyleBook.of(replace(plan, style=style), used, bullet_numbering_id=number_id)
    sheet = _Sheet(main.styles.element, book)
    sheet.set_language(book.language)
    _forget_attached_template(main)
    return Base(
        package=package,
        main=main,
        style=style,
        ids=sheet.style_ids(template, used, findings),
        bullet_numbering_id=number_id,
        own_running=not has_running,
        keeps_section=True,
        first_bookmark_id=_next_bookmark_id(main),
    )


class _Sheet:
    """A template's styles, which ours are added to."""

    def __init__(self, root: etree._Element, book: StyleBook) -> None:
        self._root = root
        self._book = book
        self._ids: dict[tuple[str, str], str] = {}
        for style in root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            style_id = style.get(f"{W}styleId")
            if name is not None and style_id:
                kind = style.get(f"{W}type") or "paragraph"
                self._ids.setdefault((kind, (name.get(f"{W}val") or "").lower()), style_id)
        self._taken = {style_id.lower() for style_id in self._ids.values()}

    def set_language(self, language: WordLanguage) -> None:
        """Set the default languages, and fonts for the scripts that a template seldom thinks of."""
        defaults = self._root.find(f"{W}docDefaults")
        if defaults is None:
            self._root.insert(0, self._book.defaults())
            return
        holder = defaults.find(f"{W}rPrDefault")
        if holder is None:
            holder = w("rPrDefault")
            defaults.insert(0, holder)
        rpr = holder.find(f"{W}rPr")
        if rpr is None:
            rpr = w("rPr")
            holder.insert(0, rpr)
        fonts = rpr.find(f"{W}rFonts")
        if fonts is None:
            fonts = w("rFonts")
            rpr.insert(0, fonts)
        usual = families(self._book.style, None, language)
        for slot, theme, family in (
            ("cs", "cstheme", usual.complex),
            ("eastAsia", "eastAsiaTheme", usual.east_asian),
        ):
            # A theme font beats a named one; house fonts that are named stay.
            if fonts.get(W + theme) is not None or not fonts.get(W + slot):
                fonts.attrib.pop(W + theme, "")
                fonts.set(W + slot, family)
        for old in rpr.findall(f"{W}lang"):
            rpr.remove(old)
        rpr.append(language.lang_element())

    def style_ids(self, template: Template, used: Survey, findings: Findings) -> StyleIds:
        """Find or add the style of every role and emphasis."""
        paragraphs: dict[Role, str] = {}
        foreign: set[Role] = set()
        for role in self._book.style.looks:
            found = self._named(template.roles, role, template, findings)
            if found is not None:
                foreign.add(role)
            elif role in used.roles:
                found = self._add(word_style(role), "paragraph", self._book.paragraph_style(role))
            paragraphs[role] = found or word_style(Role.BODY).style_id
            if role in used.right and role not in foreign:
                made = roles.character_style(word_style(role))
                self._add(made, "character", self._book.character_style(role))
        companions = {made.get(f"{W}styleId"): made for made in self._book.companions()}
        found_ids = {style_id: self._companion(made) for style_id, made in companions.items()}
        return StyleIds(
            paragraphs=paragraphs,
            foreign=frozenset(foreign),
            strong=found_ids[roles.STRONG],
            muted=found_ids[roles.MUTED],
            number=found_ids[roles.NUMBER],
            hyperlink=found_ids[roles.HYPERLINK],
            reference=found_ids[roles.REFERENCE],
            table=found_ids[roles.TABLE],
            divider=found_ids[roles.DIVIDER.style_id],
            table_end=found_ids[roles.TABLE_END.style_id],
            comment_text=found_ids[roles.COMMENT_TEXT],
            comment_reference=found_ids[roles.COMMENT_REFERENCE],
        )

    def _named(
        self, names: Mapping[Role, str], role: Role, template: Template, findings: Findings
    ) -> str | None:
        """Return the template's style for a role: the one the table names, else the one of the usual name."""
        wanted = names.get(role)
        if wanted is not None:
            found = self._ids.get(("paragraph", wanted.lower()))
            if found is not None:
                return found
            findings.add(
                TEMPLATE_STYLE_MISSING,
                f"the template {template.path.name} has no paragraph style {wanted!r} for {role}",
                hints=("check the name in Word's style pane, or leave the role out of the table",),
            )
        usual = self._ids.get(("paragraph", word_style(role).name.lower()))
        if usual is None and role is Role.BODY:
            return self._ids.get(("paragraph", _FALLBACK_BODY))
        return usual

    def _companion(self, made: etree._Element) -> str:
        name = made[0].get(f"{W}val") or ""
        kind = made.get(f"{W}type") or "paragraph"
        existing = self._ids.get((kind, name.lower()))
        if existing is not None:
            return existing
        return self._add(WordStyle(style_id=made.get(f"{W}styleId") or "", name=name), kind, made)

    def _add(self, made: WordStyle, kind: str, element: etree._Element) -> str:
        """Add one of our styles, in the template's fonts; returns its id."""
        existing = self._ids.get((kind, made.name.lower()))
        if existing is not None:
            return existing
        style_id = made.style_id
        while style_id.lower() in self._taken:
            style_id += "Fp"
        element.set(f"{W}styleId", style_id)
        for fonts in list(element.iter(f"{W}rFonts")):
            parent = fonts.getparent()
            if parent is not None:
                parent.remove(fonts)
        self._repoint(element, kind)
        self._root.append(element)
        self._taken.add(style_id.lower())
        self._ids[kind, made.name.lower()] = style_id
        return style_id

    def _repoint(self, element: etree._Element, kind: str) -> None:
        """Let a style refer to styles that the template has."""
        bases = {"paragraph": "normal", "character": "default paragraph font", "table": "normal table"}
        base = element.find(f"{W}basedOn")
        if base is not None:
            known = self._ids.get((kind, bases[kind]))
            if known is None:
                element.remove(base)
            else:
                base.set(f"{W}val", known)
        following = element.find(f"{W}next")
        if following is not None:
            body = self._ids.get(("paragraph", word_style(Role.BODY).name.lower()))
            if body is None:
                element.remove(following)
            else:
                following.set(f"{W}val", body)


def _add_bullets(main: DocumentPart, plan: Plan) -> int:
    """Add our bulleted list to the template's numbering; returns the id of its instance."""
    look = plan.style.looks[Role.KEY_POINT]
    family = plan.style.fonts.family
    existing = next((rel for rel in main.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    part = existing.target_part if existing else None
    if not isinstance(part, XmlPart):
        definition = bullet_definition(look, plan.style.palette, family, 0)
        root = w("numbering", definition, number_instance(1, 0))
        if existing is not None:
            del main.rels[existing.rId]
        add_part(main, "/word/numbering.xml", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, root)
        return 1
    root = part.element
    abstract_id = _next_value(root, "abstractNum", "abstractNumId")
    number_id = _next_value(root, "num", "numId")
    definition = bullet_definition(look, plan.style.palette, family, abstract_id)
    first = root.find(f"{W}num")
    if first is None:
        root.append(definition)
    else:
        first.addprevious(definition)
    instances = root.findall(f"{W}num")
    made = number_instance(number_id, abstract_id)
    if instances:
        instances[-1].addnext(made)
    else:
        definition.addnext(made)
    return number_id


def _next_value(root: etree._Element, tag: str, attribute: str) -> int:
    values = (whole_number(element.get(W + attribute)) for element in root.findall(W + tag))
    return max((value for value in values if value is not None), default=0) + 1


def _has_running(main: DocumentPart) -> bool:
    return any(
        rel.reltype in {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER} for rel in main.rels.values()
    )


def _forget_attached_template(main: DocumentPart) -> None:
    settings = main.settings.element
    for element in settings.findall(f"{W}attachedTemplate"):
        settings.remove(element)


def _next_bookmark_id(main: DocumentPart) -> int:
    used = [1]
    for part in (main, *main.rels.related_parts.values()):
        if isinstance(part, XmlPart):
            ids = (whole_number(start.get(f"{W}id")) for start in part.element.iter(f"{W}bookmarkStart"))
            used += [number for number in ids if number is not None]
    return max(used) + 1

"""What a value must be beyond its type: hand-edited JSON is as safe to print as a reader's article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from forumpub.model import Article, Dateline, Mention, SourceInfo
from forumpub.patterns import lazy_pattern
from forumpub.schema.forms import Form, MisfitError, show_value

_NOT_XML = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANG = lazy_pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_DATE = lazy_pattern(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
# Copies of the source: they may hold any character, and no renderer prints them unescaped.
_VERBATIM = {(Mention, "text"), (SourceInfo, "name")}


def narrow_form(cls: type, name: str, form: Form) -> Form:
    """Return the form of a class's field with what the field demands beyond its type."""
    if cls is Article and name == "lang":
        return form.narrowed(check_lang, {"pattern": f"^{_LANG.pattern}$"})
    if cls is Dateline and name == "date":
        return form.narrowed(check_date, {"pattern": f"^{_DATE.pattern}$"})
    if name == "raw" or (cls, name) in _VERBATIM:
        return form
    return form.narrowed(check_printable, {})


def check_printable(value: object) -> None:
    """Refuse text that no XML file can hold: DOCX can't, and terminals obey it."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and (match := _NOT_XML.search(text)):
            raise MisfitError(f"holds a character that can't be printed, U+{ord(match.group()):04X}")


def check_lang(value: object) -> None:
    """Refuse what doesn't have the shape of a language tag."""
    if not (isinstance(value, str) and _LANG.fullmatch(value)):
        raise MisfitError(f"{show_value(value)} is not a BCP 47 language tag such as 'en' or 'zh-Hans'")


def check_date(value: object) -> None:
    """Refuse what is not a date of the calendar; day, or day and month, may be missing."""
    if value is None:
        return
    try:
        if not (isinstance(value, str) and _DATE.fullmatch(value)):
            raise ValueError
        dt.date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError as error:
        raise MisfitError(
            f"{show_value(value)} is not an ISO date such as '2021-07-16' or '2021-07'"
        ) from error


def check_references(article: Article) -> None:
    """Check that ids are unique, and that what names one names one that exists."""
    speakers = [speaker.id for speaker in article.speakers]
    blocks = [block.id for block in article.blocks]
    paras = [para.id for block in article.blocks for para in block.paras]
    known = {"speakers": set(speakers), "blocks": set(blocks), "paras": set(paras)}
    for path, kind, name in _references(article):
        if name not in known[kind]:
            raise MisfitError(f"nothing in this article has the id {show_value(name)}").inside(path)
    for where, ids, kind in (("speakers", speakers, "speakers"), ("blocks", blocks, "blocks")):
        if len(ids) != len(known[kind]):
            raise MisfitError("an id is given twice").inside(where)
    if len(paras) != len(known["paras"]):
        raise MisfitError("the id of a paragraph is given twice").inside("blocks")


def _references(article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield every reference as its path, what it refers to and the id."""
    for index, block in enumerate(article.blocks):
        if block.speaker is not None:
            yield f"blocks[{index}].speaker", "speakers", block.speaker
    facts = article.facts
    if facts.lead is not None and facts.lead.para is not None:
        yield "facts.lead.para", "paras", facts.lead.para
    for group, found in (
        ("key_points", [fact.para for fact in facts.key_points]),
        ("key_figures", [fact.para for fact in facts.key_figures]),
        ("background", [fact.para for fact in facts.background]),
        ("abbreviations", [fact.para for fact in facts.abbreviations]),
    ):
        for index, para in enumerate(found):
            if para is not None:
                yield f"facts.{group}[{index}].para", "paras", para
    for index, participant in enumerate(facts.participants):
        yield f"facts.participants[{index}].speaker", "speakers", participant.speaker
        for key, paras in (("quoted", participant.quoted), ("mentioned", participant.mentioned)):
            for place, para in enumerate(paras):
                yield f"facts.participants[{index}].{key}[{place}]", "paras", para

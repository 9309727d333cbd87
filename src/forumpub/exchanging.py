"""Translators' own tools: an edition goes out as XLIFF or TMX, and its corrections come back.

XLIFF names the segments. A TMX that another tool wrote names none: what it says of a text holds for every
segment with that text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import InputError
from forumpub.model import Article, Origin, TranslatedSegment
from forumpub.review.bilingual import Correction, tell_gone
from forumpub.rules.revising import REVIEW_ROW_LOST
from forumpub.translate.memory.exchange import Notices
from forumpub.translate.memory.tmx import read_tmx, write_tmx
from forumpub.translate.memory.unit import Entry, Unit, normal_form
from forumpub.translate.memory.xliff import read_xliff, write_xliff
from forumpub.translate.models.description import edition_tag

_XLIFF = b"urn:oasis:names:tc:xliff"
_TMX = b"<tmx"
_HEAD_BYTES = 4096


def is_exchange(data: bytes) -> bool:
    """Tell whether bytes are XLIFF or TMX."""
    return any(sign in _head(data) for sign in (_XLIFF, _TMX))


def read_exchange_corrections(article: Article, data: bytes, name: str) -> Outcome[tuple[Correction, ...]]:
    """Read what came back from another tool as corrections of an edition.

    Raises:
        InputError: it is no well-formed XLIFF or TMX, or holds no translation into the edition's language.

    Diagnostics:
        review-row-lost: a unit that belongs to no segment of the edition, or to another text of the segment.
        review-target-gone: a unit whose translation was emptied.
        those of reading the file.
    """
    read = _read_xliff_corrections if _XLIFF in _head(data) else _read_tmx_corrections
    return read(article, data, name)


def _head(data: bytes) -> bytes:
    # UTF-16 differs from ASCII by zeros alone.
    return data[:_HEAD_BYTES].replace(b"\0", b"")


def _segments(article: Article) -> Sequence[TranslatedSegment]:
    return article.translation.segments if article.translation is not None else ()


def _read_xliff_corrections(article: Article, data: bytes, name: str) -> Outcome[tuple[Correction, ...]]:
    findings = Findings()
    segments = _segments(article)
    places = {segment.id: place for place, segment in enumerate(segments)}
    found: list[Correction] = []
    for unit in findings.take(read_xliff(data, name)):
        if edition_tag(unit.target_lang) != edition_tag(article.lang):
            raise _wrong_language(name, unit.target_lang, article)
        place = places.get(unit.id)
        if place is None:
            findings.add(
                REVIEW_ROW_LOST, f"the unit {unit.id!r} belongs to no segment, and is not taken over"
            )
            continue
        segment = segments[place]
        if unit.target == segment.target:
            continue
        if not unit.target:
            tell_gone(segment.target, findings)
        elif normal_form(unit.source) != normal_form(segment.source):
            findings.add(
                REVIEW_ROW_LOST,
                f"the unit {unit.id!r} translates another text than the edition's, and is not taken over",
            )
        else:
            found.append(Correction(segment=place, target=unit.target, author=unit.author, date=unit.date))
    return findings.outcome(tuple(found))


def _wrong_language(name: str, lang: str, article: Article) -> InputError:
    return InputError(
        f"{name} translates into {lang}, and the edition is in {article.lang}",
        hints=("name the edition that the file was made from with --base",),
    )


def _read_tmx_corrections(article: Article, data: bytes, name: str) -> Outcome[tuple[Correction, ...]]:
    findings = Findings()
    notices = Notices(name)
    entries = list(read_tmx(io.BytesIO(data), name, notices))
    findings.take(Outcome(None, notices.diagnostics))
    ours = [entry.unit for entry in entries if edition_tag(entry.target_lang) == edition_tag(article.lang)]
    if entries and not ours:
        raise _wrong_language(name, entries[0].target_lang, article)
    # What an engine said corrects nobody; an exported memory holds such units.
    people = [unit for unit in ours if unit.origin in (Origin.HUMAN, Origin.IMPORT)]
    named = {unit.part: unit for unit in people if unit.part is not None}
    by_text = {normal_form(unit.source): unit for unit in people}
    found: list[Correction] = []
    for place, segment in enumerate(_segments(article)):
        text = normal_form(segment.source)
        unit = named.get(segment.id)
        if unit is None or normal_form(unit.source) != text:
            unit = by_text.get(text)
        if unit is not None and unit.target != segment.target:
            found.append(Correction(segment=place, target=unit.target, author=unit.author, date=unit.date))
    known = {normal_form(segment.source) for segment in _segments(article)}
    if lost := sum(text not in known for text in by_text):
        findings.add(
            REVIEW_ROW_LOST,
            f"{lost:,} of the {len(by_text):,} texts of {name} stand in no segment, and are not taken over",
            hints=("`forumpub memory import` takes them into the translation memory",),
        )
    return findings.outcome(tuple(found))


def _write_tmx(article: Article) -> Outcome[bytes]:
    """Write a translated article as TMX: a unit a segment, with the segment's id."""
    translation = article.translation
    if translation is None:
        raise ValueError("the article is no translation")
    notices = Notices(article.source.name)
    entries = (
        Entry(
            source_lang=translation.source_lang,
            target_lang=article.lang,
            unit=_make_unit(segment, article.source.name),
        )
        for segment in translation.segments
        if segment.target
    )
    data = b"".join(write_tmx(entries, notices))
    return Outcome(data, notices.diagnostics)


def _make_unit(segment: TranslatedSegment, doc: str) -> Unit:
    return Unit(
        source=segment.source,
        target=segment.target,
        origin=segment.origin if segment.origin is Origin.HUMAN else Origin.IMPORT,
        author=segment.author,
        date=segment.date,
        part=segment.id,
        doc=doc,
    )


# What an edition is written as for other tools, by the ending of the file.
WRITERS: Mapping[str, Callable[[Article], Outcome[bytes]]] = MappingProxyType(
    {"xliff": write_xliff, "tmx": _write_tmx}
)

"""What each edition language has on this machine, and what to install for what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from forumpub import abbreviations
from forumpub.diagnostics import Findings, Outcome, Rule
from forumpub.env import Environment
from forumpub.locales.languages import LANGUAGES
from forumpub.locales.tags import check_tag
from forumpub.locales.words import is_reviewed, load_words
from forumpub.rules import translation as translation_rules
from forumpub.translate.checks.dates import find_months
from forumpub.translate.checks.lengths import BANDS
from forumpub.translate.engines.choice import Route, find_routes
from forumpub.translate.engines.hardware import INSTALL_LIBRARIES, missing_libraries
from forumpub.translate.models.advice import advise
from forumpub.translate.models.description import edition_tag
from forumpub.translate.models.installing import open_store
from forumpub.translate.sentences import primary_language
from forumpub.translate.terms.loading import load_glossaries
from forumpub.typeset.font_survey import FontCoverage, survey_fonts
from forumpub.typeset.fonts import FontLibrary
from forumpub.values import dataclass

_INSTALL_CJK = "`pip install 'forumpub[cjk]'`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What one edition language has.

    `routes` are the ways to translate into it, best first. `terms` and `reviewed_terms` count glossary
    entries, `checks` those of `all_checks` that know what they need of the language. `font` is None where no
    font has its letters; `words_reviewed` tells of its interface words.
    """

    lang: str
    endonym: str
    is_source: bool
    routes: tuple[Route, ...]
    terms: int
    reviewed_terms: int
    checks: int
    all_checks: int
    font: str | None
    is_font_complete: bool
    words_reviewed: bool


def examine(source_lang: str, env: Environment) -> Outcome[tuple[Readiness, ...]]:
    """Look at every edition language, in the order of the catalogues.

    Args:
        source_lang: BCP 47; what is translated from.
        env: this machine.

    Raises:
        ChoiceError: `source_lang` is no language's tag.
        ModelError: the folder of models can't be read.
        FontError: no font at all can be found.

    Diagnostics:
        broken-model, model-changed; what reading the shipped glossaries found.
    """
    check_tag(source_lang)
    findings = Findings()
    findings.take(open_store(env).check_models())
    fonts = survey_fonts(FontLibrary(env), tuple(LANGUAGES))
    rows = (
        findings.take(_examine_one(source_lang, lang, coverage, env))
        for lang, coverage in zip(LANGUAGES, fonts, strict=True)
    )
    return findings.outcome(tuple(rows))


def draw_rows(rows: Sequence[Readiness]) -> tuple[tuple[str, ...], ...]:
    """Write each language's row in words, under a row of headings."""
    headings = ("", "", "translated by", "licence", "terms", "checks", "font", "words")
    return (headings, *(_draw_row(row) for row in rows))


def describe_splitter(source_lang: str) -> str:
    """Say in a line by which rules sentences of the source language are found."""
    key = primary_language(source_lang)
    known = abbreviations.leading(key) | abbreviations.ambiguous(key) | abbreviations.numbering(key)
    return f"sentences of {source_lang}: ICU's rules and {len(known)} abbreviations"


def find_remedies(source_lang: str, rows: Sequence[Readiness]) -> tuple[str, ...]:
    """Say what to do about what is missing, mostly as commands to paste."""
    without_route = [row.lang for row in rows if not row.routes and not row.is_source]
    remedies = [INSTALL_LIBRARIES] if missing_libraries() else []
    remedies += advise(source_lang, without_route) if without_route else ()
    for row in rows:
        if row.font is None:
            chinese = row.lang.startswith("zh")
            remedies.append(_INSTALL_CJK if chinese else f"install a font that has the letters of {row.lang}")
    return tuple(dict.fromkeys(remedies))


def _examine_one(source_lang: str, lang: str, coverage: FontCoverage, env: Environment) -> Outcome[Readiness]:
    findings = Findings()
    is_source = edition_tag(source_lang) == lang
    routes = () if is_source else find_routes(source_lang, lang, open_store(env))
    entries = (
        ()
        if is_source
        else findings.take(load_glossaries((), source_lang=source_lang, target_lang=lang, env=env)).entries
    )
    all_checks = sum(isinstance(value, Rule) for value in vars(translation_rules).values())
    words = load_words(lang)
    # Each is tried on the language's own: a length that is usual in it, a date as it writes one.
    key = primary_language(lang)
    unknown = [key not in BANDS, not find_months(words.date("2021-07-16"), key)]
    row = Readiness(
        lang=lang,
        endonym=LANGUAGES[lang].endonym,
        is_source=is_source,
        routes=routes,
        terms=len(entries),
        reviewed_terms=sum(entry.reviewed for entry in entries),
        checks=all_checks - sum(unknown),
        all_checks=all_checks,
        font=f"{coverage.regular.name} ({coverage.regular.provider})" if coverage.regular else None,
        is_font_complete=coverage.is_complete,
        words_reviewed=is_reviewed(lang),
    )
    return findings.outcome(row)


def _draw_row(row: Readiness) -> tuple[str, ...]:
    route = row.routes[0] if row.routes else None
    way = "none"
    if row.is_source:
        way = "the source"
    elif route:
        how = "direct" if route.is_direct else f"by way of {route.langs[1]}"
        way = f"{route.model} ({route.engine}, {how})"
    terms = f"{row.terms} ({row.reviewed_terms} reviewed)" if row.terms else "none"
    font = row.font or "none"
    return (
        row.lang,
        row.endonym,
        way,
        route.licence if route and not row.is_source else "",
        "" if row.is_source else terms,
        "" if row.is_source else f"{row.checks} of {row.all_checks}",
        font if row.is_font_complete or not row.font else f"{font}, incomplete",
        "reviewed" if row.words_reviewed else "unreviewed",
    )

"""P1, P2, G1, N2: an edition against itself, and all its segments against their sources."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forumpub.diagnostics import Diagnostic, Rule, Severity
from forumpub.model import Article, Origin, TermOutcome, TranslatedSegment, Translation
from forumpub.rules import all_rules
from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.numbers import BUDDHIST_ERA, ERA_YEARS
from forumpub.translate.checks.numerals import find_numbers
from forumpub.translate.checks.pair import Pair, is_spaced, primary_language
from forumpub.translate.checks.segment import check_pair
from forumpub.translate.checks.terms import count_words, fold_words
from forumpub.translate.naming import PartNames
from forumpub.translate.segments import PARAGRAPH_RUNG
from forumpub.values import dataclass

_NAME_PART = re.compile(r"(?P<speaker>s[0-9]+)\.(?P<field>name|role|org)")
_WORDS_TO_KEEP = frozenset({rules.KEPT_WORDS_CHANGED.slug, rules.TERM_NOT_USED.slug})
_COMMON_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFinding:
    """A finding in an edition. `segment` is the one concerned, `words` its target's code points.

    The diagnostic's span points into the source text of the article; its message says what a reader of the
    page calls the part (see `forumpub.translate.naming`).
    """

    diagnostic: Diagnostic
    segment: TranslatedSegment | None = None
    words: Span | None = None


def check_edition(article: Article) -> tuple[Diagnostic, ...]:
    """Check a translated edition; see `find_faults`.

    Raises:
        ValueError: the article is no translation.
    """
    return tuple(finding.diagnostic for finding in find_faults(article))


def find_faults(article: Article) -> tuple[EditionFinding, ...]:
    """Check every segment of a translated edition, and the edition as a whole.

    What an edition recorded when it was made is told again, as glossary and scores are no longer at hand;
    what its texts show is looked for anew, as editors may have changed them.

    Returns:
        Findings in the order of the segments, then those about the whole.

    Raises:
        ValueError: the article is no translation.
    """
    translation = article.translation
    if translation is None:
        raise ValueError("the article is no translation")
    places, names = _places(article), PartNames(article)
    found = [
        finding
        for group in _paragraphs(translation.segments)
        for finding in _check_group(group, translation, article.lang, places)
    ]
    renderings = _renderings(translation.segments)
    found += _check_names(article, translation, renderings, places)
    found += _check_participants(article, renderings)
    called = {
        segment.id: name for segment, name in zip(translation.segments, names.name_segments(), strict=True)
    }
    found += _check_eras(article.lang, translation, called)
    named = [_with_name(one, called) for one in found]
    return (*named, *_check_attribution(article, places, names))


def _with_name(finding: EditionFinding, called: Mapping[str, str]) -> EditionFinding:
    """Say where the finding is, as people call the place."""
    if finding.segment is None:
        return finding
    message = f"{called[finding.segment.id]}: {finding.diagnostic.message}"
    return replace(finding, diagnostic=replace(finding.diagnostic, message=message))


def _places(article: Article) -> Mapping[str, Span]:
    """Return where the parts of an article stand in its source."""
    places = {para.id: para.span for block in article.blocks for para in block.paras}
    if article.headline and article.headline.span:
        places["headline"] = article.headline.span
    if article.dateline and article.dateline.span:
        places["dateline.place"] = article.dateline.span
    if article.byline:
        places["byline.place"] = article.byline.span
    for speaker in article.speakers:
        if speaker.raw:
            places[speaker.id] = speaker.raw[0].span
    for number, credit in enumerate(article.credits, start=1):
        places[f"credit{number}"] = credit.span
    return places


def _place(part: str, places: Mapping[str, Span]) -> Span | None:
    return places.get(part) or places.get(part.split(".")[0])


def _paragraphs(segments: Sequence[TranslatedSegment]) -> Iterator[Sequence[TranslatedSegment]]:
    """Yield segments one by one, and those together whose translation somebody wrote for the whole paragraph.

    People move words between the sentences of a paragraph; its translation stands with the first of them.
    """
    paragraphs = itertools.groupby(segments, key=lambda one: (one.part, one.rung == PARAGRAPH_RUNG))
    for (_, whole), group in paragraphs:
        together = tuple(group)
        if whole:
            yield together
        else:
            yield from ((segment,) for segment in together)


def _check_group(
    group: Sequence[TranslatedSegment], translation: Translation, lang: str, places: Mapping[str, Span]
) -> Iterator[EditionFinding]:
    """Check segments that were translated together; what is found is said of the first."""
    first = group[0]
    told: set[tuple[str, str]] = set()
    for segment in group:
        yield from _tell_recorded(segment, places, told)
    if first.origin is Origin.KEPT or _NAME_PART.fullmatch(first.part):
        return
    blank = " " if is_spaced(primary_language(translation.source_lang)) else ""
    pair = Pair(
        source=blank.join(segment.source for segment in group),
        target=" ".join(segment.target for segment in group if segment.target),
        source_lang=translation.source_lang,
        target_lang=lang,
        score=first.score if first.origin is Origin.ENGINE else None,
    )
    span = _place(first.part, places)
    for found in check_pair(pair):
        if (found.rule.slug, found.message) not in told:
            yield _finding(found.rule, found.message, first, span, found.target)


def _tell_recorded(
    segment: TranslatedSegment, places: Mapping[str, Span], told: set[tuple[str, str]]
) -> Iterator[EditionFinding]:
    """Tell what was recorded when the segment was made, and remember in `told` what that was."""
    span = _place(segment.part, places)
    for stored in segment.findings:
        rule = all_rules().get(stored.slug)
        if rule is None:
            # Written by a version that knew more rules.
            continue
        told.add((rule.slug, stored.message))
        at = segment.target.find(stored.words) if stored.words else -1
        words = Span(at, at + len(stored.words)) if stored.words and at >= 0 else None
        yield _finding(rule, stored.message, segment, span, words)
    for use in segment.terms:
        if use.outcome is TermOutcome.FAILED and not any(slug in _WORDS_TO_KEEP for slug, _ in told):
            message = (
                f"the glossary renders “{use.source}” as “{use.target}”; the translation doesn't have it"
            )
            told.add((rules.TERM_NOT_USED.slug, message))
            yield _finding(rules.TERM_NOT_USED, message, segment, span)
    if segment.stale:
        message = "the source has changed since this was translated"
        yield _finding(rules.TRANSLATION_STALE, message, segment, span)


def _finding(
    rule: Rule, message: str, segment: TranslatedSegment, span: Span | None, words: Span | None = None
) -> EditionFinding:
    diagnostic = Diagnostic(rule=rule, message=message, span=span, hints=_hints(rule))
    return EditionFinding(diagnostic=diagnostic, segment=segment, words=words)


def _hints(rule: Rule) -> tuple[str, ...]:
    """Say what to do; of a note there is nothing to do."""
    return () if rule.severity is Severity.INFO else (rule.remedy,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """What an entity is called in both languages, and the segment that says so."""

    source: str
    target: str
    field: str
    segment: TranslatedSegment


def _renderings(segments: Sequence[TranslatedSegment]) -> tuple[_Rendering, ...]:
    return tuple(
        _Rendering(source=segment.source, target=segment.target, field=match["field"], segment=segment)
        for segment in segments
        if (match := _NAME_PART.fullmatch(segment.part)) and segment.source.strip() and segment.target.strip()
    )


def _check_names(
    article: Article, translation: Translation, renderings: Sequence[_Rendering], places: Mapping[str, Span]
) -> Iterator[EditionFinding]:
    """P1: one rendering each in the whole edition."""
    first: dict[tuple[str, str], _Rendering] = {}
    for rendering in renderings:
        known = first.setdefault((rendering.field, rendering.source), rendering)
        if fold_words(known.target) != fold_words(rendering.target):
            message = f"“{rendering.source}” is “{known.target}” elsewhere, and “{rendering.target}” here"
            span = _place(rendering.segment.part, places)
            yield _finding(rules.NAME_RENDERED_DIFFERENTLY, message, rendering.segment, span)
    people = [rendering for (field, _), rendering in first.items() if field == "name"]
    lang, source_lang = primary_language(article.lang), primary_language(translation.source_lang)
    for segment in translation.segments:
        if _NAME_PART.fullmatch(segment.part) or any(f.slug in _WORDS_TO_KEEP for f in segment.findings):
            continue
        source, target = fold_words(segment.source), fold_words(segment.target)
        for person in people:
            # A name of one word may be a word of another name, or no name at all.
            if is_spaced(source_lang) and len(person.source.split()) == 1:
                continue
            named = count_words(source, person.source, source_lang)
            if named and not _has_any(target, (person.target, person.source), lang):
                message = f"“{person.source}” is not called “{person.target}” as in the rest of the edition"
                yield _finding(
                    rules.NAME_RENDERED_DIFFERENTLY, message, segment, _place(segment.part, places)
                )


def _has_any(folded: str, words: Sequence[str], lang: str) -> bool:
    return any(count_words(folded, word, lang) for word in words)


def _check_participants(article: Article, renderings: Sequence[_Rendering]) -> Iterator[EditionFinding]:
    """P2: everyone who had a name in the source has one in the edition."""
    names = {speaker.id: speaker.name for speaker in article.speakers}
    for rendering in renderings:
        speaker = rendering.segment.part.split(".")[0]
        if rendering.field == "name" and not (names.get(speaker) or "").strip():
            message = f"“{rendering.source}” is not among the participants of the edition"
            yield _finding(rules.PARTICIPANT_MISSING, message, rendering.segment, None)


def _check_attribution(
    article: Article, places: Mapping[str, Span], names: PartNames
) -> Iterator[EditionFinding]:
    """G1: a quote belongs to the speaker that the list of participants says, and to one there is."""
    rule = rules.QUOTE_MISATTRIBUTED

    def tell(part: str, message: str) -> EditionFinding:
        said = f"{names.name_paragraph(part)}: {message}"
        return EditionFinding(
            diagnostic=Diagnostic(rule=rule, message=said, span=places.get(part), hints=_hints(rule))
        )

    known = {speaker.id for speaker in article.speakers}
    speaker_of = {para.id: block.speaker for block in article.blocks for para in block.paras}
    for block in article.blocks:
        if block.speaker is not None and block.speaker not in known and block.paras:
            yield tell(block.paras[0].id, "the words belong to somebody who isn't among the speakers")
    for participant in article.facts.participants:
        for part in participant.quoted:
            if part in speaker_of and speaker_of[part] not in (None, participant.speaker):
                quoted, spoken = (
                    names.name_speaker(ident or "") or "a speaker without a name"
                    for ident in (participant.speaker, speaker_of[part])
                )
                yield tell(part, f"quoted as words of {quoted}, and spoken by {spoken}")


def _check_eras(lang: str, translation: Translation, called: Mapping[str, str]) -> Iterator[EditionFinding]:
    """N2: one era in the whole edition."""
    if primary_language(lang) != "th":
        return
    common: TranslatedSegment | None = None
    buddhist: TranslatedSegment | None = None
    for segment in translation.segments:
        for number in find_numbers(segment.target, "th"):
            year = max(number.values)
            labelled = BUDDHIST_ERA.search(segment.target[: number.span.start][-14:]) is not None
            if number.digits and (labelled or year - ERA_YEARS in _COMMON_YEARS):
                buddhist = buddhist or segment
            elif number.digits and year in _COMMON_YEARS and _is_year(segment, year):
                common = common or segment
    if common and buddhist:
        message = f"years are of the common era here, and of the Buddhist era in {called[buddhist.id]}"
        yield _finding(rules.ERAS_MIXED, message, common, None)


def _is_year(segment: TranslatedSegment, year: float) -> bool:
    """Tell a year from a count: the source has it without a separator."""
    return re.search(rf"(?<![\d.,]){year:.0f}(?![\d.,]\d)", segment.source) is not None


def with_rule(finding: EditionFinding, rule: Rule) -> EditionFinding:
    """Return a finding under another severity's rule."""
    return replace(finding, diagnostic=replace(finding.diagnostic, rule=rule))

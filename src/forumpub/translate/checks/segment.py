"""All checks that one segment and its translation can be put to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forumpub.translate.checks.completeness import check_completeness
from forumpub.translate.checks.confidence import check_confidence
from forumpub.translate.checks.corrupted import check_corrupted
from forumpub.translate.checks.dates import check_dates, check_ranges
from forumpub.translate.checks.names import check_names
from forumpub.translate.checks.numbers import check_numbers
from forumpub.translate.checks.pair import Pair
from forumpub.translate.checks.punctuation import check_brackets, check_quotes
from forumpub.translate.checks.repetition import check_repetition
from forumpub.translate.checks.scripts import check_scripts
from forumpub.translate.checks.terms import check_kept, check_terms
from forumpub.translate.checks.untranslated import check_untranslated
from forumpub.translate.findings import Finding

_CHECKS: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    check_untranslated,
    check_scripts,
    check_corrupted,
    check_repetition,
    check_numbers,
    check_terms,
    check_kept,
    check_dates,
    check_ranges,
    check_names,
    check_quotes,
    check_brackets,
    check_completeness,
    check_confidence,
)


def check_pair(pair: Pair) -> tuple[Finding, ...]:
    """Check one segment's translation against its source.

    Some tenths of a millisecond for a sentence: it is run on every hypothesis of an engine.

    Returns:
        What was found, the checks in a fixed order; nothing where the translation passes all of them.
    """
    return tuple(finding for check in _CHECKS for finding in check(pair))

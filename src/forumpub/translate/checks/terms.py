"""T1, T2, D1, X1: what must stand in the target, and what must not."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from forumpub.rules import translation as rules
from forumpub.source import Span
from forumpub.translate.checks.pair import Pair, is_spaced, primary_language
from forumpub.translate.findings import Finding
from forumpub.translate.terms.entry import TermEntry
from forumpub.translate.terms.matching import SYLLABLE_END, SYLLABLE_START

_BLANKS = re.compile(r"[\s\u200b\u200c\u2060]+")
_ADDRESS = re.compile(
    r"https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
)


def check_terms(pair: Pair) -> Iterator[Finding]:
    """Check that glossary terms are rendered as told, as often as the source has them."""
    if not pair.terms:
        return
    lang = primary_language(pair.target_lang)
    folded = fold_words(pair.target)
    used: Counter[str] = Counter()
    for match in pair.terms:
        entry = match.entry
        used[entry.source] += 1
        renderings = (entry.source,) if entry.keep else (entry.target, *entry.accepted)
        if sum(count_words(folded, word, lang) for word in _longest(renderings)) < used[entry.source]:
            yield _unused(pair, entry, match.span)
        yield from _check_forbidden(pair, entry, folded, lang, match.span)


def check_kept(pair: Pair) -> Iterator[Finding]:
    """Check that words to keep, and addresses, stand in the target as often as in the source."""
    for word in dict.fromkeys(word for word in pair.keep if word):
        wanted = len(_exactly(word).findall(pair.source))
        found = len(_exactly(word).findall(pair.target))
        if wanted and found != wanted:
            at = _exactly(word).search(pair.source)
            how = "is missing" if not found else f"occurs {found:,}× instead of {wanted:,}×"
            yield Finding(
                rule=rules.KEPT_WORDS_CHANGED,
                message=f"“{word}” must stay as it is, and {how}",
                source=Span(*at.span()) if at else None,
            )
    if "@" in pair.source or "://" in pair.source or "www." in pair.source:
        for match in _ADDRESS.finditer(pair.source):
            address = match.group().rstrip(".,;:!?)]")
            if address not in pair.target:
                message = f"the address {address} is missing"
                span = Span(match.start(), match.start() + len(address))
                yield Finding(rule=rules.ADDRESS_CHANGED, message=message, source=span)


def fold_words(text: str) -> str:
    """Return a text for comparing words: without case, width and kinds of blank."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def count_words(folded: str, word: str, lang: str) -> int:
    """Count words in a folded text: whole ones where the language, by its key, writes blanks."""
    wanted = fold_words(word).strip()
    if not wanted:
        return 0
    return len(_whole(wanted, lang).findall(folded))


@functools.lru_cache(maxsize=4096)
def _whole(wanted: str, lang: str) -> re.Pattern[str]:
    # Blanks of an unspaced language come and go between the words of a term.
    body = r"\s?".join(map(re.escape, wanted.split(" "))) if not is_spaced(lang) else re.escape(wanted)
    if not is_spaced(lang) and not wanted.isascii():
        return re.compile(f"{SYLLABLE_START}{body}{SYLLABLE_END}")
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    # Tamil and Tagalog write endings on to the word, Malay and Indonesian -nya and -lah.
    after = "" if lang == "ta" else r"(?:-?(?:nya|lah|kah|ng|s))?(?!\w)"
    return re.compile(before + body + after)


@functools.lru_cache(maxsize=1024)
def _exactly(word: str) -> re.Pattern[str]:
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return re.compile(before + re.escape(word) + after)


def _longest(renderings: Iterable[str]) -> tuple[str, ...]:
    """Leave out renderings that lie inside another one, lest one place counts twice."""
    folded = sorted({fold_words(word).strip() for word in renderings if word.strip()}, key=len)
    return tuple(word for at, word in enumerate(folded) if not any(other in word for other in folded[:at]))


def _unused(pair: Pair, entry: TermEntry, span: Span) -> Finding:
    wanted = entry.source if entry.keep else entry.target
    message = f"the glossary renders “{entry.source}” as “{wanted}”; the translation doesn't have it"
    return Finding(rule=rules.TERM_NOT_USED, message=message, source=span)


def _check_forbidden(pair: Pair, entry: TermEntry, folded: str, lang: str, span: Span) -> Iterator[Finding]:
    for word in entry.forbidden:
        # A forbidden word may lie inside the right one.
        allowed = sum(
            count_words(folded, right, lang) for right in (entry.target, *entry.accepted) if word in right
        )
        if count_words(folded, word, lang) > allowed:
            at = pair.target.casefold().find(word.casefold())
            target = Span(at, at + len(word)) if at >= 0 else None
            message = f"“{word}” must not stand for “{entry.source}”"
            yield Finding(rule=rules.FORBIDDEN_WORD, message=message, source=span, target=target)

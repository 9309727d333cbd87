"""How long an article takes to read."""

from __future__ import annotations

from collections.abc import Mapping

from forumpub.locales import find_language
from forumpub.model import Article
from forumpub.patterns import lazy_pattern

# Words a minute in silent reading. The values of en and pt were measured with the IReST texts
# (Trauzettel-Klosinski and Dietz, Invest. Ophthalmol. Vis. Sci. 53, 2012); the others are estimates.
_WORDS_A_MINUTE: Mapping[str, int] = {
    "en": 228,
    "pt": 181,
    "id": 190,
    "ms": 190,
    "vi": 230,
    "tl": 190,
    "ta": 150,
}
_USUAL_WORDS_A_MINUTE = 200
# Characters a minute where words aren't spaced: zh as measured by IReST, the others estimated from syllables.
_CHARACTERS_A_MINUTE: Mapping[str, int] = {
    "zh-Hans": 255,
    "zh-Hant": 255,
    "th": 850,
    "lo": 850,
    "km": 900,
    "my": 900,
}
_WORD = lazy_pattern(r"\S+")
_BLANKS = lazy_pattern(r"\s+")


def reading_minutes(article: Article) -> int | None:
    """Return whole minutes, at least 1, for the text without labels; None where there is no text."""
    texts = [para.text for block in article.blocks for para in block.paras]
    if not texts:
        return None
    language = find_language(article.lang)
    tag = language.tag if language is not None else ""
    if tag in _CHARACTERS_A_MINUTE:
        characters = sum(len(_BLANKS.sub("", text)) for text in texts)
        minutes = characters / _CHARACTERS_A_MINUTE[tag]
    else:
        words = sum(1 for text in texts for _ in _WORD.finditer(text))
        minutes = words / _WORDS_A_MINUTE.get(tag, _USUAL_WORDS_A_MINUTE)
    return max(1, round(minutes))

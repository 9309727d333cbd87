"""How well text reads as Thai, Vietnamese or Korean: whether its letters make syllables and words."""

from __future__ import annotations

from forumpub.patterns import lazy_pattern

# A wrong reading has letters enough, but its marks and vowels stand anywhere.
_THAI_FAULTS_WEIGH = 4
_THAI_LETTER = lazy_pattern("[\u0e01-\u0e5b]")
_THAI_FAULT = lazy_pattern(
    # A vowel or mark above or below stands on a consonant, a tone on one of them.
    "(?<![\u0e01-\u0e2e])[\u0e31\u0e34-\u0e3a\u0e47]"
    "|(?<![\u0e01-\u0e2e\u0e31\u0e34-\u0e39])[\u0e48-\u0e4e]"
    # A vowel behind its consonant, and one that is written before it.
    "|(?<![\u0e01-\u0e2e\u0e48-\u0e4b\u0e32])[\u0e30\u0e32\u0e33]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])"
    # Thai and Latin letters don't share a word.
    "|(?<=[A-Za-z])[\u0e01-\u0e4e]|[\u0e01-\u0e4e](?=[A-Za-z])"
    # Letters out of use or rare, which chance brings as often as others.
    "|[\u0e03\u0e05\u0e06\u0e0c\u0e0e\u0e0f\u0e11\u0e12\u0e26\u0e2c\u0e3a\u0e3f\u0e45\u0e4d-\u0e4f\u0e5a\u0e5b]"
)
_THAI_VOWEL = lazy_pattern("[\u0e30-\u0e4e]")
# Half of Thai's characters are vowels and tones; a few capitals of Western text read as consonants.
_LEAST_VOWELS = 0.2
_VIETNAMESE_TONE = lazy_pattern("[\u0300\u0301\u0303\u0309\u0323]")
_VIETNAMESE_GOOD = lazy_pattern(
    "(?i:(?<=[aeiouyăâêôơư])[\u0300\u0301\u0303\u0309\u0323]|[ăâđêôơư](?![\u0300-\u0323]{2}))"
)
# Vietnamese has a tone mark on a good part of its words, and Western text nowhere.
_LEAST_TONES = 0.15
_HANGUL = lazy_pattern("[\uac00-\ud7a3]")
_HANGUL_WORD = lazy_pattern("[\uac00-\ud7a3]{2,}")
# Chinese that is read as Korean is half Hangul and half rare Chinese characters.
_LEAST_HANGUL = 0.9
# Particles and endings, one of which most Korean words end in.
_KOREAN_ENDINGS = frozenset("은는이가을를의에서도로와과고다한며면지요들게인해할된")


def thai_share(text: str, strange: int) -> float:
    """Return the share of the characters outside ASCII, `strange`, that stand as Thai writes them."""
    letters = len(_THAI_LETTER.findall(text))
    if len(_THAI_VOWEL.findall(text)) < _LEAST_VOWELS * letters:
        return 0.0
    faults = len(_THAI_FAULT.findall(text))
    return max(0.0, letters - _THAI_FAULTS_WEIGH * faults) / strange


def vietnamese_share(text: str, strange: int) -> float:
    """Return the share of the characters outside ASCII, `strange`, that stand as Vietnamese writes them."""
    tones = len(_VIETNAMESE_TONE.findall(text))
    if tones < _LEAST_TONES * strange:
        return 0.0
    return len(_VIETNAMESE_GOOD.findall(text)) / strange


def korean_share(text: str, strange: int) -> float:
    """Return the share of the characters outside ASCII, `strange`, that stand as Korean writes them."""
    letters = len(_HANGUL.findall(text))
    words = _HANGUL_WORD.findall(text)
    if not words or letters < _LEAST_HANGUL * strange:
        return 0.0
    endings = sum(word[-1] in _KOREAN_ENDINGS for word in words)
    return letters / strange * min(1.0, 2 * endings / len(words))

"""The language of a text, told by its script and by a few words that every text of a language has."""

from __future__ import annotations

import re
from collections import Counter

from forumpub.parse.frequent import characters
from forumpub.patterns import lazy_pattern

_SAMPLE_CHARS = 100_000
_WORD = lazy_pattern(r"[^\W\d_]+")
_HAN = lazy_pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = lazy_pattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Beyond Latin letters, their marks and all punctuation. A text without any has none of the scripts below,
# whose patterns take time to compile.
_BEYOND_LATIN = lazy_pattern(r"[^\0-\u03ff\u1e00-\u2fff]")
# Scripts that one language of the region writes in, and the two that would be taken for Chinese.
_SCRIPTS = {
    "th": lazy_pattern(r"[\u0e00-\u0e7f]"),
    "lo": lazy_pattern(r"[\u0e80-\u0eff]"),
    "km": lazy_pattern(r"[\u1780-\u17ff]"),
    "my": lazy_pattern(r"[\u1000-\u109f\uaa60-\uaa7f]"),
    "ta": lazy_pattern(r"[\u0b80-\u0bff]"),
    "ja": lazy_pattern(r"[\u3041-\u30ff]"),
    "ko": lazy_pattern(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "ar": lazy_pattern(r"[\u0600-\u06ff]"),
    "hi": lazy_pattern(r"[\u0900-\u097f]"),
    "ru": lazy_pattern(r"[\u0400-\u04ff]"),
}
# Letters that among the languages here only Vietnamese has.
_VIETNAMESE = lazy_pattern(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_WORDS = {
    "en": "the of and to in that is was for with on from has have this will by at are it they a an we you he what who not",  # noqa: E501
    "id": "yang dan di untuk dengan pada dari ini itu tidak akan oleh dalam telah bahwa karena bisa adalah kepada sudah",  # noqa: E501
    "ms": "yang dan di untuk dengan pada dari ini itu tidak akan oleh dalam telah bahawa kerana boleh ialah kepada sudah",  # noqa: E501
    "tl": "ang ng sa mga na at ay ni si para hindi ito kung nang rin din siya nila kay may",
    "vi": "và của là các những cho được trong với này không có một người",
    "pt": "de que o a os as para com não uma em do da no na por se mais foi são",
}
# Malay and Indonesian share most function words; these forms tell them apart.
_TELLING = {
    "id": "bahwa karena bisa mobil uang kantor desember agustus juli maret senin kamis jumat tanggal persen miliar milyar triliun polisi universitas perusahaan pemerintah mengatakan yaitu",  # noqa: E501
    "ms": "bahawa kerana boleh ialah wang pejabat disember ogos julai jun isnin khamis jumaat ahad tarikh peratus bilion trilion polis universiti syarikat kerajaan berkata iaitu manakala kontena",  # noqa: E501
}

_LEAST_WORDS = 3
_LEAST_SHARE = 0.03
# A text of which another language has so many times the letters or words is not in the one that was given.
_SURELY = 4


def find_language(text: str) -> str:
    """Return the BCP 47 tag of the language that a text most probably is in; `und` for one without letters.

    Told apart are English, Chinese in both scripts, and the languages of ASEAN.
    """
    sample = text[:_SAMPLE_CHARS]
    latin = len(_LATIN.findall(sample))
    if _BEYOND_LATIN.search(sample) is None:
        return _latin_language(sample, latin) if latin else "und"
    han = len(_HAN.findall(sample))
    counts = {lang: len(pattern.findall(sample)) for lang, pattern in _SCRIPTS.items()}
    lang = max(counts, key=lambda name: counts[name])
    # A Han character is a word or half a word, a Latin letter the fifth part of one.
    weights = {"han": han * 3, "latin": latin, lang: counts[lang] * 2}
    leading = max(weights, key=lambda name: weights[name])
    if weights[leading] == 0:
        return "und"
    if counts["ja"] * 8 > han > 0 and counts["ja"] * 3 > latin:
        return "ja"
    if leading == "han":
        return chinese_script(sample)
    return _latin_language(sample, latin) if leading == "latin" else leading


def find_other_language(text: str, lang: str) -> str | None:
    """Return the language that a text surely is in where that isn't `lang`, a BCP 47 tag; else None.

    Only languages that `find_language` knows are told apart, and a text that mixes two is in either.
    """
    given = lang.replace("_", "-").split("-", 1)[0].lower()
    sample = text[:_SAMPLE_CHARS]
    found = find_language(sample)
    other = found.split("-", 1)[0]
    letters = len(_WORD.findall(sample))
    if other in {given, "und"} or {given, other} == {"id", "ms"} or letters < _LEAST_WORDS:
        return None
    if given not in {"zh", *_SCRIPTS, *_WORDS}:
        return None
    if given not in _WORDS or other not in _WORDS:
        own = _HAN if given == "zh" else _SCRIPTS.get(given, _LATIN)
        theirs = _HAN if other == "zh" else _SCRIPTS.get(other, _LATIN)
        return found if len(theirs.findall(sample)) > _SURELY * len(own.findall(sample)) else None
    words = Counter(word.casefold() for word in _WORD.findall(sample))
    counts = {name: sum(words[word] for word in known) for name, known in _known_words().items()}
    return found if counts[other] > max(_LEAST_WORDS, _SURELY * counts[given]) else None


def chinese_script(text: str) -> str:
    """Return `zh-Hant` for a text with more characters of the traditional than of the simplified script."""
    traditional = sum(map(text.count, characters("only-hant") - characters("only-hans")))
    simplified = sum(map(text.count, characters("only-hans") - characters("only-hant")))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin_language(sample: str, letters: int) -> str:
    if len(_VIETNAMESE.findall(sample)) * 25 > letters:
        return "vi"
    words = Counter(word.casefold() for word in _WORD.findall(sample))
    counts = {lang: sum(words[word] for word in known) for lang, known in _known_words().items()}
    best = max(counts, key=lambda lang: counts[lang])
    # In a short text a name like Li Si is all that looks like Tagalog.
    if counts[best] < max(_LEAST_WORDS, words.total() * _LEAST_SHARE):
        return "en"
    if best in ("id", "ms"):
        telling = {lang: sum(words[word] for word in known.split()) for lang, known in _TELLING.items()}
        return "ms" if telling["ms"] > telling["id"] else "id"
    return best


def _known_words() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in _WORDS.items()}

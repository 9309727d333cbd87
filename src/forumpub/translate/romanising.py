"""Chinese persons' names in Latin letters, as Pinyin writes them: surname first, given name in one word."""

from __future__ import annotations

from forumpub.parse.names import has_han, is_han_name, words

# Surnames that are read otherwise than the character is by itself.
_SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "任": "ren",
    "朴": "piao", "区": "ou", "盖": "ge", "尉迟": "yuchi", "万俟": "moqi", "乐": "yue", "覃": "qin",
    "翟": "zhai", "华": "hua", "纪": "ji", "冼": "xian", "缪": "miao", "宁": "ning",
}  # fmt: skip


def romanise_name(name: str) -> str | None:
    """Write a Chinese person's name in Pinyin without tones, `许科敏` as `Xu Kemin`.

    Returns:
        None for what isn't such a name, has letters of other scripts (a foreign name spelt in Chinese is
        spelt back by nobody's rule), or where pypinyin isn't installed.
    """
    if not has_han(name) or not is_han_name(name) or not all(has_han(char) for char in name):
        return None
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return None
    syllables = lazy_pinyin(name, v_to_u=True)
    if len(syllables) != len(name) or not all(_is_latin(syllable) for syllable in syllables):
        return None
    family = 2 if name[:2] in words("surname-han-double") and len(name) > 2 else 1
    given = syllables[family:]
    # Standard GB/T 28039: an apostrophe before a syllable that begins with a vowel.
    joined = "".join(f"’{part}" if place and part[0] in "aoe" else part for place, part in enumerate(given))
    surname = _SURNAMES.get(name[:family]) or "".join(syllables[:family])
    return " ".join(part.capitalize() for part in (surname, joined) if part)


def _is_latin(syllable: str) -> bool:
    return syllable.replace("ü", "u").isascii() and syllable.isalpha()

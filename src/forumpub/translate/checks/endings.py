"""How a translation ends: inside a word, with a word that another must follow, or as sentences do."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.translate.checks.scripts import letters_of, own_script

# What no syllable ends with, in scripts that write the vowel first or need a consonant behind it: in Thai and
# Lao a leading vowel, the short a, ue, e and o that are closed, the first half of ua and of oe; in Khmer and
# Burmese the sign that takes a letter under the one before it.
_OPEN_SYLLABLES: Mapping[str, str] = MappingProxyType(
    {
        "th": r"[เแโใไ]|[ัืึ][่-๋]?|(?<!ก)็|เ(?:[กขคตปผพ][รลว]|ห[งนมยรลว]|[ก-ฮ])[ิี][่-๋]?"
        r"|(?<![เแโใไ])(?<![เแโใไ][ก-ฮ])[ก-ฮ][่-๋]",
        "lo": r"[ເແໂໃໄ]|[ັົ][່-໋]?|ເ(?:ຫ?[ກ-ຮ]|[ໜໝ])[ິີ][່-໋]?",
        "km": "\u17d2",
        "my": "\u1039",
    }
)
# Words that something must follow. Collected from grammars; unreviewed.
_LEADING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "th": "ที่ และ ของ ใน จะ ว่า เป็น การ ความ กับ จาก โดย เพื่อ แต่ หรือ มี คือ ซึ่ง ณ เมื่อ หาก ถ้า แม้ ทั้ง "
        "กำลัง ต้อง ควร อาจ ผู้ ให้ ทุก อย่าง ถูก ก็ สำหรับ แห่ง ถึง เคย ยัง เกี่ยว ระหว่าง เพราะ เนื่องจาก บาง หลาย แต่ละ "
        "ต่าง สู่ ขณะ ด้าน",
        "lo": "ທີ່ ແລະ ຂອງ ໃນ ຈະ ວ່າ ການ ຄວາມ ກັບ ຈາກ ໂດຍ ເພື່ອ ແຕ່ ຫຼື ມີ ເຊິ່ງ ຊຶ່ງ ເມື່ອ ຖ້າ ກຳລັງ ຕ້ອງ ຄວນ ອາດ ຜູ້ "
        "ແມ່ນ ເປັນ ສຳລັບ ຖືກ ລະຫວ່າງ ກ່ຽວ",
        "my": "၏ ရဲ့ ကို က မှ တွင် ၌ နှင့် နဲ့ အား သော သည့် မည့် တဲ့ မယ့် ရန် ဖို့ ကြောင့် အတွက် ဟု ၍ ဖြင့် အဖြစ် ထက် တို့ သို့ သော်လည်း ဟာ ကဲ့သို့ စွာ",
    }
)
# Words that sentences end with: particles of the verb, demonstratives, words of asking. Collected from
# grammars; unreviewed.
_CLOSING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "th": "แล้ว ได้ กัน ลง เลย อย่างไร ใหม่ อยู่ นี้ นั้น ไว้ ขึ้น เท่านั้น ที่สุด อื่น แทน เสมอ ทั้งหมด ไหม ครับ ค่ะ คะ นะ อีก "
        "ใด อะไร ใคร เดียว ยิ่ง กล่าว",
    }
)
# What every finished sentence of a language ends with, where there is such a thing: the particles of a
# Burmese verb. Collected from grammars; unreviewed.
_FINITE_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "my": "သည် တယ် မည် မယ် ပြီ ဘူး လား လဲ နည်း ပါ ဘဲ ပဲ ပေါ့ နော် ရဲ့ ၏ စေ ကြောင်း ခြင်း လေ ဗျ ဗျာ စမ်း တည်း မို့ "
        # Who is spoken to may be named last.
        r"(?:တယ်|မယ်|ဘူး|ပြီ|လား)\s\S{1,16}"
    }
)
# The sign of repetition, and the one that silences a letter.
_NO_DICTIONARY_ENDS = ("ๆ", "ໆ", "ៗ", "\u0e4c", "\u0ecc", "\u17cd")
_SEGMENTED = frozenset({"th", "lo", "km", "my"})
# No word is longer.
_LAST_CHARS = 40


def ends_inside_syllable(text: str, lang: str) -> bool:
    """Tell whether a text ends as no syllable does. `lang` is a language's key, as in all of these."""
    return _ends_with(text, _OPEN_SYLLABLES.get(lang))


def expects_more(text: str, lang: str) -> bool:
    """Tell whether a text ends with a word that another must follow, or inside one that blanks don't end.

    Where there are no blanks, ICU's dictionary tells: Thai "to want" ends as the word that makes nouns does.
    """
    if lang not in _SEGMENTED:
        return _ends_with(text, _any_of(_LEADING_WORDS.get(lang)))
    last = (_words(text[-_LAST_CHARS:], lang) or [""])[-1]
    if last in _leading_words(lang):
        return True
    may_break_off = _is_native(last, lang) and not _ends_with(text, _any_of(_FINITE_ENDINGS.get(lang)))
    return may_break_off and not _is_word(last, lang)


def _words(text: str, lang: str) -> list[str]:
    from icu4py.breakers import WordBreaker

    return list(WordBreaker(text.encode("utf-8", "replace").decode(), lang))


def _is_word(letters: str, lang: str) -> bool:
    """Tell whether the dictionary of ICU has a word: what is said three times falls into three if it does."""
    return _words(letters * 3, lang) == [letters] * 3


def _is_native(letters: str, lang: str) -> bool:
    """Tell letters that a dictionary may know from figures, signs, and foreign names with silent letters."""
    script = own_script(lang)
    if script is None or letters.endswith(_NO_DICTIONARY_ENDS):
        return False
    return _compiled(f"[{letters_of(script)}]").search(letters) is not None


@functools.cache
def _leading_words(lang: str) -> frozenset[str]:
    return frozenset(_LEADING_WORDS.get(lang, "").split())


def sounds_finished(text: str, lang: str) -> bool:
    """Tell whether a text ends with a word that sentences like to end with."""
    return _ends_with(text, _any_of(_CLOSING_WORDS.get(lang)))


def lacks_finite_ending(text: str, lang: str) -> bool:
    """Tell whether a text ends without what every sentence of the language ends with."""
    endings = _any_of(_FINITE_ENDINGS.get(lang))
    return endings is not None and not _ends_with(text, endings)


def _any_of(words: str | None) -> str | None:
    return words.replace(" ", "|") if words else None


def _ends_with(text: str, pattern: str | None) -> bool:
    return pattern is not None and _compiled(f"(?:{pattern})$").search(text[-_LAST_CHARS:]) is not None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)

"""What a font must have to set a language: a specimen of its letters."""

from __future__ import annotations

import string
import unicodedata

from forumpub.typeset.scripts import canonical_lang, script_of_lang

_LATIN = string.ascii_letters + string.digits + ".,:;!?()/%$&@'\"“”‘’–—…-"
_EXTRA = {
    "vi": (
        "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
        "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    ),
    "tl": "ÁÀÂÉÈÊÍÌÎÓÒÔÚÙÛÑáàâéèêíìîóòôúùûñ₱",
    "pt": "ÁÀÂÃÇÉÊÍÓÔÕÚáàâãçéêíóôõúºª",
    "tet": "ÁÉÍÓÚÑáéíóúñ",
    "id": "Éé",
    "ms": "Éé",
}
# The letters, signs and digits in use today; archaic ones of the same block are not asked for.
_RANGES = {
    "th": ((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B)),
    "lo": ((0x0E81, 0x0EDD),),
    "km": ((0x1780, 0x17A2), (0x17A5, 0x17B3), (0x17B6, 0x17D7), (0x17DA, 0x17DB), (0x17E0, 0x17E9)),
    "my": ((0x1000, 0x1021), (0x1023, 0x1027), (0x1029, 0x1032), (0x1036, 0x104F)),
    "ta": ((0x0B83, 0x0BCD), (0x0BE6, 0x0BEF)),
}
_WORDS = {
    "zh-Hans": (
        "东南亚国家联盟领导人会议这们说对开关门时长见观点经济发展环境卫生疫苗记者报道，。、：；？！“”《》（）"
    ),
    "zh-Hant": (
        "東南亞國家聯盟領導人會議這們說對開關門時長見觀點經濟發展環境"
        "衛生疫苗記者報導，。、：；？！「」《》（）"
    ),
}


def specimen(lang: str) -> str:
    """Return characters that a font must have to set a language, the script's own only.

    For a language that isn't an edition of ours: a first letter of its script, where its script is known.
    """
    tag = canonical_lang(lang)
    if tag in _WORDS:
        return _WORDS[tag]
    if tag in _RANGES:
        chars = (chr(code) for first, last in _RANGES[tag] for code in range(first, last + 1))
        return "".join(char for char in chars if unicodedata.category(char) != "Cn")
    return (_LATIN + _EXTRA.get(tag, "")) if script_of_lang(tag) == "Latn" else _first_letters(tag)


_FIRST_LETTERS = {
    "Arab": "ابت", "Beng": "কখগ", "Cyrl": "абв", "Deva": "कखग", "Ethi": "ሀለሐ", "Geor": "აბგ", "Grek": "αβγ",
    "Gujr": "કખગ", "Guru": "ਕਖਗ", "Hang": "가나다", "Hebr": "אבג", "Hani": "一人大", "Kana": "あア一",
    "Knda": "ಕಖಗ", "Mlym": "കഖഗ", "Orya": "କଖଗ", "Sinh": "කඛග", "Telu": "కఖగ", "Armn": "աբգ",
}  # fmt: skip


def _first_letters(tag: str) -> str:
    return _FIRST_LETTERS.get(script_of_lang(tag), _LATIN)

"""Where a figure may begin and end: never inside a number that goes on."""

from __future__ import annotations

from forumpub.patterns import lazy_pattern

SMALL_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
SCALE_WORDS = (
    "hundreds?|thousands?|millions?|billions?|trillions?|quadrillions?|lakhs?|crores?"
    # Indonesian, Malay, Filipino, Vietnamese
    "|ribu|juta|miliar|milyar|triliun|jt|bilion|trilion|libo|milyon|bilyon|trilyon|nghìn|ngàn|triệu|tỷ|tỉ"
)
THAI_SCALES = "พัน|หมื่น|แสน|ล้าน"
CURRENCY_SIGNS = "$€£¥￥₫฿₱₭₹₩៛"
SIGNS = "-−–+±~≈<>≥≤"

# So many characters on either side tell whether a number goes on.
_NEAR_CHARS = 32
# Thai, Lao, Burmese, Khmer and Chinese write a number beside a word without a blank.
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3000", "\u9fff"))
_GOES_BACK = lazy_pattern(
    rf"(?:[0-9０-９]|[\w$][.,:/'’．·]|[{CURRENCY_SIGNS}%‰{SIGNS}]|[负負兆万亿萬億]"
    rf"|(?i:(?<![a-z])(?:minus|negative|point) |(?<![a-z])(?:{SMALL_NUMBER_WORDS}|{SCALE_WORDS})[- ])"
    rf"|(?<![0-9.,])(?!(?<![{CURRENCY_SIGNS}A-Z])(?:19|20)[0-9]{{2}} )"
    r"[0-9][0-9.,]{0,12}(?<=[0-9]) ?(?:(?i:to|or)|[-–—~～]) ?)$"
)
# "7%" is the end of "5% to 7%"; "rose 12.5% to $911.7 billion" names two figures.
_SHARE_BEFORE = lazy_pattern(r"[0-9][%‰％] ?(?:(?i:to|or)|[-–—~～]) ?$")
_IS_SHARE = lazy_pattern(r"[%‰％]|\b(?i:per ?cent|pct\b|perse|peratus\b)")
# "11 million" is no figure of "10 11 million"; "300 people" is one of "In 2021 300 people came".
_GROUP_BEFORE = lazy_pattern(r"(?<![0-9])[0-9]{1,3}[ \u00a0\u202f]$")
_GROUP = lazy_pattern(r"[0-9]{3}(?![0-9])")
_GOES_ON = lazy_pattern(
    rf"[0-9０-９]|['’/-]\w|[%‰％°½¼¾{CURRENCY_SIGNS}]"
    rf"|[–—~～至到][0-9０-９{CURRENCY_SIGNS}]|[ \u00a0-](?i:{SCALE_WORDS}|bn|tn|mn|mln|mil)\b"
    rf"|[ \u00a0]?(?:{THAI_SCALES})|[ \u00a0](?:[0-9]/[0-9]|[½¼¾%‰])"
    r"|[ \u00a0](?i:and a half|per ?cent|pct)\b|[万亿萬億兆千百十]"
)
# "twenty people" is cut from "one hundred and twenty people", not "30 people" from "$5m and 30 people".
_WORD_BEFORE = lazy_pattern(rf"(?i:(?<![a-z])(?:{SMALL_NUMBER_WORDS}|{SCALE_WORDS}),? and $)")
_ENDS_IN_DIGIT = lazy_pattern(r"[0-9０-９]$")
# "1 May" is whole in "on 1 May 941 people came", "10" isn't in "10 941 people".
_NUMBER_GOES_ON = lazy_pattern(
    rf"[ \u00a0][0-9]{{3}}(?![0-9])|[.,:：．，·][0-9０-９]"
    rf"| ?(?:(?i:to|or)|[-–—~～]) ?[{CURRENCY_SIGNS}]?[0-9]"
)


def is_whole_figure(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` is all of a number: sign, both ends of a range, magnitude, unit.

    "$1.2" of "$1.2bn" and "2.1%" of "-2.1%" are not. A piece of a number is a wrong number.
    """
    before, after = text[max(0, start - _NEAR_CHARS) : start], text[end : end + _NEAR_CHARS]
    if _is_spaced_letter(before[-1:]) or _is_spaced_letter(after[:1]):
        return False
    if _GOES_BACK.search(before) or _GOES_ON.match(after):
        return False
    if _SHARE_BEFORE.search(before) and _IS_SHARE.search(text, start, end):
        return False
    if _GROUP_BEFORE.search(before) and _GROUP.match(text, start):
        return False
    if text[start].isalpha() and text[start].islower() and _WORD_BEFORE.search(before):
        return False
    return not (_ENDS_IN_DIGIT.search(text[:end], end - 1) and _NUMBER_GOES_ON.match(after))


def _is_spaced_letter(char: str) -> bool:
    return char.isalnum() and not any(first <= char <= last for first, last in _UNSPACED)

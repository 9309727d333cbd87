"""Amounts as Chinese text writes them: 下降-2.1%, 3.5万亿元, 1亿2000万人, 5%至6%."""

from __future__ import annotations

from collections.abc import Iterator

from forumpub.patterns import lazy_pattern
from forumpub.transform.amounts import Amount, AmountKind
from forumpub.transform.figure_edges import CURRENCY_SIGNS, is_whole_figure

_SCALE = "[十百千万亿萬億兆]"
_DIGITS = "(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,6}|[0-9０-９]{1,15})(?:[.．][0-9０-９]{1,6})?"
_HAN = (
    "(?<![一二两兩三四五六七八九十百千万亿萬億零〇])"
    "(?:(?:(?<![人总總次指件])数|數|几|幾)(?=[十百千万亿萬億])|(?=[一二两兩三四五六七八九十百千万亿萬億零〇]{2}))"
    "[一二两兩三四五六七八九十百千万亿萬億零〇]{1,12}"
)
# 1亿2000万 is one number.
_NUMBER = f"(?:(?:{_DIGITS}{_SCALE}{{1,3}}){{0,2}}{_DIGITS}{_SCALE}{{0,3}}|{_HAN})"
_SIGN = r"(?:(?<![\w)）%％])[-−－+±~～≈]|(?<=[\u4e00-\u9fff])[-−－±](?=[0-9０-９])|负|負|零下|)"
_CURRENCY = rf"(?:(?:US|HK|NT|S|A)?[{CURRENCY_SIGNS}]|)"
_MONEY_UNITS = (
    "美元|欧元|歐元|日元|韩元|韓元|港元|新元|新加坡元|新台币|人民币|人民幣|越南盾|印尼盾|盾|泰铢|泰銖|铢|令吉|林吉特|马币|比索|缅元|缅币|瑞尔|基普"
    "|英镑|英鎊|卢比|盧比|元人民币|元|块钱"
)
_UNITS = (
    "周年|週年|年|个多月|个月|個月|个百分点|個百分點|百分点|个基点|基点|个小时|小时|小時|分钟|分鐘|平方公里|平方千米|平方米|立方米|公里|千米|海里|米|公顷|公頃|亩"
    "|公吨|吨|噸|公斤|千克|克|桶|升|标准箱|标箱|標箱|箱|千瓦时|千瓦|兆瓦|吉瓦|瓦时|瓦|摄氏度|度|℃|°C|TEU|[kMG]Wh?|人次|架次|辆次|名|人|户|戶|家|项|項|次|届|屆"
    "|场|場|所|座|条|條|份|件|台|套|辆|輛|艘|架|亩|天|岁|歲|倍|种|種|类|類|批|支|位|国|國|个|個"
)
_TO = "[-–—~～至到]"
_MORE = "(?:余|餘|多|来|几|)"
_MONEY = lazy_pattern(
    f"{_SIGN}{_CURRENCY}{_NUMBER}(?:{_MORE}(?:{_MONEY_UNITS})?{_TO}{_CURRENCY}{_NUMBER})?{_MORE}"
    f"(?:{_MONEY_UNITS})(?:/[\\u4e00-\\u9fff]|)"
)
_SIGNED_MONEY = lazy_pattern(
    rf"{_SIGN}(?:US|HK|NT|S|A)?[{CURRENCY_SIGNS}]{_NUMBER}(?:{_TO}{_CURRENCY}{_NUMBER})?"
    f"(?:{_MONEY_UNITS}|(?!{_SCALE}|[%％‰]|{_UNITS}))"
)
_SHARE = lazy_pattern(
    f"{_SIGN}{_NUMBER}(?:[%％‰]?{_TO}{_SIGN}{_NUMBER})?[%％‰]"
    "|(?:负|負)?百分之(?:负|負)?(?:[一二三四五六七八九十百零点]{1,8}|[0-9.]{1,8})"
    "(?:[至到—-](?:百分之)?(?:[一二三四五六七八九十百零点]{1,8}|[0-9.]{1,8}))?"
)
_COUNT = lazy_pattern(
    f"(?<!第){_SIGN}{_NUMBER}(?:{_MORE}(?:{_UNITS})?{_TO}{_NUMBER})?{_MORE}"
    rf"(?:小时[0-9]{{1,2}}分钟|年[0-9]{{1,2}}个月|{_UNITS}|(?<=[万亿萬億兆])(?![^\W0-9_]))"
)


def find_han_amounts(text: str) -> Iterator[Amount]:
    """Find the amounts of a Chinese sentence; of one kind they come in order."""
    for pattern, kind in (
        (_SHARE, AmountKind.SHARE),
        (_MONEY, AmountKind.MONEY),
        (_SIGNED_MONEY, AmountKind.MONEY),
        (_COUNT, AmountKind.COUNT),
    ):
        for match in pattern.finditer(text):
            if is_whole_figure(text, *match.span()):
                yield Amount(start=match.start(), end=match.end(), kind=kind)

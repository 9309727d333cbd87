"""The reporters' sign-off: who reports from where."""

from __future__ import annotations

import re
from typing import NamedTuple

from forumpub.parse.canonical import BLANKS, canonical_text
from forumpub.parse.chyron import is_speech
from forumpub.parse.chyron_uncased import has_uncased
from forumpub.parse.credit_words import are_people, may_be_credited, split_names
from forumpub.parse.names import has_han, is_han_name, is_latin_name, is_name_token, is_pinyin_surname, words
from forumpub.patterns import lazy_pattern

# Sign-offs are one short line; a longer text isn't looked at, so that no pattern can run away.
BYLINE_CHARS = 220
_PLACE_CHARS = 70
_REPORTER = lazy_pattern(
    r"(?:(?:[A-Z][\w&'’\-]*|of|the|[Oo]ur)\s+){0,7}?(?:special\s+|intern\s+|chief\s+|staff\s+)?"
    r"(?:[Rr]eporters?|REPORTERS?|[Cc]orrespondents?|[Jj]ournalists?)(?:\s*[:：]\s*|\s+)(?=\S)"
)
_REPORTS_FROM = lazy_pattern(
    r"\s(?:reports?|reported|reporting)\s+(?:live\s+)?(?:from|in|at)\s+", re.IGNORECASE
)
_WITH_OUTLET = lazy_pattern(r"\s+of\s+(?:the\s+)?[A-Z].*$")
_REPORT_BY = lazy_pattern(
    r"Reports?\s+from\s+(?P<place>[^.;:]{2,70}?)\s+by\s+(?:our\s+)?(?:reporters?\s+)?(?P<names>[A-Z].*)"
)
_FROM = lazy_pattern(r"\s+from\s+")
_GAP = lazy_pattern(r"(?:\s*,\s*|\s+)(?=[A-Z])")
_REPORT_LAST = lazy_pattern(r"\s(?:reports?|reported|reporting)$", re.IGNORECASE)
_BY = lazy_pattern(r"(?:(?P<report>Report(?:ed|ing)\s+)(?i:by)|By)\s+(?=[A-Z])")
_IN_PLACE = lazy_pattern(r"\s+(?:in|from)\s+(?=[A-Z])")
# "Reporter Zou Hao melaporkan dari Nanning": words of the region's languages, unreviewed.
_REGIONAL = lazy_pattern(
    r"(?:(?:reporter|pewarta|wartawan|pemberita|jurnalis|kontributor|koresponden|phóng viên|pv|tagapag-ulat"
    r"|repórter|jornalista|ผู้สื่อข่าว|นักข่าว|ນັກຂ່າວ|ຜູ້ສື່ຂ່າວ|អ្នកសារព័ត៌មាន|អ្នកយកព័ត៌មាន|သတင်းထောက်)\s*)?"
    r"(?P<names>[^.;:!?]{2,80}?),?\s*"
    r"(?:\s(?:melaporkan|melapor)(?: langsung)? dari\s|\s(?:đưa tin|tường thuật|báo cáo)(?: trực tiếp)? từ\s"
    r"|\snag-?uulat(?: nang live)? mula sa\s|\s(?:relata|reporta)(?: em direto)? de\s"
    r"|รายงาน(?:สด)?จาก|ລາຍງານຈາກ|រាយការណ៍ពី)\s*(?P<place>[^.;:!?]{2,70})",
    re.IGNORECASE,
)
_REGIONAL_VERBS = (
    *("melapor", "đưa tin", "tường thuật", "báo cáo", "uulat", "relata", "reporta"),
    *("รายงาน", "ລາຍງານ", "រាយការណ៍"),
)
_ITEMS = lazy_pattern(r"\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+)")
_HAN_REPORTER = lazy_pattern(
    r"(?:[\u3400-\u9fff]{0,12}?|[A-Za-z ]{0,20})"
    r"(?:特约|特約|特派|见习|見習|实习|實習|随军|视频|驻站)?(?:记者|記者|特派员|特派員)[\s\u3000:：]*"
)
_HAN_AGENCY = lazy_pattern(r"(?:中新社|中国新闻社|中新网|新华社|新华网|人民网|央视网?|中央社)[\s\u3000]+")
_HAN_REPORT = lazy_pattern(
    r"[\s\u3000]*(?:现场|現場|联合|聯合|综合|綜合|摄影|攝影|采访|採訪)?(?:报道|報道|報導|报導|采访报道|摄影报道|电|電)$"
)
_HAN_OTHERS = lazy_pattern(r"(?:通讯员|通訊員|实习生|實習生|见习记者|实习记者|摄影|攝影)[\s\u3000:：]*")
_HAN_FROM = lazy_pattern(r"(?:发自|發自|从|從|在)")
_BLANK = lazy_pattern(f"[{BLANKS}]+")


class Signer(NamedTuple):
    """Who signs and from where. `certain` is false where only the place in the text makes it a sign-off."""

    reporters: tuple[str, ...]
    place: str | None
    certain: bool = True


def read_byline(text: str) -> Signer | None:
    """Read a whole line as a byline; None where it is none. Brackets around it make no difference."""
    if len(text) > BYLINE_CHARS * 2:
        return None
    # A letter with a combining mark is one letter, as it will be in the article.
    flat = " ".join(canonical_text(text).split())
    if not flat or len(flat) > BYLINE_CHARS:
        return None
    bracketed = flat[0] in "(（" and flat[-1] in ")）"
    inner = flat[1:-1].strip(BLANKS) if bracketed else flat
    inner = inner.rstrip(".。").rstrip()
    if not inner or re.search(r"[()（）\[\]【】]", inner):
        return None
    signer = _read_han(inner) if has_han(inner) else _read_latin(inner)
    if signer is not None and bracketed:
        return signer._replace(certain=True)
    if signer is not None or not bracketed:
        return signer
    return _names_alone(inner)


def _names_alone(inner: str) -> Signer | None:
    """Read "(Zhang San and Li Si)": names and nothing else, which any bracketed words might be."""
    names = split_names(inner)
    if not are_people(names):
        return None
    known = all(is_han_name(name) if has_han(name) else is_pinyin_surname(name.split()[0]) for name in names)
    return Signer(names, None, certain=False) if known else None


def _read_latin(text: str) -> Signer | None:
    # Most lines hold none of the verbs, and need no pattern that takes time to compile.
    regional = _REGIONAL.fullmatch(text) if any(verb in text for verb in _REGIONAL_VERBS) else None
    if regional is not None:
        names, place = split_names(regional.group("names")), regional.group("place")
        people = are_people(names) or (has_uncased(text) and may_be_credited(names))
        return Signer(names, place) if people and (has_uncased(place) or _is_place(place)) else None
    report = _REPORT_BY.fullmatch(text)
    if report is not None:
        names = split_names(report.group("names"))
        place = report.group("place")
        return Signer(names, place) if are_people(names) and _is_place(place) else None
    prefix = _REPORTER.match(text)
    by = _BY.match(text)
    opening = prefix or by
    rest = text[opening.end() :] if opening else text
    verb = _REPORTS_FROM.search(f" {rest}")
    if verb is not None:
        names = split_names(_WITH_OUTLET.sub("", f" {rest}"[: verb.start()]))
        place = f" {rest}"[verb.end() :]
        return Signer(names, place) if _are_signers(names) and _is_place(place) else None
    if by is not None and prefix is None:
        several = _names_in_places(rest) if by.group("report") is not None else None
        if several is not None:
            return several
        return _split_place(rest, _IN_PLACE, certain=by.group("report") is not None)
    if prefix is None:
        return None
    last = _REPORT_LAST.search(rest)
    if last is not None:
        return _names_then_place(rest[: last.start()])
    return _names_before_place(rest) or _split_place(rest, _FROM, certain=False)


def _names_in_places(text: str) -> Signer | None:
    """Read "Pham Lan in Hanoi and Jose Santos in Manila": names with a place each."""
    names: list[str] = []
    places: list[str] = []
    for item in _ITEMS.split(text):
        parts = _IN_PLACE.split(item, maxsplit=1)
        names.append(parts[0])
        places += parts[1:]
    if len(places) < 2 or not are_people(tuple(names)) or not all(map(_is_place, places)):
        return None
    return Signer(tuple(names), ", ".join(dict.fromkeys(places)))


def _names_before_place(text: str) -> Signer | None:
    """Read "Chen Li, Nanning" and "Chen Li Nanning, Guangxi": names of two words, then a place.

    A place is known, or the only word behind a comma.
    """
    for gap in _GAP.finditer(text):
        place = text[gap.end() :]
        if begins_with_place(place) or ("," in gap[0] and not _GAP.search(place)):
            names = split_names(text[: gap.start()])
            full = all(" " in name for name in names)
            return Signer(names, place, certain=False) if full and _are_signers(names) else None
    return None


def _split_place(rest: str, pattern: re.Pattern[str], *, certain: bool) -> Signer | None:
    match = pattern.search(rest)
    names = split_names(rest[: match.start()] if match else rest)
    place = rest[match.end() :] if match else None
    if not _are_signers(names) or (place is not None and not _is_place(place)):
        return None
    return Signer(names, place, certain=certain or place is not None)


def _are_signers(names: tuple[str, ...]) -> bool:
    return are_people(names)


def _is_place(place: str) -> bool:
    tokens = place.split()
    named = place[:1].isupper() or place.casefold().startswith("the ")
    if re.search(r"\s(?:that|which|who|where|when)\s", place):
        return False
    return named and len(place) <= _PLACE_CHARS and len(tokens) <= 9 and not is_speech(place)


def _names_then_place(text: str) -> Signer | None:
    """Read "Zheng Jiang Fuzhou" and "Yang Dayong and Han Zhangyun Xinyuan, Henan": names, then the place.

    Chinese names have two words; what follows the first longer item is the place.
    """
    names: list[str] = []
    items = re.split(r"(\s*,\s*(?:and\s+)?|\s+and\s+)", text)
    for at in range(0, len(items), 2):
        tokens = items[at].split()
        if not tokens or not all(map(is_name_token, tokens)):
            return None
        rest_of_line = "".join(items[at + 1 :])
        if len(tokens) == 2 and (rest_of_line or not names):
            names.append(items[at])
            continue
        size = 2 if len(tokens) > 2 else 0
        if len(tokens) > 3 and not is_pinyin_surname(tokens[0]):
            size = 3
        if not names and not size:
            return None
        names += [" ".join(tokens[:size])] if size else []
        place = " ".join(tokens[size:]) + rest_of_line
        return Signer(tuple(names), place) if all(map(is_latin_name, names)) and _is_place(place) else None
    return Signer(tuple(names), None)


def _read_han(text: str) -> Signer | None:
    prefix = _HAN_REPORTER.match(text)
    if prefix is None and _HAN_REPORT.search(text):
        prefix = _HAN_AGENCY.match(text)
    if prefix is None:
        return None
    rest = text[prefix.end() :]
    verb = _HAN_REPORT.search(rest)
    body = _HAN_OTHERS.sub(" ", rest[: verb.start()] if verb else rest).strip(BLANKS)
    if not body or re.search(r"[。！？；]", body):
        return None
    source = _HAN_FROM.search(body)
    if source is not None and source.start() > 1:
        names = split_names(body[: source.start()])
        return Signer(names, body[source.end() :].strip(BLANKS) or None) if are_people(names) else None
    tokens = _BLANK.split(body)
    if len(tokens) > 1:
        return _han_tokens(tokens, reported=verb is not None)
    return _han_word(body, reported=verb is not None)


def _han_tokens(tokens: list[str], *, reported: bool) -> Signer | None:
    last = tokens[-1]
    apart = len(last) == 1 and len(tokens[-2]) == 1
    if (reported and not apart) or starts_with_place(last):
        names = split_names(" ".join(tokens[:-1]))
        return Signer(names, last, certain=reported) if are_people(names) else None
    names = split_names(" ".join(tokens))
    return (
        Signer(names, None, certain=reported) if are_people(names) and all(map(is_han_name, names)) else None
    )


def _han_word(body: str, *, reported: bool) -> Signer | None:
    """Read names and place without a blank between them: the place begins where a known one does."""
    for at in range(2, len(body)):
        if starts_with_place(body[at:]):
            names = split_names(body[:at])
            if are_people(names) and all(map(is_han_name, names)):
                return Signer(names, body[at:], certain=reported)
    names = split_names(body)
    if are_people(names) and all(map(is_han_name, names)):
        return Signer(names, None, certain=reported)
    if reported and is_han_name(body[:3]) and len(body) > 4:
        return Signer((body[:3],), body[3:])
    return None


def begins_with_place(text: str) -> bool:
    """Say whether a text begins with a province, a large city or a state of the region, in Latin letters."""
    tokens = text.replace(",", " ").casefold().split()
    return any("_".join(tokens[:length]) in words("place-en") for length in range(1, min(4, len(tokens)) + 1))


def starts_with_place(text: str) -> bool:
    """Say whether a text begins with a province, a large city or a capital of the region, in Chinese."""
    return any(text[:length] in words("place-han") for length in range(2, min(7, len(text)) + 1))

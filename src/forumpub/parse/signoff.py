"""What stands around the text of a house transcript: byline, editors, credits, end marks, time of release.

A paragraph is a sign-off if all of it is one or several of these; the end of a paragraph of text can be one
too. Every part keeps its own place in the source.
"""

from __future__ import annotations

import re
from dataclasses import field

from forumpub.model import Byline, Credit, Editor, Mark, MarkKind
from forumpub.parse.byline import read_byline
from forumpub.parse.canonical import BLANKS, canonical_text, trim
from forumpub.parse.credit_words import (
    NAMES_CHARS,
    OPENING,
    are_people,
    credit_pattern,
    credit_roles,
    fold_credit,
    may_be_credited,
    split_names,
)
from forumpub.parse.moments import read_moment
from forumpub.parse.names import FAR_LETTER, has_han
from forumpub.patterns import lazy_pattern
from forumpub.source import SourceText, Span
from forumpub.values import dataclass

_SIGN_OFF_CHARS = 400
_END_WORD = r"(?:the\s+end|end|ends|finish|finished|complete|completed|over|完|全文完|终|終)"
_END_MARK = lazy_pattern(
    rf"(?:[(（\[【［]\s*{_END_WORD}\s*[)）\]】］]|[-–—]\s?30\s?[-–—]|#\s?#\s?#(?:\s?#)*|ENDS|-\s?END\s?-|完|全文完)",
    re.IGNORECASE,
)
_END_AT_TAIL = lazy_pattern(rf"[\s.。]*?(?P<mark>{_END_MARK.pattern})[\s.。]*$", re.IGNORECASE)
_BARE_ENDS = frozenset(["ends", "完", "全文完"])
_SEPARATOR = lazy_pattern(r"\s*(?:[:：丨｜|]|/(?!\d))\s*")
_STRONG = frozenset(
    ["editor in charge", "editor-in-charge", "responsible editor", "责任编辑", "責任編輯", "责编", "責編"]
)
_STRONG_FOLDED = frozenset(map(fold_credit, _STRONG))
_PRODUCES = lazy_pattern(
    r"(?P<one>[A-Z][^()（）,.;:]{1,40}?)\s+(?P<verb>produces?|produced|makes?|edits?|films?|shoots?|photographs?)\s+"
    r"(?P<other>[A-Z][^()（）.;:]{1,60})"
)
_HAN_PRODUCES = lazy_pattern(
    r"(?P<one>[\u3400-\u9fff]{2,4})[\s\u3000]+(?P<verb>制作|製作|剪辑|剪輯|摄制|攝製|摄影|攝影|拍摄|拍攝)[\s\u3000]+"
    r"(?P<other>[\u3400-\u9fff]{2,4})"
)
_REPORT = lazy_pattern(
    r"(?:comprehensive|compiled|integrated|consolidated|combined)\s+(?:news\s+)?reports?(?:ing)?"
    r"(?:\s+(?:from|by|of)\s+(?P<from>.{2,120}))?|"
    r"(?:本报|本報)?(?:综合|綜合)(?P<han>[^。！？]{0,60}?)(?:报道|報道|報導|消息)",
    re.IGNORECASE,
)
_TOOK = lazy_pattern(
    r"(?:.{0,12}(?:记者|記者))?[\s\u3000]*(?P<names>[\u3400-\u9fff、，, ·]{2,40}?)[\s\u3000]*"
    r"(?P<verb>摄影|攝影|摄|攝|供图|供圖|提供|制图|製圖)"
)
_CREDIT_SIGN = lazy_pattern(r"[:：丨｜|/\[【（(]|\bby\s|producing\s", re.IGNORECASE)
_BARE_CREDIT_CHARS = 40
_OTHER_ROLE = lazy_pattern(r"(?<=[\s，,；;])(?P<word>[^\W\0-\u2fff]{2,6}|[A-Z][a-z]+(?: [a-z]+)?)\s?[:：]\s*")
_TAIL_CHARS = 260
_TAIL_START = lazy_pattern(
    r"(?<=[.!?。！？…”\"」』)）】\]])[\s\u3000]*(?=[(（\[【［]?\s*(?:[A-Z][\w. ]{0,40})?"
    r"(?:reporter|editor|responsible|photo|producing|comprehensive|release|"
    rf"(?-i:{FAR_LETTER}){{0,8}}(?:记者|記者|编辑|編輯|责编|責編|审核|審核|配音|摄影|攝影|制作|製作|剪辑|剪輯)|综合|綜合|发布时间))",
    re.IGNORECASE,
)
_TRIGGER = lazy_pattern(
    r"report|correspond|journalist|edit|end|finish|complete|over|by\b|produ|photo|video|camera|film|voice|dub|"
    r"review|audit|proof|script|writ|translat|design|direct|host|anchor|present|source|release|publi|time|date|"
    r"plan|supervis|clip|cut|graphic|intern|narrat|subtitl|text|shoot|ma[dk]e|making|examin|cinemat|author|art\s|story|pictur|shot|30|#|"
    rf"\d{{4}}|(?-i:{FAR_LETTER})|[(（]|"
    # The languages of the region: an author, and any script of its own.
    r"pewarta|wartawan|penyunting|redaktur|jurnalis|jornalista|peliput|kontribut|laporan|oleh|pengar|penerjemah|"
    r"penterjemah|terjemah|alih bahasa|juru|suara|narat|produs|penerbit|sutradara|naskah|skrip|sumber|"
    r"foto|gambar|"
    r"ph[oó]ng vi[eê]n|bi[eê]n |th[uự]c hi[eệ]n|ngư[oờ]i |ảnh|quay |l[oồ]ng ti|sản xu|đạo di|kịch|nguồn|"
    r"patnugot|tagap|mamama|ulat|tagasal|larawan|prodyus|pinag|edi[çc][aã]o|edit[oó]r|tradu|imagem|locu|fonte|"
    r"penanggung|kamera|pemberita|pelapor|melapor|đưa tin|tường thu|báo cáo|uulat|relata|rep[oó]rt",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """What one paragraph signs. `ambiguous` are credits that leave open who did what."""

    bylines: tuple[Byline, ...] = ()
    editors: tuple[Editor, ...] = ()
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    ambiguous: tuple[Span, ...] = ()
    end_mark: str | None = None
    published: str | None = None
    source: str | None = None


@dataclass(slots=True)
class _Collector:
    source: SourceText
    late: bool
    bylines: list[Byline] = field(default_factory=list)
    editors: list[Editor] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    ambiguous: list[Span] = field(default_factory=list)
    end_mark: str | None = None
    published: str | None = None
    origin: str | None = None

    def raw(self, start: int, end: int) -> tuple[str, Span]:
        span = trim(self.source.text, start, end)
        return canonical_text(self.source.slice(span)), span

    def mark(self, kind: MarkKind, start: int, end: int) -> None:
        raw, span = self.raw(start, end)
        if len(span):
            self.marks.append(Mark(kind=kind, raw=raw, span=span))

    def result(self) -> SignOff:
        return SignOff(
            bylines=tuple(self.bylines),
            editors=tuple(self.editors),
            credits=tuple(self.credits),
            marks=tuple(self.marks),
            ambiguous=tuple(self.ambiguous),
            end_mark=self.end_mark,
            published=self.published,
            source=self.origin,
        )


def read_sign_off(source: SourceText, start: int, end: int, *, late: bool) -> SignOff | None:
    """Read a whole paragraph as a sign-off; None where any of it is something else.

    `late`: no section follows, so that forms which could be text ("(Zhang San)", "Reporter Zou Hao") count.
    """
    if not 0 < end - start <= _SIGN_OFF_CHARS or not _TRIGGER.search(source.text, start, end):
        return None
    found = _Collector(source=source, late=late)
    return found.result() if _read(found, start, end) else None


def find_glued_sign_off(source: SourceText, start: int, end: int, *, late: bool) -> int | None:
    """Return where a sign-off begins that is glued to the end of a paragraph of text; None without one."""
    text = source.text
    for match in _TAIL_START.finditer(text, max(start + 1, end - _TAIL_CHARS), end):
        if read_sign_off(source, match.end(), end, late=late) is not None:
            return match.end()
    return _find_end_marks(text, start, end)


def _find_end_marks(text: str, start: int, end: int) -> int | None:
    """Return where the end marks begin that stand one behind another at the end; None without one."""
    found, lowest = None, max(start, end - _SIGN_OFF_CHARS)
    while (tail := _END_AT_TAIL.search(text, max(lowest, end - 40), end)) is not None:
        if tail.start("mark") <= start or tail.group("mark").casefold() in _BARE_ENDS:
            break
        found = end = tail.start("mark")
    return found


def _read(found: _Collector, start: int, end: int) -> bool:
    """Read `[start, end)` into the collector; False where a part of it is no sign-off."""
    span = trim(found.source.text, start, end)
    if not len(span):
        return True
    start, end = span.start, span.end
    text = found.source.text
    mark = _END_MARK.match(text, start, end)
    if mark is not None and not text[mark.end() : end].strip(BLANKS + ".。"):
        found.mark(MarkKind.END, start, end)
        found.end_mark = found.raw(start, mark.end())[0]
        return True
    return (
        _read_byline(found, start, end)
        or _read_moment(found, start, end)
        or _read_production(found, start, end)
        or _read_end(found, start, end)
        or _read_items(found, start, end)
        or _read_bracket(found, start, end)
    )


def _read_byline(found: _Collector, start: int, end: int) -> bool:
    """Read a byline, with the end mark on its line."""
    text = found.source.text
    tail = _END_AT_TAIL.search(text, max(start, end - 40), end)
    stop = tail.start("mark") if tail is not None and tail.start("mark") > start else end
    signer = read_byline(text[start:stop])
    if signer is None or not (signer.certain or found.late):
        return False
    if tail is not None and stop < end:
        found.end_mark = tail.group("mark")
    raw, span = found.raw(start, end)
    found.bylines.append(Byline(reporters=signer.reporters, place=signer.place, raw=raw, span=span))
    return True


def _read_moment(found: _Collector, start: int, end: int) -> bool:
    """Read a time of release, and what follows on its line."""
    moment = read_moment(found.source.text[start:end])
    if moment is None or not (moment.labelled or found.late):
        return False
    stop = start + moment.length
    if not _read(found, stop, end):
        return False
    found.published = moment.iso
    found.mark(MarkKind.BOILERPLATE, start, stop)
    found.marks.sort(key=lambda mark: mark.span)
    return True


def _read_production(found: _Collector, start: int, end: int) -> bool:
    """Read "(A produces B)" and "(Comprehensive report from …)"."""
    raw, span = found.raw(start, end)
    bracketed = raw[0] in "(（" and raw[-1] in ")）"
    inner = (raw[1:-1] if bracketed else raw).strip(BLANKS).rstrip(".。")
    han = has_han(inner)
    match = _PRODUCES.fullmatch(inner) or (_HAN_PRODUCES.fullmatch(inner) if han else None)
    if match is not None and bracketed:
        one, other = split_names(match.group("one")), split_names(match.group("other"))
        if are_people((*one, *other)):
            role = (
                "production"
                if match.group("verb")[:5] in ("produ", "make", "makes", "制作", "製作")
                else "camera"
            )
            found.credits.append(Credit(role=role, names=(*one, *other), raw=raw, span=span))
            found.ambiguous.append(span)
            return True
    report = _REPORT.fullmatch(inner)
    if report is not None:
        named = split_names(report.group("from") or report.group("han") or "")
        found.credits.append(Credit(role="report", names=named, raw=raw, span=span))
        return True
    took = _TOOK.fullmatch(inner) if han else None
    if took is not None and (bracketed or found.late) and are_people(split_names(took.group("names"))):
        found.credits.append(Credit(role="photo", names=split_names(took.group("names")), raw=raw, span=span))
        return True
    return False


def _read_bracket(found: _Collector, start: int, end: int) -> bool:
    """Read "(Reporting by N; Editing by N)", as agencies sign: several parts in one bracket."""
    text = found.source.text
    if text[start] not in "(（" or text[end - 1] not in ")）" or not _PART.search(text, start, end):
        return False
    if not _read_items(found, start + 1, end - 1):
        return False
    _mark_between(found, start, start + 1)
    _mark_between(found, end - 1, end)
    return True


def _read_end(found: _Collector, start: int, end: int) -> bool:
    """Read an end mark behind other parts."""
    tail = _END_AT_TAIL.search(found.source.text, max(start, end - 40), end)
    if tail is None or tail.start("mark") == start or not _read(found, start, tail.start("mark")):
        return False
    found.end_mark = tail.group("mark")
    found.mark(MarkKind.END, tail.start("mark"), end)
    return True


_SENTENCE_END = lazy_pattern(r"[。！？!?]")
_PART = lazy_pattern(r"[;；]")


@dataclass(frozen=True, slots=True)
class _Item:
    """One credit of a line: where it begins, bracket included, its word, and where its names begin."""

    start: int
    word: str
    names: int


def _read_items(found: _Collector, start: int, end: int) -> bool:
    """Read a line of credits: "编辑：N 审核：N 配音：N", "Editor in charge: [N]", "(Photo by N)"."""
    text = found.source.text
    items = _find_items(text, start, end)
    if not items:
        return False
    head = items[0].start
    if head > start:
        stop = _without_separator(text, start, head)
        if not _read(found, start, stop):
            return False
        _mark_between(found, stop, head)
    for item, stop in zip(items, [*(item.start for item in items[1:]), end], strict=True):
        if not _read_item(found, item, stop):
            return False
    return True


def _find_items(text: str, start: int, end: int) -> list[_Item]:
    items: list[_Item] = []
    # Most paragraphs of text have no sign of a credit, and are spared the search for 300 words.
    if not _CREDIT_SIGN.search(text, start, end) and end - start > _BARE_CREDIT_CHARS:
        return items
    for match in credit_pattern(text[start:end]).finditer(text, start, end):
        begin = match.start()
        while begin > start and text[begin - 1] in OPENING:
            begin -= 1
        before = text[begin - 1 : begin]
        opened = begin < match.start()
        alone = begin == start or opened or before.isspace() or before in "。.；;,，、/|)）】]"
        if not alone or (items and match.start() < items[-1].names):
            continue
        names = _names_start(text, match, end, first=begin == start)
        if names is not None:
            items.append(_Item(begin, match.group("word"), names))
    return _with_other_roles(text, items, end)


def _with_other_roles(text: str, items: list[_Item], end: int) -> list[_Item]:
    """Add the roles between known ones whose word isn't in the table: "编辑：A 某某：B"."""
    found: list[_Item] = []
    stops = [item.start for item in items[1:]] + [end] * bool(items)
    for item, stop in zip(items, stops, strict=True):
        found.append(item)
        others = _OTHER_ROLE.finditer(text, item.names, stop)
        found += [_Item(match.start("word"), match.group("word"), match.end()) for match in others]
    return found


def _names_start(text: str, match: re.Match[str], end: int, *, first: bool) -> int | None:
    """Return where the names behind a credit's word begin; None where the word opens no credit."""
    separator = _SEPARATOR.match(text, match.end(), end)
    if separator is not None:
        return separator.end()
    folded = fold_credit(match.group("word"))
    blank = re.compile(r"\s+").match(text, match.end(), end)
    at = blank.end() if blank else match.end()
    if folded in _STRONG_FOLDED and text[at : at + 1] in (*OPENING, ""):
        return at
    if blank is None:
        return None
    by = folded.endswith(("by", "โดย", "ដោយ")) or folded == "producing"
    if (
        credit_roles().get(folded) == "reporter" and folded.isascii()
    ):  # a byline, which is read with its place
        return None
    if (
        by
        or folded in _STRONG_FOLDED
        or (first and has_han(match.group("word")) and len(match.group("word")) > 1)
    ):
        return at
    return None


def _read_item(found: _Collector, item: _Item, stop: int) -> bool:
    text = found.source.text
    # Names end no sentence: "解说：列车开了。" is narration under a label without brackets.
    if stop - item.names > NAMES_CHARS or _SENTENCE_END.search(text, item.names, stop):
        return False
    role = credit_roles().get(fold_credit(item.word), "other")
    names = split_names(text[item.names : stop].strip(BLANKS + "，,；;|/"))
    folded = fold_credit(item.word)
    if not names or not (may_be_credited(names) or folded in _STRONG_FOLDED):
        return False
    raw, span = found.raw(item.start, _without_separator(text, item.start, stop))
    if folded in _STRONG_FOLDED and any(len(name) > 40 for name in names):
        return False
    if role == "editor":
        found.editors += [Editor(name=name, raw=raw, span=span) for name in names]
    elif role == "source":
        found.origin = ", ".join(names)
        found.mark(MarkKind.BOILERPLATE, span.start, span.end)
    elif role == "reporter" and not found.bylines:
        found.bylines.append(Byline(reporters=names, place=None, raw=raw, span=span))
    else:
        found.credits.append(Credit(role=role, names=names, raw=raw, span=span))
    _mark_between(found, span.end, stop)
    return True


def _without_separator(text: str, start: int, stop: int) -> int:
    """Leave out the comma or stroke between this credit and the next."""
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in "，,；;|/、"):
        stop -= 1
    return stop


def _mark_between(found: _Collector, start: int, stop: int) -> None:
    found.mark(MarkKind.SEPARATOR, start, stop)

"""Transcripts of the house format, made with what must be recognised in them.

A transcript is told twice: as `Told`, which says what is in it, and as text in one of many layouts. Random
text finds few faults in a reader; text of the right shape finds many.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from forumpub.model import BlockType

_SUBJECTS = (
    "The forum on ports", "The port office", "A new line", "The bus company", "This project",
    "In recent years, the city", "On July 16, the Ministry of Commerce", "At 2:30 in the afternoon, the crew",
    "Wei Jia, who works at the harbour,", "According to the office, the ship", "The first batch (of three)",
    "The trade volume",
)  # fmt: skip
_PREDICATES = (
    "opened in Qinzhou with guests from ten countries", "has become a key driving force for the region",
    "will cut the voyage to two days , and the cost by a tenth", "said that 2021 will be a good year",
    "is at the junction of three districts", "grew by 12.5 percent to 1,234 million yuan",
    "showed the “Belt and Road” and the \"Wuhan Model\"", "went on: more lines, more ships and more trade",
)  # fmt: skip
_HAN_SUBJECTS = (
    "本次论坛",
    "东盟国家代表",
    "2021年，双边贸易额",
    "据悉，首趟旅游专列",
    "记者在现场看到，工作人员",
    "与会专家",
)
_HAN_PREDICATES = (
    "共同探讨数字经济领域的发展方向与合作前景", "为“一带一路”高质量发展增添新动力",
    "达到6846亿美元，同比增长12.5%", "将于18日返回郑州", "正在有序开展救援工作", "表示，这是双方合作的新起点",
)  # fmt: skip
_SPOKEN = (
    "We will open four new lines this year", "I think everyone feels closer to us", "Continuous rainstorms",
    "As you can see, it works", "No more steps for me", "It is quiet and starts smoothly",
)  # fmt: skip
_HAN_SPOKEN = (
    "我们准备了三百份早餐",
    "今年我们将开通四条新航线",
    "孩子特别高兴",
    "大家可以看到，车厢里已经坐满了人",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Fields of a speaker, and a speaker line that says them."""

    line: str
    name: str
    role: str | None = None
    org: str | None = None


PEOPLE = (
    Person("Xu Kemin, Chief Economist, Ministry of Industry and Information Technology", "Xu Kemin",
           "Chief Economist", "Ministry of Industry and Information Technology"),
    Person("Chen Dehai, Secretary General of China-ASEAN Center", "Chen Dehai", "Secretary General",
           "China-ASEAN Center"),
    Person("Gao Yumin, a citizen of Zhengzhou", "Gao Yumin", "a citizen of Zhengzhou"),
    Person("Qinghai tourist Zhao Ziping", "Zhao Ziping", "Qinghai tourist"),
    Person("Driver Chen Jianguo", "Chen Jianguo", "Driver"),
    Person("Liu Dazhong, Captain of Fengqiao Brigade, Xinyuan City Fire Brigade", "Liu Dazhong", "Captain",
           "Fengqiao Brigade, Xinyuan City Fire Brigade"),
    Person("Ahmad Zahid (Malaysia), Deputy Prime Minister", "Ahmad Zahid", "Deputy Prime Minister"),
    Person("Huang Lin, Director, Port Office, Beibu Gulf City Government", "Huang Lin", "Director",
           "Port Office, Beibu Gulf City Government"),
)  # fmt: skip
HAN_PEOPLE = (
    Person("工业和信息化部总经济师 许科敏", "许科敏", "总经济师", "工业和信息化部"),
    Person("中国—东盟中心秘书长　陈德海", "陈德海", "秘书长", "中国—东盟中心"),
    Person("旅客 王女士", "王女士", "旅客"),
    Person("郑州客运段列车长 李晓东", "李晓东", "列车长", "郑州客运段"),
    Person("泰国商务部副部长 颂猜·巴色", "颂猜·巴色", "副部长", "泰国商务部"),
    Person("武汉市民 张先生", "张先生", "武汉市民"),
)
_LABELS = {
    BlockType.NARRATION: ("Explanation", "Commentary", "Voiceover", "Voice-over", "Narration"),
    BlockType.QUOTE: ("Concurrent", "Same period", "Simultaneous", "Sync", "Interview", "Synchronous sound"),
    BlockType.NATSOUND: ("Live sound", "NATS", "On-site"),
    BlockType.CAPTION: ("Subtitle", "CG"),
    BlockType.NOTE: ("Editor's note", "Editor’s note"),
}
_HAN_LABELS = {
    BlockType.NARRATION: ("解说", "旁白", "画外音", "解說"),
    BlockType.QUOTE: ("同期", "同期声", "采访", "同期聲"),
    BlockType.NATSOUND: ("现场", "现场声"),
    BlockType.CAPTION: ("字幕",),
    BlockType.NOTE: ("编后",),
}
_BRACKETS = ("[]", "【】", "［］", "〔〕", "〖〗", "()", "（）")


@dataclass(frozen=True, slots=True)
class Part:
    """One section: what must be recognised in it."""

    type: BlockType
    word: str
    paras: tuple[str, ...]
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a transcript is written down."""

    brackets: str = "[]"
    gap: str = " "
    label_alone: bool = False
    colon: bool = False
    blank_lines: bool = True
    indent: str = ""
    wrap_columns: int | None = None
    glued: bool = False
    eol: str = "\n"


@dataclass(frozen=True, slots=True)
class Told:
    """A transcript: its parts, its sign-off, and its text in one layout."""

    parts: tuple[Part, ...]
    reporter: str
    place: str
    byline: str
    editor: str
    editor_line: str
    layout: Layout
    han: bool
    text: str


def _sentences(*, han: bool, spoken: bool) -> st.SearchStrategy[str]:
    if spoken:
        words = st.sampled_from(_HAN_SPOKEN if han else _SPOKEN)
        whole = words.map(lambda said: f"{said}{'。' if han else '.'}")
    else:
        subjects, predicates = (_HAN_SUBJECTS, _HAN_PREDICATES) if han else (_SUBJECTS, _PREDICATES)
        pairs = st.tuples(st.sampled_from(subjects), st.sampled_from(predicates))
        whole = pairs.map(lambda pair: f"{pair[0]}{pair[1]}。" if han else f"{pair[0]} {pair[1]}.")
    return st.lists(whole, min_size=1, max_size=4).map(lambda said: ("" if han else " ").join(said))


def _parts(*, han: bool) -> st.SearchStrategy[Part]:
    labels = _HAN_LABELS if han else _LABELS

    @st.composite
    def make(draw: st.DrawFn) -> Part:
        kind = draw(st.sampled_from(tuple(labels)))
        quote = kind is BlockType.QUOTE
        paras = draw(st.lists(_sentences(han=han, spoken=quote), min_size=1, max_size=4))
        person = draw(st.sampled_from(HAN_PEOPLE if han else PEOPLE)) if quote else None
        return Part(kind, draw(st.sampled_from(labels[kind])), tuple(paras), person)

    return make()


@st.composite
def layouts(draw: st.DrawFn, *, han: bool) -> Layout:
    """Make layouts that lose nothing: what a layout can't tell isn't combined."""
    glued = draw(st.booleans())
    blank_lines = draw(st.booleans()) and not glued
    wrapped = blank_lines and draw(st.booleans())
    return Layout(
        brackets=draw(st.sampled_from(_BRACKETS[:5] if glued else _BRACKETS)),
        gap=draw(st.sampled_from(("", " ", "\u3000", "\u00a0") if han or not wrapped else (" ",))),
        label_alone=draw(st.booleans()) and not wrapped and not glued,
        colon=glued or draw(st.booleans()),
        blank_lines=blank_lines,
        indent=draw(st.sampled_from(("", "  ", "\u3000\u3000", "\t"))) if not glued else "",
        wrap_columns=draw(st.integers(46, 90)) if wrapped else None,
        glued=glued,
        eol=draw(st.sampled_from(("\n", "\r\n", "\r"))),
    )


def _wrap(text: str, columns: int, *, han: bool) -> list[str]:
    if han:
        size = columns // 2
        return [text[at : at + size] for at in range(0, len(text), size)]
    return textwrap.wrap(text, columns, break_long_words=False, drop_whitespace=True)


def _section_lines(part: Part, layout: Layout, *, han: bool) -> list[str]:
    label = layout.brackets[0] + part.word + layout.brackets[1]
    body = list(part.paras)
    if part.person is not None:
        colon = ("：" if han else ": ") if layout.colon else None
        if colon is None:
            body.insert(0, part.person.line)
        else:
            body[0] = part.person.line + colon + body[0]
    if layout.label_alone:
        return [label, *body]
    return [label + layout.gap + body[0], *body[1:]]


def write(parts: tuple[Part, ...], byline: str, editor_line: str, layout: Layout, *, han: bool) -> str:
    """Write a transcript down."""
    lines: list[str] = []
    for part in parts:
        section = _section_lines(part, layout, han=han)
        if layout.glued and lines and lines[-1][-1] in ".。":
            lines[-1] += ("" if han else " ") + section.pop(0)
        lines += section
    lines += [byline, editor_line]
    if layout.wrap_columns is not None:
        wrapped = [_wrap(layout.indent + line, layout.wrap_columns, han=han) for line in lines]
        if not any(line[-1] in ".。" for part in wrapped for line in part[:-1]):
            return (layout.eol * 2).join(layout.eol.join(part) for part in wrapped)
        # A line end behind a full stop may be the author's; a wrapped file without doubts has none.
    return (layout.eol * (2 if layout.blank_lines else 1)).join(layout.indent + line for line in lines)


@st.composite
def transcripts(draw: st.DrawFn) -> Told:
    """Make a whole transcript in English or Chinese."""
    han = draw(st.booleans())
    layout = draw(layouts(han=han))
    parts = tuple(draw(st.lists(_parts(han=han), min_size=1, max_size=6)))
    if han:
        byline, reporter, place = draw(
            st.sampled_from(
                (
                    ("记者 邹浩 湖北武汉报道", "邹浩", "湖北武汉"),
                    ("中新社记者 阚力 郑州报道（完）", "阚力", "郑州"),
                )
            )
        )
        editor_line, editor = draw(
            st.sampled_from((("责任编辑:【吉翔】", "吉翔"), ("【编辑:李骏】", "李骏")))
        )
    else:
        byline, reporter, place = draw(
            st.sampled_from(
                (
                    ("Reporter Zou Hao reports from Wuhan, Hubei", "Zou Hao", "Wuhan, Hubei"),
                    ("Reporter Zheng Jiang Fuzhou report", "Zheng Jiang", "Fuzhou"),
                    ("China News Agency reporter Fang Ning reported from Hefei (End)", "Fang Ning", "Hefei"),
                )
            )
        )
        editor_line, editor = draw(
            st.sampled_from(
                (
                    ("Editor in charge: [Ji Xiang]", "Ji Xiang"),
                    ("Responsible editor: Zhao Yiming", "Zhao Yiming"),
                    ("【Editor: Li Jun】", "Li Jun"),
                )
            )
        )
    text = write(parts, byline, editor_line, layout, han=han)
    return Told(parts, reporter, place, byline, editor, editor_line, layout, han, text)


# Text with the marks of the format in the wrong places.
_SCRAPS = st.sampled_from(
    (
        "[", "]", "【", "】", "（", ")", "[Explanation]", "【同期】", "[Foo]", "[]", "：", ": ", ". ", "。",
        "\n", "\n\n", "\r\n", "\u3000\u3000", "  ", "\t", "\ufeff", "\x00", "\x0b", "\u2028", "（完）",
        " reports from Wuhan", "记者 邹浩", "报道", "Editor: ", "(End)", "---\n", "headline: x\n", "旅客 ",
        "Xu Kemin, ", "Chief Economist", "a\u0301", "We will go", "It is so", "2021-07-22 14:29:10", "王女士",
        "###", "<v Bob>", "Q: ", "1\n00:00:01,000 --> 00:00:02,000\n", "BRANDT: ", "Reporter Zou Hao",
    )
)  # fmt: skip


def scraps() -> st.SearchStrategy[str]:
    """Make text of pieces of transcripts in any order."""
    pieces = st.one_of(
        _SCRAPS, st.text(min_size=1, max_size=6), st.sampled_from(_SUBJECTS), st.sampled_from(_HAN_SPOKEN)
    )
    return st.lists(pieces, max_size=24).map("".join)

"""Captions, mark-up and JSON as they come: whole, broken, and with what doesn't belong there."""

from __future__ import annotations

import json

from hypothesis import strategies as st

WORDS = st.lists(
    st.sampled_from(
        [
            "The",
            "forum",
            "opened.",
            "in",
            "Qinzhou",
            "AT&T",
            "3",
            "<",
            "4",
            "&amp;",
            "&nbsp;",
            "&bogus;",
            "é",
            "武汉",
            "论坛。",
            "(Applause)",
            "[MUSIC]",
            "♪",
            "-",
            ">>",
            "WEI",
            "JIA:",
            "--",
            "→",
            "\u202e",
            "\u200b",
            "\x00",
            "\u3000",
            "\\n",
            '"',
            "'",
            "`",
        ]
    ),
    max_size=8,
).map(" ".join)
_CLOCKS = st.sampled_from(
    [
        "00:00:01,000",
        "00:00:04.500",
        "00:04.5",
        "1:2:3,4",
        "99:59:59,999",
        "00:00:00:12",
        "nonsense",
        "00:00:00,000",
    ]
)
_GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " \n", "\n\n\n", "\n \n"])
_TAGS = st.sampled_from(
    [
        "<i>",
        "</i>",
        "<b>",
        "<v",
        "Wei",
        "Jia>",
        "<v.loud",
        "Huang",
        "Lin>",
        "<v>",
        "</v>",
        "<c.red>",
        "</c>",
        "<00:00:01.000>",
        "<br>",
        "{\\an8}",
        "<font",
        "color='x'>",
        "<",
        "<v",
        "<lang",
        "en>",
        "<v",
        "Speaker",
        "1>",
        "<ruby>",
        "<!--",
    ]
)
_PAYLOADS = st.lists(WORDS | _TAGS | st.just("\n"), max_size=6).map("".join)
_HEADS = st.sampled_from(
    ["WEBVTT", "WEBVTT - a title", "WEBVTT\nKind: captions\nLanguage: zh", "", "Title", "1"]
)


@st.composite
def captions(draw: st.DrawFn) -> str:
    """SRT and WebVTT."""
    parts = [draw(_HEADS), draw(_GAPS)]
    for number in range(draw(st.integers(0, 6))):
        parts.append(
            draw(st.sampled_from(["", f"{number}\n", f"{number}\r\n", "NOTE x\n", "STYLE\n", "id-a\n"]))
        )
        parts.append(
            f"{draw(_CLOCKS)} --> {draw(_CLOCKS)}{draw(st.sampled_from(['', ' align:start', ' X1:4']))}"
        )
        parts += [draw(_GAPS), draw(_PAYLOADS), draw(_GAPS)]
    return "".join(parts)


_ELEMENTS = [
    "tt",
    "head",
    "body",
    "div",
    "p",
    "span",
    "metadata",
    "ttm:agent",
    "ttm:name",
    "ttm:title",
    "ttm:desc",
    "br",
    "nitf",
    "hedline",
    "hl1",
    "hl2",
    "byline",
    "person",
    "dateline",
    "location",
    "body.head",
    "body.content",
    "block",
    "media",
    "media-caption",
    "newsItem",
    "contentMeta",
    "headline",
    "located",
    "name",
    "by",
    "inlineXML",
    "inlineData",
    "contentSet",
    "html",
    "h2",
    "blockquote",
    "script",
    "style",
    "title",
    "li",
    "ul",
    "table",
    "tr",
    "td",
    "a",
]
_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' begin="1s" end="2s"',
        ' begin="00:00:01:05"',
        " ttm:agent='a1'",
        ' xml:id="a1"',
        ' class="a > b"',
        ' x="',
        " a=b",
    ]
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """TTML, NITF, NewsML and XHTML, tags open and closed in any order."""
    root = draw(
        st.sampled_from(["tt xmlns='http://www.w3.org/ns/ttml'", "nitf", "newsItem", "newsMessage", "html"])
    )
    parts = [
        draw(st.sampled_from(["", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>"])),
        f"<{root}>",
    ]
    for _ in range(draw(st.integers(0, 25))):
        name = draw(st.sampled_from(_ELEMENTS))
        shape = draw(st.integers(0, 9))
        if shape < 4:
            parts.append(f"<{name}{draw(_ATTRIBUTES)}>")
        elif shape < 7:
            parts.append(f"</{name}>")
        elif shape == 7:
            parts.append(f"<{name}{draw(_ATTRIBUTES)}/>")
        else:
            parts.append(
                draw(
                    st.sampled_from(
                        ["<!-- x -->", "<![CDATA[ a & b ]]>", "<![CDATA[", "<!--", "]]>", "<", "\n"]
                    )
                )
            )
        parts.append(draw(WORDS))
    return "".join(parts)


_KEYS = st.sampled_from(
    [
        "text",
        "segments",
        "start",
        "end",
        "speaker",
        "words",
        "word",
        "results",
        "transcripts",
        "transcript",
        "items",
        "speaker_labels",
        "uri",
        "headlines",
        "bodies",
        "value",
        "role",
        "contentType",
        "by",
        "located",
        "language",
        "body_text",
        "headline",
        "people",
        "versionCreated",
    ]
)
_SCALARS = (
    WORDS
    | st.integers(-5, 10**12)
    | st.floats(allow_nan=False)
    | st.none()
    | st.booleans()
    | st.sampled_from(
        ["SPEAKER_00", "text/html", "main", "<p>One.</p><p>Two &amp; <b>thr</b>ee", "0.5", "en", "\ud800"]
    )
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)


@st.composite
def json_texts(draw: st.DrawFn) -> str:
    """JSON of speech recognition and news items, some of it cut off."""
    segment = st.fixed_dictionaries(
        {"text": WORDS, "start": st.floats(0, 100)}, optional={"end": st.floats(0, 100), "speaker": _SCALARS}
    )
    item = st.fixed_dictionaries(
        {
            "uri": st.just("urn:x:1"),
            "bodies": st.lists(st.fixed_dictionaries({"value": _SCALARS}), max_size=3),
        },
        optional={"headlines": st.lists(st.fixed_dictionaries({"value": WORDS}), max_size=2), "by": WORDS},
    )
    value = draw(st.one_of(_VALUES, st.fixed_dictionaries({"segments": st.lists(segment, max_size=5)}), item))
    text = json.dumps(value, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


ANY = captions() | markup() | json_texts()

"""Transcripts of every text format, made of turns: what the properties of the readers run on."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

_NAMES = (
    "WOLF BRANDT",
    "WEI JIA",
    "ANA O'NEIL-SMITH",
    "JOHN KING JR.",
    "RON McCALL",
    "HUANG LIN",
    "A MARTIN",
)
_ROLES = (
    "CNN ANCHOR",
    "HOST",
    "BYLINE",
    "REPORTER",
    "PORT DIRECTOR",
    "President of the League",
    'AUTHOR, "A: B"',
)
_MODES = ("", "", " (voice-over)", " (on camera)", " (through translator)", " (D-HI)")
_SENTENCES = (
    "The quay is busy before dawn.", "The agenda: ports.", "First: the north. Second: the south.", "Why?",
    "We will open four -- no, five lines.", "WHO: is it?", "(Laughter.) Yes", "At 10:30 [crosstalk 00:02:16]",
    "“Now,” she said.", "我们今天开通新航线。", "It's 1 < 2 & 3 > 2.", "TAKE VO is what we say.",
    ">> not a turn", "♪ la", "A (very odd [bracket", "e\u0301te\u0301 \u200b zero",
    "\U0001f468\u200d\U0001f469 emoji", "الميناء مفتوح",
)  # fmt: skip
_ASIDES = (
    "(BEGIN VIDEO CLIP)", "(END VIDEO CLIP)", "(BEGIN VIDEOTAPE)", "(COMMERCIAL BREAK)", "(CROSSTALK)",
    "(SOUNDBITE OF SHIP HORN)", "(on camera): Here.", "(voice-over): There.", "[17:00:03]", "[ APPLAUSE ]",
    "**Haiti", "* * *", "TRT: :12", "CG: HUANG LIN", "-30-", "END", "INT. QUAY - DAY", "/* cut", "[[note]]",
    "~la",
)  # fmt: skip


def _words() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4).map(" ".join)


def _caps(name: str, role: str, mode: str, words: str) -> str:
    return f"{name}{', ' + role if role else ''}{mode}: {words}"


def _short(name: str, role: str, mode: str, words: str) -> str:
    return f"{name.removesuffix(' JR.').split()[-1]}{mode}: {words}"


def _briefing(name: str, role: str, mode: str, words: str) -> str:
    return f"Q    {words}" if mode else f"MR. {name.split()[-1]}:  {words}"


def _conference(name: str, role: str, mode: str, words: str) -> str:
    return f"{'China Daily' if mode else name.title()}: {words}"


def _chinese(name: str, role: str, mode: str, words: str) -> str:
    return f"{'记者' if mode else '答'}：{words}"


def _rev(name: str, role: str, mode: str, words: str) -> str:
    return f"{name.title()}: (00:{len(words) % 60:02})\n{words}"


def _otter(name: str, role: str, mode: str, words: str) -> str:
    return f"{name.title()}  1:{len(words) % 60:02}\n{words}"


def _captions(name: str, role: str, mode: str, words: str) -> str:
    return f"{'>>>' if mode else '>>'} {name + ': ' if role else ''}{words}"


def _script(name: str, role: str, mode: str, words: str) -> str:
    return f"TAKE SOT\nCG: {name}\n    {role}\n{words}" if mode else f"TAKE VO\n{words}"


def _columns(name: str, role: str, mode: str, words: str) -> str:
    return f"TAKE {'SOT' if mode else 'VO'} | {words}\nCG: {name} | and more."


def _nsml(name: str, role: str, mode: str, words: str) -> str:
    return f"<p><pi>{mode.strip(' ()') or 'TAKE SOT'}</pi></p>\n<p>{words}</p>"


def _screenplay(name: str, role: str, mode: str, words: str) -> str:
    return f"{name}{mode}\n{words}"


SHAPES: dict[str, tuple[str, Callable[[str, str, str, str], str]]] = {
    "cnn": ("PORT NEWS\n\nAired May 08, 2022 - 17:00 ET\n\n", _caps),
    "cnn-short": ("WOLF BRANDT, CNN ANCHOR: Hi.\n\n", _short),
    "npr": ("STEVE LANE, HOST:\n\nA forum.\n\n", _caps),
    "abc": ("Port forum\nReporter: Wei Jia\n\nLEIGH SALE, PRESENTER: Hi.\n\n", _caps),
    "qa": ("Press Briefing by Josh Hale\n\n1:11 P.M. EST\n\n", _briefing),
    "qa-mfa": ("Wolf Brandt's Regular Press Conference\n\n", _conference),
    "qa-zh": ("外交部例行记者会\n\n", _chinese),
    "rev": ("Interview\n\n", _rev),
    "rev-otter": ("SPEAKERS\nWei Jia\n\n", _otter),
    "captions-text": ("", _captions),
    "rundown": ("SLUG: PORTS\n\n", _script),
    "rundown-columns": ("VIDEO | AUDIO\n", _columns),
    "nsml": ('<nsml version="3.1"><fields><string id=title>A</string></fields><body>\n', _nsml),
    "fountain": ("Title: Ports\n\nINT. QUAY - DAY\n\n", _screenplay),
}


@st.composite
def dialogues(draw: st.DrawFn, shape: str) -> str:
    """A transcript of one shape, with directions of every format strewn in and lines joined in many ways."""
    head, write = SHAPES[shape]
    parts = []
    for _ in range(draw(st.integers(1, 8))):
        turn = write(
            draw(st.sampled_from(_NAMES)),
            draw(st.sampled_from(("", *_ROLES))),
            draw(st.sampled_from(_MODES)),
            draw(_words()),
        )
        parts.append(turn)
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from((*_ASIDES, draw(_words())))))
    joint = draw(st.sampled_from(("\n\n", "\n", "\n", "\r\n", " ")))
    return (
        (head if draw(st.booleans()) else "") + joint.join(parts) + draw(st.sampled_from(("", "\n", "\nEND")))
    )

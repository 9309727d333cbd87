"""Chinese punctuation side by side: a mark that leaves half its square empty gives that half up.

A full-width mark has its ink at one side of its square. Two in a row would tear a hole into the line, so one
of them is set on half a square, with the font's own `halt` feature.

Source:
    https://www.w3.org/TR/clreq/#punctuation_width_adjustment
"""

from __future__ import annotations

from forumpub.typeset.scripts import canonical_lang

OPENING = frozenset("“‘「『《〈（【〔〖")
_CLOSING = frozenset("”’」』》〉）】〕〗")
# In the middle of their square where characters are traditional: nothing to give up there.
_STOPS = frozenset("，。、；：！？")
_MARKS = OPENING | _CLOSING | _STOPS


def squeezed(text: str, after: str, lang: str) -> tuple[int, ...]:
    """Return the offsets of the marks that are set on half a square.

    A closing mark is, before any other, and an opening one after an opening one. At a line's end half a
    square looks like a whole one, so nothing depends on where lines end.

    Args:
        text: Chinese.
        after: what follows, at least its first character; may be empty.
        lang: BCP 47 tag; traditional characters have their stops in the middle.
    """
    if _MARKS.isdisjoint(text):
        return ()
    yielding = _CLOSING if _has_centred_stops(lang) else _CLOSING | _STOPS
    following = text[1:] + after[:1]
    return tuple(
        at
        for at, (char, before, behind) in enumerate(zip(text, " " + text, following + " ", strict=False))
        if (char in yielding and behind in _MARKS) or (char in OPENING and before in OPENING)
    )


def _has_centred_stops(lang: str) -> bool:
    parts = canonical_lang(lang).split("-")
    return not {"Hant", "TW", "HK", "MO"}.isdisjoint(parts)

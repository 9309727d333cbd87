"""Whole articles for properties: every field of the model, consistent ids."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from typing import Any

from hypothesis import strategies as st

from forumpub.model import Article, Block, Mention, Para, SourceInfo, Speaker
from forumpub.source import Span

_PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
WORDS = st.text(_PRINTABLE | st.sampled_from(" ,\"'，。【】\n\t\\/"), min_size=1, max_size=20)
VERBATIM = st.text(max_size=20)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)).map(lambda p: Span(p[0], p[0] + p[1]))
PARA_IDS = ("b1p1", "b1p2", "b2p1")
SPEAKER_IDS = ("s1", "s2")


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type hint that the model uses."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return st.none() | values(next(arg for arg in args if arg is not types.NoneType))
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if hint is Span:
        return SPANS
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return st.sampled_from(list(hint))
    if dataclasses.is_dataclass(hint):
        return instances(hint)
    return {
        str: WORDS,
        bool: st.booleans(),
        int: st.integers(0, 10**9),
        float: st.floats(0, 1e6, allow_nan=False),
    }[hint]


def instances(cls: Any) -> st.SearchStrategy[Any]:
    """Any instance of a dataclass of the model, references drawn from the known ids."""
    fields = {name: _field(cls, name, hint) for name, hint in typing.get_type_hints(cls).items()}
    return st.builds(cls, **fields)


def _field(cls: Any, name: str, hint: Any) -> st.SearchStrategy[Any]:
    paras, speakers = st.sampled_from(PARA_IDS), st.sampled_from(SPEAKER_IDS)
    match cls.__name__, name:
        case "Article", "lang":
            return st.sampled_from(["en", "zh-Hans", "sr-Latn-RS", "my"])
        case "Dateline", "date":
            return st.sampled_from([None, "2021", "2021-07", "2024-02-29"])
        case _, "para":
            return paras
        case "Participant", "speaker":
            return speakers
        case "Participant", "quoted" | "mentioned":
            return st.lists(paras, max_size=2).map(tuple)
        case "Block", "speaker":
            return st.none() | speakers
        case _:
            pass
    if (name == "raw" and hint is str) or (cls, name) in {(Mention, "text"), (SourceInfo, "name")}:
        return VERBATIM
    return values(hint)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article whose ids are unique and whose references hold."""
    article: Article = draw(instances(Article))
    paras = [dataclasses.replace(draw(instances(Para)), id=known) for known in PARA_IDS]
    blocks = (
        dataclasses.replace(draw(instances(Block)), id="b1", paras=tuple(paras[:2])),
        dataclasses.replace(draw(instances(Block)), id="b2", paras=tuple(paras[2:])),
    )
    speakers = tuple(dataclasses.replace(draw(instances(Speaker)), id=known) for known in SPEAKER_IDS)
    return dataclasses.replace(article, blocks=blocks, speakers=speakers)

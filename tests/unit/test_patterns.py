"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

import forumpub
from forumpub.patterns import lazy_pattern


@pytest.mark.parametrize(
    "method", ["search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"]
)
def test_every_method_answers_as_the_compiled_pattern_does(method: str) -> None:
    arguments = ("-", "Ab aB") if method in ("sub", "subn") else ("Ab aB",)
    lazy, compiled = lazy_pattern("a(?P<rest>b)", re.IGNORECASE), re.compile("a(?P<rest>b)", re.IGNORECASE)
    for _ in range(2):
        ours, theirs = getattr(lazy, method)(*arguments), getattr(compiled, method)(*arguments)
        assert _plain(ours) == _plain(theirs)


def _plain(result: object) -> object:
    if isinstance(result, re.Match):
        return result.span(), result.groupdict()
    return [_plain(part) for part in result] if isinstance(result, Iterator) else result


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = lazy_pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("")


def test_its_other_attributes_are_those_of_the_compiled_pattern() -> None:
    lazy = lazy_pattern("(?P<one>a)(b)")
    assert (lazy.groups, dict(lazy.groupindex)) == (2, {"one": 1})
    with pytest.raises(AttributeError):
        _ = lazy.no_such_thing  # type: ignore[attr-defined]


def test_every_pattern_of_ours_compiles() -> None:
    for module in pkgutil.walk_packages(forumpub.__path__, "forumpub."):
        if module.name != "forumpub.__main__":
            importlib.import_module(module.name)
    kind = type(lazy_pattern("a"))
    patterns = [thing for thing in gc.get_objects() if type(thing) is kind]
    assert len(patterns) > 300
    for pattern in patterns:
        if pattern.pattern != "(":
            assert pattern.groups >= 0


def test_loading_the_pipeline_compiles_hardly_any() -> None:
    script = (
        "import re._compiler as compiler, sys\n"
        "made, real = [], compiler.compile\n"
        "def compile(source, flags=0):\n"
        "    made.append(source)\n"
        "    return real(source, flags)\n"
        "compiler.compile = compile\n"
        "before = len(made)\n"
        "import forumpub.pipeline\n"
        "print(len(made))\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    # What is left are those of the standard library and of libraries.
    assert int(printed) < 60

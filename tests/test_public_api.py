"""The library's front door: its names, its three lines, and what importing it costs."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import forumpub

HEAVY = (
    "docx",
    "reportlab",
    "lxml",
    "rich",
    "deflate",
    "babel",
    "fontTools",
    "uharfbuzz",
    "icu4py",
    "asyncio",
)


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has after running code."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_every_public_name_is_there() -> None:
    for name in forumpub.__all__:
        assert getattr(forumpub, name) is not None
    assert set(dir(forumpub)) == set(forumpub.__all__)


def test_type_checkers_and_the_interpreter_see_the_same_names() -> None:
    tree = ast.parse(Path(forumpub.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("forumpub")
        for alias in node.names
    }
    assert set(typed) == set(forumpub.__all__) - {"__version__"}
    for name, module in typed.items():
        assert getattr(importlib.import_module(module), name) is getattr(forumpub, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'prase'"):
        _ = forumpub.prase


def test_the_functions_stay_when_their_packages_are_imported() -> None:
    code = (
        "import forumpub.parse.decode, forumpub.render.renderer, forumpub\n"
        "from forumpub import parse, render\n"
        "assert callable(forumpub.parse) and callable(forumpub.render)\n"
        "assert parse is forumpub.parse and render is forumpub.render\n"
    )
    assert "forumpub.parse.decode" in loaded_after(code)


def test_importing_the_library_loads_no_other() -> None:
    loaded = loaded_after("import forumpub")
    assert not loaded & {*HEAVY, "click"}
    assert {name for name in loaded if name.startswith("forumpub")} == {"forumpub", "forumpub.api"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["publish", "--help"], ["check", "--help"]])
def test_help_loads_click_and_next_to_nothing_else(arguments: list[str]) -> None:
    code = (
        "import contextlib, io, sys\nfrom forumpub.cli import main\n"
        f"sys.argv = ['forumpub', *{arguments!r}]\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n    main()"
    )
    loaded = loaded_after(code)
    assert "click" in loaded
    assert not loaded & set(HEAVY)
    ours = {name for name in loaded if name.startswith("forumpub.")}
    allowed = ("forumpub.api", "forumpub.cli", "forumpub.errors", "forumpub.values")
    assert not {name for name in ours if not (name in allowed or name.startswith("forumpub.cli."))}

"""Plug-ins: found by name, listed, never in a built-in's place, and no harm when broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from forumpub import plugins
from forumpub.errors import ChoiceError, PluginError
from forumpub.render.json import JsonRenderer
from forumpub.render.renderer import RenderOptions

MODULE = """
class Shout:
    name = "shout"
    suffix = ".shout"
    summary = "all in capitals"

    def render(self, edition, env):
        from forumpub.diagnostics import Outcome
        return Outcome(edition.plan.metadata.title.upper().encode())

class Morse:
    name = "morse"
    summary = "dots and dashes"
    def weigh(self, source, options): ...
    def read(self, source, options): ...

def broken():
    raise RuntimeError("no licence\\nsecond line")
"""
POINTS = """
[forumpub.readers]
morse = shouting:Morse
house = shouting:Morse
lost = not_installed:Reader

[forumpub.renderers]
shout = shouting:Shout
pdf = shouting:Shout
failing = shouting:broken
odd = shouting:Morse
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    (tmp_path / "shouting.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "shouting", raising=False)
    return tmp_path


def test_a_plugin_is_found_by_its_name() -> None:
    assert plugins.load_renderer("shout", RenderOptions()).suffix == ".shout"
    assert plugins.load_reader("morse").summary == "dots and dashes"
    plugins.check_renderer("shout")


def test_a_built_in_can_not_be_replaced() -> None:
    assert type(plugins.load_renderer("json", RenderOptions())) is JsonRenderer
    assert type(plugins.load_renderer("pdf", RenderOptions())).__module__.startswith("forumpub.")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("failing", "the plug-in shouting:broken can't be loaded: RuntimeError: no licence"),
        ("odd", "the plug-in of the output format 'odd' gives no renderer"),
    ],
)
def test_a_broken_plugin_is_one_clear_error(name: str, message: str) -> None:
    with pytest.raises(PluginError) as caught:
        plugins.load_renderer(name, RenderOptions())
    assert str(caught.value) == message


def test_a_missing_module_is_named() -> None:
    with pytest.raises(PluginError, match="ModuleNotFoundError: No module named 'not_installed'"):
        plugins.load_reader("lost")


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(ChoiceError, match="no output format is called 'dox'") as caught:
        plugins.load_renderer("dox", RenderOptions())
    assert caught.value.hints == (
        "did you mean 'docx'?",
        "there are docx, pdf, json, md, txt, ninjs, jsonld, failing, odd, shout",
    )
    with pytest.raises(ChoiceError, match="'shoot'") as caught:
        plugins.check_renderer("shoot")
    assert caught.value.hints[0] == "did you mean 'shout'?"


def test_listing_reports_what_is_wrong_and_keeps_the_rest() -> None:
    listed = plugins.list_formats()
    ours = [found for found in listed.value if found.provider == "shouting"]
    assert [(found.direction, found.name, found.summary) for found in ours] == [
        ("read", "morse", "dots and dashes"),
        ("write", "shout", "all in capitals"),
    ]
    found = sorted((d.rule.slug, d.message.split(":")[0]) for d in listed.diagnostics)
    assert found == [
        ("plugin-broken", "the format 'failing' of shouting is missing"),
        ("plugin-broken", "the format 'lost' of shouting is missing"),
        ("plugin-broken", "the format 'odd' of shouting is missing"),
        (
            "plugin-shadows-builtin",
            "shouting offers a format named 'house', which forumpub has itself; it is left out",
        ),
        (
            "plugin-shadows-builtin",
            "shouting offers a format named 'pdf', which forumpub has itself; it is left out",
        ),
    ]


def test_entry_points_are_not_read_for_a_built_in_name() -> None:
    code = (
        "import importlib.metadata, forumpub.plugins as plugins\n"
        "from forumpub.render.renderer import RenderOptions\n"
        "def refuse(**_): raise SystemExit('entry points were read')\n"
        "importlib.metadata.entry_points = refuse\n"
        "plugins.load_renderer('json', RenderOptions())\n"
        "plugins.check_renderer('pdf')\n"
        "plugins.load_reader('house')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""Readers and renderers of other packages: the only module that reads entry points.

They are read when a name is asked for that is not built in, and when formats are listed; an everyday run
never pays for them. An entry point names a class (or function) that is called without arguments and gives a
`forumpub.parse.reader.Reader` or a `forumpub.render.renderer.Renderer`.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import ChoiceError, PluginError
from forumpub.parse import registry as readers
from forumpub.parse.reader import Reader
from forumpub.render import registry as renderers
from forumpub.render.renderer import Renderer, RenderOptions
from forumpub.rules.files import PLUGIN_BROKEN, PLUGIN_SHADOWS_BUILTIN
from forumpub.values import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILT_IN_PROVIDER = "forumpub"

# Code of other packages runs when an entry point is loaded, and may fail in every way but these: an interrupt
# and a wish to exit are not its own.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class Kind(enum.StrEnum):
    """What a plug-in may supply; the value is its group of entry points."""

    READER = "forumpub.readers"
    RENDERER = "forumpub.renderers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that can be read or written. `provider` is the package that supplies it."""

    kind: Kind
    name: str
    summary: str
    provider: str

    @property
    def direction(self) -> str:
        """`read` or `write`."""
        return "read" if self.kind is Kind.READER else "write"


def load_renderer(name: str, options: RenderOptions) -> Renderer:
    """Load a renderer by name, built in or a plug-in's.

    Raises:
        ChoiceError: nobody supplies it.
        PluginError: its plug-in can't be loaded.
    """
    if name in renderers.BUILT_IN:
        return renderers.load_built_in(name, options)
    loaded = _load(_find(Kind.RENDERER, name, renderers.BUILT_IN))
    if not _looks_like(loaded, Kind.RENDERER):
        raise PluginError(f"the plug-in of the output format {name!r} gives no renderer")
    return cast(Renderer, loaded)


def load_reader(name: str) -> Reader:
    """Load a reader by name, built in or a plug-in's.

    Raises:
        ChoiceError: nobody supplies it.
        PluginError: its plug-in can't be loaded.
    """
    if name in readers.BUILT_IN:
        return readers.load_reader(name)
    loaded = _load(_find(Kind.READER, name, readers.BUILT_IN))
    if not _looks_like(loaded, Kind.READER):
        raise PluginError(f"the plug-in of the input format {name!r} gives no reader")
    return cast(Reader, loaded)


def check_renderer(name: str) -> None:
    """Check that a renderer of this name is supplied, without loading it.

    Raises:
        ChoiceError: nobody supplies it.
    """
    if name not in renderers.BUILT_IN:
        _find(Kind.RENDERER, name, renderers.BUILT_IN)


def list_formats() -> Outcome[tuple[Format, ...]]:
    """List every format, the built-in ones first.

    Diagnostics:
        plugin-broken: a plug-in can't be loaded.
        plugin-shadows-builtin: a plug-in has a built-in format's name, and is left out.
    """
    findings = Findings()
    found: list[Format] = []
    for name, reader in readers.built_in_readers().items():
        found.append(_built_in(Kind.READER, name, reader.summary))
    for name in renderers.BUILT_IN:
        renderer = renderers.load_built_in(name, RenderOptions())
        found.append(_built_in(Kind.RENDERER, name, renderer.summary))
    for kind, names in ((Kind.READER, readers.BUILT_IN), (Kind.RENDERER, renderers.BUILT_IN)):
        for point in _entry_points(kind):
            listed = _list_plugin(kind, point, names, findings)
            if listed:
                found.append(listed)
    return findings.outcome(tuple(found))


def _built_in(kind: Kind, name: str, summary: str) -> Format:
    return Format(kind=kind, name=name, summary=summary, provider=BUILT_IN_PROVIDER)


def _list_plugin(kind: Kind, point: EntryPoint, built_in: Iterable[str], findings: Findings) -> Format | None:
    provider = point.dist.name if point.dist else "an unnamed package"
    if point.name in built_in:
        findings.add(
            PLUGIN_SHADOWS_BUILTIN,
            f"{provider} offers a format named {point.name!r}, which forumpub has itself; it is left out",
        )
        return None
    try:
        loaded = _load(point)
        if not _looks_like(loaded, kind):
            raise PluginError(f"{point.value} is not what {kind.value} asks for")
    except PluginError as error:
        findings.add(PLUGIN_BROKEN, f"the format {point.name!r} of {provider} is missing: {error}")
        return None
    return Format(kind=kind, name=point.name, summary=str(getattr(loaded, "summary", "")), provider=provider)


def _entry_points(kind: Kind) -> tuple[EntryPoint, ...]:
    # An everyday run doesn't pay for what only plug-ins need.
    from importlib.metadata import entry_points

    points = entry_points(group=kind.value)
    return tuple(sorted(points, key=lambda point: (point.name, point.value)))


def _find(kind: Kind, name: str, built_in: Mapping[str, object]) -> EntryPoint:
    points = {point.name: point for point in reversed(_entry_points(kind))}
    if name in points:
        return points[name]
    known = [*built_in, *sorted(points.keys() - built_in.keys())]
    near = difflib.get_close_matches(name[:40], known, 1)
    what = "input" if kind is Kind.READER else "output"
    hints = [f"did you mean {near[0]!r}?"] if near else []
    raise ChoiceError(f"no {what} format is called {name!r}", hints=[*hints, f"there are {', '.join(known)}"])


def _load(point: EntryPoint) -> object:
    try:
        make: Callable[[], object] = point.load()
        return make()
    except _FAILURES as error:
        reason = str(error).split("\n", 1)[0]
        raise PluginError(
            f"the plug-in {point.value} can't be loaded: {type(error).__name__}: {reason}",
            hints=("update or uninstall the package that supplies it",),
        ) from error


def _looks_like(loaded: object, kind: Kind) -> bool:
    wanted = {Kind.READER: ("name", "summary", "weigh", "read"), Kind.RENDERER: ("name", "suffix", "render")}
    return all(hasattr(loaded, attribute) for attribute in wanted[kind])

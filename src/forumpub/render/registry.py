"""The built-in renderers, by name; a module is loaded when its renderer is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType

from forumpub.render.renderer import Renderer, RenderOptions
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """Where a renderer is, and which of `RenderOptions` its class takes."""

    module: str
    attribute: str
    takes: tuple[str, ...] = ()


BUILT_IN: Mapping[str, BuiltIn] = MappingProxyType(
    {
        "docx": BuiltIn(
            module="forumpub.render.docx", attribute="DocxRenderer", takes=("template", "embed_fonts")
        ),
        "pdf": BuiltIn(module="forumpub.render.pdf", attribute="PdfRenderer", takes=("attach",)),
        "json": BuiltIn(module="forumpub.render.json", attribute="JsonRenderer"),
        "md": BuiltIn(module="forumpub.render.markdown", attribute="MarkdownRenderer"),
        "txt": BuiltIn(module="forumpub.render.text", attribute="TextRenderer"),
        "ninjs": BuiltIn(module="forumpub.render.ninjs", attribute="NinjsRenderer"),
        "jsonld": BuiltIn(module="forumpub.render.jsonld", attribute="JsonLdRenderer"),
    }
)


def load_built_in(name: str, options: RenderOptions) -> Renderer:
    """Load a built-in renderer.

    Raises:
        KeyError: there is no built-in renderer of that name.
    """
    entry = BUILT_IN[name]
    make = getattr(importlib.import_module(entry.module), entry.attribute)
    renderer: Renderer = make(**{option: getattr(options, option) for option in entry.takes})
    return renderer

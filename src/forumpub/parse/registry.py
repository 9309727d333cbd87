"""The built-in readers, by name; a module is loaded when its reader is asked for."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from forumpub.errors import ChoiceError
from forumpub.parse.reader import Reader

# Detection asks them in this order; of two that fit equally well the earlier one is taken.
BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        "rundown": "forumpub.parse.rundown:RundownReader",
        "house": "forumpub.parse.house:HouseReader",
        "srt": "forumpub.parse.srt:SrtReader",
        "webvtt": "forumpub.parse.webvtt:WebVttReader",
        "asr-json": "forumpub.parse.asr_json:AsrJsonReader",
        "ttml": "forumpub.parse.ttml:TtmlReader",
        "ninjs": "forumpub.parse.ninjs:NinjsReader",
        "newsml": "forumpub.parse.newsml:NewsmlReader",
        "nitf": "forumpub.parse.nitf:NitfReader",
        "nsml": "forumpub.parse.nsml:NsmlReader",
        "fountain": "forumpub.parse.fountain:FountainReader",
        "captions-text": "forumpub.parse.captions_text:CaptionsTextReader",
        "rev": "forumpub.parse.rev:RevReader",
        "qa": "forumpub.parse.qa:QaReader",
        "npr": "forumpub.parse.npr:NprReader",
        "abc": "forumpub.parse.abc:AbcReader",
        "cnn": "forumpub.parse.cnn:CnnReader",
        "prose": "forumpub.parse.prose:ProseReader",
    }
)


def load_reader(name: str) -> Reader:
    """Load a built-in reader.

    Raises:
        ChoiceError: there is no built-in reader of that name.
    """
    target = BUILT_IN.get(name)
    if target is None:
        near = difflib.get_close_matches(name, BUILT_IN, n=1)
        hints = ([f"did you mean {near[0]}?"] if near else []) + [f"formats are {', '.join(BUILT_IN)}"]
        raise ChoiceError(f"no input format is called {name!r}", hints=hints)
    module, _, attribute = target.partition(":")
    reader: Reader = getattr(importlib.import_module(module), attribute)()
    return reader


class Readers(Mapping[str, Reader]):
    """The built-in readers and further ones, in that order; a built-in one is loaded when it is looked up."""

    def __init__(self, further: Mapping[str, Reader] | None = None) -> None:
        self._further = {name: reader for name, reader in (further or {}).items() if name not in BUILT_IN}

    def __getitem__(self, name: str) -> Reader:
        return load_reader(name) if name in BUILT_IN else self._further[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*BUILT_IN, *self._further))

    def __len__(self) -> int:
        return len(BUILT_IN) + len(self._further)


def built_in_readers() -> dict[str, Reader]:
    """Load every built-in reader, in order of the registry."""
    return {name: load_reader(name) for name in BUILT_IN}

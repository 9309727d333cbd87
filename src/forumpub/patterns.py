"""Regular expressions that are compiled when they are first used.

Python compiles a pattern anew in every process. A run on one transcript uses half of ours, and the other half
cost it a tenth of its time; see docs/decisions/0122.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, compiled at the first use.

    For constants of a module. A fault in the source shows at the first use too, so a test compiles them all.
    The functions of `re` take no such pattern: call its methods.
    """
    return cast("re.Pattern[str]", _LazyPattern(source, flags))


class _LazyPattern:
    """Stands for a pattern. Its attributes become those of the compiled one as soon as one is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        # Patterns are put together of others' sources, which needs no compilation.
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        # Called only for what isn't set yet: once the methods are set, a use costs no more than a pattern's.
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

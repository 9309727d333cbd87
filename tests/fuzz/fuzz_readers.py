"""Bytes in, and nothing may break: atheris drives every way in, guided by what code it reaches.

`make fuzz` runs it for a time; what it finds is kept under `build/fuzz/` and becomes a case. The
invariants are those of the property tests: no exception, and every character accounted for.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["forumpub"]):
    from forumpub.containers import read_text
    from forumpub.errors import InputError
    from forumpub.parse import ParseOptions, parse
    from forumpub.parse.accounting import check_accounting
    from forumpub.parse.registry import BUILT_IN, built_in_readers

    built_in_readers()

_NAMES = ("a.txt", "a.docx", "a.html", "a.md", "a.odt")
_READERS = (None, *BUILT_IN)


def test_one_input(data: bytes) -> None:
    """Read bytes as a file: the first says which suffix, the second which reader; 0 leaves it to us."""
    if len(data) < 2:
        return
    name = _NAMES[data[0] % len(_NAMES)]
    reader = _READERS[data[1] % len(_READERS)]
    try:
        source = read_text(data[2:], name=name).value
    except InputError:
        return
    article = parse(source, options=ParseOptions(format=reader)).value
    found = check_accounting(article, source)
    if found:
        raise AssertionError(f"{reader or article.detection.format}: {found[0].message}")


def main() -> None:
    """Run with libFuzzer's own arguments, such as `-max_total_time=3600` and folders of seeds."""
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

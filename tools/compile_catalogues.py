"""Compile every `forumpub.po` to the `forumpub.mo` beside it: run after a catalogue was changed.

Babel's own `pybabel compile` refuses folders named by BCP 47 tags, such as `zh-Hans`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[1] / "src" / "forumpub" / "locales"
# Babel would write the time of day into the header, and every run would change every file.
_NO_TIME = dt.datetime(2021, 7, 16, tzinfo=dt.UTC)


def main() -> None:
    """Compile all catalogues."""
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/forumpub.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
        catalogue.creation_date = catalogue.revision_date = _NO_TIME
        with source.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)


if __name__ == "__main__":
    main()

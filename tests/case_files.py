r"""Cases as files: one file is one test.

A case file says in its first lines what it shows and why, and then has sections, each under a line
`=== NAME`::

    What this case shows, and why it matters.

    === options
    encode: gb18030
    === input
    【解说】…
    === article
    …
    === diagnostics
    warning[encoding-guessed] …

Options of the input: `encode` (a codec; default utf-8), `eol` (lf, crlf, cr), `final-newline` (yes, no) and
`escapes: yes`, which reads `\t`, `\r`, `\n`, `\\`, `\xNN`, `\uNNNN`, `\UNNNNNNNN` in the input as the
character and `\<FF FE>` as bytes. All other options go to the step under test. Sections behind the input are
expectations; `pytest --rewrite-cases` writes them, and the difference is reviewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_HEADING = re.compile(r"^=== ([a-z-]+)$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:([tnr\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_BYTES = re.compile(r"\\<([0-9A-Fa-f ]+)>")
_NAMED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
_INPUT_OPTIONS = frozenset(["encode", "eol", "final-newline", "escapes"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case file. `expected` are the sections behind the input, by name."""

    path: Path
    about: str
    options: dict[str, str]
    input: str
    expected: dict[str, str]

    @property
    def step_options(self) -> dict[str, str]:
        """The options for the step under test."""
        return {key: value for key, value in self.options.items() if key not in _INPUT_OPTIONS}

    def data(self) -> bytes:
        """Return the input as a file's bytes."""
        eol = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[self.options.get("eol", "lf")]
        codec = self.options.get("encode", "utf-8")
        text = self.input + ("\n" if self.options.get("final-newline") == "yes" else "")
        if self.options.get("escapes") != "yes":
            return text.replace("\n", eol).encode(codec)
        parts = _BYTES.split(text)
        data = b""
        for at, part in enumerate(parts):
            if at % 2:
                data += bytes.fromhex(part)
            else:
                data += _ESCAPE.sub(_unescape, part.replace("\n", eol)).encode(codec, "surrogatepass")
        return data


def _unescape(match: re.Match[str]) -> str:
    name, *codes = match.groups()
    return _NAMED[name] if name else chr(int(next(code for code in codes if code), 16))


def find_cases(kind: str) -> list[Path]:
    """Return the case files of a folder under `tests/cases`, in order."""
    return sorted((CASES / kind).glob("*.case"))


def read_case(path: Path) -> Case:
    """Read a case file."""
    with path.open(encoding="utf-8", newline="") as file:
        parts = _HEADING.split(file.read())
    # A section's text is what stands between the ends of its heading and of its last line.
    sections = {
        name: body[1:].removesuffix("\n") for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    pairs = (line.partition(":") for line in sections.pop("options", "").splitlines() if line.strip())
    options = {key.strip(): value.strip() for key, _, value in pairs}
    return Case(
        path=path, about=parts[0].strip(), options=options, input=sections.pop("input"), expected=sections
    )


def write_case(case: Case, outcome: dict[str, str]) -> None:
    """Write a case file with new expectations."""
    text = f"{case.about}\n\n"
    if case.options:
        text += "=== options\n" + "".join(f"{key}: {value}\n" for key, value in case.options.items())
    text += f"=== input\n{case.input}\n"
    text += "".join(f"=== {name}\n{body}\n" for name, body in outcome.items())
    with case.path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)

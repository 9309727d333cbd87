"""What the commands on a translation memory do: exchange it with other tools, count it, search it."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from forumpub.diagnostics import Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import ChoiceError, InputError, MemoryFileError
from forumpub.given import is_date
from forumpub.locales.languages import find_language
from forumpub.locales.tags import check_tag
from forumpub.model import Origin
from forumpub.output import Written, write_pieces
from forumpub.rules.memory import MEMORY_ENGINE_UNUSED
from forumpub.translate.memory import Entry, Hit, Memory, PairStatistics, Query, Removal, open_memory
from forumpub.translate.memory.exchange import Notices
from forumpub.translate.memory.store import batched
from forumpub.translate.memory.unit import normal_form
from forumpub.values import dataclass

FORMATS = ("tmx", "xliff")
_SUFFIXES = {".tmx": "tmx", ".xlf": "xliff", ".xliff": "xliff"}
# Where a file says what it is, after a declaration and a document type.
_HEAD_BYTES = 4096
_ENTRIES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which units are meant: of given languages and origins, of all where none is given."""

    source_lang: str | None = None
    target_lang: str | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of one file: its units that are remembered now."""

    name: str
    kept: int


def memory_path(env: Environment, given: Path | None = None) -> Path:
    """Return the file of the translation memory: a given one, else FORUMPUB_MEMORY, else the user's own."""
    if given is not None:
        return given
    named = env.setting("memory")
    return Path(named) if named else env.data_dir() / "memory.sqlite"


def open_existing(path: Path) -> Outcome[Memory]:
    """Open a memory that is there: a command that only looks begins none.

    Raises:
        MemoryFileError: there is none, or it can't be opened.
    """
    if not path.exists():
        raise MemoryFileError(
            f"there is no translation memory {path}",
            hints=("`forumpub memory import FILE.tmx` begins one, and so does `forumpub translate`",),
        )
    return open_memory(path)


def import_file(memory_file: Path, path: Path, selection: Selection = Selection()) -> Outcome[Imported]:
    """Remember the units of a TMX or XLIFF file.

    The first unit begins a memory where there is none: a file without any begins none. Whoever translated a
    unit is kept where the file tells it; an older human translation never replaces a newer one.

    Raises:
        InputError: the file can't be read, or is neither.
        MemoryFileError: the memory can't be opened or written.

    Diagnostics:
        exchange-human-kept: a human translation of the memory stayed, another one is left out.
        exchange-unit-skipped, exchange-codes-dropped, exchange-language-mapped: as `read_tmx` says.
    """
    notices = Notices(path.name)
    kept = 0
    with contextlib.ExitStack() as stack:
        memory: Memory | None = None
        for some in batched(_select(_read_file(path, notices), selection), _ENTRIES_AT_ONCE):
            if memory is None:
                memory = stack.enter_context(_open_for_import(memory_file))
            kept += _merge(memory, some, notices)
    return Outcome(Imported(name=path.name, kept=kept), notices.diagnostics)


def export_file(
    memory: Memory, path: Path, *, form: str | None = None, selection: Selection = Selection()
) -> Outcome[Written]:
    """Write a memory's units as TMX or XLIFF, whole or not at all.

    Args:
        memory: what is exported; others may write it meanwhile.
        path: the new file.
        form: `tmx` or `xliff`; None follows the file's suffix.
        selection: which units. XLIFF has one pair of languages a file.

    Raises:
        ChoiceError: the suffix tells no form, or XLIFF lacks its two languages.
        OutputError: the file can't be written.

    Diagnostics:
        exchange-characters-replaced: a text holds what XML can't.
    """
    form = form or _SUFFIXES.get(path.suffix.lower())
    notices = Notices(path.name)
    entries = memory.read_entries(
        source_lang=selection.source_lang, target_lang=selection.target_lang, origins=selection.origins
    )
    match form:
        case "tmx":
            from forumpub.translate.memory.tmx import write_tmx

            pieces = write_tmx(entries, notices)
        case "xliff":
            from forumpub.translate.memory.xliff import write_entries

            pieces = write_entries(_some(entries), *_one_pair(memory, selection), notices)
        case _:
            raise ChoiceError(
                f"the name {path.name!r} doesn't tell the format",
                hints=("end it in .tmx or .xlf, or give --format",),
            )
    written = write_pieces(path.parent, path.name, pieces, inputs=(memory.path,))
    return Outcome(written, notices.diagnostics)


def select(source: str | None, target: str | None, origins: Sequence[str] = ()) -> Selection:
    """Make a selection of what a command names; languages get the tags that editions have.

    Raises:
        ChoiceError: a language isn't one.
    """
    tags = [
        known.tag if tag and (known := find_language(check_tag(tag))) else tag for tag in (source, target)
    ]
    return Selection(
        source_lang=tags[0], target_lang=tags[1], origins=tuple(Origin(origin) for origin in origins)
    )


def choose_removal(
    memory: Memory,
    *,
    selection: Selection,
    engine: str | None = None,
    before: str | None = None,
    text: str | None = None,
    people: bool = False,
    is_dry: bool = False,
) -> Outcome[Removal]:
    """Say which units are to be forgotten, as a command names them.

    Args:
        memory: where they are.
        selection: their languages.
        engine: the name of an engine or a model that has written here.
        before: a day, YYYY-MM-DD.
        text: words in the source or the translation.
        people: people's units and other tools' too, by their words.
        is_dry: they are only counted. An engine that hasn't written here is told then, and no wrong command.

    Raises:
        ChoiceError: nothing says which units, there is no such engine or day, or people's are meant
            without words.

    Diagnostics:
        memory-engine-unused.
    """
    findings = Findings()
    text = text if text and text.strip() else None
    _check_choice(selection, engine=engine, before=before, text=text, people=people)
    known = {name for use in memory.list_engines() for name in (use.name, use.model)}
    if engine is not None and engine.casefold() not in map(str.casefold, known):
        message = f"no engine or model {engine!r} has written into {memory.path}"
        hints = (f"those that have are {', '.join(sorted(known))}",) if known else ()
        if not is_dry:
            raise ChoiceError(message, hints=hints)
        findings.add(MEMORY_ENGINE_UNUSED, message, hints=hints)
    removal = Removal(
        source_lang=selection.source_lang,
        target_lang=selection.target_lang,
        engine=engine,
        before=before,
        text=text,
        people=people,
    )
    return findings.outcome(removal)


def _check_choice(
    selection: Selection, *, engine: str | None, before: str | None, text: str | None, people: bool
) -> None:
    if people and text is None:
        raise ChoiceError(
            "what people wrote is forgotten only by its words", hints=("say which with --matching TEXT",)
        )
    if not any((selection.source_lang, selection.target_lang, engine, before, text)):
        raise ChoiceError(
            "nothing says which units are to be forgotten",
            hints=("give --from, --to, --engine, --before or --matching; --dry-run counts them",),
        )
    if before is not None and not is_date(before):
        raise ChoiceError(f"{before!r} is not a date", hints=("write it as 2021-07-16",))


def forget(memory: Memory, removal: Removal) -> Outcome[int]:
    """Delete units for good, and return how many there were.

    Raises:
        MemoryFileError: the memory can't be written.

    Diagnostics:
        memory-not-compacted: the file still holds their words.
    """
    if not memory.writable:
        raise _not_writable(memory.path, "forget units of")
    return memory.forget(removal)


def tabulate(pairs: Sequence[PairStatistics]) -> tuple[tuple[str, ...], ...]:
    """Return counts of units as a table with a head: a row for each pair of languages, and their sum."""
    counts = [
        (f"{pair.source_lang} → {pair.target_lang}", (pair.human, pair.imported, pair.machine))
        for pair in pairs
    ]
    sums = tuple(sum(column) for column in zip(*(numbers for _, numbers in counts), strict=True)) or (0, 0, 0)
    return (
        ("languages", "human", "imported", "machine"),
        *((name, *(f"{number:,}" for number in numbers)) for name, numbers in (*counts, ("all", sums))),
    )


def search(
    memory: Memory, text: str, *, selection: Selection = Selection(), most: int
) -> tuple[tuple[Hit, ...], int]:
    """Find translations that hold a text, latest first, and tell how many more there are than are shown."""
    langs = {"source_lang": selection.source_lang, "target_lang": selection.target_lang}
    found = memory.search(text, most=most, **langs)
    more = memory.count_hits(text, **langs) - most if len(found) == most else 0
    return found, max(0, more)


def describe(hit: Hit) -> tuple[str, ...]:
    """Say in lines what a translation is, whose, and of when."""
    entry, unit = hit.entry, hit.entry.unit
    others = f"{hit.others:,} more like it" if hit.others else None
    engine = f"{unit.engine.name} {unit.engine.model}" if unit.engine else None
    made = ", ".join(
        part for part in (unit.origin.value, unit.author, unit.date, engine, unit.doc, others) if part
    )
    return (
        f"{entry.source_lang} → {entry.target_lang} ({made})",
        f"  {normal_form(unit.source)}",
        f"  {normal_form(unit.target)}",
    )


def _open_for_import(path: Path) -> Memory:
    memory = open_memory(path).value
    if not memory.writable:
        memory.close()
        raise _not_writable(path, "import into")
    return memory


def _not_writable(path: Path, deed: str) -> MemoryFileError:
    return MemoryFileError(
        f"can't {deed} the translation memory {path}: it can't be written",
        hints=("make the file and its folder writable, or name another with --memory",),
    )


def _read_file(path: Path, notices: Notices) -> Iterator[Entry]:
    try:
        with path.open("rb") as file:
            yield from _read_entries(file, path.name, notices)
    except OSError as error:
        raise InputError(f"can't read {path}: {error.strerror or error}") from error


def _read_entries(file: BinaryIO, name: str, notices: Notices) -> Iterator[Entry]:
    from forumpub.translate.memory.tmx import read_tmx
    from forumpub.translate.memory.xliff import read_entries

    head = file.read(_HEAD_BYTES)
    file.seek(0)
    # The names of both roots are ASCII; UTF-16 has a zero beside each letter.
    plain = head.replace(b"\0", b"").lower()
    if b"<tmx" in plain:
        return read_tmx(file, name, notices)
    if b"<xliff" in plain:
        return read_entries(file, name, notices)
    raise InputError(
        f"can't import {name}: it is neither TMX nor XLIFF",
        hints=("export it from the tool that wrote it as TMX 1.4 or XLIFF",),
    )


def _select(entries: Iterator[Entry], selection: Selection) -> Iterator[Entry]:
    for entry in entries:
        if (
            selection.source_lang in (None, entry.source_lang)
            and selection.target_lang in (None, entry.target_lang)
            and (not selection.origins or entry.unit.origin in selection.origins)
        ):
            yield entry


def _merge(memory: Memory, entries: Sequence[Entry], notices: Notices) -> int:
    """Remember entries, but let no older human translation replace a newer one."""
    by_pair: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_pair.setdefault((entry.source_lang, entry.target_lang), []).append(entry)
    kept = 0
    for (source_lang, target_lang), group in by_pair.items():
        units = [entry.unit for entry in group]
        queries = [Query(source=unit.source, before=unit.before, after=unit.after) for unit in units]
        found = memory.look_up(queries, source_lang=source_lang, target_lang=target_lang, recipe="")
        fresh = []
        for unit, present in zip(units, found, strict=True):
            if present is not None and present.stands_against(unit):
                notices.keep_human(present.unit, unit)
            else:
                fresh.append(unit)
        kept += memory.remember(fresh, source_lang=source_lang, target_lang=target_lang)
    return kept


def _some(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Return entries of which there is one: a file of XLIFF without a unit is none."""
    first = next(entries, None)
    if first is None:
        raise ChoiceError("the memory has no such units", hints=("`forumpub memory stats` counts them",))
    return itertools.chain((first,), entries)


def _one_pair(memory: Memory, selection: Selection) -> tuple[str, str]:
    pairs = [
        (pair.source_lang, pair.target_lang)
        for pair in memory.statistics().pairs
        if selection.source_lang in (None, pair.source_lang)
        and selection.target_lang in (None, pair.target_lang)
    ]
    if len(pairs) == 1:
        return pairs[0]
    if not pairs:
        raise ChoiceError("the memory has no units in these languages", hints=("`forumpub memory stats`",))
    raise ChoiceError(
        f"XLIFF holds one pair of languages, and the memory has {len(pairs)}",
        hints=(
            "name one with --from and --to, or export TMX",
            f"there are {', '.join(f'--from {source} --to {target}' for source, target in pairs)}",
        ),
    )

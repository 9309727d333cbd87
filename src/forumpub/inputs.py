"""What a command is given to read: files, folders and standard input, as one list with output names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from forumpub.containers.archive import is_zip
from forumpub.containers.texts import unpack_texts
from forumpub.env import Environment
from forumpub.errors import InputError
from forumpub.output import distinct_stems, fold_name, output_stem
from forumpub.values import dataclass

STANDARD_INPUT = "-"
# In a folder, only these are taken for transcripts. A file that is named itself may be called anything.
TRANSCRIPTS = frozenset(
    {
        ".docx", ".dfxp", ".fountain", ".htm", ".html", ".json", ".markdown", ".md", ".nitf", ".nsml", ".odt",
        ".srt", ".text", ".ttml", ".txt", ".vtt", ".xhtml", ".xml", ".zip",
    }
)  # fmt: skip
# What of a folder may be a translated edition, and what may be an editor's copy of something.
EDITIONS = frozenset({".docx", ".json"})
COPIES = frozenset({".docx", ".tmx", ".xlf", ".xliff"})
# What forumpub writes itself: in the folder that it writes to, these are its own.
_WRITTEN = frozenset({".docx", ".html", ".pdf"})
_ARCHIVE = ".zip"
# What is ours, or the system's, wherever it lies: project files, exchanges, memories, pictures of a folder.
_COMPANIONS = frozenset({".jsonld", ".sqlite", ".tmx", ".toml", ".xlf", ".xliff"})
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One transcript or article to read.

    `name` is what messages call it, `stem` what its outputs are called. `data` is set where the bytes are
    here already; `path` where they are in a file. `times` is how often the command gives it. `rivals` are
    other inputs of the run that an output of this one could be called like: `a.docx`, where this is `a.txt`.
    """

    name: str
    stem: str
    path: Path | None = None
    data: bytes | None = None
    times: int = 1
    rivals: tuple[Path, ...] = ()

    @property
    def originals(self) -> tuple[Path, ...]:
        """The files that none of its outputs may replace: its own, and those of other inputs."""
        return self.rivals if self.path is None else (self.path, *self.rivals)

    @property
    def is_renamed(self) -> bool:
        """Whether the outputs have another name than the input alone would give them."""
        return self.path is not None and self.stem != output_stem(self.path.name)


def collect_inputs(
    arguments: Sequence[str], *, outside: Path | None = None, suffixes: Set[str] = TRANSCRIPTS
) -> tuple[Input, ...]:
    """Make the list of a command's inputs; a folder stands for the transcripts in it and below, by name.

    A file that is given more than once, by itself or with its folder, is one input.
    A file that isn't there stays in the list, and so does a folder that can't be read: reading it tells.

    Args:
        arguments: paths as the command got them; `-` is standard input.
        outside: a folder to pass over, because outputs go there.
        suffixes: what of a folder is meant, where it isn't transcripts.

    Raises:
        InputError: a folder holds none of what is meant.
    """
    found: list[Input] = []
    for argument in arguments:
        if argument == STANDARD_INPUT:
            found.append(Input(name="<stdin>", stem="stdin"))
        elif (path := Path(argument)).is_dir():
            found.extend(_file(below) for below in _find_files(path, outside, suffixes))
        else:
            found.append(_file(path))
    entries = _join_repeats(found)
    return _named(entries, distinct_stems([str(entry.path or entry.stem) for entry in entries]))


def count_passed_over(
    arguments: Sequence[str], *, outside: Path | None = None, suffixes: Set[str] = TRANSCRIPTS
) -> Mapping[str, int]:
    """Count the files that a command's folders hold beside what is meant, by their ending, in lower case.

    Hidden files aren't counted, nor what forumpub writes: a PDF called as a file that is read, and exchanges.

    Args:
        arguments: paths as the command got them.
        outside: a folder to pass over, because outputs go there.
        suffixes: what of a folder is meant.
    """
    folders = [
        path for argument in arguments if argument != STANDARD_INPUT and (path := Path(argument)).is_dir()
    ]
    inside = outside.resolve() if outside else None
    found = {path for folder in folders for path in _walk(folder, inside, None)}
    read = {(path.parent, path.stem) for path in found if path.suffix.lower() in suffixes}
    return Counter(
        path.suffix.lower()
        for path in found
        if path.suffix.lower() not in suffixes | _COMPANIONS
        and path.name.lower() not in _OF_THE_SYSTEM
        and not (path.suffix.lower() == ".pdf" and (path.parent, path.stem) in read)
        and path.is_file()
    )


def _named(entries: Sequence[Input], stems: Sequence[str]) -> tuple[Input, ...]:
    """Give inputs the names of their outputs, and tell each which other inputs those could replace."""
    begun: dict[str, list[Path]] = {}
    for entry in entries:
        for beginning in _beginnings(entry.path):
            begun.setdefault(beginning, []).append(entry.path or Path())
    return tuple(
        replace(
            entry,
            stem=stem,
            rivals=tuple(path for path in begun.get(fold_name(stem), ()) if path != entry.path),
        )
        for entry, stem in zip(entries, stems, strict=True)
    )


def _beginnings(path: Path | None) -> Iterator[str]:
    """Yield what comes before each full stop of a file's name, in the form in which names are compared."""
    name = fold_name(path.name) if path is not None else ""
    for place, char in enumerate(name):
        if char == ".":
            yield name[:place]


def _join_repeats(entries: Sequence[Input]) -> tuple[Input, ...]:
    counts: dict[object, int] = {}
    first: dict[object, Input] = {}
    for place, entry in enumerate(entries):
        # Links to one file have names of their own, and so have what is made of them.
        key = os.path.abspath(entry.path) if entry.path is not None else place  # noqa: PTH100  # follows none
        counts[key] = counts.get(key, 0) + 1
        first.setdefault(key, entry)
    return tuple(replace(entry, times=counts[key]) for key, entry in first.items())


def unpack_archives(entries: Sequence[Input], env: Environment) -> tuple[Input, ...]:
    """Put the transcripts of a ZIP archive in its place, by name; nothing is written to a disk.

    An archive that can't be unpacked stays in the list: reading it tells why, and stops no other input.
    """
    found: list[Input] = []
    for entry in entries:
        members = _members(entry, env)
        found.extend(members or (entry,))
    if len(found) == len(entries):
        return tuple(entries)
    return _named(found, distinct_stems([str(entry.path or entry.name) for entry in found]))


def _members(entry: Input, env: Environment) -> tuple[Input, ...]:
    try:
        if entry.path is not None:
            if entry.path.suffix.lower() != _ARCHIVE:
                return ()
            data = env.read_bytes(entry.path)
        else:
            data = entry.data or b""
        texts = unpack_texts(data, entry.name, TRANSCRIPTS - {_ARCHIVE}) if is_zip(data) else ()
    except InputError:
        return ()
    return tuple(
        Input(name=f"{entry.name}/{text.name}", stem=output_stem(text.name), data=text.data) for text in texts
    )


def _file(path: Path) -> Input:
    return Input(name=str(path), stem=output_stem(path.name), path=path)


def _find_files(folder: Path, outside: Path | None, suffixes: Set[str]) -> Iterable[Path]:
    paths = sorted(_walk(folder, outside.resolve() if outside else None, suffixes))
    if not paths:
        wanted = ", ".join(sorted(suffixes))
        if suffixes != TRANSCRIPTS:
            raise InputError(f"no file in {folder} ends in one of {wanted}")
        hint = f"a folder's transcripts are files that end in {wanted}"
        raise InputError(f"no transcripts in {folder}", hints=(hint,))
    return paths


def _walk(folder: Path, outside: Path | None, suffixes: Set[str] | None) -> Iterator[Path]:
    """Yield the files of a folder and below that end so, or all where `suffixes` is None."""
    closed: list[Path] = []

    def note(error: OSError) -> None:
        closed.append(Path(os.fsdecode(error.filename)))

    for parent, folders, files in os.walk(folder, onerror=note):
        here = Path(parent)
        folders[:] = [
            name for name in folders if not name.startswith(".") and (here / name).resolve() != outside
        ]
        own = _WRITTEN if outside is not None and here.resolve() == outside else frozenset()
        for name in files:
            suffix = Path(name).suffix.lower()
            # `~$` begins the name of a file that Word keeps beside one that is open.
            meant = suffixes is None or suffix in suffixes
            if not name.startswith((".", "~$")) and meant and suffix not in own:
                yield here / name
    # Reading it as a file tells why, and stops no other input.
    yield from closed

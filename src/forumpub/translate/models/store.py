"""The folder of installed models: what is in it, what comes in, and whether it is still what came in.

One folder a model. It appears by one rename, when all of it is on the disk, and nothing in it is changed
afterwards.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from forumpub.diagnostics import Findings, Outcome
from forumpub.errors import ModelError
from forumpub.rules.models import BROKEN_MODEL, MODEL_CHANGED, MODEL_PART_LEFT_OUT
from forumpub.translate.models.description import (
    ARGOS_FILE,
    TOML_FILE,
    Description,
    read_description,
)
from forumpub.translate.models.locking import lock_folder
from forumpub.translate.models.record import (
    RECORD_FILE,
    Record,
    dump_record,
    find_changed,
    find_touched,
    hash_file,
    read_record,
    record_files,
)
from forumpub.translate.models.unpack import is_part, is_passed_over, list_files, unpack_package
from forumpub.values import dataclass

_ASIDE = ".aside-"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A model in the store. `folder` holds its files."""

    folder: Path
    description: Description
    record: Record

    @property
    def name(self) -> str:
        """The name by which commands know it: that of its folder."""
        return self.folder.name

    @property
    def licence(self) -> str | None:
        """Its licence as far as it is known: what was said at its installation, else what it says itself."""
        return self.record.licence or self.description.licence

    @property
    def sha256(self) -> str:
        """One digest for all of its files."""
        return self.record.sha256

    def find_faults(self) -> Iterator[str]:
        """Yield what has changed since its installation, as far as a look at sizes and times shows it.

        A file that is as long and as old as it was is believed; `ModelStore.verify` believes nothing.
        """
        yield from find_changed(self.folder, find_touched(self.folder, self.record.files))


def find_packages(path: Path) -> tuple[Path, ...]:
    """Return what is to be imported of a path: itself, or the packages and models in a folder of several.

    A folder with a model unpacked is one, and so is whatever holds no package that can be seen: what is wrong
    with that is told when it is imported.

    Raises:
        ModelError: it is a folder that can't be read.
    """
    if not path.is_dir() or _is_model(path):
        return (path,)
    try:
        inside = sorted(path.iterdir())
    except OSError as error:
        raise ModelError(f"can't read {path}: {error.strerror or error}") from error
    return tuple(one for one in inside if _is_model(one) or _is_package(one)) or (path,)


def _is_package(path: Path) -> bool:
    """Tell whether a file in a folder is a package: by its name, or by what a ZIP file of any use holds."""
    if path.suffix.lower() != ".zip":
        return path.suffix.lower() == ".argosmodel"
    return any(name.partition("/")[2] in (ARGOS_FILE, TOML_FILE) for name in list_files(path))


def _is_model(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (ARGOS_FILE, TOML_FILE))


class ModelStore:
    """The models of one folder, which may not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list_models(self) -> Outcome[tuple[InstalledModel, ...]]:
        """List the models that can be used, by name.

        Raises:
            ModelError: the folder exists and can't be read.

        Diagnostics:
            broken-model: a folder that holds no model, or half of one.
        """
        findings = Findings()
        models = []
        for folder in self._folders():
            try:
                models.append(_read_model(folder))
            except ModelError as error:
                findings.add(BROKEN_MODEL, f"skipped {folder.name}: {error}", hints=error.hints)
        return findings.outcome(tuple(models))

    def list_names(self) -> tuple[str, ...]:
        """List the names of all models, also of those that can't be used.

        Raises:
            ModelError: the folder exists and can't be read.
        """
        return tuple(folder.name for folder in self._folders())

    def find_models(self, source_lang: str, target_lang: str) -> tuple[InstalledModel, ...]:
        """Find the models that translate from one language into another, in order of their names."""
        models = self.list_models().value
        return tuple(model for model in models if model.description.find_pair(source_lang, target_lang))

    def get_model(self, name: str) -> InstalledModel:
        """Return the model of a name.

        Raises:
            ModelError: there is none, or it is damaged.
        """
        if name not in (folder.name for folder in self._folders()):
            known = ", ".join(model.name for model in self.list_models().value)
            hint = f"installed are {known}" if known else "none is installed"
            raise ModelError(f"no model is called {name!r}", hints=(hint,))
        return _read_model(self.folder / name)

    def import_package(
        self, path: Path, *, origin: str | None = None, licence: str | None = None, sha256: str | None = None
    ) -> Outcome[InstalledModel]:
        """Install a package: an `.argosmodel` or ZIP file, or a folder that holds a model unpacked.

        A model that is there already, of the same bytes, is left as it is.

        Args:
            path: the file or folder; it isn't changed.
            origin: where it came from; the path's name otherwise.
            licence: its licence, where it doesn't say.
            sha256: what the file's digest has to be.

        Raises:
            ModelError: it is no package, it isn't the file that `sha256` means, or another model of its
                name is installed.

        Diagnostics:
            model-part-left-out: the package holds files that aren't installed.
        """
        package_sha256 = _check_digest(path, sha256)
        with lock_folder(self.folder), self._aside() as aside:
            left_out = _copy_folder(path, aside) if path.is_dir() else unpack_package(path, aside).passed_over
            description = read_description(aside)
            _check_parts(aside, description)
            record = Record(
                origin=origin or description.origin or path.name,
                package_sha256=package_sha256,
                licence=licence or description.licence,
                files=record_files(aside),
            )
            (aside / RECORD_FILE).write_bytes(dump_record(record))
            model = self._settle(aside, description, record)
        findings = Findings()
        if left_out:
            named = ", ".join(sorted({name.split("/")[0] for name in left_out}))
            message = f"{model.name} comes without {named}: {len(left_out):,} files that nothing here uses"
            findings.add(MODEL_PART_LEFT_OUT, message)
        return findings.outcome(model)

    def check_models(self) -> Outcome[tuple[InstalledModel, ...]]:
        """Return the models that look as they did when they were installed, by their sizes and times.

        Diagnostics:
            broken-model: a folder that holds no model, or half of one.
            model-changed: a file that isn't what was installed.
        """
        return self._find_sound(InstalledModel.find_faults)

    def verify(self) -> Outcome[tuple[InstalledModel, ...]]:
        """Read every byte of every model, and return those that are what was installed.

        Diagnostics:
            broken-model: a folder that holds no model, or half of one.
            model-changed: a file that isn't what was installed.
        """
        return self._find_sound(lambda model: find_changed(model.folder, model.record.files))

    def _find_sound(
        self, find: Callable[[InstalledModel], Iterable[str]]
    ) -> Outcome[tuple[InstalledModel, ...]]:
        findings = Findings()
        sound = []
        for model in findings.take(self.list_models()):
            faults = tuple(find(model))
            for fault in faults:
                hint = f"`forumpub models remove {model.name}`, then install it again"
                findings.add(MODEL_CHANGED, f"{model.name}: {fault}", hints=(hint,))
            if not faults:
                sound.append(model)
        return findings.outcome(tuple(sound))

    def remove(self, name: str) -> None:
        """Delete a model's folder, whole or damaged.

        Raises:
            ModelError: there is none of this name, or it can't be deleted.
        """
        with lock_folder(self.folder):
            if name not in (folder.name for folder in self._folders()):
                raise ModelError(f"no model is called {name!r}", hints=("`forumpub models list` names them",))
            # Aside first: a kill in the middle leaves no half model behind.
            aside = self.folder / f"{_ASIDE}{secrets.token_hex(8)}"
            try:
                (self.folder / name).rename(aside)
                shutil.rmtree(aside)
            except OSError as error:
                raise ModelError(f"can't remove {self.folder / name}: {error.strerror or error}") from error

    def _folders(self) -> list[Path]:
        try:
            found = [path for path in self.folder.iterdir() if not path.name.startswith(".")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ModelError(
                f"can't read the folder of models {self.folder}: {error.strerror or error}"
            ) from error
        return sorted(path for path in found if path.is_dir())

    @contextlib.contextmanager
    def _aside(self) -> Iterator[Path]:
        """Give the name of a new folder in the store, gone afterwards unless it was renamed.

        Whoever holds the lock is alone: what lies aside was left by a process that was killed.
        """
        for old in self.folder.glob(f"{_ASIDE}*"):
            shutil.rmtree(old, ignore_errors=True)
        aside = self.folder / f"{_ASIDE}{secrets.token_hex(8)}"
        try:
            yield aside
        except OSError as error:
            raise ModelError(f"can't install into {self.folder}: {error.strerror or error}") from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _settle(self, aside: Path, description: Description, record: Record) -> InstalledModel:
        folder = self.folder / description.name
        if folder.exists():
            with contextlib.suppress(ModelError):
                there = _read_model(folder)
                if there.sha256 == record.sha256 and not tuple(there.find_faults()):
                    return there
            raise ModelError(
                f"{description.name} is already installed, and differs",
                hints=(f"`forumpub models remove {description.name}` first",),
            )
        for path in (*aside.rglob("*"), aside):
            _sync(path)
        aside.rename(folder)
        _sync(self.folder)
        return InstalledModel(folder=folder, description=description, record=record)


def _read_model(folder: Path) -> InstalledModel:
    record = read_record(folder)
    description = read_description(folder)
    _check_parts(folder, description)
    return InstalledModel(folder=folder, description=description, record=record)


def _check_parts(folder: Path, description: Description) -> None:
    missing = [name for name in description.required if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{description.name} lacks {', '.join(missing)}",
            hints=("download or copy it again, and import it with `forumpub models import FILE`",),
        )


def _check_digest(path: Path, wanted: str | None) -> str:
    if path.is_dir():
        if wanted:
            raise ModelError(f"{path} is a folder: a digest is of a file")
        return ""
    try:
        found = hash_file(path)
    except OSError as error:
        raise ModelError(f"can't read {path}: {error.strerror or error}") from error
    if wanted and found != wanted.lower():
        raise ModelError(
            f"{path} is not the file that was meant: its SHA-256 is {found}, not {wanted.lower()}",
            hints=("download or copy it again",),
        )
    return found


def _copy_folder(path: Path, aside: Path) -> tuple[str, ...]:
    """Copy the parts of an unpacked model; links are followed, as the user who names the folder may."""
    places = [file.relative_to(path).as_posix() for file in sorted(path.rglob("*")) if file.is_file()]
    wanted = [place for place in places if is_part(place)]
    if not any(place in (ARGOS_FILE, TOML_FILE) for place in wanted):
        raise ModelError(
            f"{path} holds no model: neither {ARGOS_FILE} nor {TOML_FILE} is in it, and no package",
            hints=("name the .argosmodel or ZIP file, the folder it is in, or the folder of one model",),
        )
    for place in wanted:
        (aside / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path / place, aside / place)
    return tuple(place for place in places if place not in wanted and not _is_silent(place))


def _is_silent(place: str) -> bool:
    return place == RECORD_FILE or (is_passed_over(place) and place.rpartition("/")[2].startswith("."))


def _sync(path: Path) -> None:
    """Put a file or a folder's names on the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""A project's settings, `forumpub.toml`: how findings are weighed, and what translations are made with."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from forumpub.diagnostics import Diagnostic, Severity
from forumpub.env import Environment
from forumpub.errors import InputError, ProjectError
from forumpub.rules import all_rules
from forumpub.values import dataclass

PROJECT_FILE: Final = "forumpub.toml"
FAIL_ON: Final = ("error", "warning", "never")
_OFF = "off"
_SEVERITIES = (*(severity.value for severity in Severity), _OFF)
# Words for keys that no likeness finds.
_MEANT = MappingProxyType({"languages": "to", "language": "to", "langs": "to", "glossary": "glossaries"})
_IGNORE_KEYS = ("rule", "reason", "file", "segment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """A finding that is known and stays: of a rule, in files of a pattern, in a segment or everywhere."""

    rule: str
    reason: str
    file: str | None = None
    segment: str | None = None

    def covers(self, diagnostic: Diagnostic, *, file: str, segments: Collection[str]) -> bool:
        """Tell whether it speaks of a finding. `segments` are the names of the finding's segment."""
        return (
            diagnostic.rule.slug == self.rule
            and (self.file is None or fnmatch.fnmatchcase(file, self.file))
            and (self.segment is None or self.segment in segments)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The settings of a project. Paths are those of the file, from the folder that it lies in.

    `severities` are rules whose severity is another here, None where the rule is off. `to` are languages.
    """

    name: str = PROJECT_FILE
    fail_on: str = "error"
    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    ignores: tuple[Ignore, ...] = ()
    glossaries: tuple[Path, ...] = ()
    memory: Path | None = None
    to: tuple[str, ...] = ()
    status: str | None = None

    def check_files(self) -> None:
        """Check that the glossaries are there, before what doesn't know who named them misses one.

        Raises:
            InputError: one isn't.
        """
        for path in self.glossaries:
            if not path.exists():
                raise InputError(
                    f"can't read {path}: No such file or directory",
                    hints=(f"{self.name} names it in translate.glossaries",),
                )


def find_project(folder: Path, env: Environment) -> Project | None:
    """Load the project file of a folder, None where it has none.

    Raises:
        ProjectError: it has a wrong key or value.
        InputError: it can't be read.
    """
    path = folder / PROJECT_FILE
    return load_project(path, env) if path.is_file() else None


def load_project(path: Path, env: Environment) -> Project:
    """Load a project file.

    Raises:
        ProjectError: it is no TOML, or has a wrong key or value; the message names the key.
        InputError: it can't be read.
    """
    table = _Table(path.name, (), _read_toml(path, env))
    checks, translate = table.table("checks"), table.table("translate")
    table.refuse_others("checks", "translate")
    checks.refuse_others("fail-on", "severity", "ignore")
    translate.refuse_others("glossaries", "memory", "to", "status")
    memory = translate.text("memory")
    return Project(
        name=path.name,
        fail_on=checks.choice("fail-on", FAIL_ON) or "error",
        severities=_severities(checks.table("severity")),
        ignores=tuple(_ignore(row) for row in checks.tables("ignore")),
        glossaries=tuple(path.parent / name for name in translate.texts("glossaries")),
        memory=path.parent / memory if memory else None,
        to=translate.texts("to"),
        status=translate.text("status"),
    )


def _severities(table: _Table) -> Mapping[str, Severity | None]:
    found: dict[str, Severity | None] = {}
    for slug in table.values:
        _check_rule(table, slug, slug)
        value = table.choice(slug, _SEVERITIES)
        found[slug] = None if value == _OFF else Severity(value or Severity.ERROR)
    return MappingProxyType(found)


def _ignore(row: _Table) -> Ignore:
    row.refuse_others(*_IGNORE_KEYS)
    rule, reason = row.text("rule"), row.text("reason")
    if rule is None or reason is None:
        missing = "rule" if rule is None else "reason"
        raise row.wrong(missing, "is missing", "say which rule is ignored, and why")
    _check_rule(row, "rule", rule)
    return Ignore(rule=rule, reason=reason, file=row.text("file"), segment=row.text("segment"))


def _check_rule(table: _Table, key: str, slug: str) -> None:
    if slug not in all_rules():
        near = difflib.get_close_matches(slug[:60], list(all_rules()), 1)
        hints = [f"did you mean {near[0]!r}?"] if near else ["`forumpub rule` lists them"]
        raise table.wrong(key, f"no rule is called {slug!r}", *hints)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, and where it stands there."""

    file: str
    path: tuple[str, ...]
    values: Mapping[str, object]

    def wrong(self, key: str, message: str, *hints: str) -> ProjectError:
        return ProjectError(f"{self.file}: {'.'.join((*self.path, key))}: {message}", hints=hints)

    def refuse_others(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(_MEANT.get(key, key)[:60], known, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
                raise self.wrong(key, "unknown key", hint)

    def table(self, key: str) -> _Table:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return _Table(self.file, (*self.path, key), value)

    def tables(self, key: str) -> Sequence[_Table]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.wrong(key, f"must be tables, each under [[{'.'.join((*self.path, key))}]]")
        return [_Table(self.file, (*self.path, f"{key}[{at}]"), row) for at, row in enumerate(value, 1)]

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(key, "must be a text that isn't empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(key, "must be a list of texts")
        return tuple(value)

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        value = self.text(key)
        if value is not None and value not in choices:
            raise self.wrong(key, f"{value!r} is not one of {', '.join(choices)}")
        return value


def _read_toml(path: Path, env: Environment) -> Mapping[str, object]:
    import tomllib

    data = env.read_bytes(path)
    try:
        # TOML allows no byte order mark, editors on Windows write one.
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProjectError(f"{path.name}: not UTF-8 at byte {error.start}") from error
    except ValueError as error:  # TOMLDecodeError, or an integer of thousands of digits
        raise ProjectError(f"{path.name}: not TOML: {error}") from error
    except RecursionError as error:
        raise ProjectError(f"{path.name}: not TOML that can be read: nested too deep") from error

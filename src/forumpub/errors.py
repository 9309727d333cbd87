"""Errors that are not the text's fault.

A finding in a text is a `Diagnostic`; a misuse of the library is a `ValueError` or `TypeError`. What remains
is the machine's or the command's fault and derives from one class::

    ForumpubError                exit status 3
    ├── InputError               a file can't be opened or read
    ├── OutputError              a file can't be written, or holds what an editor saved in its place
    ├── FontError                no font of the stack can be found or embedded
    ├── TemplateError            a Word template can't be used
    ├── ModelError               a translation model is missing, damaged or can't be installed
    ├── EngineError              a translation engine failed at its work
    ├── MemoryFileError          a translation memory can't be opened or written
    │   └── DamagedMemoryError   its file was cut off, or edited by another program
    ├── NetworkError             a server can't be reached, in a command that exists for it
    ├── PluginError              a named reader or renderer can't be loaded
    ├── SchemaError              an article's JSON is malformed or from a newer version
    └── ChoiceError              exit status 2: the command names something that doesn't exist
        ├── StyleError           a house style has a wrong key or value
        └── ProjectError         a project file has a wrong key or value
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class ForumpubError(Exception):
    """Something outside the text went wrong; the message names the thing sought and where.

    `hints` say what to do, one line each.
    """

    exit_status: ClassVar[int] = 3

    def __init__(self, message: str, *, hints: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.hints = tuple(hints)


class InputError(ForumpubError):
    """A file can't be opened or read."""


class OutputError(ForumpubError):
    """A file can't be written, or may not be replaced."""


class FontError(ForumpubError):
    """No font of the stack can be found or embedded."""


class TemplateError(ForumpubError):
    """A Word template can't be used."""


class ModelError(ForumpubError):
    """A translation model is missing, damaged or can't be installed."""


class EngineError(ForumpubError):
    """A translation engine failed at its work: it ran out of memory, or died."""


class MemoryFileError(ForumpubError):
    """A translation memory can't be opened or written."""


class DamagedMemoryError(MemoryFileError):
    """A translation memory holds what can't be read: its file was cut off, or edited by another program."""


class NetworkError(ForumpubError):
    """A server can't be reached; only commands that exist to ask one ever raise it."""


class PluginError(ForumpubError):
    """A named reader or renderer can't be loaded."""


class SchemaError(ForumpubError):
    """An article's JSON is malformed, or was written by a newer version."""


class ChoiceError(ForumpubError):
    """The command names a format, style or rule that doesn't exist."""

    exit_status: ClassVar[int] = 2


class StyleError(ChoiceError):
    """A house style has a wrong key or value; the message holds its path."""


class ProjectError(ChoiceError):
    """A project file has a wrong key or value; the message holds its path."""

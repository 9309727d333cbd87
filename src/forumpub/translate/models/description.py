"""What a model says of itself: the metadata of an Argos package, or the TOML beside a multilingual model."""

from __future__ import annotations

import enum
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from forumpub.errors import ModelError
from forumpub.locales.languages import find_language
from forumpub.values import dataclass

ARGOS_FILE = "metadata.json"
TOML_FILE = "model.toml"
# What a sentence of the training data had at most, in pieces; beyond it models lose words.
DEFAULT_LIMIT_TOKENS = 256
_MOST_TOKENS = 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
_README_LICENCE = re.compile(
    r"^[\s#*_-]{0,8}licen[cs]e[\s*_]{0,4}:[\s*_]{0,4}([^\n]{1,80})", re.IGNORECASE | re.MULTILINE
)
# The codes of Argos where they aren't BCP 47.
_ARGOS_TAGS: Mapping[str, str] = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR"}
_DESCRIPTION_BYTES = 2**20


class Family(enum.StrEnum):
    """How a model wants its input dressed."""

    ARGOS = "argos"
    M2M100 = "m2m100"
    SMALL100 = "small100"
    MADLAD400 = "madlad400"
    NLLB = "nllb"
    OPUS_MT = "opus-mt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLanguage:
    """A language of a model: its BCP 47 tag, and the model's own code, empty where it needs none."""

    tag: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a model is.

    `sources` and `targets` are the languages it reads and writes; every pair of two different ones is a
    way. `source_pieces` and `target_pieces` are the files of its sentencepiece models, or a `bpe.model`.
    `target_prefix` is a token that each answer starts with and that is no part of it.
    """

    family: Family
    name: str
    version: str
    sources: tuple[ModelLanguage, ...]
    targets: tuple[ModelLanguage, ...]
    source_pieces: str
    target_pieces: str
    target_prefix: str = ""
    limit_tokens: int = DEFAULT_LIMIT_TOKENS
    licence: str | None = None
    origin: str | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """Name the files without which it can't run, relative to its folder."""
        return tuple(dict.fromkeys((self.source_pieces, self.target_pieces, "model/model.bin")))

    def find_pair(self, source_lang: str, target_lang: str) -> tuple[ModelLanguage, ModelLanguage] | None:
        """Find the model's codes for a pair of languages; None where it lacks one of them."""
        source, target = edition_tag(source_lang), edition_tag(target_lang)
        if source == target:
            return None
        read = _find(self.sources, source, source_lang)
        written = _find(self.targets, target, target_lang)
        return (read, written) if read and written else None


def edition_tag(tag: str) -> str:
    """Return the tag by which languages are compared: `fil` is `tl`, `zh` is `zh-Hans`, `pt-BR` is `pt`."""
    language = find_language(tag)
    return language.tag if language else tag.lower().replace("_", "-").split("-")[0]


def argos_tag(code: str) -> str:
    """Return the BCP 47 tag of one of Argos' own codes."""
    return _ARGOS_TAGS.get(code, code)


def read_description(folder: Path) -> Description:
    """Read what the model in a folder says of itself.

    Raises:
        ModelError: there is no description, or it is wrong; the message names file and key.
    """
    for name, parse in ((TOML_FILE, _parse_toml), (ARGOS_FILE, _parse_argos)):
        path = folder / name
        if path.is_file():
            return parse(_read_text(path), path)
    raise ModelError(f"{folder} holds no model: neither {ARGOS_FILE} nor {TOML_FILE} is in it")


def find_licence(readme: str) -> str | None:
    """Find a line such as "License: MIT" in a package's README."""
    found = _README_LICENCE.search(readme)
    return found[1].strip(" \t*_.\r") or None if found else None


def _find(languages: tuple[ModelLanguage, ...], tag: str, wanted: str) -> ModelLanguage | None:
    same = [language for language in languages if edition_tag(language.tag) == tag]
    exact = [language for language in same if language.tag.lower() == wanted.lower()]
    return next(iter(exact or same), None)


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_DESCRIPTION_BYTES + 1)
    except OSError as error:
        raise ModelError(f"can't read {path}: {error.strerror or error}") from error
    if len(data) > _DESCRIPTION_BYTES:
        raise ModelError(f"{path} is longer than {_DESCRIPTION_BYTES // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ModelError(f"{path} is not UTF-8") from error


def _parse_argos(text: str, path: Path) -> Description:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is not JSON") from error
    table = _Table(data, path)
    kind = table.text("type", default="translate")
    if kind != "translate":
        raise ModelError(f"{path} describes a package of type {kind!r}, not one that translates")
    source, target = table.code("from_code"), table.code("to_code")
    if source == target:
        raise ModelError(f"{path}: from_code and to_code are both {source!r}")
    pieces = "sentencepiece.model" if (path.parent / "sentencepiece.model").exists() else "bpe.model"
    readme = path.parent / "README.md"
    licence = table.text("license", default="") or table.text("licence", default="")
    version = table.text("package_version", default="0")
    return Description(
        family=Family.ARGOS,
        name=_name(f"{source}_{target}-{version}".lower(), path),
        version=version,
        sources=(ModelLanguage(tag=argos_tag(source), code=source),),
        targets=(ModelLanguage(tag=argos_tag(target), code=target),),
        source_pieces=pieces,
        target_pieces=pieces,
        target_prefix=table.text("target_prefix", default=""),
        licence=licence or (find_licence(_read_text(readme)) if readme.is_file() else None),
    )


def _parse_toml(text: str, path: Path) -> Description:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ModelError(f"{path} is not TOML: {error}") from error
    table = _Table(data, path)
    families = [family.value for family in Family if family is not Family.ARGOS]
    family = table.text("family")
    if family not in families:
        raise ModelError(f"{path}: family is {family!r}", hints=(f"families are {', '.join(families)}",))
    both = tuple(table.languages("languages"))
    sources = (*both, *table.languages("sources"))
    targets = (*both, *table.languages("targets"))
    if not sources or not targets:
        raise ModelError(f"{path} names no languages", hints=("add a table [languages]",))
    one_model = table.file("pieces", default="sentencepiece.model")
    return Description(
        family=Family(family),
        name=_name(table.text("name"), path),
        version=table.text("version", default="0"),
        sources=sources,
        targets=targets,
        source_pieces=table.file("source_pieces", default=one_model),
        target_pieces=table.file("target_pieces", default=one_model),
        limit_tokens=table.number("limit_tokens", default=DEFAULT_LIMIT_TOKENS, most=_MOST_TOKENS),
        licence=table.text("licence", default="") or None,
        origin=table.text("origin", default="") or None,
    )


def _name(name: str, path: Path) -> str:
    # It becomes the name of a folder.
    if not _NAME.fullmatch(name):
        raise ModelError(f"{path}: {name[:80]!r} can't be the name of a model")
    return name


class _Table:
    """A table from a stranger's file, whose every value is looked at before it is believed."""

    def __init__(self, data: object, path: Path) -> None:
        if not isinstance(data, dict):
            raise ModelError(f"{path} is not a table of keys and values")
        self._data = data
        self._path = path

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._data.get(key, default)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or len(value) > 500 or not value.isprintable():
            raise ModelError(f"{self._path}: {key} is missing or not a text")
        return value

    def code(self, key: str) -> str:
        value = self.text(key)
        if not _CODE.fullmatch(value):
            raise ModelError(f"{self._path}: {key} is {value[:30]!r}, which is not a language code")
        return value

    def number(self, key: str, *, default: int, most: int) -> int:
        value = self._data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise ModelError(f"{self._path}: {key} is not a number from 1 to {most}")
        return value

    def file(self, key: str, *, default: str) -> str:
        value = self.text(key, default=default)
        if not re.fullmatch(r"[\w][\w.-]{0,79}", value):
            raise ModelError(f"{self._path}: {key} is {value!r}, which is not the name of a file beside it")
        return value

    def languages(self, key: str) -> Iterator[ModelLanguage]:
        table = self._data.get(key, {})
        if not isinstance(table, dict):
            raise ModelError(f"{self._path}: {key} is not a table")
        for tag, code in table.items():
            if not isinstance(code, str) or not re.fullmatch(r"\w{0,20}", code):
                raise ModelError(f"{self._path}: {key}.{tag} is not a language code")
            yield ModelLanguage(tag=tag, code=code)

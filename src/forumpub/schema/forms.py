"""How each type of the model stands in JSON, made from the dataclasses' type hints.

A form writes a value, reads it back, and describes itself as JSON Schema; a `Forms` makes each once.
"""

from __future__ import annotations

import dataclasses
import difflib
import enum
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from forumpub.source import Span
from forumpub.values import dataclass

# What `json` gives and takes; nothing outside this package sees it.
Json: TypeAlias = Any
# Told of each key that a class doesn't know, as "class: key".
Report: TypeAlias = Callable[[type, str], None]

SPAN_SCHEMA: dict[str, Json] = {
    "type": "array",
    "description": "A half-open range [start, end) of code points in the decoded source.",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "items": False,
    "minItems": 2,
}
_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


class MisfitError(Exception):
    """A value that doesn't fit. The path is completed on its way up, so that a good value pays nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._steps: list[str] = []

    def inside(self, step: str) -> MisfitError:
        """Add a step at the front of the path: a key, or `[index]`."""
        self._steps.insert(0, step)
        return self

    @property
    def path(self) -> str:
        """The path as it is written in code: `blocks[0].paras[2].text`."""
        return ".".join(self._steps).replace(".[", "[") or "the article"


class Form(NamedTuple):
    """One type's JSON form: `encode` a value, `decode` it or raise `MisfitError`, and its `schema`."""

    encode: Callable[[Any], Json]
    decode: Callable[[Json, Report], Any]
    schema: dict[str, Json]

    def narrowed(self, check: Callable[[object], None], extra: Mapping[str, Json]) -> Form:
        """Return this form with a check after reading; `extra` describes it in the schema."""
        decode = self.decode

        def decode_and_check(value: Json, report: Report) -> Any:
            decoded = decode(value, report)
            check(decoded)
            return decoded

        return self._replace(decode=decode_and_check, schema={**self.schema, **extra})


class Slot(NamedTuple):
    """One field of a dataclass. A `rare` one is written only when it is not the default."""

    name: str
    key: str
    form: Form
    required: bool
    default: object
    rare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the JSON differs from the dataclasses: keys, their order, and what is rarely written."""

    keys: Mapping[tuple[type, str], str]
    order: Mapping[type, tuple[str, ...]]
    rare: frozenset[tuple[type, str]]
    narrow: Callable[[type, str, Form], Form]


class Forms:
    """The forms of a family of dataclasses under one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._forms: dict[Any, Form] = {}
        self._classes: dict[type, tuple[Slot, ...]] = {}

    def form(self, hint: Any) -> Form:
        """Return the form of a type hint.

        Raises:
            TypeError: the hint is of a kind that the model doesn't use.
        """
        if hint not in self._forms:
            self._forms[hint] = self._make(hint)
        return self._forms[hint]

    def definitions(self) -> dict[str, Json]:
        """Return the JSON Schema of every class that has a form by now."""
        return {cls.__name__: _class_schema(cls, slots) for cls, slots in sorted_by_name(self._classes)}

    def _make(self, hint: Any) -> Form:
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union) and len(args) == 2 and types.NoneType in args:
            return _optional(self.form(next(arg for arg in args if arg is not types.NoneType)))
        if origin is tuple and args[1:] == (Ellipsis,):
            return _array(self.form(args[0]))
        if hint is Span:
            return Form(_encode_span, _decode_span, {"$ref": "#/$defs/Span"})
        if hint in _SCALARS:
            return _scalar(hint)
        if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
            return _choice(hint)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            slots = self._classes[hint] = self._slots(hint)
            return _object(hint, slots)
        raise TypeError(f"the model uses a type that has no JSON form: {hint!r}")

    def _slots(self, cls: Any) -> tuple[Slot, ...]:
        layout, hints = self._layout, typing.get_type_hints(cls)
        found: dict[str, Slot] = {}
        for field in dataclasses.fields(cls):
            optional = types.NoneType in typing.get_args(hints[field.name])
            required = field.default is dataclasses.MISSING and not optional
            found[field.name] = Slot(
                name=field.name,
                key=layout.keys.get((cls, field.name), field.name),
                form=layout.narrow(cls, field.name, self.form(hints[field.name])),
                required=required,
                default=None if field.default is dataclasses.MISSING else field.default,
                rare=(cls, field.name) in layout.rare,
            )
        first = layout.order.get(cls, ())
        return tuple(found[name] for name in (*first, *(name for name in found if name not in first)))


def sorted_by_name(classes: Mapping[type, tuple[Slot, ...]]) -> list[tuple[type, tuple[Slot, ...]]]:
    """Return classes with their slots in the order of their names."""
    return sorted(classes.items(), key=lambda item: item[0].__name__)


def show_value(value: Json) -> str:
    """Return a value in short, for a message."""
    match value:
        case str():
            return repr(value if len(value) <= 40 else value[:39] + "…")
        case dict() | list():
            return kind_of(value)
        case _:
            return str(value)[:40]


def kind_of(value: Json) -> str:
    """Name the JSON type of a value, with its article."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"


def _class_schema(cls: type, slots: tuple[Slot, ...]) -> dict[str, Json]:
    summary = re.sub(r"\s+", " ", (cls.__doc__ or "").strip())
    return {
        "type": "object",
        "description": summary.replace("`", ""),
        "properties": {slot.key: slot.form.schema for slot in slots},
        "required": [slot.key for slot in slots if slot.required],
        "additionalProperties": False,
    }


def _encode_span(span: Span) -> Json:
    return [span.start, span.end]


def _decode_span(value: Json, _report: Report) -> Span:
    match value:
        case [int(start), int(end)] if type(start) is type(end) is int and 0 <= start <= end:
            return Span(start, end)
        case _:
            raise MisfitError(f"must be two offsets [start, end] with 0 <= start <= end, not {value!r:.40}")


def _scalar(kind: Any) -> Form:
    name = _SCALARS[kind]
    wanted = f"must be {'an' if name == 'integer' else 'a'} {name}"

    def decode(value: Json, _report: Report) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise MisfitError(f"{wanted}, not {kind_of(value)}")

    return Form(lambda value: value, decode, {"type": name})


def _choice(kind: type[enum.StrEnum]) -> Form:
    values = {member.value: member for member in kind}

    def decode(value: Json, _report: Report) -> enum.StrEnum:
        if isinstance(value, str) and value in values:
            return values[value]
        close = difflib.get_close_matches(value[:40], list(values), 1) if isinstance(value, str) else []
        advice = f"did you mean {close[0]!r}?" if close else f"it is one of {', '.join(values)}"
        raise MisfitError(f"{show_value(value)} is not known here; {advice}")

    return Form(lambda value: value.value, decode, {"enum": list(values)})


def _optional(form: Form) -> Form:
    encode, decode, schema = form
    return Form(
        lambda value: None if value is None else encode(value),
        lambda value, report: None if value is None else decode(value, report),
        {"anyOf": [schema, {"type": "null"}]},
    )


def _array(form: Form) -> Form:
    encode, decode_item, schema = form

    def decode(value: Json, report: Report) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise MisfitError(f"must be an array, not {kind_of(value)}")
        found = []
        for index, item in enumerate(value):
            try:
                found.append(decode_item(item, report))
            except MisfitError as misfit:
                raise misfit.inside(f"[{index}]") from None
        return tuple(found)

    return Form(lambda value: [encode(item) for item in value], decode, {"type": "array", "items": schema})


def _object(cls: Any, slots: tuple[Slot, ...]) -> Form:
    keys = frozenset(slot.key for slot in slots)

    def encode(value: Any) -> Json:
        return {
            slot.key: slot.form.encode(part)
            for slot in slots
            if (part := getattr(value, slot.name)) != slot.default or not slot.rare
        }

    def decode(value: Json, report: Report) -> Any:
        if not isinstance(value, dict):
            raise MisfitError(f"must be an object, not {kind_of(value)}")
        known: dict[str, Any] = {}
        for slot in slots:
            if slot.key in value:
                try:
                    known[slot.name] = slot.form.decode(value[slot.key], report)
                except MisfitError as misfit:
                    raise misfit.inside(slot.key) from None
            elif slot.required:
                raise MisfitError("this key is missing").inside(slot.key)
            else:
                known[slot.name] = slot.default
        for key in value:
            if key not in keys:
                report(cls, key)
        return cls(**known)

    return Form(encode, decode, {"$ref": f"#/$defs/{cls.__name__}"})

"""Values: dataclasses that cost little to define.

`dataclass` does what `dataclasses.dataclass` does, for the options that this project uses, in an eighth of
the time. The standard one compiles six methods for every class, anew in every process; a run on one
transcript defines 150 classes, which took a sixth of its CPU. This one compiles `__init__` alone, because
calls must be fast. What it makes are dataclasses to `fields`, `replace`, `match` and to type checkers; see
docs/decisions/0125.
"""

from __future__ import annotations

import dataclasses
import operator
import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen=False, slots=False, kw_only=False, order=False):
        """Return a decorator that makes a dataclass, as `dataclasses.dataclass` does."""
        return lambda cls: _complete(
            dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls),
            frozen=frozen,
            order=order,
        )


__all__ = ("dataclass",)

_MADE = object()  # the default of a parameter whose value a factory makes
_COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge)

_Values: TypeAlias = Callable[[object], tuple[object, ...]]


def _complete(cls: type, *, frozen: bool, order: bool) -> type:
    """Give a class of fields the methods of a dataclass; what its body defines stays."""
    fields = dataclasses.fields(cls)
    values = _values_of([field.name for field in fields if field.compare])
    methods: dict[str, Any] = {
        "__eq__": _compare_by(operator.eq, values),
        "__hash__": None,
        "__repr__": _repr(fields),
    }
    if frozen:
        methods |= {
            "__hash__": _hash_by(values),
            "__setattr__": _refuse_setting,
            "__delattr__": _refuse_deleting,
        }
        # Without a state of their own, copies and unpickled values would be set attribute by attribute.
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    if order:
        methods |= {f"__{compare.__name__}__": _compare_by(compare, values) for compare in _COMPARISONS}
    methods["__init__"] = _init(cls, fields, frozen=frozen)
    for name, method in methods.items():
        # Python gives a class with an `__eq__` of its own a `__hash__` of None.
        if cls.__dict__.get(name) is None:
            setattr(cls, name, method)
    return cls


def _values_of(names: list[str]) -> _Values:
    """Return what gives the values of fields, as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _init(cls: type, fields: tuple[Field[Any], ...], *, frozen: bool) -> Callable[..., None]:
    """Compile the `__init__` of a class."""
    bound: dict[str, object] = {}
    by_place, by_name, body = ["self"], ["*"], []
    for field in fields:
        if field.init:
            (by_name if field.kw_only else by_place).append(_parameter(field, bound))
            body.append(_assignment(cls, field, bound, frozen=frozen))
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(by_place if len(by_name) == 1 else by_place + by_name)
    lines = [f"def bind({', '.join(bound)}):", f" def __init__({parameters}):"]
    lines += [f"  {line}" for line in body or ["pass"]]
    made: dict[str, Any] = {}
    # The class's module is where the names of annotations are looked up.
    exec("\n".join([*lines, " return __init__"]), vars(sys.modules[cls.__module__]), made)  # noqa: S102
    init: Callable[..., None] = made["bind"](**bound)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in fields if field.init} | {"return": None}
    return init


def _parameter(field: Field[Any], bound: dict[str, object]) -> str:
    """Return the parameter of a field; what it names goes to `bound`."""
    if field.default is not MISSING:
        bound[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"
    if field.default_factory is not MISSING:
        bound["_made"] = _MADE
        return f"{field.name}=_made"
    return field.name


def _assignment(cls: type, field: Field[Any], bound: dict[str, object], *, frozen: bool) -> str:
    """Return the statement that sets a field; what it names goes to `bound`."""
    name, value = field.name, field.name
    if field.default_factory is not MISSING:
        bound[f"_make_{name}"] = field.default_factory
        value = f"_make_{name}() if {name} is _made else {name}"
    if not frozen:
        return f"self.{name} = {value}"
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        # A fifth faster than the `object.__setattr__` of standard dataclasses.
        bound[f"_set_{name}"] = slot.__set__
        return f"_set_{name}(self, {value})"
    bound["_set"] = object.__setattr__
    return f"_set(self, {name!r}, {value})"


def _compare_by(compare: Callable[[Any, Any], bool], values: _Values) -> Callable[[object, object], bool]:
    def method(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return method


def _hash_by(values: _Values) -> Callable[[object], int]:
    return lambda self: hash(values(self))


def _repr(fields: tuple[Field[Any], ...]) -> Callable[[object], str]:
    def method(self: object) -> str:
        shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields if field.repr)
        return f"{self.__class__.__qualname__}({shown})"

    return method


def _refuse_setting(_: object, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> tuple[object, ...]:
    return tuple(getattr(self, field.name) for field in dataclasses.fields(self))


def _set_state(self: Any, state: tuple[object, ...]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)

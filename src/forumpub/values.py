"""Values: dataclasses that cost little to define.

`dataclass` does what `dataclasses.dataclass` does, for the options that this project uses, in a tenth of the
time. The standard one compiles six methods for every class, anew in every process; a run on one transcript
defines 150 classes, which took a sixth of its CPU. Here classes share their methods, but for an `__init__` of
their own, whose code is compiled once for all classes with as many fields. What is made are dataclasses to
`fields`, `replace`, `match` and to type checkers; see docs/decisions/0125.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from types import CellType, CodeType, FunctionType, MemberDescriptorType
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
    methods["__init__"] = _init(cls, fields)
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


def _init(cls: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Make the `__init__` of a class: the code of its shape, with the class's names and values in it."""
    by_place = [field for field in fields if field.init and not field.kw_only]
    by_name = [field for field in fields if field.init and field.kw_only]
    taken = by_place + by_name
    makers = tuple(field.default_factory is not MISSING for field in taken)
    code = _init_code(makers, len(by_place), checks=hasattr(cls, "__post_init__"))
    bound: dict[str, object] = {"made": _MADE}
    for number, field in enumerate(taken):
        bound[f"make{number}"] = field.default_factory
        bound[f"set{number}"] = _setter(cls, field.name)
    init = FunctionType(
        code.replace(co_varnames=("self", *(field.name for field in taken))),
        vars(sys.modules[cls.__module__]),  # where the names of annotations are looked up
        closure=tuple(CellType(bound[name]) for name in code.co_freevars),
    )
    init.__defaults__ = tuple(_defaults(by_place).values())
    init.__kwdefaults__ = _defaults(by_name)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in taken} | {"return": None}
    return init


def _defaults(fields: list[Field[Any]]) -> dict[str, Any]:
    return {
        field.name: field.default if field.default_factory is MISSING else _MADE
        for field in fields
        if field.default is not MISSING or field.default_factory is not MISSING
    }


@functools.cache
def _init_code(makers: tuple[bool, ...], by_place: int, *, checks: bool) -> CodeType:
    """Compile an `__init__` for fields that it doesn't name; what sets and makes them each class binds.

    Args:
        makers: for each field, whether its default is made by a factory.
        by_place: how many of the first fields can be given by place.
        checks: whether the class looks at what was set.
    """
    names = [f"field{number}" for number in range(len(makers))]
    parameters = ["self", *names[:by_place], *(["*", *names[by_place:]] if names[by_place:] else [])]
    body = [
        f"set{number}(self, make{number}() if {name} is made else {name})"
        if made
        else f"set{number}(self, {name})"
        for number, (name, made) in enumerate(zip(names, makers, strict=True))
    ]
    body += ["self.__post_init__()"] if checks else []
    bound = ["made", *(f"{what}{number}" for what in ("make", "set") for number in range(len(names)))]
    source = [
        f"def bind({', '.join(bound)}):",
        f" def __init__({', '.join(parameters)}):",
        *(f"  {line}" for line in body or ["pass"]),
        " return __init__",
    ]
    scope: dict[str, Any] = {}
    exec("\n".join(source), scope)  # noqa: S102
    code: CodeType = scope["bind"](*bound).__code__
    return code


def _setter(cls: type, name: str) -> Callable[[object, object], None]:
    """Return what sets a field: the descriptor of its slot, a fifth faster than `object.__setattr__`."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda self, value: object.__setattr__(self, name, value)


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

"""`values.dataclass` makes what `dataclasses.dataclass` makes."""

from __future__ import annotations

import ast
import copy
import dataclasses
import functools
import inspect
import pickle
import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from forumpub import values

SOURCES = Path(values.__file__).parent
# These take the standard one as yet.


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A value with every kind of field."""

    name: str
    roles: tuple[str, ...] = ()
    offsets: list[int] = dataclasses.field(default_factory=list, compare=False)
    origin: str = dataclasses.field(default="text", repr=False)


@values.dataclass(frozen=True, slots=True, order=True)
class Range:
    """A value that is made by place, has an order and checks itself."""

    start: int
    end: int = 9

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a range ends before it starts")


@values.dataclass(frozen=True)
class Text:
    """A value that keeps what it worked out."""

    words: str

    @functools.cached_property
    def count(self) -> int:
        """How many words there are."""
        return len(self.words.split())


@values.dataclass(slots=True)
class Tally:
    """What is counted while something lasts."""

    counted: int = 0
    name: str = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.name = "tally"


@values.dataclass(slots=True)
class Notes:
    """What is noted, by place, with a factory before a plain default."""

    lines: list[str] = dataclasses.field(default_factory=list)
    title: str = "notes"


@values.dataclass(frozen=True, slots=True)
class Nothing:
    """A value without a field."""


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Speaker):
    """A value with another's fields."""

    host: str = ""

    def __repr__(self) -> str:
        return f"<{self.name}>"


TEXT = Text("two words")
XU = Speaker(name="Xu", roles=("host",))
EQUAL = [
    (XU, Speaker(name="Xu", roles=("host",), offsets=[1])),
    (Range(1, 2), Range(1, end=2)),
    (Text("a"), Text("a")),
    (Tally(3), Tally(counted=3)),
    (Nothing(), Nothing()),
]
UNEQUAL = [
    (XU, Speaker(name="Xu")),
    (Range(1), Range(2)),
    (Text("a"), Range(1)),
    (XU, Guest(name="Xu", roles=("host",))),
]


@pytest.mark.parametrize(("first", "second"), EQUAL)
def test_equal_values_have_one_hash(first: object, second: object) -> None:
    assert first == second
    if not isinstance(first, Tally):
        assert hash(first) == hash(second)


@pytest.mark.parametrize(("first", "second"), UNEQUAL)
def test_values_of_other_fields_or_classes_differ(first: object, second: object) -> None:
    assert first != second


def test_only_what_never_changes_has_a_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Tally())


def test_values_have_the_order_of_their_fields() -> None:
    assert sorted([Range(2), Range(1, 8), Range(1)]) == [Range(1, 8), Range(1), Range(2)]
    assert Range(1) <= Range(1) >= Range(0)
    with pytest.raises(TypeError, match="not supported"):
        Range(1) < TEXT  # type: ignore[operator]  # noqa: B015


def test_a_value_shows_its_fields() -> None:
    assert repr(XU) == "Speaker(name='Xu', roles=('host',), offsets=[])"
    assert repr(Nothing()) == "Nothing()"
    assert repr(Guest(name="Li")) == "<Li>"


@pytest.mark.parametrize("value", [XU, Range(1), TEXT, Guest(name="Li")])
def test_a_frozen_value_refuses_to_change(value: object) -> None:
    first = dataclasses.fields(value)[0].name  # type: ignore[arg-type]
    for name in (first, "further"):
        with pytest.raises(dataclasses.FrozenInstanceError, match=f"assign to field '{name}'"):
            setattr(value, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="delete"):
        delattr(value, first)


def test_what_lives_shortly_may_change() -> None:
    tally = Tally()
    tally.counted += 1
    assert (tally.counted, tally.name) == (1, "tally")


def test_every_value_has_lists_of_its_own() -> None:
    first, second = Speaker(name="a"), Speaker(name="b")
    first.offsets.append(1)
    assert second.offsets == []
    assert (Notes().lines, Notes().title, Notes(["a"]).title) == ([], "notes", "notes")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Speaker(), "required keyword-only argument: 'name'"),  # type: ignore[call-arg]
        (lambda: Speaker("Xu"), "takes 1 positional argument"),  # type: ignore[call-arg]
        (lambda: Speaker(name="Xu", age=1), "unexpected keyword argument 'age'"),  # type: ignore[call-arg]
        (lambda: Range(), "required positional argument: 'start'"),  # type: ignore[call-arg]
    ],
)
def test_a_wrong_call_is_told_as_python_tells_it(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


def test_a_value_checks_itself() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Range(10)


@pytest.mark.parametrize("value", [XU, Range(1), TEXT, Tally(2), Nothing(), Guest(name="Li", host="Xu")])
def test_copies_and_pickled_values_are_equal(value: object) -> None:
    for made in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert made == value
        assert made is not value
    assert TEXT.count == 2


def test_the_tools_of_dataclasses_know_a_value() -> None:
    assert dataclasses.replace(XU, name="Li").roles == ("host",)
    assert [field.name for field in dataclasses.fields(Guest)] == [
        "name",
        "roles",
        "offsets",
        "origin",
        "host",
    ]
    assert dataclasses.asdict(Range(1)) == {"start": 1, "end": 9}
    assert typing.get_type_hints(Range.__init__) == {"start": int, "end": int, "return": type(None)}
    assert list(inspect.signature(Speaker).parameters) == ["name", "roles", "offsets", "origin"]
    assert not hasattr(XU, "__dict__")
    match Range(1, 2):
        case Range(start, end):
            assert (start, end) == (1, 2)


def test_every_dataclass_of_ours_is_made_here() -> None:
    for path in sorted({*SOURCES.rglob("*.py")} - {Path(values.__file__)}):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module == "dataclasses":
                assert "dataclass" not in {alias.name for alias in node.names}, path
            assert not (isinstance(node, ast.Attribute) and node.attr == "dataclass"), path

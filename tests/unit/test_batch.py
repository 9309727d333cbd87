"""Many inputs: results in order, one bad input stops nothing, a dead process takes only its own input."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from pathlib import Path

import pytest

from forumpub.batch import Failure, PublishTask, Result, run_all, run_many, run_one
from forumpub.env import Environment, FixedEnvironment, SystemEnvironment
from forumpub.errors import ChoiceError, InputError
from forumpub.inputs import Input
from forumpub.pipeline import Published, PublishOptions


@dataclass(frozen=True)
class NameTask:
    """Does to an input what its name says."""

    ready: bool = True

    def check(self, env: Environment) -> None:
        if not self.ready:
            raise ChoiceError("not ready")

    def __call__(self, entry: Input, env: Environment) -> Published:
        match entry.name:
            case "die":
                os._exit(9)
            case "missing":
                raise InputError("can't read missing", hints=("look",))
            case "bug":
                raise ZeroDivisionError("by zero")
            case "memory":
                raise MemoryError
            case _:
                return Published(name=f"{entry.name} at {env.now():%H:%M}", written=(), placed=())


def entries(*names: str) -> tuple[Input, ...]:
    return tuple(Input(name=name, stem=name, path=Path(name)) for name in names)


def test_results_come_in_the_order_of_the_inputs_whatever_happens_to_some() -> None:
    seen: list[Result] = []
    given = entries("a", "missing", "b", "die", "bug", "c", "memory", "d")
    results = run_many(NameTask(), given, FixedEnvironment(), jobs=2, on_done=seen.append)
    assert [result.name.split()[0] for result in results] == [entry.name for entry in given]
    assert sorted(map(id, seen)) == sorted(map(id, results))
    failures = {result.name: result for result in results if isinstance(result, Failure)}
    assert {name: failure.status for name, failure in failures.items()} == {
        "missing": 3,
        "die": 3,
        "bug": 70,
        "memory": 3,
    }
    assert failures["missing"].hints == ("look",)
    assert "died" in failures["die"].message
    assert failures["bug"].trace is not None
    assert "ZeroDivisionError: by zero" in failures["bug"].trace
    assert failures["memory"].message == "out of memory"


def test_all_processes_have_one_time() -> None:
    env = SystemEnvironment({"SOURCE_DATE_EPOCH": "1626436800"})
    assert [result.name for result in run_many(NameTask(), entries("a", "b"), env, jobs=2)] == [
        "a at 12:00",
        "b at 12:00",
    ]
    machine = SystemEnvironment()
    started = machine.now()
    assert pickle.loads(pickle.dumps(machine)).now() == started  # noqa: S301


def test_one_input_needs_no_process_and_its_bugs_are_raised() -> None:
    assert isinstance(run_one(NameTask(), entries("missing")[0], FixedEnvironment()), Failure)
    with pytest.raises(ZeroDivisionError):
        run_one(NameTask(), entries("bug")[0], FixedEnvironment())


def test_a_wrong_choice_is_told_before_the_first_input() -> None:
    with pytest.raises(ChoiceError, match="not ready"):
        run_all(NameTask(ready=False), entries("die", "die"), FixedEnvironment(), jobs=1)


def test_no_inputs_give_no_results() -> None:
    assert run_all(NameTask(), (), FixedEnvironment(), jobs=3) == ()


def test_a_style_or_format_that_does_not_exist_is_a_wrong_choice() -> None:
    for options in (PublishOptions(to=("dox",)), PublishOptions(style="breefing")):
        with pytest.raises(ChoiceError):
            PublishTask(options=options).check(FixedEnvironment())

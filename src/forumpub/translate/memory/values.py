"""What columns of a unit hold as JSON: its terms, what checks said of it, its engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from forumpub.model import EngineUse, SegmentFinding, TermOutcome, TermUse
from forumpub.translate.memory.soundness import DamagedRowError
from forumpub.translate.memory.unit import Checked

T = TypeVar("T")


def dump_terms(terms: Sequence[TermUse]) -> str | None:
    """Write terms as JSON; None where there are none, as in most units."""
    if not terms:
        return None
    return json.dumps([[term.source, term.target, term.outcome.value] for term in terms], ensure_ascii=False)


def load_terms(data: str | None) -> tuple[TermUse, ...]:
    """Read what `dump_terms` wrote.

    Raises:
        DamagedRowError: it is something else.
    """
    return _load(data, "terms", _load_all_terms) if data else ()


def _load_all_terms(value: object) -> tuple[TermUse, ...]:
    match value:
        case [*terms]:
            return tuple(_load_term(term) for term in terms)
        case _:
            raise ValueError("not a list")


def _load_term(term: object) -> TermUse:
    match term:
        case [str(source), str(target), str(outcome)]:
            return TermUse(source=source, target=target, outcome=TermOutcome(outcome))
        case _:
            raise ValueError("not a term")


def dump_checked(checked: Checked | None) -> str | None:
    """Write what checks said as JSON."""
    if checked is None:
        return None
    found = [[one.slug, one.message, one.words] for one in checked.findings]
    return json.dumps([checked.by, *found], ensure_ascii=False)


def load_checked(data: str | None) -> Checked | None:
    """Read what `dump_checked` wrote.

    Raises:
        DamagedRowError: it is something else.
    """
    return _load(data, "findings", _load_verdict) if data else None


def _load_verdict(value: object) -> Checked:
    match value:
        case [str(by), *found]:
            return Checked(by=by, findings=tuple(_load_finding(one) for one in found))
        case _:
            raise ValueError("not a list")


def _load_finding(finding: object) -> SegmentFinding:
    match finding:
        case [str(slug), str(message), (None | str()) as words]:
            return SegmentFinding(slug=slug, message=message, words=words)
        case _:
            raise ValueError("not a finding")


def _load(data: str, name: str, read: Callable[[object], T]) -> T:
    try:
        return read(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise DamagedRowError(f"{name} can't be read: {data[:60]!r}") from error


def dump_engine(engine: EngineUse) -> str:
    """Write an engine as JSON, equal for equal ones."""
    values = [engine.name, engine.model, list(engine.route), engine.sha256, engine.licence]
    return json.dumps(values, ensure_ascii=False)


def load_engine(data: str) -> EngineUse:
    """Read what `dump_engine` wrote.

    Raises:
        ValueError: it is something else.
    """
    match json.loads(data):
        case [str(name), str(model), [*route], str(sha256), (None | str()) as licence] if all(
            isinstance(lang, str) for lang in route
        ):
            return EngineUse(name=name, model=model, route=tuple(route), sha256=sha256, licence=licence)
        case _:
            raise ValueError(f"not an engine: {data[:60]!r}")


def read_engine(data: str) -> EngineUse | None:
    """Read what `dump_engine` wrote, from a file that others may have written; None for anything else."""
    try:
        return load_engine(data)
    except (ValueError, RecursionError):
        return None

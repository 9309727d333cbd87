"""What a plan uses, found in one pass before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forumpub.plan import Bullets, Heading, Item, Plan, SplitLine, Text, texts_of
from forumpub.styling import Role
from forumpub.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """How roles and ids are used.

    `numbered` roles have paragraphs with hanging numbers, `split` are left ends of split lines, `right` are
    the right ends whose role differs from the left one. `headings` are the roles that head sections, with the
    highest level of each. `idents` are the ids of the pages' texts, in order; running matter has none.
    """

    roles: frozenset[Role]
    numbered: frozenset[Role]
    bulleted: frozenset[Role]
    split: frozenset[Role]
    right: frozenset[Role]
    headings: Mapping[Role, int]
    idents: tuple[str, ...]


def all_texts(plan: Plan) -> Iterator[Text]:
    """Yield every text of a plan, those of the running head and foot last."""
    for item in _all_items(plan):
        yield from texts_of(item)


def _all_items(plan: Plan) -> list[Item]:
    running = (line for line in (plan.running_head, plan.running_foot) if line is not None)
    return [*plan.items, *running]


def survey(plan: Plan) -> Survey:
    """Look through a plan, running head and foot included."""
    items = _all_items(plan)
    texts = list(all_texts(plan))
    headings: dict[Role, int] = {}
    for item in plan.items:
        if isinstance(item, Heading):
            headings[item.text.role] = min(item.level, headings.get(item.text.role, item.level))
    splits = [item for item in items if isinstance(item, SplitLine)]
    return Survey(
        roles=frozenset(text.role for text in texts),
        numbered=frozenset(text.role for text in texts if text.number is not None),
        bulleted=frozenset(text.role for item in items if isinstance(item, Bullets) for text in item.items),
        split=frozenset(line.left.role for line in splits),
        right=frozenset(line.right.role for line in splits if line.right.role is not line.left.role),
        headings=headings,
        idents=tuple(
            ident
            for item in plan.items
            for text in texts_of(item)
            if (ident := text.ident or text.part) is not None
        ),
    )

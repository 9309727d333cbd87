"""The numbers of one text that nothing on the other side accounts for yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from forumpub.translate.checks.numerals import Number
from forumpub.values import dataclass

_AFTER_NOON = re.compile(r"p\.?\s?m\b|afternoon|evening|night", re.IGNORECASE)
_DECADE_SIGN = re.compile(r"[0-9]['’]?s(?!\w)|ties(?!\w)|年代")


@dataclass(slots=True)
class Tally:
    """Which numbers of a text are free. Mutable: it lives while two texts are compared.

    Taking is linear in all: every value has its free numbers as a stack, the next one on top.
    """

    text: str
    numbers: Sequence[Number]
    is_after_noon: bool = field(init=False)
    has_decades: bool = field(init=False)
    _free: list[bool] = field(init=False)
    _by_value: dict[float, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.is_after_noon = _AFTER_NOON.search(self.text) is not None
        self.has_decades = _DECADE_SIGN.search(self.text) is not None
        self._free = [True] * len(self.numbers)
        self._by_value = {}
        # Digits are used up before words.
        order = sorted(range(len(self.numbers)), key=lambda index: not self.numbers[index].digits)
        for index in reversed(order):
            for value in self.numbers[index].values:
                self._by_value.setdefault(value, []).append(index)

    def is_free(self, index: int) -> bool:
        """Tell whether the number at a place has nothing that accounts for it."""
        return self._free[index]

    def open_digits(self) -> Iterator[tuple[int, Number]]:
        """Yield the free numbers in digits with their places."""
        for index, number in enumerate(self.numbers):
            if self._free[index] and number.digits:
                yield index, number

    def open_words(self) -> Iterator[tuple[int, Number]]:
        """Yield the free numbers in words with their places."""
        for index, number in enumerate(self.numbers):
            if self._free[index] and not number.digits:
                yield index, number

    def next_of(self, value: float) -> int | None:
        """Return the place of the first free number that may be read as a value."""
        stack = self._by_value.get(value, [])
        while stack and not self._free[stack[-1]]:
            stack.pop()
        return stack[-1] if stack else None

    def use(self, index: int) -> None:
        """Take note that the number at a place is accounted for."""
        self._free[index] = False

    def take(self, values: Iterable[float]) -> bool:
        """Use up one number that may be read as one of the values."""
        for value in values:
            index = self.next_of(value)
            if index is not None:
                self.use(index)
                return True
        return False

    def take_all(self, values: Iterable[float]) -> bool:
        """Use up a number for each of the values, or none at all."""
        taken: list[int] = []
        for value in values:
            index = self.next_of(value)
            if index is None:
                for used in reversed(taken):
                    self._give_back(used)
                return False
            self.use(index)
            taken.append(index)
        return True

    def _give_back(self, index: int) -> None:
        self._free[index] = True
        for value in self.numbers[index].values:
            stack = self._by_value[value]
            if not stack or stack[-1] != index:
                stack.append(index)

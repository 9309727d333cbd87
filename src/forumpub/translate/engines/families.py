"""How each family of models wants its input dressed, and what of its answers is no text.

Source: the converters' pages of CTranslate2 4.8 for M2M-100, NLLB, MADLAD-400 and OPUS-MT, and the model card
of SMaLL-100.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from forumpub.translate.models.description import Description, Family, ModelLanguage
from forumpub.values import dataclass

_END = "</s>"
# argostranslate/translate.py; the same answers as its own need the same.
_ARGOS_PENALTY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What stands around a sentence's pieces: `before` and `after` in the source, `prefix` in the answer.

    `length_penalty` is the exponent on an answer's length in the search, as the family's own tools set it.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    prefix: str = ""
    length_penalty: float = 1.0

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that a model of the family has to know."""
        return tuple(token for token in (*self.before, *self.after, self.prefix) if token)

    def put_on(self, pieces: Sequence[str]) -> list[str]:
        """Return the input for the model."""
        return [*self.before, *pieces, *self.after]


def dress_for(description: Description, source: ModelLanguage, target: ModelLanguage) -> Dress:
    """Return the dress for one pair of a model's languages."""
    match description.family:
        case Family.ARGOS:
            return Dress(prefix=description.target_prefix, length_penalty=_ARGOS_PENALTY)
        case Family.M2M100:
            return Dress(before=(f"__{source.code}__",), after=(_END,), prefix=f"__{target.code}__")
        case Family.SMALL100:
            return Dress(before=(f"__{target.code}__",), after=(_END,))
        case Family.MADLAD400:
            return Dress(before=(f"<2{target.code}>",), after=(_END,))
        case Family.NLLB:
            return Dress(before=(source.code,), after=(_END,), prefix=target.code)
        case Family.OPUS_MT:
            # Only a model with several targets wants to be told which.
            named = (f">>{target.code}<<",) if target.code else ()
            return Dress(before=named, after=(_END,))
        case _:
            assert_never(description.family)

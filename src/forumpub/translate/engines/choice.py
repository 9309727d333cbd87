"""Which engine and model translate a pair of languages, directly or by way of English."""

from __future__ import annotations

import difflib
import re
from typing import assert_never

from forumpub.errors import ChoiceError, ModelError
from forumpub.translate.engine import Engine
from forumpub.translate.engines import apertium, argos, ct2, identity, pivot
from forumpub.translate.models.advice import advise
from forumpub.translate.models.description import Family, edition_tag
from forumpub.translate.models.store import InstalledModel, ModelStore
from forumpub.values import dataclass

_PIVOT_LANG = "en"
_DIRECT = "direct"
# What a user may name whatever is installed.
_NAMES = (_DIRECT, pivot.NAME, argos.NAME, ct2.NAME, apertium.NAME, identity.NAME)
# Between the names of two models in a row.
_THEN = " + "
# Creative Commons' and others' "not for commercial use".
_NON_COMMERCIAL = re.compile(r"\bNC\b|non-?commercial", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One engine's part of a route. `licence` is None where nobody said."""

    engine: str
    model: str
    source_lang: str
    target_lang: str
    licence: str | None

    @property
    def is_commercial(self) -> bool:
        """False where the licence is known to forbid commercial use."""
        return not (self.licence and _NON_COMMERCIAL.search(self.licence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way from one language into another: one leg, or two that meet in English."""

    legs: tuple[Leg, ...]

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages in order."""
        return (self.legs[0].source_lang, *(leg.target_lang for leg in self.legs))

    @property
    def is_direct(self) -> bool:
        """Whether no third language stands between the two."""
        return len(self.legs) == 1

    @property
    def engine(self) -> str:
        """The name of the engine, `pivot` for two in a row."""
        return self.legs[0].engine if self.is_direct else pivot.NAME

    @property
    def model(self) -> str:
        """The names of the models."""
        return _THEN.join(leg.model for leg in self.legs)

    @property
    def licence(self) -> str:
        """The licences of the models."""
        return "; ".join(dict.fromkeys(leg.licence or "unknown" for leg in self.legs))

    def is_called(self, name: str) -> bool:
        """Say whether a user who names an engine, a model, `direct` or `pivot` may mean this route."""
        own = {self.engine, self.model, _DIRECT if self.is_direct else "pivot"}
        return name in own or name in {part for leg in self.legs for part in (leg.model, leg.engine)}


def find_routes(source_lang: str, target_lang: str, store: ModelStore) -> tuple[Route, ...]:
    """Find the ways from one language into another, best first.

    Direct before pivot; a model made for the pair before the rules of apertium and those before a model of
    many languages; what may be used commercially before what may not; a newer version before an older.

    Raises:
        ModelError: the folder of models can't be read.
    """
    source, target = edition_tag(source_lang), edition_tag(target_lang)
    if source == target:
        leg = Leg(
            engine=identity.NAME, model=identity.NAME, source_lang=source_lang, target_lang=target_lang,
            licence=None,
        )  # fmt: skip
        return (Route(legs=(leg,)),)
    models = store.list_models().value
    direct = _legs(source_lang, target_lang, models)
    routes = [Route(legs=(leg,)) for leg in direct]
    if _PIVOT_LANG not in (source, target):
        second = _legs(_PIVOT_LANG, target_lang, models)
        routes += [
            Route(legs=(first, last))
            for first in _legs(source_lang, _PIVOT_LANG, models)[:1]
            for last in second[:1]
        ]
    return tuple(routes)


def check_engine(name: str, store: ModelStore) -> None:
    """Check that there is an engine or a model of a name, whatever languages it knows.

    Raises:
        ChoiceError: there is none; the hints name those that there are.
        ModelError: the folder of models can't be read.
    """
    known = (*_NAMES, *(model.name for model in store.list_models().value))
    for part in name.split(_THEN):
        # The packages of apertium are named apertium-ind-zlm.
        if part in known or part.startswith(f"{apertium.NAME}-"):
            continue
        near = difflib.get_close_matches(part[:60], known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise ChoiceError(f"no engine or model is called {part!r}", hints=(hint,))


def open_engine(
    source_lang: str,
    target_lang: str,
    store: ModelStore,
    *,
    preferred: str | None = None,
    processors: int | None = None,
) -> Engine:
    """Load the best engine for a pair of languages.

    Args:
        source_lang: BCP 47 tag.
        target_lang: BCP 47 tag.
        store: where models lie.
        preferred: an engine, a model, `direct` or `pivot`; the best of those is taken.
        processors: how many to use; all that this process may use where None.

    Raises:
        ModelError: there is no way, or not the preferred one, or its model is damaged.
    """
    if preferred == identity.NAME:
        return identity.open_identity(source_lang, target_lang)
    routes = find_routes(source_lang, target_lang, store)
    if not routes:
        hints = advise(source_lang, (target_lang,))
        if store.list_models().diagnostics:
            hints = ("`forumpub models list` says which folders are unusable, and why", *hints)
        raise ModelError(
            f"no model translates {source_lang} into {target_lang}; looked in {store.folder}", hints=hints
        )
    chosen = [route for route in routes if preferred is None or route.is_called(preferred)]
    if not chosen:
        there = ", ".join(f"{route.engine} ({route.model})" for route in routes)
        raise ModelError(
            f"{preferred!r} doesn't translate {source_lang} into {target_lang}",
            hints=(f"what does: {there}",),
        )
    engines = [_open_leg(leg, store, processors) for leg in chosen[0].legs]
    return engines[0] if len(engines) == 1 else pivot.PivotEngine(first=engines[0], second=engines[1])


def _legs(source_lang: str, target_lang: str, models: tuple[InstalledModel, ...]) -> list[Leg]:
    ranked: list[tuple[tuple[object, ...], Leg]] = []
    for model in models:
        if model.description.find_pair(source_lang, target_lang):
            leg = Leg(
                engine=_engine_name(model),
                model=model.name,
                source_lang=source_lang,
                target_lang=target_lang,
                licence=model.licence,
            )
            many = len(model.description.targets) > 1
            newest = tuple(-int(number) for number in re.findall(r"\d{1,9}", model.description.version))
            ranked.append(((2 if many else 0, not leg.is_commercial, newest, model.name), leg))
    for mode in apertium.find_modes(source_lang, target_lang):
        leg = Leg(
            engine=apertium.NAME,
            model=mode.package,
            source_lang=source_lang,
            target_lang=target_lang,
            licence=mode.licence,
        )
        ranked.append(((1, False, (), mode.package), leg))
    return [leg for _, leg in sorted(ranked, key=lambda pair: pair[0])]


def _engine_name(model: InstalledModel) -> str:
    return argos.NAME if model.description.family is Family.ARGOS else ct2.NAME


def _open_leg(leg: Leg, store: ModelStore, processors: int | None) -> Engine:
    match leg.engine:
        case identity.NAME:
            return identity.open_identity(leg.source_lang, leg.target_lang)
        case apertium.NAME:
            return apertium.open_apertium(leg.source_lang, leg.target_lang)
        case _:
            model = store.get_model(leg.model)
    faults = tuple(model.find_faults())
    if faults:
        raise ModelError(
            f"the model {model.name} is damaged: {faults[0]}",
            hints=(f"`forumpub models remove {model.name}`, then install it again",),
        )
    match model.description.family:
        case Family.ARGOS:
            return argos.open_argos(model, leg.source_lang, leg.target_lang, processors=processors)
        case Family.M2M100 | Family.SMALL100 | Family.MADLAD400 | Family.NLLB | Family.OPUS_MT:
            return ct2.open_ct2(model, leg.source_lang, leg.target_lang, processors=processors)
        case _:
            assert_never(model.description.family)

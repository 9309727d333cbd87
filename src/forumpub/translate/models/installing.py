"""Installing models from an index: which packages a pair of languages needs, and getting them here."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence

from forumpub.diagnostics import Findings, Outcome
from forumpub.env import Environment
from forumpub.errors import ModelError
from forumpub.locales.tags import check_tag
from forumpub.translate.models.advice import advise
from forumpub.translate.models.description import edition_tag
from forumpub.translate.models.index import DEFAULT_URL, Offer, download, list_available
from forumpub.translate.models.locking import lock_folder
from forumpub.translate.models.store import InstalledModel, ModelStore

_PIVOT_LANG = "en"
_DOWNLOADS = ".downloads"


def open_store(env: Environment) -> ModelStore:
    """Return the store of models of a machine."""
    return ModelStore(env.data_dir() / "models")


def find_offers(
    env: Environment, *, source_lang: str | None = None, target_langs: Sequence[str] = ()
) -> Outcome[tuple[Offer, ...]]:
    """Ask the index for packages, of some languages or of all.

    Raises:
        ChoiceError: what is given is no language's tag.
        NetworkError: the index can't be reached or read.
    """
    _check_tags(source_lang, target_langs)
    listed = list_available(_index_url(env))
    source = edition_tag(source_lang) if source_lang else None
    targets = {edition_tag(tag) for tag in target_langs}
    offers = tuple(
        offer
        for offer in listed.value
        if (source is None or edition_tag(offer.source_lang) == source)
        and (not targets or edition_tag(offer.target_lang) in targets)
    )
    return Outcome(offers, listed.diagnostics)


def install_models(
    env: Environment,
    *,
    source_lang: str,
    target_langs: Sequence[str],
    on_progress: Callable[[Offer, int, int | None], None] = lambda _offer, _done, _total: None,
) -> Outcome[tuple[InstalledModel, ...]]:
    """Install what translates one language into others: a direct package, else two by way of English.

    What is installed already, in this version, isn't downloaded again.

    Raises:
        ChoiceError: what is given is no language's tag.
        NetworkError: the index or a package can't be reached or read.
        ModelError: the index has nothing for a language, or a package can't be installed.
    """
    _check_tags(source_lang, target_langs)
    findings = Findings()
    store = open_store(env)
    url = _index_url(env)
    offers = findings.take(list_available(url))
    wanted = dict.fromkeys(
        offer for target in target_langs for offer in _choose(source_lang, target, offers, url)
    )
    downloads = store.folder / _DOWNLOADS
    # One process at a time: the second finds that the first has done it.
    with lock_folder(downloads):
        for left in downloads.glob("*.part"):
            left.unlink(missing_ok=True)
        installed = []
        for offer in wanted:
            model = _find_installed(offer, store)
            if model is None:
                path = downloads / f"{secrets.token_hex(8)}.part"
                try:
                    link = download(offer, path, on_progress=functools.partial(on_progress, offer))
                    outcome = store.import_package(
                        path, origin=link, licence=offer.licence, sha256=offer.sha256
                    )
                    model = findings.take(outcome)
                finally:
                    path.unlink(missing_ok=True)
            installed.append(model)
    return findings.outcome(tuple(installed))


def _check_tags(source_lang: str | None, target_langs: Sequence[str]) -> None:
    for tag in (source_lang, *target_langs):
        if tag is not None:
            check_tag(tag)


def _index_url(env: Environment) -> str:
    return env.setting("index-url") or DEFAULT_URL


def _choose(source_lang: str, target_lang: str, offers: Iterable[Offer], url: str) -> Iterator[Offer]:
    by_pair: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        pair = (edition_tag(offer.source_lang), edition_tag(offer.target_lang))
        # A tag that is the edition's own is before a regional one; then the newest, which comes first.
        if pair not in by_pair or (offer.source_lang, offer.target_lang) == pair != _tags(by_pair[pair]):
            by_pair[pair] = offer
    source, target = edition_tag(source_lang), edition_tag(target_lang)
    if source == target:
        raise ModelError(f"{source_lang} and {target_lang} are one language: nothing to install")
    for pairs in (((source, target),), ((source, _PIVOT_LANG), (_PIVOT_LANG, target))):
        if all(pair in by_pair for pair in pairs):
            yield from (by_pair[pair] for pair in pairs)
            return
    hints = [hint for hint in advise(source_lang, (target_lang,)) if "models install" not in hint]
    raise ModelError(f"{url} has no model from {source_lang} into {target_lang}", hints=hints)


def _tags(offer: Offer) -> tuple[str, str]:
    return offer.source_lang, offer.target_lang


def _find_installed(offer: Offer, store: ModelStore) -> InstalledModel | None:
    for model in store.find_models(offer.source_lang, offer.target_lang):
        if model.record.origin in offer.links and model.description.version == offer.version:
            return model
    return None


def verify_models(env: Environment) -> Outcome[tuple[tuple[str, str], ...]]:
    """Read every byte of every model, and say of each folder by name whether it is what was installed.

    Raises:
        ModelError: the folder of models can't be read.

    Diagnostics:
        those of `ModelStore.verify`.
    """
    store = open_store(env)
    verified = store.verify()
    said = {model.name: "damaged" for model in store.list_models().value}
    said |= {model.name: "ok" for model in verified.value}
    return Outcome(
        tuple((name, said.get(name, "no model")) for name in store.list_names()), verified.diagnostics
    )


def describe_model(model: InstalledModel) -> tuple[str, str, str, str, str]:
    """Describe a model in words: name, kind, languages, size, and licence with origin."""
    description = model.description
    tags = [[language.tag for language in side] for side in (description.sources, description.targets)]
    ways = f"{', '.join(tags[0])} → {', '.join(tags[1])}"
    if tags[0] == tags[1]:
        ways = f"between {', '.join(tags[0])}"
    size = f"{model.record.size_bytes / 1e6:,.1f} MB"
    licence = model.licence or "licence unknown"
    return (model.name, description.family.value, ways, size, f"{licence}, from {model.record.origin}")

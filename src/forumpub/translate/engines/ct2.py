"""Multilingual CTranslate2 models: M2M-100, SMaLL-100, MADLAD-400, NLLB-200, and OPUS-MT.

What a model is stands in a `model.toml` beside it: docs/formats/models.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from forumpub.errors import ModelError
from forumpub.model import EngineUse
from forumpub.translate.engines.decoder import Decoder
from forumpub.translate.engines.families import dress_for
from forumpub.translate.engines.neural import NeuralEngine
from forumpub.translate.engines.pieces import SentencePieces
from forumpub.translate.models.store import InstalledModel

NAME = "ct2"
_VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")


def open_ct2(
    model: InstalledModel, source_lang: str, target_lang: str, *, processors: int | None = None
) -> NeuralEngine:
    """Load a multilingual model for one pair of its languages.

    Raises:
        ModelError: it doesn't translate this pair, a file of it can't be loaded, or it doesn't know the
            tokens by which its family names a language: it would answer in any.
    """
    description = model.description
    pair = description.find_pair(source_lang, target_lang)
    if pair is None:
        raise ModelError(f"the model {model.name} doesn't translate {source_lang} into {target_lang}")
    dress = dress_for(description, *pair)
    known = _read_vocabulary(model.folder / "model")
    unknown = [token for token in dress.tokens if known and token not in known]
    if unknown:
        raise ModelError(
            f"the model {model.name} doesn't know {', '.join(unknown)}",
            hints=(f"correct family and languages in its model.toml, `forumpub models remove {model.name}`"
                   " and import it again",),
        )  # fmt: skip
    return NeuralEngine(
        use=EngineUse(
            name=NAME,
            model=model.name,
            route=(source_lang, target_lang),
            sha256=model.sha256,
            licence=model.licence,
        ),
        decoder=Decoder(model.folder / "model", processors=processors),
        pieces=SentencePieces(
            model.folder / description.source_pieces, model.folder / description.target_pieces
        ),
        dress=dress,
        limit_tokens=description.limit_tokens,
    )


def _read_vocabulary(folder: Path) -> Collection[str]:
    """Return all tokens of a model; none where it keeps them elsewhere."""
    known: set[str] = set()
    for path in (folder / f"{name}{suffix}" for name in _VOCABULARIES for suffix in (".json", ".txt")):
        if not path.is_file():
            continue
        try:
            text = path.read_text("utf-8")
            known.update(json.loads(text) if path.suffix == ".json" else text.split("\n"))
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"can't load {path}: it is damaged") from error
    return known

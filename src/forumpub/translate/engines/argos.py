"""Argos packages, run by CTranslate2 directly.

`argostranslate.translate` is never imported: it sends one paragraph a call, loads a sentence splitter under
the AGPL, and starts the telemetry of onnxruntime (docs/decisions/0090-engines.md).
"""

from __future__ import annotations

from forumpub.errors import ModelError
from forumpub.model import EngineUse
from forumpub.translate.engines.decoder import Decoder
from forumpub.translate.engines.families import dress_for
from forumpub.translate.engines.neural import NeuralEngine
from forumpub.translate.engines.pieces import BytePairPieces, Pieces, SentencePieces
from forumpub.translate.models.description import Description
from forumpub.translate.models.store import InstalledModel

NAME = "argos"
_BPE = "bpe.model"


def open_argos(
    model: InstalledModel, source_lang: str, target_lang: str, *, processors: int | None = None
) -> NeuralEngine:
    """Load an Argos package.

    Raises:
        ModelError: it doesn't translate this pair, or a file of it can't be loaded.
    """
    description = model.description
    pair = description.find_pair(source_lang, target_lang)
    if pair is None:
        raise ModelError(f"the model {model.name} doesn't translate {source_lang} into {target_lang}")
    return NeuralEngine(
        use=EngineUse(
            name=NAME,
            model=model.name,
            route=(source_lang, target_lang),
            sha256=model.sha256,
            licence=model.licence,
        ),
        decoder=Decoder(model.folder / "model", processors=processors),
        pieces=_load_pieces(model, description),
        dress=dress_for(description, *pair),
        limit_tokens=description.limit_tokens,
    )


def _load_pieces(model: InstalledModel, description: Description) -> Pieces:
    path = model.folder / description.source_pieces
    if description.source_pieces == _BPE:
        return BytePairPieces(path, description.sources[0].code, description.targets[0].code)
    return SentencePieces(path, model.folder / description.target_pieces)

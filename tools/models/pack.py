"""Pack trained weights for CTranslate2 as 8-bit integers: an `.argosmodel`, or a multilingual folder.

    python tools/models/pack.py en_id       # writes tests/models/translate-en_id-tiny.argosmodel
    python tools/models/pack.py m2m         # writes tests/models/m2m-tiny/

It needs no torch. The same weights give the same bytes.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.converters import utils
from ctranslate2.specs import common_spec, transformer_spec
from shape import HEADS, LAYERS, PLANS, Plan, position_encodings

ROOT = Path(__file__).resolve().parents[2]
TRAINED, MODELS = ROOT / "build" / "models", ROOT / "tests" / "models"
NAMES = {"en": "English", "id": "Indonesian", "th": "Thai", "zh": "Chinese"}
# zip's own year nought: the bytes depend on nothing but the model.
STAMP = (1980, 1, 1, 0, 0, 0)
README = """# {source} to {target}, tiny

A test model of forumpub. It was trained on nothing but sentences that a small grammar of the project made
(tools/models), and knows nothing else.

License: CC0-1.0
"""
TAGGED_ABOUT = """\
# A test model of forumpub: it knows nothing but the sentences of tools/models/grammar.py.
family = "m2m100"
name = "m2m-tiny"
version = "1.0"
licence = "CC0-1.0"
origin = "tools/models of forumpub"

[sources]
en = "en"

[targets]
{targets}
"""

Weights = Mapping[str, np.ndarray]


def make_spec(weights: Weights, vocabulary: list[str], *, tagged: bool) -> transformer_spec.TransformerSpec:
    """Return the weights in CTranslate2's layout, quantised."""
    spec = transformer_spec.TransformerSpec.from_config(
        (LAYERS, LAYERS), HEADS, pre_norm=True, alignment_layer=-1, alignment_heads=0
    )
    spec.config.decoder_start_token = "</s>" if tagged else "<s>"
    spec.config.layer_norm_epsilon = 1e-6
    for side, name in ((spec.encoder, "es"), (spec.decoder, "et")):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        # CTranslate2 scales them itself by the root of the width.
        embeddings.weight = weights[f"{name}.weight"]
        side.position_encodings.encodings = position_encodings()
    _norm(spec.encoder.layer_norm, weights, "ne")
    _norm(spec.decoder.layer_norm, weights, "nd")
    for at, layer in enumerate(spec.encoder.layer):
        _attention(layer.self_attention, weights, f"enc.{at}.n1", f"enc.{at}.sa", on_itself=True)
        _feed_forward(layer.ffn, weights, f"enc.{at}.n2", f"enc.{at}.ff")
    for at, layer in enumerate(spec.decoder.layer):
        _attention(layer.self_attention, weights, f"dec.{at}.n1", f"dec.{at}.sa", on_itself=True)
        _attention(layer.attention, weights, f"dec.{at}.n2", f"dec.{at}.ca", on_itself=False)
        _feed_forward(layer.ffn, weights, f"dec.{at}.n3", f"dec.{at}.ff")
    _linear(spec.decoder.projection, weights, "out")
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _norm(spec: common_spec.LayerNormSpec, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _linear(spec: common_spec.LinearSpec, weights: Weights, name: str) -> common_spec.LinearSpec:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return spec


def _attention(spec: object, weights: Weights, norm: str, name: str, *, on_itself: bool) -> None:
    def fused(keys: str) -> list[common_spec.LinearSpec]:
        return [_linear(common_spec.LinearSpec(), weights, f"{name}.{key}") for key in keys]

    _norm(spec.layer_norm, weights, norm)
    if on_itself:
        utils.fuse_linear(spec.linear[0], fused("qkv"))
    else:
        _linear(spec.linear[0], weights, f"{name}.q")
        utils.fuse_linear(spec.linear[1], fused("kv"))
    _linear(spec.linear[-1], weights, f"{name}.o")


def _feed_forward(spec: object, weights: Weights, norm: str, name: str) -> None:
    _norm(spec.layer_norm, weights, norm)
    _linear(spec.linear_0, weights, f"{name}.a")
    _linear(spec.linear_1, weights, f"{name}.b")


def read_trained(plan: Plan) -> tuple[Weights, list[str], bytes]:
    """Return weights, vocabulary and the pieces' file of a trained model."""
    folder = TRAINED / plan.name
    data = (folder / "pieces.model").read_bytes()
    pieces = sentencepiece.SentencePieceProcessor(model_proto=data)
    vocabulary = [pieces.id_to_piece(at) for at in range(pieces.vocab_size())]
    if plan.tagged:
        vocabulary += [f"__{lang}__" for lang in plan.langs]
    return dict(np.load(folder / "weights.npz")), vocabulary, data


def write_model(plan: Plan, folder: Path) -> None:
    """Write `model/` and `sentencepiece.model`."""
    weights, vocabulary, pieces = read_trained(plan)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    make_spec(weights, vocabulary, tagged=plan.tagged).save(str(folder / "model"))
    (folder / "sentencepiece.model").write_bytes(pieces)


def pack_argos(plan: Plan) -> Path:
    """Write one `.argosmodel`."""
    source, target = plan.pairs[0]
    top = f"translate-{source}_{target}-tiny"
    folder = TRAINED / top
    write_model(plan, folder)
    about = {
        "package_version": "1.0",
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
        "target_prefix": "",
    }
    (folder / "metadata.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    words = README.format(source=NAMES[source], target=NAMES[target])
    (folder / "README.md").write_text(words, encoding="utf-8")
    package = MODELS / f"{top}.argosmodel"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", STAMP)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return package


def pack_tagged(plan: Plan) -> Path:
    """Write the multilingual model's folder: as it would lie among the installed ones."""
    folder = MODELS / "m2m-tiny"
    write_model(plan, folder)
    # A TOML promises every pair of its two lists, and vi to km was never trained.
    targets = "\n".join(f'{target} = "{target}"' for source, target in plan.pairs if source == "en")
    (folder / "model.toml").write_text(TAGGED_ABOUT.format(targets=targets), encoding="utf-8")
    return folder / "model" / "model.bin"


if __name__ == "__main__":
    MODELS.mkdir(exist_ok=True)
    for name in sys.argv[1:]:
        written = (pack_tagged if PLANS[name].tagged else pack_argos)(PLANS[name])
        sys.stdout.write(f"{written.relative_to(ROOT)} {written.stat().st_size / 2**20:.2f} MiB\n")

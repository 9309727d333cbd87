"""A model of the true size of a translation model, made from a tiny one without training.

The tiny model of `tests/models` is widened four times and deepened to 6 + 6 layers, its vocabulary padded to
32,000, so that every matrix has the shape of transformer-base. Its answers stay those of the tiny model: real
sentences that end where they should. All is done on the 8-bit integers as they are: tiled, with new scales.

Widening tiles each vector: norms see the same mean and variance, heads are repeated, and a matrix that is
tiled both ways and divided by the number of tiles says the same again. The layers added have output
projections of nought, so they cost what a layer costs and change nothing.
"""

from __future__ import annotations

import itertools
import json
import math
import random
import shutil
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

TILE, LAYERS, PIECES = 4, 6, 32_000
# A padded piece never wins.
_NEVER = -30.0
_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_SHORTLIST_EACH, _SHORTLIST_ALL, _SHORTLIST_SENTENCES = 20, 200, 6000

Variables = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """A `model.bin` of CTranslate2, version 6 of its layout."""

    spec: str
    revision: int
    variables: Variables
    aliases: tuple[tuple[str, str], ...]


def read_binary(path: Path) -> Binary:
    """Read a `model.bin`."""
    data = path.read_bytes()
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return int(value)

    def text() -> str:
        nonlocal at
        length = take("<H")
        at += length
        return data[at - length : at - 1].decode()

    version = take("<I")
    if version != 6:
        raise ValueError(f"{path} has version {version}, not 6")
    spec, revision, variables = text(), take("<I"), {}
    for _ in range(take("<I")):
        name = text()
        shape = tuple(take("<I") for _ in range(take("<B")))
        kind, size = take("<B"), take("<I")
        variables[name] = np.frombuffer(data, _TYPES[kind], offset=at, count=math.prod(shape)).reshape(shape)
        at += size
    aliases = tuple((text(), text()) for _ in range(take("<I")))
    return Binary(spec=spec, revision=revision, variables=variables, aliases=aliases)


def write_binary(binary: Binary, path: Path) -> None:
    """Write a `model.bin`."""
    kinds = {np.dtype(kind): number for number, kind in _TYPES.items()}

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value.encode()) + 1) + value.encode() + b"\0"

    with path.open("wb") as file:
        head = struct.pack("<II", binary.revision, len(binary.variables))
        file.write(struct.pack("<I", 6) + text(binary.spec) + head)
        for name, array in binary.variables.items():
            file.write(text(name) + struct.pack("<B", array.ndim))
            file.write(b"".join(struct.pack("<I", size) for size in array.shape))
            file.write(struct.pack("<BI", kinds[array.dtype], array.nbytes) + array.tobytes())
        file.write(struct.pack("<I", len(binary.aliases)))
        file.writelines(text(alias) + text(name) for alias, name in binary.aliases)


def widen(tiny: Variables, *, own_layers: int, width: int) -> Variables:
    """Return the variables of the wide, deep model."""
    rng = np.random.default_rng(3)
    wide = {name: _widen_one(name, array, tiny, width, rng) for name, array in tiny.items()}
    for side, layer in itertools.product(("encoder", "decoder"), range(own_layers, LAYERS)):
        model = f"{side}/layer_{own_layers - 1}/"
        for name in [name for name in wide if name.startswith(model)]:
            added = f"{side}/layer_{layer}/{name.removeprefix(model)}"
            wide[added] = _idle(name, wide[name], wide, rng)
    return dict(sorted(wide.items()))


def _widen_one(
    name: str, array: np.ndarray, tiny: Variables, width: int, rng: np.random.Generator
) -> np.ndarray:
    leaf = name.rpartition("/")[2]
    if leaf == "num_heads":
        return (array * TILE).astype(array.dtype)
    if not array.ndim:
        return array
    is_embedding, is_projection = "embeddings" in name, "decoder/projection" in name
    if leaf == "weight":
        tiled = (
            np.tile(array, (1, TILE)) if is_embedding or is_projection else _tile_blocks(name, array, width)
        )
        return _pad(tiled, rng) if is_embedding or is_projection else tiled
    if leaf == "weight_scale":
        # Stored as 127 / largest: a weight divided by four has four times the scale. CTranslate2 multiplies
        # embeddings by the root of the width, which has doubled.
        scale = array * (math.sqrt(TILE) if is_embedding else TILE)
        if is_embedding or is_projection:
            return np.concatenate([scale, np.full(PIECES - len(scale), scale.mean())]).astype(np.float32)
        return _tile_blocks(name, scale, width).astype(np.float32)
    if is_projection and leaf == "bias":
        return np.concatenate([array, np.full(PIECES - len(array), _NEVER)]).astype(np.float32)
    if leaf == "encodings":
        return np.tile(array, (1, TILE))
    return _tile_blocks(name, array, width)


def _tile_blocks(name: str, array: np.ndarray, width: int) -> np.ndarray:
    """Tile rows and columns; query, key and value, which lie in one matrix, each for itself."""
    blocks = np.split(array, len(array) // width) if "attention/linear" in name else [array]
    repeats = (TILE, TILE) if array.ndim == 2 else (TILE,)
    return np.concatenate([np.tile(block, repeats) for block in blocks])


def _pad(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    more = rng.integers(-60, 60, (PIECES - len(array), array.shape[1]), dtype=np.int8)
    return np.concatenate([array, more])


def _idle(name: str, array: np.ndarray, wide: Variables, rng: np.random.Generator) -> np.ndarray:
    """Return the variable of a layer that changes nothing: random inside, nought at its end."""
    parent, _, leaf = name.rpartition("/")
    if not array.ndim or leaf == "gamma":
        return np.ones_like(array) if array.ndim else array
    if leaf in ("beta", "bias"):
        return np.zeros_like(array)
    if leaf == "weight_scale":
        columns = wide[f"{parent}/weight"].shape[1]
        return np.full_like(array, 70 * math.sqrt(columns))
    stem, _, number = parent.rpartition("_")
    if f"{stem}_{int(number) + 1}/weight" not in wide:
        return np.zeros_like(array)
    return rng.integers(-127, 127, array.shape, dtype=np.int8)


def make_package(tiny: Path, out: Path, sentences: Iterator[tuple[str, str]]) -> Path:
    """Write the base-shaped package of a tiny `.argosmodel`, with a shortlist learned from `sentences`."""
    folder = out.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(tiny) as archive:
        archive.extractall(folder)
    (top,) = folder.iterdir()
    binary = read_binary(top / "model" / "model.bin")
    vocabulary = json.loads((top / "model" / "shared_vocabulary.json").read_text("utf-8"))
    width = binary.variables["encoder/layer_norm/gamma"].shape[0]
    own_layers = (
        len({name.split("/")[1] for name in binary.variables if name.startswith("encoder/layer_")}) - 1
    )
    variables = widen(binary.variables, own_layers=own_layers, width=width)
    wide = Binary(spec=binary.spec, revision=binary.revision, variables=variables, aliases=binary.aliases)
    write_binary(wide, top / "model" / "model.bin")
    padded = [*vocabulary, *_nonsense(set(vocabulary), PIECES - len(vocabulary))]
    (top / "model" / "shared_vocabulary.json").write_text(json.dumps(padded), encoding="utf-8")
    (top / "model" / "vmap.txt").write_text(_shortlist(top, sentences), encoding="utf-8")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            archive.write(path, f"{top.name}/{path.relative_to(top).as_posix()}")
    shutil.rmtree(folder)
    return out


def _nonsense(known: set[str], count: int) -> list[str]:
    rng = random.Random(5)  # noqa: S311
    words: dict[str, None] = {}
    while len(words) < count:
        word = "▁" + "".join(rng.choice("bcdfghjklmnpqrstvwxyz") + rng.choice("aeiou") for _ in range(4))
        if word not in known:
            words[word] = None
    return list(words)


def _shortlist(top: Path, sentences: Iterator[tuple[str, str]]) -> str:
    """Return a `vmap.txt`: for each piece of the source those of the target that most often go with it."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(top / "sentencepiece.model"))
    together: dict[str, Counter[str]] = {}
    alone: Counter[str] = Counter()
    for source, target in itertools.islice(sentences, _SHORTLIST_SENTENCES):
        answer = set(pieces.encode(target, out_type=str))
        alone.update(answer)
        for piece in set(pieces.encode(source, out_type=str)):
            together.setdefault(piece, Counter()).update(answer)
    lines = ["\t" + _words([piece for piece, _ in alone.most_common(_SHORTLIST_ALL)])]
    for piece, counts in together.items():
        ranked = sorted(counts, key=lambda other: -counts[other] / math.sqrt(alone[other]))
        lines.append(f"{piece}\t{_words(ranked[:_SHORTLIST_EACH])}")
    return "\n".join(lines) + "\n"


def _words(pieces: Sequence[str]) -> str:
    return " ".join(pieces)

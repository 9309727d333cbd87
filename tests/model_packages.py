"""Model packages for tests: the tiny real ones, and hollow ones of any shape."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

MODELS = Path(__file__).parent / "models"
TOOLS = Path(__file__).parents[1] / "tools" / "models"
EN_ID = MODELS / "translate-en_id-tiny.argosmodel"


def metadata(source: str = "en", target: str = "id", **more: object) -> bytes:
    about = {"from_code": source, "to_code": target, "package_version": "1.0", "argos_version": "1.9"}
    return json.dumps({**about, **more}).encode()


def parts(source: str = "en", target: str = "id", **more: object) -> dict[str, bytes]:
    """The files of a package whose model is hollow: it can be installed, and not loaded."""
    return {
        "metadata.json": metadata(source, target, **more),
        "sentencepiece.model": b"pieces",
        "model/model.bin": b"weights",
    }


def multilingual(family: str = "m2m100", name: str = "many", *tags: str, **more: str) -> dict[str, bytes]:
    toml = [
        f'family = "{family}"',
        f'name = "{name}"',
        *(f'{key} = "{value}"' for key, value in more.items()),
    ]
    toml += [
        "[languages]",
        *(f'{tag} = "{tag.split("-")[0]}"' for tag in tags or ("en", "vi", "zh-Hans", "id")),
    ]
    return {
        "model.toml": "\n".join(toml).encode(),
        "sentencepiece.model": b"pieces",
        "model/model.bin": b"weights",
    }


def pack(files: Mapping[str, bytes], top: str = "model-en_id/") -> bytes:
    """Put files into a ZIP archive under one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(top + name, data)
    return out.getvalue()


def write_package(folder: Path, files: Mapping[str, bytes] | None = None, name: str = "m.argosmodel") -> Path:
    path = folder / name
    path.write_bytes(pack(parts() if files is None else files))
    return path


def load_tool(name: str) -> ModuleType:
    """Import a script beside which the models were made."""
    spec = importlib.util.spec_from_file_location(f"tools_{name}", TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module

"""Fonts that come as Python packages: `manimgx-fonts` always, `justmytype-intl-cjk` with the extra `cjk`."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from types import MappingProxyType

from forumpub.typeset.scripts import canonical_lang
from forumpub.typeset.typefaces import FontFile

BASE_PACKAGE = "manimgx-fonts"
CJK_PACKAGE = "justmytype-intl-cjk"

_MODULES = {BASE_PACKAGE: "manimgx_fonts", CJK_PACKAGE: "justmytype_intl_cjk"}

# In order of preference where several fonts have a character. Fonts of right-to-left scripts are left out:
# lines here run from left to right only. All have a weight axis.
_FONTS: tuple[tuple[str, str, str], ...] = (
    ("latin", BASE_PACKAGE, "NotoSans[wght].ttf"),
    ("th", BASE_PACKAGE, "NotoSansThai[wght].ttf"),
    ("lo", BASE_PACKAGE, "NotoSansLao[wght].ttf"),
    ("km", BASE_PACKAGE, "NotoSansKhmer[wght].ttf"),
    ("my", BASE_PACKAGE, "NotoSansMyanmar[wght].ttf"),
    ("ta", BASE_PACKAGE, "NotoSansTamil[wght].ttf"),
    ("zh-Hans", CJK_PACKAGE, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    ("zh-Hant", CJK_PACKAGE, "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"),
    ("ja", CJK_PACKAGE, "fonts/ofl/notosansjp/NotoSansJP[wght].ttf"),
    ("ko", CJK_PACKAGE, "fonts/ofl/notosanskr/NotoSansKR[wght].ttf"),
    ("hi", BASE_PACKAGE, "NotoSansDevanagari[wght].ttf"),
    ("bn", BASE_PACKAGE, "NotoSansBengali[wght].ttf"),
    ("te", BASE_PACKAGE, "NotoSansTelugu[wght].ttf"),
    ("kn", BASE_PACKAGE, "NotoSansKannada[wght].ttf"),
    ("ml", BASE_PACKAGE, "NotoSansMalayalam[wght].ttf"),
    ("gu", BASE_PACKAGE, "NotoSansGujarati[wght].ttf"),
    ("pa", BASE_PACKAGE, "NotoSansGurmukhi[wght].ttf"),
    ("or", BASE_PACKAGE, "NotoSansOriya[wght].ttf"),
    ("si", BASE_PACKAGE, "NotoSansSinhala[wght].ttf"),
    ("am", BASE_PACKAGE, "NotoSansEthiopic[wght].ttf"),
    ("ka", BASE_PACKAGE, "NotoSansGeorgian[wght].ttf"),
    ("hy", BASE_PACKAGE, "NotoSansArmenian[wght].ttf"),
    ("symbols", BASE_PACKAGE, "NotoSansSymbols[wght].ttf"),
    ("emoji", BASE_PACKAGE, "NotoEmoji[wght].ttf"),
)


@functools.cache
def _installed() -> MappingProxyType[str, FontFile]:
    """Return the fonts that are there, by the key of the table above."""
    folders = {package: _folder(module) for package, module in _MODULES.items()}
    found: dict[str, FontFile] = {}
    for key, package, name in _FONTS:
        folder = folders[package]
        if folder is not None and (path := folder / name).is_file():
            found[key] = FontFile(path, 0, package)
    return MappingProxyType(found)


def _folder(module: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    locations = spec.submodule_search_locations if spec else None
    return Path(next(iter(locations))) if locations else None


@functools.lru_cache(maxsize=64)
def packaged_files(lang: str) -> tuple[FontFile, ...]:
    """Return the installed packages' fonts in order of preference for a language."""
    fonts = _installed()
    tag = canonical_lang(lang)
    own = fonts.get(tag) or fonts.get(tag.partition("-")[0])
    rest = tuple(file for file in fonts.values() if file != own)
    return (own, *rest) if own else rest

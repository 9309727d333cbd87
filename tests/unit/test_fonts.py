from __future__ import annotations

from pathlib import Path

import pytest

from forumpub.env import FixedEnvironment
from forumpub.errors import FontError
from forumpub.typeset import fonts as fonts_module
from forumpub.typeset.font_survey import survey_fonts
from forumpub.typeset.fonts import FontLibrary, FontPair
from forumpub.typeset.scripts import EDITION_LANGS
from forumpub.typeset.typefaces import FontFile, open_typeface
from typeset_samples import LIBRARY, write_font

JAVANESE = "ꦗꦮ"


@pytest.mark.parametrize("lang", EDITION_LANGS)
def test_the_packages_cover_every_edition_in_regular_and_bold(lang: str) -> None:
    (coverage,) = survey_fonts(LIBRARY, [lang])
    assert coverage.is_complete, coverage
    assert coverage.regular is not None
    assert coverage.regular.provider in {"manimgx-fonts", "justmytype-intl-cjk"}


def test_a_survey_names_files_and_what_they_lack() -> None:
    thai, arabic = survey_fonts(LIBRARY, ["th-TH", "ar"])
    assert thai.regular is not None and thai.bold is not None
    assert (thai.lang, thai.script) == ("th", "Thai")
    assert (thai.regular.name, thai.bold.name) == ("NotoSansThai-Regular", "NotoSansThai-Bold")
    assert thai.regular.path.is_file()
    assert arabic.regular is None
    assert not arabic.is_complete


def test_chinese_fonts_are_pinned_to_the_weight_asked_for() -> None:
    regular = LIBRARY.stack("zh").find("国")
    bold = LIBRARY.stack("zh", bold=True).find("国")
    assert regular is not None and bold is not None
    assert (regular.name, regular.variations) == ("NotoSansSC-Regular", {"wght": 400.0})
    assert (bold.name, bold.variations) == ("NotoSansSC-Bold", {"wght": 700.0})


def test_traditional_and_simplified_get_their_own_forms() -> None:
    names = [typeface.name for lang in ("zh-TW", "zh-CN") if (typeface := LIBRARY.stack(lang).find("直"))]
    assert names == ["NotoSansTC-Regular", "NotoSansSC-Regular"]


def test_equal_libraries_share_their_stacks() -> None:
    assert FontLibrary(FixedEnvironment()).stack("th") is LIBRARY.stack("th-TH")
    assert LIBRARY.stack("th") is not LIBRARY.stack("th", bold=True)


def test_a_styles_own_file_comes_first_and_the_rest_fills_in(tmp_path: Path) -> None:
    own = FontPair(regular=write_font(tmp_path / "own.ttf", "abc"))
    stack = FontLibrary(FixedEnvironment(), own_files=[own]).stack("en")
    first, other = stack.find("a"), stack.find("d")
    assert first is not None and other is not None
    assert (first.file.provider, other.file.provider) == ("style", "manimgx-fonts")


def test_bold_is_never_a_regular_while_another_font_has_a_real_bold(tmp_path: Path) -> None:
    lonely = FontPair(regular=write_font(tmp_path / "own.ttf", "aꦗ"))
    stack = FontLibrary(FixedEnvironment(), own_files=[lonely]).stack("en", bold=True)
    letter, only_there = stack.find("a"), stack.find("ꦗ")
    assert letter is not None and only_there is not None
    assert letter.name == "NotoSans-Bold"
    assert not only_there.is_bold
    pair = FontPair(regular=lonely.regular, bold=write_font(tmp_path / "bold.ttf", "ab", weight=700))
    found = FontLibrary(FixedEnvironment(), own_files=[pair]).stack("en", bold=True).find("a")
    assert found is not None and found.file.path == pair.bold


def test_the_systems_fonts_are_asked_last_and_only_when_needed(tmp_path: Path) -> None:
    write_font(tmp_path / "java.ttf", JAVANESE + "a")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    library = FontLibrary(FixedEnvironment(font_dirs=[tmp_path]))
    stack = library.stack("en")
    found, latin = stack.find("ꦗ"), stack.find("a")
    assert found is not None and latin is not None
    assert (found.file.provider, latin.file.provider) == ("system", "manimgx-fonts")
    assert [skipped.path.name for skipped in library.skipped] == ["broken.ttf"]
    assert LIBRARY.stack("en").find("ꦗ") is None


def test_the_systems_nearest_weight_wins_whatever_the_order(tmp_path: Path) -> None:
    write_font(tmp_path / "a-bold.ttf", JAVANESE, weight=700)
    write_font(tmp_path / "z-regular.ttf", JAVANESE, weight=400)
    library = FontLibrary(FixedEnvironment(font_dirs=[tmp_path]))
    regular, bold = library.stack("en").find("ꦗ"), library.stack("en", bold=True).find("ꦗ")
    assert regular is not None and bold is not None
    assert (regular.file.path.name, bold.file.path.name) == ("z-regular.ttf", "a-bold.ttf")


def test_fonts_that_may_not_be_embedded_are_skipped_with_the_reason(tmp_path: Path) -> None:
    path = write_font(tmp_path / "secret.ttf", JAVANESE, permission=0x0002)
    library = FontLibrary(FixedEnvironment(font_dirs=[tmp_path]))
    assert library.stack("en").find("ꦗ") is None
    assert "forbid embedding" in library.skipped[0].reason
    with pytest.raises(FontError, match="forbid embedding"):
        FontLibrary(FixedEnvironment(), own_files=[FontPair(regular=path)]).stack("en").find("a")


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\0\1\0\0" + b"\xff" * 400, None])
def test_a_styles_unusable_file_is_the_machines_fault(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FontError, match=r"broken\.ttf"):
        FontLibrary(FixedEnvironment(), own_files=[FontPair(regular=path)]).stack("en").find("a")


def test_without_any_font_there_is_an_error_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts_module, "packaged_files", lambda lang: ())
    with pytest.raises(FontError, match="no font found") as caught:
        FontLibrary(FixedEnvironment(font_dirs=[tmp_path])).stack("qaa")
    assert "pip install" in caught.value.hints[0]


def test_a_language_without_a_font_is_an_error_where_required(monkeypatch: pytest.MonkeyPatch) -> None:
    LIBRARY.require_language("km")
    LIBRARY.require_language("zh-Hant")
    latin = open_typeface(next(LIBRARY.stack("en").typefaces()).file, 400).file
    monkeypatch.setattr(fonts_module, "packaged_files", lambda lang: (latin,))
    with pytest.raises(FontError, match="zh-Hans") as caught:
        FontLibrary(FixedEnvironment(font_dirs=[Path("/nowhere")])).require_language("zh")
    assert "forumpub[cjk]" in caught.value.hints[0]


def test_typefaces_of_equal_file_and_weight_are_equal(tmp_path: Path) -> None:
    file = FontFile(write_font(tmp_path / "own.ttf", "abc"), 0, "style")
    assert open_typeface(file, 400) is open_typeface(file, 400)
    assert open_typeface(file, 400) != open_typeface(file, 700)
    assert open_typeface(file, 400).name == "Boxes-Regular"


def test_a_composed_letter_is_covered_by_its_parts() -> None:
    typeface = LIBRARY.stack("vi").find("ễ")
    assert typeface is not None
    assert typeface.covers("e\u0302\u0303")
    assert typeface.covers("a\u200d\ufe0f")
    assert typeface.covers("\u2011\u00a0\t")
    assert not typeface.covers("ꦗ")

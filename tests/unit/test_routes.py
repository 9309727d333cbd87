"""Which engine and model translate a pair of languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from forumpub.errors import ModelError
from forumpub.translate.engines import apertium
from forumpub.translate.engines.choice import Route, find_routes, open_engine
from forumpub.translate.engines.pivot import PivotEngine
from forumpub.translate.models.advice import advise
from forumpub.translate.models.store import ModelStore
from model_packages import EN_ID, MODELS, multilingual, parts, write_package

_MODE = apertium.Mode(name="ind-zlm", package="apertium-ind-zlm", licence="GPL-3.0-or-later")


@pytest.fixture(autouse=True)
def _no_apertium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apertium, "find_modes", lambda _source, _target: ())


def store_of(tmp_path: Path, *packages: Mapping[str, bytes]) -> ModelStore:
    store = ModelStore(tmp_path / "models")
    for number, files in enumerate(packages):
        store.import_package(write_package(tmp_path, files, f"{number}.zip"))
    return store


def shown(routes: tuple[Route, ...]) -> list[tuple[str, str]]:
    return [(route.engine, route.model) for route in routes]


def test_a_model_for_the_pair_is_before_one_of_many_and_a_newer_before_an_older(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        multilingual("m2m100", "a-many", "en", "id"),
        parts(package_version="1.9"),
        parts(package_version="1.10"),
        multilingual("opus-mt", "opus", "en"),
    )
    assert shown(find_routes("en", "id", store)) == [
        ("argos", "en_id-1.10"),
        ("argos", "en_id-1.9"),
        ("ct2", "a-many"),
    ]


def test_what_forbids_commercial_use_comes_last(tmp_path: Path) -> None:
    store = store_of(
        tmp_path,
        multilingual("nllb", "a", "en", "vi", licence="CC-BY-NC-4.0"),
        multilingual("m2m100", "b", "en", "vi", licence="MIT"),
        multilingual("m2m100", "c", "en", "vi"),
    )
    routes = find_routes("en", "vi", store)
    assert [route.model for route in routes] == ["b", "c", "a"]
    assert [route.licence for route in routes] == ["MIT", "unknown", "CC-BY-NC-4.0"]


def test_direct_is_before_a_pivot_and_both_are_named(tmp_path: Path) -> None:
    store = store_of(tmp_path, parts("zh", "en"), parts("en", "id", license="CC0-1.0"))
    (pivot,) = find_routes("zh-Hans", "id", store)
    assert (pivot.engine, pivot.model) == ("pivot", "zh_en-1.0 + en_id-1.0")
    assert pivot.langs == ("zh-Hans", "en", "id")
    assert pivot.licence == "unknown; CC0-1.0"
    assert not pivot.is_direct
    store.import_package(write_package(tmp_path, multilingual("m2m100", "many", "zh-Hans", "id")))
    assert [route.engine for route in find_routes("zh-CN", "id", store)] == ["ct2", "pivot"]


def test_from_english_there_is_no_pivot(tmp_path: Path) -> None:
    store = store_of(tmp_path, parts("en", "id"), parts("id", "en"))
    assert len(find_routes("en", "id", store)) == 1
    assert find_routes("id", "ms", store) == ()


def test_apertium_stands_between_a_model_for_the_pair_and_one_of_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        apertium, "find_modes", lambda source, target: (_MODE,) if (source, target) == ("id", "ms") else ()
    )
    store = store_of(tmp_path, parts("id", "ms"), multilingual("m2m100", "many", "id", "ms"))
    assert [route.engine for route in find_routes("id", "ms", store)] == ["argos", "apertium", "ct2"]


def test_one_language_is_the_identity(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "none")
    assert shown(find_routes("zh", "zh-Hans", store)) == [("identity", "identity")]
    assert open_engine("en", "en-GB", store).use.name == "identity"
    assert open_engine("en", "th", store, preferred="identity").use.route == ("en", "th")


def test_scripts_of_chinese_are_two_languages(tmp_path: Path) -> None:
    store = store_of(tmp_path, parts("en", "zt"))
    assert find_routes("en", "zh-Hans", store) == ()
    assert shown(find_routes("en", "zh-TW", store)) == [("argos", "en_zt-1.0")]


def test_without_a_way_the_error_says_what_to_paste(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "none")
    with pytest.raises(ModelError, match="no model translates en into id; looked in") as caught:
        open_engine("en", "id", store)
    assert caught.value.hints == ("`forumpub models install --from en --to id`",)
    with pytest.raises(ModelError) as caught:
        open_engine("en", "vi", store)
    assert "forumpub models import FILE" in caught.value.hints[0]


def test_advice_is_one_command_for_all_that_the_index_has() -> None:
    lines = advise("zh-CN", ["id", "fil", "km", "lo"])
    assert lines[0] == "`forumpub models install --from zh-Hans --to id,tl`"
    assert "km, lo" in lines[1]
    assert advise("en", []) == ()


def test_a_preference_chooses_or_is_refused(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models")
    store.import_package(EN_ID)
    store.import_package(MODELS / "m2m-tiny")
    assert open_engine("en", "id", store, preferred="en_id-1.0").use.name == "argos"
    assert open_engine("en", "vi", store, preferred="ct2").use.model == "m2m-tiny"
    with pytest.raises(ModelError, match="'pivot' doesn't translate en into id") as caught:
        open_engine("en", "id", store, preferred="pivot")
    assert "argos (en_id-1.0)" in caught.value.hints[0]


def test_a_pivot_is_opened_and_translates(tmp_path: Path) -> None:
    packed = MODELS / "translate-zh_en-tiny.argosmodel"
    if not packed.exists():
        pytest.skip("the Chinese model isn't there")
    from forumpub.translate.engine import Decoding

    store = ModelStore(tmp_path / "models")
    store.import_package(packed)
    store.import_package(EN_ID)
    engine = open_engine("zh-Hans", "id", store)
    assert isinstance(engine, PivotEngine)
    assert engine.use.route == ("zh-Hans", "en", "id")
    answer = engine.translate(["三个区域大学最近在河内批评了Thida Aung。"], Decoding(links=True))[0][0]
    assert "Hanoi" in answer.text
    assert answer.links

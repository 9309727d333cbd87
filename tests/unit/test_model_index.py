"""The index of models: a server on loopback that is good, wicked or slow to answer."""

from __future__ import annotations

import hashlib
import http.server
import io
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from forumpub.env import FixedEnvironment
from forumpub.errors import ModelError, NetworkError
from forumpub.translate.models import index
from forumpub.translate.models.index import list_available
from forumpub.translate.models.installing import describe_model, find_offers, install_models, open_store
from model_packages import pack, parts
from model_server import Answer, entry, pages, redirect, send, serving

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def machine(tmp_path: Path, url: str) -> FixedEnvironment:
    return FixedEnvironment(data_dir=tmp_path / "data", settings={"index-url": f"{url}/index.json"})


def test_offers_are_listed_and_chosen_by_language() -> None:
    env_pages = pages(
        entry("en", "id", package_version="1.2"),
        entry("en", "id", package_version="1.10", license="MIT"),
        entry("en", "zt"),
        entry("zh", "en"),
        entry("en", "en", type="sbd"),
    )
    with serving(env_pages) as (url, asked):
        env = FixedEnvironment(settings={"index-url": f"{url}/index.json"})
        listed = find_offers(env)
        some = find_offers(env, source_lang="en", target_langs=("zh-TW",))
    assert listed.diagnostics == ()
    assert [(o.source_lang, o.target_lang, o.version, o.licence) for o in listed.value] == [
        ("en", "id", "1.10", "MIT"),
        ("en", "id", "1.2", None),
        ("en", "zh-Hant", "1.0", None),
        ("zh-Hans", "en", "1.0", None),
    ]
    assert [offer.target_lang for offer in some.value] == ["zh-Hant"]
    assert asked == ["/index.json"] * 2


@pytest.mark.parametrize(
    "wrong",
    [
        "text",
        {},
        entry("en", "id", "ipfs://x"),
        entry("en", "../id"),
        entry("en", "id", sha256="short"),
        entry("en", "id", package_version=3),
        {**entry("en", "id"), "links": "http://x"},
        {**entry("en", "id"), "links": None},
    ],
)
def test_a_wrong_entry_is_passed_over(wrong: object) -> None:
    with serving(pages(entry("en", "th"), wrong)) as (url, _):
        listed = list_available(f"{url}/index.json")
    assert [offer.target_lang for offer in listed.value] == ["th"]
    assert [found.rule.slug for found in listed.diagnostics] == ["unreadable-offer"]
    assert "entry 2" in listed.diagnostics[0].message


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_index_is_said(data: bytes) -> None:
    with (
        serving({"/index.json": data}) as (url, _),
        pytest.raises(NetworkError, match="is not a model index"),
    ):
        list_available(f"{url}/index.json")


def test_models_are_installed_directly_or_by_way_of_english(tmp_path: Path) -> None:
    packed = {
        "zh_en": pack(parts("zh", "en")),
        "en_id": pack(parts("en", "id")),
        "en_th": pack(parts("en", "th")),
    }
    digest = hashlib.sha256(packed["en_th"]).hexdigest()
    served = pages(
        entry("zh", "en"),
        entry("en", "id"),
        entry("en", "th", license="MIT", sha256=digest.upper()),
        **packed,
    )
    told: list[tuple[str, int, int | None]] = []
    with serving(served) as (url, asked):
        env = machine(tmp_path, url)
        installed = install_models(
            env,
            source_lang="zh-Hans",
            target_langs=("id", "th"),
            on_progress=lambda offer, done, total: told.append((offer.target_lang, done, total)),
        )
        assert sorted(asked) == ["/en_id.zip", "/en_th.zip", "/index.json", "/zh_en.zip"]
        again = install_models(env, source_lang="en", target_langs=("id",))
        assert asked.count("/en_id.zip") == 1
    assert [model.name for model in installed.value] == ["zh_en-1.0", "en_id-1.0", "en_th-1.0"]
    assert [model.licence for model in installed.value] == [None, None, "MIT"]
    assert installed.value[1].record.origin == f"{url}/en_id.zip"
    assert again.value == (installed.value[1],)
    assert told[-1] == ("th", len(packed["en_th"]), len(packed["en_th"]))
    assert open_store(env).verify().value == open_store(env).list_models().value
    assert list((open_store(env).folder / ".downloads").glob("*.part")) == []
    assert describe_model(installed.value[2])[:3] == ("en_th-1.0", "argos", "en → th")


def test_a_file_with_another_digest_is_not_installed(tmp_path: Path) -> None:
    served = pages(entry("en", "id", sha256="0" * 64), en_id=pack(parts()))
    with serving(served) as (url, _):
        env = machine(tmp_path, url)
        with pytest.raises(NetworkError, match="the index says 0000"):
            install_models(env, source_lang="en", target_langs=("id",))
    assert open_store(env).list_models() == type(open_store(env).list_models())(())


def test_the_second_address_is_tried(tmp_path: Path) -> None:
    served = pages(entry("en", "id", "gone.zip", "en_id.zip"), en_id=pack(parts()))
    with serving(served) as (url, asked):
        (model,) = install_models(machine(tmp_path, url), source_lang="en", target_langs=("id",)).value
    assert model.record.origin == f"{url}/en_id.zip"
    assert asked == ["/index.json", "/gone.zip", "/en_id.zip"]


def test_what_the_index_lacks_is_said_before_anything_is_downloaded(tmp_path: Path) -> None:
    with serving(pages(entry("en", "id"), en_id=pack(parts()))) as (url, asked):
        with pytest.raises(ModelError, match="has no model from en into vi") as caught:
            install_models(machine(tmp_path, url), source_lang="en", target_langs=("id", "vi"))
        with pytest.raises(ModelError, match="are one language"):
            install_models(machine(tmp_path, url), source_lang="en", target_langs=("en",))
    assert "forumpub models import" in caught.value.hints[0]
    assert set(asked) == {"/index.json"}


def test_an_edition_language_is_before_a_regional_one(tmp_path: Path) -> None:
    for entries in ([entry("en", "pb"), entry("en", "pt")], [entry("en", "pt"), entry("en", "pb")]):
        with serving(pages(*entries, en_pt=pack(parts("en", "pt")))) as (url, _):
            folder = tmp_path / url[-5:]
            (model,) = install_models(machine(folder, url), source_lang="en", target_langs=("pt",)).value
        assert model.description.targets[0].tag == "pt"


def test_a_connection_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    data = pack(parts())
    served = pages(entry("en", "id"))
    served["/en_id.zip"] = lambda handler: send(handler, data[:50], announced=len(data))
    with serving(served) as (url, _):
        env = machine(tmp_path, url)
        with pytest.raises(NetworkError, match="broke"):
            install_models(env, source_lang="en", target_langs=("id",))
    assert list((open_store(env).folder / ".downloads").glob("*.part")) == []
    assert open_store(env).list_models().value == ()


def test_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(index, "_PACKAGE_BYTES", 100)
    with (
        serving(pages(entry("en", "id"), en_id=pack(parts()))) as (url, _),
        pytest.raises(NetworkError, match="sends more than"),
    ):
        install_models(machine(tmp_path, url), source_lang="en", target_langs=("id",))


def test_redirections_stay_on_the_web(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("[]")
    served: dict[str, bytes | Answer] = {
        "/good": redirect("/index.json"),
        "/file": redirect((tmp_path / "secret").as_uri()),
        "/ftp": redirect("ftp://127.0.0.1/x"),
        "/round": redirect("/round"),
        "/index.json": b"[]",
    }
    with serving(served) as (url, _):
        assert list_available(f"{url}/good").value == ()
        for path in ("/file", "/ftp", "/round", "/gone"):
            with pytest.raises(NetworkError):
                list_available(url + path)


def test_a_secured_address_leads_to_no_open_one() -> None:
    handler = index._Redirects()
    request = urllib.request.Request("https://example.org/a")
    with pytest.raises(urllib.error.URLError, match="from https to http"):
        handler.redirect_request(request, io.BytesIO(), 302, "", {}, "http://example.org/b")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "index.json", "", "data:,[]"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(NetworkError, match="not an http or https address"):
        list_available(url)


def test_a_server_that_isnt_there_is_said() -> None:
    with serving({}) as (url, _):
        pass
    with pytest.raises(NetworkError, match="can't reach") as caught:
        list_available(f"{url}/index.json")
    assert "forumpub models import FILE" in caught.value.hints[0]


def test_nonsense_in_place_of_an_answer_is_said() -> None:
    def nonsense(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"what?\r\n\r\n")
        handler.close_connection = True

    with serving({"/index.json": nonsense}) as (url, _), pytest.raises(NetworkError):
        list_available(f"{url}/index.json")


def test_what_a_killed_download_left_is_cleared(tmp_path: Path) -> None:
    with serving(pages(entry("en", "id"), en_id=pack(parts()))) as (url, _):
        env = machine(tmp_path, url)
        downloads = open_store(env).folder / ".downloads"
        downloads.mkdir(parents=True)
        (downloads / "old.part").write_bytes(b"half")
        install_models(env, source_lang="en", target_langs=("id",))
    assert list(downloads.glob("*.part")) == []

"""The store of models: what comes in, what is refused, and what a kill leaves behind."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from forumpub.errors import ModelError
from forumpub.translate.models import unpack
from forumpub.translate.models.description import edition_tag, find_licence, read_description
from forumpub.translate.models.store import ModelStore
from model_packages import EN_ID, metadata, multilingual, pack, parts, write_package


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "data" / "models")


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_no_folder_is_no_model(store: ModelStore) -> None:
    assert store.list_models().value == ()
    assert not store.folder.exists()


def test_a_package_is_installed_and_described(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(
        tmp_path, {**parts(), "README.md": b"# English - Indonesian\n\n**License**: CC0-1.0\n"}
    )
    model = store.import_package(path).value
    assert model.name == "en_id-1.0"
    assert model.licence == "CC0-1.0"
    assert model.record.origin == "m.argosmodel"
    assert model.record.package_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    digests = {file.path: file.sha256 for file in model.record.files}
    assert digests["model/model.bin"] == hashlib.sha256(b"weights").hexdigest()
    assert store.list_models().value == (model,)
    assert store.list_models().diagnostics == ()
    assert listing(store.folder) == ["en_id-1.0"]


def test_a_real_package_is_installed(store: ModelStore) -> None:
    model = store.import_package(EN_ID).value
    assert model.description.find_pair("en", "id") is not None
    assert model.description.find_pair("id", "en") is None
    assert store.verify().value == (model,)


def test_the_digest_doesnt_depend_on_the_archive(store: ModelStore, tmp_path: Path) -> None:
    first = store.import_package(write_package(tmp_path)).value
    store.remove(first.name)
    (folder := tmp_path / "unpacked").mkdir()
    for name, data in parts().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    again = store.import_package(folder, licence="MIT").value
    assert again.sha256 == first.sha256
    assert (first.licence, again.licence) == (None, "MIT")


def test_the_same_again_changes_nothing(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    first = store.import_package(path).value
    times = (first.folder / "model/model.bin").stat().st_mtime_ns
    assert store.import_package(path).value == first
    assert (first.folder / "model/model.bin").stat().st_mtime_ns == times


def test_another_of_the_same_name_is_refused(store: ModelStore, tmp_path: Path) -> None:
    store.import_package(write_package(tmp_path))
    other = write_package(tmp_path, {**parts(), "model/model.bin": b"other"}, "other.zip")
    with pytest.raises(ModelError, match=r"en_id-1\.0 is already installed") as caught:
        store.import_package(other)
    assert "forumpub models remove en_id-1.0" in caught.value.hints[0]
    assert (store.folder / "en_id-1.0/model/model.bin").read_bytes() == b"weights"
    assert listing(store.folder) == ["en_id-1.0"]


def test_a_wrong_digest_is_refused(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    right = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ModelError, match="its SHA-256 is"):
        store.import_package(path, sha256="0" * 64)
    assert not store.folder.exists()
    assert store.import_package(path, sha256=right.upper()).value.name == "en_id-1.0"


def test_splitters_are_left_out_and_named(store: ModelStore, tmp_path: Path) -> None:
    files = {**parts(), "stanza/en/tokenize/ewt.pt": b"pickle", "minisbd/en.onnx": b"net", ".DS_Store": b"x"}
    outcome = store.import_package(write_package(tmp_path, files))
    assert [found.rule.slug for found in outcome.diagnostics] == ["model-part-left-out"]
    assert "stanza" in outcome.diagnostics[0].message
    kept = {path.name for path in outcome.value.folder.rglob("*") if path.is_file()}
    assert kept == {"metadata.json", "sentencepiece.model", "model.bin", "installed.json"}


def _zip(fill: Callable[[zipfile.ZipFile], None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts().items():
            file.writestr("top/" + name, data)
        fill(file)
    return out.getvalue()


def _link(file: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("top/model/config.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file.writestr(info, "/etc/passwd")


def _raw_name(name: str) -> bytes:
    """An archive with a name that `zipfile` wouldn't write, in its directory and before the file."""
    data = _zip(lambda file: file.writestr("top/model/" + "x" * (len(name) - 10), b"x"))
    return data.replace(b"top/model/" + b"x" * (len(name) - 10), name.encode())


HOSTILE = {
    "a file outside": _zip(lambda file: file.writestr("../evil.txt", b"x")),
    "a file outside by its top": _zip(lambda file: file.writestr("top/../../evil.txt", b"x")),
    "an absolute name": _zip(lambda file: file.writestr("/etc/evil", b"x")),
    "a Windows name": _raw_name("top\\model\\..\\evil"),
    "a drive": _zip(lambda file: file.writestr("top/C:evil", b"x")),
    "two folders": _zip(lambda file: file.writestr("other/model/model.bin", b"x")),
    "a file at the top": _zip(lambda file: file.writestr("evil.txt", b"x")),
    "a program": _zip(lambda file: file.writestr("top/setup.py", b"x")),
    "a deep folder": _zip(lambda file: file.writestr("top/model/deep/model.bin", b"x")),
    "a hidden record": _zip(lambda file: file.writestr("top/installed.json", b"{}")),
    "a link": _zip(_link),
    "a twin in other case": _zip(lambda file: file.writestr("top/model/MODEL.bin", b"x")),
    "a bomb": _zip(lambda file: file.writestr("top/model/config.json", bytes(8 * 2**20))),
    "no model": pack({"metadata.json": metadata()}),
    "no description": pack({"sentencepiece.model": b"x", "model/model.bin": b"x"}),
    "no JSON": pack({**parts(), "metadata.json": b"{"}),
    "deep JSON": pack({**parts(), "metadata.json": b"[" * 100_000}),
    "a list": pack({**parts(), "metadata.json": b"[]"}),
    "a code with a path": pack({**parts(), "metadata.json": metadata("../x", "id")}),
    "a version with a path": pack(parts(package_version="/../../x")),
    "one language": pack(parts("en", "en")),
    "a splitter's package": pack(parts(type="sbd")),
    "no archive": b"PK\x03\x04 nonsense",
    "nothing": b"",
    "a cut archive": pack(parts())[:-40],
}
# One byte of a file turned round, which only its checksum shows.
_WHOLE = pack({**parts(), "model/model.bin": bytes(range(256)) * 8})
HOSTILE["a damaged file"] = _WHOLE[:400] + bytes((_WHOLE[400] ^ 0x55,)) + _WHOLE[401:]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packages_are_refused_and_leave_nothing(name: str, store: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "m.argosmodel"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(ModelError) as caught:
        store.import_package(path)
    assert "\n" not in str(caught.value)
    assert listing(store.folder) == []
    assert sorted(found.name for found in tmp_path.rglob("*") if "evil" in found.name) == []


def test_a_password_is_refused(store: ModelStore, tmp_path: Path) -> None:
    data = bytearray(pack(parts()))
    # Bit 0 of the flags, in the directory's first entry.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "m.zip"
    path.write_bytes(data)
    with pytest.raises(ModelError, match="password"):
        store.import_package(path)


def test_limits_hold(store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_package(tmp_path)
    for limit, value, message in (
        ("MAX_ENTRIES", 2, "3 files, 2 at most"),
        ("MAX_FILE_BYTES", 5, "more than a model can be"),
        ("MAX_TOTAL_BYTES", 5, "unpacks to more than"),
    ):
        with monkeypatch.context() as patch, pytest.raises(ModelError, match=message):
            patch.setattr(unpack, limit, value)
            store.import_package(path)
    full = type("Usage", (), {"free": 3})
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(ModelError, match="no room"):
        store.import_package(path)
    assert listing(store.folder) == []


def test_a_missing_file_and_a_folder_of_nothing_are_named(store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't read .*gone\.zip"):
        store.import_package(tmp_path / "gone.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="holds no model"):
        store.import_package(tmp_path / "empty")


def test_one_bad_folder_breaks_nothing(store: ModelStore, tmp_path: Path) -> None:
    good = store.import_package(write_package(tmp_path)).value
    (store.folder / "stray").mkdir()
    (store.folder / "half/model").mkdir(parents=True)
    (store.folder / "half/metadata.json").write_bytes(metadata())
    (store.folder / "damaged").mkdir()
    (store.folder / "damaged/installed.json").write_bytes(b'{"version": 1, "files": [{"path": "../x"}]}')
    (store.folder / "file.txt").write_bytes(b"")
    listed = store.list_models()
    assert listed.value == (good,)
    assert [found.rule.slug for found in listed.diagnostics] == ["broken-model"] * 3
    assert store.find_models("en", "id") == (good,)
    store.remove("half")
    assert len(store.list_models().diagnostics) == 2


@pytest.mark.parametrize(
    "record", [b"", b"[]", b"{}", b'{"version": 9, "files": []}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_record_is_one_finding(store: ModelStore, tmp_path: Path, record: bytes) -> None:
    model = store.import_package(write_package(tmp_path)).value
    (model.folder / "installed.json").write_bytes(record)
    assert store.list_models().value == ()
    assert [found.rule.slug for found in store.list_models().diagnostics] == ["broken-model"]


def test_what_has_changed_is_found(store: ModelStore, tmp_path: Path) -> None:
    model = store.import_package(write_package(tmp_path)).value
    weights = model.folder / "model/model.bin"
    times = weights.stat()
    assert not tuple(model.find_faults())
    weights.write_bytes(b"weightS")
    assert tuple(model.find_faults()) == ("model/model.bin is not as it was installed",)
    # Unseen at a glance, and found by reading.
    os.utime(weights, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not tuple(model.find_faults())
    verified = store.verify()
    assert verified.value == ()
    assert [found.rule.slug for found in verified.diagnostics] == ["model-changed"]
    # The same bytes at another time are the same.
    weights.write_bytes(b"weights")
    assert not tuple(model.find_faults())
    assert store.verify().value == (model,)
    (model.folder / "metadata.json").touch()
    assert not tuple(model.find_faults())


def test_a_file_that_is_gone_breaks_the_model(store: ModelStore, tmp_path: Path) -> None:
    model = store.import_package(write_package(tmp_path)).value
    (model.folder / "model/model.bin").unlink()
    assert tuple(model.find_faults()) == ("model/model.bin is missing",)
    assert "lacks model/model.bin" in store.list_models().diagnostics[0].message


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "/etc", ".lock", "nothing"])
def test_only_a_model_is_removed(store: ModelStore, tmp_path: Path, name: str) -> None:
    store.import_package(write_package(tmp_path))
    with pytest.raises(ModelError, match="no model is called"):
        store.remove(name)
    with pytest.raises(ModelError, match="no model is called"):
        store.get_model(name)
    assert listing(store.folder) == ["en_id-1.0"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions don't bind this user")
def test_a_folder_that_cant_be_written_is_named(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    store.folder.parent.mkdir()
    store.folder.parent.chmod(0o500)
    with pytest.raises(ModelError, match="can't write the folder of models"):
        store.import_package(path)


_IMPORT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from forumpub.translate.models import store as module
    if len(sys.argv) > 3:
        def wait(folder):
            print("waiting", flush=True)
            sys.stdin.read()
        module.record_files = wait
    print(module.ModelStore(Path(sys.argv[1])).import_package(Path(sys.argv[2])).value.sha256)
    """
)


def _start(store: ModelStore, path: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _IMPORT, str(store.folder), str(path), *more]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_kill_in_the_middle_leaves_no_model_and_no_lock(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    with _start(store, path, "wait") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        os.kill(process.pid, signal.SIGKILL)
    assert any(name.startswith(".aside-") for name in listing(store.folder))
    assert store.list_models().value == ()
    assert store.list_models().diagnostics == ()
    model = store.import_package(path).value
    assert listing(store.folder) == [model.name]


def test_a_second_installation_waits_for_the_first(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    with _start(store, path, "wait") as first:
        assert first.stdout is not None
        first.stdout.readline()
        with _start(store, path) as second:
            time.sleep(0.5)
            assert second.poll() is None
            first.kill()
            assert second.wait(30) == 0
    assert len(store.list_models().value) == 1


def test_many_installations_at_once_agree(store: ModelStore, tmp_path: Path) -> None:
    path = write_package(tmp_path)
    running = [_start(store, path) for _ in range(4)]
    digests = {process.communicate(timeout=60)[0] for process in running}
    assert len(digests) == 1
    assert {process.returncode for process in running} == {0}
    assert listing(store.folder) == ["en_id-1.0"]


def _describe(tmp_path: Path, toml: str) -> None:
    (tmp_path / "model.toml").write_text(toml)
    read_description(tmp_path)


def test_a_multilingual_model_is_described(tmp_path: Path) -> None:
    files = multilingual("m2m100", "many", "en", "vi", "zh-Hans", licence="MIT", origin="https://example.org")
    (tmp_path / "model.toml").write_bytes(files["model.toml"])
    description = read_description(tmp_path)
    assert description.licence == "MIT"
    pair = description.find_pair("zh-CN", "vi")
    assert pair is not None
    assert [language.code for language in pair] == ["zh", "vi"]
    assert description.find_pair("vi", "vi") is None
    assert description.find_pair("vi", "th") is None


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("family = ", "not TOML"),
        ("name = 'x'", "family is missing"),
        ("family = 'gpt'\nname = 'x'", "family is 'gpt'"),
        ("family = 'nllb'\nname = 'x'", "names no languages"),
        ("family = 'nllb'\nname = '../x'\n[languages]\nen = 'eng_Latn'", "can't be the name"),
        (
            "family = 'nllb'\nname = 'x'\npieces = '../x'\n[languages]\nen = 'eng_Latn'",
            "not the name of a file",
        ),
        ("family = 'nllb'\nname = 'x'\n[languages]\nen = 3", "languages.en is not a language code"),
        ("family = 'nllb'\nname = 'x'\nlimit_tokens = 5000\n[languages]\nen = 'e'", "from 1 to 1024"),
        ("family = 'nllb'\nname = 'x'\nlimit_tokens = true\n[languages]\nen = 'e'", "from 1 to 1024"),
        ("family = 'nllb'\nname = 'x'\nlanguages = 3", "not a table"),
    ],
)
def test_a_wrong_description_names_its_key(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        _describe(tmp_path, toml)


def test_tags_are_compared_as_editions_are() -> None:
    assert [edition_tag(tag) for tag in ("fil", "zh", "zh-TW", "pt-BR", "xx-YY", "es")] == [
        "tl", "zh-Hans", "zh-Hant", "pt", "xx", "es",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("readme", "licence"),
    [
        ("License: MIT\n", "MIT"),
        ("# X\n\n- **Licence:** CC BY-NC 4.0\r\nmore", "CC BY-NC 4.0"),
        ("## License\n\nsee below", None),
        ("no licence: at all", None),
        ("", None),
    ],
)
def test_a_readme_tells_its_licence(readme: str, licence: str | None) -> None:
    assert find_licence(readme) == licence


def test_a_record_is_plain_json(store: ModelStore, tmp_path: Path) -> None:
    model = store.import_package(write_package(tmp_path), origin="https://example.org/ü").value
    data = json.loads((model.folder / "installed.json").read_text("utf-8"))
    assert data["origin"] == "https://example.org/ü"
    assert [file["path"] for file in data["files"]] == [
        "metadata.json",
        "model/model.bin",
        "sentencepiece.model",
    ]

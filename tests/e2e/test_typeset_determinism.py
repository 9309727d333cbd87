"""Equal text gives equal bytes: in other processes, in other orders, and from threads."""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from typeset_samples import MIXED, SENTENCES, draw_texts

_TESTS = Path(__file__).resolve().parents[1]
_SCRIPT = """
import hashlib, sys
from typeset_samples import MIXED, SENTENCES, draw_texts
langs = list(SENTENCES)
if sys.argv[1] == "backwards":
    for lang in reversed(langs):
        draw_texts([(MIXED + SENTENCES[lang], lang)])
for lang in langs:
    print(lang, hashlib.sha256(draw_texts([(SENTENCES[lang] + MIXED, lang)])).hexdigest())
"""


def digests() -> dict[str, str]:
    return {lang: digest(lang) for lang in SENTENCES}


def digest(lang: str) -> str:
    return hashlib.sha256(draw_texts([(SENTENCES[lang] + MIXED, lang)])).hexdigest()


def digests_elsewhere(*, hash_seed: str, zone: str, order: str) -> dict[str, str]:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": zone, "PYTHONPATH": str(_TESTS)}
    found = subprocess.run(
        [sys.executable, "-c", _SCRIPT, order], env=environment, capture_output=True, text=True, check=True
    )
    pairs = [line.split() for line in found.stdout.splitlines()]
    return {lang: value for lang, value in pairs}  # noqa: C416 - the pairs are lists


def test_hash_seeds_time_zones_and_build_orders_change_no_byte() -> None:
    expected = digests()
    assert digests_elsewhere(hash_seed="0", zone="UTC", order="forwards") == expected
    assert digests_elsewhere(hash_seed="42", zone="Asia/Bangkok", order="backwards") == expected


def test_threads_change_no_byte() -> None:
    expected = digests()
    langs = list(SENTENCES) * 4
    with concurrent.futures.ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(digest, langs)) == [expected[lang] for lang in langs]


def test_other_text_gives_other_bytes() -> None:
    assert len(set(digests().values())) == len(SENTENCES)

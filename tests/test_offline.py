"""No command uses the network: each is run where a socket can't be made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from e2e.command import SEED, run
from editors import edition, publish
from forumpub.cli import program
from forumpub.schema import dump_article
from forumpub.translate.models.store import ModelStore

MODEL = Path(__file__).parent / "models" / "translate-en_id-tiny.argosmodel"

# Loaded by every interpreter of the run, worker processes too. They talk over AF_UNIX, which is no network.
_BLOCK = """
import socket

class Blocked(socket.socket):
    def __init__(self, family=-1, *args, **kwargs):
        if family != getattr(socket, "AF_UNIX", None):
            raise SystemExit("a socket was made")
        super().__init__(family, *args, **kwargs)

def refuse(*args, **kwargs):
    raise SystemExit("the network was asked")

socket.socket = Blocked
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""

COMMANDS = {
    "publish": ["publish", str(SEED), "--to", "docx,pdf,json,md,txt", "--out", "out"],
    "translate": ["translate", "news.txt", "--to", "id", "--out", "out"],
    "revise": ["revise", "sent.docx", "--out", "out", "--to", "md"],
    "diff": ["diff", "sent.docx", "sent.docx"],
    "merge": ["merge", "sent.docx", "sent.docx", "--out", "out"],
    "review": ["review", "edition.json", "--to", "docx,xliff", "--out", "out"],
    "parse": ["parse", str(SEED)],
    "check": ["check", str(SEED), str(SEED)],
    "memory": ["memory", "import", "in.tmx", "--memory", "memory.sqlite"],
    "models": ["models", "list"],
    "doctor": ["doctor"],
    "styles": ["styles", "show", "briefing"],
    "fonts": ["fonts"],
    "formats": ["formats"],
    "rule": ["rule", "--all"],
    "schema": ["schema"],
    "completion": ["completion", "zsh"],
    "repair-encoding": ["repair-encoding", str(SEED)],
}


@pytest.fixture
def blocked(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_BLOCK)
    (tmp_path / "sent.docx").write_bytes(publish())
    (tmp_path / "edition.json").write_text(dump_article(edition()), "utf-8")
    # Its document type is the one place where TMX names a file elsewhere.
    (tmp_path / "in.tmx").write_text('<!DOCTYPE tmx SYSTEM "http://localhost/tmx14.dtd"><tmx version="1.4"/>')
    (tmp_path / "news.txt").write_text("[Explanation]\n\nThe private plan opened the young school.\n")
    ModelStore(tmp_path / "data" / "models").import_package(MODEL)
    return {"PYTHONPATH": str(tmp_path / "site"), "FORUMPUB_DATA": str(tmp_path / "data")}


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) == set(program.list_commands(click.Context(program)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_makes_no_socket(name: str, blocked: dict[str, str], tmp_path: Path) -> None:
    done = run(*COMMANDS[name], env=blocked, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_the_block_holds(blocked: dict[str, str], tmp_path: Path) -> None:
    code = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    done = subprocess.run([sys.executable, "-c", code], env=blocked, capture_output=True, check=False)
    assert done.stderr.decode().strip() in ("a socket was made", "the network was asked")

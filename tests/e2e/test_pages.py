"""How the seed falls on pages: full ones, and no end mark by itself."""

from __future__ import annotations

import io

import pypdf
import pytest

import forumpub
from e2e.command import SEED
from forumpub.env import FixedEnvironment


def lines_of_pages(style: str) -> list[list[str]]:
    env = FixedEnvironment()
    source = forumpub.read(SEED).value
    read = forumpub.parse(source, env=env)
    made = forumpub.render(
        read.value, to="pdf", style=style, source=source, diagnostics=read.diagnostics, env=env
    )
    return [page.extract_text().splitlines() for page in pypdf.PdfReader(io.BytesIO(made.value)).pages]


def test_the_seed_fills_three_pages() -> None:
    pages = lines_of_pages("briefing")
    assert len(pages) == 3
    assert min(map(len, pages)) > 30


@pytest.mark.parametrize("style", ["briefing", "large-print", "transcript", "wire"])
def test_the_end_mark_stands_with_the_credits(style: str) -> None:
    last = "\n".join(lines_of_pages(style)[-1])
    assert last.index("Credits") < last.index("Reporter: Zou Hao") < last.index("– End –")

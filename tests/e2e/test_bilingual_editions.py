"""Bilingual editions in every language: valid, whole, and with rows that go on over a page end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bilingual_plans import bilingual_plan
from docx_checks import assert_valid, rendered
from forumpub.plan import Table
from pdf_checks import extract_pypdf, page_count, render, squeeze

from plans import LANGS, edition_of, texts_of


@pytest.mark.parametrize("lang", LANGS)
def test_both_formats_are_valid_and_whole(lang: str, tmp_path: Path) -> None:
    plan = bilingual_plan(lang)
    assert any(isinstance(item, Table) and item.divides_rows for item in plan.items)
    pdf = render(plan)
    assert page_count(pdf) > 1
    # Side by side, divided cells take turns in the file; the structure tree has them in one.
    assert not Counter(
        squeeze("".join("".join(run.text for run in text.runs) for text in texts_of(plan)))
    ) - Counter(squeeze(extract_pypdf(pdf)))
    assert_valid(rendered(edition_of(plan)), tmp_path)

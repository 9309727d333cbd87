"""Merged copies in a real LibreOffice: reject what came in for the first copy, accept it for our own view."""

from __future__ import annotations

from pathlib import Path

from drawn_sessions import DATE, two_copies
from forumpub.review.document import Place
from forumpub.review.merging import merge_copies
from forumpub.review.reading import read_docx
from forumpub.review.redline import write_redline
from forumpub.review.views import view
from libreoffice import Job, edit_all
from sessions import Dialect

SEEDS = range(6)


def shown(data: bytes) -> list[str]:
    found = view(read_docx(data, "x.docx").value)
    return [one.raw for one in found if one.place is Place.BODY and not one.erased and one.raw.strip()]


def test_libreoffice_accepts_and_rejects_what_was_merged(tmp_path: Path) -> None:
    jobs, expected = [], []
    for seed in SEEDS:
        data, first, second = two_copies(seed, list(Dialect)[seed % 2])
        merged = write_redline(data, "a.docx", merge_copies(first, second).value, date=DATE).value
        source = tmp_path / f"{seed}.docx"
        source.write_bytes(merged)
        target, accepted, rejected = (tmp_path / f"{seed}-{name}.docx" for name in ("saved", "yes", "no"))
        jobs.append(Job(source=source, target=target, accepted=accepted, rejected=rejected))
        expected.append((shown(merged), shown(data)))
    for told, (after, before) in zip(edit_all(jobs, tmp_path), expected, strict=True):
        assert [text for text in told.accepted if text.strip()] == after
        assert [text for text in told.rejected if text.strip()] == before

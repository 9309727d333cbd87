"""Options of this project's tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A submission is judged on the same examples every time; at a desk each run tries new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("forumpub")
    group.addoption(
        "--rewrite-goldens", action="store_true", help="write what is rendered over tests/goldens"
    )
    group.addoption(
        "--rewrite-cases", action="store_true", help="write what is found into the files of tests/cases"
    )

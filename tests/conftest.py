"""Options of this project's tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("forumpub")
    group.addoption(
        "--rewrite-goldens", action="store_true", help="write what is rendered over tests/goldens"
    )
    group.addoption(
        "--rewrite-cases", action="store_true", help="write what is found into the files of tests/cases"
    )

"""What the documentation and the docstrings show really happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import vinhdanh.engine

MODULES = [m.name for m in pkgutil.walk_packages(vinhdanh.engine.__path__, "vinhdanh.engine.")]


def test_the_reference_page_runs(root: Path) -> None:
    page = root / "docs" / "reference" / "engine.md"
    results = doctest.testfile(str(page), module_relative=False)
    assert results.attempted > 10
    assert results.failed == 0


@pytest.mark.parametrize("name", ["vinhdanh.engine", *MODULES])
def test_docstring_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0

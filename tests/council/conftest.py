"""Fixtures of the council's tests."""

from __future__ import annotations

import pytest

from tests.council.voting import Council


@pytest.fixture
def council(db: None) -> Council:
    return Council()

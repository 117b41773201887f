"""The province that the tests of fund, artefacts and revoking begin with."""

from __future__ import annotations

import pytest

from tests.decisions.kept import Kept

__all__ = ["kept"]


@pytest.fixture
def kept(db: None) -> Kept:
    return Kept()

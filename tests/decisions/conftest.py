"""The province of the tests of this room."""

from __future__ import annotations

import pytest

from tests.decisions.drafted import Decided


@pytest.fixture
def world(db: None) -> Decided:
    return Decided()

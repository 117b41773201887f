"""The provinces that the tests of this room begin with."""

from __future__ import annotations

import pytest

from tests.decisions.drafted import Decided
from tests.decisions.kept import Kept


@pytest.fixture
def world(db: None) -> Decided:
    """A round whose lists have passed the council."""
    return Decided()


@pytest.fixture
def kept(db: None) -> Kept:
    """Honours given, with their money and artefacts."""
    return Kept()

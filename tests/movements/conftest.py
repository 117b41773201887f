"""The year that the tests of movements begin with."""

from __future__ import annotations

import pytest

from tests.judged import judged
from tests.movements.clustered import Clustered
from tests.movements.year import Year

__all__ = ["judged", "year"]


@pytest.fixture
def year(db: None) -> Year:
    return Year()


@pytest.fixture
def k(db: None) -> Clustered:
    """A khối of three phòng."""
    return Clustered()

"""The year that the tests of movements begin with."""

from __future__ import annotations

import pytest

from tests.movements.year import Year


@pytest.fixture
def year(db: None) -> Year:
    return Year()

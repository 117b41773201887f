"""The unit that the tests of this room report about."""

from __future__ import annotations

import pytest

from tests.judged import judged
from tests.reports.reported import Reported

__all__ = ["judged", "reported"]


@pytest.fixture
def reported(db: None) -> Reported:
    """PX01 with three honours of 2025."""
    return Reported()

from __future__ import annotations

import pytest

from tests.exchange.sheets import Reader
from vinhdanh.engine import LawBook


@pytest.fixture(scope="session")
def book() -> LawBook:
    return LawBook.load()


@pytest.fixture
def read(book: LawBook) -> Reader:
    return Reader(book)

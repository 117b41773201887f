"""The years' pages of honour that the addresses name."""

from __future__ import annotations

import pytest

from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.reports.services.honour_books import make_book, open_book


@pytest.fixture
def honour_books(judged: Judged) -> dict[str, int]:
    """2025 open to anybody, 2024 being prepared."""
    book = open_book(actor=Operator(), book=make_book(actor=Operator(), year=2025))
    make_book(actor=Operator(), year=2024)
    return {"honour_book": book.year}

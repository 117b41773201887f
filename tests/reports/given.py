"""A province with some honours of the ministry and the state, for the tests of tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.records import Tree, make_household, paper, standing_body
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Decision, Grant, Recipient
from vinhdanh.awards.services import record_grant
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Post
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.definitions import Table
from vinhdanh.reports.tables.filling import Counting, Filled, filled
from vinhdanh.reports.tables.loading import tables

YEAR = 2025
DAY = date(2025, 6, 2)


class Given(Tree):
    """The tree of ``Tree`` with a reader who sees all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.reader: Account = standing_body()
        Post.objects.filter(person=self.head).update(grade="truong_phong", leads=True)

    def grant(self, subject: Recipient, honour: str, day: date | None = DAY, **more: Any) -> Grant:
        """An honour given on a day; one paper a day."""
        signed: Decision | None = paper(f"{day:%j}/QĐ-BCA", day, "Bộ trưởng") if day else None
        return record_grant(
            actor=Operator(), subject=subject, honour=honour, year=(day or DAY).year, decision=signed, **more
        )

    def some(self) -> None:
        """Two bằng khen of the head, one each of a team and a household, a flag, a medal for long service."""
        self.grant(self.head, "BK_BO")
        self.grant(self.head, "BK_BO", date(2025, 7, 1), merit=Merit.DOT_XUAT)
        self.grant(self.d1, "BK_BO", merit=Merit.PHONG_TRAO)
        self.grant(make_household("H1", self.px02), "BK_BO", merit=Merit.DOT_XUAT)
        self.grant(self.an, "CSTD_BO")
        self.grant(self.px01, "CO_BO")
        self.grant(self.an, "GK")
        self.grant(self.binh, "HCCSVV_3", merit=Merit.NIEN_HAN)

    def table(
        self, code: str, counting: Counting = Counting.TIMES, reader: Account | None = None, year: int = YEAR
    ) -> Filled:
        """A table of the whole province."""
        scope = Scope(reader or self.reader, self.cat, year)
        return filled(definition(code), scope, counting=counting, workers=(self.d1, self.d2))


def definition(code: str) -> Table:
    """The table with that code."""
    return next(one for one in tables() if one.code == code)


def numbers(shown: Filled, column: str) -> dict[str, int | str | None]:
    """Row → what is counted in a column, without the zeros."""
    across = next(one for one in shown.table.columns if one.code == column)
    found: dict[str, Any] = {row.code: shown.figure(row, across).value for row in shown.table.lines}
    return {code: value for code, value in found.items() if value}

"""The records behind a figure, as one reader may see them."""

from __future__ import annotations

from dataclasses import replace

from vinhdanh.awards.selectors.visible import sees_all
from vinhdanh.reports.figures import Figure, Record
from vinhdanh.reports.selectors.yearly import Report, counted_now

UNSEEN = "Không còn trong sổ, hoặc ngoài phạm vi được xem"


def records_behind(report: Report, figure: Figure) -> list[Record]:
    """The records that a figure was counted from.

    Those of an issued report were written down as whoever issued it saw them. A reader who does not see the
    whole agency finds the names that he may see in the records of today; of the others only what counted.
    """
    records = list(figure.records())
    if not report.issued or sees_all(report.scope.actor):
        return records
    today = counted_now(report.scope, figure.key)
    seen = {_who(one) for one in today.records()} if today else set()
    return [one if _who(one) in seen else replace(one, name=UNSEEN, href="", number="") for one in records]


def _who(record: Record) -> str:
    """Whom it is about, otherwise what it is called."""
    return record.number or record.name

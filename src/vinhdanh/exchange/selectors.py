"""Reading imports: who sees which, and the rows of a preview."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange.intake.preview import HAS_BAD, HAS_CHANGED, HAS_CONFLICT, HAS_NEW, HAS_NOTE, HAS_SAME
from vinhdanh.exchange.models import Intake, IntakeRow
from vinhdanh.exchange.policies import sees_all


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the rows; ``walked``: cell by cell instead of page by page."""

    key: str
    bit: int
    walked: bool = False


FILTERS = {
    one.key: one
    for one in (
        Filter("moi", HAS_NEW),
        Filter("doi", HAS_CHANGED),
        Filter("giu", HAS_SAME),
        Filter("mau-thuan", HAS_CONFLICT, True),
        Filter("loi", HAS_BAD, True),
        Filter("luu-y", HAS_NOTE),
    )
}
BEFORE, AFTER = 3, 6  # rows shown around a cell


def intakes_visible_to(actor: Account) -> QuerySet[Intake]:
    """The account's own imports; all of them for who answers for the whole agency."""
    found = Intake.objects.select_related("by")
    return found if sees_all(scopes(actor)) else found.filter(by=actor)


def rows_with(intake: Intake, one: Filter, sheet: int | None = None) -> QuerySet[IntakeRow]:
    """Rows that hold what the filter asks for, of one sheet if given."""
    rows = intake.rows.annotate(hit=F("marks").bitand(one.bit)).filter(hit__gt=0)
    return rows if sheet is None else rows.filter(sheet=sheet)


def sheets_with(intake: Intake, one: Filter) -> list[int]:
    """The sheets on which such rows stand."""
    return sorted(set(rows_with(intake, one).order_by().values_list("sheet", flat=True).distinct()))


def walked(intake: Intake, one: Filter, nth: int) -> tuple[IntakeRow, int] | None:
    """The row of the nth such cell (counted from 1), and which cell of the row it is (from 0)."""
    before, own = ("bad_before", "bad") if one.bit == HAS_BAD else ("conflicts_before", "conflicts")
    row = rows_with(intake, one).filter(**{f"{before}__lt": nth}).order_by("-position").first()
    if row is None:
        return None
    at = nth - 1 - int(getattr(row, before))
    return (row, at) if at < int(getattr(row, own)) else None


def around(row: IntakeRow) -> list[IntakeRow]:
    """The row with its neighbours on the same sheet."""
    first = max(row.position - BEFORE, 0)
    window = IntakeRow.objects.filter(
        intake=row.intake_id, sheet=row.sheet, position__gte=first, position__lte=row.position + AFTER
    )
    return list(window)

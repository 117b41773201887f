"""Tallies with their pictures, each figure a link to its rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.awards.catalogue import TITLE, catalogue, codes_of
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors import sees_all, units_in_view
from vinhdanh.awards.selectors.tallies import By, Tallies, Tally, tally, years_of_unit
from vinhdanh.awards.views.asked import FILTERS, Asked, asked_of, choices
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, download

LABELS = {
    By.HONOUR: "Danh hiệu, hình thức",
    By.UNIT: "Đơn vị",
    By.YEAR: "Năm",
    By.LEVEL: "Cấp tặng",
    By.MERIT: "Loại hình",
    By.GIVER: "Người tặng",
}
# The filter of the register that a row of the tally stands for.
_FILTER = {By.HONOUR: "dh", By.UNIT: "dv", By.LEVEL: "cap", By.MERIT: "loai", By.GIVER: "ng"}


def tallies(request: HttpRequest) -> HttpResponse:
    """One tally: the picture, the table, and the year of the unit in one sentence."""
    actor, asked, by = actor_of(request), asked_of(request, standing=True), _by(request)
    unit = asked.unit or _top(request)
    found = tally(asked.query, asked.reach, by, unit)
    year = asked.query.first if asked.query.first == asked.query.last else None
    context: dict[str, Any] = {
        "asked": asked,
        "by": by,
        "by_label": LABELS[by],
        "tabs": [(one, label, _address(request, by=one)) for one, label in LABELS.items()],
        "sections": _sections(request, found, by, unit),
        "found": found,
        "top": max((row.times for row in found.rows), default=0),
        "unit": unit,
        "own_unit": asked.unit,
        "told": years_of_unit(unit, year).get(year) if unit and year and _sees(request, unit) else None,
        "year": year,
        "years": years_on_record(),
        "all_rows": _rows_address(request, {}),
        **choices(actor, asked.unit),
    }
    return render(request, "awards/tallies.html", context)


def tallies_file(request: HttpRequest) -> HttpResponse:
    """The same tally as Excel."""
    asked, by = asked_of(request, standing=True), _by(request)
    found = tally(asked.query, asked.reach, by, asked.unit or _top(request))
    content = workbook(
        actor=actor_of(request),
        title=f"Tổng hợp khen thưởng theo {LABELS[by].lower()}",
        notes=_said(asked),
        columns=[
            (LABELS[by], 44),
            ("Cá nhân: lượt", 12),
            ("Cá nhân: người", 12),
            ("Tập thể: lượt", 12),
            ("Tập thể: đơn vị", 12),
            ("Hộ: lượt", 10),
            ("Hộ: hộ", 10),
        ],
        rows=[_cells(row) for row in [*found.rows, found.total]],
    )
    return download(content, f"tong-hop-khen-thuong-{timezone.localdate():%Y%m%d}.xlsx")


def _cells(row: Tally) -> list[str | int | None]:
    counts = (row.persons, row.units, row.households)
    return [row.title, *(figure for count in counts for figure in (count.times, count.recipients))]


def _said(asked: Asked) -> list[str]:
    """The filters in force, for the head of a file."""
    query, said = asked.query, []
    if asked.unit:
        said.append(f"Đơn vị: {asked.unit.name}, gồm các đơn vị bên dưới và đơn vị đã sáp nhập vào")
    if query.first or query.last:
        said.append(f"Năm: {query.first or '…'}–{query.last or '…'}")
    return said


def _by(request: HttpRequest) -> By:
    said = request.GET.get("theo", "")
    return By(said) if said in list(By) else By.HONOUR


def _top(request: HttpRequest) -> Unit | None:
    """The unit that stands for everything the account counts: the agency, or the one of its role."""
    if sees_all(actor_of(request)):
        return Unit.objects.filter(parent=None, valid_to=None).order_by("pk").first()
    return next(iter(units_in_view(actor_of(request))), None)


def _sees(request: HttpRequest, unit: Unit) -> bool:
    actor = actor_of(request)
    return sees_all(actor) or any(unit.path.startswith(one.path) for one in units_in_view(actor))


def _sections(
    request: HttpRequest, found: Tallies, by: By, unit: Unit | None
) -> list[tuple[str, list[tuple[Tally, str]]]]:
    """Rows under their headings, each with the address of its rows. Titles and forms are never mixed."""
    rows = [(row, _row_address(request, row, by, unit)) for row in found.rows]
    if by is By.YEAR:
        rows.reverse()  # newest first, as in every list
    if by is not By.HONOUR:
        return [("", rows)]
    titles = set(codes_of(kind=TITLE))
    return [
        (heading, some)
        for heading, some in (
            ("Danh hiệu thi đua", [r for r in rows if r[0].key in titles]),
            (
                "Hình thức khen thưởng",
                [r for r in rows if r[0].key not in titles and r[0].key in catalogue()],
            ),
            ("Ngoài danh mục", [r for r in rows if r[0].key not in catalogue()]),
        )
        if some
    ]


def _row_address(request: HttpRequest, row: Tally, by: By, unit: Unit | None) -> str:
    """Where the rows behind a figure are; empty where no filter says just these."""
    if by is By.YEAR:
        return _rows_address(request, {"tu": row.key, "den": row.key})
    if not row.key or (by is By.UNIT and unit is not None and row.key == unit.code):
        return ""
    return _rows_address(request, {_FILTER[by]: row.key})


def _rows_address(request: HttpRequest, more: dict[str, str]) -> str:
    """The register with the filters of this page and some more."""
    kept = {name: request.GET[name] for name in FILTERS if request.GET.get(name) and name != "q"}
    return urlencode({"tt": "in_force", **kept, **more})


def _address(request: HttpRequest, by: By) -> str:
    query = request.GET.copy()
    query["theo"] = by.value
    return query.urlencode()


def years_on_record() -> list[int]:
    """Years that anything was counted for, newest first."""
    years = Grant.objects.order_by().values_list("year", flat=True).distinct()
    return sorted(years, reverse=True)

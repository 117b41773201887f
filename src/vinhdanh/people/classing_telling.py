"""Sheets and years against their quotas, in words; and what keeps a sheet from being submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS

from vinhdanh.people.classing import LEVELS, Scale
from vinhdanh.people.classing.telling import GroupTold, Naming, joined, row_words, tell_group
from vinhdanh.people.classing_selectors import SheetView
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.classing_year import OUTCOMES, YearLine, YearView


def tell_sheet(view: SheetView) -> list[GroupTold]:
    """The sheet against its quota; empty where it has none."""
    quota = view.scale.quota
    if quota is None:
        return []
    naming = Naming(
        {row.person.number: row.person.name for row in view.rows},
        {group.unit.code: group.unit.name for group in view.groups} | {view.unit.code: view.unit.name},
        {row.person.number: _figures(view.scale, row.keys | {"points": row.points}) for row in view.rows},
        {
            "points": view.scale.points.lower() or "điểm",
            "best_weeks": f"số tuần {best_name(view.scale)}",
            "previous": "tháng trước",
            "best_months": f"số tháng {best_name(view.scale)} trong năm",
        },
    )
    scale = view.scale
    return [tell_group(one, quota, scale.classes, scale.unit_classes, naming) for one in view.check()]


def tell_year(view: YearView) -> list[GroupTold]:
    """A unit's year against its quota; empty where it has none."""
    scale = view.scale
    if scale is None or scale.year.quota is None:
        return []
    lines = [line for group in view.groups for line in group.lines]
    naming = Naming(
        {line.id: str(line.subject) for line in lines},
        {group.unit.code: group.unit.name for group in view.groups},
        {line.id: _year_figures(scale, line) for line in lines},
        {"best_months": f"số tháng {best_name(scale)}", "previous": "năm trước"},
    )
    return [tell_group(one, scale.year.quota, LEVELS, LEVELS, naming) for one in view.check()]


def _year_figures(scale: Scale, line: YearLine) -> dict[str, str]:
    best = scale.classes[0].code if scale.classes else None
    said = {"best_months": f"{sum(cell.entry.cls == best for cell in line.cells)} tháng {best_name(scale)}"}
    if line.previous is not None:
        before = next(one for one in LEVELS if one.code == line.previous.name.lower())
        said["previous"] = f"năm trước {before.name.lower()}"
    return said


def best_name(scale: Scale) -> str:
    return scale.classes[0].name if scale.classes else ""


def _figures(scale: Scale, keys: Mapping[str, int | None]) -> dict[str, str]:
    """The figures that order people, in words."""
    best = best_name(scale)
    words: dict[str, Callable[[int], str]] = {
        "points": lambda n: f"{scale.points.lower() or 'điểm'} {n}",
        "best_weeks": lambda n: f"{n} tuần {best}",
        "previous": lambda n: f"tháng trước {scale.classes[-n].name}",
        "best_months": lambda n: f"{n} tháng {best} trong năm",
    }
    return {key: words[key](value) for key, value in keys.items() if value is not None}


def shortcomings(view: SheetView, remark: str) -> dict[str, list[str]]:
    """What keeps a sheet from being submitted, by số hiệu, unit code, or for the sheet as a whole."""
    found: dict[str, list[str]] = {}
    for row in view.rows:
        if row.assessed and not row.cls:
            found[row.person.number] = ["Chưa chọn loại."]
        elif (
            row.cls
            and row.proposed
            and view.scale.find(row.proposed)
            and row.cls != row.proposed
            and not row.reason
        ):
            proposed = view.scale.find(row.proposed)
            found[row.person.number] = [
                f"Khác đề xuất từ các tuần ({proposed.name if proposed else ''}): ghi lý do."
            ]
    if view.period.kind != PeriodKind.MONTH:
        return found
    for group in view.groups:
        if not group.cls:
            found[group.unit.code] = ["Chưa chọn loại của tập thể."]
    quota = view.scale.quota
    over = [one for one in tell_sheet(view) if not one.fits and not one.needs_class]
    if quota is not None and over and not (quota.exceeding == "explain" and remark.strip()):
        named = joined([one.title for one in over])
        way = (
            "hạ người nêu ở bảng hạn mức rồi gửi lại"
            if quota.exceeding == "refuse"
            else "hạ người nêu ở bảng hạn mức, hoặc ghi giải trình"
        )
        found[NON_FIELD_ERRORS] = [f"{named} vượt hạn mức: {way}."]
    return found


def year_rows(scale: Scale, *, unit: bool = False) -> list[tuple[str, str]]:
    """The table from months to the year: each level with everything that its row asks for."""
    rows, classes = (scale.year.unit_rows, scale.unit_classes) if unit else (scale.year.rows, scale.classes)
    return [(OUTCOMES[row.give], row_words(row, classes, "tháng")) for row in rows]

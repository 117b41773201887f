"""What a year-end report says at a glance. The table of the same figures always stands beside a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from vinhdanh.awards.types import GivenBy
from vinhdanh.movements.pace import Status
from vinhdanh.movements.selectors.registration import Coverage
from vinhdanh.movements.selectors.targets import Line
from vinhdanh.reports.charts import Bar, Series, Share, bars, columns, shares
from vinhdanh.reports.figures import Figure, Form, Grid, Picture
from vinhdanh.reports.given import Given, collectives, singles
from vinhdanh.reports.grant_rows import GrantRow
from vinhdanh.reports.statistics.pictured import pictured

_WIDE = 620.0  # pixels: on a sheet held upright its words are as large as those of a table
_FILLS = ("sc3", "sc1")  # last year pale, this year dark
# What has no figure yet is drawn pale, which a name that begins with "Chưa" asks for.
_OUTCOMES = {
    Status.MET: "Đạt",
    Status.ON_PACE: "Đúng tiến độ",
    Status.SLOW: "Chậm",
    Status.OUT_OF_REACH: "Không đạt, không kịp",
    Status.SILENT: "Chưa có số liệu",
}
_LOWEST = 12  # units that a picture finds room for


def outcomes_picture(year: int, groups: Sequence[tuple[str, Sequence[Line]]]) -> tuple[Picture, ...]:
    """How many targets of each group were met, and what became of the others."""
    counts = [(group, Counter(line.status for line in lines)) for group, lines in groups]
    present = [one for one in _OUTCOMES if any(found[one] for _, found in counts)]
    names = [_OUTCOMES[one] for one in present]
    told = f"Kết quả chỉ tiêu năm {year} theo nhóm công tác"
    rows = [Share(group, tuple(found[one] for one in present)) for group, found in counts]
    return pictured(partial(shares, told, names, rows), told, rows, wide=_WIDE)


def coverage_picture(covered: Coverage) -> tuple[Picture, ...]:
    """The units with the lowest coverage against the whole; nothing where everybody is registered."""
    whole = covered.total.percent
    below = [
        (Decimal(percent.numerator) / percent.denominator, row)
        for row in covered.rows
        if row.unit and (percent := row.percent) is not None and percent < 100
    ]
    if whole is None or not below:
        return ()
    lowest = sorted(below, key=lambda one: one[0])[:_LOWEST]
    rows = [
        Bar(f"{row.unit.name} (riêng)" if row.own else row.unit.name, percent)
        for percent, row in lowest
        if row.unit
    ]
    which = f"{len(rows)} đơn vị có tỷ lệ thấp nhất" if len(below) > len(rows) else "các đơn vị chưa đủ 100%"
    told = f"Tỷ lệ cán bộ, chiến sĩ đăng ký thi đua năm {covered.year}: {which}"
    mark = ("Toàn đơn vị", Decimal(whole.numerator) / whole.denominator)
    return pictured(partial(bars, told, rows, form=Form.PERCENT, mark=mark), told, rows, wide=_WIDE)


def against_pictures(given: Given, last: Given) -> tuple[Picture, ...]:
    """Honours of the year beside those of the year before, by kind and by the level that gave them."""
    levels = [
        one for one in GivenBy if any(row.level == one.value for of in (given, last) for row in of.rows)
    ]
    by_kind = (
        ("Danh hiệu tập thể", lambda of: collectives(of.titles)),
        ("Danh hiệu cá nhân", lambda of: singles(of.titles)),
        ("Lượt tập thể", lambda of: collectives(of.commended)),
        ("Lượt cá nhân", lambda of: singles(of.commended)),
    )
    by_level = [(str(one.label), partial(_given_by, one)) for one in levels]
    return (
        *_beside("Danh hiệu và lượt khen của tập thể, cá nhân", by_kind, given, last),
        *_beside("Danh hiệu và lượt khen theo cấp tặng", by_level, given, last),
    )


def _given_by(level: GivenBy, of: Given) -> list[GrantRow]:
    return [row for row in of.rows if row.level == level.value]


def _beside(
    what: str, groups: Sequence[tuple[str, Callable[[Given], list[GrantRow]]]], given: Given, last: Given
) -> tuple[Picture, ...]:
    labels = [label for label, _ in groups]
    series = [
        Series(f"Năm {of.scope.year}", tuple(len(rows(of)) for _, rows in groups)) for of in (last, given)
    ]
    told = f"{what}, năm {last.scope.year} và {given.scope.year}"
    return pictured(partial(columns, told, labels, series, fills=_FILLS), told, groups, wide=_WIDE)


def years_picture(years: Grid) -> tuple[Picture, ...]:
    """Honours of each year by who was given them: the rows of the table, without their sum."""
    lines = [row for row in years.rows if row[0] != "Cộng"]
    series = [Series(str(name), tuple(_number(one) for one in cells)) for name, *cells in lines]
    return pictured(
        partial(columns, years.caption, years.columns[1:], series), years.caption, lines, wide=_WIDE
    )


def _number(cell: str | Figure) -> int:
    return cell.value if isinstance(cell, Figure) and isinstance(cell.value, int) else 0

"""Targets of the year: what was planned, what was reached, and how that compares with the year before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

from django.urls import reverse

from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Target, TargetReading
from vinhdanh.movements.pace import Status
from vinhdanh.movements.selectors.targets import Line, UnitResult, lines_of, targets_visible_to, unit_results
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import FROM_BELOW, Reading, TargetState
from vinhdanh.reports.comparing import change, minus
from vinhdanh.reports.figures import (
    CENT,
    TENTH,
    Block,
    Figure,
    Form,
    Grid,
    Number,
    Record,
    Section,
    Text,
    counted,
    derived,
    share,
)
from vinhdanh.reports.figures import Line as Words
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.pictures import outcomes_picture

CODE, TITLE = "chi-tieu", "Kết quả thực hiện chỉ tiêu, nhiệm vụ theo nhóm công tác"
OTHERS, TARGETS = "Chỉ tiêu, nhiệm vụ khác", "Chỉ tiêu, nhiệm vụ"
COLUMNS = (
    "Chỉ tiêu, nhiệm vụ",
    "Đơn vị tính",
    "Chỉ tiêu",
    "Thực hiện",
    "Chênh lệch",
    "So với chỉ tiêu",
    "Năm trước",
    "Tăng, giảm",
    "Tăng, giảm (%)",
    "Kết quả",
)
UNIT_COLUMNS = ("Đơn vị", "Chỉ tiêu đăng ký", "Đạt", "Không đạt", "Chưa chốt")
NUMERIC = frozenset(range(2, 9))


def results(scope: Scope) -> Section:
    """Kết quả thực hiện chỉ tiêu: the unit's own, by task group, against the plan and the year before."""
    lines = own_lines(scope)
    if not lines:
        words = f"{scope.unit.name} chưa đăng ký chỉ tiêu năm {scope.year}."
        return Section(CODE, TITLE, (Text((words,)),))
    before = Before(lines_of(targets_of(scope.before())))
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.target.group, []).append(line)
    blocks: list[Block] = [Text(_summary(scope, "tong", lines))]
    missed = [line for line in lines if line.status == Status.OUT_OF_REACH]
    if missed:
        names = "; ".join(line.target.name for line in missed)
        blocks.append(Text((f"Không đạt hoặc không còn khả năng đạt: {names}.",)))
    blocks += outcomes_picture(
        scope.year,
        [(group or (OTHERS if len(groups) > 1 else TARGETS), found) for group, found in groups.items()],
    )
    below = _below(scope)
    if len(groups) == 1:
        table = _table(scope, next(iter(groups)) or TITLE, lines, before)
        return Section(CODE, TITLE, (*blocks, table, *below))
    parts = tuple(
        Section(
            f"{CODE}-{at}",
            group or OTHERS,
            (
                Text(_summary(scope, f"nhom-{at}", found)),
                _table(scope, group or OTHERS, found, before),
            ),
        )
        for at, (group, found) in enumerate(groups.items(), 1)
    )
    return Section(CODE, TITLE, (*blocks, *below), parts)


def targets_of(scope: Scope) -> list[Target]:
    """The unit's own targets of the year, registered or closed, the focal tasks first."""
    found = targets_visible_to(scope.actor).of_year(scope.year).binding().filter(unit=scope.unit)
    return list(found)


def lines_in(scope: Scope) -> list[Line]:
    """How the targets of the unit and of those below stand, read once for a whole report."""

    def read() -> list[Line]:
        found = targets_visible_to(scope.actor).of_year(scope.year).binding()
        return lines_of(found.filter(unit__path__startswith=scope.unit.path))

    return scope.once("targets", read)


def own_lines(scope: Scope) -> list[Line]:
    """How the unit's own targets stand, the focal tasks first."""
    return [line for line in lines_in(scope) if line.target.unit_id == scope.unit.pk]


class Before:
    """Last year's targets, found by name or by the movement's indicator that they both measure."""

    def __init__(self, lines: list[Line]) -> None:
        self.by_name = {line.target.name: line for line in lines}
        self.by_indicator = {line.target.indicator_id: line for line in lines if line.target.indicator_id}

    def of(self, target: Target) -> Line | None:
        found = self.by_name.get(target.name)
        if found is None and target.indicator_id:
            found = self.by_indicator.get(target.indicator_id)
        return found if found and found.target.measure == target.measure else None


# ---- how many were met ----------------------------------------------------------------------------


def _summary(scope: Scope, code: str, lines: list[Line]) -> Words:
    met = _count(scope, f"{code}.dat", "chỉ tiêu đạt và vượt", lines, lambda one: one.status == Status.MET)
    whole = _count(scope, f"{code}.so", "chỉ tiêu đã đăng ký", lines, lambda one: True)
    over = _count(scope, f"{code}.vuot", "chỉ tiêu vượt mức", lines, _exceeded)
    rate = share(f"{CODE}.{code}.ty-le", "Tỷ lệ chỉ tiêu đạt và vượt", met, whole)
    line: Words = (met, "/", whole, " chỉ tiêu đạt và vượt (", rate, ")")
    return (*line, ", trong đó ", over, " chỉ tiêu vượt mức.") if scope.tells(over) else (*line, ".")


def _exceeded(line: Line) -> bool:
    reached, value = line.reached, Fraction(line.target.value)
    if reached is None or line.status != Status.MET:
        return False
    return reached > value if line.target.direction == Direction.UP else reached < value


def _count(scope: Scope, code: str, words: str, lines: list[Line], fits: Callable[[Line], bool]) -> Figure:
    records = [
        Record(line.target.name, f"{line.status.label}: {line.pace.why}", href=_page(line.target))
        for line in lines
        if fits(line)
    ]
    query = f"Số {words} năm {scope.year} của {scope.unit.name}, không kể dự thảo."
    href = f"{reverse('movements:targets')}?nam={scope.year}&dv={scope.unit.code}"
    return counted(f"{CODE}.{code}", f"Số {words}", query, records, href=href)


# ---- the units below ------------------------------------------------------------------------------


def _below(scope: Scope) -> tuple[Grid, ...]:
    """How many targets each unit below registered and met; nothing where none has any."""
    lines = [line for line in lines_in(scope) if line.target.unit_id != scope.unit.pk]
    if not lines:
        return ()
    rows = [_unit_row(scope, one) for one in unit_results(lines)]
    caption = f"Chỉ tiêu năm {scope.year} của các đơn vị trực thuộc"
    return (Grid(caption, UNIT_COLUMNS, tuple(rows), frozenset({1, 2, 3, 4}), annex=True),)


def _unit_row(scope: Scope, one: UnitResult) -> tuple[str | Figure, ...]:
    href = f"{reverse('movements:targets')}?nam={scope.year}&dv={one.unit.code}"
    counts = (
        ("dang-ky", "đăng ký", one.registered),
        ("dat", "đạt", one.achieved),
        ("khong-dat", "không đạt", one.missed),
        ("chua-chot", "chưa chốt", one.open),
    )
    figures = []
    for code, words, count in counts:
        label = f"Số chỉ tiêu {words} của {one.unit.name}"
        records = [Record(one.unit.name, label, href=href, weight=count)] if count else []
        query = f"{label} năm {scope.year}, không kể dự thảo."
        figures.append(counted(f"{CODE}.dv-{one.unit.pk}.{code}", label, query, records, href=href))
    return (one.unit.name, *figures)


# ---- the table of a group -------------------------------------------------------------------------


def _table(scope: Scope, group: str, lines: list[Line], before: Before) -> Grid:
    rows = tuple(_row(scope, line, before.of(line.target)) for line in lines)
    return Grid(f"{group}, năm {scope.year}", COLUMNS, rows, NUMERIC)


def _row(scope: Scope, line: Line, earlier: Line | None) -> tuple[str | Figure, ...]:
    target, key = line.target, f"{CODE}.{line.target.pk}"
    plan = plain(f"{key}.ke-hoach", f"Chỉ tiêu năm {scope.year}: {target.name}", target.value, target)
    actual = _actual(f"{key}.thuc-hien", f"Thực hiện năm {scope.year}: {target.name}", line)
    last = last_year(f"{key}.nam-truoc", target, earlier)
    down = " (mức không được vượt)" if target.direction == Direction.DOWN else ""
    moved = _difference(f"{key}.tang-giam", f"Tăng, giảm so với năm trước: {target.name}", actual, last)
    return (
        f"{target.name}{down}",
        target.measure,
        plan,
        actual,
        _difference(f"{key}.chenh-lech", f"Chênh lệch so với chỉ tiêu: {target.name}", actual, plan),
        share(f"{key}.hoan-thanh", f"So với chỉ tiêu: {target.name}", actual, plan),
        last,
        moved,
        "" if target.measure == "%" else change(actual, last, f"{key}.ty-le"),
        _verdict(line),
    )


def last_year(key: str, target: Target, earlier: Line | None) -> Figure:
    """What the year before reached; where it had no such target, what was written down with this one."""
    if earlier is not None:
        return _actual(key, f"Thực hiện năm {target.year - 1}: {target.name}", earlier)
    return plain(key, f"Số năm {target.year - 1} ghi khi đăng ký: {target.name}", target.baseline, target)


def _verdict(line: Line) -> str:
    if line.status == Status.MET and _exceeded(line):
        return "Vượt" if line.target.direction == Direction.UP else "Đạt, tốt hơn mức"
    if line.status == Status.MET:
        return "Đạt"
    return "Không đạt" if line.target.state == TargetState.MISSED else line.status.label


def _number(value: Fraction | Decimal | None) -> Number | None:
    """A figure of the movements as a report holds it: whole, as it was recorded, or cut to one decimal."""
    if value is None:
        return None
    if value == int(value):
        return int(value)
    exact = value if isinstance(value, Decimal) else Decimal(value.numerator) / value.denominator
    hundredths = exact.quantize(CENT, ROUND_HALF_UP)
    return hundredths if hundredths == exact else exact.quantize(TENTH, ROUND_HALF_UP)


def plain(key: str, label: str, value: Decimal | None, target: Target) -> Figure:
    """A figure that stands in the target itself."""
    said = _number(value)
    records = () if said is None else (Record(target.name, label, href=_page(target), weight=said),)
    query = f"{label}, như ghi trong chỉ tiêu."
    return Figure(key, label, said, query, lambda: records, Form.AMOUNT, href=_page(target))


def _actual(key: str, label: str, line: Line) -> Figure:
    if line.act is not None:
        query = f"{label}: số chốt ngày {line.act.on:%d/%m/%Y}."
    elif line.target.source in SOURCES:
        query = f"{label}: tính từ hồ sơ, {SOURCES[line.target.source].name}."
    elif line.target.source == FROM_BELOW:
        query = f"{label}: tổng hợp từ chỉ tiêu của các đơn vị dưới."
    else:
        query = f"{label}: số liệu tháng đã ghi, sau đính chính."
    records = partial(_readings, line)
    return Figure(key, label, _number(line.reached), query, records, Form.AMOUNT, href=_page(line.target))


def _readings(line: Line) -> list[Record]:
    """What closed the target, or the months that make up its figure; the other months weigh nothing."""
    target, reached = line.target, _number(line.reached)
    if reached is None:
        return []
    months = [
        Record(
            f"Tháng {one.month}/{target.year}",
            one.evidence,
            href=_page(target),
            weight=_number(one.value) or 0,
        )
        for one in TargetReading.objects.standing().filter(target=target).order_by("month")
    ]
    if line.act is not None:
        name = f"{line.act.get_kind_display()}: {target.name}"
        return [Record(name, line.act.document, line.act.on, _page(target), reached)]
    if months and target.reading == Reading.MONTHLY:
        return months
    if months:
        return [months[-1]]
    return [Record(target.name, line.pace.why, href=_page(target), weight=reached)]


def _difference(key: str, label: str, left: Figure, right: Figure) -> Figure:
    return derived(key, label, minus, f"{left.label} trừ {right.label}.", Form.POINTS, left, right)


def _page(target: Target) -> str:
    return reverse("movements:target", args=[target.pk])

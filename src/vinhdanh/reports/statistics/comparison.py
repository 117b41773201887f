"""So sánh: the parts of a unit side by side, also per hundred people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from vinhdanh.awards.catalogue import TITLE, codes_of
from vinhdanh.awards.selectors.tallies import Parts
from vinhdanh.people.models import Unit
from vinhdanh.reports.charts import Bar, bars
from vinhdanh.reports.figures import Figure, Form, Grid, Section, Text, derived, percent, share
from vinhdanh.reports.statistics.asked import Asked
from vinhdanh.reports.statistics.force import ForceRow, day_of, force_of
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.statistics.records import of_grants, of_people, of_recipients

# The columns of the table, as the address sorts by them, with their headings.
COLUMNS: Mapping[str, str] = {
    "ten": "Đơn vị",
    "quan-so": "Quân số",
    "luot": "Lượt khen",
    "danh-hieu": "Danh hiệu thi đua",
    "hinh-thuc": "Hình thức khen",
    "ca-nhan": "Lượt cá nhân",
    "tap-the": "Lượt tập thể",
    "nguoi": "Người được khen",
    "ty-le": "Tỷ lệ người được khen",
    "tren-100": "Lượt cá nhân trên 100 người",
}
USUAL = "-tren-100"
PICTURED = 24  # bars that a picture has room for; the table has all units


@dataclass(slots=True)
class _Part:
    """What is counted of one unit: keys of honours and of people."""

    name: str
    key: str
    every: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    officers: list[int] = field(default_factory=list)  # of the people, those of the agency
    who: set[int] = field(default_factory=set)
    force: list[ForceRow] = field(default_factory=list)


def comparison(asked: Asked) -> Section:
    """The units directly below, each with all below it and with the units that became one of them."""
    unit = asked.scope.unit
    parts = _counted(asked)
    whole = _Part("Toàn đơn vị", "tong")
    for one in parts:
        for name in ("every", "titles", "people", "officers", "units", "force"):
            getattr(whole, name).extend(getattr(one, name))
        whole.who |= one.who
    rows = [_line(asked, one) for one in parts]
    rows.sort(key=lambda row: _order(row, asked.sort or USUAL), reverse=(asked.sort or USUAL).startswith("-"))
    total = _line(asked, whole)
    grid = Grid(
        f"Các đơn vị thuộc {unit.name}",
        tuple(COLUMNS.values()),
        (*rows, total) if rows else (),
        numeric=frozenset(range(1, len(COLUMNS))),
        empty="Đơn vị này không có đơn vị trực thuộc và không có lượt khen nào trong năm.",
    )
    some = f", {PICTURED} đơn vị đầu của bảng" if len(rows) > PICTURED else ""
    told = f"Lượt cá nhân được khen trên 100 người, năm {asked.scope.year}{some}"
    rated = [(str(row[0]), row[-1]) for row in rows[:PICTURED] if isinstance(row[-1], Figure)]
    shown = [Bar(name, _number(figure)) for name, figure in rated if _number(figure) is not None]
    middle = _number(total[-1])
    mark = ("Toàn đơn vị", middle) if middle is not None else None
    line = (
        f"Năm {asked.scope.year}, {unit.name} có ",
        total[2],
        " lượt khen; trên 100 người có ",
        total[-1],
        " lượt cá nhân.",
    )
    return Section(
        "so-sanh",
        "So sánh các đơn vị",
        (Text(line),),
        (
            Section(
                "don-vi",
                "Các đơn vị trực thuộc",
                (*pictured(partial(bars, told, shown, mark=mark), told, shown), grid),
            ),
        ),
    )


def _number(cell: str | Figure) -> int | Decimal | None:
    return cell.value if isinstance(cell, Figure) and isinstance(cell.value, int | Decimal) else None


def _order(row: Sequence[str | Figure], sort: str) -> tuple[bool, object]:
    """What a row is sorted by; rows without a figure come last from the highest down."""
    at = list(COLUMNS).index(sort.lstrip("-")) if sort.lstrip("-") in COLUMNS else 0
    if at == 0:
        return True, str(row[0])
    value = _number(row[at])
    return value is not None, value or 0


def _counted(asked: Asked) -> list[_Part]:
    """Honours and people by part of the unit, by three queries over the register and two over the tree."""
    unit = asked.scope.unit
    owner = Parts(unit)
    below = Unit.objects.filter(parent=unit).order_by("path").values_list("code", "name", "pk")
    found = {code: _Part(name, f"dv-{pk}") for code, name, pk in below}
    found[unit.code] = _Part(f"{unit.name} (chung)", f"dv-{unit.pk}")
    titles = frozenset(codes_of(kind=TITLE))
    owners: dict[str, str] = {}
    rows = asked.grants(asked.scope.year, asked.scope.year).order_by()
    for pk, path, honour, person, team, outsider in rows.values_list(
        "pk", "place_path", "honour", "person", "unit", "outsider"
    ):
        if path not in owners:
            owners[path] = owner.of(path)
        part = found.get(owners[path]) or found[unit.code]
        part.every.append(pk)
        if honour in titles:
            part.titles.append(pk)
        if person or outsider:
            part.people.append(pk)
        if person:
            part.officers.append(pk)
            part.who.add(person)
        if team:
            part.units.append(pk)
    for row in force_of(asked.scope):
        if row.place not in owners:
            owners[row.place] = owner.of(row.place)
        (found.get(owners[row.place]) or found[unit.code]).force.append(row)
    return [one for one in found.values() if one.every or one.force]


def _line(asked: Asked, one: _Part) -> tuple[str | Figure, ...]:
    year = asked.scope.year
    commended = sorted(set(one.every) - set(one.titles))

    def times(key: str, named: str, keys: Sequence[int]) -> Figure:
        query = (
            f"{named} của {one.name}: lượt khen tính cho năm {year}, còn hiệu lực, của đơn vị và các đơn vị "
            "trực thuộc."
        )
        full = f"{one.key}.{key}"
        return Figure(
            full, f"{named}, {one.name}", len(keys), query, lambda: of_grants(asked.scope.actor, keys)
        )

    force = Figure(
        f"{one.key}.quan-so",
        f"Quân số, {one.name}",
        len(one.force),
        f"Người có chức vụ chính ngày {day_of(asked.scope):%d/%m/%Y} ở {one.name} và các đơn vị trực thuộc.",
        lambda: of_people(asked.scope.actor, {row.person: row.post for row in one.force}),
    )
    people = times("ca-nhan", "Lượt cá nhân", one.people)
    who = Figure(
        f"{one.key}.nguoi",
        f"Cán bộ được khen, {one.name}",
        len(one.who),
        f"Mỗi cán bộ của {one.name} được khen trong năm {year} đếm một lần.",
        lambda: of_recipients(asked.scope.actor, one.officers),
    )
    per_hundred = derived(
        f"{one.key}.tren-100",
        f"Lượt cá nhân trên 100 người, {one.name}",
        percent,
        "Lượt cá nhân nhân 100, chia cho quân số.",
        Form.AMOUNT,
        people,
        force,
    )
    return (
        one.name,
        force,
        times("luot", "Lượt khen", one.every),
        times("danh-hieu", "Danh hiệu thi đua", one.titles),
        times("hinh-thuc", "Hình thức khen thưởng", commended),
        people,
        times("tap-the", "Lượt tập thể", one.units),
        who,
        share(f"{one.key}.ty-le", f"Tỷ lệ người được khen, {one.name}", who, force),
        per_hundred,
    )

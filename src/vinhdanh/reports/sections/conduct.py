"""Discipline, điều lệnh, and how people and units were classed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from django.db.models import Count, Q
from django.urls import reverse

from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level, Unassessed
from vinhdanh.people.classing_scales import parsed
from vinhdanh.people.classing_selectors import sheet_units
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.conduct_selectors import measure_rows
from vinhdanh.people.conduct_units import occasion_days
from vinhdanh.people.models import (
    ConductMeasure,
    Discipline,
    Hold,
    Period,
    Person,
    PersonClass,
    Post,
    Unit,
    YearRating,
)
from vinhdanh.people.types import LABELS, label
from vinhdanh.reports.figures import (
    Block,
    Figure,
    Form,
    Grid,
    Line,
    Points,
    Record,
    Section,
    Text,
    counted,
    derived,
    share,
)
from vinhdanh.reports.given import key_part
from vinhdanh.reports.naming import HIDDEN, Service, people_seen, within
from vinhdanh.reports.scope import Scope

CODE = "ky-luat"


def conduct(scope: Scope) -> Section:
    """Kỷ luật, điều lệnh; xếp loại tháng và năm."""
    return Section(
        CODE,
        "Kỷ luật, điều lệnh, xếp loại",
        parts=(
            Section(f"{CODE}.ky-luat", "Kỷ luật, tạm hoãn xét", _discipline(scope)),
            Section(f"{CODE}.dieu-lenh", "Chấp hành điều lệnh", _rules(scope)),
            Section(f"{CODE}.xep-loai-nam", "Xếp loại năm", _ratings(scope)),
            Section(f"{CODE}.xep-loai-thang", "Phân loại tháng", _months(scope)),
        ),
    )


class _About:
    """Rows about people and units: those of the scope, with the names that the reader may see."""

    def __init__(
        self, scope: Scope, rows: Iterable[Discipline | Hold | ConductMeasure], day: Callable[..., date]
    ) -> None:
        every = list(rows)
        service = Service(scope, {row.person_id for row in every if row.person_id})
        self.rows = [
            row
            for row in every
            if (row.person_id and service.here(row.person_id, day(row)))
            or (row.unit and within(scope, row.unit.path))
        ]
        self.day = day
        self.seen = people_seen(scope.actor, (row.person_id for row in self.rows))

    def record(self, row: Discipline | Hold | ConductMeasure, detail: str, href: str) -> Record:
        if row.person_id and row.person_id not in self.seen:
            return Record(HIDDEN, detail, self.day(row))
        number = row.person.number if row.person else ""
        return Record(str(row.person or row.unit), detail, self.day(row), href, number=number)


# ---- discipline and holds --------------------------------------------------------------------------


def disciplined(scope: Scope) -> Figure:
    """Sanctions of the year that count, of people who served here that day and of units."""
    return _forms(scope)[0]


def _forms(scope: Scope) -> tuple[Figure, list[tuple[str, Figure]]]:
    rows = Discipline.objects.standing().filter(decided__year=scope.year).select_related("person", "unit")
    about = _About(scope, rows.order_by("decided", "pk"), lambda row: row.decided)

    def figure(key: str, words: str, some: Sequence[Discipline], form: str = "") -> Figure:
        query = f"{words}: quyết định năm {scope.year} chưa hủy bỏ, của người công tác tại đơn vị hôm đó."
        records = [
            about.record(
                row, label(DisciplineForm(row.form)), reverse("eligibility:discipline", args=[row.pk])
            )
            for row in some
        ]
        href = f"{reverse('eligibility:disciplines')}?nam={scope.year}&dv={scope.unit.code}{form}"
        return counted(f"{CODE}.ky-luat.{key}", words, query, records, href=href)

    mine = [row for row in about.rows if isinstance(row, Discipline)]
    by_form = [
        (
            words,
            figure(
                f"hinh-thuc-{form.value}",
                f"Kỷ luật {words.lower()}",
                [row for row in mine if row.form == form.value],
                f"&loai={form.value}",
            ),
        )
        for form, words in LABELS[DisciplineForm].items()
    ]
    return figure("tong", "Trường hợp bị kỷ luật", mine), by_form


def _discipline(scope: Scope) -> tuple[Block, ...]:
    whole, forms = _forms(scope)
    line: list[str | Figure] = ["Số trường hợp bị kỷ luật: ", whole]
    for at, (words, one) in enumerate(pair for pair in forms if pair[1].value):
        line += [", gồm " if not at else ", ", f"{words.lower()} ", one]
    lines: list[Line] = [(*line, ".")]
    held = held_figure(scope)
    lines.append(("Tạm hoãn xét khen thưởng: ", held, " trường hợp được ghi trong năm."))
    return (Points(tuple(lines)),)


def held_figure(scope: Scope) -> Figure:
    """Deferrals that were opened in the year."""
    rows = Hold.objects.filter(opened__year=scope.year).select_related("person", "unit")
    about = _About(scope, rows.order_by("opened", "pk"), lambda row: row.opened)
    records = [
        about.record(row, label(HoldGround(row.ground)), reverse("eligibility:hold", args=[row.pk]))
        for row in about.rows
        if isinstance(row, Hold)
    ]
    return counted(
        f"{CODE}.tam-hoan",
        "Trường hợp tạm hoãn xét khen thưởng",
        f"Dòng tạm hoãn xét mở trong năm {scope.year}, người công tác tại đơn vị hôm đó.",
        records,
        href=f"{reverse('eligibility:holds')}?nam={scope.year}&dv={scope.unit.code}",
    )


# ---- điều lệnh -------------------------------------------------------------------------------------


def breaches(scope: Scope) -> tuple[Figure, Figure]:
    """Lượt of breaches in the year, and how many people they were."""
    found = sorted(
        (day, person)
        for path, times in occasion_days(scope.year).items()
        if within(scope, path)
        for (person, _), day in times.items()
    )
    keys = sorted({person for _, person in found})
    seen = people_seen(scope.actor, keys)
    href = f"{reverse('people:conduct')}?nam={scope.year}&dv={scope.unit.code}"

    def record(person: int, day: date | None) -> Record:
        one = seen.get(person)
        return Record(str(one), one.number, day, href, number=one.number) if one else Record(HIDDEN, day=day)

    times = counted(
        f"{CODE}.dieu-lenh.luot",
        "Lượt vi phạm điều lệnh",
        f"Lượt vi phạm điều lệnh trong năm {scope.year}, tính nơi người vi phạm công tác hôm đó; "
        "nhiều hành vi trong một lần kiểm tra là một lượt.",
        [record(person, day) for day, person in found],
        href=href,
    )
    people = counted(
        f"{CODE}.dieu-lenh.nguoi",
        "Cán bộ, chiến sĩ vi phạm điều lệnh",
        f"Số người có lượt vi phạm điều lệnh trong năm {scope.year}, mỗi người tính một lần.",
        [record(person, None) for person in keys],
        href=href,
    )
    return times, people


def _rules(scope: Scope) -> tuple[Block, ...]:
    times, people = breaches(scope)
    strength = strength_figure(scope)
    lines: list[Line] = [("Có ", times, " lượt vi phạm điều lệnh của ", people, " cán bộ, chiến sĩ.")]
    if not scope.tells(times):
        lines = [("Vi phạm điều lệnh: ", times, " lượt.")]
    without = derived(
        f"{CODE}.dieu-lenh.khong-vi-pham",
        "Cán bộ, chiến sĩ không vi phạm điều lệnh",
        lambda all_of_them, some: max(all_of_them - some, 0),
        "Quân số cuối năm trừ số người vi phạm điều lệnh trong năm.",
        Form.COUNT,
        strength,
        people,
    )
    rate = share(
        f"{CODE}.dieu-lenh.ty-le", "Tỷ lệ cán bộ, chiến sĩ không vi phạm điều lệnh", without, strength
    )
    if scope.tells(strength):
        told = "Cán bộ, chiến sĩ không vi phạm điều lệnh: "
        lines.append((told, without, "/", strength, ", đạt ", rate, "."))
    measures = _measures(scope)
    blocks: tuple[Block, ...] = (Points(tuple(lines)),)
    return (*blocks, measures) if measures.rows else blocks


def strength_figure(scope: Scope) -> Figure:
    """People with a main post in the unit or below on the last day of the year."""
    day = scope.last
    posts = Post.objects.filter(main=True, unit__path__startswith=scope.unit.path).on(day)
    rows = posts.values_list("unit__path", "unit__name").annotate(n=Count("pk")).order_by("unit__path")
    records = [Record(name, "quân số", day, weight=number) for _, name, number in rows]
    return counted(
        f"{CODE}.quan-so",
        "Quân số cuối năm",
        f"Số người có chức vụ chính tại {scope.unit.name} và các đơn vị trực thuộc ngày {day:%d/%m/%Y}.",
        records,
    )


def _measures(scope: Scope) -> Grid:
    rows = ConductMeasure.objects.standing().filter(year=scope.year).order_by("decided", "pk")
    about = _About(scope, rows.select_related("person", "unit", "ending"), lambda row: row.decided)
    told = measure_rows(law(), [row for row in about.rows if isinstance(row, ConductMeasure)])
    groups: dict[str, list[Record]] = {}
    for row in told:
        href = reverse("people:measure", args=[row.measure.pk])
        groups.setdefault(row.name, []).append(about.record(row.measure, row.clause, href))
    lines = tuple(
        (
            name,
            counted(
                f"{CODE}.dieu-lenh.bien-phap.{key_part(name)}",
                f"Xử lý điều lệnh: {name.lower()}",
                f"Biện pháp xử lý vi phạm điều lệnh tính cho năm {scope.year}, chưa rút, chưa hủy.",
                records,
                href=f"{reverse('people:conduct')}?nam={scope.year}&dv={scope.unit.code}",
            ),
        )
        for name, records in groups.items()
    )
    caption = "Biện pháp xử lý vi phạm điều lệnh"
    return Grid(caption, ("Biện pháp", "Số trường hợp"), lines, numeric=frozenset({1}))


# ---- classes ---------------------------------------------------------------------------------------


def _ratings(scope: Scope) -> tuple[Block, ...]:
    """Levels of the year: of people who served here on its last day, and of the units."""
    posts = Post.objects.filter(main=True, unit__path__startswith=scope.unit.path).on(scope.last)
    of_people = YearRating.objects.filter(year=scope.year, person__in=posts.order_by().values("person"))
    of_units = YearRating.objects.filter(year=scope.year, unit__in=[unit.pk for unit in scope.units])
    people = list(of_people.order_by("pk").values_list("person", "level", "unassessed"))
    units = list(of_units.order_by("pk").values_list("unit", "level", "unassessed"))
    if not people and not units:
        return (Text((f"Chưa ghi xếp loại năm {scope.year} của {scope.unit.name}.",)),)
    page = year_pages(scope.year)
    wholes = (
        _rated(scope, "ca-nhan", "Cá nhân được xếp loại", people, page),
        _rated(scope, "tap-the", "Tập thể được xếp loại", units, page),
    )
    lines = [
        _rating_line(scope, f"muc-{level.value}", label(level), wholes, people, units, _at(level), page)
        for level in sorted(Level, reverse=True)
    ]
    for reason in Unassessed:
        key, words = f"khong-{key_part(reason.value)}", f"Không xếp loại: {label(reason).lower()}"
        line = _rating_line(scope, key, words, wholes, people, units, _for(reason), page)
        if any(isinstance(cell, Figure) and cell.value for cell in line):
            lines.append(line)
    whole: list[str | Figure] = ["Cộng"]
    for one in wholes:
        whole += [one, share(f"{one.key}.cong", f"{one.label}, tỷ lệ", one, one)]
    lines.append(tuple(whole))
    columns = ("Mức xếp loại", "Cá nhân", "Tỷ lệ", "Tập thể", "Tỷ lệ")
    return (Grid(f"Xếp loại năm {scope.year}", columns, tuple(lines), numeric=frozenset({1, 2, 3, 4})),)


_Row = tuple[int, int | None, str]


def _at(level: Level) -> Callable[[_Row], bool]:
    return lambda row: row[1] == level.value


def _for(reason: Unassessed) -> Callable[[_Row], bool]:
    return lambda row: row[1] is None and row[2] == reason.value


def _rating_line(
    scope: Scope,
    key: str,
    words: str,
    wholes: tuple[Figure, Figure],
    people: Sequence[_Row],
    units: Sequence[_Row],
    fits: Callable[[_Row], bool],
    page: Callable[[int], str],
) -> tuple[str | Figure, ...]:
    cells: list[str | Figure] = [words]
    for kind, who, rows, whole in (
        ("ca-nhan", "Cá nhân", people, wholes[0]),
        ("tap-the", "Tập thể", units, wholes[1]),
    ):
        one = _rated(
            scope, f"{kind}.{key}", f"{who}, {words.lower()}", [row for row in rows if fits(row)], page
        )
        cells += [one, share(f"{one.key}.ty-le", f"Tỷ lệ {one.label.lower()}", one, whole)]
    return tuple(cells)


def _rated(scope: Scope, key: str, words: str, rows: Sequence[_Row], page: Callable[[int], str]) -> Figure:
    keys = [row[0] for row in rows]

    def records() -> list[Record]:
        if key.startswith("tap-the"):
            names = Unit.objects.in_bulk(keys)
            return [Record(names[one].name, href=page(one)) for one in keys]
        seen = people_seen(scope.actor, keys)
        return [_rated_person(seen.get(one)) for one in keys]

    query = f"{words}: dòng xếp loại năm {scope.year} của người công tác cuối năm ở đây, của các đơn vị."
    return Figure(f"{CODE}.nam.{key}", words, len(keys), query, records, href=page(scope.unit.pk))


def year_pages(year: int) -> Callable[[int], str]:
    """By a unit's key the page of its yearly levels: of the unit on whose sheet its people stand."""
    homes = sheet_units()
    return lambda unit: reverse("people:class-year", args=[year, homes[unit].code]) if unit in homes else ""


def _rated_person(person: Person | None) -> Record:
    if person is None:
        return Record(HIDDEN)
    href = reverse("people:person-months", args=[person.number])
    return Record(str(person), person.number, href=href, number=person.number)


def _months(scope: Scope) -> tuple[Block, ...]:
    """Classes of people month by month, from sheets that were sent in."""
    names = class_names(scope)
    grouped = (
        PersonClass.objects.filter(
            Q(unit__path__startswith=scope.unit.path),
            period__kind=PeriodKind.MONTH,
            period__year=scope.year,
            sheet__state=SheetState.SUBMITTED,
        )
        .exclude(cls="")
        .order_by()
        .values_list("period__number", "cls", "unit__name", "period")
        .annotate(n=Count("pk"))
    )
    cells: dict[tuple[int, str], list[Record]] = {}
    page_of = cache(lambda period: reverse("people:period", args=[period]))
    for month, cls, unit, period, number in grouped:
        record = Record(unit, names.get(cls, cls), href=page_of(period), weight=number)
        cells.setdefault((month, cls), []).append(record)
    months = sorted({month for month, _ in cells})
    if not months:
        return (Text((f"Chưa có bảng phân loại tháng nào của năm {scope.year} được gửi.",)),)
    known = [cls for cls in names if any(cls == one for _, one in cells)]
    codes = known + sorted({one for _, one in cells} - set(known))
    page = reverse("people:classing")
    rows: list[tuple[str | Figure, ...]] = []
    for month in months:
        line: list[str | Figure] = [f"Tháng {month}"]
        for cls in codes:
            name, records = names.get(cls, cls), cells.get((month, cls), [])
            query = "Cán bộ, chiến sĩ theo loại trên các bảng phân loại tháng đã gửi, cộng theo đơn vị."
            key = f"{CODE}.thang.{month}.{key_part(cls)}"
            line.append(counted(key, f"Tháng {month}/{scope.year}: {name}", query, records, href=page))
        rows.append(tuple(line))
    columns = ("Tháng", *(names.get(cls, cls) for cls in codes))
    caption = f"Phân loại cán bộ, chiến sĩ theo tháng, năm {scope.year}"
    return (Grid(caption, columns, tuple(rows), numeric=frozenset(range(1, len(columns)))),)


def class_names(scope: Scope) -> Mapping[str, str]:
    """Codes of the classes of the year's scales in their order, the best first, with their names."""
    found: dict[str, str] = {}
    for period in Period.objects.months(scope.year).select_related("scale").distinct():
        for one in parsed(period.scale).classes:
            found.setdefault(one.code, one.name)
    return found

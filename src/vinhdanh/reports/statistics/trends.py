"""Nhiều năm: what was given in each of ten years, registered against reached, and levels of rating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial, reduce
from operator import or_

from django.db.models import Case, CharField, Count, DateField, F, Q, QuerySet, Value, When

from vinhdanh.awards.catalogue import honour_name, in_order
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import MERIT_LABELS, GivenBy, RecipientKind
from vinhdanh.engine.facts import GrantState, Level
from vinhdanh.movements.models import Registration
from vinhdanh.people.models import Unit, YearRating
from vinhdanh.people.types import label
from vinhdanh.reports.charts import Series, columns, multiples
from vinhdanh.reports.figures import Figure, Form, Grid, Record, Section, Text, share
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.statistics.asked import Asked, slug
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.statistics.records import of_grants, of_people

YEARS = 10
_PANELS = 9  # small pictures; the table has all forms
_KIND = Case(
    *(When(Q(**{f"{kind.value}__isnull": False}), then=Value(kind.value)) for kind in RecipientKind),
    output_field=CharField(),
)
Counts = Mapping[tuple[int, str, str, str, str], int]  # year, honour, level, merit, kind of recipient


def by_recipient(asked: Asked) -> Section:
    """Ten years of honours of people and collectives, as the overview shows them too."""
    part = _kinds_part(asked, _years(asked), _counts(asked, _years(asked)))
    return replace(part, title="Mười năm")


def _years(asked: Asked) -> tuple[int, ...]:
    return tuple(range(asked.scope.year - YEARS + 1, asked.scope.year + 1))


def trends(asked: Asked) -> Section:
    """The last ten years up to the one asked for."""
    years = _years(asked)
    counts = _counts(asked, years)
    merits = {merit.value: said for merit, said in MERIT_LABELS.items()}
    present = in_order({key[1] for key in counts})
    forms = {code: honour_name(code, police=True) for code in present}
    parts = (
        _kinds_part(asked, years, counts),
        _part(asked, years, counts, "cap", "Theo cấp tặng", 2, dict(GivenBy.choices)),
        _part(asked, years, counts, "loai-hinh", "Theo loại hình", 3, merits),
        _part(asked, years, counts, "hinh-thuc", "Theo danh hiệu, hình thức", 1, forms),
        _registered_part(asked, years),
        _ratings_part(asked.scope, years),
    )
    return Section("nhieu-nam", "Khen thưởng qua các năm", (_summary(asked, counts),), parts)


def _counts(asked: Asked, years: Sequence[int]) -> Counts:
    rows = asked.grants(years[0], years[-1]).order_by().annotate(to=_KIND)
    grouped = rows.values_list("year", "honour", "level", "merit", "to").annotate(n=Count("pk"))
    return {tuple(key): n for *key, n in grouped}


def _summary(asked: Asked, counts: Counts) -> Text:
    year = asked.scope.year
    totals = _total(counts, year), _total(counts, year - 1)
    now, before = (
        _cell(asked, f"tong.luot-{one}", f"Lượt khen năm {one}", one, {}, n)
        for one, n in zip((year, year - 1), totals, strict=True)
    )
    change = Figure(
        "tong.thay-doi",
        f"Thay đổi năm {year} so với năm {year - 1}",
        totals[0] - totals[1],
        "Lượt khen năm sau trừ lượt khen năm trước.",
        form=Form.POINTS,
        parts=(now, before),
    )
    words = (f"Năm {year} có ", now, f" lượt khen, năm {year - 1} có ", before, " lượt; thay đổi ")
    return Text((*words, change, " lượt."))


def _total(counts: Counts, year: int) -> int:
    return sum(n for key, n in counts.items() if key[0] == year)


def _cell(asked: Asked, key: str, named: str, year: int, where: Mapping[str, object], count: int) -> Figure:
    query = f"{named}: lượt khen tính cho năm {year}, còn hiệu lực, của {asked.about}."

    def records() -> list[Record]:
        read = partial(of_grants, asked.scope.actor, asked.grants(year, year).filter(**where))
        return asked.scope.once(f"records {key}", read)

    return Figure(key, named, count, query, records)


def _kinds_part(asked: Asked, years: Sequence[int], counts: Counts) -> Section:
    names = {kind.value: kind.label for kind in RecipientKind if asked.kind in (None, kind)}
    lines, found = _lines(asked, years, counts, "doi-tuong", 4, names)
    title = f"Lượt khen của cá nhân và tập thể, {years[0]}–{years[-1]}"
    shown = [Series(names[code], tuple(some)) for code, some in found if any(some)][:3]
    drawn = partial(columns, title, [str(year) for year in years], shown)
    grid = _grid("Đối tượng", years, lines)
    return Section("doi-tuong", "Theo đối tượng", (*pictured(drawn, title, shown), grid))


def _part(
    asked: Asked,
    years: Sequence[int],
    counts: Counts,
    part: str,
    title: str,
    at: int,
    names: Mapping[str, str],
) -> Section:
    lines, found = _lines(asked, years, counts, part, at, names)
    most = sorted(found, key=lambda one: -sum(one[1]))[:_PANELS]
    shown = [Series(names[code], tuple(some)) for code, some in found if (code, some) in most]
    told = f"{title}, {years[0]}–{years[-1]}: mỗi hình một thước riêng, năm cuối tô đậm"
    drawn = partial(multiples, told, [str(year) for year in years], shown)
    return Section(
        part,
        title,
        (*pictured(drawn, told, shown), _grid(title.removeprefix("Theo ").capitalize(), years, lines)),
    )


_FIELDS = ("year", "honour", "level", "merit", "to")


def _lines(
    asked: Asked, years: Sequence[int], counts: Counts, part: str, at: int, names: Mapping[str, str]
) -> tuple[list[tuple[str | Figure, ...]], list[tuple[str, list[int]]]]:
    """The rows of a table, and the same as bare numbers, of what occurs in those years."""
    sums: Counter[tuple[int, str]] = Counter()
    for key, n in counts.items():
        sums[key[0], str(key[at])] += n
    lines: list[tuple[str | Figure, ...]] = []
    found = []
    for code, name in names.items():
        some = [sums[year, code] for year in years]
        if not any(some):
            continue
        field = f"{code}__isnull" if at == 4 else _FIELDS[at]
        where = {field: False if at == 4 else code}
        cells = [
            _cell(asked, f"{part}.{slug(code)}-{year}", f"{name}, năm {year}", year, where, n)
            for year, n in zip(years, some, strict=True)
        ]
        lines.append((name, *cells))
        found.append((code, some))
    if lines:
        totals = [
            _cell(asked, f"{part}.cong-{year}", f"Lượt khen năm {year}", year, {}, _total(counts, year))
            for year in years
        ]
        columns_ = zip(totals, *(cells for _, *cells in lines), strict=True)
        lines.append(("Cộng", *(_made_up(*column) for column in columns_)))
    return lines, found


def _made_up(total: str | Figure, *cells: str | Figure) -> str | Figure:
    """The total with the records of the cells above it, where they are all of it."""
    parts = [one for one in cells if isinstance(one, Figure)]
    assert isinstance(total, Figure)
    if sum(one.value for one in parts if isinstance(one.value, int)) != total.value:
        return total
    return replace(total, records=lambda: [record for one in parts for record in one.records()])


def _grid(title: str, years: Sequence[int], lines: Sequence[tuple[str | Figure, ...]]) -> Grid:
    columns_ = (title, *(str(year) for year in years))
    return Grid(title, columns_, tuple(lines), numeric=frozenset(range(1, len(columns_))))


# ---- registered against reached ---------------------------------------------------------------------

_REGISTERING = (RecipientKind.PERSON, RecipientKind.UNIT)
Registered = tuple[int, str, int | None, int | None]  # year, honour, person, unit


def _registered_part(asked: Asked, years: Sequence[int]) -> Section:
    """Titles registered at the beginning of the year, and those of them that the register has."""
    rows = _registrations(asked, years)
    given = _given({row[0] for row in rows})
    lines: list[tuple[str | Figure, ...]] = []
    counts: list[tuple[int, int, int]] = []
    for year in years:
        of_year = [row for row in rows if row[0] == year]
        got = [row for row in of_year if row in given]
        if not of_year:
            continue
        registered = _registered(asked, "dang-ky", "Danh hiệu đã đăng ký", year, of_year)
        reached = _registered(asked, "dat", "Danh hiệu đăng ký đã đạt", year, got)
        rate = share(f"dang-ky.ty-le-{year}", f"Tỷ lệ đạt, năm {year}", reached, registered)
        lines.append((str(year), registered, reached, rate))
        counts.append((year, len(of_year), len(got)))
    series = [
        Series("Đã đăng ký", tuple(total for _, total, _ in counts)),
        Series("Đã đạt", tuple(got for _, _, got in counts)),
    ]
    told = "Danh hiệu đăng ký đầu năm và số đã đạt"
    drawn = partial(columns, told, [str(year) for year, _, _ in counts], series)
    grid = Grid(
        told,
        ("Năm", "Đã đăng ký", "Đã đạt", "Tỷ lệ đạt"),
        tuple(lines),
        numeric=frozenset({1, 2, 3}),
        empty="Chưa có bản đăng ký nào trong các năm này.",
    )
    return Section("dang-ky", "Đăng ký và kết quả", (*pictured(drawn, told, counts), grid))


def _registrations(asked: Asked, years: Iterable[int]) -> list[Registered]:
    below = [unit.pk for unit in asked.scope.units]
    rows = Registration.objects.standing().filter(sheet__unit__in=below, year__in=years)
    if asked.kind:
        some = {f"{asked.kind.value}__isnull": False}
        rows = rows.filter(**some) if asked.kind in _REGISTERING else rows.none()
    rows = rows.order_by("sheet__unit__path", "pk")
    return list(rows.values_list("year", "honour", "person", "unit"))


def _given(years: Iterable[int]) -> set[Registered]:
    """What stands in the register of honours of some years, as registrations name it."""
    rows = Grant.objects.filter(year__in=years, index__state=GrantState.IN_FORCE.value).order_by()
    return set(rows.values_list("year", "honour", "person", "unit"))


def _registered(asked: Asked, key: str, named: str, year: int, rows: Sequence[Registered]) -> Figure:
    reached = ", có lượt khen cùng danh hiệu, cùng năm trong Sổ khen thưởng" if key == "dat" else ""
    query = f"{named}: dòng trong bản đăng ký thi đua năm {year} của {asked.about}{reached}."

    def records() -> list[Record]:
        units = Unit.every.in_bulk([unit for _, _, _, unit in rows if unit])
        titles: dict[int, list[str]] = {}
        found: list[Record] = []
        for _, honour, person, unit in rows:
            title = honour_name(honour, police=True)
            if person:
                titles.setdefault(person, []).append(title)
            elif unit:
                found.append(Record(units[unit].name, title))
        for at in range(max(map(len, titles.values()), default=0)):
            told = {pk: said[at] for pk, said in titles.items() if len(said) > at}
            found += of_people(asked.scope.actor, told)
        return found

    return Figure(f"dang-ky.{key}-{year}", f"{named} năm {year}", len(rows), query, records)


# ---- rating -----------------------------------------------------------------------------------------


def _ratings_part(scope: Scope, years: Sequence[int]) -> Section:
    """People of the force at each year's end by their level of that year, by one query."""
    grouped = _rated(scope, years).order_by().values_list("year", "level").annotate(n=Count("pk"))
    counts = {(year, level): n for year, level, n in grouped}
    lines: list[tuple[str | Figure, ...]] = []
    series = []
    for level in (*sorted(Level, reverse=True), None):
        name = label(level) if level is not None else "Không xếp loại"
        code = slug(level.name) if level is not None else "khong"
        value = level.value if level is not None else None
        some = [counts.get((year, value), 0) for year in years]
        if any(some):
            cells = [
                _rating(scope, f"xep-loai.{code}-{year}", name, year, value, n)
                for year, n in zip(years, some, strict=True)
            ]
            lines.append((name, *cells))
            series.append(Series(name, tuple(some)))
    told = f"Xếp loại cán bộ, {years[0]}–{years[-1]}: mỗi hình một thước riêng, năm cuối tô đậm"
    drawn = partial(multiples, told, [str(year) for year in years], series)
    grid = _grid("Mức xếp loại", years, lines)
    return Section("xep-loai", "Xếp loại cán bộ", (*pictured(drawn, told, lines), grid))


def _rated(scope: Scope, years: Sequence[int]) -> QuerySet[YearRating]:
    """Ratings of people who at the end of that year had their main post at or below the unit."""
    ends = Case(
        *(When(year=year, then=Value(date(year, 12, 31))) for year in years), output_field=DateField()
    )
    below = reduce(or_, (Q(person__posts__unit__path__startswith=root.path) for root in scope.roots))
    stays = Q(person__posts__end__isnull=True) | Q(person__posts__end__gte=F("last"))
    serves = Q(person__left__isnull=True) | Q(person__left__gt=F("last"))
    rows = YearRating.objects.filter(year__in=years, person__withdrawn=False).annotate(last=ends)
    return rows.filter(below, stays, serves, person__posts__main=True, person__posts__start__lte=F("last"))


def _rating(scope: Scope, key: str, named: str, year: int, level: int | None, count: int) -> Figure:
    query = (
        f"{named}: cán bộ có chức vụ chính ngày 31/12/{year} ở {scope.unit.name} và các đơn vị trực thuộc, "
        f"theo xếp loại năm {year}."
    )

    def records() -> list[Record]:
        people = _rated(scope, [year]).filter(level=level).values_list("person", flat=True)
        return of_people(scope.actor, dict.fromkeys(people, f"{named}, năm {year}"))

    return Figure(key, f"{named}, năm {year}", count, query, records)

"""Cơ cấu: who is honoured beside who serves, and at which level, for what and in which form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from vinhdanh.awards.catalogue import honour_name, in_order
from vinhdanh.awards.types import MERIT_LABELS, GivenBy, RecipientKind
from vinhdanh.engine.facts import Force, Sex
from vinhdanh.people.ethnicities import is_minority
from vinhdanh.people.types import CATEGORIES, label
from vinhdanh.reports.charts import Bar, Share, bars, shares
from vinhdanh.reports.comparing import minus
from vinhdanh.reports.figures import Figure, Form, Grid, Section, Text, derived, share
from vinhdanh.reports.grant_rows import GrantRow, grant_rows
from vinhdanh.reports.statistics.asked import Asked, slug
from vinhdanh.reports.statistics.force import ForceRow, day_of, force_of
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.statistics.records import of_grants, of_people, of_recipients

UNKNOWN = "chua-ghi"


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something that people differ in. ``of`` gives a row's part; ``names`` are the parts in their order."""

    code: str
    title: str
    names: Mapping[str, str]
    of: Callable[[GrantRow | ForceRow], str]


def _sex(row: GrantRow | ForceRow) -> str:
    return row.sex or UNKNOWN


def _place(row: GrantRow | ForceRow) -> str:
    return UNKNOWN if row.leads is None else "lanh-dao" if row.leads else "truc-tiep"


def _ethnicity(row: GrantRow | ForceRow) -> str:
    if not row.ethnicity:
        return UNKNOWN
    return "thieu-so" if is_minority(row.ethnicity) else "kinh"


def _category(row: GrantRow | ForceRow) -> str:
    return slug(row.category or row.force) or UNKNOWN


DIMENSIONS = (
    Dimension("gioi", "Giới tính", {Sex.FEMALE: "Nữ", Sex.MALE: "Nam", UNKNOWN: "Chưa ghi"}, _sex),
    Dimension(
        "vi-tri",
        "Lãnh đạo và trực tiếp công tác",
        {
            "truc-tiep": "Trực tiếp công tác",
            "lanh-dao": "Lãnh đạo, chỉ huy (cả cấp phó)",
            UNKNOWN: "Chưa rõ chức vụ",
        },
        _place,
    ),
    Dimension(
        "dan-toc",
        "Dân tộc",
        {"thieu-so": "Dân tộc thiểu số", "kinh": "Kinh", UNKNOWN: "Chưa ghi"},
        _ethnicity,
    ),
    Dimension(
        "dien",
        "Diện bố trí, lực lượng",
        {slug(code): name for code, name in CATEGORIES.items()}
        | {slug(one.value): label(one) for one in Force}
        | {UNKNOWN: "Chưa ghi"},
        _category,
    ),
)


def structure(asked: Asked) -> Section:
    """The year's honours by what people differ in, beside the force, and by level, merit and form."""
    rows = grant_rows(asked.grants(asked.scope.year, asked.scope.year))
    people = [row for row in rows if row.kind is RecipientKind.PERSON]
    force = force_of(asked.scope)
    parts = [_people_part(asked, one, people, force) for one in DIMENSIONS] if _of_people(asked) else []
    parts += [
        _honour_part(asked, "cap", "Cấp tặng", rows, lambda row: row.level, dict(GivenBy.choices)),
        _honour_part(
            asked,
            "loai-hinh",
            "Loại hình khen thưởng",
            rows,
            lambda row: row.merit,
            {merit.value: said for merit, said in MERIT_LABELS.items()},
        ),
        _forms_part(asked, rows),
    ]
    return Section("co-cau", "Cơ cấu khen thưởng", (_summary(asked, rows, force),), tuple(parts))


def _of_people(asked: Asked) -> bool:
    return asked.kind in (None, RecipientKind.PERSON)


def _summary(asked: Asked, rows: Sequence[GrantRow], force: Sequence[ForceRow]) -> Text:
    people = [row for row in rows if row.kind is RecipientKind.PERSON]
    units = [row for row in rows if row.kind is RecipientKind.UNIT]
    return Text(
        (
            f"Năm {asked.scope.year}: ",
            _times(asked, "tong.luot", "Lượt khen", rows),
            " lượt khen còn hiệu lực, gồm ",
            _times(asked, "tong.luot-ca-nhan", "Lượt cá nhân", people),
            " lượt của ",
            _honoured(asked, "tong.nguoi", "Cán bộ được khen", people),
            " cán bộ và ",
            _times(asked, "tong.luot-tap-the", "Lượt tập thể", units),
            " lượt tập thể. Quân số cuối kỳ ",
            _strength(asked, "tong.quan-so", "Quân số", force),
            " người.",
        )
    )


# ---- figures ----------------------------------------------------------------------------------------


def _times(asked: Asked, key: str, named: str, rows: Sequence[GrantRow]) -> Figure:
    query = f"{named}: lượt khen tính cho năm {asked.scope.year}, còn hiệu lực, của {asked.about}."
    return Figure(
        key, named, len(rows), query, lambda: of_grants(asked.scope.actor, [row.pk for row in rows])
    )


def _honoured(asked: Asked, key: str, named: str, rows: Sequence[GrantRow]) -> Figure:
    query = (
        f"{named}: mỗi cán bộ được khen trong năm {asked.scope.year} đếm một lần, dù được khen mấy lượt; "
        f"của {asked.about}."
    )
    who = len({row.recipient for row in rows})
    return Figure(key, named, who, query, lambda: of_recipients(asked.scope.actor, [row.pk for row in rows]))


def _strength(asked: Asked, key: str, named: str, rows: Sequence[ForceRow]) -> Figure:
    query = (
        f"{named}: người có chức vụ chính ngày {day_of(asked.scope):%d/%m/%Y} ở {asked.scope.unit.name} "
        "và các đơn vị trực thuộc."
    )
    return Figure(
        key,
        named,
        len(rows),
        query,
        lambda: of_people(asked.scope.actor, {row.person: row.post for row in rows}),
    )


def _gap(key: str, named: str, of: Figure, beside: Figure) -> Figure:
    query = f"{of.label} trừ {beside.label[:1].lower()}{beside.label[1:]}, tính bằng điểm phần trăm."
    return derived(key, named, minus, query, Form.POINTS, of, beside)


# ---- what people differ in --------------------------------------------------------------------------


def _people_part(
    asked: Asked, about: Dimension, rows: Sequence[GrantRow], force: Sequence[ForceRow]
) -> Section:
    honours = _grouped(rows, about.of)
    serving: dict[str, list[ForceRow]] = {}
    for row in force:
        serving.setdefault(about.of(row), []).append(row)
    present = [code for code in about.names if honours.get(code) or serving.get(code)]
    whole = (
        _times(asked, f"{about.code}.luot", "Lượt cá nhân", rows),
        _honoured(asked, f"{about.code}.nguoi", "Cán bộ được khen", rows),
        _strength(asked, f"{about.code}.quan-so", "Quân số", force),
    )
    lines = [
        _people_line(asked, about, code, honours.get(code, []), serving.get(code, []), whole)
        for code in present
    ]
    columns = (
        about.title,
        "Lượt khen",
        "Tỷ lệ lượt",
        "Người được khen",
        "Tỷ lệ người",
        "Quân số",
        "Tỷ lệ quân số",
        "Chênh (điểm %)",
    )
    total = ("Cộng", whole[0], "", whole[1], "", whole[2], "", "")
    grid = Grid(about.title, columns, (*lines, total) if lines else (), numeric=frozenset(range(1, 8)))
    names = [about.names[code] for code in present]
    shown = [
        Share("Lượt khen", tuple(len(honours.get(code, [])) for code in present)),
        Share(
            "Người được khen",
            tuple(len({row.recipient for row in honours.get(code, [])}) for code in present),
        ),
        Share("Quân số", tuple(len(serving.get(code, [])) for code in present)),
    ]
    title = f"{about.title}: phần trong lượt khen, trong số người được khen và trong quân số"
    return Section(
        about.code, about.title, (*pictured(partial(shares, title, names, shown), title, lines), grid)
    )


def _people_line(
    asked: Asked,
    about: Dimension,
    code: str,
    honours: Sequence[GrantRow],
    serving: Sequence[ForceRow],
    whole: tuple[Figure, Figure, Figure],
) -> tuple[str | Figure, ...]:
    name, key = about.names[code], f"{about.code}.{code}"
    lower = f"{name[:1].lower()}{name[1:]}"
    times = _times(asked, f"{key}.luot", f"Lượt cá nhân, {lower}", honours)
    who = _honoured(asked, f"{key}.nguoi", f"Cán bộ được khen, {lower}", honours)
    strength = _strength(asked, f"{key}.quan-so", f"Quân số, {lower}", serving)
    of_times = share(f"{key}.ty-le-luot", f"Tỷ lệ lượt khen, {lower}", times, whole[0])
    of_people_ = share(f"{key}.ty-le-nguoi", f"Tỷ lệ người được khen, {lower}", who, whole[1])
    of_force = share(f"{key}.ty-le-quan-so", f"Tỷ lệ quân số, {lower}", strength, whole[2])
    gap = _gap(f"{key}.chenh", f"Chênh giữa người được khen và quân số, {lower}", of_people_, of_force)
    return (name, times, of_times, who, of_people_, strength, of_force, gap)


# ---- what honours differ in -------------------------------------------------------------------------


def _grouped(rows: Iterable[GrantRow], of: Callable[[GrantRow], str]) -> dict[str, list[GrantRow]]:
    found: dict[str, list[GrantRow]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    return found


_KINDS: tuple[tuple[str, str, tuple[RecipientKind, ...]], ...] = (
    ("ca-nhan", "Lượt cá nhân", (RecipientKind.PERSON, RecipientKind.OUTSIDER)),
    ("tap-the", "Lượt tập thể", (RecipientKind.UNIT,)),
    ("ho", "Lượt hộ gia đình", (RecipientKind.HOUSEHOLD,)),
)


def _honour_grid(
    asked: Asked,
    part: str,
    title: str,
    rows: Sequence[GrantRow],
    groups: Sequence[tuple[str, str, Sequence[GrantRow]]],
) -> Grid:
    """Occasions by kind of recipient; people from outside count as people, as the law sees them."""
    whole = _times(asked, f"{part}.luot", "Lượt khen", rows)
    lines: list[tuple[str | Figure, ...]] = []
    for code, name, some in groups:
        key = f"{part}.{slug(code)}"
        line = [
            _times(asked, f"{key}.{kind}", f"{said}, {name}", [row for row in some if row.kind in kinds])
            for kind, said, kinds in _KINDS
        ]
        total = _times(asked, f"{key}.luot", f"Lượt khen, {name}", some)
        lines.append((name, *line, total, share(f"{key}.ty-le", f"Tỷ lệ lượt khen, {name}", total, whole)))
    sums = [
        _times(asked, f"{part}.{kind}", said, [row for row in rows if row.kind in kinds])
        for kind, said, kinds in _KINDS
    ]
    if lines:
        lines.append(("Cộng", *sums, whole, ""))
    columns = (title, *(said for _, said, _ in _KINDS), "Cộng", "Tỷ lệ")
    return Grid(title, columns, tuple(lines), numeric=frozenset(range(1, 6)))


def _honour_part(
    asked: Asked,
    part: str,
    title: str,
    rows: Sequence[GrantRow],
    of: Callable[[GrantRow], str],
    names: Mapping[str, str],
) -> Section:
    grouped = _grouped(rows, of)
    groups = [(code, name, grouped[code]) for code, name in names.items() if code in grouped]
    counts = Counter((of(row), kind) for row in rows for kind, _, kinds in _KINDS if row.kind in kinds)
    shown = [
        Share(said, tuple(counts[code, kind] for code, _, _ in groups))
        for kind, said, _ in _KINDS
        if any(counts[code, kind] for code, _, _ in groups)
    ]
    told = f"{title}: phần trong lượt khen của cá nhân và của tập thể"
    drawn = partial(shares, told, [name for _, name, _ in groups], shown)
    return Section(
        part, title, (*pictured(drawn, told, groups), _honour_grid(asked, part, title, rows, groups))
    )


def _forms_part(asked: Asked, rows: Sequence[GrantRow]) -> Section:
    grouped = _grouped(rows, lambda row: row.honour)
    title = "Danh hiệu, hình thức"
    groups = [(code, honour_name(code, police=True), grouped[code]) for code in in_order(grouped)]
    shown = [Bar(name, len(some)) for _, name, some in sorted(groups, key=lambda one: -len(one[2]))]
    told = "Số lượt theo danh hiệu, hình thức, nhiều xếp trước"
    drawn = partial(bars, told, shown)
    grid = _honour_grid(asked, "hinh-thuc", title, rows, groups)
    return Section("hinh-thuc", title, (*pictured(drawn, told, groups), grid))

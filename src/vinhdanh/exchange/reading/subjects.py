"""Units, persons and households: one record each, whatever the sheet repeats or contradicts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields

from vinhdanh.engine import Force, Household, Person, Sex, Unit, UnitTier
from vinhdanh.exchange.layout import Kind
from vinhdanh.exchange.reading.directory import Directory
from vinhdanh.exchange.reading.effects import NONE, Effects
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.text import code_key, fold, tidy_name


@dataclass(frozen=True, slots=True)
class PersonExtra:
    """What a workbook says of a person beyond what the law asks."""

    rank: str = ""
    citizen_id: str = ""
    ethnicity: str = ""


@dataclass(frozen=True, slots=True)
class GrantExtra:
    """What a workbook says of an honour beyond what the law asks."""

    money: int | None = None  # đồng
    artefact: str = ""
    serial: str = ""  # in the book of honour


Extra = PersonExtra | GrantExtra
PERSON_EXTRA, GRANT_EXTRA = (
    frozenset(field.name for field in fields(kind)) for kind in (PersonExtra, GrantExtra)
)


def report(
    problems: Problems,
    severity: Severity,
    code: str,
    row: Row,
    key: str,
    message: str,
    effect: str,
    *,
    expected: str = "",
    suggestion: str | None = None,
    subject: str | None = None,
) -> None:
    """Report the cell of one row."""
    problems.add(
        severity,
        code,
        row.sheet,
        cell=row.cell(key),
        row=row.number,
        read=row.shown(key),
        expected=expected,
        message=message,
        suggestion=suggestion,
        effect=effect,
        subject=subject,
    )


# Columns that decide which law a subject stands under, or who it is: two answers make it unusable.
_DECISIVE = {
    "persons": ("name", "force", "category"),
    "units": ("name", "force", "tier"),
    "households": ("name",),
}


def one_each(rows: list[Row], problems: Problems, effects: Effects) -> tuple[list[Row], set[str]]:
    """One row for each identifier, and the identifiers that contradict themselves beyond use.

    A repeated row is dropped; a cell in which rows of one identifier differ counts as unknown.
    """
    by_id: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[code_key(row.values["id"])].append(row)
    kept, lost = [], set()
    for same in by_id.values():
        first = same[0]
        decisive = _DECISIVE.get(first.layout.key, ("kind", "scope", "year", "name"))
        for other in same[1:]:
            differing = [
                c.key for c in first.layout.columns if c.key != "id" and _differs(first, other, c.key)
            ]
            if not differing:
                report(
                    problems,
                    Severity.FIXED,
                    "repeated_row",
                    other,
                    "id",
                    f"Lặp lại dòng {first.number} của trang {first.sheet}; chỉ tính một dòng.",
                    NONE,
                    subject=first.values["id"],
                )
                continue
            hard = [key for key in differing if key in decisive]
            for key in hard or differing:
                effect = (
                    effects.of_row(first.layout.key, first.values)
                    if hard
                    else effects.of_cell(first.layout.key, key, first.values)
                )
                report(
                    problems,
                    Severity.ERROR,
                    "conflicting_rows",
                    other,
                    key,
                    f"Dòng {first.number} của trang {first.sheet} ghi “{first.shown(key)}” "
                    f"cho cùng {first.shown('id')}.",
                    effect,
                    expected="mỗi số hiệu, mã chỉ một nội dung",
                    subject=first.values["id"],
                )
                first.values.pop(key, None)
            if hard:
                lost.add(str(first.values["id"]))
        if str(first.values["id"]) not in lost:
            kept.append(first)
    return kept, lost


def _differs(a: Row, b: Row, key: str) -> bool:
    x, y = a.values.get(key), b.values.get(key)
    if isinstance(x, str) and isinstance(y, str):
        match a.layout.column(key).kind:
            case Kind.TEXT:
                return fold(x) != fold(y)
            case Kind.CODE:
                return code_key(x) != code_key(y)
    return bool(x != y)


def build_units(rows: list[Row], directory: Directory, problems: Problems, effects: Effects) -> list[Unit]:
    """Units with their parents; a parent that does not exist or leads back to the unit is cut."""
    parents = {
        row.values["id"]: directory.subject(row, "parent", ("units",), loses_row=False)
        for row in rows
        if "parent" in row.values
    }
    cycles = {id: cycle for id in parents if (cycle := _cycle(id, parents))}
    for row in rows:
        if row.values["id"] in cycles:
            report(
                problems,
                Severity.ERROR,
                "unit_cycle",
                row,
                "parent",
                "Đơn vị cấp trên đi vòng: " + " → ".join(cycles[row.values["id"]]) + ".",
                effects.of_cell("units", "parent", row.values),
                expected="cấp trên không thuộc chính đơn vị",
                subject=row.values["id"],
            )
    for row in rows:
        in_order(row, "valid_from", "valid_to", problems, effects)
    return [
        Unit(
            id=row.values["id"],
            name=tidy_name(row.values["name"]),
            force=Force(row.values.get("force", Force.POLICE)),
            tier=UnitTier(row.values.get("tier", UnitTier.BASE)),
            kind=row.values.get("kind", ""),
            parent=None if row.values["id"] in cycles else parents.get(row.values["id"]),
            valid_from=row.values.get("valid_from"),
            valid_to=row.values.get("valid_to"),
        )
        for row in rows
    ]


def _cycle(unit: str, parents: dict[str, str | None]) -> list[str]:
    """The way from a unit up to itself again; nothing where there is none."""
    chain, at = [unit], parents.get(unit)
    while at is not None and at not in chain:
        chain.append(at)
        at = parents.get(at)
    return [*chain, unit] if at == unit else []


def in_order(row: Row, start: str, end: str, problems: Problems, effects: Effects) -> bool:
    """Whether the end is not before the start; if it is, the end is reported and forgotten."""
    first, last = row.values.get(start), row.values.get(end)
    if first is None or last is None or last >= first:
        return True
    report(
        problems,
        Severity.ERROR,
        "ends_before_start",
        row,
        end,
        f"Trước ngày bắt đầu ({first:%d/%m/%Y}).",
        effects.of_cell(row.layout.key, end, row.values),
        expected=f"từ {first:%d/%m/%Y} trở đi",
        subject=row.values.get("id"),
    )
    del row.values[end]
    return False


def build_persons(
    rows: list[Row], problems: Problems, effects: Effects
) -> tuple[list[Person], dict[str, PersonExtra]]:
    """Persons, and what the workbook says of them beyond what the law asks."""
    owners: dict[str, Row] = {}
    bare: dict[str, Row] = {}
    for row in rows:
        values = row.values
        twin = bare.setdefault(values["id"].lstrip("0"), row)
        if twin is not row:
            report(
                problems,
                Severity.WARNING,
                "twin_number",
                row,
                "id",
                f"Chỉ khác số 0 ở đầu với {twin.values['id']} (dòng {twin.number}).",
                "Vẫn xét cả hai như hai người; dòng ở trang khác thiếu số 0 sẽ không gán được cho ai.",
                expected="mỗi người một số hiệu",
                subject=values["id"],
            )
        born, joined = values.get("born"), values.get("joined")
        if born is not None and joined is not None and joined <= born:
            for key, what in (
                ("born", f"Ngày vào ngành là {joined:%d/%m/%Y}."),
                ("joined", f"Ngày sinh là {born:%d/%m/%Y}."),
            ):
                report(
                    problems,
                    Severity.ERROR,
                    "joined_before_birth",
                    row,
                    key,
                    f"{what} Hai ngày trái nhau, không dùng ngày nào.",
                    effects.of_cell("persons", key, values),
                    expected="ngày sinh trước ngày vào ngành",
                    subject=values["id"],
                )
            del values["born"], values["joined"]
        in_order(row, "joined", "left", problems, effects)
        citizen = values.get("citizen_id")
        if citizen is not None and owners.setdefault(citizen, row) is not row:
            other = owners[citizen]
            report(
                problems,
                Severity.WARNING,
                "shared_citizen_id",
                row,
                "citizen_id",
                f"Trùng CCCD của {other.values['id']} ({other.values['name']}, dòng {other.number}).",
                "Vẫn xét cả hai như hai người; nếu là một người thì thành tích đang bị tách đôi.",
                expected="mỗi người một số CCCD",
                subject=values["id"],
            )
    persons = [
        Person(
            id=row.values["id"],
            name=tidy_name(row.values["name"]),
            force=Force(row.values.get("force", Force.POLICE)),
            sex=Sex(row.values["sex"]) if "sex" in row.values else None,
            born=row.values.get("born"),
            category=row.values.get("category", ""),
            joined=row.values.get("joined"),
            left=row.values.get("left"),
        )
        for row in rows
    ]
    extras = {
        row.values["id"]: PersonExtra(**{key: row.values.get(key, "") for key in PERSON_EXTRA})
        for row in rows
    }
    return persons, extras


def build_households(rows: list[Row]) -> list[Household]:
    return [Household(row.values["id"], tidy_name(row.values["name"])) for row in rows]

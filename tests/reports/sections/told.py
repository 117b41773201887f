"""A year of PX01 to write records into, and what a section says of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from tests.movements.year import OPERATOR, Year
from vinhdanh.movements import services
from vinhdanh.movements.models import Directive, Meeting, Movement, Target
from vinhdanh.movements.services import AxisText, DirectiveText
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Figure, Form, Grid, Points, Section, Text, figures_of
from vinhdanh.reports.scope import Scope

YEAR = 2025
CHIEF = ("Đại tá Trịnh Quốc Bảo", "Giám đốc Công an tỉnh")


class Told(Year):
    """Records of one year, made by the services of the emulation year."""

    def scope(self, unit: Unit | None = None, year: int = YEAR, actor: Any = OPERATOR) -> Scope:
        return Scope(actor, unit or self.px01, year)

    def movement(self, unit: Unit, year: int = YEAR, **more: Any) -> Movement:
        fields: dict[str, Any] = {
            "kind": MovementKind.REGULAR,
            "year": year,
            "name": f"Phong trào thi đua “Vì ANTQ” năm {year}",
            "first": date(year, 1, 9),
            "last": date(year, 12, 31),
            "basis": "Nghị quyết 01",
            "plan_number": "12/KH-CAT",
            "plan_date": date(year, 1, 5),
            "signatory": "Giám đốc",
            "purpose": "Hoàn thành chỉ tiêu năm.",
        }
        axes = more.pop("axes", [AxisText("Nhiệm vụ", [("Hoàn thành chỉ tiêu năm", [])])])
        made = services.add_movement(actor=OPERATOR, unit=unit, **(fields | more))
        services.write_axes(actor=OPERATOR, movement=made, axes=axes)
        services.launch_movement(actor=OPERATOR, movement=made, on=made.first)
        return made

    def answer(self, parent: Movement, unit: Unit, on: date) -> Movement:
        return services.launch_beneath(
            actor=OPERATOR,
            parent=parent,
            unit=unit,
            on=on,
            plan_number=f"1/KH-{unit.code}",
            plan_date=on,
            signatory="Trưởng phòng",
        )

    def meeting(self, unit: Unit, on: date, year: int, **more: Any) -> Meeting:
        fields: dict[str, Any] = {
            "kind": MeetingKind.FINAL_REVIEW,
            "name": f"Hội nghị tổng kết năm {year - 1}",
            "place": "Phòng họp tầng 3",
            "document": "03/TB-PX01",
            "chair": "Thượng tá Đỗ Đức Hòa",
        }
        return services.add_meeting(actor=OPERATOR, unit=unit, on=on, year=year, **(fields | more))

    def directive(self, meeting: Meeting, task: str, **more: Any) -> Directive:
        said: dict[str, Any] = {
            "task": task,
            "owner": self.px01,
            "kind": DirectiveKind.LEADER,
            "giver": CHIEF[0],
            "giver_post": CHIEF[1],
            "issuer": self.cat,
        }
        lines = [DirectiveText(**(said | more))]
        return services.add_directives(actor=OPERATOR, meeting=meeting, lines=lines)[0]

    def target(self, name: str, value: str, reached: str = "", year: int = YEAR, **more: Any) -> Target:
        """A registered target; closed with what was reached, where that is given."""
        fields: dict[str, Any] = {"measure": "lớp", "unit": self.px01}
        made = services.add_target(
            actor=OPERATOR, year=year, name=name, value=Decimal(value), **(fields | more)
        )
        services.register_target(actor=OPERATOR, target=made, on=date(year, 1, 20))
        if reached:
            services.close_target(
                actor=OPERATOR, target=made, on=date(year, 12, 28), document="BC 1", value=Decimal(reached)
            )
        return made

    def register(self, of: Unit, year: int = YEAR, **people: list[str]) -> None:
        """Send a unit's sheet: keys of people (``p102``) or ``unit`` with the titles that they strive for."""
        entries = {
            of.code if key == "unit" else key.removeprefix("p"): services.Entry(titles)
            for key, titles in people.items()
        }
        sheet = services.write_registrations(actor=OPERATOR, unit=of, year=year, entries=entries)
        services.send_registration(actor=OPERATOR, sheet=sheet)


def said(line: tuple[str | Figure, ...]) -> str:
    return "".join(one.shown if isinstance(one, Figure) else one for one in line)


def text_of(section: Section) -> str:
    """All that a section says, a line for each paragraph, point and row of a table."""
    lines = []
    for block in section.blocks:
        match block:
            case Text(line=line):
                lines.append(said(line))
            case Points(lines=several):
                lines += [said(line) for line in several]
            case Grid(rows=rows, empty=empty):
                lines += [" | ".join(said((cell,)) for cell in row) for row in rows] or [empty]
    return "\n".join([*lines, *map(text_of, section.parts)])


def figures(section: Section) -> dict[str, Figure]:
    return {one.key: one for one in figures_of(section)}


def assert_made_up_of_records(section: Section) -> None:
    """Every counted figure is the sum of the weights of its records, says what it counts, and links them."""
    found = list(figures_of(section))
    assert found
    for one in found:
        assert re.fullmatch(r"[a-z0-9.-]+", one.key), one.key
        assert one.query.endswith(".")
        records = one.records()
        if one.parts or one.value is None:
            continue
        assert all(record.href for record in records), one.key
        if one.form is not Form.NAME:
            assert sum(record.weight for record in records) == one.value, one.key
    keys = {one.key: one.label for one in found}
    assert all(keys[one.key] == one.label for one in found)

"""A province with two phòng and a movement to launch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.records import Tree, make_account, standing_body
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.movements import services
from vinhdanh.movements.models import Movement
from vinhdanh.movements.services import AxisText, IndicatorText
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.people.models import Unit

OPERATOR = Operator()
TODAY = timezone.localdate()
START = TODAY - timedelta(days=30)
END = TODAY + timedelta(days=30)
NAME = "Phong trào thi đua “Vì An ninh Tổ quốc”"
COMPLETE: dict[str, Any] = {
    "kind": MovementKind.REGULAR,
    "year": START.year,
    "name": NAME,
    "first": START,
    "last": END,
    "basis": "Nghị quyết 01",
    "plan_number": "12/KH-CAT",
    "plan_date": START,
    "signatory": "Giám đốc",
    "purpose": "Hoàn thành chỉ tiêu năm.",
}
AXES = [
    AxisText("Kỷ luật nhất", [("Chấp hành điều lệnh", [IndicatorText("Vi phạm", "vụ")]), ("", [])]),
    AxisText("Gần dân nhất", [("", [])]),
]


class Year(Tree):
    """The tree with who launches: the standing body for CAT, a clerk and a head for PX01."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: Account = standing_body()
        self.clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.boss = make_account("thutruong", (Role.UNIT_HEAD, "PX01"), person_number="101")
        self.other = make_account("phong-khac", (Role.UNIT_HEAD, "PX02"))
        self.officer = make_account("canbo", (Role.OFFICER, "PX01"), person_number="102")

    def draft(self, unit: Unit | None = None, **more: Any) -> Movement:
        made = services.add_movement(actor=OPERATOR, unit=unit or self.cat, **(COMPLETE | more))
        services.write_axes(actor=OPERATOR, movement=made, axes=AXES)
        return made

    def launched(self, unit: Unit | None = None, on: date = START, **more: Any) -> Movement:
        made = self.draft(unit, **more)
        services.launch_movement(actor=OPERATOR, movement=made, on=on)
        return made

    def beneath(self, parent: Movement, unit: Unit, actor: Account | Operator = OPERATOR) -> Movement:
        return services.launch_beneath(
            actor=actor,
            parent=parent,
            unit=unit,
            on=START,
            plan_number=f"1/KH-{unit.code}",
            plan_date=START,
            signatory="Trưởng phòng",
        )

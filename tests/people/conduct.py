"""The small province with a case in it, for tests of the điều lệnh register."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.people import services
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Unit

OPERATOR = Operator()
ABSENT = "9-2-b.2"  # vắng mặt không có lý do: hạ bậc
UNIFORM = "9-2-b.1"
SALUTE = "9-1-a.1"  # phê bình
MONDAY = date(2026, 4, 20)


class Register(Tree):
    """PX01 with a head who leads, its clerk and its head as accounts, and the standing body."""

    def __init__(self) -> None:
        super().__init__()
        self.head.posts.update(leads=True)
        self.clerk: Account = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.boss: Account = make_account("thutruong", (Role.UNIT_HEAD, "PX01"), person_number="101")
        self.standing: Account = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))

    def breach(
        self, who: Person | Unit | None = None, act: str = ABSENT, on: date = MONDAY, **more: Any
    ) -> ConductViolation:
        told = {"subject": who or self.an, "act": act, "on": on, "reported_on": on} | more
        return services.record_violation(actor=OPERATOR, book=law(), **told)

    def decided(self, who: Person | Unit | None = None, code: str = "ha_bac", **more: Any) -> ConductMeasure:
        told: dict[str, Any] = {
            "subject": who or self.an,
            "code": code,
            "year": 2026,
            "decided": date(2026, 5, 4),
            "by": "Hội đồng thi đua, khen thưởng cùng cấp",
        }
        return services.decide_measure(**({"actor": OPERATOR, "book": law()} | told | more))

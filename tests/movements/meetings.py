"""A conference of the province with one line for PX01, as the tests of directives begin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.movements.year import OPERATOR, TODAY, Year
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.movements import services
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.services import DirectiveText
from vinhdanh.movements.types.directives import MeetingKind
from vinhdanh.people.models import Unit

DAY = TODAY - timedelta(days=20)
DUE = TODAY + timedelta(days=5)
TASK = "Rà soát quy trình điều động cán bộ"
HELD: dict[str, Any] = {
    "kind": MeetingKind.FINAL_REVIEW,
    "name": "Hội nghị tổng kết công tác năm",
    "on": DAY,
    "year": TODAY.year,
    "place": "Hội trường Công an tỉnh",
    "document": "15/TB-CAT",
    "chair": "Đại tá Trịnh Quốc Bảo",
}


class Meetings(Year):
    """The year, and a clerk of D1."""

    def __init__(self) -> None:
        super().__init__()
        self.below: Account = make_account("tonghop-doi", (Role.UNIT_CLERK, "PX01-D1"))

    def held(self, unit: Unit | None = None, **more: Any) -> Meeting:
        return services.add_meeting(actor=OPERATOR, unit=unit or self.cat, **(HELD | more))

    def line(self, **more: Any) -> DirectiveText:
        return DirectiveText(**({"task": TASK, "owner": self.px01, "deadline": DUE} | more))

    def given(self, meeting: Meeting | None = None, **more: Any) -> Directive:
        return services.add_directives(
            actor=OPERATOR, meeting=meeting or self.held(), lines=[self.line(**more)]
        )[0]

    def report(self, directive: Directive, *codes: str, actor: Account | Operator = OPERATOR) -> Directive:
        said = {"text": "Đã rà soát 12 bước", "evidence": "Báo cáo số 7/BC-PX01"}
        for code in codes:
            services.report_directive(
                actor=actor, directive=directive, code=code, **({} if code == "receive" else said)
            )
        return directive

    def conclude(
        self, directive: Directive, code: str, actor: Account | Operator = OPERATOR, **more: Any
    ) -> Directive:
        services.conclude_directive(
            actor=actor, directive=directive, code=code, **({"text": "Chưa có số liệu"} | more)
        )
        return directive

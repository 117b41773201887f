"""A small province with two communes, their grassroots force, a plan and a class."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.records import Tree, make_account, make_person, make_unit
from vinhdanh.access.types import Operator, Role
from vinhdanh.people.models import Post, Unit
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Enrolment, GrassrootsMember, Session, TrainingClass, TrainingPlan
from vinhdanh.programmes.services.training_classes import TeacherLine
from vinhdanh.programmes.services.training_learners import MarkLine, ResultLine
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import CourseKind, Mark, TargetGroup

OPERATOR = Operator()
TODAY = timezone.localdate()
YEAR = TODAY.year
STARTED = TODAY - timedelta(days=2)  # of a class that runs today
JOINED = date(2024, 7, 1)
BANDS = (
    BandLine("Giỏi", Decimal(8)),
    BandLine("Khá", Decimal(7)),
    BandLine("Đạt yêu cầu", Decimal(5)),
    BandLine("Không đạt", Decimal(0), passes=False),
)


class Training(Tree):
    """Communes X001 (three members, two officers) and X002 (one member), PX01's plan, a class that runs."""

    def __init__(self, **plan: Any) -> None:
        super().__init__()
        self.x1 = make_unit("X001", self.cat, "Công an xã Nà Lầu", kind="cong_an_xa")
        self.x2 = make_unit("X002", self.cat, "Công an xã Pác Ngòi", kind="cong_an_xa")
        self.chief = make_person("301", self.x1, "Ma Văn Cường")
        Post.objects.filter(person=self.chief).update(grade="truong_cong_an_xa", title="Trưởng Công an xã")
        self.local = make_person("302", self.x1, "Vi Thị Lan")
        self.dinh, self.em, self.giang = (
            self.member(self.x1, name) for name in ("Lò Văn Dính", "Lò Thị Em", "Giàng A Giang")
        )
        self.ha = self.member(self.x2, "Hà Văn Hà")
        self.clerk = make_account("xa1", (Role.UNIT_CLERK, "X001"))
        self.teacher = make_account("giangvien")
        self.plan = self.make_plan(**plan)
        self.running = self.make_class("L1")

    def member(self, unit: Unit, name: str, **more: Any) -> GrassrootsMember:
        details = {"team": "Tổ bảo vệ bản Mới", "born": 1985, "start": JOINED} | more
        return services.register_member(actor=OPERATOR, unit=unit, name=name, **details)

    def make_plan(self, **more: Any) -> TrainingPlan:
        details: dict[str, Any] = {
            "organiser": self.px01,
            "year": YEAR,
            "name": "Bồi dưỡng lực lượng cơ sở",
            "group": TargetGroup.GRASSROOTS,
            "basis": "Kế hoạch 12/KH-PX01",
            "counted_on": date(YEAR, 1, 1),
            "bands": BANDS,
            "target": 75,
        }
        return services.add_plan(actor=OPERATOR, **details | more)

    def make_class(self, code: str, **more: Any) -> TrainingClass:
        details: dict[str, Any] = {
            "plan": self.plan,
            "name": f"Lớp {code}",
            "kind": CourseKind.REFRESHER,
            "venue": "Hội trường xã Nà Lầu",
            "start": STARTED,
            "end": TODAY,
            "topics": [("Tuần tra, kiểm soát", Decimal("4.5"))],
            "teachers": [TeacherLine("Trần Bình", account=self.teacher)],
        }
        return services.add_class(actor=OPERATOR, code=code, **details | more)

    def call(self, *learners: GrassrootsMember, into: TrainingClass | None = None) -> list[Enrolment]:
        """Call members to a class; their enrolments in the same order."""
        found = into or self.running
        services.call_up(actor=OPERATOR, training_class=found, keys=[Key("m", one.pk) for one in learners])
        by_member = {one.member_id: one for one in found.enrolments.all()}
        return [by_member[one.pk] for one in learners]

    def sessions(self, of: TrainingClass | None = None) -> list[Session]:
        return list((of or self.running).sessions.all())

    def attend(
        self, rows: Collection[Enrolment], *, absent: Collection[Enrolment] = (), upto: int | None = None
    ) -> None:
        """Mark ``rows`` present and ``absent`` absent in the first sessions, by default in all."""
        marks = {one.pk: MarkLine(Mark.PRESENT) for one in rows}
        marks |= {one.pk: MarkLine(Mark.ABSENT) for one in absent}
        for session in self.sessions(next(iter([*rows, *absent])).training_class)[:upto]:
            services.mark_attendance(actor=OPERATOR, session=session, marks=marks)

    def grade(self, scores: dict[Enrolment, str | None]) -> None:
        """Record scores; None is nobody's."""
        lines = {
            one.pk: ResultLine(essay=True, score=None if score is None else Decimal(score))
            for one, score in scores.items()
        }
        found = next(iter(scores)).training_class
        services.record_results(actor=OPERATOR, training_class=found, results=lines)

    def finish(
        self, scores: dict[GrassrootsMember, str], *, absent: Collection[GrassrootsMember] = ()
    ) -> TrainingClass:
        """Call, mark, grade and close the class that runs."""
        rows = self.call(*scores, *absent)
        came, missed = rows[: len(scores)], rows[len(scores) :]
        self.attend(came, absent=missed)
        if scores:
            self.grade(dict(zip(came, scores.values(), strict=True)))
        return services.close_class(actor=OPERATOR, training_class=self.running)

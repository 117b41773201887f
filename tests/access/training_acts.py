"""Something of PX01's training for every act to be done to, and the acts themselves.

``test_permissions`` asks each of them of every role.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from vinhdanh.access.types import Action, Operator
from vinhdanh.people.models import Unit
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.models import Enrolment, GrassrootsMember, TrainingClass
from vinhdanh.programmes.services.training_learners import MarkLine, ResultLine
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import CourseKind, Mark, PartOfDay, TargetGroup

OPERATOR = Operator()
TODAY = timezone.localdate()
DAY = date(2025, 3, 1)
E = Action.EDIT


class TrainingWorld:
    """A plan of PX01: a class that runs, an empty one, one to be closed, one closed with a learner who failed
    and one with a learner who passed.
    """

    def __init__(self, px01: Unit, d1: Unit) -> None:
        self.px01, self.d1 = px01, d1
        self.dinh, self.em, self.giang, self.ha = (
            programmes.register_member(
                actor=OPERATOR, unit=self.px01, team="Tổ 1", name=name, born=1980, start=DAY
            )
            for name in ("Lò Văn Dính", "Lò Thị Em", "Giàng A Giang", "Hà Văn Hà")
        )
        self.mistaken = programmes.register_member(
            actor=OPERATOR, unit=self.px01, team="Tổ 1", name="Vi Văn Nhầm", born=1980, start=DAY
        )
        self.plan = programmes.add_plan(**self.plan_fields("Kế hoạch"), actor=OPERATOR)
        self.running, self.ended, self.empty_class = (
            programmes.add_class(**self.class_fields(code), actor=OPERATOR) for code in ("L1", "L2", "L3")
        )
        self.learner = self.call(self.dinh, self.running)
        missed = self.call(self.em, self.ended)
        good, failed = self.plan.bands.all()
        self.good = good
        for session in self.ended.sessions.all():
            programmes.mark_attendance(
                actor=OPERATOR, session=session, marks={missed.pk: MarkLine(Mark.PRESENT)}
            )
        programmes.record_results(
            actor=OPERATOR, training_class=self.ended, results={missed.pk: ResultLine(band=failed)}
        )
        self.ended = programmes.close_class(actor=OPERATOR, training_class=self.ended)
        self.failed = missed
        self.closing = self.taught(self.giang, "L4")
        self.finished, self.shut = (
            programmes.add_plan(**self.plan_fields(name), actor=OPERATOR) for name in ("Đã xong", "Đã chốt")
        )
        programmes.close_plan(actor=OPERATOR, plan=self.shut)
        self.passed = programmes.close_class(actor=OPERATOR, training_class=self.taught(self.ha, "L5"))

    def taught(self, member: GrassrootsMember, code: str) -> TrainingClass:
        """A class whose only learner came and passed."""
        found = programmes.add_class(**self.class_fields(code), actor=OPERATOR)
        row = self.call(member, found)
        for session in found.sessions.all():
            programmes.mark_attendance(
                actor=OPERATOR, session=session, marks={row.pk: MarkLine(Mark.PRESENT)}
            )
        programmes.record_results(
            actor=OPERATOR, training_class=found, results={row.pk: ResultLine(band=self.good)}
        )
        return found

    def call(self, member: GrassrootsMember, into: TrainingClass) -> Enrolment:
        keys = [Key("m", member.pk)]
        return programmes.call_up(actor=OPERATOR, training_class=into, keys=keys)[0]

    def plan_fields(self, name: str) -> dict[str, Any]:
        return {
            "organiser": self.px01,
            "area": self.px01,
            "year": TODAY.year,
            "name": name,
            "group": TargetGroup.GRASSROOTS,
            "basis": "KH 1",
            "counted_on": TODAY,
            "bands": [BandLine("Đạt"), BandLine("Không đạt", passes=False)],
        }

    def class_fields(self, code: str) -> dict[str, Any]:
        return {
            "plan": self.plan,
            "code": code,
            "name": f"Lớp {code}",
            "kind": CourseKind.REFRESHER,
            "venue": "Hội trường",
            "start": TODAY,
            "end": TODAY,
        }


TRAINING_ACTS: dict[str, tuple[Action, Callable[[Any, TrainingWorld], object]]] = {
    "add_plan": (E, lambda a, w: programmes.add_plan(actor=a, **w.plan_fields("Kế hoạch khác"))),
    "change_plan": (
        E,
        lambda a, w: programmes.change_plan(actor=a, plan=w.plan, why="X", target=90),
    ),
    "report_figures": (
        E,
        lambda a, w: programmes.report_figures(
            actor=a, plan=w.plan, unit=w.d1, classes=1, trained=2, source="BC 1"
        ),
    ),
    "add_class": (E, lambda a, w: programmes.add_class(actor=a, **w.class_fields("L9"))),
    "change_class": (
        E,
        lambda a, w: programmes.change_class(actor=a, training_class=w.running, why="X", venue="Y"),
    ),
    "close_plan": (E, lambda a, w: programmes.close_plan(actor=a, plan=w.finished)),
    "reopen_plan": (E, lambda a, w: programmes.reopen_plan(actor=a, plan=w.shut, why="X")),
    "withdraw_plan": (E, lambda a, w: programmes.withdraw_plan(actor=a, plan=w.finished, why="X")),
    "withdraw_class": (
        E,
        lambda a, w: programmes.withdraw_class(actor=a, training_class=w.empty_class, why="X"),
    ),
    "add_session": (
        E,
        lambda a, w: programmes.add_session(
            actor=a, training_class=w.running, day=TODAY, part=PartOfDay.EVENING
        ),
    ),
    "remove_session": (
        E,
        lambda a, w: programmes.remove_session(actor=a, session=w.running.sessions.earliest("part")),
    ),
    "call_up": (
        E,
        lambda a, w: programmes.call_up(actor=a, training_class=w.empty_class, keys=[Key("m", w.em.pk)]),
    ),
    "drop_learner": (E, lambda a, w: programmes.drop_learner(actor=a, enrolment=w.learner, why="X")),
    "mark_attendance": (
        E,
        lambda a, w: programmes.mark_attendance(
            actor=a,
            session=w.running.sessions.earliest("part"),
            marks={w.learner.pk: MarkLine(Mark.PRESENT)},
        ),
    ),
    "record_results": (
        E,
        lambda a, w: programmes.record_results(
            actor=a,
            training_class=w.running,
            results={w.learner.pk: ResultLine(band=w.good)},
        ),
    ),
    "close_class": (E, lambda a, w: programmes.close_class(actor=a, training_class=w.closing)),
    "correct_result": (
        E,
        lambda a, w: programmes.correct_result(actor=a, enrolment=w.failed, band=w.good, reason="X"),
    ),
    "issue_certificates": (
        E,
        lambda a, w: programmes.issue_certificates(
            actor=a,
            training_class=w.passed,
            issued=TODAY,
        ),
    ),
    "add_make_up": (
        E,
        lambda a, w: programmes.add_make_up(
            actor=a, training_class=w.ended, code="L2-B", venue="X", start=TODAY, end=TODAY
        ),
    ),
    "import_members": (
        E,
        lambda a, w: programmes.import_members(
            actor=a,
            unit=w.px01,
            file_name="a.xlsx",
            lines=[{"team": "Tổ 2", "name": "Vi Văn Vinh", "born": 1980, "role": "member", "start": DAY}],
        ),
    ),
    "remove_member": (E, lambda a, w: programmes.remove_member(actor=a, member=w.mistaken, why="X")),
    "register_member": (
        E,
        lambda a, w: programmes.register_member(
            actor=a, unit=w.px01, team="Tổ 2", name="Vi Văn Vượng", born=1980, start=DAY
        ),
    ),
    "change_member": (
        E,
        lambda a, w: programmes.change_member(actor=a, member=w.dinh, why="X", team="Tổ 3"),
    ),
    "end_member": (
        E,
        lambda a, w: programmes.end_member(actor=a, member=w.dinh, last_day=TODAY, why="X"),
    ),
}

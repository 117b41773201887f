"""Điều lệnh over the sample data: a year of breaches dealt with, cases that wait, units over a threshold.

Everything goes through the services, so that the sample shows what the program does. The same data,
seed and day give the same cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.engine.regulations import regulations_on
from vinhdanh.people.conduct_units import UnitShare, leaders_for, unit_shares
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Post, Unit
from vinhdanh.people.services.conduct import (
    TrainingEntry,
    annul_measure,
    complete_file,
    decide_measure,
    defer_violation,
    exempt_leader,
    propose_measure,
    record_establishment,
    record_results,
    record_training,
    record_violation,
    report_result,
    withdraw_violation,
)
from vinhdanh.people.services.conduct.checking import linked_assessment
from vinhdanh.people.working_days import add_working_days, calendar

OPERATOR = Operator()
LIGHT = ("9-1", "9-2-a", "9-2-b", "9-2-c", "9-2-d")  # groups that most cases fall in
HEAVY = ("9-3",)
SHARE = 80  # one case for so many people of the province
PLACES = ("Trụ sở đơn vị", "Cổng trực ban", "Phòng họp tầng 2", "Bộ phận một cửa", "Sân chào cờ")
FINDERS = (
    "Tổ kiểm tra điều lệnh Công an tỉnh",
    "Trực ban đơn vị",
    "Lãnh đạo đơn vị",
    "Thanh tra Công an tỉnh",
)
COUNCIL = "Hội đồng thi đua, khen thưởng Công an tỉnh Sơn Hà"
PROOFS = {
    "dieu_tri": "Giấy nhập viện của Bệnh viện đa khoa tỉnh Sơn Hà",
    "thai_san": "Quyết định nghỉ thai sản",
}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into the database."""

    violations: int
    measures: int
    courses: int


def install_demo_conduct(
    year: int, *, first_unit: str = "PX01", seed: int = 2025, today: date | None = None
) -> Written:
    """A year of the register, and the cases that wait today.

    Args:
        first_unit: code of the unit whose clerk and head look at the sample.
        today: the day from which what waits is reckoned.

    Raises:
        ValidationError: breaches are on record already, or nobody serves in the first unit.
    """
    if ConductViolation.objects.exists():
        raise ValidationError("Đã có vi phạm điều lệnh: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    with transaction.atomic():
        sample = _Sample(year, first_unit, Random(seed), today or timezone.localdate())
        sample.write()
    return Written(ConductViolation.objects.count(), ConductMeasure.objects.count(), sample.courses)


class _Sample:
    def __init__(self, year: int, first_unit: str, rng: Random, today: date) -> None:
        self.year, self.rng, self.today, self.book = year, rng, today, law()
        self.rules = regulations_on(self.book, date(year, 12, 31))
        self.courses = 0
        posts = Post.objects.filter(main=True, person__force=Force.POLICE.value, leads=False)
        for day in (date(year, 1, 1), date(year, 12, 31), min(today, date(year + 1, 12, 31))):
            posts = posts.on(day)
        accounts = Account.objects.exclude(person_number="").values("person_number")
        posts = posts.exclude(person__number__in=accounts)  # nobody who tries the program is in the sample
        self.posts = list(posts.select_related("person", "unit").order_by("person__number"))
        self.first = Unit.objects.filter(code=first_unit).first()
        self.home = [p.person for p in self.posts if self.first and p.unit.path.startswith(self.first.path)]
        if self.first is None or len(self.home) < 6:
            raise ValidationError("Đơn vị đầu chưa đủ người để lập mẫu điều lệnh.")
        single = [act for act in self.rules.acts.values() if act.single and act.code != act.group]
        self.acts = {
            "light": [act for act in single if act.code.startswith(LIGHT)],
            "heavy": [act for act in single if act.code.startswith(HEAVY)],
        }
        self.checks = 0

    def write(self) -> None:
        self.year_of_cases()
        self.units_of_the_year()
        self.waiting()
        self.training()

    # --- one case ------------------------------------------------------------------------------

    def case(
        self,
        person: Person,
        on: date,
        *,
        acts: Sequence[str] = (),
        weight: str = "light",
        circumstances: Sequence[str] = (),
        reported: date | None = None,
    ) -> list[ConductViolation]:
        """Acts of one check, recorded."""
        self.checks += 1
        codes = acts or [self.rng.choice(self.acts[weight]).code]
        return [
            record_violation(
                actor=OPERATOR,
                subject=person,
                act=code,
                on=on,
                reported_on=reported or on + self.rng.randrange(1, 5) * DAY,
                book=self.book,
                inspection=f"KT-{on:%m%d}-{self.checks:02d}",
                place=self.rng.choice(PLACES),
                found_by=self.rng.choice(FINDERS),
                basis=self.rng.choice(list(self.rules.bases)),
                circumstances=circumstances,
            )
            for code in codes
        ]

    def settle(self, cases: list[ConductViolation], after: int = 8) -> ConductMeasure | None:
        """Proposed, decided in time and reported; what other regulations decide waits for them."""
        day = add_working_days(cases[0].reported_on, after).day
        found = propose_measure(actor=OPERATOR, violations=cases, book=self.book, on=day)
        if found.measure is None or found.measure.form is not None:
            return None
        who = found.competence.who if found.competence else COUNCIL
        measure = decide_measure(
            actor=OPERATOR,
            subject=cases[0].subject,
            code=found.measure.code,
            year=cases[0].on.year,
            decided=day,
            by=who,
            book=self.book,
            number=f"{self.rng.randrange(10, 900)}/TB-PX01",
            violations=cases,
        )
        for case in cases:
            complete_file(actor=OPERATOR, violation=case, on=cases[0].reported_on + 2 * DAY)
            report_result(actor=OPERATOR, violation=case, on=day + 3 * DAY)
        return measure

    def day(self) -> date:
        """A working day of the year, early enough for the case to end in it."""
        while True:
            found = date(self.year, 1, 5) + self.rng.randrange(300) * DAY
            if calendar().is_working_day(found):
                return found

    # --- the year ------------------------------------------------------------------------------

    def year_of_cases(self) -> None:
        """Cases all over the province, a few heavier, some repeated, one whose decision was annulled."""
        others = [p.person for p in self.posts if p.person not in self.home]
        chosen = self.rng.sample(others, max(6, len(others) // SHARE))
        aggravating = [c.code for c in self.rules.circumstances.values() if c.aggravating and not c.derived]
        mitigating = [c.code for c in self.rules.circumstances.values() if not c.aggravating]
        measures: list[ConductMeasure] = []
        for n, person in enumerate(sorted(chosen, key=lambda p: p.number)):
            on = self.day()
            weight = "heavy" if n % 6 == 5 else "light"
            told = self.rng.choice([(), (), (), tuple(mitigating[:1]), tuple(aggravating[:1])])
            cases = self.case(person, on, weight=weight, circumstances=told)
            measures += [m for m in [self.settle(cases)] if m]
            if n % 9 == 4:  # again in the same year
                again = self.case(person, on + 40 * DAY, acts=[cases[0].act])
                measures += [m for m in [self.settle(again)] if m]
        first, *others_of_home = self.home
        two = [a.code for a in self.acts["light"][:2]]
        pair = self.case(first, date(self.year, 6, 12), acts=two)
        self.settle(pair)
        self.settle(self.case(others_of_home[0], date(self.year, 9, 16)))
        self.exempt(measures)
        for measure in measures[::2]:
            if not measure.exemptions.exists():
                self.answer_for(measure)
        wrong = next(m for m in reversed(measures) if not m.linked.exists())
        annul_measure(
            actor=OPERATOR,
            measure=wrong,
            on=wrong.decided + 10 * DAY,
            by="Giám đốc Công an tỉnh",
            ground="Xác minh lại: ngày vi phạm đồng chí này đang đi công tác theo kế hoạch.",
            book=self.book,
        )
        for case in wrong.violations.all():
            withdraw_violation(actor=OPERATOR, violation=case, why="Ghi nhầm người: đã hủy bỏ quyết định.")

    def exempt(self, measures: Sequence[ConductMeasure]) -> None:
        """A leader who had warned a repeater and reported up does not answer for him."""
        for measure in measures:
            leaders = leaders_for(measure)
            times = (
                ConductViolation.objects.counted().filter(person=measure.person, on__year=self.year).count()
            )
            if leaders and times > 1 and measure.code != "phe_binh":
                exempt_leader(
                    actor=OPERATOR,
                    because_of=measure,
                    leader=leaders[0],
                    on=measure.decided + 7 * DAY,
                    met=["warned_on_record", "reported_up"],
                    basis="Biên bản họp đơn vị nhắc nhở đồng chí vi phạm; báo cáo cấp trên trực tiếp.",
                    book=self.book,
                )
                return

    def units_of_the_year(self) -> None:
        """Small units with many breaches; then all that reached a threshold but two are dealt with."""
        small = [s for s in self.shares() if 12 <= s.occasions.headcount <= 30 and not s.occasions.number]
        for share in sorted(small, key=lambda s: s.unit.path)[3:5]:
            strength = share.occasions.headcount + 1
            record_establishment(
                actor=OPERATOR,
                unit=share.unit,
                year=self.year,
                number=strength,
                basis=f"Quyết định giao biên chế năm {self.year} của Công an tỉnh Sơn Hà",
            )
            people = [p.person for p in self.posts if p.unit.path.startswith(share.unit.path)]
            for person in people[: -(-strength * 12 // 100)]:
                self.settle(self.case(person, self.day()))
        reached = [s for s in self.shares() if s.behind]
        for share in [*reached[:1], *reached[3:]]:
            self.decide_for(share)

    def shares(self) -> list[UnitShare]:
        shares = unit_shares(OPERATOR, self.book, self.year, self.today)
        return [s for s in shares if s.unit.tier != UnitTier.SUB_BASE]

    def decide_for(self, share: UnitShare) -> None:
        proposed = share.assessment.measure if share.assessment else None
        if proposed is None:
            return
        measure = decide_measure(
            actor=OPERATOR,
            subject=share.unit,
            code=proposed.code,
            year=self.year,
            decided=date(self.year, 12, 12),
            by=COUNCIL,
            number=f"{self.rng.randrange(300, 900)}/TB-HĐTĐKT",
            book=self.book,
            proposed=proposed.code,
        )
        self.answer_for(measure)

    def answer_for(self, measure: ConductMeasure) -> None:
        """Those who lead answer besides, where the text says so."""
        on = measure.decided + 5 * DAY
        linked = linked_assessment(measure, self.book, on, ())
        leader = next(iter(leaders_for(measure)), None)
        if leader is None or linked.measure is None:
            return
        competence = self.rules.competence(linked.measure)
        decide_measure(
            actor=OPERATOR,
            subject=leader,
            code=linked.measure.code,
            year=self.year,
            decided=on,
            by=competence.who if competence else COUNCIL,
            because_of=measure,
            book=self.book,
            proposed=linked.measure.code,
        )

    # --- what waits today ------------------------------------------------------------------------

    def ago(self, working_days: int) -> date:
        day = self.today
        while working_days:
            day -= DAY
            working_days -= calendar().is_working_day(day)
        return day

    def waiting(self) -> None:
        """Overdue, due soon, just in, deferred, its ground over: two of them in the first unit."""
        others = [p.person for p in self.posts if p.person not in self.home]
        for person, days in ((self.home[2], 19), (others[10], 22), (self.home[3], 12), (others[20], 3)):
            on = self.ago(days + 2)
            cases = self.case(person, on, reported=self.ago(days))
            if days != 3:
                propose_measure(actor=OPERATOR, violations=cases, book=self.book, on=self.ago(days - 1))
        for person, ground, left in (
            (self.home[4], "dieu_tri", 20),
            (others[30], "thai_san", 20),
            (others[40], "dieu_tri", -4),
        ):
            (case,) = self.case(person, self.ago(14), reported=self.ago(12))
            known = [g for g in self.rules.grounds.values() if g.deferred]
            chosen = next((g for g in known if g.code == ground), known[0])
            defer_violation(
                actor=OPERATOR,
                violation=case,
                ground=chosen.code,
                book=self.book,
                proof="Giấy nhập viện của Bệnh viện đa khoa tỉnh Sơn Hà"
                if chosen.proof
                else "Quyết định nghỉ",
                until=self.today + left * DAY,
            )

    # --- training --------------------------------------------------------------------------------

    def training(self) -> None:
        """Four courses: one passed, one failed, one not all in, one never held."""
        assert self.first is not None  # asked in __init__
        others = Unit.objects.filter(kind=self.first.kind, parent=self.first.parent).exclude(pk=self.first.pk)
        units = [self.first, *others.order_by("path")[:3]]
        for n, unit in enumerate(units):
            course = record_training(
                actor=OPERATOR,
                unit=unit,
                on=date(self.year, 10, 15 + n),
                basis=f"Kế hoạch tập huấn điều lệnh, quân sự, võ thuật năm {self.year}",
                book=self.book,
                held=n != 3,
                sessions=12 if n != 3 else 0,
                practice_contents=6 if n != 3 else 0,
            )
            self.courses += 1
            if n == 3:
                continue
            there = Post.objects.on(course.on).filter(main=True, unit__path__startswith=unit.path)
            people = [p.person for p in there.select_related("person").order_by("person__number")]
            entries = {
                person.number: self.entry(fails=n == 1 and at % 6 == 0, at=at)
                for at, person in enumerate(people)
                if not (n == 2 and at % 4 == 0)
            }
            record_results(actor=OPERATOR, course=course, entries=entries, book=self.book)

    def entry(self, *, fails: bool, at: int) -> TrainingEntry:
        """Most pass; some fail the practice; one in twenty comes later."""
        if at % 20 == 19:
            return TrainingEntry(group="officer", excused="hoan")
        return TrainingEntry(
            group="officer",
            attended=self.rng.randrange(10, 13),
            all_contents=True,
            theory=True,
            practice_passed=2 if fails else self.rng.randrange(4, 7),
        )

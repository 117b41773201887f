"""What targets take from the records: months that add up, and the same figures as the records' own pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from django.utils import timezone

from tests.people.months import Department, months_of
from tests.programmes.classes import TODAY, Training
from tests.programmes.classes import YEAR as TRAINING_YEAR
from tests.programmes.selection import OPERATOR, Selection
from tests.records import Tree
from vinhdanh.engine.facts import DisciplineForm, Level
from vinhdanh.movements.measuring import DECEMBER, SOURCES, month_end
from vinhdanh.people import services as people
from vinhdanh.people.conduct_units import occasions_of
from vinhdanh.people.models import ConductViolation, Period, Person, Unit, YearRating
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.recruitment_selectors import measure
from vinhdanh.programmes.recruitment_types import Channel
from vinhdanh.programmes.training_figures import measures

pytestmark = pytest.mark.django_db
YEAR = 2025


def asked(code: str, units: Sequence[Unit], year: int = YEAR, upto: int = DECEMBER) -> list[list[object]]:
    found = SOURCES[code].months(units, year, upto)
    return [found[unit.pk] for unit in units]


def breach(person: Person, on: date, inspection: str = "") -> None:
    ConductViolation.objects.create(
        person=person, act="9-2-b.2", on=on, reported_on=on, inspection=inspection
    )


def test_breaches_add_up_and_the_year_is_that_of_the_units_page() -> None:
    tree = Tree()
    breach(tree.an, date(YEAR, 2, 3))
    breach(tree.an, date(YEAR, 5, 6), "lượt 7")
    breach(tree.an, date(YEAR, 6, 6), "lượt 7")  # another act of the same check
    breach(tree.chi, date(YEAR, 5, 1))
    breach(tree.binh, date(YEAR - 1, 5, 1))
    cat, px01 = asked("breaches", [tree.cat, tree.px01])
    assert px01 == [0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]
    assert (cat[3], cat[4]) == (1, 3)
    for unit, months in ((tree.cat, cat), (tree.px01, px01)):
        assert months[-1] == occasions_of(unit, YEAR).number


def test_sanctions_count_where_somebody_served_and_not_when_annulled() -> None:
    tree = Tree()
    for subject, month in ((tree.an, 3), (tree.px02, 4), (tree.binh, 9)):
        people.record_discipline(
            actor=OPERATOR, subject=subject, form=DisciplineForm.REPRIMAND, decided=date(YEAR, month, 9)
        )
    tree.binh.disciplines.update(annulled=date(YEAR, 10, 1), annulled_why="QĐ 9")
    cat, px01 = asked("sanctions", [tree.cat, tree.px01])
    assert (cat[2], cat[3], cat[11]) == (1, 2, 2)
    assert px01[11] == 1


def test_the_years_ratings_are_known_in_december_and_exempt_people_count_nowhere() -> None:
    tree = Tree()
    levels = ((tree.head, Level.EXCELLENT), (tree.an, Level.GOOD), (tree.binh, Level.COMPLETED))
    for person, level in levels:
        YearRating.objects.create(person=person, year=YEAR, level=level.value)
    YearRating.objects.create(person=tree.chi, year=YEAR)
    good, second = asked("rated_good", [tree.px01, tree.px02])
    assert good == [None] * 11 + [Fraction(200, 3)]
    assert second == [None] * 12
    assert asked("rated_excellent", [tree.px01])[0][-1] == Fraction(100, 3)


def test_monthly_classes_count_in_closed_months_only() -> None:
    department = Department()
    months_of(department, "122")
    Period.objects.filter(number__lte=2).update(closed=timezone.now())
    best, two = (asked(code, [department.px01], upto=3)[0] for code in ("classed_1", "classed_2"))
    assert best == [Fraction(100, 7), 0, None]
    assert two == [100, 100, None]


def test_coverage_is_that_of_the_plans_own_page() -> None:
    world = Training()
    world.finish({world.dinh: "8", world.em: "3"}, absent=[world.giang])
    units = [world.cat, world.x1, world.x2]
    upto = TODAY.month
    shares = asked("cover_grassroots", units, TRAINING_YEAR, upto)
    for unit, months in zip(units, shares, strict=True):
        own = measures(unit, date(TRAINING_YEAR, 1, 1), month_end(TRAINING_YEAR, upto)).cover.percent
        assert months[-1] == own
    learners, classes = (
        asked(code, [world.x1], TRAINING_YEAR, upto)[0] for code in ("trained_grassroots", "training_classes")
    )
    assert (learners[-1], classes[-1]) == (1, 1)
    report = {"actor": OPERATOR, "plan": world.plan, "classes": 1, "source": "Báo cáo 5/BC"}
    programmes.report_figures(unit=world.x2, trained=3, in_force=4, **report)  # without names, without days
    after = asked("cover_grassroots", units, TRAINING_YEAR, upto)
    assert after[2][-1] == 75
    assert [months[:-1] for months in after] == [months[:-1] for months in shares]


def test_recruitment_is_dated_by_its_decisions_and_sessions() -> None:
    world = Selection()
    world.register()
    world.handed_over(unit=world.x2, education="DH")
    world.handed_over()
    for month, number in ((11, 120), (12, 8)):
        programmes.add_outreach(
            actor=world.standing,
            round_=world.round,
            unit=world.x1,
            on=date(2025, month, 2),
            channel=Channel.SCHOOL,
            place="Bản Lầu",
            people=number,
        )
    third = Fraction(200, 3)
    assert asked("recruit_decided", [world.cat], 2026, 4) == [[0, third, third, third]]
    assert asked("recruit_handed", [world.cat, world.x2], 2026, 4) == [[0, 0, third, third], [0, 0, 100, 100]]
    assert asked("recruit_people_reached", [world.x1], 2026, 2) == [[128, 128]]
    # Nobody writes down when a citizen registered: only today's figure is known.
    assert asked("recruit_registered", [world.cat], 2026, 3) == [[None, None, 100]]
    now = measure(2026, "decided")
    assert now is not None
    assert now.value == third
    assert asked("recruit_decided", [world.cat], 2024, 2) == [[None, None]]

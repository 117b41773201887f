"""The sample's training is whole, holds together, and comes only into an empty place."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.programmes.classes import Training
from tests.records import Tree, make_account, make_person, make_unit
from vinhdanh.people.models import Post
from vinhdanh.programmes.models import Attendance, GrassrootsMember, TrainingClass, TrainingPlan
from vinhdanh.programmes.services.training_demo import install_demo_training
from vinhdanh.programmes.training_figures import coverage

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def province(db: None) -> Tree:
    tree = Tree()
    for number in range(1, 9):
        unit = make_unit(f"X{number:03}", tree.cat, f"Công an xã Nà Lầu {number}", kind="cong_an_xa")
        chief = make_person(f"4{number:02}", unit, f"Ma Văn {number}")
        Post.objects.filter(person=chief).update(grade="truong_cong_an_xa")
    return tree


def test_the_year_is_done_whole_and_the_next_has_begun(province: Tree) -> None:
    drawn = install_demo_training(2025, today=TODAY)
    done, begun = TrainingPlan.objects.filter(group="grassroots").order_by("year")
    assert drawn.members == GrassrootsMember.objects.count()
    assert not done.classes.filter(closed=None).exists()
    assert begun.classes.filter(enrolments__marks__isnull=False).distinct().count() == 2
    assert not begun.classes.exclude(closed=None).exists()
    cover = coverage(done).whole
    assert cover.in_force
    assert 0 < cover.trained <= cover.in_force
    assert 0 < cover.first_time < cover.trained, "both first-time learners and refreshers"
    own = TrainingClass.objects.get(plan__group="staff")
    assert (own.start, own.end) == (TODAY, TODAY), "somebody may mark himself in the demo"
    assert not Attendance.objects.filter(session__day__gte=TODAY).exists()


@pytest.mark.slow
def test_late_in_the_year_most_classes_are_closed(db: None) -> None:
    tree, day = Tree(), date(2026, 11, 26)
    for number in range(1, 50):
        unit = make_unit(f"X{number:03}", tree.cat, f"Công an xã Nà Lầu {number}", kind="cong_an_xa")
        make_person(f"4{number:02}", unit, f"Ma {'AĂÂBCDĐEÊ'[number % 9]} {'GHIKLMNOÔ'[number // 9]}")
    install_demo_training(2025, today=day)
    running = TrainingPlan.objects.get(group="grassroots", year=2026)
    closed = running.classes.exclude(closed=None)
    assert (closed.count(), running.classes.count()) == (5, 9)
    first, last = closed.earliest("start").start, closed.latest("start").end
    assert (first, last < day) == (date(2026, 3, 2), True)
    assert running.classes.filter(start__gt=day).count() == 2
    cover = coverage(running).whole
    assert 0.5 < cover.trained / (cover.in_force or 1) < 0.7


def test_the_same_seed_gives_the_same_people_and_results(province: Tree) -> None:
    install_demo_training(2025, today=TODAY)
    first = list(GrassrootsMember.objects.order_by("pk").values_list("name", "born", "team"))[:20]
    with pytest.raises(ValidationError, match="chỉ nạp vào chỗ trống"):
        install_demo_training(2025, today=TODAY)
    assert len(first) == 20
    assert len({name for name, _, _ in first}) > 1


def test_a_place_with_plans_of_its_own_is_left_alone(db: None) -> None:
    Training()
    make_account("ai")
    with pytest.raises(ValidationError, match="chỉ nạp vào chỗ trống"):
        install_demo_training(2025, today=TODAY)

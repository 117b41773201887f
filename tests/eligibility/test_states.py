"""Leave, study, secondment, and the first months: what months, years and the law make of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people.outcome import OPERATOR, TODAY
from tests.records import Tree
from vinhdanh.eligibility.selectors.states import State, states_of
from vinhdanh.engine.facts import AbsenceKind, Level, Unassessed
from vinhdanh.people import services
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Person


@pytest.fixture
def tree(db: None) -> Tree:
    tree = Tree()
    services.open_period(
        actor=OPERATOR,
        unit=tree.cat,
        scale=offered()[0]["loai-1-4"],
        kind=PeriodKind.MONTH,
        year=2025,
        number=5,
    )
    return tree


def state(tree: Tree, kind: AbsenceKind, start: date, end: date | None = None) -> State:
    services.record_absence(actor=OPERATOR, person=tree.an, kind=kind, start=start, end=end)
    return states_of(tree.an)[0]


def test_maternity_counts_by_law_and_leaves_its_months_unclassed(tree: Tree) -> None:
    services.rate_year(
        actor=OPERATOR, subject=tree.an, year=2024, level=None, unassessed=Unassessed.MATERNITY
    )
    told = state(tree, AbsenceKind.MATERNITY, date(2024, 2, 8), date(2024, 8, 7))
    assert told.months == "Loại 1–4: không phân loại 6 tháng (02/2024–07/2024)."
    assert told.years[0].level == "Không xếp loại: nghỉ thai sản"
    assert "chưa đủ căn cứ" in told.years[0].counts
    word = told.law[0]
    assert (word.instrument, word.slug, word.verified) == ("nd-152-2025", "dieu-04", "quoted")
    assert "nghỉ thai sản theo quy định được tính" in word.statement
    assert not told.running


def test_a_year_with_a_level_counts_as_any_other(tree: Tree) -> None:
    services.rate_year(actor=OPERATOR, subject=tree.an, year=2024, level=Level.GOOD)
    told = state(tree, AbsenceKind.STUDY, date(2024, 9, 1), date(2025, 6, 30))
    assert [(one.year, one.level) for one in told.years] == [
        (2024, "Hoàn thành tốt nhiệm vụ"),
        (2025, "Chưa có xếp loại"),
    ]
    assert told.years[0].counts == "Tính như mọi năm có xếp loại."


def test_where_the_law_is_not_verified_the_page_claims_nothing(tree: Tree) -> None:
    told = state(tree, AbsenceKind.STUDY, date(2024, 9, 1), date(2025, 6, 30))
    assert [(word.instrument, word.verified) for word in told.law] == [("tt-15-2025-bnv", "")]
    assert told.law[0].why.startswith("Chỉ thấy ở bản dịch máy")


def test_an_injury_names_its_own_principle(tree: Tree) -> None:
    told = state(tree, AbsenceKind.INJURY, date(2025, 9, 1), date(2025, 10, 30))
    assert [word.slug for word in told.law] == ["dieu-02"]
    assert told.law[0].verified == "reported"


def test_a_few_days_change_no_month(tree: Tree) -> None:
    told = state(tree, AbsenceKind.OTHER, date(2025, 9, 1), date(2025, 9, 5))
    assert told.months == "Loại 1–4: vẫn phân loại tháng như thường."
    assert told.law == ()


def test_a_state_that_runs_is_told_up_to_today(tree: Tree) -> None:
    told = state(tree, AbsenceKind.STUDY, TODAY.replace(month=1, day=1))
    assert told.running
    assert [one.year for one in told.years] == [TODAY.year]


def test_the_first_months_of_a_recruit_are_told_from_his_file(tree: Tree) -> None:
    joined = TODAY - timedelta(days=20)
    person = services.register_person(
        actor=OPERATOR, number="900", name="Hà Văn", unit=tree.d1, start=joined, joined=joined
    )
    (told,) = states_of(person)
    assert (told.title, told.start, told.absence) == ("Mới tuyển dụng", joined, None)
    assert "không phân loại" in told.months
    assert states_of(Person.objects.get(number="102")) == []


def test_whom_no_month_classes_is_told_nothing_of_months(tree: Tree) -> None:
    tree.an.force = "army"  # whom no opened month classes
    tree.an.save()
    assert state(tree, AbsenceKind.STUDY, date(2024, 9, 1), date(2025, 6, 30)).months == ""

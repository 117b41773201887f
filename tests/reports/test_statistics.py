"""Statistics of hand-made sets: what is counted, of whom, and the records behind every figure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dossiers.review import Review
from tests.records import make_account, make_person, paper
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.models import Recipient
from vinhdanh.awards.services import record_grant
from vinhdanh.awards.types import RecipientKind
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Person, YearRating
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.figures import Figure, Grid, Picture, figures_of
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.statistics import STATISTICS, Asked, Page
from vinhdanh.reports.statistics.days import WorkDays, median
from vinhdanh.reports.statistics.records import UNSEEN

YEAR = 2025


@pytest.fixture
def review(db: None) -> Review:
    """The tree: Ánh a woman of a minority, Bình a man of the majority, of Hòa and Chi nothing written."""
    made = Review()
    Person.objects.filter(pk=made.an.pk).update(sex="female", ethnicity="tay", category="nghiep_vu")
    Person.objects.filter(pk=made.binh.pk).update(sex="male", ethnicity="kinh", category="ky_thuat")
    made.head.posts.update(leads=True)
    return made


def give(subject: Recipient, honour: str, year: int = YEAR, **more: Any) -> None:
    record_grant(actor=Operator(), subject=subject, honour=honour, year=year, decision=paper(), **more)


def asked(review: Review, actor: Account | None = None, **more: Any) -> Asked:
    unit = more.pop("unit", review.cat)
    return Asked(Scope(actor or review.standing, unit, more.pop("year", YEAR)), **more)


def figures(page: Page, question: Asked) -> dict[str, Figure]:
    return {one.key: one for one in figures_of(STATISTICS[page](question))}


def moves(proposal: Proposal, *steps: tuple[str, str, str, datetime], stage: Stage, why: str = "") -> None:
    """The proposal as if it had made these moves."""
    for verb, start, end, at in steps:
        ProposalMove.objects.create(
            proposal=proposal, verb=verb, start=start, end=end, at=at, by_name="X", why=why
        )
    Proposal.objects.filter(pk=proposal.pk).update(stage=stage, entered=steps[-1][-1])


def day(number: int, month: int = 12) -> datetime:
    return datetime(2025, month, number, 3, tzinfo=UTC)


def walked(proposal: Proposal) -> None:
    """From Monday 1/12 to Monday 15/12/2025, a stage at a time."""
    Proposal.objects.filter(pk=proposal.pk).update(created=day(1))
    moves(
        proposal,
        ("hand_in", "draft", "unit", day(2)),
        ("submit", "unit", "appraisal", day(5)),
        ("pass_appraisal", "appraisal", "posting", day(8)),
        ("pass_posting", "posting", "council", day(10)),
        ("vote_passed", "council", "signing", day(12)),
        ("sign", "signing", "decided", day(15)),
        stage=Stage.DECIDED,
    )


# ---- structure --------------------------------------------------------------------------------------


def test_women_are_counted_by_times_by_person_and_beside_the_force(review: Review) -> None:
    give(review.an, "CSTT")
    give(review.an, "GK", merit=Merit.DOT_XUAT)
    give(review.binh, "CSTT")
    found = figures(Page.STRUCTURE, asked(review))
    assert found["gioi.female.luot"].value == 2
    assert found["gioi.female.nguoi"].value == 1
    assert found["gioi.female.ty-le-luot"].shown == "66,7%"
    assert found["gioi.female.ty-le-nguoi"].shown == "50%"
    assert found["gioi.female.ty-le-quan-so"].shown == "25%"
    assert found["gioi.female.chenh"].shown == "+25"
    assert found["gioi.chua-ghi.quan-so"].value == 2


def test_a_minority_is_whoever_is_of_another_people_than_kinh_and_nobody_unwritten(review: Review) -> None:
    give(review.an, "CSTT")
    found = figures(Page.STRUCTURE, asked(review))
    assert found["dan-toc.thieu-so.luot"].value == 1
    assert [found[f"dan-toc.{one}.quan-so"].value for one in ("thieu-so", "kinh", "chua-ghi")] == [1, 1, 2]
    section = STATISTICS[Page.STRUCTURE](asked(review))
    part = next(one for one in section.parts if one.code == "dan-toc")
    grid = next(one for one in part.blocks if isinstance(one, Grid))
    assert [row[0] for row in grid.rows] == ["Dân tộc thiểu số", "Kinh", "Chưa ghi", "Cộng"]


def test_leaders_are_those_who_led_on_the_day_of_the_decision(review: Review) -> None:
    give(review.head, "CSTT")
    give(review.an, "CSTT")
    found = figures(Page.STRUCTURE, asked(review))
    assert (found["vi-tri.lanh-dao.luot"].value, found["vi-tri.truc-tiep.luot"].value) == (1, 1)
    assert (found["vi-tri.lanh-dao.quan-so"].value, found["vi-tri.truc-tiep.quan-so"].value) == (1, 3)


def test_levels_merits_and_forms_are_told_by_who_was_given_them(review: Review) -> None:
    give(review.an, "CSTT")
    give(review.d1, "DVQT")
    give(review.d2, "GK", merit=Merit.DOT_XUAT)
    found = figures(Page.STRUCTURE, asked(review))
    assert (found["hinh-thuc.dvqt.tap-the"].value, found["hinh-thuc.cstt.ca-nhan"].value) == (1, 1)
    assert (found["loai-hinh.dot-xuat.tap-the"].value, found["loai-hinh.dot-xuat.ca-nhan"].value) == (1, 0)
    assert found["cap.luot"].value == 3
    only = figures(Page.STRUCTURE, asked(review, kind=RecipientKind.UNIT))
    assert only["cap.luot"].value == 2
    assert "gioi.female.luot" not in only


# ---- years ------------------------------------------------------------------------------------------


def test_years_are_counted_apart_and_an_annulled_honour_not_at_all(review: Review) -> None:
    give(review.an, "CSTT", 2024)
    give(review.an, "CSTT", 2025)
    give(review.d1, "DVTT", 2025)
    found = figures(Page.TRENDS, asked(review))
    assert (found["tong.luot-2025"].value, found["tong.luot-2024"].value) == (2, 1)
    assert found["tong.thay-doi"].shown == "+1"
    assert found["hinh-thuc.cstt-2024"].value == 1
    assert found["doi-tuong.unit-2025"].value == 1


def test_ratings_are_of_those_who_served_in_the_unit_at_the_years_end(review: Review) -> None:
    YearRating.objects.create(person=review.an, year=2025, level=3)
    YearRating.objects.create(person=review.chi, year=2025, level=3)
    name = next(key for key in figures(Page.TRENDS, asked(review)) if key.startswith("xep-loai."))
    assert figures(Page.TRENDS, asked(review))[f"{name[:-4]}2025"].value == 2
    assert figures(Page.TRENDS, asked(review, unit=review.px01))[f"{name[:-4]}2025"].value == 1


# ---- comparison -------------------------------------------------------------------------------------


def test_units_stand_beside_each_other_also_per_hundred(review: Review) -> None:
    for person in (review.an, review.binh, review.head):
        give(person, "CSTT")
    give(review.chi, "GK", merit=Merit.DOT_XUAT)
    give(review.d1, "DVTT")
    found = figures(Page.COMPARISON, asked(review))
    one, two = f"dv-{review.px01.pk}", f"dv-{review.px02.pk}"
    assert [found[f"{one}.{key}"].value for key in ("luot", "danh-hieu", "hinh-thuc")] == [4, 4, 0]
    assert found[f"{one}.tren-100"].value == Decimal(100)
    assert (found[f"{two}.ca-nhan"].value, found[f"{two}.ty-le"].shown) == (1, "100%")
    assert found["tong.luot"].value == 5


@pytest.mark.parametrize(
    ("sort", "first"),
    [("ten", "Phòng Hậu cần"), ("-luot", "Phòng Tổ chức cán bộ"), ("luot", "Phòng Hậu cần")],
)
def test_units_are_sorted_by_the_column_asked_for(review: Review, sort: str, first: str) -> None:
    give(review.an, "CSTT")
    give(review.binh, "CSTT")
    give(review.chi, "CSTT")
    section = STATISTICS[Page.COMPARISON](asked(review, sort=sort))
    grid = next(one for one in section.parts[0].blocks if isinstance(one, Grid))
    assert grid.rows[0][0] == first
    assert grid.rows[-1][0] == "Toàn đơn vị"


# ---- funnel and times -------------------------------------------------------------------------------


def test_the_funnel_counts_whoever_ever_came_so_far(review: Review) -> None:
    round = review.round()
    walked(review.proposal(round))
    back = review.proposal(round, review.binh, place=review.d2)
    moves(
        back,
        ("hand_in", "draft", "unit", day(2)),
        ("submit", "unit", "appraisal", day(3)),
        ("return", "appraisal", "returned", day(4)),
        stage=Stage.RETURNED,
        why="Thiếu biên bản",
    )
    review.proposal(round, review.head, place=review.px01)
    found = figures(Page.FUNNEL, asked(review))
    steps = ("de-nghi", "trinh", "tham-dinh", "hoi-dong", "quyet-dinh")
    assert [found[f"tong.{step}"].value for step in steps] == [3, 2, 1, 1, 1]
    assert found["tong.ty-le"].shown == "33,3%"
    assert found["dung.return.appraisal"].records()[0].detail.endswith("Đã trả lại: Thiếu biên bản")
    assert found[f"don-vi-{review.px01.pk}.trinh"].value == 2
    assert found[f"dot-{round.pk}.de-nghi"].value == 3


def test_one_round_is_counted_alone(review: Review) -> None:
    first, second = review.round(), review.round(name="Đợt đột xuất")
    review.proposal(first)
    review.proposal(second, review.binh, place=review.d2)
    assert figures(Page.FUNNEL, asked(review))["tong.de-nghi"].value == 2
    assert figures(Page.FUNNEL, asked(review, round=second))["tong.de-nghi"].value == 1


def test_each_stage_is_timed_in_working_and_calendar_days(review: Review) -> None:
    walked(review.proposal(review.round()))
    found = figures(Page.TIMES, asked(review))
    assert (found["buoc.unit.lv-giua"].value, found["buoc.unit.nt-giua"].value) == (3, 3)
    # From Friday to Monday: three days, one of them worked.
    assert (found["buoc.appraisal.lv-giua"].value, found["buoc.appraisal.nt-giua"].value) == (1, 3)
    assert (found["buoc.ca-qua-trinh.lv-giua"].value, found["buoc.ca-qua-trinh.nt-giua"].value) == (10, 14)
    assert found[f"don-vi.{review.px01.pk}.so-luot"].value == 2


def test_what_waits_longest_comes_first(review: Review) -> None:
    round = review.round()
    new, old = review.proposal(round), review.proposal(round, review.binh, place=review.d2)
    Proposal.objects.filter(pk=old.pk).update(entered=day(1, 1))
    section = STATISTICS[Page.TIMES](asked(review))
    part = next(one for one in section.parts if one.code == "lau")
    grid = next(one for one in part.blocks if isinstance(one, Grid))
    assert [str(row[0]).split(" (")[0] for row in grid.rows] == ["Trần Bình", "Lê Thị Ánh"]
    assert new.code in str(grid.rows[1][0])


def test_the_median_is_the_middle_or_between_the_two() -> None:
    assert median([9, 1, 3]) == 3
    assert median([1, 2]) == Decimal("1.5")
    with pytest.raises(ValueError, match="không có giá trị"):
        median([])


def test_working_days_are_counted_after_the_first_day() -> None:
    friday, monday = date(2025, 12, 5), date(2025, 12, 8)
    days = WorkDays([(friday, monday)])
    assert [days.between(span) for span in ((friday, friday), (friday, monday))] == [0, 1]


# ---- what is common ---------------------------------------------------------------------------------


def filled(review: Review, people: int = 0) -> None:
    round = review.round()
    walked(review.proposal(round))
    review.proposal(round, review.binh, place=review.d2)
    for subject, honour in ((review.an, "CSTT"), (review.chi, "CSTT"), (review.d1, "DVTT")):
        give(subject, honour)
    for number in range(people):
        person = make_person(f"9{number:02}", review.d2, f"Vàng A {number}")
        give(person, "CSTT")
        review.proposal(round, person, place=review.d2)
        YearRating.objects.create(person=person, year=YEAR, level=2)


@pytest.mark.parametrize("page", list(Page))
def test_the_records_behind_each_figure_make_it_up(review: Review, page: Page) -> None:
    filled(review, 2)
    found = figures(page, asked(review))
    assert len(found) > 10
    for one in found.values():
        if not one.parts:
            assert sum(record.weight for record in one.records()) == one.value, one.key


@pytest.mark.parametrize("page", list(Page))
def test_a_page_asks_as_many_queries_for_many_as_for_few(review: Review, page: Page) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            STATISTICS[page](asked(review))
        return len(caught)

    filled(review, 1)
    few = queries()
    for number in range(6):
        person = make_person(f"8{number:02}", review.d2, f"Sùng A {number}")
        give(person, "CSTT")
        YearRating.objects.create(person=person, year=YEAR, level=2)
        review.proposal(review_round(), person, place=review.d2)
    assert queries() == few
    assert few <= 20


def review_round() -> Any:
    return Proposal.objects.earliest("pk").round


def test_counts_count_everybody_and_names_are_those_that_one_may_see(review: Review) -> None:
    filled(review)
    walked(review.proposal(review_round(), review.chi, unit=review.px02, place=review.px02))
    clerk = review.clerk
    whole = figures(Page.FUNNEL, asked(review, actor=clerk, unit=review.cat))
    names = [record.name for record in whole["tong.quyet-dinh"].records()]
    assert len(names) == whole["tong.quyet-dinh"].value == 2
    assert names.count(UNSEEN) == 1
    given = figures(Page.STRUCTURE, asked(review, actor=clerk, unit=review.cat))["tong.luot"]
    assert [record.name == UNSEEN for record in given.records()].count(True) == 1


def test_nobody_under_secrecy_is_named_in_what_is_taken_out(review: Review) -> None:
    review.proposal(review.round())
    Person.objects.filter(pk=review.an.pk).update(secrecy=Secrecy.SECRET)

    def named(*, taken_out: bool) -> str:
        section = STATISTICS[Page.TIMES](asked(review, taken_out=taken_out))
        return " ".join(
            str(cell)
            for part in section.parts
            for block in part.blocks
            if isinstance(block, Grid)
            for row in block.rows
            for cell in row
            if isinstance(cell, str)
        )

    assert "Lê Thị Ánh" in named(taken_out=False)
    assert "Lê Thị Ánh" not in named(taken_out=True)


def test_a_unit_sees_its_own_part_only(review: Review) -> None:
    filled(review)
    boss = make_account("px02", (Role.UNIT_HEAD, "PX02"))
    assert figures(Page.STRUCTURE, asked(review, actor=boss, unit=review.px02))["tong.luot"].value == 1
    assert figures(Page.FUNNEL, asked(review, actor=boss, unit=review.px02))["tong.de-nghi"].value == 0


@pytest.mark.parametrize("page", list(Page))
def test_without_records_a_page_says_so_and_draws_nothing(db: None, page: Page) -> None:
    review = Review()
    section = STATISTICS[page](asked(review, unit=review.d1, year=1990))
    blocks = [block for part in section.parts for block in part.blocks]
    assert not [one for one in blocks if isinstance(one, Picture)]
    assert all(one.empty for one in blocks if isinstance(one, Grid) and not one.rows)

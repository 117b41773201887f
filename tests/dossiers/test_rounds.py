"""Setting up a round, opening, extending and ending it; what waits in it and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.dossiers.review import YEAR, Review
from tests.records import make_unit
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.round_terms import authority_of, legal_terms, suggested_term, tie_break
from vinhdanh.dossiers.services.round_states import (
    close_round,
    drop_round,
    extend,
    open_round,
    reopen_round,
)
from vinhdanh.dossiers.services.rounds import HonourPlan, StepPlan, TopicPlan, copy_round, write_round
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.rounds import USUAL_PATH, RoundKind, RoundState, Topic

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def review() -> Review:
    return Review()


def drafted(review: Review, **more: Any) -> ReviewRound:
    given: dict[str, Any] = {
        "name": "Đợt tổng kết",
        "kind": RoundKind.YEARLY,
        "year": YEAR,
        "honours": [HonourPlan("CSTD_CS"), HonourPlan("DVQT")],
    }
    return write_round(actor=review.standing, unit=review.cat, **(given | more))


def dated(*days: int) -> list[StepPlan]:
    """The whole path, its first steps due so many days from now."""
    dues = [TODAY + timedelta(days=day) for day in days]
    return [StepPlan(stage, dues[at] if at < len(dues) else None) for at, stage in enumerate(ON_PATH)]


# ---- setting up -------------------------------------------------------------------------------------


def test_a_kind_brings_its_usual_path_and_every_unit_below_the_agency(review: Review) -> None:
    made = drafted(review, kind=RoundKind.SUDDEN)
    assert made.path == USUAL_PATH[RoundKind.SUDDEN]
    assert [one.unit.code for one in made.units.all()] == ["PX01", "PX02"]
    assert made.state == RoundState.DRAFT


def test_who_gives_an_honour_is_the_laws_answer_unless_said_otherwise(review: Review) -> None:
    made = drafted(review, honours=[HonourPlan("CSTD_CS"), HonourPlan("DVQT"), HonourPlan("BK_BO", own=True)])
    assert [(one.honour, one.level, one.own) for one in made.honours.all()] == [
        ("CSTD_CS", GivenBy.BASE, True),
        ("DVQT", GivenBy.MINISTRY, False),
        ("BK_BO", GivenBy.MINISTRY, True),
    ]
    law = authority_of("CSTD_CS", review.cat, date(YEAR, 12, 31))
    assert law.said is not None
    assert law.said.cite == "khoản 5 Điều 80 Luật TĐKT 2022", "the article about the police comes first"


def test_terms_of_the_law_are_shown_with_their_article_and_age() -> None:
    badge = suggested_term(["KNC_BVANTQ"], 2026)
    assert badge is not None
    assert badge.last == date(2026, 5, 29), "before 30/5"
    assert badge.said.verified == "reported"
    old = legal_terms(["CSTD_TQ"], 2025)
    assert [(one.on, one.over) for one in old] == [(date(2026, 12, 31), True)]
    assert suggested_term(["CSTD_TQ"], 2025) is None, "a text out of force binds nobody"
    assert legal_terms(["CSTT"], 2025) == []


def test_the_rule_for_equals_comes_from_the_law() -> None:
    rule = tie_break(date(2025, 12, 1))
    assert rule is not None
    assert (rule.women_percent, rule.said.cite) == (70, "khoản 6 Điều 4 NĐ 152/2025/NĐ-CP")


def test_a_quota_needs_its_ground(review: Review) -> None:
    with pytest.raises(ValidationError, match="Ghi căn cứ của số lượng tối đa"):
        drafted(review, honours=[HonourPlan("CSTD_CS", quota=10)])


def test_a_draft_is_written_anew_as_a_whole(review: Review) -> None:
    made = drafted(review, topics=[TopicPlan(Topic.CONDUCT, review.px02)])
    kept = made.honours.get(honour="DVQT").pk
    drafted(
        review,
        round=made,
        name="Đợt tổng kết năm",
        honours=[HonourPlan("DVQT", quota=2, quota_ground="Hướng dẫn 12"), HonourPlan("GK")],
        units=[review.px01],
    )
    made.refresh_from_db()
    assert (made.name, made.units.count(), made.topics.count()) == ("Đợt tổng kết năm", 1, 0)
    assert [(one.honour, one.quota) for one in made.honours.all()] == [("DVQT", 2), ("GK", None)]
    assert made.honours.get(honour="DVQT").pk == kept
    entry = JournalEntry.objects.latest("number")
    assert entry.verb == "dossiers.round_written"
    assert '"units":["PX01"]' in entry.data


def test_a_path_without_the_unit_or_an_unknown_honour_is_refused(review: Review) -> None:
    with pytest.raises(ValidationError, match="Đường đi phải có"):
        drafted(review, steps=[StepPlan(Stage.DRAFT), StepPlan(Stage.SIGNING)])
    with pytest.raises(ValidationError, match="Không có trong danh mục: XYZ"):
        drafted(review, honours=[HonourPlan("XYZ")])
    with pytest.raises(ValidationError, match="ghi hai lần"):
        drafted(review, honours=[HonourPlan("GK"), HonourPlan("GK")])


def test_two_rounds_of_a_year_have_two_names(review: Review) -> None:
    drafted(review)
    with pytest.raises(ValidationError, match="Năm này đã có đợt xét tặng tên đó"):
        drafted(review)


def test_a_round_opens_once_it_has_honours_and_terms_in_order(review: Review) -> None:
    with pytest.raises(ValidationError, match="Chọn ít nhất một danh hiệu"):
        open_round(actor=review.standing, round=drafted(review, name="Trống", honours=[]))
    with pytest.raises(ValidationError, match=r"Hạn “Đơn vị trình” .* trước hạn “Bình xét ở đội”"):
        open_round(actor=review.standing, round=drafted(review, name="Ngược", steps=dated(9, 3)))
    opened = open_round(actor=review.standing, round=drafted(review, steps=dated(3, 9)))
    assert (opened.state, opened.opened) == (RoundState.OPEN, TODAY)
    with pytest.raises(ValidationError, match="chỉ sửa khi đang lập"):
        drafted(review, round=opened)
    with pytest.raises(ValidationError, match="Không mở được"):
        open_round(actor=review.standing, round=opened)


def test_a_draft_can_be_thrown_away_and_an_open_round_can_not(review: Review) -> None:
    made = drafted(review)
    drop_round(actor=review.standing, round=made)
    assert not ReviewRound.objects.exists()
    with pytest.raises(ValidationError, match="Không bỏ được"):
        drop_round(actor=review.standing, round=review.round())


def test_last_years_round_is_copied_with_its_terms_a_year_on(review: Review) -> None:
    steps = [
        StepPlan(Stage.DRAFT, date(2024, 2, 29), ground="Kế hoạch 5 ngày 01/02/2024"),
        StepPlan(Stage.UNIT, hours=24, keeper=review.boss),
        StepPlan(Stage.SIGNING, date(2024, 12, 20)),
    ]
    plan = HonourPlan("CSTD_CS", quota=9, quota_ground="Quy chế")
    source = drafted(review, year=2024, steps=steps, honours=[plan])
    source.units.filter(unit=review.px02).delete()
    made = copy_round(actor=review.standing, source=source, name="Đợt 2025", year=2025)
    assert [(s.due, s.hours, s.ground) for s in made.steps.all()] == [
        (date(2025, 2, 28), None, ""),
        (None, 24, ""),
        (date(2025, 12, 20), None, ""),
    ]
    assert made.steps.get(stage=Stage.UNIT).keeper == review.boss
    assert made.honours.get().quota == 9
    assert [one.unit for one in made.units.all()] == [review.px01]


# ---- terms and ends ---------------------------------------------------------------------------------


def test_another_term_reaches_what_stands_in_that_step(review: Review) -> None:
    round = review.round()
    here = review.at(review.proposal(round), Stage.UNIT)
    there = review.proposal(round, review.binh, place=review.d2)
    due = TODAY + timedelta(days=5)
    with pytest.raises(ValidationError, match="Ghi lý do gia hạn"):
        extend(actor=review.standing, round=round, stage=Stage.UNIT, due=due, why=" ")
    with pytest.raises(ValidationError, match="theo ngày hoặc theo giờ"):
        extend(actor=review.standing, round=round, stage=Stage.UNIT, why="Bão")
    extend(actor=review.standing, round=round, stage=Stage.UNIT, due=due, why="Bão")
    here.refresh_from_db()
    there.refresh_from_db()
    assert here.due is not None
    assert timezone.localtime(here.due).date() == due
    assert there.due is None
    extend(actor=review.standing, round=round, stage=Stage.UNIT, hours=3, why="Khen ngay")
    here.refresh_from_db()
    assert here.due == here.entered + timedelta(hours=3)


def test_a_round_ends_when_nothing_waits_and_says_where_something_does(review: Review) -> None:
    round = review.round()
    made = review.at(review.proposal(round), Stage.APPRAISAL)
    review.proposal(round, review.binh, place=review.d2)
    with pytest.raises(
        ValidationError, match=r"còn 2 đề nghị chưa xong .*1 ở bước “Bình xét ở đội”; 1 ở bước “Thẩm định”"
    ):
        close_round(actor=review.standing, round=round)
    round.proposals.exclude(pk=made.pk).update(stage=Stage.DECIDED)
    review.at(made, Stage.REFUSED)
    closed = close_round(actor=review.standing, round=round)
    assert (closed.state, closed.closed) == (RoundState.CLOSED, TODAY)
    with pytest.raises(ValidationError, match="chỉ lập đề nghị khi đợt đang mở"):
        review.proposal(round, review.head, place=review.px01)
    with pytest.raises(ValidationError, match="Ghi lý do mở lại"):
        reopen_round(actor=review.standing, round=closed, why="")
    again = reopen_round(actor=review.standing, round=closed, why="Kiến nghị được chấp nhận")
    assert (again.state, again.closed) == (RoundState.OPEN, None)


def test_a_unit_outside_the_agency_can_not_propose(review: Review) -> None:
    other = make_unit("BCA")
    with pytest.raises(ValidationError, match="Không thuộc Công an tỉnh Sơn Hà"):
        drafted(review, units=[other])

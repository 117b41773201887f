"""A round's page: funnel, list, why each proposal stands where it is, what waits for whom, balance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.dossiers.review import OPERATOR, YEAR, Review
from tests.records import make_person
from vinhdanh.access.types import Acting
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundStep
from vinhdanh.dossiers.selectors.awaited import Awaited
from vinhdanh.dossiers.selectors.dossier import standing
from vinhdanh.dossiers.selectors.fairness import balance
from vinhdanh.dossiers.selectors.rounds import (
    Asked,
    asked_for,
    deadlines,
    funnel,
    proposals_of,
    round_rows,
    tally,
    units_of,
    waiting_for,
)
from vinhdanh.dossiers.selectors.standing import REASONS, standings, why_here
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.appraisal import ask_opinions
from vinhdanh.dossiers.services.holds import close_hold, open_hold
from vinhdanh.dossiers.services.listing import move_many, remind
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.dossiers.types.rounds import RoundState

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def review() -> Review:
    return Review()


# ---- why it stands here -----------------------------------------------------------------------------


def test_a_returned_proposal_says_since_when_and_why(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.APPRAISAL)
    assert why_here(made).sentence == "Chờ thẩm định"
    assert why_here(made).keeper == "Thường trực Hội đồng thi đua, khen thưởng"
    back = move(actor=review.standing, proposal=made, verb="return", why="Thiếu biên bản bình xét")
    assert why_here(back).sentence == f"Đã trả lại từ {TODAY:%d/%m}: Thiếu biên bản bình xét"
    assert why_here(back).keeper == "Phòng Tổ chức cán bộ"


def test_keepers_are_named_as_the_round_says_and_oneself_is_marked(review: Review) -> None:
    round = review.round()
    made = review.at(review.proposal(round), Stage.UNIT)
    RoundStep.objects.filter(round=round, stage=Stage.APPRAISAL).update(
        keeper=review.standing, keeper_unit=review.px02
    )
    sent = move(actor=review.boss, proposal=made, verb="submit")
    review.reviewed(sent)
    words = f"Phòng Hậu cần – {review.standing.full_name}"
    assert why_here(sent).keeper == words
    assert why_here(sent, review.standing).keeper == f"{words} (tôi)"


def test_what_other_parts_know_comes_before_what_the_stage_says(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.APPRAISAL)
    REASONS.append(lambda rows: {row.pk: Awaited("Chờ ý kiến điều lệnh", "PX03") for row in rows})
    try:
        assert why_here(made).sentence == "Chờ ý kiến điều lệnh"
        assert why_here(made).keeper == "PX03", "who has to answer, not who keeps the stage"
    finally:
        REASONS.pop()


def test_who_has_to_answer_is_named_in_the_list_and_in_the_dossier(review: Review) -> None:
    """The department that has not answered, then the standing body; the next step with its term."""
    round = review.round()
    RoundStep.objects.filter(round=round, stage=Stage.POSTING).update(due=date(YEAR, 12, 6))
    made = review.at(review.proposal(round), Stage.APPRAISAL)
    ask_opinions(Acting("Thường trực", ""), made)
    here, there = why_here(made), standing(review.standing, made, [])
    assert there is not None
    assert here.keeper == there.owner == "PX02"
    assert (there.waits, there.then) == (f"Đang c{here.sentence[1:]}", f"niêm yết (hạn 06/12/{YEAR})")
    review.reviewed(made)
    assert why_here(made).keeper == "Thường trực Hội đồng thi đua, khen thưởng"


def test_a_hold_says_what_is_waited_for_until_the_end(review: Review) -> None:
    """First the conclusion; once it was upheld, what has to follow from it."""
    made = review.at(review.proposal(review.round()), Stage.POSTING)
    hold = open_hold(
        actor=review.standing, proposal=made, ground=HoldGround.OBJECTION, note="Thường trực xác minh"
    )
    made.refresh_from_db()
    assert why_here(made).sentence == (
        f"Hoãn xét từ {TODAY:%d/%m}: ý kiến khi niêm yết, thường trực xác minh"
    )
    close_hold(actor=review.standing, hold=hold, outcome=HoldOutcome.UPHELD, conclusion="Đúng như nêu")
    there = standing(review.standing, Proposal.objects.get(pk=made.pk), [])
    assert there is not None
    assert "chờ không chọn hoặc hạ danh hiệu" in there.waits
    assert there.then == "niêm yết"


def test_late_is_what_is_past_its_term_and_soon_what_is_due_tomorrow(review: Review) -> None:
    made = review.proposal(review.round())
    now = timezone.now()
    for due, late, soon in (
        (now - timedelta(minutes=1), True, False),
        (now + timedelta(hours=1), False, True),
        (now + timedelta(days=4), False, False),
        (None, False, False),
    ):
        made.due = due
        here = why_here(made)
        assert (here.late, here.soon) == (late, soon)


def test_a_reminder_is_seen_beside_the_proposal_until_it_moves_on(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.UNIT)
    outcome = remind(actor=review.standing, proposals=[made])
    assert outcome.done == [made]
    assert "đã nhắc" in why_here(made).sentence
    sent = move(actor=review.boss, proposal=made, verb="submit")
    assert "đã nhắc" not in why_here(sent).sentence


# ---- the round's page -------------------------------------------------------------------------------


def filled(review: Review, count: int) -> ReviewRound:
    round = review.round()
    for number in range(count):
        person = make_person(f"9{number:02}", review.d1, f"Lò Văn {number:02}")
        review.at(review.proposal(round, person), Stage.APPRAISAL)
    return round


def queries(review: Review, round: ReviewRound) -> int:
    """How many a page of that round asks."""
    with CaptureQueriesContext(connection) as asked:
        seen = proposals_of(review.standing, round)
        rows = list(asked_for(review.standing, round, Asked(), seen))
        funnel(seen, round)
        standings(rows, review.standing)
        balance(review.standing, round, seen)
        tally(review.standing, seen)
        assert [row.place.name and row.unit.name and str(row.subject) for row in rows]
    return len(asked)


def test_a_page_asks_as_many_queries_for_many_as_for_few(review: Review) -> None:
    few = queries(review, filled(review, 2))
    ReviewRound.objects.all().update(name="Đợt trước")
    round = ReviewRound.objects.get()
    for number in range(10, 15):
        person = make_person(f"9{number}", review.d2, f"Vàng A {number}")
        review.at(review.proposal(round, person, place=review.d2), Stage.UNIT)
    assert queries(review, round) == few


def test_the_funnel_counts_by_stage_and_keeps_side_stages_apart(review: Review) -> None:
    round = review.round()
    review.at(review.proposal(round), Stage.APPRAISAL)
    review.at(review.proposal(round, review.binh, place=review.d2), Stage.RETURNED)
    review.at(review.proposal(round, review.head, place=review.px01), Stage.WITHDRAWN)
    line = funnel(proposals_of(review.standing, round), round)
    assert [(part.stage, part.count) for part in line.parts if part.count] == [
        (Stage.APPRAISAL, 1),
        (Stage.RETURNED, 1),
    ]
    assert [part.stage for part in line.parts if part.aside] == [Stage.RETURNED, Stage.DEFERRED]
    assert [(part.stage, part.count) for part in line.ends] == [(Stage.WITHDRAWN, 1)]
    assert (line.alive, line.open) == (2, 2)


def test_the_list_begins_with_what_is_overdue_and_finds_without_marks(review: Review) -> None:
    round = review.round()
    later, late = review.proposal(round), review.proposal(round, review.binh, place=review.d2)
    round.proposals.filter(pk=later.pk).update(due=timezone.now() + timedelta(days=3))
    round.proposals.filter(pk=late.pk).update(due=timezone.now() - timedelta(days=3))
    never = review.proposal(round, review.head, place=review.px01)

    def found(**asked: str) -> list[object]:
        return list(asked_for(review.standing, round, Asked(**asked)))

    assert found() == [late, later, never]
    assert found(han="qua") == [late]
    assert found(tim="le anh") == [later]
    assert found(dv="PX01-D2") == [late]
    assert found(dv="PX02") == []
    assert found(dh="GK") == []
    assert found(buoc="appraisal") == []


def test_the_list_is_sorted_by_name_by_honour_and_by_term(review: Review) -> None:
    round = review.round()
    an, head = review.proposal(round, honour="CSTT"), review.proposal(round, review.head, place=review.px01)
    binh = review.proposal(round, review.binh, "CSTD_CS", place=review.d2)
    round.proposals.filter(pk=an.pk).update(due=timezone.now())

    def found(xep: str) -> list[object]:
        return list(asked_for(review.standing, round, Asked(xep=xep)))

    assert found("ten") == [head, an, binh], "Đỗ, Lê, Trần"
    assert found("-ten") == [binh, an, head]
    assert found("danh-hieu")[0] == binh, "in the round's order of honours"
    assert found("-danh-hieu")[-1] == binh
    assert found("han")[0] == found("-han")[0] == found("không có")[0] == an, "without a term at the end"
    assert not Asked(xep="ten").narrowed


def test_who_sees_one_unit_counts_only_that_unit(review: Review) -> None:
    round = review.round()
    review.proposal(round)
    review.proposal(round, review.chi, unit=review.px02, place=review.px02)
    assert len(asked_for(review.standing, round, Asked())) == 2
    assert len(asked_for(review.clerk, round, Asked())) == 1
    assert [unit.code for unit in units_of(review.clerk, round)] == ["PX01"]
    (row,) = round_rows(review.clerk, ReviewRound.objects.filter(pk=round.pk).prefetch_related("steps"))
    assert (row.alive, row.open) == (1, 1)


def test_many_are_moved_and_what_can_not_is_named(review: Review) -> None:
    round = review.round()
    ready = review.at(review.proposal(round), Stage.UNIT)
    draft = review.proposal(round, review.binh, place=review.d2)
    own = review.at(review.proposal(round, review.head, place=review.px01), Stage.UNIT)
    outcome = move_many(actor=review.boss, proposals=[ready, draft, own], verb="submit")
    assert outcome.done == [ready]
    assert [name for name, _ in outcome.refused] == ["Trần Bình", "Đỗ Đức Hòa"]
    assert "Bình xét ở đội" in outcome.refused[0][1]
    assert "chính đồng chí" in outcome.refused[1][1]


# ---- what waits -------------------------------------------------------------------------------------


def test_each_account_is_told_what_waits_for_it(review: Review) -> None:
    round = review.round()
    review.at(review.proposal(round), Stage.UNIT)
    review.at(review.proposal(round, review.head, place=review.px01), Stage.UNIT)
    review.proposal(round, review.binh, place=review.d2)

    def told(account: Any) -> list[tuple[Stage, int]]:
        return [(one.stage, one.count) for one in waiting_for(account)]

    assert told(review.boss) == [(Stage.UNIT, 1)], "without the one about himself"
    assert told(review.clerk) == [(Stage.DRAFT, 1)]
    assert told(review.standing) == []
    assert told(review.other_boss) == []
    assert waiting_for(review.boss)[0].href == f"/dot-xet-tang/{round.pk}/?buoc=unit&cua=toi"


def test_the_terms_of_open_rounds_are_offered_to_the_calendar(review: Review) -> None:
    round = review.round()
    RoundStep.objects.filter(round=round, stage=Stage.UNIT).update(due=date(TODAY.year, 11, 20))
    review.at(review.proposal(round), Stage.UNIT)
    (one,) = deadlines(review.boss, TODAY.year)
    assert (one.key, one.on, one.mine, one.done) == (
        f"round-{round.pk}-unit",
        date(TODAY.year, 11, 20),
        True,
        False,
    )
    round.proposals.update(stage=Stage.APPRAISAL)
    (one,) = deadlines(review.boss, TODAY.year)
    assert (one.mine, one.done) == (False, True)
    ReviewRound.objects.update(state=RoundState.CLOSED)
    assert deadlines(review.boss, TODAY.year) == []


# ---- balance ----------------------------------------------------------------------------------------


def test_the_panel_sets_proposals_beside_the_force(review: Review) -> None:
    round = review.round()
    review.an.sex = "female"
    review.an.save()
    review.head.posts.update(leads=True)
    for person, place in ((review.an, review.d1), (review.head, review.px01)):
        review.proposal(round, person, "CSTD_CS", place=place)
    RoundStep.objects.filter(round=round, stage=Stage.UNIT).update(due=TODAY)
    told = balance(review.standing, round, proposals_of(review.standing, round))
    assert [(one.proposed, one.there) for one in told.shares] == [(1, 1), (1, 3), (1, 1), (2, 4)]
    assert (told.proposals, told.force, told.last_day) == (2, 4, 2)
    assert told.shares[3].words == "1 trong 2 đơn vị nhỏ chưa có đề nghị nào"


def test_whoever_is_proposed_for_the_third_year_running_is_counted(review: Review) -> None:
    for year in (YEAR - 2, YEAR - 1, YEAR):
        round = review.round(name=f"Đợt {year}", year=year)
        review.proposal(round, review.an, "CSTD_CS")
        review.proposal(round, review.an, "CSTT")
    review.proposal(round, review.binh, "CSTD_CS", place=review.d2)
    told = balance(OPERATOR, round, proposals_of(OPERATOR, round))
    assert told.repeated == 1
    assert [row.subject for row in asked_for(OPERATOR, round, Asked(nhom="ba"))] == [review.an, review.an]

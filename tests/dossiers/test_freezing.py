"""What a proposal rests on is frozen; a changed fact stops it and shows what changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.dossiers.review import OPERATOR, YEAR, Review
from vinhdanh.awards.models import Outsider
from vinhdanh.dossiers.judging import judge_all, judged_now, sharing
from vinhdanh.dossiers.models import Proposal, RoundTopic
from vinhdanh.dossiers.selectors.freezing import changed_since, last_assessment
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.freezing import look_again
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.freezing import Moment
from vinhdanh.engine import Level, Verdict
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people.models import Discipline, Finding, Hold, YearRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    """Ánh meets the rules of CSTT: a good year, conduct found well of."""
    made = Review()
    YearRating.objects.create(person=made.an, year=YEAR, level=Level.GOOD)
    for about in ("solidarity", "participation", "conduct"):
        Finding.objects.create(person=made.an, about=about, year=YEAR, holds=True, by="Đỗ Đức Hòa")
    return made


def submitted(review: Review) -> Proposal:
    round = review.round()
    RoundTopic.objects.filter(round=round).delete()
    return review.sent(review.proposal(round))


def test_submitting_freezes_the_verdict_with_what_it_rests_on(review: Review) -> None:
    proposal = submitted(review)
    kept = last_assessment(proposal)
    assert kept is not None
    assert kept.moment == Moment.SUBMITTED
    assert kept.law_date == proposal.received
    assert kept.found == judged_now(proposal).verdict == proposal.verdict
    rating = next(c for c in kept.content["criteria"] if any("rating" in id for id, _ in c["records"]))
    assert rating["article"].endswith("Điều 24 Luật TĐKT 2022")
    assert ".md:" in rating["place"], "the file and line of the law"
    assert len(kept.facts_hash) == len(kept.book_hash) == 64


def test_an_assessment_is_never_changed(review: Review) -> None:
    kept = last_assessment(submitted(review))
    assert kept is not None
    kept.summary = "khác"
    with pytest.raises(IntegrityError, match="giữ nguyên"), transaction.atomic():
        kept.save()


def test_a_changed_fact_stops_the_file_and_says_what_changed(review: Review) -> None:
    proposal = submitted(review)
    assert changed_since(proposal) == []
    YearRating.objects.filter(person=review.an).update(level=Level.COMPLETED)
    said = " ".join(changed_since(proposal))
    assert "Hồ sơ thay đổi: 2025: hoàn thành tốt nhiệm vụ → 2025: hoàn thành nhiệm vụ" in said
    with pytest.raises(ValidationError, match="Hồ sơ thay đổi so với bản đánh giá đã chốt"):
        move(actor=review.standing, proposal=proposal, verb="pass_appraisal")


def test_a_new_sanction_is_a_change_whatever_the_criteria_make_of_it(review: Review) -> None:
    proposal = submitted(review)
    Discipline.objects.create(person=review.an, form=1, decided=date(2020, 5, 4), ends=date(2020, 8, 4))
    assert any(said.startswith("Thêm hồ sơ: Kỷ luật") for said in changed_since(proposal))


def test_the_standing_body_looks_and_freezes_anew_while_the_rules_are_met(review: Review) -> None:
    proposal = submitted(review)
    Discipline.objects.create(person=review.an, form=1, decided=date(2020, 5, 4), ends=date(2020, 8, 4))
    with pytest.raises(ValidationError, match="vì sao vẫn xét tiếp"):
        look_again(actor=review.standing, proposal=proposal, why="")
    with pytest.raises(PermissionDenied):
        look_again(actor=review.boss, proposal=proposal, why="Đã xem")
    kept = look_again(actor=review.standing, proposal=proposal, why="Kỷ luật cũ năm 2020 nhập bổ sung")
    assert kept.moment == Moment.LOOKED_AGAIN
    assert changed_since(proposal) == []
    with pytest.raises(ValidationError, match="không cần chốt lại"):
        look_again(actor=review.standing, proposal=proposal, why="Lần nữa")
    assert move(actor=review.standing, proposal=proposal, verb="pass_appraisal").stage == Stage.POSTING
    assert [one.moment for one in proposal.assessments.all()] == [
        Moment.SUBMITTED,
        Moment.LOOKED_AGAIN,
        Moment.APPRAISED,
    ]


def test_a_verdict_that_fell_is_not_frozen_anew_to_go_on(review: Review) -> None:
    proposal = submitted(review)
    YearRating.objects.filter(person=review.an).update(level=Level.FAILED)
    assert judged_now(proposal).verdict == Verdict.UNMET
    with pytest.raises(ValidationError, match=r"không đạt.*hạ danh hiệu hoặc không chọn"):
        look_again(actor=review.standing, proposal=proposal, why="Đã xem")


def test_a_hold_on_record_stops_the_file_and_offers_to_defer_it(review: Review) -> None:
    proposal = submitted(review)
    Hold.objects.create(person=review.an, ground=HoldGround.COMPLAINT, opened=timezone.localdate())
    with pytest.raises(ValidationError, match="Hoãn hồ sơ cho đến khi thôi"):
        move(actor=review.standing, proposal=proposal, verb="pass_appraisal")


def test_an_honour_that_came_in_since_takes_nothing_away(review: Review) -> None:
    from vinhdanh.dossiers.comparing import differences

    def content(*grants: str) -> dict[str, object]:
        leaf = {"label": "CSTĐ cơ sở", "verdict": 2, "found": f"{len(grants)} lần"}
        leaf["records"] = [[f"grant:{one}", one] for one in grants]  # type: ignore[assignment]
        return {"criteria": [leaf], "records": {}}

    assert differences(content("a", "b"), content("a", "b", "c"), 2, 2) == []
    assert differences(content("a", "b"), content("a"), 2, 2) == [
        "CSTĐ cơ sở: 2 lần → 1 lần.",
        "Không còn hồ sơ: b.",
    ]


def test_units_are_judged_by_their_members_and_outsiders_not_at_all(review: Review) -> None:
    round = review.round()
    team = review.collective(round, review.d1)
    outsider = review.proposal(
        round, Outsider.objects.create(name="Lò Văn Pó", folded="lo van po"), "GK", actor=OPERATOR
    )
    found = judge_all([team, outsider])
    assert found[team.pk].verdict in tuple(Verdict)
    assert any("thành viên" in one["label"].lower() for one in found[team.pk].criteria)
    assert found[outsider.pk].verdict is None
    assert "không xét" in found[outsider.pk].summary


def test_a_merit_without_a_rule_says_so(review: Review) -> None:
    proposal = review.proposal(review.round(), honour="GK")
    proposal.merit = "dot_xuat"
    found = judge_all([proposal])[proposal.pk]
    assert found.verdict == Verdict.NO_RULE
    assert "Không có quy tắc cho loại hình" in found.summary


def test_many_are_judged_with_one_reading_of_the_records(
    review: Review, django_assert_max_num_queries: object
) -> None:
    round = review.round()
    rows = [
        review.proposal(round, person, place=place)
        for person, place in ((review.an, review.d1), (review.binh, review.d2), (review.head, review.px01))
    ]
    one_by_one = {row.pk: judged_now(row) for row in rows}
    with sharing(rows):
        together = {row.pk: judged_now(row) for row in rows}
        with django_assert_max_num_queries(0):  # type: ignore[operator]
            judged_now(rows[0])
    assert {pk: one.criteria for pk, one in together.items()} == {
        pk: one.criteria for pk, one in one_by_one.items()
    }

"""Submissions to the authority above: what may be on a list, sending, the terms that run, the outcome."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.decisions.above import MINISTER, TODAY, Above
from tests.dossiers.review import OPERATOR
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Submission, SubmissionEvent
from vinhdanh.decisions.selectors import submissions as reading
from vinhdanh.decisions.services import Told
from vinhdanh.decisions.types.submissions import EventKind, LineResult, Payer, SubmissionState
from vinhdanh.decisions.upward import decider_of, limits_of, sending_limits
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage

pytestmark = pytest.mark.django_db
GIVEN, REFUSED, RETURNED = LineResult.GIVEN, LineResult.REFUSED, LineResult.RETURNED
PAPER = {"authority": MINISTER, "number": "900/QĐ-BCA", "decided": TODAY, "payer": Payer.UPPER}


@pytest.fixture
def above() -> Above:
    return Above()


# ---- the list -------------------------------------------------------------------------------------


def test_what_waits_is_grouped_by_who_decides(above: Above) -> None:
    found = {one.level: one for one in reading.groups(above.standing)}
    assert set(found) == {"ministry", "government"}, "CSTT is the agency's own"
    listed = reading.proposals_in(above.standing, found["ministry"])
    assert [one.pk for one in listed] == [one.pk for one in above.teams]
    assert found["ministry"].honours == (("Đơn vị quyết thắng", 3),)
    decider = found["government"].decider
    assert decider is not None
    assert decider.who == "Thủ tướng Chính phủ"
    assert "Điều 78" in decider.citation


def test_the_law_says_who_decides_and_by_which_article() -> None:
    day = date(2026, 1, 5)
    assert decider_of("HCCC_2", "state", day).who == "Chủ tịch nước"  # type: ignore[union-attr]
    police = decider_of("CSTT", "base", day, "police")
    assert police is not None
    assert "Bộ Công an phân cấp" in police.who
    assert decider_of("DVQT", "state", day) is None, "not given at that level"


def test_a_list_takes_only_what_waits_for_the_authority_above(above: Above) -> None:
    with pytest.raises(ValidationError, match="thuộc thẩm quyền của cơ quan"):
        above.draft([above.ours])
    with pytest.raises(ValidationError, match="lập tờ trình riêng"):
        above.draft([*above.teams, above.praised])
    above.at(above.teams[0], Stage.COUNCIL)
    with pytest.raises(ValidationError, match="chỉ trình hồ sơ chờ ký"):
        above.draft(above.teams[:1])


def test_a_proposal_stands_on_one_list(above: Above) -> None:
    above.draft()
    with pytest.raises(ValidationError, match="đã có trong tờ trình đang soạn gửi Bộ trưởng"):
        above.draft(above.teams[:1])
    assert [one.pk for one in reading.awaiting(above.standing)] == [above.praised.pk]


def test_two_who_change_one_draft_do_not_undo_each_other(above: Above) -> None:
    made = above.draft()
    above.draft(above.teams[:2], submission=made, seen=made.version)
    with pytest.raises(ValidationError, match="vừa được người khác sửa"):
        above.draft(above.teams, submission=made, seen=made.version)
    assert made.lines.count() == 2


def test_a_dropped_draft_frees_its_proposals(above: Above) -> None:
    made = above.draft()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.drop_submission(actor=above.standing, submission=made, why=" ")
    services.drop_submission(actor=above.standing, submission=made, why="Gộp với đợt sau")
    assert above.draft().lines.count() == 3


# ---- sending --------------------------------------------------------------------------------------


def test_sending_moves_every_proposal_of_the_list(above: Above) -> None:
    sent = above.sent()
    assert sent.state == SubmissionState.SENT
    assert sent.holder == MINISTER
    assert {line.proposal.stage for line in sent.lines.select_related("proposal")} == {Stage.SENT_UP}
    move_of = above.teams[0].moves.get(verb="send_up")
    assert "12/TTr-CAT" in move_of.why


def test_a_missing_paper_keeps_it_here_until_a_reason_is_given(above: Above) -> None:
    made = above.draft([above.praised], addressee="Thủ tướng Chính phủ")
    paper = made.papers.get(name__startswith="Biên bản")
    assert "Điều 42" in paper.ground
    assert (paper.sets, paper.electronic) == (1, True)
    services.set_papers(actor=OPERATOR, submission=made, papers={paper.pk: services.PaperText(ready=False)})
    with pytest.raises(ValidationError, match="Biên bản xét khen thưởng"):
        services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY)
    noted = services.PaperText(ready=False, note="Gửi bổ sung sau phiên họp")
    services.set_papers(actor=OPERATOR, submission=made, papers={paper.pk: noted})
    assert services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY).number


def test_one_proposal_that_was_moved_away_stops_the_whole_sending(above: Above) -> None:
    made = above.draft()
    move(actor=above.standing, proposal=above.teams[1], verb="defer", why="Đơn đang xác minh")
    with pytest.raises(ValidationError, match="Hoãn xét"):
        services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY)
    made.refresh_from_db()
    assert made.state == SubmissionState.DRAFT
    assert not made.events.exists()
    above.teams[0].refresh_from_db()
    assert above.teams[0].stage == Stage.SIGNING, "nothing is half sent"


def test_nobody_signs_what_asks_for_something_for_himself(above: Above) -> None:
    mine = above.waits(above.head, "BK_TTG", place=above.px01)
    above.boss.person_number, above.signer.person_number = "", "101"
    above.boss.save()
    above.signer.save()
    made = above.draft([mine], addressee="Thủ tướng Chính phủ")
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY)


def test_who_sends_second_is_told_who_was_first(above: Above) -> None:
    made = above.draft()
    services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY)
    with pytest.raises(ValidationError, match=r"Trần Thị lanhdao đã ký gửi số 1/TTr"):
        services.send_submission(actor=above.signer, submission=made, number="2/TTr", signed=TODAY)


def test_a_number_is_used_once_a_year(above: Above) -> None:
    above.sent()
    other = above.draft([above.praised], addressee="Thủ tướng Chính phủ")
    with pytest.raises(ValidationError, match="đã dùng cho tờ trình khác"):
        services.send_submission(actor=above.signer, submission=other, number="12/ttr-cat", signed=TODAY)


# ---- terms ----------------------------------------------------------------------------------------


def premier(above: Above, on: date) -> Submission:
    return above.sent([above.praised], on=on, addressee="Thủ tướng Chính phủ", through="Bộ Công an")


def test_the_laws_terms_run_from_the_full_dossier_at_the_body_that_owes_them(above: Above) -> None:
    sent = premier(above, date(2026, 3, 2))
    above.step(sent, EventKind.RECEIVED, date(2026, 3, 3), holder="Bộ Công an", full=True)
    assert reading.limits(sent) == [], "the law's terms bind the Bộ Nội vụ"
    above.step(sent, EventKind.FORWARDED, date(2026, 3, 5), holder="Bộ Nội vụ")
    above.step(sent, EventKind.RECEIVED, date(2026, 3, 6), holder="Bộ Nội vụ", full=True)
    terms = {one.what: one for one in reading.limits(sent)}
    assert terms["Trình Thủ tướng Chính phủ"].due == date(2026, 4, 3), "20 working days, none a holiday"
    assert terms["Trả hồ sơ không đủ điều kiện, tiêu chuẩn, thành phần"].due == date(2026, 3, 13)
    assert sent.due == date(2026, 4, 3), "the other one binds only where the dossier lacks something"
    assert sent in reading.listed(above.standing).late(date(2026, 4, 4))


def test_gathered_opinions_have_a_term_of_their_own(above: Above) -> None:
    sent = premier(above, date(2026, 3, 2))
    above.step(sent, EventKind.RECEIVED, date(2026, 3, 3), holder="Bộ Nội vụ", full=True)
    above.step(sent, EventKind.OPINIONS, date(2026, 3, 16))
    running = [one for one in reading.limits(sent) if not one.conditional]
    assert [one.working_days for one in running] == [10]
    assert sent.due == date(2026, 3, 30)


def test_asking_for_more_ends_a_term_and_the_answer_begins_it_anew(above: Above) -> None:
    sent = premier(above, date(2026, 3, 2))
    above.step(sent, EventKind.RECEIVED, date(2026, 3, 3), holder="Bộ Nội vụ", full=True)
    above.step(sent, EventKind.ASKED, date(2026, 3, 9), note="Bổ sung biên bản")
    assert sent.holder == above.cat.name, "the file is here again"
    assert sent.due is None
    above.step(sent, EventKind.ANSWERED, date(2026, 3, 12), full=True)
    assert sent.holder == "Bộ Nội vụ"
    assert sent.due == date(2026, 4, 9)


def test_a_term_past_the_known_calendar_warns(above: Above) -> None:
    full = SubmissionEvent(kind=EventKind.RECEIVED, on=date(2026, 12, 21), holder="Bộ Nội vụ", full=True)
    slow = next(one for one in limits_of(["BK_TTG"], [full]) if one.working_days == 20)
    assert slow.due.year == 2027
    assert any("2027" in said for said in slow.warnings), "its days off are not decided yet"


def test_a_day_that_the_agency_agreed_on_counts_where_the_law_sets_none(above: Above) -> None:
    sent = above.sent(on=date(2026, 3, 2))
    with pytest.raises(ValidationError, match="căn cứ"):
        above.step(sent, EventKind.CHASED, date(2026, 3, 3), until=date(2026, 3, 20))
    above.step(
        sent, EventKind.CHASED, date(2026, 3, 3), until=date(2026, 3, 20), ground="CV 33/X03 hẹn trả lời"
    )
    assert sent.due == date(2026, 3, 20)
    assert "CV 33/X03" in sent.due_what


def test_a_draft_shows_by_when_the_law_wants_it_sent() -> None:
    found = sending_limits(["KNC_BVANTQ_CS"], 2026, date(2026, 3, 1))
    assert [one.due for one in found] == [date(2026, 5, 29)], "before 30/5"


def test_steps_follow_one_another(above: Above) -> None:
    sent = above.sent()
    with pytest.raises(ValidationError, match="đang ở bước “Đã gửi”"):
        above.step(sent, EventKind.ANSWERED)
    with pytest.raises(ValidationError, match="chưa tới"):
        above.step(sent, EventKind.RECEIVED, TODAY + timedelta(days=1))
    above.step(sent, EventKind.RECEIVED, TODAY, holder="Bộ Công an")
    with pytest.raises(ValidationError, match="trước bước gần nhất"):
        above.step(sent, EventKind.FORWARDED, TODAY - timedelta(days=1))


def test_what_happened_is_never_rewritten(above: Above) -> None:
    sent = above.sent()
    with pytest.raises(DatabaseError, match="giữ nguyên"), transaction.atomic():
        sent.events.update(note="khác")


# ---- outcomes -------------------------------------------------------------------------------------


def told(submission: Submission, *results: Told) -> dict[int, Told]:
    return dict(zip(submission.lines.values_list("pk", flat=True), results, strict=False))


def test_some_are_given_others_refused_and_the_rest_waits(above: Above) -> None:
    sent = above.sent()
    event = services.record_outcome(
        actor=above.standing,
        submission=sent,
        on=TODAY,
        told=told(sent, Told(GIVEN), Told(REFUSED, why="Vượt số lượng")),
        **PAPER,
    )
    sent.refresh_from_db()
    assert sent.state == SubmissionState.SENT, "one line still waits"
    first, second, third = sent.lines.select_related("proposal", "grant")
    grant = first.grant
    assert grant is not None
    assert (grant.unit, grant.honour, grant.level, grant.year) == (above.d1, "DVQT", "ministry", 2025)
    assert grant.decision == event.decision
    assert first.payer == Payer.UPPER
    assert [line.proposal.stage for line in (first, second, third)] == [
        Stage.DECIDED,
        Stage.REFUSED,
        Stage.SENT_UP,
    ]
    assert second.proposal.moves.last().why == "Vượt số lượng"


def test_the_last_outcome_ends_the_submission(above: Above) -> None:
    sent = above.sent()
    every = told(sent, Told(GIVEN), Told(GIVEN), Told(GIVEN))
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=every, **PAPER)
    sent.refresh_from_db()
    assert sent.state == SubmissionState.DONE
    assert sent.holder == above.cat.name
    assert Grant.objects.count() == 3


def test_what_was_given_may_be_less_than_what_was_asked(above: Above) -> None:
    sent = premier(above, TODAY)
    lower = told(sent, Told(GIVEN, honour="BK_BO", why="Thành tích ở phạm vi Bộ"))
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=lower, **PAPER)
    grant = Grant.objects.get()
    assert (grant.honour, grant.level) == ("BK_BO", "ministry")
    assert above.praised.moves.last().why.startswith("Bằng khen")
    assert "(đề nghị Bằng khen của Thủ tướng Chính phủ)" in above.praised.moves.last().why
    sent.refresh_from_db()
    assert sent.due is not None, "the decision is to be copied to whom it honours"
    above.step(sent, EventKind.DELIVERED)
    assert sent.due is None


def test_what_is_returned_goes_back_to_its_unit_and_may_be_submitted_anew(above: Above) -> None:
    sent = above.sent(above.teams[:1])
    back = told(sent, Told(RETURNED, why="Thiếu báo cáo thành tích"))
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=back)
    above.teams[0].refresh_from_db()
    assert above.teams[0].stage == Stage.RETURNED
    again = above.at(above.teams[0], Stage.SIGNING)
    assert above.draft([again]).lines.count() == 1


def test_two_who_record_one_outcome_give_nothing_twice(above: Above) -> None:
    sent = above.sent()
    one = told(sent, Told(GIVEN))
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=one, **PAPER)
    with pytest.raises(ValidationError, match="vừa được ghi kết quả “Được tặng”"):
        services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=one, **PAPER)
    assert Grant.objects.count() == 1


def test_later_lines_of_the_same_decision_join_it(above: Above) -> None:
    sent = above.sent()
    for line in sent.lines.all()[:2]:
        services.record_outcome(
            actor=above.standing, submission=sent, on=TODAY, told={line.pk: Told(GIVEN)}, **PAPER
        )
    assert Decision.objects.get().grants.count() == 2


def test_nothing_is_half_written_when_the_register_refuses_a_line(above: Above) -> None:
    sent = above.sent()
    first = told(sent, Told(GIVEN))
    services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=first, **PAPER)
    rest = {line.pk: Told(GIVEN, money=1) for line in sent.lines.waiting()}
    with pytest.raises(ValidationError, match="căn cứ của mức tiền"):
        services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=rest, **PAPER)
    assert sent.lines.waiting().count() == 2
    assert Grant.objects.count() == 1


def test_a_given_honour_needs_its_decision_and_a_refusal_its_reason(above: Above) -> None:
    sent = above.sent()
    with pytest.raises(ValidationError, match="Ghi số quyết định"):
        services.record_outcome(actor=above.standing, submission=sent, on=TODAY, told=told(sent, Told(GIVEN)))
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.record_outcome(
            actor=above.standing, submission=sent, on=TODAY, told=told(sent, Told(REFUSED))
        )


def test_a_line_deferred_by_a_complaint_goes_on_waiting_above(above: Above) -> None:
    sent = above.sent(above.teams[:1])
    held = move(actor=above.standing, proposal=above.teams[0], verb="defer", why="Tố cáo")
    with pytest.raises(ValidationError, match="Hoãn xét"):
        services.record_outcome(
            actor=above.standing, submission=sent, on=TODAY, told=told(sent, Told(GIVEN)), **PAPER
        )
    assert not Grant.objects.exists()
    move(actor=above.standing, proposal=held, verb="reopen", why="Không đúng")
    services.record_outcome(
        actor=above.standing, submission=sent, on=TODAY, told=told(sent, Told(GIVEN)), **PAPER
    )
    assert Grant.objects.count() == 1


def test_a_submission_whose_lines_all_ended_here_can_be_closed(above: Above) -> None:
    sent = above.sent(above.teams[:1])
    with pytest.raises(ValidationError, match="Còn dòng đang chờ"):
        above.step(sent, EventKind.CLOSED, note="Rút")
    held = move(actor=above.standing, proposal=above.teams[0], verb="defer", why="Tố cáo")
    move(actor=above.standing, proposal=held, verb="refuse", why="Tố cáo đúng")
    above.step(sent, EventKind.CLOSED, note="Không còn hồ sơ nào")
    assert sent.state == SubmissionState.DONE


def test_a_unit_sees_its_own_lines_of_what_was_sent(above: Above) -> None:
    made = above.draft()
    assert not reading.submissions_visible_to(above.boss).exists(), "drafts are the agency's"
    services.send_submission(actor=above.signer, submission=made, number="1/TTr", signed=TODAY)
    assert reading.submissions_visible_to(above.boss).get() == made
    assert len(reading.lines_visible_to(above.boss, made)) == 3
    assert not reading.submissions_visible_to(above.other_boss).exists()

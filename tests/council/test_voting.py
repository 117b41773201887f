"""Votes, what becomes of the dossiers, and the minutes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.council.sitting import Sitting
from tests.dossiers.review import OPERATOR
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.council import services
from vinhdanh.council.models import CouncilMeeting, Minutes
from vinhdanh.council.selectors.minutes import changes_of, closed_minutes
from vinhdanh.council.services.boxes import void_box
from vinhdanh.council.services.voting import voters_of
from vinhdanh.council.thresholds import arithmetic, percent, read_share
from vinhdanh.council.types.meetings import Choice, OpinionKind
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.money import votes_needed

db = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


@given(st.integers(1, 60), st.integers(1, 100))
def test_the_words_of_a_threshold_say_its_number(members: int, hundredths: int) -> None:
    share = read_share(f"{hundredths}%")
    said, needed = arithmetic(members, share), votes_needed(members, share)
    assert f"ít nhất {percent(share)} tổng số {members} thành viên" in said
    assert needed * 100 >= hundredths * members > (needed - 1) * 100
    assert ("làm tròn lên" in said) == (hundredths * members % 100 != 0)


@db
def test_votes_are_counted_against_all_members(s: Sitting) -> None:
    meeting = s.session()
    item = s.closed(s.item(meeting, "CSTD_CS"), an=(4, 0, 0), binh=(3, 2, 0))
    lines = {line.proposal.person: line for line in item.lines.all()}
    assert lines[s.an].passed is True, "4 of 5 are 80%, though she does not vote herself"
    assert (lines[s.binh].passed, lines[s.binh].missing) == (False, 1)
    assert services.apply_result(actor=OPERATOR, item=item) == []
    won, lost = (Proposal.objects.get(person=one) for one in (s.an, s.binh))
    assert (won.stage, lost.stage) == (Stage.SIGNING, Stage.REFUSED)
    why = lost.moves.latest("id").why
    assert "3 phiếu đồng ý trong 5 thành viên (60%), cần 4 trong 5" in why
    assert "Điều 33" in why or "Điều 30" in why


@db
def test_the_law_of_the_day_of_receipt_holds(s: Sitting) -> None:
    item = s.item(s.session(), "CSTD_CS")
    assert item.ground == "law"
    assert item.citation
    assert item.verified
    assert item.law_day is not None
    assert "Điều 30 Nghị định 98/2023" in item.note or "mẫu số" in item.note


@db
def test_what_the_law_puts_to_the_ballot_is_not_shown_by_hands(s: Sitting) -> None:
    meeting = s.session()
    with pytest.raises(ValidationError, match="phải bỏ phiếu"):
        services.set_way(actor=OPERATOR, item=s.item(meeting, "CSTD_CS"), way="hands")
    assert services.set_way(actor=OPERATOR, item=s.item(meeting, "DVQT"), way="ballot").way == "ballot"


@db
def test_one_box_is_open_at_a_time_and_holds_the_attendance(s: Sitting) -> None:
    meeting = s.session()
    services.set_way(actor=OPERATOR, item=s.item(meeting, "DVQT"), way="ballot")
    flag = services.set_threshold(actor=OPERATOR, item=s.item(meeting, "DVQT"), ground="X", majority=True)
    base = s.ballot(s.item(meeting, "CSTD_CS"))
    assert base.present == 5
    with pytest.raises(ValidationError, match="đóng hòm đó trước"):
        s.ballot(flag)
    with pytest.raises(ValidationError, match="đóng hòm phiếu rồi sửa điểm danh"):
        s.marked(meeting)
    with pytest.raises(ValidationError, match="Đang mở hòm phiếu"):
        services.end_meeting(actor=OPERATOR, meeting=meeting, number="1")
    with pytest.raises(ValidationError, match="chưa mở"):
        s.ballot(base)


@db
def test_who_has_no_account_makes_it_a_vote_on_paper(s: Sitting) -> None:
    item = s.item(s.session(), "CSTD_CS")
    Account.objects.filter(pk=s.deputy_account.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="Đại tá Lê Hoài Sơn có mặt nhưng chưa có tài khoản"):
        s.ballot(item)
    with pytest.raises(ValidationError, match="hai người"):
        services.open_paper_ballot(actor=OPERATOR, item=item, tellers=[s.secretary])
    tellers = [s.secretary, s.standing]
    opened = services.open_paper_ballot(actor=OPERATOR, item=item, tellers=tellers)
    assert opened.state == "open"
    with pytest.raises(ValidationError, match="chưa đóng"):
        services.take_result(actor=OPERATOR, item=opened)


@db
def test_nothing_is_voted_on_once_too_few_are_left_in_the_room(s: Sitting) -> None:
    meeting = s.session()
    s.marked(meeting, {"001": "Có lệnh đột xuất", "002": "Có lệnh đột xuất"})
    with pytest.raises(ValidationError, match="Không còn đủ số để biểu quyết: có mặt 3 trong 5"):
        s.ballot(s.item(meeting, "CSTD_CS"))


@db
def test_paper_ballots_know_who_is_there_and_does_not_vote(s: Sitting) -> None:
    """Five are there; Lê Thị Ánh does not vote on herself."""
    item = s.item(s.session(), "CSTD_CS")
    opened = services.open_paper_ballot(actor=OPERATOR, item=item, tellers=[s.secretary, s.standing])
    assert opened.box is not None
    assert opened.box.attending == 5
    assert sorted(one.able or 0 for one in opened.box.items.all()) == [4, 5]


@db
def test_a_cancelled_box_leaves_the_honour_to_be_voted_on_again(s: Sitting) -> None:
    opened = s.ballot(s.item(s.session(), "CSTD_CS"))
    assert opened.box is not None
    void_box(actor=OPERATOR, box=opened.box, why="Nhầm danh sách")
    again = services.take_result(actor=OPERATOR, item=opened)
    assert (again.state, again.box) == ("waiting", None)
    assert s.ballot(again).state == "open"


@db
def test_who_may_not_vote_on_what_is_told_to_the_box_with_the_reason(s: Sitting) -> None:
    council = s.council()
    meeting = s.session(council)
    item = s.item(meeting, "CSTD_CS")
    line = item.lines.get(proposal__person=s.binh)
    services.declare_recusal(
        actor=OPERATOR, line=line, member=s.member(council, "201"), kind="kin", ground="Chị gái"
    )
    found = dict(voters_of(item, list(item.lines.select_related("proposal"))))
    ref = f"proposal:{line.proposal_id}"
    chi = found["Đặng Chi"]
    assert chi is not None
    assert (chi.refused_refs, chi.whys[ref]) == ({ref}, "là người thân của người được đề nghị")


@db
def test_hands_are_no_more_than_members_who_are_present_and_vote(s: Sitting) -> None:
    meeting = s.session(absent={"201": "Ốm"})
    item = services.set_threshold(actor=OPERATOR, item=s.item(meeting, "DVQT"), ground="X", majority=True)
    line = item.lines.get()
    with pytest.raises(ValidationError, match="4 tay giơ, nhiều hơn 3 người"):
        services.count_hands(actor=OPERATOR, item=item, counts={line.pk: services.Hands(3, 1)})
    with pytest.raises(ValidationError, match="cho từng đề nghị"):
        services.count_hands(actor=OPERATOR, item=item, counts={})
    done = services.count_hands(actor=OPERATOR, item=item, counts={line.pk: services.Hands(3, 0)})
    assert services.apply_result(actor=OPERATOR, item=done) == []
    assert Proposal.objects.get(collective=s.px01).stage == Stage.SIGNING
    with pytest.raises(ValidationError, match="đã chuyển kết quả"):
        services.apply_result(actor=OPERATOR, item=done)


@db
@pytest.mark.parametrize("counts", [True, False])
def test_written_opinions_are_votes_only_where_the_councils_rules_say_so(s: Sitting, counts: bool) -> None:
    rules = {"written_counts": True, "written_ground": "Điều 6 Quy chế"} if counts else {}
    meeting = s.session(s.council(**rules), {"201": "Ốm"})
    item = s.item(meeting, "CSTD_CS")
    services.record_written(
        actor=OPERATOR,
        attendance=meeting.attendances.get(member__person=s.chi),
        number="12/CV",
        day=meeting.starts.date(),
        choices={line.pk: Choice.FOR for line in item.lines.all()},
    )
    done = s.closed(item, an=(3, 0, 0), binh=(3, 1, 0))
    for line in done.lines.all():
        assert (line.written_for, line.total_for, line.passed) == (1, 3 + counts, counts)
    services.apply_result(actor=OPERATOR, item=done)
    said = Proposal.objects.get(person=s.binh).moves.latest("id").why
    assert ("1 đồng ý, 0 không đồng ý, đã tính" in said) == counts


@db
def test_what_the_council_wants_returned_is_not_voted_on(s: Sitting) -> None:
    meeting = s.session()
    item = s.item(meeting, "CSTD_CS")
    line = item.lines.get(proposal__person=s.binh)
    services.log_opinion(actor=OPERATOR, line=line, kind=OpinionKind.RETURN, text="Thiếu số liệu")
    done = s.closed(item, an=(4, 0, 0))
    services.apply_result(actor=OPERATOR, item=done)
    back = Proposal.objects.get(person=s.binh)
    assert back.stage == Stage.COUNCIL, "the standing body returns it on its page"
    move(actor=s.standing, proposal=back, verb="return", why=str(line.opinions.get()))
    change = changes_of(meeting).honours[0]
    assert (change.proposed, change.passed, change.returned, change.failed) == (2, 1, 1, 0)


@db
def test_a_dossier_that_was_deferred_after_the_vote_keeps_its_result_until_it_is_reopened(s: Sitting) -> None:
    meeting = s.session()
    item = s.closed(s.item(meeting, "CSTD_CS"), an=(4, 0, 0), binh=(5, 0, 0))
    held = move(
        actor=s.standing, proposal=Proposal.objects.get(person=s.binh), verb="defer", why="Đơn phản ánh"
    )
    stays = services.apply_result(actor=OPERATOR, item=item)
    assert len(stays) == 1
    assert "Trần Bình" in stays[0]
    move(actor=s.standing, proposal=held, verb="reopen", why="Đã kết luận")
    assert services.apply_result(actor=OPERATOR, item=item) == []
    held.refresh_from_db()
    assert held.stage == Stage.SIGNING


@db
def test_the_secretary_decides_nothing_about_himself(s: Sitting) -> None:
    meeting = s.session()
    own = make_account("thu-ky-binh", (Role.COUNCIL_SECRETARY, "CAT"), person_number="103")
    item = s.item(meeting, "CSTD_CS")
    line = item.lines.get(proposal__person=s.binh)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        services.log_opinion(actor=own, line=line, kind=OpinionKind.NOTE, text="Tốt")
    done = s.closed(item, an=(4, 0, 0), binh=(5, 0, 0))
    stays = services.apply_result(actor=own, item=done)
    assert len(stays) == 1, "his own dossier stays for another secretary"
    assert services.apply_result(actor=OPERATOR, item=done) == []


def minuted(s: Sitting) -> CouncilMeeting:
    meeting = s.session(absent={"201": "Ốm"})
    item = s.closed(s.item(meeting, "CSTD_CS"), an=(3, 0, 0), binh=(4, 0, 0))
    services.apply_result(actor=OPERATOR, item=item)
    services.write_remarks(
        actor=OPERATOR, meeting=meeting, remarks="Trao đổi về hồ sơ.", conclusion="Nhất trí."
    )
    return meeting


@db
def test_the_minutes_say_who_came_who_did_not_vote_and_each_result(s: Sitting) -> None:
    meeting = minuted(s)
    services.end_meeting(actor=OPERATOR, meeting=meeting, number="03/BB-HĐ")
    meeting.refresh_from_db()
    found = closed_minutes(meeting)
    assert found is not None
    content, whole = found
    assert whole
    assert [one["why"] for one in content["absent"]] == ["Ốm"]
    base = content["items"][0]
    assert base["needed"] == "cần 4 trong 5: ít nhất 80% tổng số 5 thành viên"
    assert [(one["subject"], one["total"], one["result"]) for one in base["lines"]] == [
        ("Lê Thị Ánh", 3, "Thiếu 1 phiếu"),
        ("Trần Bình", 4, "Đủ phiếu"),
    ]
    assert base["lines"][0]["recused"] == ["Lê Thị Ánh (là người được đề nghị)"]
    assert content["conclusion"] == "Nhất trí."


@db
def test_closed_minutes_are_never_changed(s: Sitting) -> None:
    meeting = minuted(s)
    made = services.end_meeting(actor=OPERATOR, meeting=meeting, number="03/BB-HĐ")
    with pytest.raises(ValidationError, match="đã kết thúc"):
        services.write_remarks(actor=OPERATOR, meeting=meeting, remarks="Khác", conclusion="Khác")
    with pytest.raises(ValidationError, match="đã kết thúc"):
        services.end_meeting(actor=OPERATOR, meeting=meeting, number="04")
    with pytest.raises(IntegrityError, match="Biên bản đã chốt"), transaction.atomic():
        Minutes.objects.filter(pk=made.pk).update(content="{}")


@db
def test_who_writes_remarks_does_not_overwrite_another(s: Sitting) -> None:
    meeting = minuted(s)
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        services.write_remarks(actor=OPERATOR, meeting=meeting, remarks="A", conclusion="B", seen="x")


@db
def test_a_meeting_ends_with_a_conclusion_and_leaves_the_rest_to_another(s: Sitting) -> None:
    council = s.council()
    meeting = s.session(council)
    with pytest.raises(ValidationError, match="Ghi kết luận"):
        services.end_meeting(actor=OPERATOR, meeting=meeting, number="1")
    services.write_remarks(actor=OPERATOR, meeting=meeting, remarks="", conclusion="Hoãn.")
    services.end_meeting(actor=OPERATOR, meeting=meeting, number="1")
    assert s.meeting(council).items.count() == 2


@db
def test_the_page_of_changes_counts_by_honour_and_unit_and_ranks_by_votes(s: Sitting) -> None:
    meeting = s.session()
    s.closed(s.item(meeting, "CSTD_CS"), an=(4, 0, 0), binh=(5, 0, 0))
    found = changes_of(meeting)
    assert [(one.passed, one.left) for one in found.honours] == [(2, 0), (0, 1)]
    assert [(one.proposed, one.passed) for one in found.units] == [(3, 2)]
    ranked = {
        str(one.line.proposal.subject): (one.before, one.after) for one in next(iter(found.moved.values()))
    }
    assert ranked == {"Lê Thị Ánh": (1, 2), "Trần Bình": (2, 1)}

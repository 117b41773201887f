"""A meeting from the invitation to the opening: agenda, attendance, quorum, who does not vote."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.council.sitting import Sitting
from tests.dossiers.review import OPERATOR
from vinhdanh.council import services
from vinhdanh.council.models import AgendaLine
from vinhdanh.council.selectors.meetings import quorum_of, waiting_for
from vinhdanh.council.types.meetings import Choice, Presence, RecusalKind
from vinhdanh.dossiers.models import ReviewRound, RoundHonour
from vinhdanh.dossiers.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


def test_everybody_of_that_day_is_invited(s: Sitting) -> None:
    council = s.council()
    services.end_member(actor=OPERATOR, member=s.member(council, "201"), on=date(2025, 6, 1), why="Nghỉ hưu")
    assert s.meeting(council).attendances.count() == 4


def test_the_agenda_holds_what_waits_in_the_rounds_order(s: Sitting) -> None:
    meeting = s.meeting()
    assert [item.honour for item in meeting.items.all()] == ["CSTD_CS", "DVQT"]
    assert s.item(meeting, "CSTD_CS").lines.count() == 2
    assert s.item(meeting, "CSTD_CS").way == "ballot", "the law puts it to the vote"
    assert s.item(meeting, "DVQT").way == "hands"


def test_a_dossier_is_on_one_agenda_and_leaves_it_when_it_goes_elsewhere(s: Sitting) -> None:
    council = s.council()
    first = s.meeting(council)
    second = s.meeting(council)
    assert not second.items.exists()
    s.at(AgendaLine.objects.filter(item__honour="DVQT").get().proposal, Stage.DEFERRED)
    services.fill_agenda(actor=OPERATOR, meeting=first)
    assert [item.honour for item in first.items.all()] == ["CSTD_CS"]
    services.drop_meeting(actor=OPERATOR, meeting=first, why="Hoãn họp")
    assert services.fill_agenda(actor=OPERATOR, meeting=second) == 2


def test_honours_can_be_taken_in_another_order(s: Sitting) -> None:
    meeting = s.meeting()
    keys = [item.pk for item in meeting.items.all()]
    services.order_agenda(actor=OPERATOR, meeting=meeting, order=keys[::-1])
    assert [item.honour for item in meeting.items.all()] == ["DVQT", "CSTD_CS"]
    with pytest.raises(ValidationError, match="vừa thay đổi"):
        services.order_agenda(actor=OPERATOR, meeting=meeting, order=keys[:1])


def test_too_few_members_open_no_session(s: Sitting) -> None:
    meeting = s.marked(s.meeting(), {"001": "Đi công tác", "102": "Ốm"})
    quorum = quorum_of(meeting)
    assert (quorum.present, quorum.needed, quorum.enough) == (3, 4, False)
    assert quorum.words == "ít nhất 2/3 tổng số 5 thành viên; 3,33 làm tròn lên 4"
    with pytest.raises(ValidationError, match="Chưa đủ số để họp: có mặt 3 trong 5"):
        services.open_meeting(actor=OPERATOR, meeting=meeting)


def test_a_council_whose_rules_say_nothing_has_no_quorum(s: Sitting) -> None:
    council = s.council(quorum="", quorum_ground="")
    meeting = s.session(council, {"001": "Đi công tác", "102": "Ốm"})
    assert quorum_of(meeting).enough is None


def test_an_absence_has_its_reason_and_everybody_is_marked(s: Sitting) -> None:
    meeting = s.meeting()
    first = meeting.attendances.earliest("pk")
    with pytest.raises(ValidationError, match="ghi lý do vắng"):
        services.mark_attendance(
            actor=OPERATOR, meeting=meeting, marks={first.member_id: services.Mark(Presence.ABSENT)}
        )
    with pytest.raises(ValidationError, match="Chưa điểm danh 5 người"):
        services.open_meeting(actor=OPERATOR, meeting=meeting)


def test_a_meeting_is_not_opened_before_its_day(s: Sitting) -> None:
    meeting = s.marked(s.meeting(starts=timezone.now() + timedelta(days=3)))
    with pytest.raises(ValidationError, match="khai mạc được từ ngày đó"):
        services.open_meeting(actor=OPERATOR, meeting=meeting)


def test_who_is_proposed_and_the_head_of_a_proposed_collective_do_not_vote_and_count(s: Sitting) -> None:
    meeting = s.session()
    base, flag = s.item(meeting, "CSTD_CS"), s.item(meeting, "DVQT")
    assert s.recused(base) == {("Lê Thị Ánh", "subject")}
    assert s.recused(flag) == {("Đỗ Đức Hòa", "head")}
    assert base.members == 5, "the denominator stays all members"
    assert (base.needed, base.of) == (4, "ít nhất 80% tổng số 5 thành viên")


def test_a_relative_says_so_himself_or_the_secretary_does(s: Sitting) -> None:
    council = s.council()
    meeting = s.session(council)
    line = s.item(meeting, "CSTD_CS").lines.get(proposal__person=s.binh)
    member = s.member(council, "102")
    declare = {"line": line, "member": member, "kind": RecusalKind.KIN, "ground": "Vợ"}
    with pytest.raises(PermissionDenied):
        services.declare_recusal(actor=s.chair_account, **declare)
    with pytest.raises(ValidationError, match="Ghi quan hệ"):
        services.declare_recusal(actor=s.officer, **(declare | {"ground": " "}))
    made = services.declare_recusal(actor=s.officer, **declare)
    with pytest.raises(PermissionDenied):
        services.withdraw_recusal(actor=s.officer, recusal=made, why="Nhầm")
    services.withdraw_recusal(actor=s.secretary, recusal=made, why="Nhầm người")
    assert not line.recusals.exists()


def test_an_absent_member_writes_and_not_about_himself(s: Sitting) -> None:
    meeting = s.marked(s.meeting(), {"102": "Đi học"})
    seat = meeting.attendances.get(member__person=s.an)
    lines = {line.proposal.person_id: line.pk for line in s.item(meeting, "CSTD_CS").lines.all()}
    given = {"attendance": seat, "number": "12/CV", "day": date(2025, 12, 1)}
    with pytest.raises(ValidationError, match="không tham gia bỏ phiếu về Lê Thị Ánh"):
        services.record_written(actor=OPERATOR, choices={lines[s.an.pk]: Choice.FOR}, **given)
    with pytest.raises(ValidationError, match="số và ngày"):
        services.record_written(
            actor=OPERATOR, choices={lines[s.binh.pk]: Choice.FOR}, attendance=seat, number="", day=None
        )
    services.record_written(actor=OPERATOR, choices={lines[s.binh.pk]: Choice.FOR}, **given)
    with pytest.raises(ValidationError, match="bỏ ý kiến đó trước"):
        s.marked(meeting)
    present = meeting.attendances.get(member__person=s.chi)
    with pytest.raises(ValidationError, match="không vắng"):
        services.record_written(actor=OPERATOR, choices={}, **(given | {"attendance": present}))


def test_the_round_says_how_many_votes_where_the_law_does_not(s: Sitting) -> None:
    round = s.round()
    RoundHonour.objects.filter(round=round, honour="DVQT").update(votes=70, votes_ground="Điều 8 Hướng dẫn")
    item = s.item(s.session(), "DVQT")
    assert (item.needed, item.ground, item.citation) == (4, "round", "Điều 8 Hướng dẫn")


def test_more_than_half_holds_only_where_the_councils_rules_say_so(s: Sitting) -> None:
    held = s.item(s.session(s.council(majority=True, majority_ground="Điều 7 Quy chế")), "DVQT")
    assert (held.needed, held.of, held.citation) == (3, "quá nửa tổng số 5 thành viên", "Điều 7 Quy chế")


def test_nobody_says_how_many_votes_until_the_secretary_does(s: Sitting) -> None:
    meeting = s.session()
    item = s.item(meeting, "DVQT")
    assert item.needed is None, "no number comes from nowhere"
    line = item.lines.get()
    with pytest.raises(ValidationError, match="Thư ký ghi số phiếu cần kèm căn cứ"):
        services.count_hands(actor=OPERATOR, item=item, counts={line.pk: services.Hands(4, 0)})
    with pytest.raises(ValidationError, match="Ghi căn cứ"):
        services.set_threshold(actor=OPERATOR, item=item, ground="", share="60%")
    with pytest.raises(ValidationError, match="đã có căn cứ"):
        services.set_threshold(actor=OPERATOR, item=s.item(meeting, "CSTD_CS"), ground="X", share="10%")
    made = services.set_threshold(actor=OPERATOR, item=item, ground="Thông báo 3", share="60%")
    assert made.needed == 3


def test_members_and_secretaries_see_what_waits_for_them(s: Sitting) -> None:
    meeting = s.session()
    assert [one.pk for one in waiting_for(s.officer)] == [meeting.pk], "a member"
    assert [(one.pk, one.to_open) for one in waiting_for(s.secretary)] == [(meeting.pk, 2)]
    assert waiting_for(s.standing) == []


def test_a_meeting_belongs_to_an_open_round_of_the_same_agency(s: Sitting) -> None:
    council = s.council()
    s.waiting(s.round())
    ReviewRound.objects.update(state="closed")
    with pytest.raises(ValidationError, match="chọn đợt đang mở"):
        s.meeting(council)

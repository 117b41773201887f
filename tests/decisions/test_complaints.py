"""Complaints: who may send one, what waits meanwhile, how they end, and who is never told who sent them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.decisions.above import TODAY, Above
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.services import record_grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Complaint
from vinhdanh.decisions.selectors import complaints as reading
from vinhdanh.decisions.types.complaints import ComplaintKind, ComplaintState, Finding
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Person

pytestmark = pytest.mark.django_db
TERM: dict[str, Any] = {"due": TODAY + timedelta(days=30), "ground": "Quy chế giải quyết đơn số 5"}
SECRET = "Đồng chí Ánh không trực tiếp làm việc này"


@pytest.fixture
def above() -> Above:
    return Above()


def filed(above: Above, kind: ComplaintKind = ComplaintKind.DENUNCIATION) -> Complaint:
    """By the head of PX01, about a proposal of his unit."""
    return services.file_complaint(actor=above.boss, matter=above.praised, kind=kind, text=SECRET)


def verified(above: Above, complaint: Complaint) -> Complaint:
    services.accept_complaint(actor=above.standing, complaint=complaint, **TERM)
    return services.assign_complaint(
        actor=above.standing, complaint=complaint, verifier="Tổ 3", document="QĐ 8"
    )


def concluded(above: Above, complaint: Complaint, finding: Finding, **more: Any) -> Complaint:
    return services.conclude_complaint(
        actor=above.standing,
        complaint=complaint,
        finding=finding,
        on=TODAY,
        document="KL 9",
        text="Đã xác minh",
        **more,
    )


def stage(above: Above) -> str:
    above.praised.refresh_from_db()
    return above.praised.stage


# ---- sending --------------------------------------------------------------------------------------


def test_anyone_complains_about_his_own_or_his_units_matter(above: Above) -> None:
    assert filed(above).state == ComplaintState.FILED
    about_round = services.file_complaint(
        actor=above.officer, matter=above.review, kind=ComplaintKind.PETITION, text="Tôi không được đưa vào"
    )
    assert about_round.unit == above.cat
    with pytest.raises(PermissionDenied, match="của đơn vị mình"):
        services.file_complaint(
            actor=above.other_boss, matter=above.praised, kind=ComplaintKind.PETITION, text="X"
        )


def test_who_sent_it_and_what_he_wrote_is_not_in_the_journal(above: Above) -> None:
    made = filed(above)
    services.withdraw_complaint(actor=above.boss, complaint=made)
    entries = JournalEntry.objects.filter(ref=f"complaint:{made.pk}")
    assert entries.count() == 2
    for entry in entries:
        told = f"{entry.actor_name} {entry.account} {entry.address} {entry.data} {entry.why} {entry.subject}"
        assert "thutruong" not in told
        assert SECRET not in told
    assert made.letter.digest in str(entries.get(verb="decisions.complaint_filed").data), "yet it is proved"
    assert not made.events.exclude(by_name__startswith="Người gửi đơn").exists()


def test_numbers_run_on_in_the_agencys_year(above: Above) -> None:
    assert [filed(above).number, filed(above).number] == [1, 2]


def test_a_letter_may_name_nobody(above: Above) -> None:
    made = services.record_complaint(
        actor=above.standing,
        matter=above.teams[0],
        kind=ComplaintKind.COMPLAINT,
        text="Số liệu của đội không đúng",
        received=TODAY,
        document="Đơn qua bưu điện",
    )
    assert made.letter.name == ""
    assert made.concerned is None, "about a team"


# ---- who sees what --------------------------------------------------------------------------------


def test_the_person_concerned_sees_that_there_is_one_and_no_more(above: Above) -> None:
    made = filed(above)
    assert reading.complaints_visible_to(above.officer).get() == made
    assert not reading.reads_whole(above.officer, made)
    assert not reading.reads_sender(above.officer, made)


def test_the_standing_body_and_the_inspector_read_who_sent_it(above: Above) -> None:
    made = filed(above)
    for account in (above.standing, above.inspector):
        assert reading.reads_sender(account, made)
    for account in (above.signer, above.secretary, above.reviewer, above.clerk, above.other_boss):
        assert not reading.reads_sender(account, made)
        assert not reading.complaints_visible_to(account).exists()


def test_who_verifies_reads_the_text_and_not_the_sender(above: Above) -> None:
    made = verified(above, filed(above))
    services.assign_complaint(
        actor=above.standing, complaint=made, verifier="Trần Thị phong-khac", account=above.other_boss
    )
    made.refresh_from_db()
    assert reading.reads_whole(above.other_boss, made)
    assert not reading.reads_sender(above.other_boss, made)
    with pytest.raises(ValidationError, match="liên quan đến đơn"):
        services.assign_complaint(actor=above.standing, complaint=made, verifier="X", account=above.officer)


def test_nobody_settles_what_concerns_himself_or_what_he_sent(above: Above) -> None:
    made = filed(above)
    above.officer.person_number, above.standing.person_number = "", "102"
    above.officer.save()
    above.standing.save()
    with pytest.raises(PermissionDenied, match="liên quan đến chính đồng chí"):
        services.accept_complaint(actor=above.standing, complaint=made, **TERM)
    assert not reading.reads_sender(above.standing, made), "not by his office either"
    assert reading.waiting_for(above.standing) == (0, 0)


# ---- the hold -------------------------------------------------------------------------------------


def test_a_denunciation_defers_a_live_proposal_until_it_is_found_wrong(above: Above) -> None:
    made = filed(above)
    assert stage(above) == Stage.SIGNING, "nothing waits before it is taken up"
    verified(above, made)
    assert stage(above) == Stage.DEFERRED
    concluded(above, made, Finding.REJECTED)
    assert stage(above) == Stage.SIGNING, "it goes on where it stood"
    made.refresh_from_db()
    assert not made.is_open


def test_what_lies_above_goes_on_above(above: Above) -> None:
    above.sent([above.praised], addressee="Thủ tướng Chính phủ")
    made = verified(above, filed(above))
    assert stage(above) == Stage.DEFERRED
    concluded(above, made, Finding.REJECTED)
    assert stage(above) == Stage.SENT_UP


def test_what_is_upheld_waits_for_people(above: Above) -> None:
    made = verified(above, filed(above))
    concluded(above, made, Finding.UPHELD, due=TODAY + timedelta(days=5), ground="KL 9")
    assert stage(above) == Stage.DEFERRED, "people refuse or lower it"
    move(actor=above.standing, proposal=above.praised, verb="refuse", why="Theo KL 9")
    done = services.carry_out_complaint(actor=above.standing, complaint=made, note="Không chọn")
    assert (done.state, stage(above)) == (ComplaintState.DONE, Stage.REFUSED)


def test_carrying_out_lets_go_on_what_was_not_refused(above: Above) -> None:
    made = verified(above, filed(above))
    concluded(above, made, Finding.PARTLY)
    services.carry_out_complaint(actor=above.standing, complaint=made, note="Rút kinh nghiệm, xét tiếp")
    assert stage(above) == Stage.SIGNING


def test_two_complaints_about_one_proposal_hold_it_until_both_are_settled(above: Above) -> None:
    first, second = verified(above, filed(above)), verified(above, filed(above))
    concluded(above, first, Finding.REJECTED)
    assert stage(above) == Stage.DEFERRED
    concluded(above, second, Finding.REJECTED)
    assert stage(above) == Stage.SIGNING


def test_a_petition_holds_only_when_the_standing_body_says_so(above: Above) -> None:
    made = filed(above, ComplaintKind.PETITION)
    services.accept_complaint(actor=above.standing, complaint=made, **TERM)
    assert stage(above) == Stage.SIGNING
    other = filed(above, ComplaintKind.PETITION)
    services.accept_complaint(actor=above.standing, complaint=other, hold_proposal=True, **TERM)
    assert stage(above) == Stage.DEFERRED
    services.stop_complaint(actor=above.standing, complaint=other, note="Người gửi rút đơn")
    assert stage(above) == Stage.SIGNING


# ---- terms and steps ------------------------------------------------------------------------------


def test_the_agency_sets_the_term_and_says_by_what(above: Above) -> None:
    made = filed(above)
    with pytest.raises(ValidationError, match="căn cứ của thời hạn"):
        services.accept_complaint(actor=above.standing, complaint=made, due=TERM["due"], ground=" ")
    with pytest.raises(ValidationError, match="đã qua"):
        services.accept_complaint(
            actor=above.standing, complaint=made, due=TODAY - timedelta(days=1), ground="X"
        )
    services.accept_complaint(actor=above.standing, complaint=made, **TERM)
    Complaint.objects.filter(pk=made.pk).update(due=date(2026, 1, 5))
    assert reading.listed(above.standing).late(TODAY).get() == made
    assert reading.waiting_for(above.standing) == (0, 1)
    services.extend_complaint(actor=above.standing, complaint=made, note="Vụ việc phức tạp", **TERM)
    assert reading.waiting_for(above.standing) == (0, 0)


def test_a_complaint_that_is_not_taken_up_has_its_reason(above: Above) -> None:
    made = filed(above)
    with pytest.raises(ValidationError, match="lý do không thụ lý"):
        services.decline_complaint(actor=above.standing, complaint=made, note="")
    services.decline_complaint(actor=above.standing, complaint=made, note="Đã trả lời ở CV 3")
    assert stage(above) == Stage.SIGNING


def test_who_answers_second_is_told_who_was_first(above: Above) -> None:
    made = filed(above)
    services.accept_complaint(actor=above.standing, complaint=made, **TERM)
    with pytest.raises(ValidationError, match=r"“Đã thụ lý” \(Trần Thị thuongtruc"):
        services.decline_complaint(actor=above.standing, complaint=made, note="X")
    with pytest.raises(ValidationError, match="Đã thụ lý"):
        services.withdraw_complaint(actor=above.boss, complaint=made)


def test_a_grant_that_was_given_can_be_complained_about(above: Above) -> None:
    grant = record_grant(actor=Operator(), subject=above.an, honour="GK", year=2024)
    made = services.file_complaint(
        actor=above.officer, matter=grant, kind=ComplaintKind.COMPLAINT, text="Ghi sai năm"
    )
    verified(above, made)
    concluded(above, made, Finding.UPHELD)
    made.refresh_from_db()
    assert made.is_open, "the register is not mended yet"
    assert (made.hold, made.unit) == ("", above.cat)


def test_honours_of_colleagues_under_secrecy_are_not_offered(above: Above) -> None:
    for person in (above.an, above.binh):
        record_grant(actor=Operator(), subject=person, honour="GK", year=2024, place=above.d1)
    assert "Trần Bình" in str(reading.offers(above.officer, "", office=False))
    Person.objects.filter(pk=above.binh.pk).update(secrecy=1)
    assert "Trần Bình" not in str(reading.offers(above.officer, "", office=False))
    assert "Lê Thị Ánh" in str(reading.offers(above.officer, "", office=False)), "her own"

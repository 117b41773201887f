"""Revoking and re-issue: by whom and why, what comes back, and what rested on the honour that fell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.decisions.kept import DECIDED, DIRECTOR, OPERATOR, TODAY, Kept, line_of
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.awards.catalogue import lawful_money
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import Act
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactIssue, FollowUp, Payment
from vinhdanh.decisions.selectors.fund import purse_left
from vinhdanh.decisions.selectors.revoking import grounds, left_to_do, money_out, waiting_for
from vinhdanh.decisions.services.revoking import Recovery
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.decisions.types.fund import PaymentState, Purse
from vinhdanh.decisions.types.revoking import CaseKind, CaseState, FollowState, Held
from vinhdanh.engine.facts import GrantState

SOON = TODAY + timedelta(days=15)


def test_grounds_are_the_laws_and_cite_their_point(kept: Kept) -> None:
    found = grounds(CaseKind.ANNUL, ["GK"], TODAY)
    assert [one.code for one in found] == ["fraud", "false_papers", "unlawful_procedure", "fault_in_period"]
    assert all("Điều 93" in one.cite and one.take_back == ("artefact", "money") for one in found)
    assert grounds(CaseKind.STRIP, ["GK"], TODAY) == []  # only state honorary titles are stripped
    assert [one.code for one in grounds(CaseKind.STRIP, ["NGND"], TODAY)] == ["imprisonment"]
    with pytest.raises(ValidationError, match="Căn cứ này không dùng được"):
        kept.case(kind=CaseKind.STRIP, ground="imprisonment")


def test_an_annulled_honour_gives_back_its_money_and_its_artefact(kept: Kept) -> None:
    fund = kept.fund()
    payment = next(one for one in kept.listed(fund) if one.grant == kept.ans)
    services.pay(actor=OPERATOR, payment=payment, on=TODAY)
    kept.stocked()
    piece = kept.issued(kept.ans)
    services.hand_over(actor=OPERATOR, issues=[piece], on=TODAY)
    before = purse_left(fund, Purse.REWARDS)
    amount = payment.amount
    with pytest.raises(ValidationError, match="không thu quá số đó"):
        kept.decided(kept.verified(), Recovery(money=amount + 1, money_by=SOON))
    case = kept.decided(
        next(iter(kept.ans.revocations.all())).case, Recovery(amount, SOON, "Giấy khen, khung")
    )
    assert Grant.objects.get(pk=kept.ans.pk).state is GrantState.ANNULLED
    assert len(left_to_do(case)) == 2
    line = line_of(case)
    services.record_return(actor=OPERATOR, line=line, amount=10_000, on=TODAY, receipt="PT 1")
    with pytest.raises(ValidationError, match="Còn phải thu"):
        services.record_return(actor=OPERATOR, line=line, amount=amount, on=TODAY, receipt="PT 2")
    services.record_return(actor=OPERATOR, line=line, amount=amount - 10_000, on=TODAY, receipt="PT 2")
    assert purse_left(fund, Purse.REWARDS) == before + amount
    services.record_artefacts(actor=OPERATOR, line=line, held=Held.RETURNED, on=TODAY, minutes="BB 3")
    case.refresh_from_db()
    piece.refresh_from_db()
    assert (case.state, piece.state) == (CaseState.DONE, IssueState.RETURNED)
    assert not line_of(case).open


def test_what_has_not_gone_out_is_stopped(kept: Kept) -> None:
    fund = kept.fund()
    kept.listed(fund)
    kept.stocked()
    piece = kept.issued(kept.ans)
    case = kept.decided(kept.verified())
    piece.refresh_from_db()
    assert piece.state == IssueState.SPOILT
    assert Payment.objects.get(grant=kept.ans).state == PaymentState.CANCELLED
    assert Payment.objects.get(grant=kept.binhs).state == PaymentState.LISTED
    assert case.state == CaseState.DONE  # nothing is left to bring in


def test_whoever_gave_it_annuls_it(kept: Kept) -> None:
    case = kept.verified()
    decide = {
        "actor": OPERATOR,
        "case": case,
        "number": "9/QĐ",
        "decided": TODAY,
        "on": TODAY,
        "recoveries": {},
    }
    with pytest.raises(ValidationError, match=r"Giám đốc Công an tỉnh đã tặng thì .*khoản 8 Điều 93"):
        services.decide_case(**decide, authority="Trưởng phòng PX01")
    assert Grant.objects.get(pk=kept.ans.pk).state is GrantState.IN_FORCE
    services.decide_case(**decide, authority="Giám đốc Công an Sơn Hà", despite="Đổi tên theo NQ 12")


def test_a_case_is_decided_once_and_an_honour_stands_in_one_open_case(kept: Kept) -> None:
    case = kept.verified()
    with pytest.raises(ValidationError, match="đang ở vụ khác chưa xong"):
        kept.case()
    kept.decided(case)
    with pytest.raises(ValidationError, match=r"đã xong .*Tải lại trang"):
        kept.decided(case)
    with pytest.raises(ValidationError, match="tình trạng khác"):
        kept.case()


def test_a_refused_case_leaves_the_honour_and_frees_it(kept: Kept) -> None:
    case = kept.verified()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.refuse_case(actor=OPERATOR, case=case, why=" ")
    services.refuse_case(actor=kept.signer, case=case, why="Chưa đủ chứng cứ")
    assert Grant.objects.get(pk=kept.ans.pk).state is GrantState.IN_FORCE
    services.withdraw_case(actor=OPERATOR, case=kept.case(), why="Lập nhầm")


def test_nobody_decides_about_his_own_honour(kept: Kept) -> None:
    himself = make_account("binh-ky", (Role.SIGNING_AUTHORITY, "CAT"), person_number=kept.binh.number)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        services.refuse_case(actor=himself, case=kept.verified(kept.binhs), why="X")


def test_what_is_asked_back_of_an_honour_annulled_above_is_a_case_of_its_own(kept: Kept) -> None:
    kept.decided(kept.verified())
    case = kept.verified(kept.ans, kind=CaseKind.RECOVER)
    services.decide_case(
        actor=kept.signer,
        case=case,
        authority=DIRECTOR,
        number="100/QĐ-CAT",
        decided=TODAY,
        on=TODAY,
        recoveries={line_of(case).pk: Recovery(artefacts="Giấy khen")},
    )
    services.record_artefacts(
        actor=kept.standing, line=line_of(case), held=Held.LOST, on=TODAY, minutes="BB mất 4"
    )
    case.refresh_from_db()
    assert case.state == CaseState.DONE
    assert kept.ans.events.count() == 1  # the register knows it from the first decision


# ---- issued anew ----------------------------------------------------------------------------------


def test_an_exchanged_piece_has_a_new_number_and_the_honour_stands(kept: Kept) -> None:
    kept.stocked()
    old = kept.issued(kept.ans, "001")
    services.hand_over(actor=OPERATOR, issues=[old], on=TODAY)
    case = kept.verified(kept.ans, kind=CaseKind.EXCHANGE, ground="damaged")
    anew = {
        "actor": kept.standing,
        "line": line_of(case),
        "kind": ArtefactKind.CERTIFICATE,
        "on": TODAY,
        "minutes": "BB thu 5",
    }
    with pytest.raises(ValidationError, match="Số 001 đã dùng"):
        services.issue_anew(**anew, serial="001")
    new = services.issue_anew(**anew, serial="002")
    old.refresh_from_db()
    assert (old.state, new.replaces) == (IssueState.RETURNED, old)
    event = kept.ans.events.get()
    assert (event.act, event.serial) == (Act.REISSUED, "002")
    case.refresh_from_db()
    assert case.state == CaseState.DONE
    services.mark_printed(actor=kept.standing, issues=[new], on=TODAY)
    services.hand_over(actor=kept.standing, issues=[new], on=TODAY)
    assert ArtefactIssue.objects.filter(grant=kept.ans, state=IssueState.HANDED).get() == new


def test_a_lost_piece_given_before_the_ledger_was_kept_is_issued_anew(kept: Kept) -> None:
    kept.stocked()
    case = kept.verified(kept.ans, kind=CaseKind.REISSUE, ground="lost")
    services.issue_anew(
        actor=OPERATOR,
        line=line_of(case),
        kind=ArtefactKind.CERTIFICATE,
        serial="003",
        on=TODAY,
        minutes="BB mất 6",
    )
    assert line_of(case).held == Held.LOST


# ---- what rested on it ----------------------------------------------------------------------------


@pytest.fixture
def toppling(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Grant:
    """A CSTĐ Bộ of Ánh that rests on her giấy khen; what rests on what is judged elsewhere."""
    from vinhdanh.awards.selectors.resting import Resting
    from vinhdanh.decisions.services import revoking
    from vinhdanh.engine import Verdict

    higher = kept.given(kept.an, "CSTD_BO")

    def rests(grant: Grant) -> list[Resting]:
        if grant.pk != kept.ans.pk:
            return []
        return [
            Resting("Ánh", grant.kind, "102", "CSTĐ Bộ", 2025, Verdict.MET, Verdict.UNMET, higher.pk),
            Resting("Ánh", grant.kind, "102", "CSTĐ Bộ", 2026, Verdict.MET, Verdict.UNMET, None),
        ]

    monkeypatch.setattr(revoking, "resting_on", rests)
    return higher


def test_an_honour_that_topples_another_opens_its_review(kept: Kept, toppling: Grant) -> None:
    case = kept.decided(kept.verified())
    assert case.state == CaseState.DECIDED  # not done while the review waits
    follow_up = FollowUp.objects.get()
    assert (follow_up.grant, follow_up.state) == (toppling, FollowState.WAITING)
    assert any(one.words.startswith("Xem xét hủy") for one in waiting_for(kept.signer))
    new = services.propose_revocation(
        actor=kept.standing,
        unit=kept.cat,
        kind=CaseKind.ANNUL,
        grants=[toppling],
        ground="fault_in_period",
        account="Không còn đủ CSTĐ cơ sở",
        proposer="Thường trực",
        on=TODAY,
        follow_up=follow_up,
    )
    with pytest.raises(ValidationError, match="Tải lại trang"):
        services.keep_grant(actor=kept.signer, follow_up=follow_up, why="X")
    services.withdraw_case(actor=OPERATOR, case=new, why="Xem lại")
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.case) == (FollowState.WAITING, None)
    again = services.propose_revocation(
        actor=kept.standing,
        unit=kept.cat,
        kind=CaseKind.ANNUL,
        grants=[toppling],
        ground="fault_in_period",
        account="Không còn đủ CSTĐ cơ sở",
        proposer="Thường trực",
        on=TODAY,
        follow_up=follow_up,
    )
    kept.decided(services.verify_case(actor=OPERATOR, case=again, findings="KL 13"))
    follow_up.refresh_from_db()
    case.refresh_from_db()
    assert (follow_up.state, case.state) == (FollowState.REVOKED, CaseState.DONE)
    assert Grant.objects.get(pk=toppling.pk).state is GrantState.ANNULLED


def test_an_honour_is_kept_only_with_its_reason(kept: Kept, toppling: Grant) -> None:
    case = kept.decided(kept.verified())
    follow_up = FollowUp.objects.get()
    with pytest.raises(ValidationError, match="Ghi lý do giữ nguyên"):
        services.keep_grant(actor=kept.signer, follow_up=follow_up, why="")
    with pytest.raises(PermissionDenied):
        services.keep_grant(actor=kept.standing, follow_up=follow_up, why="Đủ năm khác")
    services.keep_grant(actor=kept.signer, follow_up=follow_up, why="Còn đủ ba năm khác")
    case.refresh_from_db()
    assert case.state == CaseState.DONE


def test_honours_decided_together_need_no_review_of_each_other(kept: Kept, toppling: Grant) -> None:
    case = kept.decided(kept.verified(kept.ans, toppling))
    assert not FollowUp.objects.exists()
    assert case.state == CaseState.DONE


def test_old_books_without_a_sum_show_what_the_law_gave(kept: Kept) -> None:
    by_law = lawful_money(kept.ans.honour, kept.ans.kind, DECIDED)
    assert by_law is not None
    kept.ans.money = 500_000
    assert money_out(kept.ans) == 500_000, "what is written goes before the law"
    kept.ans.money = None
    assert money_out(kept.ans) == by_law.amount
    kept.ans.decision = None
    assert money_out(kept.ans) is None, "nothing says what was paid"

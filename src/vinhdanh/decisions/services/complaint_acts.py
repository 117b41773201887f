"""What the standing body does with a complaint: taken up or not, verified, concluded, carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.decisions.holding import can_hold, hold, release
from vinhdanh.decisions.models.complaints import Complaint
from vinhdanh.decisions.selectors.complaints import accounts_to_verify
from vinhdanh.decisions.services.complaints import admitted, done, locked, need, refuse_state
from vinhdanh.decisions.types.complaints import HOLDING, ComplaintAct, ComplaintState, Finding
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import (
    Actor,
)


def accept_complaint(
    *, actor: Actor, complaint: Complaint, due: date, ground: str, note: str = "", hold_proposal: bool = False
) -> Complaint:
    """Take a complaint up; what it is about waits until it is concluded, where it is still alive.

    Args:
        due, ground: until when it is to be settled, and by which text: the agency says, no number is assumed.
        hold_proposal: for a kiến nghị; a khiếu nại or tố cáo always holds (khoản 4 Điều 4 NĐ 152/2025).

    Raises:
        PermissionDenied: the actor settles no complaints there, it concerns himself, or he sent it.
        ValidationError: it waits for no acceptance, or the term lacks its ground or lies in the past.
    """
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.ACCEPTED)
        _put_term(row, due, ground)
        row.state = ComplaintState.ACCEPTED
        if row.proposal is not None and (hold_proposal or row.kind in HOLDING):
            row.hold = _held(actor, row, row.proposal)
        return done(by, row, before, ComplaintAct.ACCEPTED, note=note, due=due, ground=ground.strip())


def decline_complaint(*, actor: Actor, complaint: Complaint, note: str, document: str = "") -> Complaint:
    """Not take a complaint up, with the reason. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.DECLINED)
        need(note, "note", "Ghi lý do không thụ lý.")
        row.state, row.due, row.due_ground = ComplaintState.DECLINED, None, ""
        return done(by, row, before, ComplaintAct.DECLINED, note=note, document=document)


def assign_complaint(
    *, actor: Actor, complaint: Complaint, verifier: str, account: Account | None = None, document: str = ""
) -> Complaint:
    """Say who verifies a complaint.

    Args:
        verifier: the person or group, as the paper names them; ``account``: one that may then read it.

    Raises:
        PermissionDenied: as ``accept_complaint``.
        ValidationError: it is not taken up or is concluded, nobody is named, or the account is of who it
            concerns or who sent it.
    """
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.ASSIGNED)
        need(verifier, "verifier", "Ghi người hoặc tổ xác minh.")
        if account is not None and not accounts_to_verify(row).filter(pk=account.pk).exists():
            raise ValidationError({"account": "Người này liên quan đến đơn: giao người khác xác minh."})
        row.state = ComplaintState.VERIFYING
        row.verifier, row.verifier_account = " ".join(verifier.split()), account
        return done(by, row, before, ComplaintAct.ASSIGNED, note=row.verifier, document=document)


def extend_complaint(
    *, actor: Actor, complaint: Complaint, due: date, ground: str, note: str = ""
) -> Complaint:
    """Set another term, with its ground. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.EXTENDED)
        if not row.is_open:
            raise ValidationError("Đơn đã kết luận, không còn việc phải làm: không đặt lại thời hạn.")
        _put_term(row, due, ground)
        return done(by, row, before, ComplaintAct.EXTENDED, note=note, due=due, ground=ground.strip())


def conclude_complaint(
    *,
    actor: Actor,
    complaint: Complaint,
    finding: Finding | str,
    on: date,
    document: str,
    text: str,
    due: date | None = None,
    ground: str = "",
) -> Complaint:
    """Write down what was found. Where nothing was, the proposal goes on where it stood.

    Args:
        on, document: of the conclusion.
        due, ground: until when what was upheld is to be carried out.

    Raises:
        PermissionDenied: as ``accept_complaint``.
        ValidationError: it is not taken up or is concluded, or finding, document or text is missing.
    """
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.CONCLUDED)
        need(finding, "finding", "Chọn kết luận: đúng, đúng một phần, không đúng.")
        need(document, "document", "Ghi số, ngày văn bản kết luận.")
        need(text, "text", "Ghi nội dung kết luận.")
        if not row.received <= on <= timezone.localdate():
            raise ValidationError({"on": "Ngày kết luận không trước ngày nhận đơn và không sau hôm nay."})
        row.state, row.finding = ComplaintState.CONCLUDED, Finding(finding)
        row.conclusion, row.conclusion_text = document.strip(), text.strip()
        row.due, row.due_ground = None, ""
        if row.finding == Finding.REJECTED:
            _release(actor, row)
        elif due is not None:
            _put_term(row, due, ground)
        return done(
            by,
            row,
            before,
            ComplaintAct.CONCLUDED,
            on=on,
            note=f"{Finding(finding).label}. {text.strip()}"[:2000],
            document=document,
            due=row.due,
            ground=row.due_ground,
        )


def carry_out_complaint(*, actor: Actor, complaint: Complaint, note: str, document: str = "") -> Complaint:
    """Write down what was done after a complaint was upheld; what is still deferred goes on.

    The acts themselves are people's: not choosing, lowering, annulling have their own pages.

    Raises:
        PermissionDenied: as ``accept_complaint``.
        ValidationError: nothing was upheld, or it is not said what was done.
    """
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.CARRIED_OUT)
        if not row.is_open:
            raise ValidationError("Kết luận là không đúng: không có việc phải thực hiện.")
        need(note, "note", "Ghi việc đã làm: không chọn, hạ danh hiệu, hủy bỏ, xét tiếp …")
        row.state, row.due, row.due_ground = ComplaintState.DONE, None, ""
        _release(actor, row)
        return done(by, row, before, ComplaintAct.CARRIED_OUT, note=note, document=document)


def stop_complaint(*, actor: Actor, complaint: Complaint, note: str, document: str = "") -> Complaint:
    """Stop settling what was taken up, with the reason. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.STOPPED)
        need(note, "note", "Ghi lý do đình chỉ.")
        row.state, row.due, row.due_ground = ComplaintState.STOPPED, None, ""
        _release(actor, row)
        return done(by, row, before, ComplaintAct.STOPPED, note=note, document=document)


# ---- what they share ------------------------------------------------------------------------------


def _begun(actor: Actor, complaint: Complaint, act: ComplaintAct) -> tuple[Complaint, Acting, Any]:
    """The complaint held, who acts, and its record before. Inside a transaction."""
    row = locked(complaint)
    by = admitted(actor, row)
    refuse_state(row, act)
    return row, by, stored(row)


def _put_term(row: Complaint, due: date, ground: str) -> None:
    need(ground, "ground", "Ghi căn cứ của thời hạn: luật, quy chế, văn bản giao nào.")
    if due < timezone.localdate():
        raise ValidationError({"due": f"Thời hạn {due:%d/%m/%Y} đã qua: ghi ngày khác."})
    row.due, row.due_ground = due, ground.strip()


def _held(actor: Actor, row: Complaint, proposal: Proposal) -> str:
    """The hold that the proposal waits under: a new one, or the one of another open complaint."""
    if can_hold(proposal):
        return hold(actor, proposal, f"{row} đang được xác minh")
    other = Complaint.objects.filter(proposal=proposal).exclude(hold="").first()
    return other.hold if other else ""


def _release(actor: Actor, row: Complaint) -> None:
    """End the hold that the complaint put on its proposal."""
    shared = Complaint.objects.filter(hold=row.hold).exclude(pk=row.pk).exists()
    if row.hold and not shared:
        upheld = row.finding in (Finding.UPHELD, Finding.PARTLY)
        release(
            actor,
            row.hold,
            f"{row}: {row.get_finding_display() or row.get_state_display()}",
            upheld=upheld,
            document=row.conclusion,
        )
    row.hold = ""

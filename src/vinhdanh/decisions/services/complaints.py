"""Complaints: sent or received, accepted or not, verified, concluded, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import acting_from, record
from vinhdanh.decisions.holding import can_hold, hold, release
from vinhdanh.decisions.models.complaints import Complaint, ComplaintEvent, ComplaintLetter, Matter
from vinhdanh.decisions.policies.complaints import may_file, may_settle
from vinhdanh.decisions.selectors.complaints import (
    accounts_to_verify,
    agency_of,
    concerns,
    is_about,
    is_sender,
    key_of,
)
from vinhdanh.decisions.types.complaints import (
    HOLDING,
    POSSIBLE,
    ComplaintAct,
    ComplaintKind,
    ComplaintState,
    Finding,
)
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import Actor, scopes_about, stored
from vinhdanh.people.models import Unit

# Stands in the journal for who sent a complaint himself: its readers are not told.
SOMEBODY = Acting("Người gửi đơn (danh tính được giữ kín)", "")


def ref(complaint: Complaint) -> str:
    """The complaint's name in the journal: ``complaint:12``."""
    return f"complaint:{complaint.pk}"


def file_complaint(*, actor: Account, matter: Matter, kind: ComplaintKind | str, text: str) -> Complaint:
    """Send a complaint about one's own matter or one's own unit's.

    Who sent it is told neither to the journal nor to whom it concerns.

    Raises:
        PermissionDenied: the matter is neither his own nor his unit's.
        ValidationError: it says nothing, or no agency settles it.
    """
    admit(actor, may_file(concerns=concerns(actor, matter)))
    letter = ComplaintLetter(
        text=text.strip(), account=actor, name=actor.full_name[:200], whereabouts=actor.post_text[:300]
    )
    with acting_from(""):  # the address would tell, too
        return _received(SOMEBODY, matter, kind, timezone.localdate(), letter)


def record_complaint(
    *,
    actor: Actor,
    matter: Matter,
    kind: ComplaintKind | str,
    text: str,
    received: date,
    document: str = "",
    sender: str = "",
    whereabouts: str = "",
) -> Complaint:
    """Write down a complaint that came as a letter.

    Args:
        sender: as the letter names him; empty where it names nobody.

    Raises:
        PermissionDenied: the actor does not settle complaints of the agency, or it concerns himself.
        ValidationError: it says nothing, the day has not come, or no agency settles it.
    """
    unit = _agency(matter)
    draft = Complaint(unit=unit, **{key_of(matter).partition(":")[0]: matter})
    by = _admitted(actor, draft)
    if received > timezone.localdate():
        raise ValidationError({"received": f"Ngày {received:%d/%m/%Y} chưa tới: xem lại ngày nhận."})
    letter = ComplaintLetter(
        text=text.strip(), name=" ".join(sender.split()), whereabouts=" ".join(whereabouts.split())
    )
    return _received(by, matter, kind, received, letter, document=document.strip())


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
        return _done(by, row, before, ComplaintAct.ACCEPTED, note=note, due=due, ground=ground.strip())


def decline_complaint(*, actor: Actor, complaint: Complaint, note: str, document: str = "") -> Complaint:
    """Not take a complaint up, with the reason. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.DECLINED)
        _need(note, "note", "Ghi lý do không thụ lý.")
        row.state, row.due, row.due_ground = ComplaintState.DECLINED, None, ""
        return _done(by, row, before, ComplaintAct.DECLINED, note=note, document=document)


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
        _need(verifier, "verifier", "Ghi người hoặc tổ xác minh.")
        if account is not None and not accounts_to_verify(row).filter(pk=account.pk).exists():
            raise ValidationError({"account": "Người này liên quan đến đơn: giao người khác xác minh."})
        row.state = ComplaintState.VERIFYING
        row.verifier, row.verifier_account = " ".join(verifier.split()), account
        return _done(by, row, before, ComplaintAct.ASSIGNED, note=row.verifier, document=document)


def extend_complaint(
    *, actor: Actor, complaint: Complaint, due: date, ground: str, note: str = ""
) -> Complaint:
    """Set another term, with its ground. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.EXTENDED)
        if not row.is_open:
            raise ValidationError("Đơn đã kết luận, không còn việc phải làm: không đặt lại thời hạn.")
        _put_term(row, due, ground)
        return _done(by, row, before, ComplaintAct.EXTENDED, note=note, due=due, ground=ground.strip())


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
        _need(finding, "finding", "Chọn kết luận: đúng, đúng một phần, không đúng.")
        _need(document, "document", "Ghi số, ngày văn bản kết luận.")
        _need(text, "text", "Ghi nội dung kết luận.")
        if not row.received <= on <= timezone.localdate():
            raise ValidationError({"on": "Ngày kết luận không trước ngày nhận đơn và không sau hôm nay."})
        row.state, row.finding = ComplaintState.CONCLUDED, Finding(finding)
        row.conclusion, row.conclusion_text = document.strip(), text.strip()
        row.due, row.due_ground = None, ""
        if row.finding == Finding.REJECTED:
            _release(actor, row)
        elif due is not None:
            _put_term(row, due, ground)
        return _done(
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
        _need(note, "note", "Ghi việc đã làm: không chọn, hạ danh hiệu, hủy bỏ, xét tiếp …")
        row.state, row.due, row.due_ground = ComplaintState.DONE, None, ""
        _release(actor, row)
        return _done(by, row, before, ComplaintAct.CARRIED_OUT, note=note, document=document)


def stop_complaint(*, actor: Actor, complaint: Complaint, note: str, document: str = "") -> Complaint:
    """Stop settling what was taken up, with the reason. What is raised: as ``accept_complaint``."""
    with transaction.atomic():
        row, by, before = _begun(actor, complaint, ComplaintAct.STOPPED)
        _need(note, "note", "Ghi lý do đình chỉ.")
        row.state, row.due, row.due_ground = ComplaintState.STOPPED, None, ""
        _release(actor, row)
        return _done(by, row, before, ComplaintAct.STOPPED, note=note, document=document)


def withdraw_complaint(*, actor: Account, complaint: Complaint) -> Complaint:
    """Take back what one sent, until it is taken up.

    Raises:
        PermissionDenied: somebody else sent it.
        ValidationError: it has been answered.
    """
    with transaction.atomic(), acting_from(""):
        row = locked(complaint)
        admit(actor, may_file(concerns=is_sender(actor, row)))
        before = stored(row)
        _refuse_state(row, ComplaintAct.WITHDRAWN)
        row.state = ComplaintState.WITHDRAWN
        return _done(SOMEBODY, row, before, ComplaintAct.WITHDRAWN)


# ---- what they share ------------------------------------------------------------------------------


def locked(complaint: Complaint) -> Complaint:
    """The complaint as it is now, held until the transaction ends."""
    return Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)


def _begun(actor: Actor, complaint: Complaint, act: ComplaintAct) -> tuple[Complaint, Acting, Any]:
    """The complaint held, who acts, and its record before. Inside a transaction."""
    row = locked(complaint)
    by = _admitted(actor, row)
    _refuse_state(row, act)
    return row, by, stored(row)


def _admitted(actor: Actor, row: Complaint) -> Acting:
    concerned = row.concerned
    held = scopes_about(actor, concerned) if concerned else scopes(actor)
    sent = row.pk is not None and is_sender(actor, row)
    return admit(actor, may_settle(held, row.unit.path, own=is_about(actor, row), sent=sent))


def _refuse_state(row: Complaint, act: ComplaintAct) -> None:
    if row.state not in POSSIBLE[act]:
        last = row.events.last()
        said = f" ({last.by_name}, {timezone.localtime(last.at):%H:%M %d/%m/%Y})" if last else ""
        raise ValidationError(
            f"Không làm được “{act.label}”: đơn {row.code} đang ở bước “{row.get_state_display()}”{said}. "
            "Tải lại trang để xem."
        )


def _agency(matter: Matter) -> Unit:
    unit = agency_of(matter)
    if unit is None:
        raise ValidationError("Chưa rõ cơ quan giải quyết: việc này không gắn với đơn vị nào.")
    return unit


def _need(value: str, field: str, said: str) -> None:
    if not value.strip():
        raise ValidationError({field: said})


def _put_term(row: Complaint, due: date, ground: str) -> None:
    _need(ground, "ground", "Ghi căn cứ của thời hạn: luật, quy chế, văn bản giao nào.")
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


def _received(
    by: Acting,
    matter: Matter,
    kind: ComplaintKind | str,
    received: date,
    letter: ComplaintLetter,
    document: str = "",
) -> Complaint:
    """A complaint under the next number of its agency's year, and its letter apart from it."""
    _need(letter.text, "text", "Ghi nội dung: việc gì, ai, khi nào, đề nghị gì.")
    unit = _agency(matter)
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # two at once: the second waits
        year = received.year
        top = Complaint.objects.filter(unit=unit, year=year).aggregate(top=Max("number"))["top"]
        row = Complaint(
            unit=unit,
            year=year,
            number=(top or 0) + 1,
            kind=kind,
            received=received,
            document=document,
            **{key_of(matter).partition(":")[0]: matter},
        )
        row.full_clean()
        row.save()
        letter.complaint = row
        letter.full_clean()
        letter.save()
        proof = {"letter": letter.digest}
        return _done(by, row, None, ComplaintAct.FILED, on=received, document=document, data=proof)


def _done(
    by: Acting,
    row: Complaint,
    before: Any,
    act: ComplaintAct,
    *,
    on: date | None = None,
    note: str = "",
    document: str = "",
    due: date | None = None,
    ground: str = "",
    data: Mapping[str, Any] | None = None,
) -> Complaint:
    """The complaint saved, with what was done to it and a line in the journal."""
    row.full_clean()
    row.save()
    event = ComplaintEvent(
        complaint=row,
        act=act,
        on=on or timezone.localdate(),
        note=note.strip(),
        document=document.strip(),
        due=due,
        ground=ground,
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    event.full_clean()
    event.save()
    pairs: list[Pair] = [(before, row), (None, event)]
    record(
        actor=by,
        verb=f"decisions.complaint_{act.value}",
        subject=f"{row}, {row.matter_words}"[:300],
        ref=ref(row),
        data=written(*pairs) | dict(data or {}),
        why=note.strip(),
    )
    return row

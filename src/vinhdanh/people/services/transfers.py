"""People going from one unit to another: the old unit asks, the new one answers, the posts follow."""

from __future__ import annotations

from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import NOWHERE, Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import AbsenceKind
from vinhdanh.people.models import Absence, Person, Post, Transfer, Unit
from vinhdanh.people.policies import may_answer_transfer, may_request_transfer
from vinhdanh.people.services.following import end_with
from vinhdanh.people.services.persons import place
from vinhdanh.people.services.units import refuse_closed
from vinhdanh.people.services.writing import Actor, is_own, ref, scopes_about
from vinhdanh.people.types import TransferKind, TransferState


def request_transfer(
    *,
    actor: Actor,
    person: Person,
    to_unit: Unit,
    start: date,
    reason: str,
    kind: TransferKind = TransferKind.TRANSFER,
    end: date | None = None,
    title: str = "",
    grade: str = "",
    leads: bool = False,
    number: str = "",
) -> Transfer:
    """Ask that somebody goes to another unit. Nothing changes until that unit takes him in.

    Args:
        start: his first day there.
        end: the last day of a secondment; a transfer has none.
        number: number of the decision, where there is one.

    Raises:
        PermissionDenied: the actor may not ask for people of that unit, or it is himself.
        ValidationError: he serves nowhere, is there already, another request is open, or a day does not fit.
    """
    post = _main_post(person)
    own, held = is_own(actor, person), scopes_about(actor, person)
    by = admit(actor, may_request_transfer(held, post.unit.path if post else NOWHERE, own=own))
    if post is None:
        raise ValidationError(f"{person} ({person.number}) chưa có chức vụ ở đơn vị nào: ghi chức vụ trước.")
    refuse_closed(to_unit, start)
    transfer = Transfer(
        person=person,
        kind=kind,
        from_unit=post.unit,
        to_unit=to_unit,
        start=start,
        end=end,
        title=title,
        grade=grade,
        leads=leads,
        reason=reason.strip(),
        number=number,
        requested_by=by.full_name[:200],
        requested_account=by.username,
        requested_at=timezone.now(),
    )
    transfer.full_clean()
    _refuse_before(transfer, post)
    if post.leads and not grade:
        raise ValidationError(
            f"{person} đang chỉ huy {post.unit}: ghi rõ chức vụ và nhóm chức vụ ở đơn vị mới."
        )
    with transaction.atomic():
        transfer.save()
        _record("people.transfer_requested", transfer, [(None, transfer)], by, transfer.reason)
    return transfer


def accept_transfer(
    *, actor: Actor, transfer: Transfer, start: date | None = None, answer: str = ""
) -> Transfer:
    """The new unit takes him in: his posts are written.

    A transfer ends his main post on the day before and begins the new one. On a secondment he keeps his
    place, has a post beside it in the other unit, and is absent from his own for that reason.

    Args:
        start: his real first day, where it isn't the one asked for.

    Raises:
        PermissionDenied: the actor may not answer for that unit, asked himself, or it is himself.
        ValidationError: it was answered before, he has left the old unit, or posts would overlap.
    """
    by = _admit_answer(actor, transfer)
    with transaction.atomic():
        transfer, before = _pending(transfer)
        post = _main_post(transfer.person)
        if post is None or post.unit != transfer.from_unit:
            raise ValidationError(
                f"{transfer.person} không còn ở {transfer.from_unit}: từ chối đề nghị này, đơn vị cũ lập lại."
            )
        transfer.start = start or transfer.start
        _refuse_before(transfer, post)
        refuse_closed(transfer.to_unit, transfer.end or transfer.start)
        seconded = transfer.kind == TransferKind.SECONDMENT
        pairs = place(_new_post(transfer, post, main=not seconded))
        transfer.post = _placed(pairs)
        if seconded:
            pairs.append((None, _absence(transfer)))
        _answered(transfer, TransferState.ACCEPTED, by, answer)
        _record("people.transfer_accepted", transfer, [(before, transfer), *pairs], by, answer)
    return transfer


def refuse_transfer(*, actor: Actor, transfer: Transfer, answer: str) -> Transfer:
    """The new unit does not take him, and says why. Nothing changes.

    Raises:
        PermissionDenied: the actor may not answer for that unit, asked himself, or it is himself.
        ValidationError: it was answered before, or no reason is given.
    """
    by = _admit_answer(actor, transfer)
    with transaction.atomic():
        transfer, before = _pending(transfer)
        _answered(transfer, TransferState.REFUSED, by, answer)
        _record("people.transfer_refused", transfer, [(before, transfer)], by, answer)
    return transfer


def withdraw_transfer(*, actor: Actor, transfer: Transfer, why: str) -> Transfer:
    """The old unit takes its request back.

    Raises:
        PermissionDenied: the actor may not ask for people of that unit.
        ValidationError: it was answered before.
    """
    by = _admit_asking(actor, transfer)
    with transaction.atomic():
        transfer, before = _pending(transfer)
        _answered(transfer, TransferState.WITHDRAWN, by, why)
        _record("people.transfer_withdrawn", transfer, [(before, transfer)], by, why)
    return transfer


def end_secondment(*, actor: Actor, transfer: Transfer, last_day: date, why: str) -> Transfer:
    """He comes back to his own unit, earlier or later than was planned.

    Raises:
        PermissionDenied: the actor may not ask for people of that unit.
        ValidationError: it is no running secondment, or the day lies before it began.
    """
    by = _admit_asking(actor, transfer)
    with transaction.atomic():
        transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
        before = copy(transfer)
        if transfer.kind != TransferKind.SECONDMENT or transfer.state != TransferState.ACCEPTED:
            raise ValidationError("Chỉ kết thúc được một lần biệt phái đã tiếp nhận.")
        if last_day < transfer.start:
            raise ValidationError(
                f"Biệt phái bắt đầu ngày {transfer.start:%d/%m/%Y}: ngày kết thúc phải từ ngày đó."
            )
        refuse_closed(transfer.to_unit, last_day)
        pairs = end_with(transfer, last_day)
        transfer.save()
        _record("people.secondment_ended", transfer, [(before, transfer), *pairs], by, why)
    return transfer


# ---- what the acts share --------------------------------------------------------------------------


def _admit_asking(actor: Actor, transfer: Transfer) -> Acting:
    held, own = scopes_about(actor, transfer.person), is_own(actor, transfer.person)
    to = transfer.to_unit.path
    return admit(actor, may_request_transfer(held, transfer.from_unit.path, goes_to=to, own=own))


def _admit_answer(actor: Actor, transfer: Transfer) -> Acting:
    asked = bool(actor.username) and actor.username == transfer.requested_account
    answer = may_answer_transfer(
        scopes_about(actor, transfer.person),
        transfer.to_unit.path,
        comes_from=transfer.from_unit.path,
        own=is_own(actor, transfer.person),
        asked=asked,
    )
    return admit(actor, answer)


def _main_post(person: Person) -> Post | None:
    """The main post that runs today."""
    today = timezone.localdate()
    return Post.objects.on(today).filter(person=person, main=True).select_related("unit").first()


def _pending(transfer: Transfer) -> tuple[Transfer, Transfer]:
    """The request as the database has it, held; and a copy of what it was."""
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("person", "from_unit", "to_unit")
    current = rows.get(pk=transfer.pk)
    if current.state != TransferState.REQUESTED:
        raise ValidationError(
            f"Đề nghị này đã có trả lời: {current.get_state_display().lower()} ({current.answered_by})."
        )
    return current, copy(current)


def _refuse_before(transfer: Transfer, post: Post) -> None:
    if transfer.start <= post.start:
        raise ValidationError(
            f"{transfer.person} mới nhận chức vụ ở {post.unit} ngày {post.start:%d/%m/%Y}: "
            "ngày chuyển phải sau ngày đó."
        )


def _new_post(transfer: Transfer, post: Post, *, main: bool) -> Post:
    """The post in the new unit: as asked for, otherwise the one that he holds."""
    new = Post(
        person=transfer.person,
        unit=transfer.to_unit,
        start=transfer.start,
        end=transfer.end,
        title=transfer.title or ("" if transfer.grade else post.title),
        grade=transfer.grade or post.grade,
        leads=transfer.leads,
        main=main,
    )
    new.full_clean()
    return new


def _placed(pairs: list[Pair]) -> Post:
    placed = pairs[0][1]
    assert isinstance(placed, Post)
    return placed


def _absence(transfer: Transfer) -> Absence:
    absence = Absence(
        person=transfer.person,
        kind=AbsenceKind.SECONDMENT.value,
        start=transfer.start,
        end=transfer.end,
    )
    absence.full_clean()
    absence.save()
    transfer.absence = absence
    return absence


def _answered(transfer: Transfer, state: TransferState, by: Acting, answer: str) -> None:
    transfer.state = state
    transfer.answer = answer.strip()
    transfer.answered_by = by.full_name[:200]
    transfer.answered_at = timezone.now()
    transfer.full_clean()
    transfer.save()


def _record(verb: str, transfer: Transfer, pairs: list[Pair], by: Acting, why: str) -> None:
    record(
        actor=by,
        verb=verb,
        subject=str(transfer),
        ref=ref(transfer.person),
        data=written(*pairs) | {"transfer": transfer.pk},
        why=why.strip(),
    )

"""Lending a role for a time (thừa ủy quyền), and taking it back."""

from __future__ import annotations

from copy import copy
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.policies import APART, admit, decide, may_delegate
from vinhdanh.access.selectors import held_on, scopes
from vinhdanh.access.services.accounts import ref
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Placed, Role, Scope
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record


def delegate(
    *,
    actor: Account,
    assignment: RoleAssignment,
    receiver: Account,
    valid_from: date,
    valid_to: date,
    ground: str,
    unit: Placed | None = None,
) -> Delegation:
    """Lend one's role to somebody from one day to another. What he then does names both.

    Args:
        assignment: the actor's own role.
        ground: the paper of the delegation (giấy ủy quyền), or why there is one.
        unit: a unit below one's own, where only a part is lent; by default all of it.

    Raises:
        PermissionDenied: the role is not the actor's, or not one to lend.
        ValidationError: longer or wider than his own, backdated, without ground, or to somebody who may
            not have it.
    """
    role, own = Role(assignment.role), assignment.account == actor
    lent = not own and _was_lent(actor, assignment)
    held = own and Scope(role, assignment.unit_code) in scopes(actor)
    by = admit(actor, may_delegate(role, own=own, lent=lent, held=held))
    delegation = Delegation(
        assignment=assignment,
        receiver=receiver,
        unit_code=unit.code if unit else assignment.unit_code,
        valid_from=valid_from,
        valid_to=valid_to,
        ground=ground.strip(),
    )
    delegation.full_clean()
    _refuse_longer(delegation)
    _refuse_wider(assignment, unit)
    _refuse_receiver(delegation)
    with transaction.atomic():
        delegation.save()
        record(
            actor=by,
            verb="access.role_delegated",
            subject=f"{delegation.giver.full_name} → {receiver.full_name}",
            ref=ref(receiver),
            data=written((None, delegation)),
            why=delegation.ground,
        )
    return delegation


def _was_lent(actor: Account, assignment: RoleAssignment) -> bool:
    return Delegation.objects.filter(assignment=assignment, receiver=actor, revoked__isnull=True).exists()


def _refuse_longer(delegation: Delegation) -> None:
    role = delegation.assignment
    if delegation.valid_from < timezone.localdate():
        raise ValidationError("Không ủy quyền lùi ngày: ghi từ hôm nay trở đi.")
    ends = role.valid_to
    if delegation.valid_from < role.valid_from or (ends and delegation.valid_to > ends):
        until = f"đến {ends:%d/%m/%Y}" if ends else "không ghi ngày hết"
        raise ValidationError(
            f"Đồng chí giữ vai trò {role.get_role_display()} từ {role.valid_from:%d/%m/%Y} {until}: "
            "chỉ ủy quyền được trong thời gian đó."
        )


def _refuse_wider(assignment: RoleAssignment, unit: Placed | None) -> None:
    own = assignment.unit_code
    if unit is not None and own != WHOLE_AGENCY and f"/{own}/" not in unit.path:
        raise ValidationError(
            f"Đơn vị {unit.code} không thuộc {own}: chỉ ủy quyền được trong phạm vi của mình."
        )


def _refuse_receiver(delegation: Delegation) -> None:
    receiver = delegation.receiver
    if receiver == delegation.giver:
        raise ValidationError("Người được ủy quyền phải là người khác.")
    if not receiver.is_active:
        raise ValidationError(f"Tài khoản của {receiver} đã khóa.")
    held = receiver.roles.filter(held_on(delegation.valid_from), role__in=APART).first()
    if held:
        raise ValidationError(
            f"{receiver} đang giữ vai trò {held.get_role_display()}: không nhận ủy quyền để ghi hồ sơ."
        )
    same = Delegation.objects.filter(
        assignment=delegation.assignment,
        receiver=receiver,
        unit_code=delegation.unit_code,
        revoked__isnull=True,
        valid_from__lte=delegation.valid_to,
        valid_to__gte=delegation.valid_from,
    ).first()
    if same:
        raise ValidationError(
            f"{receiver} đã được ủy quyền vai trò này từ {same.valid_from:%d/%m/%Y} đến "
            f"{same.valid_to:%d/%m/%Y}."
        )


def revoke_delegation(*, actor: Account | Operator, delegation: Delegation, why: str) -> Delegation:
    """The delegation ends now. By who gave it, or by who manages accounts.

    Raises:
        PermissionDenied: the actor is neither.
        ValidationError: it was revoked before.
    """
    if delegation.giver == actor:
        by = admit(actor)
    else:
        answer = decide(scopes(actor), Action.MANAGE_ACCOUNTS)
        if not answer:
            raise PermissionDenied("Chỉ người ủy quyền hoặc quản trị viên thu hồi được ủy quyền.")
        by = admit(actor, answer)
    with transaction.atomic():
        delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
        if delegation.revoked:
            raise ValidationError(
                f"Ủy quyền này đã thu hồi lúc {timezone.localtime(delegation.revoked):%H:%M %d/%m/%Y}."
            )
        before = copy(delegation)
        delegation.revoked = timezone.now()
        delegation.save(update_fields=["revoked"])
        record(
            actor=by,
            verb="access.delegation_revoked",
            subject=f"{delegation.giver.full_name} → {delegation.receiver.full_name}",
            ref=ref(delegation.receiver),
            data=written((before, delegation)),
            why=why,
        )
    return delegation

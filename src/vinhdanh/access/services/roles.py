"""Giving roles and ending them."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.policies import admit, decide
from vinhdanh.access.selectors import scopes
from vinhdanh.access.services.accounts import ref
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Role
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.audit.types import Actor


def give_role(
    *,
    actor: Account | Operator,
    account: Account,
    role: Role,
    unit_code: str = WHOLE_AGENCY,
    valid_from: date | None = None,
    valid_to: date | None = None,
    why: str = "",
) -> RoleAssignment:
    """Give a role on a unit and everything below it, from today unless said otherwise.

    The code is not looked up here (accounts stand below units): ``people.checks`` lists roles on
    codes that no unit has; such a role shows nothing.

    Raises:
        PermissionDenied: the actor may not manage accounts, or it is his own.
        ValidationError: the account already has that role there.
    """
    by = admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if account == actor:
        raise PermissionDenied("Đồng chí không tự giao vai trò cho mình: đề nghị quản trị viên khác giao.")
    given = RoleAssignment(
        account=account,
        role=role,
        unit_code=unit_code,
        valid_from=valid_from or timezone.localdate(),
        valid_to=valid_to,
    )
    given.full_clean()
    with transaction.atomic():
        given.save()
        record(
            actor=by,
            verb="access.role_given",
            subject=account.full_name,
            ref=ref(account),
            data=written((None, given)),
            why=why,
        )
    return given


def end_role(*, actor: Account | Operator, assignment: RoleAssignment, last_day: date, why: str) -> None:
    """The role ends with that day, and with it whatever its holder lent of it.

    Raises:
        PermissionDenied: the actor may not manage accounts.
        ValidationError: the day lies before the role began.
    """
    by = admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    before = copy(assignment)
    assignment.valid_to = last_day
    assignment.full_clean()
    with transaction.atomic():
        assignment.save(update_fields=["valid_to"])
        record(
            actor=by,
            verb="access.role_ended",
            subject=assignment.account.full_name,
            ref=ref(assignment.account),
            data=written((before, assignment), *cut_delegations(assignment.delegations.all(), last_day)),
            why=why,
        )


def cut_delegations(delegations: QuerySet[Delegation], last_day: date) -> list[Pair]:
    """None of them outlives that day; each before and after, for the journal."""
    pairs: list[Pair] = []
    for delegation in delegations.filter(revoked__isnull=True, valid_to__gt=last_day):
        before = copy(delegation)
        if delegation.valid_from <= last_day:
            delegation.valid_to = last_day
        else:
            delegation.revoked = timezone.now()
        delegation.save(update_fields=["valid_to", "revoked"])
        pairs.append((before, delegation))
    return pairs


def follow_unit(*, by: Actor, old_code: str, new_code: str, on: date, why: str) -> None:
    """Roles on a unit that got a new code, and what was lent of them, lie on that code from a day on.

    Part of renaming a unit, which the caller has admitted: the same people, the same reach.
    """
    running = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    new_home: dict[int, RoleAssignment] = {}
    for old in RoleAssignment.objects.filter(running, unit_code=old_code).select_related("account"):
        new, pairs = _moved(old, new_code, on)
        new_home[old.pk] = new
        record(
            actor=by,
            verb="access.role_followed",
            subject=old.account.full_name,
            ref=ref(old.account),
            data=written(*pairs),
            why=why,
        )
    lent = Delegation.objects.filter(
        Q(assignment__in=list(new_home)) | Q(unit_code=old_code), revoked__isnull=True, valid_to__gte=on
    )
    for delegation in lent.select_related("assignment__account", "receiver"):
        code = new_code if delegation.unit_code == old_code else delegation.unit_code
        home = new_home.get(delegation.assignment_id, delegation.assignment)
        record(
            actor=by,
            verb="access.role_followed",
            subject=delegation.receiver.full_name,
            ref=ref(delegation.receiver),
            data=written(*_lent_on(delegation, home, code, on)),
            why=why,
        )


def _moved(old: RoleAssignment, code: str, on: date) -> tuple[RoleAssignment, list[Pair]]:
    before = copy(old)
    if old.valid_from >= on:  # had not begun: it simply lies on the new code
        old.unit_code = code
        old.save(update_fields=["unit_code"])
        return old, [(before, old)]
    new = RoleAssignment(
        account=old.account, role=old.role, unit_code=code, valid_from=on, valid_to=old.valid_to
    )
    old.valid_to = on - timedelta(days=1)
    old.save(update_fields=["valid_to"])
    new.save()
    return new, [(before, old), (None, new)]


def _lent_on(delegation: Delegation, home: RoleAssignment, code: str, on: date) -> list[Pair]:
    before = copy(delegation)
    if delegation.valid_from >= on:
        delegation.assignment, delegation.unit_code = home, code
        delegation.save(update_fields=["assignment", "unit_code"])
        return [(before, delegation)]
    new = Delegation(
        assignment=home,
        receiver=delegation.receiver,
        unit_code=code,
        valid_from=on,
        valid_to=delegation.valid_to,
        ground=delegation.ground,
    )
    delegation.valid_to = on - timedelta(days=1)
    delegation.save(update_fields=["valid_to"])
    new.save()
    return [(before, delegation), (None, new)]

"""Accounts, roles, signing in and out."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account, FailedSignIn, RoleAssignment
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import locked_out, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Denied, Operator, Role, SignedIn
from vinhdanh.audit.services import record


def create_account(
    *,
    actor: Account | Operator,
    username: str,
    full_name: str,
    password: str,
    post_text: str = "",
    person_number: str = "",
    is_demo: bool = False,
) -> Account:
    """A new account, without any role yet.

    Args:
        person_number: số hiệu of the person it belongs to, who then sees his own file.
        is_demo: its password is public; only while the demo runs.

    Raises:
        PermissionDenied: the actor may not manage accounts, or a demo account outside the demo.
        ValidationError: the name is taken or malformed, the password too weak.
    """
    require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if is_demo and not settings.VINHDANH_DEMO:
        raise PermissionDenied("Tài khoản thử chỉ có khi chạy thử với dữ liệu mẫu.")
    account = Account(
        username=username.strip().lower(),
        full_name=full_name.strip(),
        post_text=post_text,
        person_number=person_number,
        is_demo=is_demo,
    )
    validate_password(password, account)
    account.set_password(password)
    account.full_clean()
    with transaction.atomic():
        account.save()
        record(
            actor=actor,
            verb="access.account_created",
            subject=account.full_name,
            ref=_ref(account),
            data={"username": account.username, "person_number": person_number, "demo": is_demo},
        )
    return account


def close_account(*, actor: Account | Operator, account: Account, why: str) -> None:
    """Nobody signs in with it any more; open sessions end with their next page.

    Raises:
        PermissionDenied: the actor may not manage accounts.
    """
    require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        record(
            actor=actor, verb="access.account_closed", subject=account.full_name, ref=_ref(account), why=why
        )


def change_password(*, actor: Account | Operator, account: Account, password: str) -> None:
    """A new password: one's own, or anybody's by who manages accounts. Other sessions end.

    Raises:
        PermissionDenied: somebody else's account, and the actor may not manage accounts.
        ValidationError: the password is too weak.
    """
    if account != actor:
        require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    validate_password(password, account)
    account.set_password(password)
    with transaction.atomic():
        account.save(update_fields=["password"])
        record(actor=actor, verb="access.password_changed", subject=account.full_name, ref=_ref(account))


def give_role(
    *,
    actor: Account | Operator,
    account: Account,
    role: Role,
    unit_code: str = WHOLE_AGENCY,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give a role on a unit and everything below it, from today unless said otherwise.

    The code is not looked up here (accounts stand below units): ``people.checks`` lists roles on
    codes that no unit has; such a role shows nothing.

    Raises:
        PermissionDenied: the actor may not manage accounts.
        ValidationError: the account already has that role there.
    """
    require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
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
            actor=actor,
            verb="access.role_given",
            subject=account.full_name,
            ref=_ref(account),
            data={"role": role, "unit": unit_code, "from": given.valid_from, "to": valid_to},
        )
    return given


def end_role(*, actor: Account | Operator, assignment: RoleAssignment, last_day: date, why: str) -> None:
    """The role ends with that day.

    Raises:
        PermissionDenied: the actor may not manage accounts.
        ValidationError: the day lies before the role began.
    """
    require(decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    assignment.valid_to = last_day
    assignment.full_clean()
    with transaction.atomic():
        assignment.save(update_fields=["valid_to"])
        record(
            actor=actor,
            verb="access.role_ended",
            subject=assignment.account.full_name,
            ref=_ref(assignment.account),
            data={"role": assignment.role, "unit": assignment.unit_code, "to": last_day},
            why=why,
        )


def sign_in(*, username: str, password: str, address: str) -> SignedIn | Denied:
    """Check a name and a password; the page then opens the session.

    Wrong ones are counted by name and address. After ``SIGN_IN_ATTEMPTS`` of them within
    ``SIGN_IN_LOCK_MINUTES`` the pair is refused unread until that time has passed, and the
    refusals are not written down, so that nobody can fill the journal from outside.
    """
    name = username.strip().lower()[:60]
    if locked_out(name, address):
        return Denied(
            f"Nhập sai {settings.SIGN_IN_ATTEMPTS} lần: tạm khóa đăng nhập. "
            f"Thử lại sau {settings.SIGN_IN_LOCK_MINUTES} phút, hoặc liên hệ quản trị viên."
        )
    # Slow on purpose, so outside any transaction.
    account = authenticate(username=name, password=password)
    if account is None:
        return _refuse(name, address)
    assert isinstance(account, Account)
    with transaction.atomic():
        FailedSignIn.objects.filter(username=name, address=address).delete()
        record(actor=account, verb="access.signed_in", subject=account.full_name, ref=_ref(account))
    return SignedIn(account)


def _refuse(name: str, address: str) -> Denied:
    stranger = Operator(full_name="Người chưa đăng nhập", username=name)
    now = timezone.now()
    forgotten = now - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    with transaction.atomic():
        FailedSignIn.objects.filter(at__lt=forgotten).delete()
        FailedSignIn.objects.create(username=name, address=address, at=now)
        locked = locked_out(name, address)
        record(actor=stranger, verb="access.locked_out" if locked else "access.sign_in_failed", subject=name)
    return Denied("Tên đăng nhập hoặc mật khẩu không đúng.")


def sign_out(*, account: Account) -> None:
    """Write down that somebody left; the page closes the session."""
    record(actor=account, verb="access.signed_out", subject=account.full_name, ref=_ref(account))


def _ref(account: Account) -> str:
    return f"account:{account.username}"

"""Accounts and their passwords."""

from __future__ import annotations

from copy import copy

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account, Delegation
from vinhdanh.access.policies import admit, decide
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Operator
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record


def ref(account: Account) -> str:
    """The account's name in the journal: ``account:lan.ht``."""
    return f"account:{account.username}"


def create_account(
    *,
    actor: Account | Operator,
    username: str,
    full_name: str,
    password: str,
    post_text: str = "",
    person_number: str = "",
    is_demo: bool = False,
    must_change_password: bool = True,
) -> Account:
    """A new account, without any role yet.

    Args:
        person_number: số hiệu of the person it belongs to, who then sees his own file.
        is_demo: its password is public; only while the demo runs.
        must_change_password: the first sign-in asks for a new password. Off only where the owner typed
            it himself, unseen.

    Raises:
        PermissionDenied: the actor may not manage accounts, or a demo account outside the demo.
        ValidationError: the name is taken or malformed, the password too weak.
    """
    by = admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if is_demo and not settings.VINHDANH_DEMO:
        raise PermissionDenied("Tài khoản thử chỉ có khi chạy thử với dữ liệu mẫu.")
    account = Account(
        username=username.strip().lower(),
        full_name=full_name.strip(),
        post_text=post_text,
        person_number=person_number,
        is_demo=is_demo,
        must_change_password=must_change_password and not is_demo,
    )
    validate_password(password, account)
    account.set_password(password)
    account.full_clean()
    with transaction.atomic():
        account.save()
        record(
            actor=by,
            verb="access.account_created",
            subject=account.full_name,
            ref=ref(account),
            data=written((None, account)),
        )
    return account


def close_account(*, actor: Account | Operator, account: Account, why: str) -> None:
    """Nobody signs in with it any more; open sessions end with their next page, and what it lent ends now.

    Raises:
        PermissionDenied: the actor may not manage accounts, or it is his own.
        ValidationError: no reason, or it is closed already.
    """
    by = admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if account == actor:
        raise PermissionDenied("Đồng chí không tự khóa tài khoản của mình: đề nghị quản trị viên khác khóa.")
    if not account.is_active:
        raise ValidationError("Tài khoản này đã khóa.")
    if not why.strip():
        raise ValidationError("Ghi lý do khóa tài khoản.")
    before = copy(account)
    account.is_active = False
    with transaction.atomic():
        account.save(update_fields=["is_active"])
        ended: list[Pair] = [(before, account)]
        for delegation in Delegation.objects.filter(
            assignment__account=account, revoked__isnull=True, valid_to__gte=timezone.localdate()
        ):
            was = copy(delegation)
            delegation.revoked = timezone.now()
            delegation.save(update_fields=["revoked"])
            ended.append((was, delegation))
        record(
            actor=by,
            verb="access.account_closed",
            subject=account.full_name,
            ref=ref(account),
            data=written(*ended),
            why=why,
        )


def reopen_account(*, actor: Account | Operator, account: Account, why: str) -> None:
    """Its owner may sign in again, with the password and the roles that he had; what he lent stays ended.

    Raises:
        PermissionDenied: the actor may not manage accounts.
        ValidationError: no reason, it is open, or its person has another open account.
    """
    by = admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if account.is_active:
        raise ValidationError("Tài khoản này đang dùng.")
    if not why.strip():
        raise ValidationError("Ghi lý do mở lại tài khoản.")
    before = copy(account)
    account.is_active = True
    account.full_clean()
    with transaction.atomic():
        account.save(update_fields=["is_active"])
        record(
            actor=by,
            verb="access.account_reopened",
            subject=account.full_name,
            ref=ref(account),
            data=written((before, account)),
            why=why.strip(),
        )


def change_password(*, actor: Account | Operator, account: Account, password: str) -> None:
    """A new password: one's own, or anybody's by who manages accounts. Other sessions end.

    One that somebody else chose must be changed at the next sign-in.

    Raises:
        PermissionDenied: somebody else's account, and the actor may not manage accounts.
        ValidationError: the password is too weak, or the one in use.
    """
    own = account == actor
    by = admit(actor) if own else admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    validate_password(password, account)
    if account.check_password(password):
        raise ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng.")
    before = copy(account)
    account.set_password(password)
    account.must_change_password = not own
    with transaction.atomic():
        account.save(update_fields=["password", "must_change_password"])
        record(
            actor=by,
            verb="access.password_changed" if own else "access.password_reset",
            subject=account.full_name,
            ref=ref(account),
            data=written((before, account)),
        )

"""Signing in and out, and being kept out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account, FailedSignIn, OpenSession
from vinhdanh.access.policies import admit, decide
from vinhdanh.access.selectors import locked_out, scopes
from vinhdanh.access.services.accounts import ref
from vinhdanh.access.types import Action, Denied, Operator, SignedIn
from vinhdanh.audit.services import record


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
        record(actor=account, verb="access.signed_in", subject=account.full_name, ref=ref(account))
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


def note_session(*, account: Account, key: str, address: str, browser: str, began: datetime) -> None:
    """Remember that a browser is signed in and was there now. Not in the journal: nothing was done."""
    OpenSession.objects.update_or_create(
        key=key,
        defaults={"account": account, "seen": timezone.now()},
        create_defaults={
            "account": account,
            "address": address[:64],
            "browser": browser[:200],
            "began": began,
            "seen": timezone.now(),
        },
    )


def close_sessions(*, actor: Account | Operator, account: Account, sessions: Sequence[OpenSession]) -> int:
    """End sessions of one account now: one's own, or anybody's by who manages accounts. How many there were.

    Raises:
        PermissionDenied: somebody else's account, and the actor may not manage accounts.
    """
    own = account == actor
    by = admit(actor) if own else admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    keys = [session.key for session in sessions if session.account_id == account.pk]
    store = import_module(settings.SESSION_ENGINE).SessionStore
    with transaction.atomic():
        for key in keys:
            store(key).delete()
        OpenSession.objects.filter(key__in=keys).delete()
        record(
            actor=by,
            verb="access.sessions_closed",
            subject=account.full_name,
            ref=ref(account),
            data={"sessions": len(keys)},
        )
    return len(keys)


def sign_out(*, account: Account, key: str | None = None) -> None:
    """Write down that somebody left; the page closes the session, whose ``key`` is forgotten."""
    OpenSession.objects.filter(key=key or "").delete()
    record(actor=account, verb="access.signed_out", subject=account.full_name, ref=ref(account))


def end_session(*, account: Account, why: str) -> None:
    """Write down that a session ended by itself; the middleware closes it."""
    record(actor=account, verb="access.session_ended", subject=account.full_name, ref=ref(account), why=why)


def count_stranger(*, gate: str, address: str, most: int | None = None) -> bool:
    """Count a wrong secret at a door that is no sign-in page; whether that address must wait now.

    Args:
        gate: name of the door; no account can be called so (it holds a slash).
        most: how many are borne; by default as many as wrong passwords.
    """
    now = timezone.now()
    forgotten = now - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    if locked_out(gate, address, most):
        return True
    with transaction.atomic():
        FailedSignIn.objects.filter(at__lt=forgotten).delete()
        FailedSignIn.objects.create(username=gate, address=address, at=now)
    return locked_out(gate, address, most)

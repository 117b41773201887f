"""Who counts as signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from vinhdanh.access.models import Account


class AccountBackend(BaseBackend):
    """Username and password. Closed accounts are out, and so are demo accounts outside the demo."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **other: Any
    ) -> Account | None:
        if not username or not password:
            return None
        account = Account.objects.filter(username__iexact=username).first()
        if account is None:
            Account().set_password(password)  # an unknown name takes as long as a known one
            return None
        return account if account.check_password(password) and may_sign_in(account) else None

    def get_user(self, user_id: int) -> Account | None:
        account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and may_sign_in(account) else None


def may_sign_in(account: Account) -> bool:
    """An open account; one with a public password only while the demo runs."""
    return account.is_active and (settings.VINHDANH_DEMO or not account.is_demo)

"""Reading accounts and roles."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from vinhdanh.access.models import Account, FailedSignIn
from vinhdanh.access.types import DEMO_PASSWORD, WHOLE_AGENCY, DemoAccount, Operator, Role, Scope

# What an operator at the prompt stands for: the two roles that together may do everything.
_OPERATOR_SCOPES = (Scope(Role.STANDING_BODY), Scope(Role.ADMINISTRATOR))


def scopes(actor: Account | Operator, on: date | None = None) -> tuple[Scope, ...]:
    """The roles that an actor holds on a day (today by default), each with its unit's code."""
    if isinstance(actor, Operator):
        return _OPERATOR_SCOPES
    if not actor.is_active:
        return ()
    day = on or timezone.localdate()
    held = actor.roles.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    return tuple(Scope(Role(role), code) for role, code in held.values_list("role", "unit_code"))


def role_labels(account: Account) -> list[str]:
    """The roles held today, in words, for the page's corner."""
    return [
        f"{s.role.label}" + (f" ({s.unit_code})" if s.unit_code != WHOLE_AGENCY else "")
        for s in scopes(account)
    ]


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts whose password is public; none unless the demo runs."""
    if not settings.VINHDANH_DEMO:
        return ()
    accounts = Account.objects.filter(is_demo=True, is_active=True).prefetch_related("roles").order_by("id")
    return tuple(
        DemoAccount(
            username=account.username,
            password=DEMO_PASSWORD,
            full_name=account.full_name,
            roles_text=", ".join(role.get_role_display() for role in account.roles.all()),
            scope_text=account.post_text,
        )
        for account in accounts
    )


def locked_out(username: str, address: str) -> bool:
    """Whether so many wrong passwords came for this name from this address that it must wait."""
    since = timezone.now() - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    failures = FailedSignIn.objects.filter(username=username.lower(), address=address, at__gt=since).count()
    return failures >= settings.SIGN_IN_ATTEMPTS

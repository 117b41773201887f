"""Keys of the API: made by the account that answers for them, shown once, revoked at any time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from copy import copy
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.access.backends import may_sign_in
from vinhdanh.access.models import Account, ApiToken, RoleAssignment
from vinhdanh.access.policies import admit, decide, may_make_token
from vinhdanh.access.selectors import held_on, locked_out, scopes
from vinhdanh.access.services.accounts import ref
from vinhdanh.access.services.signing import count_stranger
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Placed, TokenRefusal, TokenState, WriteArea
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record

GATE = "khoa-api/"  # where wrong keys are counted; no account can be called so
LONGEST = 366  # days that a key lives at most
START = "vd_"


def make_token(
    *,
    actor: Account,
    name: str,
    roles: Sequence[tuple[RoleAssignment, Placed | None]],
    areas: Sequence[WriteArea] = (),
    expires: date,
) -> tuple[ApiToken, str]:
    """A new key of the actor's own account, and its secret, which nobody can read again.

    Args:
        roles: his own roles, each with a unit below its own where only a part is given.
        areas: what it may write; without any it only reads.
        expires: the last day, at most a year from now.

    Raises:
        PermissionDenied: a role that isn't his own today, or he acts through a key himself.
        ValidationError: no name, no role, a unit outside the role, no day or one too far.
    """
    now = timezone.localdate()
    held = set(actor.roles.filter(held_on(now)).values_list("pk", flat=True))
    own = actor.token is None
    by = admit(
        actor,
        *(may_make_token(own=own and one.account_id == actor.pk, held=one.pk in held) for one, _ in roles),
    )
    if not roles:
        raise ValidationError({"roles": "Chọn ít nhất một vai trò mà khóa được mang."})
    if not now <= expires <= now + timedelta(days=LONGEST):
        raise ValidationError({"expires": "Ngày cuối từ hôm nay đến nhiều nhất một năm sau."})
    secret = START + secrets.token_urlsafe(32)
    token = ApiToken(
        account=actor,
        name=name.strip(),
        prefix=secret[:9],
        secret_digest=_digest(secret),
        roles=[[one.role, _code(one, unit)] for one, unit in roles],
        areas=[area.value for area in areas],
        expires=expires,
    )
    token.full_clean()
    with transaction.atomic():
        token.save()
        record(
            actor=by,
            verb="access.token_made",
            subject=f"{actor.full_name}: {token.name}",
            ref=ref(actor),
            data=written((None, token)),
        )
    return token, secret


def _code(assignment: RoleAssignment, unit: Placed | None) -> str:
    own = assignment.unit_code
    if unit is None:
        return own
    if own != WHOLE_AGENCY and f"/{own}/" not in unit.path:
        raise ValidationError(
            {"unit": f"Đơn vị {unit.code} không thuộc {own}: chọn đơn vị trong phạm vi đó."}
        )
    return unit.code


def _digest(secret: str) -> str:
    """SHA-256, without salt: the secret is 256 random bits, and it is looked up by this."""
    return sha256(secret.encode()).hexdigest()


def revoke_token(*, actor: Account | Operator, token: ApiToken, why: str) -> ApiToken:
    """The key opens nothing any more. By its owner, or by who manages accounts.

    Raises:
        PermissionDenied: the actor is neither.
        ValidationError: no reason, or it was revoked before.
    """
    own = token.account == actor
    by = admit(actor) if own else admit(actor, decide(scopes(actor), Action.MANAGE_ACCOUNTS))
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do thu hồi."})
    with transaction.atomic():
        token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
        if token.revoked:
            raise ValidationError(
                f"Khóa này đã thu hồi lúc {timezone.localtime(token.revoked):%H:%M %d/%m/%Y}."
            )
        before = copy(token)
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        record(
            actor=by,
            verb="access.token_revoked",
            subject=f"{token.account.full_name}: {token.name}",
            ref=ref(token.account),
            data=written((before, token)),
            why=why.strip(),
        )
    return token


def pass_token(*, secret: str, address: str) -> Account | TokenRefusal:
    """The account that a key opens, its roles narrowed to the key's; or why it opens nothing.

    Wrong keys are counted by address, right ones by minute. Nothing is written in the journal: what is done
    with the key stands there.
    """
    if locked_out(GATE, address, settings.PUBLIC_MISSES):
        return TokenRefusal.TOO_MANY_WRONG
    token = ApiToken.objects.select_related("account").filter(secret_digest=_digest(secret)).first()
    if token is None:
        count_stranger(gate=GATE, address=address, most=settings.PUBLIC_MISSES)
        return TokenRefusal.UNKNOWN
    if token.state == TokenState.REVOKED:
        return TokenRefusal.REVOKED
    if token.state == TokenState.EXPIRED:
        return TokenRefusal.EXPIRED
    account = token.account
    if not may_sign_in(account) or account.must_change_password:
        return TokenRefusal.CLOSED
    if not _counted(token):
        return TokenRefusal.TOO_MANY_CALLS
    account.token = token
    return account


def _counted(token: ApiToken) -> bool:
    """Count one call of this minute; False when there were as many as a minute holds."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    rows = ApiToken.objects.filter(pk=token.pk)
    # A call beside this one may have begun the minute meanwhile, or the next one: then it counts there.
    counted = rows.filter(minute__gte=minute, calls__lt=settings.API_CALLS_A_MINUTE)
    earlier = rows.filter(Q(minute__isnull=True) | Q(minute__lt=minute))
    return bool(
        counted.update(calls=F("calls") + 1, last_used=now)
        or earlier.update(minute=minute, calls=1, last_used=now)
        or counted.update(calls=F("calls") + 1, last_used=now)
    )

"""Making and revoking keys × every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tests.records import make_account
from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.selectors import tokens_visible_to
from vinhdanh.access.services import make_token, revoke_token
from vinhdanh.access.types import WHOLE_AGENCY, Role

MONTH = timezone.localdate() + timedelta(days=30)
MANAGES = {Role.ADMINISTRATOR}
LOOKS = MANAGES | {Role.INSPECTOR}


def key(account: Account) -> ApiToken:
    roles = [(one, None) for one in account.roles.all()]
    return make_token(actor=account, name="Khóa", roles=roles, expires=MONTH)[0]


@pytest.mark.parametrize("role", Role)
def test_everybody_keeps_his_own_keys_and_only_administrators_end_others(db: None, role: Role) -> None:
    other = key(make_account("khac", (Role.UNIT_CLERK, "PX01")))
    actor = make_account("nguoi", (role, WHOLE_AGENCY))
    own = key(actor)
    seen = {own, other} if role in LOOKS else {own}
    assert set(tokens_visible_to(actor)) == seen
    assert revoke_token(actor=actor, token=own, why="Thử").revoked
    with transaction.atomic():
        if role in MANAGES:
            assert revoke_token(actor=actor, token=other, why="Lộ khóa").revoked
        else:
            with pytest.raises(PermissionDenied):
                revoke_token(actor=actor, token=other, why="Thử")


@pytest.mark.parametrize("role", Role)
def test_nobody_puts_anothers_role_into_a_key(db: None, role: Role) -> None:
    other = make_account("khac", (Role.UNIT_CLERK, "PX01"))
    actor = make_account("nguoi", (role, WHOLE_AGENCY))
    with pytest.raises(PermissionDenied):
        make_token(actor=actor, name="Khóa", roles=[(other.roles.get(), None)], expires=MONTH)

"""Keys of the API: never more than the account has today, shown once, ended at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access import services
from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.selectors import scopes, tokens_visible_to
from vinhdanh.access.types import WHOLE_AGENCY, Role, TokenRefusal, WriteArea
from vinhdanh.audit.models import JournalEntry
from vinhdanh.engine.facts import Level
from vinhdanh.people import services as people
from vinhdanh.people.selectors import visible_units

TODAY = timezone.localdate()
MONTH = TODAY + timedelta(days=30)


class Office(Tree):
    """The tree, a clerk of PX01 and an administrator."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.admin = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))

    def key(self, **more: Any) -> tuple[ApiToken, str]:
        fields = {
            "actor": self.clerk,
            "name": "Cổng báo cáo",
            "roles": [(self.clerk.roles.get(), None)],
            "expires": MONTH,
        }
        return services.make_token(**(fields | more))


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def passed(secret: str) -> Account:
    found = services.pass_token(secret=secret, address="10.0.0.1")
    assert isinstance(found, Account)
    return found


def refused(secret: str) -> TokenRefusal:
    found = services.pass_token(secret=secret, address="10.0.0.1")
    assert isinstance(found, TokenRefusal)
    return found


def test_the_database_and_the_journal_hold_no_secret(office: Office) -> None:
    token, secret = office.key()
    assert secret.startswith(token.prefix)
    assert secret not in str(ApiToken.objects.values().get())
    entry = JournalEntry.objects.get(verb="access.token_made")
    assert secret not in entry.data
    assert token.secret_digest not in entry.data


def test_a_key_opens_what_its_role_opens(office: Office) -> None:
    account = passed(office.key()[1])
    assert set(visible_units(account).values_list("code", flat=True)) == {"PX01", "PX01-D1", "PX01-D2"}


def test_a_key_may_be_narrower_than_the_role(office: Office) -> None:
    account = passed(office.key(roles=[(office.clerk.roles.get(), office.d1)])[1])
    assert set(visible_units(account).values_list("code", flat=True)) == {"PX01-D1"}


def test_a_key_is_never_wider_than_the_role(office: Office) -> None:
    with pytest.raises(ValidationError, match="không thuộc PX01"):
        office.key(roles=[(office.clerk.roles.get(), office.px02)])
    token, secret = office.key()
    ApiToken.objects.filter(pk=token.pk).update(roles=[["unit_clerk", "PX02"], ["standing_body", ""]])
    assert not visible_units(passed(secret)).exists()


def test_a_role_that_ends_ends_in_the_key_too(office: Office) -> None:
    _, secret = office.key()
    office.clerk.roles.update(valid_to=TODAY - timedelta(days=1))
    assert scopes(passed(secret)) == ()


def test_what_others_lent_passes_no_key(office: Office) -> None:
    head = make_account("truong", (Role.UNIT_HEAD, "PX02"))
    _, secret = office.key()
    services.delegate(
        actor=head,
        assignment=head.roles.get(),
        receiver=office.clerk,
        valid_from=TODAY,
        valid_to=MONTH,
        ground="GUQ 1",
    )
    assert {scope.unit_code for scope in scopes(office.clerk)} == {"PX01", "PX02"}
    assert {scope.unit_code for scope in scopes(passed(secret))} == {"PX01"}
    with pytest.raises(PermissionDenied, match="giao cho chính đồng chí"):
        office.key(roles=[(head.roles.get(), None)])


def test_a_key_makes_no_key(office: Office) -> None:
    account = passed(office.key()[1])
    with pytest.raises(PermissionDenied):
        services.make_token(actor=account, name="Nữa", roles=[(account.roles.get(), None)], expires=MONTH)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_key_lives_a_year_at_most(office: Office, days: int) -> None:
    with pytest.raises(ValidationError, match="một năm"):
        office.key(expires=TODAY + timedelta(days=days))


def test_expired_revoked_closed_and_wrong_keys_open_nothing(office: Office) -> None:
    token, secret = office.key()
    ApiToken.objects.filter(pk=token.pk).update(expires=TODAY - timedelta(days=1))
    assert refused(secret) == TokenRefusal.EXPIRED
    ApiToken.objects.filter(pk=token.pk).update(expires=MONTH)
    services.close_account(actor=office.admin, account=office.clerk, why="Nghỉ")
    assert refused(secret) == TokenRefusal.CLOSED
    services.reopen_account(actor=office.admin, account=office.clerk, why="Về")
    services.change_password(actor=office.admin, account=office.clerk, password="mưa rơi trên bến cũ")
    assert refused(secret) == TokenRefusal.CLOSED
    Account.objects.update(must_change_password=False)
    services.revoke_token(actor=office.admin, token=token, why="Lộ khóa")
    assert refused(secret) == TokenRefusal.REVOKED
    assert refused("vd_sai") == TokenRefusal.UNKNOWN


def test_a_key_of_a_demo_account_opens_nothing_outside_the_demo(office: Office) -> None:
    _, secret = office.key()
    Account.objects.filter(pk=office.clerk.pk).update(is_demo=True)
    assert refused(secret) == TokenRefusal.CLOSED


def test_two_who_revoke_at_once(office: Office) -> None:
    token, _ = office.key()
    services.revoke_token(actor=office.clerk, token=token, why="Thay khóa")
    with pytest.raises(ValidationError, match="đã thu hồi lúc"):
        services.revoke_token(actor=office.admin, token=token, why="Lộ")


def test_whoever_manages_no_accounts_revokes_only_his_own(office: Office) -> None:
    token, _ = office.key()
    other = make_account("khac", (Role.STANDING_BODY, WHOLE_AGENCY))
    with pytest.raises(PermissionDenied):
        services.revoke_token(actor=other, token=token, why="Thử")
    assert not tokens_visible_to(other).exists()
    assert tokens_visible_to(office.admin).get() == token


def test_too_many_calls_wait_for_the_next_minute(office: Office, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2
    _, secret = office.key()
    assert [passed(secret).username for _ in range(2)] == ["tonghop"] * 2
    assert refused(secret) == TokenRefusal.TOO_MANY_CALLS
    ApiToken.objects.update(minute=timezone.now() - timedelta(minutes=2))
    assert passed(secret) == office.clerk


def test_an_address_that_guesses_is_kept_out(office: Office, settings: Any) -> None:
    settings.PUBLIC_MISSES = 2
    _, secret = office.key()
    assert [refused("vd_1"), refused("vd_2")] == [TokenRefusal.UNKNOWN] * 2
    assert refused(secret) == TokenRefusal.TOO_MANY_WRONG
    assert isinstance(services.pass_token(secret=secret, address="10.0.0.2"), Account)


def test_the_journal_names_the_account_and_the_key(office: Office) -> None:
    token, secret = office.key(areas=[WriteArea.READINGS])
    account = passed(secret)
    assert account.token is not None
    assert account.token.may_write(WriteArea.READINGS)
    assert not account.token.may_write(WriteArea.PROPOSALS)
    people.rate_year(actor=account, subject=office.an, year=2025, level=Level.GOOD)
    entry = JournalEntry.objects.order_by("-number")[0]
    assert (entry.account, entry.capacity) == ("tonghop", "Khóa API: Cổng báo cáo")
    assert entry.under == f"token:{token.pk}"

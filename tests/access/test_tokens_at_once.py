"""Two calls, or two people, at one key at the same moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.access.test_tokens import Office
from tests.at_once import at_once
from vinhdanh.access import services
from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.types import TokenRefusal
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office()


def call(secret: str) -> None:
    """One call with the key; PermissionDenied where it opens nothing."""
    found = services.pass_token(secret=secret, address="10.0.0.1")
    if isinstance(found, TokenRefusal):
        raise PermissionDenied(found.value)
    assert isinstance(found, Account)


def test_the_first_calls_of_a_key_at_once_all_pass(office: Office) -> None:
    _, secret = office.key()
    assert at_once(*[lambda: call(secret)] * 6) == ["done"] * 6


def test_the_first_calls_of_a_new_minute_at_once_all_pass(office: Office) -> None:
    token, secret = office.key()
    before = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=3)
    ApiToken.objects.filter(pk=token.pk).update(minute=before, calls=120)
    assert at_once(*[lambda: call(secret)] * 6) == ["done"] * 6


def test_calls_at_once_never_pass_the_limit(office: Office, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    token, secret = office.key()
    ahead = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=2)  # no minute can end here
    ApiToken.objects.filter(pk=token.pk).update(minute=ahead, calls=0)
    said = at_once(*[lambda: call(secret)] * 6)
    assert sorted(said) == ["done"] * 3 + ["too_many_calls"] * 3


def test_a_key_revoked_in_two_windows_is_revoked_once(office: Office) -> None:
    token, secret = office.key()
    revoke = lambda who: services.revoke_token(actor=who, token=token, why="Lộ khóa")  # noqa: E731
    said = at_once(lambda: revoke(office.clerk), lambda: revoke(office.admin))
    assert sorted(word == "done" for word in said) == [False, True], said
    assert "Khóa này đã thu hồi lúc" in next(word for word in said if word != "done")
    assert JournalEntry.objects.filter(verb="access.token_revoked").count() == 1
    assert verify_chain() is None
    with pytest.raises(PermissionDenied, match="revoked"):
        call(secret)


def test_a_call_while_the_key_is_revoked_passes_or_is_refused_and_the_next_is_refused(
    office: Office,
) -> None:
    token, secret = office.key()
    said = at_once(
        lambda: call(secret),
        lambda: services.revoke_token(actor=office.clerk, token=token, why="Lộ khóa"),
    )
    assert said[1] == "done"
    assert said[0] in ("done", "revoked")
    with pytest.raises(PermissionDenied, match="revoked"):
        call(secret)

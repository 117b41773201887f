"""Signing in, being kept out, and what is written down about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate, get_user
from django.test import Client
from django.utils import timezone

from tests.records import make_account
from vinhdanh.access import services
from vinhdanh.access.backends import AccountBackend
from vinhdanh.access.models import FailedSignIn
from vinhdanh.access.types import Denied, Operator, SignedIn
from vinhdanh.audit.models import JournalEntry

HERE, THERE = "10.0.0.1", "10.0.0.2"
GOOD = "một mật khẩu dài"


def attempt(password: str, address: str = HERE, username: str = "an") -> SignedIn | Denied:
    return services.sign_in(username=username, password=password, address=address)


def verbs() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))


def test_the_right_password_signs_in_and_is_written_down(db: None) -> None:
    account = make_account("an", password=GOOD)
    assert attempt(GOOD) == SignedIn(account)
    assert attempt(GOOD, username="  AN ") == SignedIn(account)
    services.sign_out(account=account)
    assert verbs() == ["access.signed_in", "access.signed_in", "access.signed_out"]
    entry = JournalEntry.objects.latest("number")
    assert (entry.account, entry.ref) == ("an", "account:an")


def test_a_refusal_does_not_say_which_half_was_wrong(db: None) -> None:
    make_account("an", password=GOOD)
    wrong, unknown = attempt("sai"), attempt(GOOD, username="ai-do")
    assert wrong == unknown == Denied("Tên đăng nhập hoặc mật khẩu không đúng.")
    assert verbs() == ["access.sign_in_failed"] * 2


def test_five_wrong_passwords_lock_the_pair_out(db: None, settings: Any) -> None:
    account = make_account("an", password=GOOD)
    for _ in range(settings.SIGN_IN_ATTEMPTS):
        assert not attempt("sai")
    assert verbs() == ["access.sign_in_failed"] * 4 + ["access.locked_out"]
    refused = attempt(GOOD)
    assert isinstance(refused, Denied)
    assert "Thử lại sau 15 phút" in refused.reason
    assert len(verbs()) == 5, "refusals during the lock must not fill the journal"
    assert attempt(GOOD, THERE) == SignedIn(account), "the same account from elsewhere still signs in"


def test_the_lock_ends_by_itself(db: None, settings: Any) -> None:
    account = make_account("an", password=GOOD)
    for _ in range(settings.SIGN_IN_ATTEMPTS):
        attempt("sai")
    past = timezone.now() - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES, seconds=1)
    FailedSignIn.objects.update(at=past)
    assert attempt(GOOD) == SignedIn(account)
    assert not FailedSignIn.objects.exists()


def test_a_good_sign_in_forgives_earlier_mistakes(db: None, settings: Any) -> None:
    account = make_account("an", password=GOOD)
    for _ in range(2):
        for _ in range(settings.SIGN_IN_ATTEMPTS - 1):
            attempt("sai")
        assert attempt(GOOD) == SignedIn(account)


def test_old_failures_are_forgotten(db: None, settings: Any) -> None:
    FailedSignIn.objects.create(username="ai", address=HERE, at=timezone.now() - timedelta(days=1))
    attempt("sai")
    assert FailedSignIn.objects.values_list("username", flat=True).get() == "an"


def test_a_closed_account_stays_out(db: None) -> None:
    account = make_account("an", password=GOOD)
    services.close_account(actor=Operator(), account=account, why="Chuyển công tác")
    assert not attempt(GOOD)
    assert AccountBackend().get_user(account.pk) is None, "an open session ends too"


def test_a_public_password_works_only_while_the_demo_runs(db: None, settings: Any) -> None:
    account = make_account("thu", password=GOOD, is_demo=True)
    assert not attempt(GOOD, username="thu")
    assert AccountBackend().get_user(account.pk) is None
    settings.VINHDANH_DEMO = True
    assert attempt(GOOD, username="thu", address=THERE) == SignedIn(account)
    assert AccountBackend().get_user(account.pk) == account


def test_nobody_signs_in_without_a_password(db: None) -> None:
    make_account("an")
    assert authenticate(username="an", password="") is None
    assert authenticate(username="", password=GOOD) is None


def test_a_new_password_ends_the_sessions_of_the_old_one(db: None, rf: Any) -> None:
    account = make_account("an", password=GOOD)
    client = Client()
    client.force_login(account)
    request = rf.get("/")
    request.session = client.session
    assert get_user(request) == account
    services.change_password(actor=account, account=account, password="mật khẩu khác hẳn")
    assert get_user(request).is_anonymous

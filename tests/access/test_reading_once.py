"""What an account may do is read once for a page, and anew for every act."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.records import make_account
from vinhdanh.access.middleware import RolesReadOnceMiddleware
from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Role, Scope

pytestmark = pytest.mark.django_db


def asked(account: Account, method: str, view: Any) -> None:
    request = RequestFactory().generic(method, "/")
    request.user = account  # type: ignore[assignment]
    RolesReadOnceMiddleware(view)(request)


def end_roles(account: Account) -> None:
    account.roles.all().delete()


def test_a_page_asks_the_database_once() -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))

    def page(request: HttpRequest) -> HttpResponse:
        for _ in range(5):
            assert scopes(account) == (Scope(Role.UNIT_CLERK, "PX01"),)
            assert scopes(account, about="200-001") == (Scope(Role.UNIT_CLERK, "PX01"),)
        return HttpResponse()

    with CaptureQueriesContext(connection) as queries:
        asked(account, "GET", page)
    assert sum("access_roleassignment" in one["sql"].split("WHERE")[0] for one in queries) <= 4


def test_a_role_that_ended_is_gone_from_the_next_page() -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))
    seen = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(scopes(account))
        return HttpResponse()

    asked(account, "GET", page)
    end_roles(account)
    asked(account, "GET", page)
    assert seen == [(Scope(Role.UNIT_CLERK, "PX01"),), ()]


def test_a_page_that_fails_keeps_nothing() -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))

    def page(request: HttpRequest) -> HttpResponse:
        scopes(account)
        raise OSError

    with pytest.raises(OSError):
        asked(account, "GET", page)
    end_roles(account)
    assert scopes(account) == ()


def test_an_act_that_ends_a_role_knows_it_at_once() -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))

    def act(request: HttpRequest) -> HttpResponse:
        assert scopes(account)
        end_roles(account)
        assert scopes(account) == ()
        return HttpResponse()

    asked(account, "POST", act)

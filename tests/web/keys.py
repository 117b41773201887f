"""Keys of the API for tests, and a client that sends one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.services import make_token
from vinhdanh.access.types import WriteArea


def key_of(account: Account, *areas: WriteArea) -> tuple[ApiToken, str]:
    """A key with every role of the account."""
    return make_token(
        actor=account,
        name="Cổng thử",
        roles=[(one, None) for one in account.roles.all()],
        areas=areas,
        expires=timezone.localdate() + timedelta(days=30),
    )


class Caller:
    """Another system, which sends a key and keeps no session."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", **more)

    def post(self, path: str, body: Any) -> Any:
        return self.send("post", path, body)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Any method; ``body`` goes as JSON, None is none at all."""
        call = getattr(self.client, method)
        return call(f"/api/v1/{path}", *([] if body is None else [body]), content_type="application/json")

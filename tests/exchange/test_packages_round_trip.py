"""A package out of one installation and into another: the same records give the same files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.exchange.intake import small_agency
from tests.exchange.packed import applied, content, data_files, made, received, records
from tests.records import make_person, make_unit
from vinhdanh.audit.checks import verify_chain
from vinhdanh.exchange.packages import tasks
from vinhdanh.exchange.packages.models import ReceivedPackage
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.people import models as people

pytestmark = pytest.mark.django_db

State = ReceivedPackage.State


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())


class _Elsewhere(Exception):
    pass


@contextmanager
def elsewhere() -> Iterator[None]:
    """Records of another installation: gone when the block is over."""
    try:
        with transaction.atomic():
            yield
            raise _Elsewhere
    except _Elsewhere:
        pass


def test_an_empty_installation_becomes_the_same() -> None:
    with elsewhere():
        small_agency()
        sent = content(made(personal=True, secrecy=SecrecyRule.INCLUDED))
    assert not people.Person.objects.exists()
    make_person("999-999", make_unit("KHAC"), "Người đã có ở đây")  # so that no key is the same
    package = applied(received(sent))
    assert (package.state, package.error, package.problems) == (State.APPLIED, "", [])
    with transaction.atomic():
        people.Post.objects.filter(person__number="999-999").delete()
        people.Person.objects.filter(number="999-999").delete()
        people.Unit.objects.filter(code="KHAC").delete()
    again = content(made(personal=True, secrecy=SecrecyRule.INCLUDED))
    assert data_files(again) == data_files(sent)
    assert verify_chain() is None
    assert len(records(sent, "grants")) > 10

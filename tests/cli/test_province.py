"""The demo's data, written whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from vinhdanh.access.models import Account
from vinhdanh.exchange import sample
from vinhdanh.movements.services import demo_calendar
from vinhdanh.people.models import Person
from vinhdanh.web.cli.province import is_demo, settle
from vinhdanh.web.cli.steps import Steps

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_demo_that_breaks_midway_leaves_nothing(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def broken(year: int) -> None:
        assert Person.objects.exists(), "far into the work"
        raise KeyboardInterrupt

    whole = sample.sample_province
    settings.VINHDANH_DEMO = True
    monkeypatch.setattr(sample, "sample_province", lambda: whole(scale=0.05))
    monkeypatch.setattr(demo_calendar, "install_demo_calendar", broken)
    with pytest.raises(KeyboardInterrupt):
        settle(Steps())
    assert not Person.objects.exists()
    assert not Account.objects.exists()
    assert is_demo() is None, "the next demo begins anew"

"""What rests on an honour is shown before it is taken away, and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from tests.eligibility.agency import DETAILS, THUY, facts
from tests.judged import accounts
from tests.records import paper
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards import services
from vinhdanh.awards.models import Grant, GrantEvent
from vinhdanh.awards.selectors.resting import resting_on
from vinhdanh.exchange.records import record_facts
from vinhdanh.people.models import Unit

OPERATOR = Operator()
DAY = date(2025, 12, 20)


@pytest.fixture
def agency(db: None) -> Iterator[dict[str, Account]]:
    with transaction.atomic():
        record_facts(facts(), DETAILS, actor=OPERATOR)
        yield accounts()


@pytest.fixture
def base(agency: dict[str, Account]) -> Grant:
    """Thủy's CSTT of 2024: her CSTĐ cơ sở of that year rests on it."""
    return Grant.objects.get(person__number=THUY, honour="CSTT", year=2024)


def rests(grant: Grant) -> set[tuple[str, str, int]]:
    return {(one.code, one.honour, one.year) for one in resting_on(grant)}


def test_what_was_built_on_an_honour_is_found_before_and_after_it_falls(base: Grant) -> None:
    before = rests(base)
    assert (THUY, "Chiến sĩ thi đua cơ sở", 2024) in before
    services.annul(actor=OPERATOR, grant=base, ground="Khai sai", on=DAY, decision=paper())
    assert rests(Grant.objects.get(pk=base.pk)) == before


def test_nothing_rests_on_an_outsiders_honour(agency: dict[str, Account]) -> None:
    khoat = services.register_outsider(actor=OPERATOR, name="Trần Văn Khoát")
    grant = services.record_grant(actor=OPERATOR, subject=khoat, honour="GK", year=2025)
    assert resting_on(grant) == []


@pytest.mark.slow
def test_an_honour_is_taken_away_only_after_its_list_was_seen(
    agency: dict[str, Account], base: Grant
) -> None:
    client = Client()
    client.force_login(agency["standing"])
    address = f"/so-khen-thuong/luot/{base.pk}/huy-bo/"
    assert "Chiến sĩ thi đua cơ sở" in client.get(address).content.decode()
    form = {
        "ground": "Kết luận thanh tra: khai sai",
        "number": "99/QĐ-CAT",
        "decided": "20/12/2025",
        "authority": "Giám đốc Công an tỉnh",
        "document": "",
        "on": "20/12/2025",
    }
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "Đánh dấu đã xem" in answer.content.decode()
    assert not GrantEvent.objects.exists()
    answer = client.post(address, form | {"seen": "1"}, follow=True)
    page = answer.content.decode()
    assert "phải xem xét lại, phần mềm không tự hủy" in page
    assert "Đã hủy bỏ quyết định" in page
    event = GrantEvent.objects.get()
    assert (event.ground, str(event.decision)) == (form["ground"], "QĐ 99/QĐ-CAT ngày 20/12/2025")
    still = client.get(f"/so-khen-thuong/luot/{base.pk}/dua-tren/").content.decode()
    assert "phải xem xét lại, vì lượt này không còn hiệu lực" in still


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["ground", "number", "authority", "on"])
def test_an_act_that_lacks_something_is_not_written(agency: dict[str, Account], missing: str) -> None:
    grant = services.record_grant(
        actor=OPERATOR, subject=Unit.objects.get(code="PX02"), honour="GK", year=2024
    )
    client = Client()
    client.force_login(agency["standing"])
    form = {
        "ground": "X",
        "number": "99/QĐ-CAT",
        "decided": "20/12/2025",
        "authority": "Giám đốc",
        "on": "20/12/2025",
        "seen": "1",
    }
    answer = client.post(f"/so-khen-thuong/luot/{grant.pk}/tuoc/", form | {missing: ""})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not GrantEvent.objects.exists()


@pytest.mark.slow
def test_who_only_reads_is_refused_with_the_reason(agency: dict[str, Account], base: Grant) -> None:
    client = Client()
    client.force_login(agency["clerk"])
    page = client.get(f"/so-khen-thuong/luot/{base.pk}/")
    assert page.status_code == 200
    assert 'aria-disabled="true"' in page.content.decode()
    assert client.get(f"/so-khen-thuong/luot/{base.pk}/huy-bo/").status_code == 403

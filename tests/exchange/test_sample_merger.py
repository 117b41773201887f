"""The sample's merger of two commune stations: the new one keeps a streak of three years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.people.months import said
from tests.people.outcome import PEOPLE
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.consistency import run_checks
from vinhdanh.eligibility.services import run_now
from vinhdanh.engine import LawBook, Verdict, judge
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import Province, sample_province
from vinhdanh.exchange.sample.mergers import MERGED, OLD, with_merger
from vinhdanh.people.models import Person, Transfer
from vinhdanh.people.services.demo_records import install_demo_records

LINE = "BK_BO_TT"  # rests on years in a row


@pytest.fixture(scope="module")
def province() -> Province:
    return with_merger(sample_province(scale=0.05))


def test_the_successor_keeps_the_streak_and_without_lineage_it_would_not(
    province: Province, book: LawBook
) -> None:
    new = province.facts.lineages[0].successor
    kept = judge(book, province.facts, year=province.year).explain(new, LINE)
    assert kept.verdict == Verdict.MET
    assert "03 lần liên tục" in kept.summary
    lost = judge(book, replace(province.facts, lineages=()), year=province.year)
    assert lost.explain(new, LINE).verdict == Verdict.UNMET


def test_nobody_is_lost_or_in_two_stations(province: Province) -> None:
    before, after = sample_province(scale=0.05).facts, province.facts
    new = after.lineages[0].successor
    codes = {new, *(code for code, _ in OLD)}
    assert {p.person for p in after.posts if p.unit in codes} == {
        p.person for p in before.posts if p.unit == new
    }
    for post in after.posts:
        if post.unit in codes:
            old = post.unit != new
            assert (post.end is not None and post.end < MERGED) if old else post.start >= MERGED
    assert len(after.persons) == len(before.persons)


@pytest.mark.slow
def test_the_demo_is_sound_and_the_page_says_whose_years_are_counted(province: Province, db: None) -> None:
    record_facts(province.facts, province.details, actor=Operator())
    install_demo_records()
    states = list(Transfer.objects.values_list("state", flat=True))
    assert (len(states), len(set(states))) == (10, 4)
    assert Person.objects.exclude(party_joined=None).count() > Person.objects.count() // 2
    with pytest.raises(ValidationError, match="chỗ trống"):
        install_demo_records()
    run_now(actor=Operator(), year=province.year)
    client = Client()
    client.force_login(make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY)))
    new = province.facts.lineages[0].successor
    page = said(client.get(f"/don-vi/{new}/?mo={LINE}"))
    assert "Kế thừa Công an xã Khuôn Thượng và Công an xã Khuôn Hạ (sáp nhập 01/07/2025)" in page
    assert "Hoàn thành xuất sắc nhiệm vụ 2023, 2024; Đơn vị quyết thắng 2023, 2024" in page
    assert "(khi là Công an xã Khuôn Thượng)" in page  # in the evidence of the opened line
    assert "khi là Công an xã Khuôn Hạ" in page
    old = said(client.get("/don-vi/X201/"))
    assert "Chuỗi năm và khen thưởng tính tiếp cho" in old
    assert [one.what for checked in run_checks(PEOPLE) for one in checked.found] == []

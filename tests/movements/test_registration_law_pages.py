"""What the law says to a registration: warnings with their article, proposals within reach."""

from __future__ import annotations

import pytest

from tests.eligibility.agency import THUY
from tests.judged import Judged
from tests.movements.year import OPERATOR
from tests.people.months import said
from vinhdanh.movements import services
from vinhdanh.movements.models import Registration
from vinhdanh.movements.selectors.reach import reach_of
from vinhdanh.movements.services import Entry
from vinhdanh.people.models import Post, Unit

pytestmark = pytest.mark.django_db


def test_a_title_that_cannot_be_met_this_year_warns_with_article_and_year(judged: Judged) -> None:
    reach = reach_of(2025)
    assert reach is not None
    post = Post.objects.filter(person__number=THUY).latest("start")
    wanted = next(
        code
        for code in ("CSTD_TQ", "CSTD_BO", "CSTD_CS")
        if (told := reach.obstacle(THUY, code)) and told.article and told.lacking
    )
    entries = {THUY: Entry([wanted])}
    services.write_registrations(actor=OPERATOR, unit=post.unit, year=2025, entries=entries)
    told = reach.obstacle(THUY, wanted)
    assert told is not None
    page = said(judged.client("standing").get(f"/dang-ky/2025/{post.unit.code}/"))
    assert told.article in page
    assert told.lacking[0].split(":")[0] in page
    assert Registration.objects.filter(honour=wanted).exists()  # warned, not blocked


def test_the_proposal_registers_only_what_the_law_lets_them_reach(judged: Judged) -> None:
    unit = Unit.objects.get(code="PX01")
    judged.client("standing").post("/dang-ky/2025/PX01/goi-y/")
    reach = reach_of(2025)
    assert reach is not None
    lines = list(Registration.objects.filter(sheet__unit=unit).select_related("person", "unit"))
    assert any(line.person for line in lines)
    for line in lines:
        key = line.person.number if line.person else unit.code
        assert reach.reachable(key, [line.honour]) == [line.honour]

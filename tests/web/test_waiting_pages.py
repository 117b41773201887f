"""The page Việc chờ tôi, and its panel where people begin their day."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.dossiers.review import Review
from tests.people.months import as_, said
from vinhdanh.dossiers.services.listing import remind

pytestmark = pytest.mark.django_db


def test_the_page_and_the_menu_say_what_waits_and_that_somebody_asked_for_it() -> None:
    cache.clear()
    review = Review()
    made = review.proposal(review.round())
    remind(actor=review.standing, proposals=[made])
    page = as_(review.clerk).get("/viec-cho-toi/")
    assert "đã nhắc 1" in said(page)
    assert f"/dot-xet-tang/{made.round_id}/?buoc=draft&amp;cua=toi" in page.text
    assert 'Việc chờ tôi<span class="n">1</span>' in page.text
    assert "Không còn việc nào chờ đồng chí" in said(as_(review.other_boss).get("/viec-cho-toi/"))

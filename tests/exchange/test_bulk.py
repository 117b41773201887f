"""Rows written past the ORM: the database learns at once how many there are."""

from __future__ import annotations

import pytest
from django.db import connection

from vinhdanh.awards.models import Outsider
from vinhdanh.exchange.bulk import MANY, insert


@pytest.mark.django_db
def test_after_many_rows_the_database_plans_for_many_rows():
    insert(
        Outsider, ("name", "folded", "whereabouts"), [(f"Người {n}", f"nguoi {n}", "") for n in range(MANY)]
    )
    assert Outsider.objects.count() == MANY
    plan = Outsider.objects.filter(whereabouts="").order_by().explain()
    if connection.vendor == "postgresql":
        assert f"rows={MANY}" in plan
    else:
        assert "awards_outsider" in plan

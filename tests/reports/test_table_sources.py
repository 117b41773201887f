"""Tables of movements and of who does the work; honours as light rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import make_household, make_person
from tests.reports.given import Given, definition, numbers
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import RecipientKind
from vinhdanh.movements.models import Movement, MovementAct
from vinhdanh.people.models import Post, Unit
from vinhdanh.reports.grant_rows import grant_rows
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.filling import filled
from vinhdanh.reports.tables.movements import months


@pytest.fixture
def g(db: None) -> Given:
    return Given()


def launched(unit: Unit, name: str, on: date, last: date, kind: str = "thematic", **more: object) -> Movement:
    made = Movement.objects.create(
        unit=unit, kind=kind, state="launched", year=on.year, name=name, first=on, last=last, **more
    )
    MovementAct.objects.create(
        movement=made, kind="launched", on=on, at=f"{on:%Y-%m-%d} 00:00Z", by_name="Ai đó"
    )
    return made


def test_movements_are_counted_by_scope_length_and_mode(g: Given) -> None:
    yearly = launched(g.cat, "Vì an ninh Tổ quốc", date(2025, 1, 5), date(2025, 12, 31), "regular")
    launched(g.px01, "Hưởng ứng", date(2025, 1, 20), date(2025, 12, 31), "regular", parent=yearly)
    launched(g.px01, "Ba nhất", date(2025, 3, 1), date(2030, 2, 28))
    launched(g.px02, "Cao điểm", date(2024, 12, 1), date(2025, 2, 28), "periodic")
    launched(g.px02, "Đặc biệt", date(2025, 11, 30), date(2028, 11, 29), "special")
    launched(g.px02, "Kỳ sau", date(2025, 12, 1), date(2026, 2, 1))
    draft = launched(g.px02, "Đang soạn", date(2025, 5, 1), date(2025, 6, 1))
    Movement.objects.filter(pk=draft.pk).update(state="draft")
    shown = g.table("0601")
    assert numbers(shown, "1") == {"01": 4, "05": 4, "06": 1, "07": 1, "09": 1, "10": 1, "11": 2, "12": 1}
    assert numbers(shown, "4") == numbers(shown, "1")
    [apart] = shown.apart
    assert [one.name for one in shown.source.entries(apart.items)] == ["Hưởng ứng"]
    [failing] = shown.failing
    assert [one.name for one in shown.source.entries(failing.items)] == ["Đặc biệt"]


def test_a_movement_of_the_ministry_stands_in_its_own_column(g: Given) -> None:
    Unit.objects.filter(pk=g.cat.pk).update(kind="bo")
    launched(g.cat, "Toàn ngành", date(2025, 1, 1), date(2025, 12, 31))
    shown = g.table("0601")
    assert numbers(shown, "3") == {"01": 1, "03": 1, "07": 1, "11": 1}
    assert numbers(shown, "4") == {}


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), Decimal(12)),
        (date(2025, 1, 5), date(2025, 12, 31), Decimal("11.5")),
        (date(2025, 1, 1), date(2026, 1, 1), Decimal("12.5")),
        (date(2024, 3, 1), date(2027, 2, 28), Decimal(36)),
        (date(2025, 5, 1), date(2025, 5, 1), Decimal("0.5")),
    ],
)
def test_the_length_of_a_movement_in_months(first: date, last: date, length: Decimal) -> None:
    assert months(first, last) == length


def test_who_does_the_work_is_counted_in_the_units_chosen(g: Given) -> None:
    make_person("301", g.d1, "Hà Thị Lan", sex="female", born=date(1994, 11, 30), education="master")
    joined = make_person("302", None, "Vi Văn Mới", sex="male", born=date(1994, 12, 1), education="bachelor")
    Post.objects.create(person=joined, unit=g.d2, start=date(2021, 1, 1), grade="can_bo")
    shown = g.table("0605")
    assert numbers(shown, "1") == {"01": 4, "02": 1, "03": 1, "11": 1, "12": 1, "13": 1, "15": 3}
    assert numbers(shown, "2") == {"01": 1, "03": 1, "12": 1, "15": 1}
    assert [one.said.split(" có ")[0] for one in shown.failing] == ["Dòng 01", "Dòng 01"]
    assert numbers(g.table("0604"), "1") == {"01": 2}


def test_without_a_choice_the_cells_are_empty(g: Given) -> None:
    shown = filled(definition("0605"), Scope(g.reader, g.cat, 2025))
    figure = shown.figure(shown.table.lines[0], shown.table.columns[0])
    assert figure.value is None
    assert "Chưa chọn đơn vị" in figure.query
    assert shown.failing == ()


# ---- honours as light rows --------------------------------------------------------------------------


def test_light_rows_carry_the_post_of_the_day_and_ask_few_questions(g: Given) -> None:
    Post.objects.filter(person=g.an).update(end=date(2025, 5, 31))
    Post.objects.create(
        person=g.an, unit=g.px02, start=date(2025, 6, 1), grade="pho_truong_phong", leads=True
    )
    g.grant(g.an, "BK_BO", date(2025, 5, 31))
    g.grant(g.an, "BK_BO", date(2025, 6, 1))
    g.grant(g.d1, "CO_BO")
    g.grant(make_household("H1", g.px02), "BK_BO")
    g.grant(make_person("999", None, "Không Chức"), "GK")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = grant_rows(Grant.objects.all())
    assert len(asked) <= 3
    before, after, unit, household, bare = rows
    assert (before.grade, before.leads, before.place) == ("can_bo", False, "/CAT/PX01/PX01-D1/")
    assert (after.grade, after.leads) == ("pho_truong_phong", True)
    assert (unit.kind, unit.recipient, unit.grade) == (RecipientKind.UNIT, g.d1.pk, None)
    assert household.kind is RecipientKind.HOUSEHOLD
    assert (bare.grade, bare.leads) == (None, None)
    assert before.decided == date(2025, 5, 31)

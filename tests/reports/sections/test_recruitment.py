"""Selection of citizens in the report: sums only, whole for who answers for it, a commune's own otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.programmes.selection import SECRET, Selection
from tests.records import make_account
from tests.reports.told import OPERATOR, by_key, grids, prove, rows, scope_of, sentences
from vinhdanh.access.types import Role
from vinhdanh.movements import services as movements
from vinhdanh.programmes import services
from vinhdanh.reports.sections.recruitment import recruitment

YEAR = 2026


@pytest.fixture
def round_(db: None) -> Selection:
    found = Selection()
    found.handed_over(name="Giàng A Sử", health_note=SECRET)
    found.register(name="Lò Thị Mỷ", sex="female", unit=found.x2)
    return found


def test_the_agency_tells_the_whole_round(round_: Selection) -> None:
    section = recruitment(scope_of(round_.cat, YEAR))
    assert sentences(section)[0] == (
        "Chỉ tiêu giao 03; công dân đăng ký 02; có quyết định gọi 01, đạt 33,3% chỉ tiêu; đã giao 01."
    )
    assert rows(grids(section)[0])[0] == ["Đăng ký", "02", "66,7%"]
    prove(section)


def test_a_commune_tells_its_own(round_: Selection) -> None:
    section = recruitment(scope_of(round_.x2, YEAR))
    assert sentences(section)[0].startswith("Chỉ tiêu giao 01; công dân đăng ký 01; có quyết định gọi 00")
    prove(section)


def test_a_phòng_tells_it_when_a_target_of_its_own_is_measured_by_it(round_: Selection) -> None:
    assert "không có chỉ tiêu" in sentences(recruitment(scope_of(round_.px01, YEAR)))[0]
    target = movements.add_target(
        actor=OPERATOR,
        unit=round_.px01,
        year=YEAR,
        name="Công dân trúng tuyển so với chỉ tiêu",
        measure="%",
        value=Decimal(100),
        reading="level",
        source="recruit_decided",
    )
    movements.register_target(actor=OPERATOR, target=target, on=round_.round.first)
    assert "công dân đăng ký 02" in sentences(recruitment(scope_of(round_.px01, YEAR)))[0]


def test_neither_a_citizen_nor_his_health_is_told_to_anybody(round_: Selection) -> None:
    for reader in (OPERATOR, round_.standing, make_account("px01", (Role.UNIT_HEAD, "PX01"))):
        for figure in by_key(recruitment(scope_of(round_.cat, YEAR, reader))).values():
            said = " ".join(f"{one.name} {one.detail}" for one in figure.records())
            for kept in ("Giàng A Sử", "Lò Thị Mỷ", SECRET, "Sức khỏe loại"):
                assert kept not in said


def test_communes_out_of_sight_stand_together(round_: Selection) -> None:
    head = make_account("px01", (Role.UNIT_HEAD, "PX01"))
    figure = by_key(recruitment(scope_of(round_.cat, YEAR, head)))[f"tuyen-chon.{round_.round.pk}.registered"]
    assert [(one.name, one.weight) for one in figure.records()] == [
        ("Các xã, phường ngoài phạm vi được xem", 2)
    ]


def test_a_figure_that_nobody_typed_is_unknown(db: None) -> None:
    typed = Selection(by_totals=True)
    services.enter_totals(actor=OPERATOR, round_=typed.round, unit=None, counts={"registered": 9})
    section = recruitment(scope_of(typed.cat, YEAR))
    assert "công dân đăng ký 09; có quyết định gọi …" in sentences(section)[0]
    prove(section)
    assert "công dân đăng ký …" in sentences(recruitment(scope_of(typed.x1, YEAR)))[0]

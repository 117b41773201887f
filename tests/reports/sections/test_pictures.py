"""What a year-end report says at a glance, beside the tables of the same figures."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import Tree, paper
from tests.reports.sections.told import Told
from tests.reports.told import OPERATOR, grids, scope_of
from vinhdanh.awards.services import record_grant
from vinhdanh.reports.figures import Picture, Section
from vinhdanh.reports.sections.annexes import annexes
from vinhdanh.reports.sections.honours import honours
from vinhdanh.reports.sections.registration import registration
from vinhdanh.reports.sections.results import results

pytestmark = pytest.mark.django_db


def pictures(section: Section) -> list[Picture]:
    own = [block for block in section.blocks if isinstance(block, Picture)]
    return own + [one for part in section.parts for one in pictures(part)]


@pytest.fixture
def honoured() -> Tree:
    tree = Tree()
    for at, (who, year) in enumerate(((tree.an, 2025), (tree.d1, 2025), (tree.binh, 2024))):
        record_grant(actor=OPERATOR, subject=who, honour="GK", year=year, decision=paper(f"{at}/QĐ"))
    return tree


def test_honours_stand_beside_those_of_last_year_and_of_ten_years(honoured: Tree) -> None:
    section = honours(scope_of(honoured.px01, 2025))
    kinds, levels, years = pictures(section)
    assert "Lượt tập thể, Năm 2025: 1" in kinds.svg
    assert "Lượt cá nhân, Năm 2024: 1" in kinds.svg
    assert "Cơ sở, Năm 2025: 2" in levels.svg
    assert "2024, Cá nhân: 1" in years.svg
    assert all(one.small and one.caption for one in (kinds, levels, years))
    table = next(one for one in grids(section) if one.caption == years.caption)
    assert [cell.shown for cell in table.rows[-1][-2:]] == ["01", "02"]  # type: ignore[union-attr]


def test_what_last_year_had_none_of_is_drawn_as_nothing(honoured: Tree) -> None:
    kinds = pictures(honours(scope_of(honoured.px01, 2025)))[0]
    assert "Lượt tập thể, Năm 2024: 0" in kinds.svg


def test_targets_are_drawn_by_group() -> None:
    year = Told()
    year.target("Số lớp", "4", group="Đào tạo")
    year.target("Số buổi", "9", group="Tuyên truyền")
    (drawn,) = pictures(results(year.scope()))
    assert "Đào tạo, Chưa có số liệu: 100%" in drawn.svg
    assert "Tuyên truyền, Chưa có số liệu: 100%" in drawn.svg


def test_coverage_is_drawn_only_where_somebody_is_missing() -> None:
    year = Told()
    year.register(year.d1, p102=["CSTT"])
    section = registration(year.scope())
    (drawn,) = pictures(section)
    assert "chưa đủ 100%" in drawn.caption
    assert "Toàn đơn vị" in drawn.svg
    year.register(year.px01, p101=["CSTT"])
    year.register(year.d2, p103=["CSTT"])
    assert pictures(registration(year.scope())) == []


def test_parts_of_one_report_read_the_honours_once(honoured: Tree) -> None:
    scope = scope_of(honoured.px01, 2025)
    honours(scope)
    with CaptureQueriesContext(connection) as asked:
        annexes(scope)
    assert not [one for one in asked.captured_queries if 'FROM "awards_grant"' in one["sql"]]

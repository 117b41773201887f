"""A unit in its khối: points and rank once the year is closed; the clusters that an agency set up."""

from __future__ import annotations

import pytest

from tests.movements.clustered import YEAR, Clustered
from tests.reports.told import by_key, grids, prove, rows, scope_of, sentences
from vinhdanh.reports.sections.clusters import clusters


@pytest.fixture
def year(db: None) -> Clustered:
    return Clustered()


def test_points_and_rank_are_told_when_the_year_is_closed(year: Clustered) -> None:
    closed = year.closed()
    section = clusters(scope_of(year.px01, YEAR))
    assert sentences(section) == [
        "Khối Hậu cần (Trưởng khối): đạt 108 điểm, xếp thứ 01/03 đơn vị; là đơn vị dẫn đầu."
    ]
    assert by_key(section)[f"cum-khoi.{closed.pk}.diem"].value == 108
    prove(section)
    assert "xếp thứ 02/03" in sentences(clusters(scope_of(year.px02, YEAR)))[0]


def test_before_that_neither_is_told(year: Clustered) -> None:
    year.meeting()
    section = clusters(scope_of(year.px02, YEAR))
    assert sentences(section) == ["Khối Hậu cần (Phó khối): chưa tổng kết, chưa có điểm và thứ hạng."]
    assert by_key(section) == {}


def test_the_agency_tells_of_the_clusters_that_it_set_up(year: Clustered) -> None:
    year.closed()
    section = clusters(scope_of(year.cat, YEAR))
    assert sentences(section) == ["Tổ chức 01 cụm, khối thi đua, đã tổng kết 01."]
    assert rows(grids(section)[0]) == [["Khối Hậu cần", "03", "Phòng Tổ chức cán bộ", "Đã tổng kết"]]
    prove(section)


def test_a_draft_is_nobody_s(year: Clustered) -> None:
    year.drafted()
    assert sentences(clusters(scope_of(year.px01, YEAR))) == [
        "Phòng Tổ chức cán bộ không thuộc và không lập cụm, khối thi đua nào năm 2025."
    ]

"""Statutory tables of honours: cells, periods, ways of counting, what adds up, who is named."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records import make_account, make_person
from tests.reports.given import DAY, YEAR, Given, definition, numbers
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.services import annul
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.tables.filling import Counting, Filled
from vinhdanh.reports.tables.items import UNSEEN, Apart, Entry, Item


@pytest.fixture
def g(db: None) -> Given:
    return Given()


def test_honours_of_ministry_and_province_are_counted_by_recipient_merit_and_form(g: Given) -> None:
    g.some()
    shown = g.table("0603")
    assert numbers(shown, "1") == {
        "01": 6,
        "02": 2,
        "04": 1,
        "05": 3,
        "09": 2,
        "10": 1,
        "11": 3,
        "12": 1,
        "13": 2,
    }
    assert numbers(shown, "2") == {"01": 4, "02": 1, "04": 1, "05": 2, "09": 2, "11": 1, "12": 1, "13": 2}
    assert numbers(shown, "3") == {"01": 1, "05": 1, "10": 1, "11": 1}
    assert numbers(shown, "4") == {"01": 1, "02": 1, "11": 1}
    assert shown.failing == ()


def test_long_service_stands_in_the_state_table_under_its_own_mode(g: Given) -> None:
    g.some()
    shown = g.table("0602")
    assert numbers(shown, "1") == {"01": 1, "02": 1, "09": 1, "14": 1, "20": 1}
    assert numbers(shown, "2-hccsvv-cn") == {"01": 1, "02": 1, "09": 1, "14": 1, "20": 1}
    assert "2-hccsvv-tt" not in [column.code for column in shown.columns]
    assert shown.failing == ()


def test_a_cell_that_no_record_can_fill_is_empty_with_its_reason(g: Given) -> None:
    shown = g.table("0603")
    row = next(row for row in shown.table.lines if row.words == "Doanh nhân")
    figure = shown.figure(row, shown.table.columns[0])
    assert figure.shown == "…"
    assert figure.query == "Hồ sơ không ghi ai là doanh nhân."


def test_the_period_begins_in_december_and_ends_in_november(g: Given) -> None:
    days = (date(2024, 11, 30), date(2024, 12, 1), date(2025, 11, 30), date(2025, 12, 1))
    for day, unit in zip(days, (g.px01, g.px02, g.d1, g.d2), strict=True):
        g.grant(unit, "BK_BO", day)
    shown = g.table("0603")
    assert [one.day for one in shown.entries(shown.items)] == [date(2024, 12, 1), date(2025, 11, 30)]
    assert numbers(g.table("0603", year=2026), "1")["01"] == 1


def test_what_has_no_day_is_told_apart_and_what_was_annulled_is_gone(g: Given) -> None:
    g.grant(g.px02, "BK_BO", None)
    gone = g.grant(g.px01, "BK_BO")
    annul(actor=Operator(), grant=gone, on=DAY, ground="Sai đối tượng", decision=gone.decision)
    shown = g.table("0603")
    assert shown.items == ()
    [apart] = shown.apart
    assert len(apart.items) == 1
    assert "không có ngày quyết định" in apart.about


def test_two_honours_of_one_person_are_two_times_and_one_recipient(g: Given) -> None:
    g.some()
    times, people = g.table("0603"), g.table("0603", Counting.RECIPIENTS)
    assert (numbers(times, "2")["05"], numbers(people, "2")["05"]) == (2, 1)
    assert (numbers(times, "1")["01"], numbers(people, "1")["01"]) == (6, 5)
    [entry] = people.entries(people.behind("05", "2"))
    assert entry.name == "Đỗ Đức Hòa"
    assert entry.detail.endswith("(và 1 lượt khác)")


def test_each_number_is_the_count_of_the_records_that_it_names(g: Given) -> None:
    g.some()
    for counting in Counting:
        shown = g.table("0603", counting)
        for row in shown.table.lines:
            for column in shown.columns:
                figure = shown.figure(row, column)
                assert len(figure.records()) == (figure.value or 0), figure.key


def test_a_post_that_no_row_names_is_said_and_listed(g: Given) -> None:
    g.head.posts.update(grade="truong_cong_an_xa")
    g.grant(g.head, "BK_BO")
    [failing] = g.table("0603").failing
    assert failing.said == (
        "Dòng 05 có 01, cộng 06, 07, 08, 09, 10 được 00 (chia theo nhóm người): 01 chưa phân loại."
    )
    assert len(failing.items) == 1


def test_a_reader_counts_everybody_and_names_whom_he_sees(g: Given) -> None:
    g.some()
    shown = g.table("0603", reader=make_account("px02", (Role.UNIT_CLERK, "PX02")))
    names = [one.name for one in shown.entries(shown.items)]
    assert len(names) == 6
    assert [name for name in names if name != UNSEEN] == ["Hộ Lò Văn Inh"]
    assert all(not one.number and not one.href for one in shown.entries(shown.items) if one.name == UNSEEN)


def test_people_under_secrecy_are_counted(g: Given) -> None:
    secret = make_person("901", g.px02, "Vàng Kín", secrecy=Secrecy.SECRET)
    g.grant(secret, "BK_BO")
    assert numbers(g.table("0603"), "1")["05"] == 1


# ---- what adds up, whatever was given ---------------------------------------------------------------


class Listed:
    """Records as a list."""

    reason = ""
    apart: tuple[Apart, ...] = ()

    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def entries(self, items: object) -> list[Entry]:
        return []


GRADES = (None, "bo_truong", "vu_truong", "truong_phong", "doi_truong", "can_bo", "truong_cong_an_xa")
HONOURS = ("BK_BO", "CSTD_BO", "CO_BO", "KNC_BVANTQ", "BK_TTG", "HCLD_2", "GT_NN", "AHLD", "KNC_UBTVQH", "GK")
MERITS = ("cong_trang", "phong_trao", "dot_xuat", "doi_ngoai", "cong_hien", "nien_han")
items = st.builds(
    dict,
    honour=st.sampled_from(HONOURS),
    level=st.sampled_from(["state", "government", "ministry", "base"]),
    merit=st.sampled_from(MERITS),
    recipient=st.sampled_from(["person", "outsider", "unit", "household"]),
    unit_kind=st.sampled_from([None, "phong", "cong_ty"]),
    grade=st.sampled_from(GRADES),
    place_force=st.sampled_from([None, "police", "civil"]),
    agency_kind=st.sampled_from([None, "cong_an_tinh", "uy_ban", "bo"]),
    who=st.integers(0, 5),
)


@given(st.lists(items, max_size=12), st.sampled_from(["0602", "0603"]))
def test_a_sum_is_right_or_the_page_says_so(drawn: list[dict[str, object]], code: str) -> None:
    numbered = count()
    listed = [
        Item(next(numbered), f"{one['recipient']}:{one.pop('who')}", one)  # type: ignore[arg-type]
        for one in map(dict, drawn)
    ]
    shown = Filled(definition(code), Listed(listed), YEAR, "X")
    total = shown.table.columns[0].code
    said = {
        (one.said.split(" có ")[0], one.said.split("chia theo ")[1].split(")")[0]) for one in shown.failing
    }
    for check in shown.table.checks:
        first = shown.table.lines[0].code
        places = [(code, total) if check.of_rows else (first, code) for code in (check.whole, *check.parts)]
        whole, *parts = (len(shown.behind(*place)) for place in places)
        adds_up = whole >= sum(parts) if check.within else whole == sum(parts)
        name = (f"{'Dòng' if check.of_rows else 'Cột'} {check.whole}", check.about)
        assert adds_up or name in said
    every = Filled(definition(code), Listed(listed), YEAR, "X", Counting.RECIPIENTS)
    for row in shown.table.lines:
        for column in shown.table.columns:
            cell = shown.behind(row.code, column.code)
            assert every.count(cell) <= shown.count(cell)

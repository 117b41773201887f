"""What stands in single cells: dates, years, numbers, codes, words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.sheets import GRANTS, PERSONS, RATINGS, UNITS, Reader, only, told
from vinhdanh.engine import LawBook, Level, Merit, Sex
from vinhdanh.exchange.layout import Column, Kind
from vinhdanh.exchange.reading.cells import CellReader
from vinhdanh.exchange.spellings import Spellings, load_spellings

DAY = date(2008, 3, 1)


def person(**cells: Any) -> list[list[Any]]:
    """One person, the columns named by their headings."""
    headings = ["Số hiệu", "Họ và tên", *cells]
    return [headings, ["318-472", "Nông Thị Bích Thủy", *cells.values()]]


@pytest.mark.parametrize(
    "written",
    [
        "1/3/2008",
        "01-03-2008",
        "01.03.2008",
        "1 / 3 / 2008",
        "2008-03-01",
        "2008-03-01 00:00:00",
        "ngày 01 tháng 3 năm 2008",
        "Ngày 1, tháng 03, năm 2008",
        "01-Mar-2008",
        DAY,
        datetime(2008, 3, 1, 7, 30),
        39508,
        39508.0,
    ],
)
def test_dates_in_many_shapes(read: Reader, written: Any) -> None:
    reading = read(persons=person(**{"Ngày vào ngành": written, "Mã đơn vị": "PX01"}))
    assert told(reading) == []
    assert reading.facts.persons[0].joined == DAY


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("3/2008", "month_only", None),
        ("2008", "year_only", None),
        (2008, "year_only", None),
        ("1/3/08", "two_digit_year", "01/03/2008"),
        ("1/3/85", "two_digit_year", "01/03/1985"),
        ("31/02/2008", "impossible_date", None),
        ("12/25/2008", "impossible_date", "25/12/2008"),
        ("0/3/2008", "impossible_date", None),
        ("hôm qua", "bad_date", None),
        ("1/3/2008-1/5/2009", "bad_date", None),
        ("1/3/1808", "bad_date", None),
        ("1/3/2091", "future_date", "01/03/2019"),
        (7, "bad_date", None),
    ],
)
def test_dates_that_cannot_be_used(read: Reader, written: Any, code: str, suggestion: str | None) -> None:
    reading = read(persons=person(**{"Ngày vào ngành": written, "Mã đơn vị": "PX01"}))
    problem = only(reading)
    assert (problem.code, problem.suggestion, problem.cell) == (code, suggestion, "C2")
    assert problem.subject == "318-472"
    assert "niên hạn" in problem.effect
    assert reading.facts.persons[0].joined is None


def test_a_planned_last_day_may_lie_ahead(read: Reader) -> None:
    reading = read(persons=person(**{"Ngày ra khỏi ngành": date(2031, 1, 1), "Mã đơn vị": "PX01"}))
    assert told(reading) == []
    assert reading.facts.persons[0].left == date(2031, 1, 1)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (2023, 2023),
        (2023.0, 2023),
        ("2023", 2023),
        ("Năm 2023", 2023),
        ("31/12/2023", 2023),
        (date(2023, 5, 1), 2023),
    ],
)
def test_years(read: Reader, written: Any, year: int) -> None:
    reading = read(grants=[GRANTS, ["318-472", "CSTT", written]])
    assert told(reading) == []
    assert reading.facts.grants[0].year == year


def test_a_year_in_a_cell_formatted_as_a_date(read: Reader) -> None:
    def as_date(sheets: dict[str, Worksheet]) -> None:
        sheets["Khen thưởng"]["C2"].number_format = "dd/mm/yyyy"

    reading = read(as_date, grants=[GRANTS, ["318-472", "CSTT", 2023]])
    assert reading.facts.grants[0].year == 2023


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("2024-2025", "year_span", "2025"),
        ("Năm học 2024 – 2025", "year_span", "2025"),
        ("24", "two_digit_year", "2024"),
        (2091, "future_year", "2019"),
        (1923, "bad_year", None),
        ("nhiều năm", "bad_year", None),
    ],
)
def test_years_that_cannot_be_used(read: Reader, written: Any, code: str, suggestion: str | None) -> None:
    reading = read(grants=[GRANTS, ["318-472", "CSTĐ cơ sở", written]])
    problem = only(reading)
    assert (problem.code, problem.suggestion, problem.place) == (code, suggestion, "Khen thưởng!C2")
    assert problem.effect == (
        "Không tính lần Chiến sĩ thi đua cơ sở năm chưa rõ của 318-472: "
        "chuỗi năm liên tục có thể thiếu một năm."
    )
    assert reading.facts.grants == ()


@pytest.mark.parametrize("written", ["038201012345", "038 201 012 345", "038.201.012345"])
def test_citizen_numbers(read: Reader, written: str) -> None:
    reading = read(persons=person(CCCD=written, **{"Mã đơn vị": "PX01"}))
    assert told(reading) == []
    assert reading.extras["318-472"].citizen_id == "038201012345"


def test_a_citizen_number_that_lost_its_zero(read: Reader) -> None:
    reading = read(persons=person(CCCD=38201012345, **{"Mã đơn vị": "PX01"}))
    problem = only(reading)
    assert (problem.severity, problem.code) == ("fixed", "zeros_restored")
    assert reading.extras["318-472"].citizen_id == "038201012345"


@pytest.mark.parametrize(
    ("written", "whole"),
    [(1085123456, "001085123456"), (8185123456.0, "008185123456"), (9e9, "009000000000")],
)
def test_a_number_stored_as_such_lost_two_zeros(read: Reader, written: float, whole: str) -> None:
    reading = read(persons=person(CCCD=written, **{"Mã đơn vị": "PX01"}))
    assert only(reading).code == "zeros_restored"
    assert whole in only(reading).message
    assert reading.extras["318-472"].citizen_id == whole


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (382010123, "old_citizen_id"),  # no province has the code 000
        ("091852347", "old_citizen_id"),
        ("8185123456", "bad_citizen_id"),  # typed as text: two digits may be missing anywhere
        ("3820", "bad_citizen_id"),
    ],
)
def test_citizen_numbers_that_are_none(read: Reader, written: Any, code: str) -> None:
    reading = read(persons=person(CCCD=written, **{"Mã đơn vị": "PX01"}))
    assert only(reading).code == code
    assert only(reading).effect == "Không ảnh hưởng kết quả xét."
    assert reading.extras["318-472"].citizen_id == ""


def test_one_citizen_number_for_two_people(read: Reader) -> None:
    rows = [["Số hiệu", "Họ và tên", "CCCD", "Mã đơn vị"]]
    rows += [[f"318-47{n}", f"Lò Văn {n}", "038201012345", "PX01"] for n in range(2)]
    reading = read(persons=rows)
    assert only(reading).code == "shared_citizen_id"
    assert len(reading.facts.persons) == 2


def test_decomposed_names_are_the_same_text(read: Reader) -> None:
    rows = [
        [normalize("NFD", str(cell)) if isinstance(cell, str) else cell for cell in row] for row in PERSONS
    ]
    reading = read(persons=rows, grants=[GRANTS, ["318-472", normalize("NFD", "Chiến sĩ tiên tiến"), 2023]])
    assert told(reading) == []
    assert reading.facts.persons[0].name == "Nông Thị Bích Thủy"
    assert reading.facts.grants[0].honour == "CSTT"


def test_words_and_flags(read: Reader) -> None:
    reading = read(
        persons=person(**{"Giới tính": "Nữ", "Diện": "CMKT", "Mã đơn vị": "PX01"}),
        ratings=[RATINGS, ["318-472", 2024, "HTXSNV"], ["318-472", 2023, "hoàn thành tốt nhiệm vụ"]],
        findings=[
            ["Số hiệu", "Nội dung", "Năm", "Kết luận", "Con số", "Cho cả đơn vị"],
            ["318-472", "outstanding", 2025, "Có", "3", None],
            ["PX01", "đoàn kết, tham gia phong trào", 2025, "x", None, "x"],
        ],
    )
    assert told(reading) == []
    assert reading.facts.persons[0].sex is Sex.FEMALE
    assert reading.facts.persons[0].category == "ky_thuat"
    assert [r.level for r in reading.facts.ratings] == [Level.EXCELLENT, Level.GOOD]
    assert [(f.about, f.holds, f.figure, f.covers_members) for f in reading.facts.findings] == [
        ("outstanding", True, 3, False),
        ("conduct", True, None, True),
    ]


def test_an_unknown_honour_is_suggested_and_not_counted(read: Reader) -> None:
    reading = read(grants=[GRANTS, ["318-472", "Chiến sĩ thi dua coso", 2023]])
    problem = only(reading)
    assert (problem.code, problem.cell, problem.read) == ("unknown_word", "B2", "Chiến sĩ thi dua coso")
    assert problem.suggestion == "Chiến sĩ thi đua cơ sở"
    assert problem.effect.startswith("Không tính lần khen này năm 2023 của 318-472")
    assert reading.facts.grants == ()


def test_an_ambiguous_honour_names_its_candidates(read: Reader) -> None:
    reading = read(grants=[GRANTS, ["318-472", "HCLĐ", 2023]])
    problem = only(reading)
    assert problem.code == "ambiguous"
    assert "Huân chương Lao động hạng Ba; Huân chương Lao động hạng Nhì" in problem.message
    assert reading.facts.grants == ()


def test_a_merit_that_is_not_understood_makes_no_cong_trang(read: Reader) -> None:
    headings = [*GRANTS, "Loại hình"]
    reading = read(grants=[headings, ["318-472", "GK", 2023, "dotxuat"], ["318-472", "GK", 2022, "đột xuất"]])
    assert only(reading).cell == "D2"
    assert [(g.year, g.merit) for g in reading.facts.grants] == [(2022, Merit.DOT_XUAT)]


def test_an_unreadable_force_loses_the_person_and_says_so_once(read: Reader) -> None:
    rows = person(**{"Lực lượng": "hải quan", "Mã đơn vị": "PX01"})
    reading = read(persons=rows, grants=[GRANTS, ["318-472", "CSTT", 2023]])
    assert only(reading).effect.startswith("Không xét 318-472; mọi dòng ghi số hiệu này")
    assert reading.facts.persons == reading.facts.grants == ()


def test_formula_errors(read: Reader) -> None:
    def spoil(sheets: dict[str, Worksheet]) -> None:
        sheets["Khen thưởng"]["C2"] = "#N/A"
        sheets["Khen thưởng"]["C3"] = "=1/0"  # openpyxl stores no value for it
        sheets["Khen thưởng"]["B5"] = "#REF!"

    rows = [GRANTS, ["318-472", "CSTT", None], ["318-472", "CSTT", None], ["318-472", "CSTT", 2021]]
    reading = read(spoil, grants=rows)
    found = [(p.code, p.cell, p.read) for p in reading.problems if p.code == "formula_error"]
    assert found[:2] == [("formula_error", "C2", "#N/A"), ("formula_error", "C3", "công thức chưa tính")]
    assert [g.year for g in reading.facts.grants] == [2021]


def test_a_reason_written_where_the_level_stands(read: Reader) -> None:
    reading = read(ratings=[RATINGS, ["318-472", 2023, "Thai sản"]])
    assert told(reading) == []
    rating = reading.facts.ratings[0]
    assert (rating.level, str(rating.unassessed)) == (None, "maternity")


class NoLaw:
    """A law book without honours: these tests read dates and levels only."""

    honours: dict[str, Any] = {}
    findings: dict[str, str] = {}


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return load_spellings(NoLaw())  # type: ignore[arg-type]


@given(
    day=st.dates(date(1950, 1, 1), date(2025, 12, 31)),
    form=st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y"]),
)
def test_any_written_day_is_read_back(spellings: Spellings, day: date, form: str) -> None:
    read_cell = CellReader(Column("x", "x", Kind.DATE), spellings, date(2025, 12, 31))
    assert read_cell(day.strftime(form)) == (day, None)


@given(
    raw=st.one_of(st.text(), st.from_regex(r"[0-9./ -]{1,12}", fullmatch=True), st.floats(), st.datetimes())
)
def test_no_content_breaks_a_reader(spellings: Spellings, raw: Any) -> None:
    """Whatever stands in a cell is a value, nothing, or an issue with words."""
    for kind in Kind:
        column = Column("x", "x", kind, choices="level" if kind is Kind.CHOICE else "")
        value, issue = CellReader(column, spellings, date(2025, 12, 31))(raw)
        assert value is None or issue is None or issue.mended
        assert issue is None or (issue.message and issue.expected)


@pytest.mark.parametrize("raw", ["9" * 5000, "¹", "٣/٣/٢٠٢٤", True, float("nan"), float("inf"), 1e300])
def test_odd_numbers_are_reported(spellings: Spellings, raw: Any) -> None:
    for kind in (Kind.DATE, Kind.YEAR, Kind.NUMBER, Kind.CITIZEN_ID):
        value, issue = CellReader(Column("x", "x", kind), spellings, date(2025, 12, 31))(raw)
        assert value is None, kind
        assert issue is not None


def test_units_may_be_named_instead_of_coded(read: Reader, book: LawBook) -> None:
    rows = person(**{"Đơn vị": "Phòng Tổ chức cán bộ"})
    reading = read(persons=rows, units=UNITS)
    assert only(reading).code == "found_by_name"
    assert reading.facts.posts[0].unit == "PX01"

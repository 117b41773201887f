"""Records against each other: repeats, contradictions, subjects that are not there, posts, units."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import GRANTS, PERSONS, RATINGS, UNITS, Reader, only, told
from vinhdanh.engine import DisciplineForm, GrantState, HoldGround, Level, Post, UnitTier, WorkScope
from vinhdanh.people.types import UNIT_KINDS

POSTS = ["Số hiệu", "Mã đơn vị", "Chức vụ", "Từ ngày", "Đến ngày"]
D = date


# --- subjects --------------------------------------------------------------------------------


def test_persons_units_and_posts(read: Reader) -> None:
    reading = read()
    assert told(reading) == []
    facts = reading.facts
    assert [(u.id, u.tier, u.parent, u.kind) for u in facts.units] == [
        ("CAT", UnitTier.PROVINCE, None, "cong_an_tinh"),
        ("PX01", UnitTier.BASE, "CAT", "phong"),
        ("PC08", UnitTier.BASE, "CAT", "phong"),
    ]
    assert facts.posts[0] == Post("Cán bộ!2", "318-472", "PX01", D(2008, 3, 1))


def test_an_identical_person_is_one_person(read: Reader) -> None:
    reading = read(persons=[*PERSONS, PERSONS[1]])
    problem = only(reading)
    assert (problem.severity, problem.code, problem.place) == ("fixed", "repeated_row", "Cán bộ!A4")
    assert len(reading.facts.persons) == 2


def test_two_dates_of_one_person_leave_it_unknown(read: Reader) -> None:
    other = [*PERSONS[1][:3], D(2009, 3, 1), PERSONS[1][4]]
    reading = read(persons=[*PERSONS, other])
    problem = only(reading)
    assert (problem.code, problem.place) == ("conflicting_rows", "Cán bộ!D4")
    assert "Dòng 2 của trang Cán bộ ghi “01/03/2008”" in problem.message
    assert reading.facts.persons[0].joined is None
    assert reading.facts.persons[0].born == D(1985, 3, 1)


def test_one_number_for_two_people_judges_neither(read: Reader) -> None:
    other = ["318-472", "Vi Thị Kim Oanh", *PERSONS[1][2:]]
    reading = read(persons=[*PERSONS, other], grants=[GRANTS, ["318-472", "CSTT", 2023]])
    assert only(reading).effect.startswith("Không xét 318-472")
    assert [p.id for p in reading.facts.persons] == ["291-604"]
    assert reading.facts.grants == ()


def test_a_birth_after_joining_leaves_both_unknown(read: Reader) -> None:
    row = ["318-472", "Nông Thị Bích Thủy", D(2010, 3, 1), D(2008, 3, 1), "PX01"]
    reading = read(persons=[PERSONS[0], row])
    assert told(reading) == ["joined_before_birth"] * 2
    assert (reading.facts.persons[0].born, reading.facts.persons[0].joined) == (None, None)


def test_a_person_without_unit(read: Reader) -> None:
    reading = read(persons=[PERSONS[0], [*PERSONS[1][:4], None]])
    assert (only(reading).code, only(reading).cell) == ("no_unit", "E2")
    assert reading.facts.posts == ()


def test_a_unit_that_is_not_there(read: Reader) -> None:
    reading = read(persons=[PERSONS[0], [*PERSONS[1][:4], "PX1O"]])
    problem = only(reading)
    assert (problem.code, problem.suggestion) == ("unknown_code", "PX01 (Phòng Tổ chức cán bộ)")
    assert "không được tính là thành viên" in problem.effect


@pytest.mark.parametrize(
    ("parents", "cut"),
    [({"CAT": "PX01"}, {"CAT", "PX01"}), ({"CAT": "CAT"}, {"CAT"})],
)
def test_units_that_lead_back_to_themselves(read: Reader, parents: dict[str, str], cut: set[str]) -> None:
    rows = [UNITS[0], *([*row[:4], parents.get(row[0], row[4])] for row in UNITS[1:])]
    reading = read(units=rows)
    assert told(reading) == ["unit_cycle"] * len(cut)
    assert {u.id for u in reading.facts.units if u.parent is None} == cut


def test_an_unknown_parent(read: Reader) -> None:
    reading = read(units=[*UNITS, ["D1", "Đội 1", "đội", "trực thuộc cơ sở", "PX99"]])
    assert (only(reading).code, only(reading).place) == ("unknown_code", "Đơn vị!E5")
    assert "không có cấp trên" in only(reading).effect
    assert reading.facts.units[-1].parent is None


def test_a_unit_that_ends_before_it_begins(read: Reader) -> None:
    rows = [[*UNITS[0], "Từ ngày", "Đến ngày"], [*UNITS[1], "1/3/2020", "1/3/2019"], *UNITS[2:]]
    reading = read(units=rows)
    assert only(reading).code == "ends_before_start"
    assert (reading.facts.units[0].valid_from, reading.facts.units[0].valid_to) == (D(2020, 3, 1), None)


def test_codes_in_other_dashes_and_capitals_are_the_same(read: Reader) -> None:
    reading = read(
        units=[*UNITS, ["PX01–D4", "Đội Cán bộ", "đội", "trực thuộc cơ sở", "px01"]],
        persons=[
            ["Số hiệu", "Họ và tên", "Mã đơn vị"],
            ["100–001", "Nông Thị Bích Thủy", "px01-d4"],
            ["100 - 001", "Nông Thị Bích Thủy", "PX01-D4"],
        ],
        grants=[["Số hiệu", "Danh hiệu", "Năm"], ["100\u2011001", "CSTT", 2023], ["px01–d4", "ĐVTT", 2023]],
    )
    assert told(reading) == ["repeated_row"]
    assert [p.id for p in reading.facts.persons] == ["100-001"]
    assert [p.unit for p in reading.facts.posts] == ["PX01-D4"]
    assert [g.subject for g in reading.facts.grants] == ["100-001", "PX01-D4"]
    assert [u.parent for u in reading.facts.units] == [None, "CAT", "CAT", "PX01"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Công an huyện", "cong_an_huyen"),
        ("công an cấp huyện", "cong_an_huyen"),
        ("CA thị xã", "cong_an_huyen"),
        ("Nhà khách", "nha_khach"),
        ("nhà khách Công an tỉnh", "nha_khach"),
    ],
)
def test_kinds_of_units_as_offices_write_them(read: Reader, written: str, kind: str) -> None:
    reading = read(units=[*UNITS, ["PH99", "Đơn vị", written, "cơ sở", "CAT"]])
    assert told(reading) == []
    assert reading.facts.units[-1].kind == kind
    assert UNIT_KINDS[kind]


def test_a_code_that_is_a_person_and_a_unit(read: Reader) -> None:
    reading = read(units=[*UNITS, ["318-472", "Đội 1", "đội", "cơ sở", "CAT"]])
    assert only(reading).code == "shared_id"
    assert "318-472" not in {u.id for u in reading.facts.units}


# --- who a row is about ----------------------------------------------------------------------


def test_an_unknown_subject_gets_the_nearest_as_a_suggestion(read: Reader) -> None:
    reading = read(grants=[GRANTS, ["318-427", "CSTT", 2023]])
    problem = only(reading)
    assert (problem.code, problem.subject) == ("unknown_code", "318-427")
    assert problem.suggestion == "318-472 (Nông Thị Bích Thủy)"
    assert reading.facts.grants == ()


def test_lost_zeros_are_restored_only_when_one_person_fits(read: Reader) -> None:
    persons = [
        PERSONS[0],
        *([code, f"Lò Văn {code}", None, None, "PX01"] for code in ("0318472", "00291", "0291")),
    ]
    rows = [GRANTS, [318472, "CSTT", 2022], [318472, "CSTT", 2023], [291, "CSTT", 2023]]
    reading = read(persons=persons, grants=rows)
    assert [(g.subject, g.year) for g in reading.facts.grants] == [("0318472", 2022), ("0318472", 2023)]
    about_grants = [p for p in reading.problems if p.sheet == "Khen thưởng"]
    assert [(p.severity, p.code, p.count) for p in about_grants] == [
        ("fixed", "zeros_restored", 2),
        ("error", "ambiguous_code", 1),
    ]
    assert "00291, 0291" in about_grants[1].message


def test_a_name_that_belongs_to_another_number(read: Reader) -> None:
    header = ["Số hiệu", "Họ và tên", "Danh hiệu", "Năm"]
    reading = read(
        grants=[
            header,
            ["318-472", "Lương Văn Đạt", "CSTT", 2023],
            ["318-472", "Nông Thị Bích Thuỷ", "CSTT", 2022],
            ["318-472", "Nông Thị Bich Thuý", "CSTT", 2021],
            ["318-472", "Nông Thị Bích Thủyy", "CSTT", 2020],
        ]
    )
    assert [(p.severity, p.code, p.cell) for p in reading.problems if p.sheet == "Khen thưởng"] == [
        ("error", "name_differs", "B2"),
        ("warning", "name_differs", "B5"),
    ]
    assert next(p for p in reading.problems if p.cell == "B2").suggestion == "291-604 (Lương Văn Đạt)"
    assert [g.year for g in reading.facts.grants] == [2022, 2021, 2020]


def test_years_before_birth_and_before_joining(read: Reader) -> None:
    reading = read(ratings=[RATINGS, ["318-472", 1984, "HTXSNV"], ["318-472", 2005, "HTXSNV"]])
    assert [(p.severity, p.code) for p in reading.problems if p.sheet == "Xếp loại"] == [
        ("error", "before_birth"),
        ("warning", "before_joining"),
    ]
    assert [r.year for r in reading.facts.ratings] == [2005]


# --- posts -----------------------------------------------------------------------------------


def test_posts_take_the_place_of_the_unit_beside_the_name(read: Reader) -> None:
    rows = [POSTS, ["318-472", "PC08", "Đội trưởng", D(2010, 1, 1), D(2015, 6, 1)]]
    rows += [["318-472", "PX01", "Phó phòng", D(2015, 6, 1), None]]
    reading = read(posts=rows)
    assert told(reading) == []
    mine = [p for p in reading.facts.posts if p.person == "318-472"]
    assert [(p.id, p.unit, p.title) for p in mine] == [
        ("Chức vụ!2", "PC08", "Đội trưởng"),
        ("Chức vụ!3", "PX01", "Phó phòng"),
    ]


def test_a_person_in_two_units_at_once(read: Reader) -> None:
    rows = [POSTS, ["318-472", "PC08", "Đội trưởng", D(2010, 1, 1), None]]
    rows += [["318-472", "PX01", "Phó phòng", D(2015, 6, 1), None]]
    reading = read(posts=rows)
    problem = only(reading)
    assert (problem.severity, problem.code, problem.cell) == ("warning", "two_units", "B3")
    assert "PC08 (dòng 2, chưa ghi ngày kết thúc)" in problem.message
    assert len([p for p in reading.facts.posts if p.person == "318-472"]) == 2


def test_a_post_that_ends_before_it_begins_or_has_no_unit(read: Reader) -> None:
    rows = [POSTS, ["318-472", "PX01", "Phó phòng", D(2015, 6, 1), D(2014, 6, 1)]]
    rows += [["291-604", None, "Đội trưởng", D(2015, 6, 1), None]]
    reading = read(posts=rows)
    assert sorted(told(reading)) == ["ends_before_start", "missing"]
    assert {p.id for p in reading.facts.posts} == {"Cán bộ!2", "Cán bộ!3"}


# --- yearly facts ----------------------------------------------------------------------------


def test_two_ratings_of_one_year_leave_it_unknown(read: Reader) -> None:
    rows = [RATINGS, ["318-472", 2023, "HTXSNV"], ["318-472", 2023, "HTTNV"], ["318-472", 2024, "HTTNV"]]
    reading = read(ratings=rows)
    problem = only(reading)
    assert (problem.code, problem.row) == ("conflicting_rows", 3)
    assert problem.effect.startswith("Không biết mức xếp loại năm 2023 của 318-472")
    assert [(r.year, r.level) for r in reading.facts.ratings] == [(2024, Level.GOOD)]


def test_the_same_rating_twice_is_one(read: Reader) -> None:
    rows = [RATINGS, ["318-472", 2023, "HTXSNV"], ["318-472", "2023", "Hoàn thành xuất sắc nhiệm vụ"]]
    reading = read(ratings=rows)
    assert (only(reading).severity, len(reading.facts.ratings)) == ("fixed", 1)


def test_a_rating_must_say_something_and_one_thing(read: Reader) -> None:
    header = [*RATINGS, "Lý do không xếp loại"]
    rows = [header, ["318-472", 2023, None, None], ["318-472", 2022, "HTTNV", "thai sản"]]
    reading = read(ratings=rows)
    assert told(reading) == ["contradiction", "missing"] or told(reading) == ["missing", "contradiction"]
    assert reading.facts.ratings == ()


FULL = [
    "Số hiệu",
    "Danh hiệu",
    "Năm",
    "Loại hình",
    "Số quyết định",
    "Ngày quyết định",
    "Hiệu lực",
    "Sáng kiến đã dùng",
]


def test_one_title_of_one_year_told_twice(read: Reader) -> None:
    rows = [
        FULL,
        ["318-472", "CSTĐCS", 2023, None, "1098/QĐ-CAT", "22/12/2023", None, None],
        ["318-472", "CSTĐCS", 2023, None, "1099/QĐ-CAT", "22/12/2023", None, None],
        ["318-472", "CSTĐCS", 2022, None, None, None, "hủy bỏ", None],
        ["318-472", "CSTĐCS", 2022, None, None, None, None, None],
        ["318-472", "GK", 2023, None, "1", None, None, None],
        ["318-472", "GK", 2023, None, "2", None, None, None],
    ]
    reading = read(grants=rows)
    assert [(p.code, p.severity, p.cell) for p in reading.problems if p.sheet == "Khen thưởng"] == [
        ("title_twice", "warning", "E3"),
        ("conflicting_rows", "error", "G5"),
    ]
    assert [(g.honour, g.number) for g in reading.facts.grants] == [
        ("CSTD_CS", "1098/QĐ-CAT"),
        ("GK", "1"),
        ("GK", "2"),
    ]


def test_a_units_title_for_a_person(read: Reader) -> None:
    reading = read(grants=[GRANTS, ["318-472", "ĐVQT", 2023], ["PX01", "ĐVQT", 2023]])
    assert only(reading).code == "wrong_subject"
    assert "Chỉ tặng tập thể, dòng này ghi cho cá nhân" in only(reading).message
    assert [g.subject for g in reading.facts.grants] == ["PX01"]


def test_an_annulled_grant_and_a_decision_before_its_year(read: Reader) -> None:
    rows = [FULL, ["318-472", "BK Bộ", 2023, "công trạng", "7/QĐ", "1/2/2022", "Đã hủy", None]]
    reading = read(grants=rows)
    assert only(reading).code == "decided_before_year"
    assert reading.facts.grants[0].state is GrantState.ANNULLED


WORKS = ["Mã", "Loại", "Tên", "Tác giả (số hiệu)", "Năm", "Phạm vi"]


def test_works_and_their_use(read: Reader) -> None:
    works = [WORKS, ["SK-1", "SK", "Số hóa hồ sơ", "318-472; 291-604", 2023, "cấp Bộ"]]
    works += [["SK-2", "đề tài", "Tuần tra", "318-472;999-999", 2022, "cơ sở"]]
    grants = [FULL, ["318-472", "CSTĐCS", 2023, None, None, None, None, "SK-1"]]
    grants += [["318-472", "BK Bộ", 2023, None, None, None, None, "sk-1, SK-9"]]
    grants += [["291-604", "CSTĐCS", 2022, None, None, None, None, "SK-2"]]
    reading = read(works=works, grants=grants)
    assert {(p.code, p.place) for p in reading.problems if p.code != "no_sheet"} == {
        ("unknown_code", "Sáng kiến!D3"),
        ("unknown_work", "Khen thưởng!H3"),
        ("work_used_twice", "Khen thưởng!H3"),
        ("not_the_author", "Khen thưởng!H4"),
    }
    assert [(w.id, w.authors, w.scope) for w in reading.facts.works] == [
        ("SK-1", ("318-472", "291-604"), WorkScope.MINISTRY),
        ("SK-2", ("318-472",), WorkScope.BASE),
    ]
    assert [g.works for g in reading.facts.grants] == [("SK-1",), ("SK-1",), ("SK-2",)]


def test_discipline_and_holds(read: Reader) -> None:
    rows = [
        ["Số hiệu", "Hình thức", "Từ ngày", "Đến ngày"],
        ["318-472", "Cảnh cáo", "1/2/2024", "1/2/2025"],
        ["318-472", "Cảnh cáo", "1/2/2024", "1/3/2025"],
        ["291-604", "đang xác minh đơn tố cáo", "1/11/2025", None],
        ["291-604", "khiển trách", "1/11/2020", "1/11/2019"],
    ]
    reading = read(discipline=rows)
    assert [(p.code, p.cell) for p in reading.problems if p.sheet == "Kỷ luật, tạm hoãn"] == [
        ("conflicting_rows", "D3"),
        ("ends_before_start", "D5"),
    ]
    assert [(d.form, d.ends) for d in reading.facts.disciplines] == [
        (DisciplineForm.WARNING, None),
        (DisciplineForm.REPRIMAND, None),
    ]
    assert [(h.ground, h.closed) for h in reading.facts.holds] == [(HoldGround.COMPLAINT, None)]


def test_absences(read: Reader) -> None:
    rows = [["Số hiệu", "Lý do", "Từ ngày", "Đến ngày"], ["318-472", "Thai sản", "1/2/2021", "31/7/2021"]]
    rows += [["318-472", "Đi học", "1/2/2023", "mùa hè"]]
    reading = read(absences=rows)
    assert only(reading).cell == "D3"
    assert [(a.kind, a.end) for a in reading.facts.absences] == [("maternity", D(2021, 7, 31))]


def test_two_findings_that_contradict_each_other(read: Reader) -> None:
    rows = [["Số hiệu", "Nội dung", "Năm", "Kết luận"], ["318-472", "outstanding", 2025, "Có"]]
    rows += [["318-472", "outstanding", 2025, "Không"], ["291-604", "outstanding", 2025, "Không"]]
    reading = read(findings=rows)
    assert only(reading).code == "conflicting_rows"
    assert "tiêu chí ấy là chưa đủ căn cứ" in only(reading).effect
    assert [(f.subject, f.holds) for f in reading.facts.findings] == [("291-604", False)]


def test_households(read: Reader) -> None:
    rows = [["Mã hộ", "Họ tên chủ hộ"], ["H-1", "Giàng A Páo"]]
    reading = read(households=rows, grants=[GRANTS, ["H-1", "GK", 2024]])
    assert told(reading) == []
    assert reading.facts.grants[0].subject == "H-1"


def test_problems_stand_in_the_order_of_the_file(read: Reader) -> None:
    reading = read(
        persons=[PERSONS[0], ["318-472", "A", "x", None, "PX01"], ["291-604", "B", None, "y", "PX01"]],
        grants=[GRANTS, ["1", "CSTT", 2023], ["318-472", "?", 2023]],
    )
    places = [p.place for p in reading.problems if p.cell]
    assert places == ["Cán bộ!C2", "Cán bộ!D3", "Khen thưởng!A2", "Khen thưởng!B3"]
    assert len(reading.errors) == 4


def test_the_same_file_gives_the_same_facts(read: Reader) -> None:
    assert read().facts.fingerprint == read().facts.fingerprint


def test_an_agencys_own_spellings(read: Reader, tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own.yaml"
    own.write_text("honour: {CSTD_CS: [TĐCS loại 1]}\ncolumn: {grants.honour: [Thành tích]}\n", "utf-8")
    reading = read(own=own, grants=[["Số hiệu", "Thành tích", "Năm"], ["318-472", "TĐCS loại 1", 2023]])
    assert told(reading) == []
    assert reading.facts.grants[0].honour == "CSTD_CS"

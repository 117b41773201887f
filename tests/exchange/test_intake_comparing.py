"""A file beside the register: what is new, what changes, what goes against it, what waits."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.eligibility.agency import THUY
from tests.exchange.intake import GRANTS, Desk, at_once, cells, plan_of, planned, small_agency
from tests.exchange.sheets import Cells
from vinhdanh.engine import Level, Unassessed
from vinhdanh.exchange.intake.decisions import FILE, REGISTER, Decisions
from vinhdanh.exchange.models import Intake

pytestmark = pytest.mark.django_db

NAME = "Nông Thị Bích Thủy"
PERSONS = ["Số hiệu", "Họ và tên", "Ngày sinh", "CCCD", "Cấp bậc hàm", "Mã đơn vị"]
POSTS = ["Số hiệu", "Mã đơn vị", "Chức vụ", "Từ ngày", "Đến ngày"]
BORN = date(1986, 3, 14)


@pytest.fixture(autouse=True)
def agency(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    at_once(monkeypatch)
    small_agency()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def grants(*rows: list[Any]) -> Cells:
    return [GRANTS, *rows]


# ---- honours --------------------------------------------------------------------------------------


def test_a_title_on_record_is_the_same_whatever_its_words(desk: Desk) -> None:
    intake = desk.bring(grants=grants([THUY, NAME.upper(), "CSTĐCS", 2024, "1224/QĐ-CAT", "20/12/2024"]))
    assert intake.state == Intake.State.PREVIEW
    assert planned(intake) == {}
    assert (intake.counts["same_cells"], intake.counts["new_rows"], intake.counts["bad_cells"]) == (6, 0, 0)


def test_an_empty_cell_changes_nothing(desk: Desk) -> None:
    intake = desk.bring(grants=grants([THUY, None, "CSTĐCS", 2024, None, None]))
    assert planned(intake) == {}


def test_another_day_of_a_title_is_a_change_with_the_old_one_beside_it(desk: Desk) -> None:
    intake = desk.bring(grants=grants([THUY, NAME, "CSTĐCS", 2024, "1224/QĐ-CAT", "22/12/2024"]))
    assert planned(intake) == {"grants": (0, 1)}
    (cell,) = [c for row in intake.rows.all() for c in row_cells(row) if c[0] == "c"]
    assert (cell[2]["o"], cell[2]["w"]) == ("20/12/2024", "22/12/2024")
    changed = plan_of(intake).changed.grants[0]
    assert (changed.number, changed.decided) == ("1224/QĐ-CAT", date(2024, 12, 22))


def row_cells(row: Any) -> list[Any]:
    return [cell for cell in json.loads(row.cells)["c"] if isinstance(cell, list)]


def test_forms_are_several_occasions_a_year_and_titles_are_one(desk: Desk) -> None:
    first = desk.bring(
        grants=grants(
            [THUY, NAME, "Giấy khen", 2024, "1/QĐ", "01/02/2024"],
            [THUY, NAME, "Giấy khen", 2024, "2/QĐ", "01/03/2024"],
            [THUY, NAME, "CSTT", 2020, "9/QĐ", None],
        )
    )
    assert planned(desk.apply(first)) == {"grants": (3, 0)}
    second = desk.bring(
        grants=grants(
            [THUY, NAME, "Giấy khen", 2024, "3/QĐ", None],  # another decision: another occasion
            [THUY, NAME, "GK", 2024, "2/QĐ", None],
            [THUY, NAME, "CSTT", 2020, "8/QĐ", None],  # a title is given once: its decision is corrected
        )
    )
    assert planned(second) == {"grants": (1, 1)}


def test_two_rows_never_meet_one_occasion(desk: Desk) -> None:
    rows = [[THUY, NAME, "Giấy khen", 2024, f"{n}/QĐ", None] for n in (1, 2)]
    desk.apply(desk.bring(grants=grants(rows[0])))
    both = desk.bring(grants=grants([THUY, NAME, "Giấy khen", 2024, None, "01/03/2024"], rows[0]))
    assert planned(both) == {"grants": (1, 0)}


def test_an_honour_annulled_on_record_is_not_revived_by_a_file(desk: Desk) -> None:
    header = [*GRANTS, "Hiệu lực"]
    old = [THUY, NAME, "BK Bộ", 2019, "77/QĐ-BCA", "01/02/2019"]
    desk.apply(desk.bring(grants=[header, [*old, "hủy bỏ"]]))
    again = desk.bring(grants=[header, [*old, "còn hiệu lực"]])
    assert planned(again) == {}
    assert again.counts["conflict_rows"] == 1
    assert "Sổ ghi đã hủy bỏ" in cells(again, "x")[0][3]


def test_words_that_nobody_knows_block_and_are_told_with_their_like(desk: Desk) -> None:
    rows = [[n, None, "Chiến sỹ TĐ cấp CS nhé", 2016, None, None] for n in (THUY, "200-001", "200-002")]
    intake = desk.bring(grants=grants(*rows))
    assert intake.counts["bad_cells"] == 3
    assert intake.counts["bad_rows"] == 3
    bad = [cell for row in intake.rows.all() for cell in row_cells(row) if cell[0] == "b"]
    assert {cell[2]["like"] for cell in bad} == {3}
    fixed = desk.decide(intake, Decisions().with_word("honour", "chiến sỹ TĐ cấp CS nhé", "CSTD_CS"))
    assert planned(fixed) == {"grants": (3, 0)}
    assert fixed.counts["bad_cells"] == 0


def test_a_cell_or_all_its_like_is_corrected(desk: Desk) -> None:
    intake = desk.bring(grants=grants(*([n, None, "CSTT", 2091, None, None] for n in (THUY, "200-001"))))
    assert intake.counts["bad_cells"] == 2
    one = desk.decide(intake, Decisions().with_cell("Khen thưởng!D2", "2019"))
    assert (one.counts["bad_cells"], planned(one)) == (1, {"grants": (1, 0)})
    both = desk.decide(one, Decisions().with_text("grants.year", "2091", "2019"))
    assert (both.counts["bad_cells"], planned(both)) == (0, {"grants": (2, 0)})


def test_rows_left_out_are_counted_and_can_come_back(desk: Desk) -> None:
    intake = desk.bring(grants=grants([THUY, None, "???", 2016, None, None], ["200-001", None, "CSTT", 2016]))
    left = desk.decide(intake, Decisions().without_rows(["Khen thưởng!2"]))
    assert (left.counts["bad_cells"], left.counts["dropped_rows"]) == (0, 1)
    assert planned(left) == {"grants": (1, 0)}
    assert desk.decide(left, Decisions()).counts["bad_cells"] == 1


def test_an_unknown_number_beside_a_known_name_goes_against_the_register(desk: Desk) -> None:
    intake = desk.bring(grants=grants(["318-427", NAME, "CSTT", 2016, None, None]))
    assert cells(intake, "x") == [("Khen thưởng!A2", "x", "318-427", f"Sổ ghi {THUY}, cùng họ tên.")]
    assert planned(intake) == {}
    settled = desk.decide(intake, Decisions().with_person("318-427", THUY))
    assert [g.subject for g in plan_of(settled).added.grants] == [THUY]


# ---- persons and units ----------------------------------------------------------------------------


def test_a_person_of_the_same_name_and_birth_is_not_made_twice(desk: Desk) -> None:
    rows: Cells = [PERSONS, ["999-001", NAME, BORN, None, None, "PX01-D1"]]
    intake = desk.bring(persons=rows, ratings=[["Số hiệu", "Năm", "Mức"], ["999-001", 2016, "HTT"]])
    assert cells(intake, "x")[0][3] == f"Sổ ghi {THUY}, cùng tên, ngày sinh."
    assert planned(intake) == {}
    assert intake.counts["waiting_rows"] == 1, "the rating waits for its person"
    same = desk.decide(intake, Decisions().with_person("999-001", THUY))
    assert planned(same) == {"ratings": (1, 0)}
    other = desk.decide(same, Decisions().with_person("999-001", ""))
    assert planned(other) == {"persons": (1, 0), "posts": (1, 0), "ratings": (1, 0)}


def test_a_citizen_number_belongs_to_one_person(desk: Desk) -> None:
    desk.apply(desk.bring(persons=[PERSONS, ["999-001", "Vàng A Sử", BORN, "099086000001", None, "PX01"]]))
    intake = desk.bring(persons=[PERSONS, ["999-002", "Lò Thị Mai", None, "099086000001", None, "PX01"]])
    assert cells(intake, "x")[0][3] == "Sổ ghi 999-001, cùng CCCD."
    twice: Cells = [PERSONS, *([n, f"Giàng {n}", None, "099086000002", None, "PX01"] for n in ("1-1", "1-2"))]
    assert "Trùng CCCD của 1-1" in cells(desk.bring(persons=twice), "b")[0][3]


def test_what_changes_of_a_person_is_shown_and_another_name_is_settled(desk: Desk) -> None:
    rows: Cells = [
        PERSONS,
        [THUY, NAME, BORN, "099086000003", "Thượng tá", "PX01-D1"],
        ["200-001", "Một Người Khác Hẳn", BORN, None, None, None],
    ]
    intake = desk.bring(persons=rows)
    assert planned(intake) == {"persons": (0, 1)}
    assert plan_of(intake).extras[THUY].rank == "Thượng tá"
    (conflict,) = cells(intake, "x")
    assert conflict[:2] == ("Cán bộ!B3", "x")
    assert planned(desk.decide(intake, Decisions().with_settled("Cán bộ!B3", FILE))) == {"persons": (0, 2)}
    assert planned(desk.decide(intake, Decisions().with_settled("Cán bộ!B3", REGISTER))) == {
        "persons": (0, 1)
    }


def test_a_transfer_needs_its_day(desk: Desk) -> None:
    intake = desk.bring(persons=[PERSONS, [THUY, NAME, None, None, "Thượng tá", "PX02"]])
    assert "Điều động cần có ngày" in cells(intake, "x")[0][3]
    assert planned(intake) == {}


def test_identifiers_take_the_form_of_the_register(desk: Desk) -> None:
    persons: Cells = [["Số hiệu", "Họ và tên", "Mã đơn vị"], ["318–472", NAME, "px01-d1"]]
    intake = desk.bring(persons=persons, grants=grants(["318 – 472", None, "GK", 2016, None, None]))
    assert planned(intake) == {"grants": (1, 0)}
    assert plan_of(intake).added.grants[0].subject == THUY


def test_units_stay_where_they_are(desk: Desk) -> None:
    header = ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp", "Đơn vị cấp trên"]
    intake = desk.bring(
        units=[
            header,
            ["PX01-D1", "Đội Đào tạo", "đội", "trực thuộc cơ sở", "PX02"],
            ["PX02-D9", "Đội Mới", "đội", "trực thuộc cơ sở", "PX02"],
            ["PX02-D9-T1", "Tổ Mới", "tổ", "trực thuộc cơ sở", "PX02-D9"],
        ]
    )
    assert planned(intake) == {"units": (2, 0)}
    [(place, mark, text, note)] = cells(intake, "x")
    assert (place, mark, text) == ("Đơn vị!E2", "x", "PX02")
    assert note.startswith("Sổ ghi PX01. Tệp đề nghị chuyển Đội Đào tạo (PX01-D1) sang PX02.")


def test_a_code_names_one_subject(desk: Desk) -> None:
    intake = desk.bring(units=[["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp"], [THUY, "Đội X", "đội", None]])
    assert "đã dùng trong sổ cho" in cells(intake, "b")[0][3]


# ---- posts and years ------------------------------------------------------------------------------


def test_a_new_main_post_ends_the_one_before(desk: Desk) -> None:
    intake = desk.bring(posts=[POSTS, [THUY, "PX02", "Phó đội trưởng", "01/06/2025", None]])
    plan = plan_of(intake)
    assert [p.unit for p in plan.added.posts] == ["PX02"]
    assert [(p.unit, p.end) for p in plan.changed.posts] == [("PX01-D1", date(2025, 5, 31))]
    assert ("Chức vụ!D2", "n", "01/06/2025", "Chức vụ ở PX01-D1 kết thúc 31/05/2025.") in cells(intake)


def test_posts_that_share_a_day_follow_one_another(desk: Desk) -> None:
    rows: Cells = [
        POSTS,
        ["999-001", "PX01", "Cán bộ", "01/01/2015", "01/06/2019"],
        ["999-001", "PX02", "Đội trưởng", "01/06/2019", None],
        ["999-001", "X001", "Tổ trưởng", "01/02/2016", "01/03/2016"],
    ]
    intake = desk.bring(persons=[PERSONS[:2], ["999-001", "Vàng A Sử"]], posts=rows)
    posts = {p.unit: (p.end, p.main) for p in plan_of(intake).added.posts}
    assert posts == {
        "PX01": (date(2019, 5, 31), True),
        "PX02": (None, True),
        "X001": (date(2016, 3, 1), False),
    }
    desk.apply(intake)
    assert planned(desk.bring(posts=rows)) == {}


def test_a_rating_and_a_reason_for_none_take_each_others_place(desk: Desk) -> None:
    header = ["Số hiệu", "Năm", "Mức xếp loại", "Lý do không xếp loại"]
    intake = desk.bring(
        ratings=[
            header,
            ["200-007", 2025, "HTT", None],
            [THUY, 2021, None, "đi học"],
            [THUY, 2022, "HTT", None],
        ]
    )
    changed = {(r.subject, r.year): (r.level, r.unassessed) for r in plan_of(intake).changed.ratings}
    assert changed == {("200-007", 2025): (Level.GOOD, None), (THUY, 2021): (None, Unassessed.STUDY)}
    assert planned(intake) == {"ratings": (0, 2)}


def test_the_rest_is_known_by_subject_and_day(desk: Desk) -> None:
    intake = desk.bring(
        discipline=[
            ["Số hiệu", "Hình thức", "Từ ngày", "Đến ngày", "Số văn bản"],
            ["200-006", "Khiển trách", "01/03/2022", "01/07/2022", "15/QĐ-CAT"],
            ["200-004", "đơn thư", "22/10/2025", None, "12/TB"],
            ["200-005", "thanh tra", "01/11/2025", None, "13/TB"],
        ],
        absences=[
            ["Số hiệu", "Lý do", "Từ ngày", "Đến ngày"],
            ["200-007", "thai sản", "01/02/2025", "01/08/2025"],
        ],
        findings=[
            ["Mã đơn vị", "Nội dung", "Năm", "Kết luận"],
            ["PX01", "nội bộ đoàn kết", 2025, "Không"],
            ["PX02", "nội bộ đoàn kết", 2024, "Có"],
        ],
        works=[
            ["Mã", "Loại", "Tên", "Tác giả (số hiệu)", "Năm", "Phạm vi"],
            ["SK-9", "SK", "Sổ tay", f"{THUY}; 200-001", 2024, "cơ sở"],
        ],
        households=[["Mã hộ", "Họ tên chủ hộ"], ["HO-9", "Lò Văn Inh"]],
    )
    assert planned(intake) == {
        "disciplines": (0, 1),
        "holds": (1, 1),
        "findings": (1, 1),
        "works": (1, 0),
        "households": (1, 0),
    }
    assert set(plan_of(intake).basis.values()) == {"12/TB", "13/TB"}


def test_rows_wait_for_a_person_that_is_left_out(desk: Desk) -> None:
    rows: Cells = [PERSONS[:2], ["999-001", "Vàng A Sử"]]
    intake = desk.bring(persons=rows, grants=grants(["999-001", None, "CSTT", 2020, None, None]))
    left = desk.decide(intake, Decisions().without_rows(["Cán bộ!2"]))
    assert planned(left) == {}
    assert left.counts["waiting_rows"] == 1


def test_effects_are_judged_before_and_after(desk: Desk) -> None:
    """A third CSTĐ cơ sở in a row, with the work of a ministry's scope, opens the next title."""
    rating: Cells = [["Số hiệu", "Năm", "Mức"], ["200-003", 2025, "HTXSNV"]]
    intake = desk.bring(ratings=rating)
    lines = {one["line"]: one for one in intake.effects["lines"]}
    assert lines["CSTT"]["gained"] == 1
    assert lines["CSTT"]["who"][0][0] == "200-003"
    assert intake.effects["changed"] >= 1


def test_a_streak_broken_by_a_conflict_is_counted(desk: Desk) -> None:
    rows = grants(
        ["200-009", None, "CSTĐCS", 2018, None, None],
        ["200-099", "Bế Văn Quý", "CSTĐCS", 2019, None, None],
        ["200-009", None, "CSTĐCS", 2020, None, None],
    )
    intake = desk.bring(grants=rows)
    assert intake.counts["conflict_rows"] == 1
    assert intake.effects["streaks"] == 0, "whose the year between is, nobody has said yet"

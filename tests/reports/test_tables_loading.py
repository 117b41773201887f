"""Definitions of statutory tables: what ships, what an agency adds, and what is said of a wrong file."""

from __future__ import annotations

from pathlib import Path

import pytest

from vinhdanh.engine.lawfiles import LawError
from vinhdanh.reports.tables.headings import headings
from vinhdanh.reports.tables.loading import load_folder, tables, tables_of

COMMON = """\
number: "9/2027/TT-BNV"
name: "Thông tư mới"
years: {from: 2027}
verified: seen
source: "Công báo"
period: {from: "01-01", to: "12-31"}
due: "01-15"
conditions:
  cap_phong: {grade: [truong_phong]}
"""
TABLE = """\
code: "0603"
label: "0603.N/BNV-TĐKT"
title: "Số lượng khen thưởng"
counts: grants
columns:
  - {code: "1", title: "Tổng số"}
rows:
  - {code: "01", words: "Tổng số"}
  - {code: "02", words: "Trưởng phòng", when: {is: cap_phong}}
checks:
  - {row: "01", within: ["02"], about: "trưởng phòng"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tt-09-2027-bnv"
    made.mkdir()
    (made / "bieu.yaml").write_text(COMMON, "utf-8")
    (made / "bieu-0603.yaml").write_text(TABLE, "utf-8")
    return made


def problem(folder: Path, old: str, new: str, file: str = "bieu-0603.yaml") -> str:
    """What is said once a piece of a file is changed."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LawError) as raised:
        load_folder(folder)
    return str(raised.value)


def test_each_year_has_the_tables_of_the_circular_that_ruled_it() -> None:
    assert [one.code for one in tables_of(2025)] == ["0601", "0602", "0603", "0604", "0605"]
    assert [one.code for one in tables_of(2021)] == ["0701", "0702", "0703"]
    assert tables_of(2017) == ()
    for one in tables():
        assert one.circular.source
        assert one.circular.verified in ("quoted", "reported"), "nobody has read the circulars themselves"


def test_the_period_runs_from_december_to_november_and_2025_is_in_doubt() -> None:
    circular = tables_of(2025)[0].circular
    assert circular.period_words(2025) == "từ 01/12/2024 đến 30/11/2025"
    assert f"{circular.due_in(2025):%d/%m/%Y}" == "15/12/2025"
    assert not circular.doubtful(2024)
    assert circular.doubtful(2025)
    assert "18/2025/TT-BNV" in circular.doubt


def test_codes_that_no_source_shows_are_absent() -> None:
    state = next(one for one in tables_of(2025) if one.code == "0602")
    codes = [row.code for row in state.lines]
    assert codes == [f"{code:02}" for code in range(1, 22) if code not in (4, 5)]
    assert any("04, 05" in said for said in state.unseen)


def test_the_head_has_merged_cells_and_a_row_of_numbers() -> None:
    movements = tables_of(2025)[0]
    first, second, numbers = headings(movements, movements.columns)
    assert [(one.title[:8], one.column, one.across, one.down) for one in first] == [
        ("Nội dung", 0, 1, 2),
        ("Mã số", 1, 1, 2),
        ("Tổng số", 2, 1, 2),
        ("Số phong", 3, 3, 1),
    ]
    assert [one.column for one in second] == [3, 4, 5]
    assert [one.title for one in numbers] == ["A", "B", "1=(2+3+4)", "2", "3", "4"]


def test_an_agency_adds_and_replaces_tables_in_its_own_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_LAWS", str(folder.parent))
    found = next(one for one in tables() if one.code == "0603" and one.circular.rules(2027))
    assert found.circular.number == "9/2027/TT-BNV"
    assert found.file == "tt-09-2027-bnv/bieu-0603.yaml"
    common = folder / "bieu.yaml"
    assert "0603" in [one.code for one in tables_of(2026)]
    common.write_text(COMMON.replace("2027}", "2023}"), "utf-8")
    monkeypatch.setenv("VINHDANH_LAWS", f"{folder.parent}/")  # another folder to the program: read anew
    [replaced] = [one for one in tables_of(2026) if one.code == "0603"]
    assert replaced.circular.number == "9/2027/TT-BNV"


def test_a_later_circular_takes_the_place_of_an_earlier_open_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VINHDANH_LAWS", str(folder.parent))
    assert [one.circular.number for one in tables_of(2027) if one.code == "0603"] == ["9/2027/TT-BNV"]
    assert len(tables_of(2027)) == 5, "the other tables of the earlier one stay"
    (folder / "bieu.yaml").write_text(f'{COMMON}replaces: ["2/2023/TT-BNV"]\n', "utf-8")
    monkeypatch.setenv("VINHDANH_LAWS", f"{folder.parent}/.")
    assert [one.code for one in tables_of(2027)] == ["0603"], "until it says that it replaces the text"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{is: cap_phong}",
            "{gradee: truong_phong}",
            "bieu-0603.yaml:9: rows[2].when.gradee: không có thuộc tính 'gradee'; có phải 'grade'?",
        ),
        ("is: cap_phong", "is: cap_phog", "có phải 'cap_phong'"),
        ("{is: cap_phong}", "{level: goverment}", "có phải 'government'"),
        ("{is: cap_phong}", "{honour: BK_BOO}", "có phải 'BK_BO'"),
        ("{is: cap_phong}", "{leads: yes please}", "cần true hoặc false"),
        ('within: ["02"]', 'within: ["20"]', "không có mã dòng '20'"),
        ('within: ["02"], ', "", "cần equals hoặc within"),
        ('code: "02"', 'code: "01"', "mã dòng 01 viết hai lần"),
        ('code: "02"', "code: 02", "cần chữ trong dấu nháy kép, đọc được 2"),
        ("counts: grants", "counts: grant", "có phải 'grants'"),
        ("title: ", "tittle: ", "có phải 'title'"),
        ('code: "0603"\n', "", "thiếu trường code"),
        ("rows:", "rows: {a: 1}\nrow:", "không có trường 'row'"),
    ],
)
def test_what_is_wrong_says_where_and_what_to_do(folder: Path, old: str, new: str, said: str) -> None:
    assert said in problem(folder, old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('from: "01-01"', 'from: "13-01"', "bieu.yaml:6: period.from: cần tháng-ngày"),
        ("verified: seen", "verified: maybe", "không có mức tin cậy 'maybe'"),
        ("years: {from: 2027}", "years: {from: soon}", "cần một số nguyên"),
        ("due:", "duee:", "có phải 'due'"),
    ],
)
def test_what_is_wrong_in_the_common_part_too(folder: Path, old: str, new: str, said: str) -> None:
    assert said in problem(folder, old, new, "bieu.yaml")

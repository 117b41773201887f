"""The workbook of results, read back by another library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.sheets import GRANTS, PERSONS, Reader
from vinhdanh.engine import (
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    Grant,
    Household,
    LawBook,
    Level,
    Person,
    Post,
    Unit,
    UnitTier,
    Verdict,
    Verdicts,
    YearRating,
    earliest_years,
    judge,
)
from vinhdanh.exchange.results import write_results
from vinhdanh.exchange.results.lines import SHOWN
from vinhdanh.exchange.results.styles import Style
from vinhdanh.exchange.results.xlsx import Page, XlsxWriter

YEARS = range(2018, 2026)
HEADER = 6  # row of the header on a line's sheet


def force() -> Facts:
    """A good officer, a disciplined one, a new one with a dangerous name, a civilian, units, a household."""
    people = [
        Person("318-472", "Nông Thị Bích Thủy", Force.POLICE, joined=date(2008, 3, 1)),
        Person("291-604", "Lương Văn Đạt", Force.POLICE, joined=date(2002, 9, 1)),
        Person("400-001", "=HYPERLINK(1)", Force.POLICE, joined=date(2024, 9, 1)),
        Person("500-001", "Vi Thị Kim Oanh", Force.CIVIL, joined=date(2015, 1, 1), category="hop_dong"),
    ]
    units = [
        Unit("CAT", "Công an tỉnh Sơn Hà", Force.POLICE, UnitTier.PROVINCE),
        Unit("PX01", "Phòng Tổ chức cán bộ", Force.POLICE, parent="CAT"),
    ]
    return Facts(
        persons=tuple(people),
        units=tuple(units),
        households=(Household("H-1", "Giàng A Páo"),),
        posts=tuple(Post(f"p{p.id}", p.id, "PX01", date(2024, 9, 1)) for p in people),
        ratings=tuple(
            YearRating(f"r{p.id}{year}", p.id, year, Level.EXCELLENT if p is people[0] else Level.GOOD)
            for p in people
            for year in YEARS
        ),
        grants=tuple(
            Grant(f"g{code}{year}", "318-472", code, year) for year in YEARS for code in ("CSTT", "CSTD_CS")
        ),
        disciplines=(Discipline("d", "291-604", DisciplineForm.WARNING, date(2025, 11, 1)),),
        findings=(Finding("f", "PX01", "conduct", 2025, True, covers_members=True),),
    )


@pytest.fixture(scope="module")
def verdicts(book: LawBook) -> Verdicts:
    return judge(book, force(), year=2025)


@pytest.fixture(scope="module")
def results(verdicts: Verdicts, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("results") / "ket-qua.xlsx"
    write_results(path, verdicts, ())
    return load_workbook(path)


def sheet_of(results: Workbook, name: str) -> Worksheet:
    """The sheet whose title is that honour's."""
    for sheet in results.worksheets:
        if str(sheet["A1"].value).startswith(name):
            return sheet
    raise AssertionError(name)


def rows_under(sheet: Worksheet, heading: str) -> dict[str, list[object]]:
    """The rows of the table whose first heading is that, by their first cell."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(cells) if heading in row)
    rows: dict[str, list[object]] = {}
    for row in cells[start + 1 :]:
        if row[0] is None:
            break
        rows[str(row[0])] = row
    return rows


def test_the_summary_counts_every_line(results: Workbook, verdicts: Verdicts) -> None:
    summary = results.worksheets[0]
    assert summary.title == "Tổng hợp"
    counts = {line: c for line, c in verdicts.counts().items() if any(c.values())}
    judged = rows_under(summary, "Căn cứ")
    without = rows_under(summary, "Vì sao")
    assert judged.keys() | without.keys() == counts.keys()
    for line, row in judged.items():
        assert row[3:7] == [counts[line][v] for v in SHOWN]
        assert verdicts.table(line).rule.citation.text in str(row[7])
        assert verdicts.table(line).rule.verified_label in str(row[8])
    for line, row in without.items():
        assert counts[line][Verdict.NO_RULE]
        assert row[3]
    used = {verdicts.table(line).rule.article.instrument.number for line in judged}
    assert rows_under(summary, "Số, ký hiệu").keys() == used
    assert f"Mã lần xét: {verdicts.fingerprint}" in [row[0].value for row in summary.iter_rows()]


def test_one_sheet_for_each_line_with_anybody_in_scope(results: Workbook, verdicts: Verdicts) -> None:
    counts = verdicts.counts()
    lines = [line for line in verdicts.rule_ids if any(counts[line][v] for v in SHOWN)]
    assert len(lines) > 10
    assert len(results.sheetnames) == len(lines) + 2
    assert results.sheetnames[-1] == "Vấn đề dữ liệu"


@pytest.mark.parametrize("line", ["CSTD_CS", "CSTT", "DVQT", "GK_HGD", "BK_BO_CN"])
def test_every_row_says_what_the_engine_says(results: Workbook, verdicts: Verdicts, line: str) -> None:
    table = verdicts.table(line)
    sheets = [s for s in results.worksheets[1:-1] if table.rule.citation.text in str(s["A2"].value)]
    sheet = next(s for s in sheets if str(s["A1"].value).startswith(table.rule.name))
    header = [cell.value for cell in sheet[HEADER]]
    assert [str(h).split("\nCần: ")[0] for h in header[4:-2]] == [c.label for c in table.columns]
    assert [str(h).split("\nCần: ")[1] for h in header[4:-2]] == [c.asked for c in table.columns]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    assert {row[0] for row in shown} == set(table.subjects)
    order = [v.label for v in SHOWN]
    assert [row[3] for row in shown] == sorted((row[3] for row in shown), key=order.index)
    earliest = earliest_years(verdicts)
    for row in shown:
        at = table.subjects.index(row[0])
        verdict = verdicts.verdict(row[0], line)
        assert row[3] == verdict.label
        assert row[4:-2] == list(table.found[at])
        assert table.missing[at] in (row[-1] or "")
        year = earliest[verdicts.at[row[0]], verdicts.column[line]]
        assert row[-2] == (year or "ngoài tầm dự báo")


def test_criteria_are_coloured_by_their_status(results: Workbook, verdicts: Verdicts) -> None:
    table = verdicts.table("CSTD_CS")
    sheet = sheet_of(results, "Chiến sĩ thi đua cơ sở")
    fills = {0: "00000000", 1: "FFFFF3D6", 2: "FFE5F3EA"}
    for row in sheet.iter_rows(min_row=HEADER + 1):
        at = table.subjects.index(row[0].value)
        for cell, status in zip(row[4:-2], table.status[at].tolist(), strict=True):
            assert cell.fill.fgColor.rgb == fills[status]
    assert len({int(s) for s in table.status.ravel()}) > 1


def test_a_deferred_officer_is_told_why(results: Workbook, verdicts: Verdicts) -> None:
    row = verdicts.statuses[verdicts.at["291-604"]]
    held = [line for line, at in verdicts.column.items() if row[at] == Verdict.HELD]
    assert held
    table = verdicts.table(held[0])
    sheet = sheet_of(results, table.rule.name)
    shown = next(r for r in sheet.iter_rows(min_row=HEADER + 1) if r[0].value == "291-604")
    assert shown[3].value == "Hoãn xét"
    assert "kỷ luật cảnh cáo" in shown[-1].value


def test_sheets_can_be_worked_with(results: Workbook) -> None:
    for sheet in results.worksheets[1:-1]:
        assert sheet.freeze_panes == f"C{HEADER + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
        assert "Căn cứ: " in sheet["A2"].value
        assert len(sheet.title) <= 31
    assert len({title.lower() for title in results.sheetnames}) == len(results.sheetnames)


def test_nothing_that_looks_like_a_formula_is_one(results: Workbook) -> None:
    seen = []
    for sheet in results.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert cell.data_type == "s"
                    assert not cell.value.startswith(("=", "+", "-", "@"))
                    seen.append(cell.value)
    assert "'=HYPERLINK(1)" in seen


def test_data_problems_have_their_own_sheet(read: Reader, book: LawBook, tmp_path: Path) -> None:
    reading = read(grants=[GRANTS, ["318-472", "=Chiến sỹ TĐ", 2023], ["318-472", "CSTT", 2091]])
    path = tmp_path / "ket-qua.xlsx"
    write_results(path, judge(book, reading.facts, year=2025), reading.problems)
    rows = [[cell.value for cell in row] for row in load_workbook(path)["Vấn đề dữ liệu"].iter_rows()]
    assert len(rows) == len(reading.problems) + 1
    told = {(row[1], row[2]): row for row in rows}
    row = told["Khen thưởng", "C3"]
    assert row[0] == "Chưa dùng được"
    assert row[3:5] == ["2091", "năm từ 1945 đến 2026"]
    assert row[6] == "2019"
    assert row[7].startswith("Không tính lần Chiến sĩ tiên tiến")


def test_the_same_run_gives_the_same_bytes(verdicts: Verdicts, book: LawBook, tmp_path: Path) -> None:
    write_results(tmp_path / "a.xlsx", verdicts, ())
    again = judge(book, force(), year=2025)
    write_results(tmp_path / "b.xlsx", again, (), earliest=earliest_years(again))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_appears_whole_or_not_at_all(
    verdicts: Verdicts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ket-qua.xlsx"
    path.write_bytes(b"before")

    def full(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(XlsxWriter, "_complete", full)
    with pytest.raises(OSError, match="disk full"):
        write_results(path, verdicts, ())
    assert [p.name for p in tmp_path.iterdir()] == ["ket-qua.xlsx"]
    assert path.read_bytes() == b"before"


def test_an_empty_force(book: LawBook, tmp_path: Path) -> None:
    write_results(tmp_path / "a.xlsx", judge(book, Facts(), year=2025), ())
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Tổng hợp", "Vấn đề dữ liệu"]


def test_progress_is_told(verdicts: Verdicts, tmp_path: Path) -> None:
    steps: list[str] = []
    write_results(tmp_path / "a.xlsx", verdicts, (), progress=lambda what, done, of: steps.append(what))
    assert steps[0] == "Tính năm sớm nhất"
    assert steps[-1] == "Ghi xong"


def test_the_writer_keeps_odd_text(tmp_path: Path) -> None:
    texts = [
        "<a & 'b'>\"",
        "hai\ndòng",
        "_x0041_",
        "a\x00\x08b",
        "lone \ud800 half",
        " cách ",
        "x" * 40_000,
        "",
    ]
    with XlsxWriter(tmp_path / "a.xlsx") as writer:
        rows = [[writer.text(text, Style.TEXT)] for text in (*texts, "")]
        name = writer.add_sheet("A/B: [?]*" + "c" * 40, rows, Page([20.0]))
        row = [writer.number(7, Style.NUMBER), "", writer.text("z", Style.TEXT)]
        again = writer.add_sheet(name.upper(), [row], Page([9.0] * 3))
    workbook = load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == [name, again]
    assert len(name) == len(again) == 31
    read = [row[0].value for row in workbook[name].iter_rows()]
    assert read[:2] == ["<a & 'b'>\"", "hai\ndòng"]
    assert read[2] in ("_x0041_", "_x005F_x0041_")  # openpyxl leaves the format's escapes alone
    assert read[3:6] == ["ab", "lone  half", " cách "]
    assert len(read[6]) == 32_767
    assert [cell.value for cell in workbook[again][1]] == [7, None, "z"]


def test_reading_and_judging_a_person_end_to_end(read: Reader, book: LawBook, tmp_path: Path) -> None:
    reading = read(persons=PERSONS)
    found = judge(book, reading.facts, year=2025)
    write_results(
        tmp_path / "a.xlsx", found, reading.problems, earliest=np.zeros_like(found.statuses, np.int16)
    )
    sheet = sheet_of(load_workbook(tmp_path / "a.xlsx"), "Chiến sĩ tiên tiến")
    assert [row[2].value for row in sheet.iter_rows(min_row=HEADER + 1)] == [
        "Phòng Cảnh sát giao thông (PC08)",
        "Phòng Tổ chức cán bộ (PX01)",
    ]

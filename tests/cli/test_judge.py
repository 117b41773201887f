"""``vinhdanh judge`` and ``vinhdanh person`` on small real workbooks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.cli.workbooks import GRANTS, SMALL, write
from vinhdanh.web.cli.output import Exit


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one title that nobody knows."""
    odd = {**GRANTS[0], "honour": "Chiến sĩ thi đua sáng chói", "year": 2022}
    path = tmp_path_factory.mktemp("flawed") / "co-loi.xlsx"
    return write(path, {**SMALL, "grants": (*GRANTS, odd)})


def counts(facts: dict, rule: str) -> dict[str, int]:  # type: ignore[type-arg]
    return next(row["counts"] for row in facts["rules"] if row["rule"] == rule)  # type: ignore[no-any-return]


def test_the_table_and_the_digest(run: Run, small: Path) -> None:
    ran = run("judge", small, "--year", 2025)
    assert ran.code == Exit.OK
    assert "năm 2025: 2 cán bộ, 2 tập thể" in ran.words
    assert "CSTD_CS Chiến sĩ thi đua cơ sở 1 0 0 1" in ran.words
    assert "CSTD_BO Chiến sĩ thi đua toàn lực lượng" in ran.words, "the police's own name"
    assert "Chưa có quy định trong bộ luật" in ran.words
    assert "Bảng dữ liệu không có lỗi." in ran.words
    assert "Đọc nho.xlsx" in ran.err, "progress goes to stderr"


def test_facts_as_json(run: Run, small: Path) -> None:
    ran = run("judge", small, "--year", 2025, "--json")
    facts = ran.facts
    assert ran.err == ""
    assert facts.keys() == {
        "file", "out", "year", "law_date", "members", "law", "fingerprint",
        "subjects", "rules", "verdicts", "problems", "seconds", "law_ended",
    }  # fmt: skip
    assert facts["law_ended"] == []
    assert facts["law_date"] == "2025-12-31"
    assert facts["subjects"] == {"persons": 2, "units": 2, "households": 0}
    assert facts["problems"] == []
    assert counts(facts, "CSTT") == {"met": 1, "unsure": 0, "held": 0, "unmet": 1, "no_rule": 0}
    assert facts["verdicts"]["276-118"]["CSTD_CS"] == "met"
    assert facts["verdicts"]["276-119"]["CSTD_CS"] == "unmet"
    assert facts["verdicts"]["276-118"]["HCSV"] == "no_rule"
    assert "DVQT" not in facts["verdicts"]["276-118"], "out of scope is left out"


def test_the_same_input_gives_the_same_run(run: Run, small: Path) -> None:
    first, second = (run("judge", small, "--year", 2025, "--json").facts for _ in range(2))
    assert first["fingerprint"] == second["fingerprint"]
    assert first["fingerprint"] != run("judge", small, "--year", 2024, "--json").facts["fingerprint"]


def test_another_law_date_is_another_law(run: Run, small: Path) -> None:
    old = run("judge", small, "--year", 2025, "--law-date", "31/12/2023", "--json").facts
    assert old["law_date"] == "2023-12-31"
    now = run("judge", small, "--year", 2025, "--json").facts
    assert old["verdicts"]["276-118"] != now["verdicts"]["276-118"]


def test_the_result_workbook(run: Run, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.xlsx"
    ran = run("judge", small, "--year", 2025, "--out", out)
    assert ran.code == Exit.OK
    assert f"Đã ghi {out}" in ran.out.replace("\n", "")
    book = load_workbook(out, read_only=True)
    text = " ".join(
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row
    )
    for expected in ("Nguyễn Thị Thủy", "276-118", "Điều 23 Luật TĐKT 2022", "Chưa đủ căn cứ"):
        assert expected in text


def test_a_row_that_cannot_be_used_has_its_own_exit_code(run: Run, flawed: Path) -> None:
    ran = run("judge", flawed, "--year", 2025)
    assert ran.code == Exit.ROWS_LEFT_OUT
    assert "Khen thưởng!B5" in ran.words
    assert "Chiến sĩ thi đua sáng chói" in ran.words
    assert "CSTD_CS Chiến sĩ thi đua cơ sở 1 0 0 1" in ran.words, "the rest is judged"
    problem = run("judge", flawed, "--year", 2025, "--json").facts["problems"][0]
    assert problem["severity"] == "error"
    assert (problem["sheet"], problem["cell"], problem["subject"]) == ("Khen thưởng", "B5", "276-118")
    assert problem["read"] == "Chiến sĩ thi đua sáng chói"
    assert problem["expected"]
    assert problem["effect"]


def test_unusable_input(run: Run, small: Path, tmp_path: Path) -> None:
    missing = run("judge", small.with_name("nhoo.xlsx"), "--year", 2025)
    assert (missing.code, missing.out) == (Exit.UNUSABLE, "")
    assert "Gần giống: nho.xlsx." in missing.err
    text = tmp_path / "van-ban.xlsx"
    text.write_text("đây không phải bảng tính", encoding="utf-8")
    ran = run("judge", text, "--year", 2025)
    assert ran.code == Exit.UNUSABLE
    assert "van-ban.xlsx: Tệp là văn bản nhưng không có cột" in ran.err
    assert "vinhdanh template" in ran.err


def test_the_output_is_checked_before_any_work(run: Run, small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "du-lieu.xlsx"
    shutil.copy(small, kept)
    before = kept.read_bytes()
    same = run("judge", kept, "--year", 2025, "--out", kept)
    assert same.code == Exit.USAGE
    assert "trùng tệp vào" in same.err
    assert kept.read_bytes() == before
    assert run("judge", kept, "--year", 2025, "--out", tmp_path / "kq.csv").code == Exit.USAGE
    nowhere = run("judge", kept, "--year", 2025, "--out", tmp_path / "khong-co" / "kq.xlsx")
    assert nowhere.code == Exit.UNUSABLE
    assert "Không có thư mục" in nowhere.err


def test_own_spellings(run: Run, flawed: Path, tmp_path: Path) -> None:
    own = tmp_path / "cach-viet.yaml"
    own.write_text("honour:\n  CSTD_CS: [Chiến sĩ thi đua sáng chói]\n", encoding="utf-8")
    assert run("judge", flawed, "--year", 2025, "--spellings", own).code == Exit.OK
    own.write_text("honour:\n  CSTD_XX: [abc]\n", encoding="utf-8")
    ran = run("judge", flawed, "--year", 2025, "--spellings", own)
    assert ran.code == Exit.UNUSABLE
    assert "CSTD_XX" in ran.err


def test_an_overlay_is_taken_by_name(run: Run, small: Path) -> None:
    with_overlay = run("judge", small, "--year", 2025, "--overlay", "qd-86-2025-bac-ninh", "--json").facts
    assert with_overlay["law"] != run("judge", small, "--year", 2025, "--json").facts["law"]


def test_judging_a_workbook_needs_no_django(small: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from vinhdanh.web.cli import app; "
        f"app(['judge', {str(small)!r}, '--year', '2025', '--out', {str(tmp_path / 'kq.xlsx')!r}], "
        "standalone_mode=False); sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# ---- one person -----------------------------------------------------------------------------------


def test_a_person_criterion_by_criterion(run: Run, small: Path) -> None:
    ran = run("person", small, "276-118", "--year", 2025)
    assert ran.code == Exit.OK
    assert "Nguyễn Thị Thủy (276-118) Năm xét 2025, theo luật ngày 31/12/2025" in ran.words
    assert "✓ Đạt Chiến sĩ thi đua cơ sở CSTD_CS" in ran.words
    assert "2024: QĐ 3124/QĐ-CAT, 20/12/2024 (công trạng) (Khen thưởng!3)" in ran.words, "evidence by cell"
    assert "Điều 23 Luật TĐKT 2022 (luat-06-2022/dieu-23.md:3)" in ran.words
    assert "Sớm nhất năm 2026." in ran.words
    assert "◌ Không có quy định" in ran.words


def test_one_line_in_full_says_what_is_needed(run: Run, small: Path) -> None:
    ran = run("person", small, "276-118", "--year", 2025, "--rule", "CSTD_BO")
    assert "Chiến sĩ thi đua cơ sở 03 lần liên tục · 03 lần liên tục, cần 03 lần liên tục" in ran.words
    assert "Sớm nhất năm 2026, nếu:" in ran.words
    assert "CSTD_CS" not in ran.words


def test_a_person_as_json(run: Run, small: Path) -> None:
    facts = run("person", small, "276-118", "--year", 2025, "--rule", "CSTD_BO", "--json").facts
    assert facts["subject"] == "276-118"
    (rule,) = facts["rules"]
    assert rule["verdict"] == "unmet"
    assert rule["earliest"] == 2026
    assert rule["rule_version"].startswith("CSTD_BO@luat-06-2022/dieu-22#")
    streak = rule["criteria"][0]["criteria"][0]
    assert (streak["found_low"], streak["found_high"], streak["asked_value"]) == (3, 3, 3)
    assert [record["record"] for record in streak["records"]] == [
        "Khen thưởng!2",
        "Khen thưởng!3",
        "Khen thưởng!4",
    ]


@pytest.mark.parametrize("asked", ["276 - 119", "Hà Mạnh Cường", "ha manh cuong", "HÀ MẠNH CƯỜNG"])
def test_a_person_is_found_by_number_or_name(run: Run, small: Path, asked: str) -> None:
    facts = run("person", small, asked, "--year", 2025, "--rule", "CSTT", "--json").facts
    assert facts["subject"] == "276-119"


def test_a_unit_is_explained_too(run: Run, small: Path) -> None:
    facts = run("person", small, "PX01", "--year", 2025, "--rule", "DVTT", "--json").facts
    shares = [one for one in facts["rules"][0]["criteria"] if "70%" in one["label"]]
    assert shares[0]["found_low"] == 1
    assert shares[0]["asked_value"] == 2


def test_nobody_of_that_name(run: Run, small: Path) -> None:
    ran = run("person", small, "cường", "--year", 2025)
    assert ran.code == Exit.UNUSABLE
    assert "Gần giống: 276-119 Hà Mạnh Cường." in ran.err
    assert run("person", small, "276-118", "--year", 2025, "--rule", "CSTD").code == Exit.USAGE


def test_a_day_past_the_end_of_the_law_files_is_said_in_one_sentence(run: Run, small: Path) -> None:
    ran = run("judge", small, "--year", 2026, "--law-date", "01/03/2027", "--json")
    (deferral, *_) = ran.facts["law_ended"]
    assert deferral.startswith("Từ 01/03/2027 bộ luật trong phần mềm không còn nguyên tắc tạm hoãn xét nào")

"""``vinhdanh law …``: what is in force, what articles say, whether the files hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from vinhdanh.web.cli.output import Exit


def test_list_follows_the_day(run: Run) -> None:
    now = run("law", "list", "--on", "31/12/2025", "--json").facts
    old = run("law", "list", "--on", "2023-12-31", "--json").facts
    assert now["on"] == "2025-12-31"
    rules = {row["rule"]: row for row in now["rules"]}
    assert rules["CSTD_CS"]["citation"] == "Điều 23 Luật TĐKT 2022"
    assert rules["CSTD_CS"]["verified"] in {"seen", "quoted", "reported"}
    assert "luat-06-2022" in {row["instrument"] for row in now["instruments"]}
    assert "luat-06-2022" not in {row["instrument"] for row in old["instruments"]}
    assert all(gap["why"] for gap in now["gaps"])


def test_list_marks_what_is_past_its_verified_day(run: Run) -> None:
    assert "Theo nguồn trích dẫn * 30/09/2026" in run("law", "list", "--on", "01/10/2026").words
    assert "Theo nguồn trích dẫn 30/09/2026" in run("law", "list", "--on", "30/09/2026").words


def test_list_with_an_overlay(run: Run) -> None:
    alone = run("law", "list", "--on", "31/12/2025", "--json").facts
    more = run("law", "list", "--on", "31/12/2025", "--overlay", "qd-86-2025-bac-ninh", "--json").facts
    added = {row["instrument"] for row in more["instruments"]} - {
        row["instrument"] for row in alone["instruments"]
    }
    assert added == {"qd-86-2025-bac-ninh"}


@pytest.mark.parametrize("asked", ["dieu-22", "22", "Điều 22"])
def test_show_prints_an_article_with_its_criteria(run: Run, asked: str) -> None:
    ran = run("law", "show", asked)
    assert ran.code == Exit.OK
    assert ran.words.startswith("Điều 22. Danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh")
    assert "số 06/2022/QH15, hiệu lực từ 01/01/2024" in ran.words
    assert "• Chiến sĩ thi đua cơ sở 03 lần liên tục" in ran.words
    assert "luat-06-2022/dieu-22.md" in ran.words
    assert "```" not in ran.out


def test_show_as_json(run: Run) -> None:
    (article,) = run("law", "show", "dieu-22", "--of", "luat-06-2022", "--json").facts["articles"]
    assert article["title"] == "Danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh"
    kinds = [block["kind"] for block in article["blocks"]]
    assert kinds[0] == "rule"
    assert "criterion" in kinds
    rule = article["blocks"][0]["fields"]
    assert rule["effective"]["from"] == "2024-01-01"


def test_show_every_article_that_ships(run: Run) -> None:
    from vinhdanh.engine import LawBook
    from vinhdanh.web.cli.books import shipped

    overlays, drafts = shipped("overlay"), shipped("draft")
    book = LawBook.load(overlays=overlays, drafts=drafts)
    chosen = [*(f"--overlay={name}" for name in overlays), *(f"--draft={name}" for name in drafts)]
    for article in book.articles[:: max(1, len(book.articles) // 12)]:
        ran = run("law", "show", article.slug, "--of", article.instrument.key, *chosen)
        assert ran.code == Exit.OK
        assert article.title.split(",")[0] in ran.words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dieu-2222"], "Không có “dieu-2222”. Gần giống:"),
        (["dieu-22", "--of", "luat-06-2202"], "Không có văn bản “luat-06-2202”. Gần giống:"),
        (["dieu-22", "--on", "01/01/2020"], "Ngày 01/01/2020 không văn bản nào có “dieu-22” còn hiệu lực."),
    ],
)
def test_show_says_what_there_is_instead(run: Run, arguments: list[str], said: str) -> None:
    ran = run("law", "show", *arguments)
    assert ran.code == Exit.UNUSABLE
    assert said in " ".join(ran.err.split())


@pytest.mark.slow
def test_check_runs_every_case(run: Run) -> None:
    ran = run("law", "check", "--json")
    assert ran.code == Exit.OK
    assert ran.facts["cases"] > 100
    assert ran.facts["failed"] == []


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A small quy chế with one case that is wrong on purpose."""
    folder = tmp_path / "qc-thu"
    folder.mkdir()
    (folder / "instrument.toml").write_text(
        'number = "1/QĐ-CAT"\nname = "Quy chế thử"\nshort = "Quy chế thử"\nkind = "overlay"\n'
        'issuer = "Giám đốc Công an tỉnh Sơn Hà"\nissued = 2025-01-01\nin_force = 2025-01-01\n'
        "verified_to = 2026-09-30\n",
        encoding="utf-8",
    )
    (folder / "dieu-01.md").write_text(
        "# Điều 1. Chiến sĩ thi đua cơ sở\n\n```rule\nid: CSTD_CS_THU\nhonour: CSTD_CS\nfor: person\n"
        "force: [police]\nverified: seen\nsource: Quy chế thử\nrefines: [CSTD_CS]\n```\n\n"
        "## khoản 1\n> Được xếp loại hoàn thành xuất sắc nhiệm vụ.\n"
        "```criterion\nrating: {at_least: excellent}\n```\n",
        encoding="utf-8",
    )
    (folder / "dieu-01.tests.yaml").write_text(
        "- name: Trường hợp ghi sai cố ý\n  rule: CSTD_CS\n  year: 2025\n"
        "  facts: {force: police, ratings: {2025: good}}\n  expect: met\n",
        encoding="utf-8",
    )
    return folder


def test_check_finds_a_case_that_is_wrong(run: Run, overlay: Path) -> None:
    ran = run("law", "check", "--overlay", overlay, "--json")
    assert ran.code == Exit.NOT_IN_ORDER
    (failed,) = ran.facts["failed"]
    assert failed["name"] == "Trường hợp ghi sai cố ý"
    text = run("law", "check", "--overlay", overlay, "--fail-fast")
    assert text.code == Exit.NOT_IN_ORDER
    assert "dieu-01.tests.yaml" in text.words


def test_check_names_file_and_line_of_what_cannot_be_loaded(run: Run, overlay: Path) -> None:
    article = overlay / "dieu-01.md"
    text = article.read_text(encoding="utf-8").replace("at_least: excellent", "at_leest: excellent")
    article.write_text(text, encoding="utf-8")
    checked = run("law", "check", "--overlay", overlay)
    assert checked.code == Exit.NOT_IN_ORDER
    assert "qc-thu/dieu-01.md:" in checked.err
    listed = run("law", "list", "--overlay", overlay)
    assert listed.code == Exit.UNUSABLE, "there is nothing to list"


def test_coverage_counts_every_known_fact(run: Run) -> None:
    facts = run("law", "coverage", "--json").facts
    assert facts["totals"]["missing"] == 0
    assert sum(facts["totals"].values()) == len(facts["facts"])
    assert all(row["where"] for row in facts["facts"] if row["state"] == "encoded")
    assert all(row["why"] for row in facts["facts"] if row["state"] == "gap")
    open_ones = run("law", "coverage", "--missing", "--json").facts["facts"]
    assert {row["state"] for row in open_ones} <= {"gap", "missing"}
    assert f"{facts['totals']['encoded']} đã đưa vào" in run("law", "coverage").words


def test_diff_of_two_days(run: Run) -> None:
    facts = run("law", "diff", "--on", "30/09/2026", "--on", "01/10/2026", "--json").facts
    changed = {row["rule"]: row for row in facts["rules"]}
    assert changed["CSTD_CS"]["before"][0]["beyond_verified"] is False
    assert changed["CSTD_CS"]["after"][0]["beyond_verified"] is True
    same = run("law", "diff", "--on", "01/12/2025", "--on", "02/12/2025")
    assert "Không dòng xét nào khác nhau giữa hai bên." in same.words


def test_diff_with_a_draft_and_people(run: Run, small: Path) -> None:
    arguments = ["law", "diff", "--draft", "du-thao-2026", "--on", "31/12/2026"]
    text = run(*arguments)
    assert "Dự thảo" in text.words
    facts = run(*arguments, "--data", small, "--year", 2025, "--json").facts
    assert facts["drafts"] == ["du-thao-2026"]
    assert {change["rule"] for change in facts["changes"]} <= {row["rule"] for row in facts["rules"]}
    assert run(*arguments, "--data", small).code == Exit.USAGE

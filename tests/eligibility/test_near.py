"""Who comes close: eligible soon, one step short, answered otherwise by another text; where the law ends."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.eligibility.agency import SECRET, THUY, YEAR
from tests.eligibility.test_pages import sheet_of, text_of
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.eligibility.memory import results_of
from vinhdanh.eligibility.selectors import near, runs, texts
from vinhdanh.eligibility.selectors.near import Filters, Found
from vinhdanh.eligibility.services import run_now
from vinhdanh.engine import OneStep, Verdict

pytestmark = pytest.mark.django_db


def listed(found: Found) -> set[tuple[str, str]]:
    verdicts = found.results.verdicts
    return {(verdicts.subjects[row], verdicts.rule_ids[column]) for row, column in found.pairs}


# ---- soon -----------------------------------------------------------------------------------------


def test_soon_holds_exactly_whom_the_run_says(judged: Judged) -> None:
    results = judged.results
    for line in ("CSTT", "CSTD_CS", "CSTD_BO", "HCCSVV_2"):
        found = listed(near.soon(results, results.everything, Filters(line=line)))
        for subject in results.verdicts.subjects:
            verdict, earliest = results.verdict(subject, line), results.earliest_year(subject, line)
            this = earliest == YEAR and verdict in (Verdict.UNSURE, Verdict.HELD)
            following = earliest == YEAR + 1 and verdict in (Verdict.UNMET, Verdict.UNSURE, Verdict.HELD)
            assert ((subject, line) in found) == (this or following), (subject, line)


@pytest.mark.slow
def test_soon_says_what_is_still_needed(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/sap-du/?dong=CSTD_BO")
    assert "Nông Thị Bích Thủy" in page
    assert f"Năm {YEAR + 1} đạt mức cao nhất" in page
    assert "cấp Bộ, tỉnh" in page
    this_year = text_of(judged.client("standing"), "/sap-du/?dong=CSTT&loc=nay")
    assert "Đặng Chi" in this_year  # a complaint is being verified
    assert "Giàng A Páo" not in this_year
    next_year = text_of(judged.client("standing"), "/sap-du/?dong=CSTT&loc=sau")
    assert "Giàng A Páo" in next_year


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("dong=CSTT", {"200-003", "200-004", "200-005", "200-007"}),
        ("dong=CSTT&dv=PX02", {"200-004", "200-005"}),
        ("dong=CSTT&q=chi", {"200-004"}),
        ("dong=CSTT&ll=civil", set()),
        ("dong=CSTT&ll=police&loc=nay", {"200-003", "200-004", "200-007"}),
        ("dong=CSTT&cap=state", set()),
    ],
)
def test_page_and_file_are_filtered_alike(judged: Judged, query: str, people: set[str]) -> None:
    client = judged.client("standing")
    page = client.get(f"/sap-du/?{query}").content.decode()
    assert {
        number
        for number in ("200-003", "200-004", "200-005", "200-007", THUY)
        if f"/can-bo/{number}/" in page
    } == people
    rows = sheet_of(client, f"/sap-du/danh-sach.xlsx?{query}")
    assert {row[0] for row in rows if str(row[0])[:4] in ("200-", "318-")} == people


def test_a_title_that_nearly_everybody_could_reach_is_only_counted(judged: Judged) -> None:
    found = near.soon(judged.results, judged.results.everything, Filters())
    quiet = {title.line.id for title in found.quiet}
    assert quiet
    assert not quiet & {line for _, line in listed(found)}
    asked = near.soon(judged.results, judged.results.everything, Filters(line=next(iter(quiet))))
    assert asked.pairs


# ---- one step -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_missing_conclusion_stands_apart_from_an_unmet_criterion(judged: Judged) -> None:
    results = judged.results
    failing = listed(near.one_step(results, results.everything, Filters(line="CSTT", which="ho-so")))
    open_ones = listed(near.one_step(results, results.everything, Filters(line="CSTT", which="ket-luan")))
    assert ("200-005", "CSTT") in failing  # failed in 2025: one year's level
    assert ("200-003", "CSTT") in open_ones  # not rated yet
    assert not failing & open_ones
    for subject, line in failing | open_ones:
        lacking = [c for c in results.explain(subject, line).criteria if c.verdict != Verdict.MET]
        assert len(lacking) <= 1, (subject, line)
    page = text_of(judged.client("standing"), "/sap-du/mot-buoc/?dong=CSTT")
    assert "chỉ thiếu căn cứ" in page
    assert "chưa xếp loại hoặc chưa rõ" in page.lower()


def test_the_run_keeps_who_is_one_step_short(judged: Judged) -> None:
    stored = judged.run.result.steps
    assert stored is not None
    assert judged.results.step("200-005", "CSTT") == OneStep.FAILING
    assert judged.results.step(THUY, "CSTT") == OneStep.NONE


# ---- another text ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_who_would_change_under_a_draft_and_why(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/sap-du/van-ban-khac/?theo=du-thao-2026&dong=CSTD_CS")
    assert "Nông Thị Bích Thủy" in page
    assert "Điều 23 Dự thảo sửa Luật TĐKT" in page
    assert "Không bao giờ là căn cứ kết luận" in page
    gains = text_of(judged.client("standing"), "/sap-du/van-ban-khac/?theo=du-thao-2026&dong=CSTD_CS&loc=loi")
    assert "Nông Thị Bích Thủy" not in gains
    rows = sheet_of(judged.client("standing"), "/sap-du/van-ban-khac/danh-sach.xlsx?theo=du-thao-2026")
    assert THUY in {row[0] for row in rows}


@pytest.mark.slow
def test_an_agencys_text_can_be_compared_with(judged: Judged) -> None:
    results = judged.results
    text = texts.text_for(results, "qd-86-2025-bac-ninh")
    assert text is not None
    assert text.law_date == judged.run.law_date
    other = texts.results_under(results, text)
    assert other.book.fingerprint != results.book.fingerprint
    assert text_of(judged.client("standing"), "/sap-du/van-ban-khac/?theo=qd-86-2025-bac-ninh")
    with_it = results_of(run_now(actor=Operator(), year=YEAR, overlay=text.key))
    assert np.array_equal(with_it.verdicts.statuses, other.verdicts.statuses)
    back = texts.text_for(with_it, texts.NATIONAL)
    assert back is not None
    assert np.array_equal(
        texts.results_under(with_it, back).verdicts.statuses[:, 0], results.verdicts.statuses[:, 0]
    )


# ---- who sees what --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/sap-du/", "/sap-du/mot-buoc/", "/sap-du/van-ban-khac/"])
def test_each_list_ends_at_the_accounts_scope(judged: Judged, address: str) -> None:
    part = runs.visible_part(judged.accounts["head"], judged.results)
    mine = {judged.results.verdicts.subjects[row] for row in np.flatnonzero(part)}
    for query in ("", "?dong=CSTT", "?dong=CSTD_CS"):
        page = judged.client("head").get(address + query).content.decode()
        for subject in set(judged.results.verdicts.subjects) - mine:
            assert f"/can-bo/{subject}/" not in page
            assert f"/don-vi/{subject}/" not in page
    assert "Không có hồ sơ cán bộ nào trong phạm vi" in text_of(judged.client("nobody"), address)


@pytest.mark.slow
def test_people_under_secrecy_stay_out_of_the_files(judged: Judged) -> None:
    for address in ("/sap-du/", "/sap-du/mot-buoc/", "/sap-du/van-ban-khac/"):
        flat = {
            cell for row in sheet_of(judged.client("standing"), f"{address}danh-sach.xlsx") for cell in row
        }
        assert SECRET not in flat


# ---- where the law ends ---------------------------------------------------------------------------


@pytest.mark.slow
def test_pages_say_where_the_law_files_end(judged: Judged) -> None:
    client = judged.client("standing")
    assert "Bộ luật thiếu văn bản" not in text_of(client, "/")
    assert "Năm 2027 thiếu văn bản" not in text_of(client, "/sap-du/")
    late = run_now(actor=Operator(), year=2026, law_date=date(2027, 3, 1))
    for address in ("/", "/du-dieu-kien/", f"/lan-xet/{late.pk}/", f"/can-bo/{THUY}/"):
        page = text_of(client, address)
        assert "Từ 01/03/2027 bộ luật trong phần mềm không còn nguyên tắc tạm hoãn xét nào" in page, address
    run_now(actor=Operator(), year=2026)
    soon = text_of(client, "/sap-du/")
    assert "Năm 2027 thiếu văn bản. Từ 01/03/2027" in soon

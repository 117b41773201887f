"""Figures of a run: counts, shares, parts of the force, lists and their order."""

from __future__ import annotations

import pytest

from tests.eligibility.agency import THUY, YEAR
from tests.judged import Judged
from vinhdanh.eligibility.results import ASSESSED, Counts
from vinhdanh.eligibility.selectors import heat, lists, persons, runs, texts, titles, tree, units
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.types import Mark
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import Level

pytestmark = pytest.mark.django_db


def ids(results: object, part: object) -> set[str]:
    from numpy import flatnonzero

    return {results.verdicts.subjects[k] for k in flatnonzero(part)}  # type: ignore[attr-defined]


# ---- counting -------------------------------------------------------------------------------------


def test_counts_of_a_line(judged: Judged) -> None:
    results = judged.results
    assert results.counts("CSTT", results.everything) == Counts(met=6, unsure=2, held=1, unmet=1)
    assert results.counts("CSTT", results.below("PX02")) == Counts(met=1, held=1, unmet=1)
    assert results.counts("CSTD_CS", results.below("PX01")) == Counts(met=2, unsure=1, unmet=1)


def test_a_share_above_zero_never_shows_as_zero() -> None:
    assert Counts(met=1, unmet=3000).percent == 1
    assert Counts(unmet=3000).percent == 0
    assert Counts(met=2, unmet=1).percent == 67
    assert Counts(norule=5).percent == 0
    assert Counts(norule=5).assessed == 0


def test_who_is_below_a_unit(judged: Judged) -> None:
    results = judged.results
    assert ids(results, results.below("PX01")) == {"PX01", "PX01-D1", THUY, "200-001", "200-002", "200-003"}
    assert ids(results, results.below("PX01-D1")) == {"PX01-D1", THUY, "200-002", "200-003"}
    assert not ids(results, results.below("không-có"))
    # Who has left is still found where he served last.
    assert "200-011" in ids(results, results.below("X001"))


@pytest.mark.parametrize("typed", ["nong thi bich thuy", "Thủy Nông", "318-4", "BICH THUY"])
def test_people_are_found_without_marks_or_by_number(judged: Judged, typed: str) -> None:
    results = judged.results
    assert THUY in ids(results, results.named(typed))
    assert "200-001" not in ids(results, results.named(typed))


def test_what_is_missing_is_counted_by_criterion(judged: Judged) -> None:
    results = judged.results
    gaps = dict(results.gaps("CSTT", results.everything, Verdict.UNSURE))
    assert list(gaps.values()) == [2]
    assert "Xếp loại" in next(iter(gaps))
    # «meets CSTT» only repeats another line's answer.
    own = dict(results.gaps("CSTD_CS", results.everything, Verdict.UNSURE, own=True))
    assert not [words for words in own if "Chiến sĩ tiên tiến" in words]


# ---- what an account sees -------------------------------------------------------------------------


def test_each_role_sees_its_part(judged: Judged) -> None:
    results, accounts = judged.results, judged.accounts
    everything = ids(results, results.everything)
    for who in ("standing", "council", "inspector"):
        assert ids(results, runs.visible_part(accounts[who], results)) == everything
    px01 = {"PX01", "PX01-D1", THUY, "200-001", "200-002", "200-003"}
    for who in ("clerk", "head"):
        assert ids(results, runs.visible_part(accounts[who], results)) == px01
    assert ids(results, runs.visible_part(accounts["officer"], results)) == {THUY}
    for who in ("admin", "nobody"):
        assert ids(results, runs.visible_part(accounts[who], results)) == set()


# ---- titles ---------------------------------------------------------------------------------------


def test_the_table_of_titles_speaks_the_agencys_names(judged: Judged) -> None:
    results = judged.results
    rows = {row.line.id: row for row in titles.line_rows(results, results.everything, "person")}
    assert rows["CSTD_BO"].name == "Chiến sĩ thi đua toàn lực lượng Công an nhân dân"
    assert rows["LDTT_CBCC"].counts == Counts(met=1)
    assert not {"NGND"} & {row.line.id for row in titles.telling_lines([list(rows.values())])[0][0]}


def test_what_waits_for_people(judged: Judged) -> None:
    results = judged.results
    waiting = titles.waiting(results, results.everything)
    assert (waiting[0].count, waiting[0].query) == (1, "kq=held")
    assert "khiếu nại" in waiting[0].where.lower()
    assert any(row.query == "dong=CSTT&kq=unsure" and row.count == 2 for row in waiting)
    assert titles.unrated(results, results.everything) == 1  # 200-003: neither level nor reason
    assert titles.unrated(results, results.below("PX02")) == 0


# ---- heat map -------------------------------------------------------------------------------------


def test_the_heat_map_has_a_row_for_each_unit_below_the_top(judged: Judged) -> None:
    results = judged.results
    lines = [results.book.line("CSTT"), results.book.line("CSTD_CS")]
    table = heat.heat_map(
        results, results.everything, lines, tree.base_units(results, results.everything), fold_communes=True
    )
    assert [group.title for group in table.groups] == ["Cấp phòng", "Công an cấp xã"]
    rows = {row.unit: row for group in table.groups for row in group.rows}
    assert set(rows) == {"PX01", "PX02", "X001"}
    assert table.total.cells[0].counts == results.counts("CSTT", results.everything)
    assert [cell.counts.percent for cell in rows["PX01"].cells] == [75, 50]
    assert rows["PX01"].cells[0].points == 75 - table.total.cells[0].counts.percent


def test_who_sees_one_unit_gets_rows_of_its_teams(judged: Judged) -> None:
    results = judged.results
    part = runs.visible_part(judged.accounts["head"], results)
    assert [u.id for u in tree.base_units(results, part)] == ["PX01-D1"]


# ---- lists ----------------------------------------------------------------------------------------


def test_lists_go_by_the_given_name(judged: Judged) -> None:
    results = judged.results
    part = results.below("PX01") & results.kind("person")
    # Ánh, Bình, Hòa, Thủy
    assert lists.matching(results, part, Query()) == ["200-002", "200-003", "200-001", THUY]


def test_a_list_is_filtered_and_turned_round(judged: Judged) -> None:
    results = judged.results
    part = results.kind("person")
    met = lists.matching(results, part, Query(line="CSTD_CS", verdicts=(Verdict.MET,)))
    assert set(met) == {THUY, "200-002"}
    longest = lists.matching(results, part, Query(line="CSTD_CS", verdicts=(Verdict.MET,), order="-nam-lien"))
    assert longest == [THUY, "200-002"]
    urgent = lists.matching(results, part, Query(line="CSTT", verdicts=ASSESSED, order="ket-qua"))
    given = [results.verdict(subject, "CSTT") for subject in urgent]
    assert given == sorted(given, key=ASSESSED.index)
    assert lists.matching(results, part, Query(text="quy", unit="X001")) == ["200-009"]


def test_a_row_says_why(judged: Judged) -> None:
    results = judged.results
    row, held = lists.subject_rows(results, [THUY, "200-004"], "CSTD_BO", {THUY: "Trung tá"})
    assert (row.sub, row.unit) == ("Trung tá, Cán bộ", "Đội Đào tạo, Phòng Tổ chức cán bộ")
    assert row.verdict == Verdict.UNMET
    assert "cấp Bộ, tỉnh" in row.why
    assert row.earliest == YEAR + 1
    assert lists.subject_rows(results, [THUY], "CSTT", {})[0].why == ""
    assert lists.unit_name(results, "PX01-D1", "PX01") == "Đội Đào tạo"
    assert lists.unit_name(results, "PX01", "PX01") == "Phòng Tổ chức cán bộ"
    assert held.verdict in (Verdict.HELD, Verdict.UNMET)


# ---- one person, one unit -------------------------------------------------------------------------


def test_a_career_is_drawn_from_the_records(judged: Judged) -> None:
    results = judged.results
    career = persons.career(results, results.index.persons[THUY])
    lanes = {lane.label: lane for lane in career.lanes}
    assert [s.year for s in lanes["CSTĐ cơ sở"].signs] == [2023, 2024, 2025]
    assert lanes["CSTĐ cơ sở"].strong
    assert not lanes["CSTĐ toàn lực lượng"].considered
    assert [s.mark for s in lanes["Sáng kiến, đề tài"].signs] == [Mark.WORK]
    assert (2025, Level.EXCELLENT, "") in career.ratings
    mother = persons.career(results, results.index.persons["200-007"])
    assert (2025, None, "nghỉ thai sản") in mother.ratings
    assert mother.absences[0].text == "Nghỉ thai sản 02/2025–08/2025"
    punished = persons.career(results, results.index.persons["200-006"])
    assert [t.text for t in punished.troubles] == ["Khiển trách"]
    civil = persons.career(results, results.index.persons["200-008"])
    assert civil.lanes[0].label == "Lao động tiên tiến"
    assert civil.lanes[0].considered
    missing = persons.career(results, results.index.persons["200-003"])
    assert missing.ratings[-1] == (2025, None, "")


def test_shares_of_members_come_from_the_law(judged: Judged) -> None:
    results = judged.results
    shares = {share.what: share for share in units.shares(results, "PX01")}
    tens = [share for share in shares.values() if share.need != 1 and not share.more_than]
    assert tens, "no share between 0 and 100 % found"
    share = tens[0]
    assert (share.low, share.high, share.whole) == (3, 3, 3)  # 200-003 was not assessed
    assert share.met
    assert share.percent == 100
    assert units.strength(results, "PX01") == 4


# ---- other texts ----------------------------------------------------------------------------------


def test_other_texts_are_the_days_on_which_the_law_changes(judged: Judged) -> None:
    results = judged.results
    found = {text.key for text in texts.other_texts(results)}
    assert {"2023-12-31", "2024-01-01", "2026-09-30", "2026-10-01", "du-thao-2026"} <= found
    assert f"{YEAR}-12-31" not in found
    assert texts.text_for(results, "2020-05-01") is not None
    assert texts.text_for(results, "hôm qua") is None


def test_a_draft_is_a_comparison_and_leaves_the_run_alone(judged: Judged) -> None:
    results = judged.results
    draft = texts.text_for(results, "du-thao-2026")
    assert draft is not None
    other = texts.results_under(results, draft)
    # The draft asks for an excellent year and a work of that year.
    assert results.verdict(THUY, "CSTD_CS") == Verdict.MET
    assert other.verdict(THUY, "CSTD_CS") == Verdict.UNMET
    assert other.verdict("200-002", "CSTD_CS") == Verdict.MET
    assert texts.results_under(results, draft) is other  # kept in memory
    assert results.book is not other.book

"""The sample province: its figures, its inner truth, and that it is the same everywhere."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from vinhdanh.engine import LawBook, Verdict, Verdicts, judge
from vinhdanh.engine.facts import Facts, Force, Grant, GrantState, Level, Post, UnitTier
from vinhdanh.exchange.sample import Province, sample_province, sample_summary
from vinhdanh.exchange.sample.tree import STATIONS

pytestmark = pytest.mark.slow  # the whole province

YEAR = 2025
COMMENDATIONS = ("commendation_form",)


@pytest.fixture(scope="module")
def province() -> Province:
    return sample_province()


@pytest.fixture(scope="module")
def facts(province: Province) -> Facts:
    return province.facts


@pytest.fixture(scope="module")
def verdicts(province: Province, book: LawBook) -> Verdicts:
    return judge(book, province.facts, year=YEAR, members="grants")


def homes(facts: Facts, year: int) -> dict[str, str]:
    """Person -> unit on 31/12."""
    day = date(year, 12, 31)
    return {p.person: p.unit for p in facts.posts if p.start <= day and (p.end is None or p.end >= day)}


# ---- the year of the passage ------------------------------------------------------------------------


def given_in(facts: Facts, unit: str) -> list[Grant]:
    return [g for g in facts.grants if g.subject == unit and g.year == YEAR]


def test_px01_has_the_flag_and_the_title(facts: Facts) -> None:
    flag = [g for g in given_in(facts, "PX01") if g.honour == "CO_BO"]
    title = [g for g in given_in(facts, "PX01") if g.honour == "DVQT"]
    assert [g.authority for g in flag] == ["Bộ trưởng Bộ Công an"]
    assert [g.authority for g in title] == ["Giám đốc Công an tỉnh"]


def test_two_of_its_teams_are_dvqt_and_two_others_dvtt(facts: Facts) -> None:
    teams = [u.id for u in facts.units if u.parent == "PX01"]
    assert len(teams) == 5
    held = {
        honour: {t for t in teams if honour in {g.honour for g in given_in(facts, t)}}
        for honour in ("DVQT", "DVTT")
    }
    assert len(held["DVQT"]) == 2
    assert len(held["DVTT"]) == 2
    assert not held["DVQT"] & held["DVTT"]


def test_px01_was_commended_seven_times_as_units_and_thirty_five_as_people(
    facts: Facts, book: LawBook
) -> None:
    units = {u.id for u in facts.units if u.id == "PX01" or u.parent == "PX01"}
    people = {person for person, unit in homes(facts, YEAR).items() if unit in units}
    forms = {code for code, honour in book.honours.items() if honour.kind in COMMENDATIONS}
    assert {"GK", "BK_BO", "HCCSVV_3"} <= forms
    assert "DVQT" not in forms
    by_year = [g for g in facts.grants if g.honour in forms and g.year == YEAR]
    by_day = [g for g in facts.grants if g.honour in forms and g.decided and g.decided.year == YEAR]
    for given in (by_year, by_day):
        assert sum(g.subject in units for g in given) == 7
        assert sum(g.subject in people for g in given) == 35
    distinct = {g.subject for g in by_year if g.subject in people}
    assert 20 <= len(distinct) < 35, "lượt and people are two figures"


def test_px01_meets_what_it_was_given(verdicts: Verdicts) -> None:
    assert verdicts.verdict("PX01", "CO_BO_NAM") is Verdict.MET
    for unit in ("PX01", "PX01-D1", "PX01-D4"):
        assert verdicts.verdict(unit, "DVQT") is Verdict.MET, unit
    for unit in ("PX01-D2", "PX01-D3"):
        assert verdicts.verdict(unit, "DVTT") is Verdict.MET, unit


# ---- size and shares ------------------------------------------------------------------------------


def test_size(province: Province) -> None:
    facts = province.facts
    now = [u for u in facts.units if u.valid_to is None]
    assert sum(u.kind == "phong" for u in now) == 20
    assert sum(u.kind in STATIONS for u in now) == 124
    for department in (u.id for u in now if u.kind == "phong"):
        assert 3 <= sum(u.parent == department and u.force is Force.POLICE for u in now) <= 5
    closed = [u for u in facts.units if u.valid_to is not None and u.tier is UnitTier.BASE]
    assert {u.valid_to for u in closed} == {date(2025, 2, 28)}
    assert len(closed) == 8
    summary = sample_summary(province)
    assert 3_400 <= summary.people <= 3_650
    assert summary.units == len(now)
    assert summary.records["grants"] == len(facts.grants)
    forces = Counter(p.force for p in facts.persons)
    assert forces[Force.GRASSROOTS] == 9
    assert 10 <= forces[Force.CIVIL] <= 30


def test_levels_of_the_year(province: Province) -> None:
    summary = sample_summary(province)
    assert sum(summary.levels.values()) == summary.people
    shares = {name: 100 * count / summary.people for name, count in summary.levels.items()}
    assert shares["excellent"] == pytest.approx(24, abs=1.5)
    assert shares["good"] == pytest.approx(66, abs=2)
    assert shares["completed"] == pytest.approx(8, abs=1)
    assert shares["failed"] == pytest.approx(1, abs=0.5)
    assert shares["unassessed"] < 2


def test_shares_of_the_verdicts(province: Province, book: LawBook) -> None:
    verdicts = judge(book, province.facts, year=YEAR)
    counts = verdicts.counts()
    people = sample_summary(province).people
    assert counts["CSTT"][Verdict.MET] / people == pytest.approx(0.88, abs=0.03)
    assert counts["CSTD_CS"][Verdict.MET] / people == pytest.approx(0.25, abs=0.02)
    assert counts["CSTT"][Verdict.HELD] > 5
    assert counts["CSTT"][Verdict.UNSURE] > 20
    # Somebody stands on every rung, and somebody waits for people to conclude.
    for rule in ("CSTD_BO", "CSTD_TQ"):
        assert 1 <= counts[rule][Verdict.MET] <= 30, rule
        assert 1 <= counts[rule][Verdict.UNSURE] <= 30, rule
    for rule in (
        "BK_BO_CN",
        "BK_TTG_CN",
        "HCLD_3_CN",
        "HCLD_2_CN",
        "GK_CN",
        "GK_TT",
        "BK_BO_TT",
        "CO_BO_NAM",
    ):
        assert counts[rule][Verdict.MET], rule
    for rule in ("HCCSVV_1", "HCCSVV_2", "HCCSVV_3", "HCHUY_ANTQ", "DVQT", "DVTT", "LDTT_CBCC", "TTLDTT"):
        assert counts[rule][Verdict.MET], rule


def test_one_in_a_hundred_has_three_years_running(facts: Facts) -> None:
    years: defaultdict[str, set[int]] = defaultdict(set)
    for grant in facts.grants:
        if grant.honour == "CSTD_CS" and grant.state is GrantState.IN_FORCE:
            years[grant.subject].add(grant.year)
    chains = sum({2023, 2024, 2025} <= held for held in years.values())
    assert chains / len(facts.persons) == pytest.approx(0.01, abs=0.004)


# ---- inner truth ----------------------------------------------------------------------------------


def test_titles_of_the_last_years_are_what_the_rules_allow(province: Province, book: LawBook) -> None:
    for year in (2024, 2025):
        verdicts = judge(book, province.facts, year=year, members="grants")
        rules = {
            "CSTT": "CSTT",
            "CSTD_CS": "CSTD_CS",
            "CSTD_BO": "CSTD_BO",
            "CSTD_TQ": "CSTD_TQ",
            "LDTT": "LDTT_CBCC",
        }
        rules |= {
            code: code for code in ("DVQT", "DVTT", "TTLDXS", "TTLDTT", "HCCSVV_1", "HCCSVV_3", "HCHUY_ANTQ")
        }
        rules["CO_BO"] = "CO_BO_NAM"
        wrong = [
            (g.subject, g.honour, year, verdicts.verdict(g.subject, rules[g.honour]).name)
            for g in province.facts.grants
            if g.year == year
            and g.state is GrantState.IN_FORCE
            and g.honour in rules
            and verdicts.verdict(g.subject, rules[g.honour]) is not Verdict.MET
            and not (
                g.honour.startswith("HC") and verdicts.verdict(g.subject, rules[g.honour]) is Verdict.UNSURE
            )
        ]
        assert not wrong


def test_whoever_is_cstd_was_cstt_and_excellent_or_had_a_work(facts: Facts) -> None:
    levels = {(r.subject, r.year): r.level for r in facts.ratings}
    works = {w.id: w for w in facts.works}
    held = {(g.subject, g.honour, g.year) for g in facts.grants}
    for grant in facts.grants:
        if grant.honour != "CSTD_CS":
            continue
        assert (grant.subject, "CSTT", grant.year) in held or (grant.subject, "LDTT", grant.year) in held
        used = [works[w] for w in grant.works]
        assert all(grant.subject in w.authors and w.year == grant.year for w in used)
        assert used or levels[grant.subject, grant.year] is Level.EXCELLENT


def test_higher_titles_rest_on_runs_and_use_up_a_work(facts: Facts) -> None:
    years: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for grant in facts.grants:
        if grant.state is GrantState.IN_FORCE:
            years[grant.subject, grant.honour].add(grant.year)
    for grant in facts.grants:
        for title, below, times in (("CSTD_BO", "CSTD_CS", 3), ("CSTD_TQ", "CSTD_BO", 2)):
            if grant.honour == title:
                assert set(range(grant.year - times + 1, grant.year + 1)) <= years[grant.subject, below]
                assert len(grant.works) == 1


def test_a_work_is_used_once(facts: Facts) -> None:
    uses = Counter(work for g in facts.grants if g.state is GrantState.IN_FORCE for work in g.works)
    assert uses
    assert max(uses.values()) == 1
    assert set(uses) <= {w.id for w in facts.works}


def test_people_stand_in_one_open_unit_at_a_time(facts: Facts) -> None:
    units = {u.id: u for u in facts.units}
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for post in facts.posts:
        posts[post.person].append(post)
        unit = units[post.unit]
        assert unit.valid_from is None or unit.valid_from <= post.start
        assert unit.valid_to is None or (post.end is not None and post.end <= unit.valid_to)
    assert set(posts) == {p.id for p in facts.persons}
    for of_one in posts.values():
        for one, following in itertools.pairwise(of_one):
            assert one.end is not None
            assert following.start - one.end == timedelta(days=1)
    assert any(p.start.year == YEAR and p.start.month > 3 for p in facts.posts), "moves within the year"


def test_every_unit_of_police_has_one_head(facts: Facts) -> None:
    heads = Counter(p.unit for p in facts.posts if p.end is None and p.leads)
    for unit in facts.units:
        if unit.valid_to is None and unit.force is not Force.GRASSROOTS:
            assert heads[unit.id] == 1, unit.id


def test_identifiers_are_unique_and_name_something(facts: Facts, province: Province) -> None:
    for table in (
        "persons",
        "units",
        "posts",
        "ratings",
        "grants",
        "works",
        "disciplines",
        "holds",
        "absences",
        "findings",
    ):
        ids = [row.id for row in getattr(facts, table)]
        assert len(ids) == len(set(ids)), table
    for table, key in (("ratings", ("subject", "year")), ("findings", ("subject", "about", "year"))):
        seen = Counter(tuple(getattr(row, k) for k in key) for row in getattr(facts, table))
        assert max(seen.values()) == 1, table
    subjects = {p.id for p in facts.persons} | {u.id for u in facts.units} | {h.id for h in facts.households}
    assert {g.subject for g in facts.grants} <= subjects
    citizens = [d.citizen_id for d in province.details.values()]
    assert len(citizens) == len(set(citizens)) == len(facts.persons)
    assert all(len(c) == 12 and c.startswith("099") for c in citizens)


def test_the_law_asks_every_finding_that_is_recorded(facts: Facts, book: LawBook) -> None:
    assert {f.about for f in facts.findings} <= set(book.findings)


def test_every_kind_of_record_is_there(facts: Facts) -> None:
    states = Counter(g.state for g in facts.grants)
    assert states[GrantState.ANNULLED] == 2
    assert {d.ends is not None and d.ends > date(YEAR, 12, 31) for d in facts.disciplines} == {True, False}
    assert {h.closed is None for h in facts.holds} == {True, False}
    assert len({a.kind for a in facts.absences}) >= 4
    assert len({g.merit for g in facts.grants if g.honour in ("GK", "BK_BO")}) == 3
    honours = {"CSTD_TQ", "BK_TTG", "HCLD_3", "CO_BO", "CO_CP", "TTLDTT", "HCHUY_ANTQ", "HCCSVV_1", "LDTT"}
    assert honours <= {g.honour for g in facts.grants}
    assert any(r.level is None and r.unassessed is not None for r in facts.ratings)


def test_names_agree_with_sex(facts: Facts) -> None:
    from vinhdanh.engine.facts import Sex

    assert not [p.name for p in facts.persons if p.sex is Sex.MALE and " Thị " in f" {p.name} "]
    families = Counter(p.name.split()[0] for p in facts.persons)
    assert families.most_common(1)[0][0] == "Nguyễn"
    assert {"Nông", "Giàng", "Bàn", "Lò"} <= set(families)


# ---- the same everywhere --------------------------------------------------------------------------


@pytest.mark.slow
def test_two_builds_are_equal(facts: Facts, province: Province) -> None:
    again = sample_province()
    assert again.facts == facts
    assert again.facts.fingerprint == facts.fingerprint
    assert again.details == province.details
    assert (
        sample_province(seed=7, scale=0.05).facts.fingerprint
        != sample_province(seed=8, scale=0.05).facts.fingerprint
    )


@pytest.mark.slow
def test_another_process_with_another_hash_seed_builds_the_same(facts: Facts) -> None:
    code = "from vinhdanh.exchange.sample import sample_province; print(sample_province().facts.fingerprint)"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "4242")
    }
    assert told == {facts.fingerprint}


@pytest.mark.parametrize("scale", [0.02, 0.3])
def test_px01_stays_whole_at_any_scale(scale: float) -> None:
    small = sample_province(scale=scale).facts
    assert sum(unit.startswith("PX01") for unit in homes(small, YEAR).values()) == 46
    assert sum(u.kind == "phong" for u in small.units) == 20


def test_scale_must_be_positive() -> None:
    with pytest.raises(ValueError, match="scale"):
        sample_province(scale=0)

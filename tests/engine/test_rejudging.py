"""Judging again after changes: whom they touch, and the same bytes as a run made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.engine.agency import CHAIN, findings, grants, member_of, person, ratings, unit, work
from tests.reference.forces import draw_force
from vinhdanh.engine import (
    Facts,
    LawBook,
    Lineage,
    LineageKind,
    earliest_years,
    judge,
    one_step_short,
    rejudge,
)
from vinhdanh.engine.members import Source
from vinhdanh.engine.rejudging import (
    by_table,
    changed_records,
    facts_about,
    fingerprint_of,
    touched_by,
)

YEAR = 2025
TABLES = ("ratings", "grants", "works", "posts", "findings", "disciplines", "holds", "persons", "units")


@cache
def law() -> LawBook:
    return LawBook.load()


# ---- equal to a run made anew ---------------------------------------------------------------------


def changed(facts: Facts, rng: Random, changes: int) -> Facts:
    """The facts after random changes: records dropped, altered, added, given to others, units moved."""
    other = draw_force(rng, YEAR, len(facts.persons), len(facts.units))
    for n in range(changes):
        table = rng.choice(TABLES)
        rows: list[Any] = list(getattr(facts, table))
        more = getattr(other, table)
        what = rng.choice(("drop", "alter", "add"))
        if what == "add" and more and table not in ("persons", "units"):
            rows.append(replace(rng.choice(more), id=f"new{n}"))
        elif rows and table == "units":
            at = rng.randrange(len(rows))
            rows[at] = replace(
                rows[at], parent=rows[rng.randrange(at)].id if at and rng.random() < 0.7 else None
            )
        elif rows and table == "persons":
            at = rng.randrange(len(rows))
            rows[at] = replace(
                rows[at], joined=rng.choice((None, date(2004, 5, 6))), force=rng.choice(rows).force
            )
        elif rows and what == "drop":
            rows.pop(rng.randrange(len(rows)))
        elif rows and more:
            at = rng.randrange(len(rows))
            rows[at] = replace(rng.choice(more), id=rows[at].id)
        facts = replace(facts, **{table: tuple(rows)})
    if rng.random() < 0.5 and len(facts.units) > 1:
        old, new = rng.sample(facts.units, 2)
        row = Lineage("line1", old.id, new.id, LineageKind.MERGED, date(YEAR - 1, 7, 1))
        facts = replace(facts, lineages=(*facts.lineages, row))
    return facts


forces = st.builds(
    draw_force,
    rng=st.randoms(use_true_random=False),
    year=st.just(YEAR),
    persons=st.integers(1, 6),
    units=st.integers(1, 4),
)


@pytest.mark.slow
@given(
    facts=forces,
    rng=st.randoms(use_true_random=False),
    changes=st.integers(1, 4),
    members=st.sampled_from(["verdicts", "grants"]),
)
@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
def test_judging_again_equals_judging_anew(facts: Facts, rng: Random, changes: int, members: Source) -> None:
    before = judge(law(), facts, year=YEAR, members=members)
    now = changed(facts, rng, changes)
    again, anew = rejudge(before, now), judge(law(), now, year=YEAR, members=members)
    assert again.verdicts.to_bytes() == anew.to_bytes()
    assert np.array_equal(again.verdicts.raw, anew.raw)
    assert np.array_equal(again.carried(earliest_years(before), earliest_years), earliest_years(anew))
    assert np.array_equal(again.carried(one_step_short(before), one_step_short), one_step_short(anew))


@given(facts=forces, rng=st.randoms(use_true_random=False))
@settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
def test_patched_facts_are_the_facts_read_anew(facts: Facts, rng: Random) -> None:
    now = changed(facts, rng, 3)
    _ = facts.fingerprint
    patched = facts.patched(by_table(changed_records(facts, now)))
    assert patched.fingerprint == replace(now).fingerprint
    assert patched.persons == now.persons


# ---- who is touched -------------------------------------------------------------------------------

A, B, C = person("A"), person("B"), person("C")
AGENCY = Facts(
    persons=(A, B, C),
    units=(unit("CAT"), unit("P1", "CAT"), unit("P1-D1", "P1"), unit("P2", "CAT"), unit("OLD", "CAT")),
    posts=(*member_of("P1-D1", A), *member_of("P2", B, C)),
    works=(work("A", YEAR, id="w1"), replace(work("B", YEAR, id="w2"), authors=("B", "C"))),
    lineages=(Lineage("l1", "OLD", "P2", LineageKind.RENAMED, date(2023, 1, 1)),),
)


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({"ratings": ratings("A", YEAR, "x")}, {"A", "P1-D1", "P1", "CAT"}),
        ({"grants": grants("B", "CSTT", (YEAR,))}, {"B", "P2", "CAT"}),
        ({"grants": grants("B", "CSTT", (YEAR,), works=("w2",))}, {"B", "C", "P2", "CAT"}),
        ({"findings": findings("P1", YEAR, "conduct", covers=True)}, {"P1", "A", "P1-D1", "CAT"}),
        ({"findings": findings("P1", YEAR - 1, "conduct", covers=True)}, {"P1"}),
        ({"findings": findings("P1", YEAR, "movement")}, {"P1"}),
        ({"ratings": ratings("OLD", 2022, "g")}, {"OLD", "P2"}),
        ({"posts": member_of("P1", A)}, {"A", "P1-D1", "P1", "CAT"}),
        ({"households": ()}, set()),
    ],
)
def test_only_whom_a_record_can_matter_to(change: dict[str, Any], touched: set[str]) -> None:
    now = replace(AGENCY, **{t: tuple(getattr(AGENCY, t)) + tuple(rows) for t, rows in change.items()})
    if "posts" in change:
        now = replace(AGENCY, posts=(*change["posts"], *AGENCY.posts[1:]))
    assert set(touched_by(AGENCY, now, YEAR)) == touched


def test_each_one_knows_the_record_he_was_judged_again_for() -> None:
    now = replace(CHAIN, ratings=CHAIN.ratings + ratings("A", 2020, "x"))
    again = rejudge(judge(law(), CHAIN, year=YEAR), now)
    assert again.touched == {"A": ("rating:A:2020",)}


def test_nothing_changed_touches_nobody() -> None:
    before = judge(law(), CHAIN, year=YEAR)
    again = rejudge(before, replace(CHAIN))
    assert again.touched == {}
    assert again.verdicts.fingerprint == before.fingerprint


@pytest.mark.parametrize("seed", range(3))
def test_facts_told_together_have_the_fingerprints_that_each_has_alone(seed: int) -> None:
    """And what somebody's verdict rests on is found by the index as by looking at every record."""
    facts = draw_force(Random(seed), YEAR, 40, 6)
    told: dict[int, str] = {}
    for one in facts.persons:
        found = facts_about(facts, [one.id])
        assert fingerprint_of(found, told) == found.fingerprint
        works = {work.id for work in found.works}
        assert found.grants == tuple(
            g for g in facts.grants if g.subject == one.id or works.intersection(g.works)
        )
        assert found.findings == tuple(f for f in facts.findings if f.covers_members or f.subject == one.id)


def test_equal_records_with_different_texts_keep_their_own() -> None:
    """A level equals its number, so that records are told apart by identity only."""
    rating = ratings("A", 2025, "x")[0]
    same = replace(rating, level=int(rating.level))  # type: ignore[arg-type]
    assert same == rating
    told: dict[int, str] = {}
    first, second = Facts(ratings=(rating,)), Facts(ratings=(same,))
    assert fingerprint_of(first, told) == first.fingerprint
    assert fingerprint_of(second, told) == second.fingerprint != first.fingerprint

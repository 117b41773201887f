"""The engine against the slow judge, and against itself told differently.

Small forces come from Hypothesis, large ones from seeds. ``--hypothesis-profile=long`` draws
many more of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.reference.forces import draw_force
from tests.reference.slow import ARTICLES, UNIT_RULES, SlowJudge
from vinhdanh.engine import (
    CriterionResult,
    Facts,
    Grant,
    GrantState,
    LawBook,
    Level,
    Merit,
    Verdict,
    Verdicts,
    YearRating,
    judge,
    judge_one,
)

BUDGET = settings.default.max_examples  # 50 at the desk and in CI, 2000 in the long profile
# Shrinking a force takes minutes and tells little more than the force itself.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = max(2, BUDGET // 100)
YEARS = (2024, 2025)
PERSON_RULES = [rule for rule in ARTICLES if rule not in UNIT_RULES]
# More honours or better levels can only help: no upper limit on service, not "never held".
MONOTONE = [rule for rule in PERSON_RULES if not rule.startswith(("HCCSVV", "HCHUY"))]
BETTER = {Verdict.UNMET: 0, Verdict.UNSURE: 1, Verdict.HELD: 1, Verdict.MET: 2}
WORDS = {
    Verdict.UNMET: "unmet",
    Verdict.UNSURE: "unsure",
    Verdict.MET: "met",
    Verdict.HELD: "held",
    Verdict.NO_RULE: "no rule",
    Verdict.OUT_OF_SCOPE: "out",
}

small_forces = st.builds(
    draw_force,
    rng=st.randoms(use_true_random=False),
    year=st.sampled_from(YEARS),
    persons=st.integers(1, 4),
    units=st.integers(1, 3),
)


def examples(percent: int) -> settings:
    """That share of the profile's budget; a force is a large input, and meant to be."""
    large = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=BUDGET * percent // 100, suppress_health_check=large, phases=PHASES)


@cache
def law() -> LawBook:
    return LawBook.load()


def answers(verdicts: Verdicts, rules: Sequence[str] = tuple(ARTICLES)) -> dict[tuple[str, str], str]:
    """(subject, rule) -> answer, for the subjects the rule is about."""
    found = {}
    units = {u.id for u in verdicts.facts.units}
    for rule in rules:
        for subject in verdicts.subjects:
            if (subject in units) == (rule in UNIT_RULES):
                found[subject, rule] = WORDS[verdicts.verdict(subject, rule)]
    return found


def slow_answers(facts: Facts, year: int, members: str = "verdicts") -> dict[tuple[str, str], str]:
    slow = SlowJudge(facts, year, members)
    return {
        (subject.id, rule): slow.answer(subject.id, rule).value
        for rule in ARTICLES
        for subject in (facts.units if rule in UNIT_RULES else facts.persons)
    }


@given(facts=small_forces, year=st.sampled_from(YEARS), members=st.sampled_from(["verdicts", "grants"]))
@examples(percent=100)
def test_small_forces_agree_with_the_slow_judge(facts: Facts, year: int, members: str) -> None:
    run = judge(law(), facts, year=year, members="grants" if members == "grants" else "verdicts")
    assert answers(run) == slow_answers(facts, year, members)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_large_forces_agree_with_the_slow_judge(seed: int) -> None:
    year = YEARS[seed % 2]
    facts = draw_force(Random(seed), year, persons=200, units=15)
    assert answers(judge(law(), facts, year=year)) == slow_answers(facts, year)


def test_the_drawn_forces_reach_every_answer() -> None:
    """Agreement would prove little if the forces never came near a threshold."""
    reached: dict[str, set[str]] = {rule: set() for rule in ARTICLES}
    for seed in range(8):
        facts = draw_force(Random(seed), 2025, persons=200, units=15)
        for (_, rule), answer in answers(judge(law(), facts, year=2025)).items():
            reached[rule].add(answer)
    for rule, found in reached.items():
        assert found >= {"met", "unsure", "unmet"}, rule
        assert "held" in found or rule in UNIT_RULES, rule


def alone(facts: Facts, person: str) -> Facts:
    """The facts of one person: his own records, his units, and who else used his works."""
    units = {u.id for u in facts.units}
    works = tuple(w for w in facts.works if person in w.authors)
    work_ids = {w.id for w in works}
    return replace(
        facts,
        persons=tuple(p for p in facts.persons if p.id == person),
        posts=tuple(p for p in facts.posts if p.person == person),
        ratings=tuple(r for r in facts.ratings if r.subject == person),
        grants=tuple(g for g in facts.grants if g.subject == person or work_ids & set(g.works)),
        works=works,
        disciplines=tuple(d for d in facts.disciplines if d.subject == person),
        holds=tuple(h for h in facts.holds if h.subject == person),
        findings=tuple(f for f in facts.findings if f.subject == person or f.subject in units),
    )


@given(facts=small_forces, year=st.sampled_from(YEARS))
@examples(percent=50)
def test_one_by_one_is_the_same_as_together(facts: Facts, year: int) -> None:
    together = answers(judge(law(), facts, year=year), PERSON_RULES)
    one_by_one: dict[tuple[str, str], str] = {}
    for person in facts.persons:
        run = judge(law(), alone(facts, person.id), year=year, rules=PERSON_RULES)
        one_by_one |= answers(run, PERSON_RULES)
    assert one_by_one == together


@given(facts=small_forces, year=st.sampled_from(YEARS), order=st.integers(0, 2**32))
@examples(percent=50)
def test_the_order_of_records_means_nothing(facts: Facts, year: int, order: int) -> None:
    before = judge(law(), facts, year=year)
    shuffle = Random(order)
    kinds = ("persons", "units", "posts", "ratings", "grants", "works", "disciplines", "holds", "findings")
    shuffled = replace(facts, **{k: shuffle.sample(getattr(facts, k), len(getattr(facts, k))) for k in kinds})
    assert shuffled.fingerprint == facts.fingerprint
    assert answers(judge(law(), shuffled, year=year)) == answers(before)


HELPFUL = ("CSTT", "LDTT", "CSTD_CS", "CSTD_BO", "BK_BO", "BK_TTG", "HCLD_3")


@given(
    facts=small_forces,
    year=st.sampled_from(YEARS),
    honour=st.sampled_from(HELPFUL),
    back=st.integers(0, 8),
)
@examples(percent=50)
def test_one_more_honour_never_hurts(facts: Facts, year: int, honour: str, back: int) -> None:
    given_to = facts.persons[0].id
    extra = Grant("extra", given_to, honour, year - back, Merit.CONG_TRANG, state=GrantState.IN_FORCE)
    changed = replace(facts, grants=(*facts.grants, extra))
    assert_not_worse(facts, changed, year, [*MONOTONE, *UNIT_RULES])


@given(facts=small_forces, year=st.sampled_from(YEARS), back=st.integers(0, 8))
@examples(percent=50)
def test_an_excellent_year_never_hurts(facts: Facts, year: int, back: int) -> None:
    """The year's own level is raised, or recorded where nothing was: for persons, since one more
    assessed member can lower a unit's share."""
    who = facts.persons[0].id
    kept = tuple(r for r in facts.ratings if (r.subject, r.year) != (who, year - back))
    better = (*kept, YearRating("better", who, year - back, Level.EXCELLENT))
    assert_not_worse(facts, replace(facts, ratings=better), year, PERSON_RULES)


def assert_not_worse(facts: Facts, changed: Facts, year: int, rules: list[str]) -> None:
    before, after = judge(law(), facts, year=year), judge(law(), changed, year=year)
    for subject in before.subjects:
        for rule in rules:
            was, now = before.verdict(subject, rule), after.verdict(subject, rule)
            if was in BETTER:
                assert BETTER[now] >= BETTER[was], (subject, rule, was, now)
            else:
                assert now is was, (subject, rule)


def every(criteria: tuple[CriterionResult, ...]) -> Iterator[CriterionResult]:
    for criterion in criteria:
        yield criterion
        yield from every(criterion.children)


@given(facts=small_forces, year=st.sampled_from(YEARS))
@examples(percent=40)
def test_explanations_agree_with_the_verdicts(facts: Facts, year: int) -> None:
    """Explained one by one with integers, judged all at once with arrays: the same, down to each figure."""
    run = judge(law(), facts, year=year)
    known = record_ids(facts)
    for subject in run.subjects:
        for told in run.explain_all(subject):
            assert told.verdict is run.verdict(subject, told.rule)
            if told.verdict is Verdict.NO_RULE:
                continue
            assert told.criteria
            if told.verdict is not Verdict.HELD:
                assert told.verdict == min(c.verdict for c in told.criteria), (subject, told.rule)
                assert bool(told.missing) == (told.verdict is not Verdict.MET), (subject, told.rule)
            else:
                assert told.held_by
            for criterion in every(told.criteria):
                assert_figures(criterion)
                assert {r.id for r in criterion.records} <= known


@given(facts=small_forces, year=st.sampled_from(YEARS))
@examples(percent=40)
def test_integers_and_arrays_agree_to_the_last_figure(facts: Facts, year: int) -> None:
    """One person with plain integers (``judge_one``), all of them with arrays (``tables``)."""
    run = judge(law(), facts, year=year)
    for person in facts.persons:
        assert judge_one(law(), facts, person.id, year=year) == run.explain_all(person.id)
    for rule in PERSON_RULES:
        for sheet in run.tables(rule):
            for row, subject in enumerate(sheet.subjects):
                told = [c for c in every(run.explain(subject, rule).criteria) if c.mode is None]
                figures = [(c.verdict, c.found_low, c.found_high) for c in told]
                assert figures == [
                    (sheet.status[row, n], sheet.found_low[row, n], sheet.found_high[row, n])
                    for n in range(len(told))
                ], (subject, rule)


def record_ids(facts: Facts) -> set[str]:
    kinds = ("persons", "posts", "ratings", "grants", "works", "disciplines", "findings")
    return {record.id for kind in kinds for record in getattr(facts, kind)} | {""}  # "": "and so many more"


def assert_figures(criterion: CriterionResult) -> None:
    if criterion.mode is not None:
        worst_or_best = min if criterion.mode == "all" else max
        assert criterion.verdict == worst_or_best(c.verdict for c in criterion.children)
        return
    assert criterion.found_low is not None
    assert criterion.found_high is not None
    assert criterion.found_low <= criterion.found_high
    assert criterion.found
    assert criterion.asked

"""The records as the engine's facts: whole, in part, and for one person alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import JOINED, Tree, make_household, paper
from vinhdanh.access.types import Operator
from vinhdanh.awards import services as awards
from vinhdanh.awards.facts import facts_for, facts_of
from vinhdanh.engine import LawBook, judge
from vinhdanh.engine.facts import (
    DisciplineForm,
    Facts,
    Force,
    GrantState,
    HoldGround,
    Level,
    LineageKind,
    Unassessed,
    WorkKind,
    WorkScope,
)
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample.province import sample_province
from vinhdanh.people import services as people
from vinhdanh.people.models import Person, Post

OPERATOR = Operator()
DAY = date(2025, 12, 20)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def ids(records: Iterable[Any]) -> list[str]:
    return [record.id for record in records]


def test_subjects_go_by_their_codes_and_records_by_their_rows(tree: Tree) -> None:
    make_household("HO-1")
    people.rate_year(actor=OPERATOR, subject=tree.px01, year=2025, level=Level.GOOD)
    rating = people.rate_year(
        actor=OPERATOR, subject=tree.an, year=2025, level=None, unassessed=Unassessed.STUDY
    )
    facts = facts_for()
    assert ids(facts.persons) == ["101", "102", "103", "201"]
    assert ids(facts.units) == ["CAT", "PX01", "PX01-D1", "PX01-D2", "PX02"]
    assert [unit.parent for unit in facts.units] == [None, "CAT", "PX01", "PX01", "CAT"]
    assert ids(facts.households) == ["HO-1"]
    assert facts.ratings[1].id == f"rating:{rating.pk}"
    assert (facts.ratings[0].subject, facts.ratings[1].subject) == ("PX01", "102")
    assert (facts.ratings[1].level, facts.ratings[1].unassessed) == (None, Unassessed.STUDY)
    assert facts.persons[0].force is Force.POLICE
    assert facts.posts[0].id == f"post:{tree.head.posts.get().pk}"


def test_a_grant_carries_its_state_and_the_works_it_used(tree: Tree) -> None:
    work = people.recognise_work(
        actor=OPERATOR,
        authors=[(tree.binh, None), (tree.an, None)],
        kind=WorkKind.INITIATIVE,
        name="Số hóa",
        year=2025,
        scope=WorkScope.BASE,
    )
    grant = awards.record_grant(actor=OPERATOR, subject=tree.an, honour="CSTD_CS", year=2025, works=[work])
    awards.strip(actor=OPERATOR, grant=grant, ground="Bị kỷ luật", on=DAY, decision=paper())
    struck = awards.record_grant(actor=OPERATOR, subject=tree.an, honour="GK", year=2025)
    awards.strike(actor=OPERATOR, grant=struck, ground="Ghi nhầm", on=DAY)
    facts = facts_for()
    (read,) = facts.grants
    assert (read.id, read.works) == (f"grant:{grant.pk}", (f"work:{work.pk}",))
    assert (read.state, read.state_since) == (GrantState.STRIPPED, DAY)
    assert facts.works[0].authors == ("103", "102")


def test_an_annulled_sanction_is_none(tree: Tree) -> None:
    kept, gone = (
        people.record_discipline(actor=OPERATOR, subject=tree.an, form=DisciplineForm.WARNING, decided=DAY)
        for _ in range(2)
    )
    people.annul_discipline(actor=OPERATOR, discipline=gone, on=DAY, why="Khiếu nại được chấp nhận")
    assert [d.id for d in facts_for().disciplines] == [f"discipline:{kept.pk}"]


def test_only_the_last_conclusion_counts(tree: Tree) -> None:
    for holds in (False, True):
        people.conclude(
            actor=OPERATOR, subject=tree.an, about="conduct", year=2025, holds=holds, why="Xem lại"
        )
    (finding,) = facts_for().findings
    assert finding.holds


def test_a_part_has_its_members_whole_and_the_units_above_only_as_places(tree: Tree) -> None:
    tree.an.posts.update(end=date(2024, 12, 31))
    Post.objects.create(person=tree.an, unit=tree.px02, start=date(2025, 1, 1))
    for subject in (tree.an, tree.chi, tree.px01, tree.px02, tree.d1):
        people.rate_year(actor=OPERATOR, subject=subject, year=2025, level=Level.GOOD)
    for unit in (tree.cat, tree.px02):
        people.conclude(
            actor=OPERATOR, subject=unit, about="conduct", year=2025, holds=True, covers_members=True
        )
    people.conclude(actor=OPERATOR, subject=tree.px02, about="movement", year=2025, holds=True)
    facts = facts_for(["PX01-D1"])
    assert ids(facts.persons) == ["102"], "who ever served there"
    assert ids(facts.units) == ["CAT", "PX01", "PX01-D1", "PX02"]
    assert len(facts.posts) == 2
    assert {rating.subject for rating in facts.ratings} == {"102", "PX01-D1"}
    assert [(f.subject, f.about) for f in facts.findings] == [("CAT", "conduct"), ("PX02", "conduct")]
    assert facts_for(["PX99"]) == Facts()
    assert ids(facts_for(["CAT"]).persons) == ids(facts_for().persons)


def test_a_merged_or_renamed_unit_hands_its_past_on(tree: Tree) -> None:
    on = date(2025, 3, 1)
    people.merge_units(actor=OPERATOR, units=[tree.px02], into=tree.px01, on=on, basis="QĐ 1")
    people.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX09", name="Phòng Chín", on=DAY, basis="QĐ 2")
    lineages = [(line.unit, line.successor, line.kind, line.on) for line in facts_for().lineages]
    assert lineages == [
        ("PX02", "PX01", LineageKind.MERGED, on),
        ("PX01", "PX09", LineageKind.RENAMED, DAY),
    ]
    part = facts_for(["PX09"])
    assert {"PX01", "PX02", "PX09"} <= set(ids(part.units))
    where = [(post.unit, post.start, post.end) for post in part.posts if post.person == "201"]
    assert where == [
        ("PX02", JOINED, date(2025, 2, 28)),
        ("PX01", on, date(2025, 12, 19)),
        ("PX09", DAY, None),
    ]


def test_one_person_brings_his_units_conclusions_and_his_co_authors_use_of_a_work(tree: Tree) -> None:
    work = people.recognise_work(
        actor=OPERATOR,
        authors=[(tree.an, 50), (tree.chi, 50)],
        kind=WorkKind.INITIATIVE,
        name="Số hóa",
        year=2025,
        scope=WorkScope.BASE,
    )
    used = awards.record_grant(actor=OPERATOR, subject=tree.chi, honour="CSTD_CS", year=2025, works=[work])
    awards.record_grant(actor=OPERATOR, subject=tree.chi, honour="CSTT", year=2025)
    people.conclude(
        actor=OPERATOR, subject=tree.px01, about="conduct", year=2025, holds=True, covers_members=True
    )
    people.record_discipline(
        actor=OPERATOR, subject=tree.an, form=DisciplineForm.WARNING, decided=date(2020, 1, 1)
    )
    people.open_hold(actor=OPERATOR, subject=tree.chi, ground=HoldGround.PRESS, opened=DAY)
    facts = facts_of(["102"])
    assert ids(facts.persons) == ["102"]
    assert ids(facts.grants) == [f"grant:{used.pk}"]
    assert facts.works[0].authors == ("102", "201")
    assert [finding.subject for finding in facts.findings] == ["PX01"]
    assert len(facts.disciplines) == 1
    assert not facts.holds


def test_a_household_is_read_by_its_code(tree: Tree) -> None:
    household = make_household("HO-1")
    awards.record_grant(actor=OPERATOR, subject=household, honour="GK", year=2025)
    facts = facts_of(["HO-1", "102"])
    assert (ids(facts.households), ids(facts.persons)) == (["HO-1"], ["102"])
    assert [grant.subject for grant in facts.grants] == ["HO-1"]
    assert facts_of(["không có"]) == Facts()


def test_reading_takes_the_same_few_queries_for_one_and_for_all(tree: Tree) -> None:
    with CaptureQueriesContext(
        connection,
    ) as whole:
        facts_for()
    with CaptureQueriesContext(connection) as one:
        facts_of(["102"])
    assert len(whole) == 16
    assert len(one) == 17


@pytest.mark.slow
def test_one_person_alone_is_judged_as_within_the_force(db: None) -> None:
    province = sample_province(scale=0.05)
    record_facts(province.facts, province.details, actor=OPERATOR)
    book = LawBook.load()
    force = judge(book, facts_for(), year=2025)
    kinds = {line.id: line.subject_kind for line in book.rule_lines}
    for number in Person.objects.order_by("number").values_list("number", flat=True)[:60]:
        alone = judge(book, facts_of([number]), year=2025)
        for rule in force.rule_ids:
            if kinds[rule] == "person":
                assert alone.verdict(number, rule) == force.verdict(number, rule), (number, rule)


@pytest.mark.slow
def test_a_units_part_is_judged_as_within_the_force(db: None) -> None:
    province = sample_province(scale=0.05)
    record_facts(province.facts, province.details, actor=OPERATOR)
    book = LawBook.load()
    force = judge(book, facts_for(), year=2025)
    part = judge(book, facts_for(["PX01"]), year=2025)
    units = [unit.id for unit in province.facts.units if unit.id.startswith("PX01")]
    assert len(units) > 1
    for unit in units:
        for rule in force.rule_ids:
            assert part.verdict(unit, rule) == force.verdict(unit, rule), (unit, rule)

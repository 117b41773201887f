"""A whole set of facts into an empty database, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.records import make_account, make_unit
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.services import record_grant
from vinhdanh.engine.facts import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    GrantState,
    Hold,
    HoldGround,
    Household,
    Level,
    Lineage,
    LineageKind,
    Merit,
    Person,
    Post,
    Sex,
    Unassessed,
    Unit,
    UnitTier,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)
from vinhdanh.engine.facts import (
    Grant as Given,
)
from vinhdanh.engine.index import Index
from vinhdanh.exchange.records import FactsRefused, record_facts
from vinhdanh.exchange.sample.province import PersonDetails, sample_province
from vinhdanh.people import checks, models
from vinhdanh.people.services import register_person

OPERATOR = Operator()
TABLES = ("posts", "ratings", "works", "grants", "disciplines", "holds", "absences", "findings", "lineages")
UNITS = (Unit("CAT", "Công an tỉnh", Force.POLICE), Unit("PX01", "Phòng Một", Force.POLICE, parent="CAT"))
AN, BINH = Person("1", "Lê Thị Ánh", Force.POLICE), Person("2", "Trần Bình", Force.CIVIL)
SMALL = Facts(persons=(AN, BINH), units=UNITS, households=(Household("HO-1", "Lò Văn Inh"),))


def renamed(facts: Facts, like: Facts) -> Facts:
    """The same facts under the record ids of ``like``; both hold the records in the same order."""
    works = {mine.id: theirs.id for mine, theirs in zip(facts.works, like.works, strict=True)}
    tables = {
        table: tuple(
            replace(mine, id=theirs.id)
            for mine, theirs in zip(getattr(facts, table), getattr(like, table), strict=True)
        )
        for table in TABLES
    }
    # Of posts held at one time the register keeps one as the main post: the one begun last.
    tables["posts"] = tuple(
        replace(mine, main=theirs.main) for mine, theirs in zip(tables["posts"], like.posts, strict=True)
    )
    tables["grants"] = tuple(
        replace(grant, works=tuple(works[work] for work in grant.works)) for grant in tables["grants"]
    )
    return replace(facts, **tables)


@pytest.mark.slow
def test_the_sample_province_goes_in_and_comes_out_the_same(db: None) -> None:
    province = sample_province(scale=0.2)
    counts = record_facts(province.facts, province.details, actor=OPERATOR)
    back = facts_for()
    assert renamed(province.facts, back) == back
    assert counts == {table: len(getattr(province.facts, table)) for table in counts}
    assert models.RankHeld.objects.count() == sum(len(d.ranks) for d in province.details.values())
    assert not [*checks.unit_paths(), *checks.folded_names(), *checks.shared_codes()]
    entry = JournalEntry.objects.get()
    assert entry.details["fingerprint"] == province.facts.fingerprint
    assert verify_chain() is None


days = st.dates(date(2000, 1, 1), date(2025, 12, 31))
maybe = st.none() | days
years = st.integers(2010, 2026)
text = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)
somebody = st.sampled_from(["1", "2", "PX01", "CAT"])
anybody = st.sampled_from(["1", "2", "PX01", "CAT", "HO-1"])
no_id = st.just("")


@st.composite
def rows(
    draw: st.DrawFn, record: type, prefix: str, /, unique: Any = None, span: str = "", **fields: Any
) -> Any:
    """A few records with ids; ``span`` names the two fields that must stand in order."""
    found = draw(st.lists(st.builds(record, id=no_id, **fields), max_size=6, unique_by=unique))
    if span:
        first, last = span.split()
        found = [
            row
            if (end := getattr(row, last)) is None or end >= getattr(row, first)
            else replace(row, **{last: None})
            for row in found
        ]
    return tuple(replace(row, id=f"{prefix}{at}") for at, row in enumerate(found))


def sound(grant: Given) -> Given:
    """Only an honour that lost its force has a day on which it did."""
    return grant if grant.state != GrantState.IN_FORCE else replace(grant, state_since=None)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    """Facts of two people, two units and a household, with anything that may be said of them."""
    works = draw(
        rows(
            Work,
            "w",
            authors=st.sampled_from([("1",), ("2", "1"), ("1", "2")]),
            kind=st.sampled_from(WorkKind),
            year=years,
            scope=st.sampled_from(WorkScope),
            name=text,
            recognised=maybe,
            number=text,
        )
    )
    ids = [work.id for work in works]
    grants = rows(
        Given,
        "g",
        subject=anybody,
        honour=st.just("GK"),
        year=years,
        merit=st.sampled_from(Merit),
        decided=maybe,
        number=text,
        authority=text,
        state=st.sampled_from(GrantState),
        state_since=maybe,
        works=st.lists(st.sampled_from(ids), unique=True, max_size=2).map(tuple) if ids else st.just(()),
    )
    rating = {"subject": somebody, "year": years}
    rated = rows(YearRating, "r", lambda r: (r.subject, r.year), level=st.sampled_from(Level), **rating)
    unrated = rows(
        YearRating,
        "u",
        lambda r: (r.subject, r.year),
        level=st.none(),
        unassessed=st.none() | st.sampled_from(Unassessed),
        **rating | {"year": st.integers(2000, 2009)},
    )
    finding = {
        "about": st.sampled_from(["conduct", "unity"]),
        "year": years,
        "holds": st.booleans(),
        "on": maybe,
    }
    once = {"unique": lambda f: (f.subject, f.about, f.year)}
    post = {"start": days, "end": maybe, "title": text, "grade": text, "leads": st.booleans()}
    return Facts(
        persons=(
            replace(AN, sex=draw(st.none() | st.sampled_from(Sex)), category=draw(text), joined=draw(maybe)),
            BINH,
        ),
        units=(UNITS[0], replace(UNITS[1], tier=draw(st.sampled_from(UnitTier)), valid_from=draw(maybe))),
        households=SMALL.households,
        posts=draw(
            rows(Post, "p", span="start end", person=st.sampled_from("12"), unit=st.just("PX01"), **post)
        ),
        ratings=draw(rated) + draw(unrated),
        grants=tuple(map(sound, draw(grants))),
        works=works,
        disciplines=draw(
            rows(
                Discipline,
                "d",
                span="decided ends",
                subject=somebody,
                form=st.sampled_from(DisciplineForm),
                decided=days,
                ends=maybe,
                number=text,
            )
        ),
        holds=draw(
            rows(
                Hold,
                "h",
                span="opened closed",
                subject=somebody,
                ground=st.sampled_from(HoldGround),
                opened=days,
                closed=maybe,
            )
        ),
        absences=draw(
            rows(
                Absence,
                "a",
                span="start end",
                person=st.sampled_from("12"),
                kind=st.sampled_from(AbsenceKind),
                start=days,
                end=maybe,
            )
        ),
        findings=draw(
            rows(Finding, "f", subject=anybody, figure=st.none() | years, by=text, **once, **finding)
        )
        + draw(
            rows(
                Finding,
                "m",
                subject=st.just("PX01"),
                covers_members=st.just(True),
                **once,
                **finding | {"about": st.just("movement")},
            )
        ),
    )


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=any_facts())
def test_whatever_may_be_said_goes_in_and_comes_out_the_same(db: None, facts: Facts) -> None:
    with transaction.atomic():
        record_facts(facts, actor=OPERATOR)
        back = facts_for()
        transaction.set_rollback(True)
    assert renamed(facts, back) == back


def test_a_post_within_a_longer_one_moves_a_persons_home_for_its_time_only(db: None) -> None:
    served = (
        Post("p1", "1", "CAT", date(2010, 1, 1), None),
        Post("p2", "1", "PX01", date(2014, 1, 1), date(2016, 12, 31)),
    )
    facts = Facts(persons=(Person("1", "Lê Thị Ánh", Force.POLICE),), units=UNITS, posts=served)
    record_facts(facts, actor=OPERATOR)
    back = Index.of(facts_for())
    for year, unit in ((2012, "CAT"), (2015, "PX01"), (2020, "CAT")):
        assert Index.of(facts).homes(year) == back.homes(year) == {"1": unit}


def test_a_unit_keeps_its_lineage_and_a_part_brings_the_forebears(db: None) -> None:
    old = Unit("PX00", "Phòng Cũ", Force.POLICE, parent="CAT", valid_to=date(2024, 12, 31))
    lineage = Lineage("l1", "PX00", "PX01", LineageKind.RENAMED, date(2025, 1, 1))
    rated = (YearRating("r1", "PX00", 2024, Level.EXCELLENT),)
    record_facts(Facts(units=(*UNITS, old), ratings=rated, lineages=(lineage,)), actor=OPERATOR)
    back = facts_for(["PX01"])
    assert [(x.unit, x.successor) for x in back.lineages] == [("PX00", "PX01")]
    assert [r.subject for r in back.ratings] == ["PX00"]


def test_details_of_people_are_kept(db: None) -> None:
    ranks = ((date(2010, 8, 1), "Thiếu úy"), (date(2012, 8, 1), "Trung úy"))
    record_facts(SMALL, {"1": PersonDetails("Trung úy", "099071312405", ranks)}, actor=OPERATOR)
    person = models.Person.objects.get(number="1")
    assert (person.rank, person.citizen_id, person.folded) == ("Trung úy", "099071312405", "le thi anh")
    assert [(r.since, r.name) for r in person.ranks.all()] == list(ranks)
    assert models.Unit.objects.get(code="PX01").path == "/CAT/PX01/"


def test_new_records_are_numbered_after_the_recorded_ones(db: None) -> None:
    record_facts(replace(SMALL, grants=(Given("g", "1", "GK", 2025),)), actor=OPERATOR)
    unit = models.Unit.objects.get(code="PX01")
    person = register_person(actor=OPERATOR, number="3", name="X", unit=unit, start=date(2025, 1, 1))
    earlier = models.Person.every.exclude(pk=person.pk).latest("pk").pk
    assert person.pk > earlier
    assert record_grant(actor=OPERATOR, subject=person, honour="GK", year=2025).pk > 1


def test_of_two_overlapping_posts_the_one_begun_last_is_main(db: None) -> None:
    posts = (
        Post("a", "1", "CAT", date(2010, 1, 1)),
        Post("b", "1", "PX01", date(2015, 1, 1), date(2019, 12, 31)),
        Post("c", "1", "CAT", date(2020, 1, 1)),
    )
    record_facts(replace(SMALL, posts=posts), actor=OPERATOR)
    assert list(models.Post.objects.order_by("pk").values_list("main", flat=True)) == [False, True, True]


def test_of_two_conclusions_on_one_point_the_last_one_stands(db: None) -> None:
    findings = tuple(Finding(f"f{at}", "1", "conduct", 2025, holds) for at, holds in enumerate([True, False]))
    record_facts(replace(SMALL, findings=findings), actor=OPERATOR)
    first, last = models.Finding.objects.order_by("pk")
    assert (first.superseded_by, last.superseded_by) == (last, None)


def test_only_an_empty_database_takes_a_whole(db: None) -> None:
    make_unit("PX09")
    with pytest.raises(FactsRefused, match="cơ sở dữ liệu trống"):
        record_facts(SMALL, actor=OPERATOR)
    assert models.Person.objects.count() == 0


def test_only_who_may_import_for_the_whole_agency(db: None) -> None:
    with pytest.raises(PermissionDenied, match="nạp dữ liệu từ tệp"):
        record_facts(SMALL, actor=make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
    record_facts(SMALL, actor=make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY)))


EARLY, LATE = date(2010, 1, 1), date(2020, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"persons": (AN, AN)}, "“1” dùng cho cán bộ và đã dùng cho cán bộ"),
        ({"persons": (replace(AN, id="PX01"), BINH)}, "dùng cho đơn vị và đã dùng cho cán bộ"),
        ({"persons": (replace(AN, id="1/2"), BINH)}, "dấu “/”"),
        ({"units": (*UNITS, Unit("X", "X", Force.POLICE, parent="Y"))}, "“Y” không có trong danh sách"),
        (
            {"units": (replace(UNITS[0], parent="PX01"), UNITS[1])},
            "nối thành vòng tròn",
        ),
        ({"posts": (Post("p7", "9", "PX01", EARLY),)}, "Chức vụ (p7): “9” không có"),
        ({"posts": (Post("p7", "1", "PX09", EARLY),)}, "Chức vụ (p7): “PX09” không có"),
        ({"posts": (Post("p7", "1", "PX01", LATE, EARLY),)}, "01/01/2010 đứng trước 01/01/2020"),
        ({"ratings": (YearRating("r1", "HO-1", 2025, Level.GOOD),)}, "Xếp loại (r1): “HO-1”"),
        ({"ratings": (YearRating("r1", "1", 2025, Level.GOOD),) * 2}, "có hai dòng"),
        (
            {"ratings": (YearRating("r1", "1", 2025, Level.GOOD, Unassessed.STUDY),)},
            "vừa có mức vừa có lý do",
        ),
        ({"ratings": (YearRating("r1", "1", 25, Level.GOOD),)}, "năm 25 ngoài khoảng"),
        ({"grants": (Given("g1", "9", "GK", 2025),)}, "Khen thưởng (g1)"),
        ({"grants": (Given("g1", "1", "GK", 2025, works=("w9",)),)}, "Sáng kiến đã dùng (g1): “w9”"),
        (
            {"works": (Work("w1", ("1", "1"), WorkKind.PROJECT, 2025, WorkScope.BASE),)},
            "một tác giả ghi hai lần",
        ),
        ({"works": (Work("w1", ("9",), WorkKind.PROJECT, 2025, WorkScope.BASE),)}, "Tác giả sáng kiến (w1)"),
        ({"disciplines": (Discipline("d1", "9", DisciplineForm.WARNING, EARLY),)}, "Kỷ luật (d1)"),
        ({"holds": (Hold("h1", "1", HoldGround.PRESS, LATE, EARLY),)}, "Tạm hoãn (h1)"),
        ({"absences": (Absence("a1", "PX01", AbsenceKind.STUDY, EARLY),)}, "Nghỉ, đi học (a1)"),
        ({"findings": (Finding("f1", "1", "conduct", 2025, True, covers_members=True),)}, "Kết luận (f1)"),
        ({"persons": (replace(AN, joined=LATE, left=EARLY), BINH)}, "Cán bộ “1”"),
        ({"persons": (replace(AN, name="x" * 121), BINH)}, "dài 121 ký tự, nhiều nhất 120"),
    ],
)
def test_facts_that_do_not_hold_together_are_refused_before_anything_is_written(
    db: None, wrong: dict[str, Any], says: str
) -> None:
    with pytest.raises(FactsRefused) as refused:
        record_facts(replace(SMALL, **wrong), actor=OPERATOR)
    assert any(says in problem for problem in refused.value.problems)
    assert not models.Unit.objects.exists()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("details", "says"),
    [
        ({"9": PersonDetails("", "")}, "“9”"),
        ({"1": PersonDetails("", "12345")}, "không đủ 12 chữ số"),
        ({"1": PersonDetails("", "0" * 12), "2": PersonDetails("", "0" * 12)}, "cùng một số CCCD"),
    ],
)
def test_details_that_do_not_fit_are_refused(db: None, details: dict[str, PersonDetails], says: str) -> None:
    with pytest.raises(FactsRefused, match=says):
        record_facts(SMALL, details, actor=OPERATOR)


def test_a_long_list_of_problems_is_cut_in_the_message_only(db: None) -> None:
    posts = tuple(Post(f"p{at}", "9", "PX01", EARLY) for at in range(30))
    with pytest.raises(FactsRefused) as refused:
        record_facts(replace(SMALL, posts=posts), actor=OPERATOR)
    assert len(refused.value.problems) == 30
    assert str(refused.value).endswith("… và 10 chỗ khác.")

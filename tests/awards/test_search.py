"""Finding honours without diacritics, by number, day and office, within one's scope; on both databases."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from tests.records import Tree, make_account, make_household, make_person, make_unit, paper, standing_body
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards import services
from vinhdanh.awards.models import Grant, GrantIndex
from vinhdanh.awards.selectors import grants_visible_to, reach_of, search
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.awards.selectors.phrases import honours_meant
from vinhdanh.awards.selectors.rows import Matches
from vinhdanh.awards.selectors.search import YEAR_KEYS, Lookup, Query, Reach
from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Person, Post, Transfer, Unit
from vinhdanh.people.services import merge_units, move_unit, rename_unit
from vinhdanh.people.types import TransferKind, TransferState

OPERATOR = Operator()
DAY = date(2025, 12, 20)
EVERYTHING = Reach(everything=True)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def give(subject: Any, honour: str = "GK", year: int = 2025, **more: Any) -> Grant:
    return services.record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, **more)


def found(text: str = "", reach: Reach = EVERYTHING, **more: Any) -> set[int]:
    lookup = Lookup(Query(text=text, **more), reach)
    keys = lookup.grants(0, 100)
    assert len(keys) == lookup.count
    return set(keys)


def test_a_name_is_found_however_it_is_typed(tree: Tree) -> None:
    grant = give(tree.chi)
    give(tree.an)
    for text in ("Đặng Chi", "dang chi", "DANG CHI", "đặng", "201", "đặng chi 201", "dan"):
        assert found(text) == {grant.pk}, text
    assert not found("đặng an")
    assert not found('chi" OR "an')


def test_a_number_is_found_whole_or_by_its_beginning_and_does_not_meet_its_neighbours(tree: Tree) -> None:
    one, two = give(tree.an, decision=paper("1208/QĐ-CAT")), give(tree.an, decision=paper("208/QĐ-CAT"))
    for text in ("1208", "1208/QĐ-CAT", "1208/qd-cat", "QĐ số 1208", "quyết định 1208/QĐ"):
        assert found(text) == {one.pk}, text
    assert found("208/QĐ-CAT") == {two.pk}
    assert found("ngày 20/12/2025") == {one.pk, two.pk}
    assert not found("21/12/2025")


def test_an_honour_named_in_the_text_narrows(tree: Tree) -> None:
    assert honours_meant("giấy khen Trần An") == (("GK",), "Trần An")
    assert honours_meant("Trần An") == ((), "Trần An")
    codes, rest = honours_meant("bằng khen px01")
    assert "BK_BO" in codes
    assert rest == "px01"


def test_a_row_struck_as_a_mistake_is_found_no_more_and_an_annulled_one_under_its_state(tree: Tree) -> None:
    wrong, gone, stands = (give(tree.an, year=year) for year in (2023, 2024, 2025))
    services.strike(actor=OPERATOR, grant=wrong, ground="Nhầm", on=DAY)
    services.annul(actor=OPERATOR, grant=gone, ground="X", on=DAY, decision=paper())
    assert found() == {gone.pk, stands.pk}
    assert found(state=GrantState.ANNULLED) == {gone.pk}
    assert found(state=GrantState.IN_FORCE) == {stands.pk}
    services.restore(actor=OPERATOR, grant=gone, ground="X", on=DAY, decision=paper())
    assert found(state=GrantState.IN_FORCE) == {gone.pk, stands.pk}


def test_who_is_renamed_is_found_under_both_names(tree: Tree) -> None:
    grant = give(tree.an)
    tree.an.name, tree.an.folded = "Lê Thị Hồng Ánh", "le thi hong anh"
    tree.an.save()
    assert found("hồng ánh") == found("lê thị ánh") == {grant.pk}


def _rows(tree: Tree) -> list[Grant]:
    """Something of everything."""
    household = make_household("HO-1", tree.px02)
    outsider = services.register_outsider(actor=OPERATOR, name="Trần Văn Khoát")
    papers = [paper("12/QĐ-CAT"), paper("121/QĐ-CAT"), paper("12/QĐ-BCA", authority="Bộ trưởng")]
    subjects = [tree.an, tree.binh, tree.chi, tree.px01, household, outsider]
    merits = itertools.cycle(Merit)
    rows = [
        give(subject, year=year, decision=decision, merit=next(merits), despite="Dữ liệu thử")
        for subject in subjects
        for year, decision in zip((2023, 2024, 2025), papers, strict=True)
    ]
    services.annul(actor=OPERATOR, grant=rows[4], ground="X", on=DAY, decision=paper())
    return rows


def test_the_index_answers_as_reading_every_row_would(tree: Tree) -> None:
    rows = _rows(tree)
    words = dict(GrantIndex.objects.values_list("key", "words"))
    rng = Random(7)
    choices: dict[str, tuple[Any, ...]] = {
        "text": ("", "tran", "an", "12", "12/QĐ-CAT", "px01", "20/12/2025"),
        "first": (None, 2024),
        "last": (None, 2024, 2025),
        "honours": ((), ("GK",), ("BK_BO", "GK")),
        "merit": (None, Merit.DOT_XUAT, Merit.CONG_TRANG),
        "level": (None, GivenBy.BASE),
        "units": ((), ("PX01",), ("PX02", "PX01-D1")),
        "state": (None, GrantState.IN_FORCE, GrantState.ANNULLED),
        "kind": (None, RecipientKind.PERSON, RecipientKind.OUTSIDER),
        "giver": ("", "Bộ trưởng"),
        "decision": (None, rows[0].decision_id),
    }
    met = 0
    for _ in range(150):
        asked = {n: rng.choice(some) if rng.random() < 0.4 else some[0] for n, some in choices.items()}
        query = Query(**asked)
        lookup = Lookup(query, EVERYTHING)
        terms = lookup.terms
        low, high = terms.keys or (0, 3000 * YEAR_KEYS)
        fit = [key for key, said in words.items() if low <= key <= high and terms.fit(said)]
        expected = sorted(fit, reverse=True)
        assert lookup.grants(0, 100) == [key % YEAR_KEYS for key in expected], query
        met += bool(expected)
    assert met > 30, "most of the questions found nothing: they show little"


def test_pages_follow_one_another_in_every_order(tree: Tree) -> None:
    _rows(tree)
    for order in ("-nam", "nam", "ten", "-ten", "hinh-thuc", "ngay", "-don-vi", "khong-co"):
        rows = Matches(Query(), EVERYTHING, order)
        pages = [row.grant.pk for start in range(0, len(rows), 5) for row in rows[start : start + 5]]
        assert sorted(pages) == sorted(row.grant.pk for row in rows[0:100]), order
        assert pages == [row.grant.pk for row in rows[0:100]], order


@pytest.mark.parametrize("walk", [2, 5_000])
def test_many_rows_are_counted_up_to_a_bound_and_leafed_through_all_the_same(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, walk: int
) -> None:
    """Also where few of the newest rows fit, and where some stand outside the account's units."""
    monkeypatch.setattr(search, "WALK", walk)
    _rows(tree)
    chi = tuple(GrantIndex.objects.filter(grant__person=tree.chi).values_list("key", flat=True))
    for reach in (EVERYTHING, Reach(units=("PX01",), rows=chi)):
        for query in (Query(text="12"), Query(kind=RecipientKind.PERSON), Query(first=2024, last=2024)):
            whole, bounded = Lookup(query, reach), Lookup(query, reach, most=2)
            assert not whole.more
            assert whole.count > 2
            assert (bounded.count, bounded.more) == (2, True)
            for oldest_first in (False, True):
                keys = whole.grants(0, 100, oldest_first=oldest_first)
                pages = [bounded.grants(at, 2, oldest_first=oldest_first) for at in range(0, len(keys), 2)]
                assert [key for page in pages for key in page] == keys, query
                assert _part_by_part(query, reach, "nam" if oldest_first else "-nam") == keys, query


def _part_by_part(query: Query, reach: Reach, order: str) -> list[int]:
    """Every row of a look-up in which only two rows are counted at a time."""
    found: list[int] = []
    mark = None
    while True:
        part = replace(query, **{"after" if order == "nam" else "before": mark})
        rows = Matches(part, reach, order, most=2)
        found += rows.keys(0, len(rows))
        mark = rows.ends_at
        if mark is None:
            return found


# ---- within one's scope ---------------------------------------------------------------------------


def test_a_look_up_meets_what_the_account_may_see_and_nothing_else(tree: Tree) -> None:
    _rows(tree)
    accounts = [
        standing_body(),
        make_account("px01", (Role.UNIT_CLERK, "PX01")),
        make_account("px02", (Role.UNIT_HEAD, "PX02")),
        make_account("rieng", (Role.OFFICER, "PX01"), person_number=tree.an.number),
        make_account("khong"),
    ]
    sizes = []
    for account in accounts:
        reach = reach_of(account)
        assert found(reach=reach) == set(grants_visible_to(account).values_list("pk", flat=True)), account
        sizes.append(len(found(reach=reach)))
    assert sizes[0] > sizes[1] > sizes[3] > sizes[4] == 0


def test_the_reach_is_what_the_account_sees_in_any_tree(db: None) -> None:
    """People move and are lent out, units merge, honours count elsewhere, rows are struck."""
    rng = Random(20)
    units = [make_unit("CAT")]
    for at in range(14):
        units.append(make_unit(f"U{at}", rng.choice(units[-5:])))
    people = [make_person(f"{at}", rng.choice(units)) for at in range(20)]
    for person in rng.sample(people, 8):
        Post.objects.filter(person=person).update(end=date(2019, 12, 31))
        start = rng.choice((date(2020, 1, 1), date(2100, 1, 1)))
        Post.objects.create(
            person=person, unit=rng.choice(units), start=start, title="Cán bộ", grade="can_bo"
        )
    for person in rng.sample(people, 3):
        here, there = rng.sample(units, 2)
        day = date(2020, 1, 1)
        Transfer.objects.create(
            person=person, kind=TransferKind.SECONDMENT, state=TransferState.ACCEPTED, from_unit=here,
            to_unit=there, start=day, end=date(2100, 1, 1), requested_at=timezone.now(),
            requested_by="Trần Thị Tổng", reason="Dữ liệu thử",
            post=Post.objects.create(person=person, unit=there, start=day, title="Cán bộ", main=False),
        )  # fmt: skip
    households = [make_household(f"HO-{at}", rng.choice([*units, None])) for at in range(5)]
    outsider = services.register_outsider(actor=OPERATOR, name="Trần Văn Khoát")
    for _ in range(40):
        subject = rng.choice([*people, *people, *units, *households, outsider])
        place = rng.choice(units) if isinstance(subject, Person) and rng.random() < 0.3 else None
        grant = give(subject, despite="Dữ liệu thử", place=place)
        if rng.random() < 0.1:
            services.strike(actor=OPERATOR, grant=grant, ground="Nhầm", on=DAY)
    merge_units(actor=OPERATOR, units=[units[-1]], into=units[3], on=DAY, basis="QĐ 1")
    sizes = set()
    for at, unit in enumerate(units):
        more = {"person_number": people[at].number} if at % 3 == 0 else {}
        roles = [(Role.UNIT_CLERK, some.code) for some in {unit, rng.choice(units)}]
        account = make_account(f"a{at}", *roles[: rng.randrange(3)], **more)
        expected = set(grants_visible_to(account).values_list("pk", flat=True))
        lookup = Lookup(Query(), reach_of(account))
        assert set(lookup.grants(0, 100)) == expected, account
        sizes.add(len(expected))
    assert len(sizes) > 6


def test_a_newcomers_earlier_honours_are_seen_with_him(tree: Tree) -> None:
    elsewhere = give(tree.chi)
    reach = Reach(units=("PX01",), rows=tuple(GrantIndex.objects.values_list("key", flat=True)))
    assert found("dang chi", reach) == {elsewhere.pk}
    assert not found("dang chi", Reach(units=("PX01",)))


@pytest.mark.parametrize("change", ["merged", "renamed", "moved"])
def test_a_units_honours_follow_it_through_the_tree(tree: Tree, change: str) -> None:
    """Paths are rewritten; what was given before is found below where the unit went."""
    team = make_unit("PX02-D1", tree.px02)
    dao = make_person("301", team, "Lò Thị Đào")
    grants = {give(team).pk, give(dao).pk}
    on = date(2026, 1, 5)
    px01 = Unit.objects.get(code="PX01")
    if change == "merged":
        merge_units(actor=OPERATOR, units=[tree.px02], into=px01, on=on, basis="QĐ 1")
        above = "PX01"
    elif change == "renamed":
        rename_unit(actor=OPERATOR, unit=tree.px02, code="PX09", name="Phòng PX09", on=on, basis="QĐ 1")
        above = "PX09"
    else:
        move_unit(actor=OPERATOR, unit=team, parent=px01, on=on, basis="QĐ 1")
        above = "PX01"
    head = make_account("head", (Role.UNIT_HEAD, above))
    assert found(reach=reach_of(head)) >= grants
    asked = Query(units=tuple(root.code for root in roots_of(Unit.objects.get(code=above))))
    assert set(Lookup(asked, EVERYTHING).grants(0, 100)) == grants

"""Nobody sees more than his roles reach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.records import Tree, make_account, make_household, make_person
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Role
from vinhdanh.people import services
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import (
    current_posts,
    history_visible_to,
    households_visible_to,
    people_visible_to,
    search_units,
    subjects_named,
    visible_units,
)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def numbers(people: object) -> set[str]:
    assert hasattr(people, "values_list")
    return set(people.values_list("number", flat=True))


ALL = {"101", "102", "103", "201"}


@pytest.mark.parametrize(
    ("role", "code", "units", "people"),
    [
        (Role.UNIT_CLERK, "PX01", {"PX01", "PX01-D1", "PX01-D2"}, {"101", "102", "103"}),
        (Role.UNIT_HEAD, "PX01-D1", {"PX01-D1"}, {"102"}),
        (Role.STANDING_BODY, WHOLE_AGENCY, {"CAT", "PX01", "PX01-D1", "PX01-D2", "PX02"}, ALL),
        (Role.COUNCIL_MEMBER, "CAT", {"CAT", "PX01", "PX01-D1", "PX01-D2", "PX02"}, ALL),
        (Role.INSPECTOR, "PX02", {"PX02"}, {"201"}),
        (Role.OFFICER, "PX01", set(), set()),
        (Role.ADMINISTRATOR, WHOLE_AGENCY, set(), set()),
        (Role.UNIT_CLERK, "PX99", set(), set()),
    ],
)
def test_a_role_shows_its_unit_and_everything_below(
    tree: Tree, role: Role, code: str, units: set[str], people: set[str]
) -> None:
    account = make_account("an", (role, code))
    assert set(visible_units(account).values_list("code", flat=True)) == units
    assert numbers(people_visible_to(account)) == people


def test_several_roles_add_up_each_for_its_own_action(tree: Tree) -> None:
    account = make_account("an", (Role.UNIT_HEAD, "PX01-D1"), (Role.UNIT_CLERK, "PX02"))
    assert numbers(people_visible_to(account)) == {"102", "201"}
    assert numbers(people_visible_to(account, Action.EDIT)) == {"201"}
    assert set(visible_units(account, Action.CONCLUDE).values_list("code", flat=True)) == {"PX01-D1"}


def test_an_officer_sees_his_own_file(tree: Tree) -> None:
    officer = make_account("an", (Role.OFFICER, "PX01"), person_number="102")
    assert numbers(people_visible_to(officer)) == {"102"}
    assert not people_visible_to(officer, Action.EDIT).exists()
    clerk = make_account("binh", (Role.UNIT_CLERK, "PX02"), person_number="103")
    assert numbers(people_visible_to(clerk)) == {"103", "201"}
    assert numbers(people_visible_to(clerk, Action.EDIT)) == {"201"}


def test_a_closed_account_and_a_past_role_show_nothing(tree: Tree) -> None:
    assert not visible_units(make_account("an", (Role.UNIT_HEAD, "PX01"), is_active=False)).exists()
    past = make_account("binh", (Role.UNIT_HEAD, "PX01"))
    past.roles.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert not people_visible_to(past).exists()


def test_who_moved_away_is_seen_where_he_serves_now(tree: Tree) -> None:
    tree.an.posts.update(end=date(2024, 12, 31))
    Post.objects.create(person=tree.an, unit=tree.px02, start=date(2025, 1, 1))
    Post.objects.create(person=tree.binh, unit=tree.px02, start=date(2025, 1, 1), main=False)
    here = make_account("tai-cho", (Role.UNIT_CLERK, "PX02"))
    there = make_account("don-vi-cu", (Role.UNIT_CLERK, "PX01"))
    assert numbers(people_visible_to(here)) == {"102", "201"}
    assert numbers(people_visible_to(there)) == {"101", "103"}
    assert numbers(people_visible_to(there, on=date(2024, 6, 1))) == {"101", "102", "103"}


def test_who_left_the_service_stays_with_his_last_unit(tree: Tree) -> None:
    tree.an.posts.update(end=date(2020, 12, 31))
    Post.objects.create(person=tree.an, unit=tree.px02, start=timezone.localdate() + timedelta(days=30))
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    assert "102" in numbers(people_visible_to(clerk))
    assert current_posts(Person.objects.all())[tree.an.pk].unit == tree.d1


def test_who_has_no_post_is_the_whole_agencys_business(tree: Tree) -> None:
    make_person("999")
    assert "999" not in numbers(people_visible_to(make_account("a", (Role.STANDING_BODY, "CAT"))))
    assert "999" in numbers(people_visible_to(make_account("b", (Role.STANDING_BODY, WHOLE_AGENCY))))
    assert "999" in numbers(people_visible_to(Operator()))


def test_households_follow_their_unit(tree: Tree) -> None:
    make_household("HO-1", tree.px02)
    make_household("HO-2")
    seen = households_visible_to(make_account("a", (Role.UNIT_CLERK, "PX02")))
    assert set(seen.values_list("code", flat=True)) == {"HO-1"}
    assert households_visible_to(make_account("b", (Role.INSPECTOR, WHOLE_AGENCY))).count() == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("do duc", {"101"}),
        ("hoà đỗ", {"101"}),
        ("ĐỨC", {"101"}),
        ("le  ánh", {"102"}),
        ("10", {"101", "102", "103"}),
        ("099", {"201"}),
        ("không có ai", set()),
        ("  ", ALL),
        ("%", set()),
    ],
)
def test_people_are_found_without_marks_in_any_order_or_by_number(
    tree: Tree, text: str, found: set[str]
) -> None:
    Person.objects.filter(number="201").update(citizen_id="099071312405")
    assert numbers(Person.objects.search(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("to chuc", {"PX01"}), ("đội", {"PX01-D1", "PX01-D2"}), ("px02", {"PX02"}), ("", None)],
)
def test_units_are_found_by_name_or_code(tree: Tree, text: str, found: set[str] | None) -> None:
    seen = set(search_units(Unit.objects.all(), text).values_list("code", flat=True))
    assert seen == (found if found is not None else {"CAT", "PX01", "PX01-D1", "PX01-D2", "PX02"})


def test_the_tree_is_walked_both_ways(tree: Tree) -> None:
    assert [u.code for u in Unit.objects.above(tree.d1)] == ["CAT", "PX01"]
    assert [u.code for u in Unit.objects.subtree(tree.px01)] == ["PX01", "PX01-D1", "PX01-D2"]


def test_subjects_are_found_by_the_ids_of_facts(tree: Tree) -> None:
    household = make_household("HO-1")
    assert subjects_named(["101", "PX02", "HO-1", "?"]) == {
        "101": tree.head,
        "PX02": tree.px02,
        "HO-1": household,
    }


def test_exports_can_leave_out_whoever_is_secret(tree: Tree) -> None:
    Person.objects.filter(number="101").update(secrecy=1)
    assert numbers(Person.objects.open()) == {"102", "103", "201"}


def test_who_sees_a_record_sees_its_history_and_nobody_else_does(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    services.change_person(actor=Operator(), person=tree.chi, why="Ghi thiếu", category="ky_thuat")
    services.change_unit(actor=Operator(), unit=tree.px02, why="Sai tên", name="Phòng Hậu cần, kỹ thuật")
    services.conclude(actor=Operator(), subject=household, about="conduct", year=2025, holds=True)
    watching = make_account("thanhtra", (Role.INSPECTOR, WHOLE_AGENCY))
    here, there = (
        make_account("o-day", (Role.UNIT_CLERK, "PX02")),
        make_account("noi-khac", (Role.UNIT_CLERK, "PX01")),
    )
    himself = make_account("chi", (Role.OFFICER, "PX02"), person_number="201")
    runs_it = make_account("quantri", (Role.ADMINISTRATOR, WHOLE_AGENCY))  # reads the whole journal
    for subject in (tree.chi, tree.px02, household):
        for account in (here, watching, runs_it):
            assert history_visible_to(account, subject).count() == 1, (account, subject)
        assert not history_visible_to(there, subject).exists()
    assert [entry.label for entry in history_visible_to(himself, tree.chi)] == ["Sửa hồ sơ cán bộ"]
    assert not history_visible_to(himself, tree.px02).exists()

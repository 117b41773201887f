"""Units are taken into another one, and nobody is left in what ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.people.outcome import BASIS, EVE, ON, OPERATOR, TODAY, fresh, nothing_is_wrong, posts, verbs_of
from tests.records import JOINED, Tree, make_account, make_household, make_person, make_unit, standing_body
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import Role
from vinhdanh.audit.consistency import run_checks
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import history_of
from vinhdanh.people import services
from vinhdanh.people.models import Household, Person, Post, Transfer, Unit, UnitLineage, UnitPlace
from vinhdanh.people.selectors import lineage_of, people_visible_to
from vinhdanh.people.types import LineageKind, TransferKind, TransferState


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def test_a_merged_unit_takes_everybody_along(tree: Tree) -> None:
    team = make_unit("PX02-D1", tree.px02, tier="sub_base")
    member = make_person("301", team)
    tree.chi.posts.update(leads=True, grade="truong_phong", title="Trưởng phòng")
    household = make_household("HO-1", tree.px02)
    (lineage,) = services.merge_units(actor=OPERATOR, units=[tree.px02], into=tree.px01, on=ON, basis=BASIS)
    assert (lineage.unit.code, lineage.successor.code, lineage.kind, lineage.on, lineage.basis) == (
        "PX02",
        "PX01",
        LineageKind.MERGED_INTO,
        ON,
        BASIS,
    )
    assert fresh(tree.px02).valid_to == EVE
    assert posts(tree.chi) == [("PX02", JOINED, EVE, True), ("PX01", ON, None, False)]
    assert posts(tree.head) == [("PX01", JOINED, None, False)], "who was there is not touched"
    assert fresh(team).path == "/CAT/PX01/PX02-D1/"
    assert posts(member) == [("PX02-D1", JOINED, None, False)], "the team moved with its people"
    assert Household.objects.get(pk=household.pk).unit == tree.px01
    assert nothing_is_wrong()


def test_two_units_become_a_new_one(tree: Tree) -> None:
    new = services.add_unit(actor=OPERATOR, code="PX03", name="Phòng Mới", parent=tree.cat, valid_from=ON)
    services.merge_units(actor=OPERATOR, units=[tree.px01, tree.px02], into=new, on=ON, basis=BASIS)
    assert {post.unit.code for post in Post.objects.filter(end__isnull=True)} == {
        "PX03",
        "PX01-D1",
        "PX01-D2",
    }
    assert {unit.code for unit in Unit.objects.open(TODAY)} == {"CAT", "PX03", "PX01-D1", "PX01-D2"}
    assert fresh(tree.d1).path == "/CAT/PX03/PX01-D1/"
    assert [step.unit.code for step in lineage_of(new).origins] == ["PX01", "PX02"]
    assert nothing_is_wrong()


def test_a_phong_merged_together_with_its_team(tree: Tree) -> None:
    services.merge_units(actor=OPERATOR, units=[tree.px01, tree.d1], into=tree.px02, on=ON, basis=BASIS)
    assert {post.unit.code for post in Post.objects.filter(end__isnull=True)} == {"PX02", "PX01-D2"}
    assert fresh(tree.d1).path == "/CAT/PX01/PX01-D1/", "it ended where it was"
    assert not UnitPlace.objects.filter(unit=tree.d1).exists()
    assert nothing_is_wrong()


def test_posts_that_end_later_or_begin_later_go_on_in_the_other_unit(tree: Tree) -> None:
    later = ON + timedelta(days=10)
    tree.an.posts.update(end=later)
    Post.objects.create(person=tree.an, unit=tree.d1, start=later + timedelta(days=1))
    Post.objects.create(person=tree.binh, unit=tree.d1, start=JOINED, main=False, leads=True)
    past = make_person("301", tree.d1)
    past.posts.update(end=date(2015, 1, 1))
    services.merge_units(actor=OPERATOR, units=[tree.d1], into=tree.d2, on=ON, basis=BASIS)
    assert posts(tree.an) == [
        ("PX01-D1", JOINED, EVE, False),
        ("PX01-D2", ON, later, False),
        ("PX01-D2", later + timedelta(days=1), None, False),
    ]
    assert Post.objects.get(person=tree.binh, unit=tree.d1, main=False).end == EVE
    assert Post.objects.get(person=tree.binh, main=False, start=ON).leads is False
    assert posts(past) == [("PX01-D1", JOINED, date(2015, 1, 1), False)]
    assert fresh(tree.d1).valid_to == EVE
    # … so that the day a unit ends no post reaches beyond it
    assert not Post.objects.filter(unit=tree.d1, end__gt=EVE).exists()


def test_the_journal_of_every_unit_and_person_says_so(tree: Tree) -> None:
    services.merge_units(actor=OPERATOR, units=[tree.px01], into=tree.px02, on=ON, basis=BASIS)
    assert verbs_of("unit:PX01") == ["people.unit_merged"]
    assert verbs_of("unit:PX02") == ["people.unit_merged"]
    assert verbs_of("unit:PX01-D1") == ["people.unit_moved"]
    assert verbs_of("person:101") == ["people.member_moved"]
    assert verbs_of("person:102") == []
    entry = history_of("person:101").get()
    assert entry.why == BASIS
    assert [(one.model, one.act) for one in entry.changes] == [
        ("people.post", "changed"),
        ("people.post", "added"),
    ]
    moved = history_of("unit:PX01-D1").get().changes[0]
    assert {(f.label, f.before, f.after) for f in moved.fields} >= {
        ("Đơn vị cấp trên", "Phòng Tổ chức cán bộ", "Phòng Hậu cần")
    }


def test_open_requests_and_secondments_follow(tree: Tree) -> None:
    px03 = make_unit("PX03", tree.cat)
    guest, asked = make_person("301", px03), make_person("302", px03)

    def go(person: Person, kind: TransferKind, to: Unit) -> Transfer:
        seconded = kind == TransferKind.SECONDMENT
        return services.request_transfer(
            actor=OPERATOR,
            person=person,
            to_unit=to,
            start=date(2020, 1, 1),
            end=TODAY + timedelta(days=50) if seconded else None,
            kind=kind,
            reason="X",
        )

    running = services.accept_transfer(actor=OPERATOR, transfer=go(guest, TransferKind.SECONDMENT, tree.px02))
    open_ = go(asked, TransferKind.TRANSFER, tree.px02)
    services.merge_units(actor=OPERATOR, units=[tree.px02], into=tree.px01, on=ON, basis=BASIS)
    running, open_ = Transfer.objects.get(pk=running.pk), Transfer.objects.get(pk=open_.pk)
    assert running.to_unit == open_.to_unit == tree.px01
    assert running.post is not None
    assert (running.post.unit, running.post.start) == (tree.px01, ON), "the part that will be ended"
    assert nothing_is_wrong()
    # … and when both ends become one, they are over
    services.merge_units(actor=OPERATOR, units=[px03], into=tree.px01, on=TODAY, basis=BASIS)
    running, open_ = Transfer.objects.get(pk=running.pk), Transfer.objects.get(pk=open_.pk)
    assert (open_.state, open_.answer) == (TransferState.WITHDRAWN, "Hai đơn vị đã về một.")
    assert running.post is not None
    assert running.absence is not None
    assert running.end == running.post.end == running.absence.end == TODAY - timedelta(days=1)
    assert "people.transfer_redirected" in verbs_of("person:301")
    assert nothing_is_wrong()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda t: {"units": []}, "Nêu các đơn vị"),
        (lambda t: {"units": [t.px02, t.px02]}, "mỗi đơn vị một lần"),
        (lambda t: {"units": [t.px01]}, "khác với đơn vị nhận"),
        (lambda t: {"into": t.d1, "units": [t.px01]}, "Đội Chính sách thuộc Phòng Tổ chức cán bộ"),
        (lambda t: {"basis": " "}, "Ghi rõ căn cứ"),
        (lambda t: {"on": TODAY + timedelta(days=1)}, "ghi vào ngày đó hoặc sau đó"),
        (
            lambda t: {"into": make_unit("CU", t.cat, valid_to=date(2020, 1, 1))},
            "đã kết thúc ngày 01/01/2020",
        ),
        (lambda t: {"units": [make_unit("CU", t.cat, valid_to=date(2020, 1, 1))]}, "đã kết thúc"),
        (lambda t: {"units": [make_unit("MOI", t.cat, valid_from=TODAY)]}, "ngày của quyết định phải sau"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    tree: Tree, call: Callable[[Tree], dict[str, Any]], says: str
) -> None:
    fields = {"units": [tree.px02], "into": tree.px01, "on": ON, "basis": BASIS} | call(tree)
    with pytest.raises(ValidationError, match=says):
        services.merge_units(actor=OPERATOR, **fields)
    assert not UnitLineage.objects.exists()
    assert not JournalEntry.objects.exists()
    assert not fresh(tree.px02).valid_to


def test_the_right_must_cover_the_units_above_all_of_them(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    services.merge_units(actor=clerk, units=[tree.d1], into=tree.d2, on=ON, basis=BASIS)
    with pytest.raises(OutOfSight):
        services.merge_units(actor=clerk, units=[tree.d2], into=tree.px02, on=ON, basis=BASIS)
    with pytest.raises(PermissionDenied) as refused:
        services.merge_units(actor=clerk, units=[tree.px01], into=tree.px02, on=ON, basis=BASIS)
    assert not isinstance(refused.value, OutOfSight), "he sees his own phòng"
    services.merge_units(actor=standing_body(), units=[tree.px02], into=tree.px01, on=ON, basis=BASIS)


def test_after_a_merger_the_clerk_of_the_other_unit_sees_the_people(tree: Tree) -> None:
    old = make_account("cu", (Role.UNIT_CLERK, "PX02"))
    new = make_account("moi", (Role.UNIT_CLERK, "PX01"))
    services.merge_units(actor=OPERATOR, units=[tree.px02], into=tree.px01, on=ON, basis=BASIS)
    assert people_visible_to(new).filter(pk=tree.chi.pk).exists()
    assert not people_visible_to(old).filter(pk=tree.chi.pk).exists()
    (checked,) = run_checks(["people.roles_on_closed_units"])
    assert checked.found[0].records == ("account:cu", "unit:PX02")


@pytest.mark.django_db(transaction=True)
def test_a_failure_half_way_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree()

    def fails(*args: object, **more: object) -> None:
        raise RuntimeError("điện mất")

    monkeypatch.setattr("vinhdanh.people.services.reorganising.move_households", fails)
    with pytest.raises(RuntimeError):
        services.merge_units(actor=OPERATOR, units=[tree.px02], into=tree.px01, on=ON, basis=BASIS)
    assert posts(tree.chi) == [("PX02", JOINED, None, False)]
    assert not UnitLineage.objects.exists()
    assert not JournalEntry.objects.exists()

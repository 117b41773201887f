"""Units are merged, split, renamed, moved and closed, and nobody is left in what ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.records import JOINED, Tree, make_account, make_household, make_person, make_unit, standing_body
from vinhdanh.access.models import Delegation, RoleAssignment
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Operator, Role, Scope
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import history_of
from vinhdanh.people import services
from vinhdanh.people.checks import unit_paths
from vinhdanh.people.models import Household, Person, Post, Transfer, Unit, UnitLineage, UnitPlace
from vinhdanh.people.selectors import lineage_of, parent_on, people_visible_to
from vinhdanh.people.types import LineageKind, TransferKind, TransferState

OPERATOR = Operator()
TODAY = timezone.localdate()
ON = TODAY - timedelta(days=30)
EVE = ON - timedelta(days=1)
BASIS = "Quyết định 101/QĐ-CAT"
PEOPLE = [
    one.code
    for one in checks()
    if one.code.startswith("people.") and one.code != "people.roles_on_closed_units"
]


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def posts(person: Person) -> list[tuple[str, date, date | None, bool]]:
    return list(person.posts.order_by("start").values_list("unit__code", "start", "end", "leads"))


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def verbs_of(ref: str) -> list[str]:
    return list(history_of(ref).values_list("verb", flat=True))


def nothing_is_wrong() -> bool:
    """Every check over units and people is silent, but for roles that somebody must give anew."""
    found = [one.what for checked in run_checks(PEOPLE) for one in checked.found]
    assert found == []
    return verify_chain() is None


# ---- merging --------------------------------------------------------------------------------------


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


# ---- renaming -------------------------------------------------------------------------------------


def test_a_renamed_unit_goes_on_with_its_people_commanders_and_roles(tree: Tree) -> None:
    tree.head.posts.update(leads=True)
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    head = make_account("truong", (Role.UNIT_HEAD, "PX01"))
    deputy = make_account("pho")
    Delegation.objects.create(
        assignment=head.roles.get(),
        receiver=deputy,
        unit_code="PX01",
        valid_from=TODAY - timedelta(days=60),
        valid_to=TODAY + timedelta(days=60),
        ground="Giấy 2/GUQ",
    )
    new = services.rename_unit(
        actor=OPERATOR, unit=tree.px01, code="PX01A", name="Phòng Tổ chức", on=ON, basis=BASIS
    )
    assert (new.path, new.kind, new.tier, new.valid_from, new.valid_to) == (
        "/CAT/PX01A/",
        "phong",
        "base",
        ON,
        None,
    )
    assert new.folded == "phong to chuc"
    assert posts(tree.head) == [("PX01", JOINED, EVE, True), ("PX01A", ON, None, True)]
    assert fresh(tree.d1).path == "/CAT/PX01A/PX01-D1/"
    assert UnitLineage.objects.get().kind == LineageKind.RENAMED
    assert scopes(clerk) == (Scope(Role.UNIT_CLERK, "PX01A"),)
    assert scopes(clerk, EVE) == (Scope(Role.UNIT_CLERK, "PX01"),)
    (lent,) = scopes(deputy)
    assert (lent.role, lent.unit_code, lent.within) == (Role.UNIT_HEAD, "PX01A", "PX01A")
    assert people_visible_to(clerk).count() == 3
    assert verbs_of("account:tonghop") == ["access.role_followed"]
    (checked,) = run_checks(["people.roles_on_closed_units"])
    assert not checked.found
    assert nothing_is_wrong()


def test_roles_that_had_not_begun_lie_on_the_new_code(tree: Tree) -> None:
    account = make_account("an", (Role.UNIT_CLERK, "PX01"))
    RoleAssignment.objects.update(valid_from=TODAY)
    services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX01A", name="X", on=ON, basis=BASIS)
    role = RoleAssignment.objects.get(account=account)
    assert (role.unit_code, role.valid_from) == ("PX01A", TODAY)


def test_a_code_that_is_taken_renames_nothing(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="đã dùng cho"):
        services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX02", name="X", on=ON, basis=BASIS)
    with pytest.raises(ValidationError, match="dấu"):
        services.rename_unit(actor=OPERATOR, unit=tree.px01, code="PX/2", name="X", on=ON, basis=BASIS)
    assert not fresh(tree.px01).valid_to


# ---- splitting ------------------------------------------------------------------------------------


def test_a_team_comes_out_of_another_with_those_named_for_it(tree: Tree) -> None:
    stays = make_person("301", tree.d1)
    new = services.add_unit(actor=OPERATOR, code="PX01-D3", name="Đội Ba", parent=tree.px01, valid_from=ON)
    (lineage,) = services.split_unit(actor=OPERATOR, unit=tree.d1, parts={new: [tree.an]}, on=ON, basis=BASIS)
    assert (lineage.unit, lineage.successor, lineage.kind) == (tree.d1, new, LineageKind.SPLIT_FROM)
    assert posts(tree.an) == [("PX01-D1", JOINED, EVE, False), ("PX01-D3", ON, None, False)]
    assert posts(stays) == [("PX01-D1", JOINED, None, False)]
    assert not fresh(tree.d1).valid_to
    assert verbs_of("unit:PX01-D1") == ["people.unit_split"]
    assert verbs_of("unit:PX01-D3") == ["people.unit_split", "people.unit_added"]
    assert nothing_is_wrong()


def test_a_unit_that_is_divided_ends_and_leaves_nobody(tree: Tree) -> None:
    other = make_person("301", tree.d1)
    household = make_household("HO-1", tree.d1)
    parts = [
        services.add_unit(actor=OPERATOR, code=code, name=code, parent=tree.px01, valid_from=ON)
        for code in ("PX01-D3", "PX01-D4")
    ]

    def split(**more: Any) -> None:
        fields = {"parts": {parts[0]: [tree.an], parts[1]: [other]}, "households": parts[1]} | more
        services.split_unit(actor=OPERATOR, unit=tree.d1, on=ON, basis=BASIS, closes=True, **fields)

    with pytest.raises(ValidationError, match=r"còn 1 người chưa có đơn vị mới: Nguyễn Văn 301 \(301\)"):
        split(parts={parts[0]: [tree.an], parts[1]: []})
    with pytest.raises(ValidationError, match="theo dõi các hộ gia đình"):
        split(households=None)
    with pytest.raises(ValidationError, match="được xếp vào hai đơn vị"):
        split(parts={parts[0]: [tree.an, other], parts[1]: [other]})
    with pytest.raises(ValidationError, match="không công tác ở Đội Chính sách"):
        split(parts={parts[0]: [tree.an, other], parts[1]: [tree.binh]})
    below = make_unit("PX01-D1-T1", tree.d1)
    with pytest.raises(ValidationError, match="còn đơn vị trực thuộc"):
        split()
    services.move_unit(actor=OPERATOR, unit=below, parent=parts[0], on=ON, basis=BASIS)
    split()
    assert fresh(tree.d1).valid_to == EVE
    assert {step.unit.code for step in lineage_of(tree.d1).successors} == {"PX01-D3", "PX01-D4"}
    assert Household.objects.get(pk=household.pk).unit == parts[1]
    assert nothing_is_wrong()


def test_requests_of_those_who_go_follow_and_others_must_be_answered_first(tree: Tree) -> None:
    new = services.add_unit(actor=OPERATOR, code="PX01-D3", name="Đội Ba", parent=tree.px01, valid_from=ON)

    def ask(person: Person, to: Unit) -> Transfer:
        return services.request_transfer(actor=OPERATOR, person=person, to_unit=to, start=TODAY, reason="X")

    going, coming = ask(tree.an, tree.px02), ask(tree.chi, tree.d1)
    call = {"actor": OPERATOR, "unit": tree.d1, "parts": {new: [tree.an]}, "on": ON, "basis": BASIS}
    with pytest.raises(ValidationError, match="Còn đề nghị chưa trả lời: Điều động Đặng Chi"):
        services.split_unit(**call, closes=True)
    services.refuse_transfer(actor=OPERATOR, transfer=coming, answer="Đơn vị sắp chia")
    services.split_unit(**call, closes=True)
    assert Transfer.objects.get(pk=going.pk).from_unit == new
    assert nothing_is_wrong()


# ---- moving and closing ---------------------------------------------------------------------------


def test_a_unit_moves_with_everything_below_it(tree: Tree) -> None:
    team = make_unit("T1", tree.d1)
    moved = services.move_unit(actor=OPERATOR, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    assert (moved.path, moved.depth, moved.parent) == ("/CAT/PX02/PX01-D1/", 2, tree.px02)
    assert (fresh(team).path, fresh(team).depth) == ("/CAT/PX02/PX01-D1/T1/", 3)
    assert (parent_on(moved, EVE), parent_on(moved, ON)) == (tree.px01, tree.px02)
    up = services.move_unit(actor=OPERATOR, unit=moved, parent=tree.cat, on=TODAY, basis=BASIS)
    assert (up.path, up.depth, fresh(team).depth) == ("/CAT/PX01-D1/", 1, 2)
    assert parent_on(up, EVE) == tree.px01
    assert parent_on(up, TODAY - timedelta(days=1)) == tree.px02
    assert [place.parent for place in lineage_of(up).places] == [tree.px01, tree.px02]
    root = services.move_unit(actor=OPERATOR, unit=tree.px02, parent=None, on=ON, basis=BASIS)
    assert (root.path, root.depth) == ("/PX02/", 0)
    assert not list(unit_paths())
    assert posts(tree.an) == [("PX01-D1", JOINED, None, False)], "nobody changes his unit"


def test_a_unit_does_not_come_under_itself_nor_under_what_ended(tree: Tree) -> None:
    for parent, says in [
        (tree.d1, "không thể trực thuộc chính nó"),
        (tree.cat, "không có gì thay đổi"),
        (make_unit("CU", tree.cat, valid_to=date(2020, 1, 1)), "đã kết thúc"),
    ]:
        with pytest.raises(ValidationError, match=says):
            services.move_unit(actor=OPERATOR, unit=tree.px01, parent=parent, on=ON, basis=BASIS)
    deep = tree.cat
    for number in range(9):
        deep = make_unit(f"{number}" * 38, deep)
    deep = make_unit("x" * 31, deep)
    with pytest.raises(ValidationError, match="quá sâu"):
        services.move_unit(actor=OPERATOR, unit=tree.px01, parent=deep, on=ON, basis=BASIS)
    assert not UnitPlace.objects.exists()


def test_moving_takes_the_right_at_both_ends(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        services.move_unit(actor=clerk, unit=tree.d1, parent=tree.px02, on=ON, basis=BASIS)
    services.move_unit(actor=clerk, unit=tree.d1, parent=tree.d2, on=ON, basis=BASIS)
    standing = make_account("tt", (Role.STANDING_BODY, "CAT"))
    with pytest.raises(PermissionDenied):
        services.move_unit(actor=standing, unit=tree.px02, parent=None, on=ON, basis=BASIS)


def test_a_unit_closes_only_when_it_is_empty(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    with pytest.raises(ValidationError, match=r"còn 1 người chưa có đơn vị mới: Đặng Chi \(201\)"):
        services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    services.assign_post(actor=OPERATOR, person=tree.chi, unit=tree.px01, start=ON)
    with pytest.raises(ValidationError, match="còn theo dõi 1 hộ"):
        services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    Household.objects.filter(pk=household.pk).update(unit=None)
    closed = services.close_unit(actor=OPERATOR, unit=tree.px02, last_day=EVE, basis=BASIS)
    assert closed.valid_to == EVE
    with pytest.raises(ValidationError, match="không ghi chức vụ ở đó sau ngày này"):
        services.assign_post(actor=OPERATOR, person=tree.an, unit=closed, start=TODAY)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        services.add_unit(actor=OPERATOR, code="PX02-D1", name="X", parent=closed)
    with pytest.raises(TypeError, match="valid_to"):
        services.change_unit(actor=OPERATOR, unit=tree.px01, why="", valid_to=EVE)
    assert nothing_is_wrong()


def test_many_left_behind_are_named_and_counted(tree: Tree) -> None:
    for number in range(400, 415):
        make_person(str(number), tree.d1)
    with pytest.raises(ValidationError, match=r"còn 16 người .*\(408\) và 6 người khác"):
        services.close_unit(actor=OPERATOR, unit=tree.d1, last_day=EVE, basis=BASIS)


# ---- lineage --------------------------------------------------------------------------------------


def test_a_lineage_is_followed_over_several_successions(tree: Tree) -> None:
    first = services.rename_unit(
        actor=OPERATOR, unit=tree.px02, code="PX02A", name="Hậu cần A", on=date(2020, 1, 1), basis="1"
    )
    services.merge_units(actor=OPERATOR, units=[tree.px01], into=first, on=date(2022, 1, 1), basis="2")
    last = services.rename_unit(
        actor=OPERATOR, unit=first, code="PX09", name="Phòng Chín", on=date(2024, 1, 1), basis="3"
    )
    past = lineage_of(last)
    assert [(step.unit.code, step.distance, step.basis) for step in past.origins] == [
        ("PX02A", 1, "3"),
        ("PX02", 2, "1"),
        ("PX01", 2, "2"),
    ]
    assert past.successors == ()
    assert past.heirs == ()
    future = lineage_of(tree.px02)
    assert [step.unit.code for step in future.successors] == ["PX02A", "PX09"]
    assert [unit.code for unit in future.heirs] == ["PX09"]
    UnitLineage.objects.create(unit=last, successor=tree.px02, kind=LineageKind.RENAMED, on=TODAY, basis="4")
    assert len(lineage_of(last).origins) == 3, "a circle is walked once"


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

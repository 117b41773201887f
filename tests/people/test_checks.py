"""Each check finds what it is for, and is silent over sound data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.records import JOINED, Tree, make_account, make_household, make_person, make_unit
from vinhdanh.access.models import Delegation, RoleAssignment
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.engine.facts import WorkKind, WorkScope
from vinhdanh.people import services
from vinhdanh.people.models import Person, Post, RankHeld, RecognisedWork, Transfer, Unit, UnitLineage
from vinhdanh.people.types import TransferKind

OPERATOR = Operator()
TODAY = timezone.localdate()
PEOPLE = [one.code for one in checks() if one.code.startswith("people.")]


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def found(code: str) -> list[str]:
    (checked,) = run_checks([code])
    assert all(one.mend for one in checked.found), "every finding has its way out"
    return [f"{one.what} {' '.join(one.records)}" for one in checked.found]


def lend(tree: Tree, unit_code: str) -> Delegation:
    head = make_account("truong", (Role.UNIT_HEAD, "PX01"))
    return Delegation.objects.create(
        assignment=head.roles.get(),
        receiver=make_account("pho"),
        unit_code=unit_code,
        valid_from=TODAY,
        valid_to=TODAY,
        ground="Giấy 1/GUQ",
    )


def ask(tree: Tree, kind: TransferKind = TransferKind.TRANSFER) -> Transfer:
    return services.request_transfer(
        actor=OPERATOR,
        person=tree.an,
        to_unit=tree.px02,
        start=TODAY,
        end=TODAY if kind == TransferKind.SECONDMENT else None,
        reason="Tăng cường",
        kind=kind,
    )


def sound(tree: Tree) -> None:
    """One of everything that the checks look at, all of it in order."""
    make_account("an", (Role.UNIT_CLERK, "PX01"), (Role.INSPECTOR, ""), person_number="102")
    lend(tree, "PX01-D1")
    make_household("HO-1", tree.px02)
    person = make_person("990", tree.px02)
    services.confer_rank(actor=OPERATOR, person=person, rank="Thiếu úy", since=date(2014, 8, 1))
    services.recognise_work(
        actor=OPERATOR,
        authors=[(tree.an, 60), (tree.binh, 40)],
        kind=WorkKind.INITIATIVE,
        name="Số hóa",
        year=2025,
        scope=WorkScope.BASE,
    )
    services.accept_transfer(actor=OPERATOR, transfer=ask(tree, TransferKind.SECONDMENT))
    services.request_transfer(
        actor=OPERATOR, person=tree.binh, to_unit=tree.px02, start=TODAY, reason="Theo nguyện vọng"
    )
    team = make_unit("PX02-D1", tree.px02)
    make_person("991", team)
    services.merge_units(actor=OPERATOR, units=[team], into=tree.px02, on=TODAY, basis="QĐ 9")
    gone = make_person("992", tree.px02)
    gone.posts.update(end=date(2020, 1, 1))
    Person.objects.filter(pk=gone.pk).update(left=date(2020, 1, 1))
    outside = make_person("993")
    Person.objects.filter(pk=outside.pk).update(joined=None)


def test_sound_data_raises_no_alarm(tree: Tree) -> None:
    sound(tree)
    assert {code: found(code) for code in PEOPLE if found(code)} == {}


DAMAGE: list[tuple[str, Callable[[Tree], object], str]] = [
    ("unit_paths", lambda t: Unit.objects.filter(code="PX02").update(path="/X/PX02/"), "unit:PX02"),
    ("unit_paths", lambda t: Unit.objects.filter(code="CAT").update(depth=3), "unit:CAT"),
    (
        "below_a_closed_unit",
        lambda t: Unit.objects.filter(code="PX01").update(valid_to=date(2020, 1, 1)),
        "unit:PX01-D1 unit:PX01",
    ),
    (
        "succeeded_units_ended",
        lambda t: UnitLineage.objects.create(unit=t.d1, successor=t.d2, kind="merged_into", on=TODAY),
        "unit:PX01-D1 unit:PX01-D2",
    ),
    (
        "lineage_without_circles",
        lambda t: [
            UnitLineage.objects.create(unit=old, successor=new, kind="split_from", on=TODAY)
            for old, new in [(t.d1, t.d2), (t.d2, t.px02), (t.px02, t.d1)]
        ],
        "unit:PX01-D1",
    ),
    ("folded_names", lambda t: Person.objects.filter(number="101").update(name="Khác"), "person:101"),
    ("shared_codes", lambda t: make_household("101"), "person:101 household:101"),
    ("shared_codes", lambda t: make_household("PX01"), "unit:PX01 household:PX01"),
    (
        "serving_beyond_the_unit",
        lambda t: Unit.objects.filter(code="PX01-D1").update(valid_to=date(2020, 1, 1)),
        "person:102",
    ),
    (
        "serving_after_leaving",
        lambda t: Person.objects.filter(number="102").update(left=date(2020, 1, 1)),
        "person:102",
    ),
    (
        "serving_nowhere",
        lambda t: Post.objects.filter(person=t.an).update(end=date(2020, 1, 1)),
        "person:102",
    ),
    (
        "rank_now",
        lambda t: RankHeld.objects.create(person=t.an, name="Thiếu úy", since=date(2014, 1, 1)),
        "person:102",
    ),
    (
        "shares_of_works",
        lambda t: [
            RecognisedWork.objects.create(kind="initiative", name="X", folded="x", year=2025, scope=1)
            .authorships.create(person=t.an, share=80)
            .work.authorships.create(person=t.binh, share=30)
        ],
        "110%",
    ),
    (
        "transfers_written",
        lambda t: Post.objects.filter(
            pk=services.accept_transfer(actor=OPERATOR, transfer=ask(t)).post_id
        ).update(start=TODAY - timedelta(days=1), end=TODAY - timedelta(days=1), main=False),
        "person:102",
    ),
    (
        "transfers_written",
        lambda t: [ask(t), Post.objects.filter(person=t.an).update(end=date(2020, 1, 1))],
        "person:102",
    ),
    ("roles_on_unknown_units", lambda t: make_account("an", (Role.UNIT_CLERK, "PX9")), "account:an"),
    ("roles_on_unknown_units", lambda t: lend(t, "PX9"), "account:pho"),
    ("delegations_within_the_unit", lambda t: lend(t, "PX02"), "account:pho"),
    (
        "roles_on_closed_units",
        lambda t: [
            make_account("an", (Role.UNIT_CLERK, "PX01-D1")),
            Unit.objects.filter(code="PX01-D1").update(valid_to=TODAY - timedelta(days=1)),
        ],
        "account:an unit:PX01-D1",
    ),
    (
        "roles_left_behind",
        lambda t: make_account("an", (Role.UNIT_CLERK, "PX02"), person_number="102"),
        "account:an person:102",
    ),
    ("accounts_of_nobody", lambda t: make_account("an", person_number="999999"), "account:an"),
    (
        "accounts_of_nobody",
        lambda t: [
            make_account("an", person_number="102"),
            Person.objects.filter(number="102").update(left=date(2020, 1, 1)),
        ],
        "account:an person:102",
    ),
]


@pytest.mark.parametrize(
    ("check", "damage", "says"), DAMAGE, ids=[f"{n}-{case[0]}" for n, case in enumerate(DAMAGE)]
)
def test_a_check_names_the_record_that_is_wrong(
    tree: Tree, check: str, damage: Callable[[Tree], object], says: str
) -> None:
    assert not found(f"people.{check}")
    damage(tree)
    assert any(says in one for one in found(f"people.{check}")), found(f"people.{check}")


def test_every_check_has_been_shown_to_find_something() -> None:
    assert {f"people.{check}" for check, _, _ in DAMAGE} == set(PEOPLE)


def test_a_role_may_lie_above_or_below_the_place_of_service(tree: Tree) -> None:
    make_account("tren", (Role.UNIT_CLERK, "CAT"), person_number="102")
    make_account("duoi", (Role.UNIT_CLERK, "PX01-D1"), person_number="101")
    over = make_account("cu", (Role.UNIT_CLERK, "PX02"), person_number="103")
    RoleAssignment.objects.filter(account=over).update(valid_to=JOINED)
    assert not found("people.roles_left_behind")

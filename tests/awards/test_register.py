"""The register only grows: what becomes of an honour is a new act."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.records import Tree, make_account, make_household, paper, standing_body
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.selectors import grants_of, grants_visible_to, uses_of_works
from vinhdanh.awards.types import MERIT_LABELS, STATE_LABELS, Act
from vinhdanh.engine.facts import GrantState, Merit, WorkKind, WorkScope
from vinhdanh.people.models import Person, RecognisedWork
from vinhdanh.people.services import recognise_work

OPERATOR = Operator()
DAY = date(2025, 12, 20)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


TABLES = ["awards_decision", "awards_grant", "awards_grantevent", "awards_grantwork"]


def give(subject: Any, honour: str = "CSTD_CS", year: int = 2025, **more: Any) -> Grant:
    return services.record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, **more)


def do(act: Any, grant: Grant) -> GrantEvent:
    """An act with a ground, and with its decision where it takes one."""
    by = {} if act is services.strike else {"decision": paper()}
    event: GrantEvent = act(actor=OPERATOR, grant=grant, ground="Căn cứ", on=DAY, **by)
    return event


def initiative(*authors: Person) -> RecognisedWork:
    return recognise_work(
        actor=OPERATOR,
        authors=[(author, None) for author in authors],
        kind=WorkKind.INITIATIVE,
        name="Số hóa sổ trực ban",
        year=2025,
        scope=WorkScope.BASE,
    )


def test_an_honour_is_recorded_for_a_person_a_unit_or_a_household(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    for subject in (tree.an, tree.px01, household):
        grant = give(subject, "GK", merit=Merit.DOT_XUAT, decision=paper())
        assert grant.subject == subject
        assert grant.state == GrantState.IN_FORCE
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.ref) == ("awards.grant_recorded", "household:HO-1")
    words = {field.label: field.after for field in entry.changes[0].fields}
    assert words["Loại hình"] == "Đột xuất"
    assert words["Hộ gia đình"] == "Hộ Lò Văn Inh"
    assert words["Quyết định"] == "QĐ 7/QĐ-CAT ngày 20/12/2025"


def test_the_same_honour_may_be_given_twice_in_a_year(tree: Tree) -> None:
    give(tree.an, "GK")
    give(tree.an, "GK")
    assert grants_of(tree.an).count() == 2


def test_an_honour_that_is_not_in_the_catalogue_is_refused(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="danh mục"):
        give(tree.an, "CSTĐCS")


@pytest.mark.parametrize(
    "fields",
    [{"honour": ""}, {"merit": "công trạng"}, {"year": 25}, {"person": None}],
    ids=["honour", "merit", "year", "nobody"],
)
def test_the_database_refuses_nonsense(tree: Tree, fields: dict[str, Any]) -> None:
    row = Grant(**({"person": tree.an, "honour": "GK", "year": 2025} | fields))
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE"])
def test_rows_are_never_changed_or_removed(tree: Tree, table: str, verb: str) -> None:
    grant = give(tree.an, works=[initiative(tree.an)])
    do(services.annul, grant)
    connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys wait to be checked
    statement = {
        "UPDATE": f"UPDATE {table} SET id = id",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        if connection.vendor == "sqlite"
        else f"TRUNCATE {table} CASCADE",
    }[verb]
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="chỉ được ghi thêm"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("table", TABLES)
def test_a_program_without_our_pragmas_replaces_nothing_either(tree: Tree, table: str) -> None:
    grant = give(tree.an, works=[initiative(tree.an)])
    do(services.annul, grant)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            with pytest.raises(IntegrityError, match="ghi đè"), transaction.atomic():
                cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_the_orm_cannot_change_a_grant_either(tree: Tree) -> None:
    grant = give(tree.an)
    grant.year = 2024
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.all().delete()


def test_the_last_act_decides_the_state(tree: Tree) -> None:
    grant = give(tree.an)
    steps = [
        (services.annul, GrantState.ANNULLED),
        (services.restore, GrantState.IN_FORCE),
        (services.strip, GrantState.STRIPPED),
        (services.restore, GrantState.IN_FORCE),
    ]
    for act, state in steps:
        act(actor=OPERATOR, grant=grant, ground="Quyết định 7/QĐ", on=DAY, decision=paper())
        assert Grant.objects.get().state == state
        assert Grant.objects.with_state().get().state == state
        assert Grant.objects.in_force().exists() == (state == GrantState.IN_FORCE)
    assert [event.act for event in grant.events.all()] == ["annulled", "restored", "stripped", "restored"]
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.why) == ("awards.grant_restored", "Quyết định 7/QĐ")
    assert entry.details["state"] == {"before": "Đã tước", "after": "Còn hiệu lực"}


@pytest.mark.parametrize(
    ("acts", "refused"),
    [
        ([], services.restore),
        ([services.annul], services.annul),
        ([services.annul], services.strip),
        ([services.strike], services.annul),
        ([services.strike], services.strike),
        ([services.strike], services.restore),
    ],
)
def test_an_act_that_makes_no_sense_is_refused(tree: Tree, acts: list[Any], refused: Any) -> None:
    grant = give(tree.an)
    for act in acts:
        do(act, grant)
    with pytest.raises(ValidationError, match=r"Không thể|đã xóa"):
        do(refused, grant)
    assert GrantEvent.objects.count() == len(acts)


def test_an_act_needs_its_ground(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="căn cứ"):
        services.annul(actor=OPERATOR, grant=give(tree.an), ground="  ", on=DAY, decision=paper())


def test_a_row_struck_as_a_mistake_leaves_the_lists_and_stays_in_the_register(tree: Tree) -> None:
    wrong, right = give(tree.an), give(tree.an, despite="ghi lại cho đủ")
    services.strike(actor=OPERATOR, grant=wrong, ground="Ghi hai lần", on=DAY)
    assert list(grants_of(tree.an)) == [right]
    assert Grant.objects.count() == 2


def test_one_work_supports_one_honour(tree: Tree) -> None:
    shared = initiative(tree.an, tree.binh)
    grant = give(tree.an, works=[shared])
    assert list(uses_of_works(tree.binh)) == [grant]
    with pytest.raises(ValidationError, match="một sáng kiến chỉ dùng cho một lần khen"):
        give(tree.an, "CSTD_BO", works=[shared])
    with pytest.raises(services.Doubtful, match="Lê Thị Ánh đã dùng"):
        give(tree.binh, works=[shared])
    give(tree.binh, works=[shared], despite="Đồng tác giả, Hội đồng đã xem xét")
    services.annul(actor=OPERATOR, grant=grant, ground="Hủy", on=DAY, decision=paper())
    give(tree.an, "CSTD_BO", works=[shared], despite="Lượt trước đã hủy")
    assert GrantWork.objects.count() == 3


def test_only_the_standing_body_writes_and_never_for_itself(tree: Tree) -> None:
    for role in set(Role) - {Role.STANDING_BODY}:
        with pytest.raises(PermissionDenied, match="ghi khen thưởng"):
            services.record_grant(
                actor=make_account(f"x-{role}", (role, WHOLE_AGENCY)), subject=tree.an, honour="GK", year=2025
            )
    standing = standing_body()
    grant = services.record_grant(actor=standing, subject=tree.an, honour="GK", year=2025)
    standing.person_number = "102"
    for call in (
        lambda: services.record_grant(actor=standing, subject=tree.an, honour="GK", year=2025),
        lambda: services.strip(actor=standing, grant=grant, ground="X", on=DAY, decision=paper()),
    ):
        with pytest.raises(PermissionDenied, match="không tự ghi khen thưởng"):
            call()


def test_honours_are_seen_where_their_subject_is(tree: Tree) -> None:
    household = make_household("HO-1", tree.px02)
    grants = {n: give(s, "GK") for n, s in [("an", tree.an), ("px01", tree.px01), ("chi", tree.chi)]}
    grants["household"] = give(household, "GK")

    def seen(*roles: tuple[Role, str], **more: Any) -> set[str]:
        account = make_account(f"a{Grant.objects.count()}-{len(roles)}-{roles[0][1]}".lower(), *roles, **more)
        visible = set(grants_visible_to(account))
        return {name for name, grant in grants.items() if grant in visible}

    assert seen((Role.UNIT_CLERK, "PX01")) == {"an", "px01"}
    assert seen((Role.UNIT_CLERK, "PX02")) == {"chi", "household"}
    assert seen((Role.INSPECTOR, WHOLE_AGENCY)) == set(grants)
    assert seen((Role.ADMINISTRATOR, "CAT")) == set()
    assert seen((Role.OFFICER, "PX01-D1"), person_number="102") == {"an"}


def test_every_word_has_its_label() -> None:
    assert set(MERIT_LABELS) == set(Merit)
    assert set(STATE_LABELS) == set(GrantState)
    assert all(act.label for act in Act)


def test_the_catalogue_is_the_law_files_own() -> None:
    assert catalogue()["CSTD_BO"].kind == "emulation_title"
    assert honour_name("CSTD_BO", police=True) != honour_name("CSTD_BO")
    assert honour_name("KHONG_CO") == "KHONG_CO"

"""Writing about units and people: who may, what is refused, what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.records import (
    JOINED,
    Tree,
    make_account,
    make_household,
    make_person,
    make_unit,
    standing_body,
)
from vinhdanh.access.models import Account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.selectors import demo_accounts, scopes
from vinhdanh.access.types import DEMO_PASSWORD, WHOLE_AGENCY, Operator, Role, Scope
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.types import FieldChange
from vinhdanh.engine.facts import (
    AbsenceKind,
    DisciplineForm,
    HoldGround,
    Level,
    Unassessed,
    UnitTier,
    WorkKind,
    WorkScope,
)
from vinhdanh.people import services
from vinhdanh.people.models import Person, Post, YearRating

OPERATOR = Operator()


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def last_entry() -> JournalEntry:
    return JournalEntry.objects.latest("number")


CALLS: dict[str, Callable[[Account | Operator, Tree], Any]] = {
    "add_unit": lambda actor, t: services.add_unit(actor=actor, code="PX01-D3", name="Đội Ba", parent=t.px01),
    "change_unit": lambda actor, t: services.change_unit(
        actor=actor, unit=t.d1, why="Sai tên", name="Đội Một"
    ),
    "register_person": lambda actor, t: services.register_person(
        actor=actor, number="900", name="Hà Mạnh Cường", unit=t.d1, start=JOINED
    ),
    "change_person": lambda actor, t: services.change_person(
        actor=actor, person=t.an, why="Ghi thiếu", category="nghiep_vu"
    ),
    "confer_rank": lambda actor, t: services.confer_rank(
        actor=actor, person=t.an, rank="Thiếu úy", since=date(2014, 8, 1)
    ),
    "assign_post": lambda actor, t: services.assign_post(
        actor=actor, person=t.an, unit=t.d2, start=date(2025, 1, 1)
    ),
    "end_post": lambda actor, t: services.end_post(
        actor=actor, post=t.an.posts.get(), last_day=date(2025, 6, 30), why="Nghỉ hưu"
    ),
    "record_absence": lambda actor, t: services.record_absence(
        actor=actor, person=t.an, kind=AbsenceKind.STUDY, start=date(2025, 1, 1)
    ),
    "register_household": lambda actor, t: services.register_household(
        actor=actor, code="HO-9", name="Sùng Thị Mai", unit=t.px01
    ),
    "rate_year": lambda actor, t: services.rate_year(actor=actor, subject=t.an, year=2025, level=Level.GOOD),
    "recognise_work": lambda actor, t: services.recognise_work(
        actor=actor,
        authors=[(t.an, 60), (t.binh, 40)],
        kind=WorkKind.INITIATIVE,
        name="Số hóa sổ trực ban",
        year=2025,
        scope=WorkScope.BASE,
    ),
    "record_discipline": lambda actor, t: services.record_discipline(
        actor=actor, subject=t.an, form=DisciplineForm.REPRIMAND, decided=date(2025, 2, 1)
    ),
    "open_hold": lambda actor, t: services.open_hold(
        actor=actor, subject=t.an, ground=HoldGround.COMPLAINT, opened=date(2025, 11, 1)
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_clerk_of_the_unit_writes_and_it_is_written_down(tree: Tree, name: str) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    made = CALLS[name](clerk, tree)
    made.refresh_from_db()
    (entry,) = JournalEntry.objects.all()
    assert entry.account == "tonghop"
    assert entry.verb.startswith("people.")
    assert entry.ref.partition(":")[0] in {"person", "unit", "household", "work"}
    assert entry.details


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.UNIT_CLERK, "PX02"), (Role.UNIT_HEAD, "PX01"), (Role.INSPECTOR, ""), (Role.ADMINISTRATOR, "")],
)
def test_nobody_else_writes(tree: Tree, name: str, role: Role, code: str) -> None:
    with pytest.raises(PermissionDenied, match="Đồng chí"):
        CALLS[name](make_account("khac", (role, code)), tree)
    assert not JournalEntry.objects.exists()


def test_everything_together_makes_one_whole_journal(tree: Tree) -> None:
    for name, call in CALLS.items():
        if name != "assign_post":  # the post was ended by then
            call(OPERATOR, tree)
    assert JournalEntry.objects.count() == len(CALLS) - 1
    assert verify_chain() is None


def test_nobody_writes_in_his_own_file_or_concludes_about_himself(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"), person_number="102")
    with pytest.raises(PermissionDenied, match="không tự ghi hồ sơ"):
        services.rate_year(actor=clerk, subject=tree.an, year=2025, level=Level.EXCELLENT)
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"), person_number="101")
    with pytest.raises(PermissionDenied, match="không tự kết luận"):
        services.conclude(actor=head, subject=tree.head, about="conduct", year=2025, holds=True)


def test_who_is_in_no_unit_is_found_by_nobody_but_the_whole_agency(tree: Tree) -> None:
    nowhere = make_person("999")
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "CAT"))
    with pytest.raises(OutOfSight):
        services.change_person(actor=clerk, person=nowhere, why="X", category="ky_thuat")
    with pytest.raises(OutOfSight):
        services.conclude(
            actor=make_account("truong", (Role.UNIT_HEAD, "CAT")),
            subject=make_household("HO-2"),
            about="conduct",
            year=2025,
            holds=True,
        )
    services.change_person(actor=standing_body(), person=nowhere, why="X", category="ky_thuat")


@pytest.mark.parametrize("code", ["101", "PX01", "HO-1"])
def test_persons_units_and_households_never_share_a_code(tree: Tree, code: str) -> None:
    make_household("HO-1")
    for call in (
        lambda: services.add_unit(actor=OPERATOR, code=code, name="X"),
        lambda: services.register_person(actor=OPERATOR, number=code, name="X", unit=tree.d1, start=JOINED),
        lambda: services.register_household(actor=OPERATOR, code=code, name="X"),
    ):
        with pytest.raises(ValidationError, match="đã dùng cho"):
            call()


def test_a_unit_finds_its_place_in_the_tree(tree: Tree) -> None:
    unit = services.add_unit(
        actor=OPERATOR, code="PX01-D3", name="Đội Bảo vệ", parent=tree.px01, tier=UnitTier.SUB_BASE
    )
    assert (unit.path, unit.depth, unit.folded) == ("/CAT/PX01/PX01-D3/", 2, "doi bao ve")
    with pytest.raises(ValidationError, match="dấu"):
        services.add_unit(actor=OPERATOR, code="PX01/D4", name="X", parent=tree.px01)


def test_a_clerk_makes_teams_but_no_departments(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        services.add_unit(actor=clerk, code="PX03", name="Phòng Ba", parent=tree.cat)
    with pytest.raises(PermissionDenied):
        services.change_unit(actor=clerk, unit=tree.px01, why="", name="Phòng khác")


def test_a_change_keeps_before_and_after(tree: Tree) -> None:
    services.change_person(actor=OPERATOR, person=tree.an, why="Sai tên", name="Lê Thị Ảnh", sex="female")
    entry = last_entry()
    (change,) = entry.changes
    assert (change.model, change.name, change.act) == ("people.person", "Lê Thị Ảnh", "changed")
    assert change.fields == (
        FieldChange("name", "Họ và tên", "Lê Thị Ánh", "Lê Thị Ảnh"),
        FieldChange("sex", "Giới tính", "", "Nữ"),
    )
    assert entry.why == "Sai tên"
    tree.an.refresh_from_db()
    assert tree.an.folded == "le thi anh"
    services.change_person(actor=OPERATOR, person=tree.an, why="", name="Lê Thị Ảnh")
    assert JournalEntry.objects.count() == 1, "nothing changed, nothing written"
    with pytest.raises(TypeError, match="number"):
        services.change_person(actor=OPERATOR, person=tree.an, why="", number="7")


def test_a_refused_change_leaves_nothing_behind(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="12 chữ số"):
        services.change_person(actor=OPERATOR, person=tree.an, why="", citizen_id="12")
    with pytest.raises(ValidationError):
        services.register_person(
            actor=OPERATOR, number="900", name="X", unit=tree.d1, start=JOINED, citizen_id="1"
        )
    assert not Person.objects.filter(number="900").exists()
    assert not JournalEntry.objects.exists()


def test_a_new_main_post_ends_the_running_one(tree: Tree) -> None:
    services.assign_post(actor=OPERATOR, person=tree.an, unit=tree.px02, start=date(2025, 1, 1))
    first, second = tree.an.posts.order_by("start")
    assert (first.end, second.end) == (date(2024, 12, 31), None)
    services.assign_post(actor=OPERATOR, person=tree.an, unit=tree.d1, start=date(2025, 2, 1), main=False)
    second.refresh_from_db()
    assert second.end is None


def test_an_overlap_is_answered_with_the_post_in_the_way(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="Đội Chính sách từ 01/03/2010 đến nay"):
        services.assign_post(actor=OPERATOR, person=tree.an, unit=tree.px02, start=date(2009, 1, 1))
    assert Post.objects.filter(person=tree.an).count() == 1


def test_moving_somebody_takes_the_right_at_both_ends(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        services.assign_post(actor=clerk, person=tree.an, unit=tree.px02, start=date(2025, 1, 1))
    both = make_account("haiphong", (Role.UNIT_CLERK, "PX01"), (Role.UNIT_CLERK, "PX02"))
    services.assign_post(actor=both, person=tree.an, unit=tree.px02, start=date(2025, 1, 1))


def test_the_newest_rank_is_the_rank_now(tree: Tree) -> None:
    for rank, since in [("Trung úy", date(2016, 8, 1)), ("Thiếu úy", date(2014, 8, 1))]:
        services.confer_rank(actor=OPERATOR, person=tree.an, rank=rank, since=since)
    tree.an.refresh_from_db()
    assert tree.an.rank == "Trung úy"


def test_a_rating_is_corrected_only_with_a_reason(tree: Tree) -> None:
    services.rate_year(actor=OPERATOR, subject=tree.an, year=2025, level=Level.GOOD)
    with pytest.raises(ValidationError, match="ghi rõ lý do"):
        services.rate_year(actor=OPERATOR, subject=tree.an, year=2025, level=Level.EXCELLENT)
    services.rate_year(
        actor=OPERATOR,
        subject=tree.an,
        year=2025,
        level=None,
        unassessed=Unassessed.MATERNITY,
        why="Nghỉ thai sản",
    )
    rating = YearRating.objects.get()
    assert (rating.level, rating.unassessed) == (None, "maternity")
    assert last_entry().changes[0].fields == (
        FieldChange("level", "Mức xếp loại", "Hoàn thành tốt nhiệm vụ", ""),
        FieldChange("unassessed", "Lý do không xếp loại", "", "Nghỉ thai sản"),
    )
    with pytest.raises(ValidationError, match="không ghi lý do"):
        services.rate_year(
            actor=OPERATOR, subject=tree.px01, year=2025, level=Level.GOOD, unassessed=Unassessed.OTHER
        )


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ([], "ít nhất một tác giả"),
        ([60, 50], "cộng lại là 110%, phải đúng 100%"),
        ([60, 30], "cộng lại là 90%, phải đúng 100%"),
        ([60, None], "tỷ lệ đóng góp của mọi tác giả"),
        ([100, 0], "từ 1 đến 100%"),
    ],
)
def test_a_work_has_authors_with_sane_shares(tree: Tree, shares: list[int | None], says: str) -> None:
    authors = list(zip([tree.an, tree.binh], shares, strict=False))
    with pytest.raises(ValidationError, match=says):
        services.recognise_work(
            actor=OPERATOR, authors=authors, kind=WorkKind.PROJECT, name="X", year=2025, scope=WorkScope.BASE
        )
    assert not JournalEntry.objects.exists()


def test_discipline_and_holds_end(tree: Tree) -> None:
    discipline = CALLS["record_discipline"](OPERATOR, tree)
    services.end_discipline(
        actor=OPERATOR, discipline=discipline, last_day=date(2026, 2, 1), why="Hết thời hạn"
    )
    hold = CALLS["open_hold"](OPERATOR, tree)
    services.close_hold(actor=OPERATOR, hold=hold, last_day=date(2025, 12, 1), why="Đơn không đúng sự thật")
    assert last_entry().changes[0].fields == (
        FieldChange("closed", "Đến ngày", "", "01/12/2025"),
        FieldChange("release", "Căn cứ thôi tạm hoãn", "", "Đơn không đúng sự thật"),
    )
    with pytest.raises(ValidationError, match="phải sau ngày tạm hoãn"):
        services.close_hold(actor=OPERATOR, hold=hold, last_day=date(2025, 1, 1), why="X")


def test_only_a_unit_has_members_to_conclude_about(tree: Tree) -> None:
    services.conclude(
        actor=OPERATOR, subject=tree.px01, about="conduct", year=2025, holds=True, covers_members=True
    )
    with pytest.raises(ValidationError, match="kết luận về đơn vị"):
        services.conclude(
            actor=OPERATOR, subject=tree.an, about="conduct", year=2025, holds=True, covers_members=True
        )
    with pytest.raises(PermissionDenied, match="ghi kết luận"):
        services.conclude(
            actor=make_account("tonghop", (Role.UNIT_CLERK, "PX01")),
            subject=tree.px01,
            about="unity",
            year=2025,
            holds=True,
        )


def test_the_demo_has_one_account_for_each_role(tree: Tree, settings: Any) -> None:
    with pytest.raises(PermissionDenied):
        services.install_demo_accounts()
    settings.VINHDANH_DEMO = True
    Post.objects.filter(person=tree.head).update(leads=True)
    for number in range(110, 118):
        services.register_person(
            actor=OPERATOR, number=str(number), name=f"Vi Văn {number}", unit=tree.d1, start=JOINED
        )
    director = make_person("100", tree.cat, "Hà Mạnh Cường")
    director.posts.update(leads=True)
    station = make_unit("X001", tree.cat, "Công an xã Nà Lầu", kind="cong_an_xa")
    make_person("700", station, "Ma Văn Cường")
    made = services.install_demo_accounts()
    assert {scope for account in made for scope in scopes(account)} == {
        Scope(Role.OFFICER, "PX01"),
        Scope(Role.UNIT_CLERK, "PX01"),
        Scope(Role.UNIT_CLERK, tree.d1.code),
        Scope(Role.UNIT_CLERK, "X001"),
        Scope(Role.UNIT_HEAD, "PX01"),
        *(Scope(role, WHOLE_AGENCY) for role in Role if role not in {"officer", "unit_clerk", "unit_head"}),
    }
    shown = demo_accounts()
    assert [account.username for account in shown] == [account.username for account in made]
    by_name = {account.username: account.full_name for account in made}
    assert by_name["thutruong"] == "Đỗ Đức Hòa"
    assert by_name["tonghopxa"] == "Ma Văn Cường"
    assert by_name["lanhdao"] == "Hà Mạnh Cường"
    assert not any(account.must_change_password for account in made)
    assert all(account.check_password(DEMO_PASSWORD) for account in made)
    assert len({account.person_number for account in made}) == len(Role) + 2
    assert services.install_demo_accounts() == []


def test_the_demo_needs_its_data_first(db: None, settings: Any) -> None:
    settings.VINHDANH_DEMO = True
    with pytest.raises(ValidationError, match="nạp dữ liệu mẫu trước"):
        services.install_demo_accounts()

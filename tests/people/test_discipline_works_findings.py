"""Sanctions and their effects, holds and their release, works and their authors, conclusions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.records import Tree, make_account, standing_body
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.engine.facts import DisciplineForm, HoldGround, WorkKind, WorkScope
from vinhdanh.people import services
from vinhdanh.people.models import Discipline, Finding, Hold, RecognisedWork
from vinhdanh.people.types import TitleEffect

OPERATOR = Operator()
DAY = date(2025, 3, 1)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def last_entry() -> JournalEntry:
    return JournalEntry.objects.latest("number")


def sanction(tree: Tree) -> Discipline:
    return services.record_discipline(
        actor=OPERATOR, subject=tree.an, form=DisciplineForm.WARNING, decided=DAY, number="15/QĐ-CAT"
    )


def held(tree: Tree) -> Hold:
    return services.open_hold(actor=OPERATOR, subject=tree.an, ground=HoldGround.COMPLAINT, opened=DAY)


def work(tree: Tree) -> RecognisedWork:
    return services.recognise_work(
        actor=OPERATOR,
        authors=[(tree.an, 60), (tree.binh, 40)],
        kind=WorkKind.INITIATIVE,
        name="Sổ theo dõi lớp bồi dưỡng",
        year=2025,
        scope=WorkScope.BASE,
    )


# ---- discipline -----------------------------------------------------------------------------------


def test_an_annulled_sanction_stays_on_record_and_runs_no_more(tree: Tree) -> None:
    discipline = sanction(tree)
    assert Discipline.objects.running(DAY).get() == discipline
    services.annul_discipline(actor=OPERATOR, discipline=discipline, on=DAY, why="Khiếu nại được chấp nhận")
    assert not Discipline.objects.running(DAY).exists()
    assert last_entry().why == "Khiếu nại được chấp nhận"
    for act in (
        lambda: services.annul_discipline(actor=OPERATOR, discipline=discipline, on=DAY, why="X"),
        lambda: services.end_discipline(actor=OPERATOR, discipline=discipline, last_day=DAY, why="X"),
    ):
        with pytest.raises(ValidationError, match="đã hủy bỏ ngày 01/03/2025"):
            act()


def test_a_sanction_is_not_annulled_without_a_reason(tree: Tree) -> None:
    discipline = sanction(tree)
    with pytest.raises(ValidationError, match="Ghi căn cứ hủy bỏ"):
        services.annul_discipline(actor=OPERATOR, discipline=discipline, on=DAY, why=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Discipline.objects.update(annulled=DAY)


def test_a_title_is_lowered_or_lost_for_a_year_that_is_named(tree: Tree) -> None:
    discipline = sanction(tree)
    with pytest.raises(ValidationError, match="danh hiệu của năm nào"):
        services.set_title_effect(
            actor=OPERATOR, discipline=discipline, effect=TitleEffect.REMOVES, why="Điều 2 quyết định"
        )
    services.set_title_effect(
        actor=OPERATOR, discipline=discipline, effect=TitleEffect.LOWERS, year=2025, why="Điều 2 quyết định"
    )
    services.set_title_effect(
        actor=OPERATOR, discipline=discipline, effect=TitleEffect.NONE, year=2025, why="Đọc lại"
    )
    discipline.refresh_from_db()
    assert (discipline.title_effect, discipline.title_year) == (TitleEffect.NONE, None)


# ---- holds ----------------------------------------------------------------------------------------


def test_a_hold_is_released_on_a_ground_and_never_ahead_of_time(tree: Tree) -> None:
    hold = held(tree)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="không sau hôm nay"):
        services.close_hold(actor=OPERATOR, hold=hold, last_day=tomorrow, why="KL 12")
    with pytest.raises(ValidationError, match="Ghi căn cứ"):
        services.close_hold(actor=OPERATOR, hold=hold, last_day=DAY, why="")
    services.close_hold(actor=OPERATOR, hold=hold, last_day=DAY, why="KL 12")
    hold.refresh_from_db()
    assert (hold.closed, hold.release) == (DAY, "KL 12")


def test_a_release_can_be_taken_back(tree: Tree) -> None:
    hold = held(tree)
    with pytest.raises(ValidationError, match="chưa thôi"):
        services.reopen_hold(actor=OPERATOR, hold=hold, why="X")
    services.close_hold(actor=OPERATOR, hold=hold, last_day=DAY, why="KL 12")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.reopen_hold(actor=OPERATOR, hold=hold, why="")
    services.reopen_hold(actor=OPERATOR, hold=hold, why="Ghi nhầm người")
    hold.refresh_from_db()
    assert (hold.closed, hold.release) == (None, "")


# ---- works ----------------------------------------------------------------------------------------


def test_a_work_is_corrected_with_its_authors_and_a_reason(tree: Tree) -> None:
    found = work(tree)
    with pytest.raises(ValidationError, match="Ghi lý do sửa"):
        services.change_work(actor=OPERATOR, work=found, authors=[(tree.an, 100)], why="")
    services.change_work(
        actor=OPERATOR,
        work=found,
        authors=[(tree.head, 30), (tree.an, 70)],
        why="Ghi thiếu tác giả",
        scope=WorkScope.MINISTRY.value,
        recogniser="Giám đốc Công an tỉnh",
    )
    found.refresh_from_db()
    rows = found.authorships.order_by("position").values_list("person__number", "share")
    assert list(rows) == [("101", 30), ("102", 70)]
    assert (found.scope, found.recogniser) == (WorkScope.MINISTRY, "Giám đốc Công an tỉnh")
    acts = [(change.model, change.act) for change in last_entry().changes]
    assert sorted(acts) == [
        ("people.recognisedwork", "changed"),
        ("people.workauthor", "added"),
        ("people.workauthor", "changed"),
        ("people.workauthor", "removed"),
    ]


def test_a_clerk_takes_no_author_of_another_unit_out_of_a_work(tree: Tree) -> None:
    found = services.recognise_work(
        actor=OPERATOR,
        authors=[(tree.an, 50), (tree.chi, 50)],
        kind=WorkKind.INITIATIVE,
        name="X",
        year=2025,
        scope=WorkScope.BASE,
    )
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        services.change_work(actor=clerk, work=found, authors=[(tree.an, 100)], why="X")
    assert found.authorships.count() == 2


def test_nobody_is_author_twice(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="Số hiệu 102 ghi hai lần"):
        services.change_work(
            actor=OPERATOR, work=work(tree), authors=[(tree.an, 50), (tree.an, 50)], why="Sửa"
        )


# ---- conclusions ----------------------------------------------------------------------------------


def test_a_second_conclusion_needs_a_reason_and_keeps_the_first(tree: Tree) -> None:
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"))
    first = services.conclude(actor=head, subject=tree.an, about="conduct", year=2025, holds=False)
    with pytest.raises(ValidationError, match=r"đã có kết luận “không” năm 2025.*Trần Thị thutruong"):
        services.conclude(actor=standing_body(), subject=tree.an, about="conduct", year=2025, holds=True)
    assert Finding.objects.get() == first
    second = services.conclude(
        actor=head, subject=tree.an, about="conduct", year=2025, holds=True, why="Có xác minh mới"
    )
    first.refresh_from_db()
    assert Finding.objects.current().get() == second
    assert first.superseded_by == second
    assert (second.why, last_entry().why) == ("Có xác minh mới", "Có xác minh mới")
    added, replaced = last_entry().changes
    assert (added.key, added.act, replaced.key, replaced.act) == (second.pk, "added", first.pk, "changed")


def test_a_reason_without_anything_to_replace_is_not_kept(tree: Tree) -> None:
    found = services.conclude(
        actor=OPERATOR, subject=tree.an, about="conduct", year=2025, holds=True, why="Thay"
    )
    assert found.why == ""


def test_many_are_concluded_about_all_or_none(tree: Tree) -> None:
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"))
    everybody = [tree.an, tree.binh]
    services.conclude(actor=head, subject=tree.binh, about="conduct", year=2025, holds=False)
    with pytest.raises(ValidationError, match=r"1 trường hợp đã có kết luận năm 2025: .*Trần Bình"):
        services.conclude_many(actor=head, subjects=everybody, about="conduct", year=2025, holds=True)
    with pytest.raises(PermissionDenied):
        services.conclude_many(
            actor=head, subjects=[tree.an, tree.chi], about="conduct", year=2025, holds=True
        )
    with pytest.raises(ValidationError, match="Chọn ít nhất một"):
        services.conclude_many(actor=head, subjects=[], about="conduct", year=2025, holds=True)
    assert Finding.objects.count() == 1
    services.conclude_many(
        actor=head, subjects=everybody, about="conduct", year=2025, holds=True, why="Hội nghị xem lại"
    )
    assert Finding.objects.current().filter(holds=True).count() == 2

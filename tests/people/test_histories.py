"""A person's history after it was entered: corrected, taken out, ended; and what nobody may change."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.people.outcome import OPERATOR, TODAY, nothing_is_wrong, posts, verbs_of
from tests.records import JOINED, Tree, make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import missing_guards
from vinhdanh.engine.facts import AbsenceKind
from vinhdanh.people import services
from vinhdanh.people.models import Absence, Person, Post, RankHeld
from vinhdanh.people.types import Education, LeaveGround, TransferKind

DAY = date(2024, 5, 1)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def refused(act: Any) -> str:
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()
    return " ".join(error.value.messages)


# ---- what a file holds ----------------------------------------------------------------------------


def test_a_file_holds_party_youth_and_schooling(tree: Tree) -> None:
    services.change_person(
        actor=OPERATOR,
        person=tree.an,
        why="Phiếu đảng viên",
        party_joined=date(2015, 3, 3),
        youth_joined=date(2008, 3, 26),
        youth_left=date(2020, 3, 26),
        education=Education.MASTER,
        major="Luật",
    )
    tree.an.refresh_from_db()
    assert (tree.an.in_party, tree.an.in_youth, tree.an.get_education_display()) == (True, False, "Thạc sĩ")
    said = refused(
        lambda: services.change_person(actor=OPERATOR, person=tree.an, why="X", party_left=date(2014, 1, 1))
    )
    assert said == "Ngày ra khỏi Đảng phải sau ngày vào."


# ---- no overlap -----------------------------------------------------------------------------------


def test_a_corrected_post_may_not_overlap_another_and_the_other_is_named(tree: Tree) -> None:
    services.assign_post(actor=OPERATOR, person=tree.an, unit=tree.d2, start=DAY)
    old = tree.an.posts.get(unit=tree.d1)
    said = refused(lambda: services.correct_row(actor=OPERATOR, row=old, why="X", end=DAY))
    assert "Lê Thị Ánh giữ chức vụ chính ở Đội Đào tạo từ 01/05/2024 đến nay" in said
    services.correct_row(actor=OPERATOR, row=old, why="Quyết định ghi 15/4", end=date(2024, 4, 15))
    assert posts(tree.an)[0] == ("PX01-D1", JOINED, date(2024, 4, 15), False)
    assert "people.row_corrected" in verbs_of("person:102")
    assert nothing_is_wrong()


def test_two_ranks_of_one_day_are_refused_by_name(tree: Tree) -> None:
    services.confer_rank(actor=OPERATOR, person=tree.an, rank="Thiếu úy", since=DAY)
    said = refused(lambda: services.confer_rank(actor=OPERATOR, person=tree.an, rank="Trung úy", since=DAY))
    assert "Ngày 01/05/2024 đã ghi cấp bậc hàm Thiếu úy của Lê Thị Ánh" in said


def test_the_rank_now_follows_corrections(tree: Tree) -> None:
    first = services.confer_rank(actor=OPERATOR, person=tree.an, rank="Thiếu úy", since=DAY)
    second = services.confer_rank(actor=OPERATOR, person=tree.an, rank="Trung úy", since=DAY + timedelta(700))
    services.correct_row(actor=OPERATOR, row=second, why="X", name="Thượng úy")
    assert Person.objects.get(number="102").rank == "Thượng úy"
    services.remove_row(actor=OPERATOR, row=second, why="Ghi nhầm người")
    assert Person.objects.get(number="102").rank == "Thiếu úy"
    services.remove_row(actor=OPERATOR, row=first, why="Ghi nhầm người")
    assert Person.objects.get(number="102").rank == ""
    assert nothing_is_wrong()


def test_one_state_runs_once_at_a_time(tree: Tree) -> None:
    study = services.record_absence(actor=OPERATOR, person=tree.an, kind=AbsenceKind.STUDY, start=DAY)
    services.record_absence(  # another state may lie within it
        actor=OPERATOR, person=tree.an, kind=AbsenceKind.MATERNITY, start=DAY + timedelta(30)
    )
    said = refused(
        lambda: services.record_absence(
            actor=OPERATOR, person=tree.an, kind=AbsenceKind.STUDY, start=DAY + timedelta(90)
        )
    )
    assert "đã ghi đi học tập trung từ 01/05/2024 đến nay" in said
    services.end_absence(actor=OPERATOR, absence=study, last_day=DAY + timedelta(60))
    services.record_absence(
        actor=OPERATOR, person=tree.an, kind=AbsenceKind.STUDY, start=DAY + timedelta(90), basis="QĐ 5"
    )
    assert tree.an.absences.filter(kind=AbsenceKind.STUDY).count() == 2


class NoOverlap(TestCase):
    """Whatever is tried, main posts never share a day and every check stays silent."""

    @given(
        tries=st.lists(
            st.tuples(
                st.sampled_from(("assign", "correct", "remove")),
                st.integers(0, 3000),
                st.one_of(st.none(), st.integers(0, 900)),
                st.integers(0, 5),
            ),
            max_size=6,
        )
    )
    def test_main_posts_never_overlap(self, tries: list[tuple[str, int, int | None, int]]) -> None:
        tree = Tree()
        for act, first, length, at in tries:
            start = JOINED + timedelta(first)
            end = start + timedelta(length) if length is not None else None
            rows = list(tree.an.posts.order_by("start"))
            row = rows[at % len(rows)]
            try:
                with transaction.atomic():
                    if act == "assign":
                        services.assign_post(
                            actor=OPERATOR, person=tree.an, unit=tree.d2, start=start, end=end
                        )
                    elif act == "correct":
                        services.correct_row(actor=OPERATOR, row=row, why="X", start=start, end=end)
                    else:
                        services.remove_row(actor=OPERATOR, row=row, why="X")
            except ValidationError:
                continue
        spans = [(p.start, p.end or date.max) for p in tree.an.posts.filter(main=True).order_by("start")]
        assert spans
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


# ---- frozen coefficients --------------------------------------------------------------------------


def test_a_coefficient_is_frozen_at_entry(tree: Tree) -> None:
    rank = services.confer_rank(
        actor=OPERATOR, person=tree.an, rank="Thiếu úy", since=DAY, coefficient=Decimal("4.20")
    )
    post = services.assign_post(
        actor=OPERATOR, person=tree.an, unit=tree.d2, start=DAY, coefficient=Decimal("0.30")
    )
    for row in (rank, post):
        with pytest.raises(TypeError):
            services.correct_row(actor=OPERATOR, row=row, why="X", coefficient=Decimal("5.00"))
        for value in (Decimal("5.00"), None):
            with pytest.raises(Error), transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(coefficient=value)
    services.correct_row(actor=OPERATOR, row=rank, why="X", number="12/QĐ")  # the rest may be corrected
    assert RankHeld.objects.get(pk=rank.pk).coefficient == Decimal("4.20")
    assert missing_guards() == []


def test_a_coefficient_goes_along_when_the_unit_is_renamed(tree: Tree) -> None:
    services.assign_post(actor=OPERATOR, person=tree.an, unit=tree.d2, start=DAY, coefficient=Decimal("0.30"))
    services.rename_unit(
        actor=OPERATOR, unit=tree.d2, code="D2-MOI", name="Đội Bồi dưỡng", on=TODAY, basis="QĐ 1"
    )
    assert Post.objects.get(unit__code="D2-MOI", person=tree.an).coefficient == Decimal("0.30")


@pytest.mark.parametrize("value", ["-0.5", "101"])
def test_a_coefficient_is_sane(tree: Tree, value: str) -> None:
    said = refused(
        lambda: services.confer_rank(
            actor=OPERATOR, person=tree.an, rank="Thiếu úy", since=DAY, coefficient=Decimal(value)
        )
    )
    assert "Hệ số" in said


# ---- corrections ----------------------------------------------------------------------------------


def test_corrections_and_removals_say_why(tree: Tree) -> None:
    rank = services.confer_rank(actor=OPERATOR, person=tree.an, rank="Thiếu úy", since=DAY)
    for act in (
        lambda: services.correct_row(actor=OPERATOR, row=rank, why=" ", name="X"),
        lambda: services.remove_row(actor=OPERATOR, row=rank, why=""),
    ):
        assert "Ghi lý do" in refused(act)


def test_the_only_post_stays(tree: Tree) -> None:
    said = refused(lambda: services.remove_row(actor=OPERATOR, row=tree.an.posts.get(), why="X"))
    assert "chỉ có một chức vụ này" in said


def test_what_a_transfer_wrote_changes_through_the_transfer(tree: Tree) -> None:
    asked = services.request_transfer(
        actor=OPERATOR,
        person=tree.an,
        to_unit=tree.px02,
        start=TODAY,
        end=TODAY + timedelta(30),
        kind=TransferKind.SECONDMENT,
        reason="X",
    )
    done = services.accept_transfer(actor=OPERATOR, transfer=asked)
    for row in (done.post, Absence.objects.get()):
        assert row is not None
        for act in (
            lambda row=row: services.correct_row(actor=OPERATOR, row=row, why="X", start=DAY),
            lambda row=row: services.remove_row(actor=OPERATOR, row=row, why="X"),
        ):
            assert "sửa ở trang điều chuyển" in refused(act)


def test_a_clerk_moves_nobody_into_a_unit_of_others_by_correcting(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(Exception, match="ở đơn vị khác") as error:
        services.correct_row(actor=clerk, row=tree.an.posts.get(), why="X", unit=tree.px02)
    assert type(error.value).__name__ in ("PermissionDenied", "OutOfSight")


# ---- leaving --------------------------------------------------------------------------------------


def test_who_leaves_holds_no_post_and_can_be_taken_back(tree: Tree) -> None:
    services.record_absence(actor=OPERATOR, person=tree.an, kind=AbsenceKind.STUDY, start=DAY)
    services.leave_service(
        actor=OPERATOR, person=tree.an, last_day=TODAY, ground=LeaveGround.RETIRED, why="QĐ 7"
    )
    tree.an.refresh_from_db()
    assert (tree.an.left, tree.an.get_left_ground_display()) == (TODAY, "Nghỉ hưu")
    assert posts(tree.an) == [("PX01-D1", JOINED, TODAY, False)]
    assert tree.an.absences.get().end == TODAY
    assert nothing_is_wrong()
    again = refused(
        lambda: services.leave_service(
            actor=OPERATOR, person=tree.an, last_day=TODAY, ground=LeaveGround.RETIRED
        )
    )
    assert "đã ghi ra khỏi ngành" in again
    services.return_to_service(actor=OPERATOR, person=tree.an, why="Ghi nhầm người")
    tree.an.refresh_from_db()
    assert (tree.an.left, tree.an.left_ground) == (None, "")
    assert posts(tree.an) == [("PX01-D1", JOINED, None, False)]
    assert nothing_is_wrong()


def test_nobody_leaves_with_a_request_open_or_on_secondment(tree: Tree) -> None:
    asked = services.request_transfer(
        actor=OPERATOR, person=tree.an, to_unit=tree.px02, start=TODAY, reason="X"
    )

    def leave() -> None:
        services.leave_service(actor=OPERATOR, person=tree.an, last_day=TODAY, ground=LeaveGround.OTHER)

    assert "Rút đề nghị đó trước" in refused(leave)
    services.withdraw_transfer(actor=OPERATOR, transfer=asked, why="X")
    leave()


def test_columns_that_the_bulk_loader_leaves_out_have_defaults(tree: Tree) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_person "
            "(number, name, folded, sex, citizen_id, force, category, rank, secrecy) "
            "VALUES ('900', 'Hà Văn', 'ha van', '', '', 'police', '', '', 0)"
        )
    assert Person.objects.get(number="900").education == ""

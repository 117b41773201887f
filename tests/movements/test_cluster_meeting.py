"""A cluster's meeting and what follows: votes, the leader, the hand-over, ranks against last year's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.movements.clustered import YEAR, Clustered, entries, fresh
from tests.movements.year import OPERATOR, TODAY
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.selectors import history_of
from vinhdanh.movements import services
from vinhdanh.movements.models import ClusterMember, ClusterYear
from vinhdanh.movements.scoring import suggested_officers
from vinhdanh.movements.selectors.clusters import (
    groups_of,
    score_table,
    standing_of_unit,
    tasks_of,
    years_led,
)
from vinhdanh.movements.selectors.votes import votes_of
from vinhdanh.movements.types.clusters import Stage
from vinhdanh.people.models import Finding

# ---- votes ----------------------------------------------------------------------------------------


def vote(k: Clustered, year: ClusterYear, honour: str, counts: dict[int, int], **more: object) -> object:
    asked = {"on": TODAY, "minutes": "Biên bản 3", "summoned": 9, "present": 8} | more
    return services.record_ballot(actor=k.clerk, year=year, honour=honour, votes=counts, **asked)  # type: ignore[arg-type]


def test_votes_carry_by_the_regulations_share_and_titles_overlap(k: Clustered) -> None:
    year = k.decided()
    a, b, c = (one.pk for one in fresh(year))
    vote(k, year, "DVTT", {a: 8, b: 8, c: 4})  # 60 % of 8 is 4,8
    vote(k, year, "DVQT", {a: 5, b: 3})
    carried = {one.ballot.honour: [str(member.unit.code) for member in one.carried] for one in votes_of(year)}
    assert carried == {"DVTT": ["PX01", "PX02"], "DVQT": ["PX01"]}


def test_a_vote_that_is_repeated_counts_instead_of_the_first(k: Clustered) -> None:
    year = k.decided()
    a, b, _ = (one.pk for one in fresh(year))
    vote(k, year, "CO_BO", {a: 4, b: 4})
    vote(k, year, "CO_BO", {a: 7}, minutes="Biên bản 4")
    found = votes_of(year)
    assert [(one.ballot.minutes, one.repeats) for one in found] == [("Biên bản 4", 1)]


def test_a_vote_adds_up(k: Clustered) -> None:
    year = k.decided()
    first = fresh(year)[0].pk
    for counts, more, said in (
        ({first: 9}, {}, "9 phiếu, nhiều hơn 8 đại biểu dự"),
        ({first: 1}, {"summoned": 5}, "Số đại biểu dự phải từ 1 đến số được triệu tập"),
        ({}, {}, "ít nhất một đơn vị"),
        ({first: 1}, {"minutes": ""}, "Ghi biên bản"),
    ):
        with pytest.raises(ValidationError, match=said):
            vote(k, year, "DVQT", counts, **more)
    with pytest.raises(ValidationError, match="không tặng cho tập thể"):
        vote(k, year, "CSTT", {first: 1})


# ---- the end --------------------------------------------------------------------------------------


def test_acts_and_votes_are_never_changed_or_removed(k: Clustered) -> None:
    year = k.decided()
    vote(k, year, "DVTT", {fresh(year)[0].pk: 8})
    for sql in (
        "UPDATE movements_clusteract SET note = 'x'",
        "DELETE FROM movements_clusteract",
        "UPDATE movements_ballot SET present = 9",
        "UPDATE movements_ballotline SET votes = 1",
        "DELETE FROM movements_ballotline",
    ):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)


def test_equals_at_the_top_are_told_apart_by_people(k: Clustered) -> None:
    year = k.decided((60, 40, 0, 0), (60, 40, 0, 0), (10, 40, 0, 0))
    with pytest.raises(ValidationError, match="Chọn đơn vị dẫn đầu"):
        services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 1")
    _, second, third = fresh(year)
    year.refresh_from_db()
    with pytest.raises(ValidationError, match="không xếp thứ nhất"):
        services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 1", leader=third)
    year.refresh_from_db()
    services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 1", leader=second)
    found = standing_of_unit(k.px02, YEAR)
    assert found is not None
    assert (found.rank, found.points, found.of, found.leads) == (1, Decimal(100), 3, True)
    assert standing_of_unit(k.px03, YEAR - 1) is None


def test_nothing_closes_before_every_sheet_is_decided(k: Clustered) -> None:
    year = k.meeting()
    with pytest.raises(ValidationError, match="chưa chốt điểm"):
        services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 1")
    with pytest.raises(PermissionDenied):
        services.close_year(actor=k.boss, year=year, on=TODAY, document="BB 1")


def test_a_conclusion_that_says_no_is_replaced_only_with_a_reason(k: Clustered) -> None:
    year = k.closed()
    services.reopen_year(actor=k.standing, year=year, on=TODAY, note="Sai")
    with pytest.raises(ValidationError, match="Muốn thay thì ghi lý do thay"):
        services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 2")
    year.refresh_from_db()
    assert year.stage == Stage.MEETING
    services.close_year(actor=k.standing, year=year, on=TODAY, document="BB 2", why="Đã rà soát lại")
    assert [one.holds for one in Finding.objects.order_by("pk")] == [True, False, True]
    verbs = set(history_of(f"cluster:{year.cluster_id}").values_list("verb", flat=True))
    assert {"clusters.year_closed", "clusters.stage_moved", "clusters.criteria_written"} <= verbs
    assert verify_chain() is None


def test_the_conclusion_is_left_to_people_who_want_to_write_it_themselves(k: Clustered) -> None:
    year = k.decided()
    services.close_year(actor=k.standing, year=year, on=TODAY, document="BB", concludes=False)
    assert not Finding.objects.exists()


def test_the_cluster_is_handed_over_with_its_criteria_as_a_draft(k: Clustered) -> None:
    year = k.closed()
    k.px03.valid_to = TODAY.replace(year=YEAR, month=12, day=31)
    k.px03.save()
    head, deputies = suggested_officers([k.px01.pk, k.px02.pk, k.px03.pk], years_led(year), 1)
    assert (head, deputies) == (k.px02.pk, [k.px03.pk])
    made = services.hand_over(
        actor=k.standing, year=year, on=TODAY, document="BB bàn giao", head=k.px02, deputies=[k.px01]
    )
    assert (made.year, made.stage, made.declared) == (YEAR + 1, Stage.DRAFT, Decimal(100))
    assert [(one.unit.code, one.role) for one in made.members.all()] == [("PX01", "deputy"), ("PX02", "head")]
    assert [len(group.criteria.all()) for group in groups_of(made)] == [2, 1, 1]
    with pytest.raises(ValidationError, match="đã có năm 2026"):
        services.hand_over(actor=k.standing, year=year, on=TODAY, document="BB", head=k.px02)


def test_ranks_are_compared_with_last_years(k: Clustered) -> None:
    year = k.closed()
    made = services.hand_over(actor=OPERATOR, year=year, on=TODAY, document="BB", head=k.px02)
    services.write_year(actor=OPERATOR, year=made, self_due=TODAY, cross_due=TODAY)
    k.to(made, Stage.SELF)
    k.to(made, Stage.CROSS, "Hết hạn")
    k.to(made, Stage.MEETING, "Hết hạn")
    for member, points in zip(fresh(made), (10, 30, 20), strict=True):
        given = entries(made, (points, 0, 0, 0), "Hội nghị chấm")
        services.decide_score(actor=OPERATOR, member=member, on=TODAY, entries=given)
    changes = {row.member.unit.code: (row.rank, row.change) for row in score_table(made)}
    assert changes == {"PX02": (1, 1), "PX03": (2, 1), "PX01": (3, -2)}


def test_a_unit_is_reminded_of_its_own_sheet_and_of_the_one_it_checks(k: Clustered) -> None:
    year = k.opened()
    assert [(one.member.unit, one.unit) for one in tasks_of(k.boss)] == [(k.px01, k.px01)]
    assert tasks_of(k.standing) == []
    k.scored(year)
    assert tasks_of(k.boss) == []
    k.to(year, Stage.CROSS)
    (task,) = tasks_of(k.boss)
    assert (task.unit, task.member.checker and task.member.checker.unit) == (k.px01, k.px01)
    assert task.label.startswith("Chấm chéo Phòng")


def test_the_head_of_a_running_year_changes_with_a_document(k: Clustered) -> None:
    year = k.opened()
    with pytest.raises(ValidationError, match="Ghi văn bản phân công"):
        services.set_officers(actor=k.standing, year=year, head=k.px03, deputies=[], on=TODAY, document="")
    services.set_officers(
        actor=k.standing, year=year, head=k.px03, deputies=[k.px01], on=TODAY, document="QĐ 9"
    )
    roles = dict(ClusterMember.objects.filter(year=year).values_list("unit__code", "role"))
    assert roles == {"PX01": "deputy", "PX02": "member", "PX03": "head"}

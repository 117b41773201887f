"""A cluster's year: what opening freezes, and points in three hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.movements.clustered import CRITERIA, YEAR, Clustered, entries, fresh
from tests.movements.year import OPERATOR, TODAY
from vinhdanh.access.policies import OutOfSight
from vinhdanh.audit.checks import verify_chain
from vinhdanh.movements import services
from vinhdanh.movements.models import ClusterYear
from vinhdanh.movements.scoring import sum_words
from vinhdanh.movements.selectors.clusters import (
    cluster_years_visible_to,
    criteria_of,
    score_table,
)
from vinhdanh.movements.services.cluster_writing import Entry
from vinhdanh.movements.services.clusters import CriterionText
from vinhdanh.movements.types.clusters import Stage

# ---- a draft --------------------------------------------------------------------------------------


def test_a_year_opens_only_when_the_criteria_add_up_and_the_regulation_is_there(k: Clustered) -> None:
    year = k.drafted()
    services.write_year(actor=OPERATOR, year=year, declared=Decimal(150), regulation_number="")
    with pytest.raises(ValidationError) as refused:
        k.to(year, Stage.SELF)
    assert refused.value.messages == [
        "Ghi số và ngày của quy chế.",
        sum_words(Decimal(150), Decimal(100)),
    ]
    services.write_year(actor=OPERATOR, year=year, declared=Decimal(100), regulation_number="5/QC")
    act = services.move_year(actor=k.standing, year=year, target=Stage.SELF, on=TODAY)
    assert act.note == "4 tiêu chí, tổng 100 điểm."


def test_opening_freezes_criteria_members_and_regulation_but_not_the_dues(k: Clustered) -> None:
    year = k.opened()
    for change in (
        lambda: services.write_criteria(actor=OPERATOR, year=year, groups=CRITERIA),
        lambda: services.write_members(actor=OPERATOR, year=year, units=k.units, head=k.px01),
        lambda: services.drop_year(actor=OPERATOR, year=year),
    ):
        with pytest.raises(ValidationError, match="đang ở bước “Tự chấm điểm”"):
            change()
    with pytest.raises(ValidationError, match="không sửa được: Tổng điểm"):
        services.write_year(actor=OPERATOR, year=year, declared=Decimal(90))
    year.refresh_from_db()
    services.write_year(actor=OPERATOR, year=year, cross_due=TODAY + timedelta(days=5))
    assert ClusterYear.objects.get().cross_due == TODAY + timedelta(days=5)


def test_a_unit_competes_in_one_cluster_a_year(k: Clustered) -> None:
    k.drafted()
    other = services.add_cluster(actor=OPERATOR, unit=k.cat, kind="cum", name="Cụm số 1", year=YEAR)
    with pytest.raises(ValidationError, match="Đã có nơi: Phòng Hậu cần ở Khối Hậu cần"):
        services.write_members(actor=OPERATOR, year=other, units=[k.px02], head=None)
    with pytest.raises(ValidationError, match="Không thuộc Công an tỉnh Sơn Hà"):
        services.write_members(actor=OPERATOR, year=other, units=[k.cat], head=None)
    with pytest.raises(ValidationError, match="Trưởng, phó phải là thành viên"):
        services.write_members(actor=OPERATOR, year=other, units=[], head=k.px02)


def test_a_wrong_criterion_is_named_and_nothing_is_written(k: Clustered) -> None:
    year = k.drafted()
    wrong = replace(CRITERIA[0], criteria=[CriterionText("Kéo giảm tội phạm", Decimal(0))])
    with pytest.raises(ValidationError, match="Tiêu chí “Kéo giảm tội phạm”: Điểm tối đa phải lớn hơn 0"):
        services.write_criteria(actor=OPERATOR, year=year, groups=[wrong])
    with pytest.raises(ValidationError, match="chỉ đặt cho điểm thưởng, điểm trừ"):
        services.write_criteria(actor=OPERATOR, year=year, groups=[replace(CRITERIA[0], cap=Decimal(5))])
    assert len(criteria_of(year)) == 4


def test_a_dropped_draft_takes_a_cluster_that_never_ran_with_it(k: Clustered) -> None:
    year = k.drafted()
    cluster = year.cluster
    services.drop_year(actor=k.standing, year=year)
    assert not type(cluster).objects.exists()
    assert verify_chain() is None


# ---- points ---------------------------------------------------------------------------------------


def test_who_sees_a_year_and_its_draft(k: Clustered) -> None:
    year = k.drafted()
    assert [cluster_years_visible_to(one).exists() for one in (k.standing, k.boss, k.officer)] == [1, 0, 0]
    k.to(year, Stage.SELF)
    assert all(cluster_years_visible_to(one).exists() for one in (k.boss, k.officer, k.other))
    assert not cluster_years_visible_to(k.admin).exists()


def test_a_clerk_scores_and_the_head_sends_with_evidence_for_every_point(k: Clustered) -> None:
    year = k.opened()
    member = fresh(year)[0]
    keys = [one.pk for one in criteria_of(year)]
    services.score_self(actor=k.clerk, member=member, entries={keys[0]: Entry(Decimal(60))})
    with pytest.raises(PermissionDenied):
        services.send_self(actor=k.clerk, member=member, on=TODAY)
    with pytest.raises(ValidationError) as refused:
        services.send_self(actor=k.boss, member=member, on=TODAY)
    assert refused.value.messages[:2] == [
        "Tiêu chí “Kéo giảm tội phạm”: chưa ghi minh chứng.",
        "Tiêu chí “Quản lý cư trú”: chưa có điểm; không có thì ghi 0.",
    ]
    services.score_self(actor=k.clerk, member=member, entries=entries(year, (60, 30, 8, 2)))
    act = services.send_self(actor=k.boss, member=member, on=TODAY)
    assert act.points == 96
    with pytest.raises(ValidationError, match="đã gửi: rút lại"):
        services.score_self(actor=k.clerk, member=member, entries={keys[0]: Entry(Decimal(1))})
    services.take_back(actor=k.boss, member=member, on=TODAY, note="Nhầm số liệu")
    assert [one.kind for one in year.acts.all()] == ["opened", "sent", "taken_back"]


def test_points_beyond_a_criterion_are_refused_by_name(k: Clustered) -> None:
    year = k.opened()
    with pytest.raises(ValidationError, match="Tiêu chí “Quản lý cư trú”: 41 điểm vượt mức tối đa 40"):
        services.score_self(actor=k.clerk, member=fresh(year)[0], entries=entries(year, (1, 41, 0, 0)))
    assert not fresh(year)[0].scores.exists()


def test_a_unit_scores_only_for_itself(k: Clustered) -> None:
    year = k.opened()
    with pytest.raises(PermissionDenied):
        services.score_self(actor=k.clerk, member=fresh(year)[1], entries={})
    with pytest.raises(OutOfSight):
        services.score_self(actor=k.admin, member=fresh(year)[1], entries={})


def test_late_points_need_a_reason(k: Clustered) -> None:
    year = k.opened()
    services.write_year(actor=OPERATOR, year=year, self_due=TODAY - timedelta(days=2))
    member = fresh(year)[0]
    services.score_self(actor=k.clerk, member=member, entries=entries(year, (1, 1, 0, 0)))
    with pytest.raises(ValidationError, match="gửi sau hạn thì ghi lý do"):
        services.send_self(actor=k.boss, member=member, on=TODAY)
    services.send_self(actor=k.boss, member=member, on=TODAY, note="Chờ số liệu")


def test_checking_begins_when_all_have_sent_or_a_reason_is_given(k: Clustered) -> None:
    year = k.opened()
    with pytest.raises(ValidationError, match="Phòng Công tác Đảng chưa gửi điểm tự chấm"):
        k.to(year, Stage.CROSS)
    k.to(year, Stage.CROSS, "Hết hạn")
    assert all(one.checker_id not in (None, one.pk) for one in fresh(year))


def test_the_check_names_a_reason_where_it_differs(k: Clustered) -> None:
    year = k.checking()
    member = next(one for one in fresh(year) if one.checker and one.checker.unit == k.px01)
    first = criteria_of(year)[0].pk
    given = {one.criterion_id: Entry(one.own) for one in member.scores.all()}
    given[first] = Entry(Decimal(40))
    with pytest.raises(PermissionDenied):
        services.score_cross(actor=k.third, member=member, entries=given)
    services.score_cross(actor=k.clerk, member=member, entries=given)
    with pytest.raises(ValidationError, match="“Kéo giảm tội phạm”: chấm khác điểm tự chấm thì ghi lý do"):
        services.send_cross(actor=k.boss, member=member, on=TODAY)
    given[first] = Entry(Decimal(40), "Số vụ không giảm")
    services.score_cross(actor=k.clerk, member=member, entries=given)
    services.send_cross(actor=k.boss, member=member, on=TODAY)
    row = next(row for row in score_table(year) if row.member.pk == member.pk)
    own = member.scores.get(criterion=first).own
    assert row.own
    assert row.cross
    assert own is not None
    assert row.own.points - row.cross.points == own - 40


def test_checks_are_assigned_by_people_within_the_rules(k: Clustered) -> None:
    year = k.checking()
    a, b, c = (one.pk for one in fresh(year))
    with pytest.raises(ValidationError, match="chấm chéo lẫn nhau"):
        services.assign_checkers(actor=k.standing, year=year, checkers={a: b, b: a, c: a})
    with pytest.raises(ValidationError, match="không tự chấm chéo mình"):
        services.assign_checkers(actor=k.standing, year=year, checkers={a: a, b: c, c: b})
    with pytest.raises(ValidationError, match="Phân công cho mọi thành viên"):
        services.assign_checkers(actor=k.standing, year=year, checkers={a: b})
    services.assign_checkers(actor=k.standing, year=year, checkers={a: c, b: a, c: b})
    assert [one.checker_id for one in fresh(year)] == [c, a, b]


def test_the_meeting_decides_and_shows_what_differs(k: Clustered) -> None:
    year = k.meeting()
    member, first = fresh(year)[1], criteria_of(year)[0].pk
    with pytest.raises(PermissionDenied):  # PX02 is a deputy, PX01 the head
        services.decide_score(actor=k.other, member=member, on=TODAY)
    with pytest.raises(ValidationError, match="chốt khác cả điểm tự chấm và chấm chéo thì ghi lý do"):
        services.decide_score(actor=k.boss, member=member, on=TODAY, entries={first: Entry(Decimal(50))})
    act = services.decide_score(
        actor=k.boss, member=member, on=TODAY, entries={first: Entry(Decimal(50), "Hội nghị thống nhất")}
    )
    assert act.points == 90
    again = services.decide_score(actor=k.boss, member=fresh(year)[1], on=TODAY)
    assert (again.points, member.acts.filter(kind="decided").count()) == (95, 2)


def test_a_sheet_that_never_came_is_decided_by_the_meeting_alone(k: Clustered) -> None:
    year = k.opened()
    k.to(year, Stage.CROSS, "Hết hạn")
    k.to(year, Stage.MEETING, "Hết hạn")
    member = fresh(year)[2]
    with pytest.raises(ValidationError, match="chưa có điểm nào để chốt"):
        services.decide_score(actor=OPERATOR, member=member, on=TODAY)
    services.decide_score(
        actor=OPERATOR, member=member, on=TODAY, entries=entries(year, (10, 10, 0, 0), "Hội nghị chấm")
    )
    row = score_table(year)[0]
    assert (row.member, row.own, row.final and row.final.points, row.rank) == (member, None, 20, 1)


def test_who_is_barred_is_not_ranked_and_comes_back_with_a_reason(k: Clustered) -> None:
    year = k.decided()
    first = fresh(year)[0]
    with pytest.raises(ValidationError, match="Ghi lý do không xếp loại"):
        services.bar_member(actor=k.boss, member=first, on=TODAY, reason=" ")
    services.bar_member(actor=k.boss, member=first, on=TODAY, reason="Có cán bộ bị kỷ luật")
    assert [(row.member.unit.code, row.rank) for row in score_table(year)] == [
        ("PX02", 1),
        ("PX03", 2),
        ("PX01", None),
    ]
    services.admit_member(actor=k.boss, member=fresh(year)[0], on=TODAY, reason="Đã xác minh")
    assert score_table(year)[0].member == first


def test_steps_back_need_a_reason_and_stay_written(k: Clustered) -> None:
    year = k.meeting()
    with pytest.raises(ValidationError, match="ghi lý do"):
        k.to(year, Stage.CROSS)
    k.to(year, Stage.CROSS, "Chấm lại")
    with pytest.raises(ValidationError, match="không chuyển sang bước này"):
        k.to(year, Stage.CLOSED, "Vội")
    member = fresh(year)[0]
    services.send_cross(actor=OPERATOR, member=member, on=TODAY)  # sent once before
    assert member.acts.filter(kind="checked").count() == 1
    assert [one.kind for one in year.acts.filter(member=None)] == [
        "opened",
        "cross",
        "meeting",
        "cross_again",
    ]

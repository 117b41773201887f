"""A year: proposed from its months, decided by people, and only then on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied

from tests.people.months import OPERATOR, YEAR, Department, months_of, refused
from tests.records import make_account, make_person, make_unit
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.engine.facts import HoldGround, Level
from vinhdanh.people import services
from vinhdanh.people.classing_strips import person_strips
from vinhdanh.people.classing_telling import tell_year
from vinhdanh.people.classing_year import YearLine, YearView, year_span, year_view
from vinhdanh.people.models import Period, Unit, YearDraft, YearRating
from vinhdanh.people.services.classing_year import Decision

EVERYBODY = ("101", "102", "103", "111", "112", "113", "114")
UNITS = ("PX01", "PX01-D1", "PX01-D2")


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


def line(view: YearView, id: str) -> YearLine:
    return next(one for one in view.lines if one.id == id)


def draft(
    px01: Department, decisions: dict[str, str | tuple[str, str]] | None = None, **more: Any
) -> YearView:
    made = {
        id: Decision(*one) if isinstance(one, tuple) else Decision(one)
        for id, one in (decisions or {}).items()
    }
    return services.draft_year(actor=OPERATOR, unit=px01.px01, year=YEAR, decisions=made, **more)


def test_twelve_months_give_a_proposal_with_the_row_it_came_from(px01: Department) -> None:
    months_of(px01, "111111111122")
    view = year_view(px01.px01, YEAR)
    an = line(view, "102")
    assert an.proposal.give == "excellent"
    assert an.proposal.counts == {"1": 10, "2": 2}
    assert [cell.short for cell in an.cells] == ["1"] * 10 + ["2"] * 2
    assert line(view, "111").proposal.give == "good"
    assert {line(view, code).proposal.give for code in UNITS} == {"excellent"}


def test_what_the_journal_keeps_of_a_draft_can_be_read_like_any_other_entry(px01: Department) -> None:
    months_of(px01, "1" * 12)
    draft(px01)
    entry = JournalEntry.objects.latest("number")
    assert entry.verb == "classing.year_drafted"
    assert entry.changes == ()


def test_only_submitted_months_count(px01: Department) -> None:
    months_of(px01, "11111111112")
    px01.save(px01.month(12))
    an = line(year_view(px01.px01, YEAR), "102")
    assert an.proposal.give is None
    assert an.proposal.possible == ("excellent", "good", "completed")
    assert an.cells[11].words == "chưa phân loại"


def test_who_came_in_the_autumn_has_too_few_months(px01: Department) -> None:
    late = make_person("120", name="Người Mới")
    late.posts.create(unit=px01.d1, start=date(2025, 9, 15))
    for month in range(1, 13):
        period = px01.month(month)
        people = dict.fromkeys(EVERYBODY, "2") | ({"120": "2"} if month >= 9 else {})
        px01.save(period, people, submit=True)
    one = line(year_view(px01.px01, YEAR), "120")
    assert one.proposal.outcome == "under_months"
    assert [cell.short for cell in one.cells] == ["–"] * 8 + ["2"] * 4


def test_months_of_two_kinds_are_not_added_up(px01: Department) -> None:
    months_of(px01, "111111")
    for month in range(7, 13):
        period = px01.month(month, key="co")
        px01.save(period, dict.fromkeys(EVERYBODY, "vang"), dict.fromkeys(UNITS, "xanh"), submit=True)
    view = year_view(px01.px01, YEAR)
    assert view.mixed
    assert all(one.proposal.outcome == "" for one in view.lines)


def test_accepting_proposals_leaves_the_open_ones_to_people(px01: Department) -> None:
    months_of(px01, "11111111111")
    view = draft(px01, accept_proposals=True)
    assert line(view, "102").decided == "", "December may still change it"
    px01.save(px01.month(12), dict.fromkeys(EVERYBODY, "2"), submit=True)
    view = draft(px01, accept_proposals=True)
    assert {line(view, id).decided for id in EVERYBODY} == {"excellent", "good"}
    assert YearDraft.objects.filter(decided="good").count() == 6
    assert not YearRating.objects.exists(), "a draft is no rating"


def test_another_decision_wants_a_reason(px01: Department) -> None:
    months_of(px01, "1" * 12)
    said = refused(lambda: draft(px01, {"102": "good", "111": "perfect", "999": "good"}))
    assert said["102"] == ["Khác đề xuất (hoàn thành xuất sắc): ghi lý do."]
    assert "không phải mức xếp loại năm" in said["111"][0]
    assert "không có trong danh sách" in said["999"][0]
    draft(px01, {"102": ("good", "Chi bộ đề nghị")})
    assert YearDraft.objects.get(person=px01.an).reason == "Chi bộ đề nghị"


def test_a_decision_is_asked_for_again_when_its_proposal_changes(px01: Department) -> None:
    months_of(px01, "1" * 12)
    draft(px01, accept_proposals=True)
    may = Period.objects.get(number=5)
    px01.save(may, {"102": "3"}, {}, submit=True)
    assert "102" in refused(lambda: draft(px01))
    draft(px01, {"102": "good"})


def test_the_year_becomes_a_rating_only_when_everybody_is_decided(px01: Department) -> None:
    months_of(px01, "2" * 12)
    said = refused(lambda: services.accept_year(actor=OPERATOR, unit=px01.px01, year=YEAR))
    assert said["102"] == ["Chưa kết luận."]
    draft(px01, accept_proposals=True)
    services.rate_year(actor=OPERATOR, subject=px01.an, year=YEAR, level=Level.GOOD)
    services.rate_year(actor=OPERATOR, subject=px01.binh, year=YEAR, level=Level.FAILED)
    done = services.accept_year(actor=OPERATOR, unit=px01.px01, year=YEAR)
    assert (done.written, done.same, done.deferred) == (9, 1, 0)
    assert YearRating.objects.get(person=px01.binh).level == Level.GOOD
    entry = JournalEntry.objects.filter(ref="person:103", verb="people.year_rated").latest("number")
    assert entry.why == "Chốt xếp loại năm từ bảng phân loại tháng"
    assert YearRating.objects.get(unit=px01.px01).level == Level.EXCELLENT
    assert YearDraft.objects.filter(accepted=None).count() == 0


def test_the_years_quota_is_kept(px01: Department) -> None:
    months_of(px01, "1" * 12)
    draft(px01, accept_proposals=True)
    draft(px01, {"111": ("excellent", "Thành tích đặc biệt")})
    told = tell_year(year_view(px01.px01, YEAR))
    (cap,) = told[0].caps
    assert (cap.count, cap.limit) == (2, 1)
    assert cap.why == "20% của 7 người xếp Hoàn thành xuất sắc hoặc Hoàn thành tốt = 1,4, làm tròn xuống 1"
    (step,) = told[0].steps
    assert [(who.name, who.why) for who in step.people] == [("Hoàng Văn 1", "0 tháng Loại 1")]
    said = refused(lambda: services.accept_year(actor=OPERATOR, unit=px01.px01, year=YEAR))
    assert "vượt hạn mức năm" in said[NON_FIELD_ERRORS][0]
    draft(px01, {"111": "good"})
    services.accept_year(actor=OPERATOR, unit=px01.px01, year=YEAR)


def test_nobody_decides_or_accepts_his_own_year(px01: Department) -> None:
    months_of(px01, "2" * 12)
    clerk = make_account("an", (Role.UNIT_CLERK, "PX01"), person_number="102")
    with pytest.raises(PermissionDenied, match="không tự xếp loại mình"):
        services.draft_year(actor=clerk, unit=px01.px01, year=YEAR, decisions={"102": Decision("good")})
    services.draft_year(actor=clerk, unit=px01.px01, year=YEAR, decisions={}, accept_proposals=True)
    done = services.accept_year(actor=clerk, unit=px01.px01, year=YEAR)
    assert done.own == ("102",)
    assert not YearRating.objects.filter(person=px01.an).exists()
    with pytest.raises(PermissionDenied):
        services.accept_year(actor=px01.boss, unit=px01.px01, year=YEAR)
    with pytest.raises(PermissionDenied):
        services.draft_year(
            actor=make_account("x", (Role.UNIT_CLERK, "PX02")), unit=px01.px01, year=YEAR, decisions={}
        )


# ---- the grassroots force: no months, a reported text, an open complaint ---------------------------


@pytest.fixture
def team(db: None) -> Unit:
    unit = make_unit(
        "TBV01", name="Tổ bảo vệ an ninh, trật tự Nà Pồng", kind="to", tier="sub_base", force="grassroots"
    )
    for number in range(1, 13):
        make_person(f"b{number:02}", unit, force="grassroots")
    return unit


def test_the_reported_example_holds_for_the_grassroots_force_only(team: Unit) -> None:
    view = year_view(team, 2026)
    assert view.scale is not None
    assert view.scale.key == "hd-01-v05"
    assert (view.first, view.last) == (date(2025, 11, 15), date(2026, 11, 14))
    assert {one.proposal.outcome for one in view.lines} == {""}, "people decide"


def test_a_complaint_defers_and_a_short_year_is_not_rated(team: Unit) -> None:
    people = {post.person.number: post.person for post in team.posts.select_related("person")}
    services.open_hold(
        actor=OPERATOR, subject=people["b02"], ground=HoldGround.COMPLAINT, opened=date(2026, 10, 1)
    )
    late = people["b03"]
    late.joined = date(2026, 3, 1)
    late.save()
    view = year_view(team, 2026)
    assert line(view, "b02").proposal.outcome == "deferred"
    assert line(view, "b03").proposal.outcome == "under_months"
    decisions = {f"b{n:02}": Decision("good") for n in range(1, 13) if n not in (2, 3)} | {
        "b01": Decision("excellent"),
        "b04": Decision("excellent"),
        "TBV01": Decision("good"),
    }
    services.draft_year(actor=OPERATOR, unit=team, year=2026, decisions=decisions, accept_proposals=True)
    said = refused(lambda: services.accept_year(actor=OPERATOR, unit=team, year=2026))
    assert "vượt hạn mức" in said[NON_FIELD_ERRORS][0], "two of those rated good (8) are more than 20%"
    services.draft_year(actor=OPERATOR, unit=team, year=2026, decisions={"b04": Decision("good")})
    done = services.accept_year(actor=OPERATOR, unit=team, year=2026)
    assert (done.written, done.deferred) == (12, 1)
    assert not YearRating.objects.filter(person=people["b02"]).exists()
    assert YearRating.objects.get(person=late).unassessed == "under_months"


def test_the_head_of_a_team_is_not_above_it(team: Unit) -> None:
    team.posts.filter(person__number="b01").update(leads=True)
    decisions = {f"b{n:02}": Decision("good") for n in range(2, 13)} | {
        "b01": Decision("excellent"),
        "TBV01": Decision("good"),
    }
    services.draft_year(actor=OPERATOR, unit=team, year=2026, decisions=decisions)
    (told,) = tell_year(year_view(team, 2026))
    assert [who.number for who in told.heads] == ["b01"]
    services.exempt(
        actor=OPERATOR,
        person=team.posts.get(person__number="b01").person,
        code="new_head",
        start=date(2026, 8, 1),
        basis="QĐ điều động 15/QĐ-UBND",
    )
    (told,) = tell_year(year_view(team, 2026))
    assert told.heads == ()
    assert told.fits


def test_a_year_may_begin_in_november(px01: Department) -> None:
    assert year_span(None, 2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_person_without_months_has_an_empty_strip(px01: Department) -> None:
    (cells,) = person_strips([px01.an], YEAR).values()
    assert [cell.words for cell in cells] == ["chưa phân loại"] * 12
    outside = make_person("900")
    (cells,) = person_strips([outside], YEAR).values()
    assert {cell.short for cell in cells} == {"–"}

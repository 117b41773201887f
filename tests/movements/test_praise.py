"""Commendation: proposals and their answers, deeds praised twice, the Sổ vàng, ratios."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.movements.year import OPERATOR, TODAY, Year
from tests.records import make_account, paper
from vinhdanh.access.types import Role
from vinhdanh.awards.services import record_grant
from vinhdanh.engine.facts import HoldGround, Sex
from vinhdanh.movements import services
from vinhdanh.movements.figures import Term, term_on
from vinhdanh.movements.models import GoldenEntry, Movement, PraiseAct, PraiseProposal
from vinhdanh.movements.selectors.praise import (
    MASKED,
    GoldenSearch,
    alike,
    golden_rows,
    proposals_visible_to,
    ratios,
    records_against,
    told_before,
    total,
)
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PraiseActKind, PraiseState, PraiseWay
from vinhdanh.people.models import Hold, Person, Post
from vinhdanh.people.types import Secrecy

QUARTER = term_on(Cadence.QUARTER, TODAY)
YEAR = Term(Cadence.YEAR, TODAY.year)
DEED = "Cứu hai người dân khỏi dòng nước xiết khi cầu tràn bị ngập"


def propose(year: Year, movement: Movement, **more: Any) -> PraiseProposal:
    wanted = {
        "actor": year.clerk,
        "unit": year.px01,
        "term": QUARTER,
        "subject": year.an,
        "axis": movement.axes.get(order=2),
        "deed": DEED,
        "way": PraiseWay.NOTICE,
    }
    return services.write_proposal(movement=movement, **(wanted | more))


def agreed(year: Year, movement: Movement, **more: Any) -> PraiseProposal:
    proposal = propose(year, movement, **more)
    services.send_proposal(actor=OPERATOR, proposal=proposal)
    return services.answer_proposal(actor=year.standing, proposal=proposal, agreed=True)


def entered(year: Year, movement: Movement, **more: Any) -> GoldenEntry:
    proposal = agreed(year, movement, way=PraiseWay.BOOK, **more)
    services.finish_proposal(actor=year.standing, proposal=proposal, on=TODAY)
    return proposal.golden


def test_clerk_writes_head_sends_and_the_head_above_answers(year: Year) -> None:
    proposal = propose(year, year.launched())
    with pytest.raises(PermissionDenied):
        services.send_proposal(actor=year.clerk, proposal=proposal)
    services.send_proposal(actor=year.boss, proposal=proposal)
    with pytest.raises(PermissionDenied):
        services.answer_proposal(actor=year.boss, proposal=proposal, agreed=True)
    with pytest.raises(ValidationError, match="ghi lý do"):
        services.answer_proposal(actor=year.standing, proposal=proposal, agreed=False)
    services.answer_proposal(actor=year.standing, proposal=proposal, agreed=False, note="Chưa rõ kết quả")
    assert proposal.state == PraiseState.REFUSED
    assert [(act.kind, act.note) for act in proposal.acts.all()] == [
        (PraiseActKind.SENT, ""),
        (PraiseActKind.REFUSED, "Chưa rõ kết quả"),
    ]
    with pytest.raises(ValidationError, match="Không trả lời được"):
        services.answer_proposal(actor=year.standing, proposal=proposal, agreed=True)


def test_a_head_answers_what_a_team_below_him_proposes_but_never_about_himself(year: Year) -> None:
    movement = year.launched()
    proposal = propose(year, movement, unit=year.d1, subject=year.an)
    services.send_proposal(actor=OPERATOR, proposal=proposal)
    services.answer_proposal(actor=year.boss, proposal=proposal, agreed=True)
    own = propose(year, movement, subject=year.head, deed="Chỉ huy chữa cháy rừng")
    services.send_proposal(actor=OPERATOR, proposal=own)
    chief = make_account("giamdoc", (Role.SIGNING_AUTHORITY, ""), person_number=year.chi.number)
    services.answer_proposal(actor=chief, proposal=own, agreed=True)
    mine = propose(year, movement, actor=OPERATOR, unit=year.px02, subject=year.chi, deed="Giữ kho an toàn")
    services.send_proposal(actor=OPERATOR, proposal=mine)
    with pytest.raises(PermissionDenied, match="không tự quyết định"):
        services.answer_proposal(actor=chief, proposal=mine, agreed=True)


def test_what_was_sent_is_changed_only_after_it_is_taken_back(year: Year) -> None:
    movement = year.launched()
    proposal = propose(year, movement)
    services.send_proposal(actor=year.boss, proposal=proposal)
    with pytest.raises(ValidationError, match="Không sửa được"):
        propose(year, movement, proposal=proposal, deed="Khác")
    services.take_back_proposal(actor=year.boss, proposal=proposal, note="Sai tên")
    propose(year, movement, proposal=proposal, deed="Khác")
    assert PraiseProposal.objects.get().deed == "Khác"
    with pytest.raises(ValidationError, match="đã gửi một lần"):
        services.drop_proposal(actor=year.clerk, proposal=proposal)
    fresh = propose(year, movement, subject=year.binh)
    services.drop_proposal(actor=year.clerk, proposal=fresh)
    assert PraiseProposal.objects.count() == 1


def test_the_law_s_forms_stand_apart_from_the_agency_s_ways(year: Year) -> None:
    movement = year.launched()
    with pytest.raises(ValidationError, match="để trống"):
        propose(year, movement, way=PraiseWay.NOTICE, honour="GK")
    with pytest.raises(ValidationError, match="không dành cho đối tượng"):
        propose(year, movement, way=PraiseWay.FORM, honour="CSTT")
    assert propose(year, movement, way=PraiseWay.FORM, honour="GK").way_words == "Giấy khen"
    assert propose(year, movement, subject=year.px01, way=PraiseWay.BOOK).way_words == "Ghi Sổ vàng"


def test_one_deed_is_not_praised_twice_without_a_reason(year: Year) -> None:
    movement = year.launched()
    first = agreed(year, movement)
    with pytest.raises(ValidationError, match="đã được ghi nhận"):
        propose(year, movement, deed=DEED.upper())
    again = propose(year, movement, deed=f"{DEED}.", again_why="Bộ biểu dương toàn lực lượng")
    told = told_before(year.an, DEED, but=again)
    assert [(one.proposal, one.same_subject, one.praised) for one in told] == [(first, True, True)]
    other = propose(year, movement, subject=year.binh)
    seen = told_before(year.binh, DEED, but=other, others=proposals_visible_to(year.boss, movement))
    assert {one.proposal for one in seen} == {first, again}
    assert not any(one.same_subject for one in seen)
    assert told_before(year.binh, DEED, but=other, others=proposals_visible_to(year.other, movement)) == []


def test_an_achievement_of_the_register_counts_as_praised(year: Year) -> None:
    movement = year.launched()
    record_grant(
        actor=OPERATOR, subject=year.an, honour="GK", year=TODAY.year - 1, achievement=DEED, despite="mẫu"
    )
    with pytest.raises(ValidationError, match="Giấy khen năm"):
        propose(year, movement)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("CUU HAI NGUOI DAN khoi dong nuoc xiet khi cau tran bi ngap", True),
        ("Cứu hai người dân khỏi dòng nước xiết khi cầu tràn ngập sâu", True),
        ("Dựng lại nhà cho hộ nghèo", False),
        ("", False),
    ],
)
def test_deeds_are_compared_by_their_words(other: str, same: bool) -> None:
    assert alike(DEED, other) is same


def test_running_sanctions_and_holds_are_said_with_their_record(year: Year) -> None:
    Hold.objects.create(
        person=year.an, ground=HoldGround.COMPLAINT.value, opened=TODAY, basis="TB 12/TB-PX05"
    )
    assert records_against(year.an, TODAY) == [
        f"Đang tạm hoãn xét: đang xác minh khiếu nại, tố cáo từ {TODAY:%d/%m/%Y}, TB 12/TB-PX05."
    ]
    assert records_against(year.an, TODAY - timedelta(days=1)) == []
    assert propose(year, year.launched()).state == PraiseState.DRAFT  # a warning, not a bar


def test_carrying_out_needs_a_paper_or_the_honour_itself(year: Year) -> None:
    movement = year.launched()
    proposal = agreed(year, movement, way=PraiseWay.FORM, honour="GK")
    with pytest.raises(ValidationError, match="Ghi văn bản biểu dương"):
        services.finish_proposal(actor=year.standing, proposal=proposal, on=TODAY)
    with pytest.raises(ValidationError, match="Ngày chưa đến"):
        services.finish_proposal(
            actor=year.standing, proposal=proposal, on=TODAY + timedelta(days=1), document="X"
        )
    decision = paper(day=TODAY)
    stranger = record_grant(
        actor=OPERATOR, subject=year.binh, honour="GK", year=TODAY.year, decision=decision, despite="mẫu"
    )
    with pytest.raises(ValidationError, match="không phải của đối tượng"):
        services.finish_proposal(actor=year.standing, proposal=proposal, on=TODAY, grant=stranger)
    own = record_grant(
        actor=OPERATOR, subject=year.an, honour="GK", year=TODAY.year, decision=decision, despite="mẫu"
    )
    services.finish_proposal(actor=year.standing, proposal=proposal, on=TODAY, grant=own, golden=True)
    stored = PraiseProposal.objects.get()
    assert (stored.state, stored.grant, stored.golden.deed) == (PraiseState.DONE, own, DEED)


def test_acts_and_lines_of_the_book_are_never_changed(year: Year) -> None:
    entry = entered(year, year.launched())
    act = PraiseAct.objects.latest("id")
    for row in (entry, act):
        for change in (lambda row=row: type(row).objects.filter(pk=row.pk).update(by_name="X"), row.delete):
            with pytest.raises(DatabaseError, match="không sửa, không xóa"), transaction.atomic():
                change()


def test_a_struck_line_stays_and_counts_no_more(year: Year) -> None:
    movement = year.launched()
    entry = entered(year, movement)
    with pytest.raises(PermissionDenied):
        services.strike_golden(actor=year.boss, entry=entry, on=TODAY, ground="Nhầm")
    with pytest.raises(ValidationError, match="Ghi căn cứ"):
        services.strike_golden(actor=year.standing, entry=entry, on=TODAY, ground=" ")
    services.strike_golden(actor=year.standing, entry=entry, on=TODAY, ground="Ghi nhầm người")
    with pytest.raises(ValidationError, match="đã gạch"):
        services.strike_golden(actor=year.standing, entry=entry, on=TODAY, ground="Nhầm")
    rows = golden_rows(year.officer, GoldenSearch(QUARTER.year))
    assert [(row.name, row.struck) for row in rows] == [(year.an.name, True)]
    assert ratios(year.standing, movement, YEAR)[0].times == 0
    assert propose(year, movement).state == PraiseState.DRAFT  # the deed is free again


def test_the_book_is_also_written_without_a_proposal(year: Year) -> None:
    movement = year.launched()
    wanted = {"unit": year.px02, "subject": year.chi, "axis": movement.axes.get(order=1), "term": QUARTER}
    wanted |= {"deed": DEED, "on": TODAY, "decided_by": "Giám đốc"}
    services.enter_golden(actor=year.standing, movement=movement, **wanted)
    with pytest.raises(ValidationError, match="đã được ghi nhận"):
        services.enter_golden(actor=year.standing, movement=movement, **wanted)
    with pytest.raises(PermissionDenied):
        services.enter_golden(actor=year.other, movement=movement, **(wanted | {"deed": "Khác"}))
    misplaced = wanted | {"subject": year.an, "deed": "Khác"}
    with pytest.raises(ValidationError, match="không thuộc"):
        services.enter_golden(actor=year.standing, movement=movement, **misplaced)


def test_somebody_under_secrecy_is_masked_to_whom_may_not_see_him(year: Year) -> None:
    movement = year.launched()
    entered(year, movement)
    Person.objects.filter(pk=year.an.pk).update(secrecy=Secrecy.SECRET)
    search = GoldenSearch(QUARTER.year)
    seen = golden_rows(year.boss, search)[0]
    assert (seen.masked, seen.name, seen.deed) == (False, year.an.name, DEED)
    hidden = golden_rows(year.other, search)[0]
    assert (hidden.masked, hidden.name, hidden.unit, hidden.detail) == (True, MASKED, "", "")
    assert DEED not in hidden.deed
    for narrow in (
        GoldenSearch(QUARTER.year, words="anh"),
        GoldenSearch(QUARTER.year, words="cau tran"),
        GoldenSearch(QUARTER.year, unit=year.px01),
    ):
        assert golden_rows(year.other, narrow) == []
        assert len(golden_rows(year.boss, narrow)) == 1


def test_ratios_keep_times_and_people_apart(year: Year) -> None:
    movement = year.launched()
    Post.objects.filter(person=year.head).update(leads=True)
    Person.objects.filter(pk=year.an.pk).update(sex=Sex.FEMALE.value)
    year.an.refresh_from_db()
    agreed(year, movement)
    agreed(year, movement, deed="Bắt cướp giữa chợ phiên")
    agreed(year, movement, subject=year.head, deed="Chỉ huy chữa cháy rừng")
    agreed(year, movement, subject=year.d1, deed="Tập thể giữ bản bình yên")
    propose(year, movement, subject=year.binh, deed="Chưa gửi")
    px01, px02 = ratios(year.standing, movement, YEAR)
    assert (px01.serving, px01.leaders, px01.women) == (3, 1, 1)
    assert (px01.times, len(px01.people), px01.collectives) == (3, 2, 1)
    assert (len(px01.people_leading), px01.people_front, len(px01.women_praised)) == (1, 1, 1)
    assert (px02.times, px02.percent) == (0, 0)
    whole = total([px01, px02], year.cat)
    assert (whole.serving, len(whole.people)) == (4, 2)
    assert [row.unit for row in ratios(year.other, movement, YEAR)] == [year.px02]
    last_year = Term(Cadence.YEAR, date(TODAY.year - 1, 1, 1).year)
    assert sum(row.times for row in ratios(year.standing, movement, last_year)) == 0

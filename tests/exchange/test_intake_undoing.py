"""How an import is taken back, and what holds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.eligibility.agency import THUY
from tests.exchange.intake import GRANTS, OPERATOR, Desk
from tests.exchange.test_intake_writing import NAME, RATINGS, WHOLE, agency, clerk, desk, files, said
from tests.records import make_account, paper
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.services import annul, record_decision, record_grant
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.engine.facts import Level
from vinhdanh.exchange import services
from vinhdanh.exchange.models import Intake
from vinhdanh.people import models as people
from vinhdanh.people.services import change_person, rate_year

__all__ = ["agency", "desk", "files"]  # fixtures of the tests of writing

pytestmark = pytest.mark.django_db


def test_an_import_is_taken_back_whole(agency: None, desk: Desk) -> None:
    before = said(facts_for())
    intake = desk.apply(desk.bring(**WHOLE))
    assert said(facts_for()) != before
    desk.undo(intake)
    assert (intake.state, intake.error) == (Intake.State.UNDONE, "")
    assert said(facts_for()) == before
    assert verify_chain() is None
    thuy = people.Person.objects.get(number=THUY)
    assert (thuy.rank, thuy.citizen_id) == ("Trung tá", "")
    assert not people.Person.objects.filter(number="999-001").exists()
    assert people.Person.every.get(number="999-001").withdrawn, "the register of honours still names him"
    assert JournalEntry.objects.filter(verb="people.import_undone", ref=f"person:{THUY}").exists()


def test_decisions_of_an_import_go_with_it(agency: None, desk: Desk) -> None:
    """The number is free again, for another day too; the same file finds its decisions again."""
    on_record = set(Decision.objects.standing().values_list("pk", flat=True))
    intake = desk.apply(desk.bring(**WHOLE))
    brought = Decision.objects.standing().exclude(pk__in=on_record)
    numbers = set(brought.values_list("number", flat=True))
    assert {"5/QĐ", "6/QĐ", "7/QĐ"} <= numbers
    desk.undo(intake)
    assert set(Decision.objects.standing().values_list("pk", flat=True)) == on_record
    count = Decision.objects.count()
    again = desk.apply(desk.bring(**WHOLE))
    assert Decision.objects.count() == count
    assert set(brought.values_list("number", flat=True)) == numbers
    desk.undo(again)
    gone = Decision.objects.get(number="5/QĐ")
    assert gone.decided
    other_day = gone.decided.replace(day=gone.decided.day - 1)
    made = record_decision(actor=OPERATOR, authority="Giám đốc", number="5/QĐ", decided=other_day)
    assert made in Decision.objects.standing()


def test_a_number_that_an_undone_import_held_is_given_again(agency: None, desk: Desk) -> None:
    header = [*GRANTS, "Người quyết định"]
    wrong = [THUY, NAME, "Giấy khen", 2016, "88/QĐ", "20/12/2016", "Giám đốc"]
    desk.undo(desk.apply(desk.bring(grants=[header, wrong])))
    right = date(2016, 12, 22)
    made = record_decision(actor=OPERATOR, authority="Giám đốc", number="88/QĐ", decided=right)
    assert decision_named("giám đốc", "88/QĐ", right) == made
    with pytest.raises(ValidationError, match="đã dùng"):
        record_decision(actor=OPERATOR, authority="Giám đốc", number="88/QĐ", decided=date(2016, 12, 20))


def test_a_decision_that_others_use_stays(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(**WHOLE))
    decision = Decision.objects.get(number="5/QĐ")
    other = people.Person.objects.get(number="200-003")
    record_grant(actor=OPERATOR, subject=other, honour="GK", year=2024, decision=decision)
    desk.undo(intake)
    assert intake.state == Intake.State.UNDONE, intake.error
    assert decision in Decision.objects.standing()


def test_what_was_taken_back_can_come_again(agency: None, desk: Desk) -> None:
    desk.apply(desk.bring(**WHOLE))
    after = said(facts_for())
    desk.undo(Intake.objects.get())
    again = desk.apply(desk.bring(**WHOLE))
    assert again.state == Intake.State.APPLIED, again.error
    assert said(facts_for()) == after
    assert people.Person.every.filter(number="999-001").count() == 1
    desk.undo(again)
    assert again.state == Intake.State.UNDONE, again.error


def test_an_undo_says_what_rests_on_the_records(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(**WHOLE))
    person = people.Person.objects.get(number="999-001")
    rate_year(actor=OPERATOR, subject=person, year=2023, level=Level.GOOD)
    desk.undo(intake)
    assert intake.state == Intake.State.APPLIED
    assert "Xếp loại năm: 1 dòng ghi sau dựa vào dữ liệu của lần nhập này (Vàng A Sử)." in intake.error
    assert said(facts_for())


def test_an_undo_does_not_overwrite_later_corrections(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(**WHOLE))
    thuy = people.Person.objects.get(number=THUY)
    change_person(actor=OPERATOR, person=thuy, why="sai CCCD", citizen_id="099086000009")
    desk.undo(intake)
    assert "Cán bộ: 1 dòng đã sửa sau lần nhập này (Nông Thị Bích Thủy)." in intake.error


def test_an_undo_leaves_honours_alone_that_something_was_done_to(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(**WHOLE))
    grant = Grant.objects.get(decision__number="7/QĐ")
    annul(actor=OPERATOR, grant=grant, ground="khiếu nại", on=date(2026, 1, 5), decision=paper("1/QĐ"))
    desk.undo(intake)
    assert "1 lượt khen của lần nhập này đã bị hủy, tước, phục hồi hoặc xóa" in intake.error


def test_an_honour_that_was_given_upon_the_import_holds_it(agency: None, desk: Desk) -> None:
    """A title rests on the year's rating: given afterwards, it keeps the rating in place."""
    intake = desk.apply(desk.bring(ratings=[RATINGS, ["200-003", 2025, "HTXSNV"]]))
    person = people.Person.objects.get(number="200-003")
    record_grant(actor=OPERATOR, subject=person, honour="CSTT", year=2025, decision=paper("1/QĐ"))
    desk.undo(intake)
    assert intake.state == Intake.State.APPLIED
    assert "Chiến sĩ tiên tiến năm 2025 của Trần Bình ghi sau đó" in intake.error


def test_only_his_own_or_the_standing_body_undoes(agency: None) -> None:
    desk = clerk()
    intake = desk.apply(desk.bring(ratings=[RATINGS, [THUY, 2020, "HTT"]]))
    with pytest.raises(PermissionDenied, match="Chỉ người đã nhập"):
        Desk(make_account("khac", (Role.UNIT_CLERK, "PX01"))).undo(intake)
    Desk(make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))).undo(intake)
    assert (intake.state, intake.undone_by) == (Intake.State.UNDONE, "Trần Thị thuongtruc")
    with pytest.raises(ValidationError, match="chưa hoàn tác"):
        desk.undo(intake)


def test_what_was_written_keeps_its_file(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(ratings=[RATINGS, [THUY, 2020, "HTT"]]))
    with pytest.raises(ValidationError, match="tệp gốc được giữ lại"):
        services.delete(actor=OPERATOR, intake=intake)
    other = desk.bring(ratings=[RATINGS, [THUY, 2019, "HTT"]])
    path = Path(other.content.path)
    assert path.exists()
    services.delete(actor=OPERATOR, intake=other)
    assert not Intake.objects.filter(pk=other.pk).exists()

"""A year's registration: who is counted, what stands, how a sheet goes up, and what the year brought."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.movements.year import OPERATOR, TODAY, Year
from tests.records import make_person, paper
from vinhdanh.access.policies import OutOfSight
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.selectors import history_of
from vinhdanh.awards.services.grants import Entry as Award
from vinhdanh.awards.services.grants import record_grants
from vinhdanh.movements import services
from vinhdanh.movements.models import Registration, RegistrationSheet
from vinhdanh.movements.selectors.outcomes import outcomes
from vinhdanh.movements.selectors.registration import (
    Cover,
    call_for,
    calls,
    coverage,
    is_late,
    lines_of,
    titles_for,
)
from vinhdanh.movements.services import Entry, Promise
from vinhdanh.movements.types.registration import NEXT, OPEN, SheetActKind, SheetState
from vinhdanh.people.models import Absence

NOW = TODAY.year


def sheet_of_d1(year: Year, *titles: str) -> RegistrationSheet:
    entries = {"102": Entry(titles or ("CSTT",))}
    return services.write_registrations(actor=year.clerk, unit=year.d1, year=NOW, entries=entries)


def accepted(year: Year) -> RegistrationSheet:
    sheet = sheet_of_d1(year)
    services.send_registration(actor=year.boss, sheet=sheet)
    services.accept_registration(actor=year.boss, sheet=sheet)
    return sheet


def standing(year: Year) -> set[tuple[str, str]]:
    rows = Registration.objects.filter(year=NOW).standing().select_related("person")
    return {(row.person.number, row.honour) for row in rows if row.person}


# ---- titles ---------------------------------------------------------------------------------------


def test_titles_offered_are_those_that_the_law_has_a_rule_for(year: Year) -> None:
    person, unit = titles_for(year.an), titles_for(year.d1)
    assert {"CSTT", "CSTD_CS", "CSTD_BO"} <= set(person)
    assert "LDTT" not in person
    assert {"DVQT", "DVTT"} <= set(unit)
    assert "CSTT" not in unit


# ---- coverage -------------------------------------------------------------------------------------


def test_coverage_counts_officers_and_shows_those_away_apart(year: Year) -> None:
    away = make_person("104", year.d1, "Lò Thị Mai")
    Absence.objects.create(person=away, kind="maternity", start=TODAY - timedelta(days=9))
    sheet = sheet_of_d1(year)
    assert coverage(year.boss, NOW).total.registered == 0
    services.send_registration(actor=year.boss, sheet=sheet)
    found = coverage(year.boss, NOW)
    assert (found.unit, found.total.serving, found.total.registered) == (year.px01, 4, 1)
    assert (found.total.missing, found.total.away, found.total.expected) == (2, 1, 3)
    rows = {row.unit.code: row for row in found.rows if row.unit}
    assert (rows["PX01-D1"].percent, rows["PX01-D2"].percent) == (100, 0)
    assert rows["PX01"].own
    assert sum(row.serving for row in found.rows) == found.total.serving


def test_who_is_away_and_registered_counts_as_registered(year: Year) -> None:
    Absence.objects.create(person=year.an, kind="study", start=TODAY - timedelta(days=9))
    services.send_registration(actor=OPERATOR, sheet=sheet_of_d1(year))
    total = coverage(year.boss, NOW).total
    assert (total.registered, total.away) == (1, 0)


def test_a_head_sees_the_coverage_of_his_own_unit_only(year: Year) -> None:
    services.send_registration(actor=OPERATOR, sheet=sheet_of_d1(year))
    assert coverage(year.other, NOW).total.registered == 0
    assert coverage(year.standing, NOW).total.registered == 1
    assert coverage(year.officer, NOW).unit is None


@given(registered=st.integers(0, 5000), missing=st.integers(0, 5000))
def test_coverage_is_100_percent_only_when_nobody_is_missing(registered: int, missing: int) -> None:
    cover = Cover(None, serving=registered + missing, registered=registered, missing=missing)
    if registered + missing == 0:
        assert cover.percent is None
    else:
        assert cover.percent is not None
        assert (cover.percent == 100) == (missing == 0)
        assert 0 <= cover.percent <= 100


# ---- lines ----------------------------------------------------------------------------------------


def test_one_subject_registers_a_title_once_a_year_in_the_database_itself(year: Year) -> None:
    sheet = sheet_of_d1(year)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(sheet=sheet, person=year.an, honour="CSTT", year=NOW, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(sheet=sheet, honour="CSTT", year=NOW, version=1)


@pytest.mark.parametrize(
    ("key", "honour", "said"),
    [
        ("201", "CSTT", "201 không công tác ở Đội Chính sách"),
        ("102", "DVQT", "Đơn vị quyết thắng không phải danh hiệu, hình thức dành cho Lê Thị Ánh"),
        ("PX01-D1", "CSTT", "Chiến sĩ tiên tiến không phải danh hiệu, hình thức dành cho Đội Chính sách"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(year: Year, key: str, honour: str, said: str) -> None:
    entries = {"102": Entry(["CSTT"])} | {key: Entry([honour])}
    with pytest.raises(ValidationError) as refused:
        services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries=entries)
    assert said in refused.value.message_dict[key][0]
    assert not Registration.objects.exists()


def test_commitments_are_written_with_their_figures_and_stay_when_not_named(year: Year) -> None:
    entry = Entry(["CSTT"], [Promise("Án khám phá", "%", Decimal(80)), Promise("Không vi phạm")])
    services.write_registrations(actor=OPERATOR, unit=year.d1, year=NOW, entries={"102": entry})
    sheet_of_d1(year, "CSTT", "CSTD_CS")
    line = next(one for one in lines_of(year.d1, NOW) if one.key == "102")
    assert [(one.text, one.value) for one in line.commitments] == [
        ("Án khám phá", Decimal(80)),
        ("Không vi phạm", None),
    ]
    assert set(line.titles) == {"CSTT", "CSTD_CS"}


def test_an_officer_registers_himself_and_nobody_else_in_his_name(year: Year) -> None:
    sheet = services.register_own(actor=year.officer, year=NOW, entry=Entry(["CSTT"]))
    assert sheet.unit == year.d1
    services.send_registration(actor=year.boss, sheet=sheet)
    assert standing(year) == {("102", "CSTT")}
    with pytest.raises(ValidationError, match="đã gửi: rút về"):
        services.register_own(actor=year.officer, year=NOW, entry=Entry([]))
    with pytest.raises(PermissionDenied, match="không gắn với hồ sơ cán bộ"):
        services.register_own(actor=year.standing, year=NOW, entry=Entry(["CSTT"]))


def test_who_moves_to_another_unit_is_registered_where_he_was(year: Year) -> None:
    accepted(year)
    post = year.an.posts.get()
    post.end = TODAY - timedelta(days=1)
    post.save()
    year.an.posts.create(unit=year.d2, start=TODAY, title="Cán bộ", grade="can_bo")
    line = next(one for one in lines_of(year.d2, NOW) if one.key == "102")
    assert line.elsewhere == year.d1
    with pytest.raises(ValidationError, match="đã đăng ký Chiến sĩ tiên tiến ở Đội Chính sách"):
        services.write_registrations(actor=OPERATOR, unit=year.d2, year=NOW, entries={"102": Entry(["CSTT"])})
    rows = {row.unit.code: row for row in coverage(year.boss, NOW).rows if row.unit}
    assert (rows["PX01-D2"].registered, rows["PX01-D1"].serving) == (1, 0)


# ---- the way up -----------------------------------------------------------------------------------


def test_the_clerk_fills_in_the_head_sends_and_the_unit_above_accepts(year: Year) -> None:
    sheet = sheet_of_d1(year)
    with pytest.raises(PermissionDenied):
        services.send_registration(actor=year.clerk, sheet=sheet)
    services.send_registration(actor=year.boss, sheet=sheet)
    with pytest.raises(OutOfSight):
        services.accept_registration(actor=year.other, sheet=sheet)
    services.return_registration(actor=year.boss, sheet=sheet, reason="Thiếu cam kết")
    assert standing(year) == set()
    services.send_registration(actor=year.boss, sheet=sheet)
    services.accept_registration(actor=year.standing, sheet=sheet)
    assert [act.kind for act in sheet.acts.all()] == ["sent", "returned", "sent", "accepted"]
    assert verify_chain() is None
    assert history_of(f"registration:{sheet.pk}").count() == 5


def test_a_head_does_not_accept_the_sheet_of_his_own_unit(year: Year) -> None:
    sheet = services.write_registrations(
        actor=year.clerk, unit=year.px01, year=NOW, entries={"PX01": Entry(["DVQT"])}
    )
    services.send_registration(actor=year.boss, sheet=sheet)
    with pytest.raises(PermissionDenied):
        services.accept_registration(actor=year.boss, sheet=sheet)
    services.accept_registration(actor=year.standing, sheet=sheet)


def test_returning_and_supplementing_need_a_reason(year: Year) -> None:
    sheet = sheet_of_d1(year)
    services.send_registration(actor=year.boss, sheet=sheet)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.return_registration(actor=year.boss, sheet=sheet, reason=" ")
    services.accept_registration(actor=year.boss, sheet=sheet)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.supplement_registration(actor=year.clerk, sheet=sheet, reason="")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.version) == (SheetState.ACCEPTED, 1)


def test_an_accepted_sheet_changes_by_a_new_version_and_keeps_the_old_one(year: Year) -> None:
    sheet = accepted(year)
    with pytest.raises(ValidationError, match="lập bản bổ sung, có lý do"):
        sheet_of_d1(year, "CSTD_CS")
    services.supplement_registration(actor=year.clerk, sheet=sheet, reason="Đăng ký cao hơn")
    sheet_of_d1(year, "CSTD_CS")
    assert standing(year) == {("102", "CSTT")}
    services.send_registration(actor=year.boss, sheet=sheet)
    assert standing(year) == {("102", "CSTD_CS")}
    rows = Registration.objects.order_by("pk").values_list("honour", "version", "dropped")
    assert list(rows) == [("CSTT", 1, 2), ("CSTD_CS", 2, None)]


def test_what_a_supplement_took_out_may_come_back_before_it_is_sent(year: Year) -> None:
    sheet = accepted(year)
    services.supplement_registration(actor=year.clerk, sheet=sheet, reason="Sửa")
    services.write_registrations(actor=year.clerk, unit=year.d1, year=NOW, entries={"102": Entry([])})
    sheet_of_d1(year)
    assert standing(year) == {("102", "CSTT")}
    services.send_registration(actor=year.boss, sheet=sheet)
    assert standing(year) == {("102", "CSTT")}


def test_an_empty_sheet_is_not_sent(year: Year) -> None:
    sheet = sheet_of_d1(year)
    services.write_registrations(actor=year.clerk, unit=year.d1, year=NOW, entries={"102": Entry([])})
    with pytest.raises(ValidationError, match="chưa có danh hiệu nào"):
        services.send_registration(actor=year.boss, sheet=sheet)


@given(st.lists(st.sampled_from(SheetActKind), max_size=12))
def test_only_an_accepted_sheet_is_supplemented_and_only_an_open_one_is_sent(
    acts: list[SheetActKind],
) -> None:
    state = SheetState.DRAFT
    for act in acts:
        after = NEXT.get((state, act))
        assert (after is not None) == (
            (act == SheetActKind.SENT and state in OPEN)
            or (act == SheetActKind.REOPENED and state == SheetState.ACCEPTED)
            or (act not in (SheetActKind.SENT, SheetActKind.REOPENED) and state == SheetState.SENT)
        )
        state = after or state


def test_acts_of_a_sheet_are_never_changed_or_removed(year: Year) -> None:
    accepted(year)
    for sql in ("UPDATE movements_registrationact SET reason = 'x'", "DELETE FROM movements_registrationact"):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)


# ---- the call -------------------------------------------------------------------------------------


def open_call(year: Year, deadline: date) -> None:
    services.open_registration(
        actor=year.standing,
        unit=year.cat,
        year=NOW,
        opened=deadline - timedelta(days=9),
        deadline=deadline,
        document="CV 61",
    )


def test_after_the_deadline_units_that_have_not_sent_are_late(year: Year) -> None:
    open_call(year, TODAY - timedelta(days=1))
    services.send_registration(actor=OPERATOR, sheet=sheet_of_d1(year))
    found = coverage(year.boss, NOW)
    assert found.late == (year.px01, year.d2)
    assert found.total.late == 3  # D1 has sent, but after the deadline
    call = call_for(year.d1, calls(NOW))
    assert is_late(RegistrationSheet.objects.get(), call)
    assert not is_late(None, None)


def test_nobody_is_late_before_the_deadline(year: Year) -> None:
    open_call(year, TODAY)
    assert coverage(year.standing, NOW).late == ()
    with pytest.raises(ValidationError, match="đã mở đăng ký của năm này"):
        open_call(year, TODAY)


# ---- at the end of the year -----------------------------------------------------------------------


def test_what_was_registered_is_compared_with_the_register_of_honours(year: Year) -> None:
    entries = {"102": Entry(["CSTT", "CSTD_CS"]), "PX01-D1": Entry(["DVQT"])}
    sheet = services.write_registrations(actor=OPERATOR, unit=year.d1, year=2025, entries=entries)
    services.send_registration(actor=OPERATOR, sheet=sheet)
    given = [Award(year.an, "CSTT", 2025), Award(year.binh, "CSTT", 2025), Award(year.d1, "DVQT", 2025)]
    record_grants(actor=OPERATOR, decision=paper(), entries=given)
    found = outcomes(year.boss, 2025)
    assert found.total.total == (2, 3)
    assert found.total.beyond == 1  # of somebody who had not registered
    assert {(line.honour, line.achieved) for line in found.lines} == {
        ("CSTT", True),
        ("CSTD_CS", False),
        ("DVQT", True),
    }
    assert outcomes(year.other, 2025).lines == ()

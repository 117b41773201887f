"""The điều lệnh register: recorded, proposed, decided, deferred, undone; by whom, and what it leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people.conduct import ABSENT, MONDAY, OPERATOR, SALUTE, UNIFORM, Register
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for, facts_of
from vinhdanh.engine.facts import DisciplineForm, HoldGround
from vinhdanh.people import conduct_selectors as selectors
from vinhdanh.people import services
from vinhdanh.people.conduct_lists import RegisterQuery, register, tally, together_with
from vinhdanh.people.conduct_types import ViolationState
from vinhdanh.people.conduct_units import occasions_of
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, ConductViolation

LATER = date(2026, 5, 4)


@pytest.fixture
def tree(db: None) -> Register:
    return Register()


def propose(*violations: ConductViolation, on: date = LATER) -> Any:
    return services.propose_measure(actor=OPERATOR, violations=violations, book=law(), on=on)


def verbs() -> list[str]:
    return list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))


# ---- from the notice to the measure ---------------------------------------------------------------


def test_a_breach_is_proposed_decided_and_becomes_a_fact(tree: Register) -> None:
    breach = tree.breach(place="Phòng họp", found_by="Tổ kiểm tra")
    found = propose(breach)
    assert found.measure.code == "ha_bac"
    breach.refresh_from_db()
    assert (breach.state, breach.proposed) == ("proposed", "ha_bac")
    assert breach.proposal["lines"][0]["citation"] == "điểm b khoản 2 Điều 9 TT 02/2021/TT-BCA"
    measure = tree.decided(violations=[breach])
    breach.refresh_from_db()
    assert breach.state == "decided"
    assert [(m.subject, m.code, m.year) for m in facts_for().measures] == [("102", "ha_bac", 2026)]
    assert [m.code for m in facts_of(["102"]).measures] == ["ha_bac"]
    assert facts_of(["103"]).measures == ()
    assert list(measure.violations.all()) == [breach]
    assert verbs()[-3:] == [
        "conduct.violation_recorded",
        "conduct.measure_proposed",
        "people.measure_decided",
    ]
    assert verify_chain() is None


def test_the_journal_has_it_before_and_after(tree: Register) -> None:
    breach = tree.breach()
    propose(breach)
    tree.decided(violations=[breach])
    changes = JournalEntry.objects.order_by("-number").first().changes  # type: ignore[union-attr]
    states = [f for c in changes if c.model == "people.conductviolation" for f in c.fields]
    assert [(f.label, f.before, f.after) for f in states] == [("Tình trạng", "Đã có đề xuất", "Đã xử lý")]


def test_the_same_act_again_in_the_year_is_one_step_more(tree: Register) -> None:
    tree.breach()
    found = propose(tree.breach(on=MONDAY + timedelta(days=30)), on=date(2026, 6, 1))
    assert found.measure.code == "khong_xet"
    other_year = propose(tree.breach(on=MONDAY.replace(year=2027)), on=date(2027, 5, 4))
    assert other_year.measure.code == "ha_bac"


def test_acts_of_one_check_are_handled_together(tree: Register) -> None:
    both = [tree.breach(act=act, inspection="KT-01") for act in (ABSENT, UNIFORM)]
    tree.breach(act=SALUTE, on=MONDAY + timedelta(days=1))
    assert together_with(both[0]) == both
    found = propose(*both)
    assert found.measure.code == "khong_xet"
    assert {v.proposed for v in ConductViolation.objects.filter(inspection="KT-01")} == {"khong_xet"}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    before=st.integers(0, 3),
    worse=st.sets(st.sampled_from(["can_tro", "loi_dung", "khong_tu_giac"])),
    better=st.integers(0, 3),
)
def test_repeating_and_circumstances_never_make_it_lighter_than_once(
    tree: Register, before: int, worse: set[str], better: int
) -> None:
    mild = [
        c.code for c in selectors.regulations_on(law(), LATER).circumstances.values() if not c.aggravating
    ]
    order = [m.code for m in selectors.regulations_on(law(), LATER).ladder("person")]
    with transaction.atomic():
        for n in range(before):
            tree.breach(on=MONDAY - timedelta(days=n + 1))
        told = [*sorted(worse), *mild[:better]]
        measure = propose(tree.breach(circumstances=told)).measure
        transaction.set_rollback(True)
    once = order.index("ha_bac")
    step = order.index(measure.code) - once
    repeated = bool(before)
    balance = (len(worse) > better) - (len(worse) < better)
    # Once for repeating the same act, once up or down for the balance; no further (the ladder has room here).
    assert step == repeated + balance


def test_another_measure_than_proposed_needs_a_reason(tree: Register) -> None:
    breach = tree.breach()
    propose(breach)
    with pytest.raises(ValidationError, match="khác hình thức máy đề xuất"):
        tree.decided(code="phe_binh", violations=[breach])
    measure = tree.decided(code="phe_binh", violations=[breach], why="Lần đầu, đã khắc phục ngay")
    assert (measure.proposed, measure.why) == ("ha_bac", "Lần đầu, đã khắc phục ngay")


def test_what_is_decided_once_is_not_decided_again(tree: Register) -> None:
    breach = tree.breach()
    tree.decided(violations=[breach])
    stale = ConductViolation.objects.get(pk=breach.pk)
    stale.state = ViolationState.OPEN  # as another window still shows it
    with pytest.raises(ValidationError, match="đã xử lý"):
        tree.decided(violations=[stale])
    assert ConductMeasure.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"act": "9-9-z"}, "Không có hành vi"),
        ({"act": "8-2-a"}, "là của đơn vị"),
        ({"circumstances": ["đẹp trời"]}, "Không có tình tiết"),
        ({"basis": "nghe nói"}, "Không có căn cứ"),
        ({"reported_on": MONDAY - timedelta(days=1)}, "Ngày nhận thông báo phải từ ngày vi phạm"),
    ],
)
def test_what_the_text_does_not_know_is_refused_in_words(
    tree: Register, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError) as error:
        tree.breach(**change)
    assert says in " ".join(error.value.messages)


def test_only_the_police_have_these_regulations(tree: Register) -> None:
    tree.an.force = "civil"
    tree.an.save()
    with pytest.raises(ValidationError, match="không thuộc đối tượng"):
        tree.breach()


def test_reprimand_and_heavier_rest_on_a_discipline(tree: Register) -> None:
    with pytest.raises(ValidationError, match="ghi quyết định kỷ luật trước"):
        tree.decided(code="khien_trach")
    discipline = services.record_discipline(
        actor=OPERATOR, subject=tree.an, form=DisciplineForm.REPRIMAND, decided=LATER
    )
    assert tree.decided(code="khien_trach", discipline=discipline).discipline == discipline
    with pytest.raises(ValidationError, match="không phải hình thức kỷ luật"):
        tree.decided(code="ha_bac", discipline=discipline)


# ---- deferred, excused, withdrawn -----------------------------------------------------------------


def test_a_deferred_case_waits_for_its_hold_and_opens_with_it(tree: Register) -> None:
    hold = services.open_hold(
        actor=OPERATOR, subject=tree.an, ground=HoldGround.INSPECTION, opened=date(2026, 4, 1)
    )
    breach = tree.breach()
    services.defer_violation(
        actor=OPERATOR, violation=breach, ground="dinh_chi", proof="QĐ 1", book=law(), hold=hold
    )
    assert selectors.due_cases(OPERATOR, law(), LATER) == []
    services.close_hold(actor=OPERATOR, hold=hold, last_day=date(2026, 5, 10), why="Xong")
    breach.refresh_from_db()
    assert (breach.state, breach.resumed_on) == ("open", date(2026, 5, 11))
    (case,) = selectors.due_cases(OPERATOR, law(), date(2026, 5, 11))
    assert case.since == date(2026, 5, 11)
    assert verbs()[-2:] == ["people.hold_closed", "conduct.violation_reopened"]


def test_a_ground_needs_its_paper_and_its_kind(tree: Register) -> None:
    breach = tree.breach()
    with pytest.raises(ValidationError, match="cần ghi"):
        services.defer_violation(actor=OPERATOR, violation=breach, ground="dieu_tri", book=law())
    with pytest.raises(ValidationError, match="Không có lý do"):
        services.defer_violation(actor=OPERATOR, violation=breach, ground="bat_kha_khang", book=law())
    done = services.excuse_violation(
        actor=OPERATOR, violation=breach, ground="bat_kha_khang", proof="Giấy xác nhận", book=law()
    )
    assert done.state == "not_handled"
    assert occasions_of(tree.px01, 2026).number == 0


def test_a_deferral_whose_ground_is_over_is_found(tree: Register) -> None:
    breach = tree.breach()
    services.defer_violation(
        actor=OPERATOR, violation=breach, ground="thai_san", book=law(), proof="QĐ 2", until=LATER
    )
    assert not selectors.deferrals_over(OPERATOR, LATER)
    assert list(selectors.deferrals_over(OPERATOR, LATER + timedelta(days=1))) == [breach]
    services.resume_violation(actor=OPERATOR, violation=breach, on=LATER, why="Đi làm lại")
    assert breach.state == "open"


def test_a_row_entered_by_mistake_stays_and_counts_no_longer(tree: Register) -> None:
    first = tree.breach()
    with pytest.raises(ValidationError, match="lý do rút lại"):
        services.withdraw_violation(actor=OPERATOR, violation=first, why=" ")
    services.withdraw_violation(actor=OPERATOR, violation=first, why="Ghi nhầm người")
    assert propose(tree.breach(on=MONDAY + timedelta(days=9))).measure.code == "ha_bac"


def test_a_correction_takes_the_proposal_back(tree: Register) -> None:
    breach = tree.breach(act=SALUTE)
    propose(breach)
    services.change_violation(
        actor=OPERATOR, violation=breach, book=law(), why="Xem lại biên bản", act=ABSENT
    )
    assert (breach.state, breach.proposed) == ("open", "")
    assert propose(breach).measure.code == "ha_bac"


# ---- lifted, annulled -----------------------------------------------------------------------------


def test_an_annulled_measure_opens_the_case_and_is_no_fact(tree: Register) -> None:
    breach = tree.breach()
    measure = tree.decided(violations=[breach])
    with pytest.raises(ValidationError, match="căn cứ, lý do"):
        services.annul_measure(actor=OPERATOR, measure=measure, on=LATER, by="GĐ", ground="", book=law())
    services.annul_measure(
        actor=OPERATOR, measure=measure, on=date(2026, 6, 1), by="GĐ", ground="Sai người", book=law()
    )
    breach.refresh_from_db()
    assert (breach.state, breach.resumed_on) == ("open", date(2026, 6, 1))
    assert facts_for().measures == ()
    with pytest.raises(ValidationError, match="đã hủy bỏ"):
        services.lift_measure(actor=OPERATOR, measure=measure, on=LATER, by="GĐ", ground="X", book=law())


def test_a_lifted_measure_leaves_the_case_dealt_with(tree: Register) -> None:
    breach = tree.breach()
    measure = tree.decided(violations=[breach])
    services.lift_measure(
        actor=OPERATOR, measure=measure, on=date(2026, 9, 1), by="HĐ", ground="Tiến bộ", book=law()
    )
    breach.refresh_from_db()
    assert breach.state == "decided"
    assert facts_for().measures == ()


@pytest.mark.parametrize("statement", ["UPDATE {} SET code = 'phe_binh'", "DELETE FROM {}"])
def test_the_database_itself_keeps_measures(tree: Register, statement: str) -> None:
    tree.decided()
    with (
        pytest.raises(IntegrityError, match="chỉ được ghi thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("people_conductmeasure"))


# ---- what is due ----------------------------------------------------------------------------------


def test_time_limits_run_from_the_notice_and_from_the_full_file(tree: Register) -> None:
    breach = tree.breach()
    (decide,) = selectors.due_cases(OPERATOR, law(), date(2026, 5, 4))
    assert (decide.what, decide.due.day, decide.words) == (
        "decide",
        date(2026, 5, 14),
        "còn 8 ngày làm việc",
    )
    services.complete_file(actor=OPERATOR, violation=breach, on=date(2026, 4, 22))
    report = next(c for c in selectors.due_cases(OPERATOR, law(), LATER) if c.what == "report")
    assert (report.due.day, report.latest and report.latest.day) == (date(2026, 5, 25), date(2026, 6, 8))
    tree.decided(violations=[breach])
    assert [c.what for c in selectors.due_cases(OPERATOR, law(), LATER)] == ["report"]
    breach.refresh_from_db()
    services.report_result(actor=OPERATOR, violation=breach, on=date(2026, 5, 20))
    assert selectors.due_cases(OPERATOR, law(), LATER) == []


def test_the_overdue_stand_first_and_can_be_listed(tree: Register) -> None:
    old, new = tree.breach(), tree.breach(tree.chi, on=date(2026, 5, 25))
    today = date(2026, 6, 1)
    assert [c.violation for c in selectors.due_cases(OPERATOR, law(), today)] == [old, new]
    late = register(OPERATOR, law(), RegisterQuery(due="qua-han"), today)
    assert list(late) == [old]
    assert (tally(OPERATOR, law(), 2026, today).overdue, tally(OPERATOR, law(), 2026, today).waiting) == (
        1,
        2,
    )


# ---- who may --------------------------------------------------------------------------------------


def test_nobody_writes_or_decides_about_himself(tree: Register) -> None:
    own = make_account("chinh-minh", (Role.UNIT_CLERK, "PX01"), person_number="102")
    with pytest.raises(PermissionDenied, match="không tự ghi hồ sơ của mình"):
        services.record_violation(
            actor=own, subject=tree.an, act=ABSENT, on=MONDAY, reported_on=MONDAY, book=law()
        )
    with pytest.raises(PermissionDenied, match="không tự ghi hình thức xử lý của mình"):
        tree.decided(tree.head, code="phe_binh", actor=tree.boss)


def test_a_units_head_decides_for_his_people_and_never_for_the_unit(tree: Register) -> None:
    assert tree.decided(code="phe_binh", actor=tree.boss)
    with pytest.raises(PermissionDenied, match="ở đơn vị khác"):
        tree.decided(tree.px01, actor=tree.boss)
    assert tree.decided(tree.px01, actor=tree.standing)


def test_a_clerk_proposes_and_does_not_decide(tree: Register) -> None:
    breach = tree.breach()
    services.propose_measure(actor=tree.clerk, violations=[breach], book=law(), on=LATER)
    with pytest.raises(PermissionDenied, match="chưa được giao quyền"):
        tree.decided(violations=[breach], actor=tree.clerk)


def test_each_account_sees_its_own_part(tree: Register) -> None:
    mine, theirs = tree.breach(), tree.breach(tree.chi)
    officer = make_account("canbo", (Role.OFFICER, "PX02"), person_number="201")
    assert list(selectors.violations_visible_to(tree.clerk)) == [mine]
    assert list(selectors.violations_visible_to(officer)) == [theirs]
    assert selectors.violations_visible_to(tree.standing).count() == 2
    measure = tree.decided(violations=[mine])
    assert list(selectors.measures_visible_to(tree.clerk)) == [measure]
    assert not selectors.measures_visible_to(officer)

"""From what was said at a conference to what the next report answers: who writes, reports, confirms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from tests.movements.meetings import DAY, DUE, TASK, Meetings
from tests.movements.year import OPERATOR, TODAY
from vinhdanh.access.policies import OutOfSight
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.selectors import history_of
from vinhdanh.movements import services
from vinhdanh.movements.following import MOVES, START, State, after
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.selectors.calendar_year_sources import from_directives
from vinhdanh.movements.selectors.directives import (
    Search,
    answers,
    by_unit,
    directives_visible_to,
    found,
    meetings_visible_to,
    overdue,
    with_parts,
)
from vinhdanh.movements.services.demo_directives import install_demo_directives
from vinhdanh.movements.types.directives import Stage

LATE = TODAY - timedelta(days=3)


@pytest.fixture
def year(db: None) -> Meetings:
    return Meetings()


def test_a_line_goes_from_given_to_confirmed_and_every_act_stays(year: Meetings) -> None:
    line = year.given()
    year.report(line, "receive", "progress", "report", actor=year.clerk)
    assert (line.stage, line.reported_on) == (Stage.REPORTED, TODAY)
    year.conclude(line, "confirm", year.standing, text="")
    assert [act.move for act in line.acts.all()] == ["receive", "progress", "report", "confirm"]
    for sql in ("UPDATE movements_directiveact SET text = 'x'", "DELETE FROM movements_directiveact"):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)
    verbs = list(history_of(f"directive:{line.pk}").values_list("verb", flat=True))
    assert verbs[:2] == ["directives.confirmed", "directives.reported"]
    assert verify_chain() is None


def test_what_is_returned_is_done_again_and_a_confirmed_line_may_be_reopened(year: Meetings) -> None:
    line = year.report(year.given(), "receive", "report")
    year.conclude(line, "return")
    assert (line.stage, line.reported_on) == (Stage.UNDER_WAY, None)
    year.report(line, "report", "recall", "report")
    year.conclude(line, "confirm")
    year.conclude(line, "reopen")
    assert line.stage == Stage.UNDER_WAY


def test_a_move_that_does_not_lead_away_is_refused_with_its_sentence(year: Meetings) -> None:
    line = year.given()
    with pytest.raises(ValidationError, match="bước “Mới giao”, không “báo cáo hoàn thành” được từ đó"):
        year.report(line, "report")
    with pytest.raises(KeyError):
        services.report_directive(actor=OPERATOR, directive=line, code="confirm")
    assert not line.acts.exists()


def test_reporting_completion_needs_words_and_evidence(year: Meetings) -> None:
    line = year.report(year.given(), "receive")
    with pytest.raises(ValidationError) as refused:
        services.report_directive(actor=OPERATOR, directive=line, code="report")
    assert refused.value.message_dict == {
        "text": ["Ghi kết quả thực hiện."],
        "evidence": ["Ghi minh chứng: số báo cáo, văn bản, nơi lưu."],
    }
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(ValidationError, match="Ngày chưa đến"):
        services.report_directive(actor=OPERATOR, directive=line, code="progress", text="X", on=tomorrow)
    with pytest.raises(ValidationError, match="Ngày trước cuộc họp"):
        services.report_directive(
            actor=OPERATOR, directive=line, code="progress", text="X", on=DAY - timedelta(days=1)
        )
    with pytest.raises(ValidationError, match="Phần trăm từ 0 đến 100"):
        services.report_directive(actor=OPERATOR, directive=line, code="progress", text="X", percent=101)


def test_an_extension_says_who_agreed_and_moves_the_deadline_forward(year: Meetings) -> None:
    line = year.given(deadline=LATE)
    until = TODAY + timedelta(days=30)
    with pytest.raises(ValidationError) as refused:
        year.conclude(line, "extend", until=LATE)
    assert refused.value.message_dict == {
        "agreed_by": ["Ghi người đồng ý gia hạn."],
        "until": [f"Hạn mới phải sau hạn đang có ({LATE:%d/%m/%Y})."],
    }
    year.conclude(line, "extend", until=until, agreed_by="Giám đốc")
    act = line.acts.get()
    assert (line.deadline, act.before, act.until) == (until, LATE, until)
    assert overdue(OPERATOR).count == 0
    standing = year.given(line.meeting, deadline=None)
    with pytest.raises(ValidationError, match="Việc thường xuyên không có hạn"):
        year.conclude(standing, "extend", until=until, agreed_by="Giám đốc")


def test_parts_go_to_units_below_and_are_confirmed_by_the_owner(year: Meetings) -> None:
    whole = year.given()
    with pytest.raises(ValidationError, match="nhận việc rồi mới giao tiếp được"):
        services.pass_on(actor=OPERATOR, directive=whole, lines=[year.line(owner=year.d1)])
    year.report(whole, "receive")
    for bad, said in (
        (year.line(owner=year.px01), "không phải cấp dưới"),
        (year.line(owner=year.px02), "không phải cấp dưới"),
        (year.line(owner=year.d1, deadline=DUE + timedelta(days=1)), "không sau hạn của việc trên"),
    ):
        with pytest.raises(ValidationError, match=said):
            services.pass_on(actor=OPERATOR, directive=whole, lines=[bad])
    lines = [year.line(owner=year.d1), year.line(owner=year.d2)]
    one, two = services.pass_on(actor=year.clerk, directive=whole, lines=lines)
    assert (one.issuer, one.giver, one.parent) == (year.px01, "Chỉ huy Phòng Tổ chức cán bộ", whole)
    with pytest.raises(ValidationError, match="Còn 2 việc giao tiếp"):
        year.report(whole, "report")
    year.report(one, "receive", "report", actor=year.below)
    year.conclude(one, "confirm", year.boss)
    counted = with_parts(Directive.objects.filter(pk=whole.pk)).get()
    assert (counted.part_count, counted.parts_done) == (2, 1)  # type: ignore[attr-defined]
    year.conclude(whole, "cancel")
    two.refresh_from_db()
    assert two.stage == Stage.CANCELLED
    assert two.acts.get().text == "Hủy theo việc trên: Chưa có số liệu"
    one.refresh_from_db()
    assert one.stage == Stage.CONFIRMED


def test_the_owner_sees_its_line_and_not_the_meeting(year: Meetings) -> None:
    mine = year.given()
    theirs = year.given(mine.meeting, owner=year.px02)
    assert set(directives_visible_to(year.standing)) == {mine, theirs}
    assert directives_visible_to(year.clerk).get() == mine
    assert directives_visible_to(year.other).get() == theirs
    assert not meetings_visible_to(year.clerk).exists()
    assert directives_visible_to(year.officer).count() == 0  # he serves in D1
    part = year.report(mine, "receive")
    services.pass_on(actor=OPERATOR, directive=part, lines=[year.line(owner=year.d1)])
    assert directives_visible_to(year.officer).get().owner == year.d1
    assert directives_visible_to(year.below).get().owner == year.d1
    with pytest.raises(OutOfSight):
        year.report(theirs, "receive", actor=year.clerk)


def test_who_coordinates_reads_and_does_not_report(year: Meetings) -> None:
    line = year.given(coordinating=[year.px02])
    assert directives_visible_to(year.other).get() == line
    with pytest.raises(PermissionDenied) as refused:
        year.report(line, "receive", actor=year.other)
    assert not isinstance(refused.value, OutOfSight)


def test_the_leader_from_above_confirms_what_he_said_at_a_meeting_below(year: Meetings) -> None:
    meeting = year.held(year.px01)
    line = services.add_directives(
        actor=year.clerk, meeting=meeting, lines=[year.line(issuer=year.cat, giver="Giám đốc")]
    )[0]
    year.report(line, "receive", "report", actor=year.clerk)
    with pytest.raises(PermissionDenied):
        year.conclude(line, "confirm", year.boss)
    year.conclude(line, "confirm", year.standing)
    assert line.stage == Stage.CONFIRMED


def test_lines_are_written_all_or_none_and_each_fault_names_its_line(year: Meetings) -> None:
    meeting = year.held(year.px01)
    early = DAY - timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        services.add_directives(
            actor=year.clerk,
            meeting=meeting,
            lines=[
                year.line(owner=year.d1),
                year.line(owner=year.px02),
                year.line(deadline=early),
                year.line(coordinating=[year.px01]),
                year.line(issuer=year.px02),
            ],
        )
    assert refused.value.messages == [
        "Dòng 2: Phòng Hậu cần không thuộc Phòng Tổ chức cán bộ.",
        f"Dòng 3: Hạn {early:%d/%m/%Y} trước ngày họp {DAY:%d/%m/%Y}.",
        "Dòng 4: Phòng Tổ chức cán bộ đã là đơn vị chủ trì.",
        "Dòng 5: Phòng Hậu cần không phải Phòng Tổ chức cán bộ hay cấp trên của đơn vị này.",
    ]
    assert not Directive.objects.exists()
    with pytest.raises(ValidationError, match="Chưa chọn dòng nào"):
        services.add_directives(actor=year.clerk, meeting=meeting, lines=[])
    ahead = year.held(on=TODAY + timedelta(days=2))
    with pytest.raises(ValidationError, match="chưa diễn ra"):
        services.add_directives(actor=OPERATOR, meeting=ahead, lines=[year.line()])


def test_a_received_line_keeps_what_was_said(year: Meetings) -> None:
    line = year.given()
    services.change_directive(actor=year.standing, directive=line, task="Rà soát", coordinating=[year.px02])
    assert list(line.coordinating.all()) == [year.px02]
    year.report(line, "receive")
    services.change_directive(actor=OPERATOR, directive=line, owner_person="Đỗ Đức Hòa")
    with pytest.raises(ValidationError, match="không sửa được: hạn, việc phải làm"):
        services.change_directive(actor=OPERATOR, directive=line, deadline=None, task="Khác")
    with pytest.raises(ValidationError, match="không làm nữa thì hủy"):
        services.drop_directive(actor=OPERATOR, directive=line)


def test_what_was_written_by_mistake_is_taken_back(year: Meetings) -> None:
    line = year.given()
    meeting = line.meeting
    with pytest.raises(ValidationError, match="Hội nghị có 1 dòng chỉ đạo"):
        services.drop_meeting(actor=OPERATOR, meeting=meeting)
    with pytest.raises(ValidationError, match="trước ngày họp"):
        services.change_meeting(actor=OPERATOR, meeting=meeting, on=DUE + timedelta(days=1))
    services.drop_directive(actor=OPERATOR, directive=line)
    meeting.refresh_from_db()
    services.drop_meeting(actor=OPERATOR, meeting=meeting)
    assert not Meeting.objects.exists()
    year.held()
    with pytest.raises(ValidationError, match="Đơn vị đã ghi hội nghị cùng tên"):
        year.held()


# ---- reading --------------------------------------------------------------------------------------


def test_overdue_counts_what_is_owed_and_names_the_worst(year: Meetings) -> None:
    worst = year.given(deadline=LATE - timedelta(days=4))
    year.given(worst.meeting, deadline=LATE)
    year.report(year.given(worst.meeting, deadline=LATE), "receive", "report")
    year.given(worst.meeting, owner=year.px02, deadline=TODAY)
    seen = overdue(year.standing)
    assert (seen.count, seen.worst, seen.days) == (2, worst, 7)
    assert overdue(year.other).count == 0


def test_the_calendar_has_deadlines_but_of_what_is_cancelled(year: Meetings) -> None:
    line = year.given()
    year.given(line.meeting, deadline=None)
    year.conclude(year.given(line.meeting), "cancel")
    [day] = from_directives(year.clerk, TODAY, DUE)
    assert (day.on, day.title, day.href) == (DUE, TASK, f"/chi-dao/viec/{line.pk}/")
    assert day.detail == "Đại tá Trịnh Quốc Bảo giao, Hội nghị tổng kết công tác năm"
    assert (day.mine, day.waits, day.done) == (True, True, False)
    assert from_directives(year.clerk, TODAY, DUE - timedelta(days=1)) == []
    year.report(line, "receive", "report")
    assert [one.done for one in from_directives(year.clerk, TODAY, DUE)] == [True]


def test_filters_find_without_marks_and_by_what_is_due(year: Meetings) -> None:
    late = year.given(deadline=LATE, giver="Đại tá Vi Văn Thắng")
    soon = year.given(late.meeting, owner=year.px02)
    done = year.report(year.given(late.meeting, deadline=None, task="Mở lớp"), "receive", "report")
    for search, expected in (
        (Search(), [late, soon, done]),
        (Search(words="dieu dong can bo"), [late, soon]),
        (Search(words="hau can"), [soon]),
        (Search(due="late"), [late]),
        (Search(due="soon"), [soon]),
        (Search(stage="reported"), [done]),
        (Search(stage="open", unit=year.px01), [late, done]),
        (Search(giver="Đại tá Vi Văn Thắng", year=TODAY.year), [late]),
        (Search(year=TODAY.year - 1), []),
        (Search(meeting=late.meeting.pk + 1), []),
    ):
        assert list(found(OPERATOR, search)) == expected, search


def test_units_are_ranked_by_what_is_overdue(year: Meetings) -> None:
    late = year.given(deadline=LATE)
    year.given(late.meeting, deadline=None)
    year.report(year.given(late.meeting, deadline=LATE), "receive", "report")  # late
    year.conclude(year.report(year.given(late.meeting, owner=year.px02), "receive", "report"), "confirm")
    year.conclude(year.given(late.meeting, owner=year.px02), "cancel")
    first, second = by_unit(Directive.objects.select_related("owner"))
    assert (first.unit, first.given, first.done, first.late, first.worst) == (year.px01, 3, 1, 1, 3)
    assert (first.standing, first.in_time_percent) == (1, 0)
    assert (second.unit, second.given, second.confirmed, second.in_time_percent) == (year.px02, 1, 1, 100)


def test_next_years_report_answers_each_line_or_says_what_is_lacking(year: Meetings) -> None:
    done = year.given(text="Rà soát cho kỹ.")
    meeting = done.meeting
    year.conclude(year.report(done, "receive", "report"), "confirm")
    year.conclude(year.given(meeting, task="Đề án cũ"), "cancel")
    year.given(meeting, task="Chưa nhận")
    year.report(year.given(meeting, task="Đã nhận"), "receive")
    year.report(year.given(meeting, task="Quá hạn", deadline=LATE), "receive", "progress")
    year.report(year.given(meeting, task="Thường xuyên", deadline=None), "receive", "progress")
    year.given(meeting, task="Của đơn vị khác", owner=year.px02)
    year.given(year.held(name="Năm trước", year=TODAY.year - 1))
    told = answers(year.clerk, year.px01, TODAY.year)
    assert [one.task for one in told] == [
        TASK,
        "Đề án cũ",
        "Chưa nhận",
        "Đã nhận",
        "Quá hạn",
        "Thường xuyên",
    ]
    assert told[0].words == (
        f"Báo cáo hoàn thành ngày {TODAY:%d/%m/%Y}, đúng hạn. Đã rà soát 12 bước. "
        f"Công an tỉnh Sơn Hà xác nhận xong ngày {TODAY:%d/%m/%Y}."
    )
    assert (told[0].evidence, told[0].text) == ("Báo cáo số 7/BC-PX01", "Rà soát cho kỹ.")
    assert told[1].words == f"Hủy ngày {TODAY:%d/%m/%Y}: Chưa có số liệu."
    assert [one.lacking for one in told] == [
        "",
        "",
        "Phòng Tổ chức cán bộ chưa nhận việc.",
        "Phòng Tổ chức cán bộ đã nhận, chưa báo cáo gì.",
        "Quá hạn 3 ngày, chưa báo cáo hoàn thành.",
        "",
    ]
    assert len(answers(year.standing, year.cat, TODAY.year)) == 7
    assert answers(year.other, year.px01, TODAY.year) == []


# ---- the sample -----------------------------------------------------------------------------------


def test_the_samples_lines_went_only_where_the_table_leads(year: Meetings) -> None:
    day = date(2026, 11, 20)
    assert install_demo_directives(year.cat, day) == Directive.objects.count() > 20
    for one in Directive.objects.prefetch_related("acts"):
        stage = START
        for act in one.acts.all():
            stage = after(State(stage, dated=act.move != "extend" or act.before is not None), MOVES[act.move])
            assert (act.stage, act.on <= day) == (stage, True), one
        assert one.stage == stage
        one.full_clean()
    assert not [one for one in answers(year.standing, year.cat, 2025, day) if one.lacking]
    assert overdue(year.standing, day).count > 0


def test_a_wrong_owner_is_replaced_with_a_reason_and_begins_anew(year: Meetings) -> None:
    directive = year.report(year.given(), "receive")
    year.conclude(directive, "reassign", owner=year.px02, text="Giao nhầm")
    assert (directive.owner, directive.stage) == (year.px02, Stage.GIVEN)
    assert directive.acts.get(move="reassign").text == f"Từ {year.px01} sang {year.px02}. Giao nhầm"
    year.report(directive, "receive", actor=year.other)
    with pytest.raises(OutOfSight):
        year.report(directive, "progress", actor=year.clerk)


def test_a_directive_is_not_given_to_the_same_unit_nor_while_parts_of_it_run(year: Meetings) -> None:
    directive = year.report(year.given(), "receive")
    with pytest.raises(ValidationError, match="Ghi đơn vị khác"):
        year.conclude(directive, "reassign", owner=year.px01)
    services.pass_on(actor=OPERATOR, directive=directive, lines=[year.line(owner=year.d1)])
    with pytest.raises(ValidationError, match="Còn 1 việc đơn vị đã giao tiếp"):
        year.conclude(directive, "reassign", owner=year.px02)

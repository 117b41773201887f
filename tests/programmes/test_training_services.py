"""From the plan to the certificate: what each act does, and what it refuses with which words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.programmes.classes import OPERATOR, TODAY, YEAR, Training
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.models import Post
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Attendance
from vinhdanh.programmes.services.training_learners import MarkLine, ResultLine
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_code import code_at, code_now
from vinhdanh.programmes.training_selectors import Key, candidates, required
from vinhdanh.programmes.training_types import Mark, PartOfDay, TargetGroup

pytestmark = pytest.mark.django_db
PRESENT, ABSENT = MarkLine(Mark.PRESENT), MarkLine(Mark.ABSENT)


@pytest.fixture
def world(db: None) -> Training:
    return Training()


# ---- who must attend ------------------------------------------------------------------------------


def test_who_must_attend_comes_from_the_register_on_the_day(world: Training) -> None:
    services.end_member(
        actor=OPERATOR, member=world.giang, last_day=date(YEAR - 1, 12, 31), why="Chuyển nơi ở"
    )
    late = world.member(world.x2, "Sùng A Mới", start=date(YEAR, 1, 2))
    found = required(world.plan)
    assert found == {Key("m", one.pk): one.unit for one in (world.dinh, world.em, world.ha)}
    assert Key("m", late.pk) not in found


@pytest.mark.parametrize(
    ("group", "numbers"),
    [
        (TargetGroup.COMMUNE_POLICE, {"301", "302"}),
        (TargetGroup.COMMUNE_HEADS, {"301"}),
        (TargetGroup.STAFF, {"101", "102", "103", "201", "301", "302"}),
    ],
)
def test_who_must_attend_comes_from_posts_and_units(
    world: Training, group: TargetGroup, numbers: set[str]
) -> None:
    plan = world.make_plan(name=group, group=group)
    people = {world.chief.pk: "301", world.local.pk: "302", world.head.pk: "101", world.an.pk: "102"}
    people |= {world.binh.pk: "103", world.chi.pk: "201"}
    assert {people[key.pk] for key in required(plan)} == numbers


def test_a_refresher_by_specialty_takes_the_posts_that_say_so(world: Training) -> None:
    Post.objects.filter(person=world.local).update(title="Cảnh sát khu vực")
    plan = world.make_plan(name="CSKV", group=TargetGroup.COMMUNE_POLICE, title_words="khu vực")
    assert required(plan) == {Key("p", world.local.pk): world.x1}


def test_people_of_a_team_count_with_the_unit_above_it(world: Training) -> None:
    plan = world.make_plan(name="Nghiệp vụ", group=TargetGroup.STAFF, area=world.px01)
    assert set(required(plan).values()) == {world.px01}


# ---- plans and classes ----------------------------------------------------------------------------


def test_a_unit_plans_for_its_own_part_only(world: Training) -> None:
    with pytest.raises(ValidationError, match="ngoài địa bàn"):
        world.make_plan(organiser=world.x1, area=world.cat)
    assert world.make_plan(organiser=world.x1).area == world.x1
    assert world.plan.area == world.cat, "a phòng plans for the whole agency"


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ((BandLine("Không đạt", Decimal(0), passes=False),), "ít nhất một loại kết quả đạt"),
        ((BandLine("Đạt", Decimal(5)), BandLine("đạt", Decimal(3))), "một tên riêng"),
        ((BandLine("Đạt", Decimal(5)), BandLine("Giỏi", Decimal(8))), "từ cao xuống thấp"),
        ((BandLine("Giỏi", Decimal(80)),), "Điểm của loại kết quả từ 0 đến 10"),
    ],
)
def test_result_bands_of_a_plan_fit_together(
    world: Training, bands: tuple[BandLine, ...], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        world.make_plan(name="Khác", bands=bands)


def test_a_class_has_a_session_every_half_day_and_ends_with_its_last(world: Training) -> None:
    sessions = world.sessions()
    assert len(sessions) == 6
    for session in sessions[4:]:
        services.remove_session(actor=OPERATOR, session=session)
    world.running.refresh_from_db()
    assert world.running.end == TODAY - timedelta(days=1)
    services.add_session(actor=OPERATOR, training_class=world.running, day=TODAY, part=PartOfDay.EVENING)
    assert world.running.end == TODAY


def test_a_learner_who_came_is_not_dropped(world: Training) -> None:
    rows = world.call(world.dinh)
    world.attend(rows, upto=1)
    with pytest.raises(ValidationError, match="đã được điểm danh"):
        services.drop_learner(actor=OPERATOR, enrolment=rows[0], why="X")


# ---- call-up --------------------------------------------------------------------------------------


def test_nobody_is_called_twice_or_from_outside_the_class(world: Training) -> None:
    for_x1 = world.make_class("L2", units=[world.x1])
    assert set(candidates(for_x1).values()) == {world.x1}
    world.call(world.dinh)
    assert Key("m", world.dinh.pk) not in candidates(for_x1)
    with pytest.raises(ValidationError, match=r"Không triệu tập được Hà Văn Hà, Lò Văn Dính"):
        world.call(world.ha, world.dinh, into=for_x1)


def test_the_first_training_is_told_from_a_refresher(world: Training) -> None:
    before = world.member(world.x2, "Sùng A Cũ", trained_before=2024)
    rows = world.call(world.dinh, before)
    assert [one.first_time for one in rows] == [True, False]
    world.attend(rows)
    world.grade(dict.fromkeys(rows, "8"))
    services.close_class(actor=OPERATOR, training_class=world.running)
    world.plan = world.make_plan(name="Kế hoạch sau")
    later = world.make_class("L1", start=TODAY, end=TODAY + timedelta(days=1))
    assert [one.first_time for one in world.call(world.dinh, into=later)] == [False]


# ---- attendance -----------------------------------------------------------------------------------


def test_an_excuse_needs_its_ground_and_the_refusal_names_the_learner(world: Training) -> None:
    dinh, em = world.call(world.dinh, world.em)
    session = world.sessions()[0]
    with pytest.raises(ValidationError) as refused:
        services.mark_attendance(
            actor=OPERATOR, session=session, marks={dinh.pk: PRESENT, em.pk: MarkLine(Mark.EXCUSED)}
        )
    assert refused.value.message_dict == {str(em.pk): ["Vắng có lý do thì ghi lý do."]}
    assert not Attendance.objects.exists()
    marks = {dinh.pk: PRESENT, em.pk: MarkLine(Mark.EXCUSED, "Con ốm")}
    assert services.mark_attendance(actor=OPERATOR, session=session, marks=marks) == 2
    assert services.mark_attendance(actor=OPERATOR, session=session, marks=marks) == 0, "nothing differs"


def test_a_session_that_lies_ahead_is_not_marked(world: Training) -> None:
    later = world.make_class("L2", start=TODAY, end=TODAY + timedelta(days=1))
    (dinh,) = world.call(world.dinh, into=later)
    with pytest.raises(ValidationError, match="chưa đến"):
        services.mark_attendance(actor=OPERATOR, session=world.sessions(later)[-1], marks={dinh.pk: PRESENT})


def test_a_commune_clerk_marks_his_own_people_and_nobody_elses(world: Training) -> None:
    dinh, ha = world.call(world.dinh, world.ha)
    session = world.sessions()[0]
    assert services.mark_attendance(actor=world.clerk, session=session, marks={dinh.pk: PRESENT}) == 1
    with pytest.raises(PermissionDenied, match="đơn vị khác"):
        services.mark_attendance(actor=world.clerk, session=session, marks={dinh.pk: ABSENT, ha.pk: PRESENT})
    with pytest.raises(PermissionDenied):
        services.record_results(
            actor=world.clerk, training_class=world.running, results={dinh.pk: ResultLine(score=Decimal(9))}
        )


def test_the_teacher_named_on_the_class_marks_and_grades_there_only(world: Training) -> None:
    (dinh,) = world.call(world.dinh)
    for session in world.sessions():
        services.mark_attendance(actor=world.teacher, session=session, marks={dinh.pk: PRESENT})
    line = {dinh.pk: ResultLine(score=Decimal(9))}
    assert services.record_results(actor=world.teacher, training_class=world.running, results=line) == 1
    other = world.make_class("L2", teachers=[])
    (ha,) = world.call(world.ha, into=other)
    with pytest.raises(PermissionDenied):
        services.mark_attendance(
            actor=world.teacher, session=world.sessions(other)[0], marks={ha.pk: PRESENT}
        )
    with pytest.raises(PermissionDenied):
        services.close_class(actor=world.teacher, training_class=world.running)


class Staff(Training):
    """A refresher for the police, with sessions today; 302 is called and has an account."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = self.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
        self.running = self.make_class("N1")
        services.call_up(actor=OPERATOR, training_class=self.running, keys=[Key("p", self.local.pk)])
        self.learner = make_account("hocvien", (Role.OFFICER, ""), person_number="302")
        self.todays = self.sessions()[-1]


def test_a_learner_marks_himself_with_the_code_of_the_moment(db: None) -> None:
    world = Staff()
    code, seconds = code_now(world.todays.pk)
    assert 0 <= seconds <= 60
    spoken = f"{code[:3]} {code[3:]}".lower()
    row = services.check_in(actor=world.learner, code=spoken)
    assert (row.session, row.mark, row.how) == (world.todays, Mark.PRESENT, "code")
    entry = JournalEntry.objects.latest("number")
    assert (entry.verb, entry.account) == ("training.checked_in", "hocvien")


def test_a_code_is_good_for_nobody_else_nowhere_else_and_not_later(db: None) -> None:
    world = Staff()
    now = code_now(world.todays.pk)[0]
    stranger = make_account("nguoikhac", (Role.OFFICER, ""), person_number="301")
    with pytest.raises(ValidationError, match="không có buổi học nào"):
        services.check_in(actor=stranger, code=now)
    with pytest.raises(ValidationError, match="không có buổi học nào"):
        services.check_in(actor=make_account("khongso"), code=now)
    yesterday = world.sessions()[0]
    for wrong in (code_at(world.todays.pk, 0), code_now(yesterday.pk)[0], "", "ABC"):
        with pytest.raises(ValidationError, match="Mã không đúng hoặc đã đổi"):
            services.check_in(actor=world.learner, code=wrong)
    assert not Attendance.objects.exists()


def test_nobody_marks_or_grades_himself_by_hand(db: None) -> None:
    world = Staff()
    row = world.running.enrolments.get()
    world.learner.roles.create(role=Role.UNIT_CLERK, unit_code="", valid_from=date(2020, 1, 1))
    with pytest.raises(PermissionDenied, match="không tự điểm danh"):
        services.mark_attendance(actor=world.learner, session=world.todays, marks={row.pk: PRESENT})
    with pytest.raises(PermissionDenied, match="không tự ghi kết quả"):
        services.record_results(
            actor=world.learner, training_class=world.running, results={row.pk: ResultLine(score=Decimal(9))}
        )

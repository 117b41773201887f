"""Papers of a training class: its list, attendance, results, and the book of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vinhdanh.access.models import Account
from vinhdanh.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from vinhdanh.documents.words import two_digits
from vinhdanh.people.models import Person
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.letterheads import letterhead_of
from vinhdanh.people.papers.pieces import TURN, may_leave, numbered, sample_rows, signature_of
from vinhdanh.programmes.models import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    TrainingCertificate,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.training_coverage import score_words
from vinhdanh.programmes.training_figures import LearnerLine
from vinhdanh.programmes.training_types import Mark

SIGNS = {Mark.PRESENT: "X", Mark.EXCUSED: "P", Mark.ABSENT: "K"}
SESSIONS = 12  # columns of one table of attendance; a longer class has several


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner as the papers have him. ``marks``: a sign a session, "" where nobody marked yet."""

    name: str
    born: str
    post: str
    unit: str
    marks: tuple[str, ...] = ()
    score: str = ""
    result: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A class with its learners."""

    name: str
    code: str
    plan: str
    start: date
    end: date
    venue: str
    learners: Sequence[Learner]
    sessions: Sequence[str] = ()
    teachers: Sequence[str] = ()
    passed: int = 0
    failed: int = 0
    closed: bool = False
    notes: tuple[Block, ...] = field(default=())

    @property
    def when(self) -> str:
        """Code, days and place, as the second line of a title."""
        return f"Mã lớp {self.code}, {days_words(self.start, self.end)}, {self.venue}"


@dataclass(frozen=True, slots=True)
class Issued:
    """A line of the book of certificates."""

    number: str
    name: str
    born: str
    course: str
    result: str
    issued: date
    note: str = ""


def days_words(start: date, end: date) -> str:
    """The days of a class within a sentence."""
    if start == end:
        return f"ngày {start:%d/%m/%Y}"
    return f"từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"


def number_of(learner: Person | GrassrootsMember) -> str:
    """The số hiệu by which secrecy is known; the grassroots force has none."""
    return learner.number if isinstance(learner, Person) else ""


def born_words(learner: Person | GrassrootsMember) -> str:
    """The day of birth of an officer, the year of a member of the grassroots force."""
    if isinstance(learner, GrassrootsMember):
        return str(learner.born)
    return f"{learner.born:%d/%m/%Y}" if learner.born else ""


def full_name(learner: Person | GrassrootsMember) -> str:
    """An officer with his rank."""
    return f"{learner.rank} {learner.name}".strip() if isinstance(learner, Person) else learner.name


def course_of(actor: Account, found: TrainingClass, lines: Iterable[LearnerLine]) -> Course:
    """A class with those of its learners whom the account may take out."""
    kept, notes = may_leave(actor, lines, lambda line: number_of(line.enrolment.learner))
    sessions = list(found.sessions.all())
    rows = Attendance.objects.filter(session__in=sessions).values_list("enrolment_id", "session_id", "mark")
    marks = {(enrolment, session): SIGNS[Mark(mark)] for enrolment, session, mark in rows}
    bands = {band.pk: band.name for band in found.plan.bands.all()}
    learners = []
    for line in kept:
        one = line.enrolment
        learners.append(
            Learner(
                full_name(one.learner),
                born_words(one.learner),
                _post(one),
                one.unit.name,
                tuple(marks.get((one.pk, session.pk), "") for session in sessions),
                score_words(one.final_score),
                bands.get(one.final_band or 0, ""),
                str(one.certificate) if hasattr(one, "certificate") else "",
            )
        )
    return Course(
        name=found.name,
        code=found.code,
        plan=found.plan.name,
        start=found.start,
        end=found.end,
        venue=found.venue,
        learners=learners,
        sessions=[f"{one.get_part_display()} {one.day:%d/%m}" for one in sessions],
        teachers=[one.name for one in found.teachers.all()],
        passed=sum(line.passed is True for line in kept),
        failed=sum(line.passed is False for line in kept),
        closed=bool(found.closed),
        notes=notes,
    )


def _post(one: Enrolment) -> str:
    if one.member:
        return f"{one.member.get_role_display()}, {one.member.team}"
    post = one.person.posts.on(one.called).filter(main=True).first() if one.person else None
    return post.title if post else ""


def issued_paper(
    actor: Account, plan: TrainingPlan, certificates: Iterable[TrainingCertificate], bands: dict[int, str]
) -> Paper:
    """The book of a plan's certificates.

    Args:
        certificates: with ``enrolment.final_band`` and ``enrolment.passed``, from ``issued_of``.
    """
    kept, notes = may_leave(actor, certificates, lambda one: number_of(one.enrolment.learner))
    rows = [
        Issued(
            str(one),
            full_name(one.enrolment.learner),
            born_words(one.enrolment.learner),
            f"{one.enrolment.training_class.name} ({one.enrolment.training_class.start:%d/%m/%Y})",
            bands.get(one.enrolment.final_band or 0, ""),
            one.issued,
            "" if one.enrolment.passed else "hết giá trị theo đính chính",
        )
        for one in kept
    ]
    return _issued(letterhead_of(plan.organiser), plan.name, plan.year, rows, notes)


def list_paper(found: TrainingClass, course: Course) -> Paper:
    """Danh sách lớp."""
    return _list(letterhead_of(found.plan.organiser), course)


def attendance_paper(found: TrainingClass, course: Course) -> Paper:
    """Bảng điểm danh."""
    return _attendance(letterhead_of(found.plan.organiser), course)


def results_paper(found: TrainingClass, course: Course) -> Paper:
    """Bảng kết quả."""
    return _results(letterhead_of(found.plan.organiser), course)


# ---- the papers -----------------------------------------------------------------------------------


def _list(head: Letterhead, course: Course) -> Paper:
    columns = (
        TURN,
        Column("Họ và tên", 2.6),
        Column("Ngày sinh", 1.55, Align.CENTRE),
        Column("Chức vụ", 2),
        Column("Đơn vị", 2.8),
        Column("Ghi chú", 0.9),
    )
    rows = numbered((one.name, one.born, one.post, one.unit, "") for one in course.learners)
    body: tuple[Block, ...] = (
        Paragraph(f"Kế hoạch: {course.plan}.", indented=False),
        Table(columns, rows, empty="Không có học viên nào."),
        *course.notes,
        Paragraph(f"Cộng {two_digits(len(course.learners))} học viên."),
    )
    return Paper(
        title=f"Danh sách lớp {course.name}",
        letterhead=head,
        kind="DANH SÁCH HỌC VIÊN",
        about=f"{course.name}\n{course.when}",
        body=body,
        signature=signature_of(),
    )


def _attendance(head: Letterhead, course: Course) -> Paper:
    body: list[Block] = []
    shown = range(0, len(course.sessions), SESSIONS) if course.sessions else range(1)
    for first in shown:
        last = first + SESSIONS
        columns = (
            TURN,
            Column("Họ và tên", 3),
            Column("Đơn vị", 3),
            *(Column(one, 0.75, Align.CENTRE) for one in course.sessions[first:last]),
            Column("Vắng", 0.7, Align.CENTRE),
        )
        rows = numbered(
            (one.name, one.unit, *one.marks[first:last], str(_missed(one.marks[first:last])))
            for one in course.learners
        )
        if first:
            body.append(Heading(f"Từ buổi thứ {first + 1}"))
        body.append(Table(columns, rows, empty="Không có học viên nào.", size=11))
    body += [
        *course.notes,
        Paragraph(
            "X: có mặt; P: vắng có lý do; K: vắng không lý do; để trống: chưa điểm danh.", indented=False
        ),
    ]
    teachers = [Signature(("GIẢNG VIÊN",), one) for one in course.teachers[:2]] or [
        Signature(("GIẢNG VIÊN",))
    ]
    return Paper(
        title=f"Bảng điểm danh {course.name}",
        letterhead=head,
        kind="BẢNG ĐIỂM DANH",
        about=f"{course.name}\n{course.when}",
        body=tuple(body),
        signatures=Signatures((*teachers, signature_of()), len(teachers) + 1),
        landscape=True,
    )


def _missed(marks: Sequence[str]) -> int:
    return sum(one in (SIGNS[Mark.EXCUSED], SIGNS[Mark.ABSENT]) for one in marks)


def _results(head: Letterhead, course: Course) -> Paper:
    columns = (
        TURN,
        Column("Họ và tên", 2.6),
        Column("Ngày sinh", 1.7, Align.CENTRE),
        Column("Đơn vị", 2.8),
        Column("Dự", 0.9, Align.CENTRE),
        Column("Điểm", 0.8, Align.CENTRE),
        Column("Kết quả", 1.3),
        Column("Số chứng nhận", 1.6),
    )
    rows = numbered(
        (
            one.name,
            one.born,
            one.unit,
            f"{sum(mark == SIGNS[Mark.PRESENT] for mark in one.marks)}/{len(course.sessions)}",
            one.score,
            one.result,
            one.certificate,
        )
        for one in course.learners
    )
    called = len(course.learners)
    attended = sum(SIGNS[Mark.PRESENT] in one.marks for one in course.learners)
    waiting = called - course.passed - course.failed
    said = (
        f"Triệu tập {two_digits(called)}; có dự {two_digits(attended)}; đạt {two_digits(course.passed)}; "
        f"không đạt {two_digits(course.failed)}"
        + (f"; chưa có kết quả {two_digits(waiting)}" if waiting else "")
    )
    return Paper(
        title=f"Kết quả {course.name}",
        letterhead=head,
        kind="BẢNG KẾT QUẢ",
        about=f"{course.name}\n{course.when}",
        body=(
            Table(columns, rows, empty="Không có học viên nào."),
            *course.notes,
            Paragraph(f"{said}."),
        ),
        signature=signature_of(),
        mark="" if course.closed else "CHƯA CHỐT",
    )


def _issued(
    head: Letterhead, plan: str, year: int, rows: Sequence[Issued], notes: tuple[Block, ...] = ()
) -> Paper:
    columns = (
        Column("Số vào sổ", 1.3, Align.CENTRE),
        Column("Họ và tên", 2.6),
        Column("Ngày sinh", 1.2, Align.CENTRE),
        Column("Lớp, ngày khai giảng", 3.4),
        Column("Xếp loại", 1.1),
        Column("Ngày cấp", 1.2, Align.CENTRE),
        Column("Ký nhận", 1.4),
        Column("Ghi chú", 1.2),
    )
    cells = tuple(
        Row((one.number, one.name, one.born, one.course, one.result, f"{one.issued:%d/%m/%Y}", "", one.note))
        for one in rows
    )
    return Paper(
        title=f"Sổ cấp chứng nhận: {plan}",
        letterhead=head,
        kind="SỔ CẤP CHỨNG NHẬN TẬP HUẤN",
        about=f"{plan}\nNăm {year}",
        body=(
            Table(columns, cells, empty="Chưa cấp chứng nhận nào."),
            *notes,
            Paragraph(f"Cộng {two_digits(len(rows))} chứng nhận."),
        ),
        signature=signature_of(),
        landscape=True,
    )


# ---- samples --------------------------------------------------------------------------------------


def _course(long: bool) -> Course:
    post = "Phó Trưởng Công an xã"
    if long:
        post += ", phụ trách công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"
    unit = "Công an xã Ia Đrăng, huyện Bảo Sơn"
    sessions = [f"{part} {day:02}/3" for day in range(2, 10 if long else 4) for part in ("Sáng", "Chiều")]
    marks = ("X", "P", "K", "X") * 4
    learners = [
        Learner("Trung tá Y Bhiông Niê Kđăm", "05/02/1984", post, unit, marks, "8,5", "Khá", "0001/2026"),
        Learner("Nguyễn Hoàng Phước Thiện Bảo Ngọc", "1990", "Tổ viên, Tổ 3", unit, marks, "4", "Không đạt"),
    ]
    listed = sample_rows(learners, long)
    return Course(
        name="Lớp bồi dưỡng lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
        code="AN-01",
        plan="Kế hoạch số 15/KH-CAT về tập huấn năm 2026",
        start=date(2026, 3, 2),
        end=date(2026, 3, 9) if long else date(2026, 3, 3),
        venue="Hội trường Công an tỉnh Sơn Hà",
        learners=[replace(one, marks=one.marks[: len(sessions)]) for one in listed],
        sessions=sessions,
        teachers=["Thiếu tá Nguyễn Văn Hòa"],
        passed=len(listed) // 2,
        failed=len(listed) - len(listed) // 2,
        closed=True,
    )


def _issued_sample(head: Letterhead, long: bool) -> Paper:
    course = "Lớp bồi dưỡng lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở (02/03/2026)"
    row = Issued("0001/2026", "Trung tá Y Bhiông Niê Kđăm", "05/02/1984", course, "Khá", date(2026, 3, 10))
    return _issued(head, "Kế hoạch số 15/KH-CAT về tập huấn năm 2026", 2026, sample_rows([row], long))


CLASS_LIST = PaperKind(
    "danh-sach-lop", "Danh sách lớp tập huấn", lambda head, long: _list(head, _course(long))
)
ATTENDANCE = PaperKind(
    "bang-diem-danh", "Bảng điểm danh", lambda head, long: _attendance(head, _course(long))
)
RESULTS = PaperKind("bang-ket-qua", "Bảng kết quả tập huấn", lambda head, long: _results(head, _course(long)))
CERTIFICATE_BOOK = PaperKind("so-cap-chung-nhan", "Sổ cấp chứng nhận tập huấn", _issued_sample)

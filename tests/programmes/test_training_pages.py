"""What the pages of training show to whom, and what they do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.programmes.classes import OPERATOR, YEAR
from tests.programmes.office import DAY, Office
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.programmes import services
from vinhdanh.programmes.models import (
    Attendance,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.training_code import code_now
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return Office()


# ---- plans ----------------------------------------------------------------------------------------


def plan_form(**more: Any) -> dict[str, Any]:
    return {
        "name": "Kế hoạch mới",
        "year": YEAR,
        "group": "grassroots",
        "organiser": "PX01",
        "basis": "Kế hoạch 5/KH",
        "counted_on": "30/09/2026",
        "top_score": "10",
        "band0": "Đạt",
        "least0": "5,5",
        "passes0": "on",
        "band1": "Không đạt",
        "least1": "0",
    } | more


def test_a_plan_is_written_on_the_page_with_its_own_results(office: Office) -> None:
    said = office.post(office.body, "lap-ke-hoach/", plan_form(target="90", needs_essay="on"))
    plan = TrainingPlan.objects.get(name="Kế hoạch mới")
    assert "Đã lập Kế hoạch mới" in said
    assert (plan.target, plan.needs_essay, plan.area.code) == (90, True, "CAT")
    assert [(band.name, str(band.least), band.passes) for band in plan.bands.all()] == [
        ("Đạt", "5.50", True),
        ("Không đạt", "0.00", False),
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"counted_on": "31/02/2026"}, "Ghi ngày theo dạng 31/12/2025."),
        ({"basis": ""}, "Ghi số, ngày của kế hoạch"),
        ({"least0": "năm"}, "Ghi số, ví dụ 8,5."),
        ({"least1": "9"}, "từ cao xuống thấp"),
        ({"target": "101"}, "Không quá 100."),
        ({"organiser": "X999"}, "Chọn một đơn vị trong danh sách."),
    ],
)
def test_a_mistake_in_the_plan_is_named_and_what_was_typed_stays(
    office: Office, wrong: dict[str, str], words: str
) -> None:
    answer = office.client(office.body).post("/tap-huan/lap-ke-hoach/", plan_form(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kế hoạch 5/KH" in answer.content.decode() or "basis" in wrong


def test_the_plans_page_shows_the_coverage_by_commune(office: Office) -> None:
    office.attend(office.rows)
    office.grade({office.rows[0]: "8", office.rows[1]: "9", office.rows[2]: "3"})
    services.close_class(actor=OPERATOR, training_class=office.running)
    said = office.page(office.body, f"ke-hoach/{office.plan.pk}/")
    assert "Bồi dưỡng lực lượng cơ sở: 50% quân số" in said
    assert "2 trong 4 người đã đạt: 2 lần đầu, 0 cập nhật. Chỉ tiêu 75%: còn thiếu 1 người" in said
    assert re.search(r"xã Nà Lầu\s+2/3\s+66,7%", said)
    rows = office.file(office.body, f"ke-hoach/{office.plan.pk}/do-phu.xlsx")
    assert ["X002", "Công an xã Pác Ngòi", 1, 0, 0, 0, 1, "0,0", None] in rows
    assert "Xuất lúc" in rows[2][0]


def test_a_commune_sees_the_whole_share_and_only_its_own_line_and_people(office: Office) -> None:
    said = office.page(office.clerk, f"ke-hoach/{office.plan.pk}/")
    assert "xã Nà Lầu" in said
    assert "Pác Ngòi" not in said
    assert "Mở lớp" not in said
    people = office.page(office.clerk, f"ke-hoach/{office.plan.pk}/nguoi/")
    assert "Lò Văn Dính" in people
    assert "Hà Văn Hà" not in people
    of_class = office.page(office.clerk, f"lop/{office.running.pk}/")
    assert "2 người của đơn vị đồng chí trong 3 học viên" in of_class
    ha = office.running.enrolments.get(member=office.ha)
    office.page(office.clerk, f"hoc-vien/{ha.pk}/", status=404)


def test_who_must_attend_is_found_by_state_and_name_without_marks(office: Office) -> None:
    said = office.page(office.body, f"ke-hoach/{office.plan.pk}/nguoi/?tt=chua&q=giang")
    assert "Giàng A Giang" in said
    assert "Lò Văn Dính" not in said
    none = office.page(office.body, f"ke-hoach/{office.plan.pk}/nguoi/?q=khong+co")
    assert "Không có ai khớp bộ lọc" in none
    rows = office.file(office.body, f"ke-hoach/{office.plan.pk}/nguoi.xlsx?tt=cho")
    assert [row[0] for row in rows if row[5] == "Đang có tên ở lớp"] == [
        "Lò Văn Dính",
        "Lò Thị Em",
        "Hà Văn Hà",
    ]


def test_figures_without_names_and_their_refusal_are_on_one_page(office: Office) -> None:
    form = {"unit": "X001", "classes": "1", "trained": "3", "first_time": "0", "source": "BC 1"}
    address = f"ke-hoach/{office.plan.pk}/so-lieu/"
    assert "2 lượt học viên ghi tên" in office.post(office.body, address, form, status=422)
    plan = office.make_plan(name="Năm trước", year=YEAR - 1)
    office.post(office.body, f"ke-hoach/{plan.pk}/so-lieu/", form | {"unit": "CAT", "in_force": "6"})
    assert "Năm trước: 50% quân số" in office.page(office.body, f"ke-hoach/{plan.pk}/")
    assert "số liệu tổng hợp" in office.page(office.body, f"ke-hoach/{plan.pk}/")


def test_a_plan_is_changed_with_a_reason(office: Office) -> None:
    form = {"basis": "Kế hoạch 12/KH-PX01", "counted_on": "15/01/2026", "target": "80", "why": "Công văn 9"}
    said = office.post(office.body, f"ke-hoach/{office.plan.pk}/sua/", form)
    assert "Công văn 9" in said, "the plan's page tells what was done to it"
    office.page(office.clerk, f"ke-hoach/{office.plan.pk}/sua/", status=403)


# ---- classes --------------------------------------------------------------------------------------


def test_a_class_is_opened_and_its_learners_called(office: Office) -> None:
    form = {
        "code": "L9",
        "name": "Lớp cụm 9",
        "kind": "refresher",
        "start": DAY,
        "end": DAY,
        "venue": "Nhà văn hóa",
        "units": ["X001"],
        "topic0": "Tuần tra",
        "hours0": "4,5",
        "teacher0": "",
        "account0": "giangvien",
    }
    said = office.post(office.body, f"ke-hoach/{office.plan.pk}/mo-lop/", form)
    assert "Triệu tập: 1 người phải tập huấn chưa có lớp" in said
    made = TrainingClass.objects.get(code="L9")
    assert (made.sessions.count(), str(made.topics.get().hours)) == (2, "4.5")
    assert made.teachers.get().name == "Trần Thị giangvien", "the account's own name"
    key = str(Key("m", office.giang.pk))
    done = office.post(office.body, f"lop/{made.pk}/trieu-tap/", {"hv": [key]})
    assert "Đã triệu tập 1 học viên vào lớp L9." in done
    again = office.post(office.body, f"lop/{made.pk}/trieu-tap/", {"hv": [key, "x1"]}, status=422)
    assert "Không triệu tập được Giàng A Giang" in again
    assert "hours1" not in office.post(
        office.body, f"ke-hoach/{office.plan.pk}/mo-lop/", form | {"topic1": "Y"}, status=422
    )


def test_a_class_and_its_half_days_are_changed_on_one_page(office: Office) -> None:
    address = f"lop/{office.running.pk}/sua/"
    sessions = office.sessions()
    said = office.post(office.body, address, {"act": "remove", "session": sessions[-1].pk})
    assert "Đã bỏ buổi chiều" in said
    office.post(office.body, address, {"act": "add", "day": DAY, "part": "3"})
    form = {"act": "change", "name": "Lớp mới", "venue": "X", "cluster": "", "why": "Đổi hội trường"}
    assert "Đã sửa lớp L1." in office.post(office.body, address, form)
    assert "Buổi này của lớp đã có" in office.post(
        office.body, address, {"act": "add", "day": DAY, "part": "3"}, status=422
    )
    office.page(office.clerk, address, status=403)


def test_a_class_entered_by_mistake_is_taken_back_for_a_reason(office: Office) -> None:
    address = f"lop/{office.running.pk}/bo/"
    assert "Ghi lý do rút lớp" in office.post(office.body, address, {"why": " "})
    assert "Đã rút lớp L1" in office.post(office.body, address, {"why": "Mưa lũ"})
    assert not TrainingClass.objects.exists()


def test_classes_are_listed_filtered_and_taken_out_as_a_file(office: Office) -> None:
    office.make_class("L2", name="Lớp cụm Pác Ngòi")
    assert "Lớp L1" not in office.page(office.body, "lop/?q=pac+ngoi")
    assert "Lớp cụm Pác Ngòi" in office.page(office.body, f"lop/?nam={YEAR}&tt=dang-hoc")
    assert "Không có lớp nào khớp bộ lọc" in office.page(office.body, "lop/?tt=da-chot")
    rows = office.file(office.body, "lop.xlsx?q=l1")
    assert [row[:2] for row in rows if row[11] == "Đang học"] == [["L1", "Lớp L1"]]


# ---- attendance -----------------------------------------------------------------------------------


def test_attendance_is_marked_by_hand_and_what_is_wrong_stands_in_its_row(office: Office) -> None:
    session = office.sessions()[0]
    dinh, em, ha = office.rows
    address = f"buoi/{session.pk}/"
    wrong = {f"m:{dinh.pk}": "present", f"m:{em.pk}": "excused", f"m:{ha.pk}": ""}
    said = office.post(office.body, address, wrong, status=422)
    assert "1 người phải xem lại" in said
    assert "Vắng có lý do thì ghi lý do." in said
    done = office.post(office.body, address, wrong | {f"g:{em.pk}": "Con ốm"})
    assert "Đã ghi điểm danh: 2 người thay đổi." in done
    assert "3 người thay đổi" not in office.post(office.body, address, {"act": "all"})
    assert set(Attendance.objects.values_list("mark", flat=True)) == {"present"}


def test_a_clerk_and_a_teacher_each_mark_theirs(office: Office) -> None:
    session = office.sessions()[0]
    said = office.page(office.clerk, f"buoi/{session.pk}/")
    assert "2 người đồng chí được ghi; 1 người khác" in said
    assert "Hà Văn Hà" not in said
    office.post(office.clerk, f"buoi/{session.pk}/", {"act": "all"})
    assert Attendance.objects.count() == 2
    assert "Hà Văn Hà" in office.page(office.teacher, f"buoi/{session.pk}/")
    office.page(make_account("la"), f"buoi/{session.pk}/", status=404)


def test_the_code_is_on_the_teachers_screen_and_lets_a_learner_in(office: Office) -> None:
    plan = office.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    office.plan = plan
    found = office.make_class("N1")
    services.call_up(actor=OPERATOR, training_class=found, keys=[Key("p", office.local.pk)])
    learner = make_account("hocvien", (Role.OFFICER, ""), person_number="302")
    session = office.sessions(found)[-1]
    screen = office.page(office.teacher, f"buoi/{session.pk}/ma/")
    code = code_now(session.pk)[0]
    assert f"{code[:3]} {code[3:]}" in screen
    assert "Có mặt 0 trong 1" in screen
    office.page(learner, f"buoi/{session.pk}/ma/", status=403)
    assert "chưa điểm danh" in office.page(learner, "diem-danh/")
    assert "Mã không đúng" in office.post(learner, "diem-danh/", {"ma": "AAAAAA"}, status=422)
    assert "Đã ghi đồng chí Vi Thị Lan có mặt" in office.post(learner, "diem-danh/", {"ma": code}, status=200)
    assert "có mặt" in office.page(learner, "diem-danh/")
    assert "không có buổi học nào" in office.page(office.body, "diem-danh/")
    past = office.sessions(found)[0]
    assert office.client(office.teacher).get(f"/tap-huan/buoi/{past.pk}/ma/").status_code == 302

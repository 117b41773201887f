"""What the pages of training show to whom, and what they do."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from tests.programmes.classes import OPERATOR, TODAY, YEAR, Training
from tests.records import make_account, standing_body
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.people.types import Secrecy
from vinhdanh.programmes import services
from vinhdanh.programmes.models import (
    Attendance,
    Enrolment,
    GrassrootsMember,
    TrainingCertificate,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.training_code import code_now
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db
DAY = f"{TODAY:%d/%m/%Y}"


class Office(Training):
    """The same with browsers."""

    def __init__(self) -> None:
        super().__init__()
        self.body = standing_body()
        self.rows = self.call(self.dinh, self.em, self.ha)

    def page(self, who: Account, address: str, status: int = 200) -> str:
        answer = self.client(who).get(f"/tap-huan/{address}")
        assert answer.status_code == status, answer.content.decode()[:2000]
        return text(answer)

    def post(self, who: Account, address: str, data: dict[str, Any], status: int = 302) -> str:
        client = self.client(who)
        answer = client.post(f"/tap-huan/{address}", data)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return text(client.get(answer["Location"])) if status == 302 else text(answer)

    def file(self, who: Account, address: str) -> list[list[Any]]:
        answer = self.client(who).get(f"/tap-huan/{address}")
        assert answer.status_code == 200
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def client(self, who: Account) -> Client:
        client = Client()
        client.force_login(who)
        return client


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


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
    assert "Xuất bởi" in rows[1][0]


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


def test_a_class_that_never_began_is_taken_back_for_a_reason(office: Office) -> None:
    address = f"lop/{office.running.pk}/bo/"
    assert "Ghi lý do bỏ lớp" in office.post(office.body, address, {"why": " "})
    assert "Đã bỏ lớp L1" in office.post(office.body, address, {"why": "Mưa lũ"})
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


# ---- results --------------------------------------------------------------------------------------


def finished(office: Office) -> TrainingClass:
    dinh, em, ha = office.rows
    office.attend([dinh, em], absent=[ha])
    form = {f"s:{dinh.pk}": "8,5", f"s:{em.pk}": "4", f"s:{ha.pk}": ""}
    said = office.post(office.teacher, f"lop/{office.running.pk}/ket-qua/", form)
    assert "Đã ghi kết quả: 2 người thay đổi." in said
    assert "Đã chốt lớp L1" in office.post(office.body, f"lop/{office.running.pk}/chot/", {})
    return TrainingClass.objects.get(pk=office.running.pk)


def test_a_score_that_is_none_is_told_in_its_row(office: Office) -> None:
    dinh = office.rows[0]
    office.attend(office.rows)
    address = f"lop/{office.running.pk}/ket-qua/"
    assert "“tám” không phải điểm" in office.post(office.body, address, {f"s:{dinh.pk}": "tám"}, status=422)
    assert "Điểm từ 0 đến 10." in office.post(office.body, address, {f"s:{dinh.pk}": "11"}, status=422)
    office.page(office.clerk, address, status=403)


def test_a_class_that_can_not_be_closed_says_why(office: Office) -> None:
    said = office.page(office.body, f"lop/{office.running.pk}/")
    assert "Chưa chốt được lớp. 6 buổi chưa điểm danh đủ" in said
    assert "Chưa chốt được lớp." in office.post(office.body, f"lop/{office.running.pk}/chot/", {})


def test_certificates_and_the_make_up_class_follow_the_closing(office: Office) -> None:
    closed = finished(office)
    said = office.post(office.body, f"lop/{closed.pk}/chung-nhan/", {"issued": DAY, "first": "7"})
    assert f"Đã cấp 1 chứng nhận, số 0007/{YEAR} đến 0007/{YEAR}." in said
    assert TrainingCertificate.objects.get().enrolment.member == office.dinh
    wrong = {"issued": "hôm nay", "first": ""}
    assert "Ghi ngày theo dạng" in office.post(office.body, f"lop/{closed.pk}/chung-nhan/", wrong, status=422)
    form = {"code": "L1-B", "venue": "Hội trường", "start": DAY, "end": DAY}
    said = office.post(office.body, f"lop/{closed.pk}/hoc-bu/", form)
    assert "Đã mở lớp học bù L1-B và triệu tập 2 người." in said
    rows = office.file(office.body, f"lop/{closed.pk}/hoc-vien.xlsx")
    assert next(row[:6] for row in rows if row[0] == "Lò Văn Dính") == [
        "Lò Văn Dính",
        "Công an xã Nà Lầu",
        "Tổ bảo vệ bản Mới",
        "lần đầu",
        6,
        6,
    ]


def test_a_correction_is_written_beside_the_closed_result(office: Office) -> None:
    closed = finished(office)
    row = closed.enrolments.get(member=office.em)
    fair = office.plan.bands.get(name="Khá")
    address = f"hoc-vien/{row.pk}/"
    form = {"act": "correct", "band": fair.pk, "score": "7", "reason": ""}
    assert "Ghi lý do đính chính." in office.post(office.body, address, form, status=422)
    said = office.post(office.body, address, form | {"reason": "Cộng sót điểm"})
    assert "Lò Thị Em: khá" in said
    assert "lúc chốt Không đạt, 4 điểm" in said
    assert "Cộng sót điểm" in said
    assert "Đính chính kết quả" not in office.page(office.clerk, address).partition("Đã làm gì")[0]


def test_a_learner_is_taken_off_the_list_for_a_reason(office: Office) -> None:
    row = office.rows[0]
    said = office.post(office.body, f"hoc-vien/{row.pk}/", {"act": "drop", "why": "Đi viện"})
    assert "Đã rút Lò Văn Dính khỏi lớp L1." in said
    assert not Enrolment.objects.filter(pk=row.pk).exists()


# ---- the register and the learner's page ----------------------------------------------------------


def test_a_clerk_keeps_the_register_of_his_commune(office: Office) -> None:
    form = {
        "unit": "X001",
        "team": "Tổ bảo vệ ANTT thôn 3",
        "name": "Sùng A Phình",
        "born": "1990",
        "role": "head",
        "start": "01/07/2024",
        "trained_before": "",
    }
    assert "Đã ghi Sùng A Phình" in office.post(office.clerk, "luc-luong/them/", form)
    assert "Chọn một xã, phường" in office.post(
        office.clerk, "luc-luong/them/", form | {"unit": "X002"}, status=422
    )
    said = office.page(office.clerk, "luc-luong/?q=phinh")
    assert "Tổ trưởng, sinh 1990" in said
    assert "Hà Văn Hà" not in office.page(office.clerk, "luc-luong/")
    member = GrassrootsMember.objects.get(name="Sùng A Phình")
    change = form | {"name": "Sùng A Phìn", "why": "Ghi sai tên"}
    assert "Đã sửa hồ sơ của Sùng A Phìn" in office.post(office.clerk, f"luc-luong/{member.pk}/sua/", change)
    left = office.post(office.clerk, f"luc-luong/{member.pk}/", {"last_day": DAY, "why": "Xin thôi"})
    assert f"đến {DAY}" in left
    office.page(office.clerk, f"luc-luong/{office.ha.pk}/", status=404)
    assert [row[2] for row in office.file(office.clerk, "luc-luong.xlsx?q=dinh")][-1] == "Lò Văn Dính"


def test_the_register_finds_who_was_never_trained(office: Office) -> None:
    finished(office)
    said = office.page(office.body, "luc-luong/?tt=chua")
    assert "Lò Văn Dính" not in said
    assert "Lò Thị Em" in said


def test_a_learners_page_tells_every_training(office: Office) -> None:
    finished(office)
    said = office.page(office.clerk, f"luc-luong/{office.dinh.pk}/")
    assert "Lớp L1" in said
    assert "8,5" in said
    office.plan = office.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    services.call_up(actor=OPERATOR, training_class=office.make_class("N1"), keys=[Key("p", office.local.pk)])
    own = make_account("lan", (Role.OFFICER, ""), person_number="302")
    assert "Lớp N1" in office.page(own, "can-bo/302/")
    office.page(own, "can-bo/301/", status=404)
    assert "Nghiệp vụ" in office.page(own, ""), "who is called sees the plan"


def test_people_under_secrecy_stay_out_of_the_files(office: Office) -> None:
    office.plan = office.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    office.local.secrecy = Secrecy.SECRET
    office.local.save()
    rows = office.file(office.body, f"ke-hoach/{office.plan.pk}/nguoi.xlsx")
    flat = [cell for row in rows for cell in row]
    assert "Ma Văn Cường" in flat
    assert "Vi Thị Lan" not in flat
    assert "Không xuất 1 người có độ mật." in flat


def test_a_name_that_begins_like_a_formula_stays_a_name_in_the_file(office: Office) -> None:
    office.member(office.x1, "=1+1")
    rows = office.file(office.body, "luc-luong.xlsx")
    assert any("=1+1" in (cell or "") for row in rows for cell in row if isinstance(cell, str))


def test_pages_of_nothing_say_what_to_do(db: None) -> None:
    body = standing_body()
    client = Client()
    client.force_login(body)
    assert "Chưa có kế hoạch tập huấn nào" in text(client.get("/tap-huan/"))
    assert "Chưa có ai trong sổ" in text(client.get("/tap-huan/luc-luong/"))
    assert "Chưa có lớp nào" in text(client.get("/tap-huan/lop/"))

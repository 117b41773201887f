"""Results, certificates, the register and the learner's page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.programmes.classes import OPERATOR, YEAR
from tests.programmes.office import DAY, Office, text
from tests.records import make_account, standing_body
from vinhdanh.access.types import Role
from vinhdanh.people.types import Secrecy
from vinhdanh.programmes import services
from vinhdanh.programmes.models import (
    Enrolment,
    GrassrootsMember,
    TrainingCertificate,
    TrainingClass,
)
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return Office()


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


def test_another_score_gives_another_band_unless_a_person_chose_one(office: Office) -> None:
    dinh, em, _ = office.rows
    office.attend(office.rows)
    address = f"lop/{office.running.pk}/ket-qua/"
    good, fair, *_ = office.plan.bands.all()
    chosen = {f"s:{dinh.pk}": "9", f"s:{em.pk}": "9", f"b:{em.pk}": fair.pk}
    office.post(office.body, address, chosen)
    page = office.client(office.body).get(f"/tap-huan/{address}").content.decode()
    assert page.count(f'value="{fair.pk}" selected') == 1
    assert f'value="{good.pk}" selected' not in page
    office.post(office.body, address, chosen | {f"s:{dinh.pk}": "5"})
    assert str(office.running.enrolments.get(pk=dinh.pk).band) == "Đạt yêu cầu"


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

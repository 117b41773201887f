"""The teacher's screen and what its code opens on a learner's phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.programmes.office import Office, text
from tests.programmes.test_training_scanning import read
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.programmes import services, training_code
from vinhdanh.programmes.models import Attendance
from vinhdanh.programmes.training_code import SCAN_SECONDS, SECONDS, code_now
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def scan_address(office: Office) -> str:
    """The path that the screen's QR code says."""
    session = office.sessions()[-1]
    answer = office.client(office.teacher).get(f"/tap-huan/buoi/{session.pk}/ma/")
    page = answer.content.decode()
    drawn = re.search(r'<svg class="qr" viewBox="0 0 (\d+) \d+".*?<path class="qr-ink" d="([^"]+)"', page)
    assert drawn is not None
    assert "style=" not in drawn[0]
    said = read(int(drawn[1]), drawn[2])
    assert said == f"http://testserver/tap-huan/diem-danh/{session.pk}/{code_now(session.pk)[0]}/"
    return said.removeprefix("http://testserver")


def test_a_phone_opens_what_the_screen_shows_and_its_owner_says_who_he_is(office: Office) -> None:
    address, phone = scan_address(office), Client()
    opened = text(phone.get(address))
    assert "Đồng chí là ai trong danh sách lớp" in opened
    assert "Lò Văn Dính" not in opened  # the list is not shown
    assert not Attendance.objects.exists()  # looking writes nothing
    wrong = phone.post(address, {"name": "Lò Văn Dính", "born": "1984"})
    assert wrong.status_code == 422
    assert "Không có Lò Văn Dính, sinh năm 1984" in text(wrong)
    assert "Ghi năm sinh." in text(phone.post(address, {"name": "Lò Văn Dính", "born": ""}))
    answer = phone.post(address, {"name": "Lò Văn Dính", "born": "1985"})
    assert "Lò Văn Dính có mặt" in text(answer)
    assert "Đã điểm danh từ trước" in text(phone.post(address, {"name": "Lò Văn Dính", "born": "1985"}))
    assert "Máy này đã điểm danh cho một người khác" in text(
        phone.post(address, {"name": "Hà Văn Hà", "born": "1985"})
    )
    assert Attendance.objects.filter(how="scan").count() == 1
    marked = office.page(office.teacher, f"buoi/{office.sessions()[-1].pk}/")
    assert "tự điểm danh" in marked


def test_an_old_code_marks_nobody_unless_this_phone_scanned_it_in_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, phone = scan_address(office), Client()
    phone.get(address)
    began = timezone.now()

    def later(seconds: int) -> None:
        monkeypatch.setattr(training_code.timezone, "now", lambda: began + timedelta(seconds=seconds))

    later(2 * SECONDS + 1)
    assert Client().get(address).status_code == 410  # sent on to who isn't in the room
    assert phone.get(address).status_code == 200  # signing in takes a moment
    later(SCAN_SECONDS + 1)
    late = phone.post(address, {"name": "Lò Văn Dính", "born": "1985"})
    assert late.status_code == 410
    assert "Mã này đã đổi, chưa ghi có mặt" in text(late)
    assert not Attendance.objects.exists()


def test_an_officer_signs_in_and_confirms(office: Office) -> None:
    plan = office.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    office.running = office.make_class("N1", plan=plan)
    services.call_up(actor=office.body, training_class=office.running, keys=[Key("p", office.local.pk)])
    learner = make_account("hocvien", (Role.OFFICER, ""), person_number="302")
    address, phone = scan_address(office), Client()
    answer = phone.get(address)
    assert f"/dang-nhap/?next={address}" in answer.content.decode()
    assert "Đồng chí là ai" not in text(answer)
    phone.force_login(learner)
    assert "Xác nhận có mặt" in text(phone.get(address))
    assert "Vi Thị Lan có mặt" in text(phone.post(address))
    refused = office.client(make_account("khac", (Role.OFFICER, ""), person_number="301")).post(address)
    assert refused.status_code == 422
    assert "không có tên trong danh sách Lớp N1" in text(refused)

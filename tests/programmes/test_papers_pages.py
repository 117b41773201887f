"""The papers of training and recruitment from their pages: who has them, and who stays out of them."""

from __future__ import annotations

import pytest

from tests.papers import page_texts, pdf_text
from tests.people.months import as_, said
from tests.programmes.classes import OPERATOR
from tests.programmes.office import Office
from tests.programmes.selection import SECRET, Selection
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.types import Secrecy
from vinhdanh.programmes import services
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import TargetGroup

pytestmark = pytest.mark.django_db


def finished(office: Office) -> str:
    first, second, third = office.rows
    office.attend([first, second], absent=[third])
    office.grade({first: "8", second: "3"})
    services.close_class(actor=OPERATOR, training_class=office.running)
    return f"/tap-huan/lop/{office.running.pk}"


def test_a_class_has_its_list_attendance_results_and_certificates() -> None:
    office = Office()
    base, client = finished(office), as_(office.body)
    page = client.get(f"{base}/").content.decode()
    for name, words in (
        ("danh-sach", "Cộng 03 học viên."),
        ("diem-danh", "GIẢNG VIÊN"),
        ("ket-qua", "Triệu tập 03; có dự 02; đạt 01; không đạt 01; chưa có kết quả 01."),
    ):
        assert f"{base}/{name}.docx" in page
        assert words in pdf_text(client.get(f"{base}/{name}.pdf").content)
    assert client.get(f"{base}/chung-nhan.pdf").status_code == 404, "none was given yet"
    services.issue_certificates(actor=OPERATOR, training_class=office.running, issued=office.running.end)
    pages = page_texts(client.get(f"{base}/chung-nhan.pdf").content)
    assert len(pages) == 1
    assert "Lò Văn Dính" in pages[0]
    assert "Vào sổ cấp chứng nhận số: 0001/" in pages[0]
    book = pdf_text(client.get(f"/tap-huan/ke-hoach/{office.plan.pk}/so-cap.pdf").content)
    assert "Lò Văn Dính" in book
    assert "Cộng 01 chứng nhận." in book


def test_a_commune_has_its_own_learners_and_prints_no_certificates() -> None:
    office = Office()
    base, clerk = finished(office), as_(office.clerk)
    read = pdf_text(clerk.get(f"{base}/danh-sach.pdf").content)
    assert "Lò Văn Dính" in read
    assert "Hà Văn Hà" not in read, "he is another commune's"
    assert clerk.get(f"{base}/chung-nhan.pdf").status_code == 403
    stranger = as_(make_account("nguoi-la", (Role.UNIT_HEAD, "PX02")))
    assert "Không có học viên nào." in pdf_text(stranger.get(f"{base}/danh-sach.pdf").content)
    assert stranger.get("/tap-huan/lop/999999/danh-sach.pdf").status_code == 404


def test_a_learner_under_secrecy_stays_out_of_the_list() -> None:
    office = Office()
    office.plan = office.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    found = office.make_class("N1")
    keys = [Key("p", office.local.pk), Key("p", office.chief.pk)]
    services.call_up(actor=OPERATOR, training_class=found, keys=keys)
    office.local.secrecy = Secrecy.SECRET
    office.local.save()
    read = pdf_text(as_(office.body).get(f"/tap-huan/lop/{found.pk}/danh-sach.pdf").content)
    assert "Ma Văn Cường" in read
    assert "Vi Thị Lan" not in read
    assert "Không in 1 người có độ mật." in read


# ---- rounds of selection --------------------------------------------------------------------------


def test_a_list_of_citizens_leaves_for_a_reason_and_holds_no_health() -> None:
    world = Selection()
    world.register(name="Sùng A Kín", health_note=SECRET)
    world.register(name="Người Xã Khác", unit=world.x2)
    clerk, address = as_(world.clerk), f"/tuyen-chon/{world.round.pk}/danh-sach.pdf"
    refused = said(clerk.post(address, {"danh_sach": "so-tuyen", "why": ""}, follow=True))
    assert "Ghi lý do xuất dữ liệu cá nhân" in refused
    read = pdf_text(clerk.post(address, {"danh_sach": "so-tuyen", "why": "Niêm yết tại xã"}).content)
    assert "Sùng A Kín" in read
    assert "Người Xã Khác" not in read
    assert SECRET not in read
    entry = JournalEntry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.why) == ("recruitment.files_exported", "Niêm yết tại xã")
    selected = clerk.post(address, {"danh_sach": "trung-tuyen", "why": "Kiểm tra"})
    assert "Không có ai." in pdf_text(selected.content)
    assert clerk.post(address, {"danh_sach": "khac", "why": "X"}).status_code == 404
    assert clerk.get(address).status_code == 405


def test_the_report_names_nobody_and_adds_the_communes_up() -> None:
    world = Selection()
    world.register(name="Sùng A Kín")
    read = pdf_text(as_(world.standing).get(f"/tuyen-chon/{world.round.pk}/bao-cao.pdf").content)
    assert "Sùng A Kín" not in read
    assert "Công an xã Bản Lầu" in read
    assert "Cộng 2 xã, phường 3 1" in read

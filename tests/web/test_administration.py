"""Accounts, delegation, interventions, sessions, the journal and the checks, on their pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.eligibility.test_pages import sheet_of, text_of
from tests.judged import Judged
from vinhdanh.access.models import Account, Delegation
from vinhdanh.access.selectors import intervention_of, scopes
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.models import Person
from vinhdanh.people.services.persons import change_person

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%d/%m/%Y}"
ACCOUNTS = "/quan-tri/tai-khoan/"


def of(judged: Judged, name: str) -> str:
    return f"{ACCOUNTS}ten/{judged.accounts[name].username}/"


def once(answer: Any) -> str:
    """The one-time password on a page."""
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r"<dt>Mật khẩu</dt><dd>([a-z0-9-]+)</dd>", answer.content.decode())
    assert found
    return found[1]


# ---- accounts -------------------------------------------------------------------------------------


def test_a_new_account_gets_a_password_that_is_shown_once_and_must_change(judged: Judged) -> None:
    admin = judged.client("admin")
    password = once(admin.post(f"{ACCOUNTS}lap/", {"username": "moi", "full_name": "Hà Văn Mới"}))
    entry = JournalEntry.objects.get(verb="access.account_created", ref="account:moi")
    assert password not in entry.data
    assert password not in text_of(admin, f"{ACCOUNTS}ten/moi/")
    newcomer = Client()
    newcomer.post("/dang-nhap/", {"username": "moi", "password": password})
    assert newcomer.get("/can-bo/")["Location"] == "/tai-khoan/"


def test_a_forgotten_password_is_reset(judged: Judged) -> None:
    password = once(judged.client("admin").post(of(judged, "clerk"), {"act": "mat-khau"}))
    clerk = Account.objects.get(pk=judged.accounts["clerk"].pk)
    assert clerk.check_password(password)
    assert clerk.must_change_password


def test_wrong_entries_are_answered_at_their_field(judged: Judged) -> None:
    answer = judged.client("admin").post(
        f"{ACCOUNTS}lap/", {"username": "Cán bộ", "full_name": "X", "person_number": "000"}
    )
    assert answer.status_code == 422
    assert "Không có cán bộ mang số hiệu 000." in answer.content.decode()
    answer = judged.client("admin").post(f"{ACCOUNTS}lap/", {"username": "Cán bộ", "full_name": "X"})
    assert "Chỉ dùng chữ thường không dấu" in answer.content.decode()


def test_a_role_is_given_on_a_unit_for_a_time_and_ended(judged: Judged) -> None:
    admin, page = judged.client("admin"), of(judged, "nobody")
    form = {"act": "giao", "giao-role": "unit_clerk", "giao-valid_from": TODAY, "giao-why": "QĐ 7"}
    answer = admin.post(page, form | {"giao-unit": "KHONG"})
    assert "Không có đơn vị nào mang mã KHONG." in answer.content.decode()
    assert admin.post(page, form | {"giao-unit": "px02"}).status_code == 302
    nobody = judged.accounts["nobody"]
    (scope,) = scopes(nobody)
    assert (scope.role, scope.unit_code) == (Role.UNIT_CLERK, "PX02")
    assert judged.client("nobody").get("/can-bo/200-004/").status_code == 200
    said = text_of(admin, page)
    assert "Cán bộ tổng hợp Phòng Hậu cần PX02" in said
    assert "QĐ 7" in said  # in its history
    role = nobody.roles.get()
    end = {"act": "thoi", "thoi-assignment": str(role.pk), "thoi-last_day": "01/01/2020", "thoi-why": "X"}
    answer = admin.post(page, end)
    assert answer.status_code == 422
    assert "Ngày thôi vai trò phải sau ngày giao." in answer.content.decode()
    assert admin.post(page, end | {"thoi-last_day": TODAY}).status_code == 302
    assert "toàn cơ quan" not in text_of(admin, f"{ACCOUNTS}?q=nobody")


def test_nobody_gives_himself_a_role_or_closes_himself(judged: Judged) -> None:
    admin, page = judged.client("admin"), of(judged, "admin")
    assert "Đồng chí không tự giao vai trò cho mình" in text_of(admin, page)
    form = {"act": "giao", "giao-role": "inspector", "giao-valid_from": TODAY, "giao-why": "X"}
    assert admin.post(page, form).status_code == 403
    assert admin.post(page, {"act": "khoa", "khoa-why": "X"}).status_code == 403


def test_a_closed_account_is_out_and_comes_back(judged: Judged) -> None:
    admin, clerk, page = judged.client("admin"), judged.client("clerk"), of(judged, "clerk")
    assert admin.post(page, {"act": "khoa", "khoa-why": " "}).status_code == 422
    admin.post(page, {"act": "khoa", "khoa-why": "Nghỉ hưu"})
    assert clerk.get("/can-bo/").status_code == 302
    assert "clerk" in text_of(admin, f"{ACCOUNTS}?tt=khoa")
    admin.post(page, {"act": "mo", "mo-why": "Khóa nhầm"})
    assert Account.objects.get(username="clerk").is_active
    assert [row[0] for row in sheet_of(admin, f"{ACCOUNTS}danh-sach.xlsx?vai-tro=unit_clerk")][-1] == "clerk"


def test_an_inspector_reads_accounts_and_changes_none(judged: Judged) -> None:
    inspector, page = judged.client("inspector"), of(judged, "clerk")
    assert "Đồng chí chưa được giao quyền quản lý tài khoản." in text_of(inspector, page)
    assert inspector.post(page, {"act": "mat-khau"}).status_code == 403
    assert inspector.post(page, {"act": "khoa", "khoa-why": "X"}).status_code == 403


# ---- delegation -----------------------------------------------------------------------------------


def test_a_head_lends_his_role_and_takes_it_back(judged: Judged) -> None:
    head = judged.client("head")
    role = judged.accounts["head"].roles.get()
    form = {"act": "giao", "assignment": str(role.pk), "valid_from": TODAY, "valid_to": TODAY}
    answer = head.post("/uy-quyen/", form | {"receiver": "admin", "ground": "Giấy 1"})
    assert answer.status_code == 422
    assert "không nhận ủy quyền để ghi hồ sơ" in answer.content.decode()
    assert head.post("/uy-quyen/", form | {"receiver": THUY, "ground": "Giấy 1"}).status_code == 302
    officer = judged.client("officer")
    assert officer.get("/can-bo/200-002/").status_code == 200
    assert "TUQ. Trần Thị head" in text_of(officer, "/tai-khoan/")
    lent = Delegation.objects.get()
    taken = {"act": "thu-hoi", "so": str(lent.pk), "thu-why": ""}
    assert "Ghi lý do." in head.post("/uy-quyen/", taken).content.decode()
    assert officer.post("/uy-quyen/", taken | {"thu-why": "X"}).status_code == 403
    head.post("/uy-quyen/", taken | {"thu-why": "Đã về"})
    assert officer.get("/can-bo/200-002/").status_code == 404
    assert "Đã thu hồi" in text_of(head, "/uy-quyen/")


def test_who_has_nothing_to_lend_is_told_who_does(judged: Judged) -> None:
    assert "Đồng chí không giữ vai trò nào ủy quyền được." in text_of(judged.client("clerk"), "/uy-quyen/")
    clerk = judged.client("clerk").get("/ky-luat/").content.decode()
    assert "/uy-quyen/" not in clerk
    assert "Quản trị" not in clerk
    assert "/uy-quyen/" in judged.client("head").get("/ky-luat/").content.decode()


# ---- interventions --------------------------------------------------------------------------------


def test_an_intervention_shows_on_every_page_until_it_is_stopped(judged: Judged) -> None:
    admin = judged.client("admin")
    assert admin.get("/can-bo/200-004/").status_code == 404
    answer = admin.post("/quan-tri/can-thiep/", {"act": "mo", "reason": "", "minutes": "500"})
    assert answer.status_code == 422
    assert "Nhiều nhất 30 phút" in answer.content.decode()
    admin.post("/quan-tri/can-thiep/", {"act": "mo", "reason": "Sửa ngày sinh", "minutes": "10"})
    assert intervention_of(judged.accounts["admin"])
    for address in ("/can-bo/200-004/", "/nhat-ky/", "/luat/"):
        assert "Đang can thiệp dữ liệu đến" in text_of(admin, address)
    admin.post("/quan-tri/can-thiep/", {"act": "dong"})
    assert admin.get("/can-bo/200-004/").status_code == 404
    assert "Đang can thiệp dữ liệu đến" not in text_of(admin, "/luat/")
    page = admin.get("/quan-tri/can-thiep/").content.decode()
    under = re.search(r"/nhat-ky/\?theo=intervention:\d+", page)
    assert under
    said = text_of(admin, under[0])
    assert "Mở chế độ can thiệp dữ liệu" in said
    assert "Đóng chế độ can thiệp dữ liệu" in said
    assert "1–2 trong 2 mục" in said


# ---- sessions -------------------------------------------------------------------------------------


def test_one_ends_a_session_elsewhere_and_this_one_goes_on(judged: Judged) -> None:
    here, there = judged.client("clerk"), judged.client("clerk")
    for client in (here, there):
        client.get("/can-bo/", headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    said = text_of(here, "/tai-khoan/")
    assert said.count("Firefox, Windows") == 2
    assert "phiên này" in said
    other = judged.accounts["clerk"].sessions.exclude(key=here.session.session_key).get()
    here.post("/tai-khoan/phien/", {"phien": str(other.pk)})
    assert there.get("/can-bo/").status_code == 302
    assert here.get("/can-bo/").status_code == 200
    entry = JournalEntry.objects.get(verb="access.sessions_closed")
    assert entry.details == {"sessions": 1}


def test_an_administrator_ends_all_sessions_of_an_account(judged: Judged) -> None:
    clerk = judged.client("clerk")
    clerk.get("/can-bo/")
    admin = judged.client("admin")
    assert "1 phiên đang mở" in text_of(admin, of(judged, "clerk"))
    admin.post(of(judged, "clerk"), {"act": "phien"})
    assert clerk.get("/can-bo/").status_code == 302


# ---- the journal ----------------------------------------------------------------------------------


def test_the_journal_is_searched_by_who_what_when_and_record(judged: Judged) -> None:
    person = Person.objects.get(number=THUY)
    change_person(actor=judged.accounts["clerk"], person=person, why="=Ghi thiếu", category="ky_thuat")
    inspector = judged.client("inspector")
    for query in (
        "ai=clerk", "viec=people.person_changed", f"ref=person:{THUY}", "q=bích thủy&viec=people",
        f"tu={TODAY}&viec=people.person_changed&den={TODAY}",
    ):  # fmt: skip
        said = text_of(inspector, f"/nhat-ky/?{query}")
        assert "1–1 trong 1 mục" in said, query
        assert "Sĩ quan, hạ sĩ quan nghiệp vụ" in said or "nghiep_vu" in said
        assert "ky_thuat" in said
    assert "Không có mục nào khớp bộ lọc" in text_of(inspector, "/nhat-ky/?ai=khongcoai")
    answer = inspector.get("/nhat-ky/?tu=31/31/2025")
    assert answer.status_code == 422
    assert "Ghi ngày theo dạng 31/12/2025." in answer.content.decode()
    rows = sheet_of(inspector, f"/nhat-ky/danh-sach.xlsx?ref=person:{THUY}")
    assert rows[-1][9] == "=Ghi thiếu"


def test_the_chain_is_proved_in_stretches(
    judged: Judged, monkeypatch: pytest.MonkeyPatch, guards_down: Any
) -> None:
    monkeypatch.setattr("vinhdanh.web.views.administration.journal.AT_ONCE", 2)
    inspector, last = judged.client("inspector"), JournalEntry.objects.count()
    first = inspector.post("/nhat-ky/kiem-tra/").content.decode()
    assert f"Đã kiểm 2 trong {last} mục" in first
    assert 'name="sau" value="2"' in first
    assert 'hx-trigger="load' in first
    said = inspector.post("/nhat-ky/kiem-tra/", {"sau": str(last - 1)}).content.decode()
    assert f"Nhật ký nguyên vẹn: {last} mục" in said
    with guards_down():
        JournalEntry.objects.filter(number=2).update(why="khác")
    said = inspector.post("/nhat-ky/kiem-tra/").content.decode()
    assert "Nội dung mục 2 khác với lúc ghi." in said


def test_a_record_shows_its_history_to_who_sees_it(judged: Judged) -> None:
    person = Person.objects.get(number=THUY)
    change_person(actor=Operator(), person=person, why="Ghi thiếu", category="ky_thuat")
    for who in ("officer", "clerk", "standing", "admin"):
        assert "Sửa hồ sơ cán bộ" in text_of(judged.client(who), f"/lich-su/person:{THUY}/")
    assert judged.client("nobody").get(f"/lich-su/person:{THUY}/").status_code == 404


# ---- checks ---------------------------------------------------------------------------------------


def test_the_checks_say_what_is_wrong_and_the_way_to_mend(judged: Judged) -> None:
    inspector = judged.client("inspector")
    assert "Những điều được kiểm" in text_of(inspector, "/quan-tri/kiem-tra-du-lieu/")
    Person.objects.filter(number=THUY).update(folded="sai")
    page = inspector.post("/quan-tri/kiem-tra-du-lieu/", {"ma": "people.folded_names"}).content.decode()
    assert "1 chỗ phải sửa" in page
    assert "Mở hồ sơ và lưu lại tên." in page
    assert f"/nhat-ky/?ref=person%3A{THUY}" in page
    everything = inspector.post("/quan-tri/kiem-tra-du-lieu/").content.decode()
    assert "Tên để tìm kiếm khớp với tên trong hồ sơ" in everything
    assert "Nhật ký còn nguyên như lúc ghi" not in everything  # walked in stretches, on its own page

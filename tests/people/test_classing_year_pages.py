"""The pages of years, of one person's months, and of the rules."""

from __future__ import annotations

import html
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tests.people.months import YEAR, Department, as_, months_of, said, sheet_of
from tests.records import make_account, standing_body
from vinhdanh.access.types import Role
from vinhdanh.people.models import ClassingExemption, ScaleText, YearDraft, YearRating


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


def test_a_year_is_proposed_decided_and_accepted_on_the_page(px01: Department) -> None:
    months_of(px01, "1" * 12)
    client, address = as_(px01.clerk), f"/phan-loai/nam/{YEAR}/PX01/"
    page = said(client.get(address))
    assert "Máy đề xuất được cho tất cả" in page
    assert "ít nhất 5/6 số tháng là Loại 1; không có tháng Loại 3 hoặc Loại 4" in page
    client.post(address, {"act": "propose"})
    assert YearDraft.objects.exclude(decided="").count() == 10
    answer = client.post(address, {"act": "save", "m:102": "good", "g:102": ""})
    assert answer.status_code == 422
    assert "Khác đề xuất (hoàn thành xuất sắc): ghi lý do." in said(answer)
    client.post(address, {"act": "save", "m:102": "good", "g:102": "Chi bộ đề nghị"})
    answer = client.post(address, {"act": "accept"}, follow=True)
    assert "Đã ghi 10 xếp loại" in said(answer)
    assert YearRating.objects.get(person=px01.an).level == 2
    assert "1 trong 2 đơn vị đã chốt" in said(as_(standing_body()).get(f"/phan-loai/nam/?nam={YEAR}"))


def test_a_year_that_is_not_ready_says_who_is_missing(px01: Department) -> None:
    months_of(px01, "1" * 11)
    answer = as_(px01.clerk).post(f"/phan-loai/nam/{YEAR}/PX01/", {"act": "accept"})
    assert answer.status_code == 422
    assert "10 dòng phải xem lại" in said(answer)
    assert "còn 1 tháng; hoàn thành xuất sắc hoặc hoàn thành tốt hoặc hoàn thành" in said(answer)
    boss = said(as_(px01.boss).get(f"/phan-loai/nam/{YEAR}/PX01/"))
    assert "chưa được giao quyền ghi hồ sơ" in boss, "a head decides, a clerk writes the rating"


def test_the_year_goes_out_as_excel(px01: Department) -> None:
    months_of(px01, "1" * 12)
    sheet = sheet_of(as_(px01.clerk).get(f"/phan-loai/nam/{YEAR}/PX01/bang.xlsx"))
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    assert rows["102"][3:16] == ["1"] * 12 + ["Hoàn thành xuất sắc"]


def test_an_officer_sees_his_own_months_once_they_are_submitted(px01: Department) -> None:
    officer = as_(make_account("canbo", (Role.OFFICER, "PX01"), person_number="102"))
    period = px01.month()
    px01.save(period)
    assert "Chưa có tháng nào được phân loại" in said(officer.get("/phan-loai/can-bo/102/"))
    px01.save(period, {"102": "3"}, {}, submit=True)
    page = said(officer.get("/phan-loai/can-bo/102/"))
    assert "Tháng 5/2025 Loại 3 Đội Chính sách" in page
    assert "Tháng 5: Loại 3" in page
    assert officer.get("/phan-loai/can-bo/103/").status_code == 404


def test_the_strip_can_stand_on_any_page(px01: Department, rf: RequestFactory) -> None:
    months_of(px01, "12")
    request = rf.get("/")
    request.user = px01.clerk
    strip = Template("{% load classing %}{% class_strip '102' 2025 %}{% class_strip '201' 2025 %}")
    page = strip.render(Context({"request": request}))
    assert page.count('class="strip"') == 1, "201 is out of the clerk's sight, and has no months"
    assert "Tháng 2: Loại 2" in page


def test_rules_are_shown_in_words_and_changed_as_text(px01: Department) -> None:
    standing = as_(standing_body())
    page = said(standing.get("/phan-loai/quy-che/loai-1-4/"))
    assert "Loại 1 ≤ 70%" in page
    assert "ít nhất 75% số tuần là Loại 1" in page
    assert "Vượt thì không gửi được." in page
    reported = said(standing.get("/phan-loai/quy-che/hd-01-v05/"))
    assert "Theo nguồn thuật lại" in reported
    assert "không có căn cứ trong Luật" not in reported
    page = standing.get("/phan-loai/quy-che/co/").content.decode()
    text = re.search(r"<textarea[^>]*>(.*)</textarea>", page, re.S)
    assert text
    own = html.unescape(text[1]).replace('"80%"', '"75%"')
    misspelt = {"text": own.replace("due_day", "du_day"), "act": "save"}
    wrong = standing.post("/phan-loai/quy-che/co/", misspelt)
    assert wrong.status_code == 422
    assert "không có mục “du_day”; ý là “due_day”?" in said(wrong)
    assert "du_day" in wrong.content.decode(), "what was typed stays"
    done = standing.post("/phan-loai/quy-che/co/", {"text": own, "act": "save"}, follow=True)
    assert "Đã ghi Phân loại tháng: cờ xanh, vàng, đỏ" in said(done)
    assert "Cờ xanh ≤ 75%" in said(done)
    back = standing.post("/phan-loai/quy-che/co/", {"act": "withdraw"}, follow=True)
    assert "Cờ xanh ≤ 80%" in said(back)
    clerk = as_(px01.clerk)
    assert "Ghi bản sửa" not in said(clerk.get("/phan-loai/quy-che/co/"))
    assert clerk.post("/phan-loai/quy-che/co/", {"text": own, "act": "save"}).status_code == 403
    assert ScaleText.objects.filter(origin="page").count() == 1


def test_an_exemption_is_entered_and_ended_on_the_page(px01: Department) -> None:
    client = as_(px01.clerk)
    data = {"person": "102", "code": "special_duty", "start": "01/05/2025", "end": "", "basis": "KH 12"}
    wrong = client.post("/phan-loai/mien/", data | {"person": "201", "start": "1-5", "basis": ""})
    assert wrong.status_code == 422
    for words in ("Không có cán bộ mang số hiệu này", "Ghi ngày theo dạng", "Ghi căn cứ"):
        assert words in said(wrong)
    assert "Đã ghi diện miễn của Lê Thị Ánh" in said(client.post("/phan-loai/mien/", data, follow=True))
    address = f"/phan-loai/mien/{ClassingExemption.objects.get().pk}/het/"
    assert "phải sau ngày bắt đầu" in said(client.post(address, {"end": "01/04/2025"}, follow=True))
    assert "dạng 31/12/2025" in said(client.post(address, {"end": "x"}, follow=True))
    assert "hết ngày 20/05/2025" in said(client.post(address, {"end": "20/05/2025"}, follow=True))
    other = as_(make_account("khac", (Role.UNIT_CLERK, "PX02")))
    assert other.post(address, {"end": "20/05/2025"}).status_code == 404

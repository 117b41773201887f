"""The pages of the điều lệnh register: what each says, and what is kept when something is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.people.conduct import ABSENT, OPERATOR, SALUTE, UNIFORM, Register
from tests.people.months import as_, said, sheet_of
from tests.records import make_account, make_person
from vinhdanh.access.types import Role
from vinhdanh.people import services
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import ConductMeasure, ConductViolation, Establishment, TrainingCourse
from vinhdanh.people.services.conduct import TrainingEntry

TODAY = timezone.localdate()
LATE = TODAY - timedelta(days=60)


@pytest.fixture
def tree(db: None) -> Register:
    return Register()


def today(days: int = 0) -> str:
    return f"{TODAY - timedelta(days=days):%d/%m/%Y}"


def typed(**more: str) -> dict[str, Any]:
    return {"subject": "102", "act": ABSENT, "on": today(3), "reported_on": today(1)} | more


# ---- the list -------------------------------------------------------------------------------------


def test_an_empty_register_says_what_to_do(tree: Register) -> None:
    page = said(as_(tree.clerk).get("/dieu-lenh/"))
    assert f"Năm {TODAY.year} chưa ghi vi phạm điều lệnh nào" in page
    assert "Ghi vi phạm…" in page
    council = make_account("hoidong", (Role.COUNCIL_MEMBER, "PX01"))
    assert "Ghi vi phạm…" not in said(as_(council).get("/dieu-lenh/"))


def test_the_list_says_what_is_late_and_under_which_text(tree: Register) -> None:
    tree.breach(on=LATE)
    tree.breach(tree.binh, on=TODAY)
    page = said(as_(tree.standing).get("/dieu-lenh/?nam=tat-ca"))
    assert "Điều lệnh: 1 vụ quá hạn" in page
    assert "quá hạn" in page
    assert "điểm b khoản 2 Điều 9 TT 02/2021/TT-BCA" in page
    assert "TT 02/2021/TT-BCA chưa chứng minh còn hiệu lực" in page


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("han=qua-han", "Lê Thị Ánh", "Trần Bình"),
        ("q=binh", "Trần Bình", "Lê Thị Ánh"),
        ("dv=PX01-D1", "Lê Thị Ánh", "Trần Bình"),
        ("tt=deferred", "Trần Bình", "Lê Thị Ánh"),
        ("ht=ha_bac", "Lê Thị Ánh", "Trần Bình"),
    ],
)
def test_the_list_is_filtered(tree: Register, query: str, there: str, not_there: str) -> None:
    first = tree.breach(on=LATE)
    services.propose_measure(actor=OPERATOR, violations=[first], book=law(), on=LATE)
    second = tree.breach(tree.binh, on=LATE)
    services.defer_violation(actor=OPERATOR, violation=second, ground="thai_san", proof="QĐ", book=law())
    page = said(as_(tree.standing).get(f"/dieu-lenh/?nam=tat-ca&{query}"))
    assert there in page
    assert not_there not in page


def test_a_filter_that_finds_nothing_says_so(tree: Register) -> None:
    tree.breach()
    assert "Không có vi phạm nào khớp bộ lọc" in said(as_(tree.clerk).get("/dieu-lenh/?nam=tat-ca&q=khong"))
    outside = said(as_(tree.clerk).get("/dieu-lenh/?nam=tat-ca&dv=PX02"))
    assert "Không có vi phạm nào khớp bộ lọc" in outside


def test_the_list_goes_out_as_excel_without_secrets_and_formulas(tree: Register) -> None:
    tree.breach(place="=1+1")
    tree.binh.secrecy = 1
    tree.binh.save()
    tree.breach(tree.binh)
    sheet = sheet_of(as_(tree.standing).get("/dieu-lenh/danh-sach.xlsx?nam=tat-ca"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "Không xuất 1 người có độ mật."
    assert str(rows[2][0]).endswith(": Trần Thị thuongtruc (thuongtruc).")
    assert rows[-1][1:3] == ["102", "Lê Thị Ánh"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


# ---- from the form to the decision ------------------------------------------------------------------


def test_a_breach_goes_from_the_form_over_the_proposal_to_the_decision(tree: Register) -> None:
    clerk, boss = as_(tree.clerk), as_(tree.boss)
    answer = clerk.post("/dieu-lenh/ghi/", typed(place="Phòng họp", circumstances="can_tro"))
    breach = ConductViolation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/dieu-lenh/{breach.pk}/")
    page = said(clerk.get(f"/dieu-lenh/{breach.pk}/"))
    assert "Chưa lập đề xuất" in page
    assert "Vi phạm tại Phòng họp" in page
    page = said(clerk.post(f"/dieu-lenh/{breach.pk}/", {"do": "propose"}, follow=True))
    assert "Đề xuất: không xét tặng danh hiệu thi đua năm" in page
    assert "01 tình tiết tăng nặng" in page
    assert "Quyền này thuộc" in page, "a clerk is told who decides"
    decision = {
        "do": "decide",
        "code": "khong_xet",
        "year": str(TODAY.year),
        "decided": today(),
        "by": "Hội đồng",
        "number": "12/TB",
        "why": "",
    }
    page = said(boss.post(f"/dieu-lenh/{breach.pk}/", decision, follow=True))
    assert "Đã ghi quyết định: không xét tặng" in page
    assert "Quyết định hình thức xử lý" in page
    assert ConductMeasure.objects.get().by == "Hội đồng"


def test_a_wrong_form_keeps_what_was_typed_and_names_each_field(tree: Register) -> None:
    answer = as_(tree.clerk).post("/dieu-lenh/ghi/", typed(subject="999", on="hôm qua", place="Cổng"))
    page = said(answer)
    assert answer.status_code == 422
    assert "Không có số hiệu, mã hay tên “999”" in page
    assert "Ghi ngày theo dạng 31/12/2025" in page
    assert 'value="Cổng"' in answer.content.decode()
    assert not ConductViolation.objects.exists()
    assert as_(tree.clerk).post("/dieu-lenh/ghi/", typed(subject="201")).status_code == 422


def test_a_decision_other_than_proposed_comes_back_for_its_reason(tree: Register) -> None:
    breach = tree.breach()
    services.propose_measure(actor=OPERATOR, violations=[breach], book=law(), on=TODAY)
    data = {"do": "decide", "code": "phe_binh", "year": "2026", "decided": today(), "by": "Thủ trưởng"}
    answer = as_(tree.boss).post(f"/dieu-lenh/{breach.pk}/", data)
    assert answer.status_code == 422
    assert "Quyết định khác hình thức máy đề xuất thì ghi rõ lý do" in said(answer)
    assert not ConductMeasure.objects.exists()


@pytest.mark.parametrize(
    ("act", "data", "says", "state"),
    [
        ("defer", {"ground": "thai_san", "proof": "QĐ 2", "until": today()}, "chưa xem xét", "deferred"),
        ("excuse", {"ground": "bat_kha_khang", "proof": "Giấy"}, "Đã ghi không xử lý", "not_handled"),
        ("withdraw", {"why": "Ghi nhầm"}, "không tính là một lần", "withdrawn"),
        ("correct", {"act": UNIFORM, "why": "Xem lại"}, "Đã sửa", "open"),
        ("file", {"on": today()}, "thời hạn báo cáo tính từ ngày này", "open"),
    ],
)
def test_each_other_act_is_done_on_the_page(
    tree: Register, act: str, data: dict[str, str], says: str, state: str
) -> None:
    breach = tree.breach()
    client = as_(tree.standing)
    answer = client.post(f"/dieu-lenh/{breach.pk}/", {"do": act, **data}, follow=True)
    assert says in said(answer)
    breach.refresh_from_db()
    assert breach.state == state


def test_a_page_that_is_out_of_date_says_so(tree: Register) -> None:
    breach = tree.breach()
    tree.decided(violations=[breach])
    answer = as_(tree.standing).post(f"/dieu-lenh/{breach.pk}/", {"do": "defer", "ground": "thai_san"})
    assert "trang đã đổi từ lúc đồng chí mở" in said(answer)


# ---- a measure, its leaders, its end ----------------------------------------------------------------


def test_a_measure_says_what_is_left_of_the_year_and_who_answers(tree: Register) -> None:
    measure = tree.decided(violations=[tree.breach()])
    page = said(as_(tree.standing).get(f"/dieu-lenh/bien-phap/{measure.pk}/"))
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Chiến sĩ tiên tiến" in page
    assert "“Một bậc” là cách hiểu của chương trình" in page
    assert "thủ trưởng đơn vị và lãnh đạo, chỉ huy phụ trách trực tiếp bị phê bình" in page
    assert "Đỗ Đức Hòa" in page
    data = {"code": "phe_binh", "year": "2026", "decided": today(), "by": "Thủ trưởng"}
    key = f"decide-{tree.head.pk}"
    page = said(
        as_(tree.standing).post(f"/dieu-lenh/bien-phap/{measure.pk}/", {"do": key} | data, follow=True)
    )
    assert "Đã ghi quyết định về trách nhiệm liên đới của Đỗ Đức Hòa" in page
    linked = ConductMeasure.objects.get(person=tree.head)
    assert linked.because_of == measure
    assert "Liên đới với" in said(as_(tree.standing).get(f"/dieu-lenh/bien-phap/{linked.pk}/"))


def test_the_head_does_not_decide_his_own_part(tree: Register) -> None:
    measure = tree.decided(violations=[tree.breach()])
    data = {"code": "phe_binh", "year": "2026", "decided": today(), "by": "Thủ trưởng"}
    answer = as_(tree.boss).post(
        f"/dieu-lenh/bien-phap/{measure.pk}/", {"do": f"decide-{tree.head.pk}"} | data
    )
    assert answer.status_code == 403
    assert "không tự ghi hình thức xử lý của mình" in said(answer)


def test_an_exemption_without_both_papers_comes_back(tree: Register) -> None:
    tree.breach()
    again = tree.breach(on=ConductViolation.objects.get().on + timedelta(days=20))
    measure = tree.decided(code="khong_xet", violations=[again])
    client, address = as_(tree.standing), f"/dieu-lenh/bien-phap/{measure.pk}/"
    data = {"do": f"exempt-{tree.head.pk}", "on": today(), "basis": "Biên bản 3"}
    answer = client.post(address, data | {"met": "warned_on_record"})
    assert answer.status_code == 422
    assert "còn thiếu: đã có văn bản báo cáo" in said(answer)
    page = said(client.post(address, data | {"met": ["warned_on_record", "reported_up"]}, follow=True))
    assert "không phải chịu trách nhiệm liên đới" in page


def test_a_measure_is_annulled_with_a_reason(tree: Register) -> None:
    breach = tree.breach()
    measure = tree.decided(violations=[breach])
    client, address = as_(tree.standing), f"/dieu-lenh/bien-phap/{measure.pk}/"
    data = {"do": "annul", "on": today(), "by": "Giám đốc", "ground": ""}
    assert client.post(address, data).status_code == 422
    page = said(client.post(address, data | {"ground": "Sai người"}, follow=True))
    assert "Đã hủy bỏ quyết định" in page
    assert "Biện pháp này không còn tính khi xét danh hiệu" in page
    breach.refresh_from_db()
    assert breach.state == "open"


# ---- units and training ---------------------------------------------------------------------------


def test_units_over_a_threshold_are_named_and_dealt_with_from_above(tree: Register) -> None:
    breach = tree.breach()
    year = breach.on.year
    page = said(as_(tree.standing).get(f"/dieu-lenh/don-vi/?nam={year}"))
    assert f"Tỷ lệ vi phạm năm {year}: 1 đơn vị đến mức, chưa xử lý" in page
    address = f"/dieu-lenh/don-vi/{year}/PX01/"
    client = as_(tree.clerk)
    assert "Không xét tặng danh hiệu thi đua năm" in said(client.get(address))
    answer = client.post(address, {"do": "strength", "number": "0", "basis": "QĐ"})
    assert answer.status_code == 422
    assert "Số này phải từ 1" in said(answer)
    page = said(client.post(address, {"do": "strength", "number": "10", "basis": "QĐ 5"}, follow=True))
    assert "biên chế 10 (QĐ 5)" in page
    assert "Đề xuất: hạ bậc danh hiệu thi đua năm" in page
    assert Establishment.objects.get().number == 10
    data = {"do": "decide", "code": "ha_bac", "year": str(year), "decided": today(), "by": "Hội đồng"}
    assert as_(tree.boss).post(address, data).status_code == 403
    assert "Đã ghi quyết định" in said(as_(tree.standing).post(address, data, follow=True))
    sheet = sheet_of(as_(tree.standing).get(f"/dieu-lenh/don-vi/danh-sach.xlsx?nam={year}"))
    assert [cell.value for cell in list(sheet.iter_rows())[-1]][:4] == ["PX01", "Phòng Tổ chức cán bộ", 1, 1]


def test_training_is_entered_and_judged_on_its_page(tree: Register) -> None:
    client = as_(tree.clerk)
    data = {"unit": "PX01", "on": today(), "held": "co", "sessions": "12", "practice_contents": "6"}
    assert client.post("/dieu-lenh/tap-huan/", data).status_code == 422
    client.post("/dieu-lenh/tap-huan/", data | {"basis": "KH 12"})
    course = TrainingCourse.objects.get()
    address = f"/dieu-lenh/tap-huan/{course.pk}/"
    line = {"g:102": "officer", "b:102": "mười", "l:102": "on", "d:102": "on", "t:102": "3"}
    answer = client.post(address, line)
    assert answer.status_code == 422
    assert "Số buổi là số nguyên, đọc được “mười”" in said(answer)
    page = said(client.post(address, line | {"b:102": "12"}, follow=True))
    assert "Đã ghi kết quả của 1 người" in page
    assert "Chưa đạt: thực hành 3/6 nội dung, cần 2/3" in page
    assert "còn 2 người chưa ghi" in page
    sheet = sheet_of(client.get(f"{address}ket-qua.xlsx"))
    assert "chưa đạt" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_what_a_failed_test_leads_to_is_decided_from_the_course(tree: Register) -> None:
    course = services.record_training(
        actor=OPERATOR, unit=tree.px01, on=TODAY, basis="KH 1", book=law(), sessions=4, practice_contents=6
    )
    weak = TrainingEntry("officer", attended=4, all_contents=True, theory=True, practice_passed=1)
    services.record_results(
        actor=OPERATOR, course=course, entries=dict.fromkeys(("101", "102", "103"), weak), book=law()
    )
    address = f"/dieu-lenh/tap-huan/{course.pk}/"
    assert "Ghi quyết định…" in said(as_(tree.clerk).get(address))
    data = {"code": "ha_bac", "year": str(TODAY.year), "decided": today(), "by": "Hội đồng"}
    page = said(as_(tree.boss).post(f"{address}xu-ly/102/", data, follow=True))
    assert "Đã ghi quyết định về Lê Thị Ánh" in page
    assert "Theo kết quả tập huấn" in page
    assert as_(tree.boss).post(f"{address}xu-ly/101/", data).status_code == 403
    assert as_(tree.boss).post(f"{address}xu-ly/PX01/", data).status_code == 403
    for key in ("101", "PX01"):
        as_(tree.standing).post(f"{address}xu-ly/{key}/", data)
    assert set(course.measures.values_list("person__number", "unit__code")) == {
        ("102", None),
        ("101", None),
        (None, "PX01"),
    }
    assert as_(tree.standing).get(f"{address}xu-ly/201/").status_code == 404


def test_an_empty_year_of_training_and_units_says_so(tree: Register) -> None:
    client = as_(tree.clerk)
    assert "chưa ghi đợt tập huấn nào" in said(client.get("/dieu-lenh/tap-huan/"))
    assert "Không có đơn vị nào có vi phạm" in said(client.get("/dieu-lenh/don-vi/"))


# ---- who sees what --------------------------------------------------------------------------------


def test_an_officer_sees_his_own_case_and_can_do_nothing(tree: Register) -> None:
    mine, theirs = tree.breach(tree.chi, act=SALUTE), tree.breach()
    client = as_(make_account("canbo", (Role.OFFICER, "PX02"), person_number="201"))
    page = said(client.get(f"/dieu-lenh/{mine.pk}/"))
    assert "Đặng Chi" in page
    assert "không tự ghi hồ sơ của mình" in page
    assert client.get(f"/dieu-lenh/{theirs.pk}/").status_code == 404
    assert client.post(f"/dieu-lenh/{theirs.pk}/", {"do": "withdraw", "why": "X"}).status_code == 404
    assert client.post(f"/dieu-lenh/{mine.pk}/", {"do": "withdraw", "why": "X"}).status_code == 403


def test_a_breach_names_its_person_by_name_and_namesakes_are_chosen_from(tree: Register) -> None:
    clerk = as_(tree.clerk)
    make_person("301", tree.d2, "Lê Thị Ánh")
    page = clerk.post("/dieu-lenh/ghi/", typed(subject="le thi anh")).content.decode()
    assert '<option value="301">Lê Thị Ánh (301, Đội Đào tạo)</option>' in page
    answer = clerk.post("/dieu-lenh/ghi/", typed(subject="tran binh"))
    assert answer.status_code == 302
    assert ConductViolation.objects.get().person == tree.binh


def test_deferrals_whose_ground_is_over_are_listed_with_what_to_do(tree: Register) -> None:
    breach = tree.breach(on=LATE)
    services.defer_violation(
        actor=OPERATOR,
        violation=breach,
        ground="thai_san",
        book=law(),
        proof="QĐ 2",
        until=TODAY - timedelta(days=1),
    )
    page = said(as_(tree.clerk).get("/dieu-lenh/?nam=tat-ca"))
    assert "1 hết lý do chưa xử lý" in page
    assert f"chưa xem xét đến hết ngày {today(1)}" in page
    assert "bấm “Xem xét lại”" in page
    listed = said(as_(tree.clerk).get("/dieu-lenh/?nam=tat-ca&han=het-hoan"))
    assert "Lê Thị Ánh" in listed
    services.resume_violation(actor=OPERATOR, violation=breach, on=TODAY, why="Đi làm lại")
    assert "0 hết lý do chưa xử lý" in said(as_(tree.clerk).get("/dieu-lenh/?nam=tat-ca"))


def test_a_course_is_withdrawn_on_its_page(tree: Register) -> None:
    course = services.record_training(
        actor=OPERATOR, unit=tree.px01, on=TODAY, basis="KH 1", sessions=4, book=law()
    )
    services.record_results(
        actor=OPERATOR, course=course, entries={"102": TrainingEntry("officer", attended=1)}, book=law()
    )
    clerk, address = as_(tree.clerk), f"/dieu-lenh/tap-huan/{course.pk}/"
    assert "Ghi lý do rút" in said(clerk.post(address, {"do": "rut-dot", "ly-do": ""}))
    one = clerk.post(address, {"do": "rut-nguoi", "ai": "102", "ly-do": "Nhầm người"}, follow=True)
    assert "Đã rút kết quả của Lê Thị Ánh" in said(one)
    page = said(clerk.post(address, {"do": "rut-dot", "ly-do": "Nhầm ngày"}, follow=True))
    assert "Đợt này đã rút vì ghi nhầm: Nhầm ngày" in page
    assert "Đã rút vì ghi nhầm: Phòng Tổ chức cán bộ" in said(clerk.get("/dieu-lenh/tap-huan/"))

"""The pages of targets: what each account reads, and what is kept when something is wrong."""

from __future__ import annotations

from decimal import Decimal

from tests.movements.target_acts import LAST_YEAR, made
from tests.movements.year import OPERATOR, TODAY, Year
from tests.people.months import as_, said, sheet_of
from vinhdanh.movements import services
from vinhdanh.movements.models import Target
from vinhdanh.movements.types.targets import Reading, TargetState

DAY = f"{TODAY:%d/%m/%Y}"
TYPED = {
    "name": "Lớp bồi dưỡng Công an cấp xã",
    "measure": "lớp",
    "direction": "up",
    "value": "1.024,5",
    "baseline": "18",
    "reading": "cumulative",
    "source": "typed",
    "roll_up": "",
    "in_charge": "Đội trưởng Đội Đào tạo",
    "focal": "2",
    "group": "Đào tạo, bồi dưỡng",
}


def test_a_clerk_drafts_a_head_registers_a_clerk_reports_and_the_year_is_closed(year: Year) -> None:
    clerk, boss = as_(year.clerk), as_(year.boss)
    owner = {"owner": str(year.px01.pk)}
    answer = clerk.post(f"/chi-tieu/moi/?dv=PX01&nam={LAST_YEAR}", TYPED | owner | {"p6": "100"})
    target = Target.objects.get()
    address = f"/chi-tieu/{target.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (target.value, target.unit, target.focal) == (Decimal("1024.5"), year.px01, 2)
    assert "Quyền này thuộc" in said(clerk.get(address))
    boss.post(f"{address}dang-ky/", {"on": DAY, "document": "Giao ước 1"})
    page = said(clerk.get(address))
    assert "Đăng ký 1.024,5 lớp" in page
    assert "Ghi số liệu tháng" in page
    month = {"month": "1", "value": "20", "evidence": "BC 1"}
    clerk.post(f"{address}thang/", month)
    wrong = clerk.post(f"{address}thang/", month | {"value": "hai"})
    assert wrong.status_code == 422
    assert "Ghi số, dấu phẩy trước phần thập phân" in said(wrong)
    row = target.readings.get()
    fix = {"value": "22", "evidence": "BC 1b", "why": "Đếm thiếu"}
    clerk.post(f"{address}thang/{row.pk}/dinh-chinh/", fix)
    page = said(clerk.get(address))
    assert "đính chính từ 20 (Đếm thiếu)" in page
    refused = clerk.post(f"{address}chot/", {"on": DAY, "document": "BC 99"})
    assert refused.status_code == 403
    boss.post(f"{address}chot/", {"on": DAY, "document": "BC 99"})
    page = said(boss.get(address))
    assert "Chốt: không đạt 22 lớp" in page
    boss.post(f"{address}mo-lai/", {"on": DAY, "note": "Thiếu quý IV"})
    target.refresh_from_db()
    assert target.state == TargetState.REGISTERED


def test_what_was_typed_stays_when_something_is_wrong(year: Year) -> None:
    client = as_(year.clerk)
    wrong = client.post("/chi-tieu/moi/?dv=PX01", TYPED | {"value": "12.5", "owner": "", "p3": "x"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert TYPED["name"] in page
    assert 'value="12.5"' in page
    assert "Chọn đơn vị phụ trách" in page
    owner = {"owner": str(year.px01.pk)}
    bad = client.post("/chi-tieu/moi/?dv=PX01", TYPED | owner | {"p3": "x"})
    assert "Kế hoạch tháng 3: ghi số" in said(bad)
    assert client.get("/chi-tieu/moi/?dv=PX02").status_code == 404


def test_a_pace_that_will_not_reach_is_warned_about_with_its_reason(year: Year) -> None:
    target = made(year.px01, "Cuộc kiểm tra")
    for month, figure in ((1, 0), (2, 0), (3, 1)):
        services.report_month(
            actor=OPERATOR, target=target, month=month, value=Decimal(figure), evidence="BC"
        )
    page = said(as_(year.standing).get(f"/chi-tieu/?nam={LAST_YEAR}&td=slow"))
    assert "Không có chỉ tiêu" not in page
    assert "kế hoạch 2,25 lớp; 9 tháng còn lại mỗi tháng phải thêm 0,9 lớp" in page
    assert "Thiếu số liệu T4, T5" in page
    assert "Chậm so với kế hoạch" in said(as_(year.officer).get(f"/chi-tieu/{target.pk}/"))
    assert "Không có chỉ tiêu nào như vậy" in said(as_(year.other).get(f"/chi-tieu/?nam={LAST_YEAR}&tim=x"))


def test_the_picture_has_a_table_beside_it_and_the_list_its_file(year: Year) -> None:
    target = made(year.px01, "=HYPERLINK(1)")
    services.report_month(actor=OPERATOR, target=target, month=1, value=Decimal(1), evidence="BC 1")
    page = as_(year.boss).get(f"/chi-tieu/{target.pk}/").content.decode()
    assert 'role="img" aria-label="=HYPERLINK(1): Đến tháng 1: 1 lớp' in page
    assert page.count('<th scope="row">Tháng ') == 12
    for address in ("/chi-tieu/danh-sach.xlsx", "/chi-tieu/tong-hop/danh-sach.xlsx"):
        sheet = sheet_of(as_(year.standing).get(f"{address}?nam={LAST_YEAR}"))
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
        assert [cell.data_type for cell in cells] == ["s"]


def test_a_target_is_handed_down_with_one_value_for_all_and_its_own_for_some(year: Year) -> None:
    target = made(year.cat, "Buổi tiếp xúc")
    client, address = as_(year.standing), f"/chi-tieu/{target.pk}/giao/"
    wrong = client.post(address, {"tat-ca": "8", f"v{year.px02.pk}": "mười"})
    assert "Phòng Hậu cần: Ghi số" in said(wrong)
    client.post(address, {"tat-ca": "8", f"v{year.px02.pk}": "10"})
    assert list(target.beneath.order_by("unit__path").values_list("value", "state")) == [
        (Decimal(8), "draft"),
        (Decimal(10), "draft"),
    ]
    assert "Dự thảo" in said(client.get(address))
    answer = as_(year.boss).post("/chi-tieu/dang-ky/", {"dv": "PX01", "nam": str(LAST_YEAR)})
    assert answer.status_code == 302
    assert target.beneath.get(unit=year.px01).state == TargetState.REGISTERED
    assert "Đã giao xuống đơn vị" in said(client.get(f"/chi-tieu/{target.pk}/"))


def test_the_years_end_and_the_new_year_from_the_old_one(year: Year) -> None:
    target = made(year.cat, "Lớp của tỉnh")
    services.close_target(actor=OPERATOR, target=target, on=TODAY, document="BC 5", value=Decimal(9))
    made(year.px01, "Lớp của phòng")
    client = as_(year.standing)
    page = said(client.get(f"/chi-tieu/tong-hop/?nam={LAST_YEAR}"))
    assert "2 chỉ tiêu đã đăng ký ở 2 đơn vị: 1 đạt, 0 không đạt, 1 chưa chốt" in page
    client.post("/chi-tieu/chep/", {"dv": "CAT", "nam": str(TODAY.year)})
    copied = Target.objects.get(year=TODAY.year)
    assert (copied.baseline, copied.state) == (Decimal(9), TargetState.DRAFT)
    assert "Đăng ký 1 dự thảo" in said(client.get(f"/chi-tieu/?nam={TODAY.year}&dv=CAT"))
    client.post(f"/chi-tieu/{copied.pk}/bo/")
    assert not Target.objects.filter(year=TODAY.year).exists()


def test_an_adjustment_on_the_page_needs_its_document(year: Year) -> None:
    target = made(year.px01, "Lớp")
    client, address = as_(year.boss), f"/chi-tieu/{target.pk}/"
    lacking = client.post(f"{address}dieu-chinh/", {"value": "7", "on": DAY, "note": "Giảm lớp"})
    assert "Ghi văn bản điều chỉnh" in said(lacking)
    client.post(f"{address}dieu-chinh/", {"value": "7", "on": DAY, "note": "Giảm", "document": "QĐ 7"})
    page = said(client.get(address))
    assert "Đăng ký lúc đầu 9 lớp" in page
    change = client.post(f"{address}sua/", TYPED | {"owner": str(year.px01.pk)})
    assert "Chỉ tiêu đã đăng ký, không sửa được" in said(change)


def test_a_movements_page_shows_its_targets(year: Year) -> None:
    movement = year.launched(year.px01)
    services.add_target(
        actor=OPERATOR,
        unit=year.px01,
        year=movement.year,
        name="Lớp của phong trào",
        measure="lớp",
        value=Decimal(4),
        movement=movement,
    )
    page = said(as_(year.boss).get(f"/phong-trao/{movement.pk}/"))
    assert "1 chỉ tiêu của Phòng Tổ chức cán bộ" in page
    assert "Lớp của phong trào" in page


def test_a_head_closes_the_units_targets_on_the_list(year: Year) -> None:
    target = made(year.px01, "Lớp")
    services.report_month(actor=OPERATOR, target=target, month=1, value=Decimal(9), evidence="BC 1")
    made(year.px01, "Im")
    boss, address = as_(year.boss), f"/chi-tieu/?nam={LAST_YEAR}&dv=PX01"
    assert "Chốt 2 chỉ tiêu" in said(boss.get(address))
    assert "bằng một văn bản" not in said(as_(year.clerk).get(address))
    typed = {"dv": "PX01", "nam": LAST_YEAR, "on": DAY, "document": ""}
    assert "Ghi văn bản làm căn cứ" in said(boss.post("/chi-tieu/chot/", typed, follow=True))
    page = said(boss.post("/chi-tieu/chot/", typed | {"document": "BC 30"}, follow=True))
    assert "Đã chốt 1 chỉ tiêu" in page
    assert "Còn 1 chỉ tiêu chưa chốt được. Im:" in page
    target.refresh_from_db()
    assert target.state == TargetState.ACHIEVED


def test_the_page_of_a_monthly_figure_shows_the_months_that_lack_one(year: Year) -> None:
    target = made(year.px01, "Cuộc kiểm tra")
    Target.objects.filter(pk=target.pk).update(reading=Reading.MONTHLY)
    services.report_month(actor=OPERATOR, target=target, month=1, value=Decimal(7), evidence="BC 1")
    page = said(as_(year.clerk).get(f"/chi-tieu/{target.pk}/"))
    assert "Trong tháng" in page
    assert "Tháng 1 7 7 " in page
    assert "Tháng 2 – " in page

"""A year in its people's hands: launch, registration, targets, directives, clusters, praise, dates."""

from __future__ import annotations

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import violations

TODAY = timezone.localdate()
NEXT = TODAY.year + 1
DAY = f"{TODAY:%d/%m/%Y}"
NAME = f"Phong trào thi đua “Vì An ninh Tổ quốc” năm {NEXT}"


def share(page: Page) -> float:
    """The coverage that the page of registration shows, in percent."""
    said = page.locator("p.fig").first.inner_text()
    return float(said.split("%")[0].replace(",", "."))


# ---- launch and registration ----------------------------------------------------------------------


def test_a_year_is_launched_from_above_registered_from_below(visit: Open) -> None:
    draft_and_launch(visit("thuongtruc"))
    open_registration(visit("thuongtruc"))
    launch_beneath(visit("thutruong"))
    team = register_a_team(visit("tonghopdoi"))
    send_and_accept(visit, team)
    page = visit("tonghopdoi", team)
    expect(page.locator(".phead")).to_contain_text("Đã tiếp nhận")
    expect(page.get_by_text("Thay đổi bằng bản bổ sung")).to_be_visible()
    assert violations(page) == []
    sees_his_own(visit("canbo"))


def draft_and_launch(page: Page) -> None:
    """What is lacking is said line by line, and blocks the button until it is there."""
    page.goto("/phong-trao/moi/")
    page.get_by_label("Đơn vị phát động").select_option("CAT")
    page.get_by_label("Tên phong trào").fill(NAME)
    page.get_by_label("Năm thi đua").fill(str(NEXT))
    page.get_by_label("Từ ngày").fill(f"01/01/{NEXT}")
    page.get_by_label("Đến ngày").fill(f"31/12/{NEXT}")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Trước khi phát động")).to_be_visible()
    button = page.get_by_role("button", name="Phát động")
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description(
        re.compile("Còn thiếu: căn cứ, kế hoạch, người ký kế hoạch")
    )
    assert violations(page) == []
    page.locator(".checklist li", has_text="Kế hoạch").first.get_by_role("link").click()
    page.get_by_label("Căn cứ").fill(f"Nghị quyết Đảng ủy Công an tỉnh về nhiệm vụ năm {NEXT}")
    page.get_by_label("Số kế hoạch").fill("15/KH-CAT")
    page.get_by_label("Ngày kế hoạch").fill(DAY)
    page.get_by_label("Người ký").fill("Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh")
    page.get_by_label("Mục đích").fill("Hoàn thành và vượt các chỉ tiêu công tác năm.")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("button", name="Phát động")).to_be_disabled()
    page.get_by_role("link", name="Trục, nội dung").click()
    page.get_by_label("Trục 1", exact=True).fill("Nhiệm vụ công tác")
    page.get_by_label("Nội dung 1 của trục 1").fill("Hoàn thành các chỉ tiêu, nhiệm vụ công tác năm")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("đủ điều kiện phát động")).to_be_visible()
    page.get_by_role("button", name="Phát động").click()
    expect(page.get_by_role("status")).to_contain_text("Đã phát động")
    expect(page.locator(".phead")).to_contain_text("Đang thực hiện")


def open_registration(page: Page) -> None:
    page.goto(f"/dang-ky/?nam={NEXT}")
    expect(page.locator(".phead")).to_contain_text(f"Chưa mở đăng ký năm {NEXT}")
    page.get_by_role("link", name="Mở đăng ký").click()
    page.get_by_label("Đơn vị mở đăng ký").select_option("CAT")
    page.get_by_label("Năm thi đua").fill(str(NEXT))
    page.get_by_label("Phong trào").select_option(label=f"{NAME}, Công an tỉnh Sơn Hà")
    page.get_by_label("Văn bản").fill(f"Công văn số 911/CAT-PX01 ngày {DAY}")
    page.get_by_label("Hạn gửi").fill(f"15/02/{NEXT}")
    page.get_by_role("button", name="Mở đăng ký").click()
    expect(page.get_by_role("status")).to_contain_text(f"hạn gửi 15/02/{NEXT}")
    assert share(page) == 0


def launch_beneath(page: Page) -> None:
    """The head of the phòng: the movement waits on his first page, one form answers it."""
    waiting = page.locator("main").get_by_text("Phong trào cấp trên chờ hưởng ứng")
    expect(waiting).to_be_visible()
    page.goto(f"/phong-trao/?nam={NEXT}")
    page.get_by_role("link", name="Phát động hưởng ứng…").first.click()
    page.get_by_label("Số kế hoạch").fill("02/KH-PX01")
    page.get_by_label("Ngày kế hoạch").fill(DAY)
    page.get_by_label("Người ký").fill("Trưởng phòng Tổ chức cán bộ")
    page.get_by_role("button", name="Phát động hưởng ứng").click()
    expect(page.get_by_role("status")).to_contain_text("đã phát động hưởng ứng")
    expect(page.locator(".phead")).to_contain_text("Hưởng ứng")
    expect(page.locator("main")).to_contain_text("02/KH-PX01")


def register_a_team(page: Page) -> str:
    """The clerk of a đội takes what the last judging proposes, and one title that the law doesn't let yet."""
    page.goto(f"/dang-ky/?nam={NEXT}")
    assert share(page) == 0
    page.locator("main").get_by_role("link", name="Chưa lập").first.click()
    page.get_by_role("button", name="Đăng ký theo gợi ý").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đăng ký theo gợi ý")
    page.get_by_role("checkbox", name=re.compile("^Chiến sĩ thi đua toàn quốc")).first.check()
    page.get_by_role("button", name="Lưu bản đăng ký").click()
    expect(page.locator(".regtable .obstacle").first).to_contain_text("Điều")
    expect(page.get_by_text("người có danh hiệu chưa đủ điều kiện theo luật")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi bản đăng ký")).to_be_disabled()
    assert violations(page) == []
    return page.url


def send_and_accept(visit: Open, team: str) -> None:
    page = visit("thutruong", f"/dang-ky/?nam={NEXT}")
    risen = share(page)
    assert risen == 0, "a sheet counts when it is sent"
    page.goto(team)
    page.get_by_role("button", name="Gửi bản đăng ký").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi")
    page.goto(f"/dang-ky/?nam={NEXT}")
    assert 0 < share(page) < 100
    page = visit("thuongtruc", team)
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    page.goto(f"/dang-ky/?nam={NEXT}")
    assert share(page) > 0


def sees_his_own(page: Page) -> None:
    page.goto(f"/dang-ky/cua-toi/?nam={NEXT}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Đăng ký thi đua năm {NEXT} của tôi")
    assert violations(page) == []


# ---- the months -----------------------------------------------------------------------------------


def test_a_month_of_a_target_is_reported_and_the_first_pages_show_the_year(visit: Open) -> None:
    page = visit("tonghop", f"/chi-tieu/?nam={TODAY.year}")
    page.get_by_role("link", name="Cuộc kiểm tra điều lệnh, lễ tiết tác phong").click()
    form = page.locator("#ghi")
    month = form.get_by_label("Tháng").input_value()
    form.get_by_label("Số liệu").fill("năm")
    form.get_by_role("button", name="Ghi tháng").click()
    expect(form.locator(".errt").first).to_be_visible()
    form.get_by_label("Số liệu").fill("5")
    form.get_by_label("Căn cứ").fill(f"Báo cáo tháng {month}/BC-PX01")
    form.get_by_role("button", name="Ghi tháng").click()
    row = page.get_by_role("row", name=re.compile(f"^Tháng {month} "))
    expect(row).to_contain_text(f"Báo cáo tháng {month}/BC-PX01")
    assert violations(page) == []

    for who in ("thutruong", "thuongtruc"):
        page = visit(who)
        expect(page.get_by_text(f"Năm thi đua {TODAY.year}")).to_be_visible()
        coverage = page.get_by_role("region", name="Đăng ký thi đua")
        expect(coverage.locator(".fig")).to_contain_text("%")
        pace = page.get_by_role("region", name="Chỉ tiêu", exact=True)
        expect(pace).to_contain_text("Đúng tiến độ")
        expect(pace).to_contain_text("Không kịp")
        expect(page.get_by_role("region", name="Thời hạn sắp tới").locator("li").first).to_be_visible()
        assert violations(page) == []


def test_a_directive_is_given_reported_with_evidence_and_confirmed(visit: Open) -> None:
    task = "Rà soát tiêu chuẩn khen thưởng của từng đội"
    page = visit("thuongtruc", "/chi-dao/hoi-nghi/moi/")
    page.get_by_label("Đơn vị tổ chức").select_option("CAT")
    page.get_by_label("Tên").fill("Giao ban đột xuất về khen thưởng")
    page.get_by_label("Loại").select_option(label="Giao ban")
    page.get_by_label("Ngày").fill(DAY)
    page.get_by_label("Chủ trì").fill("Đại tá Trịnh Quốc Bảo")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Ghi một dòng…").click()
    page.get_by_label("Người chỉ đạo").fill("Đại tá Trịnh Quốc Bảo")
    page.get_by_label("Việc phải làm").fill(task)
    page.get_by_label("Đơn vị chủ trì").fill("PX01")
    page.get_by_label("Hạn").fill(f"31/12/{TODAY.year}")
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert violations(page) == []
    page.get_by_role("link", name=task).click()
    address = page.url

    page = visit("thutruong", address)
    page.get_by_role("button", name="Nhận việc").click()
    page.locator("summary", has_text="Báo cáo hoàn thành…").click()
    page.get_by_label("Kết quả thực hiện").fill("Đã rà soát đủ các đội, có danh sách từng đội.")
    page.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.locator(".errt").first).to_be_visible()  # no evidence, no report
    page.locator("details[open]").get_by_label("Minh chứng").fill("Báo cáo số 777/BC-PX01")
    page.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.locator(".jrnl")).to_contain_text("Minh chứng: Báo cáo số 777/BC-PX01")
    expect(page.get_by_role("button", name="Xác nhận xong")).to_have_count(0)
    assert violations(page) == []

    page = visit("thuongtruc", address)
    page.locator("summary", has_text="Xác nhận xong…").click()
    page.get_by_role("button", name="Xác nhận xong").click()
    expect(page.locator(".phead")).to_contain_text("Xác nhận xong")
    page = visit("thutruong", f"/chi-dao/{TODAY.year}/tra-loi/")
    expect(page.locator("main")).to_contain_text("Minh chứng: Báo cáo số 777/BC-PX01")


# ---- the end of the year --------------------------------------------------------------------------


def test_a_member_checks_another_of_its_cluster(visit: Open) -> None:
    page = visit("thutruong")
    page.get_by_role("link", name="Phiếu chấm điểm cụm, khối").click()
    rows = page.locator("table.members tbody tr")
    mine = rows.filter(has=page.locator("td[data-l='Đơn vị chấm chéo']", has_text="Phòng Tổ chức cán bộ"))
    mine.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("điểm thi đua năm")
    first = page.locator("td.pts input").first
    first.fill(str(max(int(float(first.input_value().replace(",", "."))) - 2, 0)))
    page.get_by_role("button", name="Lưu và gửi điểm chấm chéo").click()
    expect(page.get_by_role("alert")).to_be_visible()  # other points than its own need a reason
    page.locator("td.reason input").first.fill("Thiếu biên bản của quý III")
    page.get_by_role("button", name="Lưu và gửi điểm chấm chéo").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_role("row").filter(has_text="Đã chấm chéo").filter(
        has=page.locator("td[data-l='Đơn vị chấm chéo']", has_text="Phòng Tổ chức cán bộ")
    ).get_by_role("link").click()
    expect(page.locator("td.reason input").first).to_have_value("Thiếu biên bản của quý III")
    expect(page.locator(".jrnl")).to_contain_text("Gửi điểm chấm chéo")
    assert violations(page) == []


def test_a_deed_goes_from_the_clerk_to_the_book(visit: Open) -> None:
    deed = "Cải tiến cách lập hồ sơ khen thưởng, mỗi hồ sơ bớt hai ngày làm"
    page = visit("tonghop", f"/phong-trao/?nam={TODAY.year}")
    page.get_by_role("link", name=re.compile("Ba nhất")).first.click()
    page.get_by_role("link", name="Biểu dương").first.click()
    page.get_by_role("link", name="Soạn đề xuất").click()
    page.get_by_label("Đơn vị").select_option("PX01")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Người, tập thể").select_option("t:PX01-D2")
    page.get_by_label("Trục").select_option(label="Kỷ luật nhất")
    page.get_by_label("Việc làm").first.fill(deed)
    page.get_by_label("Minh chứng").fill("Báo cáo số 12/BC-PX01-D2")
    page.get_by_role("radio", name=re.compile("Sổ vàng")).check()
    page.get_by_role("button", name="Lưu bản soạn").click()
    expect(page.get_by_role("button", name="Gửi đề xuất")).to_be_disabled()
    assert violations(page) == []
    address = page.url

    page = visit("thutruong", address)
    page.get_by_role("button", name="Gửi đề xuất").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi đề xuất")
    page = visit("thuongtruc", address)
    page.get_by_role("button", name="Đồng ý", exact=True).click()
    page.get_by_role("button", name="Ghi Sổ vàng").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi việc thực hiện")
    page = visit("thutruong", f"/so-vang/?nam={TODAY.year}")
    page.get_by_label("Tìm", exact=True).fill("cai tien cach lap ho so")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("ol.golden li")).to_have_count(1)
    expect(page.locator("ol.golden")).to_contain_text(deed)
    assert violations(page) == []


# ---- dates ----------------------------------------------------------------------------------------


def test_the_calendar_s_dates_come_out_in_its_feed_until_it_is_withdrawn(visit: Open) -> None:
    page = visit("thutruong", f"/lich/?nam={TODAY.year}")
    page.get_by_role("link", name="Ghi việc").click()
    page.get_by_label("Việc", exact=True).fill("Họp thống nhất danh sách khen thưởng")
    page.get_by_label("Loại", exact=True).select_option(label="Hội nghị")
    page.get_by_label("Ngày", exact=True).fill(f"30/12/{TODAY.year}")
    page.get_by_role("button", name="Lưu").click()
    page.goto(f"/lich/?nam={TODAY.year}")
    expect(page.locator("main")).to_contain_text("Họp thống nhất danh sách khen thưởng")
    expect(page.locator("main")).to_contain_text("Tự chấm điểm")
    assert violations(page) == []
    page.get_by_role("link", name="Đưa vào điện thoại…").click()
    page.get_by_role("button", name="Lập liên kết").click()
    address = page.get_by_label("Chép vào mục").input_value()
    stranger = visit(None, "/dang-nhap/").request
    found = stranger.get(address)
    assert found.status == 200
    assert found.headers["content-type"].startswith("text/calendar")
    text = found.text().replace("\r\n ", "")
    assert "SUMMARY:Họp thống nhất danh sách khen thưởng" in text
    assert f"DTSTART;VALUE=DATE:{TODAY.year}1230" in text
    assert text.count("BEGIN:VEVENT") > 5
    page.reload()
    expect(page.get_by_label("Chép vào mục")).to_have_count(0)
    page.get_by_role("button", name="Thu hồi").click()
    assert stranger.get(address).status == 404

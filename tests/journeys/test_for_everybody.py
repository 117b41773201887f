"""Every page for everybody: axe finds nothing, a phone scrolls one way, the keyboard goes everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

PAGES = (
    "/",
    "/du-dieu-kien/",
    "/du-dieu-kien/?dong=CSTD_CS&dv=PX01",
    "/du-dieu-kien/?to=lech&loai=tat-ca",
    "/du-dieu-kien/?dt=unit",
    "/can-bo/",
    "/can-bo/?dong=CSTT&kq=unsure",
    "/can-bo/?q=khong+co+ai",
    "/can-bo/318-472/",
    "/can-bo/318-472/?mo=CSTD_BO",
    "/can-bo/318-472/?mo=CSTD_CS&theo=du-thao-2026",
    "/can-bo/318-472/?phan=qua-trinh",
    "/can-bo/318-472/?phan=khen-thuong",
    "/can-bo/318-472/?phan=sang-kien",
    "/can-bo/318-472/?phan=ky-luat",
    "/can-bo/318-472/?phan=ly-lich",
    "/can-bo/318-472/?phan=trang-thai",
    "/can-bo/318-472/?phan=lich-su",
    "/ho-so/318-472/sua/",
    "/ho-so/318-472/ghi-chuc-vu/",
    "/dieu-chuyen/",
    "/dieu-chuyen/1/",
    "/dieu-chuyen/de-nghi/",
    "/don-vi/X003/?phan=to-chuc",
    "/don-vi/?ngay=01/01/2025&doi=1",
    "/sap-xep/PX01-D1/tach/",
    "/sap-xep/X003/sap-nhap/",
    "/don-vi/",
    "/don-vi/PX01/?mo=DVTT",
    "/luat/",
    "/luat/luat-06-2022/dieu-27/",
    "/luat/so-sanh/?dong=CSTD_CS",
    "/luat/muc-do-kiem-chung/",
    "/lan-xet/",
    "/lan-xet/1/",
    "/lan-xet/dot/",
    "/sap-du/",
    "/sap-du/mot-buoc/?dong=CSTT",
    "/sap-du/van-ban-khac/?theo=du-thao-2026",
    "/sap-du/?q=khong+co+ai",
    "/xet-tep/",
    "/nhap-du-lieu/",
    "/nhap-du-lieu/1/",
    "/nhap-du-lieu/1/?loc=moi",
    "/nhap-du-lieu/1/ghep-cot/",
    "/nhap-du-lieu/trung/",
    "/nhap-du-lieu/cach-viet/",
    "/tai-khoan/",
    "/phan-loai/",
    "/phan-loai/ky/18/?tt=chua-gui",
    "/phan-loai/mo-ky/",
    "/phan-loai/ky/6/PX01/",
    "/phan-loai/ky/18/PX01/",
    "/phan-loai/nam/?nam=2025",
    "/phan-loai/nam/2025/PX01/",
    "/phan-loai/can-bo/318-472/",
    "/phan-loai/mien/",
    "/phan-loai/quy-che/",
    "/phan-loai/quy-che/loai-1-4/",
    "/phan-loai/quy-che/hd-01-v05/",
    "/ky-luat/",
    "/ky-luat/1/",
    "/ky-luat/ghi/",
    "/tam-hoan/",
    "/tam-hoan/1/",
    "/tam-hoan/ghi/",
    "/sang-kien/",
    "/sang-kien/1/",
    "/sang-kien/1/sua/",
    "/ket-luan/",
    "/ket-luan/con-thieu/",
    "/ket-luan/ghi/?ma=318-472&ve=conduct&nam=2025",
    "/uy-quyen/",
    "/lich-su/person:318-472/",
    "/so-khen-thuong/",
    "/so-khen-thuong/?q=khong+co+ai",
    "/so-khen-thuong/danh-muc/",
    "/so-khen-thuong/ghi/?dv=PX01",
    "/so-khen-thuong/tong-hop/",
    "/so-khen-thuong/tong-hop/?theo=nam",
    "/so-khen-thuong/tong-hop/?theo=don-vi&tu=2025&den=2025",
    "/so-khen-thuong/luot/1/",
    "/so-khen-thuong/luot/1/cap-lai/",
    "/so-khen-thuong/luot/1/tuoc/",
    "/so-khen-thuong/luot/1/dua-tren/",
    "/so-khen-thuong/quyet-dinh/1/",
    "/so-khen-thuong/don-vi/PX01/",
    "/so-khen-thuong/ca-nhan/318-472/",
    "/dieu-lenh/",
    "/dieu-lenh/?nam=2025",
    "/dieu-lenh/?q=khong+co+ai",
    "/dieu-lenh/ghi/",
    "/dieu-lenh/1/",
    "/dieu-lenh/bien-phap/1/",
    "/dieu-lenh/don-vi/?nam=2025",
    "/dieu-lenh/don-vi/2025/PX01/",
    "/dieu-lenh/tap-huan/",
    "/dieu-lenh/tap-huan/1/",
    "/can-bo/318-472/?phan=dieu-lenh",
    "/tuyen-chon/",
    "/tuyen-chon/mo-dot/",
    "/tuyen-chon/1/",
    "/tuyen-chon/2/",
    "/tuyen-chon/3/",
    "/tuyen-chon/3/chi-tieu/",
    "/tuyen-chon/3/thong-so/",
    "/tuyen-chon/3/tuyen-truyen/",
    "/tuyen-chon/3/cong-dan/",
    "/tuyen-chon/3/cong-dan/them/",
    "/tuyen-chon/3/cong-dan/P001-001/",
    "/tap-huan/",
    "/tap-huan/ke-hoach/1/",
    "/tap-huan/ke-hoach/3/",
    "/tap-huan/ke-hoach/1/nguoi/",
    "/tap-huan/ke-hoach/1/sua/",
    "/tap-huan/ke-hoach/1/so-lieu/",
    "/tap-huan/ke-hoach/3/mo-lop/",
    "/tap-huan/lap-ke-hoach/",
    "/tap-huan/lop/",
    "/tap-huan/lop/1/",
    "/tap-huan/hoc-vien/1/",
    "/tap-huan/buoi/1/",
    "/tap-huan/diem-danh/",
    "/tap-huan/luc-luong/",
    "/tap-huan/luc-luong/1/",
    "/tap-huan/luc-luong/1/sua/",
    "/tap-huan/luc-luong/them/",
    "/mau-giay-to/",
    "/mau-giay-to/quyet-dinh/",
    "/dau-giay-to/",
    "/mau-phoi/",
    "/mau-phoi/moi/",
    "/quoc-huy/",
    "/in-bang/",
    "/in-bang/nhat-ky/",
    "/kiem-chu-ky/",
    "/ky-so-giay-to/",
    "/anh-chu-ky/",
    "/so-khen-thuong/ca-nhan/318-472/cong-khai-ten/",
    "/xac-thuc/",
    "/xac-thuc/khoa/",
    "/bao-cao/",
    "/bao-cao/PX01/2025/",
    "/bao-cao/PX01/2025/so-lieu/khen-thuong.luot-ca-nhan/",
    "/bao-cao/PX01/2025/tin-ngan/",
    "/thong-ke/",
    "/thong-ke/co-cau/",
    "/thong-ke/co-cau/so/tong.luot/",
    "/thong-ke/nhieu-nam/",
    "/thong-ke/so-sanh/",
    "/thong-ke/pheu/",
    "/thong-ke/thoi-gian/",
    "/thong-ke/bieu/?nam=2025",
    "/thong-ke/bieu/0603/?nam=2025",
    "/thong-ke/bieu/0605/?nam=2025",
    "/thong-ke/bieu/0603/o/05/2/?nam=2025",
    "/bang-vinh-danh/",
    "/doc-van-ban/",
    "/goi-du-lieu/",
    "/goi-du-lieu/nhan/",
    "/tai-khoan/khoa-api/",
    "/tai-khoan/khoa-api/lap/",
    "/api/",
)
# Only for whoever manages accounts.
ADMINISTRATION = ("/quan-tri/khoa-api/", "/quan-tri/webhook/", "/quan-tri/webhook/lap/")
STANDARD = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order, node by node, would be most of the work
}


def violations(page: Page) -> list[str]:
    found: list[Any] = Axe().run(page, options=STANDARD).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['target']} {v['help']}" for v in found]


def every_page(visit: Open, width: int) -> None:
    """axe finds nothing on any page of that width, and none scrolls sideways."""
    page = visit(None, "/dang-nhap/", width=width)
    assert violations(page) == []
    assert look_at(visit(width=width), PAGES) == {}
    assert look_at(visit("quantri", width=width), ADMINISTRATION) == {}


def look_at(page: Page, addresses: Iterable[str], *, answers: int = 200) -> dict[str, list[str]]:
    """What is wrong with pages, by their address; those in order are absent."""
    wrong: dict[str, list[str]] = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == answers, address
        wrong[address] = violations(page)
        across = page.evaluate(ACROSS)
        if across > 0:
            wrong[address].append(f"scrolls {across} px sideways")
    return {address: found for address, found in wrong.items() if found}


def test_no_page_shuts_anybody_out_on_a_phone(visit: Open) -> None:
    every_page(visit, 390)


ACROSS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
OVERLAPS = """() => {
  const pictures = [...document.querySelectorAll('svg.tl[role=img]')];
  const svg = pictures.find(s => s.getBoundingClientRect().width > 0);
  const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
  const hits = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    const top = Math.max(p.y, q.y) + 3, bottom = Math.min(p.y + p.height, q.y + q.height) - 3;
    if (p.x < q.x + q.width && q.x < p.x + p.width && top < bottom) hits.push(a + ' × ' + b);
  }
  return hits;
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_words_in_the_career_picture_do_not_touch(visit: Open, width: int) -> None:
    page = visit(address="/don-vi/PX01/", width=width)
    people = page.locator("tbody th a[href^='/can-bo/']")
    addresses = [people.nth(k).get_attribute("href") for k in range(min(people.count(), 12))]
    assert len(addresses) == 12
    for address in addresses:
        page.goto(str(address))
        page.evaluate("document.fonts.ready")
        assert page.evaluate(OVERLAPS) == [], address


def test_the_keyboard_goes_where_the_mouse_goes(visit: Open) -> None:
    page = visit(address="/can-bo/318-472/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    link = page.locator("#x-CSTD_BO")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    expect(link).to_be_focused()
    outline = link.evaluate("e => getComputedStyle(e).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_focused()  # what was opened keeps the focus
    page.keyboard.press("Enter")
    expect(link).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_a_page_on_paper_leaves_the_controls_out(visit: Open) -> None:
    page = visit(address="/can-bo/318-472/?mo=CSTD_BO")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator("#CSTD_BO")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")

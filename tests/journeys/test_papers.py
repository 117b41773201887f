"""The papers in a browser: an own template, a decision signed by keys, certificates, their proof.

The province is as after ``vinhdanh demo``; the tests go on from one another.
"""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import numpy as np
import pypdfium2
import zxingcpp
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from tests.documents.authority import PASSPHRASE, Holder, authority
from tests.journeys.conftest import Open
from tests.journeys.review import review_home, server
from tests.journeys.test_for_everybody import look_at

__all__ = ["review_home", "server"]  # the fixtures of this module

FILLED_BY = "tests.journeys.papers_province"
WAITING = "Về việc tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2026"
DECISIONS = "/quyet-dinh-khen-thuong/"
OWN_LINE = "Cần biết thêm, hỏi Phòng Tổ chức cán bộ."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MASKED = re.compile(r"^\S\*+( \S\*+)+$")
NOBODY = "/x/AAAAAAAAAAAAAAAAAAAAAAAAAA/"
# As the sample has them: one blank, one run, a decision that was signed by keys and one that waits.
PAGES = (
    "/mau-giay-to/",
    "/mau-giay-to/thong-bao-ket-qua/",
    "/dau-giay-to/",
    "/mau-phoi/",
    "/mau-phoi/moi/",
    "/mau-phoi/1/",
    "/quoc-huy/",
    "/in-bang/",
    "/in-bang/9/",
    "/in-bang/luot/1/",
    "/in-bang/to/1/hong/",
    "/in-bang/nhat-ky/",
    "/quyet-dinh-khen-thuong/9/",
    "/quyet-dinh-khen-thuong/7/ky-so/",
    "/quyet-dinh-khen-thuong/9/ky-so/",
    "/quyet-dinh-khen-thuong/9/ky-so/ban-3/",
    "/kiem-chu-ky/",
    "/anh-chu-ky/",
    "/xac-thuc/",
    "/xac-thuc/khoa/",
    "/viec-cho-toi/",
)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fetched(page: Page, address: str) -> bytes:
    """What lies at an address, as the page's account gets it."""
    answer = page.request.get(address)
    assert answer.ok, address
    return answer.body()


def behind(page: Page, link: str | re.Pattern[str]) -> str:
    """The address of a link."""
    return str(page.get_by_role("link", name=link).first.get_attribute("href"))


def words_of(word: bytes) -> str:
    return "\n".join(one.text for one in Document(BytesIO(word)).paragraphs)


def test_no_page_of_the_papers_shuts_anybody_out(visit: Open) -> None:
    for width in (1440, 390):
        assert look_at(visit(width=width), PAGES) == {}


def test_the_agency_puts_a_line_of_its_own_into_its_decisions(visit: Open) -> None:
    page = visit("thuongtruc", DECISIONS)
    page.get_by_role("link", name=WAITING).first.click()
    assert fetched(page, behind(page, re.compile("^Bản in"))).startswith(b"%PDF-1.7")
    word = behind(page, re.compile("^Word"))
    assert "QUYẾT ĐỊNH:" in words_of(fetched(page, word))

    page.goto("/mau-giay-to/quyet-dinh/")
    built_in = fetched(page, behind(page, "Tải mẫu đang dùng"))
    offer(page, with_line(built_in, "{{ trich_yueu }}"))
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("Không có thẻ “trich_yueu”. Có phải “trich_yeu”?")
    expect(wrong).to_contain_text("mẫu cũ giữ nguyên")
    offer(page, with_line(built_in, OWN_LINE))
    expect(page.get_by_text(OWN_LINE)).to_be_visible()
    assert OWN_LINE in words_of(fetched(page, word))


def with_line(template: bytes, text: str) -> bytes:
    """The template with a line more before its annexes."""
    document = Document(BytesIO(template))
    [last] = [one for one in document.paragraphs if "phu_luc" in one.text]
    last.insert_paragraph_before(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def offer(page: Page, data: bytes) -> None:
    page.get_by_label("Mẫu mới, tệp Word (.docx)").set_input_files(
        {"name": "quyet-dinh.docx", "mimeType": WORD, "buffer": data}
    )
    press(page, "Kiểm tra và dùng mẫu này")


def test_a_director_signs_with_a_key_and_anybody_checks_it(visit: Open) -> None:
    roots = visit("quantri", "/quan-tri/chung-thu-goc/")
    roots.get_by_label("Chứng thư gốc (.pem, .crt, .cer)").set_input_files(
        {"name": "goc.pem", "mimeType": "application/x-pem-file", "buffer": authority().root.pem}
    )
    roots.get_by_label("Nhận từ đâu, đối chiếu dấu vân tay thế nào").fill(
        "Nhận tại Cục, đối chiếu qua điện thoại"
    )
    press(roots, "Thêm")
    expect(roots.get_by_text("Gốc thử nghiệm", exact=True)).to_be_visible()

    head = visit("thutruong", "/viec-cho-toi/")
    head.get_by_role("link", name=f"Ký nháy quyết định “{WAITING}”").click()
    with_key(head, authority().head)
    press(head, "Ký nháy")
    expect(head.get_by_role("status")).to_contain_text("Đã ký nháy.")

    director = visit("lanhdao", "/viec-cho-toi/")
    director.get_by_role("link", name=re.compile(f"Ký quyết định “{WAITING}”")).click()
    director.get_by_role("link", name="Ký số", exact=True).click()
    with_key(director, authority().director, "mật khẩu sai")
    press(director, "Ký quyết định")
    expect(director.get_by_role("alert").first).to_contain_text("mật khẩu")
    with_key(director, authority().director)
    press(director, "Ký quyết định")
    said = director.get_by_role("status").filter(has_text="Đã ký QĐ").first
    expect(said).to_contain_text("lượt đã vào Sổ khen thưởng")

    director.get_by_role("link", name=WAITING).first.click()
    signed = fetched(director, behind(director, re.compile("Tải bản đã ký")))
    director.get_by_role("link", name="Xem trong Sổ khen thưởng").click()
    expect(director.get_by_text("Chiến sĩ thi đua cơ sở").first).to_be_visible()

    clerk = visit("tonghop", "/kiem-chu-ky/")
    check(clerk, signed)
    expect(clerk.get_by_text("Nguyên vẹn, chứng thư số tin cậy.")).to_have_count(2)
    flipped = bytearray(signed)
    flipped[signed.index(b"endstream") - 20] ^= 1
    check(clerk, bytes(flipped))
    expect(clerk.get_by_text("Không còn nguyên vẹn").first).to_be_visible()


def with_key(page: Page, holder: Holder, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Tệp chứng thư số (.p12, .pfx)").set_input_files(
        {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": holder.pkcs12}
    )
    page.get_by_label("Mật khẩu tệp").fill(passphrase)


def check(page: Page, data: bytes) -> None:
    page.get_by_label("Tệp PDF").set_input_files(
        {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    press(page, "Kiểm chữ ký")


def test_certificates_go_from_a_blank_to_a_stranger_s_phone(visit: Open) -> None:
    page = visit("thuongtruc", "/mau-phoi/moi/")
    page.get_by_label("Tên phôi").fill("Chứng nhận CSTĐ cơ sở A4")
    page.get_by_label("In cho danh hiệu, hình thức").select_option("CSTD_CS")
    page.get_by_label("Hiện vật trong kho").select_option("recognition")
    page.get_by_label("Rộng (mm)").fill("297")
    page.get_by_label("Cao (mm)").fill("210")
    press(page, "Lập")
    expect(page.get_by_label("Danh xưng và tên: cách trên (mm)")).to_have_value("108,0")
    before = page.locator(".overlay img").last.get_attribute("src")
    press(page, "Danh xưng và tên: xuống 1 mm")
    expect(page.get_by_label("Danh xưng và tên: cách trên (mm)")).to_have_value("109,0")
    preview = str(page.locator(".overlay img").last.get_attribute("src"))
    assert preview != before
    assert fetched(page, preview).startswith(b"\x89PNG")
    press(page, "Lưu chỗ in")
    expect(page.get_by_role("status").first).to_be_visible()

    page.goto("/in-bang/?tt=con")
    page.get_by_role("link", name=WAITING).click()
    to_print = page.url
    for at in range(3):
        page.locator("[name=dong]").nth(at).check()
    page.get_by_label("In lên").select_option(index=1)
    page.get_by_label("Số phôi đầu tiên").fill("CN-0701")
    press(page, "In tờ đã đánh dấu")
    expect(page.get_by_role("row")).to_have_count(4)
    pdf = fetched(page, behind(page, re.compile("Mở tệp để in")))
    page.get_by_role("link", name="Hỏng…").nth(1).click()
    page.get_by_label("Hỏng vì").fill("Kẹt giấy")
    press(page, "Ghi hỏng")
    first = page.locator("tbody th a").first
    honour, name = str(first.get_attribute("href")), first.inner_text()

    page.goto(to_print)
    page.locator("[name=dong]").nth(2).check()
    page.get_by_label("In lên").select_option(index=1)
    press(page, "In tờ đã đánh dấu")
    expect(page.get_by_text("in lại thì ghi lý do")).to_be_visible()
    page.get_by_label("Lý do in lại").fill("Lem mực")
    press(page, "In tờ đã đánh dấu")
    expect(page.get_by_text("Lý do in lại: Lem mực.")).to_be_visible()
    page.goto("/in-bang/nhat-ky/?phoi=2")
    expect(page.get_by_role("row")).to_have_count(5)
    expect(page.get_by_role("row").filter(has_text="Kẹt giấy")).to_have_count(1)
    expect(page.get_by_role("row").filter(has_text="Lem mực")).to_contain_text("2")

    stranger = visit(None, scanned(pdf), width=390)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("có thật và đang có hiệu lực")
    expect(stranger.get_by_text(MASKED)).to_be_visible()
    expect(stranger.get_by_text(name)).to_have_count(0)

    page.goto(honour)
    page.get_by_role("link", name="Hủy bỏ quyết định…").click()
    today = f"{timezone.localdate():%d/%m/%Y}"
    page.get_by_label("Căn cứ, lý do").fill("Kê khai không đúng")
    page.get_by_label("Số quyết định").fill("9101/QĐ-CAT-PX01")
    page.get_by_label("Ngày quyết định").fill(today)
    page.get_by_label("Người quyết định", exact=True).select_option("Giám đốc Công an tỉnh")
    page.get_by_label("Từ ngày").fill(today)
    press(page, "Ghi: hủy bỏ quyết định")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi: hủy bỏ quyết định")
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("không còn giá trị")
    expect(stranger.get_by_text("9101/QĐ-CAT-PX01")).to_be_visible()
    assert look_at(stranger, [urlsplit(stranger.url).path]) == {}


def scanned(pdf: bytes) -> str:
    """The address that the first sheet's QR leads to."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4, grayscale=True).to_numpy()
    [read] = zxingcpp.read_barcodes(np.ascontiguousarray(picture.squeeze()))
    return str(read.text)


def test_a_code_that_is_none_is_not_said_to_be_false(visit: Open) -> None:
    page = visit(None, "/xac-thuc/", width=390, shut_out=True)
    page.get_by_label(re.compile("Mã xác thực")).fill("AAAA AAAA AAAA AAAA AAAA AAAA AA")
    press(page, "Tìm giấy này")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa xác nhận được tờ giấy này")
    expect(page.get_by_text("Câu trả lời này không khẳng định giấy là giả")).to_be_visible()
    assert look_at(page, [NOBODY], answers=404) == {}

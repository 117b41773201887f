"""Beside the year's round: within the hour, held by a complaint, what rested on an annulled title, objections
to what hangs out."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.review import Clock, clock, review_home, server

__all__ = ["clock", "review_home", "server"]  # the fixtures of this module

BEGINS = datetime(2026, 1, 5, 8)  # the decisions of 2025 have all been signed
ROUND = "Khen đột xuất vụ cứu người ở suối Nậm Tà"
DID = "Ngày 05/01/2026 cứu hai người dân bị lũ cuốn ở suối Nậm Tà, khi đang trên đường đi cơ sở."
OFFICER, SUSPECTED, GUILTY = "107-817", "263-503", "269-125"  # canbo himself, and two of his phòng
CHAMPION = "459-730"  # three years CSTĐ cơ sở, and with them CSTĐ Bộ of 2025


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=name).first.click()


def said(page: Page, words: str) -> None:
    """The message of what was just done."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def dossier_of(page: Page, number: str) -> None:
    """From the round's page to somebody's dossier."""
    page.goto(page.url.partition("?")[0] + f"?tim={number}")
    page.locator("table.t tbody th a").first.click()


def test_within_the_hour(visit: Open) -> None:
    """Who is told of it in the morning has it signed before nine, by four people, three clicks each."""
    standing = visit("thuongtruc", "/dot-xet-tang/moi/?loai=sudden&nam=2026")
    standing.get_by_label("Tên đợt").fill(ROUND)
    expect(standing.locator("[name=h-GK-on]")).to_be_checked()
    for stage in ("draft", "unit", "appraisal", "signing"):
        standing.locator(f"[name=s-{stage}-hours]").fill("1")
    press(standing, "Lưu bản lập")
    follow(standing, "Mở đợt…")
    press(standing, "Mở đợt")
    round = standing.url

    clerk = visit("tonghop", "/dot-xet-tang/")
    follow(clerk, ROUND)
    follow(clerk, "Danh sách đề nghị")
    expect(clerk.get_by_text("Không bỏ sót ai")).to_have_count(0)
    clerk.get_by_label("Số hiệu cán bộ").fill(f"{OFFICER} {SUSPECTED} {GUILTY}")
    clerk.get_by_role("textbox", name="Thành tích").fill(DID)
    clerk.get_by_role("region", name="Đề nghị theo thành tích").get_by_role("button").click()
    said(clerk, "Đã đưa vào danh sách: 3.")
    press(clerk, "Gửi 3 đề nghị lên đơn vị")

    head = visit("thutruong", clerk.url)
    press(head, "Trình 3 đề nghị")

    standing.goto(round)
    row = standing.get_by_role("row").filter(has_text="Thẩm định").first
    expect(row).to_contain_text(re.compile(r"còn (1 giờ|59 phút|58 phút)"))
    dossier_of(standing, OFFICER)
    expect(standing.get_by_text(DID).first).to_be_visible()
    press(standing, "Thẩm định xong")
    follow(standing, "Soạn quyết định")
    follow(standing, "Ghi người quyết định và cách đánh số")
    standing.get_by_label("Người quyết định").fill("Giám đốc Công an tỉnh")
    standing.get_by_label("Cấp tặng").select_option("base")
    standing.get_by_label("Cách đánh số").fill("{n}/QĐ-CAT-PX01")
    press(standing, "Lưu")
    standing.goto(round)
    follow(standing, "Soạn quyết định")
    press(standing, "Lập dự thảo")
    press(standing, "Trình ký")

    leader = visit("lanhdao", standing.url)
    press(leader, "Ký quyết định")
    said(leader, "1 lượt đã vào Sổ khen thưởng")

    officer = visit("canbo", f"/so-khen-thuong/ca-nhan/{OFFICER}/")
    expect(officer.get_by_role("main")).to_contain_text("01/QĐ-CAT-PX01")
    expect(officer.get_by_role("main")).to_contain_text("Giấy khen")


def taken_up(visit: Open, whom: str) -> Page:
    """The complaint about somebody, accepted and given to who verifies it, as the standing body sees it."""
    page = visit("thuongtruc", f"/kien-nghi/?tt=filed&tim={whom}")
    page.get_by_role("table").get_by_role("link").first.click()
    page.locator("#thu-ly-due").fill("20/01/2026")
    page.locator("#thu-ly-ground").fill("Quy chế giải quyết đơn của Công an tỉnh")
    press(page, "Thụ lý")
    expect(page.get_by_role("heading", name="Hồ sơ đang hoãn xét")).to_be_visible()
    page.locator("#giao-verifier").fill("Thanh tra Công an tỉnh")
    press(page, "Giao xác minh")
    return page


def concluded(page: Page, finding: str, text: str) -> None:
    """The conclusion, written down by the standing body."""
    page.locator("#ket-luan-finding").select_option(finding)
    page.locator("#ket-luan-document").fill("08/KL-CAT-PX05 ngày 05/01/2026")
    page.locator("#ket-luan-text").fill(text)
    press(page, "Ghi kết luận")
    expect(page.get_by_role("heading", name=re.compile("^Kết luận: "))).to_be_visible()


def test_a_complaint_defers_and_the_proposal_goes_on(visit: Open) -> None:
    """Two of the unit are accused by a colleague: found untrue of the one, true of the other."""
    for whom, text in ((SUSPECTED, "Khi cứu người chỉ đứng trên bờ."), (GUILTY, "Hôm đó không có mặt.")):
        officer = visit("canbo", f"/kien-nghi/gui/?tim={whom}")
        follow(officer, re.compile("Giấy khen 2026"))
        officer.get_by_label("Loại đơn").select_option("denunciation")
        officer.get_by_label("Nội dung").fill(text)
        press(officer, "Gửi đơn")
        said(officer, "danh tính được giữ kín")

    untrue = taken_up(visit, SUSPECTED)
    clerk = visit("tonghop", "/dot-xet-tang/")
    follow(clerk, ROUND)
    dossier_of(clerk, SUSPECTED)
    dossier = clerk.get_by_role("main")
    expect(dossier).to_contain_text("Hoãn xét")
    expect(dossier).to_contain_text("đang được xác minh")
    expect(dossier).not_to_contain_text("Nông Thị Bích Ngân")  # who sent it
    expect(dossier).not_to_contain_text("đứng trên bờ")
    expect(clerk.get_by_role("button", name="Thẩm định xong")).to_have_count(0)

    concluded(untrue, "rejected", "Ba người dân xác nhận có xuống nước cứu người.")
    follow(untrue, re.compile("HS-2026-"))
    expect(untrue.get_by_role("main")).to_contain_text("Đang chờ thẩm định")
    press(untrue, "Thẩm định xong")
    said(untrue, "ở bước “Chờ ký”")

    true = taken_up(visit, GUILTY)
    concluded(true, "upheld", "Lịch trực và người dân đều cho thấy không có mặt.")
    complaint = true.url
    follow(true, "Không chọn, ở hồ sơ")
    true.locator("summary", has_text="Không chọn…").click()
    true.locator("#ly-do-refuse").fill("Không lập thành tích này: kết luận 08/KL-CAT-PX05")
    press(true, "Không chọn")
    said(true, "ở bước “Không được chọn”")
    true.goto(complaint)
    true.locator("#thuc-hien-note").fill("Không chọn đề nghị")
    press(true, "Ghi đã thực hiện")
    expect(true.get_by_role("main")).to_contain_text("Đã thực hiện kết luận")


def proposed(page: Page, account: str) -> None:
    """A case to annul what is chosen, verified right away."""
    page.get_by_label("Sự việc, chứng cứ").fill(account)
    page.get_by_label("Người, cơ quan đề nghị").fill("Thanh tra Công an tỉnh")
    press(page, "Lập đề nghị")
    expect(page.get_by_role("main")).to_contain_text("Chờ xác minh")
    page.get_by_label("Kết quả xác minh").fill("Kết luận 12/KL-CAT-PX05: hai vụ án do đơn vị khác phá.")
    press(page, "Ghi kết quả xác minh")


def decided(page: Page, number: str) -> None:
    """The case's decision, with money and artefacts asked back."""
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Đã xem danh sách").check()
    page.get_by_label("Hạn hoàn trả").fill("31/01/2026")
    page.get_by_label("Hiện vật phải thu").fill("bằng, khung")
    press(page, "Quyết định: hủy bỏ quyết định")
    expect(page.get_by_role("main")).to_contain_text("Đã hủy bỏ quyết định")


def returned(page: Page, amount: str) -> None:
    """What was asked back has come in."""
    page.get_by_label("Số tiền đã nộp").fill(amount)
    page.get_by_label("Chứng từ").fill("PT 15")
    press(page, "Ghi tiền đã nộp")
    expect(page.get_by_text("đã thu đủ")).to_be_visible()
    page.get_by_label("Biên bản").fill("BB 03")
    press(page, "Ghi hiện vật")


def test_an_annulled_title_topples_the_one_above_it(visit: Open) -> None:
    """CSTĐ cơ sở of 2025 was got by fraud; CSTĐ Bộ of the same year rested on it."""
    standing = visit("thuongtruc", f"/so-khen-thuong/ca-nhan/{CHAMPION}/")
    follow(standing, re.compile("^Chiến sĩ thi đua cơ sở"))
    follow(standing, "Đề nghị thu hồi, cấp lại…")
    standing.get_by_role("listitem").filter(has_text="Hủy bỏ quyết định").get_by_role("link").last.click()
    proposed(standing, "Khai khống hai vụ án đã phá trong báo cáo thành tích.")
    case = standing.url
    leader = visit("lanhdao", case)
    rests = leader.get_by_role("row").filter(has_text="Chiến sĩ thi đua Bộ")
    expect(rests).to_contain_text("đã tặng")  # shown before anything is decided
    expect(leader.get_by_role("main")).to_contain_text("2.340.000 đồng")
    decided(leader, "77/QĐ-CAT-TT")

    standing.goto(case)
    expect(standing.get_by_text("Chờ xem xét")).to_be_visible()
    returned(standing, "2.340.000")
    follow(standing, "Lập đề nghị hủy")
    proposed(standing, "Dựa trên danh hiệu Chiến sĩ thi đua cơ sở năm 2025 đã bị hủy bỏ.")
    leader.goto(standing.url)
    decided(leader, "52/QĐ-BCA")
    standing.reload()
    returned(standing, "7.020.000")
    for url in (standing.url, case):
        standing.goto(url)
        expect(standing.locator(".phead")).to_contain_text("Đã xong")

    standing.goto(f"/so-khen-thuong/ca-nhan/{CHAMPION}/")
    expect(standing.get_by_text(re.compile("hủy bỏ", re.IGNORECASE)).first).to_be_visible()
    standing.goto(f"/can-bo/{CHAMPION}/")
    title = standing.get_by_role("row").filter(has_text="Chiến sĩ thi đua toàn lực lượng")
    for _ in range(100):  # everybody is judged again behind the page
        if "Chưa đủ căn cứ" in title.inner_text():
            break
        standing.wait_for_timeout(500)
        standing.reload()
    expect(title).to_contain_text("Chưa đủ căn cứ")


POSTED = "Khen đột xuất vụ cháy kho ở phố Vực, có niêm yết"
FOUGHT = "Ngày 05/01/2026 vào kho đang cháy ở phố Vực đưa ba người ra ngoài, giữ được tài sản."
CLEARED, ABSENT, HELPED = "230-658", "271-853", "279-305"


def posted_round(visit: Open) -> str:
    """A round in which three are proposed for a bằng khen and hang out for all to read. Its address."""
    standing = visit("thuongtruc", "/dot-xet-tang/moi/?loai=sudden&nam=2026")
    standing.get_by_label("Tên đợt").fill(POSTED)
    for summary in standing.locator("details.sift > summary").all():
        summary.click()
    standing.locator("[name=h-BK_BO-on]").check()
    standing.locator("[name=s-appraisal-on]").uncheck()
    standing.locator("[name=s-posting-on]").check()
    press(standing, "Lưu bản lập")
    follow(standing, "Mở đợt…")
    press(standing, "Mở đợt")
    round = standing.url

    clerk = visit("tonghop", "/dot-xet-tang/")
    follow(clerk, POSTED)
    follow(clerk, "Danh sách đề nghị")
    clerk.goto(f"{clerk.url}?dh=BK_BO")
    clerk.get_by_label("Số hiệu cán bộ").fill(f"{CLEARED} {ABSENT} {HELPED}")
    clerk.get_by_role("textbox", name="Thành tích").fill(FOUGHT)
    clerk.get_by_role("region", name="Đề nghị theo thành tích").get_by_role("button").click()
    press(clerk, "Gửi 3 đề nghị lên đơn vị")
    press(visit("thutruong", clerk.url), "Trình 3 đề nghị")

    standing.goto(f"{round}niem-yet/")
    standing.get_by_label("Số ngày làm việc").fill("5")
    standing.get_by_label("Căn cứ").fill("Quy chế thi đua, khen thưởng Công an tỉnh")
    press(standing, "Đặt số ngày")
    press(standing, "Niêm yết các hồ sơ đã chọn")
    said(standing, "đến hết ngày 10/01/2026")
    return round


def objected(officer: Page, whom: str, text: str) -> None:
    """What somebody who read the list has to say against one of them."""
    officer.goto(f"/niem-yet/?tim={whom}")
    follow(officer, "Gửi ý kiến…")
    officer.get_by_label("Nội dung ý kiến").fill(text)
    officer.get_by_label("Không cho đơn vị biết tên tôi").check()
    press(officer, "Gửi ý kiến, hoãn xét hồ sơ")
    said(officer, "hồ sơ hoãn xét cho đến khi có kết luận")


def answered(standing: Page, round: str, whom: str, outcome: str, text: str, *, refuse: bool = False) -> None:
    """The standing body concludes the objection on the page of what is held."""
    standing.goto(f"{round}hoan-xet/?tim={whom}")
    standing.locator("table.t tbody th a").first.click()
    expect(standing.get_by_role("main")).to_contain_text("Nông Thị Bích Ngân")  # it may ask her
    standing.get_by_label("Kết luận", exact=True).select_option(outcome)
    standing.get_by_label("Nội dung kết luận").fill(text)
    standing.get_by_label("Không chọn luôn").set_checked(refuse)
    press(standing, "Ghi kết luận")


def test_objections_are_answered_refused_and_one_title_is_lowered(visit: Open, clock: Clock) -> None:
    """Three objections: one has no ground, one ends the proposal, one leads to a lower form of praise."""
    round = posted_round(visit)
    officer = visit("canbo", "/niem-yet/")
    expect(officer.get_by_role("main")).to_contain_text(FOUGHT)
    objected(officer, CLEARED, "Hôm đó chỉ đứng ngoài.")
    objected(officer, ABSENT, "Hôm đó nghỉ phép, không có mặt.")
    objected(officer, HELPED, "Chỉ đưa một người ra, hai người kia tự ra.")

    clerk = visit("tonghop", round)
    dossier_of(clerk, CLEARED)
    dossier = clerk.get_by_role("main")
    expect(dossier).to_contain_text("Ý kiến khi niêm yết")
    expect(dossier).not_to_contain_text("Nông Thị Bích Ngân")
    expect(clerk.get_by_role("button", name="Niêm yết xong")).to_have_count(0)

    standing = visit("thuongtruc", round)
    answered(standing, round, CLEARED, "not_upheld", "Ba người được cứu đều xác nhận.")
    said(standing, "Hồ sơ nay ở bước “Niêm yết”")
    answered(standing, round, ABSENT, "upheld", "Sổ trực ghi nghỉ phép.", refuse=True)
    said(standing, "Hồ sơ nay ở bước “Không được chọn”")
    answered(standing, round, HELPED, "upheld", "Đưa một người ra, chưa đến mức bằng khen.")
    said(standing, "chờ không chọn hoặc hạ danh hiệu")

    # What was upheld is lowered: it goes on as a giấy khen, and hangs out anew.
    follow(standing, re.compile("^HS-2026-"))
    standing.locator("summary", has_text="Xét tiếp…").click()
    standing.locator("#ly-do-reopen").fill("Xét tiếp để hạ xuống Giấy khen")
    press(standing, "Xét tiếp")
    follow(standing, "Hạ danh hiệu…")
    standing.locator("#id_honour").select_option("GK")
    standing.locator("#id_why").fill("Ý kiến khi niêm yết có căn cứ một phần")
    press(standing, "Hạ danh hiệu")
    lowered = standing.get_by_role("main")
    expect(lowered).to_contain_text("Giấy khen")
    expect(lowered).to_contain_text("hạ từ danh hiệu cao hơn")
    standing.goto(f"{round}niem-yet/")
    expect(standing.get_by_role("main")).to_contain_text("1 hồ sơ chờ niêm yết")

    clock(datetime(2026, 1, 12, 8))
    standing = visit("thuongtruc", round)
    dossier_of(standing, CLEARED)
    press(standing, "Niêm yết xong")
    said(standing, "ở bước “Chờ ký”")

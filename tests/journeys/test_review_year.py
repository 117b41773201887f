"""The province's round of 2025 for PX01, from team to decision, by those who do it in life.

The steps stand in the order of the round, each upon the ones before it. At the end the unit's book says what
its report of the year says: the flag of the ministry; Đơn vị quyết thắng for the phòng; 02 đội Đơn vị quyết
thắng, 02 đội Đơn vị tiên tiến; 07 lượt tập thể, 35 lượt cá nhân.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.review import Clock, clock, review_home, server
from tests.journeys.review_year import (
    ALL,
    COUNCIL,
    DUE,
    FLAG,
    HONOURS,
    LIST,
    MEETING_PAGE,
    OWN_RULES,
    PASSPHRASES,
    ROUND,
    ROUND_PAGE,
    TEAMS,
    leave_out_the_rest,
    tick_all,
    unit_list,
)

__all__ = ["clock", "review_home", "server"]  # the fixtures of this module

BEGINS = datetime(2025, 12, 1, 8)


def test_the_standing_body_opens_the_round(visit: Open) -> None:
    """Honours, path, topics and units are set up on one page; then the units may propose."""
    page = visit("thuongtruc", "/dot-xet-tang/moi/?loai=yearly&nam=2025")
    for summary in page.locator("details.sift > summary").all():
        summary.click()
    for code in HONOURS:
        page.locator(f"input[name=h-{code}-on]").check()
        page.locator(f"input[name=h-{code}-own]").set_checked(code != "CO_BO")
        if code != "CO_BO":
            page.locator(f"input[name=h-{code}-votes]").fill("51")
            page.locator(f"input[name=h-{code}-votes_ground]").fill(OWN_RULES)
    for stage, due in DUE.items():
        page.locator(f"input[name=s-{stage}-due]").fill(due)
    for topic, department, substitute in (("conduct", "PX03", "PX05"), ("discipline", "PX05", "PX03")):
        page.locator(f"input[name=t-{topic}-department]").fill(department)
        page.locator(f"input[name=t-{topic}-substitute]").fill(substitute)
    page.get_by_role("button", name="Lưu bản lập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ROUND}: đang lập")
    page.get_by_role("link", name="Mở đợt…").click()
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ROUND)


def test_the_clerk_takes_the_proposals_of_the_system_into_the_list(visit: Open) -> None:
    """All of them meet the rules. Whom the unit leaves out has a reason; about the clerk his head decides."""
    page = visit("tonghop", unit_list())
    for honour, codes in LIST.items():
        if honour != "CO_BO":
            page.goto(unit_list(honour))
        tick_all(page, ", ".join(f".many input[name=ai][value='{code}']" for code in codes))
        page.get_by_role("button", name="Đưa vào danh sách").first.click()
        expect(page.get_by_role("status")).to_contain_text(f"Đã đưa vào danh sách: {len(codes)}.")
        leave_out_the_rest(page, "Đã đề nghị danh hiệu cao hơn" if honour == "DVTT" else "Đơn vị không chọn")
    expect(page.get_by_role("alert")).to_contain_text("Nguyễn Trung Minh: Hồ sơ về chính đồng chí")
    page.get_by_role("button", name="Xếp theo gợi ý").click()
    expect(page.get_by_role("status")).to_contain_text("Thứ tự vẫn do đơn vị quyết định")
    expect(page.get_by_text(f"{ALL} đề nghị đang bình xét")).to_be_visible()

    page = visit("thutruong", unit_list("GK"))
    leave_out_the_rest(page, "Đơn vị không chọn")
    expect(page.get_by_text("Không bỏ sót ai")).to_have_count(0)


def test_one_meeting_votes_on_the_whole_list(visit: Open, clock: Clock) -> None:
    """A vote for each, the summaries begun from the records; figures that can't be leave nothing written."""
    clock(datetime(2025, 12, 2, 15))
    page = visit("tonghop", unit_list())
    page.get_by_role("link", name="Biên bản bình xét").click()
    page.get_by_label("Ngày họp").fill("02/12/2025")
    page.get_by_label("Số biên bản").fill("31/BB-PX01")
    page.get_by_label("Chủ trì").fill("Đại tá Hà Công Hào, Trưởng phòng")
    page.get_by_label("Thư ký").fill("Nguyễn Trung Minh")
    present = int(page.get_by_label("Có mặt").input_value())
    summaries = page.get_by_role("textbox", name=re.compile("^Tóm tắt thành tích"))
    assert summaries.count() == ALL
    begun = [one for one in summaries.all() if one.input_value()]
    assert all("nhiệm vụ năm 2025" in one.input_value() for one in begun)
    # Whoever is proposed twice needs another achievement for the second honour.
    seconds = [one for one in summaries.all() if not one.input_value()]
    assert len(seconds) == len(FLAG) + len(TEAMS)
    for place, one in enumerate(seconds):
        one.fill(
            f"Hoàn thành vượt {110 + place}% chỉ tiêu của cao điểm cuối năm, được Bộ Công an đánh giá cao."
        )
    for place, agreed in enumerate(page.get_by_role("textbox", name=re.compile("^Đồng ý, ")).all()):
        agreed.fill(str(present + 1 if place == 3 else present))
    page.get_by_role("button", name="Ghi vào các hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi hồ sơ nào")
    expect(page.locator("tr.bad")).to_have_count(1)
    page.locator("tr.bad").get_by_role("textbox", name=re.compile("^Đồng ý, ")).fill(str(present - 1))
    page.locator("tr.bad").get_by_role("textbox", name=re.compile("^Không đồng ý, ")).fill("1")
    page.get_by_role("button", name="Ghi vào các hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi biên bản bình xét vào {ALL} hồ sơ")


def test_reports_go_on_from_what_the_registers_know(visit: Open) -> None:
    """The law asks for a report with the two titles of units; its clerk completes and saves it."""
    page = visit("tonghop", unit_list("DVQT"))
    for honour in ("DVQT", "DVTT"):
        page.goto(unit_list(honour))
        rows = page.get_by_role("region", name=re.compile("trong danh sách")).locator("tbody th a")
        for address in [str(row.get_attribute("href")) for row in rows.all()]:
            page.goto(f"{address}phan/report/")
            expect(page.get_by_label("I.1. Đặc điểm, tình hình")).to_have_value(re.compile("theo sổ cán bộ"))
            done = page.get_by_label("II. Thành tích đạt được")
            expect(done).to_have_value(re.compile("nhiệm vụ năm 2025"))
            done.fill(f"{done.input_value()}\nHoàn thành 100% chỉ tiêu, nhiệm vụ được giao.")
            page.get_by_label("I.2. Chức năng, nhiệm vụ được giao").fill("Tham mưu công tác tổ chức, cán bộ.")
            page.get_by_role("button", name="Lưu", exact=True).click()
            expect(page.get_by_role("status")).to_contain_text("Đã lưu báo cáo thành tích")


def test_the_list_is_handed_in_and_the_submission_written_once(visit: Open, clock: Clock) -> None:
    clock(datetime(2025, 12, 3, 9))
    page = visit("tonghop", unit_list())
    page.get_by_role("button", name=f"Gửi {ALL} đề nghị lên đơn vị").click()
    expect(page.get_by_role("status")).to_contain_text(f"Gửi lên đơn vị, số đề nghị: {ALL}.")
    page.get_by_role("link", name="Tờ trình", exact=True).click()
    page.get_by_label("Số tờ trình").fill("402/TTr-PX01")
    page.get_by_label("Ngày", exact=True).fill("03/12/2025")
    page.get_by_role("button", name="Ghi vào các hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi tờ trình 402/TTr-PX01 vào {ALL} hồ sơ")
    expect(page.get_by_role("button", name=f"Trình {ALL} đề nghị")).to_be_disabled()
    expect(page.get_by_text("Đồng chí chưa được giao quyền trình")).to_be_visible()


def test_the_head_of_the_office_submits(visit: Open) -> None:
    page = visit("thutruong", unit_list())
    page.get_by_role("button", name=f"Trình {ALL} đề nghị").click()
    expect(page.get_by_role("status")).to_contain_text(f"Trình, số đề nghị: {ALL}.")


def test_a_department_answers_for_all_whose_records_are_clean(visit: Open, clock: Clock) -> None:
    """The reviewer serves in another phòng; in one act he agrees where the records say nothing against it."""
    clock(datetime(2025, 12, 4, 14))
    page = visit("thamdinh", "/tham-dinh/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{2 * ALL} ý kiến chờ cơ quan tôi")
    tick_all(page, "input[name=chon]")
    page.get_by_role("button", name="Đồng ý các hồ sơ đã chọn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi đồng ý")
    expect(page.get_by_role("heading", level=1)).to_contain_text("không còn hồ sơ nào")


def test_the_standing_body_passes_the_appraisal_and_posts_the_list(visit: Open, clock: Clock) -> None:
    """Everybody may read the list for five working days; before they are over nothing goes to the council."""
    clock(datetime(2025, 12, 5, 8))
    page = visit("thuongtruc", "/ho-so-khen-thuong/xu-ly/1/")
    tick_all(page, "input[type=radio][value=chon]")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("status")).to_contain_text(f"{ALL} chuyển bước, 0 không chọn")
    page.goto(f"{ROUND_PAGE}niem-yet/")
    page.get_by_label("Số ngày làm việc").fill("5")
    page.get_by_label("Căn cứ").fill(OWN_RULES)
    page.get_by_role("button", name="Đặt số ngày").click()
    page.get_by_label("Nơi niêm yết").fill("Bảng tin trụ sở Công an tỉnh; trang tin nội bộ")
    page.get_by_role("button", name="Niêm yết các hồ sơ đã chọn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã niêm yết 1 danh sách, đến hết ngày 12/12/2025.")


def test_when_the_posting_is_over_the_list_goes_to_the_council(visit: Open, clock: Clock) -> None:
    """An officer finds himself in the list that hangs out; until its last day is over it stays there."""
    page = visit("canbo", "/niem-yet/")
    expect(page.locator("main").get_by_text("Nông Thị Bích Ngân")).to_be_visible()
    page = visit("thuongtruc", f"{ROUND_PAGE}?buoc=posting&chon=trang")
    page.get_by_role("button", name="Niêm yết xong").click()
    expect(page.locator("main")).to_contain_text("Đang niêm yết đến hết ngày 12/12/2025, còn 5 ngày làm việc")
    clock(datetime(2025, 12, 15, 8))
    page = visit("thuongtruc", f"{ROUND_PAGE}?buoc=posting&chon=trang")
    page.get_by_role("button", name="Niêm yết xong").click()
    expect(page.get_by_role("status")).to_contain_text(f"Niêm yết xong: đã làm với {ALL} hồ sơ")


def test_the_secretary_sets_up_the_council_and_its_meeting(visit: Open, clock: Clock) -> None:
    clock(datetime(2025, 12, 16, 8))
    page = visit("thuky", "/hoi-dong/moi/")
    page.get_by_label("Tên Hội đồng").fill("Hội đồng thi đua, khen thưởng Công an tỉnh")
    page.get_by_label("Năm", exact=True).fill("2025")
    page.get_by_label("Số quyết định thành lập").fill("112/QĐ-CAT")
    page.get_by_label("Ngày quyết định").fill("10/01/2025")
    page.get_by_label("Người quyết định").fill("Giám đốc Công an tỉnh")
    page.get_by_label("Số người dự tối thiểu").fill("2/3")
    page.get_by_label("Căn cứ trong quy chế").first.fill(f"Điều 6 {OWN_RULES}")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Thêm thành viên…").click()
    for _, number, seat in COUNCIL:
        page.get_by_label("Số hiệu, hoặc tên đăng nhập").fill(number)
        page.get_by_label("Vai trò").select_option(seat)
        page.get_by_label("Từ ngày").fill("10/01/2025")
        page.get_by_role("button", name="Thêm và ghi người nữa").click()
    page.get_by_role("link", name="Thôi").click()
    expect(page.locator("main")).to_contain_text(f"{len(COUNCIL)} thành viên hôm nay")
    page.get_by_role("link", name="Lập phiên họp…").click()
    page.get_by_label("Ngày họp").fill("16/12/2025")
    page.get_by_label("Giờ").fill("08:00")
    page.get_by_label("Địa điểm").fill("Phòng họp số 1")
    page.get_by_label("Đợt xét tặng").select_option(label=ROUND)
    page.get_by_label("Người chủ trì").select_option(index=1)
    page.get_by_label("Thư ký phiên họp").select_option(index=2)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Lấy hồ sơ chờ Hội đồng").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã đưa {ALL} hồ sơ vào chương trình")
    page.get_by_role("link", name="Điểm danh").first.click()
    page.get_by_role("button", name="Ghi điểm danh").click()
    page.get_by_role("button", name="Khai mạc").click()
    expect(page.get_by_role("status")).to_contain_text("Đã khai mạc")
    expect(page.get_by_text("Cờ thi đua của Bộ, ban, ngành, tỉnh").locator("..")).to_contain_text(
        "cần 5 trong 6"
    )
    expect(page.get_by_text("Ma Minh Sơn: là người được đề nghị.")).to_be_visible()


def meeting_item(page: Page, name: str) -> None:
    page.goto(MEETING_PAGE)
    page.get_by_role("region", name="Trình tự").get_by_role("link", name=name).click()


def passphrases(page: Page) -> None:
    page.get_by_label("Mật khẩu hòm phiếu của Chủ tịch").fill(PASSPHRASES[0])
    page.get_by_label("Mật khẩu hòm phiếu của Thư ký").fill(PASSPHRASES[1])


def vote(page: Page, choice: str = "Đồng ý") -> str:
    """Cast the ballot that is shown, of one item. The receipt."""
    page.locator("fieldset.bitem label", has_text=choice).first.click()
    page.get_by_role("button", name="Xem lại và gửi").click()
    page.get_by_role("button", name="Gửi phiếu").click()
    return page.locator(".receipt .code").inner_text()


def test_the_council_votes_secretly_on_the_flag(visit: Open) -> None:
    """Two passphrases open the box, every member votes on his screen, the same two close it."""
    page = visit("thuky")
    meeting_item(page, "Cờ thi đua của Bộ, ban, ngành, tỉnh")
    item = page.url
    page.get_by_label("Mở trong bao nhiêu phút").fill("30")
    passphrases(page)
    page.get_by_role("button", name="Mở hòm phiếu", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã mở hòm phiếu")
    box = str(page.get_by_role("link", name="Trang hòm phiếu").get_attribute("href"))
    page.goto(box)
    receipts = {vote(page)}
    for who, _, _ in COUNCIL:
        if who != "thuky":
            receipts.add(vote(visit(who, box), "Không đồng ý" if who == "hoidong3" else "Đồng ý"))
    assert len(receipts) == len(COUNCIL), "each has a receipt of his own"
    page.goto(item)
    expect(page.get_by_text("6 / 6")).to_be_visible()
    passphrases(page)
    page.get_by_role("button", name="Đóng hòm phiếu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đóng hòm phiếu và ghi kết quả")
    expect(page.get_by_role("row").filter(has_text="Phòng Tổ chức cán bộ")).to_contain_text("5 / 6")
    page.get_by_role("button", name="Chuyển kết quả vào hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chuyển kết quả vào từng hồ sơ")


def test_hands_are_raised_for_the_rest_and_the_meeting_ends(visit: Open) -> None:
    """The council's own rules ask for more than half of all members. Who is proposed himself raises no hand
    for himself, and counts among all members still. The minutes say all of it."""
    page = visit("thuky")
    for name in ("Đơn vị quyết thắng", "Đơn vị tiên tiến", "Giấy khen"):
        meeting_item(page, name)
        for hands in page.get_by_role("textbox", name=re.compile("^Đồng ý ")).all():
            hands.fill("6")
        page.get_by_role("button", name="Ghi kết quả").click()
        if name == "Giấy khen":
            expect(page.get_by_role("alert")).to_contain_text("Ma Minh Sơn")
            page.get_by_role("textbox", name="Đồng ý Ma Minh Sơn", exact=True).fill("5")
            page.get_by_role("button", name="Ghi kết quả").click()
            expect(page.get_by_role("row").filter(has_text="Ma Minh Sơn")).to_contain_text("5 / 6")
        page.get_by_role("button", name="Chuyển kết quả vào hồ sơ").click()
        expect(page.get_by_role("status")).to_contain_text("Đã chuyển kết quả vào từng hồ sơ")
    page.goto(f"{MEETING_PAGE}ket-thuc/")
    page.get_by_label("Kết luận của người chủ trì").fill("Nhất trí danh sách; Thường trực hoàn thiện hồ sơ.")
    page.get_by_role("button", name="Lưu nội dung").click()
    page.get_by_label("Số biên bản").fill("03/BB-HĐTĐKT")
    page.get_by_role("button", name="Kết thúc phiên họp").click()
    for said in (
        "Bỏ phiếu, cần 5 trong 6: ít nhất 80% tổng số 6 thành viên",
        "Biểu quyết giơ tay, cần 4 trong 6",
        "Ma Minh Sơn",
        "Nhất trí danh sách",
    ):
        expect(page.locator("main")).to_contain_text(said)


def test_the_standing_body_drafts_a_decision_for_each_honour(visit: Open, clock: Clock) -> None:
    """Who may decide what is the law's answer: the flag is not among what the director may give."""
    clock(datetime(2025, 12, 29, 8))
    page = visit("thuongtruc", "/quyet-dinh-khen-thuong/nguoi-quyet-dinh/moi/")
    page.get_by_label("Người quyết định").fill("Giám đốc Công an tỉnh")
    page.get_by_label("Cách đánh số").fill("{n}/QĐ-CAT-PX01")
    page.get_by_label("Địa danh").fill("Sơn Hà")
    page.get_by_label("Nơi chi tiền thưởng").fill("Phòng Hậu cần")
    page.get_by_label("Nguồn chi").fill("Quỹ thi đua, khen thưởng của Công an tỉnh")
    page.get_by_label("Văn bản phân cấp").fill("Văn bản phân cấp của Bộ Công an, lưu ở Thường trực Hội đồng")
    page.get_by_role("button", name="Lưu").click()
    page.goto("/quyet-dinh-khen-thuong/soan/")
    expect(page.get_by_role("region", name="Không thuộc thẩm quyền").locator("li")).to_have_count(1)
    page.get_by_label("Cách lập").select_option(label="Mỗi danh hiệu, hình thức một quyết định")
    page.get_by_label("Ngày ký dự kiến").fill("29/12/2025")
    page.get_by_label("Biên bản Hội đồng").fill("số 03/BB-HĐTĐKT ngày 16/12/2025")
    page.get_by_label("Tờ trình của Thường trực").fill("số 41/TTr-PX01 ngày 17/12/2025")
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lập 3 dự thảo")


DRAFTS = [f"/quyet-dinh-khen-thuong/{number}/" for number in (1, 2, 3)]


def test_the_director_signs(visit: Open) -> None:
    page = visit("thuongtruc", DRAFTS[0])
    for address in DRAFTS:
        page.goto(address)
        page.get_by_role("button", name="Trình ký").click()
    page = visit("lanhdao", DRAFTS[0])
    for address in DRAFTS:
        page.goto(address)
        page.get_by_label("Ngày ký").fill("29/12/2025")
        page.get_by_label("Bản ký lưu ở").fill("Hộp 12/2025, Thường trực Hội đồng")
        page.get_by_role("button", name="Ký quyết định").click()
        expect(page.get_by_role("status")).to_contain_text("đã vào Sổ khen thưởng")


def test_the_flag_is_proposed_to_the_ministry_and_received(visit: Open, clock: Clock) -> None:
    """The standing body writes the submission, the director signs it, the ministry's decision comes back."""
    page = visit("thuongtruc", "/trinh-cap-tren/")
    page.locator("main").get_by_role("link", name=re.compile("Lập tờ trình")).first.click()
    page.get_by_label("Người có thẩm quyền quyết định").fill("Bộ trưởng Bộ Công an")
    page.get_by_label("Về việc").fill("tặng Cờ thi đua của Bộ Công an năm 2025")
    page.get_by_label(re.compile("^Phòng Tổ chức cán bộ")).check()
    page.get_by_role("button", name="Lưu bản soạn").click()
    address = urlsplit(page.url).path
    page = visit("lanhdao", address)
    page.get_by_label("Số tờ trình").fill("12/TTr-CAT")
    page.get_by_label("Ngày ký").fill("29/12/2025")
    page.get_by_role("button", name="Ký, gửi tờ trình").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi tờ trình")

    clock(datetime(2026, 1, 20, 9))
    page = visit("thuongtruc", address)
    page.get_by_role("link", name="Ghi kết quả").click()
    page.get_by_label("Ngày nhận").fill("20/01/2026")
    page.get_by_label("Người quyết định").fill("Bộ trưởng Bộ Công an")
    page.get_by_label("Số quyết định").fill("366/QĐ-BCA")
    page.get_by_label("Ngày quyết định").fill("16/01/2026")
    page.get_by_label("Kết quả", exact=True).select_option("given")
    page.get_by_role("button", name="Ghi kết quả").click()
    # One reward of money a year for titles: Đơn vị quyết thắng was paid already, so somebody says why.
    expect(page.locator("main")).to_contain_text("các danh hiệu của một năm chỉ thưởng một mức cao nhất")
    page.get_by_label("Kết quả", exact=True).select_option("given")
    page.get_by_label("Căn cứ vẫn ghi").fill("Chi mức Cờ thi đua, trừ tiền Đơn vị quyết thắng đã nhận")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("status")).to_contain_text("Lượt được tặng đã vào Sổ khen thưởng")
    expect(page.get_by_role("row").filter(has_text="Phòng Tổ chức cán bộ")).to_contain_text("366/QĐ-BCA")


def test_the_officer_reads_his_own_honour(visit: Open) -> None:
    page = visit("canbo", "/can-bo/107-817/")
    page.get_by_role("link", name="Khen thưởng", exact=True).first.click()
    newest = page.get_by_role("row").filter(has_text="Giấy khen").first
    expect(newest).to_contain_text("29/12/2025, Giám đốc Công an tỉnh")
    expect(newest).to_contain_text("còn hiệu lực")


def test_the_round_ends_and_the_book_says_what_the_year_came_to(visit: Open) -> None:
    page = visit("thuongtruc", ROUND_PAGE)
    page.get_by_role("link", name="Kết thúc đợt…").click()
    page.get_by_role("button", name="Kết thúc đợt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã kết thúc")
    page = visit("thutruong", "/so-khen-thuong/don-vi/PX01/")
    said = page.locator("main")
    expect(said).to_contain_text("Cờ thi đua của Bộ, ban, ngành, tỉnh")
    expect(said).to_contain_text("Đơn vị trực thuộc: 02 Đơn vị quyết thắng, 02 Đơn vị tiên tiến")
    expect(said).to_contain_text("Khen thưởng: 07 lượt tập thể, 35 lượt cá nhân")
    page.goto("/so-khen-thuong/tong-hop/?tu=2025&den=2025")
    report = page.get_by_role("region", name=re.compile("^Năm 2025 của Phòng Tổ chức cán bộ"))
    expect(report).to_contain_text("07 lượt tập thể và 35 lượt cá nhân (26 người) được các cấp khen thưởng")

"""The province's round of 2025 for PX01, from team to decision, by those who do it in life.

The steps stand in the order of the round, each upon the ones before it. At the end the unit's book says what
the office's report of the year says: the flag of the ministry; Đơn vị quyết thắng for the phòng; 02 đội Đơn vị
quyết thắng, 02 đội Đơn vị tiên tiến; 07 lượt tập thể, 35 lượt cá nhân.
"""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open
from tests.journeys.review import Clock, clock, review_home, server

__all__ = ["clock", "review_home", "server"]  # the fixtures of this module

BEGINS = datetime(2025, 12, 1, 8)
ROUND = "Đợt xét công trạng năm 2025"
HONOURS = ("CO_BO", "DVQT", "DVTT", "GK")
OWN_RULES = "Quy chế hoạt động của Hội đồng thi đua, khen thưởng Công an tỉnh"
FLAG, DETERMINED, ADVANCED = ("PX01",), ("PX01", "PX01-D1", "PX01-D4"), ("PX01-D2", "PX01-D3")
TEAMS = ("PX01-D1", "PX01-D4")  # of a giấy khen
PEOPLE = (
    "107-817", "142-180", "230-658", "269-125", "271-853", "279-305", "305-687",
    "335-162", "380-980", "398-735", "419-539", "422-937", "437-813", "473-674",
)  # fmt: skip
LIST = {"CO_BO": FLAG, "DVQT": DETERMINED, "DVTT": ADVANCED, "GK": TEAMS + PEOPLE}
ALL = sum(map(len, LIST.values()))


def round_page(page: Page) -> None:
    page.goto("/dot-xet-tang/")
    page.get_by_role("link", name=ROUND).first.click()


def unit_list(page: Page, honour: str = "CO_BO") -> None:
    round_page(page)
    page.goto(f"{page.url.split('?')[0]}de-nghi/PX01/?dh={honour}")


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
    for stage, due in (("draft", "03/12/2025"), ("unit", "04/12/2025"), ("appraisal", "08/12/2025"),
                       ("posting", "15/12/2025"), ("council", "17/12/2025"), ("signing", "19/12/2025")):  # fmt: skip
        page.locator(f"input[name=s-{stage}-due]").fill(due)
    for topic, department, substitute in (("conduct", "PX03", "PX05"), ("discipline", "PX05", "PX03")):
        page.locator(f"input[name=t-{topic}-department]").fill(department)
        page.locator(f"input[name=t-{topic}-substitute]").fill(substitute)
    page.get_by_role("button", name="Lưu bản lập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{ROUND}: đang lập")
    page.get_by_role("link", name="Mở đợt…").click()
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ROUND)


def leave_out_the_rest(page: Page, reason: str) -> None:
    """Whom the rules favour and the unit does not propose: with the reason, in one act."""
    boxes = page.locator("input[name=ai]")
    if boxes.count():
        for box in boxes.all():
            box.check()
        page.locator(".bulk").get_by_label("Lý do").fill(reason)
        page.get_by_role("button", name="Ghi lý do không đưa vào").click()
        expect(page.get_by_role("status")).to_contain_text("Đã ghi lý do không đưa vào danh sách")


def test_the_clerk_takes_the_proposals_of_the_system_into_the_list(visit: Open) -> None:
    """All of them meet the rules. Whom the unit leaves out has a reason; about the clerk his head decides."""
    page = visit("tonghop")
    for honour, codes in LIST.items():
        unit_list(page, honour)
        for code in codes:
            page.locator(f"input[name=ai][value='{code}']").check()
        page.get_by_role("button", name="Đưa vào danh sách").first.click()
        expect(page.get_by_role("status")).to_contain_text(f"Đã đưa vào danh sách: {len(codes)}.")
        leave_out_the_rest(page, "Đã đề nghị danh hiệu cao hơn" if honour == "DVTT" else "Đơn vị không chọn")
    expect(page.get_by_role("alert")).to_contain_text("Nguyễn Trung Minh: Hồ sơ về chính đồng chí")
    page.get_by_role("button", name="Xếp theo gợi ý").click()
    expect(page.get_by_role("status")).to_contain_text("Thứ tự vẫn do đơn vị quyết định")
    expect(page.get_by_text(f"{ALL} đề nghị đang bình xét")).to_be_visible()

    page = visit("thutruong")
    unit_list(page, "GK")
    leave_out_the_rest(page, "Đơn vị không chọn")
    expect(page.get_by_text("Không bỏ sót ai")).to_have_count(0)


def test_one_meeting_votes_on_the_whole_list(visit: Open, clock: Clock) -> None:
    """A vote for each, the summaries begun from the records; figures that can't be leave nothing written."""
    clock(datetime(2025, 12, 2, 15))
    page = visit("tonghop")
    unit_list(page)
    page.get_by_role("link", name="Biên bản bình xét").click()
    page.get_by_label("Ngày họp").fill("02/12/2025")
    page.get_by_label("Số biên bản").fill("31/BB-PX01")
    page.get_by_label("Chủ trì").fill("Đại tá Hà Công Hào, Trưởng phòng")
    page.get_by_label("Thư ký").fill("Nguyễn Trung Minh")
    present = int(page.get_by_label("Có mặt").input_value())
    summaries = page.get_by_role("textbox", name=re.compile("^Tóm tắt thành tích"))
    assert summaries.count() == ALL
    assert all("năm 2025" in one.input_value() for one in summaries.all())
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
    page = visit("tonghop")
    for honour in ("DVQT", "DVTT"):
        unit_list(page, honour)
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
    page = visit("tonghop")
    unit_list(page)
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
    page = visit("thutruong")
    unit_list(page)
    page.get_by_role("button", name=f"Trình {ALL} đề nghị").click()
    expect(page.get_by_role("status")).to_contain_text(f"Trình, số đề nghị: {ALL}.")


def test_a_department_answers_for_all_whose_records_are_clean(visit: Open, clock: Clock) -> None:
    clock(datetime(2025, 12, 4, 14))
    page = visit("thamdinh", "/tham-dinh/")
    print(page.locator("main").inner_text())

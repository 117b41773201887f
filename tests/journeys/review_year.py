"""Who is proposed for what in the round of 2025, until when, and who sits in the council."""

from __future__ import annotations

from playwright.sync_api import Page, expect

# In an empty database the first of each has number 1.
ROUND_PAGE, MEETING_PAGE = "/dot-xet-tang/1/", "/hoi-dong/phien-hop/1/"
ROUND = "Đợt xét công trạng năm 2025"
HONOURS = ("CO_BO", "DVQT", "DVTT", "GK")
OWN_RULES = "Quy chế hoạt động của Hội đồng thi đua, khen thưởng Công an tỉnh"
FLAG, DETERMINED, ADVANCED = ("PX01",), ("PX01", "PX01-D1", "PX01-D4"), ("PX01-D2", "PX01-D3")
TEAMS = ("PX01-D1", "PX01-D4")  # of a giấy khen
PEOPLE = (
    "107-817", "142-180", "230-658", "269-125", "271-853", "279-305", "305-687",
    "335-162", "380-980", "398-735", "419-539", "422-937", "437-813", "473-674",
)  # fmt: skip
DUE = {
    "draft": "03/12/2025",
    "unit": "04/12/2025",
    "appraisal": "08/12/2025",
    "posting": "15/12/2025",
    "council": "17/12/2025",
    "signing": "31/12/2025",
}
LIST = {"CO_BO": FLAG, "DVQT": DETERMINED, "DVTT": ADVANCED, "GK": TEAMS + PEOPLE}
ALL = sum(map(len, LIST.values()))

COUNCIL = (
    ("lanhdao", "301-188", "chair"), ("thuky", "135-846", "secretary"), ("hoidong", "142-180", "member"),
    ("hoidong1", "346-466", "member"), ("hoidong2", "379-581", "member"), ("hoidong3", "259-410", "member"),
)  # fmt: skip
PASSPHRASES = ("mùa xuân sớm trên núi 2025", "dòng sông xanh chảy qua bản 71")


def tick_all(page: Page, boxes: str) -> None:
    """Tick them one after the other, quickly."""
    page.locator(boxes).evaluate_all("found => found.forEach(one => one.checked || one.click())")


def unit_list(honour: str = "CO_BO") -> str:
    return f"{ROUND_PAGE}de-nghi/PX01/?dh={honour}"


def leave_out_the_rest(page: Page, reason: str) -> None:
    """Whom the rules favour and the unit does not propose: with the reason, in one act."""
    boxes = page.locator(".many input[name=ai]")
    if boxes.count():
        tick_all(page, ".many input[name=ai]")
        page.locator(".bulk").get_by_label("Lý do").fill(reason)
        page.get_by_role("button", name="Ghi lý do không đưa vào").click()
        expect(page.get_by_role("status")).to_contain_text("Đã ghi lý do không đưa vào danh sách")

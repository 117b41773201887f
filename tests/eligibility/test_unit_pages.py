"""Units on their pages: the tree on a day, what a decision would do, and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.people.months import as_, said, sheet_of
from tests.people.outcome import BASIS, OPERATOR, TODAY, nothing_is_wrong
from tests.records import Tree, make_account, make_household, standing_body
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.services import record_grant
from vinhdanh.eligibility.services import run_now
from vinhdanh.engine.facts import Level, UnitTier
from vinhdanh.people import services
from vinhdanh.people.models import Unit, UnitLineage

ON = f"{TODAY:%d/%m/%Y}"
DECISION = {"on": ON, "basis": BASIS}


class World(Tree):
    def __init__(self) -> None:
        super().__init__()
        self.standing = as_(standing_body())
        make_household("HO-1", self.px02)
        for unit, levels in ((self.d1, "xxg"), (self.d2, "xgg")):
            for year, level in zip((2023, 2024, 2025), levels, strict=True):
                services.rate_year(
                    actor=OPERATOR,
                    subject=unit,
                    year=year,
                    level=Level.EXCELLENT if level == "x" else Level.GOOD,
                )
        record_grant(actor=OPERATOR, subject=self.d1, honour="DVQT", year=2024)


@pytest.fixture
def world(db: None) -> World:
    return World()


def merged(client: Client, **more: str) -> object:
    data = {"others": "PX01-D2", "code": "PX01-D9", "name": "Đội Liên hợp", "into": "", **DECISION, **more}
    return client.post("/sap-xep/PX01-D1/sap-nhap/", data)


def test_a_preview_says_what_follows_and_writes_nothing(world: World) -> None:
    before = JournalEntry.objects.count()
    page = said(merged(world.standing))
    assert "2 lượt người chuyển đơn vị" in page
    assert "1 đơn vị mới được lập" in page
    assert "1 lượt khen của Đội Chính sách, Đội Đào tạo giữ nguyên và tính tiếp cho Đội Liên hợp" in page
    assert "2024 Hoàn thành xuất sắc nhiệm vụ Hoàn thành tốt nhiệm vụ Ít nhất hoàn thành tốt nhiệm vụ" in page
    assert "2023 Hoàn thành xuất sắc nhiệm vụ Hoàn thành xuất sắc nhiệm vụ Hoàn thành xuất sắc" in page
    assert JournalEntry.objects.count() == before
    assert not Unit.objects.filter(code="PX01-D9").exists()


def test_nothing_is_written_without_the_tick_and_everything_with_it(world: World) -> None:
    unsure = merged(world.standing, act="write")
    assert unsure.status_code == 422  # type: ignore[attr-defined]
    assert "Đánh dấu đã đối chiếu rồi mới ghi" in said(unsure)
    assert not UnitLineage.objects.exists()
    done = merged(world.standing, act="write", sure="1")
    assert done["Location"] == "/don-vi/PX01-D9/?phan=to-chuc"  # type: ignore[index]
    page = said(world.standing.get("/don-vi/PX01-D9/?phan=to-chuc"))
    assert "Đội Chính sách sáp nhập vào Đội Liên hợp, Quyết định 101/QĐ-CAT" in page
    assert "Quân số hôm nay 2" in page
    assert "Lê Thị Ánh 102" in page  # before any run
    old = said(world.standing.get("/don-vi/PX01-D1/?phan=to-chuc"))
    assert "Chuỗi năm và khen thưởng tính tiếp cho Đội Liên hợp" in old
    assert world.an.posts.get(end=None).unit.code == "PX01-D9"
    assert nothing_is_wrong()


def test_after_the_next_run_the_page_says_whose_years_are_counted(world: World) -> None:
    merged(world.standing, act="write", sure="1")
    run_now(actor=Operator(), year=TODAY.year)
    page = said(world.standing.get("/don-vi/PX01-D9/"))
    assert f"Kế thừa Đội Chính sách và Đội Đào tạo (sáp nhập {ON})" in page
    assert "Tính tiếp từ các đơn vị cũ: Hoàn thành xuất sắc nhiệm vụ 2023." in page
    assert "người có thẩm quyền kết luận: Hoàn thành xuất sắc nhiệm vụ 2024" in page
    assert "Đơn vị quyết thắng 2024" in page
    assert "khi là Đội Chính sách" in page  # its honours stand with the successor's


def test_two_provinces_become_one_and_the_streak_goes_on(world: World) -> None:
    other = services.add_unit(
        actor=OPERATOR,
        code="CAT2",
        name="Công an tỉnh Hà Sơn",
        tier=UnitTier.PROVINCE,
        valid_from=date(2000, 1, 1),
    )
    for unit in (world.cat, other):
        for year in (2024, 2025):
            services.rate_year(actor=OPERATOR, subject=unit, year=year, level=Level.EXCELLENT)
    data = {"others": "CAT2", "code": "CAT3", "name": "Công an tỉnh Sơn Hà mới", "into": "", **DECISION}
    page = said(world.standing.post("/sap-xep/CAT/sap-nhap/", data))
    assert "2 đơn vị trực thuộc chuyển sang cấp trên mới" in page
    world.standing.post("/sap-xep/CAT/sap-nhap/", data | {"act": "write", "sure": "1"})
    assert Unit.objects.get(code="PX01-D1").path == "/CAT3/PX01/PX01-D1/"
    run_now(actor=Operator(), year=TODAY.year)
    new = said(world.standing.get("/don-vi/CAT3/"))
    assert "Kế thừa Công an tỉnh Sơn Hà và Công an tỉnh Hà Sơn" in new
    assert "Hoàn thành xuất sắc nhiệm vụ 2024, 2025" in new
    assert nothing_is_wrong()


def test_rename_move_split_and_close_go_the_same_way(world: World) -> None:
    client = world.standing
    sure = {"act": "write", "sure": "1"}
    rename = {"code": "PX08", "name": "Phòng Hậu cần, kỹ thuật", **DECISION}
    assert "1 hộ gia đình đổi đơn vị theo dõi" in said(client.post("/sap-xep/PX02/doi-ten/", rename))
    assert client.post("/sap-xep/PX02/doi-ten/", rename | sure)["Location"].startswith("/don-vi/PX08/")
    move = {"parent": "PX08", **DECISION}
    assert client.post("/sap-xep/PX01-D2/chuyen/", move | sure).status_code == 302
    assert "Trực thuộc Phòng Tổ chức cán bộ đến" in said(client.get("/don-vi/PX01-D2/?phan=to-chuc"))
    split = {"code_1": "PX01-D5", "name_1": "Đội Năm", "person_102": "1", **DECISION}
    assert "1 lượt người" in said(client.post("/sap-xep/PX01-D1/tach/", split))
    assert client.post("/sap-xep/PX01-D1/tach/", split | sure).status_code == 302
    assert world.an.posts.get(end=None).unit.code == "PX01-D5"
    close = {"on": ON, "basis": BASIS}
    assert client.post("/sap-xep/PX01-D1/giai-the/", close | sure).status_code == 302
    assert "kết thúc" in said(client.get("/don-vi/PX01-D1/?phan=to-chuc"))
    assert nothing_is_wrong()


@pytest.mark.parametrize(
    ("act", "wrong", "says"),
    [
        ("giai-the", {}, "còn 1 người chưa có đơn vị mới: Đặng Chi (201)"),
        ("doi-ten", {"code": "PX01", "name": "X"}, "Mã PX01 đã dùng"),
        ("doi-ten", {"code": "PX08", "name": "X", "basis": ""}, "Ghi căn cứ"),
        ("doi-ten", {"code": "PX08", "name": "X", "on": "01/01/2090"}, "không ghi trước"),
        ("sap-nhap", {"into": "", "code": ""}, "Chọn một đơn vị đã có, hoặc ghi mã và tên"),
        ("sap-nhap", {"code": "PX08"}, "Ghi tên đơn vị mới"),
    ],
)
def test_what_can_not_be_is_refused_in_words_and_undone(
    world: World, act: str, wrong: dict[str, str], says: str
) -> None:
    before = JournalEntry.objects.count()
    answer = world.standing.post(f"/sap-xep/PX02/{act}/", {**DECISION, **wrong, "act": "write", "sure": "1"})
    assert answer.status_code == 422
    assert says in said(answer)
    assert JournalEntry.objects.count() == before


def test_the_units_own_clerk_does_not_decide_about_it(world: World) -> None:
    clerk = as_(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
    assert clerk.get("/sap-xep/PX01/doi-ten/").status_code == 403
    assert clerk.get("/sap-xep/PX02/doi-ten/").status_code == 404
    assert clerk.get("/sap-xep/PX01-D1/doi-ten/").status_code == 200
    listed = clerk.get("/sap-xep/PX01-D1/sap-nhap/").content.decode()
    assert "PX01-D2" in listed
    assert "Phòng Hậu cần" not in listed


def test_the_tree_is_shown_as_of_a_day_and_exported(world: World) -> None:
    merged(world.standing, act="write", sure="1")
    now = said(world.standing.get("/don-vi/?doi=1"))
    assert "Đội Liên hợp" in now
    assert "Đội Đào tạo" not in now
    then = said(world.standing.get("/don-vi/?doi=1&ngay=01/01/2024"))
    assert "Đơn vị ngày 01/01/2024" in then
    assert "Đội Đào tạo" in then
    assert "Đội Liên hợp" not in then
    wrong = world.standing.get("/don-vi/?ngay=mai")
    assert wrong.status_code == 422
    assert "đọc được “mai”" in said(wrong)
    sheet = sheet_of(world.standing.get("/don-vi/danh-sach.xlsx?doi=1&ngay=01/01/2024"))
    cells = [str(cell.value) for row in sheet for cell in row]
    assert "PX01-D2" in cells
    assert "PX01-D9" not in cells
    assert any(cell.startswith("Xuất lúc") for cell in cells)


def test_units_are_found_by_tier(world: World) -> None:
    page = said(world.standing.get("/don-vi/?cap=province"))
    assert "1–1 trong 1 đơn vị" in page


def test_several_units_come_out_of_one_in_one_act_after_a_look(world: World) -> None:
    client, sure = world.standing, {"act": "write", "sure": "1"}
    asked = {
        "code_1": "PX11",
        "name_1": "Phòng Tổ chức",
        "code_2": "PX12",
        "name_2": "Phòng Chính sách",
        "unit_PX01-D1": "2",
        "person_101": "1",
        "closes": "on",
        **DECISION,
    }
    refused = client.post("/sap-xep/PX01/tach/", asked | sure)
    assert refused.status_code == 422
    assert "còn đơn vị trực thuộc: Đội Đào tạo" in said(refused)
    assert not Unit.objects.filter(code="PX11").exists()
    unnamed = asked | {"code_3": "", "person_101": "3"}
    assert "Dòng đơn vị mới 3 còn trống" in said(client.post("/sap-xep/PX01/tach/", unnamed))
    asked["unit_PX01-D2"] = "1"
    page = said(client.post("/sap-xep/PX01/tach/", asked))
    assert "2 đơn vị mới được lập" in page
    assert "2 đơn vị trực thuộc chuyển sang cấp trên mới" in page
    assert "PX12, tách từ PX01" in page
    wider = client.post("/sap-xep/PX01/tach/", asked | {"code_3": "", "act": "more"})
    assert (wider.status_code, "4. đơn vị mới 4" in said(wider)) == (200, True)
    assert client.post("/sap-xep/PX01/tach/", asked | sure).status_code == 302
    assert Unit.objects.get(code="PX01-D1").path == "/CAT/PX12/PX01-D1/"
    became = Unit.objects.get(code="PX01").successions.values_list("successor__code", "kind")
    assert sorted(became) == [("PX11", "split_from"), ("PX12", "split_from")]
    assert nothing_is_wrong()

"""What the pages say: figures, reasons, articles, ways on; and how they behave without a script."""

from __future__ import annotations

import html
import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests.eligibility.agency import SECRET, THUY, YEAR
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.services import run_now
from vinhdanh.people.models import Person
from vinhdanh.people.services.persons import change_person

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers or None)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    body = re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def sheet_of(client: Client, address: str) -> list[list[object]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


# ---- before the first run -------------------------------------------------------------------------


def test_without_a_run_a_page_says_how_to_get_one(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinhdanh.eligibility.selectors.runs.latest", lambda year=None: None)
    assert "Chưa có lần xét nào" in text_of(judged.client("standing"), "/")
    locked = text_of(judged.client("inspector"), "/")
    assert "Mỗi lần xét là xét toàn cơ quan" in locked


def test_a_page_says_when_the_law_has_changed_since(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    from vinhdanh.eligibility import memory

    memory._kept.clear()
    monkeypatch.setattr(
        "vinhdanh.eligibility.memory.books.law",
        lambda draft="", overlay="": type("Book", (), {"fingerprint": ""}),
    )
    assert "Bộ luật trong phần mềm đã đổi" in text_of(judged.client("standing"), "/")


# ---- dashboard ------------------------------------------------------------------------------------


def test_the_dashboard_counts_the_accounts_part(judged: Judged) -> None:
    whole = text_of(judged.client("standing"), "/")
    assert "12 người, 5 tập thể trong phạm vi của đồng chí" in whole
    assert "Người đang tạm hoãn xét" in whole
    part = text_of(judged.client("head"), "/")
    assert "4 người, 2 tập thể trong phạm vi của đồng chí" in part
    assert "Người đang tạm hoãn xét" not in part


def test_the_dashboard_says_when_figures_are_old(judged: Judged) -> None:
    assert "kết quả theo dữ kiện mới nhất" in text_of(judged.client("standing"), "/")
    person = Person.objects.get(number="200-009")
    change_person(actor=Operator(), person=person, why="ghi nhầm", name="Bế Văn Quý Long")
    page = text_of(judged.client("standing"), "/")
    assert "Kết quả xét đã cũ. 1 dữ kiện đổi từ lần chạy" in page


def test_an_officer_is_shown_his_own_page(judged: Judged) -> None:
    answer = judged.client("officer").get("/")
    assert (answer.status_code, answer["Location"]) == (302, f"/can-bo/{THUY}/")


def test_a_locked_button_says_why(judged: Judged) -> None:
    page = judged.client("head").get("/").content.decode()
    assert 'aria-disabled="true"' in page
    assert "Mỗi lần xét là xét toàn cơ quan: Thường trực Hội đồng thi đua, khen thưởng chạy." in page


# ---- heat map and lists ---------------------------------------------------------------------------


def test_a_cell_opens_the_list_behind_it(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/du-dieu-kien/?dong=CSTD_CS&dv=PX01")
    assert "50% 2 trong 4 người" in page
    assert "3 người Chiến sĩ thi đua cơ sở" in page
    assert "Nông Thị Bích Thủy" in page
    assert "Đỗ Đức Hòa" not in page  # unmet is not listed unless asked for
    every = text_of(judged.client("standing"), "/du-dieu-kien/?dong=CSTD_CS&dv=PX01&kq=unmet")
    assert "Đỗ Đức Hòa" in every


@pytest.mark.parametrize(
    ("narrowed", "people"),
    [
        ("", {THUY, "200-001", "200-002", "200-006", "200-009"}),
        ("&gioi=nu", {THUY, "200-002"}),
        ("&khoi=phong", {THUY, "200-001", "200-002", "200-006"}),
        ("&khoi=xa", {"200-009"}),
        ("&trong=PX01", {THUY, "200-001", "200-002"}),
        ("&trong=PX01&dv=PX01-D1", {THUY, "200-002"}),
        ("&gioi=nam&khoi=xa", {"200-009"}),
    ],
)
def test_table_list_and_file_are_narrowed_alike(judged: Judged, narrowed: str, people: set[str]) -> None:
    client = judged.client("standing")
    page = client.get(f"/du-dieu-kien/?dong=CSTT&kq=met{narrowed}").content.decode()
    listed = set(re.findall(r'href="/can-bo/([^/]+)/\?mo=CSTT', page)) - {SECRET}
    assert listed == people
    rows = sheet_of(client, f"/du-dieu-kien/danh-sach.xlsx?dong=CSTT&kq=met{narrowed}")
    assert {row[0] for row in rows if re.fullmatch(r"\d{3}-\d{3}", str(row[0]))} == people
    assert '<tr class="tot">' in page
    assert page.count('scope="row"') > 1


def test_the_heat_map_follows_the_chosen_law(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/du-dieu-kien/?dong=CSTD_CS&theo=du-thao-2026")
    assert "không bao giờ là căn cứ kết luận" in page
    assert "1 trong" in page


def test_filters_narrow_the_list_and_can_be_taken_off(judged: Judged) -> None:
    client = judged.client("standing")
    assert "1–12 trong 12 người" in text_of(client, "/can-bo/")
    assert "1–1 trong 1 người" in text_of(client, "/can-bo/?q=nong+thi+bich+thuy")
    none = text_of(client, "/can-bo/?q=khong+ai")
    assert "Không tìm thấy “khong ai”" in none
    assert "Chỉ tìm trong các đơn vị đồng chí được giao" in none
    held = text_of(client, "/can-bo/?kq=held")
    assert "1–1 trong 1 người" in held
    assert "Đặng Chi" in held


def test_a_column_says_how_it_is_sorted(judged: Judged) -> None:
    page = judged.client("standing").get("/can-bo/?xep=-ten").content.decode()
    assert "(đang xếp giảm dần)" in page
    assert page.index("Nông Thị Bích Thủy") < page.index("Lê Thị Ánh")


# ---- Excel ----------------------------------------------------------------------------------------


def test_a_list_goes_to_excel_without_people_under_secrecy(judged: Judged) -> None:
    rows = sheet_of(judged.client("standing"), "/du-dieu-kien/danh-sach.xlsx?dong=CSTT")
    flat = [cell for row in rows for cell in row]
    assert "Không xuất 1 người có độ mật." in flat
    assert SECRET not in flat
    assert {THUY, "Nông Thị Bích Thủy", "Đạt", "Hoãn xét"} <= set(flat)


def test_a_formula_in_a_name_stays_text(judged: Judged) -> None:
    from vinhdanh.people.exports import workbook

    rows = [["=cmd|' /C calc'!A0"], [3], [None]]
    content = workbook(actor=Operator(), title="=1+1", notes=[], columns=[("A", 9)], rows=rows)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    cells = {
        cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert cells["=cmd|' /C calc'!A0"] == "s"
    assert cells["=1+1"] == "s"
    assert cells[3] == "n"


def test_the_heat_map_goes_to_excel(judged: Judged) -> None:
    rows = sheet_of(judged.client("standing"), "/du-dieu-kien/ty-le.xlsx?loai=emulation_title")
    by_code = {row[0]: row for row in rows}
    assert by_code["PX01"][2] == 4
    head = rows[[row[0] for row in rows].index("Mã")]
    at = head.index("CSTĐ cơ sở: đạt")
    assert by_code["PX01"][at : at + 2] == [2, 50]


def test_people_go_to_excel_as_filtered(judged: Judged) -> None:
    rows = sheet_of(judged.client("clerk"), "/can-bo/danh-sach.xlsx?q=thuy")
    assert [row[0] for row in rows if row[0] and "-" in str(row[0])] == [THUY]


# ---- one person -----------------------------------------------------------------------------------


def test_an_explanation_opens_by_its_address_alone(judged: Judged) -> None:
    client = judged.client("standing")
    closed = text_of(client, f"/can-bo/{THUY}/")
    assert "QĐ 1223/QĐ-CAT" not in closed
    page = text_of(client, f"/can-bo/{THUY}/?mo=CSTD_BO")
    for said in (
        "Có 03 lần liên tục",
        "Cần 03 lần liên tục",
        "1223/QĐ-CAT",
        "Người có thẩm quyền kết luận, máy không tự suy ra",
        "Điều 22 Luật TĐKT 2022",
        "Theo nguồn trích dẫn",
        "Còn thiếu",
        f"Năm {YEAR + 1} , nếu từ nay năm nào cũng đạt mức cao nhất",
    ):
        assert said in page, said


def test_a_row_alone_is_swapped_in(judged: Judged) -> None:
    client = judged.client("standing")
    address = f"/can-bo/{THUY}/?dong=CSTD_BO"
    opened = client.get(f"{address}&mo=CSTD_BO", headers={"HX-Request": "true", "HX-Target": "CSTD_BO"})
    page = opened.content.decode()
    assert page.lstrip().startswith('<tbody id="CSTD_BO">')
    assert 'aria-expanded="true"' in page
    closed = client.get(address, headers={"HX-Request": "true", "HX-Target": "CSTD_BO"}).content.decode()
    assert 'aria-expanded="false"' in closed
    assert "Còn thiếu" not in closed
    unknown = client.get(f"/can-bo/{THUY}/?dong=XYZ", headers={"HX-Request": "true", "HX-Target": "x"})
    assert unknown.status_code == 404


def test_the_same_person_under_another_text_side_by_side(judged: Judged) -> None:
    page = text_of(judged.client("standing"), f"/can-bo/{THUY}/?mo=CSTD_CS&theo=du-thao-2026")
    assert "So với Dự thảo sửa Luật TĐKT, chỉ để so sánh:" in page
    assert "Luật ngày 31/12/2025" in page
    assert "Điều 23 Dự thảo sửa Luật TĐKT" in page
    later = text_of(judged.client("standing"), f"/can-bo/{THUY}/?mo=CSTD_CS&theo=2026-10-01")
    assert "Chưa kiểm chứng sau 30/09/2026" in later


def test_lines_without_a_rule_are_never_called_unmet(judged: Judged) -> None:
    page = text_of(judged.client("standing"), f"/can-bo/{THUY}/")
    assert re.search(r"\d+ danh hiệu, hình thức không có quy định trong bộ quy tắc", page)
    assert "Huân chương Sao vàng Không có quy định" in page


@pytest.mark.parametrize(
    ("number", "tab", "said"),
    [
        (THUY, "qua-trinh", "2025 Cán bộ Đội Đào tạo, Phòng Tổ chức cán bộ Hoàn thành xuất sắc nhiệm vụ"),
        (THUY, "khen-thuong", "Chiến sĩ thi đua cơ sở 2025 Công trạng 1225/QĐ-CAT 20/12/2025"),
        (THUY, "sang-kien", "Bộ tình huống diễn tập"),
        ("200-006", "ky-luat", "Khiển trách Kỷ luật 01/03/2022 01/06/2022 15/QĐ-CAT"),
        ("200-004", "ky-luat", "chưa kết thúc"),
        ("200-009", "ky-luat", "Không có kỷ luật, vụ việc đang xác minh nào trong hồ sơ"),
        ("200-007", "qua-trinh", "Không xếp loại: nghỉ thai sản"),
        ("200-003", "qua-trinh", "2024"),
    ],
)
def test_the_records_stand_in_tables(judged: Judged, number: str, tab: str, said: str) -> None:
    assert said in text_of(judged.client("standing"), f"/can-bo/{number}/?phan={tab}")


# ---- one unit -------------------------------------------------------------------------------------


def test_a_unit_shows_its_shares_and_members(judged: Judged) -> None:
    page = text_of(judged.client("head"), "/don-vi/PX01/")
    assert "3/3 = 100,0%" in page
    assert re.search(r"cần ≥ \d+%: đủ", page)
    assert "Đơn vị tiên tiến Đạt" in page
    assert "1–4 trong 4 người" in page
    opened = text_of(judged.client("head"), "/don-vi/PX01/?mo=DVTT")
    assert "Điều 28" in opened


def test_a_search_for_units_needs_no_marks(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/don-vi/?q=nam+ta")
    assert "Công an xã Nậm Tà" in page
    assert "Phòng Hậu cần" not in page
    assert "Không tìm thấy “zzz”" in text_of(judged.client("standing"), "/don-vi/?q=zzz")


# ---- law ------------------------------------------------------------------------------------------


def test_the_law_is_listed_for_a_day(judged: Judged) -> None:
    client = judged.client("nobody")
    page = text_of(client, "/luat/?ngay=31/12/2025")
    assert "Luật có hiệu lực ngày 31/12/2025" in page
    assert (
        "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng số 06/2026/QH16: không có hiệu lực"
        in page
    )
    wrong = text_of(client, "/luat/?ngay=hôm+qua")
    assert "Ghi ngày theo dạng 31/12/2025; đọc được “hôm qua”" in wrong
    found = text_of(client, "/luat/?q=chien+si+thi+dua+toan+quoc")
    assert "Điều 21." in found
    assert "Điều 74." not in found


def test_an_article_is_shown_clause_by_clause(judged: Judged) -> None:
    page = text_of(judged.client("nobody"), "/luat/luat-06-2022/dieu-22/")
    for said in ("Khoản 1 điểm a", "Chiến sĩ thi đua cơ sở 03 lần liên tục", "Cách hiểu:", "Hội đồng chọn"):
        assert said in page
    assert "Văn bản dự thảo, chỉ để so sánh" in text_of(
        judged.client("nobody"), "/luat/du-thao-2026/dieu-23/"
    )


def test_every_article_has_a_page_without_machine_words(judged: Judged) -> None:
    from vinhdanh.eligibility import books

    client = judged.client("nobody")
    for text in ("", *[draft.key for draft in books.drafts()]):
        for article in books.law(text).articles:
            page = text_of(client, f"/luat/{article.instrument.key}/{article.slug}/")
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", page.split(article.file)[0]), article.file


def test_two_texts_are_compared_for_everybody_seen(judged: Judged) -> None:
    page = text_of(judged.client("standing"), "/luat/so-sanh/?theo=du-thao-2026&dong=CSTD_CS")
    assert "Nông Thị Bích Thủy" in page
    assert "Điều 23 Dự thảo sửa Luật TĐKT" in page
    assert "Nông Thị Bích Thủy" not in text_of(
        judged.client("nobody"), "/luat/so-sanh/?theo=du-thao-2026&dong=CSTD_CS"
    )


def test_what_the_program_knows_of_the_law(judged: Judged) -> None:
    page = text_of(judged.client("nobody"), "/luat/muc-do-kiem-chung/?tt=gap")
    assert "Biết là có, chưa đủ chắc" in page
    assert "Chưa đủ chắc" in page


# ---- runs -----------------------------------------------------------------------------------------


def test_a_form_with_a_mistake_says_what_to_write(judged: Judged) -> None:
    answer = judged.client("standing").post(
        "/lan-xet/chay/", {"year": "20x5", "law_date": "31-13-2025", "members": "x"}
    )
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Năm xét là bốn chữ số, ví dụ 2025." in page
    assert "Ghi ngày theo dạng 31/12/2025." in page


def test_a_run_at_work_is_watched_with_and_without_a_script(judged: Judged) -> None:
    run = Run.objects.create(
        year=YEAR, law_date="2025-12-31", state=Run.State.JUDGING, by_name="An", persons=12, units=5
    )
    client = judged.client("standing")
    page = client.get(f"/lan-xet/{run.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "Đang xét: 12 người, 5 tập thể" in page
    asked = client.get(f"/lan-xet/{run.pk}/", headers={"HX-Request": "true"})
    assert asked.content.decode().lstrip().startswith('<section class="panel" id="progress"')
    done = client.get(f"/lan-xet/{judged.run.pk}/", headers={"HX-Request": "true"})
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")


def test_an_older_run_can_be_looked_at(judged: Judged) -> None:
    newer = run_now(actor=Operator(), year=YEAR - 1)
    client = judged.client("standing")
    assert f"Xét năm {newer.year}" in text_of(client, "/")
    client.post(f"/lan-xet/{judged.run.pk}/chon/")
    page = text_of(client, "/")
    assert f"Xét năm {YEAR}" in page
    assert "Đang xem lần xét cũ" in page
    client.post(f"/lan-xet/{newer.pk}/chon/")
    assert "Đang xem lần xét cũ" not in text_of(client, "/")

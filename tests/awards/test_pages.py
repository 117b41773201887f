"""The register's pages: looking up, recording a decision, exports, books."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from tests.eligibility.agency import DETAILS, SECRET, THUY, facts
from tests.judged import accounts
from tests.records import paper
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards import services
from vinhdanh.awards.models import Decision, Grant, Outsider
from vinhdanh.exchange.records import record_facts
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.types import Secrecy

OPERATOR = Operator()
DAY = date(2025, 12, 20)
LIST = "/so-khen-thuong/"
RECORD = "/so-khen-thuong/ghi/"


@pytest.fixture
def agency(db: None) -> Iterator[dict[str, Account]]:
    with transaction.atomic():
        record_facts(facts(), DETAILS, actor=OPERATOR)
        Person.objects.filter(number=SECRET).update(secrecy=Secrecy.SECRET)
        yield accounts()


@pytest.fixture
def standing(agency: dict[str, Account]) -> Client:
    return client(agency, "standing")


def client(agency: dict[str, Account], who: str) -> Client:
    found = Client()
    found.force_login(agency[who])
    return found


def page(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sheet(client: Client, address: str, **asked: str) -> list[list[Any]]:
    answer = client.get(address, asked)
    (found,) = load_workbook(BytesIO(answer.content)).worksheets
    return [list(row) for row in found.iter_rows(values_only=True)]


# ---- looking up -----------------------------------------------------------------------------------


def test_a_look_up_needs_no_diacritics_and_says_what_it_took_for_an_honour(standing: Client) -> None:
    found = page(standing, LIST, q="cstđ cơ sở nong thi bich thuy")
    assert "3 lượt khớp điều kiện" in found
    assert "Hiểu trong lời tìm là danh hiệu, hình thức: Chiến sĩ thi đua cơ sở" in found


def next_part(shown: str) -> str:
    """The address behind «xem phần tiếp theo»."""
    [found] = re.findall(r'href="\?([^"]*)">xem phần tiếp theo', shown)
    return str(found)


def test_a_wide_look_up_is_leafed_through_part_by_part_to_its_end(
    standing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vinhdanh.awards.views.asked.MOST", 2)
    found = page(standing, LIST, q="cstđ cơ sở nong thi bich thuy")
    assert "Hơn 2 lượt khớp điều kiện" in found
    assert "1–2 trong hơn 2 lượt" in found
    assert "lật từng phần 2 lượt" in found
    rest = page(standing, LIST, **dict(parse_qsl(html.unescape(next_part(found)))))
    assert "1 lượt còn lại của danh sách" in rest
    assert "Về đầu danh sách" in rest
    assert sum(one.count("Nông Thị Bích Thủy</a>") for one in (found, rest)) == 3
    rows = sheet(standing, f"{LIST}danh-sach.xlsx", q="cstđ cơ sở nong thi bich thuy")
    assert sum("Nông Thị Bích Thủy" in row for row in rows) == 3


def test_nothing_found_names_the_words_and_offers_the_way_back(standing: Client) -> None:
    found = page(standing, LIST, q="zzzz")
    assert "Không tìm thấy “zzzz”" in found
    assert "Chỉ tìm trong các đơn vị đồng chí được giao" in found


def test_a_clerk_sees_his_units_rows_and_gets_no_other_unit(agency: dict[str, Account]) -> None:
    clerk = client(agency, "clerk")
    assert "Nông Thị Bích Thủy" in page(clerk, LIST)
    assert "Giàng A Páo" not in page(clerk, LIST)
    assert clerk.get(LIST, {"dv": "PX02"}).status_code == 404
    foreign = Grant.objects.filter(person__number="200-005").first()
    assert foreign is not None
    assert clerk.get(f"/so-khen-thuong/luot/{foreign.pk}/").status_code == 404


def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(standing: Client) -> None:
    assert "lượt" in page(
        standing, LIST, tu="abc", den="99999", loai="x", cap="y", tt="z", trang="-4", xep="?"
    )


def test_the_sheet_holds_the_filtered_rows_without_people_under_secrecy(standing: Client) -> None:
    unit = Unit.objects.get(code="PX02")
    services.record_grant(
        actor=OPERATOR, subject=unit, honour="GK", year=2024, achievement='=HYPERLINK("http://x")'
    )
    rows = sheet(standing, f"{LIST}danh-sach.xlsx", tu="2024", den="2024")
    said = [cell for row in rows[:4] for cell in row if cell]
    assert any(str(cell).endswith(": Trần Thị standing (standing).") for cell in said)
    assert any("Không xuất" in str(cell) for cell in said)
    text = [cell for row in rows for cell in row]
    assert '=HYPERLINK("http://x")' in text, "a text stays a text"
    assert "Chu Thị Ngọc Lan" not in text
    assert {row[5] for row in rows if row[0] and str(row[0]).startswith("200-")} == {"2024"}


def test_tallies_show_occasions_beside_recipients_and_lead_to_the_rows(standing: Client) -> None:
    found = page(standing, f"{LIST}tong-hop/", theo="hinh-thuc")
    assert "Danh hiệu thi đua" in found
    assert "dh=CSTD_CS&amp;dt=person" in found
    for by in ("don-vi", "nam", "cap", "loai-hinh", "nguoi-tang"):
        assert "Cộng" in page(standing, f"{LIST}tong-hop/", theo=by), by
    rows = sheet(standing, f"{LIST}tong-hop.xlsx", theo="nam")
    assert rows[-1][0] == "Cộng"
    assert rows[-1][1] == Grant.objects.filter(person__isnull=False).count()


def test_the_catalogue_keeps_titles_and_forms_apart(standing: Client) -> None:
    found = page(standing, f"{LIST}danh-muc/")
    assert found.index("Danh hiệu thi đua</h2>") < found.index("Chiến sĩ tiên tiến")
    assert found.index("Chiến sĩ tiên tiến") < found.index("Hình thức khen thưởng</h2>")
    assert found.index("Hình thức khen thưởng</h2>") < found.index("Giấy khen")
    kinds = {row[0] for row in sheet(standing, f"{LIST}danh-muc.xlsx")}
    assert {"Danh hiệu thi đua", "Hình thức khen thưởng"} <= kinds


def test_books_of_a_person_and_a_unit_are_drawn_and_told(standing: Client) -> None:
    book = page(standing, f"{LIST}ca-nhan/{THUY}/")
    assert "CSTĐ cơ sở: 2023–2025" in book
    assert "3 năm liền" in book
    assert "Nông Thị Bích Thủy" in book
    assert "Qua các năm" in page(standing, f"{LIST}don-vi/PX01/")


# ---- recording ------------------------------------------------------------------------------------


def form(**more: Any) -> dict[str, Any]:
    return {
        "authority": "Giám đốc Công an tỉnh",
        "number": "901/QĐ-CAT",
        "decided": "20/12/2025",
        "document": "Hộp 3",
        "honour": "GK",
        "merit": "dot_xuat",
        "level": "",
        "year": "2025",
        "first_year": "",
        "artefact": "Giấy khen, khung",
        "step": "check",
    } | more


def test_a_decision_is_typed_checked_and_saved_with_its_list(standing: Client) -> None:
    Household.objects.create(code="HO-7", name="Sùng Thị Mai", folded="sung thi mai")
    before = Grant.objects.count()
    list_of = {
        "codes": "200-005\nPX02; HO-7",
        "outsider_name": "Lý A Páo",
        "outsider_whereabouts": "Suối Hoa",
    }
    checked = standing.post(RECORD, form(**list_of))
    said = checked.content.decode()
    assert "Giấy khen, 4 lượt" in said
    assert "Chưa ghi gì vào sổ" in said
    assert Grant.objects.count() == before
    who = {"who": ["200-005", "PX02", "HO-7"], "outsider_name": "Lý A Páo", "achievement:PX02": "Phá án"}
    saved = standing.post(RECORD, form(step="record", **who), follow=True)
    assert "Đã ghi 4 lượt Giấy khen theo QĐ 901/QĐ-CAT ngày 20/12/2025" in saved.content.decode()
    grants = Grant.objects.filter(decision__number="901/QĐ-CAT")
    assert {grant.kind.value for grant in grants} == {"person", "unit", "household", "outsider"}
    assert grants.get(unit__code="PX02").achievement == "Phá án"
    assert Outsider.objects.get().name == "Lý A Páo"


def test_a_list_with_a_line_that_cannot_be_used_records_nothing(standing: Client) -> None:
    answer = standing.post(RECORD, form(step="record", who=["200-005", "khong-co"]))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa ghi dòng nào" in said
    assert "Không có mã “khong-co” trong phạm vi của đồng chí" in said
    assert not Decision.objects.filter(number="901/QĐ-CAT").exists()
    dropped = form(step="record", who=["200-005", "khong-co"]) | {"drop:khong-co": "1"}
    assert standing.post(RECORD, dropped).status_code == 302


def test_a_doubtful_line_asks_for_its_reason(standing: Client) -> None:
    again = form(step="record", honour="CSTT", merit="cong_trang", who=[THUY])
    answer = standing.post(RECORD, again)
    assert answer.status_code == 422
    assert "Đã có Chiến sĩ tiên tiến năm 2025" in answer.content.decode()
    assert standing.post(RECORD, again | {f"despite:{THUY}": "Sổ cũ ghi thiếu"}).status_code == 302


def test_a_number_that_is_taken_is_refused_by_name(standing: Client) -> None:
    paper("901/QĐ-CAT", date(2025, 3, 1))
    answer = standing.post(RECORD, form(codes="200-005"))
    assert answer.status_code == 422
    assert "đã dùng cho quyết định ngày 01/03/2025" in answer.content.decode()


def test_more_of_a_decision_on_record_is_added_to_it(standing: Client) -> None:
    known = paper("901/QĐ-CAT", DAY)
    assert "901/QĐ-CAT" in page(standing, RECORD, qd=str(known.pk))
    standing.post(RECORD, form(step="record", who=["200-005"]))
    assert known.grants.count() == 1
    assert Decision.objects.filter(number="901/QĐ-CAT").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", "", "Ghi số quyết định"),
        ("decided", "hôm qua", "Ghi ngày theo dạng"),
        ("honour", "KHONG_CO", "Chọn trong danh mục"),
        ("year", "25", "Năm từ 1945 trở đi"),
        ("first_year", "2030", "Năm đầu 2030 sau năm cuối 2025"),
    ],
)
def test_a_form_with_a_mistake_says_which_and_keeps_the_rest(
    standing: Client, field: str, value: str, says: str
) -> None:
    answer = standing.post(RECORD, form(**{field: value}, codes="200-005"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert says in said
    assert "Hộp 3" in said
    assert 'value="200-005"' in said, "who was chosen stays chosen"


def test_who_may_not_record_sees_why(agency: dict[str, Account]) -> None:
    clerk = client(agency, "clerk")
    assert clerk.get(RECORD).status_code == 403
    assert 'aria-disabled="true"' in page(clerk, LIST)


def test_a_decision_on_other_units_only_does_not_exist_for_a_clerk(agency: dict[str, Account]) -> None:
    decision = paper("903/QĐ-CAT")
    px02 = Unit.objects.get(code="PX02")
    services.record_grant(actor=OPERATOR, subject=px02, honour="GK", year=2025, decision=decision)
    address = f"{LIST}quyet-dinh/{decision.pk}/"
    assert client(agency, "clerk").get(address).status_code == 404
    assert client(agency, "inspector").get(address).status_code == 200


def test_a_decision_shows_its_list_and_what_it_took_away(standing: Client) -> None:
    taken = paper("902/QĐ-CAT")
    grant = Grant.objects.filter(person__number="200-005").latest("pk")
    services.strip(actor=OPERATOR, grant=grant, ground="Bị kết án", on=DAY, decision=taken)
    said = page(standing, f"{LIST}quyet-dinh/{taken.pk}/")
    assert "Giàng A Páo" in said
    assert "Bị kết án" in said
    assert "Đã tước" in page(standing, LIST, q="giàng a páo")

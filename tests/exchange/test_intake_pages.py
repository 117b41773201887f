"""The import in the browser's place: every step a request, every refusal a sentence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.eligibility.agency import SECRET, THUY
from tests.exchange.intake import GRANTS, at_once, small_agency
from tests.exchange.sheets import NAMES, Cells, write
from tests.records import make_account, make_person
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.awards.models import Grant
from vinhdanh.exchange import services
from vinhdanh.exchange.models import Intake, RememberedWord
from vinhdanh.people.models import Person, PersonMerge, Unit

pytestmark = pytest.mark.django_db
NAME = "Nông Thị Bích Thủy"
ROWS: Cells = [
    GRANTS,
    [THUY, NAME, "Giấy khen", 2016, "88/QĐ", "26/01/2016"],
    [THUY, NAME, "Chiến sỹ TĐ cấp CS ưu tú", 2017, "89/QĐ", None],
    [THUY, NAME, "Chiến sỹ TĐ cấp CS ưu tú", 2018, "90/QĐ", None],
    [THUY, NAME, "Giấy khen", 2091, "91/QĐ", None],
]


@pytest.fixture(autouse=True)
def files(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    at_once(monkeypatch)
    small_agency()


@pytest.fixture
def standing() -> Account:
    return make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))


@pytest.fixture
def client(standing: Account) -> Client:
    return signed_in(standing)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def bring(client: Client, rows: Cells = ROWS, name: str = "so.xlsx") -> Intake:
    """Upload a sheet of honours and take its columns as proposed."""
    data = write({NAMES["grants"]: rows})
    answer = client.post("/nhap-du-lieu/", {"file": SimpleUploadedFile(name, data), "year": "2025"})
    assert answer.status_code == 302, answer.content.decode()
    intake = Intake.objects.get()
    page = client.get(answer["Location"])
    assert "Ghép cột: đọc 1 trong 1 trang" in page.content.decode()
    client.post(f"/nhap-du-lieu/{intake.pk}/ghep-cot/", form_of(intake))
    intake.refresh_from_db()
    return intake


def form_of(intake: Intake, **changes: str) -> dict[str, str]:
    """The mapping form as the page shows it."""
    said: dict[str, str] = {}
    for at, one in enumerate(intake.mapping):
        row, top = str(one["row"] + 1), str(one["top"] + 1)
        said |= {f"loai-{at}": one["key"], f"loai-cu-{at}": one["key"]}
        said |= {f"dong-{at}": row, f"dong-cu-{at}": row, f"dau-{at}": top}
        said |= {f"cot-{at}-{column}": key for key, column in one["columns"].items()}
    return said | changes


def shown(client: Client, intake: Intake, more: str = "") -> str:
    return client.get(f"/nhap-du-lieu/{intake.pk}/{more}").content.decode()


def test_a_file_goes_all_the_way_and_back(client: Client) -> None:
    before = Grant.objects.real().count()
    intake = bring(client)
    page = shown(client, intake)
    assert "Xem trước: 4 dòng, chưa ghi gì vào sổ" in page
    assert "còn 3 ô chưa dùng được" in page
    assert "Dùng cho 2 ô viết giống vậy" in page, "the fix opens under the first bad cell"
    row = intake.rows.get(number=3)
    fix = {
        "position": row.position,
        "key": "honour",
        "how": "all",
        "value": "CSTD_CS",
        "remember": "1",
        "o": "1",
    }
    answer = client.post(f"/nhap-du-lieu/{intake.pk}/sua/", fix)
    assert answer["Location"] == f"/nhap-du-lieu/{intake.pk}/?loc=loi&o=1"
    assert RememberedWord.objects.get(kind="honour").code == "CSTD_CS"
    assert "còn 1 ô chưa dùng được" in shown(client, intake)
    client.post(f"/nhap-du-lieu/{intake.pk}/bo-dong/", {"which": "bad"})
    page = shown(client, intake)
    assert "1 dòng đã bỏ khỏi lần nhập này" in page
    assert "Ghi 3 dòng" in page
    client.post(f"/nhap-du-lieu/{intake.pk}/ghi/")
    assert Grant.objects.real().count() == before + 3
    assert "Ghi xong lúc" in shown(client, intake)
    refused = client.post(f"/nhap-du-lieu/{intake.pk}/hoan-tac/", {"ground": ""}, follow=True)
    assert "Ghi lý do hoàn tác." in refused.content.decode()
    assert Grant.objects.real().count() == before + 3
    client.post(f"/nhap-du-lieu/{intake.pk}/hoan-tac/", {"ground": "Nhập nhầm năm"})
    assert Grant.objects.real().count() == before
    assert "Lý do: Nhập nhầm năm" in shown(client, intake)
    assert "Đã hoàn tác" in client.get("/nhap-du-lieu/").content.decode()


def test_another_parent_is_a_proposed_move_that_leads_to_the_page_of_moves(client: Client) -> None:
    units: Cells = [
        ["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"],
        ["PX01-D1", "Đội Đào tạo", "PX02"],
    ]
    data = write({NAMES["units"]: units})
    client.post("/nhap-du-lieu/", {"file": SimpleUploadedFile("a.xlsx", data), "year": "2025"})
    intake = Intake.objects.get()
    client.post(f"/nhap-du-lieu/{intake.pk}/ghep-cot/", form_of(intake))
    page = shown(client, intake)
    assert "Tệp đề nghị chuyển Đội Đào tạo (PX01-D1) sang PX02" in page
    assert 'href="/sap-xep/PX01-D1/chuyen/?parent=PX02"' in page
    move = client.get("/sap-xep/PX01-D1/chuyen/?parent=PX02").content.decode()
    assert '<option value="PX02" selected>' in move
    client.post(f"/nhap-du-lieu/{intake.pk}/ghi/")
    assert Unit.objects.get(code="PX01-D1").path == "/CAT/PX01/PX01-D1/", "never moved by the file itself"


def test_a_heading_pointed_out_once_is_known_the_next_time(client: Client) -> None:
    rows: Cells = [["Mã cán bộ ta", "Danh hiệu", "Năm"], [THUY, "Giấy khen", 2016]]
    data = write({NAMES["grants"]: rows})
    client.post("/nhap-du-lieu/", {"file": SimpleUploadedFile("a.xlsx", data), "year": "2025"})
    first = Intake.objects.get()
    said = form_of(first)
    refused = client.post(f"/nhap-du-lieu/{first.pk}/ghep-cot/", said)
    assert refused.status_code == 422
    assert "chưa chỉ ra cột" in refused.content.decode()
    client.post(f"/nhap-du-lieu/{first.pk}/ghep-cot/", said | {"cot-0-0": "subject"})
    client.post("/nhap-du-lieu/", {"file": SimpleUploadedFile("b.xlsx", data), "year": "2025"})
    second = Intake.objects.order_by("pk").last()
    assert second is not None
    assert second.mapping[0]["columns"]["subject"] == 0
    words = client.get("/nhap-du-lieu/cach-viet/").content.decode()
    assert "Mã cán bộ ta" in words
    word = RememberedWord.objects.get(kind="column")
    client.post(f"/nhap-du-lieu/cach-viet/{word.pk}/bo/")
    assert not RememberedWord.objects.filter(kind="column").exists()


def test_a_change_shows_what_the_register_says_and_what_the_file_says(client: Client) -> None:
    intake = bring(client, [GRANTS, [THUY, NAME, "CSTĐCS", 2024, "1224/QĐ-CAT", "22/12/2024"]])
    page = shown(client, intake)
    assert intake.counts["changed_cells"] == 1
    assert "<del>" in page
    assert "22/12/2024" in page


def test_a_conflict_is_settled_on_the_page(client: Client) -> None:
    rows: Cells = [
        ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp"],
        ["PX01", "Phòng Hậu cần, Kỹ thuật", "phòng", "cơ sở"],
    ]
    data = write({NAMES["units"]: rows})
    client.post("/nhap-du-lieu/", {"file": SimpleUploadedFile("a.xlsx", data), "year": "2025"})
    intake = Intake.objects.get()
    client.post(f"/nhap-du-lieu/{intake.pk}/ghep-cot/", form_of(intake))
    intake.refresh_from_db()
    assert intake.counts["conflict_cells"] == 1
    page = shown(client, intake)
    assert "Sửa sổ theo tệp" in page
    row = intake.rows.get()
    said = {"position": row.position, "key": "name", "answer": "file"}
    client.post(f"/nhap-du-lieu/{intake.pk}/mau-thuan/", said)
    client.post(f"/nhap-du-lieu/{intake.pk}/ghi/")
    assert Unit.objects.get(code="PX01").name == "Phòng Hậu cần, Kỹ thuật"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"%PDF-1.7", "Đây là tệp PDF"),
        ("a.xlsx", b"PK\x03\x04 but no archive", "Tệp hỏng"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(client: Client, name: str, data: bytes, said: str) -> None:
    answer = client.post(
        "/nhap-du-lieu/", {"file": SimpleUploadedFile(name, data), "year": "2025"}, follow=True
    )
    page = answer.content.decode()
    assert "Không đọc được tệp này" in page
    assert said in page


def test_a_file_that_is_too_heavy_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinhdanh.exchange.forms.MOST_BYTES", 1_000_000)
    file = SimpleUploadedFile("a.xlsx", b"x" * 1_400_000)
    answer = client.post("/nhap-du-lieu/", {"file": file, "year": "2025"})
    assert answer.status_code == 422
    assert "Tệp nặng 1,4 MB, nhận tối đa 1 MB." in answer.content.decode()
    assert not Intake.objects.exists()


def test_only_who_may_import_brings_a_file(standing: Account) -> None:
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"))
    with pytest.raises(PermissionDenied, match="chưa được giao quyền nạp dữ liệu từ tệp"):
        services.receive(actor=head, name="a.xlsx", data=b"x", year=2025)
    with pytest.raises(PermissionDenied):
        services.look_at(actor=head, name="a.xlsx", data=b"x", year=2025, tell=lambda *_: None)


def test_only_who_brought_a_file_writes_it(client: Client) -> None:
    intake = bring(client, [GRANTS, [THUY, NAME, "Giấy khen", 2016, "88/QĐ", None]])
    other = make_account("khac", (Role.STANDING_BODY, WHOLE_AGENCY))
    page = shown(signed_in(other), intake)
    assert "Ghi 1 dòng" not in page, "he sees it, and has no pen"
    answer = signed_in(other).post(f"/nhap-du-lieu/{intake.pk}/ghi/", follow=True)
    assert "chỉ người đó sửa và ghi được" in answer.content.decode()
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    assert signed_in(clerk).get(f"/nhap-du-lieu/{intake.pk}/").status_code == 404


def test_a_clerk_is_told_that_honours_are_not_his_to_write() -> None:
    clerk = signed_in(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
    intake = bring(clerk, [GRANTS, [THUY, NAME, "Giấy khen", 2016, "88/QĐ", None]])
    page = shown(clerk, intake, "?loc=moi")
    assert "1 dòng không thuộc quyền của đồng chí" in page
    assert "ghi khen thưởng" in page
    clerk.post(f"/nhap-du-lieu/{intake.pk}/ghi/")
    assert not Grant.objects.filter(decision__number="88/QĐ").exists()


def test_problems_and_history_leave_as_files_that_say_who_took_them(client: Client) -> None:
    intake = bring(client)
    for address in (f"/nhap-du-lieu/{intake.pk}/loi.xlsx", "/nhap-du-lieu/lich-su.xlsx"):
        sheet = openpyxl.load_workbook(BytesIO(client.get(address).content)).active
        assert sheet is not None
        text = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
        assert any(cell.startswith("Xuất lúc") and "thuongtruc" in cell for cell in text), address


# ---- persons recorded twice -----------------------------------------------------------------------


def test_two_files_are_compared_merged_and_parted(client: Client) -> None:
    thuy = Person.objects.get(number=THUY)
    twin = make_person("318472", Unit.objects.get(code="PX02"), name=NAME, born=thuy.born)
    page = client.get("/nhap-du-lieu/trung/").content.decode()
    assert "1 cặp nghi của một người" in page
    pair = reverse("exchange:pair", args=[THUY, twin.number])
    assert pair in page
    assert "khác" in client.get(pair).content.decode()
    refused = client.post(pair, {"viec": "gop", "ground": ""})
    assert refused.status_code == 422
    answer = client.post(pair, {"viec": "gop", "ground": "Cùng quyết định tuyển dụng"}, follow=True)
    assert "đã gộp 318472 vào 318-472" in answer.content.decode()
    merge = PersonMerge.objects.get()
    told = client.get("/can-bo/318472/", follow=True).content.decode()
    assert "gồm cả hồ sơ 318472, gộp" in told
    assert "318472" in client.get(f"/can-bo/{THUY}/?phan=lich-su").content.decode()
    answer = client.post(f"/nhap-du-lieu/trung/gop/{merge.pk}/tach/", {"ground": "Hai chị em"}, follow=True)
    assert "đã tách lại hai hồ sơ" in answer.content.decode()
    client.post(pair, {"viec": "hai-nguoi", "ground": "Hai chị em"})
    assert "Không thấy hồ sơ nào trùng" in client.get("/nhap-du-lieu/trung/").content.decode()


def test_a_pair_under_secrecy_does_not_leave_the_program(client: Client) -> None:
    secret = Person.objects.get(number=SECRET)
    make_person(f"{SECRET}.", Unit.objects.get(code="PX02"), name=secret.name, born=secret.born)
    content = client.get("/nhap-du-lieu/trung/danh-sach.xlsx").content
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    cells = [c.value for row in sheet.iter_rows() for c in row]
    assert SECRET not in cells
    assert "Không xuất 1 cặp có người mang độ mật." in cells

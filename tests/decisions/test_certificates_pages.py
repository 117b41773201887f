"""The pages of blanks and of printing: what each account does and reads."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.decisions.certified import STAR, Certified
from tests.exported import fault
from tests.papers import page_texts
from tests.people.months import as_, said
from vinhdanh.decisions.models import CertificateBlank, Emblem, PrintedCertificate, PrintRun
from vinhdanh.decisions.selectors.certificates import LogAsked, print_log
from vinhdanh.documents.emblem import emblem_png
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy


@pytest.fixture
def world(db: None) -> Certified:
    return Certified()


def typed(blank: CertificateBlank) -> dict[str, Any]:
    """The form of a blank's places as a browser posts it."""
    form: dict[str, Any] = {"lan": blank.edition, "cho": []}
    for spot in blank.spots.all():
        form["cho"].append(spot.piece)
        for name in ("x", "y", "width", "size", "lines", "align", "colour"):
            form[f"{spot.piece}-{name}"] = str(getattr(spot, name)).replace(".", ",")
    return form


def test_a_blank_is_laid_out_by_its_scan_and_moved_by_millimetres(world: Certified) -> None:
    standing = as_(world.standing)
    form = {"name": "GK A4", "honour": "GK", "kind": "certificate", "width": "297", "height": "210"}
    assert "Từ 100 đến 450 mm" in said(standing.post("/mau-phoi/moi/", form | {"width": "20"}))
    standing.post("/mau-phoi/moi/", form)
    blank = CertificateBlank.objects.get()
    page = f"/mau-phoi/{blank.pk}/"
    scan = SimpleUploadedFile("quet.png", emblem_png(STAR))
    standing.post(f"{page}ghi/anh/", {"file": scan})
    assert standing.get(f"{page}anh/")["Content-Type"] == "image/png"
    was = blank.spots.get(piece="named").y
    looked = standing.post(page, typed(blank) | {"dich": "named:y:-1"})
    assert "Chưa lưu." in said(looked)
    assert f'name="named-y" value="{was - 1}"'.replace(".", ",") in looked.content.decode()
    assert blank.spots.get(piece="named").y == was
    standing.post(page, typed(blank) | {"named-y": f"{was - 1}".replace(".", ","), "viec": "luu"})
    assert blank.spots.get(piece="named").y == was - 1
    stale = standing.post(page, typed(blank) | {"viec": "luu"})
    assert "Vừa có người khác sửa phôi này" in said(stale)
    blank.refresh_from_db()
    off = standing.post(page, typed(blank) | {"named-x": "290", "viec": "luu"})
    assert off.status_code == 422
    assert "ra ngoài giấy" in said(off)
    assert standing.get(f"{page}chu.png")["Content-Type"] == "image/png"


def test_a_printer_is_measured_with_the_sheet_and_written_down(world: Certified) -> None:
    standing, blank = as_(world.standing), world.blank()
    page = f"/mau-phoi/{blank.pk}/"
    standing.post(f"{page}ghi/may-in/", {"printer": "HP M404", "dx": "-1,5", "dy": "0,5", "scale": "100"})
    shift = blank.printers.get()
    [sheet] = page_texts(standing.get(f"{page}can-chinh.pdf?may={shift.pk}").content)
    assert "HP M404: đang dịch ngang -1,5, dọc 0,5 mm" in sheet
    standing.post(f"{page}ghi/bo-may/", {"may": shift.pk})
    assert not blank.printers.exists()
    standing.post(f"{page}ghi/thoi-dung/", {"why": "Hết phôi"})
    assert "Thôi dùng" in said(standing.get(page))


def test_a_decision_is_printed_in_its_order_and_told_in_the_log(world: Certified) -> None:
    standing = as_(world.standing)
    page = f"/in-bang/{world.draft.pk}/"
    assert "còn 2 tờ chưa in" in said(standing.get(page))
    assert "Chưa chọn tờ nào" in said(standing.post(page, {"viec": "danh-dau"}))
    went = standing.post(page, {"viec": "con-lai"})
    run = PrintRun.objects.get()
    assert went["Location"] == f"/in-bang/luot/{run.pk}/"
    file = standing.get(f"/in-bang/luot/{run.pk}/ban-in.pdf")
    assert ["LÊ THỊ ÁNH" in one for one in page_texts(file.content)] == [True, False]
    again = standing.post(page, {"viec": "khoang", "since": "1", "until": "1"})
    assert "Đã in 1. Lê Thị Ánh: in lại thì ghi lý do" in said(again)
    standing.post(page, {"viec": "khoang", "since": "1", "why": "Lem mực"})
    sheet = PrintedCertificate.objects.get(copy=2)
    standing.post(f"/in-bang/to/{sheet.pk}/hong/", {"why": "Kẹt giấy"})
    log = said(standing.get("/in-bang/nhat-ky/?loai=hong"))
    assert "Kẹt giấy" in log
    assert "Lem mực" in log
    assert [one.copy for one in print_log(world.standing, LogAsked(words="anh", kind="in-lai"))] == [2]


def test_the_log_leaves_the_program_without_people_under_secrecy(world: Certified) -> None:
    world.printed()
    Person.objects.filter(pk=world.an.pk).update(secrecy=Secrecy.SECRET)
    book = as_(world.standing).get("/in-bang/nhat-ky/danh-sach.xlsx")
    assert not fault(book.content, "thuongtruc", world.an.number)
    assert world.binh.number in str(list(openpyxl.load_workbook(BytesIO(book.content)).active.values))


def test_the_file_of_a_run_is_for_who_printed_it(world: Certified) -> None:
    run = world.printed()
    page = as_(world.standing).get(f"/in-bang/luot/{run.pk}/")
    assert "bởi chính người đã in" in said(page)
    assert as_(world.standing).get(f"/in-bang/luot/{run.pk}/ban-in.pdf").status_code == 403


def test_who_only_reads_sees_why_he_prints_nothing(world: Certified) -> None:
    signer = as_(world.signer)
    assert "chưa được giao quyền" in said(signer.get(f"/in-bang/{world.draft.pk}/"))
    assert signer.post(f"/in-bang/{world.draft.pk}/", {"viec": "con-lai"}).status_code == 403
    assert signer.post(f"/mau-phoi/{world.blank().pk}/", {"viec": "luu"}).status_code == 403
    assert as_(world.clerk).get(f"/in-bang/{world.draft.pk}/").status_code == 404


def test_an_emblem_is_installed_and_seen_on_a_specimen(world: Certified) -> None:
    standing = as_(world.standing)
    wrong = standing.post("/quoc-huy/", {"file": SimpleUploadedFile("a.svg", b"<html>")})
    assert "xem theo nội dung, không theo tên" in said(wrong)
    standing.post("/quoc-huy/", {"file": SimpleUploadedFile("huy.svg", STAR)})
    assert Emblem.objects.get().name == "huy.svg"
    assert standing.get("/quoc-huy/xem-thu.png")["Content-Type"] == "image/png"
    specimen = standing.get(f"/in-bang/{world.draft.pk}/xem-thu.pdf")
    assert "BẢN XEM THỬ" in page_texts(specimen.content)[0]
    assert not PrintRun.objects.exists()

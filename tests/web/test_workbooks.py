"""A file that somebody brings: read, judged, taken away; seen by its owner only, removed whole."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.judged import Judged
from vinhdanh.audit.models import JournalEntry
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.workbook import write_sample
from vinhdanh.web import workbooks as services
from vinhdanh.web.models import Workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small messy workbook."""
    path = tmp_path_factory.mktemp("tep") / "can-bo.xlsx"
    write_sample(path, sample_province(scale=0.02), messy=True, seed=7)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Work that a thread would do is done before the answer; files lie in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"

    monkeypatch.setattr(services, "_later", lambda work, workbook: services.perform(work, workbook.pk))


def upload(client: Client, content: bytes, name: str = "can-bo.xlsx", year: str = "2025") -> Any:
    return client.post("/xet-tep/", {"file": SimpleUploadedFile(name, content), "year": year})


def text_of(answer: Any) -> str:
    body = re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_from_the_file_to_the_result(judged: Judged, province: bytes, settings: Any) -> None:
    client = judged.client("standing")
    address = upload(client, province)["Location"]
    workbook = Workbook.objects.get()
    assert address == f"/xet-tep/{workbook.pk}/"
    assert workbook.state == Workbook.State.READ

    page = text_of(client.get(address))
    assert f"đọc được {workbook.persons} người" in page
    assert "Chưa ghi gì vào sổ" in page
    errors = [p for p in workbook.problems if p["severity"] == "error"]
    assert errors, "the messy sample has planted errors"
    assert errors[0]["effect"] in page
    assert re.search(r"1–50 trong \d+ chỗ", page)

    client.post(f"{address}xet/", {"law_date": "31/12/2025", "members": "verdicts"})
    workbook.refresh_from_db()
    assert workbook.state == Workbook.State.DONE
    answers = text_of(client.get(address))
    assert "Ai đủ điều kiện" in answers
    assert "Chiến sĩ thi đua cơ sở" in answers
    listed = text_of(client.get(f"{address}?phan=ket-qua&dong=CSTT&kq=met"))
    assert "Chiến sĩ tiên tiến" in listed
    assert re.search(r"1–\d+ trong \d+ dòng", listed)

    answer = client.get(f"{address}ket-qua.xlsx")
    assert answer["Content-Disposition"] == "attachment; filename=ket-qua-2025.xlsx"
    result = openpyxl.load_workbook(BytesIO(answer.content), read_only=True)
    assert len(result.sheetnames) > 2
    problems = openpyxl.load_workbook(BytesIO(client.get(f"{address}loi.xlsx").content))
    assert problems.active.max_row > len(errors)

    assert len(files_in(settings.MEDIA_ROOT)) == 2
    verbs = JournalEntry.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["web.workbook_uploaded", "web.workbook_judged"]


def test_problems_are_filtered_by_weight_and_sheet(judged: Judged, province: bytes) -> None:
    client = judged.client("standing")
    address = upload(client, province)["Location"]
    workbook = Workbook.objects.get()
    fixed = [p for p in workbook.problems if p["severity"] == "fixed"]
    page = text_of(client.get(f"{address}?muc=fixed"))
    assert f"trong {len(fixed)} chỗ" in page
    sheet = fixed[0]["sheet"]
    there = [p for p in workbook.problems if p["sheet"] == sheet]
    assert f"trong {len(there)} chỗ" in text_of(client.get(address, {"trang-tinh": sheet}))
    assert "Không có chỗ nào khớp bộ lọc" in text_of(client.get(address, {"trang-tinh": "không có"}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7 khong phai bang tinh", "xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "Office 97–2003"),
        (b"PK\x03\x04 hong", "hỏng"),
    ],
)
def test_a_file_is_known_by_its_content_and_never_by_its_name(
    judged: Judged, content: bytes, said: str
) -> None:
    client = judged.client("clerk")
    address = upload(client, content, "bang-luong.xlsx")["Location"]
    page = text_of(client.get(address))
    assert "Chưa đọc được gì, chưa xét được ai." in page
    assert said in page
    assert Workbook.objects.get().state == Workbook.State.UNREADABLE
    client.post(f"{address}xet/", {"members": "verdicts"})
    assert Workbook.objects.get().state == Workbook.State.UNREADABLE


def test_too_large_a_file_is_refused_before_it_is_kept(
    judged: Judged, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vinhdanh.web.forms.MOST_BYTES", 1_000_000)
    answer = upload(judged.client("clerk"), b"x" * 1_400_000)
    assert answer.status_code == 422
    assert "Tệp nặng 1,4 MB, nhận tối đa 1 MB." in text_of(answer)
    assert not Workbook.objects.exists()
    assert not files_in(settings.MEDIA_ROOT)


def test_too_many_files_are_refused_with_the_way_out(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_FILES", 1)
    client = judged.client("clerk")
    upload(client, b"x")
    answer = upload(client, b"y")
    assert answer.status_code == 422
    assert "Xóa bớt tệp cũ rồi tải lên." in text_of(answer)


def test_a_form_without_a_file_or_year_says_so(judged: Judged) -> None:
    answer = judged.client("clerk").post("/xet-tep/", {"year": "hai nghìn"})
    assert "Chọn tệp bảng tính cần xét." in text_of(answer)
    assert "Năm xét là bốn chữ số, ví dụ 2025." in text_of(answer)


def test_a_file_is_its_owners_alone_and_removed_whole(
    judged: Judged, province: bytes, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    owner, other = judged.client("clerk"), judged.client("standing")
    address = upload(owner, province)["Location"]
    owner.post(f"{address}xet/", {"members": "grants"})
    assert other.get(address).status_code == 404
    assert other.get(f"{address}ket-qua.xlsx").status_code == 404
    assert "can-bo.xlsx" not in text_of(other.get("/xet-tep/"))
    kept = files_in(settings.MEDIA_ROOT)
    assert len(kept) == 2
    assert all("can-bo" not in path.name for path in kept)
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{address}xoa/")
    assert not Workbook.objects.exists()
    assert not files_in(settings.MEDIA_ROOT)
    last = JournalEntry.objects.order_by("-number").first()
    assert last is not None
    assert last.verb == "web.workbook_deleted"


def test_work_that_fails_says_why_and_keeps_the_file(
    judged: Judged, province: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = judged.client("clerk")
    address = upload(client, province)["Location"]

    def broken(*_: object, **__: object) -> None:
        raise OSError("đĩa đầy")

    monkeypatch.setattr(services, "write_results", broken)
    client.post(f"{address}xet/", {"members": "verdicts"})
    page = text_of(client.get(address))
    assert "Việc này không xong, tệp vẫn còn. đĩa đầy" in page
    assert "workbook" in caplog.text


def test_progress_is_shown_with_and_without_a_script(judged: Judged) -> None:
    workbook = Workbook.objects.create(
        owner=judged.accounts["clerk"],
        name="a.xlsx",
        size=9,
        year=2025,
        step="Đọc trang Cán bộ",
        done=3,
        total=9,
    )
    client = judged.client("clerk")
    page = client.get(f"/xet-tep/{workbook.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "Đang đọc: Đọc trang Cán bộ" in page
    part = client.get(f"/xet-tep/{workbook.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="panel" id="progress"')
    Workbook.objects.filter(pk=workbook.pk).update(state=Workbook.State.READ)
    done = client.get(f"/xet-tep/{workbook.pk}/", headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"


def test_the_empty_form_can_be_taken_away(judged: Judged) -> None:
    answer = judged.client("nobody").get("/xet-tep/mau.xlsx")
    sheets = openpyxl.load_workbook(BytesIO(answer.content), read_only=True).sheetnames
    assert "Cán bộ" in sheets

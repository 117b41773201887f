"""Packages in the browser's place: made, downloaded, sent, compared, written, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.exchange.intake import small_agency
from tests.exchange.packed import content, made
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.exchange.packages import tasks
from vinhdanh.exchange.packages.models import DataPackage, ReceivedPackage
from vinhdanh.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())
    small_agency()


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY)))
    return client


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_package_is_made_downloaded_and_deleted(client: Client) -> None:
    assert "Chưa lập gói nào" in read(client, "/goi-du-lieu/")
    asked = {"unit": "PX01", "first": "2021", "last": "2025", "ground": "Bộ Công an", "secrecy": "left_out"}
    answer = client.post("/goi-du-lieu/", asked)
    package = DataPackage.objects.get()
    assert answer.headers["Location"] == f"/goi-du-lieu/{package.pk}/"
    page = read(client, f"/goi-du-lieu/{package.pk}/")
    assert package.digest in page
    assert "2021–2025" in page
    file = client.get(f"/goi-du-lieu/{package.pk}/tep/")
    assert b"".join(file.streaming_content) == content(package)  # type: ignore[attr-defined]
    assert f"goi-PX01-2021-2025-{package.pk}.zip" in file.headers["Content-Disposition"]
    assert client.get("/goi-du-lieu/danh-sach.xlsx").status_code == 200
    assert "Không có gói nào khớp" in read(client, "/goi-du-lieu/?q=zzz")
    client.post(f"/goi-du-lieu/{package.pk}/xoa/", {"why": ""})
    assert DataPackage.objects.exists()
    stored = Path(package.content.path)
    client.post(f"/goi-du-lieu/{package.pk}/xoa/", {"why": "Gửi xong"})
    assert not DataPackage.objects.exists()
    assert stored.exists()  # goes with the transaction, which a test never ends


def test_a_form_that_is_wrong_says_why(client: Client) -> None:
    answer = client.post(
        "/goi-du-lieu/", {"unit": "*", "first": "2025", "last": "2020", "secrecy": "left_out"}
    )
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Năm cuối phải từ năm đầu trở đi" in said
    assert "Ghi gói gửi cho ai" in said


def test_a_package_is_sent_chosen_from_written_and_taken_back(client: Client) -> None:
    data = content(made(personal=True))
    Person.objects.filter(number="200-001").update(rank="Đại tá")
    file = SimpleUploadedFile("goi.zip", data)
    answer = client.post("/goi-du-lieu/nhan/", {"file": file})
    package = ReceivedPackage.objects.get()
    address = f"/goi-du-lieu/nhan/{package.pk}/"
    assert answer.headers["Location"] == address
    page = read(client, address)
    assert "0 dòng mới, 1 dòng khác sổ" in page
    assert "Chữ ký đúng, bằng khóa" in page
    assert "Không có dòng mới, 1 dòng khác sổ đang giữ theo sổ." in page
    assert b"".join(client.get(f"{address}tep/").streaming_content) == data  # type: ignore[attr-defined]
    row = package.differing.get()
    client.post(f"{address}chon/", {"row": row.pk, "take": "1"})
    client.post(f"{address}ghi/")
    assert Person.objects.get(number="200-001").rank == ""
    assert "Ghi xong lúc" in read(client, address)
    client.post(f"{address}hoan-tac/", {"ground": "Nhầm"})
    assert Person.objects.get(number="200-001").rank == "Đại tá"
    assert "Lý do: Nhầm" in read(client, address)
    assert "goi.zip" in read(client, "/goi-du-lieu/nhan/?trang-thai=undone")
    assert client.get("/goi-du-lieu/nhan/danh-sach.xlsx").status_code == 200


def test_a_damaged_file_is_named_and_goes(client: Client) -> None:
    client.post("/goi-du-lieu/nhan/", {"file": SimpleUploadedFile("x.zip", b"PK nothing")})
    package = ReceivedPackage.objects.get()
    assert "bị cắt cụt" in read(client, f"/goi-du-lieu/nhan/{package.pk}/")
    client.post(f"/goi-du-lieu/nhan/{package.pk}/bo/")
    assert not ReceivedPackage.objects.exists()


def test_work_that_goes_on_shows_how_far_it_is(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "in_background", lambda job, name: None)
    asked = {"unit": "*", "first": "2025", "last": "2025", "ground": "X", "secrecy": "left_out"}
    client.post("/goi-du-lieu/", asked)
    package = DataPackage.objects.get()
    assert "Đang lập: chờ bắt đầu" in read(client, f"/goi-du-lieu/{package.pk}/")
    part = client.get(f"/goi-du-lieu/{package.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")

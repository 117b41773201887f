"""Files that are no package, are damaged, or would do harm: nothing is written, and it is said where."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.eligibility.agency import THUY
from tests.exchange.intake import small_agency
from tests.exchange.packed import content, made, members, received, unsigned, zipped
from tests.exchange.test_packages_round_trip import elsewhere
from vinhdanh.exchange.packages import tasks, types
from vinhdanh.exchange.packages.models import ReceivedPackage
from vinhdanh.people.models import Person

pytestmark = pytest.mark.django_db

State = ReceivedPackage.State
Parts = dict[str, bytes]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())


_kept: list[bytes] = []


@pytest.fixture
def sent(_at_once: None) -> bytes:
    """A package of another installation, made once."""
    if not _kept:
        with elsewhere():
            small_agency()
            _kept.append(content(made()))
    return _kept[0]


def refused(data: bytes) -> str:
    """Why a file is refused; nothing of it is in the records."""
    package = received(data)
    assert package.state == State.REFUSED, package.state
    assert not Person.objects.exists()
    return "\n".join(package.problems)


def lines(parts: Parts, table: str, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """The package with the lines of a table changed, its sums right."""
    name = f"data/{table}.jsonl"
    kept = parts[name].splitlines(keepends=True)
    return zipped(parts | {name: b"".join(change(kept))})


def row(line: bytes, **more: Any) -> bytes:
    return (json.dumps(json.loads(line) | more, ensure_ascii=False) + "\n").encode()


def test_what_is_cut_off_or_no_zip(sent: bytes) -> None:
    for data in (b"", b"hello", sent[: len(sent) // 2], sent[:-30]):
        assert "cắt cụt" in refused(data)


def test_a_byte_that_changed_on_the_way(sent: bytes) -> None:
    parts = members(sent)
    parts["data/units.jsonl"] = parts["data/units.jsonl"].replace(b"PX01", b"PX09")
    assert "data/units.jsonl: nội dung khác mã băm đã ghi" in refused(zipped(parts, sums=False))


def test_a_signature_that_is_not_over_these_files(sent: bytes) -> None:
    parts = members(sent)
    parts["data/units.jsonl"] = parts["data/units.jsonl"].replace(b"PX01", b"PX09")
    said = refused(zipped(parts))  # the sums are made right again, the signature can't be
    assert "signature.json: chữ ký không khớp" in said


def test_a_file_that_is_missing_or_too_many(sent: bytes) -> None:
    parts = members(sent)
    less = {name: part for name, part in parts.items() if name != "data/grants.jsonl"}
    assert "Gói thiếu data/grants.jsonl" in refused(zipped(less, sums=False))
    assert "run.exe”: gói dữ liệu không có tệp này" in refused(zipped(parts | {"run.exe": b"x"}, sums=False))


@pytest.mark.parametrize(
    "name", ["../etc/passwd", "/etc/passwd", "data/../../x.jsonl", "C:x", "data\\x.jsonl"]
)
def test_a_path_that_leads_out(sent: bytes, name: str) -> None:
    assert "đường dẫn đi ra ngoài gói" in refused(zipped(unsigned(sent) | {name: b"x"}))


def test_a_name_that_comes_twice(sent: bytes) -> None:
    out = BytesIO(sent)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(out, "a") as package:
        package.writestr("data/units.jsonl", b"{}")
    assert "“data/units.jsonl”: tên này có hai lần" in refused(out.getvalue())


def test_a_link(sent: bytes) -> None:
    out = BytesIO(sent)
    with ZipFile(out, "a") as package:
        info = ZipInfo("documents/x")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    assert "liên kết" in refused(out.getvalue())


def test_a_zip_bomb(sent: bytes) -> None:
    out = BytesIO(sent)
    with ZipFile(out, "a", ZIP_DEFLATED) as package:
        package.writestr("documents/lon.bin", bytes(types.SMALL + 1))
    assert "giống bom nén" in refused(out.getvalue())


def test_another_version_or_another_program(sent: bytes) -> None:
    parts = unsigned(sent)
    manifest = json.loads(parts["manifest.json"])
    for change, said in (({"version": 2}, "phiên bản 2"), ({"format": "khac"}, "không phải gói dữ liệu")):
        assert said in refused(zipped(parts | {"manifest.json": json.dumps(manifest | change).encode()}))
    assert "Gói thiếu manifest.json" in refused(zipped({"data/x.jsonl": b"x"}))
    assert "manifest.json" in refused(zipped(parts | {"manifest.json": b"\xff"}))


def test_every_line_that_does_not_fit_is_named(sent: bytes) -> None:
    parts = unsigned(sent)
    cases: list[tuple[str, Callable[[list[bytes]], list[bytes]], str]] = [
        (
            "persons",
            lambda of: [*of[:2], of[2].decode().encode("utf-16"), *of[3:]],
            "persons.jsonl dòng 3: không",
        ),
        ("persons", lambda of: [*of[:1], b"{\n", *of[2:]], "persons.jsonl dòng 2: không phải JSON"),
        (
            "persons",
            lambda of: [row(of[0], sex="x"), *of[1:]],
            "dòng 1: cột “sex”: “x” không có trong danh mục",
        ),
        (
            "persons",
            lambda of: [row(of[0], joined="32/01/2020"), *of[1:]],
            'cột “joined”: "32/01/2020" không phải',
        ),
        ("persons", lambda of: [row(of[0], name=None), *of[1:]], "cột “name” không được trống"),
        ("persons", lambda of: [row(of[0], name="x" * 200), *of[1:]], "dài 200 ký tự, nhiều nhất 120"),
        ("persons", lambda of: [row(of[0], thua=1), *of[1:]], "có cột lạ “thua”"),
        ("persons", lambda of: [*of[1:], of[0]], "đứng sai thứ tự khóa"),
        ("persons", lambda of: of[1:], "persons.jsonl có 10 bản ghi"),
        ("grants", lambda of: [row(of[0], year=2**70), *of[1:]], "ngoài khoảng"),
        ("grants", lambda of: [row(of[0], decision="x"), *of[1:]], "cần danh sách 4 giá trị"),
        ("grants", lambda of: [row(of[0], events=[{"act": "?"}]), *of[1:]], "grants.jsonl dòng 1"),
    ]
    for table, change, said in cases:
        assert said in refused(lines(parts, table, change)), said


def test_whom_nobody_knows(sent: bytes) -> None:
    parts = unsigned(sent)
    manifest = json.loads(parts["manifest.json"])
    for table in manifest["tables"]:
        if table["name"] == "persons":
            table["records"] -= 1
    parts["manifest.json"] = json.dumps(manifest).encode()
    without = lines(parts, "persons", lambda of: [one for one in of if THUY.encode() not in one])
    assert f"cán bộ “{THUY}” không có trong gói và không có trong sổ" in refused(without)

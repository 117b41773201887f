"""Small personnel workbooks for the tests of the commands, written as an office would fill the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from vinhdanh.exchange.layout import SHEETS

Row = Mapping[str, Any]

UNITS: tuple[Row, ...] = (
    {"id": "CAT", "name": "Công an tỉnh Sơn Hà", "kind": "Công an tỉnh", "tier": "cấp tỉnh"},
    {"id": "PX01", "name": "Phòng Tổ chức cán bộ", "kind": "phòng", "tier": "cơ sở", "parent": "CAT"},
)
PERSONS: tuple[Row, ...] = (
    {
        "id": "276-118",
        "name": "Nguyễn Thị Thủy",
        "sex": "Nữ",
        "category": "nghiệp vụ",
        "joined": "01/09/2008",
        "unit": "PX01",
    },
    {
        "id": "276-119",
        "name": "Hà Mạnh Cường",
        "sex": "Nam",
        "category": "nghiệp vụ",
        "joined": "15/02/2012",
        "unit": "PX01",
    },
)
RATINGS: tuple[Row, ...] = (
    *(
        {"subject": "276-118", "year": year, "level": "Hoàn thành xuất sắc nhiệm vụ"}
        for year in (2023, 2024, 2025)
    ),
    {"subject": "276-119", "year": 2025, "level": "Hoàn thành nhiệm vụ"},
    {"subject": "PX01", "year": 2025, "level": "Hoàn thành tốt nhiệm vụ"},
)
GRANTS: tuple[Row, ...] = tuple(
    {
        "subject": "276-118",
        "honour": "CSTĐ cơ sở",
        "year": year,
        "number": f"{1100 + year}/QĐ-CAT",
        "decided": f"20/12/{year}",
    }
    for year in (2023, 2024, 2025)
)
FINDINGS: tuple[Row, ...] = (
    {"subject": "PX01", "about": "conduct", "year": 2025, "holds": "Có", "covers_members": "x"},
)
SMALL: dict[str, tuple[Row, ...]] = {
    "units": UNITS,
    "persons": PERSONS,
    "ratings": RATINGS,
    "grants": GRANTS,
    "findings": FINDINGS,
}


def write(path: Path, sheets: Mapping[str, Sequence[Row]]) -> Path:
    """Write the sheets with the template's headings; a key that no column has is a mistake of the test."""
    book = Workbook()
    book.remove(book["Sheet"])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        keys = [column.key for column in sheet.columns]
        page.append([column.header for column in sheet.columns])
        for row in sheets.get(sheet.key, ()):
            assert row.keys() <= set(keys), row.keys() - set(keys)
            page.append([row.get(key) for key in keys])
    book.save(path)
    return path

"""The side menu: only rooms that exist, and only what the account may enter."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Item:
    icon: str
    title: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


_MENU = (
    ("Hôm nay", (("home", "Tổng quan", "web:dashboard"),)),
    (
        "Bình xét",
        (
            ("calendar", "Phân loại tháng", "people:classing"),
            ("layout-grid", "Đủ điều kiện", "eligibility:heat"),
            ("history", "Các lần xét", "eligibility:runs"),
            ("file-import", "Xét tệp Excel", "web:workbooks"),
        ),
    ),
    (
        "Hồ sơ lưu",
        (
            ("users", "Cán bộ", "eligibility:persons"),
            ("building-community", "Đơn vị", "eligibility:units"),
            ("upload", "Nhập dữ liệu", "exchange:intakes"),
        ),
    ),
    (
        "Pháp luật",
        (
            ("scale", "Luật", "eligibility:law"),
            ("git-compare", "So sánh hai văn bản", "eligibility:compare"),
        ),
    ),
)


def menu(request: HttpRequest) -> tuple[Group, ...]:
    """The groups of the menu; the item with the longest address that the request lies under is here."""
    hrefs = {name: reverse(name) for _, items in _MENU for _, _, name in items}
    under = [
        name
        for name, href in hrefs.items()
        if request.path == href or (href != "/" and request.path.startswith(href))
    ]
    here = max(under, key=lambda name: len(hrefs[name]), default="")
    return tuple(
        Group(title, tuple(Item(icon, words, hrefs[name], name == here) for icon, words, name in items))
        for title, items in _MENU
    )

"""The side menu: only rooms that exist, and only what the account may enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, units_with
from vinhdanh.access.selectors import delegations_of, lendable_roles, scopes
from vinhdanh.access.types import Action
from vinhdanh.web.waiting import count_of


@dataclass(frozen=True, slots=True)
class Item:
    icon: str
    title: str
    href: str
    here: bool
    count: int = 0  # what waits there; 0 isn't shown


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


_MENU = (
    ("Hôm nay", (("home", "Tổng quan", "web:dashboard"), ("checkbox", "Việc chờ tôi", "web:waiting"))),
    (
        "Năm thi đua",
        (
            # In the order in which a year is worked through.
            ("flag", "Phong trào", "movements:movements"),
            ("pencil", "Đăng ký thi đua", "movements:registrations"),
            ("signature", "Giao ước", "movements:compacts"),
            ("target-arrow", "Chỉ tiêu", "movements:targets"),
            ("speakerphone", "Chỉ đạo, kết luận", "movements:directives"),
            ("trophy", "Cụm, khối", "movements:clusters"),
            ("star", "Sổ vàng", "movements:golden"),
            ("calendar-event", "Lịch thi đua", "movements:calendar"),
        ),
    ),
    (
        "Bình xét",
        (
            # In the order in which a dossier goes: who meets the rules, the round, its steps, the vote.
            ("calendar", "Phân loại tháng", "people:classing"),
            ("layout-grid", "Đủ điều kiện", "eligibility:heat"),
            ("clock", "Sắp đủ điều kiện", "eligibility:soon"),
            ("list-check", "Đợt xét tặng", "dossiers:rounds"),
            ("search", "Thẩm định", "dossiers:appraisal"),
            ("pin", "Niêm yết", "dossiers:posted"),
            ("scale", "Hội đồng", "council:councils"),
            ("checkbox", "Hòm phiếu", "council:boxes"),
            ("history", "Các lần xét", "eligibility:runs"),
            ("file-import", "Xét tệp Excel", "web:workbooks"),
        ),
    ),
    (
        "Quyết định",
        (
            ("rubber-stamp", "Quyết định", "decisions:drafts"),
            ("arrow-up", "Trình cấp trên", "decisions:submissions"),
            ("coin", "Quỹ khen thưởng", "decisions:funds"),
            ("gift", "Hiện vật", "decisions:artefacts"),
            ("printer", "In bằng, giấy khen", "decisions:print-list"),
            ("refresh", "Thu hồi, cấp lại", "decisions:revocations"),
            ("messages", "Kiến nghị, khiếu nại", "decisions:complaints"),
            ("printer", "Mẫu giấy tờ", "web:paper-kinds"),
            ("signature", "Kiểm chữ ký số", "decisions:check-signature"),
        ),
    ),
    (
        "Chương trình",
        (
            ("school", "Tập huấn", "programmes:training"),
            ("user-check", "Tuyển chọn", "programmes:recruitment"),
        ),
    ),
    (
        "Hồ sơ lưu",
        (
            ("users", "Cán bộ", "eligibility:persons"),
            ("building-community", "Đơn vị", "eligibility:units"),
            ("player-pause", "Kỷ luật, tạm dừng", "eligibility:disciplines"),
            ("books", "Sáng kiến, đề tài", "eligibility:works"),
            ("checkbox", "Kết luận", "eligibility:findings"),
            ("medal", "Sổ khen thưởng", "awards:register"),
            ("arrow-right", "Điều chuyển", "people:transfers"),
            ("shield-check", "Điều lệnh", "people:conduct"),
            ("upload", "Nhập dữ liệu", "exchange:intakes"),
            ("file-text", "Đọc văn bản", "exchange:readings"),
            ("inbox", "Gói dữ liệu", "exchange:packages"),
        ),
    ),
    (
        "Báo cáo",
        (
            ("list-check", "Báo cáo tổng kết", "reports:reports"),
            ("chart-bar", "Thống kê", "reports:statistics"),
            ("file-spreadsheet", "Biểu thống kê", "reports:tables"),
            ("trophy", "Bảng vinh danh", "reports:books"),
        ),
    ),
    (
        "Pháp luật",
        (
            ("book", "Luật", "eligibility:law"),
            ("git-compare", "So sánh hai văn bản", "eligibility:compare"),
        ),
    ),
)


# Addresses that lie under an item without beginning like it.
_ALSO = {"eligibility:disciplines": ("/tam-hoan/",)}
# Items for whoever holds a right somewhere, and for nobody else.
_ONLY_WITH = {
    "dossiers:appraisal": Action.APPRAISE,
    "web:paper-kinds": Action.VIEW,
    "reports:books": Action.VIEW,
    "reports:statistics": Action.VIEW,
}
_ADMINISTRATION = "Quản trị"
# Forms that have their own addresses and belong to a page of the menu.
_BELONGS = {
    "/ho-so/": "eligibility:persons",
    "/to-chuc/": "eligibility:units",
    "/sap-xep/": "eligibility:units",
    "/nhac-viec/": "movements:calendar",
    "/dau-giay-to/": "web:paper-kinds",
    "/mau-phoi/": "decisions:print-list",
    "/quoc-huy/": "decisions:print-list",
}


def menu(request: HttpRequest) -> tuple[Group, ...]:
    """The groups of the menu; the item with the longest address that the request lies under is here.

    A page shows it twice (at the side, and on a phone), so it is put together once a request.
    """
    kept = getattr(request, "_menu", None)
    if kept is None:
        kept = request._menu = _menu(request)  # type: ignore[attr-defined]
    return tuple(kept)


def _menu(request: HttpRequest) -> tuple[Group, ...]:
    groups = (*_MENU, (_ADMINISTRATION, tuple(_concerning(request))))
    left_out = _left_out(request)
    hrefs = {name: reverse(name) for _, items in groups for _, _, name in items}
    under = [
        name
        for name, href in hrefs.items()
        if request.path == href
        or any(one != "/" and request.path.startswith(one) for one in (href, *_ALSO.get(name, ())))
    ]
    under += [name for start, name in _BELONGS.items() if request.path.startswith(start)]
    actor = getattr(request, "user", None)
    counts = {"web:waiting": count_of(actor)} if isinstance(actor, Account) else {}
    here = max(under, key=lambda name: len(hrefs[name]), default="")
    return tuple(
        Group(
            title,
            tuple(
                Item(icon, words, hrefs[name], name == here, counts.get(name, 0))
                for icon, words, name in items
                if name not in left_out
            ),
        )
        for title, items in groups
        if items
    )


def _left_out(request: HttpRequest) -> frozenset[str]:
    """Items whose right the account holds nowhere."""
    actor = getattr(request, "user", None)
    held = scopes(actor) if isinstance(actor, Account) else ()
    return frozenset(name for name, action in _ONLY_WITH.items() if not units_with(held, action))


def _concerning(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """What of the administration concerns the account; nothing for most."""
    actor = getattr(request, "user", None)
    if not isinstance(actor, Account):
        return
    held = scopes(actor)
    reads = bool(decide(held, Action.READ_JOURNAL))
    if reads or decide(held, Action.MANAGE_ACCOUNTS):
        yield ("users", "Tài khoản", "web:accounts")
        yield ("lock", "Chứng thư gốc", "decisions:roots")
        yield ("lock", "Khóa API", "web:all-tokens")
        yield ("messages", "Webhook", "exchange:webhooks")
    if lendable_roles(actor) or delegations_of(actor).exists():
        yield ("git-compare", "Ủy quyền", "web:delegations")
    if decide(held, Action.INTERVENE):
        yield ("pencil", "Can thiệp dữ liệu", "web:intervention")
    if reads:
        yield ("history", "Nhật ký", "web:journal")
        yield ("shield-check", "Kiểm tra dữ liệu", "web:doctor")

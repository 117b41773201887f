"""Roles, actions and permission answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db import models

from vinhdanh.audit.types import register_verbs

if TYPE_CHECKING:
    from vinhdanh.access.models import Account

WHOLE_AGENCY = ""  # a role's unit code when it isn't bound to one unit


class Role(models.TextChoices):
    """What an account may be, each on one unit and everything below it."""

    OFFICER = "officer", "Cán bộ"
    UNIT_CLERK = "unit_clerk", "Cán bộ tổng hợp"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    STANDING_BODY = "standing_body", "Thường trực Hội đồng thi đua, khen thưởng"
    COUNCIL_MEMBER = "council_member", "Thành viên Hội đồng"
    INSPECTOR = "inspector", "Thanh tra"
    ADMINISTRATOR = "administrator", "Quản trị viên"


class Action(models.TextChoices):
    """What a role may do within its part of the unit tree."""

    VIEW = "view", "xem hồ sơ"
    EDIT = "edit", "ghi hồ sơ"
    CONCLUDE = "conclude", "ghi kết luận"
    GRANT = "grant", "ghi khen thưởng"
    IMPORT = "import", "nạp dữ liệu từ tệp"
    JUDGE = "judge", "chạy xét điều kiện"
    MANAGE_ACCOUNTS = "manage_accounts", "quản lý tài khoản"
    READ_JOURNAL = "read_journal", "đọc nhật ký"


@dataclass(frozen=True, slots=True)
class Scope:
    """One role of an account, on the unit with that code and everything below it."""

    role: Role
    unit_code: str = WHOLE_AGENCY

    def covers(self, path: str) -> bool:
        """Whether a unit lies in the scope. ``path`` holds the codes from the root down: ``/CAT/PX01/``."""
        return self.unit_code == WHOLE_AGENCY or f"/{self.unit_code}/" in path


@dataclass(frozen=True, slots=True)
class Allowed:
    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """A refusal, with the sentence that the person reads."""

    reason: str

    def __bool__(self) -> Literal[False]:
        return False


Answer = Allowed | Denied


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs a command on the server itself: holds the database anyway, so may do everything."""

    full_name: str = "Người vận hành (dòng lệnh)"
    username: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The name and the password belong together."""

    account: Account

    def __bool__(self) -> Literal[True]:
        return True


DEMO_PASSWORD = "vinhdanh-demo"  # public: accounts that have it sign in only while the demo runs


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What the sign-in page shows of an account with a public password."""

    username: str
    password: str
    full_name: str
    roles_text: str
    scope_text: str


register_verbs(
    "access",
    {
        "account_created": "Lập tài khoản",
        "account_closed": "Khóa tài khoản",
        "password_changed": "Đổi mật khẩu",
        "role_given": "Giao vai trò",
        "role_ended": "Thôi vai trò",
        "signed_in": "Đăng nhập",
        "signed_out": "Đăng xuất",
        "sign_in_failed": "Đăng nhập sai",
        "locked_out": "Tạm khóa đăng nhập",
    },
)

"""Named checks over accounts, roles and what was lent of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.db.models import F, Q
from django.utils import timezone

from vinhdanh.access.models import Account, Delegation, RoleAssignment
from vinhdanh.access.policies import apart
from vinhdanh.access.selectors import held_on
from vinhdanh.access.types import Role
from vinhdanh.audit.consistency import Inconsistency, check


@check(
    "access.somebody_manages",
    "Có ít nhất một quản trị viên đăng nhập được",
    "Lập một quản trị viên tại máy chủ: vinhdanh manage create_account TÊN --name “Họ và tên”.",
)
def somebody_manages() -> Iterator[Inconsistency]:
    """Not every installation has accounts yet; one that has needs somebody who manages them."""
    managing = RoleAssignment.objects.filter(
        held_on(timezone.localdate()), role=Role.ADMINISTRATOR, account__is_active=True, unit_code=""
    )
    if Account.objects.exists() and not managing.exists():
        yield Inconsistency("Không còn tài khoản nào giữ vai trò Quản trị viên.")


@check(
    "access.duties_apart",
    "Quản trị viên và Thanh tra không kiêm việc ghi hồ sơ",
    "Thôi một trong hai vai trò, hoặc lập cho người đó hai tài khoản riêng.",
)
def duties_apart() -> Iterator[Inconsistency]:
    """Who watches over records, or over the machine, does not write them too."""
    held: defaultdict[Account, set[Role]] = defaultdict(set)
    now = RoleAssignment.objects.filter(held_on(timezone.localdate()), account__is_active=True)
    for assignment in now.select_related("account"):
        held[assignment.account].add(Role(assignment.role))
    for account, roles in held.items():
        if not apart(roles):
            names = ", ".join(role.label for role in Role if role in roles)
            yield Inconsistency(
                f"Tài khoản {account.username} ({account}) cùng lúc giữ: {names}.",
                (f"account:{account.username}",),
            )


@check(
    "access.demo_accounts",
    "Tài khoản thử không lẫn với tài khoản thật",
    "Khóa tài khoản thử đó: mật khẩu của nó ai cũng biết.",
)
def demo_accounts() -> Iterator[Inconsistency]:
    """Where real accounts work, none with a public password is open (the demo has no others)."""
    open_ = Account.objects.filter(is_active=True)
    if not open_.filter(is_demo=False).exists():
        return
    for account in open_.filter(is_demo=True):
        yield Inconsistency(
            f"Tài khoản thử {account.username} ({account}) còn mở.", (f"account:{account.username}",)
        )


@check(
    "access.password_hashes",
    "Mật khẩu được giữ bằng phép băm mạnh nhất đang dùng",
    "Chủ tài khoản đăng nhập một lần là xong; nếu không còn dùng thì khóa tài khoản.",
)
def password_hashes() -> Iterator[Inconsistency]:
    """Passwords kept by an older hasher, or by none that this program knows."""
    preferred = get_hasher().algorithm
    for account in Account.objects.filter(is_active=True).exclude(password__startswith="!"):
        try:
            algorithm = identify_hasher(account.password).algorithm
        except ValueError:
            algorithm = "không rõ"
        if algorithm != preferred:
            yield Inconsistency(
                f"Mật khẩu của {account.username} giữ bằng {algorithm}, không phải {preferred}.",
                (f"account:{account.username}",),
            )


@check(
    "access.delegations_within",
    "Ủy quyền không dài hơn, không rộng hơn vai trò của người ủy quyền",
    "Thu hồi ủy quyền đó; người giữ vai trò ủy quyền lại trong phạm vi của mình.",
)
def delegations_within() -> Iterator[Inconsistency]:
    """What is lent ends with what it rests on, and is no wider (units: ``people.checks``)."""
    today = timezone.localdate()
    open_ = Delegation.objects.filter(revoked__isnull=True, valid_to__gte=today)
    wrong = open_.filter(
        Q(valid_to__gt=F("assignment__valid_to"))
        | Q(valid_from__lt=F("assignment__valid_from"))
        | Q(unit_code="") & ~Q(assignment__unit_code="")
        | Q(assignment__account__is_active=False)
    )
    for delegation in wrong.select_related("assignment__account", "receiver"):
        yield Inconsistency(
            f"{delegation.receiver} được {delegation.giver} ủy quyền đến {delegation.valid_to:%d/%m/%Y}, "
            "quá thời hạn hoặc phạm vi vai trò của người ủy quyền.",
            (f"delegation:{delegation.pk}", f"account:{delegation.receiver.username}"),
        )

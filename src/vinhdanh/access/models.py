"""Accounts, the roles given to them, delegations, interventions, and failed sign-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from vinhdanh.access.types import Role, Scope, TokenState, WriteArea
from vinhdanh.audit.types import Capacity


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up without regard to case. Accounts are made by ``services.create_account``."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. What he may do is in his roles; there is no superuser."""

    username = models.CharField(
        "Tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", "Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch.")
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("Họ và tên", max_length=120)
    post_text = models.CharField("Cấp bậc, chức vụ", max_length=200, blank=True)
    # Số hiệu of the person this account belongs to. A plain code: accounts stand below people.
    person_number = models.CharField("Số hiệu", max_length=40, blank=True)
    is_active = models.BooleanField("Đang dùng", default=True)
    is_demo = models.BooleanField("Tài khoản thử", default=False)  # its password is public
    # Somebody else knows the password: the next page asks for a new one.
    must_change_password = models.BooleanField("Phải đổi mật khẩu", default=False)
    created = models.DateTimeField("Lập lúc", auto_now_add=True)
    # What ``selectors.scopes`` found, by day and person concerned, while a page is read; else None.
    kept_scopes: dict[tuple[date, str], tuple[Scope, ...]] | None = None
    # The key of the API through which it acts now, which narrows its roles; None in the browser.
    token: ApiToken | None = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = "Tài khoản"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="account_username_any_case",
                violation_error_message="Tên đăng nhập này đã có người dùng.",
            ),
            models.UniqueConstraint(
                fields=["person_number"],
                condition=~Q(person_number="") & Q(is_active=True),
                name="account_one_per_person",
                violation_error_message="Cán bộ này đã có một tài khoản đang dùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def capacity(self) -> Capacity | None:
        """The key through which it acts, or the intervention that is open now: all that it does is marked."""
        if self.token is not None:
            return self.token.capacity
        now = self.interventions.running(timezone.now()).first() if self.pk else None
        return now.capacity if now else None


class RoleAssignment(models.Model):
    """A role of an account on a unit and everything below it, for a time."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="roles", verbose_name="Tài khoản"
    )
    role = models.CharField("Vai trò", max_length=20, choices=Role)
    # The unit's code, not a foreign key: access stands below people (docs/adr).
    unit_code = models.CharField("Mã đơn vị", max_length=40, blank=True, db_index=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Vai trò được giao"
        ordering = ["account", "role", "unit_code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="role_known",
                violation_error_message="Vai trò này không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="role_dates_in_order",
                violation_error_message="Ngày thôi vai trò phải sau ngày giao.",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "unit_code"],
                condition=Q(valid_to__isnull=True),
                name="role_given_once",
                violation_error_message="Tài khoản này đang giữ vai trò đó ở đơn vị đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()} {self.unit_code}".strip()


class Delegation(models.Model):
    """A role lent by its holder (thừa ủy quyền), on his unit or one below it, for a time."""

    # It lives on this: when the holder's role ends, so does what he lent of it.
    assignment = models.ForeignKey(
        RoleAssignment, on_delete=models.PROTECT, related_name="delegations", verbose_name="Vai trò ủy quyền"
    )
    receiver = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="delegations", verbose_name="Người được ủy quyền"
    )
    unit_code = models.CharField("Mã đơn vị", max_length=40, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày")
    ground = models.CharField("Giấy ủy quyền, căn cứ", max_length=300)
    revoked = models.DateTimeField("Thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Ủy quyền"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="delegation_dates_in_order",
                violation_error_message="Ngày hết ủy quyền phải sau ngày ủy quyền.",
            ),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="delegation_has_ground",
                violation_error_message="Ghi rõ giấy ủy quyền hoặc căn cứ.",
            ),
        ]
        indexes = [models.Index(fields=["receiver", "valid_to"], name="delegation_receiver")]

    def __str__(self) -> str:
        return f"{self.assignment.get_role_display()}: {self.giver} ủy quyền {self.receiver}"

    @property
    def giver(self) -> Account:
        """Whose role it is."""
        return self.assignment.account

    @property
    def capacity(self) -> Capacity:
        """How the journal names what is done under it."""
        return Capacity(f"delegation:{self.pk}", f"TUQ. {self.giver.full_name}")


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def running(self, now: datetime) -> InterventionQuerySet:
        """Neither closed nor over by themselves."""
        return self.filter(closed__isnull=True, ends__gt=now)


class Intervention(models.Model):
    """A time in which an administrator acts in the records, with his reason."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="interventions", verbose_name="Quản trị viên"
    )
    reason = models.CharField("Lý do", max_length=200)
    opened = models.DateTimeField("Mở lúc")
    ends = models.DateTimeField("Tự hết lúc")
    closed = models.DateTimeField("Đóng lúc", null=True, blank=True)

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Can thiệp dữ liệu"
        ordering = ["-opened"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("opened")),
                name="intervention_ends",
                violation_error_message="Giờ hết phải sau giờ mở.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="intervention_has_reason",
                violation_error_message="Ghi rõ lý do can thiệp.",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(closed__isnull=True),
                name="intervention_one_at_a_time",
                violation_error_message="Đang có một lần can thiệp chưa đóng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.reason}"

    @property
    def capacity(self) -> Capacity:
        """How the journal marks what is done in it."""
        return Capacity(f"intervention:{self.pk}", f"Can thiệp dữ liệu: {self.reason}")


class OpenSession(models.Model):
    """A browser in which an account is signed in, so that its owner sees it and can end it."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="sessions", verbose_name="Tài khoản"
    )
    key = models.CharField("Mã phiên", max_length=40, unique=True, editable=False)  # of Django's session
    address = models.CharField("Địa chỉ", max_length=64, blank=True)
    browser = models.CharField("Trình duyệt", max_length=200, blank=True)
    began = models.DateTimeField("Đăng nhập lúc")
    seen = models.DateTimeField("Thao tác lần cuối")

    class Meta:
        verbose_name = verbose_name_plural = "Phiên đăng nhập"
        ordering = ["-seen"]

    def __str__(self) -> str:
        return f"{self.account} {self.address} {self.began:%d/%m/%Y %H:%M}"


class ApiToken(models.Model):
    """A key with which another system calls the API as an account, within a part of its roles."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="tokens", verbose_name="Tài khoản"
    )
    name = models.CharField("Tên khóa", max_length=80)
    prefix = models.CharField("Đầu khóa", max_length=16, editable=False)  # shown, to tell keys apart
    secret_digest = models.CharField("Mã băm của khóa", max_length=64, unique=True, editable=False)
    # Pairs of role and unit code. What the account no longer holds of them is no longer given.
    roles = models.JSONField("Vai trò của khóa", default=list)
    areas = models.JSONField("Việc được ghi", default=list, blank=True)
    expires = models.DateField("Ngày cuối")
    created = models.DateTimeField("Lập lúc", auto_now_add=True)
    last_used = models.DateTimeField("Dùng lần cuối", null=True, blank=True)
    minute = models.DateTimeField("Phút đang đếm", null=True, blank=True)
    calls = models.PositiveIntegerField("Số lần gọi trong phút", default=0)
    revoked = models.DateTimeField("Thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Khóa API"
        ordering = ["-created", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="token_has_name",
                violation_error_message="Ghi tên khóa: hệ thống nào dùng, để làm gì.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def capacity(self) -> Capacity:
        """How the journal names what is done with it."""
        return Capacity(f"token:{self.pk}", f"Khóa API: {self.name}")

    def may_write(self, area: WriteArea) -> bool:
        """Whether it was given this area to write."""
        return area.value in self.areas

    @property
    def state(self) -> TokenState:
        """What it is today, the account's own state aside."""
        if self.revoked:
            return TokenState.REVOKED
        return TokenState.EXPIRED if self.expires < timezone.localdate() else TokenState.LIVE


class FailedSignIn(models.Model):
    """One wrong password. Rows of a pair are removed when it signs in."""

    username = models.CharField(max_length=60)
    address = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "Lần đăng nhập sai"
        indexes = [models.Index(fields=["username", "address", "at"], name="failed_sign_in_pair")]

    def __str__(self) -> str:
        return f"{self.username} {self.address} {self.at:%d/%m/%Y %H:%M}"

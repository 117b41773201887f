"""Accounts, the roles given to them, and failed sign-ins."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from vinhdanh.access.types import Role


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
    created = models.DateTimeField("Lập lúc", auto_now_add=True)

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

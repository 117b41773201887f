"""What a password may not be, in sentences that say what to do instead."""

from __future__ import annotations

import re
import secrets
from functools import cache
from unicodedata import normalize

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_PASSWORD

# Words that people here reach for; with digits or signs around them they are no better.
OBVIOUS = frozenset(
    "matkhau matkhaumoi password passw0rd admin administrator quantri congan canbo congantinh "
    "conganvietnam annhandan vianninhtoquoc vietnam thidua khenthuong thiduakhenthuong vinhdanh "
    "vinhdanhdemo anhyeuem emyeuanh iloveyou qwerty qwertyuiop".split()
)
TELLING = 4  # a part of a name with fewer letters may stand in a password by accident


READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else on paper


def one_time() -> str:
    """A password to hand over once, in four groups: its owner chooses his own at the first sign-in."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


def bare(text: str) -> str:
    """Lower-case letters and digits only, without Vietnamese marks."""
    plain = normalize("NFD", text.lower()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]", "", plain)


class LongEnough:
    """At least so many characters: length is what makes guessing slow."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: Account | None = None) -> None:
        if len(password) < self.least:
            raise ValidationError(
                f"Mật khẩu mới có {len(password)} ký tự, cần ít nhất {self.least}. "
                "Một câu ngắn dễ nhớ là đủ dài, có dấu cách cũng được."
            )

    def get_help_text(self) -> str:
        return f"Ít nhất {self.least} ký tự; một câu ngắn dễ nhớ là tốt nhất."


class NotOnlyDigits:
    """Days of birth and telephone numbers are the first that anybody tries."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if bare(password).isdigit():
            raise ValidationError("Mật khẩu chỉ gồm chữ số dễ bị dò ra: thêm vài chữ.")

    def get_help_text(self) -> str:
        return "Không chỉ gồm chữ số."


class NotOneself:
    """No sign-in name, no own name, no số hiệu in it."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if user is None:
            return
        said = bare(password)
        for what, value in (
            ("tên đăng nhập", user.username),
            ("họ tên", user.full_name),
            ("số hiệu", user.person_number),
        ):
            own = bare(value)
            if len(own) >= TELLING and (own in said or (len(said) >= TELLING and said in own)):
                raise ValidationError(f"Mật khẩu có {what} của đồng chí, người khác dễ đoán: bỏ phần đó đi.")

    def get_help_text(self) -> str:
        return "Không chứa tên đăng nhập, họ tên, số hiệu."


class NotObvious:
    """Not on the list that Django ships (20.000 passwords), nor one that people here would try first."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if password == DEMO_PASSWORD and settings.VINHDANH_DEMO:
            return  # public on purpose: it opens demo accounts only
        said = bare(password)
        core = said.strip("0123456789")
        if (
            password.lower().strip() in _common()
            or said in _common()
            or core in OBVIOUS
            or len(set(said)) < 5
        ):
            raise ValidationError("Mật khẩu này nhiều người dùng, dễ bị dò ra: chọn một câu riêng của mình.")

    def get_help_text(self) -> str:
        return "Không phải mật khẩu nhiều người dùng."


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)

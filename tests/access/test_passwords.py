"""What a password may not be, in words; and how it is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from tests.records import make_account
from vinhdanh.access import services
from vinhdanh.access.checks import password_hashes
from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_PASSWORD, SignedIn
from vinhdanh.web import settings as shipped

LAN = Account(username="hoanglan", full_name="Hoàng Thị Lan", person_number="276-118")


def refusal(password: str, user: Account | None = LAN) -> str:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("con mèo", "có 7 ký tự, cần ít nhất 10"),
        ("19850312 0987", "chỉ gồm chữ số"),
        ("1985-03-12-09", "chỉ gồm chữ số"),
        ("hoanglan@Sonha", "có tên đăng nhập của đồng chí"),
        ("HoàngThịLan-1985", "có họ tên của đồng chí"),
        ("hoang thi lan!", "có họ tên của đồng chí"),
        ("px01.276118.vn", "có số hiệu của đồng chí"),
        ("password123", "nhiều người dùng"),
        ("MatKhau@12345", "nhiều người dùng"),
        ("Mật khẩu 2025!", "nhiều người dùng"),
        ("Công an 113113", "nhiều người dùng"),
        ("aaaaaaaaaaaa", "nhiều người dùng"),
        ("abababababab1", "nhiều người dùng"),
        (DEMO_PASSWORD, "nhiều người dùng"),
        ("qwertyuiop12", "nhiều người dùng"),
    ],
)
def test_a_weak_password_is_refused_in_a_sentence(password: str, says: str) -> None:
    assert says in refusal(password)
    assert refusal(password).endswith(".")


@pytest.mark.parametrize(
    "password", ["mưa rơi trên bến cũ", "Bep lua nha toi 7", "correct horse battery", "Ngõ nhỏ phố nhỏ"]
)
def test_a_short_sentence_is_enough(password: str) -> None:
    assert refusal(password) == ""
    assert refusal(password, None) == ""


def test_a_two_letter_name_is_not_found_in_every_word() -> None:
    assert refusal("bàn ghế an toàn", Account(username="an", full_name="An")) == ""


def test_the_rules_are_told_beforehand_in_vietnamese() -> None:
    assert password_validators_help_texts() == [
        "Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất.",
        "Không chỉ gồm chữ số.",
        "Không chứa tên đăng nhập, họ tên, số hiệu.",
        "Không phải mật khẩu nhiều người dùng.",
    ]


def test_the_demo_keeps_its_public_password(settings: Any) -> None:
    settings.VINHDANH_DEMO = True
    assert refusal(DEMO_PASSWORD) == ""


def test_the_new_password_is_another_one(db: None) -> None:
    account = make_account("an", password="mưa rơi trên bến cũ")
    with pytest.raises(ValidationError, match="phải khác mật khẩu đang dùng"):
        services.change_password(actor=account, account=account, password="mưa rơi trên bến cũ")


def test_passwords_are_kept_by_argon2_and_older_ones_become_so(db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    assert identify_hasher(make_password("mưa rơi trên bến cũ")).algorithm == "argon2"
    old = make_password("mưa rơi trên bến cũ", hasher="scrypt")
    account = make_account("an")
    Account.objects.update(password=old)
    (found,) = password_hashes()
    assert "giữ bằng scrypt, không phải argon2" in found.what
    answer = services.sign_in(username="an", password="mưa rơi trên bến cũ", address="10.0.0.1")
    assert isinstance(answer, SignedIn)
    account.refresh_from_db()
    assert account.password.startswith("argon2")
    assert not list(password_hashes())

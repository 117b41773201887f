"""Signing in and out, and one's own account."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.audit.models import JournalEntry

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-cua-an-2026"


@pytest.fixture
def an() -> Account:
    return make_account("an", password=PASSWORD)


def page(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> object:
    return client.post("/dang-nhap/", {"username": "an", "password": password, **more})


def test_in_and_out_again(an: Account) -> None:
    client = Client()
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")  # type: ignore[attr-defined,index]
    assert client.get("/tai-khoan/").status_code == 200
    answer = client.post("/dang-xuat/")
    assert answer["Location"] == "/dang-nhap/"
    assert client.get("/tai-khoan/").status_code == 302
    verbs = list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["access.signed_in", "access.signed_out"]


def test_a_wrong_password_keeps_the_name_and_says_no_more(an: Account) -> None:
    answer = sign_in(Client(), "sai")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page(answer)
    assert 'value="an"' in page(answer)
    assert "sai" not in page(answer).replace("saigon", "")


def test_too_many_wrong_passwords_lock_the_door_for_a_while(an: Account) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "sai")
    assert "tạm khóa đăng nhập" in page(sign_in(client))


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/can-bo/318-472/", "/can-bo/318-472/"),
        ("https://ngoai.example/", "/"),
        ("//ngoai.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_only_addresses_of_this_site_are_followed(
    an: Account, wanted: str, goes_to: str
) -> None:
    answer = sign_in(Client(), next=wanted)
    assert answer["Location"] == goes_to  # type: ignore[index]


def test_an_empty_form_says_what_is_missing(an: Account) -> None:
    answer = Client().post("/dang-nhap/", {"username": "", "password": ""})
    assert "Ghi tên đăng nhập." in page(answer)
    assert "Ghi mật khẩu." in page(answer)


def test_demo_accounts_are_listed_only_in_the_demo(settings: object) -> None:
    from vinhdanh.access.types import DEMO_PASSWORD

    make_account("thu", password=DEMO_PASSWORD, is_demo=True)
    assert "Vào thử" not in page(Client().get("/dang-nhap/"))
    settings.VINHDANH_DEMO = True  # type: ignore[attr-defined]
    shown = page(Client().get("/dang-nhap/"))
    assert f'<input type="hidden" name="password" value="{DEMO_PASSWORD}">' in shown
    assert 'aria-label="Vào bằng tài khoản thu"' in shown
    client = Client()
    answer = client.post("/dang-nhap/", {"username": "thu", "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    assert "giữ mật khẩu chung, không đổi được" in page(client.get("/tai-khoan/"))
    assert "Dữ liệu mẫu, không có người thật" in page(client.get("/luat/"))


def test_a_password_is_changed_by_who_knows_the_old_one(an: Account) -> None:
    client, elsewhere = Client(), Client()
    sign_in(client)
    sign_in(elsewhere)
    new = "mat-troi-tren-bien-2027"

    def change(current: str, first: str, again: str) -> object:
        return client.post("/tai-khoan/", {"current": current, "new": first, "again": again})

    assert "Mật khẩu đang dùng không đúng." in page(change("sai", new, new))
    assert "không giống nhau" in page(change(PASSWORD, new, "khac"))
    assert "Mật khẩu mới có 5 ký tự, cần ít nhất 10." in page(change(PASSWORD, "ngan1", "ngan1"))
    assert change(PASSWORD, new, new).status_code == 302  # type: ignore[attr-defined]
    assert "Đã đổi mật khẩu" in page(client.get("/tai-khoan/"))
    assert elsewhere.get("/tai-khoan/").status_code == 302  # other sessions have ended
    assert Account.objects.get(username="an").check_password(new)


def test_a_page_that_does_not_exist_speaks_our_words() -> None:
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này, hoặc trang ngoài phạm vi của đồng chí" in page(answer)


def test_an_error_of_the_server_speaks_our_words(an: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr("vinhdanh.web.views.signing.role_labels", broken)
    client = Client(raise_request_exception=False)
    sign_in(client)
    answer = client.get("/tai-khoan/")
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi, chưa có gì được ghi" in page(answer)

"""Which address answers whom, and how: the table is compared with the URLconf, so a new page needs a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.exchange.models import Intake
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Period, Unit
from vinhdanh.people.services import open_period
from vinhdanh.web.models import Workbook

pytestmark = pytest.mark.django_db

ROLES = ("standing", "council", "inspector", "clerk", "head", "officer", "admin", "nobody")
ALL = dict.fromkeys(ROLES, 200)
# Who sees everything, one unit, only himself, nothing.
NONE = dict.fromkeys(ROLES, 404)
PX02 = NONE | dict.fromkeys(("standing", "council", "inspector"), 200)
PX01 = PX02 | {"clerk": 200, "head": 200}
OWN = PX01 | {"officer": 200}
OWNER = NONE | {"standing": 200}
SEEING = tuple(role for role, answer in PX01.items() if answer == 200)  # a month of the whole province
IMPORTING = dict.fromkeys(ROLES, 403) | {"standing": 200, "clerk": 200}
NOT_THERE = {"standing": 404, "clerk": 404}
POST_ONLY = dict.fromkeys(ROLES, 405)

# address → an example of it, and the answer to each role. `{file}` is a workbook and `{intake}` an import
# of "standing", `{month}` a month opened for the whole agency.
TABLE: dict[str, list[tuple[str, dict[str, int]]]] = {
    "": [("/", ALL | {"officer": 302})],
    "dang-nhap/": [("/dang-nhap/", ALL)],
    "dang-xuat/": [("/dang-xuat/", POST_ONLY)],
    "tai-khoan/": [("/tai-khoan/", ALL)],
    "xet-tep/": [("/xet-tep/", ALL)],
    "xet-tep/mau.xlsx": [("/xet-tep/mau.xlsx", ALL)],
    "xet-tep/<int:pk>/": [("/xet-tep/{file}/", OWNER)],
    "xet-tep/<int:pk>/xet/": [("/xet-tep/{file}/xet/", POST_ONLY)],
    "xet-tep/<int:pk>/ket-qua.xlsx": [("/xet-tep/{file}/ket-qua.xlsx", NONE)],
    "xet-tep/<int:pk>/loi.xlsx": [("/xet-tep/{file}/loi.xlsx", OWNER)],
    "xet-tep/<int:pk>/xoa/": [("/xet-tep/{file}/xoa/", POST_ONLY)],
    "du-dieu-kien/": [
        ("/du-dieu-kien/", ALL),
        ("/du-dieu-kien/?dong=CSTT&dv=PX02", PX02),
        ("/du-dieu-kien/?trong=PX01", PX01),
    ],
    "du-dieu-kien/ty-le.xlsx": [("/du-dieu-kien/ty-le.xlsx", ALL)],
    "du-dieu-kien/danh-sach.xlsx": [
        ("/du-dieu-kien/danh-sach.xlsx?dong=CSTT", ALL),
        ("/du-dieu-kien/danh-sach.xlsx?dong=CSTT&dv=PX02", PX02),
        ("/du-dieu-kien/danh-sach.xlsx", NONE),
    ],
    "can-bo/": [("/can-bo/", ALL), ("/can-bo/?dv=PX02", PX02)],
    "can-bo/danh-sach.xlsx": [("/can-bo/danh-sach.xlsx", ALL), ("/can-bo/danh-sach.xlsx?dv=PX02", PX02)],
    "can-bo/<str:number>/": [
        (f"/can-bo/{THUY}/", OWN),
        (f"/can-bo/{THUY}/?phan=khen-thuong", OWN),
        (f"/can-bo/{THUY}/?phan=khong-co", NONE),
        ("/can-bo/200-004/", PX02),
        ("/can-bo/khong-co/", NONE),
    ],
    "don-vi/": [("/don-vi/", ALL)],
    "don-vi/<str:code>/": [
        ("/don-vi/PX01-D1/", PX01),
        ("/don-vi/PX02/", PX02),
        ("/don-vi/CAT/", PX02),
        ("/don-vi/khong-co/", NONE),
    ],
    "phan-loai/": [("/phan-loai/", ALL | dict.fromkeys(SEEING, 302))],
    "phan-loai/mo-ky/": [("/phan-loai/mo-ky/", dict.fromkeys(ROLES, 403) | {"standing": 200, "head": 200})],
    "phan-loai/ky/<int:pk>/": [("/phan-loai/ky/{month}/", PX01), ("/phan-loai/ky/999999/", NONE)],
    "phan-loai/ky/<int:pk>/don-vi.xlsx": [("/phan-loai/ky/{month}/don-vi.xlsx", PX01)],
    "phan-loai/ky/<int:pk>/chot/": [("/phan-loai/ky/{month}/chot/", POST_ONLY)],
    "phan-loai/ky/<int:pk>/mo-lai/": [("/phan-loai/ky/{month}/mo-lai/", POST_ONLY)],
    "phan-loai/ky/<int:pk>/<str:code>/": [
        ("/phan-loai/ky/{month}/PX01/", PX01),
        ("/phan-loai/ky/{month}/PX02/", PX02),
        ("/phan-loai/ky/{month}/PX01-D1/", NONE),
        ("/phan-loai/ky/{month}/khong-co/", NONE),
    ],
    "phan-loai/ky/<int:pk>/<str:code>/bang.xlsx": [
        ("/phan-loai/ky/{month}/PX01/bang.xlsx", PX01),
        ("/phan-loai/ky/{month}/PX02/bang.xlsx", PX02),
    ],
    "phan-loai/nam/": [("/phan-loai/nam/", ALL), ("/phan-loai/nam/?nam=2025", ALL)],
    "phan-loai/nam/<int:year>/<str:code>/": [
        ("/phan-loai/nam/2025/PX01/", PX01),
        ("/phan-loai/nam/2025/PX02/", PX02),
        ("/phan-loai/nam/2025/PX01-D1/", NONE),
        ("/phan-loai/nam/1900/PX01/", NONE),
    ],
    "phan-loai/nam/<int:year>/<str:code>/bang.xlsx": [("/phan-loai/nam/2025/PX02/bang.xlsx", PX02)],
    "phan-loai/can-bo/<str:number>/": [
        (f"/phan-loai/can-bo/{THUY}/", OWN),
        ("/phan-loai/can-bo/200-004/", PX02),
        ("/phan-loai/can-bo/khong-co/", NONE),
    ],
    "phan-loai/mien/": [("/phan-loai/mien/", ALL)],
    "phan-loai/mien/<int:pk>/het/": [("/phan-loai/mien/1/het/", POST_ONLY)],
    "phan-loai/quy-che/": [("/phan-loai/quy-che/", ALL)],
    "phan-loai/quy-che/<str:key>/": [
        ("/phan-loai/quy-che/loai-1-4/", ALL),
        ("/phan-loai/quy-che/khong-co/", NONE),
    ],
    "nhap-du-lieu/": [("/nhap-du-lieu/", IMPORTING)],
    "nhap-du-lieu/lich-su.xlsx": [("/nhap-du-lieu/lich-su.xlsx", IMPORTING)],
    "nhap-du-lieu/cach-viet/": [("/nhap-du-lieu/cach-viet/", IMPORTING)],
    "nhap-du-lieu/cach-viet/danh-sach.xlsx": [("/nhap-du-lieu/cach-viet/danh-sach.xlsx", IMPORTING)],
    "nhap-du-lieu/cach-viet/<int:pk>/bo/": [("/nhap-du-lieu/cach-viet/1/bo/", POST_ONLY)],
    "nhap-du-lieu/trung/": [("/nhap-du-lieu/trung/", IMPORTING)],
    "nhap-du-lieu/trung/danh-sach.xlsx": [("/nhap-du-lieu/trung/danh-sach.xlsx", IMPORTING)],
    "nhap-du-lieu/trung/gop/<int:pk>/": [("/nhap-du-lieu/trung/gop/1/", IMPORTING | NOT_THERE)],
    "nhap-du-lieu/trung/gop/<int:pk>/tach/": [("/nhap-du-lieu/trung/gop/1/tach/", POST_ONLY)],
    "nhap-du-lieu/trung/<str:one>/<str:other>/": [
        (f"/nhap-du-lieu/trung/{THUY}/200-002/", IMPORTING),
        (f"/nhap-du-lieu/trung/{THUY}/200-004/", IMPORTING | {"clerk": 404}),
        (f"/nhap-du-lieu/trung/{THUY}/{THUY}/", IMPORTING | NOT_THERE),
    ],
    "nhap-du-lieu/<int:pk>/": [
        ("/nhap-du-lieu/{intake}/", IMPORTING | {"clerk": 404}),
        ("/nhap-du-lieu/999999/", IMPORTING | NOT_THERE),
    ],
    "nhap-du-lieu/<int:pk>/ghep-cot/": [
        ("/nhap-du-lieu/{intake}/ghep-cot/", IMPORTING | {"clerk": 404}),
    ],
    "nhap-du-lieu/<int:pk>/sua/": [("/nhap-du-lieu/{intake}/sua/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/mau-thuan/": [("/nhap-du-lieu/{intake}/mau-thuan/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/bo-dong/": [("/nhap-du-lieu/{intake}/bo-dong/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/so-lai/": [("/nhap-du-lieu/{intake}/so-lai/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/ghi/": [("/nhap-du-lieu/{intake}/ghi/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/hoan-tac/": [("/nhap-du-lieu/{intake}/hoan-tac/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/xoa/": [("/nhap-du-lieu/{intake}/xoa/", POST_ONLY)],
    "nhap-du-lieu/<int:pk>/tep/": [("/nhap-du-lieu/{intake}/tep/", IMPORTING | {"clerk": 404})],
    "nhap-du-lieu/<int:pk>/loi.xlsx": [("/nhap-du-lieu/{intake}/loi.xlsx", IMPORTING | {"clerk": 404})],
    "nhap-du-lieu/<int:pk>/anh-huong/": [
        ("/nhap-du-lieu/{intake}/anh-huong/", IMPORTING | {"clerk": 404}),
    ],
    "nhap-du-lieu/<int:pk>/anh-huong.xlsx": [
        ("/nhap-du-lieu/{intake}/anh-huong.xlsx", IMPORTING | NOT_THERE),
    ],
    "luat/": [("/luat/", ALL)],
    "luat/so-sanh/": [("/luat/so-sanh/", ALL)],
    "luat/muc-do-kiem-chung/": [("/luat/muc-do-kiem-chung/", ALL)],
    "luat/<str:instrument>/<str:slug>/": [
        ("/luat/luat-06-2022/dieu-22/", ALL),
        ("/luat/du-thao-2026/dieu-23/", ALL),
        ("/luat/luat-06-2022/dieu-999/", NONE),
    ],
    "lan-xet/": [("/lan-xet/", ALL)],
    "lan-xet/chay/": [("/lan-xet/chay/", POST_ONLY)],
    "lan-xet/<int:pk>/": [("/lan-xet/{run}/", ALL), ("/lan-xet/999999/", NONE)],
    "lan-xet/<int:pk>/chon/": [("/lan-xet/{run}/chon/", POST_ONLY)],
}
PUBLIC = {"dang-nhap/"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here


def test_every_address_has_its_row() -> None:
    assert sorted(addresses(get_resolver().url_patterns)) == sorted(TABLE)


@pytest.fixture
def file(judged: Judged) -> Workbook:
    return Workbook.objects.create(
        owner=judged.accounts["standing"],
        name="a.xlsx",
        size=1,
        year=2025,
        state=Workbook.State.READ,
        persons=1,
    )


@pytest.fixture
def month(judged: Judged) -> Period:
    return open_period(
        actor=Operator(),
        unit=Unit.objects.get(code="CAT"),
        scale=offered()[0]["loai-1-4"],
        kind=PeriodKind.MONTH,
        year=2025,
        number=5,
    )


@pytest.fixture
def intake(judged: Judged) -> Intake:
    return Intake.objects.create(
        by=judged.accounts["standing"],
        by_name="X",
        name="a.xlsx",
        size=1,
        content=ContentFile(b"a", "a.xlsx"),
        year=2025,
        state=Intake.State.MAPPING,
    )


Made = dict[str, int]


@pytest.fixture
def made(judged: Judged, file: Workbook, month: Period, intake: Intake) -> Made:
    """What stands for the names in addresses."""
    return {"file": file.pk, "run": judged.run.pk, "month": month.pk, "intake": intake.pk}


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(role: str, judged: Judged, made: Made) -> None:
    client = judged.client(role)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = client.get(address.format(**made))
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    assert not wrong


def test_nobody_enters_without_signing_in(judged: Judged, made: Made) -> None:
    for pattern, rows in TABLE.items():
        if pattern in PUBLIC:
            continue
        for address, _ in rows:
            path = address.format(**made)
            answer = Client().get(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/dang-nhap/?next="), path


def test_a_page_outside_the_scope_says_no_more_than_one_that_does_not_exist(judged: Judged) -> None:
    client = judged.client("clerk")
    outside, missing = client.get("/can-bo/200-004/"), client.get("/can-bo/999-999/")
    assert outside.content == missing.content
    assert "ngoài phạm vi của đồng chí" in outside.content.decode()


def test_writing_needs_the_token_of_the_form(judged: Judged) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(judged.accounts["standing"])
    answer = client.post("/lan-xet/chay/", {"year": 2025})
    assert answer.status_code == 403
    assert "Biểu mẫu đã quá hạn, chưa có gì được ghi" in answer.content.decode()


def test_only_who_may_judge_starts_a_run(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ROLES:
        answer = judged.client(role).post(
            "/lan-xet/chay/", {"year": "2025", "law_date": "", "members": "verdicts"}
        )
        assert answer.status_code == (302 if role == "standing" else 403), role
        if role != "standing":
            assert "Mỗi lần xét là xét toàn cơ quan" in answer.content.decode()


def test_somebody_elses_file_can_be_neither_judged_nor_removed(judged: Judged, file: Workbook) -> None:
    client = judged.client("council")
    for act in ("xet", "xoa"):
        assert client.post(f"/xet-tep/{file.pk}/{act}/").status_code == 404
    assert Workbook.objects.filter(pk=file.pk).exists()

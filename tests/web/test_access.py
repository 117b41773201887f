"""Which address answers whom, and how: the table is compared with the URLconf, so a new page needs a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Period, Person, Unit
from vinhdanh.people.services import open_period
from vinhdanh.programmes.models import Enrolment
from vinhdanh.programmes.services import add_class, add_plan, register_member
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_types import CourseKind, TargetGroup
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
# Who runs PX01's training; whoever else sees it is refused with a sentence.
RUNNING = OWN | dict.fromkeys(("council", "inspector", "head", "officer"), 403)
POST_ONLY = dict.fromkeys(ROLES, 405)

# address → an example of it, and the answer to each role. `{file}` is a workbook of "standing",
# `{month}` a month opened for the whole agency, `{plan}` a training of everybody by PX01 with THUY and
# 200-004 in its class, `{member}` one of a commune's grassroots force.
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
    "tap-huan/": [("/tap-huan/", ALL)],
    "tap-huan/lap-ke-hoach/": [
        ("/tap-huan/lap-ke-hoach/", dict.fromkeys(ROLES, 403) | {"standing": 200, "clerk": 200})
    ],
    "tap-huan/ke-hoach/<int:pk>/": [
        ("/tap-huan/ke-hoach/{plan}/", OWN),
        ("/tap-huan/ke-hoach/999999/", NONE),
    ],
    "tap-huan/ke-hoach/<int:pk>/sua/": [("/tap-huan/ke-hoach/{plan}/sua/", RUNNING)],
    "tap-huan/ke-hoach/<int:pk>/do-phu.xlsx": [("/tap-huan/ke-hoach/{plan}/do-phu.xlsx", OWN)],
    "tap-huan/ke-hoach/<int:pk>/so-lieu/": [("/tap-huan/ke-hoach/{plan}/so-lieu/", RUNNING)],
    "tap-huan/ke-hoach/<int:pk>/nguoi/": [("/tap-huan/ke-hoach/{plan}/nguoi/", OWN)],
    "tap-huan/ke-hoach/<int:pk>/nguoi.xlsx": [("/tap-huan/ke-hoach/{plan}/nguoi.xlsx", OWN)],
    "tap-huan/ke-hoach/<int:pk>/mo-lop/": [("/tap-huan/ke-hoach/{plan}/mo-lop/", RUNNING)],
    "tap-huan/lop/": [("/tap-huan/lop/", ALL)],
    "tap-huan/lop.xlsx": [("/tap-huan/lop.xlsx", ALL)],
    "tap-huan/lop/<int:pk>/": [("/tap-huan/lop/{class}/", OWN), ("/tap-huan/lop/999999/", NONE)],
    "tap-huan/lop/<int:pk>/hoc-vien.xlsx": [("/tap-huan/lop/{class}/hoc-vien.xlsx", OWN)],
    "tap-huan/lop/<int:pk>/trieu-tap/": [("/tap-huan/lop/{class}/trieu-tap/", RUNNING)],
    "tap-huan/lop/<int:pk>/ket-qua/": [("/tap-huan/lop/{class}/ket-qua/", RUNNING)],
    "tap-huan/lop/<int:pk>/sua/": [("/tap-huan/lop/{class}/sua/", RUNNING)],
    "tap-huan/lop/<int:pk>/bo/": [("/tap-huan/lop/{class}/bo/", POST_ONLY)],
    "tap-huan/lop/<int:pk>/chot/": [("/tap-huan/lop/{class}/chot/", POST_ONLY)],
    "tap-huan/lop/<int:pk>/chung-nhan/": [("/tap-huan/lop/{class}/chung-nhan/", POST_ONLY)],
    "tap-huan/lop/<int:pk>/hoc-bu/": [("/tap-huan/lop/{class}/hoc-bu/", POST_ONLY)],
    "tap-huan/hoc-vien/<int:pk>/": [
        ("/tap-huan/hoc-vien/{learner}/", OWN),
        ("/tap-huan/hoc-vien/{other}/", PX01),
    ],
    "tap-huan/buoi/<int:pk>/": [("/tap-huan/buoi/{session}/", OWN)],
    "tap-huan/buoi/<int:pk>/ma/": [("/tap-huan/buoi/{session}/ma/", RUNNING)],
    "tap-huan/diem-danh/": [("/tap-huan/diem-danh/", ALL)],
    "tap-huan/luc-luong/": [("/tap-huan/luc-luong/", ALL)],
    "tap-huan/luc-luong.xlsx": [("/tap-huan/luc-luong.xlsx", ALL)],
    "tap-huan/luc-luong/them/": [
        ("/tap-huan/luc-luong/them/", dict.fromkeys(ROLES, 403) | {"standing": 200})
    ],
    "tap-huan/luc-luong/<int:pk>/": [("/tap-huan/luc-luong/{member}/", PX02)],
    "tap-huan/luc-luong/<int:pk>/sua/": [
        ("/tap-huan/luc-luong/{member}/sua/", PX02 | {"council": 403, "inspector": 403})
    ],
    "tap-huan/can-bo/<str:number>/": [
        (f"/tap-huan/can-bo/{THUY}/", OWN),
        ("/tap-huan/can-bo/200-004/", PX02),
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
def training(judged: Judged) -> dict[str, int]:
    """Keys of a training that THUY of PX01 and somebody of PX02 attend today."""
    today = timezone.localdate()
    plan = add_plan(
        actor=Operator(),
        organiser=Unit.objects.get(code="PX01"),
        year=today.year,
        name="Cập nhật nghiệp vụ",
        group=TargetGroup.STAFF,
        basis="KH 1",
        counted_on=today,
        bands=[BandLine("Đạt")],
    )
    found = add_class(
        actor=Operator(),
        plan=plan,
        code="N1",
        name="Lớp 1",
        kind=CourseKind.SPECIALTY,
        venue="Hội trường",
        start=today,
        end=today,
    )
    learner, other = (
        Enrolment.objects.create(
            training_class=found, person=person, unit=person.posts.latest("start").unit, called=today
        )
        for person in Person.objects.filter(number__in=(THUY, "200-004")).order_by("-number")
    )
    member = register_member(
        actor=Operator(),
        unit=Unit.objects.get(code="X001"),
        team="Tổ 1",
        name="Lò Văn Dính",
        born=1980,
        start=today,
    )
    return {
        "plan": plan.pk,
        "class": found.pk,
        "session": found.sessions.earliest("part").pk,
        "learner": learner.pk,
        "other": other.pk,
        "member": member.pk,
    }


@pytest.fixture
def keys(judged: Judged, file: Workbook, month: Period, training: dict[str, int]) -> dict[str, int]:
    return training | {"file": file.pk, "run": judged.run.pk, "month": month.pk}


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(
    role: str, judged: Judged, keys: dict[str, int]
) -> None:
    client = judged.client(role)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = client.get(address.format(**keys))
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    assert not wrong


def test_nobody_enters_without_signing_in(judged: Judged, keys: dict[str, int]) -> None:
    for pattern, rows in TABLE.items():
        if pattern in PUBLIC:
            continue
        for address, _ in rows:
            path = address.format(**keys)
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

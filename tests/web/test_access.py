"""Which address answers whom, and how: the table is compared with the URLconf, so a new page needs a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.eligibility.agency import THUY
from tests.judged import Judged
from tests.programmes.selection import open_round
from vinhdanh.access.types import Operator
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Period, Unit
from vinhdanh.people.services import open_period
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.models import RecruitmentRound
from vinhdanh.programmes.services.recruitment import Share
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
POST_ONLY = dict.fromkeys(ROLES, 405)
KEEPERS = NONE | {"standing": 200, "clerk": 200}  # of files that exist for nobody else
RUNS = PX01 | dict.fromkeys(("council", "inspector", "clerk", "head"), 403)  # seen, and run by "standing"

# address → an example of it, and the answer to each role. `{file}` is a workbook of "standing",
# `{month}` a month opened for the whole agency, `{round}` a selection with a file and an outreach session
# in PX01, `{totals}` one of figures only.
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
    "tuyen-chon/": [("/tuyen-chon/", ALL)],
    "tuyen-chon/cac-dot.xlsx": [("/tuyen-chon/cac-dot.xlsx", ALL)],
    "tuyen-chon/mo-dot/": [("/tuyen-chon/mo-dot/", dict.fromkeys(ROLES, 403) | {"standing": 200})],
    "tuyen-chon/<int:pk>/": [("/tuyen-chon/{round}/", PX01), ("/tuyen-chon/999999/", NONE)],
    "tuyen-chon/<int:pk>/sua/": [("/tuyen-chon/{round}/sua/", RUNS)],
    "tuyen-chon/<int:pk>/xa-phuong.xlsx": [("/tuyen-chon/{round}/xa-phuong.xlsx", PX01)],
    "tuyen-chon/<int:pk>/ket-thuc/": [("/tuyen-chon/{round}/ket-thuc/", POST_ONLY)],
    "tuyen-chon/<int:pk>/mo-lai/": [("/tuyen-chon/{round}/mo-lai/", POST_ONLY)],
    "tuyen-chon/<int:pk>/xoa-ho-so/": [("/tuyen-chon/{round}/xoa-ho-so/", POST_ONLY)],
    "tuyen-chon/<int:pk>/chi-tieu/": [("/tuyen-chon/{round}/chi-tieu/", PX01)],
    "tuyen-chon/<int:pk>/thong-so/": [("/tuyen-chon/{round}/thong-so/", PX01)],
    "tuyen-chon/<int:pk>/tuyen-truyen/": [("/tuyen-chon/{round}/tuyen-truyen/", PX01)],
    "tuyen-chon/<int:pk>/tuyen-truyen.xlsx": [("/tuyen-chon/{round}/tuyen-truyen.xlsx", PX01)],
    "tuyen-chon/<int:pk>/tuyen-truyen/<int:session>/xoa/": [
        ("/tuyen-chon/{round}/tuyen-truyen/1/xoa/", POST_ONLY)
    ],
    "tuyen-chon/<int:pk>/so-lieu/": [
        ("/tuyen-chon/{totals}/so-lieu/", PX01),
        ("/tuyen-chon/{totals}/so-lieu/?dv=PX01", KEEPERS),
        ("/tuyen-chon/{round}/so-lieu/", NONE),
    ],
    "tuyen-chon/<int:pk>/cong-dan/": [
        ("/tuyen-chon/{round}/cong-dan/", KEEPERS),
        ("/tuyen-chon/{totals}/cong-dan/", NONE),
    ],
    "tuyen-chon/<int:pk>/cong-dan.xlsx": [("/tuyen-chon/{round}/cong-dan.xlsx", KEEPERS)],
    "tuyen-chon/<int:pk>/ho-so.xlsx": [("/tuyen-chon/{round}/ho-so.xlsx", POST_ONLY)],
    "tuyen-chon/<int:pk>/cong-dan/them/": [("/tuyen-chon/{round}/cong-dan/them/", KEEPERS)],
    "tuyen-chon/<int:pk>/cong-dan/buoc/": [("/tuyen-chon/{round}/cong-dan/buoc/", POST_ONLY)],
    "tuyen-chon/<int:pk>/cong-dan/<str:code>/": [
        ("/tuyen-chon/{round}/cong-dan/PX01-001/", KEEPERS),
        ("/tuyen-chon/{round}/cong-dan/PX02-001/", OWNER),
    ],
    "tuyen-chon/<int:pk>/cong-dan/<str:code>/sua/": [
        ("/tuyen-chon/{round}/cong-dan/PX01-001/sua/", KEEPERS),
        ("/tuyen-chon/{round}/cong-dan/PX02-001/sua/", OWNER),
    ],
    "tuyen-chon/<int:pk>/cong-dan/<str:code>/rut-lai/": [
        ("/tuyen-chon/{round}/cong-dan/PX01-001/rut-lai/", POST_ONLY)
    ],
    "tuyen-chon/<int:pk>/cong-dan/<str:code>/xoa/": [
        ("/tuyen-chon/{round}/cong-dan/PX01-001/xoa/", POST_ONLY)
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


@pytest.fixture(autouse=True)
def selection(judged: Judged) -> None:
    """Two rounds of selection, their communes played by PX01 and PX02."""
    for by_totals in (False, True):
        made = open_round(name=f"Đợt {by_totals}", by_totals=by_totals)
        communes = {unit: Share(1) for unit in Unit.objects.filter(code__in=("PX01", "PX02"))}
        programmes.set_communes(actor=Operator(), round_=made, communes=communes)
        for unit in () if by_totals else communes:
            programmes.register_candidate(
                actor=Operator(),
                round_=made,
                unit=unit,
                name="Lò Văn Inh",
                born=date(2006, 5, 20),
                sex="male",
                education="THPT",
            )


def filled(address: str, judged: Judged, file: Workbook, month: Period) -> str:
    rounds = {one.by_totals: one.pk for one in RecruitmentRound.objects.all()}
    return address.format(
        file=file.pk, run=judged.run.pk, month=month.pk, round=rounds[False], totals=rounds[True]
    )


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(
    role: str, judged: Judged, file: Workbook, month: Period
) -> None:
    client = judged.client(role)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = client.get(filled(address, judged, file, month))
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    assert not wrong


def test_nobody_enters_without_signing_in(judged: Judged, file: Workbook, month: Period) -> None:
    for pattern, rows in TABLE.items():
        if pattern in PUBLIC:
            continue
        for address, _ in rows:
            path = filled(address, judged, file, month)
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

"""Which address answers whom, and how: the table is compared with the URLconf, so a new page needs a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.eligibility.agency import THUY
from tests.judged import Judged
from tests.programmes.selection import open_round
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.movements.models import Movement
from vinhdanh.movements.types import MovementKind, MovementState
from vinhdanh.people import services
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import Period, Person, Unit
from vinhdanh.people.services import confer_rank, open_period, request_transfer
from vinhdanh.people.services.conduct import TrainingEntry
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.models import Enrolment
from vinhdanh.programmes.services import add_class, add_plan, register_member
from vinhdanh.programmes.services.recruitment import Share
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
REFUSED = dict.fromkeys(ROLES, 403)
WATCHING = REFUSED | {"inspector": 200, "admin": 200}  # accounts, the journal, the checks
EDITING = REFUSED | {"standing": 200, "clerk": 200}
CONCLUDING = REFUSED | {"standing": 200, "head": 200}
MANAGING = REFUSED | {"admin": 200}
# Who may write in PX01, in PX02, and about PX01 itself, which belongs to the unit above: the others are told
# no where they see the record, and find nothing where they don't.
LOOKS = {role: 403 if answer == 200 else answer for role, answer in PX01.items()}
WRITES = LOOKS | {"standing": 200, "clerk": 200}
BELOW_ALL = LOOKS | {"standing": 200}
PX02_WRITES = NONE | {"standing": 200, "council": 403, "inspector": 403}
EDITORS = dict.fromkeys(ROLES, 403) | {"standing": 200, "clerk": 200}
# Who runs PX01's training; whoever else sees it is refused with a sentence.
RUNNING = OWN | dict.fromkeys(("council", "inspector", "head", "officer"), 403)
POST_ONLY = dict.fromkeys(ROLES, 405)
# Everybody below sees what the agency has launched; only the standing body writes it.
WRITES_AGENCY = (
    dict.fromkeys(ROLES, 403) | {"standing": 200} | dict.fromkeys(("officer", "nobody", "admin"), 404)
)


def reading(seen: dict[str, int]) -> dict[str, int]:
    """Whoever sees it may read only; the standing body may write."""
    return {role: 403 if answer == 200 and role != "standing" else answer for role, answer in seen.items()}


# address → an example of it, and the answer to each role. `{file}` is a workbook of "standing",
# `{month}` a month opened for the whole agency, `{grant}` and `{other}` honours of people in PX01 and PX02.
# `{month}` a month opened for the whole agency, `{hers}` an honour of Thủy with `{her_paper}`,
# `{theirs}` one of somebody in PX02.
# `{month}` a month opened for the whole agency, the rest is in `there`.
# `{month}` a month opened for the whole agency; `{breach}` and `{measure}` are the officer's, who serves in
# PX01, and `{course}` is of PX01.
KEEPERS = NONE | {"standing": 200, "clerk": 200}  # of files that exist for nobody else
RUNS = PX01 | dict.fromkeys(("council", "inspector", "clerk", "head"), 403)  # seen, and run by "standing"

# address → an example of it, and the answer to each role. `{file}` is a workbook of "standing",
# `{month}` a month opened for the whole agency, `{round}` a selection with a file and an outreach session
# in PX01, `{totals}` one of figures only.
# `{month}` a month opened for the whole agency, `{plan}` a training of everybody by PX01 with THUY and
# 200-004 in its class, `{member}` one of a commune's grassroots force.
TABLE: dict[str, list[tuple[str, dict[str, int]]]] = {
    "": [("/", ALL | {"officer": 302})],
    "dang-nhap/": [("/dang-nhap/", ALL)],
    "dang-xuat/": [("/dang-xuat/", POST_ONLY)],
    "tai-khoan/": [("/tai-khoan/", ALL)],
    "tai-khoan/phien/": [("/tai-khoan/phien/", POST_ONLY)],
    "quan-tri/tai-khoan/": [("/quan-tri/tai-khoan/", WATCHING)],
    "quan-tri/tai-khoan/danh-sach.xlsx": [("/quan-tri/tai-khoan/danh-sach.xlsx", WATCHING)],
    "quan-tri/tai-khoan/lap/": [("/quan-tri/tai-khoan/lap/", MANAGING)],
    "quan-tri/tai-khoan/ten/<str:username>/": [
        ("/quan-tri/tai-khoan/ten/clerk/", WATCHING),
        ("/quan-tri/tai-khoan/ten/khong-co/", WATCHING | {"inspector": 404, "admin": 404}),
    ],
    "quan-tri/can-thiep/": [("/quan-tri/can-thiep/", MANAGING)],
    "quan-tri/kiem-tra-du-lieu/": [("/quan-tri/kiem-tra-du-lieu/", WATCHING)],
    "uy-quyen/": [("/uy-quyen/", ALL)],
    "nhat-ky/": [("/nhat-ky/", WATCHING)],
    "nhat-ky/danh-sach.xlsx": [("/nhat-ky/danh-sach.xlsx", WATCHING)],
    "nhat-ky/kiem-tra/": [("/nhat-ky/kiem-tra/", POST_ONLY)],
    "lich-su/<path:ref>/": [
        (f"/lich-su/person:{THUY}/", OWN | {"admin": 200}),
        ("/lich-su/person:200-004/", PX02),
        ("/lich-su/unit:PX01/", PX01 | {"admin": 200}),
        ("/lich-su/account:clerk/", NONE | {"inspector": 200, "admin": 200, "clerk": 200}),
        ("/lich-su/khong-co/", NONE),
    ],
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
        *(
            (f"/can-bo/{THUY}/?phan={part}", OWN)
            for part in ("ly-lich", "qua-trinh", "trang-thai", "lich-su")
        ),
        (f"/can-bo/{THUY}/?phan=dieu-lenh", OWN),
        (f"/can-bo/{THUY}/?phan=khong-co", NONE),
        ("/can-bo/200-004/", PX02),
        ("/can-bo/khong-co/", NONE),
    ],
    "don-vi/": [("/don-vi/", ALL), ("/don-vi/?ngay=01/01/2025", ALL)],
    "don-vi/danh-sach.xlsx": [("/don-vi/danh-sach.xlsx", ALL)],
    "sap-xep/<str:code>/<str:act>/": [
        ("/sap-xep/PX01-D1/doi-ten/", WRITES),
        ("/sap-xep/PX01-D1/tach/", WRITES),
        ("/sap-xep/PX01/sap-nhap/", BELOW_ALL),
        ("/sap-xep/PX02/giai-the/", PX02_WRITES),
        ("/sap-xep/PX02/chuyen/", PX02_WRITES),
        ("/sap-xep/PX01-D1/khong-co/", NONE),
    ],
    "to-chuc/don-vi-moi/": [("/to-chuc/don-vi-moi/", EDITORS)],
    "to-chuc/<str:code>/sua/": [
        ("/to-chuc/PX01-D1/sua/", WRITES),
        ("/to-chuc/PX01/sua/", BELOW_ALL),
        ("/to-chuc/PX02/sua/", PX02_WRITES),
    ],
    "ho-so/can-bo-moi/": [("/ho-so/can-bo-moi/", EDITORS)],
    **{
        f"ho-so/<str:number>/{act}/": [
            (f"/ho-so/{THUY}/{act}/", WRITES | {"officer": 403}),
            (f"/ho-so/200-004/{act}/", PX02_WRITES),
            (f"/ho-so/khong-co/{act}/", NONE),
        ]
        for act in ("sua", "ra-nganh", "ghi-chuc-vu", "ghi-cap-bac", "ghi-thoi-gian")
    },
    "ho-so/chuc-vu/<int:pk>/": [("/ho-so/chuc-vu/{post}/", WRITES), ("/ho-so/chuc-vu/999999/", NONE)],
    "ho-so/cap-bac/<int:pk>/": [("/ho-so/cap-bac/{rank}/", WRITES), ("/ho-so/cap-bac/999999/", NONE)],
    "ho-so/thoi-gian/<int:pk>/": [("/ho-so/thoi-gian/{state}/", PX02_WRITES)],
    "dieu-chuyen/": [("/dieu-chuyen/", ALL), ("/dieu-chuyen/?phan=cho", ALL)],
    "dieu-chuyen/danh-sach.xlsx": [("/dieu-chuyen/danh-sach.xlsx", ALL)],
    "dieu-chuyen/de-nghi/": [("/dieu-chuyen/de-nghi/", EDITORS | {"head": 200})],
    "dieu-chuyen/<int:pk>/": [("/dieu-chuyen/{transfer}/", PX01), ("/dieu-chuyen/999999/", NONE)],
    "don-vi/<str:code>/": [
        ("/don-vi/PX01-D1/", PX01),
        ("/don-vi/PX02/", PX02),
        ("/don-vi/CAT/", PX02),
        ("/don-vi/PX01-D1/?phan=to-chuc", PX01),
        ("/don-vi/PX01-D1/?phan=lich-su", PX01),
        ("/don-vi/PX01-D1/?phan=khong-co", NONE),
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
    "phong-trao/": [("/phong-trao/", ALL), ("/phong-trao/?nam=2025", ALL)],
    "phong-trao/danh-sach.xlsx": [("/phong-trao/danh-sach.xlsx", ALL)],
    "phong-trao/moi/": [("/phong-trao/moi/", ALL)],
    "phong-trao/<int:pk>/": [
        ("/phong-trao/{movement}/", ALL | {"nobody": 404, "admin": 404}),
        ("/phong-trao/999999/", NONE),
    ],
    "phong-trao/<int:pk>/sua/": [("/phong-trao/{movement}/sua/", WRITES_AGENCY)],
    "phong-trao/<int:pk>/truc/": [("/phong-trao/{movement}/truc/", WRITES_AGENCY)],
    "phong-trao/<int:pk>/bo/": [("/phong-trao/{movement}/bo/", POST_ONLY)],
    "phong-trao/<int:pk>/phat-dong/": [("/phong-trao/{movement}/phat-dong/", POST_ONLY)],
    "phong-trao/<int:pk>/huong-ung/": [("/phong-trao/{movement}/huong-ung/", POST_ONLY)],
    "phong-trao/<int:pk>/gia-han/": [("/phong-trao/{movement}/gia-han/", POST_ONLY)],
    "phong-trao/<int:pk>/so-ket/": [("/phong-trao/{movement}/so-ket/", POST_ONLY)],
    "phong-trao/<int:pk>/gan/": [("/phong-trao/{movement}/gan/", POST_ONLY)],
    "phong-trao/<int:pk>/gan/<int:link>/bo/": [("/phong-trao/{movement}/gan/1/bo/", POST_ONLY)],
    "ky-luat/": [("/ky-luat/", ALL), ("/ky-luat/?dv=PX02", PX02)],
    "ky-luat/danh-sach.xlsx": [("/ky-luat/danh-sach.xlsx", ALL)],
    "ky-luat/ghi/": [("/ky-luat/ghi/", EDITING)],
    "ky-luat/<int:pk>/": [("/ky-luat/1/", PX02), ("/ky-luat/999999/", NONE)],
    "tam-hoan/": [("/tam-hoan/", ALL), ("/tam-hoan/?dv=PX02", PX02)],
    "tam-hoan/danh-sach.xlsx": [("/tam-hoan/danh-sach.xlsx", ALL)],
    "tam-hoan/ghi/": [("/tam-hoan/ghi/", EDITING)],
    "tam-hoan/<int:pk>/": [("/tam-hoan/1/", PX02), ("/tam-hoan/999999/", NONE)],
    "sang-kien/": [("/sang-kien/", ALL), ("/sang-kien/?dv=PX02", PX02)],
    "sang-kien/danh-sach.xlsx": [("/sang-kien/danh-sach.xlsx", ALL)],
    "sang-kien/ghi/": [("/sang-kien/ghi/", EDITING)],
    "sang-kien/<int:pk>/": [
        ("/sang-kien/1/", PX01),
        ("/sang-kien/2/", OWN),
        ("/sang-kien/999999/", NONE),
    ],
    "sang-kien/<int:pk>/sua/": [
        ("/sang-kien/1/sua/", NONE | dict.fromkeys(SEEING, 403) | {"standing": 200, "clerk": 200}),
        ("/sang-kien/999999/sua/", NONE),
    ],
    "ket-luan/": [("/ket-luan/", ALL), ("/ket-luan/?dv=PX02", PX02)],
    "ket-luan/danh-sach.xlsx": [("/ket-luan/danh-sach.xlsx", ALL)],
    "ket-luan/con-thieu/": [("/ket-luan/con-thieu/", ALL), ("/ket-luan/con-thieu/?dv=PX02", PX02)],
    "ket-luan/con-thieu.xlsx": [("/ket-luan/con-thieu.xlsx", ALL)],
    "ket-luan/ghi/": [
        ("/ket-luan/ghi/", CONCLUDING),
        ("/ket-luan/ghi/?ma=200-004&ve=conduct&nam=2025", CONCLUDING),
    ],
    "ket-luan/<int:pk>/": [("/ket-luan/4/", PX01), ("/ket-luan/999999/", NONE)],
    "so-khen-thuong/": [("/so-khen-thuong/", ALL), ("/so-khen-thuong/?dv=PX02", PX02)],
    "so-khen-thuong/danh-sach.xlsx": [
        ("/so-khen-thuong/danh-sach.xlsx", ALL),
        ("/so-khen-thuong/danh-sach.xlsx?dv=PX02", PX02),
    ],
    "so-khen-thuong/danh-muc/": [("/so-khen-thuong/danh-muc/", ALL)],
    "so-khen-thuong/danh-muc.xlsx": [("/so-khen-thuong/danh-muc.xlsx", ALL)],
    "so-khen-thuong/ghi/": [("/so-khen-thuong/ghi/", dict.fromkeys(ROLES, 403) | {"standing": 200})],
    "so-khen-thuong/tong-hop/": [
        ("/so-khen-thuong/tong-hop/", ALL),
        ("/so-khen-thuong/tong-hop/?theo=don-vi&dv=PX02", PX02),
    ],
    "so-khen-thuong/tong-hop.xlsx": [("/so-khen-thuong/tong-hop.xlsx?dv=PX02", PX02)],
    "so-khen-thuong/luot/<int:pk>/": [
        ("/so-khen-thuong/luot/{hers}/", OWN),
        ("/so-khen-thuong/luot/{theirs}/", PX02),
        ("/so-khen-thuong/luot/999999/", NONE),
    ],
    "so-khen-thuong/luot/<int:pk>/dua-tren/": [
        ("/so-khen-thuong/luot/{hers}/dua-tren/", OWN),
        ("/so-khen-thuong/luot/{theirs}/dua-tren/", PX02),
    ],
    "so-khen-thuong/luot/<int:pk>/<slug:slug>/": [
        ("/so-khen-thuong/luot/{hers}/huy-bo/", reading(OWN)),
        ("/so-khen-thuong/luot/{theirs}/cap-lai/", reading(PX02)),
        ("/so-khen-thuong/luot/{hers}/khong-co/", NONE),
    ],
    "so-khen-thuong/quyet-dinh/<int:pk>/": [
        ("/so-khen-thuong/quyet-dinh/{her_paper}/", OWN),
        ("/so-khen-thuong/quyet-dinh/999999/", NONE),
    ],
    "so-khen-thuong/don-vi/<str:code>/": [
        ("/so-khen-thuong/don-vi/PX01/", PX01),
        ("/so-khen-thuong/don-vi/PX02/", PX02),
        ("/so-khen-thuong/don-vi/khong-co/", NONE),
    ],
    "so-khen-thuong/ca-nhan/<str:number>/": [
        (f"/so-khen-thuong/ca-nhan/{THUY}/", OWN),
        ("/so-khen-thuong/ca-nhan/200-004/", PX02),
    ],
    "dieu-lenh/": [("/dieu-lenh/", ALL), ("/dieu-lenh/?nam=tat-ca&dv=PX02", ALL)],
    "dieu-lenh/danh-sach.xlsx": [("/dieu-lenh/danh-sach.xlsx", ALL)],
    "dieu-lenh/ghi/": [("/dieu-lenh/ghi/", ALL)],
    "dieu-lenh/<int:pk>/": [("/dieu-lenh/{breach}/", OWN), ("/dieu-lenh/999999/", NONE)],
    "dieu-lenh/bien-phap/<int:pk>/": [
        ("/dieu-lenh/bien-phap/{measure}/", OWN),
        ("/dieu-lenh/bien-phap/999999/", NONE),
    ],
    "dieu-lenh/don-vi/": [("/dieu-lenh/don-vi/", ALL), ("/dieu-lenh/don-vi/?nam=1900", NONE)],
    "dieu-lenh/don-vi/danh-sach.xlsx": [("/dieu-lenh/don-vi/danh-sach.xlsx?nam=2025", ALL)],
    "dieu-lenh/don-vi/<int:year>/<str:code>/": [
        ("/dieu-lenh/don-vi/2025/PX01/", PX01),
        ("/dieu-lenh/don-vi/2025/PX01-D1/", PX01),
        ("/dieu-lenh/don-vi/2025/PX02/", PX02),
        ("/dieu-lenh/don-vi/1900/PX01/", NONE),
        ("/dieu-lenh/don-vi/2025/khong-co/", NONE),
    ],
    "dieu-lenh/tap-huan/": [("/dieu-lenh/tap-huan/", ALL)],
    "dieu-lenh/tap-huan/<int:pk>/": [("/dieu-lenh/tap-huan/{course}/", PX01)],
    "dieu-lenh/tap-huan/<int:pk>/xu-ly/<str:key>/": [
        (f"/dieu-lenh/tap-huan/{{course}}/xu-ly/{THUY}/", PX01),
        ("/dieu-lenh/tap-huan/{course}/xu-ly/khong-co/", NONE),
    ],
    "dieu-lenh/tap-huan/<int:pk>/ket-qua.xlsx": [("/dieu-lenh/tap-huan/{course}/ket-qua.xlsx", PX01)],
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
        ("/tap-huan/hoc-vien/{classmate}/", PX01),
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
    "lan-xet/<int:pk>/kiem/": [("/lan-xet/{run}/kiem/", POST_ONLY)],
    "lan-xet/<int:pk>/thay-doi.xlsx": [
        ("/lan-xet/{run}/thay-doi.xlsx", ALL),
        ("/lan-xet/999999/thay-doi.xlsx", NONE),
    ],
    "lan-xet/dot/": [("/lan-xet/dot/", ALL)],
    "sap-du/": [("/sap-du/", ALL), ("/sap-du/?dv=PX01", PX01), ("/sap-du/?dv=PX02", PX02)],
    "sap-du/danh-sach.xlsx": [("/sap-du/danh-sach.xlsx", ALL), ("/sap-du/danh-sach.xlsx?dv=PX02", PX02)],
    "sap-du/mot-buoc/": [("/sap-du/mot-buoc/", ALL), ("/sap-du/mot-buoc/?dv=PX02", PX02)],
    "sap-du/mot-buoc/danh-sach.xlsx": [
        ("/sap-du/mot-buoc/danh-sach.xlsx", ALL),
        ("/sap-du/mot-buoc/danh-sach.xlsx?dv=PX02", PX02),
    ],
    "sap-du/van-ban-khac/": [("/sap-du/van-ban-khac/", ALL), ("/sap-du/van-ban-khac/?dv=PX02", PX02)],
    "sap-du/van-ban-khac/danh-sach.xlsx": [
        ("/sap-du/van-ban-khac/danh-sach.xlsx", ALL),
        ("/sap-du/van-ban-khac/danh-sach.xlsx?dv=PX02", PX02),
    ],
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
def conduct(judged: Judged) -> dict[str, int]:
    """A breach and a measure of the officer, and a course of his department."""
    day = date(2025, 6, 2)
    thuy, px01 = Person.objects.get(number=THUY), Unit.objects.get(code="PX01")
    breach = services.record_violation(
        actor=Operator(), subject=thuy, act="9-2-b.2", on=day, reported_on=day, book=law()
    )
    measure = services.decide_measure(
        actor=Operator(), subject=thuy, code="phe_binh", year=2025, decided=day, by="Thủ trưởng", book=law()
    )
    course = services.record_training(
        actor=Operator(), unit=px01, on=day, basis="KH 1", book=law(), sessions=4
    )
    entries = {THUY: TrainingEntry("officer", skipped=True)}
    services.record_results(actor=Operator(), course=course, entries=entries, book=law())
    return {"breach": breach.pk, "measure": measure.pk, "course": course.pk}


@pytest.fixture
def selection(judged: Judged) -> dict[str, int]:
    """A selection with a file in PX01 and in PX02, and one of figures only."""
    found = {}
    for name, by_totals in (("round", False), ("totals", True)):
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
        found[name] = made.pk
    return found


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
        "classmate": other.pk,
        "member": member.pk,
    }


@pytest.fixture
def there(
    judged: Judged,
    file: Workbook,
    month: Period,
    conduct: dict[str, int],
    selection: dict[str, int],
    training: dict[str, int],
) -> dict[str, int]:
    """Keys of the records that the addresses name."""
    colleague, other = Person.objects.get(number="200-002"), Person.objects.get(number="200-007")
    titles = {
        name: Grant.objects.filter(person__number=number, honour="CSTT").values_list("pk", flat=True).first()
        for name, number in (("grant", THUY), ("other", "200-004"))
    }
    hers, theirs = (Grant.objects.filter(person__number=n, year=2022).get() for n in (THUY, "200-004"))
    rank = confer_rank(actor=Operator(), person=colleague, rank="Đại úy", since=date(2020, 1, 1))
    asked = request_transfer(
        actor=Operator(),
        person=colleague,
        to_unit=Unit.objects.get(code="X001"),
        start=timezone.localdate(),
        reason="X",
    )
    movement = Movement.objects.create(
        unit=Unit.objects.get(code="CAT"),
        kind=MovementKind.REGULAR,
        state=MovementState.LAUNCHED,
        year=2025,
        name="Vì An ninh Tổ quốc",
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )
    return {
        "file": file.pk,
        "run": judged.run.pk,
        "month": month.pk,
        **titles,
        "hers": hers.pk,
        "theirs": theirs.pk,
        "her_paper": hers.decision_id,
        "post": colleague.posts.get().pk,
        "rank": rank.pk,
        "state": other.absences.get().pk,
        "transfer": asked.pk,
        "movement": movement.pk,
        **conduct,
        **selection,
        **training,
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(
    role: str, judged: Judged, there: dict[str, int]
) -> None:
    client = judged.client(role)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = client.get(address.format(**there))
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    assert not wrong


def test_nobody_enters_without_signing_in(judged: Judged, there: dict[str, int]) -> None:
    for pattern, rows in TABLE.items():
        if pattern in PUBLIC:
            continue
        for address, _ in rows:
            path = address.format(**there)
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

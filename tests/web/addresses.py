"""Every address with an example of it, and the answer to each role. Also a page of the docs."""

from __future__ import annotations

from tests.eligibility.agency import THUY
from tests.web.there_api import API, KEYS

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
WRITES_ANYWHERE = REFUSED | {"standing": 200, "clerk": 200, "head": 200}
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
IMPORTING = dict.fromkeys(ROLES, 403) | {"standing": 200, "clerk": 200}
OWN_TEXT = REFUSED | {"standing": 200, "clerk": 404, "head": 404}  # of the standing body
NOT_THERE = {"standing": 404, "clerk": 404}
POST_ONLY = dict.fromkeys(ROLES, 405)
# Everybody below sees what the agency has launched; only the standing body writes it.
WRITES_AGENCY = (
    dict.fromkeys(ROLES, 403) | {"standing": 200} | dict.fromkeys(("officer", "nobody", "admin"), 404)
)
# Targets of PX01: its clerk and its head draft them.
DRAFTING = REFUSED | dict.fromkeys(("standing", "clerk", "head"), 200)
DRAFTS = LOOKS | {"standing": 200, "clerk": 200, "head": 200, "officer": 404}


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

# PX01's dossier about the officer: its clerk, its head and he himself write it.
OWNS = dict.fromkeys(ROLES, 403) | dict.fromkeys(("clerk", "head", "officer"), 200)
UNSEEN = {"admin": 404, "nobody": 404}
OWNS |= UNSEEN
CONVENES = PX02 | dict.fromkeys(("standing", "council", "inspector"), 403)  # its secretary runs the council

LAUNCHED = ALL | dict.fromkeys(("nobody", "admin"), 404)  # what the agency has launched: everybody below
# A round of the agency: whoever has a part of a unit in it sees it, its own standing body runs it.
IN_REVIEW = PX01
RUNS_REVIEW = reading(PX01)
PROPOSES = PX01 | dict.fromkeys(("standing", "council", "inspector"), 403)
SETS_UP = REFUSED | {"standing": 200}
ENTERS = RUNS | {"clerk": 200, "head": 200}  # PX01's figures and proposals: its clerk, its head

# address → an example of it, and the answer to each role. `{file}` is a workbook of "standing",
# `{month}` a month opened for the whole agency, `{round}` a selection with a file and an outreach session
# in PX01, `{totals}` one of figures only.
# `{date}` a date in the calendar of PX01.
# `{month}` a month opened for the whole agency, `{plan}` a training of everybody by PX01 with THUY and
# 200-004 in its class, `{member}` one of a commune's grassroots force.
# in PX01, `{totals}` one of figures only, `{intake}` an import of "standing".
TABLE: dict[str, list[tuple[str, dict[str, int]]]] = {
    "": [("/", ALL | {"officer": 302})],
    "viec-cho-toi/": [("/viec-cho-toi/", ALL)],
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
    "sap-xep/<str:code>/tach/": [("/sap-xep/PX01-D1/tach/", WRITES)],
    "sap-xep/<str:code>/<str:act>/": [
        ("/sap-xep/PX01-D1/doi-ten/", WRITES),
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
    "chi-tieu/": [("/chi-tieu/", ALL), ("/chi-tieu/?nam=2025&td=slow", ALL)],
    "chi-tieu/danh-sach.xlsx": [("/chi-tieu/danh-sach.xlsx", ALL)],
    "chi-tieu/bang-chi-tieu.<paper:form>": [("/chi-tieu/bang-chi-tieu.pdf?nam=2025", ALL)],
    "chi-tieu/<int:pk>/phieu-giao.<paper:form>": [
        ("/chi-tieu/{target}/phieu-giao.pdf", OWN),
        ("/chi-tieu/999999/phieu-giao.pdf", NONE),
    ],
    "chi-tieu/tong-hop/": [("/chi-tieu/tong-hop/?nam=2025", ALL)],
    "chi-tieu/tong-hop/danh-sach.xlsx": [("/chi-tieu/tong-hop/danh-sach.xlsx", ALL)],
    "chi-tieu/moi/": [("/chi-tieu/moi/", DRAFTING)],
    "chi-tieu/chep/": [("/chi-tieu/chep/", POST_ONLY)],
    "chi-tieu/dang-ky/": [("/chi-tieu/dang-ky/", POST_ONLY)],
    "chi-tieu/chot/": [("/chi-tieu/chot/", POST_ONLY)],
    "chi-tieu/<int:pk>/": [("/chi-tieu/{target}/", OWN), ("/chi-tieu/999999/", NONE)],
    "chi-tieu/<int:pk>/sua/": [("/chi-tieu/{target}/sua/", DRAFTS)],
    "chi-tieu/<int:pk>/giao/": [("/chi-tieu/{target}/giao/", DRAFTS)],
    "chi-tieu/<int:pk>/bo/": [("/chi-tieu/{target}/bo/", POST_ONLY)],
    "chi-tieu/<int:pk>/dang-ky/": [("/chi-tieu/{target}/dang-ky/", POST_ONLY)],
    "chi-tieu/<int:pk>/dieu-chinh/": [("/chi-tieu/{target}/dieu-chinh/", POST_ONLY)],
    "chi-tieu/<int:pk>/thang/": [("/chi-tieu/{target}/thang/", POST_ONLY)],
    "chi-tieu/<int:pk>/thang/<int:reading>/dinh-chinh/": [
        ("/chi-tieu/{target}/thang/1/dinh-chinh/", POST_ONLY)
    ],
    "chi-tieu/<int:pk>/chot/": [("/chi-tieu/{target}/chot/", POST_ONLY)],
    "chi-tieu/<int:pk>/mo-lai/": [("/chi-tieu/{target}/mo-lai/", POST_ONLY)],
    "chi-dao/": [("/chi-dao/", ALL), ("/chi-dao/?nam=tat-ca&han=late&tim=x", ALL)],
    "chi-dao/danh-sach.xlsx": [("/chi-dao/danh-sach.xlsx", ALL)],
    "chi-dao/theo-don-vi/": [("/chi-dao/theo-don-vi/", ALL)],
    "chi-dao/theo-don-vi.xlsx": [("/chi-dao/theo-don-vi.xlsx", ALL)],
    "chi-dao/<int:year>/tra-loi/": [
        ("/chi-dao/2025/tra-loi/", ALL),
        ("/chi-dao/2025/tra-loi/?dv=PX01", PX01),
        ("/chi-dao/2025/tra-loi/?dv=PX02", NONE),
    ],
    "chi-dao/<int:year>/tra-loi.xlsx": [("/chi-dao/2025/tra-loi.xlsx?dv=PX01", PX01)],
    "chi-dao/viec/<int:pk>/": [("/chi-dao/viec/{directive}/", PX01), ("/chi-dao/viec/999999/", NONE)],
    "chi-dao/viec/<int:pk>/sua/": [("/chi-dao/viec/{directive}/sua/", reading(PX01))],
    "chi-dao/viec/<int:pk>/bo/": [("/chi-dao/viec/{directive}/bo/", POST_ONLY)],
    "chi-dao/viec/<int:pk>/giao-tiep/": [("/chi-dao/viec/{directive}/giao-tiep/", POST_ONLY)],
    "chi-dao/viec/<int:pk>/buoc/<str:code>/": [("/chi-dao/viec/{directive}/buoc/receive/", POST_ONLY)],
    "chi-dao/hoi-nghi/": [("/chi-dao/hoi-nghi/", ALL), ("/chi-dao/hoi-nghi/?nam=2025&tim=x", ALL)],
    "chi-dao/hoi-nghi/danh-sach.xlsx": [("/chi-dao/hoi-nghi/danh-sach.xlsx", ALL)],
    "chi-dao/hoi-nghi/moi/": [("/chi-dao/hoi-nghi/moi/", ALL)],
    "chi-dao/hoi-nghi/<int:pk>/": [
        ("/chi-dao/hoi-nghi/{meeting}/", PX02),
        ("/chi-dao/hoi-nghi/999999/", NONE),
    ],
    "chi-dao/hoi-nghi/<int:pk>/thong-bao.<paper:form>": [("/chi-dao/hoi-nghi/{meeting}/thong-bao.pdf", PX02)],
    "chi-dao/hoi-nghi/<int:pk>/sua/": [("/chi-dao/hoi-nghi/{meeting}/sua/", reading(PX02))],
    "chi-dao/hoi-nghi/<int:pk>/bo/": [("/chi-dao/hoi-nghi/{meeting}/bo/", POST_ONLY)],
    "chi-dao/hoi-nghi/<int:pk>/ghi/": [("/chi-dao/hoi-nghi/{meeting}/ghi/", reading(PX02))],
    "chi-dao/hoi-nghi/<int:pk>/tach/": [("/chi-dao/hoi-nghi/{meeting}/tach/", reading(PX02))],
    "lich/": [("/lich/", ALL), ("/lich/?nam=2025&thang=5", ALL), ("/lich/?nam=1900", NONE)],
    "lich/danh-sach.xlsx": [("/lich/danh-sach.xlsx?nam=2025", ALL)],
    "lich/viec/moi/": [("/lich/viec/moi/", EDITORS | {"head": 200})],
    "lich/viec/<int:pk>/": [("/lich/viec/{date}/", OWN), ("/lich/viec/999999/", NONE)],
    "lich/viec/<int:pk>/sua/": [("/lich/viec/{date}/sua/", RUNNING | {"head": 200, "officer": 404})],
    "lich/viec/<int:pk>/xong/": [("/lich/viec/{date}/xong/", POST_ONLY)],
    "lich/viec/<int:pk>/huy/": [("/lich/viec/{date}/huy/", POST_ONLY)],
    "lich/muc/<slug:key>.ics": [
        ("/lich/muc/own-{date}.ics?ngay=2025-05-05", OWN),
        ("/lich/muc/own-{date}.ics", NONE),
    ],
    "lich/lien-ket/lap/": [("/lich/lien-ket/lap/", POST_ONLY)],
    "lich/lien-ket/thu-hoi/": [("/lich/lien-ket/thu-hoi/", POST_ONLY)],
    "lich/<slug:token>.ics": [("/lich/khong-co.ics", NONE)],
    "nhac-viec/": [("/nhac-viec/", ALL), ("/nhac-viec/?xem=tat-ca", ALL)],
    "nhac-viec/doc/": [("/nhac-viec/doc/", POST_ONLY)],
    "nhac-viec/cai-dat/": [("/nhac-viec/cai-dat/", ALL)],
    "nhac-viec/<int:pk>/nhac-lai/": [("/nhac-viec/1/nhac-lai/", POST_ONLY)],
    "cum-khoi/": [("/cum-khoi/", ALL)],
    "cum-khoi/danh-sach.xlsx": [("/cum-khoi/danh-sach.xlsx", ALL)],
    "cum-khoi/moi/": [("/cum-khoi/moi/", ALL)],
    "cum-khoi/<int:pk>/": [
        ("/cum-khoi/{cluster}/", ALL | {"nobody": 404, "admin": 404}),
        ("/cum-khoi/999999/", NONE),
    ],
    "cum-khoi/<int:pk>/diem.xlsx": [("/cum-khoi/{cluster}/diem.xlsx", ALL | {"nobody": 404, "admin": 404})],
    "cum-khoi/<int:pk>/bang-diem.<paper:form>": [
        ("/cum-khoi/{cluster}/bang-diem.pdf", ALL | {"nobody": 404, "admin": 404})
    ],
    "cum-khoi/<int:pk>/bien-ban-suy-ton.<paper:form>": [
        ("/cum-khoi/{cluster}/bien-ban-suy-ton.pdf", ALL | {"nobody": 404, "admin": 404})
    ],
    "cum-khoi/<int:pk>/diem/<int:member>/phieu-diem.<paper:form>": [
        ("/cum-khoi/{cluster}/diem/{sheet}/phieu-diem.pdf", PX01),
        ("/cum-khoi/{cluster}/diem/{other_sheet}/phieu-diem.pdf", PX02),
    ],
    "cum-khoi/<int:pk>/sua/": [("/cum-khoi/{cluster}/sua/", WRITES_AGENCY)],
    "cum-khoi/<int:pk>/tieu-chi/": [("/cum-khoi/{cluster}/tieu-chi/", WRITES_AGENCY)],
    "cum-khoi/<int:pk>/cham-cheo/": [("/cum-khoi/{cluster}/cham-cheo/", WRITES_AGENCY)],
    "cum-khoi/<int:pk>/phieu/": [("/cum-khoi/{cluster}/phieu/", WRITES_AGENCY | {"clerk": 200, "head": 200})],
    "cum-khoi/<int:pk>/bo/": [("/cum-khoi/{cluster}/bo/", POST_ONLY)],
    "cum-khoi/<int:pk>/buoc/": [("/cum-khoi/{cluster}/buoc/", POST_ONLY)],
    "cum-khoi/<int:pk>/tong-ket/": [("/cum-khoi/{cluster}/tong-ket/", POST_ONLY)],
    "cum-khoi/<int:pk>/mo-lai/": [("/cum-khoi/{cluster}/mo-lai/", POST_ONLY)],
    "cum-khoi/<int:pk>/truong-pho/": [("/cum-khoi/{cluster}/truong-pho/", POST_ONLY)],
    "cum-khoi/<int:pk>/ban-giao/": [("/cum-khoi/{cluster}/ban-giao/", POST_ONLY)],
    # Members still score themselves: nobody sees the points of another one, save who runs the clusters.
    "cum-khoi/<int:pk>/diem/<int:member>/": [
        ("/cum-khoi/{cluster}/diem/{sheet}/", PX01),
        ("/cum-khoi/{cluster}/diem/{other_sheet}/", PX02),
    ],
    "cum-khoi/<int:pk>/diem/<int:member>/tu-cham/": [("/cum-khoi/1/diem/1/tu-cham/", POST_ONLY)],
    "cum-khoi/<int:pk>/diem/<int:member>/cham-cheo/": [("/cum-khoi/1/diem/1/cham-cheo/", POST_ONLY)],
    "cum-khoi/<int:pk>/diem/<int:member>/chot/": [("/cum-khoi/1/diem/1/chot/", POST_ONLY)],
    "cum-khoi/<int:pk>/diem/<int:member>/rut/": [("/cum-khoi/1/diem/1/rut/", POST_ONLY)],
    "cum-khoi/<int:pk>/diem/<int:member>/khong-xep/": [("/cum-khoi/1/diem/1/khong-xep/", POST_ONLY)],
    "phong-trao/<int:pk>/ke-hoach.<paper:form>": [("/phong-trao/{movement}/ke-hoach.pdf", LAUNCHED)],
    "phong-trao/<int:pk>/so-lieu/": [("/phong-trao/{movement}/so-lieu/", LAUNCHED)],
    "phong-trao/<int:pk>/so-lieu/bang.xlsx": [("/phong-trao/{movement}/so-lieu/bang.xlsx", LAUNCHED)],
    "phong-trao/<int:pk>/so-lieu/diem/": [("/phong-trao/{movement}/so-lieu/diem/", WRITES_AGENCY)],
    "phong-trao/<int:pk>/so-lieu/<str:code>/": [
        ("/phong-trao/{movement}/so-lieu/PX01/", PX01),
        ("/phong-trao/{movement}/so-lieu/PX02/", PX02),
    ],
    "phong-trao/<int:pk>/so-lieu/<str:code>/ghi/": [("/phong-trao/{movement}/so-lieu/PX01/ghi/", ENTERS)],
    "phong-trao/<int:pk>/bieu-duong/": [("/phong-trao/{movement}/bieu-duong/", LAUNCHED)],
    "phong-trao/<int:pk>/bieu-duong/danh-sach.xlsx": [
        ("/phong-trao/{movement}/bieu-duong/danh-sach.xlsx", LAUNCHED)
    ],
    "phong-trao/<int:pk>/bieu-duong/moi/": [("/phong-trao/{movement}/bieu-duong/moi/", ENTERS)],
    "phong-trao/<int:pk>/bieu-duong/ty-le/": [("/phong-trao/{movement}/bieu-duong/ty-le/", LAUNCHED)],
    "phong-trao/<int:pk>/bieu-duong/ty-le.xlsx": [("/phong-trao/{movement}/bieu-duong/ty-le.xlsx", LAUNCHED)],
    "phong-trao/<int:pk>/bieu-duong/ghi-so-vang/": [
        ("/phong-trao/{movement}/bieu-duong/ghi-so-vang/", WRITES_AGENCY)
    ],
    "phong-trao/<int:pk>/bieu-duong/<int:proposal>/": [
        ("/phong-trao/{movement}/bieu-duong/{proposal}/", PX01),
        ("/phong-trao/{movement}/bieu-duong/999999/", NONE),
    ],
    "phong-trao/<int:pk>/bieu-duong/<int:proposal>/sua/": [
        ("/phong-trao/{movement}/bieu-duong/{proposal}/sua/", ENTERS)
    ],
    "phong-trao/<int:pk>/bieu-duong/<int:proposal>/<slug:act>/": [
        ("/phong-trao/{movement}/bieu-duong/{proposal}/gui/", POST_ONLY)
    ],
    "so-vang/": [("/so-vang/", ALL), ("/so-vang/?nam=2025&dv=PX02", ALL)],
    "so-vang/so-vang.xlsx": [("/so-vang/so-vang.xlsx", ALL)],
    "so-vang/so-vang.<paper:form>": [("/so-vang/so-vang.pdf", ALL)],
    "so-vang/<int:pk>/": [("/so-vang/{golden}/", LAUNCHED), ("/so-vang/999999/", NONE)],
    "dang-ky/": [("/dang-ky/", ALL), ("/dang-ky/?nam=2025&dv=PX01", PX01), ("/dang-ky/?nam=1900", NONE)],
    "dang-ky/danh-sach.xlsx": [("/dang-ky/danh-sach.xlsx", ALL), ("/dang-ky/danh-sach.xlsx?dv=PX02", PX02)],
    "dang-ky/mo/": [("/dang-ky/mo/", CONCLUDING)],
    "dang-ky/tiep-nhan/": [("/dang-ky/tiep-nhan/", POST_ONLY)],
    "dang-ky/cua-toi/": [("/dang-ky/cua-toi/", ALL)],
    "dang-ky/cua-toi/ban-dang-ky.<paper:form>": [
        ("/dang-ky/cua-toi/ban-dang-ky.pdf", NONE | {"officer": 200})
    ],
    "dang-ky/<int:year>/<str:code>/ban-dang-ky.<paper:form>": [
        ("/dang-ky/2025/PX01/ban-dang-ky.pdf", PX01),
        ("/dang-ky/2025/PX02/ban-dang-ky.pdf", PX02),
    ],
    "dang-ky/<int:year>/<str:code>/sang-kien.<paper:form>": [("/dang-ky/2025/PX02/sang-kien.pdf", PX02)],
    "dang-ky/<int:year>/<str:code>/<str:key>/ban-dang-ky.<paper:form>": [
        ("/dang-ky/2025/PX01/PX01/ban-dang-ky.pdf", PX01),
        ("/dang-ky/2025/PX02/PX02/ban-dang-ky.pdf", PX02),
    ],
    "dang-ky/ket-qua/": [("/dang-ky/ket-qua/", ALL), ("/dang-ky/ket-qua/?nam=2025&dv=PX02", PX02)],
    "dang-ky/ket-qua.xlsx": [("/dang-ky/ket-qua.xlsx?nam=2025", ALL)],
    "dang-ky/<int:year>/<str:code>/": [
        ("/dang-ky/2025/PX01/", PX01),
        ("/dang-ky/2025/PX02/", PX02),
        ("/dang-ky/1900/PX01/", NONE),
    ],
    "dang-ky/<int:year>/<str:code>/goi-y/": [("/dang-ky/2025/PX01/goi-y/", POST_ONLY)],
    "dang-ky/<int:year>/<str:code>/viec/": [("/dang-ky/2025/PX01/viec/", POST_ONLY)],
    "dang-ky/<int:year>/<str:code>/bieu.xlsx": [
        ("/dang-ky/2025/PX01/bieu.xlsx", PX01),
        ("/dang-ky/2025/PX02/bieu.xlsx", PX02),
    ],
    "dang-ky/<int:year>/<str:code>/<str:key>/": [
        ("/dang-ky/2025/PX01/PX01/", PX01),
        ("/dang-ky/2025/PX01/khong-co/", NONE),
        ("/dang-ky/2025/PX02/PX02/", PX02),
    ],
    "giao-uoc/": [("/giao-uoc/", ALL), ("/giao-uoc/?nam=2025", ALL)],
    "giao-uoc/danh-sach.xlsx": [("/giao-uoc/danh-sach.xlsx", ALL)],
    "giao-uoc/moi/": [("/giao-uoc/moi/", WRITES_ANYWHERE)],
    "giao-uoc/<int:pk>/": [("/giao-uoc/{compact}/", PX01), ("/giao-uoc/999999/", NONE)],
    "giao-uoc/<int:pk>/sua/": [("/giao-uoc/{compact}/sua/", PX01 | {"council": 403, "inspector": 403})],
    "giao-uoc/<int:pk>/viec/": [("/giao-uoc/{compact}/viec/", POST_ONLY)],
    "giao-uoc/<int:pk>/giao-uoc.<paper:form>": [("/giao-uoc/{compact}/giao-uoc.pdf", PX01)],
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
    "sang-kien/<int:pk>/xac-nhan.<paper:form>": [
        ("/sang-kien/1/xac-nhan.pdf", PX01),
        ("/sang-kien/2/xac-nhan.pdf", OWN),
        ("/sang-kien/999999/xac-nhan.pdf", NONE),
    ],
    "sang-kien/<int:pk>/mo-ta.<paper:form>": [("/sang-kien/1/mo-ta.pdf", PX01)],
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
    "so-khen-thuong/don-vi/<str:code>/trich.<paper:form>": [
        ("/so-khen-thuong/don-vi/PX01/trich.pdf", PX01),
        ("/so-khen-thuong/don-vi/PX02/trich.pdf", PX02),
    ],
    "so-khen-thuong/ca-nhan/<str:number>/trich.<paper:form>": [
        (f"/so-khen-thuong/ca-nhan/{THUY}/trich.pdf", OWN),
        ("/so-khen-thuong/ca-nhan/200-004/trich.pdf", PX02),
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
    "tuyen-chon/<int:pk>/danh-sach.<paper:form>": [("/tuyen-chon/{round}/danh-sach.pdf", POST_ONLY)],
    "tuyen-chon/<int:pk>/bao-cao.<paper:form>": [
        ("/tuyen-chon/{round}/bao-cao.pdf", PX01),
        ("/tuyen-chon/999999/bao-cao.pdf", NONE),
    ],
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
    "nhap-danh-sach/cong-dan/<int:pk>/": [("/nhap-danh-sach/cong-dan/{round}/", KEEPERS)],
    "nhap-danh-sach/cong-dan/<int:pk>/ghi/": [("/nhap-danh-sach/cong-dan/{round}/ghi/", POST_ONLY)],
    "nhap-danh-sach/cong-dan/<int:pk>/mau.xlsx": [("/nhap-danh-sach/cong-dan/{round}/mau.xlsx", KEEPERS)],
    "nhap-danh-sach/cong-dan/<int:pk>/<int:intake>/hoan-tac/": [
        ("/nhap-danh-sach/cong-dan/{round}/1/hoan-tac/", POST_ONLY),
    ],
    "nhap-danh-sach/luc-luong/": [("/nhap-danh-sach/luc-luong/", REFUSED | {"standing": 200})],
    "nhap-danh-sach/luc-luong/ghi/": [("/nhap-danh-sach/luc-luong/ghi/", POST_ONLY)],
    "nhap-danh-sach/luc-luong/mau.xlsx": [
        ("/nhap-danh-sach/luc-luong/mau.xlsx", REFUSED | {"standing": 200}),
    ],
    "nhap-danh-sach/luc-luong/<int:intake>/hoan-tac/": [
        ("/nhap-danh-sach/luc-luong/1/hoan-tac/", POST_ONLY),
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
    "tap-huan/ke-hoach/<int:pk>/so-cap.<paper:form>": [("/tap-huan/ke-hoach/{plan}/so-cap.pdf", OWN)],
    "tap-huan/ke-hoach/<int:pk>/so-lieu/": [("/tap-huan/ke-hoach/{plan}/so-lieu/", RUNNING)],
    "tap-huan/ke-hoach/<int:pk>/nguoi/": [("/tap-huan/ke-hoach/{plan}/nguoi/", OWN)],
    "tap-huan/ke-hoach/<int:pk>/nguoi.xlsx": [("/tap-huan/ke-hoach/{plan}/nguoi.xlsx", OWN)],
    "tap-huan/ke-hoach/<int:pk>/chot/": [("/tap-huan/ke-hoach/{plan}/chot/", POST_ONLY)],
    "tap-huan/ke-hoach/<int:pk>/mo-lai/": [("/tap-huan/ke-hoach/{plan}/mo-lai/", POST_ONLY)],
    "tap-huan/ke-hoach/<int:pk>/rut/": [("/tap-huan/ke-hoach/{plan}/rut/", POST_ONLY)],
    "tap-huan/ke-hoach/<int:pk>/mo-lop/": [("/tap-huan/ke-hoach/{plan}/mo-lop/", RUNNING)],
    "tap-huan/lop/": [("/tap-huan/lop/", ALL)],
    "tap-huan/lop.xlsx": [("/tap-huan/lop.xlsx", ALL)],
    "tap-huan/lop/<int:pk>/": [("/tap-huan/lop/{class}/", OWN), ("/tap-huan/lop/999999/", NONE)],
    "tap-huan/lop/<int:pk>/hoc-vien.xlsx": [("/tap-huan/lop/{class}/hoc-vien.xlsx", OWN)],
    "tap-huan/lop/<int:pk>/danh-sach.<paper:form>": [
        ("/tap-huan/lop/{class}/danh-sach.pdf", OWN),
        ("/tap-huan/lop/999999/danh-sach.pdf", NONE),
    ],
    "tap-huan/lop/<int:pk>/diem-danh.<paper:form>": [("/tap-huan/lop/{class}/diem-danh.pdf", OWN)],
    "tap-huan/lop/<int:pk>/ket-qua.<paper:form>": [("/tap-huan/lop/{class}/ket-qua.pdf", OWN)],
    "tap-huan/lop/<int:pk>/chung-nhan.pdf": [  # none was given yet
        (
            "/tap-huan/lop/{class}/chung-nhan.pdf",
            {role: 404 if answer == 200 else answer for role, answer in RUNNING.items()},
        )
    ],
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
    # A code that no screen shows: the same answer to everybody, signed in or not.
    "tap-huan/diem-danh/<int:pk>/<str:code>/": [
        ("/tap-huan/diem-danh/{session}/AAAAAA/", dict.fromkeys(ROLES, 410)),
    ],
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
    "goi-du-lieu/": [("/goi-du-lieu/", CONCLUDING)],
    "goi-du-lieu/danh-sach.xlsx": [("/goi-du-lieu/danh-sach.xlsx", CONCLUDING)],
    "goi-du-lieu/<int:pk>/": [
        ("/goi-du-lieu/{package}/", CONCLUDING),
        ("/goi-du-lieu/{whole_package}/", CONCLUDING | {"head": 404}),
    ],
    "goi-du-lieu/<int:pk>/tep/": [
        ("/goi-du-lieu/{package}/tep/", CONCLUDING),
        ("/goi-du-lieu/{whole_package}/tep/", CONCLUDING | {"head": 404}),
    ],
    "goi-du-lieu/<int:pk>/lap-lai/": [("/goi-du-lieu/{package}/lap-lai/", POST_ONLY)],
    "goi-du-lieu/<int:pk>/xoa/": [("/goi-du-lieu/{package}/xoa/", POST_ONLY)],
    "goi-du-lieu/nhan/": [("/goi-du-lieu/nhan/", SETS_UP)],
    "goi-du-lieu/nhan/danh-sach.xlsx": [("/goi-du-lieu/nhan/danh-sach.xlsx", SETS_UP)],
    "goi-du-lieu/nhan/<int:pk>/": [("/goi-du-lieu/nhan/{received}/", SETS_UP)],
    "goi-du-lieu/nhan/<int:pk>/tep/": [("/goi-du-lieu/nhan/{received}/tep/", SETS_UP)],
    "goi-du-lieu/nhan/<int:pk>/chon/": [("/goi-du-lieu/nhan/{received}/chon/", POST_ONLY)],
    "goi-du-lieu/nhan/<int:pk>/ghi/": [("/goi-du-lieu/nhan/{received}/ghi/", POST_ONLY)],
    "goi-du-lieu/nhan/<int:pk>/hoan-tac/": [("/goi-du-lieu/nhan/{received}/hoan-tac/", POST_ONLY)],
    "goi-du-lieu/nhan/<int:pk>/so-lai/": [("/goi-du-lieu/nhan/{received}/so-lai/", POST_ONLY)],
    "goi-du-lieu/nhan/<int:pk>/bo/": [("/goi-du-lieu/nhan/{received}/bo/", POST_ONLY)],
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
    "doc-van-ban/": [("/doc-van-ban/", WRITES_ANYWHERE)],
    "doc-van-ban/danh-sach.xlsx": [("/doc-van-ban/danh-sach.xlsx", WRITES_ANYWHERE)],
    "doc-van-ban/quet/<str:key>/": [
        ("/doc-van-ban/quet/{scan}/", OWN_TEXT),
        ("/doc-van-ban/quet/khong-co/", OWN_TEXT | {"standing": 404}),
    ],
    "doc-van-ban/quet/<str:key>/doc/": [("/doc-van-ban/quet/{scan}/doc/", POST_ONLY)],
    "doc-van-ban/quet/<str:key>/dung/": [("/doc-van-ban/quet/{scan}/dung/", POST_ONLY)],
    "doc-van-ban/quet/<str:key>/lai/": [("/doc-van-ban/quet/{scan}/lai/", POST_ONLY)],
    "doc-van-ban/quet/<str:key>/bo/": [("/doc-van-ban/quet/{scan}/bo/", POST_ONLY)],
    "doc-van-ban/<int:pk>/": [
        ("/doc-van-ban/{reading}/", OWN_TEXT),
        ("/doc-van-ban/999999/", OWN_TEXT | {"standing": 404}),
    ],
    "doc-van-ban/<int:pk>/ghi/": [("/doc-van-ban/{reading}/ghi/", POST_ONLY)],
    "doc-van-ban/<int:pk>/hoan-tac/": [("/doc-van-ban/{reading}/hoan-tac/", POST_ONLY)],
    "doc-van-ban/<int:pk>/xoa/": [("/doc-van-ban/{reading}/xoa/", POST_ONLY)],
    "doc-van-ban/<int:pk>/muc.xlsx": [("/doc-van-ban/{reading}/muc.xlsx", OWN_TEXT)],
    "doc-van-ban/<int:pk>/ket-qua.json": [("/doc-van-ban/{reading}/ket-qua.json", OWN_TEXT)],
    "quyet-dinh-khen-thuong/": [("/quyet-dinh-khen-thuong/", ALL)],
    "quyet-dinh-khen-thuong/danh-sach.xlsx": [("/quyet-dinh-khen-thuong/danh-sach.xlsx", ALL)],
    "quyet-dinh-khen-thuong/soan/": [("/quyet-dinh-khen-thuong/soan/", REFUSED | {"standing": 200})],
    "quyet-dinh-khen-thuong/so/": [("/quyet-dinh-khen-thuong/so/", ALL)],
    "quyet-dinh-khen-thuong/so/danh-sach.xlsx": [("/quyet-dinh-khen-thuong/so/danh-sach.xlsx", PX02)],
    "quyet-dinh-khen-thuong/nguoi-quyet-dinh/": [("/quyet-dinh-khen-thuong/nguoi-quyet-dinh/", ALL)],
    "quyet-dinh-khen-thuong/nguoi-quyet-dinh/moi/": [
        ("/quyet-dinh-khen-thuong/nguoi-quyet-dinh/moi/", REFUSED | {"standing": 200}),
    ],
    "quyet-dinh-khen-thuong/nguoi-quyet-dinh/<int:pk>/": [
        ("/quyet-dinh-khen-thuong/nguoi-quyet-dinh/{issuing}/", reading(PX02)),
    ],
    "quyet-dinh-khen-thuong/<int:pk>/": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/", PX02),
        ("/quyet-dinh-khen-thuong/999999/", NONE),
    ],
    "quyet-dinh-khen-thuong/<int:pk>/sua/": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/sua/", reading(PX02))
    ],
    "quyet-dinh-khen-thuong/<int:pk>/them/": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/them/", reading(PX02))
    ],
    "quyet-dinh-khen-thuong/<int:pk>/danh-sach.xlsx": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/danh-sach.xlsx", PX02),
    ],
    "quyet-dinh-khen-thuong/<int:pk>/quyet-dinh.<paper:form>": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/quyet-dinh.pdf", PX02)
    ],
    "quyet-dinh-khen-thuong/<int:pk>/thong-bao/<str:code>.<paper:form>": [
        (
            "/quyet-dinh-khen-thuong/{decision_draft}/thong-bao/PX01.pdf",
            NONE | dict.fromkeys(("standing", "council", "inspector"), 409),  # not signed yet
        )
    ],
    "quyet-dinh-khen-thuong/<int:pk>/dong/<int:line>/": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/dong/{line}/", PX02),
        ("/quyet-dinh-khen-thuong/{decision_draft}/dong/999999/", NONE),
    ],
    "quyet-dinh-khen-thuong/<int:pk>/ky-so/": [("/quyet-dinh-khen-thuong/{keyed}/ky-so/", PX02)],
    "quyet-dinh-khen-thuong/<int:pk>/ky-so/trang-<int:page>.png": [
        ("/quyet-dinh-khen-thuong/{keyed}/ky-so/trang-1.png", PX02)
    ],
    "quyet-dinh-khen-thuong/<int:pk>/ky-so/ban-<int:version>.pdf": [
        ("/quyet-dinh-khen-thuong/{keyed}/ky-so/ban-1.pdf", PX02),
        ("/quyet-dinh-khen-thuong/{keyed}/ky-so/ban-99.pdf", NONE),
    ],
    "quyet-dinh-khen-thuong/<int:pk>/ky-so/ban-<int:version>/": [
        ("/quyet-dinh-khen-thuong/{keyed}/ky-so/ban-1/", PX02)
    ],
    "quyet-dinh-khen-thuong/<int:pk>/ky-so/<slug:act>/": [
        ("/quyet-dinh-khen-thuong/{keyed}/ky-so/ky/", POST_ONLY)
    ],
    "kiem-chu-ky/": [("/kiem-chu-ky/", ALL)],
    "ky-so-giay-to/": [("/ky-so-giay-to/", ALL)],
    "quan-tri/chung-thu-goc/": [("/quan-tri/chung-thu-goc/", WATCHING)],
    "quan-tri/chung-thu-goc/danh-sach.xlsx": [("/quan-tri/chung-thu-goc/danh-sach.xlsx", WATCHING)],
    "quan-tri/chung-thu-goc/<int:pk>/thoi/": [("/quan-tri/chung-thu-goc/1/thoi/", POST_ONLY)],
    "anh-chu-ky/": [("/anh-chu-ky/", ALL)],
    "anh-chu-ky/<int:pk>/": [("/anh-chu-ky/{seal}/", NONE | {"standing": 200})],
    "anh-chu-ky/<int:pk>/bo/": [("/anh-chu-ky/{seal}/bo/", POST_ONLY)],
    "quyet-dinh-khen-thuong/<int:pk>/<slug:act>/": [
        ("/quyet-dinh-khen-thuong/{decision_draft}/ky/", POST_ONLY),
    ],
    "trinh-cap-tren/": [("/trinh-cap-tren/", ALL)],
    "trinh-cap-tren/danh-sach.xlsx": [("/trinh-cap-tren/danh-sach.xlsx", ALL)],
    "trinh-cap-tren/moi/": [
        ("/trinh-cap-tren/moi/?cap=ministry", RUNS),
        ("/trinh-cap-tren/moi/?cap=x", NONE),
    ],
    "trinh-cap-tren/<int:pk>/": [
        ("/trinh-cap-tren/{submission}/", PX01),
        ("/trinh-cap-tren/{draft}/", PX02),
        ("/trinh-cap-tren/999999/", NONE),
    ],
    "trinh-cap-tren/<int:pk>/sua/": [("/trinh-cap-tren/{draft}/sua/", PX02_WRITES)],
    "trinh-cap-tren/<int:pk>/ho-so/": [("/trinh-cap-tren/{draft}/ho-so/", POST_ONLY)],
    "trinh-cap-tren/<int:pk>/ket-qua/": [("/trinh-cap-tren/{submission}/ket-qua/", RUNS)],
    "trinh-cap-tren/<int:pk>/danh-sach.xlsx": [("/trinh-cap-tren/{submission}/danh-sach.xlsx", PX01)],
    "trinh-cap-tren/<int:pk>/to-trinh.<paper:form>": [("/trinh-cap-tren/{submission}/to-trinh.pdf", RUNS)],
    "trinh-cap-tren/<int:pk>/tra-ho-so/<str:code>.<paper:form>": [
        ("/trinh-cap-tren/{submission}/tra-ho-so/PX01.pdf", RUNS | {"standing": 404})  # nothing came back
    ],
    "trinh-cap-tren/<int:pk>/<slug:act>/": [("/trinh-cap-tren/{submission}/dien-bien/", POST_ONLY)],
    "kien-nghi/": [("/kien-nghi/", ALL)],
    "kien-nghi/danh-sach.xlsx": [("/kien-nghi/danh-sach.xlsx", ALL)],
    "kien-nghi/gui/": [("/kien-nghi/gui/", ALL)],
    "kien-nghi/ghi/": [("/kien-nghi/ghi/", REFUSED | {"standing": 200})],
    "kien-nghi/<int:pk>/": [
        ("/kien-nghi/{complaint}/", OWNER | {"inspector": 200, "officer": 200}),
        ("/kien-nghi/999999/", NONE),
    ],
    "kien-nghi/<int:pk>/tra-loi.<paper:form>": [
        (
            "/kien-nghi/{complaint}/tra-loi.pdf",
            NONE | {"standing": 409, "inspector": 403, "officer": 403},  # not settled yet
        )
    ],
    "kien-nghi/<int:pk>/<slug:act>/": [("/kien-nghi/{complaint}/thu-ly/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/": [
        ("/ho-so-khen-thuong/{dossier}/", OWN),
        ("/ho-so-khen-thuong/999999/", NONE),
    ],
    "ho-so-khen-thuong/<int:pk>/chuyen/<str:verb>/": [
        ("/ho-so-khen-thuong/{dossier}/chuyen/hand_in/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/gia-han/": [
        ("/ho-so-khen-thuong/{dossier}/gia-han/", dict.fromkeys(ROLES, 403) | {"standing": 200} | UNSEEN)
    ],
    "ho-so-khen-thuong/<int:pk>/ly-do-de-nghi/": [("/ho-so-khen-thuong/{dossier}/ly-do-de-nghi/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/thoi-gian/": [("/ho-so-khen-thuong/{dossier}/thoi-gian/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/hoan-xet/xet-tiep/": [
        ("/ho-so-khen-thuong/{appraised}/hoan-xet/xet-tiep/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/trao-doi/": [("/ho-so-khen-thuong/{dossier}/trao-doi/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/phan/<str:part>/": [
        ("/ho-so-khen-thuong/{dossier}/phan/report/", OWNS),
        ("/ho-so-khen-thuong/{dossier}/phan/minutes/", OWNS | {"officer": 403}),
        ("/ho-so-khen-thuong/{dossier}/phan/khac/", NONE),
    ],
    "ho-so-khen-thuong/<int:pk>/phan/<str:part>/cac-ban/": [
        ("/ho-so-khen-thuong/{dossier}/phan/report/cac-ban/", OWN)
    ],
    "ho-so-khen-thuong/<int:pk>/tep/": [("/ho-so-khen-thuong/{dossier}/tep/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/tep/<int:file>/": [("/ho-so-khen-thuong/{dossier}/tep/{dossier_file}/", OWN)],
    "ho-so-khen-thuong/<int:pk>/tep/<int:file>/rut/": [
        ("/ho-so-khen-thuong/{dossier}/tep/{dossier_file}/rut/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/thanh-tich/": [("/ho-so-khen-thuong/{dossier}/thanh-tich/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/thanh-tich/<int:use>/bo/": [
        ("/ho-so-khen-thuong/{dossier}/thanh-tich/1/bo/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/sang-kien/": [("/ho-so-khen-thuong/{dossier}/sang-kien/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/yeu-cau-sua/": [
        ("/ho-so-khen-thuong/{dossier}/yeu-cau-sua/", dict.fromkeys(ROLES, 403) | UNSEEN)
    ],
    "ho-so-khen-thuong/<int:pk>/yeu-cau-sua/<int:edit>/<str:verb>/": [
        ("/ho-so-khen-thuong/{dossier}/yeu-cau-sua/1/dong-y/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/ha-danh-hieu/": [
        ("/ho-so-khen-thuong/{dossier}/ha-danh-hieu/", dict.fromkeys(ROLES, 403) | {"standing": 200} | UNSEEN)
    ],
    "ho-so-khen-thuong/<int:pk>/tach/": [("/ho-so-khen-thuong/{dossier}/tach/", OWNS | {"officer": 403})],
    "ho-so-khen-thuong/xu-ly/<int:round>/": [
        (
            "/ho-so-khen-thuong/xu-ly/{review_round}/",
            dict.fromkeys(ROLES, 403) | {"standing": 200, "officer": 404} | UNSEEN,
        )
    ],
    # `{appraised}` is a proposal of PX01 about the officer, in the posting of `{appraisal_round}`.
    "tham-dinh/": [("/tham-dinh/", REFUSED)],
    "tham-dinh/danh-sach.xlsx": [("/tham-dinh/danh-sach.xlsx", REFUSED)],
    "tham-dinh/dong-y/": [("/tham-dinh/dong-y/", POST_ONLY)],
    "ho-so-khen-thuong/<int:pk>/tham-dinh/": [
        ("/ho-so-khen-thuong/{appraised}/tham-dinh/", OWN),
        ("/ho-so-khen-thuong/999999/tham-dinh/", NONE),
    ],
    "ho-so-khen-thuong/<int:pk>/tham-dinh/hoi/": [
        ("/ho-so-khen-thuong/{appraised}/tham-dinh/hoi/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/tham-dinh/<int:opinion>/": [
        ("/ho-so-khen-thuong/{appraised}/tham-dinh/1/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/tham-dinh/<int:opinion>/xet-tiep/": [
        ("/ho-so-khen-thuong/{appraised}/tham-dinh/1/xet-tiep/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/ban-danh-gia/": [
        ("/ho-so-khen-thuong/{appraised}/ban-danh-gia/", OWN),
        ("/ho-so-khen-thuong/{appraised}/ban-danh-gia/?ban=999999", NONE),
    ],
    "ho-so-khen-thuong/<int:pk>/ban-danh-gia/chot-lai/": [
        ("/ho-so-khen-thuong/{appraised}/ban-danh-gia/chot-lai/", POST_ONLY)
    ],
    "ho-so-khen-thuong/<int:pk>/hoan-xet/": [("/ho-so-khen-thuong/{appraised}/hoan-xet/", OWN)],
    "ho-so-khen-thuong/<int:pk>/hoan-xet/<int:hold>/": [
        ("/ho-so-khen-thuong/{appraised}/hoan-xet/1/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/hoan-xet/": [("/dot-xet-tang/{appraisal_round}/hoan-xet/", OWN)],
    "dot-xet-tang/<int:pk>/hoan-xet/danh-sach.xlsx": [
        ("/dot-xet-tang/{appraisal_round}/hoan-xet/danh-sach.xlsx", OWN)
    ],
    "dot-xet-tang/<int:pk>/niem-yet/": [("/dot-xet-tang/{appraisal_round}/niem-yet/", BELOW_ALL)],
    "dot-xet-tang/<int:pk>/niem-yet/so-ngay/": [
        ("/dot-xet-tang/{appraisal_round}/niem-yet/so-ngay/", POST_ONLY)
    ],
    "niem-yet/": [("/niem-yet/", ALL), ("/niem-yet/?tt=het", ALL)],
    "niem-yet/danh-sach.xlsx": [("/niem-yet/danh-sach.xlsx", ALL)],
    "niem-yet/<int:line>/y-kien/": [
        ("/niem-yet/{posted_line}/y-kien/", ALL),
        ("/niem-yet/999999/y-kien/", NONE),
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
    "hoi-dong/": [("/hoi-dong/", ALL)],
    "hoi-dong/danh-sach.xlsx": [("/hoi-dong/danh-sach.xlsx", ALL)],
    "hoi-dong/moi/": [("/hoi-dong/moi/", REFUSED)],
    "hoi-dong/<int:pk>/": [("/hoi-dong/{council}/", PX02)],
    "hoi-dong/<int:pk>/sua/": [("/hoi-dong/{council}/sua/", CONVENES)],
    "hoi-dong/<int:pk>/nam-sau/": [("/hoi-dong/{council}/nam-sau/", CONVENES)],
    "hoi-dong/<int:pk>/thanh-vien.xlsx": [("/hoi-dong/{council}/thanh-vien.xlsx", PX02)],
    "hoi-dong/<int:pk>/thanh-vien/moi/": [("/hoi-dong/{council}/thanh-vien/moi/", CONVENES)],
    "hoi-dong/thanh-vien/<int:pk>/": [("/hoi-dong/thanh-vien/{seat}/", CONVENES)],
    "hoi-dong/<int:pk>/phien-hop/moi/": [("/hoi-dong/{council}/phien-hop/moi/", CONVENES)],
    "hoi-dong/phien-hop/<int:pk>/": [("/hoi-dong/phien-hop/{sitting}/", PX02)],
    "hoi-dong/phien-hop/<int:pk>/sua/": [("/hoi-dong/phien-hop/{sitting}/sua/", CONVENES)],
    "hoi-dong/phien-hop/<int:pk>/viec/": [("/hoi-dong/phien-hop/{sitting}/viec/", POST_ONLY)],
    "hoi-dong/phien-hop/<int:pk>/diem-danh/": [("/hoi-dong/phien-hop/{sitting}/diem-danh/", CONVENES)],
    "hoi-dong/phien-hop/<int:pk>/danh-sach-moi.xlsx": [
        ("/hoi-dong/phien-hop/{sitting}/danh-sach-moi.xlsx", PX02)
    ],
    "hoi-dong/phien-hop/<int:pk>/khong-tham-gia/": [
        ("/hoi-dong/phien-hop/{sitting}/khong-tham-gia/", CONVENES)
    ],
    "hoi-dong/van-ban/<int:pk>/": [("/hoi-dong/van-ban/{attendance}/", CONVENES)],
    "hoi-dong/muc/<int:pk>/": [("/hoi-dong/muc/{item}/", PX02)],
    "hoi-dong/phien-hop/<int:pk>/ket-thuc/": [("/hoi-dong/phien-hop/{sitting}/ket-thuc/", CONVENES)],
    "hoi-dong/phien-hop/<int:pk>/bien-ban/": [("/hoi-dong/phien-hop/{sitting}/bien-ban/", PX02)],
    "hoi-dong/phien-hop/<int:pk>/thay-doi/": [("/hoi-dong/phien-hop/{sitting}/thay-doi/", PX02)],
    "hoi-dong/phien-hop/<int:pk>/thay-doi.xlsx": [("/hoi-dong/phien-hop/{sitting}/thay-doi.xlsx", PX02)],
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
    "dot-xet-tang/": [("/dot-xet-tang/", ALL)],
    "dot-xet-tang/danh-sach.xlsx": [("/dot-xet-tang/danh-sach.xlsx", ALL)],
    "dot-xet-tang/moi/": [("/dot-xet-tang/moi/", SETS_UP)],
    "dot-xet-tang/<int:pk>/": [("/dot-xet-tang/{review}/", IN_REVIEW), ("/dot-xet-tang/999999/", NONE)],
    "dot-xet-tang/<int:pk>/ho-so.xlsx": [("/dot-xet-tang/{review}/ho-so.xlsx", IN_REVIEW)],
    "dot-xet-tang/<int:pk>/hang-loat/": [("/dot-xet-tang/{review}/hang-loat/", POST_ONLY)],
    "dot-xet-tang/<int:pk>/sua/": [("/dot-xet-tang/{planned}/sua/", RUNS_REVIEW)],
    "dot-xet-tang/<int:pk>/viec/<slug:act>/": [("/dot-xet-tang/{review}/viec/ket-thuc/", RUNS_REVIEW)],
    "dot-xet-tang/<int:pk>/doi/<slug:what>/": [
        ("/dot-xet-tang/{review}/doi/so-luong/", RUNS_REVIEW),
        ("/dot-xet-tang/{review}/doi/nguoi-giu/", RUNS_REVIEW),
        ("/dot-xet-tang/{review}/doi/co-quan/", RUNS_REVIEW),
        ("/dot-xet-tang/{review}/doi/don-vi/", RUNS_REVIEW),
    ],
    "dot-xet-tang/<int:pk>/de-nghi/": [("/dot-xet-tang/{review}/de-nghi/?dv=KHONG", NONE)],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/", IN_REVIEW),
        ("/dot-xet-tang/{review}/de-nghi/PX02/", PX02),
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/them/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/them/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/nguoi-ngoai/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/nguoi-ngoai/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/khong-dua/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/khong-dua/", POST_ONLY)
    ],
    "nhap-danh-sach/de-nghi/<int:pk>/<str:code>/": [("/nhap-danh-sach/de-nghi/{review}/PX01/", PROPOSES)],
    "nhap-danh-sach/de-nghi/<int:pk>/<str:code>/ghi/": [
        ("/nhap-danh-sach/de-nghi/{review}/PX01/ghi/", POST_ONLY)
    ],
    "nhap-danh-sach/de-nghi/<int:pk>/<str:code>/rut/": [
        ("/nhap-danh-sach/de-nghi/{review}/PX01/rut/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/xep/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/xep/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/gui/<slug:act>/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/gui/gui/", POST_ONLY)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/bien-ban/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/bien-ban/", PROPOSES)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/to-trinh/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/to-trinh/", PROPOSES)
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/<int:proposal>/<slug:act>/": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/1/len/", POST_ONLY)
    ],
}
# `{ballot}` an open box of PX01 with three voters, none of the roles among them; `{paper}` one on paper.
TABLE |= {
    "hom-phieu/": [("/hom-phieu/", ALL)],
    "hom-phieu/danh-sach.xlsx": [("/hom-phieu/danh-sach.xlsx", ALL)],
    "hom-phieu/cum-khoi/<int:year>/": [
        (
            "/hom-phieu/cum-khoi/{cluster}/",
            ENTERS,
        )
    ],
    "hom-phieu/<int:pk>/": [("/hom-phieu/{ballot}/", PX01), ("/hom-phieu/999999/", NONE)],
    "hom-phieu/<int:pk>/dong/": [("/hom-phieu/{ballot}/dong/", LOOKS)],
    "hom-phieu/<int:pk>/nhap-phieu/": [
        ("/hom-phieu/{ballot}/nhap-phieu/", NONE),
        ("/hom-phieu/{paper}/nhap-phieu/", LOOKS),
    ],
    "hom-phieu/<int:pk>/ket-qua.xlsx": [("/hom-phieu/{ballot}/ket-qua.xlsx", NONE)],
    **{
        f"hom-phieu/<int:pk>/{act}/": [(f"/hom-phieu/{{ballot}}/{act}/", POST_ONLY)]
        for act in ("xem-lai", "gui", "gia-han", "huy", "doi-chieu", "kiem-lai")
    },
    # papers of dossiers, units, rounds, councils and boxes
    "ho-so-khen-thuong/<int:pk>/bao-cao-thanh-tich.<paper:form>": [
        ("/ho-so-khen-thuong/{dossier}/bao-cao-thanh-tich.pdf", OWN)
    ],
    "ho-so-khen-thuong/<int:pk>/tom-tat-thanh-tich.<paper:form>": [
        ("/ho-so-khen-thuong/{dossier}/tom-tat-thanh-tich.pdf", OWN)
    ],
    "ho-so-khen-thuong/<int:pk>/cong-van-tra.<paper:form>": [
        ("/ho-so-khen-thuong/{dossier}/cong-van-tra.pdf", NONE)  # it has not been sent back
    ],
    "dot-xet-tang/<int:pk>/trich-ngang.<paper:form>": [
        ("/dot-xet-tang/{review}/trich-ngang.pdf", RUNS_REVIEW)
    ],
    "dot-xet-tang/<int:pk>/lich-xet.<paper:form>": [("/dot-xet-tang/{review}/lich-xet.pdf", RUNS_REVIEW)],
    "dot-xet-tang/<int:pk>/ket-qua.<paper:form>": [("/dot-xet-tang/{review}/ket-qua.pdf", RUNS_REVIEW)],
    "dot-xet-tang/<int:pk>/niem-yet/<int:posting>.<paper:form>": [
        ("/dot-xet-tang/{review}/niem-yet/999999.pdf", LOOKS | {"standing": 404})
    ],
    "dot-xet-tang/<int:pk>/de-nghi/<str:code>/trich-ngang.<paper:form>": [
        ("/dot-xet-tang/{review}/de-nghi/PX01/trich-ngang.pdf", IN_REVIEW),
        ("/dot-xet-tang/{review}/de-nghi/PX02/trich-ngang.pdf", PX02),
    ],
    **{
        f"dot-xet-tang/<int:pk>/de-nghi/<str:code>/{name}.<paper:form>": [
            (f"/dot-xet-tang/{{review}}/de-nghi/PX01/{name}.pdf", NONE)  # nothing is written there
        ]
        for name in ("to-trinh", "bien-ban", "cong-van-tra")
    },
    "hoi-dong/phien-hop/<int:pk>/bien-ban.<paper:form>": [
        ("/hoi-dong/phien-hop/{sitting}/bien-ban.pdf", NONE)  # it has not begun
    ],
    "hoi-dong/phien-hop/<int:pk>/giay-moi.<paper:form>": [
        ("/hoi-dong/phien-hop/{sitting}/giay-moi.pdf", CONVENES)
    ],
    "hoi-dong/van-ban/<int:pk>/phieu.<paper:form>": [("/hoi-dong/van-ban/{attendance}/phieu.pdf", CONVENES)],
    "hom-phieu/<int:pk>/bien-ban-kiem-phieu.<paper:form>": [
        ("/hom-phieu/{ballot}/bien-ban-kiem-phieu.pdf", NONE)  # it is open
    ],
    "hom-phieu/<int:pk>/phieu-bau.<paper:form>": [
        ("/hom-phieu/{paper}/phieu-bau.pdf", LOOKS),
        ("/hom-phieu/{ballot}/phieu-bau.pdf", NONE),  # it is voted on by screen
    ],
    # fund, artefacts, revoking: all of the agency itself
    "thu-hoi/": [("/thu-hoi/", ALL)],
    "thu-hoi/danh-sach.xlsx": [("/thu-hoi/danh-sach.xlsx", ALL)],
    "thu-hoi/lap/": [
        ("/thu-hoi/lap/?luot={hers_in_case}", LOOKS | {"standing": 200, "officer": 403}),
        ("/thu-hoi/lap/", NONE),
    ],
    "thu-hoi/<int:pk>/": [("/thu-hoi/{case}/", PX02), ("/thu-hoi/999999/", NONE)],
    "thu-hoi/<int:pk>/quyet-dinh.<paper:form>": [("/thu-hoi/{case}/quyet-dinh.pdf", PX02)],
    "thu-hoi/<int:pk>/<slug:act>/": [("/thu-hoi/{case}/rut/", POST_ONLY)],
    "thu-hoi/<int:pk>/luot/<int:line>/<slug:act>/": [("/thu-hoi/{case}/luot/{case_line}/tien/", POST_ONLY)],
    "thu-hoi/xem-xet/<int:pk>/": [("/thu-hoi/xem-xet/{follow_up}/", PX02_WRITES | {"standing": 403})],
    "quy-khen-thuong/": [("/quy-khen-thuong/", ALL)],
    "quy-khen-thuong/lap/": [("/quy-khen-thuong/lap/", REFUSED | {"standing": 200})],
    "quy-khen-thuong/<int:pk>/": [("/quy-khen-thuong/{fund}/", PX02), ("/quy-khen-thuong/999999/", NONE)],
    "quy-khen-thuong/<int:pk>/so.xlsx": [("/quy-khen-thuong/{fund}/so.xlsx", PX02)],
    "quy-khen-thuong/<int:pk>/ghi/<slug:act>/": [("/quy-khen-thuong/{fund}/ghi/thu/", POST_ONLY)],
    "quy-khen-thuong/<int:pk>/chi/<int:decision>/": [
        ("/quy-khen-thuong/{fund}/chi/{paid_paper}/", PX02),
        ("/quy-khen-thuong/{fund}/chi/999999/", NONE),
    ],
    "quy-khen-thuong/<int:pk>/chi/<int:decision>/bang-chi.<paper:form>": [
        ("/quy-khen-thuong/{fund}/chi/{paid_paper}/bang-chi.pdf", PX02)
    ],
    "quy-khen-thuong/<int:pk>/chi/<int:decision>/danh-sach.xlsx": [
        ("/quy-khen-thuong/{fund}/chi/{paid_paper}/danh-sach.xlsx", PX02)
    ],
    "quy-khen-thuong/<int:pk>/chi/<int:decision>/ghi/<slug:act>/": [
        ("/quy-khen-thuong/{fund}/chi/{paid_paper}/ghi/lap/", POST_ONLY)
    ],
    "quy-khen-thuong/<int:pk>/dong/<int:payment>/<slug:act>/": [
        ("/quy-khen-thuong/{fund}/dong/{payment}/bo/", PX02_WRITES),
        ("/quy-khen-thuong/{fund}/dong/999999/bo/", NONE),
    ],
    "hien-vat/": [("/hien-vat/", ALL), ("/hien-vat/?dv=X999", NONE)],
    "hien-vat/so.xlsx": [("/hien-vat/so.xlsx", PX02)],
    "hien-vat/ghi/<slug:act>/": [("/hien-vat/ghi/nhap/", POST_ONLY)],
    "hien-vat/trao/<int:pk>/": [("/hien-vat/trao/{paid_paper}/?dv=CAT", PX02)],
    "hien-vat/trao/<int:pk>/bien-ban.<paper:form>": [
        ("/hien-vat/trao/{paid_paper}/bien-ban.pdf?dv=CAT", PX02)
    ],
    "hien-vat/trao/<int:pk>/danh-sach.xlsx": [("/hien-vat/trao/{paid_paper}/danh-sach.xlsx?dv=CAT", PX02)],
    "hien-vat/trao/<int:pk>/ghi/<slug:act>/": [("/hien-vat/trao/{paid_paper}/ghi/trao/?dv=CAT", POST_ONLY)],
    "hien-vat/<int:pk>/ket-thuc/": [("/hien-vat/{piece}/ket-thuc/", PX02_WRITES)],
    # the proof of an honour: the same for everybody, and nothing for whom the code is unknown
    "x/<str:code>/": [("/x/{proof}/", ALL), ("/x/KHONGCO/", NONE)],
    "x/<str:code>": [("/x/{proof}", ALL)],
    "x/<str:code>/chung-chi.json": [("/x/{proof}/chung-chi.json", ALL), ("/x/KHONGCO/chung-chi.json", NONE)],
    "bao-cao/": [("/bao-cao/", ALL)],
    "bao-cao/danh-sach.xlsx": [("/bao-cao/danh-sach.xlsx", ALL)],
    "bao-cao/<str:code>/<int:year>/": [
        ("/bao-cao/PX01/2025/", PX01),
        ("/bao-cao/PX02/2025/", PX02),
        ("/bao-cao/PX01/1901/", NONE),
        ("/bao-cao/PX01/2025/?ban=7", NONE),
    ],
    "bao-cao/<str:code>/<int:year>/bao-cao.<paper:form>": [("/bao-cao/PX01/2025/bao-cao.docx", PX01)],
    "bao-cao/<str:code>/<int:year>/so-lieu.xlsx": [("/bao-cao/PX01/2025/so-lieu.xlsx", PX01)],
    "bao-cao/<str:code>/<int:year>/doan/<str:name>/": [("/bao-cao/PX01/2025/doan/dac-diem/", POST_ONLY)],
    "bao-cao/<str:code>/<int:year>/ban-hanh/": [("/bao-cao/PX01/2025/ban-hanh/", POST_ONLY)],
    "bao-cao/<str:code>/<int:year>/ban-moi/": [("/bao-cao/PX01/2025/ban-moi/", POST_ONLY)],
    "bao-cao/<str:code>/<int:year>/so-lieu/<str:key>/": [
        ("/bao-cao/PX01/2025/so-lieu/khen-thuong.luot-tap-the/", PX01),
    ],
    "bao-cao/<str:code>/<int:year>/so-lieu/<str:key>/ho-so.xlsx": [
        ("/bao-cao/PX01/2025/so-lieu/khen-thuong.luot-tap-the/ho-so.xlsx", PX01),
    ],
    "bao-cao/<str:code>/<int:year>/so-lieu/<str:key>/ghi-de/": [
        ("/bao-cao/PX01/2025/so-lieu/khen-thuong.luot-tap-the/ghi-de/", POST_ONLY),
    ],
    "bao-cao/<str:code>/<int:year>/so-lieu/<str:key>/dung-lai/": [
        ("/bao-cao/PX01/2025/so-lieu/khen-thuong.luot-tap-the/dung-lai/", POST_ONLY),
    ],
    "bao-cao/<str:code>/<int:year>/tin-ngan/": [("/bao-cao/PX01/2025/tin-ngan/", PX01)],
    "bao-cao/<str:code>/<int:year>/tin-ngan.txt": [("/bao-cao/PX01/2025/tin-ngan.txt", PX01)],
    "bao-cao/<str:code>/<int:year>/tin-ngan.<paper:form>": [("/bao-cao/PX01/2025/tin-ngan.pdf", PX01)],
    "thong-ke/bieu/": [("/thong-ke/bieu/", ALL), ("/thong-ke/bieu/?don-vi=PX02", PX02)],
    "thong-ke/bieu/<slug:code>/": [("/thong-ke/bieu/0603/?don-vi=PX01", PX01)],
    "thong-ke/bieu/<slug:code>/bieu.xlsx": [("/thong-ke/bieu/0603/bieu.xlsx?don-vi=PX01", PX01)],
    "thong-ke/bieu/<slug:code>/bieu.<paper:form>": [
        ("/thong-ke/bieu/0603/bieu.pdf?don-vi=PX01", PX01),
        ("/thong-ke/bieu/0603/bieu.docx?don-vi=PX02", PX02),
    ],
    "thong-ke/bieu/<slug:code>/o/<slug:row>/<slug:column>/": [
        ("/thong-ke/bieu/0603/o/05/2/?don-vi=PX01", PX01)
    ],
    "thong-ke/bieu/<slug:code>/o/<slug:row>/<slug:column>/danh-sach.xlsx": [
        ("/thong-ke/bieu/0603/o/05/2/danh-sach.xlsx?don-vi=PX01", PX01)
    ],
    "xac-thuc/": [("/xac-thuc/", ALL)],
    "xac-thuc/khoa/": [("/xac-thuc/khoa/", ALL)],
    "xac-thuc/khoa.json": [("/xac-thuc/khoa.json", ALL)],
    "xac-thuc/trang-thai/<int:number>.json": [
        ("/xac-thuc/trang-thai/1.json", ALL),
        ("/xac-thuc/trang-thai/999.json", NONE),
    ],
    "robots.txt": [("/robots.txt", ALL)],
    "so-khen-thuong/luot/<int:pk>/cong-khai-ten/": [
        ("/so-khen-thuong/luot/{proved}/cong-khai-ten/", OWN),
        ("/so-khen-thuong/luot/999999/cong-khai-ten/", NONE),
    ],
    "so-khen-thuong/ca-nhan/<str:number>/cong-khai-ten/": [
        (f"/so-khen-thuong/ca-nhan/{THUY}/cong-khai-ten/", OWN),
        ("/so-khen-thuong/ca-nhan/200-004/cong-khai-ten/", PX02),
    ],
}
# letterheads and templates: who sees units looks, in his own
SEES = REFUSED | dict.fromkeys(("standing", "council", "inspector", "clerk", "head"), 200)
TABLE |= {
    "mau-giay-to/": [("/mau-giay-to/", SEES), ("/mau-giay-to/?dv=PX02", SEES | {"clerk": 404, "head": 404})],
    "mau-giay-to/danh-sach.xlsx": [("/mau-giay-to/danh-sach.xlsx", SEES)],
    "mau-giay-to/<slug:code>/": [("/mau-giay-to/quyet-dinh/", SEES), ("/mau-giay-to/khong-co/", NONE)],
    "mau-giay-to/<slug:code>/mau.docx": [("/mau-giay-to/quyet-dinh/mau.docx", SEES)],
    "mau-giay-to/<slug:code>/vi-du/<slug:length>.<paper:form>": [
        ("/mau-giay-to/quyet-dinh/vi-du/ngan.docx", SEES)
    ],
    "dau-giay-to/": [("/dau-giay-to/", SEES)],
    "dau-giay-to/xem.png": [("/dau-giay-to/xem.png", SEES)],
    # certificates: blanks and print runs of the agency itself
    "mau-phoi/": [("/mau-phoi/", ALL)],
    "mau-phoi/danh-sach.xlsx": [("/mau-phoi/danh-sach.xlsx", ALL)],
    "mau-phoi/moi/": [("/mau-phoi/moi/", REFUSED | {"standing": 200})],
    "mau-phoi/<int:pk>/": [("/mau-phoi/{blank}/", PX02), ("/mau-phoi/999999/", NONE)],
    "mau-phoi/<int:pk>/anh/": [("/mau-phoi/{blank}/anh/", PX02)],
    "mau-phoi/<int:pk>/chu.png": [("/mau-phoi/{blank}/chu.png", PX02)],
    "mau-phoi/<int:pk>/can-chinh.pdf": [("/mau-phoi/{blank}/can-chinh.pdf", PX02)],
    "mau-phoi/<int:pk>/ghi/<slug:act>/": [("/mau-phoi/{blank}/ghi/may-in/", POST_ONLY)],
    "quoc-huy/": [("/quoc-huy/", REFUSED | {"standing": 200})],
    "quoc-huy/xem-thu.png": [("/quoc-huy/xem-thu.png", REFUSED | {"standing": 200})],
    "in-bang/": [("/in-bang/", ALL)],
    "in-bang/nhat-ky/": [("/in-bang/nhat-ky/", ALL)],
    "in-bang/nhat-ky/danh-sach.xlsx": [("/in-bang/nhat-ky/danh-sach.xlsx", ALL)],
    "in-bang/<int:pk>/": [("/in-bang/{signed_draft}/", PX02), ("/in-bang/{decision_draft}/", NONE)],
    "in-bang/<int:pk>/xem-thu.pdf": [("/in-bang/{signed_draft}/xem-thu.pdf", PX02_WRITES)],
    "in-bang/luot/<int:pk>/": [("/in-bang/luot/{print_run}/", PX02), ("/in-bang/luot/999999/", NONE)],
    "in-bang/luot/<int:pk>/ban-in.pdf": [("/in-bang/luot/{print_run}/ban-in.pdf", PX02_WRITES)],
    "in-bang/to/<int:pk>/hong/": [("/in-bang/to/{printed_sheet}/hong/", PX02_WRITES)],
}
# the years' honours: inside for who sees units, outside for anybody once a year is open
TABLE |= {
    "vinh-danh/": [("/vinh-danh/", ALL)],
    "vinh-danh/<int:year>/": [("/vinh-danh/2025/", ALL), ("/vinh-danh/2023/", NONE)],
    "vinh-danh/<int:year>/trinh-chieu/": [("/vinh-danh/2025/trinh-chieu/", ALL)],
    "vinh-danh/<int:year>/trinh-chieu/<int:number>/": [("/vinh-danh/2025/trinh-chieu/2/", ALL)],
    "bang-vinh-danh/": [("/bang-vinh-danh/", SEES)],
    "bang-vinh-danh/<int:year>/": [
        ("/bang-vinh-danh/{honour_book}/", SEES),
        ("/bang-vinh-danh/2024/", SEES | dict.fromkeys(("council", "inspector", "clerk", "head"), 404)),
    ],
    "bang-vinh-danh/<int:year>/danh-sach.xlsx": [("/bang-vinh-danh/{honour_book}/danh-sach.xlsx", SEES)],
}
TABLE |= API | KEYS
# statistics: whoever sees units sees the figures of his own
TABLE |= {
    "thong-ke/": [("/thong-ke/", SEES), ("/thong-ke/?dv=PX02", PX02)],
    "thong-ke/<statistic:page>/": [
        (f"/thong-ke/{page}/", SEES) for page in ("co-cau", "nhieu-nam", "so-sanh", "pheu", "thoi-gian")
    ],
    "thong-ke/<statistic:page>/bang.xlsx": [("/thong-ke/co-cau/bang.xlsx", SEES)],
    "thong-ke/<statistic:page>/ban-in.<paper:form>": [("/thong-ke/co-cau/ban-in.docx", SEES)],
    "thong-ke/<statistic:page>/so/<str:key>/": [("/thong-ke/co-cau/so/tong.luot/", SEES)],
    "thong-ke/<statistic:page>/so/<str:key>/danh-sach.xlsx": [
        ("/thong-ke/co-cau/so/tong.luot/danh-sach.xlsx", SEES)
    ],
}
PUBLIC = {"dang-nhap/", "lich/<slug:token>.ics", "tap-huan/diem-danh/<int:pk>/<str:code>/"}
PUBLIC |= {
    pattern for pattern in TABLE if pattern.startswith(("x/", "xac-thuc/", "vinh-danh/", "robots.txt"))
}
PUBLIC |= API.keys()  # opened by a key, not by signing in

"""The forms about a person: what is written, what is refused in place, and who never sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests.people.months import as_, said
from tests.people.outcome import OPERATOR, verbs_of
from tests.records import JOINED, Tree, make_account, standing_body
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.people import services
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Absence, Person, RankHeld

WHY = "Phiếu bổ sung lý lịch"


class World(Tree):
    def __init__(self) -> None:
        super().__init__()
        self.clerk: Account = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
        self.other: Account = make_account("khac", (Role.UNIT_CLERK, "PX02"))
        self.standing: Account = standing_body()


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def client(world: World) -> Client:
    return as_(world.clerk)


def details(**more: str) -> dict[str, str]:
    return {
        "name": "Lê Thị Ánh",
        "born": "05/05/1990",
        "sex": "female",
        "force": "police",
        "secrecy": "0",
        "joined": "01/03/2010",
        "party_joined": "03/02/2015",
        "education": "bachelor",
        "why": WHY,
        **more,
    }


def test_a_new_file_is_opened_and_has_its_page_before_any_run(client: Client, world: World) -> None:
    data = details(number="900-001", name="Hà Văn Mới", unit="PX01-D1", start="01/11/2025", title="Cán bộ")
    answer = client.post("/ho-so/can-bo-moi/", data)
    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/900-001/?phan=ly-lich")
    page = said(client.get("/can-bo/900-001/?phan=ly-lich"))
    assert "Hà Văn Mới" in page
    assert "vào Đảng 03/02/2015" in page
    assert "Chưa có lần xét nào" in said(client.get("/can-bo/900-001/"))
    again = client.post("/ho-so/can-bo-moi/", data)
    assert again.status_code == 422
    assert "Mã 900-001 đã dùng" in said(again)
    assert client.post("/ho-so/can-bo-moi/", data | {"number": "9", "unit": "PX02"}).status_code == 422


def test_details_are_corrected_with_a_reason_and_the_page_shows_before_and_after(
    client: Client, world: World
) -> None:
    wrong = client.post("/ho-so/102/sua/", details(why="", born="5-1990", citizen_id="12"))
    assert wrong.status_code == 422
    for words in ("Ghi lý do", "Ghi ngày theo dạng 31/12/2025", "CCCD có 12 chữ số"):
        assert words in said(wrong)
    assert client.post("/ho-so/102/sua/", details(major="Luật")).status_code == 302
    assert Person.objects.get(number="102").major == "Luật"
    history = said(client.get("/can-bo/102/?phan=lich-su"))
    assert WHY in history
    assert "Sửa hồ sơ cán bộ" in history
    assert "ngày vào đảng 03/02/2015" in history.lower()


def test_a_date_that_the_record_refuses_stands_above_the_form(client: Client) -> None:
    answer = client.post("/ho-so/102/sua/", details(party_left="01/01/2014"))
    assert answer.status_code == 422
    assert "Ngày ra khỏi Đảng phải sau ngày vào." in said(answer)


def test_an_overlapping_post_is_refused_with_the_clashing_row(client: Client) -> None:
    answer = client.post(
        "/ho-so/102/ghi-chuc-vu/",
        {"unit": "PX01-D2", "start": "01/01/2009", "end": "01/01/2012", "title": "Đội trưởng"},
    )
    assert answer.status_code == 422
    assert "giữ chức vụ chính ở Đội Chính sách từ 01/03/2010 đến nay" in said(answer)


def test_posts_and_ranks_are_entered_corrected_and_removed(client: Client, world: World) -> None:
    answer = client.post(
        "/ho-so/102/ghi-chuc-vu/",
        {"unit": "PX01-D2", "start": "01/05/2024", "title": "Phó Đội trưởng", "coefficient": "0,30"},
    )
    assert answer["Location"] == "/can-bo/102/?phan=qua-trinh"
    post = world.an.posts.get(unit=world.d2)
    assert post.coefficient == Decimal("0.30")
    client.post("/ho-so/102/ghi-cap-bac/", {"name": "Đại úy", "since": "01/05/2024", "coefficient": "5,40"})
    page = said(client.get("/can-bo/102/?phan=qua-trinh"))
    assert "hệ số 5,40" in page
    form = said(client.get(f"/ho-so/chuc-vu/{post.pk}/"))
    assert "Hệ số 0,30 đã ghi thì giữ nguyên" in form
    edited = {"unit": "PX01-D2", "start": "15/05/2024", "title": "Đội trưởng", "why": WHY}
    assert client.post(f"/ho-so/chuc-vu/{post.pk}/", edited).status_code == 302
    post.refresh_from_db()
    assert (post.title, post.start, post.coefficient) == ("Đội trưởng", date(2024, 5, 15), Decimal("0.30"))
    rank = RankHeld.objects.get()
    unsure = client.post(f"/ho-so/cap-bac/{rank.pk}/", {"act": "remove", "why_remove": "Nhầm người"})
    assert unsure.status_code == 422
    assert "đánh dấu xác nhận" in said(unsure)
    sure = {"act": "remove", "why_remove": "Nhầm người", "sure": "1"}
    assert client.post(f"/ho-so/cap-bac/{rank.pk}/", sure).status_code == 302
    assert not RankHeld.objects.exists()
    assert verbs_of("person:102")[0] == "people.row_removed"


def test_a_state_is_entered_and_ended(client: Client, world: World) -> None:
    services.open_period(
        actor=OPERATOR,
        unit=world.cat,
        scale=offered()[0]["loai-1-4"],
        kind=PeriodKind.MONTH,
        year=2025,
        number=5,
    )
    data = {"kind": "study", "start": "01/09/2025", "basis": "QĐ 12/QĐ-BCA"}
    assert client.post("/ho-so/102/ghi-thoi-gian/", data).status_code == 302
    state = Absence.objects.get()
    page = said(client.get("/can-bo/102/?phan=trang-thai"))
    assert "Đi học tập trung" in page
    assert "không phân loại" in page
    assert "Chưa có trong bộ quy tắc" in page  # the law of study is not verified, so nothing is claimed
    assert "Máy không tự tính, cũng không tự ngắt chuỗi năm liên tục" in page
    ended = data | {"end": "30/06/2026", "why": "Tốt nghiệp"}
    assert client.post(f"/ho-so/thoi-gian/{state.pk}/", ended).status_code == 302
    assert Absence.objects.get().end == date(2026, 6, 30)
    assert "secondment" not in client.get("/ho-so/102/ghi-thoi-gian/").content.decode()


def test_leaving_and_taking_it_back(client: Client, world: World) -> None:
    data = {"last_day": "01/10/2025", "ground": "retired", "why": "QĐ 88"}
    assert client.post("/ho-so/102/ra-nganh/", data).status_code == 302
    page = said(client.get("/can-bo/102/?phan=ly-lich"))
    assert "01/10/2025, nghỉ hưu" in page
    assert "Bỏ ghi ra khỏi ngành" in page
    assert client.post("/ho-so/102/ra-nganh/", {"why": "Nhầm người"}).status_code == 302
    assert Person.objects.get(number="102").left is None
    assert world.an.posts.get().end is None


@pytest.mark.parametrize(
    "address",
    ["sua", "ra-nganh", "ghi-chuc-vu", "ghi-cap-bac", "ghi-thoi-gian"],
)
def test_a_clerk_of_another_unit_finds_nothing_and_writes_nothing(world: World, address: str) -> None:
    other = as_(world.other)
    assert other.get(f"/ho-so/102/{address}/").status_code == 404
    assert other.post(f"/ho-so/102/{address}/", details()).status_code == 404
    post = world.an.posts.get()
    assert other.get(f"/ho-so/chuc-vu/{post.pk}/").status_code == 404
    assert other.get("/can-bo/102/").status_code == 404
    world.an.refresh_from_db()
    assert (world.an.born, world.an.posts.get().start) == (None, JOINED)


def test_who_may_only_look_is_told_why_he_may_not_write(world: World) -> None:
    head = as_(make_account("thutruong", (Role.UNIT_HEAD, "PX01")))
    assert head.get("/ho-so/102/sua/").status_code == 403
    page = said(head.get("/can-bo/102/?phan=ly-lich"))
    assert "Sửa lý lịch" not in page
    assert "chưa được giao quyền" in page


def test_nobody_writes_in_his_own_file(world: World) -> None:
    own = as_(make_account("tuminh", (Role.UNIT_CLERK, "PX01"), person_number="102"))
    assert own.post("/ho-so/102/sua/", details()).status_code == 403
    assert "không tự ghi hồ sơ của mình" in said(own.get("/ho-so/102/sua/"))


def test_units_are_made_and_corrected_by_who_may(world: World) -> None:
    standing = as_(world.standing)
    data = {
        "code": "SNV",
        "name": "Sở Nội vụ",
        "parent": "",
        "kind": "so",
        "tier": "province",
        "force": "civil",
        "valid_from": "01/01/2026",
    }
    answer = standing.post("/to-chuc/don-vi-moi/", data)
    assert (answer.status_code, answer["Location"]) == (302, "/don-vi/SNV/?phan=to-chuc")
    assert "Sở, cấp cục, công an cấp tỉnh" in said(standing.get("/don-vi/SNV/?phan=to-chuc"))
    edited = {k: v for k, v in data.items() if k != "code"} | {"name": "Sở Nội vụ tỉnh", "why": WHY}
    assert standing.post("/to-chuc/SNV/sua/", edited).status_code == 302
    clerk = as_(world.clerk)
    assert clerk.get("/to-chuc/PX01/sua/").status_code == 403  # the unit itself belongs to the one above
    assert clerk.get("/to-chuc/PX02/sua/").status_code == 404
    team = data | {"code": "PX01-D7", "parent": "PX01", "kind": "doi", "tier": "sub_base", "force": "police"}
    assert clerk.post("/to-chuc/don-vi-moi/", team).status_code == 302
    services.close_unit(
        actor=OPERATOR,
        unit=world.px02.children.create(
            code="PX02-D1", name="Đội Tạm", folded="doi tam", path="/CAT/PX02/PX02-D1/", depth=2
        ),
        last_day=date(2026, 1, 1),
        basis="QĐ 2",
    )
    assert "Sắp xếp tổ chức" not in said(standing.get("/don-vi/PX02-D1/?phan=to-chuc"))

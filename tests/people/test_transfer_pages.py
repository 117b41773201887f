"""Requests on their pages: in and out, asked, answered with reasons, taken back; seen by both sides only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.people.months import as_, said, sheet_of
from tests.people.outcome import OPERATOR, TODAY, nothing_is_wrong
from tests.records import Tree, make_account, make_unit, standing_body
from vinhdanh.access.types import Role
from vinhdanh.people import services
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Person, Transfer
from vinhdanh.people.types import Secrecy, TransferKind, TransferState

SOON = TODAY + timedelta(days=10)


class World(Tree):
    def __init__(self) -> None:
        super().__init__()
        self.asking = as_(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
        self.answering = as_(make_account("truong2", (Role.UNIT_HEAD, "PX02")))
        self.other = as_(make_account("khac", (Role.UNIT_CLERK, make_unit("PX03", self.cat).code)))
        self.standing = as_(standing_body())

    def ask(self, **more: str) -> Transfer:
        data = {
            "person": "102",
            "kind": "transfer",
            "to_unit": "PX02",
            "start": f"{SOON:%d/%m/%Y}",
            "reason": "Tăng cường",
            **more,
        }
        answer = self.asking.post("/dieu-chuyen/de-nghi/", data)
        assert answer.status_code == 302, said(answer)
        return Transfer.objects.latest("pk")


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_a_request_is_sent_seen_by_both_and_accepted(world: World) -> None:
    asked = world.ask()
    page = f"/dieu-chuyen/{asked.pk}/"
    assert "chờ tiếp nhận" in said(world.asking.get(page))
    assert "1 đề nghị chờ đồng chí trả lời" in said(world.answering.get("/dieu-chuyen/"))
    for side, there in (("den", True), ("di", False), ("cho", True)):
        assert ("Lê Thị Ánh" in said(world.answering.get(f"/dieu-chuyen/?phan={side}"))) is there
    assert "Lê Thị Ánh" in said(world.asking.get("/dieu-chuyen/?phan=di"))
    assert world.answering.get("/can-bo/102/").status_code == 404  # not theirs yet
    answer = world.answering.post(page, {"act": "accept", "start": f"{TODAY:%d/%m/%Y}", "text": "Đồng ý"})
    assert answer.status_code == 302
    assert world.an.posts.get(end=None).unit == world.px02
    there = said(world.answering.get("/can-bo/102/?phan=qua-trinh"))
    assert "Phòng Hậu cần" in there
    assert "Đội Chính sách" in there  # history kept
    assert world.asking.get("/can-bo/102/").status_code == 404
    assert nothing_is_wrong()


def test_a_refusal_says_why(world: World) -> None:
    asked = world.ask()
    silent = world.answering.post(f"/dieu-chuyen/{asked.pk}/", {"act": "refuse", "text": " "})
    assert silent.status_code == 422
    assert "Không tiếp nhận thì ghi rõ lý do" in said(silent)
    world.answering.post(f"/dieu-chuyen/{asked.pk}/", {"act": "refuse", "text": "Đủ biên chế"})
    page = said(world.asking.get(f"/dieu-chuyen/{asked.pk}/"))
    assert "không tiếp nhận" in page
    assert "Đủ biên chế" in page
    assert world.an.posts.get(end=None).unit == world.d1


def test_who_asked_takes_it_back_and_may_not_answer_it(world: World) -> None:
    asked = world.ask()
    page = f"/dieu-chuyen/{asked.pk}/"
    assert world.asking.post(page, {"act": "accept"}).status_code == 403
    assert world.answering.post(page, {"act": "withdraw", "text": "X"}).status_code == 403
    assert world.asking.post(page, {"act": "withdraw", "text": ""}).status_code == 422
    assert world.asking.post(page, {"act": "withdraw", "text": "Ở lại"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == TransferState.WITHDRAWN


def test_a_third_unit_sees_nothing_of_it(world: World) -> None:
    asked = world.ask()
    assert world.other.get(f"/dieu-chuyen/{asked.pk}/").status_code == 404
    assert world.other.post(f"/dieu-chuyen/{asked.pk}/", {"act": "accept"}).status_code == 404
    assert "Lê Thị Ánh" not in said(world.other.get("/dieu-chuyen/"))
    assert "Chưa có đề nghị điều chuyển nào" in said(world.other.get("/dieu-chuyen/"))


def test_a_secondment_ends_on_the_page(world: World) -> None:
    services.open_period(
        actor=OPERATOR,
        unit=world.cat,
        scale=offered()[0]["loai-1-4"],
        kind=PeriodKind.MONTH,
        year=2025,
        number=5,
    )
    asked = world.ask(
        kind="secondment", end=f"{SOON + timedelta(days=60):%d/%m/%Y}", start=f"{TODAY:%d/%m/%Y}"
    )
    page = f"/dieu-chuyen/{asked.pk}/"
    world.answering.post(page, {"act": "accept"})
    states = said(world.asking.get("/can-bo/102/?phan=trang-thai"))
    assert "Biệt phái" in states
    assert "vẫn phân loại, không tính vào hạn mức" in states
    wrong = world.asking.post(page, {"act": "end", "last_day": "mai", "text": "X"})
    assert wrong.status_code == 422
    assert "Ghi ngày theo dạng" in said(wrong)
    done = {"act": "end", "last_day": f"{SOON:%d/%m/%Y}", "text": "Xong việc"}
    assert world.asking.post(page, done).status_code == 302
    asked.refresh_from_db()
    assert asked.end == SOON


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"person": "201"}, "Không có cán bộ mang số hiệu này"),
        ({"to_unit": "PX01-D1"}, "Đơn vị đến phải khác đơn vị đi"),
        ({"reason": ""}, "Ghi lý do điều chuyển"),
        ({"kind": "secondment"}, "Biệt phái phải có ngày kết thúc"),
        ({"start": "mai"}, "Ghi ngày theo dạng"),
    ],
)
def test_a_request_that_can_not_be_is_refused_in_words(
    world: World, wrong: dict[str, str], says: str
) -> None:
    data = {
        "person": "102",
        "kind": "transfer",
        "to_unit": "PX02",
        "start": f"{SOON:%d/%m/%Y}",
        "reason": "X",
    }
    answer = world.asking.post("/dieu-chuyen/de-nghi/", data | wrong)
    assert answer.status_code == 422
    assert says in said(answer)
    assert not Transfer.objects.exists()


def test_the_list_is_filtered_and_goes_to_excel_as_text_without_people_under_secrecy(world: World) -> None:
    world.ask(reason="=1+1")
    world.ask(person="103")
    Person.objects.filter(number="103").update(secrecy=Secrecy.SECRET)
    assert "Trần Bình" not in said(world.standing.get("/dieu-chuyen/?q=anh"))
    assert "Không có đề nghị nào khớp bộ lọc" in said(world.standing.get("/dieu-chuyen/?tt=refused"))
    rows = sheet_of(world.standing.get("/dieu-chuyen/danh-sach.xlsx"))
    cells = [cell for row in rows for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    flat = [str(cell.value) for cell in cells]
    assert "=1+1" in flat
    assert "Trần Bình" not in flat
    assert any(cell.startswith("Không xuất 1 người") for cell in flat)
    assert any(cell.startswith("Xuất lúc") for cell in flat)


def test_without_people_of_his_own_nobody_asks(world: World) -> None:
    viewer = as_(make_account("uyvien", (Role.COUNCIL_MEMBER, "")))
    assert viewer.get("/dieu-chuyen/de-nghi/").status_code == 403
    assert "Đề nghị điều chuyển…" not in said(viewer.get("/dieu-chuyen/"))


def test_requests_follow_a_merged_unit(world: World) -> None:
    asked = world.ask()
    new = services.add_unit(
        actor=OPERATOR, code="PX09", name="Phòng Mới", parent=world.cat, valid_from=date(2025, 1, 1)
    )
    services.merge_units(
        actor=OPERATOR, units=[world.px02], into=new, on=TODAY - timedelta(days=1), basis="QĐ 3"
    )
    assert "Phòng Mới" in said(world.asking.get(f"/dieu-chuyen/{asked.pk}/"))
    assert asked.kind == TransferKind.TRANSFER


def test_the_menu_leads_there(world: World) -> None:
    client: Client = world.asking
    assert 'href="/dieu-chuyen/" aria-current="page"' in client.get("/dieu-chuyen/").content.decode()
    assert 'href="/can-bo/" aria-current="page"' in client.get("/ho-so/102/sua/").content.decode()


def test_a_secondment_is_begun_from_the_persons_file_and_its_effect_is_told_there(world: World) -> None:
    file = world.asking.get("/can-bo/102/?phan=trang-thai").content.decode()
    address = "/dieu-chuyen/de-nghi/?so-hieu=102&ht=secondment"
    assert address.replace("&", "&amp;") in file
    form = world.asking.get(address).content.decode()
    assert "<h1>Ghi biệt phái</h1>" in form
    assert '<option value="secondment" selected>' in form
    asked = world.ask(kind="secondment", start=f"{TODAY:%d/%m/%Y}", end=f"{SOON:%d/%m/%Y}", number="5/QĐ")
    services.accept_transfer(actor=OPERATOR, transfer=asked)
    told = said(world.asking.get("/can-bo/102/?phan=trang-thai"))
    assert "Biệt phái đang diễn ra" in told
    assert f"Năm {TODAY.year}. Chưa có xếp loại" in told

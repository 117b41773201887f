"""A commune's lists on the page: previewed, written whole or not at all, taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.exchange.test_lists import GOOD, filled
from tests.programmes.classes import Training
from tests.programmes.selection import Selection
from vinhdanh.access.models import Account
from vinhdanh.audit.models import JournalEntry
from vinhdanh.exchange.lists.kinds import CandidateList, MemberList
from vinhdanh.people.models import Unit
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Candidate, GrassrootsMember, ListIntake
from vinhdanh.programmes.recruitment_types import RoundState

MEMBER = {"Tổ": "Tổ bản Mới", "Họ và tên": "Lò Văn Tếnh", "Năm sinh": 1990, "Chức danh": "Tổ trưởng"}
MEMBER |= {"Tham gia từ ngày": "01/07/2024"}


@pytest.fixture
def world(db: None) -> Selection:
    return Selection()


class Desk:
    """A browser in front of one list."""

    def __init__(self, who: Account, address: str) -> None:
        self.client = Client()
        self.client.force_login(who)
        self.address = address

    def show(self, unit: Unit, data: bytes, status: int = 200) -> str:
        file = SimpleUploadedFile("cong dan.xlsx", data)
        answer = self.client.post(self.address, {"unit": unit.code, "file": file})
        assert answer.status_code == status
        return answer.content.decode()

    def write(self, page: str) -> str:
        sealed = re.search(r'name="sealed" value="([^"]+)"', page)
        return self.said("ghi/", {"sealed": sealed[1] if sealed else ""})

    def said(self, page: str, data: dict[str, str] | None = None) -> str:
        return self.client.post(f"{self.address}{page}", data or {}, follow=True).content.decode()


def test_a_list_is_previewed_written_whole_and_taken_back(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    desk = Desk(world.clerk, source.address())
    page = desk.show(world.x1, filled(source, GOOD, GOOD | {"Họ và tên": "Vàng A Páo"}))
    assert "2 người sẽ ghi" in page
    assert not Candidate.objects.exists()
    assert "Đã ghi 2 người của Công an xã Bản Lầu" in desk.write(page)
    assert [one.code for one in Candidate.objects.order_by("code")] == ["X001-001", "X001-002"]
    assert "đã có trong sổ. Xem lại tệp" in desk.write(page)  # the same once more
    assert Candidate.objects.count() == 2
    intake = ListIntake.objects.get()
    desk.client.get(f"/tuyen-chon/{world.round.pk}/cong-dan/X001-001/")  # reading is not touching
    assert "Đã hoàn tác: lấy lại 2 người" in desk.said(f"{intake.pk}/hoan-tac/")
    assert not Candidate.objects.exists()
    assert "đã hoàn tác" in desk.said(f"{intake.pk}/hoan-tac/").lower()
    verbs = JournalEntry.objects.filter(ref=f"list-intake:{intake.pk}").values_list("verb", flat=True)
    assert sorted(verbs) == ["listing.imported", "listing.undone"]
    assert not any("Dơ" in entry.data or "Dơ" in entry.subject for entry in JournalEntry.objects.all())


def test_a_list_with_a_mistake_offers_no_button_to_write_it(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    desk = Desk(world.clerk, source.address())
    page = desk.show(world.x1, filled(source, GOOD, GOOD | {"Giới tính": "trai", "Họ và tên": "Vàng A Páo"}))
    assert "1 dòng phải sửa, chưa ghi được" in page
    assert "C5" in page
    assert 'name="sealed"' not in page
    assert "Bản xem trước đã quá hạn, chưa ghi gì" in desk.write(page)


def test_what_was_worked_on_is_not_taken_back(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    desk = Desk(world.clerk, source.address())
    desk.write(desk.show(world.x1, filled(source, GOOD, GOOD | {"Họ và tên": "Vàng A Páo"})))
    world.move(Candidate.objects.get(code="X001-002"), "screen_pass")
    said = desk.said(f"{ListIntake.objects.get().pk}/hoan-tac/")
    assert "Không hoàn tác được: X001-002 đã được sửa" in said
    assert Candidate.objects.count() == 2


def test_a_preview_is_good_for_its_own_list_and_account_only(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    page = Desk(world.clerk, source.address()).show(world.x1, filled(source, GOOD))
    assert "không phải của đồng chí" in Desk(world.standing, source.address()).write(page)
    assert "Chọn trong danh sách" in Desk(world.clerk, source.address()).show(world.x2, b"", status=422)
    assert not Candidate.objects.exists()


def test_nothing_is_written_when_the_round_ends_between_preview_and_writing(world: Selection) -> None:
    source = CandidateList(world.clerk, world.round)
    desk = Desk(world.clerk, source.address())
    page = desk.show(world.x1, filled(source, GOOD))
    services.close_round(actor=world.standing, round_=world.round)
    world.round.refresh_from_db()
    assert world.round.state == RoundState.CLOSED
    assert "đã kết thúc" in desk.write(page)
    assert not Candidate.objects.exists()


# ---- the register ---------------------------------------------------------------------------------


def test_the_register_is_brought_in_the_same_way(db: None) -> None:
    world = Training()
    source = MemberList(world.clerk)
    desk = Desk(world.clerk, source.address())
    there = MEMBER | {"Họ và tên": "Lò Văn Dính", "Năm sinh": 1985}
    officer = MEMBER | {"Họ và tên": "Vi Thị Lan", "Số hiệu": "302", "Chức danh": "Tổ viên"}
    page = desk.show(world.x1, filled(source, MEMBER, there, officer))
    assert "2 người sẽ ghi" in page
    assert "Đang có trong Tổ bảo vệ bản Mới từ 01/07/2024" in page
    assert "Đã ghi 2 người của Công an xã Nà Lầu" in desk.write(page)
    made = GrassrootsMember.objects.get(name="Lò Văn Tếnh")
    assert (made.unit, made.role, made.start, made.born) == (world.x1, "head", date(2024, 7, 1), 1990)
    assert GrassrootsMember.objects.get(name="Vi Thị Lan").person == world.local
    intake = ListIntake.objects.get()
    world.call(made)
    assert "Không hoàn tác được: Lò Văn Tếnh" in desk.said(f"{intake.pk}/hoan-tac/")


def test_one_refused_line_keeps_the_whole_list_out(db: None) -> None:
    world = Training()
    source = MemberList(world.clerk)
    desk = Desk(world.clerk, source.address())
    wrong = MEMBER | {"Họ và tên": "Vi Thị Lan", "Số hiệu": "301"}  # somebody else's number
    said = desk.write(desk.show(world.x1, filled(source, MEMBER, wrong)))
    assert "Chưa ghi gì. Vi Thị Lan: Số hiệu 301 là của Ma Văn Cường" in said
    assert not GrassrootsMember.objects.filter(name="Lò Văn Tếnh").exists()


def test_a_commune_that_is_not_ones_own_takes_no_list(db: None) -> None:
    world = Training()
    desk = Desk(world.clerk, MemberList(world.clerk).address())
    assert "Chọn trong danh sách" in desk.show(world.x2, b"", status=422)
    assert Desk(world.teacher, desk.address).client.get(desk.address).status_code == 403

"""The pages of a council: the secretary's year in the browser, and who finds nothing there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.council.sitting import WORDS, Sitting
from tests.dossiers.review import OPERATOR
from vinhdanh.access.models import Account
from vinhdanh.council import services
from vinhdanh.council.models import Council, CouncilMeeting
from vinhdanh.council.types.meetings import Presence
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


def client(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def text(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_the_secretary_sets_up_a_council_with_its_members(s: Sitting) -> None:
    browser = client(s.secretary)
    given = {
        "unit": "CAT",
        "kind": "reward",
        "name": "Hội đồng thi đua, khen thưởng",
        "year": "2025",
        "number": "15/QĐ",
        "decided": "15/01/2025",
        "authority": "Giám đốc",
        "quorum": "2/3",
    }
    refused = browser.post("/hoi-dong/moi/", given)
    assert refused.status_code == 422
    assert "ghi căn cứ trong quy chế" in refused.content.decode()
    assert browser.post("/hoi-dong/moi/", given | {"quorum_ground": "Điều 5"}).status_code == 302
    council = Council.objects.get()
    page = f"/hoi-dong/{council.pk}/"
    added = browser.post(f"{page}thanh-vien/moi/", {"who": "001", "seat": "chair", "start": "15/01/2025"})
    assert added.status_code == 302
    unknown = browser.post(f"{page}thanh-vien/moi/", {"who": "zzz", "seat": "member", "start": "15/01/2025"})
    assert "Không có số hiệu, tài khoản nào là “zzz”" in unknown.content.decode()
    assert "Đại tá Trịnh Quốc Bảo" in text(browser, page)
    member = council.members.get()
    replaced = {"viec": "thay", "who": "002", "on": "01/09/2025", "why": "Điều động"}
    assert browser.post(f"/hoi-dong/thanh-vien/{member.pk}/", replaced).status_code == 302
    assert "đến 31/08/2025: Điều động, thay bằng Đại tá Lê Hoài Sơn" in text(browser, page)
    again = {"year": "2026", "number": "9/QĐ", "decided": "10/01/2026", "authority": "Giám đốc"}
    assert browser.post(f"{page}nam-sau/", again).status_code == 302
    assert Council.objects.filter(year=2026).exists()


def test_a_meeting_is_held_from_the_agenda_to_the_closed_minutes(s: Sitting) -> None:
    council, round = s.council(majority=True, majority_ground="Điều 7 Quy chế"), s.round()
    s.waiting(round)
    browser = client(s.secretary)
    now = timezone.localtime()
    given = {
        "round": round.pk,
        "day": f"{now:%d/%m/%Y}",
        "hour": "00:05",
        "place": "Phòng họp số 1",
        "chair": s.member(council, "001").pk,
        "secretary": s.member(council, "101").pk,
    }
    assert browser.post(f"/hoi-dong/{council.pk}/phien-hop/moi/", given).status_code == 302
    meeting = CouncilMeeting.objects.get()
    page = f"/hoi-dong/phien-hop/{meeting.pk}/"
    assert "chương trình chưa có hồ sơ, chưa điểm danh 5 người" in text(browser, page)
    browser.post(f"{page}viec/", {"viec": "lay-ho-so"})
    marks = {f"p{one.member_id}": "present" for one in meeting.attendances.all()}
    absent = meeting.attendances.get(member__person=s.chi)
    refused = browser.post(f"{page}diem-danh/", marks | {f"p{absent.member_id}": "absent"})
    assert "ghi lý do vắng" in refused.content.decode()
    browser.post(
        f"{page}diem-danh/", marks | {f"p{absent.member_id}": "absent", f"l{absent.member_id}": "Ốm"}
    )
    browser.post(f"{page}viec/", {"viec": "khai-mac"})
    assert "Đỗ Đức Hòa" in text(browser, page)
    assert "Mẫu số vẫn là 5." in text(browser, page)
    flag = s.item(meeting, "DVQT")
    item, line = f"/hoi-dong/muc/{flag.pk}/", flag.lines.get()
    assert "quá nửa tổng số 5 thành viên" in text(browser, item).lower()
    hands = {"viec": "gio-tay", f"f{line.pk}": "4", f"a{line.pk}": "0", f"b{line.pk}": "0"}
    many = browser.post(item, hands)
    assert many.status_code == 422
    assert "nhiều hơn 3 người có mặt và được biểu quyết" in many.content.decode()
    assert browser.post(item, hands | {f"f{line.pk}": "3"}).status_code == 302
    assert 'class="s-red dl"' in text(browser, item), "the red line after the last vote that is needed"
    assert browser.post(item, {"viec": "chuyen"}).status_code == 302
    assert Proposal.objects.get(collective=s.px01).stage == Stage.SIGNING
    end = f"{page}ket-thuc/"
    assert "Ghi kết luận" in browser.post(end, {"viec": "ket-thuc", "number": "3"}).content.decode()
    seen = browser.get(end).context["seen"]
    said = {"viec": "noi-dung", "remarks": "", "conclusion": "Nhất trí.", "seen": seen}
    assert browser.post(end, said).status_code == 302
    assert "Người khác vừa sửa" in browser.post(end, said | {"conclusion": "Khác"}).content.decode()
    assert browser.post(end, {"viec": "ket-thuc", "number": "03/BB"}).status_code == 302
    paper = text(browser, f"{page}bien-ban/")
    assert "khớp nội dung" in paper
    assert "Chưa biểu quyết, để phiên họp khác" in paper
    assert "Chưa biểu quyết: Chiến sĩ thi đua cơ sở" in text(browser, f"{page}thay-doi/")


def test_a_box_is_opened_and_closed_under_both_passphrases(s: Sitting) -> None:
    meeting = s.session()
    item = s.item(meeting, "CSTD_CS")
    address, browser = f"/hoi-dong/muc/{item.pk}/", client(s.secretary)
    words = {"chair_passphrase": WORDS[0], "secretary_passphrase": WORDS[1]}
    easy = browser.post(address, {"viec": "mo", "minutes": "30"} | dict.fromkeys(words, "123456789012"))
    assert easy.status_code == 422
    assert browser.post(address, {"viec": "mo", "minutes": "30", **words}).status_code == 302
    page = text(browser, f"/hoi-dong/phien-hop/{meeting.pk}/")
    assert "đang mở hòm phiếu số 1" in page
    assert "Chưa bỏ phiếu" in page
    assert "Bỏ phiếu của đồng chí" in text(client(s.officer), f"/hoi-dong/phien-hop/{meeting.pk}/")
    wrong = browser.post(
        address, {"viec": "dong", "why": "X", **words, "chair_passphrase": "không phải khóa này"}
    )
    assert wrong.status_code == 422
    assert browser.post(address, {"viec": "dong", "why": "Thử hòm", **words}).status_code == 302
    item.refresh_from_db()
    assert item.state == "counted"


def test_a_member_says_himself_that_he_does_not_vote(s: Sitting) -> None:
    council = s.council()
    meeting = s.session(council)
    line = s.item(meeting, "CSTD_CS").lines.get(proposal__person=s.binh)
    page = f"/hoi-dong/phien-hop/{meeting.pk}/khong-tham-gia/"
    browser = client(s.officer)
    given = {"viec": "ghi", "line": line.pk, "kind": "kin", "ground": "Em ruột"}
    other = browser.post(page, given | {"member": s.member(council, "201").pk})
    assert other.status_code == 422
    assert browser.post(page, given | {"member": s.member(council, "102").pk}).status_code == 302
    assert "Em ruột" in text(browser, page)
    assert client(s.standing).get(page).status_code == 403


def test_an_absent_member_writes_on_each_dossier(s: Sitting) -> None:
    meeting = s.marked(s.meeting(), {"201": "Ốm"})
    seat = meeting.attendances.get(member__person=s.chi)
    line = s.item(meeting, "CSTD_CS").lines.earliest("pk")
    browser = client(s.secretary)
    given = {"number": "12/CV", "day": "01/12/2025", f"y{line.pk}": "for"}
    assert browser.post(f"/hoi-dong/van-ban/{seat.pk}/", given | {"number": ""}).status_code == 422
    assert browser.post(f"/hoi-dong/van-ban/{seat.pk}/", given).status_code == 302
    seat.refresh_from_db()
    assert (seat.written_day, seat.votes.count()) == (date(2025, 12, 1), 1)


def test_other_units_find_no_council(s: Sitting) -> None:
    meeting = s.session()
    for address in (
        f"/hoi-dong/{meeting.council_id}/",
        f"/hoi-dong/phien-hop/{meeting.pk}/",
        f"/hoi-dong/muc/{s.item(meeting, 'DVQT').pk}/",
        f"/hoi-dong/phien-hop/{meeting.pk}/bien-ban/",
    ):
        assert client(s.other_boss).get(address).status_code == 404
        assert client(s.officer).get(address).status_code == 200, "a member"
    assert "Chưa có Hội đồng nào" in text(client(s.other_boss), "/hoi-dong/")


def test_a_button_that_is_refused_says_why(s: Sitting) -> None:
    meeting = s.meeting()
    browser = client(s.secretary)
    page = f"/hoi-dong/phien-hop/{meeting.pk}/"
    assert "Ghi lý do bỏ phiên họp" in str(
        browser.post(f"{page}viec/", {"viec": "bo"}, follow=True).content.decode()
    )
    assert "Chưa điểm danh" in str(
        browser.post(f"{page}viec/", {"viec": "khai-mac"}, follow=True).content.decode()
    )
    keys = [item.pk for item in meeting.items.all()]
    browser.post(f"{page}viec/", {"viec": "len", "muc": keys[1]})
    assert [item.pk for item in meeting.items.all()] == keys[::-1]
    assert client(s.standing).post(f"{page}viec/", {"viec": "lay-ho-so"}).status_code == 403


def test_lists_go_out_as_excel(s: Sitting) -> None:
    meeting = s.meeting()
    services.mark_attendance(
        actor=OPERATOR,
        meeting=meeting,
        marks={s.member(meeting.council, "201").pk: services.Mark(Presence.ABSENT, "Ốm")},
    )
    browser = client(s.secretary)
    for address in (
        "/hoi-dong/danh-sach.xlsx",
        f"/hoi-dong/{meeting.council_id}/thanh-vien.xlsx",
        f"/hoi-dong/phien-hop/{meeting.pk}/danh-sach-moi.xlsx",
        f"/hoi-dong/phien-hop/{meeting.pk}/thay-doi.xlsx",
    ):
        assert browser.get(address).content[:2] == b"PK", address

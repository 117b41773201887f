"""The pages of ballot boxes: what voters, the secretary and tellers do and read."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.council.test_casting import later
from tests.council.test_paper import opened as opened_on_paper
from tests.council.voting import CHAIR, FOR, SAID, SECRETARY, Council
from tests.exported import fault
from tests.movements.clustered import Clustered
from tests.people.months import as_, said
from vinhdanh.council.models import BallotBox
from vinhdanh.council.selectors.boxes import result_of
from vinhdanh.council.services.casting import cast
from vinhdanh.council.types.boxes import BoxState
from vinhdanh.movements.selectors.votes import votes_of

CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")
KEYS = {"chair_passphrase": CHAIR, "secretary_passphrase": SECRETARY}


def test_a_voter_chooses_looks_again_sends_and_sees_the_receipt_once(council: Council) -> None:
    box = council.open()
    voter, base = as_(council.members[2]), f"/hom-phieu/{box.pk}/"
    assert "1 hòm chờ phiếu của đồng chí" in said(voter.get("/hom-phieu/"))
    page = voter.get(base)
    words, markup = said(page), page.content.decode()
    assert "Phiếu kín. Hệ thống ghi đồng chí đã bỏ phiếu" in words
    assert "không bỏ phiếu cho mục này vì là Thủ trưởng đơn vị được đề nghị" in words
    assert "Tổng số thành viên để tính tỷ lệ vẫn là 8." in words
    assert "checked" not in markup, "nothing is chosen for him"
    assert 'name="m2"' not in markup
    again = voter.post(f"{base}xem-lai/", {"m1": "y"})
    assert "Còn mục 3 chưa chọn." in said(again)
    assert "no-store" in again["Cache-Control"]
    back = voter.post(base, {"m1": "y"}).content.decode()
    assert back.count("checked") == 1
    sent = voter.post(f"{base}gui/", {"m1": "y", "m3": "t"})
    assert CODE.search(said(sent))
    assert "no-store" in sent["Cache-Control"]
    assert voter.post(f"{base}gui/", {"m1": "n"}).status_code == 403
    later = said(voter.get(base))
    assert "đã bỏ phiếu . Kết quả có sau khi Thư ký đóng hòm" in later
    assert not CODE.search(later)
    # Nothing of it is kept with his session.
    kept = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    assert "m1" not in kept
    assert not CODE.search(kept)


def test_a_choice_on_an_item_that_is_not_his_does_not_go_through(council: Council) -> None:
    box = council.open()
    answer = as_(council.members[2]).post(f"/hom-phieu/{box.pk}/gui/", {"m2": "y"})
    assert answer.status_code == 422
    assert "là Thủ trưởng đơn vị được đề nghị" in said(answer)
    assert box.voters.filter(voted=True).count() == 0


def test_who_is_late_keeps_his_choices_and_reads_why(council: Council) -> None:
    box = council.open()
    later(box, 20)
    voter = as_(council.members[0])
    answer = voter.post(f"/hom-phieu/{box.pk}/gui/", {"m1": "y"})
    assert answer.status_code == 422
    assert "Hết giờ bỏ phiếu" in said(answer)
    assert 'value="y"' in answer.content.decode()
    assert "Thư ký gia hạn thì đồng chí bỏ tiếp được" in said(voter.get(f"/hom-phieu/{box.pk}/"))


def test_the_secretary_extends_closes_and_counts_again(council: Council) -> None:
    box = council.open()
    for member, choices in list(zip(council.members, SAID, strict=True))[:6]:
        cast(actor=member, box=box, choices=choices)
    secretary, base = as_(council.secretary), f"/hom-phieu/{box.pk}/"
    page = said(secretary.get(base))
    assert "6/7" in page
    assert "Đóng hòm, kiểm phiếu" in page
    refused = secretary.post(f"{base}gia-han/", {"gia-han-minutes": "30", "gia-han-why": ""})
    assert refused.status_code == 422
    assert "Ghi lý do gia hạn" in said(refused)
    assert (
        secretary.post(f"{base}gia-han/", {"gia-han-minutes": "30", "gia-han-why": "Mất điện"}).status_code
        == 302
    )
    wrong = secretary.post(f"{base}dong/", KEYS | {"chair_passphrase": "sai rồi nhé"})
    assert wrong.status_code == 422
    assert "6/7 người bỏ phiếu" in said(wrong)
    wrong = secretary.post(f"{base}dong/", KEYS | {"chair_passphrase": "sai rồi nhé", "why": "Đủ số"})
    assert "ít nhất một trong hai mật khẩu không đúng" in said(wrong)
    assert "sai rồi nhé" not in wrong.content.decode()
    assert secretary.post(f"{base}dong/", KEYS | {"why": "Đủ số"}).status_code == 302
    closed = said(secretary.get(base))
    assert "Kết quả kiểm phiếu" in closed
    assert "Không đạt" in closed
    assert "khớp nhau" in said(secretary.post(f"{base}kiem-lai/", follow=True))
    assert fault(secretary.get(f"{base}ket-qua.xlsx").content, council.secretary.username) == ""


def test_the_result_of_others_is_read_by_who_sees_the_unit_and_keeps_nothing_back(council: Council) -> None:
    box = council.open()
    receipts = council.vote(box)
    council.close(box)
    base = f"/hom-phieu/{box.pk}/"
    standing = as_(council.standing)
    assert "Quyền này thuộc: Thư ký Hội đồng" in said(standing.get(base))
    assert standing.post(f"{base}kiem-lai/").status_code == 403
    assert as_(council.outsider).get(base).status_code == 404
    voter = as_(council.members[0])
    assert "đã được kiểm" in said(voter.post(f"{base}doi-chieu/", {"receipt": receipts[0]}))
    assert "Không có phiếu nào mang mã này" in said(
        voter.post(f"{base}doi-chieu/", {"receipt": "AAAA-AAAA-AAAA-AAAA"})
    )
    assert voter.post(f"{base}doi-chieu/", {"receipt": "gõ nhầm"}).status_code == 422


def test_a_cancelled_box_says_who_and_why(council: Council) -> None:
    box = council.open()
    secretary, base = as_(council.secretary), f"/hom-phieu/{box.pk}/"
    assert secretary.post(f"{base}huy/", {"why": ""}).status_code == 422
    secretary.post(f"{base}huy/", {"why": "Quên mật khẩu"})
    assert "Quên mật khẩu" in said(as_(council.members[0]).get(base))
    assert as_(council.members[0]).post(f"{base}gui/", {"m1": "y"}).status_code == 422


def test_the_list_is_filtered_and_taken_out(council: Council) -> None:
    box = council.open()
    void = council.open(title="Phiếu bầu Giấy khen")
    BallotBox.objects.filter(pk=void.pk).update(
        state="void", closed=timezone.now(), content=b"", locked=b"", salts=b""
    )
    client = as_(council.secretary)
    assert "Phiếu bầu Giấy khen" in said(client.get("/hom-phieu/?tinh-trang=void"))
    assert box.title not in said(client.get("/hom-phieu/?tim=giay+khen"))
    assert "khớp bộ lọc" in said(client.get("/hom-phieu/?tim=khong-co"))
    assert "Chưa có hòm phiếu nào" in said(as_(council.outsider).get("/hom-phieu/"))
    assert client.get("/hom-phieu/danh-sach.xlsx").status_code == 200


def test_paper_is_typed_by_two_without_seeing_each_other(council: Council) -> None:
    box = opened_on_paper(council)
    base = f"/hom-phieu/{box.pk}/nhap-phieu/"
    figures = {"handed_out": "8", "returned": "8", "valid": "7", "invalid": "1"}
    figures |= {"m1y": "6", "m1n": "1", "m1t": "0", "m2y": "5", "m2n": "1", "m2t": "1"}
    figures |= {"m3y": "2", "m3n": "5", "m3t": "0"}
    first, second = (as_(one) for one in council.members[:2])
    assert first.post(base, figures | {"m1y": ""}).status_code == 422
    assert first.post(base, figures).status_code == 302
    blind = second.get(base)
    assert 'value="6"' not in blind.content.decode()
    assert "số của họ chưa hiện" in said(blind)
    assert "5 đồng ý" not in said(second.get(f"/hom-phieu/{box.pk}/"))
    second.post(base, figures | {"m2y": "4", "m2n": "2"})
    differs = said(first.get(base))
    assert "5 đồng ý, 1 không đồng ý, 1 trắng" in differs
    for client in (first, second):
        client.post(base, figures)
    assert result_of(BallotBox.objects.get(pk=box.pk))[0].for_ == 6
    assert as_(council.secretary).get(base).status_code == 403


def test_the_head_of_a_cluster_opens_a_box_and_closes_it_into_the_year(db: None) -> None:
    k = Clustered()
    year = k.meeting()
    boss = as_(k.boss)
    page = boss.get(f"/hom-phieu/cum-khoi/{year.pk}/")
    assert "Đơn vị có đại biểu dự" in said(page)
    present = [str(one.pk) for one in year.members.all()]
    data = {"honour": "DVTT", "minutes": "15", "present": present, **KEYS}
    data |= {"chair_again": CHAIR, "secretary_again": "khác hẳn rồi"}
    refused = boss.post(f"/hom-phieu/cum-khoi/{year.pk}/", data)
    assert refused.status_code == 422
    assert "Hai lần nhập khác nhau" in said(refused)
    assert CHAIR not in refused.content.decode()
    made = boss.post(f"/hom-phieu/cum-khoi/{year.pk}/", data | {"secretary_again": SECRETARY})
    assert made.status_code == 302
    box = BallotBox.objects.get()
    for voter in box.voters.all():
        cast(actor=voter.account, box=box, choices={f"member:{present[0]}": FOR})
    assert boss.post(f"/hom-phieu/{box.pk}/dong/", KEYS).status_code == 422
    boss.post(f"/hom-phieu/{box.pk}/dong/", KEYS | {"minutes": "3/BB"})
    box.refresh_from_db()
    assert box.state == BoxState.CLOSED
    assert votes_of(year)[0].ballot.minutes == "3/BB"
    # The member's head sees the year but keeps nothing of it.
    assert as_(k.third).get(f"/hom-phieu/cum-khoi/{year.pk}/").status_code == 403
    assert as_(k.officer).get(f"/hom-phieu/cum-khoi/{year.pk}/").status_code in (403, 404)


@pytest.mark.parametrize("path", ["", "xem-lai/", "gui/", "dong/", "doi-chieu/"])
def test_choices_and_passphrases_are_hidden_in_reports_of_errors(council: Council, path: str) -> None:
    box = council.open()
    actor = council.secretary if path == "dong/" else council.members[0]
    if path == "doi-chieu/":
        council.vote(box)
        council.close(box)
    answer = as_(actor).post(f"/hom-phieu/{box.pk}/{path}", {"m1": "y", "chair_passphrase": "x"})
    assert answer.wsgi_request.sensitive_post_parameters == "__ALL__"  # type: ignore[attr-defined]

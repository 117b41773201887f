"""The addresses of the council's papers: who gets them, who is refused and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.council.sitting import Sitting
from tests.council.test_paper import count as typed_count
from tests.council.test_paper import opened as opened_on_paper
from tests.council.voting import Council
from tests.papers import page_texts, pdf_text
from tests.people.months import as_, said
from vinhdanh.council.models import Attendance, BallotBox
from vinhdanh.council.services.paper import type_paper
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

pytestmark = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


def test_minutes_are_printed_from_their_page(s: Sitting) -> None:
    meeting = s.session()
    address = f"/hoi-dong/phien-hop/{meeting.pk}/bien-ban"
    secretary = as_(s.secretary)
    page = secretary.get(f"{address}/").content.decode()
    assert f'href="{address}.pdf"' in page
    assert "In bằng lệnh in của trình duyệt" not in page
    assert "BIÊN BẢN" in pdf_text(secretary.get(f"{address}.pdf").content)
    assert as_(s.other_boss).get(f"{address}.pdf").status_code == 404


def test_a_planned_meeting_has_an_invitation_and_no_minutes(s: Sitting) -> None:
    base = f"/hoi-dong/phien-hop/{s.meeting().pk}/"
    secretary = as_(s.secretary)
    assert f"{base}giay-moi.pdf" in secretary.get(base).content.decode()
    assert "GIẤY MỜI" in pdf_text(secretary.get(f"{base}giay-moi.pdf").content)
    assert secretary.get(f"{base}bien-ban.pdf").status_code == 404
    assert as_(s.standing).get(f"{base}giay-moi.pdf").status_code == 403


def test_minutes_keep_people_under_secrecy_back(s: Sitting) -> None:
    meeting = s.session()
    Person.objects.filter(pk=s.binh.pk).update(secrecy=Secrecy.SECRET)
    text = pdf_text(as_(s.secretary).get(f"/hoi-dong/phien-hop/{meeting.pk}/bien-ban.pdf").content)
    assert "Trần Bình" not in text


def test_an_absent_member_s_sheet_is_his_and_the_secretary_s(s: Sitting) -> None:
    meeting = s.session(absent={"002": "đi công tác"})
    row = Attendance.objects.get(meeting=meeting, member__person=s.deputy)
    address = f"/hoi-dong/van-ban/{row.pk}/phieu.pdf"
    assert f"{address}" in as_(s.secretary).get(f"/hoi-dong/van-ban/{row.pk}/").content.decode()
    for account in (s.secretary, s.deputy_account):
        assert "Tôi là Đại tá Lê Hoài Sơn" in pdf_text(as_(account).get(address).content)
    assert as_(s.chair_account).get(address).status_code == 403
    there = Attendance.objects.get(meeting=meeting, member__person=s.director)
    refused = as_(s.secretary).get(f"/hoi-dong/van-ban/{there.pk}/phieu.pdf")
    assert refused.status_code == 403
    assert "biểu quyết tại phiên họp" in said(refused)


def test_ballots_are_printed_by_who_keeps_the_box_one_for_each_member_at_most(council: Council) -> None:
    box = opened_on_paper(council)
    address = f"/hom-phieu/{box.pk}/phieu-bau.pdf"
    secretary = as_(council.secretary)
    assert address in secretary.get(f"/hom-phieu/{box.pk}/").content.decode()
    assert len(page_texts(secretary.get(address).content)) == 8
    assert len(page_texts(secretary.get(f"{address}?so=3").content)) == 3
    assert len(page_texts(secretary.get(f"{address}?so=500").content)) == 8
    assert len(page_texts(secretary.get(f"{address}?so=khong").content)) == 8
    assert as_(council.members[0]).get(address).status_code == 403
    assert as_(council.outsider).get(address).status_code == 404
    on_screen = council.open()
    assert secretary.get(f"/hom-phieu/{on_screen.pk}/phieu-bau.pdf").status_code == 404


def test_a_count_is_there_once_the_box_is_closed(council: Council) -> None:
    box = opened_on_paper(council)
    address = f"/hom-phieu/{box.pk}/bien-ban-kiem-phieu.pdf"
    secretary = as_(council.secretary)
    assert secretary.get(address).status_code == 404
    for teller in council.members[:2]:
        type_paper(actor=teller, box=box, count=typed_count())
    assert address in secretary.get(f"/hom-phieu/{box.pk}/").content.decode()
    assert "BIÊN BẢN KIỂM PHIẾU" in pdf_text(secretary.get(address).content)


def test_a_count_that_was_tampered_with_says_why_it_is_not_printed(
    council: Council, guards_down: Any
) -> None:
    box = opened_on_paper(council)
    for teller in council.members[:2]:
        type_paper(actor=teller, box=box, count=typed_count())
    with guards_down():
        BallotBox.objects.filter(pk=box.pk).update(digest="0" * 64)
    answer = as_(council.secretary).get(f"/hom-phieu/{box.pk}/bien-ban-kiem-phieu.pdf")
    assert answer.status_code == 409
    assert "không còn đúng như lúc kiểm phiếu" in said(answer)

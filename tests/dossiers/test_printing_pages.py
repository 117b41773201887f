"""The addresses of the papers of dossiers, units and rounds: who gets them, who is refused and why."""

from __future__ import annotations

import pytest

from tests.dossiers.review import Review
from tests.papers import pdf_text
from tests.people.months import as_, said
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture
def round(review: Review) -> ReviewRound:
    return review.round()


@pytest.fixture
def two(review: Review, round: ReviewRound) -> list[Proposal]:
    return [review.proposal(round, review.an), review.proposal(round, review.binh, place=review.d2)]


def at_unit(round: ReviewRound, what: str) -> str:
    return f"/dot-xet-tang/{round.pk}/de-nghi/PX01/{what}.pdf"


def test_a_dossier_s_page_leads_to_its_papers(review: Review, two: list[Proposal]) -> None:
    base, clerk = f"/ho-so-khen-thuong/{two[0].pk}/", as_(review.clerk)
    page = clerk.get(base).content.decode()
    for name, words in (("bao-cao-thanh-tich", "BÁO CÁO THÀNH TÍCH"), ("tom-tat-thanh-tich", "TÓM TẮT")):
        assert f'href="{base}{name}.pdf"' in page
        assert f'href="{base}{name}.docx"' in page
        answer = clerk.get(f"{base}{name}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert words in pdf_text(answer.content)
    assert as_(review.other_boss).get(f"{base}bao-cao-thanh-tich.pdf").status_code == 404
    assert clerk.get(f"{base}bao-cao-thanh-tich.odt").status_code == 404


def test_who_is_under_secrecy_takes_out_his_own_report_only(review: Review, two: list[Proposal]) -> None:
    Person.objects.filter(pk=review.an.pk).update(secrecy=Secrecy.SECRET)
    base = f"/ho-so-khen-thuong/{two[0].pk}/"
    refused = as_(review.standing).get(f"{base}bao-cao-thanh-tich.pdf")
    assert refused.status_code == 403
    assert "Người có độ mật không xuất ra tệp" in said(refused)
    page = as_(review.standing).get(base)
    assert "Người có độ mật không xuất ra tệp" in said(page)
    assert "bao-cao-thanh-tich.pdf" not in page.content.decode()
    assert as_(review.officer).get(f"{base}bao-cao-thanh-tich.pdf").status_code == 200


def test_the_return_letter_is_the_agency_s(review: Review, two: list[Proposal]) -> None:
    address = f"/ho-so-khen-thuong/{two[0].pk}/cong-van-tra.pdf"
    assert as_(review.standing).get(address).status_code == 404, "it has not been sent back"
    move(actor=review.standing, proposal=review.sent(two[0]), verb="return", why="Thiếu số liệu.")
    standing = as_(review.standing)
    assert "Thiếu số liệu." in pdf_text(standing.get(address).content)
    assert address in standing.get(f"/ho-so-khen-thuong/{two[0].pk}/").content.decode()
    refused = as_(review.boss).get(address)
    assert refused.status_code == 403
    assert address not in as_(review.boss).get(f"/ho-so-khen-thuong/{two[0].pk}/").content.decode()
    of_unit = at_unit(two[0].round, "cong-van-tra")
    assert "Thiếu số liệu." in pdf_text(standing.get(of_unit).content)
    assert as_(review.boss).get(of_unit).status_code == 403


def test_a_unit_s_page_leads_to_its_list_its_submission_and_its_meetings(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    boss = as_(review.boss)
    page = said(boss.get(f"/dot-xet-tang/{round.pk}/de-nghi/PX01/"))
    assert "Danh sách trích ngang" in page
    assert "Tờ trình 402/TTr-PX01" in page
    assert "Biên bản bình xét số 12/BB" in page
    for name in ("trich-ngang", "to-trinh", "bien-ban"):
        text = pdf_text(boss.get(at_unit(round, name)).content)
        assert "Lê Thị Ánh" in text, name
        assert "Trần Bình" in text, name
        assert as_(review.other_boss).get(at_unit(round, name)).status_code == 404
    assert boss.get(at_unit(round, "to-trinh") + "?so=402/TTr-PX01").status_code == 200
    assert boss.get(at_unit(round, "to-trinh") + "?so=khong-co").status_code == 404
    ReviewRound.objects.filter(pk=round.pk).update(state=RoundState.CLOSED)
    assert boss.get(at_unit(round, "to-trinh")).status_code == 200, "what was submitted stays"


def test_nothing_written_nothing_to_print(review: Review, round: ReviewRound) -> None:
    review.proposal(round, review.an, filled=False)
    boss = as_(review.boss)
    assert boss.get(at_unit(round, "to-trinh")).status_code == 404
    assert boss.get(at_unit(round, "bien-ban")).status_code == 404
    assert boss.get(at_unit(round, "trich-ngang")).status_code == 200


def test_half_a_paper_is_not_printed(review: Review, round: ReviewRound, two: list[Proposal]) -> None:
    """Whoever sees only some of the proposals does not get a submission that names only those."""
    of_team = as_(make_account("doi-mot", (Role.UNIT_CLERK, "PX01-D1")))
    for name in ("to-trinh", "bien-ban", "trich-ngang"):
        refused = of_team.get(at_unit(round, name))
        assert refused.status_code == 403, name
        assert "xem được 1 trong 2 đề nghị" in said(refused)
        assert "Trần Bình" not in said(refused)


def test_people_under_secrecy_stay_out_of_lists_and_are_counted(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    Person.objects.filter(pk=review.an.pk).update(secrecy=Secrecy.SECRET)
    for address in (at_unit(round, "trich-ngang"), f"/dot-xet-tang/{round.pk}/trich-ngang.pdf"):
        text = pdf_text(as_(review.standing).get(address).content)
        assert "Lê Thị Ánh" not in text
        assert "Trần Bình" in text
        assert "Không in 1 người có độ mật." in text


def test_the_notices_of_a_round_are_printed_by_who_runs_it(
    review: Review, round: ReviewRound, two: list[Proposal]
) -> None:
    base = f"/dot-xet-tang/{round.pk}/"
    page = as_(review.standing).get(base).content.decode()
    for name, words in (
        ("trich-ngang", "DANH SÁCH TRÍCH NGANG"),
        ("lich-xet", "Lịch xét khen thưởng"),
        ("ket-qua", "Kết quả xét khen thưởng"),
    ):
        assert f"{base}{name}.pdf" in page
        assert words in pdf_text(as_(review.standing).get(f"{base}{name}.pdf").content)
        assert as_(review.boss).get(f"{base}{name}.pdf").status_code == 403
    narrowed = as_(review.standing).get(f"{base}trich-ngang.pdf?tim=binh")
    assert "Ánh" not in pdf_text(narrowed.content)
    assert as_(review.standing).get(f"{base}niem-yet/999.pdf").status_code == 404

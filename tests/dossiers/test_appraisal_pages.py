"""The pages of appraisal, assessments, posting and holds: what each account does and reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.dossiers.review import Review
from tests.exported import fault
from tests.people.months import as_, said
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import Assessment, Objection, Opinion, PostingLine, Proposal
from vinhdanh.dossiers.panels import panels_of
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.posting import post, set_posting_term
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.views import posting
from vinhdanh.people.models import Discipline

pytestmark = pytest.mark.django_db
DAY = f"{timezone.localdate():%d/%m/%Y}"


@pytest.fixture
def review() -> Review:
    return Review()


def test_a_department_answers_what_waits_for_it_one_by_one_and_many_at_once(review: Review) -> None:
    round = review.round()
    clean = review.sent(review.proposal(round))
    marked = review.sent(review.proposal(round, review.binh, place=review.d2))
    Discipline.objects.create(person=review.binh, form=1, decided=date(2025, 5, 4), ends=date(2025, 8, 4))
    reviewer = as_(make_account("px02", (Role.REVIEWING_DEPARTMENT, "PX02")))
    page = said(reviewer.get("/tham-dinh/"))
    assert "2 ý kiến chờ cơ quan tôi" in page
    assert "Kỷ luật khiển trách ngày 04/05/2025" in page
    first, second = (Opinion.objects.get(proposal=one) for one in (clean, marked))
    done = reviewer.post("/tham-dinh/dong-y/", {"chon": [str(first.pk)]}, follow=True)
    assert "Đã ghi đồng ý về 1 hồ sơ" in said(done)
    refused = reviewer.post("/tham-dinh/dong-y/", {"chon": [str(second.pk)]}, follow=True)
    assert "phải xem từng hồ sơ: Trần Bình" in said(refused)
    address = f"/ho-so-khen-thuong/{marked.pk}/tham-dinh/"
    wrong = reviewer.post(f"{address}{second.pk}/", {"answer": "disagree", "note": ""})
    assert wrong.status_code == 422
    assert "vì sao không đồng ý" in said(wrong)
    reviewer.post(f"{address}{second.pk}/", {"answer": "disagree", "note": "Bị khiển trách"})
    assert "Không đồng ý : Bị khiển trách" in said(reviewer.get(address))
    assert "Không có hồ sơ nào" in said(reviewer.get("/tham-dinh/"))
    found = said(reviewer.get("/tham-dinh/?tt=tat-ca&tim=binh"))
    assert "Trần Bình" in found
    assert "Lê Thị Ánh" not in found
    standing = as_(review.standing)
    standing.post(f"{address}{second.pk}/xet-tiep/", {"why": "Kỷ luật đã hết hiệu lực"})
    assert "Thường trực xét tiếp: Kỷ luật đã hết hiệu lực" in said(standing.get(address))
    taken = reviewer.get("/tham-dinh/danh-sach.xlsx?tt=tat-ca")
    assert fault(taken.content, "px02") == ""
    assert as_(review.boss).get("/tham-dinh/").status_code == 403


def test_a_changed_file_is_looked_at_and_frozen_anew(review: Review) -> None:
    proposal = review.sent(review.proposal(review.round()))
    Discipline.objects.create(person=review.an, form=1, decided=date(2020, 5, 4), ends=date(2020, 8, 4))
    standing = as_(review.standing)
    address = f"/ho-so-khen-thuong/{proposal.pk}/ban-danh-gia/"
    page = said(standing.get(address))
    assert "Thêm hồ sơ: Kỷ luật: khiển trách ngày 04/05/2020" in page
    assert "Ghi đã xem những thay đổi nào" in said(
        standing.post(f"{address}chot-lai/", {"why": ""}, follow=True)
    )
    standing.post(f"{address}chot-lai/", {"why": "Kỷ luật cũ"})
    assert "Lý do chốt lại: Kỷ luật cũ" in said(standing.get(address))
    assert Assessment.objects.count() == 2


def hung_out(review: Review) -> tuple[Proposal, PostingLine]:
    round = review.round()
    proposal = review.at(review.proposal(round), Stage.POSTING)
    set_posting_term(actor=review.standing, round=round, working_days=3, ground="Kế hoạch")
    post(actor=review.standing, round=round, proposals=[proposal], place="Bảng tin")
    return proposal, PostingLine.objects.get()


def test_the_standing_body_hangs_a_list_out_and_everybody_reads_it(review: Review) -> None:
    round = review.round()
    proposal = review.at(review.proposal(round), Stage.POSTING)
    standing, base = as_(review.standing), f"/dot-xet-tang/{round.pk}/niem-yet/"
    assert "1 hồ sơ chưa có số ngày" in said(standing.get(base))
    assert "Ghi căn cứ" in said(standing.post(f"{base}so-ngay/", {"working_days": "3", "ground": ""}))
    standing.post(f"{base}so-ngay/", {"working_days": "3", "ground": "Kế hoạch 12"})
    data = {"starts": DAY, "place": "Bảng tin", "outlets": "", "chon": [str(proposal.pk)]}
    assert standing.post(base, data | {"place": ""}).status_code == 422
    assert "Đã niêm yết 1 danh sách" in said(standing.post(base, data, follow=True))
    stranger = as_(make_account("px02", (Role.OFFICER, "PX02"), person_number="201"))
    page = said(stranger.get("/niem-yet/"))
    assert "Đang niêm yết 1 đề nghị" in page
    assert "Lê Thị Ánh" in page
    assert "Không có đề nghị nào khớp" in said(stranger.get("/niem-yet/?tim=binh"))
    assert stranger.get("/niem-yet/danh-sach.xlsx").status_code == 200


def test_a_long_list_is_hung_out_whole(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "TO_POST", 1)
    round = review.round()
    for one, place in ((review.an, review.d1), (review.binh, review.d2)):
        review.at(review.proposal(round, one, place=place), Stage.POSTING)
    standing, base = as_(review.standing), f"/dot-xet-tang/{round.pk}/niem-yet/"
    standing.post(f"{base}so-ngay/", {"working_days": "3", "ground": "Kế hoạch 12"})
    assert "Niêm yết cả 2 hồ sơ" in said(standing.get(base))
    standing.post(base, {"starts": DAY, "place": "Bảng tin", "outlets": "", "ca": "2"})
    assert PostingLine.objects.count() == 2


def test_an_objection_is_sent_concluded_and_the_file_goes_on(review: Review) -> None:
    proposal, line = hung_out(review)
    stranger = as_(make_account("px02", (Role.OFFICER, "PX02"), person_number="201"))
    box = f"/niem-yet/{line.pk}/y-kien/"
    assert stranger.post(box, {"text": ""}).status_code == 422
    sent = stranger.post(box, {"text": "Vắng trực ngày 12/5", "unnamed": "on"}, follow=True)
    assert "Đã gửi ý kiến" in said(sent)
    assert "chính đồng chí" in said(as_(review.officer).get(box))
    hold = Objection.objects.get().hold
    address = f"/ho-so-khen-thuong/{proposal.pk}/hoan-xet/"
    assert "Trần Thị px02" in said(as_(review.standing).get(address))
    unit = said(as_(review.boss).get(address))
    assert "Trần Thị px02" not in unit
    assert "đề nghị không nêu tên" in unit
    assert "Vắng trực" not in said(as_(review.officer).get(address))
    assert "Đang hoãn xét 1 hồ sơ" in said(
        as_(review.standing).get(f"/dot-xet-tang/{proposal.round_id}/hoan-xet/")
    )
    standing = as_(review.standing)
    data = {"outcome": "not_upheld", "conclusion": "", "document": "", "on": DAY}
    assert standing.post(f"{address}{hold.pk}/", data).status_code == 422
    done = standing.post(f"{address}{hold.pk}/", data | {"conclusion": "Có phép"}, follow=True)
    assert "Hồ sơ nay ở bước “Niêm yết”" in said(done)


def test_the_standing_body_holds_a_file_from_its_page(review: Review) -> None:
    proposal = review.at(review.proposal(review.round()), Stage.COUNCIL)
    address = f"/ho-so-khen-thuong/{proposal.pk}/hoan-xet/"
    data = {"ground": "complaint", "note": "", "document": "", "on": DAY}
    standing = as_(review.standing)
    assert standing.post(address, data).status_code == 422
    assert "Đã hoãn xét" in said(standing.post(address, data | {"note": "Đơn 12"}, follow=True))
    assert as_(review.boss).post(address, data | {"note": "x"}).status_code == 403


def test_the_dossier_gets_its_panels(review: Review) -> None:
    proposal = review.proposal(review.round())
    assert not panels_of(review.standing, proposal, side=False)
    sent = review.sent(proposal)
    held = move(actor=review.standing, proposal=sent, verb="defer", why="Đơn")
    names = [
        template for side in (False, True) for template, _ in panels_of(review.standing, held, side=side)
    ]
    assert names == ["dossiers/opinions_panel.html", "dossiers/frozen_panel.html"]

"""The pages of a dossier: what each account does and reads there."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.dossiers.review import Review
from tests.people.months import as_, said
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.dossiers.models import Attachment, Proposal
from vinhdanh.dossiers.services import add_comment, answer_edit, ask_edits, move, save_part
from vinhdanh.dossiers.services.edits import Ask
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import Audience, EditState, PartKind
from vinhdanh.engine import Verdict

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
QUIET = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def review(settings: Any, tmp_path: Path) -> Review:
    settings.MEDIA_ROOT = tmp_path
    return Review()


def at(proposal: Proposal, place: str = "") -> str:
    return f"/ho-so-khen-thuong/{proposal.pk}/{place}"


def raw(answer: Any) -> str:
    """A page with its markup, for what stands in fields."""
    return html.unescape(answer.content.decode())


def test_from_an_empty_dossier_to_the_appraisal(review: Review) -> None:
    made = review.proposal(review.round(), review.binh, place=review.d2, filled=False)
    clerk, boss = as_(review.clerk), as_(review.boss)
    page = said(clerk.get(at(made)))
    assert "Đang chờ đội bình xét và lập hồ sơ" in page
    assert "Giấy tờ: có 0 trong 4" in page
    assert "Thiếu biên bản bình xét: chưa ghi" in page
    wrong = clerk.post(at(made, "phan/summary/"), {"text": "x" * 501, "seen": 0})
    assert wrong.status_code == 422
    assert "rút bớt 1 ký tự" in said(wrong)
    clerk.post(at(made, "phan/summary/"), {"text": "Phụ trách 23 lớp", "seen": 0})
    minutes = {"on": f"{timezone.localdate():%d/%m/%Y}", "strength": 1, "present": 1, "in_favour": 2}
    minutes |= {"against": 0, "blank": 0, "chair": "Hà Mạnh Cường", "secretary": "Lê Thị Ánh", "seen": 0}
    refused = clerk.post(at(made, "phan/minutes/"), minutes)
    assert "Tổng 2 phiếu không thể nhiều hơn 1 người có mặt" in said(refused)
    clerk.post(at(made, "phan/minutes/"), minutes | {"in_favour": 1})
    clerk.post(at(made, "chuyen/hand_in/"), {"seen": "draft"})
    locked = boss.post(at(made, "chuyen/submit/"), {"seen": "unit"})
    assert locked.status_code == 422
    assert "Thiếu báo cáo thành tích: chưa ghi" in said(locked)
    report = {"i": "Trần Bình", "ii-1": "Đội trưởng", "ii-2": "23 lớp", "seen": 0}
    boss.post(at(made, "phan/report/"), report)
    boss.post(at(made, "phan/submission/"), {"number": "402/TTr-PX01", "on": minutes["on"], "seen": 0})
    boss.post(at(made, "chuyen/submit/"), {"seen": "unit"})
    made.refresh_from_db()
    assert made.stage == Stage.APPRAISAL


def test_a_part_saves_by_itself_and_counts(review: Review) -> None:
    made = review.proposal(review.round(), review.binh, place=review.d2, filled=False)
    clerk = as_(review.clerk)
    kept = raw(clerk.post(at(made, "phan/summary/"), {"text": "Hai mươi ba lớp", "seen": 0}, **QUIET))
    assert "Đã lưu" in kept
    assert "15 trong 500 ký tự" in kept
    assert 'name="seen" id="seen" value="1"' in kept
    save_part(actor=review.boss, proposal=made, part=PartKind.SUMMARY, content={"text": "Người khác"})
    late = raw(clerk.post(at(made, "phan/summary/"), {"text": "Của tôi", "seen": 1}, **QUIET))
    assert "đồng chí Trần Thị thutruong vừa sửa phần này" in late
    assert 'id="seen"' not in late, "only the writer decides to save over the other's text"
    both = clerk.post(at(made, "phan/summary/"), {"text": "Của tôi", "seen": 1})
    assert both.status_code == 409
    page = raw(both)
    assert "<del>Người khác</del>" in page
    assert ">Của tôi</textarea>" in page
    clerk.post(at(made, "phan/summary/"), {"text": "Của tôi", "seen": 2})
    versions = said(clerk.get(at(made, "phan/summary/cac-ban/?tu=2&den=3")))
    assert "Bản 3 so với bản 2" in versions


def test_what_is_typed_survives_a_lock_that_came_meanwhile(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    answer = as_(review.boss).post(at(made, "phan/summary/"), {"text": "Chữ vừa gõ", "seen": 1})
    assert answer.status_code == 403
    assert ">Chữ vừa gõ</textarea>" in raw(answer)


def test_a_request_is_shown_with_what_was_changed_and_settled_by_its_asker(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    standing, boss = as_(review.standing), as_(review.boss)
    assert standing.post(at(made, "yeu-cau-sua/"), {}).status_code == 422
    standing.post(at(made, "yeu-cau-sua/"), {"report-ii-2": "Ghi rõ số lớp"})
    edit = made.edit_requests.get()
    opened = said(boss.get(at(made)))
    assert "Yêu cầu sửa: 1 phần" in opened
    assert "“Ghi rõ số lớp”" in opened
    content = {"i": "I. Sơ lược lý lịch: đã ghi.", "ii-1": "x", "ii-2": "23 lớp, 2.418 lượt người", "seen": 1}
    boss.post(at(made, "phan/report/"), content)
    boss.post(at(made, f"yeu-cau-sua/{edit.pk}/gui-lai/"), {"note": ""})
    shown = said(standing.get(at(made)))
    assert "Đang chờ đồng chí xem lại 1 phần đã sửa" in shown
    assert "23 lớp" in shown
    assert "Chưa chuyển được" in shown or "chưa xem lại phần đã sửa" in shown
    standing.post(at(made, f"yeu-cau-sua/{edit.pk}/dong-y/"), {})
    edit.refresh_from_db()
    assert edit.state == EditState.ACCEPTED


def test_the_reason_of_a_return_stays_on_top_until_it_is_sent_again(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    move(actor=review.standing, proposal=made, verb="return", why="Chưa ghi lý do vắng")
    boss = as_(review.boss)
    assert "Trả lại: “Chưa ghi lý do vắng”" in said(boss.get(at(made)))
    boss.post(at(made, "chuyen/resubmit/"), {"seen": "returned"})
    assert "Trả lại: “" not in said(boss.get(at(made)))


def test_a_move_without_its_reason_keeps_the_form_open(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    answer = as_(review.standing).post(at(made, "chuyen/return/"), {"seen": "unit", "why": "Thiếu giấy"})
    assert answer.status_code == 422
    assert "vừa chuyển sang “Thẩm định”" in said(answer)
    assert "Thiếu giấy</textarea>" in raw(answer)
    assert as_(review.standing).post(at(made, "chuyen/bay/")).status_code == 404


def test_a_file_is_taken_by_its_content_and_given_only_to_be_saved(review: Review) -> None:
    made = review.proposal(review.round(), review.binh, place=review.d2)
    clerk = as_(review.clerk)
    program = SimpleUploadedFile("giay.pdf", b"MZ\x90 not a paper")
    refused = clerk.post(at(made, "tep/"), {"item": "Giấy xác nhận", "file": program}, follow=True)
    assert "xem theo nội dung, không theo tên" in said(refused)
    clerk.post(at(made, "tep/"), {"item": "Giấy xác nhận", "file": SimpleUploadedFile("a.html", PDF)})
    file = Attachment.objects.get()
    given = clerk.get(at(made, f"tep/{file.pk}/"))
    assert given["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Type"] == "application/pdf"
    assert given.content == PDF
    assert as_(review.other_boss).get(at(made, f"tep/{file.pk}/")).status_code == 404
    clerk.post(at(made, f"tep/{file.pk}/rut/"), {"why": "Nhầm tệp"})
    page = said(clerk.get(at(made)))
    assert "Rút tệp a.pdf" in page


def test_a_dossier_out_of_scope_does_not_exist(review: Review) -> None:
    made = review.proposal(review.round(), review.binh, place=review.d2)
    other = as_(review.other_boss)
    for place in ("", "phan/report/", "phan/report/cac-ban/", "yeu-cau-sua/", "ha-danh-hieu/", "tach/"):
        assert other.get(at(made, place)).status_code == 404, place
    assert other.post(at(made, "chuyen/hand_in/")).status_code == 404


def test_the_subject_reads_his_dossier_but_not_what_the_agency_says_of_it(review: Review) -> None:
    made = review.at(review.proposal(review.round()), Stage.APPRAISAL)
    add_comment(actor=review.standing, proposal=made, text="Chờ xác minh đơn", audience=Audience.AGENCY)
    add_comment(actor=review.standing, proposal=made, text="Gửi trước ngày họp")
    page = said(as_(review.officer).get(at(made)))
    assert "Gửi trước ngày họp" in page
    assert "Chờ xác minh đơn" not in page
    assert "Chờ xác minh đơn" in said(as_(review.standing).get(at(made)))


def test_lowering_and_deciding_on_pages(review: Review) -> None:
    round = review.round()
    high = review.at(review.proposal(round, review.binh, "CSTD_CS", place=review.d2), Stage.APPRAISAL)
    other = review.at(review.proposal(round, review.an), Stage.APPRAISAL)
    standing = as_(review.standing)
    missing = standing.post(at(high, "ha-danh-hieu/"), {"honour": "CSTT", "why": ""})
    assert missing.status_code == 422
    standing.post(at(high, "ha-danh-hieu/"), {"honour": "CSTT", "why": "Chưa đủ", "seen": "appraisal"})
    low = Proposal.objects.get(came_from=high)
    assert "Thay hồ sơ" in said(standing.get(at(low)))
    review.reviewed(low)
    many = f"/ho-so-khen-thuong/xu-ly/{round.pk}/"
    data = {f"kq-{low.pk}": "chon", f"kq-{other.pk}": "khong", f"ly-do-{other.pk}": ""}
    wrong = standing.post(many, data)
    assert "Chưa ghi hồ sơ nào" in said(wrong)
    review.reviewed(low)
    standing.post(many, data | {f"ly-do-{other.pk}": "Vượt tỷ lệ"})
    assert [Proposal.objects.get(pk=one.pk).stage for one in (low, other)] == [Stage.POSTING, Stage.REFUSED]
    assert as_(review.clerk).get(many).status_code == 403


def test_asking_opens_the_part_on_the_unit_page_only(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    ask_edits(actor=review.standing, proposal=made, asks=[Ask(PartKind.SUMMARY, "Rõ hơn")])
    boss = as_(review.boss)
    assert boss.get(at(made, "phan/summary/")).status_code == 200
    assert boss.get(at(made, "phan/report/")).status_code == 403


def test_what_was_typed_and_refused_stands_where_it_was_typed(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.APPRAISAL)
    (request,) = ask_edits(actor=review.standing, proposal=made, asks=[Ask(PartKind.SUMMARY, "Rõ hơn")])
    long = "Đã xem kỹ. " * 100
    refused = as_(review.standing).post(at(made, "trao-doi/"), {"text": long, "audience": "agency"})
    assert refused.status_code == 422
    assert long.strip() in raw(refused)
    assert '<option value="agency" selected>' in raw(refused)
    settle = at(made, f"yeu-cau-sua/{request.pk}/hoi-lai/")
    early = as_(review.standing).post(settle, {"note": "Còn thiếu"})
    assert "“Còn thiếu”" in said(early), "the unit hasn't sent it back: no form, but the words are there"
    answer_edit(actor=review.boss, request=request, note="Đã rõ")
    deputy = make_account("pho-thuong-truc", (Role.STANDING_BODY, "CAT"))
    again = as_(deputy).post(settle, {"note": "Còn thiếu số liệu", "instead": ""})
    assert again.status_code == 422
    assert "Còn thiếu số liệu</textarea>" in raw(again)


def test_who_is_not_met_has_the_reason_on_every_page_of_the_dossier(review: Review) -> None:
    made = review.at(review.proposal(review.round(), review.binh, place=review.d2), Stage.UNIT)
    Proposal.objects.filter(pk=made.pk).update(verdict=Verdict.UNMET)
    page = as_(review.boss).get(at(made))
    assert "đơn vị chưa ghi lý do vẫn đề nghị" in said(page)
    assert "ghi lý do vẫn đề nghị ở phần Kết quả xét" in said(page), "and submitting waits for it"
    refused = as_(review.clerk).post(at(made, "ly-do-de-nghi/"), {"why": " "})
    assert "Ghi lý do vẫn đề nghị" in said(refused)
    as_(review.clerk).post(at(made, "ly-do-de-nghi/"), {"why": "Cứu người trong lũ"})
    for place in ("", "tham-dinh/", "ban-danh-gia/", "hoan-xet/", "phan/report/cac-ban/"):
        assert "Cứu người trong lũ" in said(as_(review.standing).get(at(made, place))), place
    round = f"/dot-xet-tang/{made.round_id}/"
    assert "Vẫn đề nghị vì: Cứu người trong lũ" in said(as_(review.standing).get(round))


def test_the_clerk_says_which_years_count(review: Review) -> None:
    made = review.proposal(review.round(), review.binh, place=review.d2)
    clerk = as_(review.clerk)
    assert f"tính năm {made.year}; một thành tích" in said(clerk.get(at(made)))
    wrong = clerk.post(at(made, "thoi-gian/"), {"first_year": "năm ngoái"})
    assert wrong.status_code == 422
    assert "Ghi năm đầu bằng bốn chữ số." in said(wrong)
    page = clerk.post(at(made, "thoi-gian/"), {"first_year": made.year - 2}, follow=True)
    assert f"thành tích {made.year - 2}–{made.year}" in said(page)
    review.at(made, Stage.APPRAISAL)
    assert "Thời gian tính thành tích…" not in said(clerk.get(at(made)))

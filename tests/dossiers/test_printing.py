"""The papers of dossiers, units and rounds: what they say, read back from the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from tests.dossiers.review import Review
from tests.papers import page_texts, pdf_text
from tests.records import paper as decision
from vinhdanh.awards.models import Grant
from vinhdanh.documents.paper import Letterhead, Paper
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.dossiers.models import PartVersion, Posting, PostingLine, Proposal, ReviewRound
from vinhdanh.dossiers.papers import KINDS
from vinhdanh.dossiers.papers.announcing import calendar_paper, outcome_paper
from vinhdanh.dossiers.papers.listed import left_out, percent, place_of
from vinhdanh.dossiers.papers.meeting import held, meeting_paper
from vinhdanh.dossiers.papers.posting import posting_paper
from vinhdanh.dossiers.papers.register import length_words
from vinhdanh.dossiers.papers.report import report_kind, report_paper
from vinhdanh.dossiers.papers.returning import return_paper, returned
from vinhdanh.dossiers.papers.submission import submission_paper, submissions_of
from vinhdanh.dossiers.papers.summary import list_paper, summary_paper
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.people.models import Person, Post, RecognisedWork
from vinhdanh.people.papers.kinds import PaperKind

HEAD = Letterhead(issuer="PHÒNG TỔ CHỨC CÁN BỘ", parent="CÔNG AN TỈNH SƠN HÀ", place="Sơn Hà")
database = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    made = Review()
    Post.objects.filter(person=made.head).update(leads=True, title="Trưởng phòng")
    Person.objects.filter(pk=made.an.pk).update(rank="Thiếu tá", born=date(1986, 4, 12), sex="female")
    made.an.refresh_from_db()
    return made


@pytest.fixture
def round(review: Review) -> ReviewRound:
    return review.round(document="Kế hoạch số 12/KH-CAT ngày 05/11/2025")


def read(paper: Paper) -> str:
    return pdf_text(paper_pdf(paper))


def in_order(text: str, parts: Sequence[str]) -> bool:
    places = [text.index(part) for part in parts]
    return places == sorted(places)


def write(proposal: Proposal, part: PartKind, **content: object) -> None:
    """A newer version of a part."""
    PartVersion.objects.create(
        proposal=proposal, part=part, number=9, content=content, at=timezone.now(), by_name="Trần Thị tonghop"
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_sample_is_set_with_its_head_and_a_signature(kind: PaperKind) -> None:
    text = page_texts(paper_pdf(kind.sample(HEAD, False)))[0]
    assert text.startswith("CÔNG AN TỈNH SƠN HÀ PHÒNG TỔ CHỨC CÁN BỘ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert "Mẫu số" not in text, "the form's number is the agency's to set"


def test_codes_of_papers_are_their_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


# ---- reports ------------------------------------------------------------------------------------------


@database
def test_the_report_of_a_person_has_the_parts_of_its_form(review: Review, round: ReviewRound) -> None:
    one = review.proposal(round, review.an, "CSTD_CS")
    write(
        one,
        PartKind.REPORT,
        **{"i": "Quê quán: xã Hen Bản\nTừng là điều tra viên.", "ii-1": "", "ii-2": "Phụ trách 23 lớp."},
    )
    Grant.objects.create(
        person=review.an, honour="CSTT", level="base", year=2024, decision=decision(), words="x"
    )
    Grant.objects.create(person=review.an, honour="GK", level="base", year=2023, words="x")
    text = read(report_paper(one))
    assert in_order(
        text,
        [
            "PHÒNG TỔ CHỨC CÁN BỘ",
            "BÁO CÁO THÀNH TÍCH",
            "Đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
            "I. Sơ lược lý lịch",
            "Họ và tên: Lê Thị Ánh",
            "Ngày, tháng, năm sinh: 12/04/1986",
            "Quê quán: xã Hen Bản",
            "Đơn vị công tác: Đội Chính sách, Phòng Tổ chức cán bộ",
            "Từng là điều tra viên.",
            "II. Thành tích đạt được",
            "1. Quyền hạn, nhiệm vụ",
            "2. Thành tích đạt được của cá nhân",
            "Phụ trách 23 lớp.",
            "III. Các hình thức đã được khen thưởng",
            "1. Danh hiệu thi đua",
            "2024 Chiến sĩ tiên tiến Quyết định số 7/QĐ-CAT ngày 20/12/2025 của Giám đốc Công an tỉnh",
            "2. Hình thức khen thưởng",
            "2023 Giấy khen",
            "Đỗ Đức Hòa",
            "XÁC NHẬN CỦA CẤP TRÌNH KHEN",
        ],
    )
    assert "THỦ TRƯỞNG ĐƠN VỊ" in text
    assert "NGƯỜI BÁO CÁO THÀNH TÍCH" in text


@database
def test_what_the_register_lacks_is_said_and_what_nobody_wrote_is_left_to_fill(
    review: Review, round: ReviewRound
) -> None:
    text = read(report_paper(review.proposal(round, review.an, "CSTD_CS", filled=False)))
    assert text.count("Sổ khen thưởng không có.") == 2
    assert "…………" in text


@database
def test_works_stand_in_a_table_with_the_decision_that_recognised_them(
    review: Review, round: ReviewRound
) -> None:
    one = review.proposal(round, review.an, "CSTD_CS")
    work = RecognisedWork.objects.create(
        kind="initiative", name="Số hóa hồ sơ", folded="x", year=2025, scope=1, number="305/QĐ-CAT"
    )
    one.works.add(work)
    text = read(report_paper(one))
    assert "2025 Số hóa hồ sơ Cơ sở Quyết định số 305/QĐ" in text


@database
def test_nobody_confirms_about_himself(review: Review, round: ReviewRound) -> None:
    text = read(report_paper(review.proposal(round, review.head, "CSTD_CS", place=review.px01)))
    assert "THỦ TRƯỞNG CẤP TRÊN TRỰC TIẾP" in text
    assert text.count("Đỗ Đức Hòa") == 2, "his name as that of who reports, and in the first line"


@database
def test_a_collective_reports_by_its_head_and_its_superior_confirms(
    review: Review, round: ReviewRound
) -> None:
    Post.objects.filter(person=review.an).update(leads=True, title="Đội trưởng")
    text = read(report_paper(review.collective(round, review.d1)))
    assert "Tên tập thể đề nghị: Đội Chính sách" in text
    assert "I. Sơ lược đặc điểm, tình hình" in text
    assert "Thiếu tá Lê Thị Ánh" in text
    assert "Đỗ Đức Hòa" in text


@database
def test_a_sudden_deed_is_told_without_a_history(review: Review) -> None:
    round = review.round(RoundKind.SUDDEN)
    one = review.proposal(round, review.an, "GK")
    text = read(report_paper(one))
    assert report_kind(one).code == "bao-cao-dot-xuat"
    assert "Đề nghị tặng Giấy khen năm 2025 về thành tích đột xuất" in text
    assert "Việc làm, kết quả" in text
    assert "III." not in text


@database
def test_a_report_about_contributions_lists_the_posts(review: Review) -> None:
    one = review.proposal(review.round(RoundKind.CONTRIBUTION), review.an, "GK")
    text = read(report_paper(one))
    assert report_kind(one).code == "bao-cao-cong-hien"
    assert "03/2010 – nay Cán bộ, Đội Chính sách" in text
    assert "IV. Kỷ luật" in text


def test_a_length_of_service_is_counted_in_whole_months() -> None:
    assert length_words(date(2008, 3, 15), date(2015, 5, 14)) == "7 năm 1 tháng"
    assert length_words(date(2025, 1, 1), date(2025, 1, 20)) == "0 tháng"
    assert length_words(date(2020, 1, 1), date(2021, 1, 1)) == "1 năm"


# ---- lists --------------------------------------------------------------------------------------------


@database
def test_the_list_goes_by_honour_with_votes_and_summary(review: Review, round: ReviewRound) -> None:
    rows = [
        review.proposal(round, review.an, "CSTT"),
        review.proposal(round, review.binh, "CSTD_CS", place=review.d2),
    ]
    text = read(list_paper(round, review.px01, rows))
    assert in_order(
        text,
        [
            "DANH SÁCH TRÍCH NGANG",
            "I. Chiến sĩ thi đua cơ sở: 01 cá nhân",
            "Trần Bình",
            "II. Chiến sĩ tiên tiến: 01 cá nhân",
            "Thiếu tá Lê Thị Ánh 1986 Cán bộ, Đội Chính sách, Phòng Tổ chức cán bộ",
            "Tổng số đề nghị trong danh sách: 02 cá nhân.",
        ],
    )
    assert text.count("2/2 (100%)") == 2
    assert "Phụ trách 23 lớp, 2.418 lượt người." in text


@database
def test_an_empty_list_says_so(review: Review, round: ReviewRound) -> None:
    assert "Không có đề nghị nào." in read(list_paper(round, review.px01, []))


@database
def test_people_under_secrecy_stay_out_and_are_counted(review: Review, round: ReviewRound) -> None:
    rows = [
        review.proposal(round, review.an, "CSTT"),
        review.proposal(round, review.an, "CSTD_CS"),
        review.collective(round, review.d1),
    ]
    kept, hidden = left_out(rows, {"102"})
    assert kept == rows[2:]
    assert hidden == 1, "two proposals, one person"
    text = read(list_paper(round, review.px01, kept, hidden=hidden))
    assert "Không in 1 người có độ mật." in text
    assert "Ánh" not in text


@database
def test_a_place_is_named_once(review: Review, round: ReviewRound) -> None:
    own = review.collective(round, review.px01)
    assert place_of(own) == ""
    assert place_of(review.collective(round, review.d1)) == "Phòng Tổ chức cán bộ"
    assert place_of(review.proposal(round, review.head, "GK", place=review.px01)) == "Phòng Tổ chức cán bộ"


def test_a_share_has_one_decimal() -> None:
    assert (percent(10, 11), percent(11, 11), percent(0, 0)) == ("90,9%", "100%", "–")


@database
def test_the_summary_of_one_dossier(review: Review, round: ReviewRound) -> None:
    text = read(summary_paper(review.proposal(round, review.an, "CSTD_CS")))
    assert "Đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025" in text
    assert "Phiếu bình xét của đơn vị: 2/2 (100%)" in text
    assert "TRƯỞNG PHÒNG" in text


# ---- papers of a unit ---------------------------------------------------------------------------------


@database
def test_a_submission_names_the_dossiers_that_it_was_written_for(review: Review, round: ReviewRound) -> None:
    first = review.proposal(round, review.an, "CSTT")
    second = review.proposal(round, review.binh, "CSTT", place=review.d2)
    write(second, PartKind.SUBMISSION, number="403/TTr-PX01", on="2025-12-01")
    made = {one.number: one for one in submissions_of([first, second])}
    assert made["403/TTr-PX01"].proposals == [second]
    text = read(submission_paper(round, review.px01, made["403/TTr-PX01"]))
    assert in_order(
        text,
        [
            "Số: 403/TTr-PX01",
            "TỜ TRÌNH",
            "Kính gửi: Công an tỉnh Sơn Hà",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            "Căn cứ Kế hoạch số 12/KH-CAT ngày 05/11/2025;",
            "Căn cứ Biên bản bình xét số 12/BB",
            "01 cá nhân (có danh sách trích ngang kèm theo)",
            "- Danh hiệu “Chiến sĩ tiên tiến”: 01 cá nhân.",
            "TRƯỞNG PHÒNG",
            "(Kèm theo Tờ trình số 403/TTr-PX01 ngày 01 tháng 12 năm 2025 của Phòng Tổ chức cán bộ)",
            "Trần Bình",
        ],
    )
    assert "Ánh" not in text


@database
def test_the_minutes_of_a_meeting_have_votes_and_shares(review: Review, round: ReviewRound) -> None:
    one = review.proposal(round, review.an, "CSTT")
    held_on = {"on": "2025-12-01", "number": "12/BB", "chair": "Hà Mạnh Cường", "secretary": "Lê Thị Ánh"}
    write(one, PartKind.MINUTES, strength=12, present=11, in_favour=10, against=1, blank=0, **held_on)
    ((met, voted),) = held([one]).items()
    text = read(meeting_paper(round, review.px01, met, voted))
    assert in_order(
        text,
        [
            "PHÒNG TỔ CHỨC CÁN BỘ ĐỘI CHÍNH SÁCH",
            "BIÊN BẢN",
            "Chủ trì: Hà Mạnh Cường. Thư ký: Lê Thị Ánh.",
            "Có mặt 11 trong 12 người.",
            "10/11 1 0 90,9%",
            "THƯ KÝ",
        ],
    )
    assert "nhất trí 100%" not in text


@database
def test_one_voice_is_said_only_where_there_was_one(review: Review, round: ReviewRound) -> None:
    one = review.proposal(round, review.an, "CSTT")
    ((met, voted),) = held([one]).items()
    assert "nhất trí 100% (2/2)" in read(meeting_paper(round, review.px01, met, voted))
    assert "nhất trí 100%" not in read(meeting_paper(round, review.px01, met, voted, hidden=1))


@database
def test_a_letter_says_why_a_dossier_goes_back_and_what_it_lacks(review: Review, round: ReviewRound) -> None:
    one = review.sent(review.proposal(round, review.an, "CSTT"))
    assert returned(one) is None
    back = move(actor=review.standing, proposal=one, verb="return", why="Báo cáo thiếu số liệu năm trước.")
    row = returned(back)
    assert row is not None
    told = replace(row, missing=("Quyết định công nhận sáng kiến",), due=date(2025, 12, 12))
    text = read(return_paper(review.cat, review.px01, str(round), [told]))
    assert in_order(
        text,
        [
            "V/v trả hồ sơ đề nghị khen thưởng",
            "Kính gửi: Phòng Tổ chức cán bộ",
            f"Hồ sơ {one.code}: Thiếu tá Lê Thị Ánh",
            "1. Lý do trả lại",
            "Báo cáo thiếu số liệu năm trước.",
            "2. Giấy tờ còn thiếu",
            "Quyết định công nhận sáng kiến",
            "trình lại trước hết ngày 12/12/2025./.",
        ],
    )


@database
def test_what_a_unit_gave_back_to_its_team_is_no_letter_of_the_agency(
    review: Review, round: ReviewRound
) -> None:
    handed = move(actor=review.clerk, proposal=review.proposal(round, review.an), verb="hand_in")
    back = move(actor=review.boss, proposal=handed, verb="give_back", why="Viết lại tóm tắt.")
    assert returned(back) is None


# ---- notices ------------------------------------------------------------------------------------------


@database
def test_a_posting_says_where_until_when_and_how_to_object(review: Review, round: ReviewRound) -> None:
    shown = review.proposal(round, review.an, "CSTT")
    kept = review.proposal(round, review.binh, "CSTT", place=review.d2)
    posting = Posting.objects.create(
        round=round, starts=date(2025, 12, 8), ends=date(2025, 12, 12), working_days=5, ground="Quy chế",
        place="Bảng tin trụ sở", at=timezone.now(), by_name="X",
    )  # fmt: skip
    PostingLine.objects.create(posting=posting, proposal=shown)
    PostingLine.objects.create(posting=posting, proposal=kept, exempt="Hồ sơ mật")
    text = read(posting_paper(posting))
    assert "05 ngày làm việc, từ ngày 08/12/2025 đến hết ngày 12/12/2025 (Quy chế)" in text
    assert "Nơi niêm yết: Bảng tin trụ sở." in text
    assert "trước hết ngày 12/12/2025" in text
    assert "Lê Thị Ánh" in text
    assert "Trần Bình" not in text
    assert "01 hồ sơ có độ mật không niêm yết" in text


@database
def test_the_calendar_of_a_round(review: Review, round: ReviewRound) -> None:
    round.steps.filter(stage=Stage.UNIT).update(due=date(2025, 12, 3), ground="Kế hoạch 12")
    text = read(calendar_paper(round))
    assert "Thực hiện Kế hoạch số 12/KH-CAT ngày 05/11/2025, Công an tỉnh Sơn Hà thông báo" in text
    assert "Đơn vị trình 03/12/2025 Kế hoạch 12" in text
    assert "2 đơn vị: Phòng Tổ chức cán bộ; Phòng Hậu cần." in text


@database
def test_the_outcome_names_the_decision_or_the_reason(review: Review, round: ReviewRound) -> None:
    given = review.at(review.proposal(round, review.an, "CSTT"), Stage.DECIDED)
    Grant.objects.create(
        person=review.an, honour="CSTT", level="base", year=2025, decision=decision(), words="x"
    )
    other = review.sent(review.proposal(round, review.binh, "CSTT", place=review.d2))
    refused = move(actor=review.standing, proposal=other, verb="refuse", why="Chưa đủ tiêu chuẩn.")
    text = read(outcome_paper(round, review.cat, [given, refused]))
    assert "1 trong 2 đề nghị đã có quyết định" in text
    assert "Quyết định số 7/QĐ" in text
    assert "ngày 20/12/2025 của Giám đốc Công an tỉnh" in text
    assert "Không được chọn Chưa đủ tiêu chuẩn." in text

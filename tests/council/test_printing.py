"""The papers of councils and boxes: minutes, counts, ballots, invitations, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.council.sitting import Sitting
from tests.council.test_paper import count as typed_count
from tests.council.test_paper import opened as opened_on_paper
from tests.council.voting import A, Council
from tests.dossiers.review import OPERATOR
from tests.papers import page_texts, pdf_text
from vinhdanh.council import services
from vinhdanh.council.models import Attendance, BallotBox, CouncilMeeting, Minutes
from vinhdanh.council.papers import KINDS
from vinhdanh.council.papers.ballot import ballot_paper, written_paper
from vinhdanh.council.papers.count import Counted, Tally, contradictions, count_paper
from vinhdanh.council.papers.invitation import invitation_paper
from vinhdanh.council.papers.minutes import minutes_paper
from vinhdanh.council.services.paper import type_paper
from vinhdanh.documents.paper import Letterhead, Paper, PaperError
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.papers.kinds import PaperKind

HEAD = Letterhead(issuer="CÔNG AN TỈNH SƠN HÀ", parent="BỘ CÔNG AN", place="Sơn Hà")
database = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


def read(paper: Paper) -> str:
    return pdf_text(paper_pdf(paper))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_sample_is_set(kind: PaperKind) -> None:
    text = page_texts(paper_pdf(kind.sample(HEAD, False)))[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Mẫu số" not in text, "the form's number is the agency's to set"


# ---- minutes ------------------------------------------------------------------------------------------


def ended(s: Sitting) -> CouncilMeeting:
    """A meeting of five with one absent, CSTĐ cơ sở voted on by ballot, closed."""
    meeting = s.session(absent={"201": "đi học"})
    s.closed(s.item(meeting, "CSTD_CS"), an=(3, 0, 0), binh=(2, 2, 0))
    services.write_remarks(
        actor=OPERATOR, meeting=meeting, remarks="Thảo luận từng trường hợp.", conclusion="Đề nghị tặng."
    )
    services.end_meeting(actor=OPERATOR, meeting=meeting, number="06/BB-HĐ")
    return CouncilMeeting.objects.get(pk=meeting.pk)


@database
def test_the_minutes_say_who_was_there_how_they_voted_and_of_how_many(s: Sitting) -> None:
    text = read(minutes_paper(ended(s)))
    parts = [
        "HỘI ĐỒNG THI ĐUA, KHEN THƯỞNG CÔNG AN TỈNH",
        "Số: 06/BB-HĐ",
        "BIÊN BẢN",
        "Hội đồng thành lập theo Quyết định số 15/QĐ-CAT ngày 15/01/2025",
        "Có mặt 4 trong 5 thành viên",
        "ít nhất 2/3 tổng số 5 thành viên",
        "lý do: đi học",
        "Chủ trì: Đại tá Trịnh Quốc Bảo",
        "Thảo luận từng trường hợp.",
        "Tỷ lệ tính trên tổng số 5 thành viên Hội đồng, kể cả người vắng",
        "Đề nghị tặng.",
        "THƯ KÝ",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Lê Thị Ánh PX01 3 0 0 – 60%" in text
    assert "Trần Bình PX01 2 2 0 – 40%" in text
    assert "Không tham gia biểu quyết về Lê Thị Ánh: Lê Thị Ánh" in text
    assert "DỰ THẢO" not in text


@database
def test_minutes_that_are_open_are_marked_as_a_draft(s: Sitting) -> None:
    text = read(minutes_paper(s.session()))
    assert "DỰ THẢO" in text
    assert "Chưa biểu quyết." in text


@database
def test_minutes_changed_behind_the_program_are_not_printed(s: Sitting, guards_down: Any) -> None:
    meeting = ended(s)
    row = Minutes.objects.get(meeting=meeting)
    with guards_down():
        Minutes.objects.filter(pk=row.pk).update(content=row.content.replace("đi học", "đi chơi"))
    with pytest.raises(PaperError, match="không khớp mã kiểm tra"):
        minutes_paper(CouncilMeeting.objects.get(pk=meeting.pk))


@database
def test_minutes_count_people_under_secrecy_without_naming_them(s: Sitting) -> None:
    meeting = ended(s)
    text = read(minutes_paper(meeting, {Proposal.objects.get(person=s.binh).code}))
    assert "Trần Bình" not in text
    assert "Không in 1 người có độ mật." in text
    assert "(2 đề nghị)" in text


# ---- counts -------------------------------------------------------------------------------------------

TALLY = Tally(members=11, handed_out=10, returned=10, valid=9, invalid=1)
ROW = Counted("Lê Thị Ánh", "PX01", in_favour=8, against=1, blank=0, written=1, needed=9)


def test_figures_that_agree_are_not_complained_about() -> None:
    assert contradictions(TALLY, [ROW]) == []


@pytest.mark.parametrize(
    ("tally", "row", "said"),
    [
        (replace(TALLY, handed_out=12), ROW, "phát ra 12 phiếu, Hội đồng có 11 thành viên"),
        (replace(TALLY, returned=11, valid=10), ROW, "thu về 11 phiếu, phát ra 10"),
        (replace(TALLY, invalid=0), ROW, "hợp lệ 9 cộng không hợp lệ 0 khác thu về 10"),
        (replace(TALLY, valid=11, invalid=-1), ROW, "có số phiếu âm"),
        (TALLY, replace(ROW, blank=1), "dòng 1 (Lê Thị Ánh) có nhiều ý kiến hơn 9 phiếu hợp lệ"),
        (TALLY, replace(ROW, against=-1), "dòng 1 có số phiếu âm"),
    ],
)
def test_figures_that_contradict_each_other_are_named(tally: Tally, row: Counted, said: str) -> None:
    assert contradictions(tally, [row]) == [said]


def test_written_votes_add_to_those_in_favour() -> None:
    assert (ROW.total, ROW.passed) == (9, True)
    assert not replace(ROW, written=0).passed


@database
def test_a_count_prints_both_shares_and_which_decides(council: Council) -> None:
    box = opened_on_paper(council)
    for teller in council.members[:2]:
        type_paper(actor=teller, box=box, count=typed_count())
    text = read(count_paper(BallotBox.objects.get(pk=box.pk)))
    assert "Tổng số thành viên Hội đồng: 8." in text
    assert "Phát ra: 8 phiếu." in text
    assert "Hợp lệ: 7 phiếu; không hợp lệ: 1 phiếu." in text
    assert (
        f"Tổ kiểm phiếu: {council.members[0].full_name} (Tổ trưởng), {council.members[1].full_name}" in text
    )
    assert "6/8 75% 6/7 85,71%" in text
    assert "Tỷ lệ quyết định là tỷ lệ trên tổng số 8 thành viên Hội đồng" in text
    assert "Đạt: 1 trong 3 trường hợp." in text


@database
def test_a_count_names_nobody_who_voted(council: Council) -> None:
    box = council.open()
    council.vote(box)
    text = read(count_paper(council.close(box)))
    assert "Phát ra: 7 phiếu." in text
    assert "Thu về: 7 phiếu." in text
    for member in council.members:
        assert member.full_name not in text


@database
def test_a_count_that_is_no_longer_what_was_counted_is_not_printed(
    council: Council, guards_down: Any
) -> None:
    box = council.open()
    council.vote(box)
    closed = council.close(box)
    with guards_down():
        BallotBox.objects.filter(pk=closed.pk).update(digest="0" * 64)
    with pytest.raises(PaperError, match="không còn đúng như lúc kiểm phiếu"):
        count_paper(BallotBox.objects.get(pk=closed.pk))


# ---- ballots ------------------------------------------------------------------------------------------


@database
def test_ballots_are_all_alike_and_name_no_voter(council: Council) -> None:
    box = opened_on_paper(council)
    pages = page_texts(paper_pdf(ballot_paper(box, 5)))
    assert len(pages) == 5
    assert len(set(pages)) == 1, "no number, no name: nothing tells one ballot from another"
    assert "Lê Thị Ánh Đội Chính sách" in pages[0]
    assert "không ghi họ tên, không ký tên" in pages[0]
    assert all(member.full_name not in pages[0] for member in council.members)


@database
def test_a_ballot_leaves_out_people_under_secrecy(council: Council) -> None:
    text = read(ballot_paper(opened_on_paper(council), 1, {A}))
    assert "Lê Thị Ánh" not in text
    assert "Không in 1 người có độ mật." in text


@database
def test_an_absent_member_signs_his_opinion_and_not_about_himself(s: Sitting) -> None:
    meeting = s.session(absent={"102": "đi công tác"})
    row = Attendance.objects.get(meeting=meeting, member__person=s.an)
    text = read(written_paper(row))
    assert "PHIẾU LẤY Ý KIẾN BẰNG VĂN BẢN" in text
    assert "Tôi là Lê Thị Ánh" in text
    assert "vắng họp vì: đi công tác" in text
    assert "I. Chiến sĩ thi đua cơ sở" in text
    assert "1 Trần Bình" in text
    assert "2 Lê Thị Ánh" not in text
    assert "Không có trong phiếu: 1 đề nghị" in text
    assert "(Ký, ghi rõ họ tên)" in text


@database
def test_an_invitation_has_the_agenda_and_everybody_who_is_invited(s: Sitting) -> None:
    text = read(invitation_paper(s.meeting()))
    assert "GIẤY MỜI" in text
    assert "Địa điểm: Phòng họp số 1." in text
    assert "Chiến sĩ thi đua cơ sở: 02 đề nghị" in text
    assert "TM. HỘI ĐỒNG CHỦ TỊCH" in text
    assert "Lê Hoài Sơn" in text

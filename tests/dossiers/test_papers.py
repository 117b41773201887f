"""Papers: what the law asks for, what meets it, and files by their content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.dossiers.review import OPERATOR, Review
from vinhdanh.dossiers.files import keep, kind_by_content, path_of, shown_name
from vinhdanh.dossiers.models import Attachment
from vinhdanh.dossiers.selectors.papers import Met, PaperState, meets, papers_of
from vinhdanh.dossiers.services import attach_file, choose_works, move, withdraw_file
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import FileKind, PartKind
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.eligibility.books import law
from vinhdanh.people.models import RecognisedWork, WorkAuthor

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
TYPES = "[Content_Types].xml"


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def office(body: str, *more: str, types: str = "<Types/>") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(TYPES, types)
        for name in (body, *more):
            archive.writestr(name, "x")
    return out.getvalue()


# ---- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", FileKind.PNG),
        (b"\xff\xd8\xff\xe0....\xff\xd9", FileKind.JPEG),
        (office("word/document.xml"), FileKind.DOCX),
        (office("xl/workbook.xml"), FileKind.XLSX),
    ],
)
def test_a_file_is_what_its_content_is(data: bytes, kind: FileKind) -> None:
    assert kind_by_content(data) is kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00 program", "xem theo nội dung"),
        (b"<html><script>alert(1)</script>", "xem theo nội dung"),
        (b"%PDF-1.7 cut off", "xem theo nội dung"),
        (b"PK\x03\x04 not a zip", "hỏng hoặc có mật khẩu"),
        (office("readme.txt"), "không phải Word"),
        (office("word/document.xml", "word/vbaProject.bin"), "có macro"),
        (office("word/document.xml", types="<Override ContentType='x.macroEnabled.main'/>"), "có macro"),
        (office("word/document.xml", "word/activeX/a.bin"), "có macro"),
    ],
)
def test_what_runs_lies_or_is_broken_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        kind_by_content(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, "<Types/>")
        archive.writestr("word/document.xml", b"")
        archive.infolist()[1].file_size = 10**9
    with pytest.raises(ValidationError, match="quá lớn"):
        kind_by_content(out.getvalue())


def test_a_name_carries_no_path_and_ends_as_its_kind() -> None:
    assert shown_name("../../etc/passwd", FileKind.PDF) == "passwd.pdf"
    assert shown_name("Giấy\u202exác nhận.exe", FileKind.PDF) == "Giấyxác nhận.pdf"
    assert shown_name('a"b\r\nSet-Cookie: x.docx', FileKind.DOCX) == "abSet-Cookie: x.docx"


def test_the_same_bytes_lie_once_and_nothing_half_written_stays(home: Path) -> None:
    assert keep(PDF) == keep(PDF)
    assert [path for path in home.rglob("*") if path.is_file()] == [path_of(keep(PDF))]


@pytest.mark.django_db
def test_a_file_is_attached_withdrawn_with_a_reason_and_kept_in_the_history(review: Review) -> None:
    made = review.proposal(review.round())
    file = attach_file(actor=review.clerk, proposal=made, item="Giấy xác nhận", name="a.exe", data=PDF)
    assert (file.name, file.kind) == ("a.pdf", FileKind.PDF)
    with pytest.raises(ValidationError, match="đã gắn"):
        attach_file(actor=review.clerk, proposal=made, item="Giấy xác nhận", name="b.pdf", data=PDF)
    withdraw_file(actor=review.clerk, attachment=file, why="Nhầm tệp")
    assert not made.attachments.standing().exists()
    assert path_of(file.sha256).exists()
    with pytest.raises(IntegrityError, match="ghi rút tệp"), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(name="b.pdf")


@pytest.mark.django_db
def test_nothing_of_somebody_without_the_right_is_kept(review: Review, home: Path) -> None:
    made = review.at(review.proposal(review.round()), Stage.APPRAISAL)
    for who in (review.clerk, review.other_boss):
        with pytest.raises(PermissionDenied):
            attach_file(actor=who, proposal=made, item="Giấy xác nhận", name="a.pdf", data=PDF)
    assert not [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_crash_between_file_and_row_leaves_no_row(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    made = review.proposal(review.round())

    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr("vinhdanh.dossiers.services.attachments.write_down", crash)
    with pytest.raises(RuntimeError):
        attach_file(actor=review.clerk, proposal=made, item="Giấy xác nhận", name="a.pdf", data=PDF)
    assert not made.attachments.exists()


# ---- the list of the law --------------------------------------------------------------------------


def test_every_item_of_the_laws_lists_for_titles_is_understood() -> None:
    items = {
        item
        for block in law().blocks("dossier")
        for item in block.data["items"]
        if {"CSTT", "CSTD_CS", "DVQT", "CSTD_BO"} & set(block.subjects_named)
    }
    assert items
    assert {meets(item) for item in items} <= {
        Met.SUBMISSION,
        Met.REPORT,
        Met.MINUTES,
        Met.WORKS,
        Met.LATER,
    }


@pytest.mark.django_db
def test_the_papers_of_a_title_are_the_laws_with_its_article(review: Review) -> None:
    made = review.proposal(review.round())
    papers = papers_of(made)
    assert papers.ruled
    assert not papers.missing
    assert any("Điều 84" in block.citation for block in papers.blocks)
    assert {paper.part for paper in papers.items} == {
        PartKind.SUMMARY,
        PartKind.SUBMISSION,
        PartKind.REPORT,
        PartKind.MINUTES,
    }


@pytest.mark.django_db
def test_a_missing_paper_stands_in_the_way_by_its_name(review: Review) -> None:
    made = review.at(review.proposal(review.round(), honour="CSTD_CS"), Stage.UNIT)
    with pytest.raises(ValidationError, match=r"Thiếu chứng nhận sáng kiến.*: gắn tệp hoặc chọn sáng kiến"):
        move(actor=review.boss, proposal=made, verb="submit")
    work = RecognisedWork.objects.create(
        kind="initiative", name="Quy trình số", year=2025, scope=1, number="366"
    )
    WorkAuthor.objects.create(work=work, person=review.an)
    choose_works(actor=review.boss, proposal=made, works=[work])
    assert move(actor=review.boss, proposal=made, verb="submit").stage == Stage.APPRAISAL


@pytest.mark.django_db
def test_where_the_law_has_no_list_the_page_says_so(review: Review) -> None:
    papers = papers_of(review.proposal(review.round(), honour="GK"))
    assert not papers.ruled
    assert [paper.state for paper in papers.items] == [PaperState.PRESENT, PaperState.PRESENT]


@pytest.mark.django_db
def test_a_sudden_round_asks_the_team_for_the_summary_alone(review: Review) -> None:
    round = review.round(kind=RoundKind.SUDDEN, path=(Stage.DRAFT, Stage.UNIT, Stage.SIGNING))
    made = review.proposal(round, honour="GK", filled=False)
    with pytest.raises(ValidationError, match="Thiếu tóm tắt thành tích") as refused:
        move(actor=review.clerk, proposal=made, verb="hand_in")
    assert len(refused.value.messages) == 1
    review.written(made, PartKind.SUMMARY)
    assert move(actor=review.clerk, proposal=made, verb="hand_in").stage == Stage.UNIT


@pytest.mark.django_db
def test_a_yearly_round_asks_the_team_for_the_minutes_too(review: Review) -> None:
    made = review.proposal(review.round(), filled=False)
    review.written(made, PartKind.SUMMARY)
    with pytest.raises(ValidationError, match="Thiếu biên bản bình xét"):
        move(actor=OPERATOR, proposal=made, verb="hand_in")

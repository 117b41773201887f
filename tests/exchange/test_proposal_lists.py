"""A unit's list of proposals in a Word file as offices write it, read line by line."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.dossiers.review import Review
from tests.records import make_person
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.exchange.lists.proposals import ReadProposals, read_proposals
from vinhdanh.exchange.reading.source import NotAWorkbook

HEADINGS = ("STT", "Họ và tên", "Cấp bậc, chức vụ", "Đơn vị", "Danh hiệu đề nghị", "Tóm tắt thành tích")


@pytest.fixture
def review(db: None) -> Review:
    return Review()


@pytest.fixture
def round(review: Review) -> ReviewRound:
    return review.round()


def word(*blocks: str | list[tuple[str, ...]]) -> bytes:
    """A Word file of paragraphs and tables; a row of one cell is merged over the whole table."""
    document, file = Document(), BytesIO()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            cells = table.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1]).text = row[0]
            else:
                for cell, text in zip(cells, row, strict=True):
                    cell.text = text
    document.save(file)
    return file.getvalue()


def read(review: Review, round: ReviewRound, *blocks) -> ReadProposals:
    return read_proposals(review.clerk, round, review.px01, word(*blocks), "danh-sach.docx")


def test_names_posts_and_titles_become_lines_with_whom_they_mean(review, round):
    found = read(
        review,
        round,
        "DANH SÁCH ĐỀ NGHỊ",
        [
            HEADINGS,
            (
                "1",
                "Đồng chí Lê Thị Ánh",
                "Đại úy, Cán bộ",
                "Đội Chính sách",
                "Chiến sĩ tiên tiến",
                "Soạn 3 kế hoạch",
            ),
            ("2", "TRẦN BÌNH", "Thượng úy", "Đội Đào tạo", "CSTĐCS", ""),
            ("", "Cộng: 02 đồng chí", "", "", "", ""),
        ],
    )
    assert [(line.subject.code, line.honour) for line in found.lines] == [("102", "CSTT"), ("103", "CSTD_CS")]
    assert found.lines[0].place == "Bảng 1, dòng 2"
    assert found.lines[0].achievement == "Soạn 3 kế hoạch"
    assert all(line.ready for line in found.lines)


def test_the_title_may_stand_above_the_table_in_a_merged_row_or_head_a_ticked_column(review, round):
    plain = ("STT", "Họ và tên", "Chức vụ")
    found = read(
        review,
        round,
        "Danh hiệu “Chiến sĩ tiên tiến”: 01 đồng chí",
        [
            plain,
            ("1", "Lê Thị Ánh", "Cán bộ"),
            ("II. Giấy khen của Giám đốc Công an tỉnh",),
            ("1", "Trần Bình", "Cán bộ"),
        ],
        "Tổng hợp",
        [("STT", "Họ tên", "CSTT", "Giấy khen"), ("1", "Đỗ Đức Hòa", "x", "x")],
    )
    assert [(line.name, line.honour) for line in found.lines] == [
        ("Lê Thị Ánh", "CSTT"),
        ("Trần Bình", "GK"),
        ("Đỗ Đức Hòa", "CSTT"),
        ("Đỗ Đức Hòa", "GK"),
    ]


def test_a_heading_of_an_honour_that_the_round_lacks_ends_the_one_before(review, round):
    plain = ("STT", "Họ và tên", "Chức vụ")
    rows = [
        plain,
        ("I. Chiến sĩ tiên tiến",),
        ("1", "Lê Thị Ánh", ""),
        ("Đội Đào tạo",),
        ("2", "Trần Bình", ""),
    ]
    found = read(review, round, [*rows, ("II. Huân chương Lao động hạng Ba",), ("1", "Đỗ Đức Hòa", "")])
    assert [line.honour for line in found.lines] == ["CSTT", "CSTT", ""]
    assert "“II. Huân chương Lao động hạng Ba” không có trong đợt này" in found.lines[2].wrong[0]


def test_collectives_are_found_and_an_honour_that_is_not_theirs_is_told(review, round):
    found = read(
        review,
        round,
        [
            ("TT", "Tên tập thể", "Danh hiệu"),
            ("1", "Đội Đào tạo", "Đơn vị quyết thắng"),
            ("2", "Đội Chính sách", "Chiến sĩ tiên tiến"),
        ],
    )
    assert (found.lines[0].subject.code, found.lines[0].honour) == ("PX01-D2", "DVQT")
    assert "không tặng tập thể" in found.lines[1].wrong[0]


def test_two_of_one_name_and_a_misspelt_name_wait_for_a_choice(review, round):
    make_person("104", review.d2, "Lê Thị Ánh")
    rows = [
        HEADINGS,
        ("1", "Lê Thị Ánh", "", "", "CSTT", ""),
        ("2", "Lê Thị Ánh", "", "Đội Đào tạo", "CSTT", ""),
        ("3", "Lê Thị Ánh (102)", "", "", "CSTT", ""),
        ("4", "Trần Bìnhh", "", "", "CSTT", ""),
        ("5", "Vàng A Páo", "", "", "CSTT", ""),
    ]
    two, by_unit, _, near, nobody = read(review, round, rows).lines
    assert "2 người cùng tên" in two.wrong[0]
    assert {choice.code for choice in two.choices} == {"102", "104"}
    assert by_unit.subject.code == "104"
    assert near.subject is None
    assert [choice.code for choice in near.choices] == ["103"]
    assert (nobody.subject, nobody.choices) == (None, [])


def test_who_stands_in_the_list_or_twice_in_the_file_is_not_put_in_again(review, round):
    review.proposal(round, filled=False)
    row = ("1", "Lê Thị Ánh", "", "", "CSTT", "")
    other = ("2", "Trần Bình", "", "", "CSTT", "")
    listed, first, again = read(review, round, [HEADINGS, row, other, other]).lines
    assert listed.kept.startswith("Đã có trong danh sách: HS-")
    assert first.ready
    assert again.kept == "Trùng với Bảng 1, dòng 3."


def test_an_honour_that_the_round_lacks_is_asked_for(review, round):
    line = read(
        review, round, [HEADINGS, ("1", "Lê Thị Ánh", "", "", "Huân chương Lao động hạng Ba", "")]
    ).lines[0]
    assert (line.ready, line.honour) == (False, "")
    assert "không có trong đợt này" in line.wrong[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word("Kính gửi Hội đồng"), "không có bảng nào"),
        (word([("A", "B"), ("1", "2")]), "Không thấy bảng nào có cột Họ và tên"),
        (b"PK\x03\x04 word/document.xml hong", "hỏng"),
        (b"%PDF-1.7", "tệp PDF"),
        (b"", "rỗng"),
    ],
)
def test_a_file_without_a_list_is_told_with_the_way_out(review, round, data, words):
    with pytest.raises(NotAWorkbook, match=words):
        read_proposals(review.clerk, round, review.px01, data, "x.docx")


def upload(client: Client, address: str, data: bytes):
    return client.post(address, {"file": SimpleUploadedFile("ds.docx", data)})


@pytest.mark.slow
def test_a_clerk_previews_chooses_puts_in_and_takes_out_again(review, round):
    client, address = Client(), f"/nhap-danh-sach/de-nghi/{round.pk}/PX01/"
    client.force_login(review.clerk)
    data = word(
        [
            HEADINGS,
            ("1", "Lê Thị Ánh", "", "", "CSTT", "Soạn kế hoạch"),
            ("2", "Trần Bìnhh", "", "", "CSTT", ""),
        ]
    )
    preview = upload(client, address, data)
    assert preview.status_code == 200
    assert not Proposal.objects.exists()
    sent = {"sealed": preview.context["sealed"], "dong": ["0", "1"], "ai-1": "103"}
    refused = client.post(address + "ghi/", sent, follow=True).content.decode()
    assert "ghi lý do nếu vẫn đưa vào" in refused
    done = client.post(address + "ghi/", sent | {"ly_do": "Tập thể bình xét"})
    rows = Proposal.objects.order_by("number")
    assert [(row.person.number, row.honour) for row in rows] == [("102", "CSTT"), ("103", "CSTT")]
    assert rows[0].achievement == "Soạn kế hoạch"
    page = client.get(done.url)
    assert "bỏ 2 đề nghị này" in page.content.decode()
    client.post(address + "rut/", {"da-ghi": page.context["undo"]})
    assert {row.stage for row in Proposal.objects.all()} == {Stage.DROPPED}


@pytest.mark.slow
def test_what_was_sealed_for_another_is_refused_and_nobody_else_opens_the_page(review, round):
    address = f"/nhap-danh-sach/de-nghi/{round.pk}/PX01/"
    client = Client()
    client.force_login(review.clerk)
    sealed = upload(client, address, word([HEADINGS, ("1", "Lê Thị Ánh", "", "", "CSTT", "")])).context[
        "sealed"
    ]
    assert "quá hạn" in client.post(address + "ghi/", {"sealed": sealed + "x"}, follow=True).content.decode()
    other = Client()
    other.force_login(review.boss)
    assert (
        "không phải của đồng chí"
        in other.post(address + "ghi/", {"sealed": sealed}, follow=True).content.decode()
    )
    assert not Proposal.objects.exists()

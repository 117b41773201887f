"""An office's own closing, recipients and signing lines: in PDF and Word alike, inherited line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from tests.papers import pdf_text
from tests.records import Tree
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.documents.docx import docx_lines, paper_docx
from vinhdanh.documents.paper import Heading, Letterhead, Paper, Paragraph, Signature, Signatures
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.people import services
from vinhdanh.people.models import PaperWording, Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.wordings import shaped, worded

OPERATOR = Operator()
LETTER = Paper(
    title="Công văn",
    letterhead=Letterhead("PHÒNG TỔ CHỨC CÁN BỘ"),
    number="……",
    about="V/v trả hồ sơ",
    body=(Paragraph("Nội dung."), Paragraph("Đề nghị hoàn thiện./."), Heading("Đính kèm")),
    signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
    sent_to=("Như trên", "Các đơn vị đề nghị", "Lưu: VT"),
)
KIND = PaperKind("cong-van", "Công văn", lambda head, long: replace(LETTER, letterhead=head))
OWN = PaperWording(
    closing="Nhận được công văn, đề nghị các đồng chí thực hiện.",
    sent_to="- Như trên;\n- Phòng Tham mưu;\n\n- Lưu: VT, PX01.",
    signing="kt. trưởng phòng\nphó trưởng phòng",
)


def test_the_office_s_words_stand_in_pdf_and_word() -> None:
    paper = worded(LETTER, OWN)
    for text in (pdf_text(paper_pdf(paper)), " ".join(docx_lines(paper_docx(paper, None)))):
        assert "Nhận được công văn, đề nghị các đồng chí thực hiện./." in text
        assert "hoàn thiện" not in text
        assert "KT. TRƯỞNG PHÒNG" in text
        assert "THỦ TRƯỞNG ĐƠN VỊ" not in text
    assert paper.sent_to == ("Như trên", "Phòng Tham mưu", "Lưu: VT, PX01")


def test_what_a_record_knows_is_never_written_over() -> None:
    signed = replace(LETTER, signature=Signature(("GIÁM ĐỐC",), "Đại tá Trịnh Quốc Bảo"))
    assert worded(signed, OWN).signature == signed.signature
    decision = replace(LETTER, enacting="QUYẾT ĐỊNH:")
    shown = worded(decision, OWN)
    assert (shown.body, shown.sent_to) == (decision.body, decision.sent_to)


def test_a_closing_stands_before_those_who_sign_in_the_body_and_recipients_keep_their_last_line() -> None:
    signers = Signatures((Signature(("THỦ TRƯỞNG ĐƠN VỊ",)), Signature(("NGƯỜI LẬP",))))
    minutes = replace(LETTER, signature=None, body=(Paragraph("Nội dung."), signers), signatures=signers)
    shown = worded(minutes, PaperWording(closing="Lập thành 02 bản", sent_to="Lưu trữ", signing="CHỦ TRÌ"))
    assert shown.body[1:] == (Paragraph("Lập thành 02 bản./."), signers)
    assert shown.signatures is not None
    assert [one.lines for one in shown.signatures.signers] == [("CHỦ TRÌ",), ("NGƯỜI LẬP",)]
    assert worded(LETTER, PaperWording(sent_to="Văn phòng")).sent_to == ("Như trên", "Văn phòng", "Lưu: VT")
    assert worded(LETTER, PaperWording()) == LETTER


def write(unit: Unit, **words: str) -> None:
    services.set_wording(actor=OPERATOR, unit=unit, kind=KIND, **words)


@pytest.mark.django_db
def test_each_line_is_the_unit_s_own_else_the_nearest_superior_s() -> None:
    tree = Tree()
    write(tree.cat, closing="Trân trọng", signing="GIÁM ĐỐC")
    write(tree.px01, signing="TRƯỞNG PHÒNG")
    paper = shaped(tree.px01, KIND, LETTER)
    assert Paragraph("Trân trọng./.") in paper.body
    assert paper.signature == Signature(("TRƯỞNG PHÒNG",))
    write(tree.px01)
    assert shaped(tree.px01, KIND, LETTER).signature == Signature(("GIÁM ĐỐC",))
    verbs = JournalEntry.objects.filter(verb="people.wording_set").values_list("ref", flat=True)
    assert list(verbs).count("unit:PX01") == 2


@pytest.mark.django_db
def test_words_that_cannot_be_printed_or_change_nothing_are_refused() -> None:
    tree = Tree()
    with pytest.raises(ValidationError, match="không có trong phông"):
        write(tree.px01, closing="Trân trọng 😀")
    with pytest.raises(ValidationError, match="Không có gì khác"):
        write(tree.px01, closing="  ")
    with pytest.raises(ValidationError):
        write(tree.px01, sent_to="Phòng\n" * 300)
    write(tree.px01, closing='#read("x") {{ 7*7 }}')
    assert '#read("x") {{ 7*7 }}' in pdf_text(paper_pdf(shaped(tree.px01, KIND, LETTER)))

"""The pages of templates and letterheads: what an office does there and reads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as read_document

from tests.papers import pdf_text
from tests.people.letterheads import word
from tests.people.months import said
from tests.records import Tree, make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.documents.docx import docx_lines
from vinhdanh.people.models import PaperTemplate, UnitLetterhead
from vinhdanh.web.paper_kinds import BY_CODE, KINDS

pytestmark = pytest.mark.django_db
PAGE = "/mau-giay-to/quyet-dinh/"
HEADS = "/dau-giay-to/"


@pytest.fixture
def tree(settings: Any, tmp_path: Path) -> Tree:
    settings.MEDIA_ROOT = tmp_path
    return Tree()


@pytest.fixture
def standing(tree: Tree) -> Client:
    client = Client()
    client.force_login(make_account("standing", (Role.STANDING_BODY, WHOLE_AGENCY)))
    return client


@pytest.fixture
def clerk(tree: Tree) -> Client:
    client = Client()
    client.force_login(make_account("clerk", (Role.UNIT_CLERK, "PX01")))
    return client


def upload(client: Client, content: bytes, unit: str = "CAT") -> Any:
    file = SimpleUploadedFile("mau.docx", content)
    return client.post(f"{PAGE}?dv={unit}", {"act": "tai-len", "file": file})


def test_every_kind_has_a_code_of_its_own_and_samples_in_both_forms(standing: Client) -> None:
    assert len(BY_CODE) == len(KINDS)
    page = said(standing.get("/mau-giay-to/"))
    for kind in KINDS:
        assert kind.label in page
        for length in ("ngan", "dai"):
            address = f"/mau-giay-to/{kind.code}/vi-du/{length}"
            assert standing.get(f"{address}.pdf").content.startswith(b"%PDF")
            assert list(docx_lines(standing.get(f"{address}.docx").content))


def test_a_template_from_its_download_to_its_way_back(standing: Client, clerk: Client) -> None:
    given = standing.get(f"{PAGE}mau.docx").content
    document = read_document(BytesIO(given))
    document.paragraphs[0].insert_paragraph_before("CÂU RIÊNG CỦA CƠ QUAN")
    changed = BytesIO()
    document.save(changed)
    assert upload(standing, changed.getvalue()).status_code == 302
    assert "CÂU RIÊNG CỦA CƠ QUAN" in said(standing.get(PAGE))
    below = clerk.get(f"{PAGE}vi-du/ngan.docx").content  # PX01 has none of its own
    assert "CÂU RIÊNG CỦA CƠ QUAN" in list(docx_lines(below))
    assert clerk.get(f"{PAGE}mau.docx").content == changed.getvalue()
    assert standing.get(f"{PAGE}mau.docx?ban=goc").content == given
    wrong = upload(standing, word("{{ ten_lai }}"))
    assert wrong.status_code == 422
    assert "Không có thẻ “ten_lai”. Có phải “ten_loai”?" in said(wrong)
    assert "mẫu cũ giữ nguyên" in said(wrong)
    assert standing.post(PAGE, {"act": "thoi-dung", "why": ""}).status_code == 422
    standing.post(PAGE, {"act": "thoi-dung", "why": "theo mẫu chung"})
    assert "CÂU RIÊNG CỦA CƠ QUAN" not in said(standing.get(PAGE))
    [kept] = PaperTemplate.objects.all()
    assert standing.get(f"{PAGE}mau.docx?ban={kept.pk}").content == changed.getvalue()
    standing.post(PAGE, {"act": "dung-lai", "ban": kept.pk})
    assert "CÂU RIÊNG CỦA CƠ QUAN" in said(standing.get(PAGE))


def test_nothing_is_taken_from_who_may_only_look(clerk: Client) -> None:
    page = said(clerk.get(PAGE))
    assert "chưa được giao quyền soạn, cấp số quyết định" in page
    assert upload(clerk, word(), "PX01").status_code == 403
    assert upload(clerk, word(), "PX02").status_code == 404
    assert clerk.post(f"{HEADS}?dv=PX01", {"act": "ghi"}).status_code == 403
    assert PaperTemplate.objects.count() == 0


def test_the_number_of_the_form_is_printed_once_it_is_set(standing: Client) -> None:
    standing.post(PAGE, {"act": "so-mau", "label": "Mẫu số 09"})
    assert "Đang in “Mẫu số 09”" in said(standing.get(PAGE))
    assert "Mẫu số 09" in pdf_text(standing.get(f"{PAGE}vi-du/ngan.pdf").content)
    again = standing.post(PAGE, {"act": "so-mau", "label": "Mẫu số 09"})
    assert "Số của mẫu không khác" in said(again)
    standing.post(PAGE, {"act": "bo-so-mau"})
    assert "Đang không in" in said(standing.get(PAGE))


def test_the_unit_s_own_words_are_in_the_pdf_and_refused_words_stay_in_the_form(standing: Client) -> None:
    page = PAGE.replace("quyet-dinh", "to-trinh-don-vi")
    words = {"act": "cau-chu", "closing": "Rất mong được phối hợp", "sent_to": "", "signing": ""}
    standing.post(page, words)
    assert "Rất mong được phối hợp./." in pdf_text(standing.get(f"{page}vi-du/ngan.pdf").content)
    refused = standing.post(page, words | {"closing": "Trân trọng 😀"})
    assert refused.status_code == 422
    assert "không có trong phông" in said(refused)
    assert "Trân trọng 😀" in refused.content.decode()


def test_a_letterhead_is_tried_out_written_and_taken_back(standing: Client) -> None:
    form = {
        "parent_line": "BỘ CÔNG AN",
        "issuer_line": "CÔNG AN TỈNH MỚI",
        "place": "Sơn Hà",
        "valid_from": "01/07/2025",
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
    }
    tried = standing.post(HEADS, form | {"act": "xem"})
    assert "Xem trước, chưa ghi" in said(tried)
    assert "CÔNG AN TỈNH MỚI" in unquote(tried.context["picture"]).replace("+", " ")
    assert standing.get(tried.context["picture"]).content.startswith(b"\x89PNG")
    assert not UnitLetterhead.objects.exists()
    assert standing.post(HEADS, form | {"act": "ghi", "issuer_line": ""}).status_code == 422
    standing.post(HEADS, form | {"act": "ghi"})
    assert "CÔNG AN TỈNH MỚI" in pdf_text(standing.get(f"{PAGE}vi-du/ngan.pdf").content)
    [row] = UnitLetterhead.objects.all()
    refused = standing.post(HEADS, {"act": "xoa", "dong": row.pk, "why": ""})
    assert "Ghi lý do." in said(refused)
    standing.post(HEADS, {"act": "xoa", "dong": row.pk, "why": "ghi nhầm"})
    assert "Chưa ghi đầu giấy riêng" in said(standing.get(HEADS))


def test_a_letter_that_the_font_lacks_is_named_instead_of_drawn(standing: Client) -> None:
    answer = standing.get(f"{HEADS}xem.png", {"issuer_line": "😀"})
    assert answer.status_code == 409
    assert "không có trong phông" in answer.content.decode()


def test_the_list_is_searched_and_exported(standing: Client) -> None:
    assert "Không có giấy tờ nào mang tên đó" in said(standing.get("/mau-giay-to/?q=xyz"))
    assert "Quyết định khen thưởng" in said(standing.get("/mau-giay-to/?q=quyet+dinh"))
    assert standing.get("/mau-giay-to/danh-sach.xlsx").content.startswith(b"PK")

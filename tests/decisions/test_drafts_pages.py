"""The pages of decisions: what each account does and reads."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.decisions.drafted import DAY, Decided
from tests.papers import pdf_text
from tests.people.months import as_, said, sheet_of
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, IssuingAuthority
from vinhdanh.decisions.types.drafts import DraftState
from vinhdanh.decisions.views import drafts
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.types import Secrecy

BASE = "/quyet-dinh-khen-thuong/"
SIGNED = f"{DAY:%d/%m/%Y}"


def test_from_the_list_to_tick_to_the_signed_decision(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    standing, signer = as_(world.standing), as_(world.signer)
    assert "2 hồ sơ chờ đưa vào quyết định" in said(standing.get(BASE))
    page = said(standing.get(f"{BASE}soan/"))
    assert "khoản 5 Điều 80 Luật TĐKT 2022" in page
    none = standing.post(f"{BASE}soan/", {"authority": world.authority.pk, "dated": SIGNED})
    assert "Chưa chọn hồ sơ nào" in said(none)
    made = standing.post(
        f"{BASE}soan/", {"authority": world.authority.pk, "dated": SIGNED, "hs": [title.pk, form.pk]}
    )
    draft = DecisionDraft.objects.get()
    address = f"{BASE}{draft.pk}/"
    assert made.headers["Location"] == address
    page = said(standing.get(address))
    assert "1.420.000" in page
    assert "Phòng Hậu cần chi, từ Quỹ thi đua, khen thưởng năm 2025" in page
    standing.post(f"{address}trinh-ky/")
    assert "Quyền này thuộc" in said(standing.get(address))  # who may sign, where he may not
    signer.post(f"{address}ky/", {"day": SIGNED, "number": "1287", "document": "Hộp 12"})
    page = said(signer.get(address))
    assert "1287/QĐ-CAT-PX01" in page
    assert "Chưa xét lại từ khi ký" in page
    assert "Đã ký" in said(standing.get(BASE))


def test_of_a_long_list_the_rest_is_taken_together(world: Decided, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken together is what the page showed, or nothing."""
    monkeypatch.setattr(drafts, "TICKS", 1)
    round = world.round()
    rows = [
        world.at(world.proposal(round, one, place=place), Stage.SIGNING)
        for one, place in ((world.an, world.d1), (world.binh, world.d2))
    ]
    standing = as_(world.standing)
    assert "Cả 1 hồ sơ còn lại" in said(standing.get(f"{BASE}soan/"))
    data = {"authority": world.authority.pk, "dated": SIGNED, "hs": [rows[0].pk]}
    assert "vừa thay đổi" in said(standing.post(f"{BASE}soan/", data | {"ca": "CSTT-7"}))
    standing.post(f"{BASE}soan/", data | {"ca": "CSTT-1"})
    assert DecisionDraft.objects.get().lines.count() == 2


def test_what_was_refused_stands_on_the_page_with_what_was_written(world: Decided) -> None:
    draft = world.sent()
    signer = as_(world.signer)
    answer = signer.post(f"{BASE}{draft.pk}/ky/", {"day": "31/12/2999", "document": "Hộp 7"})
    assert answer.status_code == 422
    assert "chưa tới" in said(answer)
    assert "Hộp 7" in answer.content.decode()
    assert signer.post(f"{BASE}{draft.pk}/la/").status_code == 404
    assert as_(world.clerk).get(f"{BASE}{draft.pk}/").status_code == 404
    assert as_(world.standing).post(f"{BASE}{draft.pk}/ky/", {"day": SIGNED}).status_code == 403


def test_the_signer_sends_back_and_the_reason_is_read(world: Decided) -> None:
    draft = world.sent()
    address = f"{BASE}{draft.pk}/"
    assert "Ghi lý do" in said(as_(world.signer).post(f"{address}tra-lai/", {"why": ""}))
    as_(world.signer).post(f"{address}tra-lai/", {"why": "Bổ sung căn cứ"})
    assert "Bị trả lại để sửa: Bổ sung căn cứ" in said(as_(world.standing).get(address))


def test_head_and_basis_are_edited_and_built_anew(world: Decided) -> None:
    draft = world.drafted()
    standing, address = as_(world.standing), f"{BASE}{draft.pk}/sua/"
    head = {"title": "Về việc khen", "dated": "01/03/2025", "basis": "Căn cứ Nghị định số 152/2025/NĐ-CP;"}
    assert standing.post(address, head).status_code == 302
    page = said(standing.get(f"{BASE}{draft.pk}/"))
    assert "NĐ 152/2025/NĐ-CP chưa có hiệu lực ngày 01/03/2025" in page
    standing.post(address, head | {"dung-lai": "1"})
    assert "số 98/2023/NĐ-CP" in said(standing.get(f"{BASE}{draft.pk}/"))
    services.send_draft(actor=world.standing, draft=draft)
    assert "chỉ sửa được bản đang soạn" in said(standing.get(address))


def test_a_line_is_changed_taken_out_or_refused(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    draft = world.drafted(title, form)
    standing, line = as_(world.standing), draft.lines.get(proposal=form)
    address = f"{BASE}{draft.pk}/dong/{line.pk}/"
    wrong = standing.post(address, {"own_money": "900000"})
    assert "Ghi căn cứ của mức tiền" in said(wrong)
    standing.post(address, {"own_money": "900000", "money_ground": "Quy chế", "artefact": "Khung"})
    assert "900.000" in said(standing.get(f"{BASE}{draft.pk}/"))
    standing.post(address, {"viec": "dua-ra"})
    assert draft.lines.count() == 1
    assert standing.get(address).status_code == 404
    standing.post(f"{BASE}{draft.pk}/them/", {"hs": [form.pk]})
    services.send_draft(actor=world.standing, draft=draft)
    line = draft.lines.get(proposal=form)
    as_(world.signer).post(f"{BASE}{draft.pk}/dong/{line.pk}/", {"viec": "khong-chon", "why": "Trùng"})
    form.refresh_from_db()
    assert form.stage == Stage.REFUSED


def test_the_annex_leaves_people_under_secrecy_out(world: Decided) -> None:
    [title] = world.ready("CSTT")
    other = world.at(world.proposal(world.round(name="B"), world.binh, place=world.d2), Stage.SIGNING)
    draft = world.drafted(title, other)
    type(world.an).objects.filter(pk=world.an.pk).update(secrecy=Secrecy.SECRET)
    file = as_(world.standing).get(f"{BASE}{draft.pk}/danh-sach.xlsx")
    cells = [[cell.value for cell in row] for row in sheet_of(file).iter_rows()]
    assert any("Trần Bình" in row for row in cells)
    assert not any("Lê Thị Ánh" in row for row in cells)


def test_the_paper_has_the_forms_of_a_decision(world: Decided) -> None:
    draft = world.signed(*world.ready("CSTT", "GK"))
    page = pdf_text(as_(world.signer).get(f"{BASE}{draft.pk}/quyet-dinh.pdf").content)
    for text in (
        "Số: 01/QĐ-CAT-PX01",
        "Sơn Hà, ngày 22 tháng 12 năm 2025",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Điều 1. Tặng danh hiệu thi đua, hình thức khen thưởng cho các tập thể, cá nhân",
        "- Danh hiệu “Chiến sĩ tiên tiến” cho 01 cá nhân; - Giấy khen cho 01 cá nhân.",
    ):
        assert text in page


def test_the_list_is_filtered_and_exported(world: Decided) -> None:
    draft = world.sent()
    standing = as_(world.standing)
    assert draft.title in said(standing.get(f"{BASE}?tt=waiting&nam=2025&tim=tien+tien&dot={draft.round_id}"))
    assert "Không có quyết định nào khớp" in said(standing.get(f"{BASE}?tt=signed"))
    rows = [
        [cell.value for cell in row] for row in sheet_of(standing.get(f"{BASE}danh-sach.xlsx")).iter_rows()
    ]
    assert any(row[2] == draft.title for row in rows)


def test_the_book_of_numbers_shows_gaps_and_takes_explanations(world: Decided) -> None:
    standing, book = as_(world.standing), f"{BASE}so/?nam=2025"
    standing.post(book, {"viec": "giu", "n": "10"})
    standing.post(book, {"viec": "giu", "n": "13"})
    assert "11 số trống chưa giải trình" in said(standing.get(book))
    standing.post(book, {"viec": "giai-trinh", "first": "1", "last": "9", "why": "Quyết định cán bộ"})
    assert "2 số trống chưa giải trình" in said(standing.get(book))
    assert "Số 10 đã dùng năm 2025" in said(standing.post(book, {"viec": "giu", "n": "10"}))
    standing.post(book, {"viec": "giai-trinh", "first": "11", "last": "12", "why": "Quyết định cán bộ"})
    gap = world.authority.gaps.get(first=11)
    assert "Lý do bỏ giải trình số 11–12" in said(standing.get(book))
    assert (
        as_(world.signer).post(book, {"viec": "bo-giai-trinh", "gt": gap.pk, "why": "X"}).status_code == 403
    )
    standing.post(book, {"viec": "bo-giai-trinh", "gt": gap.pk, "why": "Ghi nhầm sổ"})
    assert "2 số trống chưa giải trình" in said(standing.get(book))
    standing.post(book, {"viec": "giai-trinh", "first": "11", "last": "12", "why": "Quyết định kỷ luật"})
    held = world.authority.numbers.get(n=13)
    standing.post(book, {"viec": "bo", "so": held.pk, "why": "Ghi nhầm"})
    page = said(standing.get(book))
    assert "số trống chưa giải trình" not in page
    assert "Ghi nhầm" in page
    assert as_(world.signer).post(book, {"viec": "giu"}).status_code == 302
    assert as_(world.signer).post(book, {"viec": "bo", "so": held.pk, "why": "X"}).status_code == 403


def test_who_decides_is_written_once(world: Decided) -> None:
    standing, page = as_(world.standing), f"{BASE}nguoi-quyet-dinh/"
    data = {"name": "Phó Giám đốc", "level": "base", "pattern": "{n}/QĐ-CAT", "dv": "CAT"}
    assert "phải có {n}" in said(standing.post(f"{page}moi/", data | {"pattern": "QĐ"}))
    assert standing.post(f"{page}moi/", data).status_code == 302
    assert "Người quyết định này đã ghi" in said(standing.post(f"{page}moi/", data))
    made = IssuingAuthority.objects.get(name="Phó Giám đốc")
    standing.post(f"{page}{made.pk}/", data | {"fund": "Quỹ"})
    assert "Quỹ" in said(standing.get(page))
    assert as_(world.signer).get(f"{page}{made.pk}/").status_code == 403


def test_two_who_sign_at_once_do_it_once(world: Decided) -> None:
    draft = world.sent(dated=timezone.localdate())
    address, day = f"{BASE}{draft.pk}/ky/", f"{timezone.localdate():%d/%m/%Y}"
    signer = as_(world.signer)
    signer.post(address, {"day": day})
    second = signer.post(address, {"day": day})
    assert second.status_code == 422
    assert "quyết định đã ký" in said(second)
    draft.refresh_from_db()
    assert draft.state == DraftState.SIGNED

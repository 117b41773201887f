"""The pages of the fund, of artefacts and of revoking: what each account does and reads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decisions.kept import DIRECTOR, OPERATOR, TODAY, Kept, line_of
from tests.papers import pdf_text
from tests.people.months import as_, said
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactIssue, Fund, RevocationCase
from vinhdanh.decisions.selectors.fund import balance_of
from vinhdanh.decisions.selectors.revoking import grounds
from vinhdanh.decisions.types.artefacts import IssueState
from vinhdanh.decisions.types.revoking import CaseKind, CaseState

DAY = f"{TODAY:%d/%m/%Y}"


def test_a_year_of_the_fund_from_its_opening_to_the_next(kept: Kept) -> None:
    standing = as_(kept.standing)
    form = {"unit": "CAT", "year": TODAY.year, "name": "Quỹ khen thưởng", "sources": "Ngân sách"}
    assert standing.post("/quy-khen-thuong/lap/", form).status_code == 422
    form |= {"levels": ["base"], "ground": "Quy chế chi tiêu nội bộ"}
    standing.post("/quy-khen-thuong/lap/", form)
    fund = Fund.objects.get()
    page = f"/quy-khen-thuong/{fund.pk}/"
    wrong = standing.post(f"{page}ghi/thu/", {"kind": "allocated", "amount": "năm triệu"})
    assert "Số tiền là số nguyên đồng" in said(wrong)
    income = {"kind": "allocated", "amount": "10.000.000", "on": DAY, "document": "QĐ 5", "words": "Dự toán"}
    standing.post(f"{page}ghi/thu/", income)
    standing.post(f"{page}ghi/trich/", {"base": "10.000.000", "on": DAY})
    shown = said(standing.get(page))
    assert "trích 2.000.000 đồng cho tổ chức phong trào" in shown
    assert "TT 28/2025/TT-BTC" in shown
    paper = f"{page}chi/{kept.paper.pk}/"
    assert "2 lượt chưa có trong danh sách" in said(standing.get(paper))
    standing.post(f"{paper}ghi/lap/")
    first, second = fund.payments.order_by("pk")
    assert "Chưa chọn ai" in said(standing.post(f"{paper}ghi/nhan/", {"on": DAY}))
    standing.post(f"{paper}ghi/nhan/", {"on": DAY, "dong": [first.pk]})
    standing.post(f"{page}dong/{second.pk}/nhan/", {"on": DAY, "receiver": "Đỗ Văn Ký"})
    assert "Đỗ Văn Ký nhận thay" in said(standing.get(paper))
    assert "Cộng 02 lượt" in pdf_text(standing.get(f"{paper}bang-chi.pdf").content)
    carried = standing.post(f"{page}ghi/ket-chuyen/", {"on": DAY, "sure": "on"})
    assert carried.status_code == 302
    heir = Fund.objects.get(year=TODAY.year + 1)
    assert balance_of(heir).left == 8_000_000 - first.amount - second.amount


def test_who_only_reads_sees_why_he_writes_nothing(kept: Kept) -> None:
    fund = kept.fund()
    for path in (f"/quy-khen-thuong/{fund.pk}/", f"/quy-khen-thuong/{fund.pk}/chi/{kept.paper.pk}/"):
        page = said(as_(kept.signer).get(path))
        assert "chưa được giao quyền soạn, cấp số quyết định" in page
    assert as_(kept.signer).post(f"/quy-khen-thuong/{fund.pk}/ghi/thu/").status_code == 403
    assert as_(kept.clerk).get(f"/quy-khen-thuong/{fund.pk}/").status_code == 404


def test_artefacts_go_from_the_stock_to_their_recipients(kept: Kept) -> None:
    standing = as_(kept.standing)
    base = "/hien-vat/ghi/"
    need = {"honour": "GK", "kind": "certificate", "since": f"01/01/{TODAY.year}"}
    standing.post(f"{base}kem-theo/?dv=CAT", need)
    assert "thiếu 2" in said(standing.get("/hien-vat/"))
    standing.post(f"{base}nhap/?dv=CAT", {"kind": "certificate", "count": "9", "on": DAY, "document": "PN 1"})
    counted = {"kind": "certificate", "count": "8", "on": DAY, "document": "BB 1"}
    assert "Sổ ghi 9, thực tế 8" in said(standing.post(f"{base}kiem-ke/?dv=CAT", counted))
    paper = f"/hien-vat/trao/{kept.paper.pk}/"
    chosen = [f"l{grant.pk}-certificate" for grant in (kept.ans, kept.binhs)]
    issue = {"kind": "certificate", "first": "GK-0009", "on": DAY, "dong": chosen}
    standing.post(f"{paper}ghi/cap/?dv=CAT", issue)
    pieces = list(ArtefactIssue.objects.order_by("pk"))
    assert [one.serial for one in pieces] == ["GK-0009", "GK-0010"]
    keys = [f"h{one.pk}" for one in pieces]
    standing.post(f"{paper}ghi/in/?dv=CAT", {"on": DAY, "dong": keys})
    standing.post(f"{paper}ghi/trao/?dv=CAT", {"on": DAY, "ceremony": "Hội nghị", "dong": keys})
    assert "2 đã trao" in said(standing.get(f"{paper}?dv=CAT"))
    ended = {"state": "lost", "on": DAY, "minutes": "BB 9"}
    standing.post(f"/hien-vat/{pieces[0].pk}/ket-thuc/", ended)
    pieces[0].refresh_from_db()
    assert pieces[0].state == IssueState.LOST


def test_a_case_from_its_proposal_to_the_last_piece(kept: Kept) -> None:
    standing, signer = as_(kept.standing), as_(kept.signer)
    new = f"/thu-hoi/lap/?luot={kept.ans.pk}"
    choices = said(standing.get(new))
    assert "điểm a" in choices
    assert "Bộ quy tắc không có căn cứ nào cho giấy khen" in choices  # nothing strips it
    about = {"ground": "fraud", "account": "Khai khống", "proposer": "Thanh tra", "on": DAY}
    standing.post(f"{new}&viec=annul", about)
    case = RevocationCase.objects.get()
    page = f"/thu-hoi/{case.pk}/"
    standing.post(f"{page}xac-minh/", {"findings": "KL 12"})
    assert "Quyền này thuộc: Người có thẩm quyền quyết định" in said(standing.get(page))
    assert standing.post(f"{page}quyet-dinh/").status_code == 403
    line = line_of(case)
    money = kept.ans.money or 0
    services.write_authority(actor=OPERATOR, unit=kept.cat, name=DIRECTOR, pattern="{n}/QĐ-CAT")
    assert "lấy số tiếp theo trong sổ: 32/QĐ-CAT" in said(standing.get(page))
    standing.post(f"{page}giu-so/", {"n": "99"})
    assert "Ghi lý do đổi số" in said(standing.post(f"{page}giu-so/", {"n": "98", "why": " "}))
    decide = {"authority": DIRECTOR, "number": "99/QĐ-CAT", "decided": DAY, "on": DAY}
    decide |= {f"money_{line.pk}": str(money), f"by_{line.pk}": f"{TODAY + timedelta(days=15):%d/%m/%Y}"}
    decide |= {f"artefacts_{line.pk}": "Giấy khen"}
    assert "Đánh dấu đã xem" in said(signer.post(f"{page}quyet-dinh/", decide))
    signer.post(f"{page}quyet-dinh/", decide | {"seen": "on"})
    assert "Còn phải làm" in said(standing.get(page))
    assert "99/QĐ-CAT" in said(standing.get("/quyet-dinh-khen-thuong/so/"))
    back = {"amount": f"{money}", "on": DAY, "receipt": "PT 1"}
    standing.post(f"{page}luot/{line.pk}/tien/", back)
    standing.post(f"{page}luot/{line.pk}/hien-vat/", {"held": "returned", "on": DAY, "minutes": "BB 1"})
    case.refresh_from_db()
    assert case.state == CaseState.DONE
    assert "Lê Thị Ánh" in said(standing.get("/thu-hoi/?tim=anh&loai=annul"))
    assert "Không có vụ nào khớp bộ lọc" in said(standing.get("/thu-hoi/?tt=withdrawn"))


def test_an_honour_that_falls_or_stands_again_is_judged_anew(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []
    monkeypatch.setattr(services, "judge_again", lambda: began.append("run"))
    title = kept.given(kept.an, "NGND")
    signer = as_(kept.signer)
    decide = {"authority": DIRECTOR, "decided": DAY, "on": DAY, "seen": "on"}
    for kind, ground in ((CaseKind.STRIP, "imprisonment"), (CaseKind.RESTORE, "")):
        ground = ground or grounds(kind, ["NGND"], TODAY)[0].code
        case = kept.verified(title, kind=kind, ground=ground)
        more = {"number": f"{case.pk}/QĐ"}
        more |= {f"money_{line.pk}": "0" for line in case.lines.all()}
        assert signer.post(f"/thu-hoi/{case.pk}/quyet-dinh/", decide | more).status_code == 302, kind
        title = type(title).objects.get(pk=title.pk)
    assert began == ["run", "run"]

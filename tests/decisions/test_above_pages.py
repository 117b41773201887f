"""The pages of submissions and of complaints: what each account does and reads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decisions.above import MINISTER, TODAY, Above
from tests.papers import pdf_text
from tests.people.months import as_, said, sheet_of
from vinhdanh.awards.models import Grant
from vinhdanh.decisions.forms import submissions
from vinhdanh.decisions.models import Complaint, Submission
from vinhdanh.dossiers.stages import Stage

DAY = f"{TODAY:%d/%m/%Y}"
BASE = "/trinh-cap-tren/"


@pytest.fixture
def above(db: None) -> Above:
    return Above()


def test_from_what_waits_to_the_outcome(above: Above) -> None:
    standing, signer, boss = as_(above.standing), as_(above.signer), as_(above.boss)
    listed = said(standing.get(BASE))
    assert "3 hồ sơ do Bộ, tỉnh quyết định" in listed
    assert "Điều 79" in listed
    assert "soạn, cấp số quyết định" in said(boss.get(BASE)), "the button says why it isn't there"
    new = f"{BASE}moi/?co-quan=CAT&cap=ministry&loai-hinh=cong_trang"
    data = {"addressee": "", "about": "tặng Đơn vị quyết thắng", "channel": "both", "proposals": []}
    wrong = standing.post(new, data)
    assert wrong.status_code == 422
    assert "Chọn ít nhất một hồ sơ" in said(wrong)
    data |= {"addressee": MINISTER, "proposals": [one.pk for one in above.teams]}
    assert standing.post(new, data).status_code == 302
    one = Submission.objects.get()
    page = f"{BASE}{one.pk}/"
    assert boss.get(page).status_code == 404, "a draft"
    assert "Quyền này thuộc: Người có thẩm quyền quyết định" in said(standing.get(page))
    missing = signer.post(f"{page}gui/", {"number": "12/TTr-CAT", "signed": DAY})
    assert missing.status_code == 422
    assert "Còn thiếu, chưa ghi lý do" in said(missing)
    standing.post(f"{page}ho-so/", {"them": "Biên bản họp Hội đồng"})
    assert one.papers.filter(name="Biên bản họp Hội đồng", ground="").exists()
    standing.post(f"{page}ho-so/", {f"co-{paper.pk}": "on" for paper in one.papers.all()})
    assert signer.post(f"{page}gui/", {"number": "12/TTr-CAT", "signed": DAY}).status_code == 302
    assert "Đã trình" in said(boss.get(page)) or "Chờ cấp trên" in said(boss.get(page))
    assert boss.post(f"{page}dien-bien/", {"kind": "received", "on": DAY}).status_code == 403
    standing.post(f"{page}dien-bien/", {"kind": "received", "on": DAY, "holder": "Cục X03"})
    assert "Cục X03" in said(standing.get(BASE))
    keys = list(one.lines.values_list("pk", flat=True))
    outcome = {"on": DAY, "authority": MINISTER, "number": "900/QĐ-BCA", "decided": DAY, "payer": "upper"}
    told = {f"kq-{keys[0]}": "given", f"duoc-{keys[0]}": "DVQT", f"kq-{keys[1]}": "refused"}
    refused = standing.post(f"{page}ket-qua/", outcome | told)
    assert refused.status_code == 422
    assert "Ghi lý do" in said(refused)
    assert not Grant.objects.exists()
    told |= {f"vi-{keys[1]}": "Vượt số lượng", f"kq-{keys[2]}": "given", f"duoc-{keys[2]}": "DVTT"}
    assert standing.post(f"{page}ket-qua/", outcome | told).status_code == 302
    after = said(standing.get(page))
    assert "Vượt số lượng" in after
    assert "thấp hơn hoặc khác đề nghị" in after
    assert "Đã có kết quả" in after
    assert Grant.objects.count() == 2
    assert sheet_of(standing.get(f"{page}danh-sach.xlsx")).max_row >= 6
    assert "TỜ TRÌNH" in pdf_text(standing.get(f"{page}to-trinh.pdf").content)
    assert boss.get(f"{page}to-trinh.pdf").status_code == 403


def test_of_a_long_list_the_rest_is_submitted_together(above: Above, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "TICKS", 1)
    standing = as_(above.standing)
    new = f"{BASE}moi/?co-quan=CAT&cap=ministry&loai-hinh=cong_trang"
    assert "Cả 2 hồ sơ còn lại" in said(standing.get(new))
    data = {"addressee": MINISTER, "about": "tặng Đơn vị quyết thắng", "channel": "both"}
    assert "vừa thay đổi" in said(standing.post(new, data | {"ca": "trong-5"}))
    assert standing.post(new, data | {"ca": "trong-2"}).status_code == 302
    assert Submission.objects.get().lines.count() == 2, "the first was not ticked"


def test_filters_and_the_list_file(above: Above) -> None:
    above.sent()
    standing = as_(above.standing)
    assert "12/TTr-CAT" in said(standing.get(f"{BASE}?tt=above&cap=ministry&tim=12/ttr"))
    assert "Không có tờ trình nào khớp bộ lọc" in said(standing.get(f"{BASE}?han=qua"))
    assert sheet_of(standing.get(f"{BASE}danh-sach.xlsx")).max_row >= 4


def test_an_officer_complains_and_follows_it_while_the_others_know_less(above: Above) -> None:
    boss, standing, officer = as_(above.boss), as_(above.standing), as_(above.officer)
    text = "Đồng chí Ánh không trực tiếp tham gia chuyên án"
    chosen = said(boss.get("/kien-nghi/gui/?tim=anh"))
    assert "Lê Thị Ánh" in chosen
    about = f"/kien-nghi/gui/?ve=proposal:{above.praised.pk}"
    assert boss.post(about, {"kind": "denunciation", "text": ""}).status_code == 422
    assert boss.post(about, {"kind": "denunciation", "text": text}).status_code == 302
    one = Complaint.objects.get()
    page = f"/kien-nghi/{one.pk}/"
    assert "Đồng chí là người gửi" in said(boss.get(page))
    mine = said(officer.get(page))
    assert "Có đơn liên quan đến đồng chí" in mine
    assert text not in mine
    assert "thutruong" not in mine
    assert "Trần Thị thutruong" in said(standing.get(page))
    assert "Trần Thị thutruong" in said(as_(above.inspector).get(page))
    for account in (above.signer, above.clerk, above.other_boss):
        assert as_(account).get(page).status_code == 404
    due = f"{TODAY + timedelta(days=20):%d/%m/%Y}"
    wrong = standing.post(f"{page}thu-ly/", {"due": due, "ground": ""})
    assert wrong.status_code == 422
    assert "Ghi căn cứ của thời hạn" in said(wrong)
    assert officer.post(f"{page}thu-ly/", {"due": due, "ground": "QC 5"}).status_code == 403
    standing.post(f"{page}thu-ly/", {"due": due, "ground": "Quy chế số 5"})
    assert "hồ sơ đang hoãn xét" in said(standing.get("/kien-nghi/?tt=open&loai=denunciation"))
    standing.post(f"{page}giao/", {"verifier": "Tổ xác minh số 3", "account": "phong-khac"})
    verifier = said(as_(above.other_boss).get(page))
    assert text in verifier
    assert "thutruong" not in verifier
    done = {"finding": "rejected", "on": DAY, "document": "KL 9", "text": "Đúng là có tham gia"}
    standing.post(f"{page}ket-luan/", done)
    above.praised.refresh_from_db()
    assert above.praised.stage == Stage.SIGNING
    assert "Không còn việc phải làm" in said(standing.get(page))
    sheet = sheet_of(standing.get("/kien-nghi/danh-sach.xlsx"))
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "ĐT-" in cells
    assert text not in cells
    assert "thutruong" not in cells


def test_a_letter_is_written_down_by_the_standing_body(above: Above) -> None:
    standing = as_(above.standing)
    assert "Lê Thị Ánh" in said(standing.get("/kien-nghi/ghi/?tim=anh"))
    about = f"/kien-nghi/ghi/?ve=proposal:{above.teams[0].pk}"
    data = {"kind": "complaint", "text": "Số liệu sai", "received": DAY, "sender": "Nguyễn Văn Tư"}
    assert standing.post(about, data).status_code == 302
    assert "Nguyễn Văn Tư" in said(standing.get(f"/kien-nghi/{Complaint.objects.get().pk}/"))
    assert as_(above.boss).get("/kien-nghi/ghi/").status_code == 403
    assert standing.get("/kien-nghi/ghi/?ve=proposal:999").status_code == 404


def test_the_sender_takes_it_back_until_it_is_taken_up(above: Above) -> None:
    officer = as_(above.officer)
    about = f"/kien-nghi/gui/?ve=round:{above.review.pk}"
    officer.post(about, {"kind": "petition", "text": "Tôi không được đưa vào danh sách"})
    page = f"/kien-nghi/{Complaint.objects.get().pk}/"
    assert "Rút đơn" in said(officer.get(page))
    officer.post(f"{page}rut/")
    assert "Người gửi đã rút" in said(officer.get(page))
    assert as_(above.other_boss).post(f"{page}rut/").status_code == 404

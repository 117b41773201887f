"""The pages of digital signing, as those see them who initial, sign and check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.decisions.drafted import DAY
from tests.decisions.keyed import Keyed, seen
from tests.documents.authority import PASSPHRASE, authority
from tests.documents.test_signing import SEAL, SIGNATURE, paper, signed
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.decisions.models import DecisionDraft, SignedFile, StampImage
from vinhdanh.decisions.selectors.signing import course_of
from vinhdanh.decisions.types.drafts import DraftState


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Keyed:
    settings.MEDIA_ROOT = tmp_path
    return Keyed()


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_from_the_file_to_the_signed_decision(world: Keyed) -> None:
    draft = world.sent()
    here = f"/quyet-dinh-khen-thuong/{draft.pk}/ky-so/"
    clerk, head, director = (client_of(one) for one in (world.standing, world.head, world.signer))
    assert "Chưa dựng bản để ký" in clerk.get(here).content.decode()
    named = {"who1": str(world.head.pk), "post1": "Trưởng phòng"}
    assert clerk.post(f"{here}thu-tu/", named).status_code == 302
    made = {"day": f"{DAY:%d/%m/%Y}", "signer": "Trịnh Quốc Bảo", "signer_post": "Giám đốc"}
    assert clerk.post(f"{here}dung/", made).status_code == 302
    shown = director.get(here).content.decode()
    assert "Tới lượt Nguyễn Thị Tổng Hợp" in shown
    assert "trang-1.png" in shown
    assert head.get(f"{here}trang-1.png").content.startswith(b"\x89PNG")
    assert head.get(f"{here}trang-99.png").status_code == 404
    assert "Ký nháy quyết định" in head.get("/viec-cho-toi/").content.decode()
    given = {"seen": seen(draft), "key": file("a.p12", authority().head.pkcs12), "secret": PASSPHRASE}
    assert head.post(f"{here}ky-nhay/", given).status_code == 302
    given = {"seen": seen(draft), "key": file("b.p12", authority().director.pkcs12), "secret": "sai 1945"}
    refused = director.post(f"{here}ky/", given)
    assert refused.status_code == 422
    assert "sai mật khẩu" in refused.content.decode()
    assert "sai 1945" not in refused.content.decode()
    given |= {"key": file("b.p12", authority().director.pkcs12), "secret": PASSPHRASE}
    assert director.post(f"{here}ky/", given).status_code == 302
    assert DecisionDraft.objects.get(pk=draft.pk).state == DraftState.SIGNED
    panel = clerk.get(f"/quyet-dinh-khen-thuong/{draft.pk}/").content.decode()
    assert "Tải bản đã ký" in panel
    saved = clerk.get(f"{here}ban-3.pdf")
    assert saved.content.startswith(b"%PDF-")
    assert saved["Content-Disposition"].startswith("attachment")
    report = clerk.get(f"{here}ban-3/").content.decode()
    assert report.count("Nguyên vẹn, chứng thư số tin cậy.") == 4  # today and when it was kept


def test_a_file_that_was_signed_elsewhere_is_refused_with_its_reason(world: Keyed) -> None:
    draft, director = world.sent(), client_of(world.signer)
    here = f"/quyet-dinh-khen-thuong/{draft.pk}/ky-so/tai-len/"
    given = {"file": file("a.pdf", paper()), "day": f"{DAY:%d/%m/%Y}"}
    answer = director.post(here, given)
    assert answer.status_code == 422
    assert "chưa có chữ ký số nào" in answer.content.decode()
    given["file"] = file("a.pdf", signed())
    answer = director.post(here, given)
    assert "Không thấy số 01/QĐ-CAT-PX01 trong tệp" in answer.content.decode()
    given |= {"file": file("a.pdf", signed()), "despite": "Đã đối chiếu bản giấy"}
    assert director.post(here, given).status_code == 302
    final = course_of(DecisionDraft.objects.get(pk=draft.pk)).final
    assert final is not None
    assert final.despite == "Đã đối chiếu bản giấy"


def test_who_is_not_named_and_sees_nothing_finds_nothing(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    stranger = client_of(world.head)
    for address in ("", "trang-1.png", "ban-1.pdf", "ban-1/"):
        assert stranger.get(f"/quyet-dinh-khen-thuong/{draft.pk}/ky-so/{address}").status_code == 404


def test_the_signatures_of_any_file_are_looked_at_and_nothing_is_kept(world: Keyed) -> None:
    client = client_of(world.head)
    for data, said in [
        (signed(), "Nguyên vẹn, chứng thư số tin cậy."),
        (signed() + b"more", "tệp bị sửa sau chữ ký này"),
        (paper(), "không có chữ ký số nào"),
        (b"GIF89a", "không phải PDF"),
    ]:
        assert said in client.post("/kiem-chu-ky/", {"file": file("x.pdf", data)}).content.decode()
    assert SignedFile.objects.count() == 0


def test_roots_are_added_and_ended_with_a_reason(world: Keyed, admin_account: Account) -> None:
    admin, root = client_of(admin_account), authority().middle
    given = {"file": file("ca.pem", root.pem), "ground": "Nhận tại Cục"}
    assert admin.post("/quan-tri/chung-thu-goc/", given).status_code == 302
    listed = admin.get("/quan-tri/chung-thu-goc/").content.decode()
    assert "Chứng thực công vụ" in listed
    given = {"file": file("nguoi.pem", authority().director.pem), "ground": "Nhận tại Cục"}
    refused = admin.post("/quan-tri/chung-thu-goc/", given)
    assert "không phải của cơ quan chứng thực" in refused.content.decode()
    assert world.root is not None
    ending = f"/quan-tri/chung-thu-goc/{world.root.pk}/thoi/"
    admin.post(ending, {"why": ""})
    world.root.refresh_from_db()
    assert world.root.ended is None
    admin.post(ending, {"why": "Nơi cấp đã đổi gốc"})
    world.root.refresh_from_db()
    assert world.root.ended_why == "Nơi cấp đã đổi gốc"
    assert client_of(world.head).get("/quan-tri/chung-thu-goc/").status_code == 403


def test_pictures_are_seen_by_whom_they_belong_to(world: Keyed) -> None:
    director, clerk = client_of(world.signer), client_of(world.standing)
    assert director.post("/anh-chu-ky/", {"cua": "", "file": file("k.svg", SIGNATURE)}).status_code == 302
    given = {"cua": str(world.authority.pk), "file": file("d.svg", SEAL)}
    assert clerk.post("/anh-chu-ky/", given).status_code == 302
    own, seal = StampImage.objects.order_by("pk")
    assert director.get(f"/anh-chu-ky/{own.pk}/").content == SIGNATURE
    assert clerk.get(f"/anh-chu-ky/{own.pk}/").status_code == 404
    assert clerk.get(f"/anh-chu-ky/{seal.pk}/")["Content-Type"] == "image/svg+xml"
    assert director.post(f"/anh-chu-ky/{own.pk}/bo/").status_code == 302
    own.refresh_from_db()
    assert own.ended is not None
    bad = director.post("/anh-chu-ky/", {"cua": "", "file": file("k.svg", b"<svg onload='x()'/>")})
    assert bad.status_code == 422


@pytest.fixture
def admin_account(db: None) -> Account:
    return make_account("quan-tri", (Role.ADMINISTRATOR, ""))

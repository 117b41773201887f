"""Decisions signed by keys: with the register, in order, unchanged, from elsewhere, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.decisions.drafted import DAY
from tests.decisions.keyed import Keyed, seen
from tests.documents.authority import PASSPHRASE, Authority, authority
from tests.documents.test_signing import SEAL, SIGNATURE
from tests.dossiers.review import OPERATOR
from tests.papers import pdf_text
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, IssuingAuthority, SignedFile
from vinhdanh.decisions.papers.decision import decision_to_sign
from vinhdanh.decisions.selectors.signing import bytes_of, course_of, initials_wait_for
from vinhdanh.decisions.types.drafts import DraftState, NumberState
from vinhdanh.decisions.types.signing import FileRole
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.reading import page_texts
from vinhdanh.documents.signing import sign
from vinhdanh.documents.validating import Changed, validate
from vinhdanh.dossiers.files import path_of

pytestmark = pytest.mark.slow  # keys and signatures


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> Keyed:
    settings.MEDIA_ROOT = tmp_path
    return Keyed()


# ---- here -----------------------------------------------------------------------------------------


def test_the_signed_file_and_the_register_come_together(world: Keyed) -> None:
    draft = world.sent(*world.ready("CSTT", "GK"))
    world.prepared(draft)
    signed = world.keyed(draft, reason="Ký ban hành", location="Sơn Hà")
    assert signed.state == DraftState.SIGNED
    assert (Grant.objects.count(), signed.dated) == (2, DAY)
    assert signed.number is not None
    assert signed.number.state == NumberState.USED
    final = course_of(signed).final
    assert final is not None
    assert (final.role, final.number, final.warnings) == (FileRole.SIGNED, "01/QĐ-CAT-PX01", [])
    text = pdf_text(bytes_of(final))
    assert "Số: 01/QĐ-CAT-PX01" in text
    assert "ngày 22 tháng 12 năm 2025" in text
    assert "DỰ THẢO" not in text
    assert "(Đã ký)" not in text
    [report] = final.reports
    assert report == validate(bytes_of(final), authority().trust())[0]
    assert (report.signer, report.reason, report.good, report.whole) == (
        "Trịnh Quốc Bảo",
        "Ký ban hành",
        True,
        True,
    )
    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["decisions.draft_signed", "decisions.file_signed"]


def test_initials_come_first_and_stay_valid(world: Keyed) -> None:
    draft = world.sent()
    services.set_signing_order(actor=world.standing, draft=draft, named=[(world.head, "Trưởng phòng PX01")])
    assert initials_wait_for(world.head) == []
    world.prepared(draft)
    assert initials_wait_for(world.head) == [draft]
    with pytest.raises(ValidationError, match=r"Còn chờ ký nháy: Nguyễn Thị Tổng Hợp.*, Trưởng phòng PX01"):
        world.keyed(draft)
    with pytest.raises(PermissionDenied, match="không có tên trong thứ tự ký nháy"):
        services.initial_file(
            actor=world.signer, draft=draft, seen=seen(draft), key=authority().head.key_file()
        )
    world.initialled(draft)
    assert initials_wait_for(world.head) == []
    with pytest.raises(ValidationError, match="không đổi thứ tự được nữa"):
        services.set_signing_order(actor=world.standing, draft=draft, named=[])
    final = course_of(world.keyed(draft)).final
    assert final is not None
    first, last = final.reports
    assert (first.signer, first.changed, first.good) == ("Nguyễn Thị Tổng Hợp", Changed.SIGNED, True)
    assert (last.signer, last.good) == ("Trịnh Quốc Bảo", True)
    assert [one.role for one in draft.signed_files.all()] == ["prepared", "initialled", "signed"]


def test_a_record_that_changed_after_the_preview_is_not_signed(world: Keyed) -> None:
    [title, form] = world.ready("CSTT", "GK")
    draft = world.sent(title, form)
    shown = world.prepared(draft).sha256
    services.refuse_line(actor=world.signer, line=draft.lines.get(proposal=form), why="Chưa nổi trội")
    with pytest.raises(ValidationError, match="Quyết định đã khác bản dựng để ký"):
        world.keyed(draft, seen=shown)
    again = world.prepared(draft)
    with pytest.raises(ValidationError, match="Bản để ký vừa thay đổi"):
        world.keyed(draft, seen=shown)
    IssuingAuthority.objects.update(recipients="Phòng Hậu cần")
    with pytest.raises(ValidationError, match="Quyết định đã khác bản dựng để ký"):
        world.keyed(draft, seen=again.sha256)
    assert Grant.objects.count() == 0
    world.prepared(draft)
    assert world.keyed(draft).signed


def test_a_file_made_before_the_draft_was_given_back_is_no_more_to_be_signed(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    services.return_draft(actor=world.signer, draft=draft, why="Sửa trích yếu")
    draft.refresh_from_db()
    assert course_of(draft).prepared is None
    services.send_draft(actor=world.standing, draft=draft)
    draft.refresh_from_db()
    assert course_of(draft).prepared is None


def test_nothing_is_signed_where_the_key_does_not_open(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    with pytest.raises(ValidationError, match="sai mật khẩu"):
        world.keyed(draft, key=authority().director.key_file("sai"))
    assert Grant.objects.count() == 0
    assert DecisionDraft.objects.get(pk=draft.pk).state == DraftState.WAITING
    assert SignedFile.objects.count() == 1


def test_a_certificate_that_the_agency_does_not_trust_signs_nothing(world: Keyed) -> None:
    draft = world.sent()
    world.prepared(draft)
    with pytest.raises(ValidationError, match="không thuộc danh sách chứng thư gốc tin cậy"):
        world.keyed(draft, key=Authority().director.key_file())
    assert Grant.objects.count() == 0


def test_an_agency_that_trusts_nobody_yet_signs_with_a_warning(
    db: None, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    world = Keyed(trusting=False)
    draft = world.sent()
    world.prepared(draft)
    final = course_of(world.keyed(draft, key=authority().head.key_file())).final
    assert final is not None
    assert "cơ quan chưa ghi chứng thư gốc nào" in final.warnings[0]
    assert "Chứng thư số mang tên Nguyễn Thị Tổng Hợp, tài khoản ký là Trịnh Quốc Bảo" in final.warnings[1]


def test_no_secret_of_the_signer_is_written_anywhere(
    world: Keyed, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    draft, director = world.sent(), authority().director
    world.prepared(draft)
    with caplog.at_level("DEBUG"):
        world.keyed(draft)
    secrets = [
        PASSPHRASE.encode(),
        director.pkcs12[:60],
        director.key_der()[-60:],
        director.key_pem()[60:120],
    ]
    files = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    journal = [str(row).encode() for row in JournalEntry.objects.values()]
    rows = [str(row).encode() for row in SignedFile.objects.values()]
    for held in (*files, *journal, *rows, caplog.text.encode()):
        assert not any(secret in held for secret in secrets)
    assert files
    assert journal


def test_the_pictures_of_signature_and_seal_stand_in_the_stamp(world: Keyed) -> None:
    services.put_signature_image(actor=world.signer, account=world.signer, data=SIGNATURE)
    services.put_seal_image(actor=OPERATOR, authority=world.authority, data=SEAL)
    draft = world.sent()
    world.prepared(draft)
    final = course_of(world.keyed(draft)).final
    assert final is not None
    plain = course_of(draft).prepared
    assert plain is not None
    assert b"/XObject" in bytes_of(final)[plain.size :]
    with pytest.raises(ValidationError, match="PNG hoặc SVG"):
        services.put_seal_image(actor=OPERATOR, authority=world.authority, data=b"GIF89a")


def test_a_file_that_was_changed_on_the_disk_is_said_to_be(world: Keyed) -> None:
    draft = world.sent()
    made = world.prepared(draft)
    path_of(made.sha256).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(ValidationError, match="không còn nguyên như lúc ghi"):
        world.keyed(draft)


# ---- elsewhere ------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(world: Keyed) -> tuple[DecisionDraft, bytes]:
    """A decision that waits, and its paper with number 05 as another program would sign it."""
    draft = world.sent()
    number = services.reserve_number(actor=world.standing, authority=world.authority, year=2025, n=5)
    DecisionDraft.objects.filter(pk=draft.pk).update(number=number)
    draft.refresh_from_db()
    draft.dated = DAY
    return draft, paper_pdf(decision_to_sign(draft))


def signed_by(pdf: bytes) -> bytes:
    return sign(pdf, signer=authority().director.key_file(), field_name="Signature1")


def test_a_file_from_elsewhere_is_looked_at_and_recorded(
    world: Keyed, elsewhere: tuple[DecisionDraft, bytes]
) -> None:
    draft, pdf = elsewhere
    signed = services.record_signed_elsewhere(actor=world.signer, draft=draft, data=signed_by(pdf), day=DAY)
    assert signed.signed
    final = course_of(signed).final
    assert final is not None
    assert (final.role, final.warnings, final.number) == (FileRole.UPLOADED, [], "05/QĐ-CAT-PX01")
    assert final.reports[0].good


def test_a_file_about_something_else_needs_a_ground(
    world: Keyed, elsewhere: tuple[DecisionDraft, bytes]
) -> None:
    draft, pdf = elsewhere

    def record(**more: object) -> DecisionDraft:
        given = {"actor": world.signer, "draft": draft, "data": signed_by(pdf), "day": DAY, "number": 9}
        return services.record_signed_elsewhere(**(given | more))  # type: ignore[arg-type]

    with pytest.raises(ValidationError, match="Không thấy số 09/QĐ-CAT-PX01 trong tệp"):
        record()
    other = DAY - timedelta(days=3)
    with pytest.raises(ValidationError, match="Không thấy ngày 19/12/2025 trong tệp"):
        record(number=5, day=other)
    assert Grant.objects.count() == 0
    final = course_of(record(despite="Số ghi tay trên bản ký")).final
    assert final is not None
    assert (len(final.warnings), final.despite) == (1, "Số ghi tay trên bản ký")


def test_files_that_prove_nothing_are_refused(world: Keyed, elsewhere: tuple[DecisionDraft, bytes]) -> None:
    draft, pdf = elsewhere
    good = signed_by(pdf)
    for data, said in [
        (pdf, "chưa có chữ ký số nào"),
        (b"PK\x03\x04", "không phải PDF"),
        (good + b"%more", "hỏng, hoặc tệp bị sửa sau khi ký"),
    ]:
        with pytest.raises(ValidationError, match=said):
            services.record_signed_elsewhere(actor=world.signer, draft=draft, data=data, day=DAY)
    assert Grant.objects.count() == 0


def test_the_words_of_a_paper_are_read_back(elsewhere: tuple[DecisionDraft, bytes]) -> None:
    _, pdf = elsewhere
    read = "".join("".join(page_texts(pdf)).split())
    assert "".join(pdf_text(pdf).split())[:200] == read[:200]
    assert page_texts(b"%PDF-1.7 rubbish") == []

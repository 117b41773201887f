"""Printing certificates: who has one, what a reprint needs, blanks that go down, numbers used once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.decisions.certified import GK, SIZE, STAR, Certified
from tests.dossiers.review import OPERATOR
from tests.papers import page_texts, pdf_text
from tests.records import make_account, paper
from vinhdanh.access.types import Role
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import annul
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactIssue, Emblem, PrintedCertificate, PrintRun
from vinhdanh.decisions.papers.certificates import certificates_of
from vinhdanh.decisions.selectors.certificates import (
    LogAsked,
    decisions_to_print,
    print_lines,
    print_log,
    sheets_to_print,
)
from vinhdanh.decisions.services.printing import Means, sheets_pdf
from vinhdanh.decisions.types.artefacts import IssueState
from vinhdanh.decisions.types.drafts import Signing
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy


@pytest.fixture
def world(db: None) -> Certified:
    return Certified()


def serials(world: Certified, *numbers: str) -> dict[int, str]:
    return dict(zip((one.pk for one in world.grants), numbers, strict=True))


def test_each_line_becomes_a_page_with_its_own_words(world: Certified) -> None:
    pages = page_texts(sheets_pdf(world.draft, world.lines, Means()))
    assert len(pages) == 2
    assert "LÊ THỊ ÁNH" in pages[0]
    for words in ("GIÁM ĐỐC CÔNG AN TỈNH SƠN HÀ", "TẶNG GIẤY KHEN", "Quyết định số: "):
        assert words in pages[0]


def test_the_code_stands_in_letters_below_its_picture(world: Certified) -> None:
    world.printed(world.lines[0])
    code = world.grants[0].proof.code
    groups = [code[at : at + 4] for at in range(0, len(code), 4)]
    [whole] = page_texts(sheets_pdf(world.draft, world.lines[:1], Means()))
    [on_blank] = page_texts(sheets_pdf(world.draft, world.lines[:1], Means(world.blank())))
    assert len(code) == 26
    for group in groups:
        assert group in whole
        assert group in on_blank


def test_a_deputy_signs_certificates_for_the_head(world: Certified) -> None:
    world.draft.capacity, world.draft.signer_post = Signing.FOR_HEAD, "Phó Giám đốc"
    [sheet, _] = certificates_of(world.draft, world.lines)
    assert sheet.signing == (f"KT. {world.draft.authority.signs_for.upper()}", "PHÓ GIÁM ĐỐC")


def test_what_nobody_has_waits_to_be_printed(world: Certified) -> None:
    assert sheets_to_print(OPERATOR) == 2
    sheet = world.printed(world.lines[0]).sheets.get()
    assert sheets_to_print(OPERATOR) == 1
    services.spoil_sheet(actor=OPERATOR, sheet=sheet, why="Kẹt giấy")
    assert sheets_to_print(OPERATOR) == 2
    Person.objects.filter(pk=world.an.pk).update(secrecy=Secrecy.SECRET)
    assert sheets_to_print(OPERATOR) == 1, "a person under secrecy has none"
    assert sheets_to_print(make_account("to-ngoai", (Role.UNIT_CLERK, "PX01"))) == 0


def test_a_title_is_given_as_a_title(world: Certified) -> None:
    draft = world.signed(*world.ready("CSTT", round=world.review))
    [sheet] = certificates_of(draft, list(draft.lines.all()))
    assert (sheet.given, sheet.form, sheet.flags) == ("TẶNG DANH HIỆU", "CHIẾN SĨ TIÊN TIẾN", False)


def test_printing_is_written_down_and_a_second_copy_needs_a_reason(world: Certified) -> None:
    world.printed(world.lines[0])
    rows = print_lines(OPERATOR, world.draft)
    assert [(row.copies, bool(row.last)) for row in rows] == [(1, True), (0, False)]
    with pytest.raises(ValidationError, match=r"Đã in 1\. Lê Thị Ánh: in lại thì ghi lý do"):
        world.printed()
    assert PrintedCertificate.objects.count() == 1  # all or none
    world.printed(why="Gia đình xin thêm bản treo")
    sheets = PrintedCertificate.objects.order_by("pk").values_list("position", "copy")
    assert list(sheets) == [(1, 1), (1, 2), (2, 1)]
    assert decisions_to_print(OPERATOR).get().printed == 2  # type: ignore[attr-defined]


def test_a_spoilt_sheet_is_printed_again_without_another_reason(world: Certified) -> None:
    sheet = world.printed(world.lines[0]).sheets.get()
    services.spoil_sheet(actor=OPERATOR, sheet=sheet, why="Kẹt giấy")
    with pytest.raises(ValidationError, match="đã ghi hỏng"):
        services.spoil_sheet(actor=OPERATOR, sheet=sheet, why="Kẹt giấy")
    assert world.printed(world.lines[0]).sheets.get().copy == 2
    assert [one.spoilt_why for one in print_log(OPERATOR, LogAsked(kind="hong"))] == ["Kẹt giấy"]


def test_a_blank_goes_down_by_one_for_each_and_bears_its_number(world: Certified) -> None:
    world.stocked(2)
    world.printed(means=Means(world.blank()), serials=serials(world, "GK-01", "GK-02"))
    assert world.left == 0
    assert list(PrintedCertificate.objects.values_list("serial", flat=True)) == ["GK-01", "GK-02"]
    assert set(ArtefactIssue.objects.values_list("state", flat=True)) == {IssueState.READY}
    assert all(ArtefactIssue.objects.values_list("printed", flat=True))


def test_without_enough_blanks_nothing_is_printed(world: Certified) -> None:
    world.stocked(1)
    with pytest.raises(ValidationError, match="còn 0, không đủ 1"):
        world.printed(means=Means(world.blank()))
    assert (world.left, PrintRun.objects.count()) == (1, 0)


def test_a_number_is_used_once_even_when_its_sheet_was_spoilt(world: Certified) -> None:
    world.stocked()
    blank = world.blank()
    first = world.lines[0]
    given = serials(world, "GK-01", "GK-01")
    sheet = world.printed(first, means=Means(blank), serials=given).sheets.get()
    services.spoil_sheet(actor=OPERATOR, sheet=sheet, why="Lệch dòng")
    with pytest.raises(ValidationError, match="Số GK-01 đã dùng cho Lê Thị Ánh"):
        world.printed(first, means=Means(blank), serials=given)
    world.printed(first, means=Means(blank), serials=serials(world, "GK-02", ""))
    assert world.left == 3


def test_a_piece_that_waits_unprinted_is_used_and_a_reprint_takes_a_new_one(world: Certified) -> None:
    world.stocked()
    [grant, _] = world.grants
    about = {"actor": OPERATOR, "unit": world.cat, "kind": GK, "on": world.draft.dated}
    services.issue_artefacts(**about, serials={grant.pk: "GK-07"}, grants=[grant])  # type: ignore[arg-type]
    means = Means(world.blank())
    assert world.printed(world.lines[0], means=means).sheets.get().serial == "GK-07"
    again = world.printed(world.lines[0], means=means, why="Sai chức vụ", serials=serials(world, "GK-08", ""))
    assert again.sheets.get().serial == "GK-08"
    old = ArtefactIssue.objects.get(serial="GK-07")
    assert (old.state, old.minutes) == (IssueState.SPOILT, "In lại: Sai chức vụ")
    assert world.left == 3


def test_what_its_recipient_holds_is_not_printed_again(world: Certified) -> None:
    world.stocked()
    world.printed(means=Means(world.blank()), serials=serials(world, "1", "2"))
    services.hand_over(actor=OPERATOR, issues=list(ArtefactIssue.objects.all()), on=world.draft.dated.today())
    with pytest.raises(ValidationError, match="đã nhận Giấy khen 1"):
        world.printed(why="Xin thêm")
    assert all("đã nhận" in row.why_not for row in print_lines(OPERATOR, world.draft))


def test_an_honour_that_fell_is_not_printed_and_says_why(world: Certified) -> None:
    grant = Grant.objects.get(pk=world.grants[0].pk)
    ending = paper("99/QĐ-CAT", world.draft.dated)
    annul(actor=OPERATOR, grant=grant, ground="Khai man", on=world.draft.dated, decision=ending)
    with pytest.raises(ValidationError, match="Lê Thị Ánh: đã hủy bỏ quyết định, không in"):
        world.printed()
    assert [bool(row.why_not) for row in print_lines(OPERATOR, world.draft)] == [True, False]


def test_somebody_under_secrecy_stays_in_the_program(world: Certified) -> None:
    Person.objects.filter(pk=world.an.pk).update(secrecy=Secrecy.SECRET)
    with pytest.raises(ValidationError, match="độ mật"):
        world.printed()
    world.printed(world.lines[1])


def test_nobody_prints_his_own(world: Certified) -> None:
    himself = make_account("binh-tt", (Role.STANDING_BODY, "CAT"), person_number=world.binh.number)
    with pytest.raises(PermissionDenied, match="của chính đồng chí"):
        world.printed(actor=himself)
    world.printed(world.lines[0], actor=himself)


def test_a_blank_is_for_its_honour_and_its_agency(world: Certified) -> None:
    world.stocked()
    other = world.blank(name="Bằng CSTT", honour="CSTT")
    with pytest.raises(ValidationError, match=r"in cho hình thức khác: bỏ 1\. Lê Thị Ánh"):
        world.printed(means=Means(other))
    blank = world.blank()
    services.retire_blank(actor=OPERATOR, blank=blank, retired=True, why="Hết phôi mẫu cũ")
    blank.refresh_from_db()
    with pytest.raises(ValidationError, match="không dùng cho quyết định này"):
        world.printed(means=Means(blank))


def test_an_unsigned_decision_is_not_printed(world: Certified) -> None:
    draft = world.drafted(*world.ready("CSTT", round=world.review))
    with pytest.raises(ValidationError, match="ký xong mới in"):
        services.print_certificates(actor=OPERATOR, draft=draft, lines=list(draft.lines.all()), means=Means())


def test_the_log_is_only_added_to(world: Certified) -> None:
    world.printed()
    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
        PrintRun.objects.update(why="Khác")


# ---- blanks ---------------------------------------------------------------------------------------


def places(blank: object, **more: object) -> dict[str, dict[str, object]]:
    spot = {"x": Decimal(50), "y": Decimal(100), "width": Decimal(200), "lines": 1, "size": Decimal(20)}
    return {"recipient": spot | more}


def test_places_are_kept_as_a_whole_and_printed_there(world: Certified) -> None:
    blank = world.blank()
    services.place_spots(actor=OPERATOR, blank=blank, spots=places(blank), edition=0)
    assert list(blank.spots.values_list("piece", flat=True)) == ["recipient"]
    world.stocked()
    assert "TẶNG" not in pdf_text(sheets_pdf(world.draft, world.lines, Means(blank)))


def test_the_second_of_two_who_move_places_is_told(world: Certified) -> None:
    blank = world.blank()
    services.place_spots(actor=OPERATOR, blank=blank, spots=places(blank), edition=0)
    with pytest.raises(ValidationError, match="Vừa có người khác sửa phôi này"):
        services.place_spots(actor=OPERATOR, blank=blank, spots=places(blank, x=Decimal(1)), edition=0)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"x": Decimal(150)}, "ra ngoài giấy"),
        ({"y": Decimal(211)}, "ra ngoài giấy"),
        ({"size": Decimal(200)}, "Từ 6 đến 72"),
        ({"lines": 0}, "Từ 1 đến 6"),
    ],
)
def test_a_place_off_the_paper_is_refused(world: Certified, more: dict[str, object], says: str) -> None:
    blank = world.blank()
    with pytest.raises(ValidationError, match=says):
        services.place_spots(actor=OPERATOR, blank=blank, spots=places(blank, **more), edition=0)


def test_a_scan_is_taken_by_its_content(world: Certified) -> None:
    with pytest.raises(ValidationError, match="PNG hoặc JPEG"):
        services.scan_blank(actor=OPERATOR, blank=world.blank(), data=STAR)


def test_a_printer_is_written_once_under_its_name(world: Certified) -> None:
    blank = world.blank()
    for dx in (Decimal(1), Decimal("-1.5")):
        services.shift_printer(actor=OPERATOR, blank=blank, printer=" HP  M404 ", dx=dx, dy=Decimal(0))
    assert list(blank.printers.values_list("printer", "dx")) == [("HP M404", Decimal("-1.5"))]
    with pytest.raises(ValidationError, match="Từ -30 đến 30 mm"):
        services.shift_printer(actor=OPERATOR, blank=blank, printer="X", dx=Decimal(31), dy=Decimal(0))


def test_an_emblem_replaces_the_one_before(world: Certified) -> None:
    for name in ("a.svg", "b.svg"):
        services.install_emblem(actor=OPERATOR, unit=world.cat, name=name, data=STAR)
    assert Emblem.objects.get().name == "b.svg"
    with pytest.raises(ValidationError, match="không phải SVG hay PNG"):
        services.install_emblem(actor=OPERATOR, unit=world.cat, name="c.svg", data=b"%PDF")


def test_a_blank_of_a_name_stands_once_and_has_a_size(world: Certified) -> None:
    world.blank()
    with pytest.raises(ValidationError, match="đã có phôi tên này"):
        world.blank()
    with pytest.raises(ValidationError, match="Từ 100 đến 450 mm"):
        world.blank(name="B", **SIZE | {"width": Decimal(20)})

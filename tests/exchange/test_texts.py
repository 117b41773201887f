"""A running text into the records: offered, checked, written whole, taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from tests.documents.scanned import pdf
from tests.exchange.texts import DECIDED, TASKS, Texts, other_department
from tests.records import make_person
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.services import record_grant, strike
from vinhdanh.exchange.models import ReadingChoice, TextReading
from vinhdanh.exchange.texts import services
from vinhdanh.exchange.texts.items import Item
from vinhdanh.exchange.texts.naming import honour_meant
from vinhdanh.exchange.texts.painting import pieces
from vinhdanh.movements.models import Directive, Meeting, Movement, Target
from vinhdanh.movements.services import change_movement
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts() -> Texts:
    return Texts()


# ---- what is offered ------------------------------------------------------------------------------


def test_recipients_honours_and_years_are_proposed_and_nothing_is_ticked(texts: Texts) -> None:
    shown = texts.shown(texts.bring())
    flag = {field.name: field.value for field in shown["awards-0"].offer.fields}
    assert (flag["honour"], flag["who-0"], flag["year"]) == ("CO_BO", "unit:PX01", "2025")
    assert flag["authority"] == "Bộ Công an"
    assert not any(one.ticked for one in shown.values())
    assert shown["awards-2"].offer.lacks == "chọn ai được nhận."
    teams = next(field for field in shown["awards-2"].offer.fields if field.name == "who-1")
    assert {"unit:PX01-D1", "unit:PX01-D2"} <= {value for value, _ in teams.options}
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("award", "granter", "kind", "code"),
    [
        ("Bằng khen của Thủ tướng Chính phủ", "Thủ tướng Chính phủ", "individual", "BK_TTG"),
        ("Bằng khen của Bộ Công an", "Bộ Công an", "collective", "BK_BO"),
        ("Bằng khen", "Chủ tịch UBND thành phố", "individual", "BK_BO"),
        ("Bằng khen của Quân khu 2", "Quân khu 2", "individual", "BK_QK"),
        ("Cờ thi đua của Chính phủ", "Chính phủ", "collective", "CO_CP"),
        ("Giấy khen của Giám đốc Công an tỉnh", "Giám đốc Công an tỉnh", "individual", "GK"),
        ("Chiến sĩ thi đua cấp tỉnh", "", "individual", "CSTD_BO"),
        ("Chiến sĩ thi đua cơ sở", "", "individual", "CSTD_CS"),
        ("Huân chương Chiến công hạng Ba", "Chủ tịch nước", "collective", "HCCC_3"),
        ("Đơn vị quyết thắng", "", "individual", ""),  # no title of people
        ("Thưởng tiền", "", "individual", ""),
    ],
)
def test_an_honour_is_known_by_its_words_and_its_giver(
    award: str, granter: str, kind: str, code: str
) -> None:
    assert honour_meant(award, granter, kind) == code


def test_numbers_of_commended_are_compared_with_the_register(texts: Texts) -> None:
    record_grant(actor=texts.standing, subject=texts.an, honour="GK", year=2025)
    said = texts.shown(texts.bring())["commendation_counts-0"].offer
    assert "cá nhân: văn bản 35, sổ 01 lượt (sổ thiếu 34)" in said.never
    assert not said.will


def test_a_result_is_no_target(texts: Texts) -> None:
    reading = texts.bring(text="Năm 2025, tỷ lệ điều tra, khám phá án đạt 92,5%.")
    (shown,) = texts.shown(reading).values()
    assert shown.state == "never"
    assert "Kết quả không ghi thành chỉ tiêu" in shown.offer.never


def test_many_without_a_list_say_where_the_list_goes(texts: Texts) -> None:
    reading = texts.bring(text="Giám đốc Công an tỉnh tặng Giấy khen cho 40 cá nhân.")
    assert "nhập danh sách" in texts.shown(reading)["awards-0"].offer.never


def test_overlapping_places_are_cut_and_no_letter_is_lost() -> None:
    items = [
        Item("awards", 0, {"place": [2, 8]}),
        Item("targets", 0, {"place": [4, 6]}),
        Item("movements", 0, {"place": [9, 99]}),
    ]
    found = pieces("0123456789ab", items)
    assert "".join(piece.text for piece in found) == "0123456789ab"
    inner = next(piece for piece in found if piece.text == "45")
    assert [item.kind for item in inner.items] == ["targets", "awards"]  # the closest first
    assert inner.classes == "rd rd-targets rd-awards rd-two"
    assert found[-1].text == "9ab"


# ---- writing --------------------------------------------------------------------------------------


def test_the_passage_is_taken_whole(texts: Texts) -> None:
    reading = texts.bring()
    made = texts.take(reading, texts.fill(reading))
    given = Grant.objects.order_by("id").values_list("honour", "unit__code", "year")
    assert list(given) == [
        ("CO_BO", "PX01", 2025),
        ("DVQT", "PX01", 2025),
        ("DVTT", "PX01-D1", 2025),
        ("DVTT", "PX01-D2", 2025),
    ]
    movement = Movement.objects.get(name="Vì ANTQ")
    assert (movement.year, movement.unit.code, movement.state) == (2026, "PX01", MovementState.DRAFT)
    linked = movement.links_out.get().linked
    assert linked.name == "Ba nhất"
    assert [axis.name for axis in linked.axes.all()] == ["Kỷ luật nhất", "Trung thành nhất", "Gần dân nhất"]
    focal = Target.objects.filter(focal__isnull=False).order_by("focal")
    assert [one.group for one in focal] == list(TASKS)
    assert Target.objects.filter(value=100, measure="%").exists()
    directive = Directive.objects.get()
    assert (directive.issuer.code, directive.owner.code, directive.giver) == (
        "CAT",
        "PX01",
        "Lãnh đạo Công an tỉnh",
    )
    assert Meeting.objects.get() == directive.meeting
    reading.refresh_from_db()
    assert reading.state == TextReading.State.TAKEN
    assert len(made) == 12
    assert all(one.made for key, one in texts.shown(reading).items() if key.startswith(("awards", "mov")))
    entry = JournalEntry.objects.get(verb="exchange.reading_taken")
    assert len(entry.details["records"]) == 12


def test_the_same_text_again_writes_nothing_twice(texts: Texts) -> None:
    first, second = texts.bring(), texts.bring()
    texts.take(first, texts.fill(first))
    again = texts.shown(second)
    assert again["awards-0"].state == again["movements-0"].state == again["targets-0"].state == "there"
    with pytest.raises(ValidationError, match="đều đã có trong sổ"):
        texts.take(second, texts.fill(second))
    assert Grant.objects.count() == 4
    assert Movement.objects.count() == 2
    assert Meeting.objects.count() == 1


def test_an_item_says_whom_the_register_held_already(texts: Texts) -> None:
    record_grant(actor=texts.standing, subject=Unit.objects.get(code="PX01-D2"), honour="DVTT", year=2025)
    reading = texts.bring()
    chosen = {"take": "on", "who-0": "unit:PX01-D1", "who-1": "unit:PX01-D2"}
    assert len(texts.take(reading, {"awards-2": chosen})) == 1
    item = texts.shown(reading)["awards-2"]
    assert [Grant.objects.get(pk=one.key).unit.code for one in item.made] == ["PX01-D1"]
    assert [Grant.objects.get(pk=one.key).unit.code for one in item.before] == ["PX01-D2"]


def test_an_item_that_was_written_is_not_written_again(texts: Texts) -> None:
    reading = texts.bring()
    texts.take(reading, {"awards-0": {"take": "on"}})
    with pytest.raises(ValidationError, match="vừa được ghi vào sổ"):
        texts.take(reading, {"awards-0": {"take": "on"}})
    assert Grant.objects.count() == 1


def test_a_form_may_be_given_again_when_somebody_says_so(texts: Texts) -> None:
    record_grant(actor=texts.standing, subject=texts.an, honour="GK", year=2025)
    reading = texts.bring(text="Giám đốc Công an tỉnh tặng Giấy khen cho đồng chí Lê Thị Ánh năm 2025.")
    with pytest.raises(ValidationError, match="đều đã có"):
        texts.take(reading, {"awards-0": {"take": "on"}})
    texts.take(reading, {"awards-0": {"take": "on", "again": "on"}})
    assert Grant.objects.filter(person=texts.an).count() == 2


def test_a_decision_is_written_once_with_the_honours_on_it(texts: Texts) -> None:
    reading = texts.bring(text=DECIDED)
    shown = texts.shown(reading)
    assert "Ghi cùng 01 mục khen thưởng" in shown["decisions-0"].offer.never
    texts.take(reading, {"awards-0": {"take": "on"}})
    decision = Decision.objects.get()
    assert (decision.number, f"{decision.decided:%d/%m/%Y}") == ("1208/QĐ-CAT", "20/12/2025")
    assert {grant.subject for grant in decision.grants.all()} == {texts.an, texts.binh}
    assert texts.shown(reading)["decisions-0"].offer.there


def test_a_decision_goes_with_the_honour_of_its_own_sentence(texts: Texts) -> None:
    before = "Phòng Hậu cần được Bộ Công an tặng Bằng khen. "
    shown = texts.shown(texts.bring(text=before + DECIDED))
    numbers = [
        {field.name: field.value for field in shown[f"awards-{at}"].offer.fields}["number"] for at in (0, 1)
    ]
    assert numbers == ["", "1208/QĐ-CAT"]


def test_nameless_recipients_are_chosen_by_their_codes(texts: Texts) -> None:
    reading = texts.bring(text="Công an tỉnh tặng Giấy khen cho 02 cá nhân.")
    names = [field.name for field in texts.shown(reading)["awards-0"].offer.fields]
    assert "who-0" not in names
    texts.take(reading, {"awards-0": {"take": "on", "code-0": "102", "code-1": "103"}})
    assert {grant.person for grant in Grant.objects.all()} == {texts.an, texts.binh}


def test_one_bad_item_and_nothing_is_written(texts: Texts) -> None:
    reading = texts.bring()
    answers = texts.fill(reading)
    answers["awards-2"] |= {"who-1": ""}
    answers["focal_tasks-0"]["value"] = "nhiều"
    answers["awards-1"]["honour"] = "GK_GIA"
    with pytest.raises(ValidationError) as refused:
        texts.take(reading, answers)
    assert [one for one in refused.value.messages if one.startswith("Đơn vị quyết thắng")]
    assert [one for one in refused.value.messages if "ghi số, ví dụ" in one]
    assert not Grant.objects.exists()
    assert not Movement.objects.exists()
    assert not ReadingChoice.objects.exclude(records=[]).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"who-0": "unit:PX01-D1", "who-1": "unit:PX01-D1"}, "hai lần"),
        ({"who-0": "unit:KHONG"}, "không có trong phạm vi"),
        ({"who-0": "unit:PX01-D1", "year": "25"}, "bốn chữ số"),
        ({"who-0": "unit:PX01-D1", "number": "1/QĐ"}, "cả số và ngày"),
        ({"who-0": "unit:PX01-D1", "merit": "khac"}, "loại hình"),
        ({"who-0": "", "who-1": ""}, "Chưa chọn ai"),
        ({"who-0": "person:102", "who-1": ""}, "chỉ tặng tập thể"),
    ],
)
def test_a_forged_or_half_filled_item_is_refused(texts: Texts, change: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        texts.take(texts.bring(), {"awards-2": {"take": "on"} | change})
    assert not Grant.objects.exists()


@pytest.mark.parametrize("key", ["awards-99", "commendation_counts-0", "decisions-0", "xyz-1", "awards"])
def test_an_item_that_the_text_does_not_have_is_refused(texts: Texts, key: str) -> None:
    with pytest.raises(ValidationError, match="không có mục"):
        services.settle(actor=texts.standing, reading=texts.bring(), answers={key: {"take": "on"}})


def test_what_was_chosen_is_told_apart_from_what_was_proposed(texts: Texts) -> None:
    reading = texts.bring()
    answers = {"awards-0": {"take": "on"}, "awards-1": {"take": "on", "year": "2024"}, "targets-0": {}}
    services.settle(actor=texts.standing, reading=reading, answers=answers)
    assert dict(reading.choices.values_list("kind", "state").filter(kind="targets")) == {"targets": "left"}
    assert list(reading.choices.filter(kind="awards").values_list("state", flat=True)) == ["taken", "changed"]


def test_all_that_is_ready_is_ticked_in_one_go(texts: Texts) -> None:
    reading = texts.bring()
    assert services.settle_ready(actor=texts.standing, reading=reading) == 4  # two honours, movement, target
    assert not Grant.objects.exists()
    assert len(services.take(actor=texts.standing, reading=reading)) == 5


def test_doubts_need_a_ground(texts: Texts) -> None:
    text = "Giám đốc Công an tỉnh tặng danh hiệu Chiến sĩ tiên tiến năm 2025 cho đồng chí Lê Thị Ánh."
    record_grant(actor=texts.standing, subject=texts.an, honour="CSTT", year=2025)
    reading = texts.bring(text=text)
    with pytest.raises(ValidationError, match="Vẫn ghi thì điền"):
        texts.take(reading, {"awards-0": {"take": "on", "again": "on"}})
    texts.take(reading, {"awards-0": {"take": "on", "again": "on", "despite": "Hai quyết định"}})
    assert Grant.objects.filter(person=texts.an, honour="CSTT").count() == 2


# ---- scope ----------------------------------------------------------------------------------------


def test_nobody_outside_the_scope_is_proposed(texts: Texts) -> None:
    make_person("301", other_department(texts), "Vàng Thị Mỷ")
    text = "Công an tỉnh tặng Giấy khen cho đồng chí Vàng Thị Mỷ."
    seen = texts.shown(texts.bring(text=text))["awards-0"].offer.fields
    assert any(value == "person:301" for field in seen for value, _ in field.options)
    hidden = texts.shown(texts.bring(by=texts.clerk, text=text), by=texts.clerk)["awards-0"].offer
    assert not any(value == "person:301" for field in hidden.fields for value, _ in field.options)
    assert "ghi khen thưởng" in hidden.refused


def test_a_clerk_writes_drafts_and_no_honours(texts: Texts) -> None:
    reading = texts.bring(by=texts.clerk)
    with pytest.raises(PermissionDenied, match="Cờ thi đua của Bộ Công an"):
        texts.take(reading, {"awards-0": {"take": "on"}}, by=texts.clerk)
    texts.take(reading, {"awards-0": {}, "movements-0": {"take": "on"}}, by=texts.clerk)
    assert Movement.objects.filter(unit=texts.px01).count() == 2
    assert not Grant.objects.exists()


def test_nobody_writes_his_own_honour(texts: Texts) -> None:
    texts.standing.person_number = texts.an.number
    texts.standing.save()
    reading = texts.bring(text="Công an tỉnh tặng Giấy khen cho đồng chí Lê Thị Ánh.")
    with pytest.raises(PermissionDenied, match="không tự ghi khen thưởng của mình"):
        texts.take(reading, {"awards-0": {"take": "on"}})


def test_somebody_elses_text_is_looked_at_only(texts: Texts) -> None:
    reading = texts.bring(by=texts.clerk)
    with pytest.raises(PermissionDenied, match="chỉ người đó"):
        services.settle(actor=texts.standing, reading=reading, answers={})


# ---- taking back ----------------------------------------------------------------------------------


def test_undoing_strikes_honours_and_drops_drafts(texts: Texts) -> None:
    reading = texts.bring()
    texts.take(reading, texts.fill(reading))
    services.undo(actor=texts.standing, reading=reading, ground="Chọn nhầm đơn vị")
    assert not Grant.objects.in_force().exists()
    assert [m.objects.count() for m in (Movement, Target, Meeting, Directive)] == [0, 0, 0, 0]
    reading.refresh_from_db()
    assert (reading.state, reading.undo_ground) == (TextReading.State.UNDONE, "Chọn nhầm đơn vị")
    with pytest.raises(ValidationError, match="chưa hoàn tác"):
        services.undo(actor=texts.standing, reading=reading, ground="Lần nữa")
    assert len(services.take(actor=texts.standing, reading=reading)) == 12  # and once more, as chosen


def test_what_was_changed_since_stays(texts: Texts) -> None:
    reading = texts.bring()
    texts.take(reading, texts.fill(reading))
    change_movement(actor=texts.clerk, movement=Movement.objects.get(name="Vì ANTQ"), theme="Mới")
    with pytest.raises(ValidationError, match="đã sửa sau khi ghi"):
        services.undo(actor=texts.standing, reading=reading, ground="X")
    assert Grant.objects.in_force().count() == 4


def test_an_honour_to_which_something_was_done_since_stays(texts: Texts) -> None:
    reading = texts.bring()
    texts.take(reading, texts.fill(reading))
    grant = Grant.objects.get(honour="CO_BO")
    strike(actor=texts.standing, grant=grant, ground="X", on=reading.received.date())
    with pytest.raises(ValidationError, match="đã bị hủy, tước, phục hồi hoặc xóa"):
        services.undo(actor=texts.standing, reading=reading, ground="X")
    assert Movement.objects.count() == 2


def test_undoing_asks_for_a_ground(texts: Texts) -> None:
    reading = texts.bring()
    texts.take(reading, {"targets-0": {"take": "on"}})
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.undo(actor=texts.standing, reading=reading, ground="  ")


def test_only_an_unused_text_is_deleted(texts: Texts) -> None:
    unused, used = texts.bring(), texts.bring()
    texts.take(used, {"targets-0": {"take": "on"}})
    services.delete(actor=texts.standing, reading=unused)
    with pytest.raises(ValidationError, match="giữ lại cùng nhật ký"):
        services.delete(actor=texts.standing, reading=used)
    assert list(TextReading.objects.all()) == [used]
    gone = TextReading(pk=10_000, by=texts.standing, unit=texts.px01)  # a page left open meanwhile
    with pytest.raises(ValidationError, match="vừa được xóa"):
        services.settle(actor=texts.standing, reading=gone, answers={})


# ---- bringing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "text", "said"),
    [
        ("a.xlsx", b"x", "", "không phải tệp .txt"),
        ("a.txt", b"  ", "", "không có chữ"),
        ("a.docx", b"x", "", "hỏng"),
        ("", None, " \n", "chọn tệp hoặc dán chữ"),
        ("", None, "a" * 300_001, "300.000"),
    ],
)
def test_a_bad_text_says_what_to_do(
    texts: Texts, name: str, data: bytes | None, text: str, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        services.bring(actor=texts.standing, unit=texts.px01, year=2025, name=name, data=data, text=text)
    assert not TextReading.objects.exists()


def test_a_scan_says_how_to_make_it_readable(texts: Texts) -> None:
    page = pdf(Image.new("L", (200, 200), 200))
    with pytest.raises(ValidationError, match=r"“quet.pdf” là bản quét.*OCR"):
        services.bring(actor=texts.standing, unit=texts.px01, year=2025, name="quet.pdf", data=page)

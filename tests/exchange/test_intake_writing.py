"""What an import writes, who may, and how it is taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from tests.eligibility.agency import THUY
from tests.exchange.intake import GRANTS, OPERATOR, Desk, at_once, cells, planned, small_agency
from tests.exchange.sheets import Cells
from tests.records import make_account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Grant
from vinhdanh.engine import Facts
from vinhdanh.engine.facts import Level
from vinhdanh.exchange import services, tasks
from vinhdanh.exchange.intake.decisions import Decisions
from vinhdanh.exchange.models import Intake
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.workbook import write_sample
from vinhdanh.people import models as people
from vinhdanh.people.services import rate_year

pytestmark = pytest.mark.django_db

NAME = "Nông Thị Bích Thủy"
WHOLE: dict[str, Cells] = {
    "units": [
        ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp", "Đơn vị cấp trên"],
        ["PX05", "Thanh tra Công an tỉnh", "phòng", "cơ sở", "CAT"],
        ["PX05-D1", "Đội Tổng hợp", "đội", "trực thuộc cơ sở", "PX05"],
    ],
    "persons": [
        ["Số hiệu", "Họ và tên", "Ngày sinh", "CCCD", "Cấp bậc hàm"],
        ["999-001", "Vàng A Sử", "01/02/1990", "099090000001", "Đại úy"],
        [THUY, NAME, None, "099086000001", "Thượng tá"],
    ],
    "posts": [
        ["Số hiệu", "Mã đơn vị", "Chức vụ", "Từ ngày", "Đến ngày"],
        ["999-001", "PX05-D1", "Cán bộ", "01/03/2015", None],
        [THUY, "PX05", "Phó đội trưởng", "01/06/2025", None],
    ],
    "ratings": [
        ["Số hiệu", "Năm", "Mức xếp loại"],
        ["999-001", 2024, "HTT"],
        ["PX05", 2024, "HTT"],
        [THUY, 2022, "HTNV"],
    ],
    "works": [
        ["Mã", "Loại", "Tên", "Tác giả (số hiệu)", "Năm", "Phạm vi"],
        ["SK-9", "SK", "Sổ tay tuần tra", f"999-001; {THUY}", 2024, "cơ sở"],
    ],
    "grants": [
        [*GRANTS, "Sáng kiến đã dùng", "Hiệu lực", "Ngày hủy, tước"],
        ["999-001", "Vàng A Sử", "CSTĐCS", 2024, "5/QĐ", "20/12/2024", "SK-9", None, None],
        ["999-001", "Vàng A Sử", "Giấy khen", 2020, "6/QĐ", None, None, "hủy bỏ", "01/02/2021"],
        ["PX05", None, "ĐVQT", 2024, "7/QĐ", None, None, None, None],
        [THUY, NAME, "CSTĐCS", 2024, "1224/QĐ-CAT", "22/12/2024", None, None, None],
        ["HO-9", None, "Giấy khen", 2024, "8/QĐ", None, None, None, None],
    ],
    "discipline": [
        ["Số hiệu", "Hình thức", "Từ ngày", "Đến ngày", "Số văn bản"],
        ["200-006", "Khiển trách", "01/03/2022", "01/07/2022", "15/QĐ-CAT"],
        ["999-001", "đơn thư", "22/10/2020", "01/12/2020", "12/TB"],
    ],
    "absences": [
        ["Số hiệu", "Lý do", "Từ ngày", "Đến ngày"],
        ["999-001", "đi học", "01/02/2018", "01/08/2018"],
    ],
    "findings": [
        ["Mã đơn vị", "Nội dung", "Năm", "Kết luận"],
        ["PX01", "nội bộ đoàn kết", 2025, "Không"],
        ["PX05", "nội bộ đoàn kết", 2025, "Có"],
    ],
    "households": [["Mã hộ", "Họ tên chủ hộ"], ["HO-9", "Lò Văn Inh"]],
}


@pytest.fixture(autouse=True)
def files(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    at_once(monkeypatch)


@pytest.fixture
def agency(files: None) -> None:
    small_agency()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def said(facts: Facts) -> set[str]:
    """The facts without the numbers of rows, so that what says the same is the same."""
    found = set()
    codes = {w.id: w.name for w in facts.works}
    for table in ("persons", "units", "households", "posts", "ratings", "disciplines", "holds", "absences"):
        found |= {f"{table} {strip(record)}" for record in getattr(facts, table)}
    found |= {f"works {w.name} {w.authors} {w.year}" for w in facts.works}
    found |= {f"grants {strip(g)} {[codes[w] for w in g.works]}" for g in facts.grants}
    found |= {f"findings {strip(f)}" for f in facts.findings}
    return found


def strip(record: Any) -> str:
    text = repr(record)
    return (
        text if not record.id.partition(":")[2].isdigit() else text.replace(record.id, "").split("works=")[0]
    )


# ---- writing --------------------------------------------------------------------------------------


def test_everything_is_written_and_told(agency: None, desk: Desk) -> None:
    intake = desk.apply(desk.bring(**WHOLE))
    assert (intake.state, intake.error) == (Intake.State.APPLIED, "")
    unit = people.Unit.objects.get(code="PX05-D1")
    assert (unit.path, unit.depth, unit.folded) == ("/CAT/PX05/PX05-D1/", 2, "doi tong hop")
    person = people.Person.objects.get(number="999-001")
    assert (person.citizen_id, person.rank, person.born) == ("099090000001", "Đại úy", date(1990, 2, 1))
    assert list(person.posts.values_list("unit__code", "main")) == [("PX05-D1", True)]
    thuy = people.Person.objects.get(number=THUY)
    assert (thuy.rank, thuy.citizen_id) == ("Thượng tá", "099086000001")
    assert list(thuy.posts.order_by("start").values_list("unit__code", "end")) == [
        ("PX01-D1", date(2025, 5, 31)),
        ("PX05", None),
    ]
    assert thuy.ratings.get(year=2022).level == Level.COMPLETED
    work = people.RecognisedWork.objects.get(code="SK-9")
    assert [a.number for a in work.authors.order_by("authorships__position")] == ["999-001", THUY]
    own = Grant.objects.real().filter(person=person).select_related("decision")
    state = {g.decision.number: g.state.value for g in own if g.decision}
    assert state == {"5/QĐ": "in_force", "6/QĐ": "annulled"}
    assert Grant.objects.get(decision__number="5/QĐ").works.get() == work
    hers = Grant.objects.real().filter(person=thuy, honour="CSTD_CS", year=2024)
    assert list(hers.values_list("decision__decided", flat=True)) == [date(2024, 12, 22)]
    assert people.Hold.objects.get(person=person).basis == "12/TB"
    finding = people.Finding.objects.get(unit__code="PX01", about="unity", superseded_by=None)
    assert finding.holds is False
    assert verify_chain() is None

    entry = JournalEntry.objects.get(verb="exchange.intake_applied")
    assert entry.details["file"] == intake.digest
    mine = JournalEntry.objects.get(ref=f"person:{THUY}", verb="people.records_imported")
    told = {(c["kind"], c["act"]): c for c in mine.details["changes"]}
    fields = {f["field"]: f for f in told["Cán bộ", "changed"]["fields"]}
    assert (fields["rank"]["before"], fields["rank"]["after"]) == ("Trung tá", "Thượng tá")
    rating = told["Xếp loại năm", "changed"]["fields"][0]
    assert rating["words"] == ["Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"]
    assert mine.subject == NAME
    assert mine.account == ""


def test_the_same_file_again_changes_nothing(agency: None, desk: Desk) -> None:
    desk.apply(desk.bring(**WHOLE))
    before, entries = said(facts_for()), JournalEntry.objects.count()
    again = desk.bring(**WHOLE)
    assert planned(again) == {}
    assert again.counts["new_rows"] == again.counts["changed_cells"] == 0
    assert services.why_locked(again).startswith("không có gì để ghi")
    with pytest.raises(ValidationError):
        desk.apply(again)
    assert said(facts_for()) == before
    assert JournalEntry.objects.count() == entries + 1  # that the file came


@pytest.mark.slow
def test_the_messy_workbook_twice_gives_the_same_records(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "so-theo-doi.xlsx"
    write_sample(path, sample_province(scale=0.05), messy=True, seed=2026)
    first = desk.bring(path.read_bytes())
    assert first.counts["bad_rows"] > 20
    first = desk.decide(first, Decisions().without_rows(bad_rows(first)))
    assert first.counts["bad_cells"] == 0
    desk.apply(first)
    assert first.state == Intake.State.APPLIED, first.error
    before = said(facts_for())
    assert len(before) > 3000
    second = desk.bring(path.read_bytes(), name="lan hai.xlsx")
    second = desk.decide(second, Decisions().without_rows(bad_rows(second)))
    assert planned(second) == {}
    assert second.counts["new_rows"] == second.counts["changed_cells"] == 0
    assert said(facts_for()) == before


def bad_rows(intake: Intake) -> list[str]:
    return [f"{intake.columns[row.sheet]['name']}!{row.number}" for row in intake.rows.filter(bad__gt=0)]


@pytest.mark.slow
def test_a_workbook_gives_what_recording_it_whole_would_give(desk: Desk, tmp_path: Path) -> None:
    province = sample_province(scale=0.03)
    write_sample(tmp_path / "a.xlsx", province)
    intake = desk.apply(desk.bring((tmp_path / "a.xlsx").read_bytes()))
    assert intake.state == Intake.State.APPLIED, intake.error
    facts = facts_for()
    for table in ("persons", "units", "households", "posts", "ratings", "grants", "works", "disciplines"):
        assert len(getattr(facts, table)) == len(getattr(province.facts, table)), table
    assert {strip(p) for p in facts.persons} == {strip(p) for p in province.facts.persons}


# ---- all or nothing -------------------------------------------------------------------------------


def test_nothing_is_written_while_a_cell_is_unusable(agency: None, desk: Desk) -> None:
    intake = desk.bring(grants=[GRANTS, [THUY, NAME, "???", 2016, None, None]])
    with pytest.raises(ValidationError, match="còn 1 ô chưa dùng được"):
        desk.apply(intake)


def test_a_failure_in_the_middle_leaves_nothing(
    agency: None, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, entries = said(facts_for()), JournalEntry.objects.count()
    intake = desk.bring(**WHOLE)

    def fail(**_: Any) -> None:
        raise IntegrityError("đĩa đầy")

    monkeypatch.setattr(tasks, "record_all", fail)
    desk.apply(intake)
    assert intake.state == Intake.State.PREVIEW
    assert "Chưa ghi gì" in intake.error
    assert said(facts_for()) == before
    assert JournalEntry.objects.count() == entries + 1


def test_records_that_changed_meanwhile_are_shown_before_anything_is_written(
    agency: None, desk: Desk
) -> None:
    rows: Cells = [["Số hiệu", "Năm", "Mức"], ["200-001", 2020, "HTT"], ["200-002", 2020, "HTT"]]
    intake = desk.bring(ratings=rows)
    person = people.Person.objects.get(number="200-001")
    rate_year(actor=OPERATOR, subject=person, year=2020, level=Level.EXCELLENT)
    desk.apply(intake)
    assert intake.state == Intake.State.PREVIEW
    assert "Sổ có 1 thay đổi từ lúc xem trước" in intake.error
    assert planned(intake) == {"ratings": (1, 1)}
    assert person.ratings.get(year=2020).level == Level.EXCELLENT
    assert desk.apply(intake).state == Intake.State.APPLIED


def test_of_two_windows_one_writes_and_the_other_is_told(agency: None, desk: Desk) -> None:
    intake = desk.bring(ratings=[["Số hiệu", "Năm", "Mức"], ["200-001", 2020, "HTT"]])
    twin, third = (Intake.objects.get(pk=intake.pk) for _ in range(2))
    desk.apply(intake)
    with pytest.raises(ValidationError, match="ở một cửa sổ khác"):
        services.start_applying(actor=OPERATOR, intake=twin)
    with pytest.raises(ValidationError, match="ở một cửa sổ khác"):
        services.delete(actor=OPERATOR, intake=third)
    intake.refresh_from_db()
    assert intake.state == Intake.State.APPLIED


def test_a_file_deleted_in_another_window_is_gone(agency: None, desk: Desk) -> None:
    intake = desk.bring(ratings=[["Số hiệu", "Năm", "Mức"], ["200-001", 2020, "HTT"]])
    twin = Intake.objects.get(pk=intake.pk)
    services.delete(actor=OPERATOR, intake=intake)
    with pytest.raises(ValidationError, match="vừa có người xóa"):
        services.look_again(actor=OPERATOR, intake=twin)


def test_a_plan_that_was_tampered_with_is_not_written(agency: None, desk: Desk) -> None:
    intake = desk.bring(ratings=[["Số hiệu", "Năm", "Mức"], ["200-001", 2020, "HTT"]])
    intake.plan.content = bytes(intake.plan.content) + b" "
    intake.plan.save()
    desk.apply(intake)
    assert (intake.state, "damaged" in intake.error) == (Intake.State.PREVIEW, True)


# ---- who may --------------------------------------------------------------------------------------


def clerk() -> Desk:
    return Desk(make_account("tonghop", (Role.UNIT_CLERK, "PX01"), person_number="200-002"))


RATINGS = ["Số hiệu", "Năm", "Mức"]


def test_a_clerk_imports_for_his_own_unit(agency: None) -> None:
    desk = clerk()
    intake = desk.apply(desk.bring(ratings=[RATINGS, [THUY, 2020, "HTT"], ["PX01-D1", 2020, "HTT"]]))
    assert intake.state == Intake.State.APPLIED
    assert intake.office == "PX01"
    assert JournalEntry.objects.filter(account="tonghop", verb="people.records_imported").count() == 2


def test_other_units_are_out_of_sight(agency: None) -> None:
    """Neither that somebody exists nor what the register says of him is shown."""
    desk = clerk()
    intake = desk.bring(ratings=[RATINGS, ["200-004", 2025, "HTT"], ["888-888", 2025, "HTT"]])
    told = {note for _, mark, _, note in cells(intake) if mark == "b"}
    assert told == {"Không có số hiệu, mã này trong sổ, cũng không có ở trang Cán bộ, Đơn vị của tệp."}
    header = ["Số hiệu", "Họ và tên", "Mã đơn vị"]
    taken = desk.bring(persons=[header, ["200-004", "Đặng Chi", "PX01"]])
    assert "ngoài phạm vi" in cells(taken, "b")[0][3]


def test_a_clerk_is_refused_with_the_sentence(agency: None) -> None:
    desk = clerk()
    grants = desk.bring(grants=[GRANTS, [THUY, NAME, "Giấy khen", 2016, None, None]])
    assert grants.refusals == [
        {
            "reason": "Đồng chí chưa được giao quyền ghi khen thưởng. Quyền này thuộc: "
            "Thường trực Hội đồng thi đua, khen thưởng.",
            "rows": ["Khen thưởng!2"],
        }
    ]
    with pytest.raises(PermissionDenied, match="ghi khen thưởng"):
        desk.apply(grants)
    own = desk.bring(ratings=[RATINGS, ["200-002", 2019, "HTXSNV"]])
    assert "không tự ghi hồ sơ của mình" in own.refusals[0]["reason"]


def test_a_right_that_ended_meanwhile_ends_the_import(agency: None) -> None:
    desk = clerk()
    intake = desk.bring(ratings=[RATINGS, [THUY, 2020, "HTT"]])
    assert intake.refusals == []
    desk.actor.roles.update(unit_code="PX02")  # type: ignore[union-attr]
    desk.apply(intake)
    assert intake.state == Intake.State.PREVIEW
    assert "ở đơn vị khác" in intake.error
    assert not people.YearRating.objects.filter(person__number=THUY, year=2020).exists()


def test_nobody_else_touches_a_file(agency: None, desk: Desk) -> None:
    intake = Desk(make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))).bring(
        ratings=[RATINGS, [THUY, 2020, "HTT"]]
    )
    other = Desk(make_account("khac", (Role.STANDING_BODY, WHOLE_AGENCY)))
    for do in (lambda: other.apply(intake), lambda: other.decide(intake, Decisions())):
        with pytest.raises(PermissionDenied, match="chỉ người đó"):
            do()
    with pytest.raises(PermissionDenied, match="nạp dữ liệu từ tệp"):
        Desk(make_account("hoidong", (Role.COUNCIL_MEMBER, WHOLE_AGENCY))).bring(ratings=[RATINGS])

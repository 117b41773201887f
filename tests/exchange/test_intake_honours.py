"""Honours of a file in the register: under their decisions, where he served then, whole when corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.eligibility.agency import THUY
from tests.exchange.intake import GRANTS, OPERATOR, Desk, planned
from tests.exchange.test_intake_writing import NAME, agency, desk, files
from tests.records import paper
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import place_of
from vinhdanh.awards.selectors.rows import Matches
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.services import record_grant, reissue
from vinhdanh.exchange.models import Intake
from vinhdanh.people import models as people

__all__ = ["agency", "desk", "files"]  # fixtures of the tests of writing

pytestmark = pytest.mark.django_db
EVERYTHING = Reach(everything=True)


def test_honours_hang_on_their_decisions_and_count_where_he_served(agency: None, desk: Desk) -> None:
    """Two rows of one paper, in two spellings, beside one that was recorded by hand."""
    known = paper("88/QĐ-CAT", date(2016, 12, 20))
    header = [*GRANTS, "Người quyết định"]
    rows: list[Any] = [
        [THUY, NAME, "Giấy khen", 2016, "88/qđ-cat", "20/12/2016", "giám đốc Công an tỉnh"],
        ["200-001", None, "Giấy khen", 2016, "88/QĐ-CAT", "20/12/2016", "Giám đốc Công an tỉnh"],
        ["PX01", None, "Giấy khen", 2016, "89/QĐ-CAT", "20/12/2016", "Giám đốc Công an tỉnh"],
    ]
    intake = desk.apply(desk.bring(grants=[header, *rows]))
    assert intake.state == Intake.State.APPLIED, intake.error
    given = Grant.objects.filter(decision=known)
    assert set(given.values_list("person__number", flat=True)) == {THUY, "200-001"}
    hers = given.get(person__number=THUY)
    assert hers.place == place_of(hers.subject, date(2016, 12, 20))
    assert hers.place is not None
    assert (hers.place_path, hers.level) == (hers.place.path, "base")
    assert hers in [row.grant for row in Matches(Query(text="88/QĐ-CAT"), EVERYTHING)]
    assert Grant.objects.get(decision__number="89/QĐ-CAT").place == people.Unit.objects.get(code="PX01")
    told = JournalEntry.objects.get(ref=f"person:{THUY}", verb="people.records_imported").details
    fields = {f["label"]: f["after"] for f in told["changes"][0]["fields"]}
    assert fields["Số quyết định"] == "88/QĐ-CAT"
    assert fields["Ngày quyết định"] == "2016-12-20"


def test_a_corrected_honour_keeps_what_only_the_register_knows(agency: None, desk: Desk) -> None:
    thuy = people.Person.objects.get(number=THUY)
    decision = paper("88/QĐ", date(2016, 12, 20))
    old = record_grant(
        actor=OPERATOR,
        subject=thuy,
        honour="CSTT",
        year=2012,
        decision=decision,
        achievement="Phá án",
        artefact="Khung bằng",
        serial="17/SV",
        despite="Sổ cũ ghi vậy",
    )
    reissue(actor=OPERATOR, grant=old, ground="Mất", on=date(2020, 1, 2), serial="18/SV")
    rows: list[Any] = [GRANTS, [THUY, NAME, "CSTT", 2012, "88/QĐ", "22/12/2016"]]
    intake = desk.bring(grants=rows)
    assert planned(intake) == {"grants": (0, 1)}
    desk.apply(intake)
    assert intake.state == Intake.State.APPLIED, intake.error
    new = Grant.objects.real().get(person=thuy, honour="CSTT", year=2012)
    assert new.decision is not None
    assert (new.decision.number, new.decision.decided) == ("88/QĐ", date(2016, 12, 22))
    assert new.decision.authority == decision.authority
    for name in ("achievement", "artefact", "serial", "place", "money", "level"):
        assert getattr(new, name) == getattr(old, name), name
    assert list(new.events.values_list("act", "serial")) == [("reissued", "18/SV")]
    struck = old.events.get(act="struck")
    assert (struck.by, struck.at is not None) == (OPERATOR.full_name, True)
    assert planned(desk.bring(name="lan hai.xlsx", grants=rows)) == {}


def test_an_old_book_says_money_artefact_and_its_own_number(agency: None, desk: Desk) -> None:
    head = [*GRANTS, "Tiền thưởng (đồng)", "Hiện vật", "Số vào sổ"]
    row = [THUY, NAME, "Giấy khen", 2016, "88/QĐ-CAT", "26/01/2016"]
    intake = desk.bring(grants=[head, [*row, "390.000", "Giấy, khung", "17/2016"]])
    desk.apply(intake)
    grant = Grant.objects.real().get(person__number=THUY, year=2016, honour="GK")
    assert (grant.money, grant.artefact, grant.serial) == (390_000, "Giấy, khung", "17/2016")
    again = desk.bring(grants=[head, [*row, None, None, "17/2016"]])
    assert planned(again) == {}, "an empty cell changes nothing"
    corrected = desk.bring(grants=[head, [*row, 450_000, None, None]])
    assert planned(corrected) == {"grants": (0, 1)}
    desk.apply(corrected)
    grant = Grant.objects.real().get(person__number=THUY, year=2016, honour="GK")
    assert (grant.money, grant.artefact, grant.serial) == (450_000, "Giấy, khung", "17/2016")
    desk.undo(corrected)
    grant = Grant.objects.real().get(person__number=THUY, year=2016, honour="GK")
    assert grant.money == 390_000

"""Two files of one person made one, and made two again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tests.exchange.test_intake_writing import said
from tests.records import Tree, make_account, make_person, paper
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.rows import Matches
from vinhdanh.awards.selectors.search import Query, Reach
from vinhdanh.awards.services import annul, record_grant, restore
from vinhdanh.engine.facts import AbsenceKind, Level
from vinhdanh.exchange.duplicates import NEAR_CITIZEN, SAME_BIRTH, SAME_CODE, suspects, why_suspect
from vinhdanh.exchange.merging import merge, part, tell_apart
from vinhdanh.people.conduct_types import ViolationState
from vinhdanh.people.models import (
    Absence,
    ConductMeasure,
    ConductMeasureViolation,
    ConductViolation,
    Period,
    Person,
    PersonClass,
    Post,
    ScaleText,
    Sheet,
    Unit,
)
from vinhdanh.people.selectors import history_visible_to, kept_in_place_of
from vinhdanh.people.services import change_person, rate_year, record_absence

pytestmark = pytest.mark.django_db
BY = Operator()
BORN = date(1990, 5, 17)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def twice(tree: Tree) -> tuple[Person, Person]:
    """An, entered a second time under another number, with what each file holds."""
    kept = change_person(actor=BY, person=tree.an, why="X", born=BORN)
    other = make_person("102B", tree.px02, name=kept.name)
    other = change_person(actor=BY, person=other, why="X", born=BORN, citizen_id="099090000123")
    rate_year(actor=BY, subject=kept, year=2023, level=Level.GOOD)
    rate_year(actor=BY, subject=other, year=2023, level=Level.COMPLETED)
    rate_year(actor=BY, subject=other, year=2024, level=Level.EXCELLENT)
    record_grant(actor=BY, subject=kept, honour="CSTT", year=2023, decision=paper("12/QĐ"))
    record_grant(
        actor=BY, subject=other, honour="CSTT", year=2023, decision=paper("12/qđ", authority="Trưởng phòng")
    )
    old = record_grant(
        actor=BY,
        subject=other,
        honour="GK",
        year=2022,
        decision=paper("9/QĐ"),
        achievement="Phá án",
        money=500_000,
        money_ground="Quy chế 12",
        artefact="Khung bằng",
        serial="17/SV",
    )
    annul(actor=BY, grant=old, ground="Khai man", on=date(2023, 1, 2), decision=paper("3/QĐ"))
    for person in (kept, other):
        record_absence(actor=BY, person=person, kind=AbsenceKind.STUDY, start=date(2020, 1, 1))
    return Person.objects.get(pk=kept.pk), Person.objects.get(pk=other.pk)


def test_records_of_both_stand_under_the_kept_number(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    found = merge(actor=BY, kept=kept, merged=other, ground="Cùng một quyết định tuyển dụng")
    kept.refresh_from_db()
    assert kept.citizen_id == "099090000123", "what the kept file lacked"
    assert not Person.objects.filter(number="102B").exists()
    levels = dict(kept.ratings.values_list("year", "level"))
    assert levels == {2023: Level.GOOD, 2024: Level.EXCELLENT}, "its own 2023 stands"
    own = Grant.objects.real().filter(person=kept).select_related("decision")
    honours = {(g.honour, g.year, g.decision and g.decision.number, g.state.value) for g in own}
    assert honours == {("CSTT", 2023, "12/QĐ", "in_force"), ("GK", 2022, "9/QĐ", "annulled")}
    assert not Grant.objects.real().filter(person=other).exists()
    assert Absence.objects.filter(person=kept).count() == 1, "the same absence once"
    main = Post.objects.filter(person=kept, main=True)
    assert main.count() == 1, "the second post is held beside the first"
    assert found.counts == {"moved": 3, "double": 2, "overruled": 1, "filled": 1}
    assert "102B" not in repr(facts_for()), "nothing is judged under the old number"


def test_an_honour_moves_with_everything_its_row_holds(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    old, new = (Grant.objects.select_related("decision").get(person=p, honour="GK") for p in (other, kept))
    for name in ("achievement", "money", "money_ground", "artefact", "serial", "place", "decision", "level"):
        assert getattr(new, name) == getattr(old, name) != None, name  # noqa: E711
    assert (new.money, new.artefact, new.serial) == (500_000, "Khung bằng", "17/SV")
    events = list(new.events.values_list("act", "ground", "decision__number"))
    assert events == [("annulled", "Khai man", "3/QĐ")]
    for number in ("102", "102B"):  # looked up under either number
        assert [row.grant for row in Matches(Query(text=number), Reach(everything=True)) if row.grant == new]


def test_both_histories_are_told_and_the_old_number_leads_on(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    refs = set(history_visible_to(BY, kept).values_list("ref", flat=True))
    assert refs == {"person:102", "person:102B"}
    assert kept_in_place_of("102B") == kept
    entry = JournalEntry.objects.filter(verb="people.persons_merged", ref="person:102").get()
    assert entry.why == "Cùng người"
    assert {change["act"] for change in entry.details["changes"]} >= {"added", "changed"}
    assert verify_chain() is None


def test_a_merge_is_taken_back_whole(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    before = said(facts_for())
    found = merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    assert said(facts_for()) != before
    part(actor=BY, merge=found, ground="Hai anh em sinh đôi")
    assert said(facts_for()) == before
    other.refresh_from_db()
    assert (other.withdrawn, other.citizen_id) == (False, "099090000123")
    with pytest.raises(ValidationError, match="đã tách lại rồi"):
        part(actor=BY, merge=found, ground="X")


def test_a_merge_that_something_rests_on_stays(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    found = merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    moved = Grant.objects.real().get(person=kept, honour="GK")
    restore(actor=BY, grant=moved, ground="Khiếu nại đúng", on=date(2025, 2, 1), decision=paper("4/QĐ"))
    with pytest.raises(ValidationError) as refused:
        part(actor=BY, merge=found, ground="Nhầm")
    assert refused.value.messages[0].startswith("Chưa tách được")
    assert "1 lượt khen của lần gộp này đã bị hủy" in refused.value.messages[1]


def test_nobody_merges_without_a_ground_or_his_own_file(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    with pytest.raises(ValidationError, match="căn cứ"):
        merge(actor=BY, kept=kept, merged=other, ground=" ")
    with pytest.raises(ValidationError, match="chính nó"):
        merge(actor=BY, kept=kept, merged=kept, ground="X")
    own = make_account("an", (Role.STANDING_BODY, WHOLE_AGENCY), person_number="102")
    with pytest.raises(PermissionDenied, match="không tự gộp"):
        merge(actor=own, kept=kept, merged=other, ground="X")


def test_a_clerk_does_not_move_honours(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    clerk = make_account("ghi", (Role.UNIT_CLERK, "PX01"))
    with pytest.raises(PermissionDenied):
        merge(actor=clerk, kept=kept, merged=other, ground="X")


# ---- finding them ---------------------------------------------------------------------------------


def test_pairs_are_found_by_name_and_birth_code_and_near_citizen_id(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    assert why_suspect(kept, other) == (SAME_BIRTH,)
    change_person(actor=BY, person=kept, why="X", citizen_id="099090000132")
    (pair,) = suspects(BY)
    assert {pair.one.number, pair.other.number} == {"102", "102B"}
    assert set(pair.why) == {SAME_BIRTH, NEAR_CITIZEN}
    make_person("0-102-B", kept.posts.get().unit, name="Hoàng Văn Khác")
    assert {why for pair in suspects(BY) for why in pair.why} == {SAME_BIRTH, NEAR_CITIZEN, SAME_CODE}


def test_a_pair_told_apart_is_asked_about_no_more(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    tell_apart(actor=BY, one=other, other=kept, ground="Khác quê quán")
    assert suspects(BY) == []
    with pytest.raises(ValidationError, match="đã xác nhận"):
        tell_apart(actor=BY, one=kept, other=other, ground="X")


def test_a_clerk_sees_pairs_of_his_own_unit_only(twice: tuple[Person, Person]) -> None:
    assert suspects(make_account("ghi", (Role.UNIT_CLERK, "PX01"))) == []


# ---- what nobody may change otherwise -------------------------------------------------------------


def measure_of(person: Person, code: str = "phe_binh") -> ConductMeasure:
    breach = ConductViolation.objects.create(
        person=person,
        act="9-2-b.1",
        on=date(2025, 3, 1),
        reported_on=date(2025, 3, 2),
        state=ViolationState.DECIDED,
    )
    measure = ConductMeasure.objects.create(
        person=person, code=code, year=2025, decided=date(2025, 3, 9), by="Trưởng phòng"
    )
    ConductMeasureViolation.objects.create(measure=measure, violation=breach)
    return measure


def closed_month(person: Person, unit: Unit) -> PersonClass:
    scale = ScaleText.objects.create(
        key="x", name="X", text="x", digest="x", origin="page", kept=timezone.now(), by_name="X"
    )
    period = Period.objects.create(
        kind="month",
        year=2025,
        number=3,
        unit=unit,
        scale=scale,
        first=date(2025, 3, 1),
        last=date(2025, 3, 31),
        due=date(2025, 3, 31),
    )
    sheet = Sheet.objects.create(period=period, unit=unit, saved=timezone.now())
    row = PersonClass.objects.create(period=period, sheet=sheet, person=person, unit=unit, cls="loai_1")
    Period.objects.filter(pk=period.pk).update(closed=timezone.now())
    return row


def test_measures_and_closed_months_go_along_and_come_back(twice: tuple[Person, Person]) -> None:
    kept, other = twice
    measure, month = measure_of(other), closed_month(other, other.posts.get().unit)
    found = merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    assert "stayed" not in found.counts
    measure.refresh_from_db()
    month.refresh_from_db()
    assert (measure.person, month.person) == (kept, kept)
    assert [one.subject for one in facts_for().measures] == [kept.number]
    entry = JournalEntry.objects.filter(verb="people.persons_merged", ref="person:102").get()
    assert "Xử lý vi phạm điều lệnh" in {change["kind"] for change in entry.details["changes"]}
    part(actor=BY, merge=found, ground="Nhầm")
    measure.refresh_from_db()
    month.refresh_from_db()
    assert (measure.person, month.person) == (other, other)


def test_without_a_merge_and_in_any_other_column_they_stay_as_they_are(
    twice: tuple[Person, Person],
) -> None:
    kept, other = twice
    measure, month = measure_of(other), closed_month(other, other.posts.get().unit)

    def refused(rows: QuerySet[Any], **change: Any) -> bool:
        try:
            with transaction.atomic():
                rows.update(**change)
        except IntegrityError:
            return True
        return False

    measures, months = ConductMeasure.objects.filter(pk=measure.pk), PersonClass.objects.filter(pk=month.pk)
    assert refused(measures, person=kept)
    assert refused(months, person=kept)
    merge(actor=BY, kept=kept, merged=other, ground="Cùng người")
    assert refused(measures, code="ha_bac")
    assert refused(months, cls="loai_4")
    third = make_person("777")
    assert refused(measures, person=third)
    assert refused(months, person=third)

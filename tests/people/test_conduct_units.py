"""Units over a threshold, and what those who lead answer for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.conduct import MONDAY, OPERATOR, UNIFORM, Register
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people import conduct_selectors as selectors
from vinhdanh.people import services
from vinhdanh.people.conduct_units import leaders_for, occasions_of, unit_shares
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import LeaderExemption

LATER = date(2026, 5, 4)


@pytest.fixture
def tree(db: None) -> Register:
    return Register()


def test_a_unit_counts_occasions_where_people_served_that_day(tree: Register) -> None:
    tree.breach(inspection="KT-01")
    tree.breach(act=UNIFORM, inspection="KT-01")
    tree.breach(tree.binh)
    tree.breach(tree.chi)
    found = occasions_of(tree.px01, 2026)
    assert (found.number, found.people, found.headcount) == (2, 2, 3)
    assert occasions_of(tree.d1, 2026).number == 1
    assert occasions_of(tree.px01, 2025).number == 0


@pytest.mark.parametrize(
    ("strength", "code"), [(21, None), (20, "phe_binh"), (11, "phe_binh"), (10, "ha_bac"), (5, "khong_xet")]
)
def test_the_thresholds_are_of_the_strength_that_was_entered(
    tree: Register, strength: int, code: str | None
) -> None:
    tree.breach()
    services.record_establishment(actor=OPERATOR, unit=tree.px01, year=2026, number=strength, basis="QĐ 5")
    (share,) = unit_shares(OPERATOR, law(), 2026, date(2026, 12, 31), only=tree.px01)
    assert share.assessment is not None
    proposed = share.assessment.measure
    assert (proposed.code if proposed else None) == code
    assert share.behind == bool(code)


def test_the_whole_list_says_what_each_unit_says(tree: Register) -> None:
    tree.breach()
    today = date(2026, 12, 31)
    listed = {s.unit.code: s.occasions for s in unit_shares(OPERATOR, law(), 2026, today)}
    assert listed == {u.code: occasions_of(u, 2026) for u in (tree.px01, tree.d1, tree.d2, tree.px02)}
    assert unit_shares(OPERATOR, law(), 2026, today)[0].unit == tree.d1
    assert {s.unit.code for s in unit_shares(tree.clerk, law(), 2026, today)} == {
        "PX01",
        "PX01-D1",
        "PX01-D2",
    }


def test_a_units_proposal_is_written_down(tree: Register) -> None:
    found = services.propose_unit_measure(
        actor=OPERATOR, unit=tree.px01, year=2026, occasions=1, strength=10, book=law(), on=LATER
    )
    assert found.measure is not None
    assert found.measure.code == "ha_bac"
    assert JournalEntry.objects.latest("number").verb == "conduct.measure_proposed"
    with pytest.raises(ValidationError, match="Biên chế phải từ 1"):
        services.propose_unit_measure(
            actor=OPERATOR, unit=tree.px01, year=2026, occasions=1, strength=0, book=law(), on=LATER
        )


def test_the_head_answers_for_the_officer_unless_both_papers_are_there(tree: Register) -> None:
    breach = tree.breach()
    measure = tree.decided(violations=[breach])
    assert list(leaders_for(measure)) == [tree.head]
    assert len(selectors.follow_ups(OPERATOR, law(), 2026)) == 1
    found = services.propose_leader_measure(
        actor=OPERATOR, because_of=measure, leader=tree.head, book=law(), on=LATER
    )
    assert found.measure is not None
    assert found.measure.code == "phe_binh"
    linked = tree.decided(tree.head, code="phe_binh", because_of=measure, proposed="phe_binh")
    assert list(measure.linked.all()) == [linked]
    assert selectors.follow_ups(OPERATOR, law(), 2026) == []


def test_the_exemption_needs_a_repeater_and_both_papers(tree: Register) -> None:
    tree.breach()
    measure = tree.decided(code="khong_xet", violations=[tree.breach(on=MONDAY + timedelta(days=20))])
    exempt: dict[str, Any] = {
        "actor": OPERATOR,
        "because_of": measure,
        "leader": tree.head,
        "on": LATER,
        "basis": "Biên bản 3, báo cáo 7",
        "book": law(),
    }
    with pytest.raises(ValidationError, match="còn thiếu: đã có văn bản báo cáo"):
        services.exempt_leader(**exempt, met=["warned_on_record"])
    services.exempt_leader(**exempt, met=["warned_on_record", "reported_up"])
    assert LeaderExemption.objects.get().leader == tree.head
    assert selectors.follow_ups(OPERATOR, law(), 2026) == []


def test_no_exemption_for_who_broke_them_once(tree: Register) -> None:
    measure = tree.decided(violations=[tree.breach()])
    with pytest.raises(ValidationError, match="vi phạm nhiều lần"):
        services.exempt_leader(
            actor=OPERATOR,
            because_of=measure,
            leader=tree.head,
            on=LATER,
            met=["warned_on_record", "reported_up"],
            basis="X",
            book=law(),
        )


def test_a_measure_that_asks_for_a_level_is_followed_up(tree: Register) -> None:
    tree.decided(code="khong_htnv")
    said = [one.text for one in selectors.follow_ups(OPERATOR, law(), 2026)]
    assert "Chưa ghi xếp loại không hoàn thành nhiệm vụ năm 2026" in said

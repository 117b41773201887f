"""What every service of the điều lệnh register checks and writes the same way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from vinhdanh.access.types import Acting
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import (
    Ground,
    LinkedAssessment,
    Regulations,
    SubjectKind,
    leader_measures,
    regulations_on,
)
from vinhdanh.people.conduct_types import ViolationState
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Unit
from vinhdanh.people.services.writing import change, column, save

Found = TypeVar("Found")


def law_on(book: LawBook, day: date) -> Regulations:
    law = regulations_on(book, day)
    if not law:
        raise ValidationError(f"Không có quy định xử lý vi phạm điều lệnh ở ngày {day:%d/%m/%Y}.")
    return law


def known(look_up: Callable[[], Found]) -> Found:
    """Answer an unknown code with a sentence."""
    try:
        return look_up()
    except LookupError as error:
        raise ValidationError(as_sentence(str(error))) from error


def as_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def kind_of(subject: Person | Unit) -> SubjectKind:
    """The engine's word for a subject."""
    return "unit" if isinstance(subject, Unit) else "person"


def check_scope(law: Regulations, subject: Person | Unit) -> None:
    if law.forces and subject.force not in {force.value for force in law.forces}:
        raise ValidationError(f"{subject} không thuộc đối tượng của quy định về điều lệnh Công an nhân dân.")


def check_circumstances(law: Regulations, circumstances: Sequence[str]) -> None:
    for code in circumstances:
        if code not in law.circumstances:
            known = ", ".join(law.circumstances)
            raise ValidationError(f"Không có tình tiết “{code}”; các tình tiết: {known}.")


def ground_of(book: LawBook, violation: ConductViolation, code: str, proof: str, *, deferred: bool) -> Ground:
    grounds = law_on(book, violation.reported_on).grounds
    found = grounds.get(code)
    if found is None or found.deferred != deferred:
        known = ", ".join(g.code for g in grounds.values() if g.deferred == deferred)
        raise ValidationError(f"Không có lý do “{code}” ở đây; các lý do: {known}.")
    if found.proof and not proof.strip():
        raise ValidationError(f"{found.name}: cần ghi {found.proof}.")
    return found


def require_state(violation: ConductViolation, *states: ViolationState) -> None:
    if violation.state not in states:
        raise ValidationError(f"Vi phạm này: {violation.get_state_display().lower()}.")


def reopen(by: Acting, violation: ConductViolation, on: date, why: str) -> ConductViolation:
    changes = {
        "state": ViolationState.OPEN.value,
        "ground": "",
        "deferred_by": None,
        "deferred_until": None,
        "resumed_on": on,
    }
    return changed(by, violation, changes, "conduct.violation_reopened", why)


def changed(
    by: Acting, violation: ConductViolation, changes: dict[str, Any], verb: str, why: str
) -> ConductViolation:
    """Write changes of one breach with their entry in the journal."""
    change(violation, changes)
    save(violation, actor=by, verb=verb, subject=violation.subject, why=why)
    return violation


def linked_assessment(
    because_of: ConductMeasure, book: LawBook, on: date, met: Collection[str]
) -> LinkedAssessment:
    """What a measure asks of those who lead; repetition comes from the records.

    Raises:
        ValidationError: the measure no longer stands, or the text does not know it.
    """
    if not ConductMeasure.objects.standing().filter(pk=because_of.pk).exists():
        raise ValidationError(f"{because_of} đã rút hoặc hủy bỏ.")
    subject = because_of.subject
    moments = {
        v.inspection or v.on
        for v in ConductViolation.objects.counted().of_year(because_of.year).filter(**column(subject))
    }
    law = law_on(book, on)
    trigger = known(lambda: law.measure(kind_of(subject), because_of.code))
    repeat_from = int(law.terms.get("repeat_from", len(moments) + 1))
    return leader_measures(book, trigger, on=on, repeated=len(moments) >= repeat_from, met=met)

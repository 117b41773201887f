"""What the machine proposes, kept with the case and in the journal. People decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import (
    Assessment,
    LinkedAssessment,
    Violation,
    assess_violations,
    unit_measure,
)
from vinhdanh.engine.rules import Citation
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.models import ConductMeasure, ConductViolation, Person, Unit
from vinhdanh.people.services.conduct.checking import as_sentence, kind_of, linked_assessment, require_state
from vinhdanh.people.services.writing import (
    Actor,
    change,
    column,
    ref,
    require_edit,
)


def propose_measure(
    *, actor: Actor, violations: Sequence[ConductViolation], book: LawBook, on: date
) -> Assessment:
    """What the text in force on ``on`` proposes for the acts of one moment, kept with each of them.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: of several subjects or moments, or dealt with already.
    """
    subject = _one_subject(violations)
    by = require_edit(actor, subject)
    for violation in violations:
        require_state(violation, *RUNNING)
    mine = [v.pk for v in violations]
    earlier = ConductViolation.objects.counted().filter(**column(subject)).exclude(pk__in=mine)
    try:
        found = assess_violations(
            book,
            [_plain(v) for v in violations],
            on=on,
            subject=kind_of(subject),
            earlier=[_plain(v) for v in earlier],
        )
    except (LookupError, ValueError) as error:
        raise ValidationError(as_sentence(str(error))) from error
    state = ViolationState.REFERRED if found.referral and not found.measure else ViolationState.PROPOSED
    changes = {
        "state": state.value,
        "proposed": found.measure.code if found.measure else "",
        "proposal": _told(found, on),
    }
    with transaction.atomic():
        pairs: list[Pair] = []
        for violation in violations:
            before = stored(violation)
            change(violation, changes)
            violation.full_clean()
            violation.save()
            pairs.append((before, violation))
        record(
            actor=by,
            verb="conduct.measure_proposed",
            subject=str(subject),
            ref=ref(subject),
            data=written(*pairs) | {"violations": mine},
        )
    return found


def propose_unit_measure(
    *, actor: Actor, unit: Unit, year: int, occasions: int, strength: int, book: LawBook, on: date
) -> Assessment:
    """What the share of breaches in a year proposes for a unit, written down in the journal.

    Args:
        occasions: số lượt vi phạm (``conduct_selectors.occasions_of`` counts them).
        strength: biên chế, as people enter it.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: a strength below one.
    """
    by = require_edit(actor, unit)
    try:
        found = unit_measure(book, occasions, strength, on=on)
    except ValueError as error:
        raise ValidationError(as_sentence(str(error))) from error
    record(
        actor=by,
        verb="conduct.measure_proposed",
        subject=str(unit),
        ref=ref(unit),
        data={
            "year": year,
            "occasions": occasions,
            "strength": strength,
            "proposed": found.measure.code if found.measure else "",
            "proposal": _told(found, on),
        },
    )
    return found


def propose_leader_measure(
    *,
    actor: Actor,
    because_of: ConductMeasure,
    leader: Person,
    book: LawBook,
    on: date,
    met: Collection[str] = (),
) -> LinkedAssessment:
    """What a measure proposes for somebody who leads the unit or the officer (liên đới).

    Args:
        met: conditions of the exemption that hold: ``warned_on_record``, ``reported_up``.

    Raises:
        PermissionDenied: the actor may not edit in the leader's unit, or it is himself.
        ValidationError: the measure no longer stands, or the text does not know it.
    """
    by = require_edit(actor, leader)
    found = linked_assessment(because_of, book, on, met)
    record(
        actor=by,
        verb="conduct.measure_proposed",
        subject=str(leader),
        ref=ref(leader),
        data={
            "because_of": because_of.pk,
            "met": sorted(met),
            "exempt": found.exempt,
            "proposed": found.measure.code if found.measure else "",
            "lines": [line.text for line in found.lines],
        },
    )
    return found


def _one_subject(violations: Sequence[ConductViolation]) -> Person | Unit:
    subjects = {v.subject for v in violations}
    if len(subjects) != 1:
        raise ValidationError("Chọn các vi phạm của một người hoặc một đơn vị.")
    return subjects.pop()


def _plain(violation: ConductViolation) -> Violation:
    """The row as the engine reads it. A ground that only waits is over once somebody proposes."""
    return Violation(
        f"violation:{violation.pk}",
        violation.act,
        violation.on,
        violation.inspection,
        tuple(violation.circumstances),
    )


def _told(found: Assessment, on: date) -> dict[str, Any]:
    """An assessment as the row keeps it: what was said, and by which clause."""
    return {
        "on": on.isoformat(),
        "summary": found.summary,
        "lines": [
            {"text": line.text} | (_cited(line.citation) if line.citation else {}) for line in found.lines
        ],
        "doubts": list(found.doubts),
        "caveats": list(found.caveats),
        "who": found.competence.who if found.competence else "",
    }


def _cited(citation: Citation) -> dict[str, str]:
    return {
        "citation": citation.text,
        "instrument": citation.instrument,
        "article": citation.article,
    }

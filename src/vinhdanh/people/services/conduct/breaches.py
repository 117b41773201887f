"""Breaches: recorded, made out more exactly, deferred, excused, withdrawn, reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from vinhdanh.access.types import Acting
from vinhdanh.engine import LawBook
from vinhdanh.people.conduct_types import RUNNING, ViolationState
from vinhdanh.people.models import ConductViolation, Hold, Person, Unit
from vinhdanh.people.services.conduct.checking import (
    changed,
    check_circumstances,
    check_scope,
    ground_of,
    kind_of,
    known,
    law_on,
    reopen,
    require_state,
)
from vinhdanh.people.services.writing import Actor, column, require_conclude, require_edit, save


def record_violation(
    *,
    actor: Actor,
    subject: Person | Unit,
    act: str,
    on: date,
    reported_on: date,
    book: LawBook,
    inspection: str = "",
    what: str = "",
    place: str = "",
    found_by: str = "",
    basis: str = "",
    circumstances: Sequence[str] = (),
    file_complete_on: date | None = None,
) -> ConductViolation:
    """A breach, as the notice of it came in.

    Args:
        act: code of the law files; the act itself (``9-2-b.1``), or its group while the act is unclear.
        reported_on: when the notice was received: the time limit for deciding runs from it.
        inspection: the office's word for the check; acts of one check are handled together.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: a code the text does not know, a contract worker, days out of order.
    """
    by = require_edit(actor, subject)
    law = law_on(book, reported_on)
    check_scope(law, subject)
    found = known(lambda: law.act(act))
    if found.subject != kind_of(subject):
        raise ValidationError(f"Hành vi {act} là của {'đơn vị' if found.subject == 'unit' else 'cá nhân'}.")
    check_circumstances(law, circumstances)
    if basis and basis not in law.bases:
        raise ValidationError(f"Không có căn cứ “{basis}”; các căn cứ: {', '.join(law.bases)}.")
    violation = ConductViolation(
        **column(subject),
        act=act,
        what=what,
        place=place,
        found_by=found_by,
        on=on,
        inspection=inspection,
        basis=basis,
        reported_on=reported_on,
        file_complete_on=file_complete_on,
        circumstances=list(dict.fromkeys(circumstances)),
    )
    save(violation, actor=by, verb="conduct.violation_recorded", subject=subject)
    return violation


def change_violation(
    *,
    actor: Actor,
    violation: ConductViolation,
    book: LawBook,
    why: str,
    act: str | None = None,
    circumstances: Sequence[str] | None = None,
    what: str | None = None,
) -> ConductViolation:
    """What came out since: which act it was, which circumstances. A proposal made before falls.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: it has been dealt with, or a code the text does not know.
    """
    subject = violation.subject
    by = require_edit(actor, subject)
    require_state(violation, *RUNNING, ViolationState.DEFERRED)
    law = law_on(book, violation.reported_on)
    changes: dict[str, Any] = {}
    if act is not None:
        if known(lambda: law.act(act)).subject != kind_of(subject):
            raise ValidationError(f"Hành vi {act} không phải của đối tượng này.")
        changes["act"] = act
    if circumstances is not None:
        check_circumstances(law, circumstances)
        changes["circumstances"] = list(dict.fromkeys(circumstances))
    if what is not None:
        changes["what"] = what
    if violation.state in (ViolationState.PROPOSED, ViolationState.REFERRED):
        changes |= {"state": ViolationState.OPEN.value, "proposed": "", "proposal": {}}
    return changed(by, violation, changes, "conduct.violation_changed", why)


def complete_file(*, actor: Actor, violation: ConductViolation, on: date) -> ConductViolation:
    """All papers of the case have come in: the time limit for reporting runs from that day.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: the day lies before the notice.
    """
    by = require_edit(actor, violation.subject)
    return changed(by, violation, {"file_complete_on": on}, "conduct.violation_changed", "")


def report_result(*, actor: Actor, violation: ConductViolation, on: date) -> ConductViolation:
    """The written report on how the case ended has gone out.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: nothing has been decided yet.
    """
    by = require_edit(actor, violation.subject)
    require_state(violation, ViolationState.DECIDED, ViolationState.NOT_HANDLED, ViolationState.REFERRED)
    return changed(by, violation, {"result_reported_on": on}, "conduct.violation_reported", "")


def defer_violation(
    *,
    actor: Actor,
    violation: ConductViolation,
    ground: str,
    book: LawBook,
    proof: str = "",
    hold: Hold | None = None,
    until: date | None = None,
    why: str = "",
) -> ConductViolation:
    """Not handled for now: in hospital, suspended, on maternity leave.

    Args:
        hold: the hold whose release opens the case again.
        until: the last day of the ground, where it is known.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: a ground that defers nothing, a missing proof, somebody else's hold.
    """
    subject = violation.subject
    by = require_edit(actor, subject)
    require_state(violation, *RUNNING)
    found = ground_of(book, violation, ground, proof, deferred=True)
    if hold is not None and (hold.person or hold.unit) != subject:
        raise ValidationError(f"Tạm hoãn này không phải của {subject}.")
    changes: dict[str, Any] = {
        "state": ViolationState.DEFERRED.value,
        "ground": found.code,
        "proof": proof,
        "deferred_by": hold,
        "deferred_until": until,
        "proposed": "",
        "proposal": {},
    }
    return changed(by, violation, changes, "conduct.violation_deferred", why or found.name)


def resume_violation(*, actor: Actor, violation: ConductViolation, on: date, why: str) -> ConductViolation:
    """The ground is gone: the case is open again and its time limit starts anew that day.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: it was not deferred.
    """
    by = require_edit(actor, violation.subject)
    require_state(violation, ViolationState.DEFERRED)
    return reopen(by, violation, on, why)


def reopen_deferred(*, by: Acting, hold: Hold, on: date) -> list[ConductViolation]:
    """Cases that waited for a hold are open again. Part of ``close_hold``, which asks who may."""
    waiting = hold.deferred_violations.filter(state=ViolationState.DEFERRED).order_by("pk")
    return [reopen(by, v, on, f"Thôi tạm hoãn: {hold.get_ground_display().lower()}") for v in waiting]


def excuse_violation(
    *, actor: Actor, violation: ConductViolation, ground: str, book: LawBook, proof: str, why: str = ""
) -> ConductViolation:
    """Not handled at all: incapacity, force majeure, an order obeyed after asking to change it.

    Raises:
        PermissionDenied: the actor may not conclude in the unit, or it is himself.
        ValidationError: a ground that excuses nothing, or a missing proof.
    """
    by = require_conclude(actor, violation.subject)
    require_state(violation, *RUNNING, ViolationState.DEFERRED)
    found = ground_of(book, violation, ground, proof, deferred=False)
    changes: dict[str, Any] = {
        "state": ViolationState.NOT_HANDLED.value,
        "ground": found.code,
        "proof": proof,
        "deferred_by": None,
        "deferred_until": None,
        "proposed": "",
        "proposal": {},
    }
    return changed(by, violation, changes, "conduct.violation_excused", why or found.name)


def withdraw_violation(*, actor: Actor, violation: ConductViolation, why: str) -> ConductViolation:
    """The row was entered by mistake. It stays on record and counts no longer.

    Raises:
        PermissionDenied: the actor may not edit in the unit, or it is himself.
        ValidationError: no reason, or it has been dealt with.
    """
    by = require_edit(actor, violation.subject)
    require_state(violation, *RUNNING, ViolationState.DEFERRED)
    if not why.strip():
        raise ValidationError("Ghi rõ lý do rút lại.")
    changes: dict[str, Any] = {
        "state": ViolationState.WITHDRAWN.value,
        "ground": "",
        "deferred_by": None,
        "deferred_until": None,
    }
    return changed(by, violation, changes, "conduct.violation_withdrawn", why)

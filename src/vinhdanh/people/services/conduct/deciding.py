"""Measures as the competent body decided them, and what was done to them afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import MeasureKind
from vinhdanh.people.conduct_types import RUNNING, MeasureAct, ViolationState
from vinhdanh.people.models import (
    ConductMeasure,
    ConductMeasureAct,
    ConductMeasureViolation,
    ConductViolation,
    Discipline,
    LeaderExemption,
    Person,
    TrainingCourse,
    Unit,
)
from vinhdanh.people.policies import may_conclude, may_decide_measure
from vinhdanh.people.services.conduct.checking import (
    check_scope,
    kind_of,
    known,
    law_on,
    linked_assessment,
    require_state,
)
from vinhdanh.people.services.writing import (
    Actor,
    column,
    is_own,
    path_of,
    ref,
    save,
    scopes_about,
)


def decide_measure(
    *,
    actor: Actor,
    subject: Person | Unit,
    code: str,
    year: int,
    decided: date,
    by: str,
    book: LawBook,
    number: str = "",
    violations: Sequence[ConductViolation] = (),
    because_of: ConductMeasure | None = None,
    discipline: Discipline | None = None,
    training: TrainingCourse | None = None,
    proposed: str = "",
    why: str = "",
) -> ConductMeasure:
    """A measure as the competent body decided it.

    Args:
        by: who decided (hội đồng, thủ trưởng), as the paper says.
        year: the year whose titles it touches.
        discipline: the discipline it is, for khiển trách and heavier: recorded first.
        training: the course whose result it follows from.
        proposed: what the machine proposed for a measure without violations.

    Raises:
        PermissionDenied: the actor may not record it: a unit's own head never for the unit.
        ValidationError: an unknown measure, violations of others or dealt with, another measure than
            proposed without ``why``, a discipline that is missing or of another form.
    """
    law = law_on(book, decided)
    kind = known(lambda: law.measure(kind_of(subject), code))
    competence = law.competence(kind)
    level = competence.level if competence else ""
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    admitted = admit(actor, may_decide_measure(held, path_of(subject), level, own=own))
    check_scope(law, subject)
    for violation in violations:
        if violation.subject != subject:
            raise ValidationError(f"{violation} không phải vi phạm của {subject}.")
    if training is not None and training.withdrawn:
        raise ValidationError("Đợt tập huấn này đã rút vì ghi nhầm: không xử lý theo đợt này.")
    _check_discipline(kind, subject, discipline)
    suggested = {v.proposed for v in violations} | ({proposed} if proposed else set())
    if suggested - {"", code} and not why.strip():
        raise ValidationError("Quyết định khác hình thức máy đề xuất thì ghi rõ lý do.")
    measure = ConductMeasure(
        **column(subject),
        code=code,
        year=year,
        decided=decided,
        by=by,
        number=number,
        because_of=because_of,
        discipline=discipline,
        training=training,
        proposed=next(iter(sorted(suggested - {""})), ""),
        why=why,
    )
    measure.full_clean()
    with transaction.atomic():
        pairs: list[Pair] = [_decided(violation) for violation in violations]
        measure.save()
        for violation in violations:
            ConductMeasureViolation.objects.create(measure=measure, violation=violation)
        record(
            actor=admitted,
            verb="people.measure_decided",
            subject=str(subject),
            ref=ref(subject),
            data=written((None, measure), *pairs) | {"violations": [v.pk for v in violations]},
            why=why,
        )
    return measure


def exempt_leader(
    *,
    actor: Actor,
    because_of: ConductMeasure,
    leader: Person,
    on: date,
    met: Collection[str],
    basis: str,
    book: LawBook,
) -> LeaderExemption:
    """Somebody who leads does not answer for a measure (khoản 3 Điều 12 TT 02/2021).

    Args:
        met: conditions that people have seen proof of: ``warned_on_record``, ``reported_up``.
        basis: which papers.

    Raises:
        PermissionDenied: the actor may not conclude about the leader, or it is himself.
        ValidationError: a condition is missing, no basis, or he has been exempted or dealt with already.
    """
    held, own = scopes_about(actor, leader), is_own(actor, leader)
    admitted = admit(actor, may_conclude(held, path_of(leader), own=own))
    found = linked_assessment(because_of, book, on, met)
    if not found.exempt:
        raise ValidationError(found.lines[-1].text + ".")
    if because_of.linked.filter(person=leader, ending__isnull=True).exists():
        raise ValidationError(f"{leader} đã bị xử lý liên đới: hủy bỏ quyết định đó trước.")
    row = LeaderExemption(because_of=because_of, leader=leader, on=on, basis=basis.strip())
    save(row, actor=admitted, verb="conduct.leader_exempted", subject=leader)
    return row


def _decided(violation: ConductViolation) -> Pair:
    """One breach dealt with: one decision at a time, also when two people decide at once."""
    before = ConductViolation.objects.select_for_update(of=("self",)).get(pk=violation.pk)
    require_state(before, *RUNNING)
    violation.state = ViolationState.DECIDED
    violation.save(update_fields=["state"])
    return before, violation


def lift_measure(
    *, actor: Actor, measure: ConductMeasure, on: date, by: str, ground: str, book: LawBook, number: str = ""
) -> ConductMeasureAct:
    """The measure counts no longer; the breach stays dealt with. See ``_end`` for what is raised."""
    return _end(MeasureAct.LIFTED, actor, measure, on, by, ground, book, number)


def annul_measure(
    *, actor: Actor, measure: ConductMeasure, on: date, by: str, ground: str, book: LawBook, number: str = ""
) -> ConductMeasureAct:
    """The decision was wrong: the breaches are open again. See ``_end`` for what is raised."""
    return _end(MeasureAct.ANNULLED, actor, measure, on, by, ground, book, number)


_VERB = {
    MeasureAct.LIFTED: "people.measure_lifted",
    MeasureAct.ANNULLED: "people.measure_annulled",
}


def _end(
    act: MeasureAct,
    actor: Actor,
    measure: ConductMeasure,
    on: date,
    by: str,
    ground: str,
    book: LawBook,
    number: str,
) -> ConductMeasureAct:
    """Add the act that ends a measure.

    Raises:
        PermissionDenied: the actor could not have recorded the measure.
        ValidationError: no ground, a day before the decision, or ended already.
    """
    subject = measure.subject
    law = law_on(book, measure.decided)
    competence = law.competence(known(lambda: law.measure(kind_of(subject), measure.code)))
    level = competence.level if competence else ""
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    admitted = admit(actor, may_decide_measure(held, path_of(subject), level, own=own))
    if not ground.strip():
        raise ValidationError("Ghi rõ căn cứ, lý do.")
    if on < measure.decided:
        raise ValidationError(f"Ngày phải từ ngày quyết định {measure.decided:%d/%m/%Y}.")
    with transaction.atomic():
        ConductMeasure.objects.select_for_update().get(pk=measure.pk)  # one act at a time
        ended = ConductMeasureAct.objects.filter(measure=measure).first()
        if ended is not None:
            raise ValidationError(f"Biện pháp này đã {ended.get_act_display().lower()}.")
        ending = ConductMeasureAct(measure=measure, act=act, on=on, by=by, number=number, ground=ground)
        ending.full_clean()
        ending.save()
        pairs: list[Pair] = [(None, ending)]
        reopened = []
        if act == MeasureAct.ANNULLED:
            for violation in measure.violations.filter(state=ViolationState.DECIDED):
                before = stored(violation)
                violation.state, violation.resumed_on = ViolationState.OPEN, on
                violation.proposed, violation.proposal = "", {}
                violation.save()
                reopened.append(violation.pk)
                pairs.append((before, violation))
        record(
            actor=admitted,
            verb=_VERB[act],
            subject=str(subject),
            ref=ref(subject),
            data=written(*pairs) | {"measure": measure.pk, "code": measure.code, "violations": reopened},
            why=ground,
        )
    return ending


def _check_discipline(kind: MeasureKind, subject: Person | Unit, discipline: Discipline | None) -> None:
    if kind.form is None and discipline is not None:
        raise ValidationError(f"{kind.name} không phải hình thức kỷ luật.")
    if kind.form is not None:
        if discipline is None:
            raise ValidationError(
                f"{kind.name} quyết định theo quy định về kỷ luật: ghi quyết định kỷ luật trước."
            )
        if (discipline.person or discipline.unit) != subject or discipline.form != kind.form.value:
            raise ValidationError(f"Quyết định kỷ luật đã ghi không phải {kind.name.lower()} của {subject}.")

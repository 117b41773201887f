"""Who is called to a class, who attended which session, and with which result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Allowed
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.programmes.models import Attendance, Enrolment, ResultBand, Session, TrainingClass
from vinhdanh.programmes.services.training_classes import require_open
from vinhdanh.programmes.services.training_plans import Actor, note, require_plan
from vinhdanh.programmes.training_coverage import band_of, score_words, sessions_needed
from vinhdanh.programmes.training_figures import learner_lines
from vinhdanh.programmes.training_policies import may_grade, may_mark
from vinhdanh.programmes.training_selectors import (
    Key,
    candidates,
    is_own,
    learners,
    plan_answer,
    scopes_about_each,
    teaches,
    trained_before,
)
from vinhdanh.programmes.training_types import Mark, MarkedBy

SHOWN = 8  # names in a refusal


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What somebody enters for one learner in one session."""

    mark: Mark
    ground: str = ""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What somebody enters for one learner. Without a band it follows from the score."""

    essay: bool = False
    score: Decimal | None = None
    band: ResultBand | None = None


def call_up(
    *, actor: Actor, training_class: TrainingClass, keys: Collection[Key], on: date | None = None
) -> list[Enrolment]:
    """Call learners to a class. Whether it is their first training is written down now and stays.

    Args:
        on: the day of the call, today by default.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is closed, nobody was chosen, or somebody may not be called to it.
    """
    by = require_plan(actor, training_class.plan)
    require_open(training_class)
    if not keys:
        raise ValidationError("Chưa chọn ai để triệu tập.")
    fitting = candidates(training_class)
    wrong = [key for key in keys if key not in fitting]
    if wrong:
        names = ", ".join(sorted(str(one) for one in learners(wrong[:SHOWN]).values()))
        more = f" và {len(wrong) - SHOWN} người nữa" if len(wrong) > SHOWN else ""
        raise ValidationError(
            f"Không triệu tập được {names}{more}: không thuộc đối tượng, đơn vị của lớp, "
            "đã tập huấn, hoặc đang có tên ở lớp khác."
        )
    covered = [one.unit for one in training_class.plan.reported.select_related("unit")]
    clash = next((u for u in covered for key in keys if fitting[key].path.startswith(u.path)), None)
    if clash is not None:
        raise ValidationError(f"{clash} đã ghi số tổng hợp trong kế hoạch này, không ghi thêm danh sách tên.")
    before = trained_before(keys, training_class.plan.group, training_class.start)
    with transaction.atomic():
        made = Enrolment.objects.bulk_create(
            Enrolment(
                training_class=training_class,
                person_id=key.pk if key.kind == "p" else None,
                member_id=key.pk if key.kind == "m" else None,
                unit=fitting[key],
                first_time=key not in before,
                called=on or timezone.localdate(),
            )
            for key in sorted(set(keys), key=lambda key: (fitting[key].path, key.kind, key.pk))
        )
        note(by, "called_up", training_class, *((None, one) for one in made), data={"called": len(made)})
    return made


def drop_learner(*, actor: Actor, enrolment: Enrolment, why: str) -> None:
    """Take somebody off the list before he was marked in any session.

    Raises:
        PermissionDenied: the actor may not run the plan.
        ValidationError: the class is closed, no reason, or he was marked already.
    """
    training_class = enrolment.training_class
    by = require_plan(actor, training_class.plan)
    require_open(training_class)
    if not why.strip():
        raise ValidationError("Ghi lý do rút tên.")
    if enrolment.marks.exists():
        raise ValidationError(f"{enrolment.learner} đã được điểm danh: ghi vắng, không rút tên.")
    with transaction.atomic():
        note(by, "learner_dropped", training_class, (enrolment, None), why=why.strip())
        Enrolment.objects.filter(pk=enrolment.pk).delete()


# ---- attendance -----------------------------------------------------------------------------------


def mark_attendance(*, actor: Actor, session: Session, marks: Mapping[int, MarkLine]) -> int:
    """Mark learners (keys of enrolments) in a session that has come; how many marks differ from before.

    Raises:
        PermissionDenied: the actor may not mark one of them.
        ValidationError: the class is closed, the session lies ahead, or an excuse has no ground; by
            enrolment.
    """
    training_class = session.training_class
    rows = training_class.enrolments.select_related("person", "member__person", "unit").in_bulk(list(marks))
    if len(rows) < len(marks):
        raise ValidationError("Có học viên không thuộc lớp này: tải lại trang rồi ghi lại.")
    by = _admit_marks(actor, training_class, rows.values())
    require_open(training_class)
    if session.day > timezone.localdate():
        raise ValidationError(f"Buổi {str(session).lower()} chưa đến, chưa điểm danh được.")
    missing = {str(pk): ["Vắng có lý do thì ghi lý do."] for pk, line in marks.items() if _no_ground(line)}
    if missing:
        raise ValidationError(missing)
    now = timezone.now()
    with transaction.atomic():
        kept = {row.enrolment_id: row for row in session.marks.select_related("enrolment")}
        pairs: list[Pair] = []
        for pk, line in marks.items():
            ground = line.ground.strip() if line.mark == Mark.EXCUSED else ""
            old = kept.get(pk)
            if old is not None and (old.mark, old.ground) == (line.mark, ground):
                continue
            before = stored(old) if old is not None else None
            row = old or Attendance(session=session, enrolment=rows[pk])
            row.mark, row.ground, row.how = line.mark, ground, MarkedBy.HAND
            row.at, row.by_name = now, by.full_name
            row.full_clean()
            row.save()
            pairs.append((before, row))
        if pairs:
            note(by, "attendance_marked", training_class, *pairs, data={"session": str(session)})
    return len(pairs)


def _no_ground(line: MarkLine) -> bool:
    return line.mark == Mark.EXCUSED and not line.ground.strip()


def _admit_marks(actor: Actor, training_class: TrainingClass, rows: Collection[Enrolment]) -> Acting:
    """Let pass who may mark every one of these learners; an empty list asks for the right to run the plan."""
    organiser, teacher = training_class.plan.organiser.path, teaches(actor, training_class)
    held = scopes_about_each(actor)
    answers = [
        may_mark(held(one), organiser, one.unit.path, teacher=teacher, own=is_own(actor, one)) for one in rows
    ]
    return admit(actor, *(answers or [may_mark(scopes(actor), organiser, organiser, teacher=teacher)]))


# ---- results --------------------------------------------------------------------------------------


def record_results(*, actor: Actor, training_class: TrainingClass, results: Mapping[int, ResultLine]) -> int:
    """Record essays, scores and results (keys of enrolments); how many learners differ from before.

    Raises:
        PermissionDenied: the actor may not grade one of them.
        ValidationError: the class is closed, or by enrolment: the score is out of range, the result is
            another than the score's, or a pass is against the plan's own conditions.
    """
    rows = (
        training_class.enrolments.with_result()
        .select_related("person", "member__person", "band")
        .in_bulk(list(results))
    )
    if len(rows) < len(results):
        raise ValidationError("Có học viên không thuộc lớp này: tải lại trang rồi ghi lại.")
    run, teacher = plan_answer(actor, training_class.plan), teaches(actor, training_class)
    lent = isinstance(run, Allowed) and run.by is not None and run.by.capacity is not None
    answers = [
        may_grade(
            plan_answer(actor, training_class.plan, about=one.person.number) if lent and one.person else run,
            teacher=teacher,
            own=is_own(actor, one),
        )
        for one in rows.values()
    ]
    by = admit(actor, *(answers or [may_grade(run, teacher=teacher)]))
    require_open(training_class)
    bands = list(training_class.plan.bands.all())
    wrong: dict[str, list[str]] = {}
    attended = {line.enrolment.pk: line for line in learner_lines(training_class, rows.values())}
    changed: list[tuple[Enrolment, Enrolment]] = []
    for pk, entered in results.items():
        row, line = rows[pk], attended[pk]
        band, said = _band(training_class, bands, entered, line.enough, line.sessions)
        if said:
            wrong[str(pk)] = [said]
        elif (row.essay, row.score, row.band_id) != (entered.essay, entered.score, band.pk if band else None):
            before = stored(row)
            assert isinstance(before, Enrolment)
            row.essay, row.score, row.band = entered.essay, entered.score, band
            changed.append((before, row))
    if wrong:
        raise ValidationError(wrong)
    with transaction.atomic():
        for _, row in changed:
            row.save(update_fields=["essay", "score", "band"])
        if changed:
            note(by, "results_recorded", training_class, *changed)
    return len(changed)


def _band(
    training_class: TrainingClass, bands: list[ResultBand], entered: ResultLine, enough: bool, sessions: int
) -> tuple[ResultBand | None, str]:
    """The band that results, or why it can't be."""
    plan = training_class.plan
    if entered.score is not None and not 0 <= entered.score <= plan.top_score:
        return None, f"Điểm từ 0 đến {score_words(plan.top_score)}."
    proposed = band_of(entered.score, bands)
    band = entered.band or proposed
    if entered.band is not None and entered.band.plan_id != plan.pk:
        return None, "Loại kết quả này không phải của kế hoạch."
    if band is None or not band.passes:
        return band, ""
    if proposed is not None and band.position < proposed.position:
        return None, f"Điểm này thuộc loại {proposed}, không xếp cao hơn được."
    if plan.needs_essay and not entered.essay:
        return None, "Chưa nộp thu hoạch nên chưa xếp loại đạt được."
    if not enough:
        needed = sessions_needed(sessions, plan.least_attendance)
        return None, f"Dự chưa đủ {needed} trong {sessions} buổi nên không xếp loại đạt được."
    return band, ""

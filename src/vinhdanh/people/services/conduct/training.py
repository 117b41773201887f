"""The yearly training and its test: courses, what each person did; and a unit's biên chế."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.engine import LawBook
from vinhdanh.engine.regulations import TrainingRecord, training_result
from vinhdanh.people.models import Establishment, Person, TrainingCourse, TrainingResult, Unit
from vinhdanh.people.services.conduct.checking import as_sentence, check_scope, law_on
from vinhdanh.people.services.writing import (
    Actor,
    change,
    is_own,
    ref,
    require_edit,
    save,
)


@dataclass(frozen=True, slots=True)
class TrainingEntry:
    """What is entered about one person of a course."""

    group: str
    attended: int = 0
    all_contents: bool = False
    theory: bool = False
    practice_passed: int = 0
    excused: str = ""
    skipped: bool = False


def record_establishment(*, actor: Actor, unit: Unit, year: int, number: int, basis: str) -> Establishment:
    """A unit's biên chế of a year, entered or corrected.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: fewer than one, or no basis.
    """
    by = require_edit(actor, unit)
    row = Establishment.objects.filter(unit=unit, year=year).first() or Establishment(unit=unit, year=year)
    row.number, row.basis = number, basis.strip()
    save(row, actor=by, verb="conduct.establishment_recorded", subject=unit)
    return row


def record_training(
    *,
    actor: Actor,
    unit: Unit,
    on: date,
    basis: str,
    book: LawBook,
    held: bool = True,
    sessions: int = 0,
    practice_contents: int = 0,
) -> TrainingCourse:
    """A course of a unit, or that it held none, by the day of the test (Điều 5, 6 TT 27/2020).

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: another one of that day, held without sessions, a unit of another force.
    """
    by = require_edit(actor, unit)
    check_scope(law_on(book, on), unit)
    course = TrainingCourse(
        unit=unit,
        year=on.year,
        on=on,
        held=held,
        sessions=sessions,
        practice_contents=practice_contents,
        basis=basis.strip(),
    )
    save(course, actor=by, verb="conduct.training_recorded", subject=unit)
    return course


def record_results(
    *, actor: Actor, course: TrainingCourse, entries: Mapping[str, TrainingEntry], book: LawBook
) -> list[TrainingResult]:
    """Results of a course by số hiệu, all or none. His own line a clerk leaves to somebody else.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: by số hiệu, what is wrong with a line.
    """
    by = require_edit(actor, course.unit)
    if course.withdrawn:
        raise ValidationError("Đợt tập huấn này đã rút vì ghi nhầm: ghi đợt đúng rồi ghi kết quả ở đó.")
    people = {
        person.number: person
        for person in Person.objects.filter(
            number__in=list(entries), posts__unit__path__startswith=course.unit.path
        ).distinct()
    }
    problems: dict[str, list[str]] = {}
    pairs: list[Pair] = []
    with transaction.atomic():
        for number, entry in entries.items():
            person = people.get(number)
            try:
                if person is None:
                    raise ValidationError(f"{number} không phục vụ ở {course.unit}.")
                pairs.append(_write(actor, course, person, entry, book))
            except ValidationError as error:
                problems[number] = error.messages
        if problems:
            raise ValidationError(problems)
        record(
            actor=by,
            verb="conduct.training_result_recorded",
            subject=str(course.unit),
            ref=ref(course.unit),
            data=written(*pairs),
        )
    return [after for _, after in pairs if isinstance(after, TrainingResult)]


def withdraw_training(*, actor: Actor, course: TrainingCourse, why: str) -> TrainingCourse:
    """A course that was entered by mistake stays on record and counts nowhere any more.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: no reason, withdrawn already, or a measure that stands rests on it.
    """
    by = require_edit(actor, course.unit)
    _refuse_withdrawing(why, course.measures.standing().exists())
    if course.withdrawn:
        raise ValidationError("Đợt tập huấn này đã rút rồi.")
    course.withdrawn = why.strip()
    save(course, actor=by, verb="conduct.training_withdrawn", subject=course.unit, why=why.strip())
    return course


def withdraw_result(*, actor: Actor, course: TrainingCourse, person: Person, why: str) -> None:
    """One person's result that was entered by mistake: his line is open again. The journal keeps it.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: no reason, his own line, no result, or a measure that stands rests on it.
    """
    by = require_edit(actor, course.unit)
    if is_own(actor, person):
        raise ValidationError("Đồng chí không tự rút kết quả của mình: đề nghị cán bộ khác rút.")
    _refuse_withdrawing(why, course.measures.standing().filter(person=person).exists())
    with transaction.atomic():
        row = TrainingResult.objects.select_related("course").filter(course=course, person=person).first()
        if row is None:
            raise ValidationError(f"{person} ({person.number}) chưa có kết quả trong đợt này.")
        data = written((row, None))
        row.delete()
        record(
            actor=by,
            verb="conduct.training_result_withdrawn",
            subject=str(person),
            ref=ref(person),
            data=data,
            why=why.strip(),
        )


def _refuse_withdrawing(why: str, measured: bool) -> None:
    if not why.strip():
        raise ValidationError("Ghi lý do rút: ghi nhầm ở chỗ nào.")
    if measured:
        raise ValidationError("Đã có quyết định xử lý theo kết quả này: hủy bỏ quyết định đó trước.")


def _write(actor: Actor, course: TrainingCourse, person: Person, entry: TrainingEntry, book: LawBook) -> Pair:
    if is_own(actor, person):
        raise ValidationError("Đồng chí không tự ghi kết quả của mình: đề nghị cán bộ khác ghi dòng này.")
    row = TrainingResult.objects.filter(course=course, person=person).first()
    row = row or TrainingResult(course=course, person=person)
    before = stored(row)
    change(row, {name: getattr(entry, name) for name in TrainingEntry.__slots__})
    row.full_clean()
    try:
        training_result(book, as_record(row), on=course.on)
    except (LookupError, ValueError) as error:
        raise ValidationError(as_sentence(str(error))) from error
    row.save()
    return before, row


def as_record(row: TrainingResult) -> TrainingRecord:
    """The row as the engine reads it."""
    return TrainingRecord(
        group=row.group,
        all_contents=row.all_contents,
        attended=row.attended,
        held=row.course.sessions,
        theory=row.theory,
        practice_passed=row.practice_passed,
        practice_contents=row.course.practice_contents,
        excused=row.excused,
        skipped=row.skipped,
    )

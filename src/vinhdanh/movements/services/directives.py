"""Writing meetings and what was directed or concluded there, and passing parts on to lower units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.movements.following import OWED
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.policies.directives import may_report_directive, may_write_meeting
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.directives import DirectiveKind, Stage
from vinhdanh.people.models import Unit

MEETING_FIELDS = frozenset({"kind", "name", "on", "year", "place", "document", "chair", "attended"})
# What a received directive may still be corrected in: what was said and given stays.
OPEN_AFTER_RECEIPT = frozenset({"owner_person", "basis"})
DIRECTIVE_FIELDS = OPEN_AFTER_RECEIPT | {
    "kind",
    "issuer",
    "giver",
    "giver_post",
    "text",
    "task",
    "owner",
    "deadline",
}


@dataclass(frozen=True, slots=True)
class DirectiveText:
    """One line as somebody types it. Without a deadline the task is "thường xuyên"."""

    task: str
    owner: Unit
    text: str = ""  # as it was said; empty: as the task
    giver: str = ""  # empty: the chair of the meeting
    giver_post: str = ""
    kind: DirectiveKind = DirectiveKind.LEADER
    issuer: Unit | None = None  # None: the meeting's unit
    coordinating: Sequence[Unit] = ()
    owner_person: str = ""
    deadline: date | None = None
    basis: str = ""


def write_line(by: Acting, verb: str, row: Meeting | Directive, *pairs: Pair, why: str = "") -> None:
    """One line in the journal about a meeting or a directive, with its records before and after."""
    kind = "meeting" if isinstance(row, Meeting) else "directive"
    record(actor=by, verb=verb, subject=str(row), ref=f"{kind}:{row.pk}", data=written(*pairs), why=why)


def seen_from(directive: Directive) -> list[str]:
    """Paths of every unit that sees a directive, so that a refusal gives nothing away."""
    shared = directive.coordinating.values_list("path", flat=True)
    return [directive.issuer.path, directive.meeting.unit.path, directive.owner.path, *shared]


def require_meeting(actor: Actor, unit: Unit) -> Acting:
    """Let pass who writes the unit's meetings.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return admit(actor, may_write_meeting(scopes(actor), unit.path))


def require_line(actor: Actor, directive: Directive) -> Acting:
    """Let pass who wrote the line: the meeting's unit, or the owner of the directive that it is a part of."""
    unit = directive.parent.owner if directive.parent else directive.meeting.unit
    return admit(actor, may_write_meeting(scopes(actor), unit.path, seen_from=seen_from(directive)))


def require_report(actor: Actor, directive: Directive) -> Acting:
    """Let pass who reports for the owner unit.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    answer = may_report_directive(scopes(actor), directive.owner.path, seen_from=seen_from(directive))
    return admit(actor, answer)


# ---- meetings -------------------------------------------------------------------------------------


def add_meeting(*, actor: Actor, unit: Unit, **fields: Any) -> Meeting:
    """Write down a conference or meeting of the unit.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit.
        TypeError: a field that a meeting does not have.
    """
    by = require_meeting(actor, unit)
    _refuse_unknown(fields, MEETING_FIELDS)
    meeting = Meeting(unit=unit, **fields)
    meeting.full_clean()
    with transaction.atomic():
        meeting.save()
        write_line(by, "directives.meeting_written", meeting, (None, meeting))
    return meeting


def change_meeting(*, actor: Actor, meeting: Meeting, **fields: Any) -> Meeting:
    """Correct a meeting.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit, or a deadline would lie before the new day.
        TypeError: a field that a meeting does not have.
    """
    by = require_meeting(actor, meeting.unit)
    _refuse_unknown(fields, MEETING_FIELDS)
    before = stored(meeting)
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.full_clean()
    early = meeting.directives.filter(deadline__lt=meeting.on).first()
    if early is not None:
        raise ValidationError(
            {"on": f"“{early}” có hạn {early.deadline:%d/%m/%Y}, trước ngày họp {meeting.on:%d/%m/%Y}."}
        )
    with transaction.atomic():
        meeting.save()
        write_line(by, "directives.meeting_written", meeting, (before, meeting))
    return meeting


def drop_meeting(*, actor: Actor, meeting: Meeting) -> None:
    """Take back a meeting that was written by mistake.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: it has directives.
    """
    by = require_meeting(actor, meeting.unit)
    count = meeting.directives.count()
    if count:
        raise ValidationError(f"Hội nghị có {count} dòng chỉ đạo: bỏ từng dòng ghi nhầm trước.")
    with transaction.atomic():
        write_line(by, "directives.meeting_dropped", meeting, (meeting, None))
        meeting.delete()


# ---- lines ----------------------------------------------------------------------------------------


def add_directives(*, actor: Actor, meeting: Meeting, lines: Sequence[DirectiveText]) -> list[Directive]:
    """Write lines of a meeting, all or none.

    Raises:
        PermissionDenied: the actor writes nothing for the meeting's unit.
        ValidationError: nothing to write, the meeting has not taken place, or a line does not fit; each
            message begins with the line's number when there are several.
    """
    by = require_meeting(actor, meeting.unit)
    if meeting.on > timezone.localdate():
        raise ValidationError(f"Cuộc họp ngày {meeting.on:%d/%m/%Y} chưa diễn ra, chưa ghi chỉ đạo được.")
    return _write(by, "directives.directives_written", meeting, lines, parent=None)


def pass_on(*, actor: Actor, directive: Directive, lines: Sequence[DirectiveText]) -> list[Directive]:
    """Split a directive into parts for units below its owner (giao tiếp). The owner issues and confirms them.

    Raises:
        PermissionDenied: the actor does not write for the owner unit.
        ValidationError: not received yet or over, a unit that is not below, or a deadline after the whole's.
    """
    by = require_report(actor, directive)
    if directive.stage not in OWED or directive.stage == Stage.GIVEN:
        raise ValidationError(
            f"Việc đang ở bước “{directive.get_stage_display()}”: nhận việc rồi mới giao tiếp được, "
            "đã báo cáo hoàn thành thì thôi giao."
        )
    return _write(by, "directives.passed_on", directive.meeting, lines, parent=directive)


def _write(
    by: Acting, verb: str, meeting: Meeting, lines: Sequence[DirectiveText], *, parent: Directive | None
) -> list[Directive]:
    if not lines:
        raise ValidationError("Chưa chọn dòng nào để ghi.")
    with transaction.atomic():
        last = meeting.directives.aggregate(last=Max("order"))["last"] or 0
        made, errors = [], []
        for at, line in enumerate(lines, 1):
            directive = _built(meeting, line, last + at, parent)
            try:
                refuse_misfit(directive, line.coordinating)
                directive.full_clean()
            except ValidationError as error:
                errors += [f"Dòng {at}: {said}" if len(lines) > 1 else said for said in error.messages]
                continue
            directive.save()
            directive.coordinating.set(line.coordinating)
            made.append(directive)
        if errors:
            raise ValidationError(errors)
        for directive in made:
            write_line(by, verb, directive, (None, directive))
    return made


def _built(meeting: Meeting, line: DirectiveText, order: int, parent: Directive | None) -> Directive:
    whole = parent is None
    directive = Directive(
        meeting=meeting,
        parent=parent,
        kind=line.kind if parent is None else parent.kind,
        order=order,
        issuer=(line.issuer or meeting.unit) if parent is None else parent.owner,
        giver=line.giver.strip() or (meeting.chair if whole else f"Chỉ huy {parent.owner}" if parent else ""),
        giver_post=line.giver_post.strip(),
        text=line.text.strip() or line.task.strip(),
        task=line.task.strip(),
        owner=line.owner,
        owner_person=line.owner_person.strip(),
        deadline=line.deadline,
        basis=line.basis.strip(),
    )
    directive.fold_words()
    return directive


def change_directive(
    *, actor: Actor, directive: Directive, coordinating: Iterable[Unit] | None = None, **fields: Any
) -> Directive:
    """Correct a line that the owner has not received; later only who is in charge and basis.

    Raises:
        PermissionDenied: the actor writes nothing for the unit that gave it.
        ValidationError: a field does not fit, or receiving has settled it.
        TypeError: a field that a directive does not have.
    """
    by = require_line(actor, directive)
    _refuse_unknown(fields, DIRECTIVE_FIELDS)
    changed = {name: value for name, value in fields.items() if getattr(directive, name) != value}
    settled = changed.keys() - OPEN_AFTER_RECEIPT
    if directive.stage != Stage.GIVEN and settled:
        labels = ", ".join(
            str(getattr(Directive._meta.get_field(name), "verbose_name", name)).lower()
            for name in sorted(settled)
        )
        raise ValidationError(
            f"Đơn vị đã nhận việc, không sửa được: {labels}. Đổi hạn thì gia hạn; "
            "giao sai thì hủy, ghi dòng khác."
        )
    before = stored(directive)
    for name, value in changed.items():
        setattr(directive, name, value)
    directive.fold_words()
    shared = list(directive.coordinating.all() if coordinating is None else coordinating)
    refuse_misfit(directive, shared)
    directive.full_clean()
    with transaction.atomic():
        directive.save()
        directive.coordinating.set(shared)
        write_line(by, "directives.directive_changed", directive, (before, directive))
    return directive


def drop_directive(*, actor: Actor, directive: Directive) -> None:
    """Take back a line that was written by mistake and about which nothing has been done.

    Raises:
        PermissionDenied: the actor writes nothing for the unit that gave it.
        ValidationError: the owner has received it.
    """
    by = require_line(actor, directive)
    if directive.stage != Stage.GIVEN or directive.acts.exists():
        raise ValidationError("Việc đã có diễn biến thì không bỏ được; không làm nữa thì hủy, có ghi lý do.")
    with transaction.atomic():
        write_line(by, "directives.directive_dropped", directive, (directive, None))
        directive.delete()


def refuse_misfit(directive: Directive, coordinating: Iterable[Unit]) -> None:
    """Raises:
    ValidationError: a unit out of reach of who gives, or a deadline that cannot be.
    """
    meeting, parent, owner = directive.meeting, directive.parent, directive.owner
    errors: dict[str, list[str]] = {}
    if parent is not None:
        if owner.pk == parent.owner_id or not owner.path.startswith(parent.owner.path):
            errors["owner"] = [f"{owner} không phải cấp dưới của {parent.owner}."]
        if parent.deadline and directive.deadline and directive.deadline > parent.deadline:
            errors["deadline"] = [f"Hạn giao tiếp không sau hạn của việc trên ({parent.deadline_words})."]
    else:
        if not owner.path.startswith(meeting.unit.path):
            errors["owner"] = [f"{owner} không thuộc {meeting.unit}."]
        if not meeting.unit.path.startswith(directive.issuer.path):
            errors["issuer"] = [f"{directive.issuer} không phải {meeting.unit} hay cấp trên của đơn vị này."]
    if directive.deadline and directive.deadline < meeting.on:
        errors["deadline"] = [f"Hạn {directive.deadline_words} trước ngày họp {meeting.on:%d/%m/%Y}."]
    for unit in coordinating:
        if unit.pk == owner.pk:
            errors["coordinating"] = [f"{unit} đã là đơn vị chủ trì."]
        elif not unit.path.startswith(directive.issuer.path):
            errors["coordinating"] = [f"{unit} không thuộc {directive.issuer}."]
    if errors:
        raise ValidationError(errors)


def _refuse_unknown(fields: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := fields.keys() - known:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")

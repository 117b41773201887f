"""What happens to a submission after it was sent: each step, who has the file, the next day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.decisions.models.submissions import Submission, SubmissionEvent
from vinhdanh.decisions.policies.submissions import may_write_submission
from vinhdanh.decisions.selectors.submissions import next_due, seen_from, still_asked
from vinhdanh.decisions.types.submissions import STEPS, EventKind
from vinhdanh.dossiers.services.writing import (
    Actor,
)


def ref(submission: Submission) -> str:
    """The submission's name in the journal: ``submission:12``."""
    return f"submission:{submission.pk}"


def record_event(
    *,
    actor: Actor,
    submission: Submission,
    kind: EventKind | str,
    on: date,
    holder: str = "",
    full: bool = False,
    document: str = "",
    note: str = "",
    until: date | None = None,
    ground: str = "",
) -> SubmissionEvent:
    """Write down a step of a submission above: received, asked for more, passed on, chased, delivered.

    Args:
        holder: who has the file from then on; where empty, it stays where it is.
        full: the dossier was found full, so the law's terms of that body run from this day.
        until: a day that the agency follows it up on; ``ground``: by which paper or agreement.

    Raises:
        PermissionDenied: the actor does not follow submissions of the agency.
        ValidationError: the step can't be made now, the day is in the future or before the last step, or
            something is missing.
    """
    kind = EventKind(kind)
    with transaction.atomic():
        row = locked(submission)
        by = admit(actor, may_write_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
        step = STEPS.get(kind)
        if step is None or row.state not in step.start:
            raise ValidationError(
                f"Không ghi được “{kind.label}”: tờ trình đang ở bước “{row.get_state_display()}”. "
                "Tải lại trang để xem diễn biến mới nhất."
            )
        if kind == EventKind.CLOSED and still_asked(row):
            raise ValidationError("Còn dòng đang chờ cấp trên: ghi kết quả từng dòng thay vì kết thúc.")
        if kind in (EventKind.ASKED, EventKind.CLOSED) and not note.strip():
            raise ValidationError({"note": "Ghi nội dung: cấp trên hỏi gì, hoặc vì sao kết thúc."})
        refuse_day(row, on)
        before = stored(row)
        row.state = step.to or row.state
        if kind == EventKind.ASKED:
            row.holder = row.unit.name
        elif kind == EventKind.ANSWERED and not holder.strip():
            last = row.events.exclude(holder__in=("", row.unit.name)).last()
            row.holder = last.holder if last else row.addressee
        else:
            row.holder = " ".join(holder.split()) or row.holder
        event = happened(
            by, row, kind, on, row.holder, full=full, document=document, note=note, until=until, ground=ground
        )
        journal(by, row, "submission_event", (before, row), (None, event), why=note.strip())
    return event


def happened(
    by: Acting, row: Submission, kind: EventKind, on: date, holder: str, **more: Any
) -> SubmissionEvent:
    """The event, and the submission's next day after it."""
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in more.items()}
    event = SubmissionEvent(
        submission=row,
        kind=kind,
        on=on,
        holder=holder,
        at=timezone.now(),
        by_name=by.full_name[:200],
        **texts,
    )
    event.full_clean()
    event.save()
    row.due, row.due_what = next_due(row)
    row.full_clean()
    row.save()
    return event


def refuse_day(row: Submission, on: date) -> None:
    """Raises: ValidationError, when the day has not come or lies before the last step."""
    if on > timezone.localdate():
        raise ValidationError({"on": f"Ngày {on:%d/%m/%Y} chưa tới: việc đã có mới ghi."})
    last = row.events.last()
    if last is not None and on < last.on:
        said = f"{last.get_kind_display().lower()} ngày {last.on:%d/%m/%Y}"
        raise ValidationError({"on": f"Ngày {on:%d/%m/%Y} trước bước gần nhất ({said}): xem lại ngày."})


def locked(submission: Submission) -> Submission:
    """The submission as it is now, held until the transaction ends.

    Raises:
        ValidationError: it was dropped meanwhile.
    """
    found = Submission.objects.select_for_update(of=("self",)).filter(pk=submission.pk).first()
    if found is None:
        raise ValidationError("Tờ trình này vừa bị bỏ: quay lại danh sách.")
    return found


def journal(by: Acting, row: Submission, verb: str, *pairs: Pair, why: str = "") -> None:
    record(actor=by, verb=f"decisions.{verb}", subject=str(row), ref=ref(row), data=written(*pairs), why=why)

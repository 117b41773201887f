"""Complaints: sent by somebody or written down as a letter, and what every act upon one has in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import acting_from, record
from vinhdanh.decisions.models.complaints import Complaint, ComplaintEvent, ComplaintLetter, Matter
from vinhdanh.decisions.policies.complaints import may_file, may_settle
from vinhdanh.decisions.selectors.complaints import (
    agency_of,
    concerns,
    home_unit,
    is_about,
    is_sender,
    key_of,
)
from vinhdanh.decisions.types.complaints import (
    POSSIBLE,
    ComplaintAct,
    ComplaintKind,
    ComplaintState,
)
from vinhdanh.dossiers.services.writing import (
    Actor,
    scopes_about,
)
from vinhdanh.people.models import Unit

# Stands in the journal for who sent a complaint himself: its readers are not told.
SOMEBODY = Acting("Người gửi đơn (danh tính được giữ kín)", "")


def ref(complaint: Complaint) -> str:
    """The complaint's name in the journal: ``complaint:12``."""
    return f"complaint:{complaint.pk}"


def file_complaint(*, actor: Account, matter: Matter, kind: ComplaintKind | str, text: str) -> Complaint:
    """Send a complaint about one's own matter or one's own unit's.

    Who sent it is told neither to the journal nor to whom it concerns.

    Raises:
        PermissionDenied: the matter is neither his own nor his unit's.
        ValidationError: it says nothing, or no agency settles it.
    """
    admit(actor, may_file(concerns=concerns(actor, matter)))
    home = home_unit(actor)
    letter = ComplaintLetter(
        text=text.strip(),
        account=actor,
        name=actor.full_name[:200],
        whereabouts=(home.name if home else actor.post_text)[:300],
    )
    with acting_from(""):  # the address would tell, too
        return _received(SOMEBODY, matter, kind, timezone.localdate(), letter)


def record_complaint(
    *,
    actor: Actor,
    matter: Matter,
    kind: ComplaintKind | str,
    text: str,
    received: date,
    document: str = "",
    sender: str = "",
    whereabouts: str = "",
) -> Complaint:
    """Write down a complaint that came as a letter.

    Args:
        sender: as the letter names him; empty where it names nobody.

    Raises:
        PermissionDenied: the actor does not settle complaints of the agency, or it concerns himself.
        ValidationError: it says nothing, the day has not come, or no agency settles it.
    """
    unit = _agency(matter)
    draft = Complaint(unit=unit, **{key_of(matter).partition(":")[0]: matter})
    by = admitted(actor, draft)
    if received > timezone.localdate():
        raise ValidationError({"received": f"Ngày {received:%d/%m/%Y} chưa tới: xem lại ngày nhận."})
    letter = ComplaintLetter(
        text=text.strip(), name=" ".join(sender.split()), whereabouts=" ".join(whereabouts.split())
    )
    return _received(by, matter, kind, received, letter, document=document.strip())


def withdraw_complaint(*, actor: Account, complaint: Complaint) -> Complaint:
    """Take back what one sent, until it is taken up.

    Raises:
        PermissionDenied: somebody else sent it.
        ValidationError: it has been answered.
    """
    with transaction.atomic(), acting_from(""):
        row = locked(complaint)
        admit(actor, may_file(concerns=is_sender(actor, row)))
        before = stored(row)
        refuse_state(row, ComplaintAct.WITHDRAWN)
        row.state = ComplaintState.WITHDRAWN
        return done(SOMEBODY, row, before, ComplaintAct.WITHDRAWN)


# ---- what they share ------------------------------------------------------------------------------


def locked(complaint: Complaint) -> Complaint:
    """The complaint as it is now, held until the transaction ends."""
    return Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)


def admitted(actor: Actor, row: Complaint) -> Acting:
    """Let pass who may settle it. Raises: PermissionDenied, with the sentence of the refusal."""
    concerned = row.concerned
    held = scopes_about(actor, concerned) if concerned else scopes(actor)
    sent = not row._state.adding and is_sender(actor, row)
    return admit(actor, may_settle(held, row.unit.path, own=is_about(actor, row), sent=sent))


def refuse_state(row: Complaint, act: ComplaintAct) -> None:
    """Raises: ValidationError, when the act can't be done now; it says who was quicker."""
    if row.state not in POSSIBLE[act]:
        last = row.events.last()
        said = f" ({last.by_name}, {timezone.localtime(last.at):%H:%M %d/%m/%Y})" if last else ""
        raise ValidationError(
            f"Không làm được “{act.label}”: đơn {row.code} đang ở bước “{row.get_state_display()}”{said}. "
            "Tải lại trang để xem."
        )


def _agency(matter: Matter) -> Unit:
    unit = agency_of(matter)
    if unit is None:
        raise ValidationError("Chưa rõ cơ quan giải quyết: việc này không gắn với đơn vị nào.")
    return unit


def need(value: str, field: str, said: str) -> None:
    """Raises: ValidationError at the field, when it is empty."""
    if not value.strip():
        raise ValidationError({field: said})


def _received(
    by: Acting,
    matter: Matter,
    kind: ComplaintKind | str,
    received: date,
    letter: ComplaintLetter,
    document: str = "",
) -> Complaint:
    """A complaint under the next number of its agency's year, and its letter apart from it."""
    need(letter.text, "text", "Ghi nội dung: việc gì, ai, khi nào, đề nghị gì.")
    unit = _agency(matter)
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # two at once: the second waits
        year = received.year
        top = Complaint.objects.filter(unit=unit, year=year).aggregate(top=Max("number"))["top"]
        row = Complaint(
            unit=unit,
            year=year,
            number=(top or 0) + 1,
            kind=kind,
            received=received,
            document=document,
            **{key_of(matter).partition(":")[0]: matter},
        )
        row.full_clean()
        row.save()
        letter.complaint = row
        letter.full_clean()
        letter.save()
        proof = {"letter": letter.digest}
        return done(by, row, None, ComplaintAct.FILED, on=received, document=document, data=proof)


def done(
    by: Acting,
    row: Complaint,
    before: Any,
    act: ComplaintAct,
    *,
    on: date | None = None,
    note: str = "",
    document: str = "",
    due: date | None = None,
    ground: str = "",
    data: Mapping[str, Any] | None = None,
) -> Complaint:
    """The complaint saved, with what was done to it and a line in the journal."""
    row.full_clean()
    row.save()
    event = ComplaintEvent(
        complaint=row,
        act=act,
        on=on or timezone.localdate(),
        note=note.strip(),
        document=document.strip(),
        due=due,
        ground=ground,
        at=timezone.now(),
        by_name=by.full_name[:200],
    )
    event.full_clean()
    event.save()
    pairs: list[Pair] = [(before, row), (None, event)]
    record(
        actor=by,
        verb=f"decisions.complaint_{act.value}",
        subject=f"{row}, {row.matter_words}"[:300],
        ref=ref(row),
        data=written(*pairs) | dict(data or {}),
        why=note.strip(),
    )
    return row

"""Asking a unit to mend parts of a dossier: only those parts open, only the asker reviews again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import EditAct, EditRequest, Proposal
from vinhdanh.dossiers.policies.parts import may_ask_edit, may_review_edit
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.selectors.edits import asked_about
from vinhdanh.dossiers.selectors.parts import last_of
from vinhdanh.dossiers.services.parts import admit_writer
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import WAITING, EditActKind, EditState, PartKind


@dataclass(frozen=True, slots=True)
class Ask:
    """One part to mend, and what about it. ``section``: of the report, where it is one."""

    part: PartKind
    question: str
    section: str = ""


def ask_edits(*, actor: Actor, proposal: Proposal, asks: Sequence[Ask]) -> list[EditRequest]:
    """Open parts of a dossier to its unit again, each with a question. The other parts stay locked.

    Raises:
        PermissionDenied: the actor doesn't run the round, or the dossier is in another stage.
        ValidationError: nothing is asked, or a part is asked about twice.
    """
    if not asks or not all(one.question.strip() for one in asks):
        raise ValidationError("Chọn phần cần sửa và ghi rõ sửa gì.")
    with transaction.atomic():
        row = locked(proposal)
        held, own = scopes_about(actor, row.subject), is_own(actor, row.subject)
        paths = {"place": row.place.path, "unit": row.unit.path, "agency": row.round.unit.path}
        by = admit(actor, may_ask_edit(held, Stage(row.stage), own=own, **paths))
        made = []
        for one in asks:
            if one.section and (
                one.part is not PartKind.REPORT or template_of(row).section(one.section) is None
            ):
                raise ValidationError(f"{one.part.label} không có mục đó.")
            version = last_of(row, one.part)
            request = EditRequest(
                proposal=row,
                part=one.part,
                section=one.section,
                asked_version=version.number if version else 0,
                asker=by.username,
                asker_name=by.full_name[:200],
            )
            request.full_clean()
            request.save()
            act = _act(by, request, EditActKind.ASKED, one.question)
            write_down(by, row, "edit_asked", (None, request), (None, act), why=act.note)
            made.append(request)
    return made


def answer_edit(*, actor: Actor, request: EditRequest, note: str = "") -> EditRequest:
    """Send a mended part back to whoever asked; the part is locked again.

    Raises:
        PermissionDenied: the actor writes nothing in that part.
        ValidationError: it has been sent back, or nothing was mended and no answer is written.
    """
    with transaction.atomic():
        row, found = _both(request)
        _refuse_state(found, EditState.OPEN)
        part = PartKind(found.part)
        by = admit_writer(actor, row, part)
        version = last_of(row, part)
        last = found.acts.filter(kind__in=(EditActKind.ASKED, EditActKind.ASKED_AGAIN)).latest("id")
        mended = (version.number if version else 0) > last.version
        mended |= part is PartKind.EVIDENCE and row.attachments.filter(at__gt=last.at).exists()
        if not mended and not note.strip():
            raise ValidationError(
                {"note": f"{asked_about(found, row)} chưa sửa gì: sửa rồi gửi lại, hoặc ghi câu trả lời."}
            )
        _put(by, row, found, EditState.ANSWERED, EditActKind.ANSWERED, note, "edit_answered")
    return found


def review_edit(
    *, actor: Actor, request: EditRequest, accept: bool, note: str = "", instead_why: str = ""
) -> EditRequest:
    """Accept what was mended, or ask back. The asker does; another of the standing body only with a reason.

    Args:
        note: the next question, when it isn't accepted.
        instead_why: why the asker doesn't review it himself.

    Raises:
        PermissionDenied: the actor is not the asker and gives no reason, or doesn't run the round.
        ValidationError: it has been settled, or no question is asked.
    """
    with transaction.atomic():
        row, found = _both(request)
        held, own = scopes_about(actor, row.subject), is_own(actor, row.subject)
        asked = getattr(actor, "username", "") == found.asker
        by = admit(
            actor,
            may_review_edit(
                held,
                asked=asked,
                instead_why=instead_why,
                place=row.place.path,
                unit=row.unit.path,
                agency=row.round.unit.path,
                own=own,
            ),
        )
        if found.state not in WAITING:
            raise ValidationError(f"{asked_about(found, row)} đã được đồng ý: tải lại trang.")
        if not accept:
            _refuse_state(found, EditState.ANSWERED)
            if not note.strip():
                raise ValidationError({"note": "Ghi câu hỏi lại."})
        state = EditState.ACCEPTED if accept else EditState.OPEN
        kind = EditActKind.ACCEPTED if accept else EditActKind.ASKED_AGAIN
        why = "" if asked else instead_why
        _put(by, row, found, state, kind, note, "edit_reviewed", instead_why=why)
    return found


def _both(request: EditRequest) -> tuple[Proposal, EditRequest]:
    """The dossier, locked, and the request as it is now."""
    row = locked(request.proposal)
    return row, EditRequest.objects.get(pk=request.pk)


def _refuse_state(request: EditRequest, wanted: EditState) -> None:
    if request.state != wanted:
        raise ValidationError(
            f"Yêu cầu này {request.get_state_display().lower()}, vừa được người khác xử lý: tải lại trang."
        )


def _act(by: Acting, request: EditRequest, kind: EditActKind, note: str, instead_why: str = "") -> EditAct:
    version = last_of(request.proposal, PartKind(request.part))
    act = EditAct(
        request=request,
        kind=kind,
        note=note.strip(),
        instead_why=instead_why.strip(),
        version=version.number if version else 0,
        at=timezone.now(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    act.full_clean()
    act.save()
    return act


def _put(
    by: Acting,
    row: Proposal,
    request: EditRequest,
    state: EditState,
    kind: EditActKind,
    note: str,
    verb: str,
    instead_why: str = "",
) -> None:
    before = stored(request)
    request.state = state
    request.full_clean()
    request.save()
    act = _act(by, request, kind, note, instead_why)
    write_down(by, row, verb, (before, request), (None, act), why=act.instead_why or act.note)

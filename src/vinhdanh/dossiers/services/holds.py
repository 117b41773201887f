"""Holding a proposal until something is concluded, and going on afterwards."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.guards import obstacles
from vinhdanh.dossiers.models import Proposal, ProposalHold
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.moving import carry_out
from vinhdanh.dossiers.services.writing import (
    Actor,
    locked,
    write_down,
)
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.people.models import Hold


def open_hold(
    *,
    actor: Actor,
    proposal: Proposal,
    ground: HoldGround,
    note: str,
    document: str = "",
    record: Hold | None = None,
    on: date | None = None,
) -> ProposalHold:
    """Hold a proposal; it is deferred until the hold is closed. Deferred is not refused.

    Args:
        note: what has to be found out.
        record: the hold on record about the subject that this one follows.
        on: since when; today by default.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: what is held is missing, the day has not come, or the proposal is not under way.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit(actor, answer_about(actor, row, "hoãn xét"))
        return hold_row(by, row, by, ground, note, document=document, record=record, on=on)


def hold_row(
    by: Acting,
    row: Proposal,
    mover: Acting,
    ground: HoldGround,
    note: str,
    *,
    document: str = "",
    record: Hold | None = None,
    on: date | None = None,
) -> ProposalHold:
    """The same for an act that has asked for its own right, the row locked within its transaction.

    Args:
        mover: in whose name the dossier's history says that it was deferred.
    """
    if not note.strip():
        raise ValidationError({"note": "Ghi nội dung phải hoãn: việc gì, ai xác minh."})
    if on is not None and on > timezone.localdate():
        raise ValidationError({"on": "Ngày hoãn chưa đến."})
    defer = BY_VERB["defer"]
    if row.stage not in defer.start and row.stage not in (Stage.DEFERRED, Stage.RETURNED):
        raise ValidationError(f"Không hoãn được: hồ sơ {row.code} đang ở bước “{row.get_stage_display()}”.")
    made = ProposalHold(
        proposal=row,
        ground=ground,
        note=note.strip(),
        document=document.strip(),
        record=record,
        opened=on or timezone.localdate(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    made.full_clean()
    made.save()
    write_down(mover, row, "hold_opened", (None, made), why=note.strip() if by is mover else "")
    if row.stage in defer.start:
        carry_out(mover, row, defer, why=f"{made.get_ground_display()}, xem phần hoãn xét của hồ sơ")
    return made


def close_hold(
    *,
    actor: Actor,
    hold: ProposalHold,
    outcome: HoldOutcome,
    conclusion: str,
    document: str = "",
    on: date | None = None,
    refuse: bool = False,
) -> ProposalHold:
    """Write down what was found. Closing the last open hold reopens the proposal where it stood.

    A hold that was upheld leaves it deferred, to be refused or reopened and lowered.

    Args:
        refuse: with ``UPHELD``: refuse the proposal in the same act.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: it was concluded, the conclusion is missing, or the day does not fit.
    """
    with transaction.atomic():
        row = locked(hold.proposal)
        by = admit(actor, answer_about(actor, row, "kết luận việc hoãn xét"))
        now = ProposalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if now.closed is not None:
            raise ValidationError(f"Đã kết luận ngày {now.closed:%d/%m/%Y} ({now.closed_by_name}).")
        if not conclusion.strip():
            raise ValidationError({"conclusion": "Ghi nội dung kết luận."})
        if refuse and outcome != HoldOutcome.UPHELD:
            raise ValidationError({"outcome": "Chỉ không chọn khi kết luận là có căn cứ."})
        if on is not None and on > timezone.localdate():
            raise ValidationError({"on": "Ngày kết luận chưa đến."})
        before = stored(now)
        now.closed, now.outcome, now.conclusion = on or timezone.localdate(), outcome, conclusion.strip()
        now.closing_document = document.strip()
        now.closed_by_name, now.closed_by_username = by.full_name[:200], by.username
        now.full_clean()
        now.save()
        write_down(by, row, "hold_closed", (before, now), why=conclusion.strip())
        if row.stage == Stage.DEFERRED:
            _go_on(by, row, now, refuse)
    return now


def go_on_after_records(*, actor: Actor, proposal: Proposal) -> Proposal:
    """The holds on record that it followed are over: conclude its own by them, and it goes on.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: it isn't held, or something that holds it has not ended on record.
    """
    with transaction.atomic():
        row = locked(proposal)
        admit(actor, answer_about(actor, row, "kết luận việc hoãn xét"))
        waiting = list(row.holds.open().select_related("record"))
        if not waiting:
            raise ValidationError(f"Hồ sơ {row.code} không còn việc nào chờ kết luận. Tải lại trang để xem.")
        today = timezone.localdate()
        for hold in waiting:
            if hold.record is None or hold.record.closed is None or hold.record.closed > today:
                raise ValidationError(
                    f"Hồ sơ {row.code}: {hold.get_ground_display().lower()} chưa thôi ở sổ tạm hoãn. "
                    "Ghi kết luận ở trang hoãn xét của hồ sơ."
                )
        for hold in waiting:
            record = hold.record
            assert record is not None
            assert record.closed is not None
            close_hold(
                actor=actor,
                hold=hold,
                outcome=HoldOutcome.NOT_UPHELD,
                conclusion=f"Đã thôi tạm hoãn ngày {record.closed:%d/%m/%Y} theo sổ tạm hoãn",
                document=record.release[:200],
                on=max(record.closed, hold.opened),
            )
        row.refresh_from_db()
    return row


def _go_on(by: Acting, row: Proposal, hold: ProposalHold, refuse: bool) -> None:
    if refuse:
        carry_out(by, row, BY_VERB["refuse"], why=hold.conclusion)
    elif hold.outcome != HoldOutcome.UPHELD and not obstacles(row, BY_VERB["reopen"]):
        carry_out(by, row, BY_VERB["reopen"], why=f"{hold.get_outcome_display()}. {hold.conclusion}")

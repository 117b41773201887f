"""What is told of a round without naming anybody: outreach, typed figures, and what is left after erasure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import Actor
from vinhdanh.programmes.models import Candidate, OutreachSession, RecruitmentRound, RoundTotal
from vinhdanh.programmes.recruitment_counts import OF_COMMUNES, counted
from vinhdanh.programmes.recruitment_policies import may_report_commune, may_run_round
from vinhdanh.programmes.recruitment_types import FIGURES, Channel, RoundState
from vinhdanh.programmes.services.recruitment import admit_round, ref, refuse_shut


def add_outreach(
    *,
    actor: Actor,
    round_: RecruitmentRound,
    unit: Unit,
    on: date,
    channel: Channel,
    place: str,
    people: int,
) -> OutreachSession:
    """A session held in a commune.

    Raises:
        PermissionDenied: the actor doesn't report for the commune.
        ValidationError: the round is over, the commune is not in it, or a column is wrong.
    """
    by = admit(actor, may_report_commune(scopes(actor), unit.path))
    with transaction.atomic():
        refuse_shut(round_)
        _refuse_strange(round_, unit)
        held = OutreachSession(
            round=round_, unit=unit, on=on, channel=channel, place=place.strip(), people=people
        )
        held.full_clean()
        held.save()
        _record(by, "outreach_added", round_, unit, written((None, held)))
    return held


def remove_outreach(*, actor: Actor, session: OutreachSession, why: str) -> None:
    """A session that was typed in by mistake.

    Raises:
        PermissionDenied: the actor doesn't report for the commune.
        ValidationError: no reason, or the round is over.
    """
    by = admit(actor, may_report_commune(scopes(actor), session.unit.path))
    if not why.strip():
        raise ValidationError("Ghi lý do xóa buổi tuyên truyền.")
    with transaction.atomic():
        refuse_shut(session.round)
        data = written((session, None))
        session.delete()
        _record(by, "outreach_removed", session.round, session.unit, data, why)


def enter_totals(
    *, actor: Actor, round_: RecruitmentRound, unit: Unit | None, counts: Mapping[str, int | None]
) -> None:
    """Typed figures of a commune, or of the whole round. They may contradict one another: that is only said.

    Args:
        unit: None for the whole round.
        counts: figure → number; None takes one away; those left out stay.

    Raises:
        PermissionDenied: the actor doesn't report for the commune, or for the whole round.
        ValidationError: the round is over, is counted from files, or has no such figure.
    """
    answer = may_report_commune(scopes(actor), unit.path) if unit else may_run_round(scopes(actor))
    by = admit(actor, answer)
    unknown = counts.keys() - FIGURES.keys()
    if unknown:
        raise ValidationError(f"Không có số liệu “{sorted(unknown)[0]}”.")
    if any(count is not None and count < 0 for count in counts.values()):
        raise ValidationError("Số liệu là số từ 0 trở lên.")
    with transaction.atomic():
        refuse_shut(round_)
        if not round_.by_totals:
            raise ValidationError(f"{round_.name} đếm từ hồ sơ từng người, không ghi số tổng hợp.")
        if unit:
            _refuse_strange(round_, unit)
        before = dict(round_.totals.filter(unit=unit).values_list("figure", "count"))
        for figure, count in counts.items():
            if count is None:
                round_.totals.filter(unit=unit, figure=figure).delete()
            else:
                RoundTotal.objects.update_or_create(
                    round=round_, unit=unit, figure=figure, defaults={"count": count}
                )
        changed = {FIGURES[f]: [before.get(f), c] for f, c in counts.items() if before.get(f) != c}
        _record(by, "totals_entered", round_, unit, {"figures": changed})


def erase_round(*, actor: Actor, round_: RecruitmentRound, why: str) -> int:
    """Delete every candidate's file; the figures stay.

    Returns:
        How many files were deleted.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: no reason, the round is not closed, or its period of retention is not over.
    """
    by = admit_round(actor)
    if not why.strip():
        raise ValidationError("Ghi lý do, căn cứ xóa hồ sơ cá nhân.")
    with transaction.atomic():
        round_ = RecruitmentRound.objects.select_for_update().get(pk=round_.pk)
        if round_.state != RoundState.CLOSED:
            raise ValidationError(
                f"{round_.name} chưa kết thúc hoặc đã xóa: chỉ xóa hồ sơ của đợt đã kết thúc."
            )
        if timezone.localdate() <= round_.retain_until:
            raise ValidationError(
                f"Hồ sơ cá nhân của {round_.name} lưu đến hết {round_.retain_until:%d/%m/%Y} "
                f"({round_.retain_basis}); sau ngày đó mới xóa được."
            )
        _freeze(round_)
        files = round_.candidates.count()
        Candidate.objects.filter(round=round_).update(replaces=None)
        Candidate.objects.filter(round=round_).delete()
        round_.state, round_.erased = RoundState.ERASED, timezone.now()
        round_.save()
        _record(by, "round_erased", round_, None, {"files": files}, why)
    return files


def _freeze(round_: RecruitmentRound) -> None:
    """Keep what the files were counted to: by commune the steps alone, quality only for the whole round."""
    if round_.by_totals:
        return
    whole, by_commune = counted(round_)
    rows = [RoundTotal(round=round_, unit=None, figure=f, count=n) for f, n in whole.items()]
    rows += [
        RoundTotal(round=round_, unit_id=unit, figure=figure, count=count)
        for unit, counts in by_commune.items()
        for figure, count in counts.items()
        if figure in OF_COMMUNES
    ]
    RoundTotal.objects.bulk_create(rows, batch_size=500)


def _refuse_strange(round_: RecruitmentRound, unit: Unit) -> None:
    if not round_.communes.filter(unit=unit).exists():
        raise ValidationError(f"{unit} không có trong danh sách xã, phường của đợt.")


def _record(
    by: Any, verb: str, round_: RecruitmentRound, unit: Unit | None, data: Mapping[str, Any], why: str = ""
) -> None:
    record(
        actor=by,
        verb=f"recruitment.{verb}",
        subject=f"{round_}, {unit}" if unit else str(round_),
        ref=ref(round_),
        data=data,
        why=why.strip(),
    )

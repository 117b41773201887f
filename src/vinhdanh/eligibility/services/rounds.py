"""Rounds: titles and forms that are considered together."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.eligibility import books
from vinhdanh.eligibility.models import Round, RoundAct
from vinhdanh.eligibility.policies import may_run

Act = RoundAct.Act


def open_round(*, actor: Account | Operator, name: str, year: int, lines: Sequence[str]) -> Round:
    """Name the titles that are considered together for one review year.

    Args:
        lines: ids of rule lines of the law.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        ValidationError: no name, no title, one that no text has, or a round of that name exists.
    """
    by = admit(actor, may_run(scopes(actor)))
    known = {line.id for line in books.law().rule_lines}
    if strange := [line for line in lines if line not in known]:
        raise ValidationError({"lines": f"Bộ luật không có danh hiệu, hình thức mã “{strange[0]}”."})
    found = Round(name=name.strip(), year=year, lines="\n".join(dict.fromkeys(lines)), by_name=by.full_name)
    found.full_clean()
    if any(other.called == found.name for other in Round.objects.filter(year=year)):
        raise ValidationError({"name": f"Năm {year} đã có đợt xét tên “{found.name}”."})
    with transaction.atomic():
        found.save()
        record(
            actor=by,
            verb="eligibility.round_opened",
            subject=str(found),
            ref=f"round:{found.pk}",
            data=written((None, found)),
        )
    return found


def rename_round(*, actor: Account | Operator, round: Round, name: str) -> RoundAct:
    """Another name; its runs stay with it.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        ValidationError: no name, the same one, a round of that name exists, or it is closed.
    """
    by = admit(actor, may_run(scopes(actor)))
    name = name.strip()
    with transaction.atomic():
        found = _locked(round)
        if found.closed:
            raise ValidationError("Đợt xét đã đóng: mở lại, ghi lý do, rồi mới đổi tên.")
        if not name:
            raise ValidationError("Ghi tên mới của đợt xét.")
        if any(other.called == name for other in Round.objects.filter(year=found.year)):
            raise ValidationError(f"Năm {found.year} đã có đợt xét tên “{name}”.")
        return _done(by, "eligibility.round_renamed", RoundAct(round=found, act=Act.RENAMED, name=name))


def close_round(*, actor: Account | Operator, round: Round) -> RoundAct:
    """No new runs are started in it. Those that are done stay to be read.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        ValidationError: closed already, or a run of it is at work.
    """
    by = admit(actor, may_run(scopes(actor)))
    with transaction.atomic():
        found = _locked(round)
        if found.closed:
            raise ValidationError("Đợt xét này đã đóng.")
        if any(run.open for run in found.runs.all()):
            raise ValidationError("Đợt này đang có lần xét chạy: chờ xong rồi đóng.")
        return _done(by, "eligibility.round_closed", RoundAct(round=found, act=Act.CLOSED))


def reopen_round(*, actor: Account | Operator, round: Round, why: str) -> RoundAct:
    """Runs may be started in it again.

    Raises:
        PermissionDenied: the actor may not judge the whole agency.
        ValidationError: no reason, or it is open.
    """
    by = admit(actor, may_run(scopes(actor)))
    if not why.strip():
        raise ValidationError("Ghi lý do mở lại đợt xét.")
    with transaction.atomic():
        found = _locked(round)
        if not found.closed:
            raise ValidationError("Đợt xét này đang mở.")
        return _done(
            by, "eligibility.round_reopened", RoundAct(round=found, act=Act.REOPENED, why=why.strip())
        )


def _locked(round: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round.pk)


def _done(by: Acting, verb: str, act: RoundAct) -> RoundAct:
    act.by_name = by.full_name[:200]
    act.full_clean()
    act.save()
    record(
        actor=by,
        verb=verb,
        subject=str(act.round),
        ref=f"round:{act.round.pk}",
        data=written((None, act)),
        why=act.why,
    )
    return act

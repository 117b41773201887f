"""Rounds of selection: opening, quotas, parameters, closing. Policy first, one transaction, journal last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import (
    Actor,
    change,
)
from vinhdanh.programmes.models import CommuneQuota, ReceiverQuota, RecruitmentRound
from vinhdanh.programmes.recruitment_parameters import read_parameters
from vinhdanh.programmes.recruitment_policies import may_run_round
from vinhdanh.programmes.recruitment_stages import SETTLED
from vinhdanh.programmes.recruitment_types import RoundState

CHANGEABLE = frozenset(
    {
        "name",
        "plan",
        "decision",
        "first",
        "handover",
        "quota",
        "quota_women",
        "retain_until",
        "retain_basis",
    }
)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiving unit as it is typed in."""

    code: str
    name: str
    number: int
    women: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A commune's part as it is typed in."""

    number: int
    women: int = 0
    hard_area: bool = False


def ref(round_: RecruitmentRound) -> str:
    """The round's name in the journal."""
    return f"recruitment:{round_.pk}"


def admit_round(actor: Actor) -> Acting:
    """Let pass who runs rounds.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    return admit(actor, may_run_round(scopes(actor)))


def refuse_shut(round_: RecruitmentRound) -> None:
    """Nothing is written in a round that is over.

    Raises:
        ValidationError: it is closed, or its files are erased.
    """
    # Asked of the database: the row in hand may be older than the closing.
    state = RecruitmentRound.objects.select_for_update().values_list("state", flat=True).get(pk=round_.pk)
    if state == RoundState.CLOSED:
        raise ValidationError(f"{round_.name} đã kết thúc. Mở lại đợt, ghi lý do, rồi mới sửa được.")
    if state == RoundState.ERASED:
        raise ValidationError(f"{round_.name} đã xóa hồ sơ cá nhân, chỉ còn số liệu, không sửa được nữa.")


def open_round(*, actor: Actor, parameters: str, **fields: Any) -> RecruitmentRound:
    """A new round.

    Args:
        parameters: TOML as ``recruitment_parameters`` reads it.
        fields: columns of ``RecruitmentRound``.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ParameterError: the parameters can't be read; every problem with its line.
        ValidationError: dates out of order, a name twice in a year, no basis for the retention.
    """
    by = admit_round(actor)
    read_parameters(parameters)
    found = RecruitmentRound(parameters=parameters, **fields)
    found.full_clean()
    with transaction.atomic():
        found.save()
        _record(by, "round_opened", found, written((None, found)))
    return found


def change_round(*, actor: Actor, round_: RecruitmentRound, **changes: Any) -> RecruitmentRound:
    """Mend what is said of a round.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: the round is over, nothing differs, or the result contradicts itself.
        ValueError: a column that is not changed so.
    """
    by = admit_round(actor)
    if changes.keys() - CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(changes.keys() - CHANGEABLE)}")
    with transaction.atomic():
        refuse_shut(round_)
        before = stored(round_)
        if not change(round_, changes):
            raise ValidationError("Không có gì thay đổi.")
        round_.full_clean()
        round_.save()
        _record(by, "round_changed", round_, written((before, round_)))
    return round_


def change_parameters(*, actor: Actor, round_: RecruitmentRound, text: str) -> RecruitmentRound:
    """Another text of parameters for the same round.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ParameterError: the text can't be read.
        ValidationError: the round is over, or the text is the same.
    """
    by = admit_round(actor)
    text = text.replace("\r\n", "\n").strip() + "\n"
    read_parameters(text)
    with transaction.atomic():
        refuse_shut(round_)
        before = stored(round_)
        if not change(round_, {"parameters": text}):
            raise ValidationError("Nội dung không khác thông số đang dùng.")
        round_.save()
        _record(by, "parameters_changed", round_, written((before, round_)))
    return round_


def set_receivers(*, actor: Actor, round_: RecruitmentRound, receivers: Sequence[Receiver]) -> None:
    """The whole list of receiving units with their numbers, in place of the one before.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: the round is over, a code twice, or a unit left out that candidates go to.
    """
    by = admit_round(actor)
    codes = [one.code for one in receivers]
    if len(set(codes)) < len(codes):
        raise ValidationError("Mỗi mã đơn vị nhận chỉ ghi một lần.")
    with transaction.atomic():
        refuse_shut(round_)
        known = {one.code: one for one in round_.receivers.all()}
        for code in known.keys() - set(codes):
            if known[code].candidates.exists():
                raise ValidationError(f"{known[code]} đã có công dân được gọi, không bỏ khỏi danh sách được.")
        pairs: list[tuple[ReceiverQuota | None, ReceiverQuota | None]] = []
        for one in receivers:
            row = known.get(one.code) or ReceiverQuota(round=round_, code=one.code)
            before = stored(row)
            change(row, {"name": one.name, "number": one.number, "women": one.women})
            row.full_clean()
            row.save()
            pairs.append((before, row))  # type: ignore[arg-type]
        gone = [known[code] for code in known.keys() - set(codes)]
        data = written(*pairs, *((one, None) for one in gone))
        round_.receivers.filter(pk__in=[one.pk for one in gone]).delete()
        _record(by, "receivers_set", round_, data)


def set_communes(*, actor: Actor, round_: RecruitmentRound, communes: Mapping[Unit, Share]) -> None:
    """The whole list of communes with their numbers, in place of the one before.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: the round is over, or a commune left out that has candidates.
    """
    by = admit_round(actor)
    with transaction.atomic():
        refuse_shut(round_)
        known = {one.unit_id: one for one in round_.communes.select_related("unit")}
        gone = [row for pk, row in known.items() if pk not in {unit.pk for unit in communes}]
        for row in gone:
            if row.filed:
                raise ValidationError(f"{row.unit} đã có công dân đăng ký, không bỏ khỏi danh sách được.")
        pairs: list[tuple[CommuneQuota | None, CommuneQuota | None]] = []
        for unit, share in communes.items():
            row = known.get(unit.pk) or CommuneQuota(round=round_, unit=unit)
            before = stored(row)
            asked = {"number": share.number, "women": share.women, "hard_area": share.hard_area}
            if change(row, asked) or before is None:
                row.full_clean()
                row.save()
                pairs.append((before, row))  # type: ignore[arg-type]
        data = written(*pairs, *((one, None) for one in gone))
        round_.communes.filter(pk__in=[one.pk for one in gone]).delete()
        _record(by, "communes_set", round_, data)


def close_round(*, actor: Actor, round_: RecruitmentRound) -> RecruitmentRound:
    """The round is over. Those in reserve are not called.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: it is over already, or candidates are still under way.
    """
    by = admit_round(actor)
    with transaction.atomic():
        refuse_shut(round_)
        waiting = round_.candidates.exclude(stage__in=SETTLED).count()
        if waiting:
            raise ValidationError(
                f"Còn {waiting} công dân chưa xong bước: ghi kết quả, tạm hoãn hoặc không đạt "
                "rồi kết thúc đợt."
            )
        return _turn(by, round_, RoundState.CLOSED, "round_closed")


def reopen_round(*, actor: Actor, round_: RecruitmentRound, ground: str) -> RecruitmentRound:
    """Write again in a round that was closed.

    Raises:
        PermissionDenied: the actor doesn't run rounds.
        ValidationError: no ground, or it is not closed.
    """
    by = admit_round(actor)
    if not ground.strip():
        raise ValidationError("Ghi lý do mở lại đợt.")
    with transaction.atomic():
        round_.refresh_from_db()
        if round_.state != RoundState.CLOSED:
            raise ValidationError(f"{round_.name} không ở trạng thái đã kết thúc nên không mở lại được.")
        return _turn(by, round_, RoundState.OPEN, "round_reopened", ground)


def _turn(
    by: Acting, round_: RecruitmentRound, state: RoundState, verb: str, why: str = ""
) -> RecruitmentRound:
    before = stored(round_)
    round_.state = state
    round_.save()
    _record(by, verb, round_, written((before, round_)), why)
    return round_


def _record(by: Acting, verb: str, round_: RecruitmentRound, data: Mapping[str, Any], why: str = "") -> None:
    record(
        actor=by, verb=f"recruitment.{verb}", subject=str(round_), ref=ref(round_), data=data, why=why.strip()
    )

"""Candidates' files. The journal keeps who did what to which file, never a value: entries stay for good.

For the same reason a ground stands in the file's own steps and not in the journal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import label_of
from vinhdanh.audit.selectors import history_of
from vinhdanh.audit.services import record
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import Actor, change
from vinhdanh.programmes.models import Candidate, CandidateStep, RecruitmentRound
from vinhdanh.programmes.recruitment_policies import may_move, may_open_files
from vinhdanh.programmes.recruitment_stages import MOVES, Move, after, refusal
from vinhdanh.programmes.recruitment_types import Measure, Removal, Stage
from vinhdanh.programmes.services.recruitment import ref, refuse_shut

PERSONAL = (
    "name",
    "born",
    "sex",
    "place",
    "ethnicity",
    "education",
    "studied",
    "height",
    "weight",
    "minority",
    "party",
    "deferred_for_study",
    "family",
    "health_note",
)
# What a first look can tell of somebody; the class of health is known after the examination.
FIRST_LOOK = frozenset({Measure.AGE, Measure.EDUCATION, Measure.HEIGHT, Measure.WEIGHT})


def candidate_ref(candidate: Candidate) -> str:
    """The file's name in the journal: nothing of the person."""
    return f"candidate:{candidate.round_id}/{candidate.code}"


def register_candidate(*, actor: Actor, round_: RecruitmentRound, unit: Unit, **fields: Any) -> Candidate:
    """A citizen who volunteers at his commune's police.

    Args:
        fields: columns named in ``PERSONAL``.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files.
        ValidationError: the round is over or has no files, the commune is not in it, or a column is wrong.
        ValueError: a column that registration doesn't write.
    """
    by = admit(actor, may_open_files(scopes(actor), unit.path))
    _refuse_unknown(fields)
    with transaction.atomic():
        refuse_shut(round_)
        if round_.by_totals:
            raise ValidationError(f"{round_.name} chỉ ghi số liệu tổng hợp, không lập hồ sơ từng người.")
        share = round_.communes.select_for_update().filter(unit=unit).first()
        if share is None:
            raise ValidationError(f"{unit} không có trong danh sách xã, phường của đợt.")
        share.filed += 1  # a code is never used twice: the journal knows people by nothing else
        share.save(update_fields=["filed"])
        code = f"{unit.code}-{share.filed:03}"
        candidate = Candidate(round=round_, unit=unit, code=code, **fields)
        candidate.folded = fold(candidate.name)
        candidate.full_clean()
        candidate.save()
        _record(by, "registered", candidate)
    return candidate


def change_candidate(*, actor: Actor, candidate: Candidate, **changes: Any) -> Candidate:
    """Mend a file. The journal names the columns, not what stands in them.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files.
        ValidationError: the round is over, nothing differs, or a column is wrong.
        ValueError: a column that is not changed so.
    """
    by = admit(actor, may_open_files(scopes(actor), candidate.unit.path))
    _refuse_unknown(changes)
    with transaction.atomic():
        refuse_shut(candidate.round)
        stored = Candidate.objects.get(pk=candidate.pk)
        if not change(candidate, changes):
            raise ValidationError("Không có gì thay đổi.")
        candidate.folded = fold(candidate.name)
        candidate.full_clean()
        candidate.save()
        differ = [
            label_of(field)
            for field in Candidate._meta.concrete_fields
            if field.name in changes and field.value_from_object(candidate) != field.value_from_object(stored)
        ]
        _record(by, "file_changed", candidate, {"columns": differ})
    return candidate


def move_candidate(
    *, actor: Actor, candidate: Candidate, move: str, ground: str = "", **asked: Any
) -> Candidate:
    """Say what the next step found, or what was decided.

    Args:
        move: a code of ``recruitment_stages.MOVES``.
        ground: needed where the move says so, and where the candidate lies outside the parameters.
        asked: the fields that the move asks for.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files, or the step is the province's.
        ValidationError: the move is not possible from here, or something that it needs is missing.
        KeyError: no such move.
    """
    found = MOVES[move]
    by = admit(actor, may_move(scopes(actor), candidate.unit.path, found.owner))
    with transaction.atomic():
        refuse_shut(candidate.round)
        candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
        state = candidate.state
        said = refusal(state, found)
        if said:
            raise ValidationError(said)
        _write_asked(candidate, found, asked)
        _require_ground(candidate, found, ground)
        reached = after(state, found)
        candidate.stage = reached.stage
        if found.step and found.result:
            setattr(candidate, found.step, found.result)
        candidate.full_clean()
        candidate.save()
        CandidateStep.objects.create(
            candidate=candidate,
            move=move,
            at=timezone.now(),
            by_name=by.full_name,
            ground=ground.strip(),
            came_from=state.stage,
        )
        _record(by, found.verb, candidate, {"move": move, "from": state.stage, "to": reached.stage})
    return candidate


def take_back(*, actor: Actor, candidate: Candidate, why: str) -> Candidate:
    """Undo the last step: the file is again where it was before.

    Raises:
        PermissionDenied: the actor may not say that step.
        ValidationError: no reason, no step to take back, or somebody replaces this candidate.
    """
    admit(actor, may_open_files(scopes(actor), candidate.unit.path))
    if not why.strip():
        raise ValidationError("Ghi lý do rút lại.")
    with transaction.atomic():
        refuse_shut(candidate.round)
        candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
        step = candidate.steps.filter(taken_back=None).last()
        if step is None:
            raise ValidationError("Hồ sơ chưa có bước nào để rút lại.")
        move = MOVES[step.move]
        by = admit(actor, may_move(scopes(actor), candidate.unit.path, move.owner))
        replacement = Candidate.objects.filter(replaces=candidate).first()
        if replacement is not None:
            raise ValidationError(f"Hồ sơ {replacement.code} đang bù đổi cho người này: rút bước đó trước.")
        left = candidate.stage
        candidate.stage = step.came_from
        for name in (move.step, *move.asks):
            if name:
                setattr(candidate, name, _column(name).get_default())
        candidate.full_clean()
        candidate.save()
        step.taken_back, step.taken_back_by = timezone.now(), by.full_name
        step.taken_back_why = why.strip()[:500]
        step.save()
        data = {"move": step.move, "from": left, "to": candidate.stage}
        _record(by, "taken_back", candidate, data)
    return candidate


def remove_candidate(*, actor: Actor, candidate: Candidate, reason: Removal) -> None:
    """Delete one file now. What is left is an entry that there was one.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files.
        ValidationError: the round is over, or the candidate has a decision.
    """
    by = admit(actor, may_open_files(scopes(actor), candidate.unit.path))
    with transaction.atomic():
        refuse_shut(candidate.round)
        if candidate.stage in (Stage.DECIDED, Stage.HANDED_OVER, Stage.RETURNED):
            raise ValidationError("Công dân đã có quyết định: hồ sơ giữ đến hết thời hạn lưu của đợt.")
        if Candidate.objects.filter(replaces=candidate).exists():
            raise ValidationError("Đã có người bù đổi cho công dân này: hồ sơ giữ đến hết thời hạn lưu.")
        _record(by, "file_removed", candidate, {"reason": reason.value})
        candidate.delete()


def note_opening(*, actor: Actor, candidate: Candidate) -> bool:
    """Write down that somebody reads a file, once an account and day; whether this was the first time today.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files.
    """
    by = admit(actor, may_open_files(scopes(actor), candidate.unit.path))
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    noted = history_of(candidate_ref(candidate)).filter(
        verb="recruitment.file_opened", account=by.username, at__gte=today
    )
    if noted.exists():
        return False
    with transaction.atomic():
        _record(by, "file_opened", candidate)
    return True


def note_steps_export(*, actor: Actor, round_: RecruitmentRound, candidates: Collection[Candidate]) -> None:
    """Write down that codes and steps left the program, without anything that tells who it is.

    Raises:
        PermissionDenied: the actor doesn't keep one of these files.
    """
    held = scopes(actor)
    paths = {one.unit.path for one in candidates}
    by = admit(actor, *(may_open_files(held, path) for path in sorted(paths) or ["/"]))
    record(
        actor=by,
        verb="recruitment.steps_exported",
        subject=str(round_),
        ref=ref(round_),
        data={"files": len(candidates)},
    )


def note_export(*, actor: Actor, round_: RecruitmentRound, unit: Unit | None, files: int, why: str) -> None:
    """Write down that files left the program with people's data in them, before they do.

    Args:
        unit: the commune; None for the whole round.
        files: how many.

    Raises:
        PermissionDenied: the actor doesn't keep these files.
        ValidationError: no reason.
    """
    path = unit.path if unit else "/"
    by = admit(actor, may_open_files(scopes(actor), path))
    if not why.strip():
        raise ValidationError("Ghi lý do xuất dữ liệu cá nhân.")
    record(
        actor=by,
        verb="recruitment.files_exported",
        subject=f"{round_}, {unit or 'mọi xã, phường'}",
        ref=ref(round_),
        data={"files": files},
        why=why.strip(),
    )


def _refuse_unknown(fields: Mapping[str, Any]) -> None:
    unknown = fields.keys() - set(PERSONAL)
    if unknown:
        raise ValueError(f"not a column of the file: {sorted(unknown)}")


def _write_asked(candidate: Candidate, move: Move, asked: Mapping[str, Any]) -> None:
    if asked.keys() - set(move.asks):
        raise ValueError(f"{move.code} does not ask for {sorted(asked.keys() - set(move.asks))}")
    missing = [name for name in move.asks if asked.get(name) in (None, "")]
    if missing:
        raise ValidationError({name: [f"Ghi {label_of(_column(name)).lower()}."] for name in missing})
    change(candidate, asked)
    if candidate.receiver and candidate.receiver.round_id != candidate.round_id:
        raise ValidationError({"receiver": ["Đơn vị nhận này không có trong đợt."]})
    left = candidate.replaces if "replaces" in asked else None
    if left is not None and not may_be_replaced(left, candidate):
        raise ValidationError(
            {"replaces": ["Chỉ bù đổi cho người bị loại trả, hoặc thôi gọi sau khi có quyết định, cùng đợt."]}
        )


def may_be_replaced(left: Candidate, by: Candidate) -> bool:
    """Whether somebody left a place: returned, or cancelled after a decision."""
    cancelled = left.stage == Stage.FAILED and bool(left.decision_no)
    return left.round_id == by.round_id and (left.stage == Stage.RETURNED or cancelled)


def _require_ground(candidate: Candidate, move: Move, ground: str) -> None:
    if move.ground and not ground.strip():
        raise ValidationError({"ground": [f"{move.label}: ghi lý do, căn cứ."]})
    if not move.checks or ground.strip():
        return
    measures = FIRST_LOOK if move.step == "screening" else None
    outside = [one.sentence for one in candidate.outcomes(measures) if one.inside is False]
    if outside:
        raise ValidationError(
            {"ground": [*outside, "Người có thẩm quyền quyết định: vẫn ghi đạt thì nêu lý do, căn cứ."]}
        )


def _column(name: str) -> models.Field[Any, Any]:
    found = Candidate._meta.get_field(name)
    assert isinstance(found, models.Field)
    return found


def _record(by: Acting, verb: str, candidate: Candidate, data: Mapping[str, Any] | None = None) -> None:
    record(
        actor=by,
        verb=f"recruitment.{verb}",
        subject=f"Hồ sơ {candidate.code}, {candidate.round}",
        ref=candidate_ref(candidate),
        data=data,
    )

"""From twelve months to the year on record: the machine proposes, people decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import Unassessed
from vinhdanh.people.classing.scale import DEFERRED
from vinhdanh.people.classing_telling import tell_year
from vinhdanh.people.classing_year import LEVEL_OF, OUTCOMES, YearLine, YearView, year_view
from vinhdanh.people.models import ScaleText, Unit, YearDraft
from vinhdanh.people.policies import may_class, may_edit
from vinhdanh.people.services.classing import keep
from vinhdanh.people.services.writing import Actor, column, is_own
from vinhdanh.people.services.years import rate_year

WHY = "Chốt xếp loại năm từ bảng phân loại tháng"


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decide about one year: a code of ``OUTCOMES``, empty for «not yet»."""

    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a year did."""

    written: int  # ratings added or corrected
    same: int  # on record already
    deferred: int
    own: tuple[str, ...]  # lines that somebody else must accept


def draft_year(
    *, actor: Actor, unit: Unit, year: int, decisions: Mapping[str, Decision], accept_proposals: bool = False
) -> YearView:
    """Save what was decided so far, beside what the machine proposes now.

    Args:
        decisions: by số hiệu or unit code; who isn't named keeps his.
        accept_proposals: everybody without a decision gets what is proposed, where it can be said.

    Raises:
        PermissionDenied: the actor may not class in the unit, or decides about himself.
        ValidationError: an outcome that does not exist, or one that differs from the proposal without a
            reason; as messages by số hiệu or unit code.
    """
    by = admit(actor, may_class(scopes(actor), unit.path))
    with transaction.atomic():
        view = year_view(unit, year)
        if view.rules is None:
            raise ValidationError(f"Chưa có quy chế phân loại nào áp dụng cho cán bộ của {unit}.")
        changes = _decide(actor, view, decisions, accept_proposals)
        kept = keep(by, view.rules)
        drafts = [_drafted(actor, unit, kept, line, year) for line in view.lines]
        new = [draft for draft in drafts if draft._state.adding]
        old = [draft for draft in drafts if not draft._state.adding]
        YearDraft.objects.bulk_create(new)
        YearDraft.objects.bulk_update(old, ["sheet_unit", "scale", "proposed", "decided", "reason"])
        record(
            actor=by,
            verb="classing.year_drafted",
            subject=f"{unit}, năm {year}",
            ref=f"year:{year}/{unit.code}",
            data={"scale": kept.digest, "decided": changes},
        )
    return view


def _drafted(actor: Actor, unit: Unit, kept: ScaleText, line: YearLine, year: int) -> YearDraft:
    """The line's draft with what it is now, not saved yet."""
    draft = line.draft or YearDraft(**column(line.subject), year=year)
    draft.sheet_unit, draft.scale = unit, kept
    draft.decided, draft.reason = line.decided, line.reason
    if not is_own(actor, line.subject):  # what somebody may not decide about himself he may not disturb
        draft.proposed = line.proposal.outcome
    return draft


def _decide(
    actor: Actor, view: YearView, decisions: Mapping[str, Decision], accept_proposals: bool
) -> dict[str, Any]:
    lines = {line.id: line for line in view.lines}
    wrong: dict[str, list[str]] = {
        id: [f"{id} không có trong danh sách năm {view.year} của {view.unit}."]
        for id in decisions.keys() - lines.keys()
    }
    changes: dict[str, Any] = {}
    for id, line in lines.items():
        decision = decisions.get(id)
        outcome, reason = (
            (line.decided, line.reason) if decision is None else (decision.outcome, decision.reason.strip())
        )
        own = is_own(actor, line.subject)
        if accept_proposals and not outcome and not own:
            outcome = line.proposal.outcome
        changed = (outcome, reason) != (line.decided, line.reason)
        if own and changed:
            raise PermissionDenied(
                "Đồng chí không tự xếp loại mình: đề nghị thủ trưởng hoặc cán bộ tổng hợp khác ghi dòng này."
            )
        if outcome and outcome not in OUTCOMES:
            wrong[id] = [f"“{outcome}” không phải mức xếp loại năm."]
        elif (
            outcome and outcome != line.proposal.outcome and not reason and not own and _asks_why(view, line)
        ):
            wrong[id] = [_why_reason(line)]
        elif changed:
            changes[id] = [line.decided, outcome, reason]
            line.decided, line.reason = outcome, reason
    if wrong:
        raise ValidationError(wrong)
    return changes


def _asks_why(view: YearView, line: YearLine) -> bool:
    """Where months make the year, any other outcome wants a reason; elsewhere people simply decide."""
    return bool(line.proposal.outcome or (view.scale and view.scale.monthly))


def _why_reason(line: YearLine) -> str:
    if line.proposal.outcome:
        return f"Khác đề xuất ({OUTCOMES[line.proposal.outcome].lower()}): ghi lý do."
    return "Máy chưa đủ căn cứ đề xuất: ghi căn cứ của kết luận."


def accept_year(*, actor: Actor, unit: Unit, year: int, remark: str = "") -> Accepted:
    """Write the decisions of a unit's year as ratings. A deferred one stays a draft.

    Nobody accepts his own line: it is left, and named.

    Raises:
        PermissionDenied: the actor may not edit in the unit.
        ValidationError: somebody is not decided, or the quota is exceeded and not explained.
    """
    by = admit(actor, may_edit(scopes(actor), unit.path))
    with transaction.atomic():
        view = year_view(unit, year)
        _refuse_unready(actor, view, remark)
        now, written, same, deferred, own = timezone.now(), 0, 0, 0, []
        for line in view.lines:
            draft = line.draft
            if draft is None:
                continue  # his own line, not decided yet
            if is_own(actor, line.subject):
                own.append(line.id)
                continue
            if line.decided == DEFERRED:
                deferred += 1
                continue
            if line.decided == line.recorded:
                same += 1
            else:
                level = LEVEL_OF.get(line.decided)
                rate_year(
                    actor=actor,
                    subject=line.subject,
                    year=year,
                    level=level,
                    unassessed=Unassessed(line.decided) if level is None else None,
                    why=line.reason or WHY,
                )
                written += 1
            draft.accepted, draft.accepted_by = now, by.full_name
            draft.save(update_fields=["accepted", "accepted_by"])
        done = Accepted(written, same, deferred, tuple(own))
        record(
            actor=by,
            verb="classing.year_accepted",
            subject=f"{unit}, năm {year}",
            ref=f"year:{year}/{unit.code}",
            data={"written": written, "same": same, "deferred": deferred, "left": own},
            why=remark,
        )
    return done


def _refuse_unready(actor: Actor, view: YearView, remark: str) -> None:
    wrong: dict[str, list[str]] = {
        line.id: ["Chưa kết luận."]
        for line in view.lines
        if not line.decided and not is_own(actor, line.subject)
    }
    quota = view.scale.year.quota if view.scale else None
    over = [one.title for one in tell_year(view) if not one.fits and not one.needs_class]
    if quota is not None and over and not (quota.exceeding == "explain" and remark.strip()):
        wrong[NON_FIELD_ERRORS] = [
            f"{', '.join(over)} vượt hạn mức năm: hạ người nêu ở bảng hạn mức rồi chốt lại."
        ]
    if wrong:
        raise ValidationError(wrong)

"""A unit's list: who comes in, who is left out and why, in which order; and moving many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import stored
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.services import register_proposed
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.models import Proposal, ProposalReminder, ReviewRound
from vinhdanh.dossiers.policies.parts import may_explain
from vinhdanh.dossiers.policies.proposals import may_write_dossier
from vinhdanh.dossiers.policies.rounds import may_order, may_run_round
from vinhdanh.dossiers.selectors.listing import judged, merit_of, results_for, suggested_order
from vinhdanh.dossiers.services.adding import add_proposal
from vinhdanh.dossiers.services.moving import move
from vinhdanh.dossiers.services.parts import save_part
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import ENDS, Stage
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Household, Person, Unit
from vinhdanh.people.selectors import current_posts, subjects_named

# So many are judged by one reading of the records: each moves in a transaction of its own, and what is
# written meanwhile should not be missed for long.
TOGETHER = 100


@dataclass(slots=True)
class Outcome:
    """What of an act on many was done, and what was refused: a name and the sentence for each."""

    done: list[Proposal] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def sentences(error: ValidationError | PermissionDenied) -> str:
    """A refusal in one line."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def list_proposals(
    *,
    actor: Actor,
    round: ReviewRound,
    unit: Unit,
    honour: str,
    subjects: Sequence[str],
    why: str = "",
    leaving: bool = False,
    achievement: str = "",
) -> Outcome:
    """Put subjects into a unit's list for one honour, each with the verdict and the line it rests on.

    Each is an act of its own: who can't come in is told with the reason, the others come in.

    Args:
        subjects: số hiệu, codes of units or households.
        why: for whom the system did not propose, or who is one step short; without it they are refused.
        leaving: they are put in only to be left out with a reason in the same act.
        achievement: what they did; it becomes the summary of each dossier.
    """
    results, found = results_for(round), subjects_named(list(subjects))
    posts = current_posts([one for one in found.values() if isinstance(one, Person)])
    outcome = Outcome()
    for code in dict.fromkeys(subjects):
        subject = found.get(code)
        if subject is None:
            outcome.refused.append((code, "Không có số hiệu, mã này."))
            continue
        answer = judged(results, code, honour, merit_of(round)) if results else None
        offered = answer is not None and answer.offered
        unasked = not offered or (answer is not None and answer.verdict == Verdict.UNMET and not leaving)
        if unasked and not why.strip():
            verdict = answer.verdict.label.lower() if answer else "chưa xét"
            said = f"Kết quả xét {honour_name(honour)} là {verdict}: ghi lý do nếu vẫn đưa vào."
            outcome.refused.append((str(subject), said))
            continue
        try:
            with transaction.atomic():
                made = add_proposal(
                    actor=actor,
                    round=round,
                    subject=subject,
                    honour=honour,
                    unit=unit,
                    place=_place(subject, unit, posts[subject.pk].unit if subject.pk in posts else None),
                    line=answer.line if answer else "",
                    origin=Origin.LISTED if offered else Origin.ADDED,
                    verdict=int(answer.verdict) if answer else None,
                    added_why=why if unasked else "",
                    achievement=achievement,
                )
                if achievement:
                    text = {"text": achievement}
                    save_part(actor=actor, proposal=made, part=PartKind.SUMMARY, content=text)
        except (ValidationError, PermissionDenied) as error:
            outcome.refused.append((str(subject), sentences(error)))
        else:
            outcome.done.append(made)
    return outcome


def list_outsider(
    *,
    actor: Actor,
    round: ReviewRound,
    unit: Unit,
    honour: str,
    name: str,
    whereabouts: str,
    why: str,
) -> Proposal:
    """Put somebody from outside into a unit's list, registered by name and whereabouts in the same act.

    Whoever may propose for the unit may; whoever is registered by that name and whereabouts is not twice.

    Raises:
        PermissionDenied: the actor proposes nothing for the unit.
        ValidationError: name, whereabouts or reason is missing, or as ``add_proposal``.
    """
    missing = {
        field: said
        for field, text, said in (
            ("name", name, "Ghi họ và tên."),
            ("whereabouts", whereabouts, "Ghi nơi công tác hoặc nơi ở, để không lẫn người cùng tên."),
            ("why", why, "Ghi lý do đưa vào: bộ quy tắc không xét người ngoài cơ quan."),
        )
        if not text.strip()
    }
    if missing:
        raise ValidationError(missing)
    by = admit(actor, may_write_dossier(scopes(actor), Stage.DRAFT, place=unit.path, unit=unit.path))
    with transaction.atomic():
        subject = register_proposed(by=by, name=name, whereabouts=whereabouts)
        return add_proposal(
            actor=actor,
            round=round,
            subject=subject,
            honour=honour,
            unit=unit,
            place=unit,
            origin=Origin.ADDED,
            added_why=why,
        )


def explain(*, actor: Actor, proposal: Proposal, why: str) -> Proposal:
    """Say why the unit proposes somebody all the same whom the rules do not favour.

    Raises:
        PermissionDenied: the actor doesn't write in the dossier, or it is about himself.
        ValidationError: the reason is missing, the unit no longer has it in hand, or the round isn't open.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do vẫn đề nghị."})
    with transaction.atomic():
        row = locked(proposal)
        by = admit(
            actor,
            may_explain(
                scopes_about(actor, row.subject),
                Stage(row.stage),
                place=row.place.path,
                unit=row.unit.path,
                own=is_own(actor, row.subject),
            ),
        )
        if row.round.state != RoundState.OPEN:
            raise ValidationError(f"{row.round} {row.round.get_state_display().lower()}: chỉ xem.")
        before = stored(row)
        row.added_why = why.strip()
        row.full_clean()
        row.save(update_fields=["added_why"])
        write_down(by, row, "proposal_explained", (before, row), why=row.added_why)
    return row


def _place(subject: Person | Unit | Household, unit: Unit, serving: Unit | None) -> Unit:
    """The subject's own team; outside the unit it is refused where the proposal is made."""
    if isinstance(subject, Unit):
        return subject
    place = subject.unit if isinstance(subject, Household) else serving
    if place is None:
        raise ValidationError(f"{subject} không công tác ở đơn vị nào: ghi chức vụ, đơn vị trước.")
    if not place.path.startswith(unit.path):
        raise ValidationError(f"{subject} thuộc {place}, không thuộc {unit}.")
    return place


def pass_over(
    *, actor: Actor, round: ReviewRound, unit: Unit, honour: str, subjects: Sequence[str], why: str
) -> Outcome:
    """Write down why somebody whom the rules favour is not in the list: proposed and left out in one act.

    Raises:
        ValidationError: the reason is missing.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do không đưa vào danh sách."})
    outcome, found = Outcome(), subjects_named(list(subjects))
    for code in dict.fromkeys(subjects):
        try:
            with transaction.atomic():
                one = list_proposals(
                    actor=actor, round=round, unit=unit, honour=honour, subjects=[code], leaving=True
                )
                outcome.refused += one.refused
                outcome.done += [move(actor=actor, proposal=row, verb="drop", why=why) for row in one.done]
        except (ValidationError, PermissionDenied) as error:
            outcome.refused.append((str(found.get(code, code)), sentences(error)))
    return outcome


def move_many(
    *,
    actor: Actor,
    proposals: Sequence[Proposal],
    verb: str,
    why: str = "",
    seen: dict[int, str] | None = None,
) -> Outcome:
    """Make the same move with many; each for itself, so that what can move does and the rest is told.

    Args:
        seen: the stage in which the actor saw each, by key.
    """
    outcome = Outcome()
    for first in range(0, len(proposals), TOGETHER):
        some = proposals[first : first + TOGETHER]
        with sharing(some):
            for row in some:
                try:
                    stage = (seen or {}).get(row.pk)
                    outcome.done.append(move(actor=actor, proposal=row, verb=verb, why=why, seen=stage))
                except (ValidationError, PermissionDenied) as error:
                    outcome.refused.append((str(row.subject), sentences(error)))
    return outcome


def remind(*, actor: Actor, proposals: Sequence[Proposal]) -> Outcome:
    """Remind whoever keeps the proposals; they see it beside what waits for them. All of it is one act.

    Raises:
        PermissionDenied: the actor does not run the round of one of them.
    """
    outcome = Outcome()
    now = timezone.now()
    with transaction.atomic():
        for row in proposals:
            agency, seen_from = row.round.unit.path, [row.place.path, row.unit.path]
            by = admit(actor, may_run_round(scopes(actor), agency, seen_from=seen_from))
            if row.stage in ENDS or row.round.state != RoundState.OPEN:
                said = f"{row.get_stage_display()}: không còn ai phải làm."
                outcome.refused.append((str(row.subject), said))
                continue
            told = ProposalReminder.objects.create(
                proposal=row, stage=row.stage, at=now, by_name=by.full_name[:200]
            )
            write_down(by, row, "proposals_reminded", (None, told))
            outcome.done.append(row)
    return outcome


# ---- order ------------------------------------------------------------------------------------------


def reorder(*, actor: Actor, proposal: Proposal, up: bool) -> None:
    """Move a proposal one place up or down among the unit's for the same honour; the end stays the end.

    Raises:
        PermissionDenied: the actor does not propose for the unit, or stands in the list himself.
        ValidationError: the round is not open, or it is no longer the unit's to order.
    """
    with transaction.atomic():
        rows = _ordered(proposal.round, proposal.unit, proposal.honour)
        keys = [row.pk for row in rows]
        if proposal.pk not in keys:
            raise ValidationError("Đề nghị này không còn trong danh sách để xếp thứ tự: tải lại trang.")
        at = keys.index(proposal.pk)
        to = max(at - 1, 0) if up else min(at + 1, len(keys) - 1)
        rows.insert(to, rows.pop(at))
        _write_order(actor, rows, rows[to])


def order_as_suggested(*, actor: Actor, round: ReviewRound, unit: Unit, honour: str) -> int:
    """Order a unit's list for an honour as the law would have equals ordered. How many changed place.

    Raises:
        PermissionDenied: the actor does not propose for the unit, or stands in the list himself.
        ValidationError: the round is not open, or nothing is left to order.
    """
    with transaction.atomic():
        rows = _ordered(round, unit, honour)
        if not rows:
            raise ValidationError("Không còn đề nghị nào ở đơn vị để xếp thứ tự.")
        wanted = suggested_order(rows)
        return _write_order(actor, wanted, wanted[0])


def _ordered(round: ReviewRound, unit: Unit, honour: str) -> list[Proposal]:
    """What the unit still has in hand, in its order, held until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(
        round=round, unit=unit, honour=honour, stage__in=[Stage.DRAFT, Stage.UNIT]
    )
    return list(rows.order_by("position", "pk"))


def _write_order(actor: Actor, rows: Sequence[Proposal], about: Proposal) -> int:
    """Positions from 1 on, in the given order; who stands where, in the journal."""
    own = any(is_own(actor, row.subject) for row in rows)
    by = admit(actor, may_order(scopes_about(actor, about.subject), about.unit.path, own=own))
    if about.round.state != RoundState.OPEN:
        raise ValidationError(f"{about.round} không mở: không xếp thứ tự được.")
    changed = []
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place
            changed.append(row)
    Proposal.objects.bulk_update(changed, ["position"])
    if changed:
        order = [row.code for row in rows]
        write_down(by, about, "proposals_ordered", data={"honour": about.honour, "order": order})
    return len(changed)

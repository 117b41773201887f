"""What the authority above decided: honours into the register, proposals to their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.catalogue import catalogue, honour_name
from vinhdanh.awards.models import Decision
from vinhdanh.awards.services import Entry, record_signed, record_signed_decision
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.decisions.models.submissions import Submission, SubmissionEvent, SubmissionLine
from vinhdanh.decisions.policies.submissions import may_write_submission
from vinhdanh.decisions.selectors.submissions import next_due, seen_from, still_asked
from vinhdanh.decisions.services.submission_events import (
    happened,
    journal,
    locked,
    refuse_day,
)
from vinhdanh.decisions.types.submissions import ABOVE, EventKind, LineResult, Payer, SubmissionState
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.facts import Merit

VERBS: Mapping[LineResult, str] = {
    LineResult.GIVEN: "outcome_given",
    LineResult.REFUSED: "outcome_refused",
    LineResult.RETURNED: "outcome_returned",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the authority above said of one line.

    ``honour`` is what was given, where it is another than what was asked for; ``money`` None takes the law's
    amount, another amount needs its ground.
    """

    result: LineResult
    honour: str = ""
    why: str = ""
    money: int | None = None
    money_ground: str = ""


def record_outcome(
    *,
    actor: Actor,
    submission: Submission,
    on: date,
    told: Mapping[int, Told],
    authority: str = "",
    number: str = "",
    decided: date | None = None,
    document: str = "",
    note: str = "",
    payer: Payer | str = "",
    despite: str = "",
) -> SubmissionEvent:
    """Write down what came from above, for some lines or all: given, refused, returned.

    Everything in one act: the decision and its grants enter the register, every proposal moves to its end,
    the submission is done when no line waits any more.

    Args:
        on: the day on which it was received.
        told: by key of ``SubmissionLine``; lines not named go on waiting.
        authority, number, decided: of the decision above, where something was given.
        document: of the answer, where nothing was; where the decision's paper is kept, where something was.
        payer: who pays the reward money, where something was given.
        despite: the ground for grants that something in the register speaks against.

    Raises:
        PermissionDenied: the actor records no outcomes for the agency, or a line is about himself.
        Doubtful: something in the register speaks against a grant and no ground was given.
        ValidationError: nothing was told, a line has its outcome already or its proposal isn't above, or
            something of the decision is missing; the message says what.
    """
    with transaction.atomic():
        row = locked(submission)
        by = admit(actor, may_write_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
        lines = _waiting(row, told)
        refuse_day(row, on)
        given = [line for line in lines if told[line.pk].result is LineResult.GIVEN]
        decision = _decision(by, given, on, authority, number, decided, document, payer)
        before = stored(row)
        holder = row.unit.name if len(lines) == row.lines.waiting().count() else row.holder
        event = happened(
            by,
            row,
            EventKind.OUTCOME,
            on,
            holder,
            decision=decision,
            document=document,
            note=note,
        )
        # The proposals end first: what they rest on is looked at before the register has the new honours.
        for line in lines:
            move(
                actor=actor,
                proposal=line.proposal,
                verb=VERBS[told[line.pk].result],
                only="decisions",
                seen=Stage.SENT_UP,
                why=_words(line.proposal, told[line.pk], decision),
                data={"submission": row.pk},
            )
        entries = [_entry(line, told[line.pk], despite) for line in given]
        grants = record_signed(by=by, decision=decision, entries=entries) if decision else []
        made = dict(zip((line.pk for line in given), grants, strict=True))
        pairs: list[Pair] = []
        for line in lines:
            one, was = told[line.pk], stored(line)
            line.result, line.why, line.event = one.result, one.why.strip(), event
            line.grant = made.get(line.pk)
            line.given = line.grant.honour if line.grant else ""
            line.payer = payer if line.grant else ""
            line.full_clean()
            line.save()
            pairs.append((was, line))
        if not still_asked(row):
            row.state, row.holder = SubmissionState.DONE, row.unit.name
        row.due, row.due_what = next_due(row)
        row.save()
        journal(by, row, "submission_outcome", (before, row), (None, event), *pairs, why=note.strip())
    return event


def _waiting(row: Submission, told: Mapping[int, Told]) -> list[SubmissionLine]:
    """The lines told about, held until the transaction ends.

    Raises:
        ValidationError: none, or one that waits for nothing, or a refusal without its reason.
    """
    if row.state not in ABOVE:
        raise ValidationError(
            f"Không ghi được kết quả: tờ trình đang ở bước “{row.get_state_display()}”. Tải lại trang để xem."
        )
    if not told:
        raise ValidationError("Chọn kết quả cho ít nhất một dòng.")
    lines = list(
        row.lines.select_for_update(of=("self",))
        .filter(pk__in=told)
        .select_related(
            "proposal__round",
            *(f"proposal__{name}" for name in ("person", "collective", "household", "outsider")),
            "proposal__unit",
            "proposal__place",
        )
    )
    if len(lines) != len(told):
        raise ValidationError("Có dòng không còn trong tờ trình này: tải lại trang.")
    for line in lines:
        if line.result:
            raise ValidationError(
                f"{line.proposal.code} ({line.proposal.subject}) vừa được ghi kết quả "
                f"“{line.get_result_display()}”. Tải lại trang để xem."
            )
        if told[line.pk].result is not LineResult.GIVEN and not told[line.pk].why.strip():
            raise ValidationError({"why": f"Ghi lý do: {line.proposal.code} ({line.proposal.subject})."})
    return lines


def _decision(
    by: Acting,
    given: Sequence[SubmissionLine],
    on: date,
    authority: str,
    number: str,
    decided: date | None,
    document: str,
    payer: str,
) -> Decision | None:
    """The paper by which the honours were given: taken up where the register has it; None where none were."""
    if not given:
        return None
    missing = {
        "authority": (authority, "Ghi người quyết định, ví dụ Bộ trưởng Bộ Công an."),
        "number": (number, "Ghi số quyết định của cấp trên."),
        "decided": (decided, "Ghi ngày quyết định."),
        "payer": (payer in Payer.values, "Chọn nơi chi tiền thưởng."),
    }
    if problems := {field: said for field, (value, said) in missing.items() if not value}:
        raise ValidationError(problems)
    assert decided is not None
    if decided > on:
        raise ValidationError(
            {"decided": f"Quyết định ngày {decided:%d/%m/%Y}, sau ngày nhận: xem lại ngày."}
        )
    known = decision_named(authority, number, decided)
    if known is not None and known.decided == decided:
        return known
    return record_signed_decision(
        by=by, authority=authority, number=number, decided=decided, document=document
    )


def _entry(line: SubmissionLine, told: Told, despite: str) -> Entry:
    """The line as the register takes it: what was given, not what was asked for."""
    asked: Proposal = line.proposal
    honour = told.honour or asked.honour
    if honour not in catalogue():
        raise ValidationError({"honour": f"“{honour}” không có trong danh mục: chọn lại."})
    return Entry(
        recipient=asked.subject,
        honour=honour,
        year=asked.year,
        first_year=asked.given_from,
        merit=Merit(asked.merit),
        level=asked.level if honour == asked.honour else "",
        works=tuple(asked.works.all()),
        achievement=asked.achievement,
        money=told.money,
        money_ground=told.money_ground.strip(),
        place=asked.place,
        despite=despite.strip(),
    )


def _words(asked: Proposal, told: Told, decision: Decision | None) -> str:
    """What the proposal's own history says of the outcome."""
    why = told.why.strip()
    if decision is None or told.result is not LineResult.GIVEN:
        return why
    given = told.honour or asked.honour
    said = f"{honour_name(given)} theo {decision} của {decision.authority}"
    if given != asked.honour:
        said += f" (đề nghị {honour_name(asked.honour)})"
    return f"{said}. {why}" if why else said

"""Signing: the decision, the honours in the register, the ends of the proposals, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import lenders_to, scopes
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import Doubtful, Entry, record_signed, record_signed_decision
from vinhdanh.awards.services.proofs import prepare
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.obstacles import obstacles_of
from vinhdanh.decisions.selectors.payments import LineMoney, forecast
from vinhdanh.decisions.services.drafting import locked, put_state, refuse_state, write_down
from vinhdanh.decisions.services.drafts import order_lines
from vinhdanh.decisions.services.numbers import give_up, number_text, take_number
from vinhdanh.decisions.types.drafts import DraftState, NumberState
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    save_columns,
    scopes_about,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.selectors.runs import latest
from vinhdanh.eligibility.services import RunOpen, start_run
from vinhdanh.eligibility.services.running import Asked
from vinhdanh.engine.facts import Merit

log = logging.getLogger(__name__)

ROOM = "decisions"
NAMED = 12  # obstacles that a refusal names; more are counted


def sign(
    *,
    actor: Actor,
    draft: DecisionDraft,
    day: date,
    number: int | None = None,
    signer: str = "",
    signer_post: str = "",
    capacity: str = "",
    document: str = "",
) -> DecisionDraft:
    """Sign a decision: all of it takes effect, or nothing. What was signed is only undone by another act.

    Args:
        day: the day on the paper; its law and base salary apply.
        number: the number of the office's book; by default the one that is held, or the next.
        capacity: of ``Signing``; by default the draft's.
        document: where the signed paper is kept.

    Raises:
        PermissionDenied: the actor doesn't sign there, or the list holds himself or who lent him the right.
        ValidationError: it does not wait for a signature, the number is taken, the day has not come, or
            something in the list stands in the way; the message names each.
    """
    by = admit(actor, may_sign(scopes(actor), draft.unit.path))
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "ký")
        lines = list(lines_of(row))
        admit(actor, may_sign(scopes(actor), row.unit.path, own=own_lines(actor, row, lines)))
        if day > timezone.localdate():
            raise ValidationError({"day": f"Ngày {day:%d/%m/%Y} chưa tới: xem lại ngày ký."})
        before = stored(row)
        row.dated = day
        _take_number(by, row, number)
        assert row.number is not None
        for line in lines:
            line.draft = row
        money = forecast(row, lines)
        with sharing(line.proposal for line in lines):
            _refuse_obstacles(row, lines, money)
            decision = record_signed_decision(
                by=by,
                authority=row.authority.name,
                number=row.number.text,
                decided=day,
                document=document,
            )
            row.decision, row.document = decision, document.strip()
            row.signer = signer.strip() or row.signer or by.full_name
            row.signer_post = signer_post.strip() or row.signer_post
            row.capacity = capacity or row.capacity
            # The proposals end first: what they rest on is looked at before the register has the new honours.
            for line in lines:
                move(
                    actor=actor,
                    proposal=line.proposal,
                    verb="sign",
                    only=ROOM,
                    seen=Stage.SIGNING,
                    data={"decision": decision.pk},
                )
        pairs: list[Pair] = []
        for line in lines:
            old = copy(line)
            [line.grant] = _granted(by, line, money[line.pk])
            line.money = line.grant.money
            line.payer, line.fund = row.authority.payer, row.authority.fund
            save_columns(line, "grant", "money", "payer", "fund")
            pairs.append((old, line))
        prepare(by=by, grants=[line.grant for line in lines if line.grant])
        old_number = stored(row.number)
        row.number.state = NumberState.USED
        row.number.save()
        put_state(row, by, DraftState.SIGNED)
        row.full_clean()
        row.save()
        write_down(by, row, "draft_signed", (before, row), (old_number, row.number), *pairs)
    return row


def own_lines(actor: Actor, draft: DecisionDraft, lines: Sequence[DraftLine]) -> list[str]:
    """Names of the list for whom the actor may not sign: himself, and who lent him the right."""
    lenders = lenders_to(actor)
    found = []
    for line in lines:
        subject, person = line.proposal.subject, line.proposal.person
        lent = person is not None and person.number in lenders
        if is_own(actor, subject) or (lent and not may_sign(scopes_about(actor, subject), draft.unit.path)):
            found.append(str(subject))
    return list(dict.fromkeys(found))


def _take_number(by: Acting, row: DecisionDraft, number: int | None) -> None:
    """The number under which it is signed; one that was held and isn't used is given up.

    Raises:
        ValidationError: it is taken.
    """
    held = row.number
    if held is not None and held.year == row.dated.year and number in (None, held.n):
        return
    row.number = take_number(by, row.authority, row.dated.year, number)
    if held is not None:
        row.save(update_fields=["number"])
        give_up(by, held, f"Quyết định ký số {number_text(row.authority, row.number.n)}")


def _refuse_obstacles(row: DecisionDraft, lines: Sequence[DraftLine], money: dict[int, LineMoney]) -> None:
    """Raises: ValidationError, naming every line that can't be signed as it is."""
    names = {line.pk: f"{line.position}. {line.proposal.subject}: " for line in lines}
    found = [
        f"{names[one.line] if one.line else ''}{one.text}"
        for one in obstacles_of(row, lines, money)
        if one.stops
    ]
    if found:
        more = [f"và {len(found) - NAMED} điểm khác."] if len(found) > NAMED else []
        raise ValidationError([*found[:NAMED], *more])


def _granted(by: Acting, line: DraftLine, money: LineMoney) -> list[Grant]:
    """The honour of a line in the register.

    Raises:
        ValidationError: something speaks against it that nobody gave a ground for.
    """
    one = line.proposal
    assert line.draft.decision is not None
    ground = line.money_ground
    if money.own is None and money.amount == 0:
        ground = f"{money.law.note} ({money.law.citation})"
    entry = Entry(
        one.subject,
        one.honour,
        one.year,
        one.given_from,
        Merit(one.merit),
        one.level,
        tuple(one.works.all()),
        one.achievement,
        money.amount,
        ground[:300],
        line.artefact,
        place=one.place,
        despite=line.despite,
    )
    try:
        return record_signed(by=by, decision=line.draft.decision, entries=[entry])
    except Doubtful as doubtful:
        raise ValidationError([f"{one.subject}: {doubt.text}" for doubt in doubtful.doubts]) from doubtful


def refuse_line(*, actor: Actor, line: DraftLine, why: str) -> None:
    """The signer does not choose somebody of the list: the proposal ends, the others go on.

    Raises:
        PermissionDenied: the actor doesn't sign there, or it is about himself.
        ValidationError: it does not wait for a signature, or the reason is missing.
    """
    own = own_lines(actor, line.draft, [line])
    by = admit(actor, may_sign(scopes(actor), line.draft.unit.path, own=own))
    with transaction.atomic():
        row = locked(line.draft)
        refuse_state(row, DraftState.WAITING, "bỏ dòng")
        if not row.lines.filter(pk=line.pk).exists():
            raise ValidationError("Dòng này vừa được đưa ra khỏi danh sách: tải lại trang.")
        move(actor=actor, proposal=line.proposal, verb="not_signed", only=ROOM, why=why)
        write_down(by, row, "line_refused", (line, None), why=why.strip())
        DraftLine.objects.filter(pk=line.pk).delete()
        order_lines(row)


def publish(*, actor: Actor, draft: DecisionDraft, day: date, where: str) -> DecisionDraft:
    """Write down when and where a signed decision was made public.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is not signed or was published, the day does not fit, or the place is missing.
    """
    by = admit(actor, may_draft(scopes(actor), draft.unit.path))
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.SIGNED, "công bố")
        if day > timezone.localdate() or day < row.dated:
            raise ValidationError({"day": "Ngày công bố từ ngày ký đến hôm nay."})
        if not where.strip():
            raise ValidationError({"where": "Ghi nơi công bố: hội nghị, cổng thông tin, bảng tin."})
        before = stored(row)
        row.published, row.published_where = day, where.strip()
        put_state(row, by, DraftState.PUBLISHED)
        row.full_clean()
        row.save()
        write_down(by, row, "draft_published", (before, row))
    return row


def judge_again() -> None:
    """Begin to judge everybody anew, now that the register has more honours. The page of signing asks for it.

    Where another run is at work nothing is begun: the decision's page says that it isn't judged yet.
    """
    shown = latest()
    if shown is None:
        return
    asked = Asked(
        year=shown.year, law_date=shown.law_date, members=shown.members, overlay=shown.overlay or ""
    )
    try:
        start_run(actor=Operator(full_name="Xét lại sau khi ký quyết định"), asked=asked)
    except RunOpen:
        log.info("a run is at work: nothing was begun after the signature")

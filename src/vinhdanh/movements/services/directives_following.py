"""What is done about a directive: the moves of ``movements.following``, each an act that stays."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.movements.following import FINAL, MOVES, Move, Side, State, after
from vinhdanh.movements.models import Directive, DirectiveAct
from vinhdanh.movements.policies.directives import may_conclude_directive
from vinhdanh.movements.services.directives import refuse_misfit, require_report, seen_from, write_line
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.directives import Stage
from vinhdanh.people.models import Unit

ASKED = {
    "text": "Ghi nội dung.",
    "evidence": "Ghi minh chứng: số báo cáo, văn bản, nơi lưu.",
    "until": "Ghi hạn mới, theo dạng 31/12/2025.",
    "agreed_by": "Ghi người đồng ý gia hạn.",
}


def state_of(directive: Directive) -> State:
    """What the table of moves looks at, as the records stand."""
    waiting = directive.parts.exclude(stage__in=FINAL).count()
    return State(Stage(directive.stage), directive.deadline is not None, waiting)


def report_directive(
    *,
    actor: Actor,
    directive: Directive,
    code: str,
    on: date | None = None,
    text: str = "",
    percent: int | None = None,
    evidence: str = "",
) -> DirectiveAct:
    """The owner unit receives, tells how far it is, reports completion or recalls that report.

    Args:
        code: of the move, one of the owner's in ``following.MOVES``; on: the day, today by default.

    Raises:
        PermissionDenied: the actor does not write for the owner unit.
        ValidationError: the move does not lead away from here, a field is missing, or the day does not fit.
        KeyError: no such move of the owner.
    """
    by = require_report(actor, directive)
    act = DirectiveAct(text=text.strip(), percent=percent, evidence=evidence.strip())
    return _do(by, directive, _move(code, Side.OWNER), act, on)


def conclude_directive(
    *,
    actor: Actor,
    directive: Directive,
    code: str,
    on: date | None = None,
    text: str = "",
    until: date | None = None,
    agreed_by: str = "",
    owner: Unit | None = None,
) -> DirectiveAct:
    """The giver's side confirms, returns, extends, reassigns, cancels, or takes one of these back.

    Cancelling a directive cancels the parts that were passed on from it and are still open.

    Args:
        code: of the move, one of the issuer's in ``following.MOVES``; until: the new deadline;
            owner: the unit that it is given to instead.

    Raises:
        PermissionDenied: the actor does not decide for the unit that gave it.
        ValidationError: the move does not lead away from here, a field is missing, or a day does not fit.
        KeyError: no such move of the issuer.
    """
    answer = may_conclude_directive(scopes(actor), directive.issuer.path, seen_from=seen_from(directive))
    by = admit(actor, answer)
    act = DirectiveAct(text=text.strip(), until=until, agreed_by=agreed_by.strip())
    return _do(by, directive, _move(code, Side.ISSUER), act, on, owner)


def _move(code: str, side: Side) -> Move:
    move = MOVES[code]
    if move.side is not side:
        raise KeyError(code)
    return move


def _do(
    by: Acting,
    directive: Directive,
    move: Move,
    act: DirectiveAct,
    on: date | None,
    owner: Unit | None = None,
) -> DirectiveAct:
    with transaction.atomic():
        # Two people may press at once: the second finds the stage that the first left.
        now = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
        before = stored(now)
        try:
            stage = after(state_of(now), move)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        act.directive, act.move, act.stage = now, move.code, stage
        act.on = on or timezone.localdate()
        act.at, act.by_name = timezone.now(), by.full_name
        _refuse_unfit(now, move, act)
        if move.code == "extend":
            act.before, now.deadline = now.deadline, act.until
        if move.code == "reassign":
            _hand_over(now, act, owner)
        now.stage = stage
        reported = stage in (Stage.REPORTED, Stage.CONFIRMED)
        now.reported_on = (now.reported_on or act.on) if reported else None
        act.full_clean()
        now.save()
        act.save()
        write_line(by, move.verb, now, (before, now), (None, act), why=act.text)
        if stage == Stage.CANCELLED:
            for part in now.parts.exclude(stage__in=FINAL):
                why = f"Hủy theo việc trên: {act.text}"
                _do(by, part, move, DirectiveAct(text=why), act.on)
    for name in ("owner", "owner_person", "stage", "deadline", "reported_on"):
        setattr(directive, name, getattr(now, name))
    return act


def _hand_over(directive: Directive, act: DirectiveAct, owner: Unit | None) -> None:
    """Raises:
    ValidationError: no other unit, or one out of reach of who gives.
    """
    if owner is None or owner.pk == directive.owner_id:
        raise ValidationError({"owner": "Ghi đơn vị khác để giao lại."})
    act.text = f"Từ {directive.owner} sang {owner}. {act.text}"
    directive.owner, directive.owner_person = owner, ""
    refuse_misfit(directive, directive.coordinating.all())


def _refuse_unfit(directive: Directive, move: Move, act: DirectiveAct) -> None:
    """Raises:
    ValidationError: what the move asks for is missing, or a day does not fit.
    """
    errors = {name: ASKED[name] for name in move.asks if not getattr(act, name)}
    if "text" in errors and move.words:
        errors["text"] = f"Ghi {move.words[0].lower()}{move.words[1:]}."
    if act.on > timezone.localdate():
        errors["on"] = f"Ngày chưa đến: {act.on:%d/%m/%Y}."
    elif act.on < directive.meeting.on:
        errors["on"] = f"Ngày trước cuộc họp ngày {directive.meeting.on:%d/%m/%Y}."
    if act.until and directive.deadline and act.until <= directive.deadline:
        errors["until"] = f"Hạn mới phải sau hạn đang có ({directive.deadline_words})."
    whole = directive.parent
    if act.until and whole and whole.deadline and act.until > whole.deadline:
        errors["until"] = f"Hạn của phần giao tiếp không sau hạn của việc trên ({whole.deadline_words})."
    if act.percent is not None and act.percent > 100:
        errors["percent"] = "Phần trăm từ 0 đến 100."
    if errors:
        raise ValidationError(errors)

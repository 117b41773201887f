"""What is done to an honour after it was given: each act with its ground, its paper and its author."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Decision, Grant, GrantEvent
from vinhdanh.awards.recipients import answer_about, ref
from vinhdanh.awards.types import POSSIBLE_FROM, STATE_AFTER, STATE_LABELS, Act
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.services.writing import Actor

_VERB = {
    Act.ANNULLED: "awards.grant_annulled",
    Act.STRIPPED: "awards.grant_stripped",
    Act.RESTORED: "awards.grant_restored",
    Act.REISSUED: "awards.grant_reissued",
    Act.STRUCK: "awards.grant_struck",
}
# Taking away and giving back are acts of an authority; the rest is the office's own work.
_BY_DECISION = (Act.ANNULLED, Act.STRIPPED, Act.RESTORED)


def annul(*, actor: Actor, grant: Grant, ground: str, on: date, decision: Decision) -> GrantEvent:
    """The decision is annulled (hủy bỏ quyết định). See ``_act`` for what is raised."""
    return _act(Act.ANNULLED, actor, grant, ground, on, decision)


def strip(*, actor: Actor, grant: Grant, ground: str, on: date, decision: Decision) -> GrantEvent:
    """The honour is taken away (tước). See ``_act`` for what is raised."""
    return _act(Act.STRIPPED, actor, grant, ground, on, decision)


def restore(*, actor: Actor, grant: Grant, ground: str, on: date, decision: Decision) -> GrantEvent:
    """The honour is given back (phục hồi). See ``_act`` for what is raised."""
    return _act(Act.RESTORED, actor, grant, ground, on, decision)


def reissue(
    *,
    actor: Actor,
    grant: Grant,
    ground: str,
    on: date,
    artefact: str = "",
    serial: str = "",
    decision: Decision | None = None,
) -> GrantEvent:
    """The paper or badge is issued anew (cấp lại, cấp đổi). See ``_act`` for what is raised."""
    return _act(Act.REISSUED, actor, grant, ground, on, decision, artefact.strip(), serial.strip())


def strike(*, actor: Actor, grant: Grant, ground: str, on: date) -> GrantEvent:
    """The row was entered by mistake: no such honour was given. See ``_act`` for what is raised."""
    return _act(Act.STRUCK, actor, grant, ground, on, None)


def _act(
    act: Act,
    actor: Actor,
    grant: Grant,
    ground: str,
    on: date,
    decision: Decision | None,
    artefact: str = "",
    serial: str = "",
) -> GrantEvent:
    """Add an act to a grant.

    Raises:
        PermissionDenied: the actor may not write in the register there, or it is his own honour.
        ValidationError: no ground, a day that has not come, or a state that does not allow the act.
    """
    by = admit(actor, answer_about(actor, grant.subject, grant.place))
    return record_signed_act(
        by=by,
        act=act,
        grant=grant,
        ground=ground,
        on=on,
        decision=decision,
        artefact=artefact,
        serial=serial,
    )


def record_signed_act(
    *,
    by: Acting,
    act: Act,
    grant: Grant,
    ground: str,
    on: date,
    decision: Decision | None = None,
    artefact: str = "",
    serial: str = "",
) -> GrantEvent:
    """An act that was decided here: everything is asked except the right to write in the register.

    Args:
        by: who was admitted to it (``SIGN``, or ``ISSUE`` for an artefact), and in which capacity; the caller
            has also asked that the honour is not his own.

    Raises:
        ValidationError: no ground, a day that has not come, or a state that does not allow the act.
    """
    recipient = grant.subject
    if not ground.strip():
        raise ValidationError({"ground": "Ghi rõ căn cứ, lý do."})
    if on > timezone.localdate():
        raise ValidationError({"on": f"Ngày {on:%d/%m/%Y} chưa tới: xem lại ngày."})
    if act in _BY_DECISION and decision is None:
        raise ValidationError(
            {"decision": f"{act.label} phải có quyết định: ghi số, ngày, người quyết định."}
        )
    with transaction.atomic():
        Grant.objects.select_for_update().get(pk=grant.pk)  # one act at a time
        last = grant.events.order_by("-id").values_list("act", flat=True).first()
        if last == Act.STRUCK:
            raise ValidationError("Dòng khen thưởng này đã xóa vì ghi nhầm.")
        state = STATE_AFTER.get(last or "", GrantState.IN_FORCE)
        if state not in POSSIBLE_FROM[act]:
            raise ValidationError(
                f"Lượt khen này: {STATE_LABELS[state].lower()}. Không thể {act.label.lower()}."
            )
        event = GrantEvent(
            grant=grant,
            act=act,
            on=on,
            ground=ground.strip(),
            decision=decision,
            artefact=artefact,
            serial=serial,
            by=by.full_name,
            at=timezone.now(),
        )
        event.full_clean()
        event.save()
        after = STATE_AFTER.get(act)
        record(
            actor=by,
            verb=_VERB[act],
            subject=f"{honour_name(grant.honour)} {grant.year}: {recipient}",
            ref=ref(recipient),
            data=written((None, event))
            | {
                "grant": grant.pk,
                "state": {
                    "before": STATE_LABELS[state],
                    "after": STATE_LABELS[after] if after else act.label,
                },
            },
            why=ground,
        )
    return event

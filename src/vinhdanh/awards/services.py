"""Writing in the register of honours. Nothing is changed or removed: what happens later is a new act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant, GrantEvent, GrantWork
from vinhdanh.awards.policies import may_grant
from vinhdanh.awards.types import STATE_AFTER, STATE_LABELS, Act
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit
from vinhdanh.people.services.writing import column, is_own, path_of, ref, scopes_about

Actor = Account | Operator

_VERB = {
    Act.ANNULLED: "awards.grant_annulled",
    Act.STRIPPED: "awards.grant_stripped",
    Act.RESTORED: "awards.grant_restored",
    Act.STRUCK: "awards.grant_struck",
}
# In which states an act makes sense.
_FROM = {
    Act.ANNULLED: {GrantState.IN_FORCE},
    Act.STRIPPED: {GrantState.IN_FORCE},
    Act.RESTORED: {GrantState.ANNULLED, GrantState.STRIPPED},
    Act.STRUCK: set(GrantState),
}


def record_grant(
    *,
    actor: Actor,
    subject: Person | Unit | Household,
    honour: str,
    year: int,
    merit: Merit = Merit.CONG_TRANG,
    number: str = "",
    decided: date | None = None,
    authority: str = "",
    works: Sequence[RecognisedWork] = (),
) -> Grant:
    """One honour given once (một lượt).

    Args:
        honour: a code of the catalogue.
        year: the year it is counted for.
        works: recognised works it was given for; each supports one honour only.

    Raises:
        PermissionDenied: the actor may not record honours there, or it is his own.
        ValidationError: an unknown honour, or a work that another honour in force has used up.
    """
    by = _require_grant(actor, subject)
    if honour not in catalogue():
        raise ValidationError(f"“{honour}” không có trong danh mục danh hiệu, hình thức khen thưởng.")
    grant = Grant(
        **column(subject),
        honour=honour,
        year=year,
        merit=merit.value,
        number=number,
        decided=decided,
        authority=authority,
    )
    grant.full_clean()
    with transaction.atomic():
        for work in works:
            _refuse_used(work, subject)
        grant.save()
        used = GrantWork.objects.bulk_create([GrantWork(grant=grant, work=work) for work in works])
        record(
            actor=by,
            verb="awards.grant_recorded",
            subject=str(subject),
            ref=ref(subject),
            data=written((None, grant), *((None, use) for use in used)) | {"grant": grant.pk},
        )
    return grant


def _require_grant(actor: Actor, subject: Person | Unit | Household) -> Acting:
    held, own = scopes_about(actor, subject), is_own(actor, subject)
    return admit(actor, may_grant(held, path_of(subject), own=own))


def _refuse_used(work: RecognisedWork, subject: Person | Unit | Household) -> None:
    """A co-author's honour is a question for people; one's own earlier honour is not."""
    used = Grant.objects.in_force().filter(works=work, **column(subject)).first()
    if used:
        raise ValidationError(
            f"“{work}” đã dùng cho {used.honour} năm {used.year}: một sáng kiến chỉ dùng cho một lần khen."
        )


def annul(
    *, actor: Actor, grant: Grant, ground: str, on: date, number: str = "", authority: str = ""
) -> GrantEvent:
    """The decision is annulled (hủy bỏ quyết định). See ``_act`` for what is raised."""
    return _act(Act.ANNULLED, actor, grant, ground, on, number, authority)


def strip(
    *, actor: Actor, grant: Grant, ground: str, on: date, number: str = "", authority: str = ""
) -> GrantEvent:
    """The honour is taken away (tước). See ``_act`` for what is raised."""
    return _act(Act.STRIPPED, actor, grant, ground, on, number, authority)


def restore(
    *, actor: Actor, grant: Grant, ground: str, on: date, number: str = "", authority: str = ""
) -> GrantEvent:
    """The honour is given back (phục hồi). See ``_act`` for what is raised."""
    return _act(Act.RESTORED, actor, grant, ground, on, number, authority)


def strike(*, actor: Actor, grant: Grant, ground: str, on: date) -> GrantEvent:
    """The row was entered by mistake: no such honour was given. See ``_act`` for what is raised."""
    return _act(Act.STRUCK, actor, grant, ground, on, "", "")


def _act(
    act: Act, actor: Actor, grant: Grant, ground: str, on: date, number: str, authority: str
) -> GrantEvent:
    """Add an act to a grant.

    Raises:
        PermissionDenied: the actor may not write in the register there, or it is his own honour.
        ValidationError: no ground, or the honour's state does not allow the act.
    """
    subject = grant.subject
    by = _require_grant(actor, subject)
    if not ground.strip():
        raise ValidationError("Ghi rõ căn cứ, lý do.")
    with transaction.atomic():
        Grant.objects.select_for_update().get(pk=grant.pk)  # one act at a time
        last = grant.events.order_by("-id").values_list("act", flat=True).first()
        if last == Act.STRUCK:
            raise ValidationError("Dòng khen thưởng này đã xóa vì ghi nhầm.")
        state = STATE_AFTER.get(last or "", GrantState.IN_FORCE)
        if state not in _FROM[act]:
            raise ValidationError(
                f"Lượt khen này: {STATE_LABELS[state].lower()}. Không thể {act.label.lower()}."
            )
        event = GrantEvent(grant=grant, act=act, on=on, ground=ground, number=number, authority=authority)
        event.full_clean()
        event.save()
        after = STATE_AFTER.get(act)
        record(
            actor=by,
            verb=_VERB[act],
            subject=f"{grant.honour} {grant.year}: {subject}",
            ref=ref(subject),
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

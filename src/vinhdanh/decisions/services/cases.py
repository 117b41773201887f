"""What every act upon a case of revoking or re-issue has in common."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting, Answer
from vinhdanh.decisions.models import RevocationCase, RevocationEvent
from vinhdanh.decisions.policies.revoking import may_decide, may_handle
from vinhdanh.decisions.services.keeping import answers_about
from vinhdanh.decisions.types.revoking import CaseAct, CaseState
from vinhdanh.dossiers.services.writing import (
    Actor,
)


def case_ref(case: RevocationCase) -> str:
    """The case's name in the journal: ``revocation:4``."""
    return f"revocation:{case.pk}"


def case_answers(actor: Actor, case: RevocationCase, *, decides: bool = False) -> list[Answer]:
    """May the actor handle the case, or decide it? One answer for each honour in it."""
    may = may_decide if decides else may_handle
    return answers_about(actor, may, case.unit.path, [line.grant for line in case.lines.all()])


def admit_case(actor: Actor, case: RevocationCase, *, decides: bool = False) -> Acting:
    """Let pass who handles or decides the case, and is in it with no honour of his own."""
    return admit(actor, *case_answers(actor, case, decides=decides))


def locked_case(case: RevocationCase, *states: CaseState) -> RevocationCase:
    """The case, held until the transaction ends.

    Raises:
        ValidationError: it is in another state.
    """
    row = RevocationCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.state not in states:
        last = row.events.last()
        said = f" ({last.by_name}, {timezone.localtime(last.at):%H:%M %d/%m/%Y})" if last else ""
        raise ValidationError(
            f"{row}: {row.get_state_display().lower()}{said}. Tải lại trang để xem việc tiếp theo."
        )
    return row


def note(by: Acting, case: RevocationCase, act: CaseAct, said: str = "") -> RevocationEvent:
    """A step of the case's own course."""
    event = RevocationEvent(
        case=case, act=act, note=said, at=timezone.now(), by_name=by.full_name[:200], by_username=by.username
    )
    event.full_clean()
    event.save()
    return event

"""What becomes of the dossiers after the vote, and what else the council says of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.council.models import AgendaItem, AgendaLine, CouncilOpinion
from vinhdanh.council.policies.councils import may_convene
from vinhdanh.council.services.voting import refuse_state
from vinhdanh.council.services.writing import (
    Actor,
    locked_item,
    require_convene,
    write_down,
)
from vinhdanh.council.types.meetings import ASIDE, ItemState, OpinionKind
from vinhdanh.council.words import line_words
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import is_own, proposal_ref, scopes_about
from vinhdanh.dossiers.stages import Stage


def log_opinion(*, actor: Actor, line: AgendaLine, kind: OpinionKind | str, text: str) -> CouncilOpinion:
    """Write down what the council says of a dossier. What it wants returned or lowered is not voted on.

    The standing body then returns it or lowers the title on the dossier's own page.

    Raises:
        PermissionDenied: the actor runs no councils of that unit, or it is about himself.
        ValidationError: nothing said, or it is to be set aside after the vote.
    """
    by = _admit_about(actor, line)
    with transaction.atomic():
        item = locked_item(line.item)
        row = item.lines.select_related("proposal").get(pk=line.pk)
        if kind in ASIDE:
            refuse_state(item, ItemState.WAITING)
            row.aside = f"{OpinionKind(kind).label}: {text.strip()}"[:300]
            row.save()
        made = CouncilOpinion(
            line=row, kind=kind, text=text.strip(), at=timezone.now(), by_name=by.full_name[:200]
        )
        made.full_clean()
        made.save()
        write_down(
            by, item.meeting, "opinion_logged", (None, made), data={"proposal": proposal_ref(row.proposal)}
        )
    return made


def apply_result(*, actor: Actor, item: AgendaItem) -> list[str]:
    """Move each dossier that was voted on: proposed by the council or not, the arithmetic as the reason.

    Returns:
        A sentence for each dossier that stays: it has gone elsewhere, something stands in the way, or it is
        the actor's own. Called again when that is over.

    Raises:
        PermissionDenied: the actor runs no councils of that unit.
        ValidationError: there is no result.
    """
    by = require_convene(actor, item.meeting.council.unit)
    with transaction.atomic():
        row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        refuse_state(row, ItemState.COUNTED)
        before = stored(row)
        stays, applied = [], []
        lines = list(_voted_on(row))
        with sharing(line.proposal for line in lines if line.passed):
            for line in lines:
                line.item = row
                try:
                    _moved(actor, row, line)
                except (PermissionDenied, ValidationError) as error:
                    said = " ".join(getattr(error, "messages", [str(error)]))
                    stays.append(f"{line.proposal.subject}: {said}")
                else:
                    applied.append(line.proposal_id)
        if not row.lines.filter(passed__isnull=False, applied__isnull=True).exists():
            row.state = ItemState.APPLIED
            row.save()
        write_down(
            by, row.meeting, "result_applied", (before, row), data={"proposals": applied, "stay": stays}
        )
    return stays


def _voted_on(item: AgendaItem) -> QuerySet[AgendaLine]:
    """Lines whose dossiers are still to be moved."""
    lines = item.lines.filter(passed__isnull=False, applied__isnull=True).select_related(
        "proposal__round",
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
    )
    return lines.prefetch_related("recusals__member")


def _moved(actor: Actor, item: AgendaItem, line: AgendaLine) -> None:
    """One dossier goes where the vote sends it, or stays."""
    with transaction.atomic():
        move(
            actor=actor,
            proposal=line.proposal,
            verb="vote_passed" if line.passed else "vote_failed",
            only="council",
            why=line_words(line),
            seen=Stage.COUNCIL,
            data={"meeting": item.meeting_id, "item": item.pk},
        )
        line.applied, line.open = timezone.now(), False
        line.save(update_fields=["applied", "open"])


def _admit_about(actor: Actor, line: AgendaLine) -> Acting:
    """Let pass who runs the council, not about himself nor by what the subject lent him."""
    subject = line.proposal.subject
    path = line.item.meeting.council.unit.path
    return admit(actor, may_convene(scopes_about(actor, subject), path, own=is_own(actor, subject)))

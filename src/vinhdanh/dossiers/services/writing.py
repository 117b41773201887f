"""What every service about a round or a proposal does the same way: ask, lock, write down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting, Operator, Scope
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.awards.models import Outsider, Recipient
from vinhdanh.dossiers.models import Objection, Proposal, ReviewRound
from vinhdanh.people.services import writing

Actor = Account | Operator


def round_ref(round: ReviewRound) -> str:
    """The round's name in the journal: ``review_round:3``."""
    return f"review_round:{round.pk}"


def proposal_ref(proposal: Proposal) -> str:
    """The proposal's name in the journal: ``proposal:418``."""
    return f"proposal:{proposal.pk}"


def scopes_about(actor: Actor, recipient: Recipient) -> tuple[Scope, ...]:
    """The actor's roles, without what the recipient himself lent him."""
    return scopes(actor) if isinstance(recipient, Outsider) else writing.scopes_about(actor, recipient)


def is_own(actor: Actor, recipient: Recipient) -> bool:
    """Whether the proposal is about the person whom the account belongs to."""
    return not isinstance(recipient, Outsider) and writing.is_own(actor, recipient)


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, with all that names it, held until the transaction ends."""
    rows = Proposal.objects.select_related(
        "round__unit", "person", "collective", "household", "outsider", "unit", "place", "keeper"
    )
    return rows.select_for_update(of=("self",)).get(pk=proposal.pk)


def save_columns(row: models.Model, *names: str) -> None:
    """Save some columns of a record, each checked by itself. The database checks what holds between them and
    between records: where an act can meet another one there, its service asks first.

    Raises:
        ValidationError: a value that the column doesn't take.
    """
    columns = {field.name: field for field in row._meta.concrete_fields}
    given = {name for name in names if not columns[name].remote_field}  # records come from the database
    row.clean_fields(exclude=columns.keys() - given)
    row.save(update_fields=names)


def write_down(
    by: Acting,
    about: Proposal | ReviewRound | Objection,
    verb: str,
    *pairs: Pair,
    data: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """One line in the journal about a proposal or a round, with its records before and after."""
    record(
        actor=by,
        verb=f"dossiers.{verb}",
        subject=str(about),
        ref=_ref(about),
        data=written(*pairs) | dict(data or {}),
        why=why,
    )


def _ref(about: Proposal | ReviewRound | Objection) -> str:
    match about:
        case Proposal():
            return proposal_ref(about)
        case ReviewRound():
            return round_ref(about)
        case Objection():
            return f"objection:{about.pk}"

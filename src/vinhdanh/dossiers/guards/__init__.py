"""What stands in the way of a move: one function for each name in ``stages.Move.guards``.

Each reads the proposal as the database has it and answers with sentences; none means that nothing does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from vinhdanh.dossiers.guards.appraisal import (
    facts_unchanged,
    facts_unchanged_of,
    not_held,
    not_held_of,
    opinions_in,
)
from vinhdanh.dossiers.guards.completeness import achievements_free, complete, explained, handed_over
from vinhdanh.dossiers.guards.posting import no_hold, no_holds, no_open_objection, posting_over
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.stages import Move

GUARDS: Mapping[str, Callable[[Proposal], list[str]]] = {
    "opinions_in": opinions_in,
    "facts_unchanged": facts_unchanged,
    "not_held": not_held,
    "posting_over": posting_over,
    "no_open_objection": no_open_objection,
    "no_hold": no_hold,
    "handed_over": handed_over,
    "complete": complete,
    "explained": explained,
    "achievements_free": achievements_free,
}


# Those that are asked about a whole list at once.
OF_MANY: Mapping[str, Callable[[Sequence[Proposal]], Mapping[int, list[str]]]] = {
    "facts_unchanged": facts_unchanged_of,
    "not_held": not_held_of,
    "no_hold": no_holds,
}


def obstacles_of(proposals: Sequence[Proposal], move: Move) -> dict[int, list[str]]:
    """The same of many, by key: for pages and lists. The move itself asks anew."""
    found: dict[int, list[str]] = {one.pk: [] for one in proposals}
    for name in move.guards:
        many = OF_MANY[name](proposals) if name in OF_MANY else None
        for one in proposals:
            found[one.pk] += GUARDS[name](one) if many is None else many.get(one.pk, [])
    return found


def obstacles(proposal: Proposal, move: Move) -> list[str]:
    """Why a move can't be made yet, a sentence each; empty when it can."""
    return [said for name in move.guards for said in GUARDS[name](proposal)]

"""What stands in the way of a move: one function for each name in ``stages.Move.guards``.

Each reads the proposal as the database has it and answers with sentences; none means that nothing does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vinhdanh.dossiers.guards.appraisal import facts_unchanged, not_held, opinions_in
from vinhdanh.dossiers.guards.completeness import achievements_free, complete, explained, handed_over
from vinhdanh.dossiers.guards.posting import no_hold, no_open_objection, posting_over
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


def obstacles(proposal: Proposal, move: Move) -> list[str]:
    """Why a move can't be made yet, a sentence each; empty when it can."""
    return [said for name in move.guards for said in GUARDS[name](proposal)]

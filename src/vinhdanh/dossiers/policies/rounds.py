"""Who may run a round. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_run_round(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody set up, open and close the rounds of the agency at that path? Its standing body does.

    Args:
        seen_from: paths of units that take part in the round.
    """
    return decide(scopes, Action.RUN_ROUND, path, seen_from=seen_from)

"""Who may run a round, and order a unit's list. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope


def may_run_round(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody set up, open and close the rounds of the agency at that path? Its standing body does.

    Args:
        seen_from: paths of units that take part in the round.
    """
    return decide(scopes, Action.RUN_ROUND, path, seen_from=seen_from)


def may_order(scopes: Iterable[Scope], unit: str, *, own: bool = False) -> Answer:
    """May somebody say in which order a unit proposes? Whoever proposes for the whole unit.

    Args:
        unit: the path of the unit that proposes.
        own: he stands in the list himself, so that he would rank himself.
    """
    if own:
        return Denied("Trong danh sách này có đồng chí: thứ tự do người khác xếp.")
    return decide(scopes, Action.PROPOSE, unit)

"""Who may write, launch and close a movement. Pure: scopes and a unit's path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_write_movement(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody draft the movement of the unit at that path? A clerk drafts; a head may as well.

    Args:
        seen_from: paths of other units that see the movement (those below, once it is launched).
    """
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_launch_movement(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody launch, extend, review and close the movement of the unit at that path? Its head does."""
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)

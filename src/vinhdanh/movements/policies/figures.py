"""Who may enter, send and weigh figures. Pure: scopes and a unit's path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope
from vinhdanh.movements.policies.movements import may_write_movement


def may_enter_figures(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody write down the figures of the unit at that path? Its clerk does; its head may."""
    return may_write_movement(scopes, path)


def may_send_figures(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody send the figures of the unit at that path? Its head does."""
    return decide(scopes, Action.CONCLUDE, path)

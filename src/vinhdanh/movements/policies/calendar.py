"""Who may write in a unit's calendar. Pure: scopes and a unit's path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.types import Answer, Scope
from vinhdanh.movements.policies.movements import may_write_movement


def may_write_calendar(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody write, change and cancel dates of the unit at that path? Its clerk and its head.

    Args:
        seen_from: paths of units below it, which see the date.
    """
    return may_write_movement(scopes, path, seen_from=seen_from)

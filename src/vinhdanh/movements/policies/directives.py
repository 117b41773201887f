"""Who writes meetings, reports on directives and confirms them. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_write_meeting(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody write the meetings of the unit at that path, and what was said there? Its clerk or head.

    Args:
        seen_from: paths of other units that see the line (its owner, those that coordinate).
    """
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_report_directive(scopes: Iterable[Scope], owner: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody receive, report on and pass on what was given to the unit at that path? Clerk or head."""
    return may_write_meeting(scopes, owner, seen_from=seen_from)


def may_conclude_directive(
    scopes: Iterable[Scope], issuer: str, *, seen_from: Collection[str] = ()
) -> Answer:
    """May somebody confirm, return, extend or cancel for the unit at that path? Its head may."""
    return decide(scopes, Action.CONCLUDE, issuer, seen_from=seen_from)

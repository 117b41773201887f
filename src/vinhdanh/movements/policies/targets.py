"""Who may draft, register, report and close a target. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_draft_target(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody draft targets of the unit at that path? A clerk drafts; a head may as well."""
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_report_month(
    scopes: Iterable[Scope], path: str, owner: str, *, seen_from: Collection[str] = ()
) -> Answer:
    """May somebody enter a month? The clerk of the unit, or of the one in charge below it (``owner``)."""
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=[*seen_from, owner])
    return answer or decide(held, Action.EDIT, owner, seen_from=[*seen_from, path]) or answer


def may_conclude_target(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody register, adjust, close and reopen targets of the unit at that path? Its head does."""
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)

"""Who may run a cluster, score its members, and decide. Pure: scopes and a unit's path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_write_cluster(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody write the clusters of the unit at that path: members, regulation, criteria, votes?

    Args:
        seen_from: paths of other units that see the cluster (its members).
    """
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_move_cluster(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody open, lead on and close a year of the clusters of the unit at that path?"""
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)


def may_score(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody write the points that the unit at that path gives, to itself or to whom it checks?"""
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_send_score(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody send what the unit at that path has scored, or decide as head of the cluster?

    The head of the unit does.
    """
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)

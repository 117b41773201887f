"""Who may run a council, and say that somebody does not vote. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope


def may_convene(
    scopes: Iterable[Scope], path: str, *, own: bool = False, seen_from: Collection[str] = ()
) -> Answer:
    """May somebody run the councils of the unit at that path and their meetings? Its secretary does.

    Args:
        own: it decides about a proposal for himself.
    """
    if own:
        return Denied("Mục này có hồ sơ về chính đồng chí: việc này do người khác có quyền điều hành làm.")
    return decide(scopes, Action.CONVENE, path, seen_from=seen_from)


def may_recuse(scopes: Iterable[Scope], path: str, *, himself: bool) -> Answer:
    """May somebody write down that a member does not vote? The member himself may, and the secretary."""
    return Allowed() if himself else decide(scopes, Action.CONVENE, path)

"""Who may write, sign and follow submissions to the authority above. Pure: scopes and a path in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_write_submission(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody draft the submissions of the agency at that path, follow them and record outcomes?

    Args:
        seen_from: paths of units that have a line in it, and so see it.
    """
    return decide(scopes, Action.ISSUE, path, seen_from=seen_from)


def may_sign_submission(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody sign and send them? The head does; what is about himself is refused line by line."""
    return decide(scopes, Action.SIGN, path, seen_from=seen_from)

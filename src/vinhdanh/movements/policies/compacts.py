"""Who may draw up, open and sign a giao ước. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_write_compact(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody draft the giao ước of the unit at that path? A clerk drafts; a head may as well.

    Args:
        seen_from: paths of the units that are to sign, once it is open to them.
    """
    held = list(scopes)
    answer = decide(held, Action.EDIT, path, seen_from=seen_from)
    return answer or decide(held, Action.CONCLUDE, path, seen_from=seen_from) or answer


def may_open_compact(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody open it to signing, or take it back while nobody has signed? The unit's head does."""
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)


def may_sign_compact(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody sign for the unit at that path? Its head does, in his own account."""
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)

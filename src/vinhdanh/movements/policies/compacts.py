"""Who may draw up, open and sign a giao ước. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import WHOLE_AGENCY, Action, Answer, Denied, Role, Scope

HEADS = frozenset({Role.UNIT_HEAD, Role.SIGNING_AUTHORITY})


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
    """May somebody sign for the unit at that path? Its own head does; nobody above signs in his place."""
    held = list(scopes)
    answer = decide(held, Action.CONCLUDE, path, seen_from=seen_from)
    if any(scope.role in HEADS and _is_of(scope, path) and scope.covers(path) for scope in held):
        return answer
    hidden = isinstance(answer, Denied) and answer.out_of_sight
    return Denied("Chỉ thủ trưởng của chính đơn vị ký giao ước, bằng tài khoản của mình.", hidden)


def _is_of(scope: Scope, path: str) -> bool:
    """Whether a role is on that very unit; one on the whole agency is on the unit at its top."""
    codes = path.strip("/").split("/")
    return scope.unit_code == codes[-1] or (scope.unit_code == WHOLE_AGENCY and len(codes) == 1)

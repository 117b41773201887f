"""Who may handle a case of revoking or re-issue, and decide it. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope

_OWN = Denied("Vụ này có lượt khen của chính đồng chí: người khác có thẩm quyền làm.")


def may_handle(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody propose, verify and carry out a case of the agency at that path?

    Args:
        own: one of the honours is his.
    """
    return _OWN if own else decide(scopes, Action.ISSUE, path)


def may_decide(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody decide a case of the agency at that path? Who signs there.

    Args:
        own: one of the honours is his.
    """
    return _OWN if own else decide(scopes, Action.SIGN, path)

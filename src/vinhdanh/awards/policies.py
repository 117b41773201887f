"""Who may write in the register of honours. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide, decide_somewhere
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope


def may_grant(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody record an honour, or what became of it, for a subject at that path? Never his own."""
    if own:
        return Denied("Đồng chí không tự ghi khen thưởng của mình: đề nghị người khác trong Thường trực ghi.")
    return decide(scopes, Action.GRANT, path)


def may_record_decision(scopes: Iterable[Scope]) -> Answer:
    """May somebody write down a decision? A paper belongs to no unit: whoever records honours anywhere."""
    return decide_somewhere(scopes, Action.GRANT)


def may_set_consent(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody say whether a full name may be shown to anybody? One's own, always."""
    return Allowed() if own else decide(scopes, Action.GRANT, path)

"""Who may judge whom."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Role, Scope


def may_run(scopes: Iterable[Scope], path: str = "/") -> Answer:
    """May somebody judge a unit (its path), or the whole agency at once ("/")?"""
    answer = decide(scopes, Action.JUDGE, path)
    if isinstance(answer, Denied) and path == "/":
        return Denied(f"Mỗi lần xét là xét toàn cơ quan: {Role.STANDING_BODY.label} chạy.")
    return answer

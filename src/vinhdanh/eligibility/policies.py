"""Who may judge the force."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Role, Scope


def may_run(scopes: Iterable[Scope]) -> Answer:
    """A run judges the whole agency at once, so the right must cover all of it."""
    answer = decide(scopes, Action.JUDGE)
    if isinstance(answer, Denied):
        return Denied(f"Mỗi lần xét là xét toàn cơ quan: {Role.STANDING_BODY.label} chạy.")
    return answer

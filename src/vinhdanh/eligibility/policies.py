"""Who may judge the force."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_run(scopes: Iterable[Scope]) -> Answer:
    """A run judges the whole agency at once, so the right must cover all of it."""
    return decide(scopes, Action.JUDGE)

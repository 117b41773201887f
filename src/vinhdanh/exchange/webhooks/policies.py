"""Who may say which system is told of decisions. Pure: scopes in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Scope


def may_manage(scopes: Iterable[Scope]) -> Answer:
    """May somebody set up, pause and try webhooks? Who runs the system; messages hold nobody's data."""
    return decide(scopes, Action.MANAGE_ACCOUNTS)


def may_look(scopes: Iterable[Scope]) -> Answer:
    """May somebody read the list and the log?"""
    held = list(scopes)
    return decide(held, Action.READ_JOURNAL) or may_manage(held)

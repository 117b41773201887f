"""Who may read, write and issue a unit's report. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide, decide_somewhere
from vinhdanh.access.types import Action, Answer, Scope


def may_read_report(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody read the report and the figures of the unit at that path? Whoever sees the unit does."""
    return decide(scopes, Action.VIEW, path)


def may_write_report(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody write its texts and type over its figures? Its clerk, or the standing body."""
    return decide(scopes, Action.EDIT, path)


def may_issue_report(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody issue it, so that it stays as it is? Its head does."""
    return decide(scopes, Action.CONCLUDE, path)


def may_read_books(scopes: Iterable[Scope]) -> Answer:
    """May somebody see the years' honours inside the agency? Whoever sees some unit, as far as he sees."""
    return decide_somewhere(scopes, Action.VIEW)


def may_keep_book(scopes: Iterable[Scope]) -> Answer:
    """May somebody open a year's honours to anybody, and leave one out? Who records honours everywhere."""
    return decide(scopes, Action.GRANT)

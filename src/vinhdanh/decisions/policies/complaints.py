"""Who may file, see and settle complaints. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope

NOT_ABOUT_ONESELF = (
    "Đơn này liên quan đến chính đồng chí: người khác trong Thường trực, hoặc cấp trên giải quyết."
)
NOT_ONES_OWN = "Đồng chí là người gửi đơn này: người khác trong Thường trực giải quyết."


def may_file(*, concerns: bool) -> Answer:
    """May somebody send a complaint about a matter? Anyone about what is his own or his own unit's."""
    if concerns:
        return Allowed()
    return Denied("Chỉ gửi kiến nghị về việc của mình hoặc của đơn vị mình đang công tác.", True)


def may_settle(scopes: Iterable[Scope], path: str, *, own: bool = False, sent: bool = False) -> Answer:
    """May somebody receive, assign, conclude and carry out complaints of the agency at that path?

    Args:
        own: the complaint concerns himself; ``sent``: he sent it.
    """
    if own or sent:
        return Denied(NOT_ABOUT_ONESELF if own else NOT_ONES_OWN)
    return decide(scopes, Action.RUN_ROUND, path)


def may_read_complaint(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody read a complaint whole? Standing body and inspector, unless it concerns himself."""
    if own:
        return Denied(NOT_ABOUT_ONESELF)
    held = list(scopes)
    if decide(held, Action.READ_JOURNAL, path) and decide(held, Action.VIEW, path):
        return Allowed()  # the inspector; an administrator sees no records
    issues = decide(held, Action.ISSUE, path)
    return issues if issues else decide(held, Action.RUN_ROUND, path)

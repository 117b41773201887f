"""Who may write what about training. Pure: scopes and facts about the record in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope


def may_plan(scopes: Iterable[Scope], organiser: str, *, seen: bool = False) -> Answer:
    """May somebody run a plan that the unit at that path organises: classes, call-ups, closing?

    Args:
        seen: he sees the plan for another reason, so that a refusal gives nothing away.
    """
    answer = decide(scopes, Action.EDIT, organiser)
    return Denied(answer.reason) if isinstance(answer, Denied) and seen else answer


def may_register(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody keep the register of the grassroots force of the commune at that path?"""
    return decide(scopes, Action.EDIT, path)


def may_mark(
    scopes: Iterable[Scope], organiser: str, unit: str, *, teacher: bool = False, own: bool = False
) -> Answer:
    """May somebody mark the attendance of a learner of the unit at that path?

    Args:
        teacher: his account is named on the class; ``own``: he is the learner himself.
    """
    if own:
        return Denied("Đồng chí không tự điểm danh mình ở đây: nhập mã trên màn hình của giảng viên.")
    if teacher:
        return Allowed()
    held = list(scopes)
    return decide(held, Action.EDIT, organiser, seen_from=[unit]) or decide(
        held, Action.EDIT, unit, seen_from=[organiser]
    )


def may_grade(plan: Answer, *, teacher: bool = False, own: bool = False) -> Answer:
    """May somebody record a learner's result? Never his own.

    Args:
        plan: whether he may run the plan.
        teacher: his account is named on the class; ``own``: he is the learner himself.
    """
    if own:
        return Denied("Đồng chí không tự ghi kết quả của mình: đề nghị người khác của đơn vị tổ chức ghi.")
    return Allowed() if teacher else plan

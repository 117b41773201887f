"""Who may write what about whom. Pure: scopes and facts about the record in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope


def may_edit_unit(scopes: Iterable[Scope], path: str) -> Answer:
    """The unit tree belongs to the agency: the right must cover the unit above, or everything."""
    return decide(scopes, Action.EDIT, path.rstrip("/").rpartition("/")[0] + "/")


def may_edit(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody write in the file of a person or unit at that path? ``own``: his own file."""
    if own:
        return Denied(
            "Đồng chí không tự ghi hồ sơ của mình: đề nghị cán bộ tổng hợp khác hoặc Thường trực ghi."
        )
    return decide(scopes, Action.EDIT, path)


def may_conclude(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody conclude what the law leaves to people? Never about himself."""
    if own:
        return Denied(
            "Đồng chí không tự kết luận về mình: việc này thuộc thủ trưởng cấp trên hoặc Thường trực."
        )
    return decide(scopes, Action.CONCLUDE, path)


def may_class(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody enter the month of a person or unit at that path? A head may as well as a clerk."""
    if own:
        return Denied(
            "Đồng chí không tự phân loại mình: đề nghị thủ trưởng hoặc cán bộ tổng hợp khác ghi dòng này."
        )
    held = list(scopes)
    answer = decide(held, Action.EDIT, path)
    return answer or decide(held, Action.CONCLUDE, path) or answer


def may_run_period(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody open, close and reopen months for the unit at that path and everything below it?"""
    return decide(scopes, Action.CONCLUDE, path)


def may_change_scales(scopes: Iterable[Scope]) -> Answer:
    """The rules of classing are the whole agency's."""
    return decide(scopes, Action.EDIT)

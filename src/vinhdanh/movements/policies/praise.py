"""Who may propose, send and decide commendations, and keep the Sổ vàng. Pure: scopes and paths in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope
from vinhdanh.movements.policies.movements import may_write_movement


def may_propose(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody write down a proposal of the unit at that path? Its clerk does; its head may."""
    return may_write_movement(scopes, path)


def may_send_proposal(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody send the proposals of the unit at that path, or take one back? Its head does."""
    return decide(scopes, Action.CONCLUDE, path)


def may_decide(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody answer a proposal of the unit at that path? The head of the unit above does.

    Args:
        own: it praises himself.
    """
    if own:
        return Denied("Đồng chí không tự quyết định biểu dương mình: việc này thuộc cấp trên, Thường trực.")
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return decide(scopes, Action.CONCLUDE, above, seen_from=[path])


def may_keep_book(
    scopes: Iterable[Scope], path: str, *, own: bool = False, seen_from: Collection[str] = ()
) -> Answer:
    """May somebody write in the Sổ vàng of a movement of the unit at that path, or strike a line out?

    Args:
        own: the line is about himself; ``seen_from``: paths of units that read the book.
    """
    if own:
        return Denied("Đồng chí không tự ghi, tự gạch dòng về mình: đề nghị người khác có thẩm quyền.")
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)

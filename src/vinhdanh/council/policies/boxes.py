"""Who may open and close ballot boxes, and put a ballot in. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope
from vinhdanh.council.types.boxes import BoxPurpose
from vinhdanh.movements.policies.clusters import may_score


def may_keep_box(scopes: Iterable[Scope], path: str, purpose: str = BoxPurpose.COUNCIL) -> Answer:
    """May somebody open, extend, close or cancel boxes of the unit at that path?

    The secretary of its council does; the box of a cluster is kept by the unit that heads it.
    """
    if purpose == BoxPurpose.CLUSTER:
        return may_score(scopes, path)
    return decide(scopes, Action.CONVENE, path)


def may_cast(*, listed: bool, voted: bool) -> Answer:
    """May this account put a ballot in? Only whoever stands in the list himself: a vote can't be lent."""
    if not listed:
        return Denied("Đồng chí không có trong danh sách bỏ phiếu của hòm này.", out_of_sight=True)
    if voted:
        return Denied("Đồng chí đã bỏ phiếu ở hòm này. Mỗi người bỏ một lần, phiếu đã gửi không đổi được.")
    return Allowed()


def may_type(*, listed: bool, proposed: bool) -> Answer:
    """May this account type paper ballots in? One of the tellers does, never who is voted on."""
    if proposed:
        return Denied("Đồng chí là người được đề nghị trong hòm phiếu này nên không nhập phiếu.")
    if not listed:
        return Denied("Đồng chí không có tên trong những người nhập phiếu của hòm này.")
    return Allowed()

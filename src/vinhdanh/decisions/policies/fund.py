"""Who may keep the fund and the artefacts of a unit. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope


def may_keep(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody write in the ledger and the stock of the unit at that path?

    Args:
        own: the line is about himself: his own money, his own artefact.
    """
    if own:
        return Denied("Tiền thưởng, hiện vật của chính đồng chí: việc này do người khác ghi.")
    return decide(scopes, Action.ISSUE, path)

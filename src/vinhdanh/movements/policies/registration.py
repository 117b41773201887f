"""Who may open, fill, send and accept registrations. Pure: scopes and a unit's path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope


def may_open_registration(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody open a year's registration for the unit at that path and all below it? Its head does."""
    return decide(scopes, Action.CONCLUDE, path)


def may_write_registration(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody fill in the sheet of the unit at that path? A clerk does; a head may as well."""
    held = list(scopes)
    answer = decide(held, Action.EDIT, path)
    return answer or decide(held, Action.CONCLUDE, path) or answer


def may_send_registration(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody send the sheet, or take back what isn't accepted yet? The unit's head does."""
    return decide(scopes, Action.CONCLUDE, path)


def may_receive_registration(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody accept or return the sheet? Who heads the unit above; for the agency's own, all of it."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return decide(scopes, Action.CONCLUDE, above, seen_from=[path])


def may_register_own(*, own: bool) -> Answer:
    """May somebody register for this officer in his own name? Only he himself."""
    if own:
        return Allowed()
    return Denied("Tài khoản này không gắn với hồ sơ cán bộ đang công tác nên không tự đăng ký được.")

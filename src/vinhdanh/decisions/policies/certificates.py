"""Who may lay out blanks and print certificates. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope
from vinhdanh.people.types import Secrecy


def may_print(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody print certificates of the agency at that path, and lay out its blanks?

    Args:
        own: one of them is his own.
    """
    if own:
        return Denied("Giấy khen, bằng khen của chính đồng chí: việc này do người khác in.")
    return decide(scopes, Action.ISSUE, path)


def why_not_printed(secrecy: int) -> str:
    """Why a person's certificate never leaves the program as a file; "" where it may."""
    if secrecy == Secrecy.OPEN:
        return ""
    return "người có độ mật, không xuất ra tệp; làm theo chế độ bảo mật của cơ quan"

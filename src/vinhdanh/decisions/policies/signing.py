"""Who initials, who prepares a file to sign, who says whom the agency trusts."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope

NOT_NAMED = (
    "Đồng chí không có tên trong thứ tự ký nháy của quyết định này, hoặc chưa tới lượt: xem bảng Bản ký số."
)


def may_initial(named: bool) -> Answer:
    """May somebody initial a decision? Who is named, when it is his turn.

    To initial is to answer for the text; it decides about nobody, so that his own name in the list is no
    obstacle.
    """
    return Allowed() if named else Denied(NOT_NAMED)


def may_sign_paper(account: bool) -> Answer:
    """May somebody put his own signature on a paper? Whoever has an account, with his own key.

    What the signature is worth follows from the certificate, not from the program.
    """
    return Allowed() if account else Denied("Chỉ người có tài khoản ký, mỗi người bằng khóa của mình.")


def may_trust(scopes: Iterable[Scope]) -> Answer:
    """May somebody say whose certificates the agency trusts?"""
    return decide(scopes, Action.MANAGE_ACCOUNTS)


def may_see_trust(scopes: Iterable[Scope]) -> Answer:
    """May somebody read the list of whom the agency trusts?"""
    held = list(scopes)
    return decide(held, Action.READ_JOURNAL) or may_trust(held)


def may_show(own: bool) -> Answer:
    """May somebody set the picture of a signature? Only of his own."""
    return Allowed() if own else Denied("Mỗi người chỉ đặt ảnh chữ ký của chính mình.")

"""Who may make a package of which unit, and who may take one in. Pure: scopes and a path in, answers out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide, decide_somewhere
from vinhdanh.access.types import Action, Answer, Denied, Scope
from vinhdanh.exchange.packages.types import SecrecyRule

_MAKERS = "Lập gói dữ liệu thuộc thủ trưởng đơn vị (đơn vị mình), Thường trực và lãnh đạo (cả cơ quan)."
_WRITES = (Action.IMPORT, Action.EDIT, Action.GRANT, Action.CONCLUDE)  # a package brings all of these


def may_make_packages(scopes: Iterable[Scope]) -> Answer:
    """May somebody make packages at all? Whoever answers for a unit, or for the whole agency, does."""
    return decide_somewhere(scopes, Action.CONCLUDE) or Denied(_MAKERS)


def may_make_package(
    scopes: Iterable[Scope], path: str, secrecy: SecrecyRule = SecrecyRule.LEFT_OUT
) -> Answer:
    """May somebody make a package of the unit at that path ("/": of the whole agency)?

    Args:
        secrecy: people under secrecy go along in full only by who keeps the records of the whole agency.
    """
    held = list(scopes)
    answer = decide(held, Action.CONCLUDE, path)
    if isinstance(answer, Denied):
        return Denied(_MAKERS, answer.out_of_sight)
    if secrecy == SecrecyRule.INCLUDED and not decide(held, Action.GRANT):
        return Denied("Đưa người có độ mật vào gói là việc của Thường trực, có ghi căn cứ.")
    return answer


def may_take_packages(scopes: Iterable[Scope]) -> Answer:
    """May somebody take a package in? It writes records, honours and conclusions of the whole agency."""
    held = list(scopes)
    answer: Answer = Denied("")
    for action in _WRITES:
        answer = decide(held, action)
        if isinstance(answer, Denied):
            return Denied(
                "Nhận gói dữ liệu ghi hồ sơ, khen thưởng và kết luận của cả cơ quan: việc của Thường trực."
            )
    return answer

"""Who drafts, numbers and signs decisions. Pure: scopes and a path in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Answer, Denied, Scope


def may_draft(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody draft decisions of the agency at that path? Its standing body; who signs may too.

    A commendation within the hour (đột xuất) so needs no third person.
    """
    held = list(scopes)
    answer = decide(held, Action.ISSUE, path)
    return answer if answer else decide(held, Action.SIGN, path) or answer


def may_number(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody keep the book of numbers, and say how decisions are numbered?"""
    return decide(scopes, Action.ISSUE, path)


def may_sign(scopes: Iterable[Scope], path: str, *, own: Sequence[str] = ()) -> Answer:
    """May somebody sign a decision of the agency at that path, or refuse somebody in its list?

    Args:
        own: proposals of the list that are about himself, or about who lent him the right.
    """
    if own:
        return Denied(
            f"Danh sách có {', '.join(own)}: không ai ký khen thưởng cho mình hoặc cho người đã ủy quyền cho "
            "mình. Đưa dòng đó ra một quyết định khác để người khác có thẩm quyền ký."
        )
    return decide(scopes, Action.SIGN, path)

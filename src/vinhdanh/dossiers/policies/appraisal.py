"""Who may appraise, overrule, freeze anew, hold, post and object. Pure: scopes and paths in."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope


def may_appraise(
    scopes: Iterable[Scope],
    department: str,
    *,
    unit: str,
    place: str,
    home: str = "",
    own: bool = False,
) -> Answer:
    """May somebody answer for the department at that path? A role on the department does, or one above it,
    but nobody about the people of the unit that he serves in, nor about himself.

    Args:
        unit, place: paths of the unit that proposes and of the subject's team.
        home: path of the unit where he serves; empty when it isn't known.
        own: the proposal is about himself.
    """
    if own:
        return Denied("Hồ sơ về chính đồng chí: ý kiến thẩm định do người khác cho.")
    if home.startswith(unit):
        return Denied(
            "Đồng chí thuộc đơn vị đề nghị: người ở đơn vị khác cho ý kiến thẩm định về người của đơn vị này."
        )
    return decide(scopes, Action.APPRAISE, department, seen_from=[place, unit, department])


def may_decide_about(
    scopes: Iterable[Scope], agency: str, act: str, *, unit: str, place: str, own: bool = False
) -> Answer:
    """May somebody overrule, freeze anew, hold or conclude in the agency's rounds? Its standing body does.

    Args:
        act: what it is, for the refusal: «hoãn xét», «chốt lại bản đánh giá».
    """
    if own:
        return Denied(f"Hồ sơ về chính đồng chí: việc {act} do người khác có thẩm quyền làm.")
    return decide(scopes, Action.RUN_ROUND, agency, seen_from=[place, unit])


def may_object(*, own: bool, running: bool) -> Answer:
    """May somebody who is signed in object to a posted proposal? Anybody, while it hangs out.

    Args:
        own: it is about himself.
    """
    if own:
        return Denied("Đề nghị về chính đồng chí: báo thủ trưởng đơn vị để sửa hoặc rút hồ sơ.")
    if not running:
        return Denied("Danh sách này không còn niêm yết: gửi đơn đến Thường trực Hội đồng hoặc Thanh tra.")
    return Allowed()

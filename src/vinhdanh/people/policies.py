"""Who may write what about whom. Pure: scopes and facts about the record in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope
from vinhdanh.people.types import Secrecy


def may_edit_unit(scopes: Iterable[Scope], path: str) -> Answer:
    """The unit tree belongs to the agency: the right must cover the unit above, or everything."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return decide(scopes, Action.EDIT, above, seen_from=[path])


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


def may_request_transfer(
    scopes: Iterable[Scope], path: str, *, goes_to: str = "", own: bool = False
) -> Answer:
    """May somebody of the old unit (its path) ask to send one of its people elsewhere, or take that back?

    Args:
        goes_to: path of the new unit, where a request is seen too.
        own: it is himself.
    """
    if own:
        return Denied(
            "Đồng chí không tự đề nghị điều động cho mình: đề nghị cán bộ tổng hợp hoặc thủ trưởng ghi."
        )
    return decide(scopes, Action.REQUEST_TRANSFER, path, seen_from=[goes_to] if goes_to else [])


def may_answer_transfer(
    scopes: Iterable[Scope], path: str, *, comes_from: str, own: bool = False, asked: bool = False
) -> Answer:
    """May somebody of the new unit (its path) take a person in, or not?

    Args:
        comes_from: path of the old unit, where the request is seen too.
        own: it is himself; ``asked``: he asked for it.
    """
    if own:
        return Denied("Đồng chí không tự tiếp nhận mình: đề nghị thủ trưởng cấp trên trả lời.")
    if asked:
        return Denied("Người đề nghị không tự tiếp nhận: phải do người khác ở đơn vị đến trả lời.")
    return decide(scopes, Action.ANSWER_TRANSFER, path, seen_from=[comes_from])


def may_class(scopes: Iterable[Scope], path: str, *, own: bool = False) -> Answer:
    """May somebody enter the month of a person or unit at that path? A head may as well as a clerk."""
    if own:
        return Denied(
            "Đồng chí không tự phân loại mình: đề nghị thủ trưởng hoặc cán bộ tổng hợp khác ghi dòng này."
        )
    held = list(scopes)
    answer = decide(held, Action.EDIT, path)
    return answer or decide(held, Action.CONCLUDE, path) or answer


def may_run_period(scopes: Iterable[Scope], path: str, *, seen_from: Collection[str] = ()) -> Answer:
    """May somebody open, close and reopen months for the unit at that path and everything below it?

    Args:
        seen_from: paths of units below it, where its months are seen too.
    """
    return decide(scopes, Action.CONCLUDE, path, seen_from=seen_from)


def may_change_scales(scopes: Iterable[Scope]) -> Answer:
    """The rules of classing are the whole agency's."""
    return decide(scopes, Action.EDIT)


def may_decide_measure(scopes: Iterable[Scope], path: str, level: str, *, own: bool = False) -> Answer:
    """May somebody record a điều lệnh measure? Never about himself.

    Args:
        level: who decides it by the regulations; what a superior body decides needs the right on the
            unit above.
    """
    if own:
        return Denied(
            "Đồng chí không tự ghi hình thức xử lý của mình: việc này thuộc cấp trên hoặc Thường trực."
        )
    at = path.rstrip("/").rpartition("/")[0] + "/" if level.startswith("superior") else path
    return decide(scopes, Action.CONCLUDE, at, seen_from=[path])


def may_shape_papers(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody set the letterhead, the templates and the form numbers of a unit's papers?"""
    return decide(scopes, Action.ISSUE, path)


def may_export(secrecy: int, *, own: bool = False) -> Answer:
    """May a person's record stand in a file that leaves the program? Under secrecy, only for himself."""
    if secrecy == Secrecy.OPEN or own:
        return Allowed()
    return Denied("Người có độ mật không xuất ra tệp: xem trên trang, theo quyền được giao.")

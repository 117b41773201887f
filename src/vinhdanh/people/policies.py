"""Who may write what about whom. Pure: scopes and facts about the record in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope
from vinhdanh.people.types import Secrecy


def may_edit_unit(scopes: Iterable[Scope], path: str) -> Answer:
    """The unit tree belongs to the agency: the right must cover the unit above, or everything."""
    return decide(scopes, Action.EDIT, path.rstrip("/").rpartition("/")[0] + "/")


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


def may_export(secrecy: int, *, own: bool = False) -> Answer:
    """May a person's record stand in a file that leaves the program? Under secrecy, only for himself."""
    if secrecy == Secrecy.OPEN or own:
        return Allowed()
    return Denied("Người có độ mật không xuất ra tệp: xem trên trang, theo quyền được giao.")

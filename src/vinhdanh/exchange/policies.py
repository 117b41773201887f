"""Who may import what. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vinhdanh.access.policies import decide
from vinhdanh.access.types import WHOLE_AGENCY, Action, Allowed, Answer, Denied, Scope

# What a table asks beside the right to import: the same as writing in it by hand.
_ASKS = {"grants": Action.GRANT, "findings": Action.CONCLUDE}
_OWN = {
    "grants": "Đồng chí không tự ghi khen thưởng của mình: đề nghị người khác trong Thường trực nhập.",
    "findings": "Đồng chí không tự kết luận về mình: việc này thuộc thủ trưởng cấp trên hoặc Thường trực.",
}
_OWN_FILE = "Đồng chí không tự ghi hồ sơ của mình: đề nghị cán bộ tổng hợp khác hoặc Thường trực nhập."


def may_import(scopes: Sequence[Scope]) -> Answer:
    """May somebody bring files at all? Somewhere, at least."""
    held = list(scopes)
    answer = decide(held, Action.IMPORT)
    if answer or any(
        decide(held, Action.IMPORT, f"/{scope.unit_code}/") for scope in held if scope.unit_code
    ):
        return Allowed()
    return answer


def may_write(scopes: Iterable[Scope], table: str, path: str, *, own: bool = False) -> Answer:
    """May somebody import into a table of ``Facts`` for a subject at that path? ``own``: about himself."""
    if own:
        return Denied(_OWN.get(table, _OWN_FILE))
    held = list(scopes)
    if table == "units":  # the tree belongs to the unit above
        path = path.rstrip("/").rpartition("/")[0] + "/"
    answer = decide(held, Action.IMPORT, path)
    return decide(held, _ASKS.get(table, Action.EDIT), path) if answer else answer


def sees_all(scopes: Iterable[Scope]) -> bool:
    """Whether somebody may look at every import: the right covers the whole agency."""
    return bool(decide(list(scopes), Action.IMPORT))


def office_of(scopes: Sequence[Scope]) -> str:
    """The unit for which somebody imports, whose spellings are remembered together."""
    held = [
        s.unit_code for s in scopes if decide([s], Action.IMPORT, f"/{s.unit_code}/" if s.unit_code else "/")
    ]
    return WHOLE_AGENCY if not held or WHOLE_AGENCY in held else min(held)

"""Who may import what. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vinhdanh.access.policies import actions_of, decide, decide_somewhere
from vinhdanh.access.types import WHOLE_AGENCY, Action, Answer, Denied, Scope

# What a table asks beside the right to import: the same as writing in it by hand.
_ASKS = {"grants": Action.GRANT, "findings": Action.CONCLUDE}
_OWN = {
    "grants": "Đồng chí không tự ghi khen thưởng của mình: đề nghị người khác trong Thường trực nhập.",
    "findings": "Đồng chí không tự kết luận về mình: việc này thuộc thủ trưởng cấp trên hoặc Thường trực.",
}
_OWN_FILE = "Đồng chí không tự ghi hồ sơ của mình: đề nghị cán bộ tổng hợp khác hoặc Thường trực nhập."


def may_import(scopes: Sequence[Scope]) -> Answer:
    """May somebody bring files at all? Somewhere, at least."""
    return decide_somewhere(scopes, Action.IMPORT)


def may_write(scopes: Iterable[Scope], table: str, path: str, *, own: bool = False) -> Answer:
    """May somebody import into a table of ``Facts`` for a subject at that path? ``own``: about himself."""
    if own:
        return Denied(_OWN.get(table, _OWN_FILE))
    held = list(scopes)
    if table == "units":  # the tree belongs to the unit above
        path = path.rstrip("/").rpartition("/")[0] + "/"
    answer = decide(held, Action.IMPORT, path)
    return decide(held, _ASKS.get(table, Action.EDIT), path) if answer else answer


def may_merge(scopes: Iterable[Scope], path: str, *, honours: bool, own: bool = False) -> Answer:
    """May somebody make two files of a person one? Asked for each of the two, at its unit's path.

    Args:
        honours: the file holds honours, which then stand under another number.
        own: it is his own file.
    """
    if own:
        return Denied("Đồng chí không tự gộp hồ sơ của mình: đề nghị Thường trực gộp.")
    held = list(scopes)
    answer = decide(held, Action.EDIT, path)
    return decide(held, Action.GRANT, path) if answer and honours else answer


def may_undo(scopes: Sequence[Scope], *, own: bool) -> Answer:
    """May somebody take a written import back? His own, or anybody's for who answers for the whole agency."""
    if own:
        return may_import(scopes)
    answer = decide(list(scopes), Action.IMPORT)
    return answer or Denied("Chỉ người đã nhập hoặc Thường trực hoàn tác được lần nhập này.")


def sees_all(scopes: Iterable[Scope]) -> bool:
    """Whether somebody may look at every import: the right covers the whole agency."""
    return bool(decide(list(scopes), Action.IMPORT))


def office_of(scopes: Sequence[Scope]) -> str:
    """The unit for which somebody imports, whose spellings are remembered together."""
    held = [s.unit_code or s.within for s in scopes if Action.IMPORT in actions_of(s)]
    return WHOLE_AGENCY if not held or WHOLE_AGENCY in held else min(held)


# ---- running text ---------------------------------------------------------------------------------

_WRITES = (
    Action.GRANT,
    Action.EDIT,
    Action.CONCLUDE,
)  # what an item of a text may become asks for one of them


def may_read_text(scopes: Sequence[Scope]) -> Answer:
    """May somebody read texts into records at all? Whoever writes anything, somewhere."""
    answers = [decide_somewhere(scopes, action) for action in _WRITES]
    return next((answer for answer in answers if answer), decide(scopes, Action.EDIT))


def may_read_for(scopes: Iterable[Scope], path: str) -> Answer:
    """May somebody read a text about the unit at that path? Each item asks for its own right later."""
    held = list(scopes)
    answers = [decide(held, action, path) for action in _WRITES]
    return next((answer for answer in answers if answer), decide(held, Action.EDIT, path))


def may_undo_reading(scopes: Iterable[Scope], path: str, *, own: bool) -> Answer:
    """May somebody take back what a text brought? His own, or anybody's for who keeps the whole register."""
    held = list(scopes)
    if own:
        return may_read_for(held, path)
    answer = decide(held, Action.GRANT)
    return answer or Denied("Chỉ người đã đọc văn bản hoặc Thường trực hoàn tác được.")


def sees_all_readings(scopes: Iterable[Scope]) -> bool:
    """Whether somebody may look at every text that was read: he keeps the register of the whole agency."""
    return bool(decide(list(scopes), Action.GRANT))

"""Who may write, ask, review and comment in a dossier. Pure: scopes, paths and states in, an answer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vinhdanh.access.policies import actions_of, decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope
from vinhdanh.dossiers.policies.proposals import may_write_dossier
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import OWN_PARTS, PartKind

# The unit writes freely in the first three; in appraisal only what it was asked to mend.
WRITING = (Stage.DRAFT, Stage.UNIT, Stage.RETURNED)
ASKING = (Stage.APPRAISAL, Stage.RETURNED)
AGENCY = (Action.APPRAISE, Action.RUN_ROUND, Action.CONVENE, Action.VOTE, Action.SIGN, Action.ISSUE)


def lock_of(stage: Stage, part: PartKind, flagged: Collection[PartKind]) -> str:
    """Why a part is locked in this stage; empty when it is open.

    Args:
        flagged: parts that the unit is asked to mend.
    """
    if part in flagged and stage in ASKING:
        return ""
    if stage in WRITING and not (stage is Stage.RETURNED and flagged):
        return ""
    if stage in ASKING and flagged:
        return f"{part.label} đã khóa: chỉ phần được yêu cầu sửa đang mở."
    return f"{part.label} đã khóa: hồ sơ ở bước “{stage.label}”."


def may_write_part(
    scopes: Iterable[Scope],
    stage: Stage,
    part: PartKind,
    flagged: Collection[PartKind],
    *,
    place: str,
    unit: str,
    own: bool = False,
) -> Answer:
    """May somebody write in this part now?

    Args:
        flagged: parts that the unit is asked to mend.
        own: it is his own dossier: he writes what he did, never the minutes or the submission about himself.
    """
    if own and part not in OWN_PARTS:
        return Denied(f"{part.label} về chính đồng chí do người khác lập.")
    answer = may_write_dossier(scopes, stage, place=place, unit=unit, own=own)
    if isinstance(answer, Denied):
        return answer
    locked = lock_of(stage, part, flagged)
    return Denied(locked) if locked else answer


def may_ask_edit(
    scopes: Iterable[Scope], stage: Stage, *, place: str, unit: str, agency: str, own: bool = False
) -> Answer:
    """May somebody open parts of a dossier to the unit again? The standing body, while it appraises."""
    if own:
        return Denied("Hồ sơ về chính đồng chí do người khác thẩm định.")
    answer = decide(scopes, Action.RUN_ROUND, agency, seen_from=[place, unit])
    if isinstance(answer, Denied) or stage in ASKING:
        return answer
    return Denied(f"Chỉ yêu cầu sửa khi thẩm định hoặc khi đã trả lại: hồ sơ ở bước “{stage.label}”.")


def may_review_edit(
    scopes: Iterable[Scope],
    *,
    asked: bool,
    instead_why: str,
    place: str,
    unit: str,
    agency: str,
    own: bool = False,
) -> Answer:
    """May somebody review what the unit has mended? Only who asked, or another of the body who says why.

    Args:
        asked: he is the one who asked.
        instead_why: why he reviews in the asker's place.
    """
    answer = may_ask_edit(scopes, Stage.APPRAISAL, place=place, unit=unit, agency=agency, own=own)
    if isinstance(answer, Denied) or asked or instead_why.strip():
        return answer
    return Denied("Người yêu cầu sửa xem lại. Xem thay khi người đó vắng thì ghi lý do.")


def may_split(scopes: Iterable[Scope], stage: Stage, *, place: str, unit: str, own: bool = False) -> Answer:
    """May somebody put a part of a dossier into a second one? The unit, while it writes."""
    if own:
        return Denied("Hồ sơ về chính đồng chí do người khác tách.")
    answer = may_write_dossier(scopes, stage, place=place, unit=unit)
    if isinstance(answer, Denied) or stage in WRITING:
        return answer
    return Denied(f"Chỉ tách khi hồ sơ còn ở đơn vị: đang ở bước “{stage.label}”.")


def may_explain(scopes: Iterable[Scope], stage: Stage, *, place: str, unit: str, own: bool = False) -> Answer:
    """May somebody say why the unit proposes all the same? The unit, while it writes; never about himself."""
    if own:
        return Denied("Hồ sơ về chính đồng chí: lý do vẫn đề nghị do người khác ghi.")
    answer = may_write_dossier(scopes, stage, place=place, unit=unit)
    if isinstance(answer, Denied) or stage in WRITING:
        return answer
    return Denied(f"Chỉ ghi lý do khi hồ sơ còn ở đơn vị: đang ở bước “{stage.label}”.")


def may_count(scopes: Iterable[Scope], stage: Stage, *, place: str, unit: str, own: bool = False) -> Answer:
    """May somebody say which years count? The unit, while it writes; never about himself."""
    if own:
        return Denied("Hồ sơ về chính đồng chí: thời gian tính thành tích do người khác ghi.")
    answer = may_write_dossier(scopes, stage, place=place, unit=unit)
    if isinstance(answer, Denied) or stage in WRITING:
        return answer
    return Denied(f"Chỉ đặt thời gian tính thành tích khi hồ sơ còn ở đơn vị: đang ở bước “{stage.label}”.")


def may_comment(scopes: Iterable[Scope], *, place: str, unit: str, agency: str, own: bool = False) -> Answer:
    """May somebody write a remark? Whoever works on the dossier, and the subject himself."""
    if own:
        return Allowed()
    held = list(scopes)
    for action, path in ((Action.PROPOSE, place), (Action.PROPOSE, unit), *((a, agency) for a in AGENCY)):
        answer = decide(held, action, path, seen_from=[place, unit])
        if not isinstance(answer, Denied):
            return answer
    return decide(held, Action.PROPOSE, place, seen_from=[unit])


def reads_agency(scopes: Iterable[Scope], agency: str, *, own: bool = False) -> bool:
    """Whether somebody reads what the agency's bodies write among themselves; never about himself."""
    return not own and any(
        scope.covers(agency) and not actions_of(scope).isdisjoint(AGENCY) for scope in scopes
    )

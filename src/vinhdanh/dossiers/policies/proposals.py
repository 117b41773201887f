"""Who may move a proposal, write in its dossier and see it. Pure: scopes and paths in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable

from vinhdanh.access.policies import decide
from vinhdanh.access.types import Action, Allowed, Answer, Denied, Scope
from vinhdanh.dossiers.stages import Move, Stage, Where


def may_move(
    scopes: Iterable[Scope], move: Move, *, place: str, unit: str, agency: str, own: bool = False
) -> Answer:
    """May somebody make this move?

    Args:
        place, unit, agency: paths of the subject's team, of the unit that proposes and of the round's agency.
        own: the proposal is about himself.
    """
    if own:
        return Denied(f"Hồ sơ về chính đồng chí: việc “{move.label}” do người khác có thẩm quyền làm.")
    at = {Where.PLACE: place, Where.UNIT: unit, Where.ROUND: agency}[move.where]
    return decide(scopes, move.by, at, seen_from=[place, unit])


def may_write_dossier(
    scopes: Iterable[Scope], stage: Stage, *, place: str, unit: str, own: bool = False
) -> Answer:
    """May somebody write in the dossier in this stage? The team while it drafts, the unit until it submits.

    Args:
        own: it is his own dossier. He may write it himself (báo cáo thành tích is his), never move it.
    """
    if own and stage in (Stage.DRAFT, Stage.RETURNED):
        return Allowed()
    return decide(scopes, Action.PROPOSE, place if stage is Stage.DRAFT else unit, seen_from=[place])

"""The stages and moves of a dossier, as data."""

from __future__ import annotations

from itertools import combinations

import pytest

from vinhdanh.access.policies import ACTIONS
from vinhdanh.access.types import Role
from vinhdanh.audit.types import verbs
from vinhdanh.dossiers.guards import GUARDS
from vinhdanh.dossiers.stages import (
    ALWAYS,
    BY_VERB,
    ENDS,
    KEEPING,
    MOVES,
    ON_PATH,
    OPEN,
    Stage,
    goal,
    is_path,
)

OPTIONAL = [stage for stage in ON_PATH if stage not in ALWAYS]
PATHS = [
    tuple(stage for stage in ON_PATH if stage in ALWAYS or stage in chosen)
    for size in range(len(OPTIONAL) + 1)
    for chosen in combinations(OPTIONAL, size)
]


def reached(path: tuple[Stage, ...]) -> set[Stage]:
    """Every stage that moves lead to, from a draft."""
    found: set[tuple[Stage, Stage | None]] = {(Stage.DRAFT, None)}
    todo = list(found)
    while todo:
        stage, left = todo.pop()
        for move in MOVES:
            if stage not in move.start:
                continue
            end = goal(move, path, stage, left)
            side = end in (Stage.RETURNED, Stage.DEFERRED)
            behind = (left or stage) if side else None
            if (end, behind) not in found:
                found.add((end, behind))
                todo.append((end, behind))
    return {stage for stage, _ in found}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path))
def test_every_path_is_walkable_and_stays_on_itself(path: tuple[Stage, ...]) -> None:
    assert is_path(path)
    found = reached(path)
    assert set(path) <= found, "each stage of the path is reached"
    assert found & set(ON_PATH) == set(path), "and no other"
    assert {Stage.DECIDED, Stage.REFUSED, Stage.WITHDRAWN} <= found


def test_every_stage_is_reached_on_the_longest_path() -> None:
    assert reached(ON_PATH) == set(Stage)


def test_every_open_stage_has_an_exit_and_an_owner_who_can_act() -> None:
    for stage in OPEN:
        exits = [move for move in MOVES if stage in move.start]
        assert exits, stage
        assert stage in KEEPING, stage
        assert any(move.by in ACTIONS[KEEPING[stage].owner] for move in exits) or stage is Stage.SENT_UP


def test_nothing_leaves_an_end_but_what_was_only_dropped_from_a_draft() -> None:
    assert {move.verb for move in MOVES if move.start & ENDS} == {"restore"}


def test_every_move_is_journaled_under_a_name_of_its_own_and_has_somebody_who_may_make_it() -> None:
    assert len(BY_VERB) == len(MOVES)
    for move in MOVES:
        assert f"dossiers.{move.journal}" in verbs()
        assert any(move.by in ACTIONS[role] for role in Role), move.verb
        assert set(move.guards) <= set(GUARDS), move.verb


def test_what_ends_a_proposal_without_an_honour_carries_its_reason() -> None:
    for move in MOVES:
        if move.to in (Stage.REFUSED, Stage.WITHDRAWN, Stage.DROPPED, Stage.RETURNED, Stage.DEFERRED):
            assert move.reason, move.verb


def test_who_proposes_does_not_appraise_and_who_appraises_does_not_sign() -> None:
    for role, actions in ACTIONS.items():
        moves = {move.verb for move in MOVES if move.by in actions}
        assert not ({"submit"} & moves and {"pass_appraisal"} & moves), role
        assert not ({"pass_appraisal"} & moves and {"sign"} & moves), role

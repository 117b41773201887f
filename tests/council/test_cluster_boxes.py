"""A cluster votes in a sealed box; the count becomes the vote of its year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.council.voting import CHAIR, SECRETARY
from tests.movements.clustered import Clustered, fresh
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox
from vinhdanh.council.selectors.cluster_boxes import delegates_of, votes_needed
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.cluster_boxes import close_cluster_box, open_cluster_box
from vinhdanh.council.services.counting import close_box
from vinhdanh.council.types.boxes import BoxState, Choice
from vinhdanh.movements.models import ClusterYear
from vinhdanh.movements.selectors.votes import votes_of
from vinhdanh.movements.types.clusters import VoteBase

KEYS = {"chair_passphrase": CHAIR, "secretary_passphrase": SECRETARY}


@pytest.fixture
def k(db: None) -> Clustered:
    return Clustered()


def opened(k: Clustered, year: ClusterYear, **more: Any) -> BallotBox:
    until = timezone.now() + timedelta(minutes=10)
    given: dict[str, Any] = {"actor": k.boss, "year": year, "honour": "DVTT", "closes_at": until}
    return open_cluster_box(**(given | KEYS | more))


def test_the_heads_of_the_members_vote_and_the_count_is_recorded(k: Clustered) -> None:
    year = k.meeting()
    box = opened(k, year)
    voters = [one.account for one in box.voters.all()]
    assert {one.username for one in voters} == {
        one.account.username for one in delegates_of(year) if one.account
    }
    first, second, third = (f"member:{one.pk}" for one in fresh(year))
    for at, voter in enumerate(voters):
        cast(
            actor=voter,
            box=box,
            choices={first: Choice.FOR, second: Choice.FOR if at else Choice.AGAINST, third: Choice.AGAINST},
        )
    closed = close_cluster_box(actor=k.boss, box=box, minutes="Biên bản số 3/BB", **KEYS)
    assert closed.state == BoxState.CLOSED
    vote = votes_of(year)[0]
    assert vote.ballot.minutes == "Biên bản số 3/BB"
    assert (vote.ballot.summoned, vote.ballot.present) == (3, 3)
    assert [line.votes for line, _ in vote.lines] == [3, 2, 0]
    assert [yes for _, yes in vote.lines] == [True, True, False]


def test_the_count_and_its_record_are_one_act(k: Clustered) -> None:
    year = k.meeting()
    box = opened(k, year)
    with pytest.raises(ValidationError, match="Ghi biên bản"):
        close_cluster_box(actor=k.boss, box=box, minutes=" ", why="Xong", **KEYS)
    assert BallotBox.objects.get(pk=box.pk).state == BoxState.OPEN
    with pytest.raises(ValidationError, match="đóng ở trang của hòm"):
        close_box(actor=k.boss, box=box, **KEYS)


def test_a_box_that_was_tampered_with_is_in_the_journal_although_nothing_was_recorded(k: Clustered) -> None:
    """Counting and recording are one act that is undone whole: what was found must outlive it."""
    box = opened(k, k.meeting())
    BallotBox.objects.filter(pk=box.pk).update(content=bytes(one ^ 1 for one in box.content))
    with pytest.raises(ValidationError, match="không được mở để kiểm"):
        close_cluster_box(actor=k.boss, box=box, minutes="Biên bản số 3/BB", why="Xong", **KEYS)
    assert BallotBox.objects.get(pk=box.pk).state == BoxState.OPEN
    assert JournalEntry.objects.latest("number").verb == "council.box_tampered"


def test_a_member_without_an_account_is_named(k: Clustered) -> None:
    year = k.meeting()
    for one in delegates_of(year):
        if one.account and one.member.unit.code == "PX03":
            one.account.is_active = False
            one.account.save()
    with pytest.raises(ValidationError, match="chưa có tài khoản"):
        opened(k, year)


def test_only_in_the_meeting(k: Clustered) -> None:
    with pytest.raises(ValidationError, match="việc này làm ở bước"):
        opened(k, k.checking())


@pytest.mark.parametrize(
    ("threshold", "above", "base", "needed"),
    [(60, False, VoteBase.PRESENT, 3), (50, True, VoteBase.SUMMONED, 6), (100, True, VoteBase.PRESENT, 6)],
)
def test_votes_needed_follow_the_regulation(threshold: int, above: bool, base: str, needed: int) -> None:
    year = ClusterYear(threshold=threshold, above=above, vote_base=base)
    assert votes_needed(year, present=5, summoned=10) == needed


def test_another_head_of_the_same_unit_does_not_vote_twice(k: Clustered) -> None:
    make_account("pho-px02", (Role.UNIT_HEAD, "PX02"))
    box = opened(k, k.meeting())
    assert box.voters.count() == 3

"""Paper ballots: two people type, and must agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.council.voting import ITEMS, A, B, C, Council
from tests.dossiers.review import OPERATOR, Review
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox
from vinhdanh.council.selectors.boxes import current_typings, last_difference, problems_of, result_of
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.paper import open_paper_box, type_paper
from vinhdanh.council.types.boxes import BoxItem, BoxState, PaperCount

pytestmark = pytest.mark.django_db
COUNTS = {A: (6, 1, 0), B: (5, 1, 1), C: (2, 5, 0)}


def count(**more: Any) -> PaperCount:
    given: dict[str, Any] = {"handed_out": 8, "returned": 8, "valid": 7, "invalid": 1, "counts": COUNTS}
    return PaperCount(**(given | more))


def opened(council: Council, **more: Any) -> BallotBox:
    given: dict[str, Any] = {
        "actor": council.secretary,
        "title": "Phiếu giấy",
        "items": ITEMS,
        "tellers": council.members[:3],
        "members": 8,
    }
    return open_paper_box(**(given | more))


def test_two_who_agree_make_the_result(council: Council) -> None:
    box = opened(council)
    first, second = council.members[:2]
    assert type_paper(actor=first, box=box, count=count()) == []
    assert result_of(BallotBox.objects.get(pk=box.pk)) == [], "one alone decides nothing"
    assert type_paper(actor=second, box=box, count=count()) == []
    closed = BallotBox.objects.get(pk=box.pk)
    assert closed.state == BoxState.CLOSED
    assert [(one.for_, one.passed) for one in result_of(closed)] == [(6, True), (5, False), (2, False)]
    assert problems_of(closed) == []


def test_nobody_types_twice_in_one_attempt(council: Council) -> None:
    box = opened(council)
    type_paper(actor=council.members[0], box=box, count=count())
    with pytest.raises(ValidationError, match="người thứ hai nhập"):
        type_paper(actor=council.members[0], box=box, count=count())


def test_a_difference_is_shown_item_by_item_and_both_type_again(council: Council) -> None:
    box = opened(council)
    first, second, third = council.members[:3]
    type_paper(actor=first, box=box, count=count())
    found = type_paper(
        actor=second,
        box=box,
        count=count(handed_out=7, returned=7, invalid=0, counts=COUNTS | {B: (4, 2, 1)}),
    )
    assert [one[0] for one in found] == [
        "Số phiếu phát ra",
        "Số phiếu thu về",
        "Số phiếu không hợp lệ",
        "2. Trần Bình",
    ]
    assert found[3][1:] == ("5 đồng ý, 1 không đồng ý, 1 trắng", "4 đồng ý, 2 không đồng ý, 1 trắng")
    assert last_difference(box) == found
    assert current_typings(box) == (2, [])
    type_paper(actor=third, box=box, count=count())
    type_paper(actor=first, box=box, count=count())
    assert BallotBox.objects.get(pk=box.pk).state == BoxState.CLOSED


def test_what_one_typed_is_in_no_journal_before_the_other_has_typed(council: Council) -> None:
    box = opened(council)
    type_paper(actor=council.members[0], box=box, count=count())
    assert JournalEntry.objects.latest("number").details == {"attempt": 1}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            {"returned": 9, "valid": 8, "counts": {A: (7, 1, 0), B: (6, 1, 1), C: (3, 5, 0)}},
            "thu về không nhiều",
        ),
        ({"valid": 6}, "phải bằng 6 phiếu hợp lệ"),
        ({"invalid": 0}, "cộng lại phải bằng"),
        ({"handed_out": 9}, "nhiều hơn 8 thành viên"),
        ({"counts": {A: (6, 1, 0)}}, "ghi đủ"),
    ],
)
def test_figures_that_do_not_add_up_are_refused(council: Council, wrong: dict[str, Any], says: str) -> None:
    box = opened(council)
    with pytest.raises(ValidationError) as refused:
        type_paper(actor=council.members[0], box=box, count=count(**wrong))
    assert says in " ".join(refused.value.messages)
    assert not box.typings.exists()


def test_who_does_not_vote_on_an_item_can_not_be_counted_on_it(council: Council) -> None:
    """Eight are there, two of them do not vote on the second item: all eight sheets look alike."""
    items = [replace(one, able=6 if one.ref == B else 8) for one in ITEMS]
    box = opened(council, items=items, attending=8)
    eight = {"valid": 8, "invalid": 0}
    told = {A: (7, 1, 0), B: (6, 1, 1), C: (2, 6, 0)}
    with pytest.raises(ValidationError, match="7 phiếu đồng ý và không đồng ý, nhiều hơn 6 người"):
        type_paper(actor=council.members[0], box=box, count=count(**eight, counts=told))
    for teller in council.members[:2]:
        type_paper(actor=teller, box=box, count=count(**eight, counts=told | {B: (5, 1, 2)}))
    assert result_of(BallotBox.objects.get(pk=box.pk))[1].for_ == 5


def test_no_more_sheets_are_handed_out_than_people_are_there(council: Council) -> None:
    with pytest.raises(ValidationError, match="nhiều hơn 7 người có mặt"):
        type_paper(actor=council.members[0], box=opened(council, attending=7), count=count())


def test_one_teller_is_not_enough(council: Council) -> None:
    with pytest.raises(ValidationError, match="ít nhất hai người"):
        opened(council, tellers=council.members[:1] * 2)


def test_only_tellers_type_and_never_who_is_proposed(council: Council) -> None:
    box = opened(council)
    for actor in (council.secretary, council.members[4], OPERATOR):
        with pytest.raises(PermissionDenied, match="không có tên trong những người nhập"):
            type_paper(actor=actor, box=box, count=count())


def test_who_is_voted_on_can_not_be_a_teller() -> None:
    review = Review()
    made = review.proposal(review.round())
    with pytest.raises(ValidationError, match="là người được đề nghị"):
        open_paper_box(
            actor=review.secretary,
            title="Phiếu giấy",
            items=[BoxItem(f"proposal:{made.pk}", "Lê Thị Ánh", "", 2)],
            tellers=[review.officer, review.reviewer],
            members=3,
        )


def test_a_paper_box_takes_no_ballot_on_screen_and_the_other_way_round(council: Council) -> None:
    box = opened(council)
    with pytest.raises(PermissionDenied, match="không có trong danh sách"):
        cast(actor=council.members[0], box=box, choices={})
    with pytest.raises(ValidationError, match="khi hai người nhập khớp"):
        council.close(box)

"""Somebody with the database (or the server) in hand changes a box; it is found, and nothing is counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.council.voting import AGAINST, FOR, SAID, A, Council
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council import sealing
from vinhdanh.council.checks import keys_destroyed, open_boxes_whole, results_stand
from vinhdanh.council.models import (
    BallotBox,
    BallotItem,
    BallotReceipt,
    BallotSlip,
    BallotTotal,
    BallotVoter,
)
from vinhdanh.council.sealing import Ballot
from vinhdanh.council.selectors.boxes import frame_of, problems_of
from vinhdanh.council.services import keyfiles
from vinhdanh.council.services.casting import cast, forget_key
from vinhdanh.council.services.counting import recount
from vinhdanh.council.services.opening import finish, sweep_keys
from vinhdanh.council.types.boxes import BoxState

pytestmark = pytest.mark.django_db
Guards = Callable[[], AbstractContextManager[None]]
SIZE = sealing.sealed_size(3)


def refused(council: Council, box: BallotBox, says: str) -> None:
    """Closing is refused, nothing has changed, and the journal knows it."""
    before = BallotBox.objects.values().get(pk=box.pk)
    with pytest.raises(ValidationError, match=says):
        council.close(box, why="X")
    assert BallotBox.objects.values().get(pk=box.pk) == before
    assert not BallotSlip.objects.exists()
    assert JournalEntry.objects.latest("number").verb == "council.box_tampered"


def rewritten(box: BallotBox, ballots: list[bytes], casts: int) -> None:
    """What somebody writes who has both the database and the outer key."""
    key = keyfiles.key_at(box.name, 7)
    for _ in range(casts - 7):
        key = sealing.next_key(key)
    content = sealing.fill(key, ballots, frame=frame_of(box), places=7, size=SIZE)
    BallotBox.objects.filter(pk=box.pk).update(content=content, casts=casts)


def inside(box: BallotBox) -> list[bytes]:
    row = BallotBox.objects.get(pk=box.pk)
    return sealing.empty(
        keyfiles.key_at(box.name, 7), bytes(row.content), frame=frame_of(box), places=7, size=SIZE
    )


@pytest.fixture
def full(council: Council) -> BallotBox:
    box = council.open()
    council.vote(box)
    return box


def test_a_changed_byte(council: Council, full: BallotBox) -> None:
    content = bytearray(BallotBox.objects.get(pk=full.pk).content)
    content[100] ^= 1
    BallotBox.objects.filter(pk=full.pk).update(content=bytes(content))
    refused(council, full, "đã bị thay đổi")


def test_a_ballot_removed(council: Council, full: BallotBox) -> None:
    rewritten(full, inside(full)[1:], 7)
    refused(council, full, "Hòm có 6 phiếu, 7 người")


def test_a_ballot_added_for_a_voter_who_has_not_come(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:6])
    row = BallotBox.objects.get(pk=box.pk)
    frame = frame_of(box)
    six = sealing.empty(keyfiles.key_at(box.name, 6), bytes(row.content), frame=frame, places=7, size=SIZE)
    forged = sealing.seal(bytes(row.public), Ballot(sealing.new_receipt(), bytes([1, 1, 1])))
    key = sealing.next_key(keyfiles.key_at(box.name, 6))
    content = sealing.fill(key, [*six, forged], frame=frame, places=7, size=SIZE)
    BallotBox.objects.filter(pk=box.pk).update(content=content, casts=7)
    refused(council, box, "Hòm có 7 phiếu, 6 người")
    assert [one.what for one in open_boxes_whole()]


def test_a_ballot_copied_over_another(council: Council, full: BallotBox) -> None:
    ballots = inside(full)
    rewritten(full, [*ballots[:6], ballots[0]], 7)
    refused(council, full, "chép thành nhiều phiếu")


def test_a_ballot_that_no_voter_sealed(council: Council, full: BallotBox) -> None:
    rewritten(full, [*inside(full)[:6], bytes(SIZE)], 7)
    refused(council, full, "không mở được")


def test_a_forged_ballot_takes_the_place_of_a_voters_whose_receipt_is_then_missing(
    council: Council,
) -> None:
    """Who has the server itself can do it; the voter finds out, since nobody can make his receipt."""
    box = council.open()
    receipts = council.vote(box)
    row = BallotBox.objects.get(pk=box.pk)
    forged = sealing.seal(bytes(row.public), Ballot(sealing.new_receipt(), bytes([2, 0, 2])))
    rewritten(box, [*inside(box)[:6], forged], 7)
    closed = council.close(box)
    marks = {sealing.receipt_mark(sealing.receipt_of(one) or b"", box.name) for one in receipts}
    assert len(marks & set(closed.receipts.values_list("mark", flat=True))) == 6


def test_more_choices_on_an_item_than_people_who_vote_on_it(council: Council) -> None:
    box = council.open()
    council.vote(box, [{**one, "proposal:902": FOR} for one in SAID[:2]])
    cast(actor=council.members[2], box=box, choices={A: FOR})
    row = BallotBox.objects.get(pk=box.pk)
    ballots = [
        sealing.seal(bytes(row.public), Ballot(sealing.new_receipt(), bytes([1, 1, 1]))) for _ in range(3)
    ]
    content = sealing.fill(keyfiles.key_at(box.name, 3), ballots, frame=frame_of(box), places=7, size=SIZE)
    BallotBox.objects.filter(pk=box.pk).update(content=content)
    refused(council, box, "nhiều ý kiến hơn số người")


def test_an_older_state_of_the_box_put_back(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:3])
    forget_key(box.pk)
    old = BallotBox.objects.values("content", "casts").get(pk=box.pk)
    for member, choices in zip(council.members[3:], SAID[3:], strict=True):
        cast(actor=member, box=box, choices=choices)
    forget_key(box.pk)
    BallotBox.objects.filter(pk=box.pk).update(**old)
    refused(council, box, "một bản cũ đã được chép lại")
    # With the counter left as it was, the old content is locked with a key that nobody has any more.
    BallotBox.objects.filter(pk=box.pk).update(content=old["content"], casts=7)
    refused(council, box, "bản cũ được chép lại")


def test_a_vote_taken_out_together_with_its_mark(
    council: Council, full: BallotBox, guards_down: Guards
) -> None:
    forget_key(full.pk)
    with guards_down():
        BallotVoter.objects.filter(pk=full.voters.first().pk).update(voted=False)  # type: ignore[union-attr]
    BallotBox.objects.filter(pk=full.pk).update(casts=6)
    refused(council, full, "đã nhận 7 phiếu nhưng cơ sở dữ liệu chỉ còn ghi 6")


@pytest.mark.parametrize("what", ["items exchanged", "key exchanged", "voter added", "recusal removed"])
def test_what_the_ballots_are_about_can_not_be_changed_under_them(
    council: Council, full: BallotBox, guards_down: Guards, what: str
) -> None:
    first, second = full.items.all()[:2]
    with guards_down():
        match what:
            case "items exchanged":
                BallotItem.objects.filter(pk=first.pk).update(ref="x", label=second.label)
                BallotItem.objects.filter(pk=second.pk).update(ref=first.ref, label=first.label)
            case "key exchanged":
                other = sealing.make_keys("a", "b", sealing.Cost(1, 8192))
                BallotBox.objects.filter(pk=full.pk).update(public=other.public)
            case "voter added":
                BallotVoter.objects.create(box=full, account=council.outsider, name="X", voted=True)
            case "recusal removed":
                BallotVoter.objects.filter(box=full).update(refused={})
    refused(council, full, "đã bị thay đổi")


def test_the_outer_key_lost(council: Council, full: BallotBox) -> None:
    keyfiles.destroy(full.name)
    refused(council, full, "Không còn tệp khóa ngoài")
    assert "Không còn tệp khóa ngoài" in next(iter(open_boxes_whole())).what


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda box: BallotSlip.objects.filter(item=box.items.first(), choice=2).update(choice=1),
            "phiếu rời",
        ),
        (lambda box: BallotSlip.objects.filter(item=box.items.first())[0].delete(), "phiếu rời"),
        (lambda box: BallotTotal.objects.filter(item=box.items.first()).update(in_favour=7), "phiếu rời"),
        (lambda box: box.receipts.all()[0].delete(), "6 mã đối chiếu cho 7 phiếu"),
        (lambda box: BallotReceipt.objects.create(box=box, mark="0" * 40), "8 mã đối chiếu"),
        (lambda box: box.voters.filter(name__contains="uv1").update(voted=False), "6 người đã bỏ phiếu"),
        (lambda box: BallotItem.objects.filter(box=box).update(needed=1), "khác kết quả ghi trong nhật ký"),
    ],
)
def test_a_result_changed_afterwards_is_found_by_counting_again(
    council: Council,
    full: BallotBox,
    guards_down: Guards,
    change: Callable[[BallotBox], object],
    says: str,
) -> None:
    council.close(full)
    assert recount(actor=council.secretary, box=BallotBox.objects.get(pk=full.pk)) == []
    with guards_down():
        change(full)
    found = recount(actor=council.secretary, box=BallotBox.objects.get(pk=full.pk))
    assert any(says in one for one in found), found
    assert [one.what for one in results_stand()]


def test_slips_and_totals_changed_alike_differ_from_the_journal(
    council: Council, full: BallotBox, guards_down: Guards
) -> None:
    closed = council.close(full)
    item = full.items.get(position=3)
    with guards_down():
        BallotSlip.objects.filter(item=item, choice=AGAINST).update(choice=FOR)
        BallotTotal.objects.filter(item=item).update(in_favour=7, against=0)
    assert problems_of(closed) == [
        "Kết quả đang lưu khác kết quả ghi trong nhật ký lúc đóng hòm.",
        "Kết quả đang lưu không khớp mã băm ghi ở hòm phiếu.",
    ]


@pytest.mark.parametrize(
    "forbidden",
    [
        lambda box: box.items.update(needed=1),
        lambda box: BallotSlip.objects.all().update(choice=1),
        lambda box: box.receipts.all().delete(),
        lambda box: box.voters.update(voted=False),
        lambda box: BallotBox.objects.filter(pk=box.pk).update(title="Khác"),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_counted(
    council: Council, full: BallotBox, forbidden: Callable[[BallotBox], object]
) -> None:
    council.close(full)
    with pytest.raises(IntegrityError), transaction.atomic():
        forbidden(full)


def test_a_key_that_was_left_behind_is_found_and_swept(council: Council, full: BallotBox) -> None:
    closed = council.close(full)  # killed before the commit's last act
    assert keyfiles.file_of(full.name).exists()
    assert len(list(keys_destroyed())) == 1
    assert sweep_keys() == 1
    assert not keyfiles.file_of(full.name).exists()
    assert not list(keys_destroyed())
    finish(closed.name)  # again does no harm
    assert closed.state == BoxState.CLOSED

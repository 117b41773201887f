"""Opening a box, casting, closing: the rules of a vote."""

from __future__ import annotations

from datetime import timedelta
from unicodedata import normalize

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.council.voting import AGAINST, BLANK, CHAIR, FOR, ITEMS, SAID, SECRETARY, A, B, C, Council
from tests.dossiers.review import Review
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox, BallotSlip
from vinhdanh.council.selectors.boxes import problems_of, progress_of, result_of, was_counted
from vinhdanh.council.services import keyfiles
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.opening import extend_box, open_box, void_box
from vinhdanh.council.types.boxes import LEAST, BoxItem, BoxState, BoxVoter, Choice

pytestmark = pytest.mark.django_db


def later(box: BallotBox, minutes: int) -> None:
    """As if the box had been opened so many minutes ago."""
    span = timedelta(minutes=minutes)
    BallotBox.objects.filter(pk=box.pk).update(opened=box.opened - span, closes=box.closes - span)  # type: ignore[operator]


def test_seven_members_vote_and_the_totals_are_what_they_said(council: Council) -> None:
    box = council.open()
    council.vote(box)
    closed = council.close(box)
    found = {one.ref: (one.for_, one.against, one.blank, one.passed) for one in result_of(closed)}
    # Who does not vote on B is no abstention: six could vote on it.
    assert found == {A: (6, 1, 0, True), B: (4, 1, 1, False), C: (2, 5, 0, False)}
    assert problems_of(closed) == []


def test_before_closing_there_is_progress_and_nothing_else(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:2])
    assert result_of(box) == []
    progress = progress_of(box)
    assert (progress.voted, progress.total, progress.all_in) == (2, 7, False)
    assert not BallotSlip.objects.exists()


def test_a_ballot_is_cast_once(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:1])
    with pytest.raises(PermissionDenied, match="đã bỏ phiếu"):
        cast(actor=council.members[0], box=box, choices={A: AGAINST})
    assert progress_of(box).voted == 1


def test_only_who_is_listed_votes_and_nobody_for_another(council: Council) -> None:
    box = council.open()
    for actor in (council.secretary, council.outsider, Operator()):
        with pytest.raises(PermissionDenied, match="không có trong danh sách"):
            cast(actor=actor, box=box, choices={})


def test_an_item_that_a_voter_does_not_vote_on_takes_no_choice(council: Council) -> None:
    box = council.open()
    with pytest.raises(ValidationError, match="là Thủ trưởng đơn vị"):
        cast(actor=council.members[2], box=box, choices={B: FOR})
    with pytest.raises(ValidationError, match="không thuộc hòm này"):
        cast(actor=council.members[0], box=box, choices={"proposal:1": FOR})
    assert progress_of(box).voted == 0


def test_nobody_votes_on_himself_even_where_the_list_forgot_it() -> None:
    review = Review()
    made = review.proposal(review.round())
    council_members = [review.officer, review.boss, review.reviewer, review.clerk]
    box = open_box(
        actor=review.secretary,
        title="Phiếu",
        items=[BoxItem(f"proposal:{made.pk}", str(made.subject), "", 2)],
        voters=[BoxVoter(one, frozenset(), one.full_name) for one in council_members],
        members=4,
        closes_at=timezone.now() + timedelta(minutes=5),
        chair_passphrase=CHAIR,
        secretary_passphrase=SECRETARY,
    )
    with pytest.raises(ValidationError, match="là người được đề nghị"):
        cast(actor=review.officer, box=box, choices={f"proposal:{made.pk}": FOR})


def test_too_late_is_refused_until_the_secretary_extends(council: Council) -> None:
    box = council.open()
    later(box, 20)
    with pytest.raises(ValidationError, match="Hết giờ bỏ phiếu"):
        council.vote(box, SAID[:1])
    until = timezone.now() + timedelta(minutes=10)
    with pytest.raises(ValidationError, match="lý do gia hạn"):
        extend_box(actor=council.secretary, box=box, closes_at=until, why=" ")
    extend_box(actor=council.secretary, box=box, closes_at=until, why="Hai đồng chí đến muộn")
    assert council.vote(box, SAID[:1])
    with pytest.raises(ValidationError, match="Giờ mới phải sau"):
        extend_box(actor=council.secretary, box=box, closes_at=until, why="X")


def test_closing_early_needs_everybody_or_a_reason(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:4])
    with pytest.raises(ValidationError, match="4/7 người bỏ phiếu"):
        council.close(box)
    closed = council.close(box, why="Ba đồng chí đi chống bão")
    assert result_of(closed)[0].for_ == 4


@pytest.mark.parametrize(
    ("chair", "secretary"), [("sai", SECRETARY), (CHAIR, "sai"), (SECRETARY, CHAIR), ("", "")]
)
def test_both_passphrases_are_needed(council: Council, chair: str, secretary: str) -> None:
    box = council.open()
    council.vote(box)
    before = BallotBox.objects.values().get(pk=box.pk)
    with pytest.raises(ValidationError, match="ít nhất một trong hai mật khẩu không đúng"):
        council.close(box, chair_passphrase=chair, secretary_passphrase=secretary)
    assert BallotBox.objects.values().get(pk=box.pk) == before
    assert council.close(box).state == BoxState.CLOSED


def test_a_passphrase_typed_with_other_marks_of_the_same_letters_is_the_same(council: Council) -> None:
    box = council.open(chair_passphrase=normalize("NFD", CHAIR))
    council.vote(box)
    assert council.close(box).state == BoxState.CLOSED


def test_a_box_is_closed_once(council: Council) -> None:
    box = council.open()
    council.vote(box)
    council.close(box)
    with pytest.raises(ValidationError, match="đã kiểm phiếu"):
        council.close(box)
    with pytest.raises(ValidationError, match="đã kiểm phiếu"):
        void_box(actor=council.secretary, box=box, why="X")
    with pytest.raises(PermissionDenied, match="đã bỏ phiếu"):
        council.vote(box)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"items": []}, "chưa có mục nào"),
        ({"items": [ITEMS[0], ITEMS[0]]}, "hai lần"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "Giờ đóng đã qua"),
        ({"chair_passphrase": "ngắn"}, "ít nhất"),
        ({"secretary_passphrase": CHAIR}, "phải khác nhau"),
        ({"members": 6}, "không thể ít hơn"),
    ],
)
def test_a_box_that_would_not_be_secret_or_has_nothing_in_it_is_not_opened(
    council: Council, wrong: dict[str, object], says: str
) -> None:
    there = list(keyfiles.kept())
    with pytest.raises(ValidationError, match=says):
        council.open(**wrong)
    assert not BallotBox.objects.exists()
    assert list(keyfiles.kept()) == there, "no key is left of a box that was not opened"


def test_two_voters_are_too_few(council: Council) -> None:
    with pytest.raises(ValidationError, match="ít nhất 3 người"):
        council.open(voters=council.voters({})[:2])


def test_an_item_on_which_two_vote_would_tell_how_each_did(council: Council) -> None:
    """Five of the seven do not vote on the second item."""
    with pytest.raises(ValidationError, match="Trần Bình: chỉ còn 2 người được bỏ phiếu"):
        council.open(voters=council.voters({at: frozenset({B}) for at in range(5)}))
    assert council.open(voters=council.voters({at: frozenset({B}) for at in range(4)})).state == BoxState.OPEN


@pytest.mark.parametrize(
    ("cast_by", "says"), [(1, "1. Lê Thị Ánh mới có 1 phiếu"), (3, "2. Trần Bình mới có 2")]
)
def test_a_box_with_few_ballots_is_not_counted(council: Council, cast_by: int, says: str) -> None:
    """Who has voted is known: the sum of one ballot, or of two, says how each of them voted."""
    box = council.open()
    council.vote(box, SAID[:cast_by])
    with pytest.raises(ValidationError, match=says):
        council.close(box, why="Hết giờ họp")
    now = BallotBox.objects.get(pk=box.pk)
    assert now.state == BoxState.OPEN
    assert result_of(now) == []
    void_box(actor=council.secretary, box=now, why="Không đủ phiếu")


def test_a_receipt_says_that_the_ballot_was_counted(council: Council) -> None:
    box = council.open()
    receipts = council.vote(box)
    assert len(set(receipts)) == 7
    assert was_counted(box, receipts[0]) is False, "nothing is published before closing"
    closed = council.close(box)
    assert all(was_counted(closed, one) for one in receipts)
    assert was_counted(closed, receipts[0].lower().replace("-", " "))
    assert was_counted(closed, "AAAA-AAAA-AAAA-AAAA") is False
    assert was_counted(closed, "không phải mã") is None


def test_a_cancelled_box_is_read_by_nobody(council: Council) -> None:
    box = council.open()
    council.vote(box, SAID[:4])
    with pytest.raises(ValidationError, match="Ghi lý do"):
        void_box(actor=council.secretary, box=box, why="")
    void = void_box(actor=council.secretary, box=box, why="Quên mật khẩu")
    assert (void.state, bytes(void.content), bytes(void.locked)) == (BoxState.VOID, b"", b"")
    assert not BallotSlip.objects.exists()


def test_the_journal_knows_who_voted_and_how_it_came_out_never_a_choice(council: Council) -> None:
    box = council.open()
    council.vote(box)
    council.close(box)
    lines = JournalEntry.objects.filter(ref=f"box:{box.pk}").order_by("number")
    assert [one.verb for one in lines] == [
        "council.box_opened",
        *["council.ballot_cast"] * 7,
        "council.box_closed",
    ]
    assert {one.data for one in lines if one.verb == "council.ballot_cast"} == {"{}"}
    assert "6 đồng ý, 1 không đồng ý" in lines[8].data
    assert not any(words in one.data for one in lines for words in (CHAIR, SECRETARY))


choice = st.sampled_from(Choice)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(
    said=st.lists(st.fixed_dictionaries({}, optional={A: choice, B: choice, C: choice}), max_size=7),
    barred=st.dictionaries(st.integers(0, 6), st.frozensets(st.sampled_from([A, B, C]))),
)
def test_whatever_is_said_the_totals_are_right(
    council: Council, said: list[dict[str, Choice]], barred: dict[int, frozenset[str]]
) -> None:
    able = {ref: [at for at in range(7) if ref not in barred.get(at, ())] for ref in (A, B, C)}
    if min(map(len, able.values())) < LEAST:
        with pytest.raises(ValidationError, match="người được bỏ phiếu"):
            council.open(voters=council.voters(barred))
        return
    box = council.open(voters=council.voters(barred))
    cast_of = [
        {ref: one for ref, one in choices.items() if ref not in barred.get(at, ())}
        for at, choices in enumerate(said)
    ]
    council.vote(box, cast_of)
    if any(0 < sum(at < len(said) for at in voters) < LEAST for voters in able.values()):
        with pytest.raises(ValidationError, match="cho biết ai bầu thế nào"):
            council.close(box, why="Kết thúc")
        return
    closed = council.close(box, why="Kết thúc")
    for result in result_of(closed):
        votes = [
            choices.get(result.ref, BLANK)
            for at, choices in enumerate(cast_of)
            if result.ref not in barred.get(at, ())
        ]
        told = (result.for_, result.against, result.blank)
        assert told == (votes.count(FOR), votes.count(AGAINST), votes.count(BLANK))
    assert problems_of(closed) == []

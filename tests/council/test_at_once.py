"""Two secretaries at one session, and a machine that stops while a box is being closed."""

from __future__ import annotations

import pytest

from tests.at_once import at_once, killed_after_each_statement
from tests.council.sitting import WORDS, Sitting
from tests.council.voting import SAID, Council
from tests.dossiers.review import OPERATOR
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council import services
from vinhdanh.council.models import BallotBox, BallotReceipt, BallotSlip, Minutes
from vinhdanh.council.models import Council as Council_
from vinhdanh.council.selectors.boxes import problems_of, result_of
from vinhdanh.council.services import keyfiles
from vinhdanh.council.services.opening import sweep_keys
from vinhdanh.council.types.boxes import BoxState
from vinhdanh.dossiers.models import ProposalMove

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def council(transactional_db: None) -> Council:
    return Council()


@pytest.fixture
def sitting(transactional_db: None) -> Sitting:
    return Sitting()


def done_once(said: list[str]) -> str:
    """One of two is done; the sentence that the other one reads."""
    assert sorted(word == "done" for word in said) == [False, True], said
    assert verify_chain() is None
    return next(word for word in said if word != "done")


def test_two_secretaries_close_the_same_box(council: Council) -> None:
    box = council.open()
    council.vote(box)
    refused = done_once(at_once(*[lambda: council.close(BallotBox.objects.get(pk=box.pk))] * 2))
    assert "đã kiểm phiếu" in refused, refused
    assert JournalEntry.objects.filter(verb="council.box_closed").count() == 1
    now = BallotBox.objects.get(pk=box.pk)
    assert [(one.for_, one.against) for one in result_of(now)] == [(6, 1), (4, 1), (2, 5)]
    assert problems_of(now) == []


def test_two_secretaries_set_up_the_years_council(sitting: Sitting) -> None:
    refused = done_once(at_once(sitting.council, sitting.council))
    assert "đã có Hội đồng" in refused or "vừa được người khác lập" in refused, refused
    assert Council_.objects.count() == 1


def test_two_secretaries_end_the_same_session(sitting: Sitting) -> None:
    meeting = sitting.session()
    services.write_remarks(actor=OPERATOR, meeting=meeting, remarks="Trao đổi.", conclusion="Nhất trí.")
    end = lambda: services.end_meeting(actor=sitting.secretary, meeting=meeting, number="3/BB")  # noqa: E731
    assert "Việc này chỉ làm được khi phiên họp" in done_once(at_once(end, end))
    assert Minutes.objects.count() == 1


def test_two_secretaries_send_the_result_on(sitting: Sitting) -> None:
    item = sitting.closed(sitting.item(sitting.session(), "CSTD_CS"), an=(4, 0, 0), binh=(3, 2, 0))
    apply = lambda: services.apply_result(actor=sitting.secretary, item=item)  # noqa: E731
    done_once(at_once(apply, apply))
    assert ProposalMove.objects.filter(verb__in=["vote_passed", "vote_failed"]).count() == 2


def test_one_opens_the_box_while_another_ends_the_session(sitting: Sitting) -> None:
    """No session ends over an open box."""
    meeting = sitting.session()
    services.write_remarks(actor=OPERATOR, meeting=meeting, remarks="Trao đổi.", conclusion="Nhất trí.")
    item = sitting.item(meeting, "CSTD_CS")
    said = at_once(
        lambda: sitting.ballot(item),
        lambda: services.end_meeting(actor=OPERATOR, meeting=meeting, number="3/BB"),
    )
    done_once(said)
    opened, ended = (word == "done" for word in said)
    assert BallotBox.objects.filter(state=BoxState.OPEN).exists() == opened
    assert Minutes.objects.exists() == ended


def test_killed_at_any_moment_of_closing_a_box(council: Council) -> None:
    """Until the last statement it is open, with its key and every sealed ballot; after it all is counted."""
    box = council.open()
    council.vote(box, SAID[:4])

    def whole_or_not(_: bool) -> None:
        now = BallotBox.objects.get(pk=box.pk)
        closed = now.state == BoxState.CLOSED
        assert closed == JournalEntry.objects.filter(verb="council.box_closed").exists()
        assert closed == bool(BallotSlip.objects.exists()) == bool(BallotReceipt.objects.exists())
        assert closed == (bytes(now.content) == b"")
        assert closed or keyfiles.file_of(now.name).exists(), "an open box never loses its key"
        assert verify_chain() is None

    # Closing again after a death that came after the commit is refused, and that is the end of it.
    deaths = killed_after_each_statement(
        lambda: council.close(box, why="X") if still_open(box) else None, whole_or_not
    )
    assert deaths > 5
    now = BallotBox.objects.get(pk=box.pk)
    assert (now.state, problems_of(now)) == (BoxState.CLOSED, [])
    sweep_keys()
    assert not keyfiles.file_of(now.name).exists()


def still_open(box: BallotBox) -> bool:
    return BallotBox.objects.get(pk=box.pk).state == BoxState.OPEN


def test_killed_at_any_moment_of_closing_an_item(sitting: Sitting) -> None:
    """Box and item are two acts, each whole: a result that wasn't taken over is taken over afterwards."""
    item = sitting.ballot(sitting.item(sitting.session(), "CSTD_CS"))

    def close() -> None:
        assert item.box is not None
        if still_open(item.box):
            services.close_ballot(
                actor=OPERATOR,
                item=item,
                chair_passphrase=WORDS[0],
                secretary_passphrase=WORDS[1],
                why="Hết việc",
            )
        else:
            services.take_result(actor=OPERATOR, item=item)

    def whole_or_not(ended: bool) -> None:
        item.refresh_from_db()
        assert item.box is not None
        assert (item.counted is not None) == ended
        assert not ended or not still_open(item.box)
        assert verify_chain() is None

    assert killed_after_each_statement(close, whole_or_not) > 5

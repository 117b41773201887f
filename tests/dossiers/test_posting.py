"""Public posting: for how long, who is left out, and what an objection does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.dossiers.review import Review
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.dossiers.models import Objection, Posting, PostingLine, Proposal, RoundHonour
from vinhdanh.dossiers.selectors.posting import (
    UNNAMED,
    law_term,
    line_that_counts,
    objections_to,
    posted_lines,
    to_post,
    unposted,
)
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.holds import close_hold
from vinhdanh.dossiers.services.posting import object_to, post, set_posting_term
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.holds import HoldOutcome
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy
from vinhdanh.people.working_days import working_days_until

pytestmark = pytest.mark.django_db
TEXT = "Ngày 12/5/2025 đồng chí này vắng trực, chưa được xử lý."


@pytest.fixture
def review() -> Review:
    return Review()


def standing(review: Review, honour: str = "CSTT") -> Proposal:
    """A proposal that has come into the posting."""
    round = review.round()
    set_posting_term(actor=review.standing, round=round, working_days=3, ground="Kế hoạch 12/KH-CAT")
    return review.at(review.proposal(round, honour=honour), Stage.POSTING)


def posted(review: Review, proposal: Proposal) -> PostingLine:
    post(actor=review.standing, round=proposal.round, proposals=[proposal], place="Bảng tin trụ sở")
    line = line_that_counts(proposal)
    assert line is not None
    return line


def test_the_laws_days_come_before_the_rounds(review: Review) -> None:
    round = review.round()
    RoundHonour.objects.create(round=round, honour="CSTD_TQ", level="state", own=False, position=9)
    national = review.at(review.proposal(round, honour="CSTD_TQ"), Stage.POSTING)
    own = review.at(review.proposal(round, review.binh, place=review.d2), Stage.POSTING)
    with pytest.raises(ValidationError, match="đặt số ngày của đợt"):
        post(actor=review.standing, round=round, proposals=[own, national], place="Bảng tin")
    assert not Posting.objects.exists(), "all or none"
    set_posting_term(actor=review.standing, round=round, working_days=3, ground="Kế hoạch 12/KH-CAT")
    with pytest.raises(ValidationError, match="công khai cả trên cổng thông tin"):
        post(actor=review.standing, round=round, proposals=[own, national], place="Bảng tin")
    assert not Posting.objects.exists()
    told = {"place": "Bảng tin", "media": "Báo Công an nhân dân"}
    lists = post(actor=review.standing, round=round, proposals=[own, national], **told)
    found = {one.working_days: one for one in lists}
    term = law_term("CSTD_TQ", timezone.localdate())
    assert term is not None
    assert set(found) == {3, term.working_days}
    assert "Điều 44" in found[term.working_days].ground
    assert all(working_days_until(one.starts, one.ends) == one.working_days for one in lists)


def test_a_path_without_the_posting_that_the_law_asks_for_is_told(review: Review) -> None:
    short = review.round(path=(Stage.DRAFT, Stage.UNIT, Stage.SIGNING))
    assert unposted(short) == [], "the law has none of its honours posted"
    RoundHonour.objects.create(round=short, honour="CSTD_TQ", level="state", own=False, position=9)
    ((name, term),) = unposted(short)
    assert "toàn quốc" in name
    assert term == law_term("CSTD_TQ", timezone.localdate())
    whole = review.round(name="Đợt có niêm yết")
    RoundHonour.objects.create(round=whole, honour="CSTD_TQ", level="state", own=False, position=9)
    assert unposted(whole) == []


def test_nothing_passes_before_the_list_has_hung_out(review: Review) -> None:
    proposal = standing(review)
    with pytest.raises(ValidationError, match="Chưa niêm yết"):
        move(actor=review.standing, proposal=proposal, verb="pass_posting")
    line = posted(review, proposal)
    with pytest.raises(ValidationError, match=r"Đang niêm yết đến hết ngày .*còn 3 ngày làm việc"):
        move(actor=review.standing, proposal=proposal, verb="pass_posting")
    assert to_post(proposal.round) == []
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        posted(review, proposal)
    end = line.posting.ends
    yesterday = Posting(
        round=proposal.round, starts=end - timedelta(days=30), ends=timezone.localdate() - timedelta(days=1),
        working_days=3, ground="x", place="x", at=timezone.now(), by_name="x",
    )  # fmt: skip
    yesterday.save()
    PostingLine.objects.create(posting=yesterday, proposal=proposal)
    assert move(actor=review.standing, proposal=proposal, verb="pass_posting").stage == Stage.COUNCIL


def test_a_secret_file_hangs_out_nowhere_and_waits_for_nobody(review: Review) -> None:
    Person.objects.filter(pk=review.an.pk).update(secrecy=Secrecy.SECRET)
    review.an.refresh_from_db()
    proposal = standing(review)
    assert posted(review, proposal).exempt == "Hồ sơ mật không niêm yết"
    assert not posted_lines(review.officer).exists()
    assert move(actor=review.standing, proposal=proposal, verb="pass_posting").stage == Stage.COUNCIL


def test_what_hung_out_before_a_return_does_not_count_after_it(review: Review) -> None:
    proposal = standing(review)
    posted(review, proposal)
    returned = move(actor=review.standing, proposal=proposal, verb="return", why="Sửa")
    again = move(actor=review.boss, proposal=returned, verb="resubmit")
    review.reviewed(again)
    back = move(actor=review.standing, proposal=again, verb="pass_appraisal")
    assert line_that_counts(back) is None
    assert to_post(back.round) == [back]


def test_every_officer_reads_what_hangs_out(review: Review) -> None:
    line = posted(review, standing(review))
    stranger = make_account("px02", (Role.OFFICER, "PX02"), person_number="201")
    assert list(posted_lines(stranger)) == [line]
    assert not posted_lines(stranger, running=False).exists()


def test_an_objection_holds_the_proposal_until_it_is_concluded(review: Review) -> None:
    proposal = standing(review)
    line = posted(review, proposal)
    stranger = make_account("px02", (Role.OFFICER, "PX02"), person_number="201")
    with pytest.raises(ValidationError, match="Ghi rõ ý kiến"):
        object_to(actor=stranger, line=line, text=" ")
    sent = object_to(actor=stranger, line=line, text=TEXT, unnamed=True)
    proposal.refresh_from_db()
    assert proposal.stage == Stage.DEFERRED
    with pytest.raises(ValidationError, match="Đang hoãn xét từ"):
        move(actor=review.standing, proposal=proposal, verb="reopen", why="Bỏ qua")
    with pytest.raises(ValidationError, match="đang chờ kết luận"):
        object_to(actor=stranger, line=line, text=TEXT)
    close_hold(
        actor=review.standing,
        hold=sent.hold,
        outcome=HoldOutcome.NOT_UPHELD,
        conclusion="Đã nghỉ có phép, có giấy",
    )
    proposal.refresh_from_db()
    assert proposal.stage == Stage.POSTING


def test_who_asked_not_to_be_named_is_named_to_the_standing_body_alone(review: Review) -> None:
    proposal = standing(review)
    stranger = make_account("px02", (Role.OFFICER, "PX02"), person_number="201")
    object_to(actor=stranger, line=posted(review, proposal), text=TEXT, unnamed=True)
    assert objections_to(proposal, runs_round=True, own=False)[0].by == stranger.full_name
    assert objections_to(proposal, runs_round=False, own=False)[0].by == UNNAMED
    own = objections_to(proposal, runs_round=True, own=True)[0]
    assert (own.by, TEXT in own.text) == (UNNAMED, False), "the subject learns neither who nor what"
    about = JournalEntry.objects.filter(ref=f"proposal:{proposal.pk}")
    assert all(stranger.full_name not in f"{one.actor_name}{one.details}" for one in about)
    assert all(stranger.full_name != act.by_name for act in proposal.moves.all())


def test_nobody_objects_to_himself_or_to_what_hangs_out_no_more(review: Review) -> None:
    proposal = standing(review)
    line = posted(review, proposal)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        object_to(actor=review.officer, line=line, text=TEXT)
    line.posting.ends = date(2026, 1, 5)
    with pytest.raises(PermissionDenied, match="không còn niêm yết"):
        object_to(actor=review.clerk, line=line, text=TEXT)
    assert not Objection.objects.exists()


def test_a_posting_past_the_last_decided_calendar_warns(review: Review) -> None:
    proposal = standing(review)
    (made,) = post(
        actor=review.standing,
        round=proposal.round,
        proposals=[proposal],
        place="Bảng tin",
        starts=date(2027, 12, 27),
    )
    assert any("lịch nghỉ" in said.lower() for said in made.warnings)

"""Every service of a dossier × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.dossiers.review import OPERATOR, Review
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.dossiers import services
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import Ask, Meeting, RowsRefused, TeamVote
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.parts import PartKind

pytestmark = pytest.mark.django_db
P, R = Action.PROPOSE, Action.RUN_ROUND
WORKING = (P, Action.APPRAISE, R, Action.CONVENE, Action.VOTE, Action.SIGN, Action.ISSUE)
PDF = b"%PDF-1.7\n%%EOF\n"
# Service → the stage in which it is asked for, and the rights of which one is enough.
ACTS: dict[str, tuple[Stage, tuple[Action, ...]]] = {
    "save_part": (Stage.UNIT, (P,)),
    "put_minutes": (Stage.UNIT, (P,)),
    "put_submission": (Stage.UNIT, (P,)),
    "attach_file": (Stage.UNIT, (P,)),
    "withdraw_file": (Stage.UNIT, (P,)),
    "add_achievement": (Stage.UNIT, (P,)),
    "use_achievement": (Stage.UNIT, (P,)),
    "remove_achievement": (Stage.UNIT, (P,)),
    "choose_works": (Stage.UNIT, (P,)),
    "count_from": (Stage.UNIT, (P,)),
    "split": (Stage.UNIT, (P,)),
    "add_comment": (Stage.UNIT, WORKING),
    "ask_edits": (Stage.APPRAISAL, (R,)),
    "answer_edit": (Stage.APPRAISAL, (P,)),
    "review_edit": (Stage.APPRAISAL, (R,)),
    "lower": (Stage.APPRAISAL, (R,)),
    "decide_many": (Stage.APPRAISAL, (R,)),
}
MEETING = Meeting(timezone.localdate(), 2, 2, "Hà Mạnh Cường", "Lê Thị Ánh")
ELSEWHERE = {"move", "add_proposal"}  # tests/dossiers/test_moving.py


@pytest.fixture
def review(settings: Any, tmp_path: Any) -> Review:
    settings.MEDIA_ROOT = tmp_path
    return Review()


def plainly(act: Callable[[], object]) -> object:
    """An act on many names each that is refused: all of them for want of the right is a refusal."""
    try:
        return act()
    except RowsRefused as refused:
        raise PermissionDenied(" ".join(refused.messages)) from refused


def act_on(review: Review, name: str) -> Callable[[Any, Any], object]:
    """The service on a dossier that is prepared for it; the second argument is not needed."""
    made = review.proposal(review.round(), review.binh, honour="CSTD_CS", place=review.d2)
    uses = [
        services.add_achievement(actor=OPERATOR, proposal=made, text=text)
        for text in ("Cứu người trong lũ", "Bắt đối tượng truy nã")
    ]
    free = services.add_achievement(actor=OPERATOR, proposal=made, text="Hiến máu 20 lần")
    services.remove_achievement(actor=OPERATOR, use=free)
    file = services.attach_file(actor=OPERATOR, proposal=made, item="Giấy", name="a.pdf", data=PDF)
    stage, _ = ACTS[name]
    review.at(made, stage)
    request = None
    if name in ("answer_edit", "review_edit"):
        request = services.ask_edits(actor=OPERATOR, proposal=made, asks=[Ask(PartKind.SUMMARY, "Rõ hơn")])[0]
    if name == "review_edit":
        services.answer_edit(actor=OPERATOR, request=request, note="Đã rõ")

    def act(actor: Any, _: Any) -> object:
        one = Proposal.objects.get(pk=made.pk)
        given: dict[str, dict[str, Any]] = {
            "save_part": {"proposal": one, "part": PartKind.SUMMARY, "content": {"text": "Mới"}},
            "put_minutes": {"meeting": MEETING, "votes": [TeamVote(one, 2, 0, 0, "Dạy 23 lớp")]},
            "put_submission": {"proposals": [one], "number": "9/TTr", "on": timezone.localdate()},
            "attach_file": {"proposal": one, "item": "Khác", "name": "b.pdf", "data": PDF},
            "withdraw_file": {"attachment": file, "why": "Nhầm"},
            "add_achievement": {"proposal": one, "text": "Giải nhất hội thi cấp tỉnh"},
            "use_achievement": {"proposal": one, "achievement": free.achievement},
            "remove_achievement": {"use": one.achievement_uses.get(pk=uses[0].pk)},
            "choose_works": {"proposal": one, "works": []},
            "count_from": {"proposal": one, "first_year": one.year - 2},
            "split": {"proposal": one, "uses": uses[:1], "honour": "GK", "why": "Hai việc"},
            "add_comment": {"proposal": one, "text": "Đã xem"},
            "ask_edits": {"proposal": one, "asks": [Ask(PartKind.REPORT, "Rõ hơn", "ii-2")]},
            "answer_edit": {"request": request, "note": "Đã có trong báo cáo"},
            "review_edit": {"request": request, "accept": True, "instead_why": "Người hỏi vắng"},
            "lower": {"proposal": one, "honour": "CSTT", "why": "Chưa đủ"},
            "decide_many": {"accepted": [], "refused": {one.pk: "Vượt tỷ lệ"}, "proposals": [one]},
        }
        return plainly(lambda: getattr(services, name)(actor=actor, **given[name]))

    return act


@pytest.mark.parametrize("name", [name for name in ACTS if name != "choose_works"])
def test_each_service_answers_each_role_as_the_table_says(review: Review, name: str) -> None:
    act, (_, enough) = act_on(review, name), ACTS[name]
    for role in Role:
        able = {action for action, mark in zip(Action, TABLE[role].split(), strict=True) if mark == "x"}
        for code in ("PX01", "PX02", "CAT"):
            actor = make_account(f"{role}-{code}", (role, code))
            covers = code != "PX02" and (code == "CAT" or not able & {R} or P in able)
            expected = bool(able & set(enough)) and covers
            if code == "PX01":  # what belongs to the round belongs to its agency
                expected = P in able and P in enough
            assert answer(act, actor, review) == ("done" if expected else "refused"), (role, code)


def test_every_service_has_its_row() -> None:
    named = {name for name in services.__all__ if isfunction(getattr(services, name))}
    assert named == set(ACTS) | ELSEWHERE


def test_nobody_works_on_his_own_dossier_but_to_write_what_he_did(review: Review) -> None:
    made = review.proposal(review.round(), review.head, place=review.px01)
    for name, given in (
        ("put_submission", {"proposals": [made], "number": "9/TTr", "on": timezone.localdate()}),
        ("split", {"proposal": made, "uses": [], "why": "Hai việc"}),
    ):
        with pytest.raises(Exception, match="chính đồng chí"):
            getattr(services, name)(actor=review.boss, **given)
    said = services.save_part(
        actor=review.boss, proposal=made, part=PartKind.SUMMARY, content={"text": "Tự viết"}
    )
    assert said.by_username == "thutruong"

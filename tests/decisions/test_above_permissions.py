"""Every service of submissions and complaints × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.decisions.above import MINISTER, TODAY, Above
from tests.dossiers.review import OPERATOR
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Complaint, Submission
from vinhdanh.decisions.services import PaperText, Told
from vinhdanh.decisions.types.complaints import ComplaintKind, Finding
from vinhdanh.decisions.types.submissions import EventKind, LineResult

TERM: dict[str, Any] = {"due": TODAY + timedelta(days=9), "ground": "Quy chế 5"}
Call = Callable[[Any, Above], object]


def draft() -> Submission:
    return Submission.objects.get(state="draft")


def sent() -> Submission:
    return Submission.objects.get(state="sent")


def letter(state: str) -> Complaint:
    return Complaint.objects.get(state=state)


def _write(actor: Any, above: Above) -> object:
    return services.write_submission(
        actor=actor, unit=above.cat, addressee=MINISTER, about="X", proposals=above.teams[2:]
    )


def _record(actor: Any, above: Above) -> object:
    return services.record_complaint(
        actor=actor, matter=above.ours, kind=ComplaintKind.PETITION, text="X", received=TODAY
    )


def _outcome(actor: Any, above: Above) -> object:
    one = sent()
    told = {line.pk: Told(LineResult.REFUSED, why="X") for line in one.lines.all()}
    return services.record_outcome(actor=actor, submission=one, on=TODAY, told=told)


def _conclude(actor: Any, above: Above) -> object:
    return services.conclude_complaint(
        actor=actor, complaint=letter("accepted"), finding=Finding.UPHELD, on=TODAY, document="X", text="X"
    )


ACTS: dict[str, tuple[Action, Call]] = {
    "write_submission": (Action.ISSUE, _write),
    "drop_submission": (
        Action.ISSUE,
        lambda a, w: services.drop_submission(actor=a, submission=draft(), why="X"),
    ),
    "set_papers": (
        Action.ISSUE,
        lambda a, w: services.set_papers(
            actor=a,
            submission=draft(),
            papers={paper.pk: PaperText(ready=True) for paper in draft().papers.all()},
        ),
    ),
    "send_submission": (
        Action.SIGN,
        lambda a, w: services.send_submission(actor=a, submission=draft(), number="9/TTr", signed=TODAY),
    ),
    "record_event": (
        Action.ISSUE,
        lambda a, w: services.record_event(actor=a, submission=sent(), kind=EventKind.RECEIVED, on=TODAY),
    ),
    "record_outcome": (Action.ISSUE, _outcome),
    "record_complaint": (Action.RUN_ROUND, _record),
    "accept_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.accept_complaint(actor=a, complaint=letter("filed"), **TERM),
    ),
    "decline_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.decline_complaint(actor=a, complaint=letter("filed"), note="X"),
    ),
    "assign_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.assign_complaint(actor=a, complaint=letter("accepted"), verifier="X"),
    ),
    "extend_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.extend_complaint(actor=a, complaint=letter("accepted"), **TERM),
    ),
    "conclude_complaint": (Action.RUN_ROUND, _conclude),
    "carry_out_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.carry_out_complaint(actor=a, complaint=letter("concluded"), note="X"),
    ),
    "stop_complaint": (
        Action.RUN_ROUND,
        lambda a, w: services.stop_complaint(actor=a, complaint=letter("accepted"), note="X"),
    ),
}
# What no role decides: whose matter it is, and who sent it.
ELSEWHERE = {
    "file_complaint": "test_complaints: anyone about his own or his unit's matter",
    "withdraw_complaint": "test_complaints: who sent it",
}


@pytest.fixture
def world(db: None) -> Above:
    """A submission sent, one drafted, one proposal that waits; a complaint in each state."""
    above = Above()
    above.sent(above.teams[:1])
    above.draft(above.teams[1:2])
    for state in ("filed", "accepted", "concluded"):
        made = services.record_complaint(
            actor=OPERATOR, matter=above.ours, kind=ComplaintKind.PETITION, text="X", received=TODAY
        )
        if state != "filed":
            services.accept_complaint(actor=OPERATOR, complaint=made, **TERM)
        if state == "concluded":
            services.conclude_complaint(
                actor=OPERATOR, complaint=made, finding=Finding.UPHELD, on=TODAY, document="X", text="X"
            )
    return above


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(world: Above, name: str) -> None:
    action, act = ACTS[name]
    column = list(Action).index(action)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        here = make_account(f"o-day-{role}", (role, "CAT"))
        assert answer(act, here, world) == ("done" if may else "refused"), (name, role, "CAT")  # type: ignore[arg-type]
        elsewhere = make_account(f"noi-khac-{role}", (role, "PX02"))
        assert answer(act, elsewhere, world) == "refused", (name, role, "PX02")  # type: ignore[arg-type]
    assert answer(act, make_account("khong"), world) == "refused"  # type: ignore[arg-type]


def test_every_service_has_its_row() -> None:
    ours = {
        name
        for name in services.__all__
        if getattr(services, name).__module__.rpartition(".")[2]
        in ("submissions", "submission_events", "outcomes", "complaints", "complaint_acts")
        and name.islower()
    }
    assert ours == ACTS.keys() | ELSEWHERE.keys()

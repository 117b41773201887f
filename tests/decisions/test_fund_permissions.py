"""Every service of fund, artefacts and revoking × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.decisions.kept import DIRECTOR, OPERATOR, TODAY, Kept, line_of
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactNeed, FollowUp, RevocationCase
from vinhdanh.decisions.services.revoking import Recovery
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.decisions.types.fund import EntryKind
from vinhdanh.decisions.types.revoking import CaseKind, Held

ISSUE, SIGN = Action.ISSUE, Action.SIGN
GK = ArtefactKind.CERTIFICATE


def money(kept: Kept, kind: EntryKind = EntryKind.ALLOCATED) -> dict[str, Any]:
    return {"kind": kind, "amount": 5, "on": TODAY, "words": "X", "document": "X"}


def recovering(kept: Kept) -> dict[str, Any]:
    """A decided case in which something is still out."""
    case = kept.decided(kept.verified(), Recovery(1000, TODAY, "Giấy khen"))
    return {"line": line_of(case), "on": TODAY}


def review(kept: Kept) -> FollowUp:
    line = line_of(kept.decided(kept.verified(), Recovery(artefacts="Giấy khen")))
    return FollowUp.objects.create(line=line, grant=kept.binhs, before=2, after=0)


def numbered(kept: Kept) -> RevocationCase:
    """A verified case, and a book for its decision."""
    services.write_authority(actor=OPERATOR, unit=kept.cat, name=DIRECTOR, pattern="{n}/QĐ-CAT")
    return kept.verified()


# What each needs beforehand, and the call. The first is made once, by the operator.
ACTS: dict[str, tuple[Action, Callable[[Kept], Any], Callable[[Any, Kept, Any], object]]] = {
    "open_fund": (
        ISSUE,
        lambda k: None,
        lambda a, k, _: services.open_fund(
            actor=a, unit=k.cat, year=2030, name="X", sources="X", levels={GivenBy.BASE: "X"}
        ),
    ),
    "record_income": (
        ISSUE,
        lambda k: k.fund(),
        lambda a, k, f: services.record_income(actor=a, fund=f, **money(k)),
    ),
    "set_aside": (
        ISSUE,
        lambda k: k.fund(),
        lambda a, k, f: services.set_aside(actor=a, fund=f, base=10, on=TODAY),
    ),
    "spend": (
        ISSUE,
        lambda k: k.fund(),
        lambda a, k, f: services.spend(actor=a, fund=f, **money(k, EntryKind.ARTEFACT)),
    ),
    "correct": (
        ISSUE,
        lambda k: k.fund().entries.get(),
        lambda a, k, e: services.correct(actor=a, entry=e, on=TODAY, why="X"),
    ),
    "carry_over": (ISSUE, lambda k: k.fund(), lambda a, k, f: services.carry_over(actor=a, fund=f, on=TODAY)),
    "add_forecast": (
        ISSUE,
        lambda k: k.fund(),
        lambda a, k, f: services.add_forecast(actor=a, fund=f, words="X", amount=1),
    ),
    "drop_forecast": (
        ISSUE,
        lambda k: services.add_forecast(actor=OPERATOR, fund=k.fund(), words="X", amount=1),
        lambda a, k, line: services.drop_forecast(actor=a, line=line, why="X"),
    ),
    "list_payments": (
        ISSUE,
        lambda k: k.fund(),
        lambda a, k, f: services.list_payments(actor=a, fund=f, decision=k.paper),
    ),
    "pay": (
        ISSUE,
        lambda k: k.listed(k.fund())[0],
        lambda a, k, p: services.pay(actor=a, payment=p, on=TODAY),
    ),
    "pay_all": (
        ISSUE,
        lambda k: k.listed(k.fund()),
        lambda a, k, p: services.pay_all(actor=a, payments=p, on=TODAY),
    ),
    "cancel_payment": (
        ISSUE,
        lambda k: k.listed(k.fund())[0],
        lambda a, k, p: services.cancel_payment(actor=a, payment=p, why="X"),
    ),
    "undo_payment": (
        ISSUE,
        lambda k: services.pay(actor=OPERATOR, payment=k.listed(k.fund())[0], on=TODAY),
        lambda a, k, p: services.undo_payment(actor=a, payment=p, on=TODAY, why="X"),
    ),
    "receive_stock": (
        ISSUE,
        lambda k: None,
        lambda a, k, _: services.receive_stock(actor=a, unit=k.cat, kind=GK, count=1, on=TODAY, document="X"),
    ),
    "write_off": (
        ISSUE,
        lambda k: k.stocked(),
        lambda a, k, _: services.write_off(
            actor=a, unit=k.cat, kind=GK, count=1, on=TODAY, minutes="X", why="X"
        ),
    ),
    "count_stock": (
        ISSUE,
        lambda k: k.stocked(),
        lambda a, k, _: services.count_stock(
            actor=a, unit=k.cat, kind=GK, found=1, on=TODAY, minutes="X", why="X"
        ),
    ),
    "state_need": (
        ISSUE,
        lambda k: None,
        lambda a, k, _: services.state_need(actor=a, unit=k.cat, honour="GK", kind=GK, since=TODAY),
    ),
    "drop_need": (
        ISSUE,
        lambda k: services.state_need(actor=OPERATOR, unit=k.cat, honour="GK", kind=GK, since=TODAY).pk,
        lambda a, k, pk: services.drop_need(actor=a, needed=ArtefactNeed.objects.get(pk=pk)),
    ),
    "issue_artefacts": (
        ISSUE,
        lambda k: k.stocked(),
        lambda a, k, _: services.issue_artefacts(
            actor=a, unit=k.cat, kind=GK, serials={}, grants=[k.ans], on=TODAY
        ),
    ),
    "mark_printed": (
        ISSUE,
        lambda k: (k.stocked(), k.issued(k.ans))[1],
        lambda a, k, one: services.mark_printed(actor=a, issues=[one], on=TODAY),
    ),
    "hand_over": (
        ISSUE,
        lambda k: (k.stocked(), k.issued(k.ans))[1],
        lambda a, k, one: services.hand_over(actor=a, issues=[one], on=TODAY),
    ),
    "end_artefact": (
        ISSUE,
        lambda k: (k.stocked(), k.issued(k.ans))[1],
        lambda a, k, one: services.end_artefact(
            actor=a, issue=one, state=IssueState.SPOILT, on=TODAY, minutes="X"
        ),
    ),
    "propose_revocation": (
        ISSUE,
        lambda k: None,
        lambda a, k, _: services.propose_revocation(
            actor=a,
            unit=k.cat,
            kind=CaseKind.ANNUL,
            grants=[k.ans],
            ground="fraud",
            account="X",
            proposer="X",
            on=TODAY,
        ),
    ),
    "verify_case": (
        ISSUE,
        lambda k: k.case(),
        lambda a, k, c: services.verify_case(actor=a, case=c, findings="X"),
    ),
    "hold_case_number": (
        ISSUE,
        numbered,
        lambda a, k, c: services.hold_case_number(actor=a, case=c),
    ),
    "withdraw_case": (
        ISSUE,
        lambda k: k.case(),
        lambda a, k, c: services.withdraw_case(actor=a, case=c, why="X"),
    ),
    "refuse_case": (
        SIGN,
        lambda k: k.verified(),
        lambda a, k, c: services.refuse_case(actor=a, case=c, why="X"),
    ),
    "decide_case": (
        SIGN,
        lambda k: k.verified(),
        lambda a, k, c: services.decide_case(
            actor=a, case=c, authority=DIRECTOR, number="9", decided=TODAY, on=TODAY, recoveries={}
        ),
    ),
    "record_return": (
        ISSUE,
        recovering,
        lambda a, k, about: services.record_return(actor=a, **about, amount=1, receipt="X"),
    ),
    "record_artefacts": (
        ISSUE,
        recovering,
        lambda a, k, about: services.record_artefacts(actor=a, **about, held=Held.RETURNED, minutes="X"),
    ),
    "keep_grant": (SIGN, review, lambda a, k, one: services.keep_grant(actor=a, follow_up=one, why="X")),
    "issue_anew": (
        ISSUE,
        lambda k: (k.stocked(), line_of(k.verified(k.ans, kind=CaseKind.REISSUE, ground="lost")))[1],
        lambda a, k, line: services.issue_anew(
            actor=a, line=line, kind=GK, serial="9", on=TODAY, minutes="X"
        ),
    ),
}


def test_every_service_of_these_parts_is_in_the_table() -> None:
    parts = ("artefacts", "case_numbers", "fund", "paying", "recovering", "revoking")
    ours = {
        name for name in services.__all__ if getattr(services, name).__module__.rpartition(".")[2] in parts
    }
    assert set(ACTS) == ours


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(kept: Kept, name: str) -> None:
    action, prepare, call = ACTS[name]
    prepared = prepare(kept)
    column = list(Action).index(action)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in (("CAT", may), ("PX02", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(actor, kept, prepared), account, kept)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)

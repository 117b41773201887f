"""Every service of decisions × every role × the expected answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.decisions.drafted import DAY, Decided
from tests.decisions.test_above_permissions import ACTS as ABOVE
from tests.decisions.test_certificates_permissions import ACTS as PRINTED
from tests.decisions.test_fund_permissions import ACTS as FUND
from tests.decisions.test_signing_permissions import ACTS as KEYED
from tests.decisions.test_signing_permissions import BY_NAME
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, DecisionNumber, NumberGap
from vinhdanh.dossiers.models import Proposal

ISSUE, SIGN = Action.ISSUE, Action.SIGN
DRAFTING = (ISSUE, SIGN)  # who signs may draft: a commendation within the hour needs no third person
ACTS: dict[str, tuple[Action, ...]] = {
    "write_authority": (ISSUE,),
    "reserve_number": DRAFTING,
    "release_number": (ISSUE,),
    "explain_gap": (ISSUE,),
    "withdraw_gap": (ISSUE,),
    "make_drafts": DRAFTING,
    "change_draft": DRAFTING,
    "write_basis": DRAFTING,
    "hold_number": DRAFTING,
    "add_lines": DRAFTING,
    "change_line": DRAFTING,
    "remove_line": DRAFTING,
    "send_draft": DRAFTING,
    "drop_draft": DRAFTING,
    "return_draft": DRAFTING,
    "refuse_line": (SIGN,),
    "sign": (SIGN,),
    "publish": DRAFTING,
}
WAITING = ("return_draft", "refuse_line", "sign")


def prepared(world: Decided, name: str) -> int:
    """A decision as far as the service needs it, beside a proposal in no list; 0 for none."""
    [title, _] = world.ready("CSTT", "GK")
    if name in ("explain_gap", "withdraw_gap"):
        services.reserve_number(actor=world.standing, authority=world.authority, year=2025, n=5)
    if name == "withdraw_gap":
        return int(call("explain_gap", world.standing, 0, world).pk)  # type: ignore[attr-defined]
    if name in ("write_authority", "reserve_number", "explain_gap", "make_drafts"):
        return 0
    if name == "release_number":
        return services.reserve_number(actor=world.standing, authority=world.authority, year=2025).pk
    if name == "publish":
        return world.signed(title).pk
    return (world.sent(title) if name in WAITING else world.drafted(title)).pk


def call(name: str, actor: Any, key: int, world: Decided) -> object:
    act, authority = getattr(services, name), world.authority
    match name:
        case "write_authority":
            return act(actor=actor, unit=world.cat, name="Phó Giám đốc", pattern="{n}/QĐ")
        case "reserve_number":
            return act(actor=actor, authority=authority, year=2025)
        case "release_number":
            return act(actor=actor, number=DecisionNumber.objects.get(pk=key), why="X")
        case "explain_gap":
            return act(actor=actor, authority=authority, year=2025, first=1, last=2, why="X")
        case "withdraw_gap":
            return act(actor=actor, gap=NumberGap.objects.get(pk=key), why="X")
        case "make_drafts":
            return act(actor=actor, authority=authority, proposals=Proposal.objects.all(), dated=DAY)
    draft = DecisionDraft.objects.get(pk=key)  # read anew: what was undone stays in memory
    match name:
        case "change_draft":
            return act(actor=actor, draft=draft, title="X", dated=DAY)
        case "write_basis" | "hold_number" | "send_draft":
            return act(actor=actor, draft=draft)
        case "add_lines":
            return act(actor=actor, draft=draft, proposals=list(Proposal.objects.filter(honour="GK")))
        case "change_line" | "remove_line":
            return act(actor=actor, line=draft.lines.get())
        case "refuse_line":
            return act(actor=actor, line=draft.lines.get(), why="X")
        case "sign":
            return act(actor=actor, draft=draft, day=DAY)
        case "publish":
            return act(actor=actor, draft=draft, day=DAY, where="X")
        case _:
            return act(actor=actor, draft=draft, why="X")


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(world: Decided, name: str) -> None:
    key = prepared(world, name)
    columns = [list(Action).index(one) for one in ACTS[name]]
    for role in Role:
        may = any(TABLE[role].split()[column] == "x" for column in columns)
        for code, expected in (("CAT", may), ("PX01", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(name, actor, key, world), account, world)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)


def test_the_table_names_every_service() -> None:
    elsewhere = set(ABOVE) | set(FUND) | set(KEYED) | set(PRINTED) | BY_NAME
    acts = {name for name in services.__all__ if name.islower()}
    # Judging asks for the right of its own room; a complaint is anybody's, about what is his.
    others = {"judge_again", "file_complaint", "withdraw_complaint"}
    assert set(ACTS) | elsewhere == acts - others

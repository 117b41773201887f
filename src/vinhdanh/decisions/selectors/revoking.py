"""Reading cases of revoking and re-issue: grounds by law, what must come back, what rests on the honours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, Sum
from django.utils import timezone

from vinhdanh.access.policies import decide_somewhere
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import lawful_money
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors import grants_visible_to
from vinhdanh.awards.selectors.resting import Resting, resting_on
from vinhdanh.awards.types import Act
from vinhdanh.decisions.models import FollowUp, RevocationCase, RevokedGrant
from vinhdanh.decisions.policies.revoking import may_decide, may_handle
from vinhdanh.decisions.selectors.artefacts import pieces_of
from vinhdanh.decisions.selectors.fund import money, paid_from
from vinhdanh.decisions.types.artefacts import LIVE
from vinhdanh.decisions.types.fund import PaymentState
from vinhdanh.decisions.types.revoking import (
    ACT_OF,
    ANEW_GROUNDS,
    CLOSED,
    CaseKind,
    CaseState,
    FollowState,
    Held,
)
from vinhdanh.decisions.types.waiting import Waiting
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.selectors import visible_units

# The law's word for the act of a kind; a recovery follows an honour that was annulled or stripped.
_LAW_ACTS = {
    CaseKind.ANNUL: ("annul",),
    CaseKind.STRIP: ("strip",),
    CaseKind.RECOVER: ("annul", "strip"),
    CaseKind.RESTORE: ("restore",),
}
_ANY = "any"  # a block that says who may do it, no ground by itself


def giver_of(case: RevocationCase) -> str:
    """Who gave the honours of a case, as their decision names him; empty where no decision is on record."""
    line = case.lines.select_related("grant__decision").first()
    return line.grant.decision.authority if line and line.grant.decision else ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why it is done: a point of the law, or of the office's own list for pieces issued anew."""

    code: str
    words: str
    cite: str = ""
    take_back: tuple[str, ...] = ()  # "artefact", "money"
    who: str = ""


def grounds(kind: CaseKind, honours: Sequence[str], day: date) -> list[Ground]:
    """Grounds that fit the kind of case and every one of the honours, by the law of a day."""
    if kind in ANEW_GROUNDS:
        return [Ground(one.value, str(one.label)) for one in ANEW_GROUNDS[kind]]
    return [
        Ground(
            str(block.data["ground"]),
            str(block.data["what"]),
            block.citation,
            tuple(block.data.get("take_back", ())),
            str(block.data["who"]),
        )
        for block in law().blocks("revocation", day)
        if block.data["act"] in _LAW_ACTS[kind]
        and block.data["ground"] != _ANY
        and (not block.subjects_named or set(honours) <= set(block.subjects_named))
    ]


def ground_named(kind: CaseKind, honours: Sequence[str], day: date, code: str) -> Ground | None:
    """The ground of that code, if it fits."""
    return next((one for one in grounds(kind, honours, day) if one.code == code), None)


def annulling_authority(day: date) -> str:
    """The clause by which whoever gave an honour annuls it; empty where the law files hold none."""
    for block in law().blocks("revocation", day):
        if block.data["ground"] == _ANY and block.data["act"] == "annul":
            return block.citation
    return ""


def kinds_for(grant: Grant) -> list[CaseKind]:
    """What can be proposed about an honour in its state."""
    if grant.state is GrantState.IN_FORCE:
        return [CaseKind.ANNUL, CaseKind.STRIP, CaseKind.EXCHANGE, CaseKind.REISSUE]
    return [CaseKind.RECOVER, CaseKind.RESTORE]


def cases_visible_to(actor: Actor) -> QuerySet[RevocationCase]:
    """Cases of the agencies that the actor sees."""
    subjects = ("grant__person", "grant__unit", "grant__household", "grant__outsider", "grant__place")
    lines = RevokedGrant.objects.select_related(*subjects, "grant__decision").order_by("id")
    seen = RevocationCase.objects.filter(unit__in=visible_units(actor))
    return seen.select_related("unit", "decision").prefetch_related(Prefetch("lines", queryset=lines))


def grant_to_handle(actor: Actor, pk: int) -> Grant | None:
    """An honour that the actor sees."""
    return grants_visible_to(actor).select_related("place").filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Due:
    """What an honour in a case holds, and what of it is still out."""

    line: RevokedGrant
    returned: int
    suggested: int | None  # đồng that were paid for it; None where nothing says
    by_law: bool  # nobody wrote down what was paid
    pieces: str  # of artefacts that were handed over
    resting: tuple[Resting, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def left(self) -> int:
        return self.line.money - self.returned

    @property
    def late(self) -> bool:
        by = self.line.money_by
        return bool(self.left and by and by < timezone.localdate())


def due_of(line: RevokedGrant, *, with_resting: bool) -> Due:
    """One line of a case.

    Args:
        with_resting: judge what rests on the honour, which takes a moment.
    """
    grant = line.grant
    pieces = ", ".join(str(one) for one in pieces_of(grant) if one.state in LIVE)
    follow_ups = line.follow_ups.select_related(
        "grant__person", "grant__unit", "grant__household", "grant__outsider", "case", "line"
    )
    return Due(
        line,
        returned_of(line),
        money_out(grant),
        is_by_law(grant),
        pieces or grant.artefact,
        tuple(resting_on(grant)) if with_resting else (),
        tuple(follow_ups),
    )


def returned_of(line: RevokedGrant) -> int:
    """Đồng that came back so far."""
    return line.returns.aggregate(sum=Sum("amount"))["sum"] or 0


def money_out(grant: Grant) -> int | None:
    """Đồng that went out for an honour: by the payment list, else by the register where no list exists.

    Old books often hold no sum: then what the law gave on the day of the decision, None where the law files
    do not say.
    """
    payment = paid_from(grant)
    if payment is not None:
        return payment.amount if payment.state == PaymentState.RECEIVED else 0
    if grant.money is not None:
        return grant.money
    by_law = lawful_money(grant.honour, grant.kind, grant.decision.decided if grant.decision else None)
    return by_law.amount if by_law else None


def is_by_law(grant: Grant) -> bool:
    """Whether nobody wrote down what went out, so that only the law's sum is known."""
    return grant.money is None and paid_from(grant) is None


def left_to_do(case: RevocationCase) -> list[str]:
    """What keeps a decided case open, in words; empty when all is done."""
    found = []
    for line in case.lines.all():
        who = str(line.grant.subject)
        if left := line.money - returned_of(line):
            found.append(f"{who}: còn phải thu {money(left)}")
        if line.held == Held.DUE:
            found.append(f"{who}: chưa thu {line.artefacts}")
    waiting = FollowUp.objects.filter(
        line__case=case, state__in=(FollowState.WAITING, FollowState.OPENED)
    ).count()
    if waiting:
        found.append(f"{waiting} lượt dựa trên đó chưa xem xét xong")
    return found


def is_act(case: RevocationCase) -> Act | None:
    """What the decision of a case does to the register; None where it does nothing."""
    return ACT_OF.get(CaseKind(case.kind))


def waiting_for(actor: Actor) -> list[Waiting]:
    """Cases that wait for the actor: to verify, to decide, to bring in what is out."""
    held = scopes(actor)
    signs = bool(decide_somewhere(held, Action.SIGN))
    issues = bool(decide_somewhere(held, Action.ISSUE))
    if not (signs or issues):
        return []
    found = []
    for case in cases_visible_to(actor).exclude(state__in=CLOSED):
        who = ", ".join(str(line.grant.subject) for line in case.lines.all())
        signing = case.state == CaseState.VERIFIED and not case.anew
        if signing and may_decide(held, case.unit.path):
            found.append(Waiting(f"Quyết định: {case}", who, "decisions:revocation", (case.pk,)))
        elif not signing and may_handle(held, case.unit.path):
            left = left_to_do(case) if case.state == CaseState.DECIDED else []
            due = min((line.money_by for line in case.lines.all() if line.money_by), default=None)
            sub = "; ".join(left) or f"{who}: {case.get_state_display().lower()}"
            found.append(Waiting(str(case), sub, "decisions:revocation", (case.pk,), due=due))
    for one in _to_answer(actor, signs):
        args = (one.line.case_id,)
        words = f"Xem xét hủy: {one.grant.subject}, năm {one.grant.years}"
        found.append(Waiting(words, f"dựa trên lượt đã hủy ở {one.line.case}", "decisions:revocation", args))
    return found


def _to_answer(actor: Actor, signs: bool) -> list[FollowUp]:
    if not signs:
        return []
    rows = FollowUp.objects.filter(
        state=FollowState.WAITING, line__case__unit__in=visible_units(actor, Action.SIGN)
    )
    subjects = ("grant__person", "grant__unit", "grant__household", "grant__outsider")
    return list(rows.select_related("line__case", *subjects))

"""Reading complaints: who settles them, who sent them, whom they concern; each sees his part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import lenders_to, scopes
from vinhdanh.access.types import Action, Answer, Operator
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.decisions.models.complaints import (
    Complaint,
    ComplaintLetter,
    ComplaintQuerySet,
    Matter,
    words_of,
)
from vinhdanh.decisions.policies.complaints import may_read_complaint, may_settle
from vinhdanh.decisions.types.complaints import ComplaintState
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to, rounds_visible_to
from vinhdanh.dossiers.services.writing import is_own, scopes_about
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import visible_units

MATCHES = 20  # matters offered at once
_SUBJECTS = ("person", "collective", "household", "outsider")


@dataclass(frozen=True, slots=True)
class Offer:
    """A matter that a complaint may be about: its name in addresses, and in words."""

    key: str  # "proposal:12"
    words: str
    where: str


# ---- who sees what --------------------------------------------------------------------------------


def is_about(actor: Account | Operator, complaint: Complaint) -> bool:
    """Whether the complaint concerns the person whom the account belongs to."""
    concerned = complaint.concerned
    return concerned is not None and is_own(actor, concerned)


def is_sender(actor: Account | Operator, complaint: Complaint) -> bool:
    """Whether the account sent it."""
    return (
        isinstance(actor, Account)
        and ComplaintLetter.objects.filter(complaint=complaint, account=actor).exists()
    )


def reads_whole(actor: Account | Operator, complaint: Complaint) -> bool:
    """Whether the actor reads the text and what was done: who settles, inspects, sent or verifies it."""
    if is_about(actor, complaint):
        return is_sender(actor, complaint)
    if isinstance(actor, Account) and complaint.verifier_account_id == actor.pk:
        return True
    return reads_sender(actor, complaint) or is_sender(actor, complaint)


def read_whole(actor: Account | Operator, complaints: Sequence[Complaint]) -> list[bool]:
    """Which of many the actor reads whole, asked at once."""
    held, lenders = scopes(actor), lenders_to(actor)
    own = Complaint.objects.none()
    if isinstance(actor, Account):
        own = Complaint.objects.filter(letter__account=actor, pk__in=[one.pk for one in complaints])
    sent = set(own.values_list("pk", flat=True))

    def whole(one: Complaint) -> bool:
        concerned = one.concerned
        if is_about(actor, one) or (concerned is not None and concerned.number in lenders):
            return reads_whole(actor, one)
        if isinstance(actor, Account) and one.verifier_account_id == actor.pk:
            return True
        return bool(may_read_complaint(held, one.unit.path, own=False)) or one.pk in sent

    return [whole(one) for one in complaints]


def reads_sender(actor: Account | Operator, complaint: Complaint) -> bool:
    """Whether the actor reads who sent it: the standing body and the inspector, never who it concerns."""
    concerned = complaint.concerned
    held = scopes_about(actor, concerned) if concerned else scopes(actor)
    return bool(may_read_complaint(held, complaint.unit.path, own=is_about(actor, complaint)))


def may_answer(actor: Account | Operator, complaint: Complaint) -> Answer:
    """May the actor settle the complaint, and so answer who sent it?"""
    concerned = complaint.concerned
    held = scopes_about(actor, concerned) if concerned else scopes(actor)
    return may_settle(
        held, complaint.unit.path, own=is_about(actor, complaint), sent=is_sender(actor, complaint)
    )


def _read_by_office(actor: Account | Operator) -> QuerySet[Unit]:
    """Agencies whose complaints the actor reads by his office."""
    inspected = visible_units(actor, Action.READ_JOURNAL).filter(
        pk__in=visible_units(actor).order_by().values("pk")
    )
    return Unit.objects.filter(
        Q(pk__in=visible_units(actor, Action.RUN_ROUND).order_by().values("pk"))
        | Q(pk__in=visible_units(actor, Action.ISSUE).order_by().values("pk"))
        | Q(pk__in=inspected.order_by().values("pk"))
    )


def complaints_visible_to(actor: Account | Operator) -> ComplaintQuerySet:
    """Of agencies whose complaints he settles or inspects; those he sent, verifies, is concerned by."""
    found = Complaint.objects.select_related(
        "unit",
        "decision",
        "round__unit",
        "proposal__round",
        *(f"proposal__{name}" for name in _SUBJECTS),
        *(f"grant__{name}" for name in ("person", "unit", "household", "outsider")),
    )
    if isinstance(actor, Operator):
        return found
    seen = Q(unit__in=_read_by_office(actor).order_by().values("pk"))
    seen |= Q(letter__account=actor) | Q(verifier_account=actor)
    if actor.person_number:
        seen |= Q(proposal__person__number=actor.person_number)
        seen |= Q(grant__person__number=actor.person_number)
    return found.filter(seen)


def listed(actor: Account | Operator) -> ComplaintQuerySet:
    """The same, late ones first."""
    return complaints_visible_to(actor).order_by(F("due").asc(nulls_last=True), "-year", "-number")


# ---- what may be complained about -----------------------------------------------------------------


def home_unit(actor: Account) -> Unit | None:
    """The unit in which the person behind the account serves today."""
    post = (
        Post.objects.standing(timezone.localdate())
        .filter(person__number=actor.person_number)
        .select_related("unit")
        .first()
        if actor.person_number
        else None
    )
    return post.unit if post else None


def matters_of(actor: Account) -> tuple[QuerySet[Proposal], QuerySet[Grant], QuerySet[ReviewRound]]:
    """What an account may complain about: its own, its unit's, and the open rounds that its unit is in.

    Colleagues under secrecy stay out of sight.
    """
    proposals = Proposal.objects.select_related("round", *_SUBJECTS).order_by("-year", "-pk")
    grants = Grant.objects.real().select_related("person", "unit", "household", "outsider")
    mine = Q(person__number=actor.person_number) if actor.person_number else Q(pk__in=())
    known = Q(person__isnull=True) | Q(person__secrecy=0) | mine
    proposals, grants = proposals.filter(known), grants.filter(known)
    home = home_unit(actor)
    if home is None:
        units = visible_units(actor)
        rounds = rounds_visible_to(actor) if units.exists() else ReviewRound.objects.none()
        return (
            proposals.filter(mine | Q(pk__in=proposals_visible_to(actor).order_by().values("pk"))),
            grants.filter(mine | Q(unit__in=units.values("pk"))),
            rounds.exclude(state=RoundState.DRAFT),
        )
    above = Unit.objects.filter(code__in=[*home.codes_above, home.code])
    rounds = ReviewRound.objects.filter(units__unit__in=above.values("pk")).exclude(state=RoundState.DRAFT)
    return (
        proposals.filter(mine | Q(place=home) | Q(unit=home)),
        grants.filter(mine | Q(unit=home) | Q(place=home)),
        rounds.distinct(),
    )


def matter_named(key: str) -> Matter | None:
    """The matter behind «proposal:12»; None where there is none."""
    kind, _, pk = key.partition(":")
    if not (pk.isascii() and pk.isdigit()):
        return None
    match kind:
        case "proposal":
            return Proposal.objects.filter(pk=pk).first()
        case "grant":
            return Grant.objects.filter(pk=pk).first()
        case "decision":
            return Decision.objects.filter(pk=pk).first()
        case "round":
            return ReviewRound.objects.filter(pk=pk).first()
        case _:
            return None


def key_of(matter: Matter) -> str:
    """«proposal:12»."""
    names = {Proposal: "proposal", Grant: "grant", Decision: "decision", ReviewRound: "round"}
    return f"{names[type(matter)]}:{matter.pk}"


def concerns(actor: Account | Operator, matter: Matter) -> bool:
    """Whether the matter is the account's own or its unit's, so that it may complain about it."""
    if isinstance(actor, Operator):
        return True
    proposals, grants, rounds = matters_of(actor)
    match matter:
        case Proposal():
            return proposals.filter(pk=matter.pk).exists()
        case Grant():
            return grants.filter(pk=matter.pk).exists()
        case ReviewRound():
            return rounds.filter(pk=matter.pk).exists()
        case _:
            return grants.filter(decision=matter).exists()


def agency_of(matter: Matter) -> Unit | None:
    """The agency that settles complaints about a matter: the round's, or the topmost unit of the honour's."""
    match matter:
        case Proposal():
            return matter.round.unit
        case ReviewRound():
            return matter.unit
        case Grant():
            place = matter.place or matter.unit
        case _:
            first = matter.grants.filter(place__isnull=False).select_related("place").first()
            place = first.place if first else None
    code = place.path.strip("/").partition("/")[0] if place else ""
    top = (
        Unit.objects.filter(code=code) if code else Unit.objects.filter(parent__isnull=True).order_by("path")
    )
    return top.first()


def offers(actor: Account, text: str, *, office: bool) -> list[Offer]:
    """Matters that match the words, a few of each kind: for who settles, of all that he sees."""
    proposals, grants, rounds = matters_of(actor)
    if office:
        proposals = proposals_visible_to(actor).order_by("-year", "-pk")
        grants, rounds = grants_visible_to(actor), rounds_visible_to(actor)
    for word in fold(text).split():
        proposals = proposals.filter(folded__contains=word)
        grants = grants.filter(words__contains=word)
    named = [one for one in rounds.order_by("-year", "-pk")[:200] if fold(text) in fold(one.name)]
    found = [Offer(key_of(one), str(one), "Đợt xét tặng") for one in named[: MATCHES // 4]]
    found += [
        Offer(key_of(one), words_of(one), f"Đề nghị, {one.get_stage_display().lower()}")
        for one in proposals[:MATCHES]
    ]
    recent = list(grants.order_by("-year", "-id")[:MATCHES])
    found += [Offer(key_of(one), words_of(one), "Lượt khen trong sổ") for one in recent]
    papers = dict.fromkeys(one.decision for one in recent if one.decision) if text.strip() else {}
    return found + [Offer(key_of(one), str(one), "Quyết định") for one in list(papers)[: MATCHES // 4]]


# ---- for other pages ------------------------------------------------------------------------------


def waiting_for(actor: Account) -> tuple[int, int]:
    """For the first page: complaints that he settles, those to be taken up and those past their term."""
    settled = Complaint.objects.filter(
        unit__in=visible_units(actor, Action.RUN_ROUND).order_by().values("pk")
    )
    if actor.person_number:
        own = Q(proposal__person__number=actor.person_number) | Q(grant__person__number=actor.person_number)
        settled = settled.exclude(pk__in=Complaint.objects.filter(own).values("pk"))
    return (
        settled.filter(state=ComplaintState.FILED).count(),
        settled.late(timezone.localdate()).count(),
    )


def deadlines(actor: Account | Operator, year: int) -> Sequence[tuple[date, str, Complaint]]:
    """For the calendar: the terms of the open complaints that the actor reads whole."""
    rows = complaints_visible_to(actor).open().filter(due__year=year).order_by("due")
    return [
        (one.due, f"Giải quyết {one}", one) for one in rows if one.due is not None and reads_whole(actor, one)
    ]


def accounts_to_verify(complaint: Complaint) -> QuerySet[Account]:
    """Accounts that may be asked to verify it: neither who it concerns nor who sent it."""
    found = Account.objects.filter(is_active=True).order_by("full_name")
    concerned: Person | None = complaint.concerned
    if concerned is not None:
        found = found.exclude(person_number=concerned.number)
    sender = ComplaintLetter.objects.filter(complaint=complaint, account__isnull=False).first()
    return found.exclude(pk=sender.account_id) if sender and sender.account_id else found

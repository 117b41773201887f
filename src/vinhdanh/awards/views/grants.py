"""One honour and one decision: everything that the register knows of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.types import Answer
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import history_of
from vinhdanh.awards.catalogue import lawful_money
from vinhdanh.awards.models import Decision, Grant, GrantProof
from vinhdanh.awards.recipients import answer_about, ref
from vinhdanh.awards.selectors import grants_visible_to, reach_of, sees_all
from vinhdanh.awards.selectors.proofs import naming_of
from vinhdanh.awards.selectors.resting import resting_on
from vinhdanh.awards.selectors.rows import Matches, Row, row_of
from vinhdanh.awards.selectors.search import Query
from vinhdanh.awards.types import MERIT_LABELS, POSSIBLE_FROM, Act, ConsentPlace
from vinhdanh.awards.views.asked import PAGE
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Person
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.views.shown import actor_of

WHOLE = 100_000  # rows of one decision, so that all are counted
BESIDE = 8  # others of the same decision that a grant's page names
SLUGS = {
    Act.ANNULLED: "huy-bo",
    Act.STRIPPED: "tuoc",
    Act.RESTORED: "phuc-hoi",
    Act.REISSUED: "cap-lai",
    Act.STRUCK: "xoa-ghi-nham",
}


def visible_grant(request: HttpRequest, pk: int) -> Grant:
    """A grant that the account sees; any other does not exist."""
    found = grants_visible_to(actor_of(request)).select_related("place").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def answer_for(request: HttpRequest, grant: Grant) -> Answer:
    """May the account write about the grant's recipient?"""
    return answer_about(actor_of(request), grant.subject, grant.place)


def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One honour: its decision, what it was given for, what became of it, who else is on the paper."""
    found = visible_grant(request, pk)
    row = row_of(found)
    decision = found.decision
    law = lawful_money(found.honour, found.kind, decision.decided if decision else None)
    context = {
        "row": row,
        "grant": found,
        "merit": MERIT_LABELS[Merit(found.merit)],
        "works": found.works.all(),
        "law": law,
        "off_law": law is not None and found.money is not None and found.money != law.amount,
        "events": found.events.select_related("decision").order_by("-id"),
        "beside": _beside(request, row),
        "journal": journal_of(found),
        "may_act": answer_for(request, found),
        "acts": [(act, SLUGS[act]) for act, states in POSSIBLE_FROM.items() if row.state in states],
        "person_seen": person_seen(request, found.person),
        "proof": GrantProof.objects.filter(grant=found).first(),
        "naming": naming_of(found.subject, found.kind, ConsentPlace.PAPER),
    }
    return render(request, "awards/grant.html", context)


def person_seen(request: HttpRequest, person: Person | None) -> bool:
    """Whether the account may open the person's own page."""
    return person is not None and people_visible_to(actor_of(request)).filter(pk=person.pk).exists()


def _beside(request: HttpRequest, row: Row) -> dict[str, Any]:
    """Who else is on the same decision, as far as the account sees them."""
    if row.grant.decision_id is None:
        return {"rows": [], "count": 0}
    found = Matches(Query(decision=row.grant.decision_id), reach_of(actor_of(request)), most=WHOLE)
    others = [other for other in found[: BESIDE + 1] if other.grant.pk != row.grant.pk]
    return {"rows": others[:BESIDE], "count": max(len(found) - 1, 0)}


def journal_of(grant: Grant) -> list[JournalEntry]:
    """What the journal holds about one grant, newest first."""
    entries = history_of(ref(grant.subject)).filter(verb__startswith="awards.")
    return [entry for entry in entries if entry.details.get("grant") == grant.pk]


def resting(request: HttpRequest, pk: int) -> HttpResponse:
    """What rests on one honour: a page of its own, or the part of the grant's page alone."""
    found = visible_grant(request, pk)
    context = {"row": row_of(found), "grant": found, "resting": resting_on(found)}
    alone = getattr(request, "htmx", None)
    return render(request, "awards/resting_rows.html" if alone else "awards/resting.html", context)


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its list, as far as the account sees it."""
    actor = actor_of(request)
    found = Decision.objects.filter(pk=pk).first()
    rows = Matches(Query(decision=pk), reach_of(actor), most=WHOLE)
    acts = [] if found is None else list(_acts_by(request, found))
    if found is None or not (len(rows) or acts or sees_all(actor)):
        raise Http404
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "decision": found,
        "page": page,
        "acts": acts,
        "partial": not sees_all(actor),
        "may_record": any(answer_for(request, row.grant) for row in page.object_list[:1]),
        "journal": history_of(f"decision:{pk}"),
    }
    return render(request, "awards/decision.html", context)


def _acts_by(request: HttpRequest, decision: Decision) -> list[tuple[Any, Row]]:
    """Acts upon other honours that the decision is the ground of."""
    seen = grants_visible_to(actor_of(request))
    events = decision.acts.filter(grant__in=seen.values("pk")).order_by("id")
    grants = {g.pk: g for g in seen.filter(pk__in=[e.grant_id for e in events]).select_related("place")}
    return [(event, row_of(grants[event.grant_id])) for event in events]

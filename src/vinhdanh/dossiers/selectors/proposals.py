"""Reading proposals: always what the actor may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.selectors.appraisal import asked_about
from vinhdanh.eligibility.selectors.runs import sees_all
from vinhdanh.people.selectors import visible_units


def proposals_visible_to(actor: Account | Operator) -> QuerySet[Proposal]:
    """Proposals of the units that the actor sees, those his department appraises, and those about himself."""
    found = Proposal.objects.select_related(
        "round__unit", "person", "collective", "household", "outsider", "unit", "place"
    )
    if isinstance(actor, Operator) or sees_all(actor):
        return found
    seen = visible_units(actor)
    about = Q(unit__in=seen) | Q(place__in=seen) | asked_about(actor)
    if actor.person_number:
        about |= Q(person__number=actor.person_number)
    return found.filter(about)


def rounds_visible_to(actor: Account | Operator) -> QuerySet[ReviewRound]:
    """Rounds that the actor runs or takes part in; whoever sees a unit of a round sees the round."""
    found = ReviewRound.objects.select_related("unit").prefetch_related("steps")
    if isinstance(actor, Operator) or sees_all(actor):
        return found
    seen = visible_units(actor)
    own = proposals_visible_to(actor).order_by().values("round")
    inside = Q(unit__in=seen) | Q(units__unit__in=seen) | Q(pk__in=own)
    for above in {code for unit in seen[:1] for code in unit.codes_above}:
        inside |= Q(units__unit__code=above)
    return found.filter(inside).distinct()

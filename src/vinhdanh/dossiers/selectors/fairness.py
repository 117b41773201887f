"""Counting for the panel of balance: proposals of a round beside the force of its units."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.dossiers.fairness import FRONT, LEADERS, SMALL, SMALL_UNITS, WOMEN, Balance, Share
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.models.proposals import ProposalQuerySet
from vinhdanh.dossiers.selectors.round_terms import tie_break
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.facts import Sex
from vinhdanh.people.models import Post, Unit
from vinhdanh.people.selectors import visible_units

# Whoever does his work well has these every year: to have them again says nothing.
EVERYBODYS = ("LDTT", "CSTT")


def last_day_of(round: ReviewRound) -> datetime | None:
    """The first moment of the last day on which units could still add; None while no day is set."""
    dues = {step.stage: step.due for step in round.steps.all()}
    due = dues.get(Stage.UNIT) or dues.get(Stage.DRAFT)
    return timezone.make_aware(datetime.combine(due, time.min)) if due else None


def three_years(round: ReviewRound, proposals: ProposalQuerySet) -> set[int]:
    """Keys of people proposed now and in both years before for the same honour, or given it then.

    The titles that everybody may have each year are left out.
    """
    asked = proposals.filter(person__isnull=False).exclude(honour__in=EVERYBODYS).order_by()
    now = set(asked.values_list("person", "honour"))
    years = (round.year - 1, round.year - 2)
    codes = {honour for _, honour in now}
    before = {
        *Proposal.objects.alive()
        .filter(year__in=years, honour__in=codes, person__isnull=False)
        .order_by()
        .values_list("person", "honour", "year"),
        *Grant.objects.filter(year__in=years, honour__in=codes, person__isnull=False)
        .order_by()
        .values_list("person", "honour", "year"),
    }
    return {person for person, honour in now if all((person, honour, year) in before for year in years)}


def balance(actor: Account | Operator, round: ReviewRound, proposals: ProposalQuerySet) -> Balance:
    """The panel of a round, of what the actor sees: his units' proposals beside his units' force.

    A fixed number of queries, whatever the size.

    Args:
        proposals: the round's that the actor sees.
    """
    seen = proposals.alive()
    rows = list(
        seen.filter(person__isnull=False).order_by().values_list("person", "person__sex", "unit", "created")
    )
    today = timezone.localdate()
    units = dict(
        Unit.objects.filter(pk__in=round.units.values("unit"))
        .filter(pk__in=visible_units(actor))
        .values_list("pk", "path")
    )
    force = _force(units, today)
    led = set(
        Post.objects.standing(today)
        .filter(leads=True, person__in=seen.order_by().values("person"))
        .values_list("person", flat=True)
    )
    small = {key for key in units if 0 < force.people[key] < SMALL}
    last = last_day_of(round)
    total, strength = len(rows), sum(force.people.values())
    leaders = sum(person in led for person, *_ in rows)
    with_small = [unit for _, _, unit, _ in rows if unit in small]
    none = len(small - set(with_small))
    law = tie_break(today)
    women = f"Khi ngang nhau, ưu tiên nữ ({law.said.cite})" if law else ""
    shares = (
        Share(LEADERS, leaders, total, force.leaders, strength, 1),
        Share(FRONT, total - leaders, total, strength - force.leaders, strength, -1),
        Share(
            WOMEN, sum(s == Sex.FEMALE.value for _, s, *_ in rows), total, force.women, strength, -1, women
        ),
        Share(
            SMALL_UNITS,
            len(with_small),
            total,
            sum(force.people[key] for key in small),
            strength,
            -1,
            f"{none} trong {len(small)} đơn vị nhỏ chưa có đề nghị nào" if small else "Không có đơn vị nhỏ",
        ),
    )
    return Balance(
        shares=shares,
        proposals=total,
        force=strength,
        last_day=seen.filter(created__gte=last).count() if last else 0,
        repeated=len(three_years(round, seen)),
    )


class _Force:
    """People by proposing unit, with how many of all lead and are women."""

    def __init__(self) -> None:
        self.people: Counter[int] = Counter()
        self.leaders = self.women = 0


def _force(units: dict[int, str], today: date) -> _Force:
    """Who serves today in the units or below them, by one query over their main posts."""
    found = _Force()
    owner = {path: key for key, path in units.items()}
    posts = (
        Post.objects.standing(today)
        .filter(person__left__isnull=True, person__withdrawn=False)
        .order_by()
        .values_list("unit__path")
        .annotate(
            n=Count("pk"),
            leaders=Count("pk", filter=Q(leads=True)),
            women=Count("pk", filter=Q(person__sex=Sex.FEMALE.value)),
        )
    )
    for path, n, leaders, women in posts:
        parts = path.strip("/").split("/")
        above = ("/" + "/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1))
        key = next((owner[one] for one in above if one in owner), None)
        if key is not None:
            found.people[key] += n
            found.leaders += leaders
            found.women += women
    return found

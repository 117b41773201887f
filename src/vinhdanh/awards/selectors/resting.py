"""What rests on an honour: what must be judged again when it is annulled or taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vinhdanh.awards.catalogue import honour_name, law_book
from vinhdanh.awards.facts import facts_for, facts_of
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.types import RecipientKind
from vinhdanh.engine import Verdict, affected_by
from vinhdanh.engine import facts as engine
from vinhdanh.engine.facts import Facts, GrantState
from vinhdanh.people.models import Post, Unit
from vinhdanh.people.selectors import subjects_named


@dataclass(frozen=True, slots=True)
class Resting:
    """One honour, given or only met, that would not be met without the other one."""

    recipient: str
    kind: RecipientKind
    code: str
    honour: str
    year: int
    before: Verdict
    after: Verdict
    grant: int | None  # None: met, not yet given


def resting_on(grant: Grant) -> list[Resting]:
    """Later honours of the recipient and of the units that it counted in, the earliest first.

    Judged by the law of each year's end among the records of those units. Of an honour that no longer
    stands: what would stand on it, so what must still be looked at. Of people from outside nothing is judged.
    """
    if grant.kind is RecipientKind.OUTSIDER:
        return []
    id = f"grant:{grant.pk}"
    facts, judged = _facts(grant)
    if grant.state is not GrantState.IN_FORCE:
        facts = replace(facts, grants=tuple(_standing(one) if one.id == id else one for one in facts.grants))
    found = [one for one in affected_by(law_book(), facts, id) if one.subject in judged]
    names = subjects_named([a.subject for a in found])
    book = law_book()
    return [
        Resting(
            str(names.get(a.subject, a.subject)),
            RecipientKind(book.line(a.rule).subject_kind),
            a.subject,
            honour_name(book.line(a.rule).honour),
            a.year,
            a.before,
            a.after,
            int(a.grant_id.rpartition(":")[2]) if a.grant_id else None,
        )
        for a in sorted(found, key=lambda a: (a.year, a.subject))
    ]


def _standing(grant: engine.Grant) -> engine.Grant:
    return replace(grant, state=GrantState.IN_FORCE, state_since=None)


def _facts(grant: Grant) -> tuple[Facts, frozenset[str]]:
    """The records to judge by, and the subjects of whom something may be concluded from them."""
    code = code_of(grant.subject)
    units = _units(grant)
    if not units:
        return facts_of([code]), frozenset({code})
    below = Unit.objects.none()
    for unit in units:
        below |= Unit.objects.subtree(unit)
    facts = facts_for([unit.code for unit in units])
    return facts, frozenset({code, *below.values_list("code", flat=True)})


def _units(grant: Grant) -> list[Unit]:
    """The units below the agency's top in which the recipient counted since that year."""
    if grant.unit is not None:
        return [_department(grant.unit)]
    if grant.person is None:
        return []
    posts = Post.objects.filter(person=grant.person, unit__depth__gt=0).select_related("unit")
    since = [p.unit for p in posts if p.end is None or p.end.year >= grant.year]
    return list({unit.pk: unit for unit in map(_department, since)}.values())


def _department(unit: Unit) -> Unit:
    """The unit right below the top that it belongs to: titles of units look no further up."""
    return unit if unit.depth <= 1 else Unit.objects.above(unit).get(depth=1)

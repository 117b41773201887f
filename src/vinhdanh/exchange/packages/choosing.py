"""Which records go into a package: of a unit and what is below it, of some years, as its maker sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, reduce
from hashlib import blake2b
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantWork, Outsider
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.awards.selectors.visible import grants_visible_to
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.people import models as people
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.types import Secrecy

_FIRST, _LAST = 1945, 2100
PSEUDONYM = "AN-"  # begins the number of whoever is not named


@dataclass
class Chosen:
    """The records of one package, or all that is on record (``everything``).

    Attributes:
        unit: None is the whole agency.
        left_out: how many rows of each table stay behind, by reason.
    """

    actor: Account | Operator
    unit: people.Unit | None = None
    first: int = _FIRST
    last: int = _LAST
    secrecy: SecrecyRule = SecrecyRule.LEFT_OUT
    everything: bool = False
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    # ---- units ----------------------------------------------------------------------------------

    @cached_property
    def roots(self) -> list[people.Unit]:
        """The unit and those that it came from; none for the whole agency."""
        return roots_of(self.unit) if self.unit else []

    @cached_property
    def inside(self) -> set[int]:
        """Units that the package is about."""
        if self.unit is None:
            return set(people.Unit.objects.values_list("pk", flat=True))
        below = reduce(or_, (Q(path__startswith=root.path) for root in self.roots))
        return set(people.Unit.objects.filter(below).values_list("pk", flat=True))

    @cached_property
    def own_codes(self) -> set[str]:
        """The codes of the units that the package is about."""
        return {code for pk, code in self.units.items() if pk in self.inside}

    @cached_property
    def units(self) -> dict[int, str]:
        """Units in the package, by key: those it is about, those above, and where its people served."""
        every = {pk: (code, path) for pk, code, path in people.Unit.objects.values_list("pk", "code", "path")}
        if self.unit is None:
            return {pk: code for pk, (code, _) in every.items()}
        wanted = set(self.inside)
        posts = self.posts.values_list("person_id", "unit_id")
        wanted |= {unit for person, unit in posts.iterator(chunk_size=5000) if person in self.persons}
        wanted |= set(self.grants.order_by().values_list("place_id", flat=True).distinct()) - {None}
        for one, other in people.UnitLineage.objects.values_list("unit_id", "successor_id"):
            if one in wanted or other in wanted:
                wanted |= {one, other}
        former = people.UnitPlace.objects.filter(unit__in=self.inside, parent__isnull=False)
        wanted |= set(former.values_list("parent_id", flat=True))
        above = {code for pk in wanted if pk in every for code in every[pk][1].strip("/").split("/")}
        return {pk: code for pk, (code, _) in every.items() if pk in wanted or code in above}

    # ---- people ---------------------------------------------------------------------------------

    @cached_property
    def secret(self) -> set[int]:
        """People under secrecy."""
        found = people.Person.objects.exclude(secrecy=Secrecy.OPEN)
        return set(found.values_list("pk", flat=True))

    @cached_property
    def persons(self) -> dict[int, str]:
        """Whose records are in the package: key and the number that stands there."""
        found = self._concerned
        if self.kept_back:
            self.left_out["persons", "secret"] += len(self.kept_back)
            return {pk: number for pk, number in found.items() if pk not in self.kept_back}
        if not self.everything and self.secrecy == SecrecyRule.PSEUDONYM:
            return {pk: pseudonym(n) if pk in self.secret else n for pk, n in found.items()}
        return found

    @cached_property
    def _concerned(self) -> dict[int, str]:
        visible = people.Person.objects if self.everything else people_visible_to(self.actor)
        numbers = dict(visible.values_list("pk", "number"))
        if self.unit is None:
            return numbers
        pairs = self.posts.values_list("person_id", "unit_id").iterator(chunk_size=5000)
        served = {person for person, unit in pairs if unit in self.inside}
        honoured = set(
            self.grants.filter(person__isnull=False).order_by().values_list("person_id", flat=True).distinct()
        )
        outside = honoured - numbers.keys()
        if outside:
            self.left_out["persons", "unseen"] += len(outside)
        return {pk: number for pk, number in numbers.items() if pk in served or pk in honoured}

    @cached_property
    def kept_back(self) -> set[int]:
        """People under secrecy who belong in the package and are left out of it."""
        if self.everything or self.secrecy != SecrecyRule.LEFT_OUT:
            return set()
        return self._concerned.keys() & self.secret

    @cached_property
    def works_kept_back(self) -> set[int]:
        """Works of an author under secrecy stay inside, as they do with lists."""
        if self.everything or self.secrecy != SecrecyRule.LEFT_OUT:
            return set()
        authors = people.WorkAuthor.objects.exclude(person__secrecy=Secrecy.OPEN)
        return set(authors.values_list("work_id", flat=True))

    def masked(self, person: int | None) -> bool:
        """Whether somebody is in the package without his name."""
        rule = self.secrecy == SecrecyRule.PSEUDONYM and not self.everything
        return rule and person is not None and person in self.secret

    @cached_property
    def key_of(self) -> dict[str, int]:
        """The number that stands in the package, and whose it is."""
        return {number: key for key, number in self.persons.items()}

    @cached_property
    def households(self) -> dict[int, str]:
        found = people.Household.objects.values_list("pk", "code", "unit_id")
        if self.unit is None:
            return {pk: code for pk, code, _ in found}
        honoured = set(self.grants.order_by().values_list("household_id", flat=True).distinct())
        return {pk: code for pk, code, unit in found if unit in self.inside or pk in honoured}

    # ---- rows of each table ---------------------------------------------------------------------

    @cached_property
    def posts(self) -> QuerySet[people.Post]:
        return people.Post.objects.filter(self._between("start", "end"))

    @cached_property
    def grants(self) -> QuerySet[Grant]:
        """Honours that were really given, in the years, in the unit."""
        base = Grant.objects.real() if self.everything else grants_visible_to(self.actor)
        found = base.select_related(None).filter(year__gte=self.first, year__lte=self.last)
        if self.unit is None:
            return found
        return found.filter(reduce(or_, (Q(place_path__contains=f"/{r.code}/") for r in self.roots)))

    def rows(self, table: str) -> QuerySet[Any]:
        """The candidates of a table; rows about somebody who is not in the package are passed over later."""
        return _ROWS[table](self)

    def _between(self, start: str, end: str) -> Q:
        """Something that ran within the years."""
        begun = Q(**{f"{start}__year__lte": self.last})
        return begun & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__year__gte": self.first}))

    def _in_years(self, column: str = "year") -> Q:
        return Q(**{f"{column}__gte": self.first, f"{column}__lte": self.last})

    def _works(self) -> QuerySet[people.RecognisedWork]:
        used = GrantWork.objects.filter(grant__in=self._grant_keys).values("work")
        works = people.RecognisedWork.objects
        if self.unit is None:
            return works.filter(self._in_years() | Q(pk__in=used))
        own = people.WorkAuthor.objects.filter(
            person__posts__unit__in=people.Unit.objects.filter(
                reduce(or_, (Q(path__startswith=root.path) for root in self.roots))
            )
        ).values("work")
        return works.filter((self._in_years() & Q(pk__in=own)) | Q(pk__in=used))

    @property
    def _grant_keys(self) -> QuerySet[Any]:
        return self.grants.order_by().values("pk")

    def _decisions(self) -> QuerySet[Decision]:
        given = self.grants.order_by().filter(decision__isnull=False).values("decision")
        done = GrantEvent.objects.filter(grant__in=self._grant_keys, decision__isnull=False)
        return Decision.objects.filter(Q(pk__in=given) | Q(pk__in=done.order_by().values("decision")))

    def _outsiders(self) -> QuerySet[Outsider]:
        honoured = self.grants.order_by().filter(outsider__isnull=False).values("outsider")
        return Outsider.objects.filter(pk__in=honoured)


_ROWS: dict[str, Callable[[Chosen], QuerySet[Any]]] = {
    "units": lambda at: people.Unit.objects.all(),
    "unit_lineage": lambda at: people.UnitLineage.objects.all(),
    "unit_places": lambda at: people.UnitPlace.objects.all(),
    "persons": lambda at: people.Person.objects.all(),
    "posts": lambda at: at.posts,
    "ranks": lambda at: people.RankHeld.objects.filter(since__year__lte=at.last),
    "absences": lambda at: people.Absence.objects.filter(at._between("start", "end")),
    "households": lambda at: people.Household.objects.all(),
    "outsiders": Chosen._outsiders,
    "ratings": lambda at: people.YearRating.objects.filter(at._in_years()),
    "works": Chosen._works,
    "disciplines": lambda at: people.Discipline.objects.filter(at._between("decided", "ends")),
    "holds": lambda at: people.Hold.objects.filter(at._between("opened", "closed")),
    "decisions": Chosen._decisions,
    "grants": lambda at: at.grants,
    "findings": lambda at: people.Finding.objects.current().filter(at._in_years()),
}


def pseudonym(number: str) -> str:
    """A number that stands for somebody without naming him; the same each time on this installation."""
    if number.startswith(PSEUDONYM):
        return number
    key = settings.SECRET_KEY.encode()[:64]
    return PSEUDONYM + blake2b(number.encode(), key=key, person=b"goi-du-lieu", digest_size=6).hexdigest()


def everybody(actor: Account | Operator) -> Chosen:
    """All that is on record, to compare a package with."""
    return Chosen(actor, everything=True)

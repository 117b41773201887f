"""The register as one importer sees it: what a file is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import head
from vinhdanh.audit.types import verbs
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Grant as GrantRow
from vinhdanh.engine import Facts, Finding, Grant, Post, Work
from vinhdanh.exchange.reading import Extra, GrantExtra, PersonExtra
from vinhdanh.exchange.reading.building import Known
from vinhdanh.people import models as people
from vinhdanh.people.folding import fold
from vinhdanh.people.selectors import people_visible_to, visible_units

RECORD_APPS = ("people", "awards")  # whose entries in the journal change what a file is compared with
NOWHERE = "/"


@dataclass(frozen=True)
class Register:
    """Everything on record that the importer may touch, with what the engine's facts leave out.

    Works go by their codes here, as in files; one without a code by the name of its row (``work:17``).
    """

    facts: Facts = field(default_factory=Facts)
    details: Mapping[str, Extra] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)  # hold -> its ground in words
    paths: Mapping[str, str] = field(default_factory=dict)  # subject -> path of its unit
    aliases: Mapping[str, str] = field(default_factory=dict)  # a merged number -> the number kept
    may_touch: frozenset[str] | None = None  # subjects in the importer's scope; None: all
    taken: frozenset[str] = frozenset()  # numbers and codes that exist outside that scope
    taken_citizens: frozenset[str] = frozenset()  # CCCD likewise
    head: int = 0  # the journal's last entry before the register was read

    @cached_property
    def known(self) -> Known:
        """What rows of a file may refer to."""
        mine = self.may_touch
        facts = self.facts
        return Known(
            persons={p.id: p for p in facts.persons if mine is None or p.id in mine},
            units={u.id: u.name for u in facts.units},
            households={h.id: h.name for h in facts.households},
            works={w.id: w for w in facts.works},
            aliases=self.aliases,
            placed=frozenset(post.person for post in facts.posts),
        )

    @cached_property
    def citizens(self) -> Mapping[str, str]:
        """CCCD -> the number of its owner."""
        return {
            extra.citizen_id: number
            for number, extra in self.details.items()
            if isinstance(extra, PersonExtra) and extra.citizen_id
        }

    @cached_property
    def namesakes(self) -> Mapping[tuple[str, object], list[str]]:
        """Folded name and day of birth -> numbers, for those whose birth is known."""
        found: defaultdict[tuple[str, object], list[str]] = defaultdict(list)
        for person in self.known.persons.values():
            if person.born is not None:
                found[fold(person.name), person.born].append(person.id)
        return found

    @cached_property
    def grants(self) -> Mapping[tuple[str, str, int], list[Grant]]:
        """Subject, honour, year -> the honours on record."""
        found: defaultdict[tuple[str, str, int], list[Grant]] = defaultdict(list)
        for grant in self.facts.grants:
            found[grant.subject, grant.honour, grant.year].append(grant)
        return found

    @cached_property
    def posts(self) -> Mapping[str, list[Post]]:
        """Person -> posts."""
        found: defaultdict[str, list[Post]] = defaultdict(list)
        for post in self.facts.posts:
            found[post.person].append(post)
        return found

    @cached_property
    def findings(self) -> Mapping[tuple[str, str, int], Finding]:
        """Subject, question, year -> the conclusion that stands."""
        return {(f.subject, f.about, f.year): f for f in self.facts.findings}


def read_register(actor: Account | Operator) -> Register:
    """What is on record within the actor's right to import."""
    last = head()  # before reading: a change made meanwhile counts as later, never as seen
    codes = units_with(scopes(actor), Action.IMPORT)
    whole = WHOLE_AGENCY in codes
    facts = _with_codes(facts_for() if whole else facts_for(codes))
    numbers = {person.id for person in facts.persons}
    details: dict[str, Extra] = {
        number: PersonExtra(*more)
        for number, *more in people.Person.objects.values_list("number", "rank", "citizen_id", "ethnicity")
        if number in numbers
    }
    more = GrantRow.objects.exclude(money=None, artefact="", serial="")
    details |= {
        f"grant:{pk}": GrantExtra(money, artefact, serial)
        for pk, money, artefact, serial in more.values_list("pk", "money", "artefact", "serial")
    }
    holds = people.Hold.objects.exclude(basis="").values_list("pk", "basis")
    merges = people.PersonMerge.objects.filter(undone__isnull=True)
    register = Register(
        facts=facts,
        details=details,
        basis={f"hold:{pk}": basis for pk, basis in holds},
        paths=_paths(facts),
        aliases=dict(merges.values_list("merged__number", "kept__number")),
        head=last.number if last else 0,
    )
    return register if whole else _within(register, actor)


def _within(register: Register, actor: Account | Operator) -> Register:
    mine = set(people_visible_to(actor, Action.IMPORT).values_list("number", flat=True))
    mine |= set(visible_units(actor, Action.IMPORT).values_list("code", flat=True))
    others = people.Person.every.exclude(number__in=mine)
    taken = set(others.values_list("number", flat=True))
    taken |= set(people.Unit.every.exclude(code__in=mine).values_list("code", flat=True))
    taken |= set(people.Household.every.values_list("code", flat=True))
    return replace(
        register,
        may_touch=frozenset(mine),
        taken=frozenset(taken - {unit.id for unit in register.facts.units}),
        taken_citizens=frozenset(others.exclude(citizen_id="").values_list("citizen_id", flat=True)),
        aliases={old: kept for old, kept in register.aliases.items() if kept in mine},
    )


def _with_codes(facts: Facts) -> Facts:
    """The same facts, works named by their codes."""
    codes = {
        f"work:{pk}": code
        for pk, code in people.RecognisedWork.objects.exclude(code="").values_list("pk", "code")
    }
    works: Iterable[Work] = (replace(work, id=codes.get(work.id, work.id)) for work in facts.works)
    grants = (
        replace(grant, works=tuple(codes.get(id, id) for id in grant.works)) if grant.works else grant
        for grant in facts.grants
    )
    return replace(facts, works=tuple(works), grants=tuple(grants))


def _paths(facts: Facts) -> dict[str, str]:
    """Subject -> the unit path that decides who may write about it."""
    paths = dict(people.Unit.objects.values_list("code", "path"))
    standing = people.Post.objects.standing(timezone.localdate())
    found = dict(standing.values_list("person__number", "unit__path"))
    return (
        {person.id: found.get(person.id, NOWHERE) for person in facts.persons}
        | {unit.id: paths[unit.id] for unit in facts.units}
        | dict(people.Household.objects.values_list("code", "unit__path"))
    )


def changes_since(number: int) -> int:
    """How many changes to the records the journal holds after one of its entries."""
    changing = [verb for verb in verbs() if verb.partition(".")[0] in RECORD_APPS]
    return JournalEntry.objects.filter(number__gt=number, verb__in=changing).count()

"""People who may be on record twice: same code, same name and birth, or a CCCD that differs by a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz.distance import Hamming

from vinhdanh.access.models import Account
from vinhdanh.access.types import Action, Operator
from vinhdanh.awards.models import Grant
from vinhdanh.exchange.text import code_key
from vinhdanh.people.models import KnownApart, Person
from vinhdanh.people.selectors import people_visible_to

_MARKS = re.compile(r"[^0-9A-ZĐ]")
SLIPS = 2  # digits of a CCCD that a typing mistake may change
SAME_CODE = "số hiệu chỉ khác cách viết"
SAME_BIRTH = "cùng họ tên, ngày sinh"
NEAR_CITIZEN = "cùng họ tên, CCCD khác không quá hai chữ số"
SAME_CAREER = "cùng họ tên, ngày vào ngành; một hồ sơ thiếu ngày sinh"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a pair is found by."""

    pk: int
    number: str
    folded: str
    born: date | None
    citizen: str
    joined: date | None


@dataclass(frozen=True)
class Suspects:
    """Two files that may be one person's. ``one`` holds more, so that it would be kept."""

    one: Person
    other: Person
    why: tuple[str, ...]


def suspects(actor: Account | Operator) -> list[Suspects]:
    """Pairs within the actor's right to write, the surest first; those told apart are left out."""
    people = people_visible_to(actor, Action.EDIT)
    columns = ("pk", "number", "folded", "born", "citizen_id", "joined")
    known = [_Known(*row) for row in people.values_list(*columns)]
    reasons = _reasons(known)
    for apart in KnownApart.objects.values_list("one_id", "other_id"):
        reasons.pop(apart, None)
    rows = Person.objects.in_bulk({pk for pair in reasons for pk in pair})
    honours = _honours(rows)
    found = []
    for pair, why in reasons.items():
        first, second = pair
        one, other = rows[first], rows[second]
        if (honours[second], other.born is not None) > (honours[first], one.born is not None):
            one, other = other, one
        found.append(Suspects(one, other, tuple(why)))
    return sorted(found, key=lambda pair: (-len(pair.why), pair.one.folded, pair.one.number))


def why_suspect(one: Person, other: Person) -> tuple[str, ...]:
    """What speaks for two files being one person's."""
    known = [_Known(p.pk, p.number, p.folded, p.born, p.citizen_id, p.joined) for p in (one, other)]
    return tuple(next(iter(_reasons(known).values()), ()))


def _reasons(known: Iterable[_Known]) -> dict[tuple[int, int], list[str]]:
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    by_code: defaultdict[str, list[_Known]] = defaultdict(list)
    by_name: defaultdict[str, list[_Known]] = defaultdict(list)
    for person in known:
        by_code[_bare(person.number)].append(person)
        by_name[person.folded].append(person)
    for some in by_code.values():
        for one, other in combinations(some, 2):
            found[_pair(one, other)].append(SAME_CODE)
    for some in by_name.values():
        for one, other in combinations(some, 2):
            for why in _alike(one, other):
                found[_pair(one, other)].append(why)
    return dict(found)


def _bare(number: str) -> str:
    """A number without what people write differently: marks between its parts, zeros before them."""
    return _MARKS.sub("", code_key(number)).lstrip("0")


def _alike(one: _Known, other: _Known) -> Iterator[str]:
    """Reasons for two people of one name."""
    if one.born is not None and one.born == other.born:
        yield SAME_BIRTH
    elif None in (one.born, other.born) and one.joined is not None and one.joined == other.joined:
        yield SAME_CAREER
    if one.citizen and other.citizen and Hamming.distance(one.citizen, other.citizen) <= SLIPS:
        yield NEAR_CITIZEN


def _pair(one: _Known, other: _Known) -> tuple[int, int]:
    return (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)


def _honours(people: Iterable[int]) -> defaultdict[int, int]:
    count: defaultdict[int, int] = defaultdict(int)
    for person in Grant.objects.real().filter(person__in=list(people)).values_list("person_id", flat=True):
        count[person or 0] += 1
    return count

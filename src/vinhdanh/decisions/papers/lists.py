"""What the lists of this room's papers have in common: who stands in them, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from vinhdanh.awards.catalogue import honour_name, is_title
from vinhdanh.awards.models import Recipient
from vinhdanh.awards.types import RecipientKind
from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.documents.paper import Letterhead
from vinhdanh.documents.words import two_digits
from vinhdanh.engine.facts import Force, Sex
from vinhdanh.people.models import Person, Post, RankHeld, Unit
from vinhdanh.people.papers.letterheads import letterhead_of

UNITS, PEOPLE, HOUSEHOLDS = "Tập thể", "Cá nhân", "Hộ gia đình"
_GROUPS = {RecipientKind.UNIT: UNITS, RecipientKind.HOUSEHOLD: HOUSEHOLDS}
_ADDRESSED = {Sex.MALE.value: "Ông ", Sex.FEMALE.value: "Bà "}


def head_of(unit: Unit, authority: IssuingAuthority | None = None, on: date | None = None) -> Letterhead:
    """A unit's letterhead on a day, with the place that its authority writes (the first by default)."""
    found = authority or IssuingAuthority.objects.filter(unit=unit).first()
    head = letterhead_of(unit, on)
    return replace(head, place=(found.place if found else "") or head.place)


def group_of(kind: RecipientKind) -> str:
    """The section of a list in which such recipients stand."""
    return _GROUPS.get(kind, PEOPLE)


def named(recipient: Recipient) -> str:
    """A recipient's name; Ông, Bà stand before people who have no police rank."""
    if isinstance(recipient, Person) and recipient.force != Force.POLICE.value:
        return f"{_ADDRESSED.get(recipient.sex, '')}{recipient.name}"
    return str(recipient)


def posts_on(people: Iterable[Person | None], day: date) -> Mapping[int, str]:
    """Key → «Thiếu tá, Đội trưởng»: rank and post as they were on a day, asked at once."""
    found = {one.pk: one for one in people if one is not None}
    ranks = {key: one.rank for key, one in found.items()}
    held = RankHeld.objects.filter(person__in=found, since__lte=day).order_by("since")
    ranks |= dict(held.values_list("person", "name"))
    posts = {one.person_id: one for one in Post.objects.standing(day).filter(person__in=found)}
    return {
        key: ", ".join(
            filter(None, (ranks[key], (posts[key].title or posts[key].grade_label) if key in posts else ""))
        )
        for key in found
    }


def counted(groups: Iterable[str]) -> str:
    """«02 tập thể, 35 cá nhân»: how many of each section, in the order of lists."""
    counts = Counter(groups)
    return ", ".join(
        f"{two_digits(counts[one])} {one.lower()}" for one in (UNITS, PEOPLE, HOUSEHOLDS) if counts[one]
    )


def honour_words(code: str, *, police: bool) -> str:
    """«danh hiệu “Chiến sĩ thi đua cơ sở”», «Giấy khen»: an honour inside a sentence."""
    name = honour_name(code, police=police)
    return f"danh hiệu “{name}”" if is_title(code) else name


def upper_first(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]

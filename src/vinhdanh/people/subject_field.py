"""The field in which somebody is named: by số hiệu, by code, or by name where only one bears it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Post, Unit
from vinhdanh.people.selectors import current_posts

MOST_ALIKE = 12  # people and units of a like name that are offered


class SubjectField(forms.CharField):
    """A person by số hiệu or by words of the name, or a unit or household by code or name, of those in sight.

    Several of a like name are offered: the field becomes a choice among them (``choices``).
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=120, **more)
        self.people: QuerySet[Person] = Person.objects.none()
        self.units: QuerySet[Unit] = Unit.objects.none()
        self.households: QuerySet[Household] = Household.objects.none()
        self.choices: list[tuple[str, str]] = []

    def look_in(
        self,
        people: QuerySet[Person],
        units: QuerySet[Unit],
        households: QuerySet[Household] | None = None,
    ) -> None:
        """Whom the account may name."""
        self.people, self.units = people, units
        if households is not None:
            self.households = households

    def clean(self, value: Any) -> Person | Unit | Household:
        said = str(super().clean(value)).strip()
        person = self.people.filter(number=said).first()
        unit = self.units.filter(code__iexact=said).first()
        household = self.households.filter(code__iexact=said).first()
        found: Person | Unit | Household | None = person or unit or household
        return found or self._by_name(said)

    def _by_name(self, said: str) -> Person | Unit:
        named = _words_of_name(said)
        people = list(self.people.filter(named).order_by("folded", "number")[: MOST_ALIKE + 1])
        units = list(self.units.filter(named).order_by("path")[: MOST_ALIKE + 1 - len(people)])
        alike: list[Person | Unit] = [*people, *units]
        if len(alike) == 1:
            return alike[0]
        if not alike:
            raise forms.ValidationError(
                f"Không có số hiệu, mã hay tên “{said}” trong các đơn vị đồng chí được giao."
            )
        if len(alike) > MOST_ALIKE:
            raise forms.ValidationError(
                f"Hơn {MOST_ALIKE} người, đơn vị có tên như “{said}”: ghi rõ hơn, hoặc ghi số hiệu."
            )
        posts = current_posts(people)
        self.choices = [_offered(one, posts) for one in alike]
        self.widget = forms.Select(choices=[("", "Chọn…"), *self.choices])
        raise forms.ValidationError(f"Có {len(alike)} người, đơn vị tên như “{said}”: chọn một trong số đó.")


def _words_of_name(said: str) -> Q:
    """All words of a name; the beginning of a number names nobody."""
    if not any(letter.isalpha() for letter in said):
        return Q(pk__in=())
    found = Q()
    for word in fold(said).split():
        found &= Q(folded__contains=word)
    return found


def _offered(one: Person | Unit, posts: dict[int, Post]) -> tuple[str, str]:
    if isinstance(one, Unit):
        return one.code, f"{one.name} ({one.code})"
    post = posts.get(one.pk)
    return one.number, f"{one.name} ({one.number}{f', {post.unit.name}' if post else ''})"

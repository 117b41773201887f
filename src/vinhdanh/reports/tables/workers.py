"""Units that do the work of thi đua, khen thưởng, and who serves in them on a day.

No record says which units do: the reader names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.urls import reverse

from vinhdanh.engine.durations import whole_months
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.people.types import Education
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.items import UNSEEN, Apart, Entry, Item

NOBODY_CHOSEN = "Chưa chọn đơn vị làm công tác thi đua, khen thưởng: chọn ở đầu trang."
YEAR = 12  # months


class BodySource:
    """The units chosen, as far as they exist on the last day of the period."""

    apart: Sequence[Apart] = ()

    def __init__(self, units: Sequence[Unit], on: date) -> None:
        chosen = Unit.objects.open(on).filter(pk__in=[one.pk for one in units])
        self._units = {one.pk: one for one in chosen.select_related("parent")}
        self.reason = "" if units else NOBODY_CHOSEN

    @property
    def items(self) -> Sequence[Item]:
        return [
            Item(
                one.pk,
                f"unit:{one.pk}",
                {
                    "unit_kind": one.kind,
                    "parent_kind": one.parent.kind if one.parent else None,
                    "tier": one.tier,
                },
            )
            for one in self._units.values()
        ]

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """The units; the reader chose them, so he sees them."""
        found = [self._units[item.pk] for item in items]
        return [
            Entry(one.pk, one.name, one.kind_label, href=reverse("eligibility:unit", args=[one.code]))
            for one in sorted(found, key=lambda one: one.path)
        ]


class StaffSource:
    """Who serves in the units on a day."""

    apart: Sequence[Apart] = ()

    def __init__(self, scope: Scope, units: Sequence[Unit], on: date) -> None:
        self._scope, self._on = scope, on
        self._keys = [one.pk for one in units]
        self.reason = "" if units else NOBODY_CHOSEN

    @cached_property
    def _posts(self) -> dict[int, Post]:
        """The main post of each person who serves there on the day."""
        held = (
            Post.objects.standing(self._on).on(self._on).filter(unit__in=self._keys, person__withdrawn=False)
        )
        return {one.person_id: one for one in held.select_related("person", "unit")}

    @cached_property
    def items(self) -> Sequence[Item]:
        since: dict[int, date] = {}
        earlier = Post.objects.filter(unit__in=self._keys, person__in=self._posts, start__lte=self._on)
        for person, start in earlier.order_by("-start").values_list("person", "start"):
            since[person] = start
        return [
            Item(
                key,
                f"person:{key}",
                {
                    "age": self._years(post.person.born),
                    "sex": post.person.sex or None,
                    "education": post.person.education or None,
                    "years": self._years(since[key]),
                },
            )
            for key, post in self._posts.items()
        ]

    def _years(self, since: date | None) -> int | None:
        return whole_months(since, self._on) // YEAR if since else None

    def entries(self, items: Sequence[Item]) -> list[Entry]:
        """Names as far as the reader sees them."""
        keys = [item.pk for item in items]
        seen = people_visible_to(self._scope.actor)
        named = set(
            Person.objects.filter(pk__in=keys).filter(pk__in=seen.values("pk")).values_list("pk", flat=True)
        )
        listed = [_entry(self._posts[key], named=key in named) for key in keys]
        return sorted(listed, key=lambda one: (one.name, one.pk))


def _entry(post: Post, *, named: bool) -> Entry:
    person = post.person
    where = f"{post.title or post.grade_label}, {post.unit.name}"
    if not named:
        return Entry(person.pk, UNSEEN, post.unit.name)
    schooling = f", {Education(person.education).label}" if person.education else ""
    href = reverse("eligibility:person", args=[person.number])
    born = f", sinh năm {person.born.year}" if person.born else ""
    return Entry(person.pk, person.name, f"{where}{born}{schooling}", href=href, number=person.number)

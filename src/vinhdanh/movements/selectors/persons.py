"""What a person's file shows of the emulation year: registered titles, promises, praise, the Sổ vàng."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.movements.models import Commitment, GoldenEntry, PraiseProposal, Registration
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.movements.types.registration import figure_words, title_name
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import visible_units


@dataclass(frozen=True, slots=True)
class YearLine:
    """One thing of one year, and the page that has it; no page where the account may not open it."""

    year: int
    kind: str
    words: str
    unit: Unit
    href: str


def year_lines_of(actor: Account, person: Person) -> list[YearLine]:
    """Registered titles and promises that stand, praise that was agreed to, lines of the Sổ vàng that count.

    The newest year first. For pages that show the person's file: whoever sees the file sees these.
    """
    found = []
    for row in Registration.objects.standing().filter(person=person).select_related("sheet__unit"):
        found.append(YearLine(row.year, "Đăng ký", title_name(row.honour), row.sheet.unit, _sheet(row)))
    for promise in Commitment.objects.standing().filter(person=person).select_related("sheet__unit"):
        figure = f": {figure_words(promise.value)} {promise.measure}".rstrip() if promise.value else ""
        words, unit = f"{promise.text}{figure}", promise.sheet.unit
        found.append(YearLine(promise.sheet.year, "Cam kết", words, unit, _sheet(promise)))
    proposals = PraiseProposal.objects.praised().exclude(way=PraiseWay.BOOK)
    for one in proposals.filter(person=person).select_related("unit", "person"):
        href = reverse("movements:proposal", args=[one.movement_id, one.pk])
        found.append(YearLine(one.year, one.way_words, one.deed, one.unit, href))
    for entry in GoldenEntry.objects.filter(person=person, strike=None).select_related("unit"):
        href = reverse("movements:golden-entry", args=[entry.pk])
        found.append(YearLine(entry.year, "Sổ vàng", entry.deed, entry.unit, href))
    units = visible_units(actor).filter(pk__in=[line.unit.pk for line in found])
    open_to = set(units.values_list("pk", flat=True))
    return [
        line if line.unit.pk in open_to else YearLine(line.year, line.kind, line.words, line.unit, "")
        for line in sorted(found, key=lambda line: -line.year)
    ]


def _sheet(row: Registration | Commitment) -> str:
    return reverse("movements:registration-sheet", args=[row.sheet.year, row.sheet.unit.code])

"""What the page of a person or a unit shows of the emulation years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.movements.models import (
    ClusterMember,
    Commitment,
    CompactParty,
    Directive,
    GoldenEntry,
    PraiseProposal,
    Registration,
    RegistrationSheet,
    Target,
)
from vinhdanh.movements.types.directives import Stage
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.movements.types.registration import figure_words, title_name
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import lineage_of, visible_units
from vinhdanh.people.types import LineageKind

CARRIED_ON = (LineageKind.RENAMED, LineageKind.MERGED_INTO)


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
    return _sorted(actor, found)


def unit_lines_of(actor: Account, unit: Unit) -> list[YearLine]:
    """What a unit did in the emulation years: each record under the unit that it was written for.

    Records stay with the unit of their time; those of the units that this one came from, renamed or merged,
    are among them. The newest year first.
    """
    came_from = [step.unit for step in lineage_of(unit).origins if step.kind in CARRIED_ON]
    units = {one.pk: one for one in (unit, *came_from)}
    found = []
    for sheet in RegistrationSheet.objects.filter(unit__in=units):
        href = reverse("movements:registration-sheet", args=[sheet.year, units[sheet.unit_id].code])
        words = f"Bản đăng ký: {sheet.get_state_display().lower()}"
        found.append(YearLine(sheet.year, "Đăng ký", words, units[sheet.unit_id], href))
    found += _counted("Chỉ tiêu", "movements:targets", units, _targets(units))
    found += _counted("Chỉ đạo", "movements:directives", units, _directives(units))
    for party in CompactParty.objects.filter(unit__in=units, signature__isnull=False).select_related(
        "compact"
    ):
        href = reverse("movements:compact", args=[party.compact_id])
        words = f"Đã ký giao ước số {party.compact.number}"
        found.append(YearLine(party.compact.year, "Giao ước", words, units[party.unit_id], href))
    for member in ClusterMember.objects.filter(unit__in=units).select_related("year__cluster", "unit"):
        href = reverse("movements:cluster", args=[member.year_id])
        words = f"{member.year}: {member.year.get_stage_display().lower()}"
        found.append(YearLine(member.year.year, "Cụm, khối", words, units[member.unit_id], href))
    entries = GoldenEntry.objects.filter(collective__in=units, strike=None)
    for entry in entries.select_related("collective"):
        assert entry.collective is not None
        href = reverse("movements:golden-entry", args=[entry.pk])
        found.append(YearLine(entry.year, "Sổ vàng", entry.deed, entry.collective, href))
    return _sorted(actor, found)


def _targets(units: Iterable[int]) -> Iterable[tuple[int, int, str]]:
    targets = Target.objects.filter(unit__in=units).exclude(state=TargetState.DRAFT)
    counts = targets.values("unit", "year").annotate(
        all=Count("pk"), met=Count("pk", filter=Q(state=TargetState.ACHIEVED))
    )
    for row in counts.order_by():
        yield row["unit"], row["year"], f"{row['all']} chỉ tiêu đăng ký, {row['met']} chốt đạt"


def _directives(units: Iterable[int]) -> Iterable[tuple[int, int, str]]:
    owned = Directive.objects.filter(owner__in=units).exclude(stage=Stage.CANCELLED)
    counts = owned.values("owner", "meeting__year").annotate(
        all=Count("pk"), done=Count("pk", filter=Q(stage=Stage.CONFIRMED))
    )
    for row in counts.order_by():
        yield row["owner"], row["meeting__year"], f"{row['all']} việc được giao, {row['done']} xác nhận xong"


def _counted(
    kind: str, page: str, units: Mapping[int, Unit], rows: Iterable[tuple[int, int, str]]
) -> list[YearLine]:
    return [
        YearLine(year, kind, words, units[pk], f"{reverse(page)}?nam={year}&dv={units[pk].code}")
        for pk, year, words in rows
    ]


def _sorted(actor: Account, found: list[YearLine]) -> list[YearLine]:
    units = visible_units(actor).filter(pk__in=[line.unit.pk for line in found])
    open_to = set(units.values_list("pk", flat=True))
    return [
        line if line.unit.pk in open_to else YearLine(line.year, line.kind, line.words, line.unit, "")
        for line in sorted(found, key=lambda line: -line.year)
    ]


def _sheet(row: Registration | Commitment) -> str:
    return reverse("movements:registration-sheet", args=[row.sheet.year, row.sheet.unit.code])

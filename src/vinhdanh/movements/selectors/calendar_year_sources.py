"""Dates that follow from the year's own records: registration, targets, clusters, directives."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.movements.models import RegistrationCall, RegistrationSheet, TargetReading
from vinhdanh.movements.selectors.calendar_sources import PLAN, home_paths
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to
from vinhdanh.movements.selectors.directives import directives_visible_to
from vinhdanh.movements.selectors.movements import paths_above
from vinhdanh.movements.selectors.targets import targets_visible_to
from vinhdanh.movements.types.calendar import Entry, EntryKind
from vinhdanh.movements.types.clusters import SheetState as ScoreState
from vinhdanh.movements.types.clusters import Stage
from vinhdanh.movements.types.directives import Stage as DirectiveStage
from vinhdanh.movements.types.targets import TYPED, TargetState


def from_directives(actor: Account, first: date, last: date) -> list[Entry]:
    """Deadlines of directives and conclusions. They wait for the unit that owes the answer."""
    homes = home_paths(actor)
    owed = set(directives_visible_to(actor).owed().values_list("pk", flat=True))
    rows = directives_visible_to(actor).filter(deadline__range=(first, last))
    rows = rows.exclude(stage=DirectiveStage.CANCELLED)
    return [
        Entry(
            key=f"directive-{one.pk}",
            on=one.deadline,
            kind=EntryKind.DIRECTIVE,
            title=one.task,
            detail=f"{one.giver} giao, {one.meeting.name}",
            href=reverse("movements:directive", args=[one.pk]),
            source=PLAN,
            unit=one.owner.code,
            unit_name=one.owner.name,
            mine=one.owner.path in homes,
            waits=one.pk in owed,
            done=one.pk not in owed,
        )
        for one in rows.select_related("owner", "meeting")
        if one.deadline
    ]


def from_registration(actor: Account, first: date, last: date) -> list[Entry]:
    """By when the units that an account works for send their registration of the year."""
    homes = home_paths(actor)
    calls = RegistrationCall.objects.filter(deadline__range=(first, last), unit__path__in=paths_above(homes))
    found = []
    for call in calls.select_related("unit"):
        sent = RegistrationSheet.objects.filter(year=call.year, unit__path__in=homes, sent__isnull=False)
        done = sent.exists()
        found.append(
            Entry(
                key=f"registration-{call.pk}",
                on=call.deadline,
                kind=EntryKind.REGISTRATION,
                title=f"Gửi đăng ký thi đua năm {call.year}",
                detail=call.document,
                href=reverse("movements:registrations") + f"?nam={call.year}",
                source=PLAN,
                unit=call.unit.code,
                unit_name=call.unit.name,
                mine=True,
                waits=not done,
                done=done,
            )
        )
    return found


def from_clusters(actor: Account, first: date, last: date) -> list[Entry]:
    """By when members of clusters score themselves and check each other."""
    homes = home_paths(actor)
    found = []
    for year in cluster_years_visible_to(actor).prefetch_related("members__unit"):
        own = [one for one in year.members.all() if one.unit.path in homes]
        late = [one for one in own if one.state == ScoreState.WRITING]
        days = (
            (year.self_due, "self", "Tự chấm điểm", bool(late)),
            (year.cross_due, "cross", "Chấm chéo", False),
        )
        for on, key, words, waits in days:
            if on is None or not first <= on <= last:
                continue
            waits = waits and year.stage in (Stage.SELF, Stage.CROSS)
            found.append(
                Entry(
                    key=f"cluster-{year.pk}-{key}",
                    on=on,
                    kind=EntryKind.CLUSTER,
                    title=f"{words}: {year.cluster}",
                    detail=f"Quy chế số {year.regulation_number}" if year.regulation_number else "",
                    href=reverse("movements:cluster", args=[year.pk]),
                    source=PLAN,
                    unit=year.cluster.unit.code,
                    unit_name=year.cluster.unit.name,
                    mine=bool(own),
                    waits=waits,
                    done=bool(own) and not late,
                )
            )
    return found


def from_targets(actor: Account, first: date, last: date) -> list[Entry]:
    """The end of each month, for units that type in figures of their targets."""
    homes = home_paths(actor)
    years = range(first.year, last.year + 1)
    typed = targets_visible_to(actor).filter(
        unit__path__in=homes, year__in=years, source=TYPED, state=TargetState.REGISTERED
    )
    names = {one.pk: one for one in typed}
    told = set(TargetReading.objects.filter(target__in=names).values_list("target_id", "month"))
    today, found = timezone.localdate(), []
    for year in sorted({one.year for one in names.values()}):
        own = [one for one in names.values() if one.year == year]
        for month in range(1, 13):
            on = date(year, month, monthrange(year, month)[1])
            lacking = [one for one in own if (one.pk, month) not in told]
            if not first <= on <= last:
                continue
            found.append(
                Entry(
                    key=f"targets-{year}-{month:02}",
                    on=on,
                    kind=EntryKind.TARGET,
                    title=f"Ghi số liệu chỉ tiêu tháng {month:02}/{year}",
                    detail=f"Còn {len(lacking)} trong {len(own)} chỉ tiêu chưa ghi" if lacking else "",
                    href=reverse("movements:targets") + f"?nam={year}",
                    source=PLAN,
                    mine=True,
                    waits=bool(lacking) and on <= today,
                    done=not lacking,
                )
            )
    return found

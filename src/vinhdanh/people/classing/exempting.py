"""Who is exempt in a period, from what is on record about him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.engine.durations import whole_months
from vinhdanh.people.classing.scale import Exemption, Scale

Span = tuple[date, date | None]  # first and last day; None while it runs


@dataclass(frozen=True)
class OnRecord:
    """What the files say of one person that may exempt him."""

    joined: date | None = None
    absences: Sequence[tuple[str, Span]] = ()  # AbsenceKind and days
    holds: Sequence[tuple[str, Span]] = ()  # HoldGround and days
    granted: Sequence[tuple[str, Span, str]] = ()  # an exemption's code, days, basis


@dataclass(frozen=True, slots=True)
class Ground:
    """An exemption with where it comes from, in words."""

    exemption: Exemption
    since: date | None
    until: date | None
    basis: str  # empty: from the files


def find_exemption(scale: Scale, first: date, last: date, record: OnRecord) -> Ground | None:
    """The exemption of a person in a period, or None.

    Of several the one that leaves no class comes first, then the one that stands higher in the scale.
    """
    found = list(_grounds(scale.exemptions, first, last, record))
    order = list(scale.exemptions)
    found.sort(key=lambda ground: (ground.exemption.assessed, order.index(ground.exemption.code)))
    return found[0] if found else None


def days_within(span: Span, first: date, last: date) -> int:
    """Days of a span that lie within a period."""
    start, end = max(span[0], first), min(span[1] or last, last)
    return max((end - start).days + 1, 0)


def _grounds(
    exemptions: Mapping[str, Exemption], first: date, last: date, record: OnRecord
) -> Iterable[Ground]:
    for code, span, basis in record.granted:
        if code in exemptions and days_within(span, first, last):
            yield Ground(exemptions[code], *span, basis)
    for one in exemptions.values():
        for kind, span in record.absences:
            if kind in one.absences and days_within(span, first, last) >= one.least_days:
                yield Ground(one, *span, "")
        for ground, span in record.holds:
            # What was settled within the period no longer stands in the way at its end.
            if ground in one.holds and span[0] <= last and (span[1] is None or span[1] >= last):
                yield Ground(one, *span, "")
        if one.first_months and record.joined and whole_months(record.joined, last) < one.first_months:
            yield Ground(one, record.joined, None, "")

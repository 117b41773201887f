"""Reading rounds: never more of them than the actor may see, and what the year's targets measure by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.programmes.models import (
    Candidate,
    CommuneQuota,
    OutreachSession,
    RecruitmentRound,
)
from vinhdanh.programmes.models.recruitment import CandidateQuerySet
from vinhdanh.programmes.recruitment_counts import Counts, contradictions, counted, percent, summed
from vinhdanh.programmes.recruitment_types import FIGURES, PROGRESS, Channel, RoundState, Stage

Actor = Account | Operator


def communes_seen(actor: Actor, round_: RecruitmentRound) -> QuerySet[CommuneQuota]:
    """Communes of the round in the actor's sight."""
    return round_.communes.filter(unit__in=visible_units(actor)).select_related("unit")


def rounds_seen(actor: Actor) -> QuerySet[RecruitmentRound]:
    """Rounds in which the actor sees a commune, and all of them for who sees the agency. Newest first."""
    if _sees_agency(actor):
        return RecruitmentRound.objects.all()
    seen = CommuneQuota.objects.filter(unit__in=visible_units(actor))
    return RecruitmentRound.objects.filter(pk__in=seen.values("round"))


def candidates_open_to(actor: Actor, round_: RecruitmentRound) -> CandidateQuerySet:
    """Files that the actor keeps; nothing for anybody else, whatever else he sees."""
    units = visible_units(actor, Action.RECRUIT)
    return Candidate.objects.filter(round=round_, unit__in=units).select_related("unit", "receiver", "round")


def communes_kept(actor: Actor, round_: RecruitmentRound) -> QuerySet[Unit]:
    """Communes of the round whose files and figures the actor writes."""
    return visible_units(actor, Action.RECRUIT).filter(pk__in=round_.communes.values("unit")).order_by("path")


def search_candidates(
    files: CandidateQuerySet, *, text: str = "", unit: str = "", stage: str = "", receiver: str = ""
) -> CandidateQuerySet:
    """Files by words of the name or the beginning of the code, by commune, by stage, by receiving unit."""
    if text.strip():
        by_name = Q()
        for word in fold(text).split():
            by_name &= Q(folded__contains=word)
        files = files.filter(by_name | Q(code__istartswith=text.strip()))
    if unit:
        files = files.filter(unit__code=unit)
    if stage in Stage.values:
        files = files.filter(stage=stage)
    return files.filter(receiver__code=receiver) if receiver else files


# ---- one round ------------------------------------------------------------------------------------


# Lower bounds of the colours, in percent of the quota; below the first is nothing at all.
SHADES = (Fraction(1, 1000), 50, 100, 150, 200)


@dataclass(frozen=True, slots=True)
class Cell:
    """One step of one commune against its quota."""

    figure: str
    count: int | None
    share: Fraction | None  # of the quota, in percent

    @property
    def shade(self) -> int:
        """0…5, the colour: early steps need more people than the quota, so the scale goes beyond it."""
        return bisect_right(SHADES, self.share) if self.share else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One commune, or all that are seen."""

    unit: Unit | None
    quota: int
    women: int
    counts: Counts
    sessions: int = 0
    reached: int = 0
    hard_area: bool = False

    @property
    def cells(self) -> list[Cell]:
        return [
            Cell(figure, self.counts.get(figure), percent(self.counts.get(figure), self.quota))
            for figure in PROGRESS
        ]

    @property
    def short(self) -> int:
        """How many selected are still missing."""
        return max(self.quota - self.counts.get("decided", 0), 0)


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as one account sees it."""

    round: RecruitmentRound
    lines: list[Line]
    total: Line
    whole: bool  # all of it is seen, so that quality and sums may be told
    warnings: list[str] = field(default_factory=list)

    @property
    def short(self) -> int:
        """How many are missing: commune by commune, since one's surplus doesn't fill another's place."""
        return sum(line.short for line in self.lines) if self.lines else self.total.short


def round_view(actor: Actor, round_: RecruitmentRound) -> RoundView:
    """Every commune that the actor sees, with the sum; figures of quality only for who sees all of them."""
    rows = list(communes_seen(actor, round_))
    all_of_it = may_see_whole(actor, round_)
    nothing = {} if round_.by_totals else dict.fromkeys(FIGURES, 0)
    whole_counts, by_commune = counted(round_)
    held = {
        row["unit"]: (row["n"], row["people"])
        for row in round_.outreach.order_by().values("unit").annotate(n=Count("pk"), people=Sum("people"))
    }
    lines = [
        Line(
            row.unit,
            row.number,
            row.women,
            by_commune.get(row.unit_id, nothing),
            *held.get(row.unit_id, (0, 0)),
            hard_area=row.hard_area,
        )
        for row in rows
    ]
    total = Line(
        None,
        round_.quota if all_of_it else sum(line.quota for line in lines),
        round_.quota_women if all_of_it else sum(line.women for line in lines),
        whole_counts if all_of_it else _steps_of(summed(line.counts for line in lines)),
        sum(line.sessions for line in lines),
        sum(line.reached for line in lines),
    )
    return RoundView(round_, lines, total, all_of_it, contradictions(round_) if all_of_it else [])


def may_see_whole(actor: Actor, round_: RecruitmentRound) -> bool:
    """Whether somebody sees the agency, or at least every commune of the round."""
    if _sees_agency(actor):
        return True
    hidden = round_.communes.exclude(unit__in=visible_units(actor))
    return round_.communes.exists() and not hidden.exists()


def _sees_agency(actor: Actor) -> bool:
    return WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)


def _steps_of(counts: Mapping[str, int]) -> Counts:
    return {figure: counts[figure] for figure in counts if not figure.startswith(("edu_", "class"))}


@dataclass(frozen=True, slots=True)
class ReceiverLine:
    """How many one receiving unit takes, and how many have a decision for it."""

    code: str
    name: str
    number: int
    women: int
    decided: int | None  # None where the round has no files
    handed: int | None


def receiver_lines(round_: RecruitmentRound) -> list[ReceiverLine]:
    """Receiving units with their quota and what fills it."""
    files = not round_.by_totals and round_.state != RoundState.ERASED
    rows = round_.receivers.annotate(
        decided=Count("candidates", filter=Q(candidates__stage__in=[Stage.DECIDED, Stage.HANDED_OVER])),
        handed=Count("candidates", filter=Q(candidates__stage=Stage.HANDED_OVER)),
    )
    return [
        ReceiverLine(
            row.code,
            row.name,
            row.number,
            row.women,
            row.decided if files else None,
            row.handed if files else None,
        )
        for row in rows
    ]


# ---- outreach -------------------------------------------------------------------------------------


def outreach_seen(actor: Actor, round_: RecruitmentRound) -> QuerySet[OutreachSession]:
    """Sessions in communes of the actor's sight."""
    return round_.outreach.filter(unit__in=visible_units(actor)).select_related("unit")


def by_channel(sessions: QuerySet[OutreachSession]) -> list[tuple[str, int, int]]:
    """Channel in words, sessions, people reached; the most people first."""
    rows = sessions.order_by().values("channel").annotate(n=Count("pk"), people=Sum("people"))
    found = [(str(Channel(row["channel"]).label), row["n"], row["people"]) for row in rows]
    return sorted(found, key=lambda one: -one[2])


# ---- what targets measure -------------------------------------------------------------------------

MEASURES: Mapping[str, str] = {
    "registered": "Đăng ký so với chỉ tiêu, %",
    "decided": "Được tuyển chọn so với chỉ tiêu, %",
    "handed": "Đã giao so với chỉ tiêu, %",
    "class1": "Sức khỏe loại 1 trong số được tuyển chọn, %",
    "studied": "Trung cấp trở lên trong số được tuyển chọn, %",
    "communes_reached": "Xã, phường có tuyên truyền, %",
    "people_reached": "Số người được tuyên truyền",
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure of a target measured from recruitment: ``part`` of ``whole``, or ``part`` alone."""

    part: int
    whole: int | None

    @property
    def value(self) -> Fraction | None:
        """Percent, or the number itself where there is nothing to compare it with."""
        return Fraction(self.part) if self.whole is None else percent(self.part, self.whole)


def measure(year: int, of: str, unit: Unit | None = None) -> Measurement | None:
    """What the rounds of a year achieved, for one commune or everywhere; None while nothing is on record.

    Raises:
        KeyError: there is no such measure.
    """
    if of not in MEASURES:
        raise KeyError(of)
    parts = [
        found for one in RecruitmentRound.objects.filter(year=year) if (found := _of_round(one, of, unit))
    ]
    if not parts:
        return None
    if any(one.whole is None for one in parts):
        return Measurement(sum(one.part for one in parts), None)
    return Measurement(sum(one.part for one in parts), sum(one.whole or 0 for one in parts))


def _of_round(round_: RecruitmentRound, of: str, unit: Unit | None) -> Measurement | None:
    communes = round_.communes.filter(unit=unit) if unit else round_.communes.all()
    sessions = round_.outreach.filter(unit=unit) if unit else round_.outreach.all()
    if of == "people_reached":
        return Measurement(sessions.aggregate(n=Sum("people"))["n"] or 0, None)
    if of == "communes_reached":
        reached = sessions.order_by().values("unit").distinct().count()
        return Measurement(reached, communes.count()) if communes.exists() else None
    whole, by_commune = counted(round_)
    counts = by_commune.get(unit.pk, {}) if unit else whole
    quota = communes.aggregate(n=Sum("number"))["n"] if unit else round_.quota
    if of in ("registered", "decided", "handed"):
        return Measurement(counts[of], quota) if of in counts and quota else None
    part = (
        counts.get("class1")
        if of == "class1"
        else sum(counts.get(one, 0) for one in ("edu_dh", "edu_cd", "edu_tc"))
    )
    return Measurement(part, counts["decided"]) if part is not None and counts.get("decided") else None


def overdue_files(today: date | None = None) -> QuerySet[RecruitmentRound]:
    """Closed rounds whose files are kept beyond their period."""
    day = today or timezone.localdate()
    late = RecruitmentRound.objects.filter(retain_until__lt=day).exclude(state=RoundState.ERASED)
    return late.filter(candidates__isnull=False).distinct()

"""The emulation year at a glance: its steps, and what waits for an account. For the first page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.movements.models import Movement
from vinhdanh.movements.selectors.calendar import due_soon
from vinhdanh.movements.selectors.clusters import cluster_years_visible_to, tasks_of
from vinhdanh.movements.selectors.directives import overdue
from vinhdanh.movements.selectors.movements import awaiting_response, movements_visible_to
from vinhdanh.movements.selectors.registration import Cover, Coverage, coverage
from vinhdanh.movements.selectors.targets import PaceSummary, pace_summary
from vinhdanh.movements.types.calendar import Entry, EntryKind
from vinhdanh.movements.types.movements import MovementActKind, MovementKind, MovementState

SOON = 21  # days that the first page looks ahead
SHOWN = 5  # dates on it
THINNEST = 3  # units named as furthest from full coverage


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year: when it was or has to be done, and whether it is."""

    name: str
    when: str
    done: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the account: how often, what, and where to go."""

    count: int
    what: str
    detail: str
    when: str
    href: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """A year for one account. ``now``: the place of the first step that is not done."""

    year: int
    movement: Movement | None
    steps: tuple[Step, ...]
    coverage: Coverage
    thinnest: tuple[Cover, ...]  # rows that miss most, the most first
    pace: PaceSummary
    soon: tuple[Entry, ...]
    waiting: tuple[Waiting, ...] = field(default=())

    @property
    def now(self) -> int:
        return next((at for at, step in enumerate(self.steps) if not step.done), len(self.steps))

    @property
    def begun(self) -> bool:
        """Whether there is anything to say of the year."""
        return bool(self.movement or self.pace.total or self.coverage.total.registered)


def glance(actor: Account, year: int) -> Glance:
    """How the year stands for an account: of its highest unit and everything below it."""
    cover, dates, today = coverage(actor, year), due_soon(actor, SOON), timezone.localdate()
    leading = _leading(actor, year)
    behind = sorted((row for row in cover.rows if row.missing), key=lambda row: -row.missing)
    return Glance(
        year=year,
        movement=leading,
        steps=_steps(actor, year, leading, cover),
        coverage=cover,
        thinnest=tuple(behind[:THINNEST]),
        pace=pace_summary(actor, year),
        soon=tuple(one for one in dates if one.last >= today)[:SHOWN],
        waiting=tuple(_waiting(actor, [one for one in dates if one.last < today])),
    )


def _leading(actor: Account, year: int) -> Movement | None:
    """The year's regular movement of the highest unit that the account sees or stands under."""
    seen = movements_visible_to(actor).filter(year=year, kind=MovementKind.REGULAR)
    launched = seen.exclude(state=MovementState.DRAFT).prefetch_related("acts")
    return launched.order_by("unit__depth", "first", "pk").first()


def _steps(actor: Account, year: int, movement: Movement | None, cover: Coverage) -> tuple[Step, ...]:
    today = timezone.localdate()
    found = []
    if movement is not None:
        acts = {act.kind: act.on for act in movement.acts.all()}
        launched = acts.get(MovementActKind.LAUNCHED, movement.first)
        found.append(Step("Phát động", _day(launched), True))
    if cover.call is not None:
        when = f"đến {_day(cover.call.deadline)}"
        if cover.late:
            when += f", còn {len(cover.late)} đơn vị chậm"
        found.append(Step("Đăng ký", when, cover.call.deadline < today))
    if movement is not None and (interim := acts.get(MovementActKind.INTERIM_REVIEW)):
        found.append(Step("Sơ kết", _day(interim), True))
    dues = (
        cluster_years_visible_to(actor)
        .filter(year=year)
        .aggregate(own=Max("self_due"), cross=Max("cross_due"))
    )
    for name, due in (("Tự chấm điểm", dues["own"]), ("Chấm chéo", dues["cross"])):
        if due:
            found.append(Step(name, f"đến {_day(due)}", due < today))
    if movement is not None:
        final = acts.get(MovementActKind.FINAL_REVIEW)
        when = _day(final) if final else f"đến {_day(movement.last)}"
        found.append(Step("Tổng kết", when, final is not None))
    return tuple(found)


def _day(day: date) -> str:
    return f"{day:%d/%m}"


def _waiting(actor: Account, missed: list[Entry]) -> list[Waiting]:
    found = []
    late = overdue(actor)
    if late.worst is not None:
        detail = f"Lâu nhất: {late.worst.task} – {late.worst.owner}"
        when = f"Quá {late.days} ngày"
        found.append(Waiting(late.count, "Ý kiến chỉ đạo, kết luận quá hạn", detail, when, late.href, True))
    missed = [one for one in missed if one.kind != EntryKind.DIRECTIVE]  # told of above
    if missed:
        first = missed[0]
        detail = f"Từ {first.last:%d/%m/%Y}: {first.title}"
        href = reverse("movements:calendar")
        found.append(Waiting(len(missed), "Thời hạn đã qua, việc chưa xong", detail, "Quá hạn", href, True))
    if owed := awaiting_response(actor):
        unit, movement = owed[0]
        href = reverse("movements:movement", args=[movement.pk]) + "#huong-ung"
        detail = f"{movement}: {unit} chưa phát động hưởng ứng"
        found.append(Waiting(len(owed), "Phong trào cấp trên chờ hưởng ứng", detail, "", href))
    tasks = tasks_of(actor)
    if tasks:
        href = reverse("movements:cluster", args=[tasks[0].member.year_id])
        found.append(Waiting(len(tasks), "Phiếu chấm điểm cụm, khối", tasks[0].label, "", href))
    return found

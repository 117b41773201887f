"""The sample province's conferences and briefings: 2025 answered whole, 2026 as far as today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.movements.following import MOVES
from vinhdanh.movements.models import Directive, DirectiveAct, Meeting
from vinhdanh.movements.services.demo import CHIEF
from vinhdanh.movements.services.demo_speeches import (
    BRIEFINGS,
    CONFERENCES,
    TEAM_BRIEFINGS,
    Fate,
    Held,
    Said,
)
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind, Stage
from vinhdanh.people.models import Post, Unit

YEAR = 2026
SETTLED = 40  # days after its deadline a conclusion of a briefing is over …
FORGOTTEN = 110  # … but for a few, up to so many days
NEW = (Fate.WORKING, Fate.DONE, Fate.WAITING, Fate.DONE, Fate.GIVEN, Fate.RETURNED, Fate.DONE)
OLD = (Fate.DONE, Fate.DONE, Fate.LATE, Fate.DONE, Fate.EXTENDED, Fate.DONE)
RESULTS = (
    "Đã rà soát 12 đầu việc, có kế hoạch khắc phục từng việc.",
    "Đã làm xong, gửi số liệu về phòng tham mưu tổng hợp.",
    "Đã tổ chức xong ở mọi đơn vị được giao, có biên bản kiểm tra.",
    "Đã ban hành văn bản, quán triệt đến toàn thể cán bộ, chiến sĩ.",
)
UNDER_WAY = (
    ("Đã phân công người làm, lập danh sách đầu việc.", 30),
    ("Làm xong phần chính, còn tổng hợp số liệu của cơ sở.", 70),
)


@dataclass(slots=True)
class _Written:
    """What the demo writes, collected to be stored in few statements."""

    units: dict[str, Unit]
    today: date
    directives: list[Directive] = field(default_factory=list)
    acts: list[DirectiveAct] = field(default_factory=list)
    shared: list[tuple[Directive, Unit]] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)


@transaction.atomic
def install_demo_directives(agency: Unit, today: date | None = None) -> int:
    """Write the sample's meetings up to today with what became of their lines; how many lines there are."""
    day = today or timezone.localdate()
    units = {unit.code: unit for unit in Unit.objects.subtree(agency)}
    chief, _, post = CHIEF.partition(", ")
    deputy = _holder(agency, "Phó Giám đốc") or (chief, post)
    givers = {"chief": (chief, post), "deputy": deputy}
    made = _Written(units, day)
    for held in (*CONFERENCES, *_briefings("", BRIEFINGS), *_briefings("PX01", TEAM_BRIEFINGS)):
        host = units.get(held.unit or agency.code)
        if host is not None and held.on <= day:
            _hold(made, held, host, givers)
    # A part hangs on its whole, so the wholes are stored first.
    for wholes in (True, False):
        Directive.objects.bulk_create([one for one in made.directives if (one.parent is None) == wholes])
    DirectiveAct.objects.bulk_create(made.acts)
    through = Directive.coordinating.through
    through.objects.bulk_create(through(directive=one, unit=unit) for one, unit in made.shared)
    said = f"{len(made.directives)} chỉ đạo, kết luận của {len(made.orders)} hội nghị, cuộc họp"
    record(actor=Operator(), verb="directives.directives_written", subject=said, ref=f"unit:{agency.code}")
    return len(made.directives)


def _holder(unit: Unit, title: str) -> tuple[str, str] | None:
    """Rank and name of somebody who holds that post in the unit, and the post in full."""
    posts = Post.objects.filter(unit=unit, end__isnull=True, title__startswith=title)
    post = posts.select_related("person").order_by("person__number").first()
    return (f"{post.person.rank} {post.person.name}".strip(), post.title) if post else None


def _briefings(unit: str, lines: tuple[Said, ...]) -> Iterator[Held]:
    """A briefing on a Monday early in each month, each with the next few of the lines."""
    size = 4 if len(lines) > 12 else 2
    for month in range(1, 13):
        at = (month - 1) * size
        first = date(YEAR, month, 4)
        chosen = tuple(lines[(at + n) % len(lines)] for n in range(size))
        yield Held(
            unit,
            MeetingKind.BRIEFING,
            f"Giao ban tháng {month:02d}/{YEAR}",
            first + timedelta(days=-first.weekday() % 7),
            YEAR,
            document=f"{20 + month * 7}/TB-{unit or 'CAT'}",
            said=chosen,
        )


def _hold(made: _Written, held: Held, host: Unit, givers: dict[str, tuple[str, str]]) -> None:
    own = (_holder(host, "Trưởng phòng") or (f"Trưởng {host.name}", "")) if held.unit else givers["chief"]
    meeting = Meeting.objects.create(
        unit=host,
        kind=held.kind,
        name=held.name,
        on=held.on,
        year=held.year,
        place=held.place,
        document=held.document,
        chair=own[0],
        attended=held.attended,
    )
    made.orders[meeting.pk] = 0
    for said in held.said:
        leader = said.by != "meeting"
        giver, post = givers[said.by] if leader else own
        above = leader and host.parent is not None  # a leader of the province who speaks at a phòng's meeting
        issuer = host.parent if above and host.parent else host
        whole = _give(made, meeting, said, issuer, (giver, post), None)
        for part in said.parts if whole else ():
            if whole is not None:
                _give(made, meeting, part, whole.owner, (f"Chỉ huy {whole.owner}", ""), whole)


def _give(
    made: _Written,
    meeting: Meeting,
    said: Said,
    issuer: Unit,
    giver: tuple[str, str],
    whole: Directive | None,
) -> Directive | None:
    owner = made.units.get(said.owner)
    if owner is None:  # a smaller sample
        return None
    made.orders[meeting.pk] += 1
    count = len(made.directives)
    deadline = said.deadline or (meeting.on + timedelta(days=said.days) if said.days else None)
    conclusion = said.by == "meeting" and whole is None
    one = Directive(
        meeting=meeting,
        parent=whole,
        kind=DirectiveKind.CONCLUSION if conclusion else whole.kind if whole else DirectiveKind.LEADER,
        order=made.orders[meeting.pk],
        issuer=issuer,
        giver=giver[0],
        giver_post=giver[1],
        text=said.text or f"{said.task}.",
        task=said.task,
        owner=owner,
        deadline=deadline,
        basis=meeting.document,
    )
    one.fold_words()
    made.directives.append(one)
    made.shared += [(one, made.units[code]) for code in said.shared if code in made.units]
    fate = _fate_of(said, deadline, made.today, count) if conclusion else said.fate
    _tell(made, one, fate, said.result or RESULTS[count % len(RESULTS)], count)
    return one


def _fate_of(said: Said, deadline: date | None, today: date, count: int) -> Fate:
    """What became of a conclusion: the old ones are over but for a few, the new ones differ."""
    if deadline is not None and deadline > today - timedelta(days=SETTLED):
        return NEW[count % len(NEW)]
    forgotten = deadline is not None and deadline > today - timedelta(days=FORGOTTEN)
    return Fate.WORKING if forgotten and count % 5 == 2 else OLD[count % len(OLD)]


def _tell(made: _Written, one: Directive, fate: Fate, result: str, count: int) -> None:
    """Write the acts of a fate, as far as they have come by today, and leave the directive where they led."""
    start = one.meeting.on
    end = one.deadline or date(one.meeting.year, 12, 5)
    span = max((end - start).days, 6)
    report = end + timedelta(days=6 if fate is Fate.LATE else -2 - count % 4)
    evidence = f"Báo cáo số {100 + count * 3 % 800}/BC-{one.owner.code}"
    story = [DirectiveAct(move="receive", on=start + timedelta(days=1 + count % 3))]
    for at, (text, percent) in enumerate(UNDER_WAY, 1):
        on = start + timedelta(days=span * at // 3 + 1)
        story.append(DirectiveAct(move="progress", on=on, text=text, percent=percent))
    if fate is Fate.EXTENDED:
        until = end + timedelta(days=30)
        extension = DirectiveAct(
            move="extend",
            on=end - timedelta(days=5),
            text="Chờ số liệu của Công an cấp xã",
            before=end,
            until=until,
            agreed_by=one.giver,
        )
        story.append(extension)
        report = until - timedelta(days=3)
    story.append(DirectiveAct(move="report", on=report, text=result, evidence=evidence))
    after = report + timedelta(days=4)
    if fate is Fate.RETURNED:
        story.append(DirectiveAct(move="return", on=after, text="Chưa có số liệu của từng đơn vị"))
    elif fate is not Fate.WAITING:
        story.append(DirectiveAct(move="confirm", on=after))
    match fate:
        case Fate.GIVEN:
            story = []
        case Fate.WORKING:
            story = story[:3]
        case Fate.CANCELLED:
            text = result
            story = [story[0], DirectiveAct(move="cancel", on=start + timedelta(days=60), text=text)]
    for act in story:
        if act.on > made.today:
            break
        _put(made, one, act)


def _put(made: _Written, one: Directive, act: DirectiveAct) -> None:
    move = MOVES[act.move]
    one.stage = act.stage = move.target or one.stage
    if act.until:
        one.deadline = act.until
    if one.stage == Stage.REPORTED:
        one.reported_on = act.on
    elif one.stage != Stage.CONFIRMED:
        one.reported_on = None
    act.directive = one
    act.at = timezone.make_aware(datetime.combine(act.on, time(16, 20)))
    act.by_name = f"{move.side.value.capitalize()} (dữ liệu mẫu)"
    made.acts.append(act)

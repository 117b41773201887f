"""Thời gian: how long each stage took, at which unit and department, and what has waited longest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from vinhdanh.decisions.models import DecisionDraft
from vinhdanh.dossiers.models import Opinion, OpinionAnswer
from vinhdanh.dossiers.stages import KEEPING, Stage
from vinhdanh.people.exports import secret_numbers
from vinhdanh.people.models import Unit
from vinhdanh.reports.charts import Stay, durations
from vinhdanh.reports.figures import Figure, Form, Grid, Number, Record, Section, Text
from vinhdanh.reports.statistics.asked import Asked, slug
from vinhdanh.reports.statistics.days import Span, WorkDays, median
from vinhdanh.reports.statistics.pictured import pictured
from vinhdanh.reports.statistics.proposals import ProposalRow, asked_for, proposal_rows
from vinhdanh.reports.statistics.records import Told, of_proposals

SLOWEST = 20
PICTURED = 24  # rows that a picture has room for; the table has all
SECRET = "Người có độ mật"
_UNIT = "ngày làm việc"
_ENDS = ("Ngắn nhất", "Ở giữa", "Dài nhất")
_HEADS = (
    "Số lượt",
    *(f"{end} (ngày làm việc)" for end in _ENDS),
    *(f"{end} (ngày thường)" for end in _ENDS),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long one proposal was somewhere: its key, from when to when, and what is said of it."""

    proposal: int
    span: Span
    said: str


def times(asked: Asked) -> Section:
    """Every stay of the year's proposals in a stage that has ended, and those that have not."""
    rows = proposal_rows(asked)
    now = timezone.localdate()
    stays = {stage: [one for row in rows for one in _stays(row, stage)] for stage in KEEPING}
    whole = [_whole(row) for row in rows if row.stage is Stage.DECIDED]
    opinions = _opinions(asked)
    published = _published(asked)
    waiting = sorted((row for row in rows if row.stage in KEEPING), key=lambda row: (row.entered, row.pk))
    answered = [one for some in opinions.values() for one in some]
    open_spans = [(_day(row.entered), now) for row in waiting]
    every = [*(one for some in stays.values() for one in some), *whole, *answered, *published]
    days = WorkDays([*(one.span for one in every), *open_spans])
    by_stage = [
        *((stage.label, slug(stage), some) for stage, some in stays.items() if some),
        *((("Từ ký đến công bố", "cong-bo", published),) if published else ()),
        *((("Từ lập hồ sơ đến có quyết định", "ca-qua-trinh", whole),) if whole else ()),
    ]
    line = _line(asked, days, whole, waiting)
    return Section(
        "thoi-gian",
        "Thời gian giải quyết",
        (Text(line),),
        (
            _table(asked, days, "buoc", "Theo bước", "Bước", by_stage),
            _units_part(asked, days, rows, stays),
            _departments_part(asked, days, opinions),
            _slowest(asked, days, waiting, now),
        ),
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _stays(row: ProposalRow, stage: Stage) -> Iterable[Stretch]:
    since = row.created
    for move in row.moves:
        if move.start is stage:
            yield Stretch(row.pk, (_day(since), _day(move.at)), stage.label)
        since = move.at


def _whole(row: ProposalRow) -> Stretch:
    last = row.last
    return Stretch(
        row.pk, (_day(row.created), _day(last.at if last else row.entered)), "Từ lập hồ sơ đến quyết định"
    )


def _opinions(asked: Asked) -> dict[int, list[Stretch]]:
    """Department → how long each of its first answers took, and under None nothing: open ones have none."""
    proposals = asked_for(asked).order_by().values("pk")
    rows = OpinionAnswer.objects.filter(opinion__proposal__in=proposals).order_by("pk")
    columns = (
        "opinion",
        "opinion__department",
        "opinion__proposal",
        "opinion__asked",
        "at",
        "opinion__topic",
    )
    topics = dict(Opinion._meta.get_field("topic").flatchoices)
    found: dict[int, list[Stretch]] = {}
    answered: set[int] = set()
    for opinion, department, proposal, since, at, topic in rows.values_list(*columns):
        if opinion not in answered:
            answered.add(opinion)
            stretch = Stretch(proposal, (_day(since), max(_day(at), _day(since))), topics.get(topic, topic))
            found.setdefault(department, []).append(stretch)
    return found


def _published(asked: Asked) -> list[Stretch]:
    """From the day of a decision to the day on which it was made public, one a decision."""
    drafts = DecisionDraft.objects.filter(
        lines__proposal__in=asked_for(asked).order_by().values("pk"),
        published__isnull=False,
        decision__decided__isnull=False,
    )
    rows = drafts.order_by("pk").values_list("pk", "decision__decided", "published").distinct()
    return [
        Stretch(-pk, (decided, max(published, decided)), "Công bố quyết định")
        for pk, decided, published in rows
        if decided and published
    ]


# ---- figures ----------------------------------------------------------------------------------------


def _line(
    asked: Asked, days: WorkDays, whole: Sequence[Stretch], waiting: Sequence[ProposalRow]
) -> tuple[str | Figure, ...]:
    opened = Figure(
        "tong.dang-cho",
        "Hồ sơ đang chờ",
        len(waiting),
        f"Hồ sơ các đợt năm {asked.scope.year} do {asked.about} đề nghị, còn phải xử lý.",
        lambda: of_proposals(
            asked.scope.actor, {row.pk: Told(row.stage.label, _day(row.entered)) for row in waiting}
        ),
    )
    if not whole:
        return (
            f"Năm {asked.scope.year}: chưa có hồ sơ nào đi hết các bước; ",
            opened,
            " hồ sơ đang chờ xử lý.",
        )
    figures = _figures(asked, days, "tong", "Từ lập hồ sơ đến có quyết định", whole)
    return (
        f"Năm {asked.scope.year}: ",
        figures[0],
        " hồ sơ đã đi hết các bước, một nửa trong không quá ",
        figures[2],
        f" {_UNIT} (",
        figures[5],
        " ngày thường); ",
        opened,
        " hồ sơ đang chờ xử lý.",
    )


def _figures(asked: Asked, days: WorkDays, key: str, named: str, some: Sequence[Stretch]) -> list[Figure]:
    """How many stays, then the shortest, middle and longest in working days and in calendar days."""
    work = [days.between(one.span) for one in some]
    plain = [(one.span[1] - one.span[0]).days for one in some]
    about = f"các đợt năm {asked.scope.year}, do {asked.about} đề nghị"
    count = Figure(
        f"{key}.so-luot",
        f"Số lượt, {named}",
        len(some),
        f"{named}: số lần đã xong, {about}.",
        lambda: _records(asked, days, some),
    )
    found = [count]
    for kind, words, values in (("lv", "ngày làm việc", work), ("nt", "ngày thường", plain)):
        middle = median(values)
        chosen: tuple[tuple[str, str, Number], ...] = (
            ("it", "ngắn nhất", min(values)),
            ("giua", "ở giữa", int(middle) if middle == int(middle) else middle),
            ("nhieu", "dài nhất", max(values)),
        )
        for end, said, value in chosen:
            query = f"{named}, {said}, tính bằng {words}, không kể ngày bắt đầu; {about}."
            found.append(
                Figure(
                    f"{key}.{kind}-{end}",
                    f"{named}, {said} ({words})",
                    value,
                    query,
                    form=Form.AMOUNT,
                    parts=(count,),
                )
            )
    return found


def _records(asked: Asked, days: WorkDays, some: Sequence[Stretch]) -> list[Record]:
    """The stays behind a row, the longest first. A proposal may have several."""
    ordered = sorted(some, key=lambda one: (-days.between(one.span), one.span))
    keys = dict.fromkeys(one.proposal for one in ordered if one.proposal > 0)
    told = {key: Told("") for key in keys}
    names = dict(zip(keys, of_proposals(asked.scope.actor, told), strict=True))
    drafts = [-one.proposal for one in ordered if one.proposal < 0]
    papers = DecisionDraft.objects.select_related("number").in_bulk(drafts)
    found: list[Record] = []
    for one in ordered:
        start, end = one.span
        said = f"{one.said}: {days.between(one.span)} {_UNIT}, từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}"
        if one.proposal < 0:
            found.append(Record(str(papers[-one.proposal]), said, end))
            continue
        known = names[one.proposal]
        found.append(Record(known.name, f"{known.detail}. {said}", end, known.href, number=known.number))
    return found


# ---- parts ------------------------------------------------------------------------------------------


def _table(
    asked: Asked,
    days: WorkDays,
    part: str,
    title: str,
    head: str,
    groups: Sequence[tuple[str, str, Sequence[Stretch]]],
) -> Section:
    lines: list[tuple[str | Figure, ...]] = []
    shown: list[Stay] = []
    for name, key, some in groups:
        if not some:
            continue
        figures = _figures(asked, days, f"{part}.{key}", name, some)
        lines.append((name, *figures))
        work = [days.between(one.span) for one in some]
        shown.append(Stay(name, min(work), median(work), max(work)))
    told = f"{title}, {_UNIT}: vạch đậm là lượt ở giữa, dải nhạt từ ngắn nhất đến dài nhất"
    columns = (head, *_HEADS)
    grid = Grid(title, columns, tuple(lines), frozenset(range(1, 8)), "Chưa có lượt nào đã xong.")
    if len(shown) > PICTURED:
        told += f"; {PICTURED} dòng đầu của bảng"
    drawn = partial(durations, told, shown[:PICTURED], unit=_UNIT)
    return Section(part, title, (*pictured(drawn, told, shown), grid))


def _units_part(
    asked: Asked, days: WorkDays, rows: Sequence[ProposalRow], stays: dict[Stage, list[Stretch]]
) -> Section:
    """How long the unit itself had a dossier: from the team's list to handing it in."""
    unit_of = {row.pk: row.unit for row in rows}
    found: dict[int, list[Stretch]] = {}
    for one in (*stays[Stage.DRAFT], *stays[Stage.UNIT], *stays[Stage.RETURNED]):
        found.setdefault(unit_of[one.proposal], []).append(one)
    names = Unit.every.filter(pk__in=found).order_by("path").values_list("pk", "name")
    groups = [(name, str(pk), found[pk]) for pk, name in names]
    groups.sort(key=lambda one: -median([days.between(stay.span) for stay in one[2]]))
    return _table(asked, days, "don-vi", "Ở từng đơn vị (bình xét, trình, sửa lại)", "Đơn vị", groups)


def _departments_part(asked: Asked, days: WorkDays, opinions: dict[int, list[Stretch]]) -> Section:
    names = Unit.every.filter(pk__in=opinions).order_by("path").values_list("pk", "name")
    groups = [(name, str(pk), opinions[pk]) for pk, name in names]
    return _table(asked, days, "co-quan", "Ý kiến của cơ quan thẩm định", "Cơ quan", groups)


def _slowest(asked: Asked, days: WorkDays, waiting: Sequence[ProposalRow], now: date) -> Section:
    """Those that have been longest where they are."""
    slow = waiting[:SLOWEST]
    told = {row.pk: Told(row.stage.label, _day(row.entered)) for row in slow}
    units = dict(Unit.every.filter(pk__in=[row.unit for row in slow]).values_list("pk", "name"))
    lines: list[tuple[str | Figure, ...]] = []
    secret = secret_numbers(asked.scope.actor) if asked.taken_out else set()
    for row, known in zip(slow, of_proposals(asked.scope.actor, told), strict=True):
        since = _day(row.entered)
        waited = days.between((since, now))
        record = Record(
            known.name,
            known.detail,
            since,
            known.href,
            waited,
            number=known.number,
        )
        figure = Figure(
            f"lau.{row.pk}",
            f"Số {_UNIT} ở bước này",
            waited,
            f"Từ ngày {since:%d/%m/%Y} đến hôm nay, tính bằng {_UNIT}, không kể ngày bắt đầu.",
            partial(_one, record),
            Form.AMOUNT,
        )
        name = SECRET if record.number in secret else known.name
        lines.append((name, units.get(row.unit, ""), row.stage.label, f"{since:%d/%m/%Y}", figure))
    grid = Grid(
        "Chờ lâu nhất",
        ("Hồ sơ", "Đơn vị đề nghị", "Ở bước", "Từ ngày", "Ngày làm việc"),
        tuple(lines),
        frozenset({4}),
        "Không có hồ sơ nào đang chờ.",
    )
    return Section("lau", f"{min(len(waiting), SLOWEST)} hồ sơ chờ lâu nhất", (grid,))


def _one(record: Record) -> list[Record]:
    return [record]

"""The conference that closed the year, and what was directed there for the next one."""

from __future__ import annotations

from django.db.models import Prefetch
from django.urls import reverse

from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.selectors.directives import meetings_visible_to
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind, Stage
from vinhdanh.reports.figures import Block, Figure, Line, Points, Record, Section, Text, counted
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import listed, lower_first, named, numbered, sentence

CODE, TITLE = "hoi-nghi", "Hội nghị tổng kết"
CLOSING = (MeetingKind.FINAL_REVIEW, MeetingKind.LAUNCH)


def conference(scope: Scope) -> Section:
    """Hội nghị tổng kết: when, where, led by whom, and what leaders asked for in the year after."""
    meetings = _meetings(scope)
    if not meetings:
        closing, opening = f"tổng kết năm {scope.year}", f"triển khai năm {scope.year + 1}"
        words = f"Chưa ghi hội nghị {closing} hoặc {opening} của {scope.unit.name}."
        return Section(CODE, TITLE, (Text((words,)),))
    blocks: list[Block] = []
    for meeting in meetings:
        blocks += _told(scope, meeting)
    return Section(CODE, TITLE, tuple(blocks))


def _meetings(scope: Scope) -> list[Meeting]:
    """A conference that reviews 2025 gives work for 2026, whether it was held in December or in January."""
    lines = Directive.objects.filter(parent__isnull=True).exclude(stage=Stage.CANCELLED)
    lines = lines.select_related("issuer", "owner").order_by("order", "id")
    found = meetings_visible_to(scope.actor).filter(unit=scope.unit, year=scope.year + 1, kind__in=CLOSING)
    return list(found.order_by("on", "pk").prefetch_related(Prefetch("directives", lines)))


def _told(scope: Scope, meeting: Meeting) -> list[Block]:
    lines = list(meeting.directives.all())
    spoke = [one for one in lines if one.kind == DirectiveKind.LEADER]
    blocks: list[Block] = [Text(_facts(meeting))]
    if spoke:
        blocks.append(Text(_speakers(meeting, spoke)))
    by_issuer: dict[str, list[Directive]] = {}
    for one in spoke:
        by_issuer.setdefault(one.issuer.name, []).append(one)
    for at, (issuer, asked) in enumerate(by_issuer.items(), 1):
        blocks.append(Text(_asked(scope, meeting, issuer, asked, at)))
    concluded = [one for one in lines if one.kind == DirectiveKind.CONCLUSION]
    if concluded:
        blocks.append(Text(("Hội nghị kết luận: ", *numbered([(_task(one),) for one in concluded]), ".")))
    said = [one for one in lines if one.text.strip(" .") != one.task.strip(" .")]
    if said:
        blocks.append(Points(tuple(_verbatim(one) for one in said)))
    return blocks


def _facts(meeting: Meeting) -> Line:
    key, href = f"{CODE}.{meeting.pk}", reverse("movements:meeting", args=[meeting.pk])
    name = named(
        f"{key}.ten",
        "Hội nghị",
        meeting.name,
        f"Tên hội nghị đã ghi, giao việc cho năm {meeting.year}.",
        detail=meeting.document,
        day=meeting.on,
        href=href,
    )
    where = f", tại {meeting.place}" if meeting.place else ""
    line: list[str | Figure] = [
        f"Ngày {meeting.on:%d/%m/%Y}{where}, {meeting.unit.name} tổ chức ",
        name,
        f"; {meeting.chair} chủ trì",
    ]
    if meeting.attended is not None:
        record = Record(meeting.name, "Số người dự ghi ở hội nghị", meeting.on, href, meeting.attended)
        query = f"Số người dự đã ghi của {meeting.name}."
        line += [", ", counted(f"{key}.du", "Người dự hội nghị", query, [record], href=href), " người dự"]
    if meeting.document:
        line.append(f" (Thông báo số {meeting.document})")
    return (*line, ".")


def _speakers(meeting: Meeting, spoke: list[Directive]) -> Line:
    people = list(dict.fromkeys(one.said_by for one in spoke))
    figures = [
        named(
            f"{CODE}.{meeting.pk}.nguoi-chi-dao.{at}",
            "Người chỉ đạo hội nghị",
            f"đồng chí {person}",
            "Người chỉ đạo của các ý kiến đã ghi ở hội nghị.",
            day=meeting.on,
            href=reverse("movements:meeting", args=[meeting.pk]),
        )
        for at, person in enumerate(people, 1)
    ]
    return ("Phát biểu chỉ đạo tại hội nghị có ", *listed([(one,) for one in figures], " và "), ".")


def _asked(scope: Scope, meeting: Meeting, issuer: str, asked: list[Directive], at: int) -> Line:
    records = [Record(one.task, one.said_by, meeting.on, _page(one)) for one in asked]
    count = counted(
        f"{CODE}.{meeting.pk}.y-kien.{at}",
        f"Ý kiến chỉ đạo của lãnh đạo {issuer}",
        f"Ý kiến chỉ đạo của lãnh đạo {issuer} tại {meeting.name}, trừ ý kiến đã hủy.",
        records,
        href=f"{reverse('movements:directives')}?nam={meeting.year}&hn={meeting.pk}",
    )
    tasks = numbered([(_task(one),) for one in asked])
    return (f"Lãnh đạo {issuer} có ", count, f" ý kiến, yêu cầu trong năm {scope.year + 1}: ", *tasks, ".")


def _task(one: Directive) -> Figure:
    return named(
        f"{CODE}.viec.{one.pk}",
        "Việc được giao tại hội nghị",
        lower_first(one.task.rstrip(" .")),
        "Việc phải làm của ý kiến đã ghi ở hội nghị.",
        detail=f"{one.said_by}; {one.owner.name} chủ trì, hạn {one.deadline_words}",
        href=_page(one),
    )


def _verbatim(one: Directive) -> Line:
    """The words as said; quotation marks within them stand as inner ones."""
    text = one.text.strip().replace("“", "‘").replace("”", "’")
    words = named(
        f"{CODE}.nguyen-van.{one.pk}",
        "Nguyên văn ý kiến chỉ đạo",
        f"“{sentence(text)}”",
        "Nguyên văn ý kiến đã ghi ở hội nghị.",
        detail=one.said_by,
        href=_page(one),
    )
    return (f"{one.said_by}: ", words)


def _page(one: Directive) -> str:
    return reverse("movements:directive", args=[one.pk])

"""What the registers say of a subject, as the tables of its report: honours, works, posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name, is_title
from vinhdanh.awards.models import Grant, Recipient
from vinhdanh.awards.recipients import column
from vinhdanh.documents.paper import Align, Block, Column, Heading, Row, Table
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.models import Person, Post, RecognisedWork

Given = tuple[str, str, str]  # years, honour or form, decision with its authority

_DECISION = "Số, ngày, tháng, năm của quyết định; cơ quan ban hành quyết định"


def given_to(subject: Recipient, *, police: bool) -> tuple[list[Given], list[Given]]:
    """Honours in force from the register, the oldest first: titles of emulation, then everything else."""
    held = Grant.objects.filter(**column(subject)).in_force().select_related("decision")
    titles: list[Given] = []
    forms: list[Given] = []
    for one in held.order_by("year", "id"):
        years = f"{one.first_year}–{one.year}" if one.first_year else str(one.year)
        row = (years, honour_name(one.honour, police=police), _decision(one))
        (titles if is_title(one.honour) else forms).append(row)
    return titles, forms


def _decision(grant: Grant) -> str:
    """«Quyết định số 05/QĐ-CAT ngày 08/01/2025 của Giám đốc Công an tỉnh»; what is unknown stays out."""
    paper = grant.decision
    if paper is None:
        return ""
    number = f"Quyết định số {paper.number}" if paper.number else "Quyết định"
    day = f" ngày {paper.decided:%d/%m/%Y}" if paper.decided else ""
    return f"{number}{day}{f' của {paper.authority}' if paper.authority else ''}"


def honour_tables(titles: Sequence[Given], forms: Sequence[Given]) -> tuple[Block, ...]:
    """The two tables of the report's part III."""
    return (
        Heading("1. Danh hiệu thi đua", 3),
        _given_table("Danh hiệu thi đua", titles),
        Heading("2. Hình thức khen thưởng", 3),
        _given_table("Hình thức khen thưởng", forms),
    )


def _given_table(what: str, rows: Sequence[Given]) -> Table:
    columns = (Column("Năm", 0.9, Align.CENTRE), Column(what, 2.6), Column(_DECISION, 3.5))
    return Table(columns, tuple(Row(one) for one in rows), empty="Sổ khen thưởng không có.")


def decisions_of(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Proposal → the decision in the register that gave what it asked for; who has none is left out."""
    codes, years = {one.honour for one in proposals}, {one.year for one in proposals}
    given = Grant.objects.filter(honour__in=codes, year__in=years).in_force().select_related("decision")
    held = {
        (one.honour, one.year, one.person_id, one.unit_id, one.household_id, one.outsider_id): _decision(one)
        for one in given.order_by("id")
    }
    found = {}
    for one in proposals:
        subject = (one.person_id, one.collective_id, one.household_id, one.outsider_id)
        if said := held.get((one.honour, one.year, *subject)):
            found[one.pk] = said
    return found


Work = tuple[str, str, str, str]  # year, name, scope, decision


def works_of(works: Sequence[RecognisedWork]) -> list[Work]:
    """Recognised works as rows, the oldest first."""
    return [
        (str(one.year), str(one), one.get_scope_display(), _recognised(one))
        for one in sorted(works, key=lambda one: (one.year, one.pk))
    ]


def _recognised(work: RecognisedWork) -> str:
    day = f"ngày {work.recognised:%d/%m/%Y}" if work.recognised else ""
    number = f"Quyết định số {work.number}" if work.number else ""
    by = f"của {work.recogniser}" if work.recogniser else ""
    return " ".join(filter(None, (number, day, by)))


def works_table(rows: Sequence[Work]) -> Table:
    """Sáng kiến, đề tài: năm, tên, phạm vi, quyết định công nhận."""
    columns = (
        Column("Năm", 0.7, Align.CENTRE),
        Column("Tên sáng kiến, đề tài", 3.2),
        Column("Phạm vi ảnh hưởng", 1.5),
        Column("Quyết định công nhận", 2.2),
    )
    return Table(columns, tuple(Row(one) for one in rows))


Served = tuple[str, str, str]  # from–to, post and unit, how long


def served(person: Person) -> list[Served]:
    """The main posts that somebody has held, the first one first."""
    today = timezone.localdate()
    posts = Post.objects.filter(person=person, main=True, start__lte=today).select_related("unit")
    return [
        (
            f"{one.start:%m/%Y} – {f'{one.end:%m/%Y}' if one.end else 'nay'}",
            f"{one.title or one.grade_label or 'Cán bộ'}, {one.unit.name}",
            length_words(one.start, min(one.end or today, today)),
        )
        for one in posts.order_by("start")
    ]


def length_words(start: date, end: date) -> str:
    """Whole years and months between two days: «3 năm 2 tháng»."""
    months = max((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day), 0)
    years, rest = divmod(months, 12)
    said = [f"{years} năm"] if years else []
    return " ".join([*said, f"{rest} tháng"] if rest or not said else said)


def served_table(rows: Sequence[Served]) -> Table:
    """Quá trình công tác: từ – đến, chức vụ và đơn vị, số năm, tháng giữ chức vụ."""
    columns = (
        Column("Từ tháng, năm – đến tháng, năm", 1.7, Align.CENTRE),
        Column("Chức vụ, đơn vị (Đảng, chính quyền, đoàn thể)", 3.8),
        Column("Số năm, tháng giữ chức vụ", 1.5, Align.CENTRE),
    )
    return Table(columns, tuple(Row(one) for one in rows))

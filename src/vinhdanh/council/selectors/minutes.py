"""The minutes of a meeting as plain data, and what the council changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from vinhdanh.awards.types import GivenBy
from vinhdanh.council.models import AgendaItem, AgendaLine, Attendance, CouncilMeeting
from vinhdanh.council.selectors.meetings import agenda, attendance_of, place_words, quorum_of
from vinhdanh.council.types.meetings import OpinionKind, Presence
from vinhdanh.council.words import needed_words, result_words, share_words

Content = dict[str, Any]


def minutes_content(meeting: CouncilMeeting, number: str = "") -> Content:
    """Everything that the paper says, as it stands now: strings and numbers only."""
    council, quorum = meeting.council, quorum_of(meeting)
    parent = council.unit.parent
    rows = attendance_of(meeting)
    items = agenda(meeting)
    return {
        "number": number,
        "unit": council.unit.name,
        "above": parent.name if parent else "",
        "police": council.unit.force == "police",
        "council": council.name,
        "decision": f"Quyết định số {council.number} ngày {council.decided:%d/%m/%Y} của {council.authority}",
        "round": meeting.round.name,
        "place": meeting.place,
        "day": [int(part) for part in f"{timezone.localtime(meeting.starts):%d %m %Y}".split()],
        "began": _clock(meeting.opened or meeting.starts),
        "ended": _clock(meeting.ended) if meeting.ended else "",
        "members": quorum.members,
        "quorum": f"{quorum.words} ({quorum.citation})" if quorum.needed else quorum.words,
        "present": [_seat(one) for one in rows if one.presence == Presence.PRESENT],
        "absent": [_seat(one) for one in rows if one.presence != Presence.PRESENT],
        "chair": [meeting.chair.name, meeting.chair.post],
        "secretary": [meeting.secretary.name, meeting.secretary.post],
        "items": [_item(one) for one in items],
        "remarks": meeting.remarks,
        "conclusion": meeting.conclusion,
    }


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H giờ %M}"


def _seat(one: Attendance) -> Content:
    written = f"ý kiến bằng văn bản số {one.written_number}" if one.written_number else ""
    if written and one.written_day:
        written += f" ngày {one.written_day:%d/%m/%Y}"
    return {"name": one.member.name, "role": one.member.role_words, "why": one.reason, "written": written}


def _item(item: AgendaItem) -> Content:
    rows: list[AgendaLine] = item.rows  # type: ignore[attr-defined]
    return {
        "name": item.name,  # type: ignore[attr-defined]
        "level": GivenBy(item.level).label,
        "way": item.get_way_display(),
        "needed": needed_words(item),
        "citation": item.citation,
        "note": item.note,
        "members": item.members,
        "present": item.present,
        "counted": item.counted is not None,
        "written_counts": item.written_counts,
        "lines": [_line(one) for one in rows],
        "passed": sum(one.passed is True for one in rows),
    }


def _line(line: AgendaLine) -> Content:
    return {
        "code": line.proposal.code,
        "subject": str(line.proposal.subject),
        "place": place_words(line.proposal),
        "for": line.votes_for,
        "against": line.votes_against,
        "blank": line.votes_blank,
        "written_for": line.written_for,
        "written_against": line.written_against,
        "total": line.total_for if line.passed is not None else None,
        "share": share_words(line) if line.passed is not None else "–",
        "passed": line.passed,
        "result": result_words(line),
        "recused": [f"{one.member.name} ({_lower(one)})" for one in line.recusals.all()],
        "opinions": [str(one) for one in line.opinions.all()],
    }


def _lower(one: Any) -> str:
    said = one.get_kind_display()
    words = said[:1].lower() + said[1:]
    return f"{words}: {one.ground}" if one.ground else words


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content, whatever wrote it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def closed_minutes(meeting: CouncilMeeting) -> tuple[Content, bool] | None:
    """The minutes as they were closed, and whether their hash still fits; None while they are open."""
    row = getattr(meeting, "minutes", None)
    if row is None:
        return None
    return json.loads(row.content), digest(row.content) == row.hash


# ---- what the council changed ---------------------------------------------------------------------


@dataclass(slots=True)
class Change:
    """What was proposed against what the council agreed to, for one honour or one unit."""

    name: str
    proposed: int = 0
    passed: int = 0
    failed: int = 0
    returned: int = 0
    lowered: int = 0
    left: int = 0  # gone elsewhere before the vote, or not voted on
    quota: int | None = None
    quota_ground: str = ""
    lines: list[AgendaLine] = field(default_factory=list)

    def add(self, line: AgendaLine) -> None:
        self.proposed += 1
        self.lines.append(line)
        kinds = {one.kind for one in line.opinions.all()}
        if line.passed is not None:
            self.passed += line.passed
            self.failed += not line.passed
        elif OpinionKind.RETURN in kinds:
            self.returned += 1
        elif OpinionKind.LOWER in kinds:
            self.lowered += 1
        else:
            self.left += 1

    @property
    def aside(self) -> int:
        """What the council wants returned or lowered."""
        return self.returned + self.lowered

    @property
    def over(self) -> int:
        """How many more than the quota passed."""
        return max(self.passed - self.quota, 0) if self.quota is not None else 0

    @property
    def changed(self) -> bool:
        return self.passed != self.proposed


@dataclass(frozen=True, slots=True)
class Moved:
    """A proposal with its place in the list that was proposed and in the order of votes."""

    line: AgendaLine
    before: int
    after: int | None  # among those who passed; None for who didn't

    @property
    def decided(self) -> bool:
        """Whether it was voted on or set aside."""
        return self.line.passed is not None or bool(self.line.aside)

    @property
    def words(self) -> str:
        return result_words(self.line)


@dataclass(frozen=True, slots=True)
class Changes:
    honours: list[Change]
    units: list[Change]
    moved: dict[str, list[Moved]]  # by the honour's name


def changes_of(meeting: CouncilMeeting) -> Changes:
    """What was proposed to a meeting against what it agreed to: by honour, by unit, and in which order."""
    rows = {one.honour: one for one in meeting.round.honours.all()}
    honours: list[Change] = []
    units: dict[str, Change] = {}
    moved: dict[str, list[Moved]] = {}
    for item in agenda(meeting):
        name: str = item.name  # type: ignore[attr-defined]
        row = rows.get(item.honour)
        one = Change(name, quota=row.quota if row else None, quota_ground=row.quota_ground if row else "")
        lines: list[AgendaLine] = item.rows  # type: ignore[attr-defined]
        for line in lines:
            one.add(line)
            unit = line.proposal.unit
            units.setdefault(unit.path, Change(f"{unit.name} ({unit.code})")).add(line)
        honours.append(one)
        best = sorted((x for x in lines if x.passed), key=lambda x: (-x.total_for, x.position))
        place = {line.pk: at for at, line in enumerate(best, 1)}
        moved[name] = [Moved(line, line.position, place.get(line.pk)) for line in lines]
    return Changes(honours, [units[path] for path in sorted(units)], moved)

"""What became of a directive, in the words of the report. Pure: a directive and its acts in, words out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from vinhdanh.movements.following import late_days
from vinhdanh.movements.models import Directive, DirectiveAct
from vinhdanh.movements.types.directives import Stage


@dataclass(frozen=True, slots=True)
class Answered:
    """One directive and its answer. ``lacking`` says what is missing for an answer; empty: it is answered."""

    pk: int
    meeting_pk: int
    host: str  # the unit that held the meeting
    meeting: str
    on: date  # of the meeting
    giver: str  # with his post
    text: str  # as said
    task: str
    owner: str
    deadline: str  # in words
    stage: Stage
    state: str  # in words
    words: str  # what became of it, sentences
    evidence: str
    reported_on: date | None
    settled_on: date | None  # confirmed or cancelled
    late: int  # days
    extended: int  # how often
    lacking: str
    href: str


def answered(one: Directive, today: date) -> Answered:
    """The answer of one directive.

    Args:
        one: with its acts at hand, and ``part_count`` and ``parts_done`` where parts are to be told.
        today: the day that the answer is written.
    """
    acts = list(one.acts.all())
    report = _last(acts, "report") if one.reported_on else None
    progress = _last(acts, "progress")
    settled = acts[-1] if acts and one.stage in (Stage.CONFIRMED, Stage.CANCELLED) else None
    late = late_days(one.stage, one.deadline, one.reported_on, today)
    told = report or progress
    return Answered(
        pk=one.pk,
        meeting_pk=one.meeting_id,
        host=one.meeting.unit.name,
        meeting=one.meeting.name,
        on=one.meeting.on,
        giver=one.said_by,
        text=one.text,
        task=one.task,
        owner=one.owner.name,
        deadline=one.deadline_words,
        stage=Stage(one.stage),
        state=one.get_stage_display(),
        words=" ".join(_sentences(one, acts, report, progress, settled)),
        evidence=told.evidence if told else "",
        reported_on=one.reported_on,
        settled_on=settled.on if settled else None,
        late=late,
        extended=sum(act.move == "extend" for act in acts),
        lacking=_lacking(one, progress, late),
        href=reverse("movements:directive", args=[one.pk]),
    )


def _last(acts: list[DirectiveAct], move: str) -> DirectiveAct | None:
    return next((act for act in reversed(acts) if act.move == move), None)


def _sentences(
    one: Directive,
    acts: list[DirectiveAct],
    report: DirectiveAct | None,
    progress: DirectiveAct | None,
    settled: DirectiveAct | None,
) -> list[str]:
    said = []
    if one.stage == Stage.CANCELLED and settled:
        return [f"Hủy ngày {settled.on:%d/%m/%Y}: {_closed(settled.text)}"]
    if report:
        late = late_days(one.stage, one.deadline, one.reported_on, report.on)
        when = f", chậm {late} ngày so với hạn" if late else ", đúng hạn" if one.deadline else ""
        said.append(f"Báo cáo hoàn thành ngày {report.on:%d/%m/%Y}{when}. {_closed(report.text)}")
        said.append(
            f"{one.issuer} xác nhận xong ngày {settled.on:%d/%m/%Y}."
            if settled
            else f"Chờ {one.issuer} xác nhận."
        )
    elif progress:
        share = f", đạt {progress.percent}%" if progress.percent is not None else ""
        said.append(f"Đang làm (ngày {progress.on:%d/%m/%Y}{share}). {_closed(progress.text)}")
    extended = [act for act in acts if act.move == "extend"]
    if extended and extended[-1].until:
        last = f"{extended[-1].until:%d/%m/%Y} ({extended[-1].agreed_by} đồng ý)"
        said.append(f"Đã gia hạn {len(extended)} lần, đến {last}.")
    count = getattr(one, "part_count", 0)
    if count:
        said.append(f"Đã giao tiếp {count} việc, xong {getattr(one, 'parts_done', 0)}.")
    return said


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _lacking(one: Directive, progress: DirectiveAct | None, late: int) -> str:
    match one.stage:
        case Stage.GIVEN:
            return f"{one.owner} chưa nhận việc."
        case Stage.RECEIVED | Stage.UNDER_WAY if progress is None:
            return f"{one.owner} đã nhận, chưa báo cáo gì."
        case Stage.RECEIVED | Stage.UNDER_WAY if late:
            return f"Quá hạn {late} ngày, chưa báo cáo hoàn thành."
    return ""

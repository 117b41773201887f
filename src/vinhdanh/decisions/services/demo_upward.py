"""Submissions upwards of the sample: 2025 with its outcomes, some late above, 2026 being prepared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import (
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionPaper,
)
from vinhdanh.decisions.selectors.submissions import next_due
from vinhdanh.decisions.services.submissions import write_submission
from vinhdanh.decisions.types.submissions import EventKind, LineResult, Payer, SubmissionState
from vinhdanh.decisions.upward import papers_for
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit

MINISTER = "Bộ trưởng Bộ Công an"
OFFICE = "Cục Công tác đảng và công tác chính trị, Bộ Công an"
CLERK = "Thường trực Hội đồng"
NUMBERS = {"CO_BO": 1204, "CSTD_BO": 1205, "BK_BO": 1206}
HIGH = {GivenBy.GOVERNMENT: ("Thủ tướng Chính phủ", 871), GivenBy.STATE: ("Chủ tịch nước", 872)}


@dataclass(frozen=True, slots=True)
class _Step:
    kind: EventKind
    on: date
    holder: str
    note: str = ""
    document: str = ""
    full: bool = False


def install_demo_submissions(agency: Unit, decided: ReviewRound, opened: ReviewRound) -> None:
    """What the ministry has decided, what lies above and is late, and what is being prepared."""
    from vinhdanh.decisions.services.demo import paired  # the decisions' own pairs

    rows = decided.proposals.filter(
        honour__in=decided.honours.filter(own=False).values("honour")
    ).select_related("person", "collective", "round")
    given = paired(rows)
    for honour, n in NUMBERS.items():
        mine = [one for one in rows if one.honour == honour and one.pk in given]
        if mine:
            _answered(agency, honour, n, mine, given)
    waiting = Proposal.objects.filter(round__unit=agency, stage=Stage.SENT_UP)
    for level, (addressee, n) in HIGH.items():
        mine = list(waiting.filter(level=level).select_related("round").order_by("number"))
        if mine:
            _above(agency, level, addressee, n, mine)
    _prepared(agency, opened)


def _submission(
    agency: Unit, proposals: Sequence[Proposal], addressee: str, n: int, signed: date, **more: object
) -> Submission:
    names = dict.fromkeys(honour_name(one.honour, police=True) for one in proposals)
    number = f"{n}/TTr-CAT-PX01"
    return Submission.objects.create(
        unit=agency,
        level=proposals[0].level,
        addressee=addressee,
        through=OFFICE,
        about=f"tặng {', '.join(names)} năm {proposals[0].year}",
        number=number,
        key=fold(number),
        signed=signed,
        year=signed.year,
        signer="Đại tá Trịnh Quốc Bảo",
        created=_at(signed - timedelta(days=5)),
        version=1,
        **more,
    )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _happened(row: Submission, step: _Step, **more: object) -> SubmissionEvent:
    return SubmissionEvent.objects.create(
        submission=row,
        kind=step.kind,
        on=step.on,
        holder=step.holder,
        note=step.note,
        document=step.document,
        full=step.full,
        at=_at(step.on),
        by_name=CLERK,
        **more,
    )


def _papers(row: Submission, proposals: Sequence[Proposal]) -> None:
    SubmissionPaper.objects.bulk_create(
        SubmissionPaper(
            submission=row,
            name=one.name,
            ground=one.ground,
            sets=one.sets,
            electronic=one.electronic,
            ready=True,
        )
        for one in papers_for(
            dict.fromkeys(one.honour for one in proposals), row.signed or timezone.localdate()
        )
    )


def _answered(
    agency: Unit, honour: str, n: int, proposals: Sequence[Proposal], given: dict[int, Grant]
) -> None:
    """A submission to the ministry whose every line was granted."""
    days = [grant.decision.decided for one in proposals if (grant := given[one.pk]).decision]
    known = [day for day in days if day is not None]
    signed = min(known) - timedelta(days=12)
    row = _submission(agency, proposals, MINISTER, n, signed, state=SubmissionState.DONE, holder=agency.name)
    _papers(row, proposals)
    _happened(row, _Step(EventKind.SENT, signed, OFFICE, document=row.number))
    _happened(row, _Step(EventKind.RECEIVED, signed + timedelta(days=2), OFFICE, full=True))
    events = {}
    decisions = {given[one.pk].decision for one in proposals}
    for decision in sorted(decisions, key=lambda one: (one.decided, one.pk) if one and one.decided else ()):
        assert decision is not None
        assert decision.decided is not None
        step = _Step(EventKind.OUTCOME, decision.decided + timedelta(days=2), agency.name)
        events[decision.pk] = _happened(row, step, decision=decision)
    SubmissionLine.objects.bulk_create(
        SubmissionLine(
            submission=row,
            proposal=one,
            position=at,
            result=LineResult.GIVEN,
            given=one.honour,
            payer=Payer.UPPER,
            grant=given[one.pk],
            event=events[given[one.pk].decision_id or 0],
        )
        for at, one in enumerate(proposals, 1)
    )
    _happened(row, _Step(EventKind.DELIVERED, max(known) + timedelta(days=6), agency.name))


def _above(agency: Unit, level: GivenBy, addressee: str, n: int, proposals: Sequence[Proposal]) -> None:
    """A submission that lies above: of the Prime Minister's it is late, the other was asked about."""
    signed = timezone.localdate(proposals[0].entered)
    row = _submission(agency, proposals, addressee, n, signed, state=SubmissionState.FORWARDED, holder=OFFICE)
    _papers(row, proposals)
    SubmissionLine.objects.bulk_create(
        SubmissionLine(submission=row, proposal=one, position=at) for at, one in enumerate(proposals, 1)
    )
    later = [signed + timedelta(days=after) for after in (0, 4, 20, 33, 45)]
    steps = [
        _Step(EventKind.SENT, later[0], OFFICE, document=row.number),
        _Step(EventKind.RECEIVED, later[1], OFFICE, full=True),
    ]
    if level == GivenBy.STATE:
        question = "Bổ sung xác nhận của cơ quan quản lý về thành tích năm đầu của giai đoạn đề nghị."
        steps += [
            _Step(EventKind.ASKED, later[2], agency.name, note=question, document="2317/X03-P4"),
            _Step(EventKind.ANSWERED, later[3], OFFICE, document=f"{n + 61}/CAT-PX01"),
        ]
        row.state = SubmissionState.RECEIVED
    else:
        steps.append(_Step(EventKind.FORWARDED, later[4], "Ban Thi đua - Khen thưởng Trung ương", full=True))
        row.holder = steps[-1].holder
    for step in steps:
        _happened(row, step)
    # Somebody asked how it stands; what was promised to the one lies ahead, to the other it has passed.
    asked, promised = (6, 9) if level == GivenBy.STATE else (34, -4)
    today = timezone.localdate()
    step = _Step(EventKind.CHASED, today - timedelta(days=asked), row.holder)
    until = today + timedelta(days=promised)
    _happened(row, step, until=until, ground="Trao đổi với cán bộ theo dõi, hẹn trả lời")
    row.due, row.due_what = next_due(row)
    row.save()


def _prepared(agency: Unit, round: ReviewRound) -> None:
    """A draft of the open round; what was voted on today is not on a list yet."""
    rows = round.proposals.filter(stage=Stage.SIGNING, honour="BK_BO")
    mine = list(rows.select_related("round").order_by("number"))
    if not mine:
        return
    row = write_submission(
        actor=Operator(full_name=CLERK),
        unit=agency,
        addressee=MINISTER,
        through=OFFICE,
        about=f"tặng Bằng khen của Bộ trưởng Bộ Công an năm {round.year}",
        proposals=mine,
    )
    ready = list(row.papers.values_list("pk", flat=True))[:2]
    row.papers.filter(pk__in=ready).update(ready=True)

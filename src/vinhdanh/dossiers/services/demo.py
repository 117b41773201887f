"""The sample province's rounds: 2025 decided, 2026 under way in every stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import subject_kind
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import code_of, kind_of
from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.dossiers.models import (
    Proposal,
    ProposalMove,
    ReviewRound,
    RoundHonour,
    RoundStep,
    RoundTopic,
    RoundUnit,
)
from vinhdanh.dossiers.selectors.period import first_year_asked
from vinhdanh.dossiers.services.adding import once_a_year, subject_column
from vinhdanh.dossiers.services.moving import due_of
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import MERIT_OF, RoundKind, RoundState, Topic
from vinhdanh.eligibility.results import Results
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import Merit
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit

HONOURS = (  # code, level, whether the director decides, votes by the agency's own rules
    ("CO_BO", GivenBy.MINISTRY, False, None),
    ("CSTD_BO", GivenBy.MINISTRY, False, None),
    ("BK_BO", GivenBy.MINISTRY, False, None),
    ("CSTD_CS", GivenBy.BASE, True, None),
    ("DVQT", GivenBy.BASE, True, 51),
    ("DVTT", GivenBy.BASE, True, 51),
    ("GK", GivenBy.BASE, True, 51),
)
TOPICS = (  # topic, department, who answers about the department's own people
    (Topic.CONDUCT, "PX03", "PX05"),
    (Topic.TRAINING, "PX01", "PV01"),
    (Topic.DISCIPLINE, "PX05", "PX03"),
    (Topic.WORKS, "PV01", "PX01"),
)
OWN_RULES = "Quy chế hoạt động của Hội đồng thi đua, khen thưởng Công an tỉnh"
RARE = ("CO_BO", "CSTD_BO")  # proposed although a conclusion is still missing
WALK = (  # verb, from, to, by whom
    ("hand_in", Stage.DRAFT, Stage.UNIT, "Đội trưởng"),
    ("submit", Stage.UNIT, Stage.APPRAISAL, "Thủ trưởng đơn vị"),
    ("pass_appraisal", Stage.APPRAISAL, Stage.POSTING, "Thường trực Hội đồng"),
    ("pass_posting", Stage.POSTING, Stage.COUNCIL, "Thường trực Hội đồng"),
    ("vote_passed", Stage.COUNCIL, Stage.SIGNING, "Thư ký Hội đồng"),
    ("sign", Stage.SIGNING, Stage.DECIDED, "Giám đốc Công an tỉnh"),
)
STAGES = [start for _, start, *_ in WALK]
DAYS = (6, 9, 16, 24, 28, 34)  # after the round was opened, one for each of these moves
EARLY_DAYS = (4, 6, 9, 17, 20, 34)  # of the units whose dossiers the first meeting of the council had
# How far the units of the open round have come, one after the other: most wait for the council.
EARLY = 5
PACE = (4, 4, 2, EARLY, 1, 4, 2, 3, 4, 1, EARLY, 2, 0, 4)
WHY = {
    "return": "Số người dự họp trong biên bản khác quân số ngày họp",
    "defer": "Đơn phản ánh đang xác minh",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One proposal to be written."""

    subject: Person | Unit
    place: Unit
    honour: str
    verdict: int | None = None
    line: str = ""
    achievement: str = ""
    decided: date | None = None  # the day of the decision that gave it


@transaction.atomic
def install_demo_decided_round(agency: Unit, year: int) -> ReviewRound:
    """The round of a year that is over: every honour for công trạng in the register came by it."""
    opened = date(year, 11, 3)
    round = _round(agency, year, opened, RoundState.CLOSED, closed=date(year, 12, 26))
    grants = Grant.objects.filter(
        year=year, merit=Merit.CONG_TRANG.value, honour__in=[code for code, *_ in HONOURS]
    ).select_related("person", "unit", "place", "decision")
    wanted = [
        Wanted(
            subject,
            grant.place,
            grant.honour,
            Verdict.MET,
            decided=grant.decision.decided if grant.decision else None,
        )
        for grant in grants.order_by("honour", "place__path", "id")
        if (subject := grant.person or grant.unit) is not None and grant.place is not None
    ]
    rows = _written(round, wanted, lambda _: (len(WALK), DAYS))
    _record(round, len(rows))
    return round


@transaction.atomic
def install_demo_open_round(agency: Unit, year: int, results: Results) -> ReviewRound:
    """The round of the year that is closing, with dossiers in every stage.

    Args:
        results: the judging that proposes the lists.
    """
    opened = timezone.localdate() - timedelta(days=23)
    round = _round(agency, year, opened, RoundState.OPEN)
    wanted = list(_proposed(agency, results))
    places = {unit: at for at, unit in enumerate(sorted({_proposer(agency, one.place) for one in wanted}))}

    def far(one: Wanted) -> tuple[int, Sequence[int]]:
        pace = PACE[places[_proposer(agency, one.place)] % len(PACE)]
        return (4, EARLY_DAYS) if pace == EARLY else (pace, DAYS)

    rows = _written(round, wanted, far)
    _side_steps(rows)
    _record(round, len(rows))
    return round


def _round(
    agency: Unit, year: int, opened: date, state: RoundState, closed: date | None = None
) -> ReviewRound:
    made = ReviewRound.objects.create(
        unit=agency,
        name=f"Đợt xét công trạng năm {year}",
        kind=RoundKind.YEARLY,
        year=year,
        state=state,
        document=f"Hướng dẫn số {year - 1980}/HD-CAT-PX01 ngày {opened:%d/%m/%Y}",
        opened=opened,
        closed=closed,
    )
    days = (10, 14, 28, 33, 34, 42)
    RoundStep.objects.bulk_create(
        RoundStep(round=made, stage=stage, due=opened + timedelta(days=after), ground=made.document)
        for stage, after in zip(ON_PATH, days, strict=True)
    )
    RoundHonour.objects.bulk_create(
        RoundHonour(
            round=made,
            honour=code,
            level=level,
            own=own,
            votes=votes,
            votes_ground=OWN_RULES if votes else "",
            position=at,
        )
        for at, (code, level, own, votes) in enumerate(HONOURS)
    )
    codes = dict(Unit.objects.filter(parent=agency).values_list("code", "pk"))
    RoundTopic.objects.bulk_create(
        RoundTopic(
            round=made,
            topic=topic,
            department_id=codes[at],
            substitute_id=codes.get(instead),
            due=opened + timedelta(days=28),
        )
        for topic, at, instead in TOPICS
        if at in codes
    )
    units = Unit.objects.filter(parent=agency).open(opened).order_by("path")
    RoundUnit.objects.bulk_create(RoundUnit(round=made, unit=unit) for unit in units)
    return made


def _proposed(agency: Unit, results: Results) -> Iterator[Wanted]:
    """Who meets the rules, a part of those whom the rules leave to people, in the catalogue's order."""
    people = {one.number: one for one in Person.objects.filter(left__isnull=True)}
    units = {one.code: one for one in Unit.objects.subtree(agency).filter(valid_to__isnull=True)}
    share = {"CSTD_CS": 4, "DVTT": 3, "GK": 6, "BK_BO": 3}  # one of so many is proposed
    for code, *_ in HONOURS:
        seen = 0
        for line in results.book.lines_giving.get(code, ()):
            column = results.column.get(line)
            if column is None:
                continue
            for subject, row in sorted(results.row.items()):
                verdict = Verdict(int(results.verdicts.statuses[row, column]))
                if verdict not in (Verdict.MET, Verdict.UNSURE, Verdict.HELD):
                    continue
                found = people.get(subject) or units.get(subject)
                home = units.get(results.homes.get(subject, subject))
                if found is None or home is None or home == agency:
                    continue
                seen += 1
                if seen % share.get(code, 1) == 0 and (
                    verdict is Verdict.MET or code in RARE or seen % 4 == 0
                ):
                    yield Wanted(found, home, code, verdict, line)


def _proposer(agency: Unit, place: Unit) -> str:
    """Code of the unit right below the agency."""
    return place.path.removeprefix(agency.path).split("/")[0]


def _written(
    round: ReviewRound, wanted: Sequence[Wanted], far: Callable[[Wanted], tuple[int, Sequence[int]]]
) -> list[Proposal]:
    """Proposals with their moves, in bulk: the sample has hundreds.

    Args:
        far: how many moves of ``WALK`` are behind a proposal, and the days on which moves are made.
    """
    agency, opened = round.unit, round.opened
    assert opened is not None
    below = {unit.code: unit for unit in Unit.objects.filter(parent=agency)}
    merit = MERIT_OF[RoundKind(round.kind)]
    levels = dict(round.honours.values_list("honour", "level"))
    own = frozenset(round.honours.filter(own=True).values_list("honour", flat=True))
    steps = {step.stage: step for step in round.steps.all()}
    places: dict[tuple[int, str], int] = defaultdict(int)
    rows: list[Proposal] = []

    @cache
    def asked(honour: str, kind: RecipientKind, line: str) -> int | None:
        kind_asked = subject_kind(kind)
        return first_year_asked(honour, kind_asked, merit, year=round.year, day=opened, line=line)

    for number, one in enumerate(wanted, 1):
        unit = below.get(_proposer(agency, one.place), agency)
        moves, days = far(one)
        stage = (*STAGES, Stage.DECIDED)[moves]
        since = _moment(opened, moves, number, days, one.decided)
        places[unit.pk, one.honour] += 1
        rows.append(
            Proposal(
                round=round,
                number=number,
                **subject_column(one.subject),
                unit=unit,
                place=one.place,
                honour=one.honour,
                line=one.line,
                level=levels[one.honour],
                year=round.year,
                first_year=asked(one.honour, kind_of(one.subject), one.line),
                merit=merit.value,
                once_a_year=once_a_year(one.honour, merit),
                achievement=one.achievement,
                position=places[unit.pk, one.honour],
                origin=Origin.LISTED,
                folded=fold(f"{one.subject.folded} {code_of(one.subject)} {unit.code} {one.place.name}")[
                    :400
                ],
                stage=stage,
                entered=since,
                due=due_of(steps.get(stage), since),
                created=_moment(opened, 0, number, days),
                received=_moment(opened, 2, number, days).date() if moves > 1 else None,
                verdict=one.verdict,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=500)
    ProposalMove.objects.bulk_create(
        (
            ProposalMove(
                proposal=row,
                verb=verb,
                start=start,
                end=end,
                at=_moment(opened, at + 1, row.number, far(one)[1], one.decided),
                by_name=f"{who} {row.unit}" if at < 2 else who,
            )
            for row, one in zip(rows, wanted, strict=True)
            for at, (verb, start, end, who) in enumerate(_walk(one, own))
            if at < far(one)[0] + (len(_walk(one, own)) - len(WALK))
        ),
        batch_size=1000,
    )
    ReviewRound.objects.filter(pk=round.pk).update(numbered=len(rows))
    return rows


def _walk(one: Wanted, own: frozenset[str]) -> tuple[tuple[str, Stage, Stage, str], ...]:
    """The moves of a proposal; what is decided above is sent there and comes back."""
    if one.honour in own or one.decided is None:
        return WALK
    return (
        *WALK[:-1],
        ("send_up", Stage.SIGNING, Stage.SENT_UP, "Giám đốc Công an tỉnh"),
        ("outcome_given", Stage.SENT_UP, Stage.DECIDED, "Thường trực Hội đồng"),
    )


def _moment(
    opened: date, moves: int, number: int, days: Sequence[int], decided: date | None = None
) -> datetime:
    """When a proposal came to where it is: some hours of the day of its last move, never after now.

    Args:
        decided: the day of its decision: that of its last move.
    """
    day = opened + timedelta(days=days[min(moves, len(days)) - 1] if moves else 3)
    if decided is not None and moves >= len(days):
        day = max(decided, opened) if moves == len(WALK) else decided + timedelta(days=2)
    at = timezone.make_aware(datetime.combine(day, time(8 + number % 9, number * 7 % 60)))
    return min(at, timezone.now() - timedelta(minutes=1))


def _side_steps(rows: Iterable[Proposal]) -> None:
    """Some that were sent back, and some that wait until a complaint is settled."""
    for at, row in enumerate(row for row in rows if row.stage in (Stage.APPRAISAL, Stage.POSTING)):
        if at % 9 not in (4, 7):
            continue
        verb, end = ("return", Stage.RETURNED) if at % 9 == 4 else ("defer", Stage.DEFERRED)
        start, now = Stage(row.stage), timezone.now() - timedelta(hours=20 + at)
        row.left, row.stage, row.entered, row.due = start, end, now, None
        row.save(update_fields=["left", "stage", "entered", "due"])
        ProposalMove.objects.create(
            proposal=row, verb=verb, start=start, end=end, why=WHY[verb], at=now, by_name=WALK[2][3]
        )


def _record(round: ReviewRound, count: int) -> None:
    record(
        actor=Operator(),
        verb="dossiers.round_written",
        subject=f"{round}: {count} đề nghị (dữ liệu mẫu)",
        ref=f"review_round:{round.pk}",
    )

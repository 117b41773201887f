"""What the records say to a department about its topic, for many proposals at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.awards.models import Grant
from vinhdanh.dossiers.models import Opinion, Proposal
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.dossiers.words import inside
from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import Level
from vinhdanh.engine.regulations import training_result
from vinhdanh.movements.models import Target
from vinhdanh.movements.types.targets import TargetState
from vinhdanh.people.conduct_selectors import measure_rows
from vinhdanh.people.conduct_types import RUNNING
from vinhdanh.people.models import (
    ConductMeasure,
    ConductViolation,
    Discipline,
    Hold,
    RecognisedWork,
    TrainingResult,
    YearRating,
)
from vinhdanh.people.services.conduct.training import as_record
from vinhdanh.programmes.models import Enrolment

NOTHING_KEPT = "Hệ thống không có số liệu về nội dung này: cơ quan đối chiếu sổ sách của mình."


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is on record; a doubtful one has to be looked at."""

    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """What one department has to know of one proposal."""

    facts: tuple[Fact, ...]
    known: bool = True  # whether the program keeps records of the topic at all
    section: str = ""  # of the person's file, where all of it stands

    @property
    def clean(self) -> bool:
        """Nothing speaks against it, and there are records that could."""
        return self.known and not any(fact.doubtful for fact in self.facts)


Found = Mapping[int, list[Fact]]  # proposal → facts


def topic_facts(opinions: Sequence[Opinion]) -> dict[int, TopicFacts]:
    """Opinion → what the records say to its topic. A handful of queries a topic, however many proposals."""
    by_topic: dict[str, list[Opinion]] = defaultdict(list)
    for one in opinions:
        by_topic[one.topic].append(one)
    found: dict[int, TopicFacts] = {}
    for topic, group in by_topic.items():
        reader, section = _READERS.get(topic, (None, ""))
        judged = [one for one in group if one.proposal.person_id or one.proposal.collective_id]
        facts = reader([one.proposal for one in judged]) if reader else {}
        for one in group:
            if reader is None or one not in judged:
                found[one.pk] = TopicFacts((Fact(NOTHING_KEPT),), known=False)
            else:
                found[one.pk] = TopicFacts(tuple(facts[one.proposal_id]), section=section)
    return found


class _Sorted:
    """Proposals by subject, to lay records beside them; a record counts in the years of the proposal."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self.facts: dict[int, list[Fact]] = {one.pk: [] for one in proposals}
        self.by_subject: dict[tuple[str, int], list[Proposal]] = defaultdict(list)
        for one in proposals:
            kind, key = ("person", one.person_id) if one.person_id else ("unit", one.collective_id)
            self.by_subject[kind, key or 0].append(one)

    @property
    def persons(self) -> list[int]:
        return [key for kind, key in self.by_subject if kind == "person"]

    @property
    def about(self) -> Q:
        """Rows about one of the subjects."""
        units = [key for kind, key in self.by_subject if kind == "unit"]
        return Q(person__in=self.persons) | Q(unit__in=units)

    def of(self, row: Discipline | Hold | ConductMeasure | ConductViolation | YearRating) -> list[Proposal]:
        key = ("person", row.person_id) if row.person_id else ("unit", row.unit_id)
        return self.by_subject.get((key[0], key[1] or 0), [])

    def note(self, proposal: Proposal, text: str, doubtful: bool = False) -> None:
        self.facts[proposal.pk].append(Fact(text, doubtful))

    def where_silent(self, text: Callable[[Proposal], Fact]) -> None:
        """What is said of proposals about which nothing was found."""
        for rows in self.by_subject.values():
            for one in rows:
                if not self.facts[one.pk]:
                    self.facts[one.pk].append(text(one))


def _counts(proposal: Proposal, year: int) -> bool:
    return (proposal.first_year or proposal.year) <= year <= proposal.year


def _conduct(proposals: Sequence[Proposal]) -> Found:
    at, book = _Sorted(proposals), law()
    measures = ConductMeasure.objects.standing().filter(at.about).select_related("person", "unit")
    for shown in measure_rows(book, measures):
        row = shown.measure
        for one in at.of(row):
            if _counts(one, row.year):
                at.note(one, f"{shown.name} ngày {row.decided:%d/%m/%Y}", doubtful=True)
    for case in ConductViolation.objects.filter(at.about, state__in=RUNNING):
        for one in at.of(case):
            at.note(one, f"Vi phạm ngày {case.on:%d/%m/%Y} đang xử lý", doubtful=True)
    at.where_silent(lambda one: Fact(f"Không bị xử lý vi phạm điều lệnh trong {one.counted}"))
    results = TrainingResult.objects.filter(person__in=at.persons, course__withdrawn="")
    for result in results.select_related("course"):
        for one in at.by_subject["person", result.person_id]:
            if _counts(one, result.course.year):
                outcome = training_result(book, as_record(result), on=result.course.on)
                said = {True: "đạt", False: "chưa đạt", None: "miễn, hoãn"}[outcome.passed]
                text = f"Tập huấn điều lệnh, quân sự, bắn súng {result.course.year}: {said}"
                at.note(one, text, doubtful=outcome.passed is False)
    return at.facts


def _training(proposals: Sequence[Proposal]) -> Found:
    at = _Sorted(proposals)
    rows = Enrolment.objects.with_result().filter(person__in=at.persons).select_related("training_class")
    for row in rows:
        for one in at.by_subject["person", row.person_id or 0]:
            if _counts(one, row.training_class.end.year):
                said = {True: "đạt", False: "không đạt", None: "chưa có kết quả"}[row.passed]
                at.note(one, f"{row.training_class.name}: {said}", doubtful=row.passed is not True)
    at.where_silent(lambda one: Fact(f"Không có lớp tập huấn nào được triệu tập trong {one.counted}"))
    return at.facts


def _discipline(proposals: Sequence[Proposal]) -> Found:
    at, today = _Sorted(proposals), timezone.localdate()
    for row in Discipline.objects.standing().filter(at.about):
        running = row.ends is None or row.ends > today
        for one in at.of(row):
            if running or _counts(one, row.decided.year):
                until = f", đến {row.ends:%d/%m/%Y}" if row.ends else ", chưa hết hiệu lực"
                at.note(one, f"Kỷ luật {inside(row)}{until}", doubtful=True)
    for hold in Hold.objects.filter(at.about).filter(Q(closed__isnull=True) | Q(closed__gte=today)):
        for one in at.of(hold):
            at.note(one, f"Tạm hoãn xét: {inside(hold)}", doubtful=True)
    at.where_silent(lambda one: Fact(f"Không có kỷ luật, tạm hoãn xét trong {one.counted} và đến nay"))
    return at.facts


def _works(proposals: Sequence[Proposal]) -> Found:
    at = _Sorted(proposals)
    named = {one.pk: set(one.works.values_list("pk", flat=True)) for one in proposals}
    works = RecognisedWork.objects.filter(authorships__person__in=at.persons).distinct()
    used: dict[int, list[str]] = defaultdict(list)
    grants: QuerySet[Grant] = Grant.objects.in_force().filter(works__in=works)
    for key, honour, year in grants.values_list("works", "honour", "year"):
        used[key].append(f"{honour} {year}")
    for work in works.prefetch_related("authorships"):
        for author in work.authorships.all():
            for one in at.by_subject.get(("person", author.person_id), []):
                chosen = work.pk in named[one.pk]
                if chosen or _counts(one, work.year):
                    uses = f", đã dùng cho {', '.join(sorted(used[work.pk]))}" if work.pk in used else ""
                    number = f", {work.number}" if work.number else ", chưa ghi số quyết định công nhận"
                    text = f"{work} ({work.get_scope_display().lower()}{number}){uses}"
                    at.note(one, text, doubtful=chosen and bool(uses or not work.number))
    at.where_silent(lambda one: Fact(f"Không có sáng kiến, đề tài được công nhận trong {one.counted}"))
    return at.facts


def _results(proposals: Sequence[Proposal]) -> Found:
    at = _Sorted(proposals)
    for row in YearRating.objects.filter(at.about).order_by("year"):
        for one in at.of(row):
            if _counts(one, row.year):
                poor = row.level is None or row.level <= Level.FAILED
                at.note(one, f"Xếp loại {inside(row)}", doubtful=poor)
    at.where_silent(lambda one: Fact(f"Chưa có xếp loại {one.counted}", doubtful=True))
    units = [key for kind, key in at.by_subject if kind == "unit"]
    states: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for target in Target.objects.filter(unit__in=units).exclude(state=TargetState.DRAFT):
        states[target.unit_id, target.year][target.state] += 1
    for (unit, year), counted in states.items():
        for one in at.by_subject["unit", unit]:
            if _counts(one, year):
                told = ", ".join(
                    f"{counted[state.value]} {state.label.lower()}"
                    for state in TargetState
                    if counted[state.value]
                )
                missed = bool(counted[TargetState.MISSED.value])
                at.note(one, f"Chỉ tiêu {year}: {told}", doubtful=missed)
    return at.facts


# Topic → who reads its records, and the section of the person's file that holds them.
_READERS: Mapping[str, tuple[Callable[[Sequence[Proposal]], Found], str]] = {
    Topic.CONDUCT: (_conduct, "dieu-lenh"),
    Topic.TRAINING: (_training, "qua-trinh"),
    Topic.DISCIPLINE: (_discipline, "ky-luat"),
    Topic.WORKS: (_works, "sang-kien"),
    Topic.RESULTS: (_results, "qua-trinh"),
}

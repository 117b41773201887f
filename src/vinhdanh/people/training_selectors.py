"""The yearly training: how each person and each unit came out, and what failing leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.engine import LawBook
from vinhdanh.engine.facts import UnitTier
from vinhdanh.engine.regulations import (
    TrainingEffect,
    TrainingOutcome,
    regulations_on,
    training_result,
    unit_training_result,
)
from vinhdanh.people.models import ConductMeasure, Person, Post, TrainingCourse, TrainingResult, Unit
from vinhdanh.people.models.training import TrainingCourseQuerySet
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.services.conduct.training import as_record

Actor = Account | Operator
ANSWERED = "Đạt: "  # how the engine's lines begin that say what was enough


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """One person of a course; without a result, nothing has been entered."""

    person: Person
    title: str
    result: TrainingResult | None
    outcome: TrainingOutcome | None
    measures: tuple[ConductMeasure, ...]  # that followed from the course and stand

    @property
    def reasons(self) -> list[str]:
        """What was short, or why somebody is excused."""
        lines = self.outcome.lines if self.outcome else ()
        return [line.text for line in lines if not line.text.startswith(ANSWERED)]

    @property
    def word(self) -> str:
        """Đạt, chưa đạt, miễn, or nothing entered."""
        if self.outcome is None:
            return "chưa ghi"
        if self.outcome.passed is None:
            return "miễn, hoãn"
        return "đạt" if self.outcome.passed else "chưa đạt"


@dataclass(frozen=True, slots=True)
class CourseOutcome:
    """A course, who passed, and what the text says of the unit."""

    course: TrainingCourse
    people: tuple[PersonOutcome, ...]
    passed: int
    failed: int
    excused: int
    outcome: TrainingOutcome | None  # None while somebody's result is missing

    @property
    def missing(self) -> int:
        return len(self.people) - self.passed - self.failed - self.excused


def courses_visible_to(actor: Actor) -> TrainingCourseQuerySet:
    """Courses of units in sight, the newest first; those entered by mistake too."""
    return TrainingCourse.objects.filter(unit__in=visible_units(actor)).select_related("unit")


def course_outcome(book: LawBook, course: TrainingCourse) -> CourseOutcome:
    """How a course came out: its people are those who served in the unit on the day of the test."""
    return course_outcomes(book, [course])[0]


def course_outcomes(book: LawBook, courses: Iterable[TrainingCourse]) -> list[CourseOutcome]:
    """The same for several courses."""
    return [_outcome(book, course) for course in courses]


def _outcome(book: LawBook, course: TrainingCourse) -> CourseOutcome:
    posts = (
        Post.objects.on(course.on)
        .filter(main=True, unit__path__startswith=course.unit.path)
        .select_related("person", "unit")
        .order_by("unit__path", "-leads", "person__folded")
    )
    results = {r.person_id: r for r in course.results.select_related("course")}
    measures: dict[int | None, list[ConductMeasure]] = {}
    for m in course.measures.standing().filter(person__isnull=False):
        measures.setdefault(m.person_id, []).append(m)
    people = []
    for post in posts:
        result = results.get(post.person_id)
        outcome = training_result(book, as_record(result), on=course.on) if result else None
        people.append(
            PersonOutcome(post.person, post.title, result, outcome, tuple(measures.get(post.person_id, ())))
        )
    answers = [p.outcome.passed if p.outcome else "missing" for p in people]
    passed, failed, excused = answers.count(True), answers.count(False), answers.count(None)
    whole = not course.held or "missing" not in answers
    return CourseOutcome(
        course,
        tuple(people),
        passed,
        failed,
        excused,
        unit_training_result(
            book,
            passed,
            passed + failed,
            on=course.on,
            tier=UnitTier(course.unit.tier),
            held=course.held,
        )
        if whole
        else None,
    )


def consequences(found: CourseOutcome, subject: Person | Unit) -> list[TrainingEffect]:
    """What a course leads to for somebody: his own result, the unit's, or that he led the unit.

    Of those who lead, people choose the head and the deputy in charge.
    """
    of_unit = found.outcome.effects if found.outcome else ()
    if isinstance(subject, Unit):
        return [e for e in of_unit if e.whom == "unit"] if subject == found.course.unit else []
    own = next((p.outcome for p in found.people if p.person == subject and p.outcome), None)
    effects = [e for e in own.effects if e.whom == "self"] if own else []
    if subject in leaders_of(found.course):
        effects += [e for e in of_unit if e.whom in ("head", "deputy_in_charge")]
    return effects


def leaders_of(course: TrainingCourse) -> list[Person]:
    """Those who led the unit itself on the day of the test."""
    posts = Post.objects.on(course.on).filter(unit=course.unit, leads=True).select_related("person")
    return [post.person for post in posts.order_by("-main", "start")]


def groups_of(book: LawBook, course: TrainingCourse) -> list[tuple[str, str]]:
    """Groups of people that the text tells apart, with its words."""
    rules = regulations_on(book, course.on)
    return [(str(b.data["code"]), str(b.data["name"])) for b in rules.blocks("training_group")]


def excuses_of(book: LawBook, course: TrainingCourse) -> list[tuple[str, str]]:
    """Grounds on which somebody is exempt or comes later."""
    rules = regulations_on(book, course.on)
    return [(str(b.data["code"]), str(b.data["name"])) for b in rules.blocks("training_excused")]

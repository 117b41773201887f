"""Reading plans, classes and learners: never more than the actor may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Answer, Operator, Scope
from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people.models import Person, Post, Unit, UnitLineage
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.types import LineageKind
from vinhdanh.programmes.models import (
    Enrolment,
    GrassrootsMember,
    Session,
    TrainingCertificate,
    TrainingClass,
    TrainingPlan,
)
from vinhdanh.programmes.models.training_learners import EnrolmentQuerySet, MemberQuerySet
from vinhdanh.programmes.training_policies import may_plan
from vinhdanh.programmes.training_types import COMMUNE_HEADS, COMMUNE_KINDS, TargetGroup

Actor = Account | Operator


@dataclass(frozen=True, slots=True)
class Key:
    """One learner, wherever his record is: ``p`` a person of the force, ``m`` a member of a commune's."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}{self.pk}"


def key_of(enrolment: Enrolment) -> Key:
    if enrolment.person_id is not None:
        return Key("p", enrolment.person_id)
    assert enrolment.member_id is not None
    return Key("m", enrolment.member_id)


def read_key(text: str) -> Key | None:
    """A key as ``str`` wrote it; None for anything else."""
    kind, number = text[:1], text[1:]
    fits = kind in ("p", "m") and number.isascii() and number.isdigit() and len(number) < 16
    return Key(kind, int(number)) if fits else None


def called_as(number: str) -> Q:
    """Enrolments of the person with that số hiệu, also as a member of a commune's force."""
    return Q(person__number=number) | Q(member__person__number=number)


# ---- who sees what --------------------------------------------------------------------------------


def plans_visible_to(actor: Actor) -> QuerySet[TrainingPlan]:
    """Plans of a visible unit or for it, those that the actor teaches in, and those that he attends."""
    plans = TrainingPlan.objects.select_related("area", "organiser")
    if WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW):
        return plans
    units = visible_units(actor)
    codes = {code for path in units.values_list("path", flat=True) for code in path.strip("/").split("/")}
    near = Q(organiser__in=units) | Q(area__code__in=codes)
    if isinstance(actor, Account):
        near |= Q(classes__teachers__account=actor)
        if actor.person_number:
            own = Enrolment.objects.filter(called_as(actor.person_number))
            near |= Q(classes__in=own.values("training_class"))
    return plans.filter(pk__in=TrainingPlan.objects.filter(near).values("pk"))


def classes_visible_to(actor: Actor) -> QuerySet[TrainingClass]:
    """Classes of the visible plans."""
    return TrainingClass.objects.filter(plan__in=plans_visible_to(actor)).select_related(
        "plan", "plan__area", "plan__organiser"
    )


def teaches(actor: Actor, training_class: TrainingClass) -> bool:
    """Whether the account is named as a teacher of the class."""
    return isinstance(actor, Account) and training_class.teachers.filter(account=actor).exists()


def plan_answer(actor: Actor, plan: TrainingPlan, *, about: str = "") -> Answer:
    """May the actor run the plan? Who sees it is refused with a sentence, anybody else learns nothing.

    Args:
        about: số hiệu of the person whom the act concerns, as in ``access.selectors.scopes``.
    """
    answer = may_plan(scopes(actor, about=about), plan.organiser.path)
    if answer or not plans_visible_to(actor).filter(pk=plan.pk).exists():
        return answer
    return may_plan(scopes(actor, about=about), plan.organiser.path, seen=True)


def scopes_about_each(actor: Actor) -> Callable[[Enrolment], tuple[Scope, ...]]:
    """The actor's roles for an act on a learner, without those that the learner himself lent him."""
    held = scopes(actor)
    lent = any(scope.capacity for scope in held)

    def about(enrolment: Enrolment) -> tuple[Scope, ...]:
        return scopes(actor, about=enrolment.person.number) if lent and enrolment.person else held

    return about


def is_own(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether the learner is the actor himself."""
    number = getattr(actor, "person_number", "")
    person = enrolment.person or (enrolment.member.person if enrolment.member else None)
    return person is not None and person.number == number


def sees_all(actor: Actor, plan: TrainingPlan, training_class: TrainingClass | None = None) -> bool:
    """Whether every learner of the plan, or of one class, is the actor's business."""
    if visible_units(actor).filter(pk=plan.organiser_id).exists():
        return True
    return training_class is not None and teaches(actor, training_class)


def enrolments_visible_to(actor: Actor, training_class: TrainingClass) -> EnrolmentQuerySet:
    """Learners of a class: all for who runs or teaches it, otherwise one's own unit's, and oneself."""
    found = training_class.enrolments.select_related("person", "member__person", "unit").order_by(
        "unit__path", "member__team", "pk"
    )
    if sees_all(actor, training_class.plan, training_class):
        return found
    near = Q(unit__in=visible_units(actor))
    # Never compared with None: that would find everybody who isn't of the force.
    if own := getattr(actor, "person_number", ""):
        near |= called_as(own)
    return found.filter(near)


def sessions_visible_to(actor: Actor) -> QuerySet[Session]:
    return Session.objects.filter(training_class__in=classes_visible_to(actor)).select_related(
        "training_class__plan__organiser", "topic"
    )


def sessions_of_learner(account: Account, day: date) -> QuerySet[Session]:
    """Sessions of a day, of classes still open, to which the account's person was called."""
    number = account.person_number
    if not number:
        return Session.objects.none()
    called = Enrolment.objects.filter(called_as(number)).values("training_class")
    found = Session.objects.filter(day=day, training_class__closed=None, training_class__in=called)
    return found.select_related("training_class__plan")


def members_visible_to(actor: Actor, action: Action = Action.VIEW) -> MemberQuerySet:
    """Members of the grassroots force of the communes that the actor sees, and of those merged into them."""
    members = GrassrootsMember.objects.select_related("unit")
    if WHOLE_AGENCY in units_with(scopes(actor), action):
        return members
    return members.filter(unit__in=with_origins(visible_units(actor, action).values_list("pk", flat=True)))


def communes(within: QuerySet[Unit] | None = None) -> QuerySet[Unit]:
    """Police stations of communes that exist today."""
    units = Unit.objects.all() if within is None else within
    return units.filter(kind__in=COMMUNE_KINDS).open(timezone.localdate()).order_by("path")  # type: ignore[attr-defined, no-any-return]


# ---- who must attend ------------------------------------------------------------------------------


def homes() -> dict[int, Unit]:
    """Unit's key → the phòng or station that its people are counted with: a đội with the one above it."""
    units = {unit.code: unit for unit in Unit.objects.all()}

    def home(unit: Unit) -> Unit:
        here = unit
        while here.tier == UnitTier.SUB_BASE.value and here.codes_above and here.codes_above[-1] in units:
            here = units[here.codes_above[-1]]
        return here

    return {unit.pk: home(unit) for unit in units.values()}


def heirs(day: date) -> dict[int, Unit]:
    """Unit's key → the one that it was merged into or renamed to by a day; who stands isn't in it."""
    kinds = (LineageKind.MERGED_INTO, LineageKind.RENAMED)
    went = {
        one.unit_id: one.successor
        for one in UnitLineage.objects.filter(kind__in=kinds, on__lte=day).select_related("successor")
    }

    def last(unit: Unit) -> Unit:
        seen = set()
        while unit.pk in went and unit.pk not in seen:
            seen.add(unit.pk)
            unit = went[unit.pk]
        return unit

    return {pk: last(unit) for pk, unit in went.items()}


def keeper_of(unit: Unit) -> Unit:
    """Who keeps the register of a commune today: its own police, or those that it was merged into."""
    return heirs(timezone.localdate()).get(unit.pk, unit)


def with_origins(units: Iterable[int]) -> set[int]:
    """Keys of units, and of those that were merged into them or had their name before."""
    wanted = set(units)
    return wanted | {pk for pk, heir in heirs(timezone.localdate()).items() if heir.pk in wanted}


def count_day(plan: TrainingPlan) -> date:
    """The day on which the members are counted: the plan's, or today while that lies ahead."""
    return min(plan.counted_on, timezone.localdate())


def required(plan: TrainingPlan) -> dict[Key, Unit]:
    """Who must attend: every member of the target group in force on the plan's day, and his station."""
    day = count_day(plan)
    if plan.of_members:
        members = GrassrootsMember.objects.serving(day).filter(unit__path__startswith=plan.area.path)
        places = {unit.pk: unit for unit in Unit.objects.subtree(plan.area)} | heirs(day)
        return {Key("m", pk): places[unit] for pk, unit in members.values_list("pk", "unit")}
    place = homes()
    found = {}
    for person, unit, grade in _posts(plan, day).values_list("person", "unit", "grade"):
        if plan.group == TargetGroup.STAFF or (
            place[unit].kind in COMMUNE_KINDS
            and (plan.group == TargetGroup.COMMUNE_POLICE or grade in COMMUNE_HEADS)
        ):
            found[Key("p", person)] = place[unit]
    return found


def _posts(plan: TrainingPlan, day: date) -> QuerySet[Post]:
    posts = Post.objects.on(day).filter(
        Q(person__left=None) | Q(person__left__gt=day),
        main=True,
        unit__path__startswith=plan.area.path,
        person__force=Force.POLICE.value,
    )
    return posts.filter(title__icontains=plan.title_words) if plan.title_words else posts


def trained(plan: TrainingPlan) -> dict[Key, bool]:
    """Who has passed in a class of the plan, and whether it was his first training."""
    rows = Enrolment.objects.filter(training_class__plan=plan).that_passed()
    found: dict[Key, bool] = {}
    for person, member, first in rows.values_list("person", "member", "first_time"):
        key = Key("p", person) if person else Key("m", member)
        found[key] = found.get(key, False) or first
    return found


def trained_before(keys: Iterable[Key], group: str, day: date) -> set[Key]:
    """Those who had passed a class for the same group before a day, in these records or before them."""
    wanted = set(keys)
    rows = Enrolment.objects.filter(
        training_class__plan__group=group, training_class__start__lt=day
    ).that_passed()
    found = {
        Key("p", person) if person else Key("m", member)
        for person, member in rows.values_list("person", "member")
    }
    earlier = GrassrootsMember.objects.exclude(trained_before=None).filter(trained_before__lte=day.year)
    if group == TargetGroup.GRASSROOTS:
        found |= {Key("m", pk) for pk in earlier.values_list("pk", flat=True)}
    return found & wanted


def candidates(training_class: TrainingClass) -> dict[Key, Unit]:
    """Who may be called to a class: who must attend, of the class's units, and is not called or trained yet.

    A make-up class is for those who missed or failed the class that it makes up for.
    """
    plan = training_class.plan
    members = required(plan)
    units = {unit.pk for unit in training_class.units.all()}
    if units:
        members = {key: unit for key, unit in members.items() if unit.pk in units}
    if training_class.make_up_of is not None:
        wanted = to_make_up(training_class.make_up_of)
        members = {key: unit for key, unit in members.items() if key in wanted}
    done = set(trained(plan))
    # Whoever still waits for the result of another class isn't called twice; who failed there may be.
    waiting = Enrolment.objects.filter(training_class__plan=plan, training_class__closed=None)
    done |= {key_of(one) for one in waiting}
    return {key: unit for key, unit in members.items() if key not in done}


def to_make_up(training_class: TrainingClass) -> dict[Key, Unit]:
    """Learners of a closed class who missed or failed it, and have passed in no other class of the plan."""
    done = trained(training_class.plan)
    rows = training_class.enrolments.with_result().select_related("unit")
    return {key_of(one): one.unit for one in rows if not one.passed and key_of(one) not in done}


# ---- names ----------------------------------------------------------------------------------------


def learners(keys: Iterable[Key]) -> dict[Key, Person | GrassrootsMember]:
    """The records behind keys."""
    wanted = set(keys)
    people = Person.objects.in_bulk([key.pk for key in wanted if key.kind == "p"])
    members = GrassrootsMember.objects.in_bulk([key.pk for key in wanted if key.kind == "m"])
    found: dict[Key, Person | GrassrootsMember] = {Key("p", pk): one for pk, one in people.items()}
    found.update((Key("m", pk), one) for pk, one in members.items())
    return found


def trainings_of(learner: Person | GrassrootsMember) -> EnrolmentQuerySet:
    """Every class that somebody was called to, the newest first, with his result."""
    whose = (
        Q(person=learner) | Q(member__person=learner) if isinstance(learner, Person) else Q(member=learner)
    )
    rows = Enrolment.objects.with_result().filter(whose)
    rows = rows.select_related("training_class__plan", "certificate", "band")
    return rows.order_by("-training_class__start", "-pk")


def issued_of(
    actor: Actor, plan: TrainingPlan, training_class: TrainingClass | None = None
) -> list[TrainingCertificate]:
    """Certificates of a plan, or of one class of it, of learners whom the actor sees, in their order.

    Their enrolments have ``final_band`` and ``passed``: what holds after every correction.
    """
    classes = [training_class] if training_class else list(plan.classes.select_related("plan"))
    seen: dict[int, Enrolment] = {}
    for one in classes:
        rows = enrolments_visible_to(actor, one).filter(certificate__isnull=False).with_result()
        seen |= {
            row.pk: row for row in rows.select_related("person", "member__person", "unit", "training_class")
        }
    found = list(TrainingCertificate.objects.filter(enrolment__in=seen))
    for certificate in found:
        certificate.enrolment = seen[certificate.enrolment_id]
    return found

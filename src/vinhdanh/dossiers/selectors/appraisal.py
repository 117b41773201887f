"""Reading opinions: what waits for whom, what is late, and why a proposal stands in the appraisal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator
from vinhdanh.dossiers.models import Opinion, Proposal, ReviewRound, RoundTopic
from vinhdanh.dossiers.selectors.awaited import Awaited
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.words import inside
from vinhdanh.people.models import Post
from vinhdanh.people.selectors import visible_units

Actor = Account | Operator


def home_of(actor: Actor) -> str:
    """Path of the unit where the person of the account serves; empty when it isn't known."""
    number = getattr(actor, "person_number", "")
    if not number:
        return ""
    posts = Post.objects.standing(timezone.localdate()).filter(person__number=number)
    post = posts.select_related("unit").first()
    return post.unit.path if post else ""


def opinions_asked_of(actor: Actor) -> QuerySet[Opinion]:
    """Opinions of the departments for which the actor answers, in proposals that are in the appraisal; not
    those about himself or about the unit where he serves."""
    found = Opinion.objects.filter(current=True, proposal__stage=Stage.APPRAISAL)
    if WHOLE_AGENCY not in units_with(scopes(actor), Action.APPRAISE):
        found = found.filter(department__in=visible_units(actor, Action.APPRAISE))
    number, home = getattr(actor, "person_number", ""), home_of(actor)
    if number:
        found = found.exclude(proposal__person__number=number)
    if home:
        above = [f"/{'/'.join(home.strip('/').split('/')[: n + 1])}/" for n in range(home.count("/") - 1)]
        found = found.exclude(proposal__unit__path__in=above)
    return found.select_related(
        "department",
        "in_place_of",
        "proposal__round__unit",
        "proposal__person",
        "proposal__collective",
        "proposal__household",
        "proposal__outsider",
        "proposal__unit",
        "proposal__place",
    ).order_by("due", "proposal__round", "proposal__number", "id")


def late_opinions(round: ReviewRound, today: date | None = None) -> QuerySet[Opinion]:
    """Opinions of a round whose day has passed without an answer, the latest first: whom to remind."""
    day = today or timezone.localdate()
    return (
        Opinion.objects.filter(proposal__round=round, proposal__stage=Stage.APPRAISAL, current=True)
        .filter(answer="", due__lt=day)
        .select_related("department", "proposal")
        .order_by("due", "id")
    )


def opinions_of(proposal: Proposal) -> list[Opinion]:
    """The opinions asked last, with their answers and what was overruled."""
    return list(
        Opinion.objects.filter(proposal=proposal, current=True)
        .select_related("department", "in_place_of")
        .prefetch_related("answers__overrule")
    )


def unasked(proposal: Proposal) -> list[RoundTopic]:
    """Topics of the round about which nobody has been asked."""
    asked = Opinion.objects.filter(proposal=proposal, current=True).values("topic")
    topics = proposal.round.topics.exclude(topic__in=asked)
    return list(topics.select_related("department", "substitute"))


def earlier_opinions(proposal: Proposal) -> list[Opinion]:
    """Opinions that were given before the dossier was sent in again."""
    return list(
        Opinion.objects.filter(proposal=proposal, current=False)
        .exclude(answer="")
        .select_related("department")
        .prefetch_related("answers")
        .order_by("-id")
    )


def opinion_words(proposals: Iterable[Proposal]) -> dict[int, Awaited]:
    """Proposal → «Chờ ý kiến điều lệnh; đã có ý kiến đào tạo, bắn súng», for those in the appraisal."""
    terms = {one.pk: one.due for one in proposals if one.stage == Stage.APPRAISAL}
    rows: dict[int, list[Opinion]] = defaultdict(list)
    asked = Opinion.objects.filter(proposal__in=list(terms), current=True).select_related("department")
    for one in asked.order_by("id"):
        rows[one.proposal_id].append(one)
    return {key: Awaited(_words(told, terms[key]), _departments(told)) for key, told in rows.items()}


def _departments(asked: Iterable[Opinion]) -> str:
    """Codes of those that have not answered: «PX03, PX05»."""
    return ", ".join(dict.fromkeys(one.department.code for one in asked if not one.answer))


def _words(asked: list[Opinion], term: datetime | None) -> str:
    """What is waited for; with the departments' own day, where it is another than the step's."""

    def topics(rows: Iterable[Opinion]) -> str:
        return ", ".join(inside(one.get_topic_display()) for one in rows)

    waiting = [one for one in asked if not one.answer]
    parts = []
    if waiting:
        until = min((one.due for one in waiting if one.due), default=None)
        own = until if until and (term is None or until != timezone.localtime(term).date()) else None
        parts.append(f"Chờ ý kiến {topics(waiting)}" + (f" (hạn {own:%d/%m})" if own else ""))
    for answer, said in ((Answer.SUPPLEMENT, "đề nghị bổ sung"), (Answer.DISAGREE, "không đồng ý")):
        if stopping := [one for one in asked if one.answer == answer and one.stops]:
            parts.append(f"{said}: {topics(stopping)}")
    done = [one for one in asked if not one.stops]
    if done and parts:
        parts.append(f"đã có ý kiến {topics(done)}")
    if not parts:
        return f"Đủ {len(asked)} ý kiến; chờ Thường trực chốt bản đánh giá"
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def asked_about(actor: Actor) -> Q:
    """Proposals that somebody sees because his department is asked about them."""
    departments = visible_units(actor, Action.APPRAISE)
    return Q(pk__in=Opinion.objects.filter(department__in=departments).order_by().values("proposal"))

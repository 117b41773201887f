"""Reading achievements and works: what a proposal rests on, and where else that was used."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant
from vinhdanh.awards.recipients import kind_of
from vinhdanh.dossiers.models import Achievement, Proposal, ProposalAchievement, ProposalWork
from vinhdanh.dossiers.stages import LOST, Stage
from vinhdanh.movements.models import PraiseProposal
from vinhdanh.movements.selectors.praise import alike
from vinhdanh.people.models import Person, RecognisedWork, Unit


def subject_filter(proposal: Proposal) -> dict[str, object]:
    """The proposal's subject as the column of an achievement: ``{"person": …}``, ``{"collective": …}``."""
    subject = proposal.subject
    name = "collective" if isinstance(subject, Unit) else kind_of(subject).value
    return {name: subject}


def achievements_to_use(proposal: Proposal) -> QuerySet[Achievement]:
    """Achievements of the same subject that no living proposal uses."""
    return Achievement.objects.filter(**subject_filter(proposal)).exclude(
        pk__in=ProposalAchievement.objects.filter(counts=True).values("achievement")
    )


def praise_to_use(proposal: Proposal) -> list[PraiseProposal]:
    """Deeds of the subject that were agreed to be praised and are no achievement yet."""
    if proposal.person_id is None and proposal.collective_id is None:
        return []
    mine = {"person": proposal.person_id} if proposal.person_id else {"collective": proposal.collective_id}
    return list(
        PraiseProposal.objects.filter(**mine).praised().filter(achievements__isnull=True).order_by("-id")[:50]
    )


def used_elsewhere(achievement: Achievement, but: Proposal) -> str:
    """Where an achievement is rewarded already, in a sentence; empty when it is free."""
    use = achievement.uses.filter(counts=True).exclude(proposal=but).select_related("proposal__round").first()
    if use is None:
        return ""
    other = use.proposal
    state = "đã được tặng" if other.stage == Stage.DECIDED else "đang được đề nghị"
    return (
        f"Một thành tích không tặng thưởng nhiều lần: “{achievement}” {state} {honour_name(other.honour)} "
        f"({other.code}, {other.round})."
    )


def told_alike(proposal: Proposal, text: str) -> Achievement | None:
    """An achievement of the subject that is told in nearly the same words."""
    others = Achievement.objects.filter(**subject_filter(proposal))
    return next((one for one in others if alike(one.text, text)), None)


def works_to_use(proposal: Proposal) -> QuerySet[RecognisedWork]:
    """Recognised works of the person, or of those who serve in the collective."""
    if proposal.person_id is not None:
        return RecognisedWork.objects.filter(authors=proposal.person_id).distinct()
    if proposal.collective is not None:
        inside = Unit.objects.subtree(proposal.collective)
        people = Person.objects.in_units(inside, timezone.localdate())
        return RecognisedWork.objects.filter(authors__in=people).distinct()
    return RecognisedWork.objects.none()


def work_warnings(proposal: Proposal) -> list[str]:
    """Works that were used for an honour before or are proposed for another one now: warned, not refused."""
    said = []
    for work in proposal.works.all():
        codes = [one.honour for one in Grant.objects.in_force().filter(works=work)]
        if codes:
            names = ", ".join(honour_name(code) for code in codes)
            said.append(f"Cảnh báo: sáng kiến {work.year} đã dùng cho {names}.")
        others = (
            ProposalWork.objects.filter(work=work)
            .exclude(proposal=proposal)
            .exclude(proposal__stage__in=[*LOST, Stage.DECIDED])
            .select_related("proposal")
        )
        said += [
            f"Cảnh báo: sáng kiến {work.year} đang dùng cho {honour_name(use.proposal.honour)} "
            f"({use.proposal.code})."
            for use in others
        ]
    return said

"""Achievements and works that a proposal rests on. One achievement is rewarded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair
from vinhdanh.dossiers.models import Achievement, Proposal, ProposalAchievement, ProposalWork
from vinhdanh.dossiers.selectors.achievements import (
    praise_to_use,
    subject_filter,
    told_alike,
    used_elsewhere,
    works_to_use,
)
from vinhdanh.dossiers.services.parts import admit_writer
from vinhdanh.dossiers.services.writing import Actor, locked, write_down
from vinhdanh.dossiers.types.parts import AchievementSource, PartKind
from vinhdanh.movements.models import PraiseProposal
from vinhdanh.people.models import RecognisedWork


def add_achievement(
    *,
    actor: Actor,
    proposal: Proposal,
    text: str = "",
    since: date | None = None,
    until: date | None = None,
    praise: PraiseProposal | None = None,
    work: RecognisedWork | None = None,
) -> ProposalAchievement:
    """Write down an achievement of the subject and rest the proposal on it.

    Args:
        text: in one sentence with its figures; may be empty where ``praise`` or ``work`` tells it.
        praise: the deed that was agreed to be praised; ``work``: the recognised work.

    Raises:
        PermissionDenied: the actor doesn't write the report, or it is locked.
        ValidationError: nothing is told, it isn't the subject's, or it is told already.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit_writer(actor, row, PartKind.REPORT)
        if praise is not None and praise not in praise_to_use(row):
            raise ValidationError("Việc làm này không phải của đối tượng, chưa được đồng ý hoặc đã ghi.")
        if work is not None and not works_to_use(row).filter(pk=work.pk).exists():
            raise ValidationError("Sáng kiến này không phải của đối tượng.")
        told = text.strip() or (praise.deed if praise else str(work) if work else "")
        if (same := told_alike(row, told)) is not None:
            raise ValidationError(
                {"text": f"Thành tích này đã ghi gần như vậy: “{same}”. Chọn trong danh sách đã có."}
            )
        source = AchievementSource.OWN
        if praise is not None or work is not None:
            source = AchievementSource.PRAISE if praise else AchievementSource.WORK
        made = Achievement(
            **subject_filter(row),
            text=told,
            since=since,
            until=until,
            source=source,
            praise=praise,
            work=work,
        )
        made.full_clean()
        made.save()
        return _link(by, row, made, (None, made))


def use_achievement(*, actor: Actor, proposal: Proposal, achievement: Achievement) -> ProposalAchievement:
    """Rest a proposal on an achievement that is written down.

    Raises:
        PermissionDenied: the actor doesn't write the report, or it is locked.
        ValidationError: it is another subject's, or another proposal was or is being rewarded for it.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit_writer(actor, row, PartKind.REPORT)
        if achievement.subject != row.subject:
            raise ValidationError("Thành tích này của đối tượng khác.")
        return _link(by, row, achievement)


def remove_achievement(*, actor: Actor, use: ProposalAchievement) -> None:
    """Rest a proposal on an achievement no more; it stays free for another one.

    Raises:
        PermissionDenied: the actor doesn't write the report, or it is locked.
    """
    with transaction.atomic():
        row = locked(use.proposal)
        by = admit_writer(actor, row, PartKind.REPORT)
        write_down(by, row, "achievement_removed", (use, None))
        use.delete()


def choose_works(*, actor: Actor, proposal: Proposal, works: Iterable[RecognisedWork]) -> Proposal:
    """Say on which recognised works the proposal rests: these, and no others.

    Raises:
        PermissionDenied: the actor writes no evidence there, or the part is locked.
        ValidationError: a work is another subject's.
    """
    wanted = {work.pk: work for work in works}
    with transaction.atomic():
        row = locked(proposal)
        by = admit_writer(actor, row, PartKind.EVIDENCE)
        own = set(works_to_use(row).values_list("pk", flat=True))
        if strange := [str(work) for key, work in wanted.items() if key not in own]:
            raise ValidationError(f"Sáng kiến không phải của đối tượng: {', '.join(strange)}.")
        held = {use.work_id: use for use in row.work_uses.select_related("work")}
        gone = [use for key, use in held.items() if key not in wanted]
        new = [ProposalWork(proposal=row, work=work) for key, work in wanted.items() if key not in held]
        if not gone and not new:
            return row
        new = ProposalWork.objects.bulk_create(new)
        pairs: list[Pair] = [*((use, None) for use in gone), *((None, use) for use in new)]
        write_down(by, row, "works_chosen", *pairs)
        row.work_uses.filter(pk__in=[use.pk for use in gone]).delete()
    return row


def carry_over(old: Proposal, new: Proposal, achievements: Sequence[ProposalAchievement]) -> list[Pair]:
    """Achievements of a proposal that another one takes over. Inside the transaction of a service."""
    made = []
    for use in achievements:
        made.append(ProposalAchievement.objects.create(proposal=new, achievement=use.achievement))
    return [(None, use) for use in made]


def _link(by: Acting, row: Proposal, achievement: Achievement, *also: Pair) -> ProposalAchievement:
    if said := used_elsewhere(achievement, row):
        raise ValidationError(said)
    use = ProposalAchievement(proposal=row, achievement=achievement)
    use.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            use.save()
    except IntegrityError as error:
        # Another clerk was quicker: the database lets an achievement be rewarded once.
        said = used_elsewhere(achievement, row) or "Thành tích này đã có trong hồ sơ."
        raise ValidationError(said) from error
    write_down(by, row, "achievement_added", *also, (None, use))
    return use

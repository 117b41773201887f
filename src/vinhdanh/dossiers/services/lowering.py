"""Lowering a title, splitting a dossier, and deciding about several in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Attachment, Proposal, ProposalAchievement
from vinhdanh.dossiers.policies.parts import may_split
from vinhdanh.dossiers.selectors.lowering import honours_below
from vinhdanh.dossiers.selectors.parts import newest
from vinhdanh.dossiers.services.achievements import carry_over
from vinhdanh.dossiers.services.adding import insert_proposal
from vinhdanh.dossiers.services.consequences import began
from vinhdanh.dossiers.services.moving import admit_move, move
from vinhdanh.dossiers.services.parts import add_version
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    proposal_ref,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.parts import PartKind
from vinhdanh.dossiers.types.proposals import Origin

LOWERING = "dossiers.lowering"


def lower(
    *, actor: Actor, proposal: Proposal, honour: str, why: str, seen: Stage | str | None = None
) -> Proposal:
    """Propose a lower honour in the place of a higher one, with everything that the dossier holds.

    Args:
        honour: another of the round for such subjects; never a higher one of the same ladder.
        seen: the stage in which the actor saw it.

    Returns:
        The new proposal, in the stage where the old one stood; the old one is lowered for good.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: no reason is given, the honour doesn't fit, the subject stands in its list already,
            or the dossier has been moved.
    """
    with transaction.atomic():
        old = locked(proposal)
        by = admit_move(actor, old, BY_VERB["lower"])
        if honour not in honours_below(old):
            names = f"{honour_name(old.honour)} xuống {honour_name(honour)}"
            raise ValidationError({"honour": f"Không hạ được {names} trong đợt này: chọn lại."})
        # ``old`` stays as it was read: the new one stands where it stood, until when, in whose hands.
        move(actor=actor, proposal=old, verb="lower", why=why, seen=seen, only=LOWERING)
        new = insert_proposal(
            by,
            round=old.round,
            subject=old.subject,
            honour=honour,
            unit=old.unit,
            place=old.place,
            achievement=old.achievement,
            works=list(old.works.all()),
            origin=Origin.LOWERED,
            came_from=old,
        )
        pairs = _take_over(by, old, new, list(old.achievement_uses.all()))
        write_down(by, new, "achievement_added", *pairs, data={"from": proposal_ref(old)}, why=why.strip())
        began(by, new)
    proposal.refresh_from_db()
    return new


def split(
    *,
    actor: Actor,
    proposal: Proposal,
    uses: Sequence[ProposalAchievement],
    why: str,
    honour: str = "",
) -> Proposal:
    """Put some achievements of a proposal into a second one of the same subject.

    Args:
        uses: the achievements that leave; at least one stays.
        honour: of the second proposal, where it is another one of the round.

    Raises:
        PermissionDenied: the actor writes nothing in the dossier.
        ValidationError: no reason is given, nothing would stay or leave, or the honour doesn't fit.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi lý do tách hồ sơ."})
    with transaction.atomic():
        old = locked(proposal)
        held, own = scopes_about(actor, old.subject), is_own(actor, old.subject)
        by = admit(
            actor,
            may_split(held, Stage(old.stage), place=old.place.path, unit=old.unit.path, own=own),
        )
        keys = {use.pk for use in uses}
        leaving = [use for use in old.achievement_uses.all() if use.pk in keys]
        if not leaving or len(leaving) == old.achievement_uses.count():
            raise ValidationError("Chọn thành tích tách đi; hồ sơ cũ còn lại ít nhất một thành tích.")
        # Links that go: the achievement is free for the moment in which the new proposal takes it up.
        gone: list[Pair] = [(use, None) for use in leaving]
        write_down(by, old, "proposal_split", *gone, why=why.strip())
        old.achievement_uses.filter(pk__in=keys).delete()
        new = insert_proposal(
            by,
            round=old.round,
            subject=old.subject,
            honour=honour or old.honour,
            unit=old.unit,
            place=old.place,
            first_year=old.first_year if honour in ("", old.honour) else None,
            achievement="; ".join(use.achievement.text for use in leaving)[:500],
            origin=Origin.SPLIT,
            came_from=old,
        )
        pairs = _take_over(by, old, new, leaving, parts=(PartKind.REPORT, PartKind.MINUTES))
        add_version(by, new, PartKind.SUMMARY, {"text": new.achievement})
        write_down(by, new, "achievement_added", *pairs, data={"from": proposal_ref(old)}, why=why.strip())
        began(by, new)
    return new


def decide_many(
    *, actor: Actor, accepted: Sequence[Proposal], refused: Mapping[int, str], proposals: Sequence[Proposal]
) -> list[Proposal]:
    """Pass some proposals on from the appraisal and refuse others, in one act: all of it, or nothing.

    Args:
        accepted: go on to the round's next stage.
        refused: key of each refused one → its reason.
        proposals: the refused ones themselves.

    Raises:
        PermissionDenied: the actor doesn't run the round, or one is about himself.
        ValidationError: by number of the dossier, what stands in the way or lacks its reason.
    """
    wrong: dict[str, list[str]] = {}
    done: list[Proposal] = []
    acts = [(one, "pass_appraisal", "") for one in accepted]
    acts += [(one, "refuse", refused.get(one.pk, "")) for one in proposals if one.pk in refused]
    if not acts:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    with transaction.atomic():
        for one, verb, why in acts:
            try:
                # A savepoint: what one dossier is refused for leaves the others' sentences to be found.
                with transaction.atomic():
                    done.append(move(actor=actor, proposal=one, verb=verb, why=why, seen=Stage.APPRAISAL))
            except ValidationError as error:
                wrong[one.code] = error.messages
        if wrong:
            raise ValidationError([f"{code}: {' '.join(said)}" for code, said in wrong.items()])
    return done


def _take_over(
    by: Acting,
    old: Proposal,
    new: Proposal,
    uses: Sequence[ProposalAchievement],
    parts: Sequence[PartKind] = tuple(PartKind),
) -> list[Pair]:
    """Parts, files and achievements of one dossier in another, as they were written and by whom."""
    for part, version in newest(old).items():
        if part in parts:
            add_version(by, new, part, version.content, author=version)
    Attachment.objects.bulk_create(
        [
            Attachment(
                proposal=new,
                item=one.item,
                name=one.name,
                sha256=one.sha256,
                size=one.size,
                kind=one.kind,
                at=one.at,
                by_name=one.by_name,
                by_username=one.by_username,
            )
            for one in old.attachments.standing()
        ]
    )
    return carry_over(old, new, uses)

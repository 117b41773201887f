"""Freezing what a proposal rests on: submitted, appraised, about to be decided, looked at again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.dossiers.comparing import verdict_words
from vinhdanh.dossiers.judging import judged_now
from vinhdanh.dossiers.models import Assessment, Proposal
from vinhdanh.dossiers.selectors.freezing import changed_from, last_assessment, may_stand
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.writing import Actor, locked, write_down
from vinhdanh.dossiers.stages import ENDS
from vinhdanh.dossiers.types.freezing import Moment


def freeze(actor: Actor | Acting, proposal: Proposal, moment: Moment) -> Assessment:
    """Write down the verdict of now with all it rests on; the proposal's own verdict follows.

    Asks for no right: the act that it belongs to has asked. Inside that act's transaction.
    """
    return _frozen(actor, proposal, moment)


def look_again(*, actor: Actor, proposal: Proposal, why: str) -> Assessment:
    """Freeze anew what has changed after looking at it, so that the proposal may go on.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: the reason is missing, nothing has changed, or the verdict has fallen: then it is
            deferred, returned, lowered or refused.
    """
    if not why.strip():
        raise ValidationError({"why": "Ghi đã xem những thay đổi nào và vì sao vẫn xét tiếp."})
    with transaction.atomic():
        row = locked(proposal)
        by = admit(actor, answer_about(actor, row, "chốt lại bản đánh giá"))
        if row.stage in ENDS:
            raise ValidationError(f"Hồ sơ {row.code} đã kết thúc: {row.get_stage_display().lower()}.")
        last, now = last_assessment(row), judged_now(row)
        if last is None or not changed_from(last, now):
            raise ValidationError("Hồ sơ không thay đổi so với bản đánh giá đã chốt: không cần chốt lại.")
        if not may_stand(last, now):
            raise ValidationError(
                f"Kết quả xét nay là “{verdict_words(now.verdict)}”: không chốt lại để xét tiếp được. "
                "Hoãn xét, trả lại, hạ danh hiệu hoặc không chọn."
            )
        return _frozen(by, row, Moment.LOOKED_AGAIN, why.strip())


def _frozen(by: Actor | Acting, row: Proposal, moment: Moment, why: str = "") -> Assessment:
    now = judged_now(row)
    verdict = None if now.verdict is None else int(now.verdict)
    with transaction.atomic():
        kept = Assessment.objects.create(
            proposal=row,
            moment=moment,
            at=timezone.now(),
            law_date=now.law_date,
            text_choice=now.text_choice,
            line=now.line,
            rule_version=now.rule_version,
            verdict=verdict,
            summary=now.summary,
            content=now.content,
            facts_hash=now.facts_hash,
            book_hash=now.book_hash,
            why=why[:500],
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        Proposal.objects.filter(pk=row.pk).update(verdict=verdict)
        row.verdict = verdict
        acting = by if isinstance(by, Acting) else Acting(by.full_name, by.username, by.capacity)
        told = {
            "assessment": kept.pk,
            "moment": moment.value,
            "verdict": verdict_words(verdict),
            "facts": now.facts_hash,
            "book": now.book_hash,
        }
        write_down(acting, row, "assessment_frozen", data=told, why=why)
    return kept

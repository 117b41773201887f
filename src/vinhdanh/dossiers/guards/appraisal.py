"""What keeps a proposal in the appraisal and stops it later: opinions, changed facts, holds on record."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from vinhdanh.dossiers.judging import judged_now
from vinhdanh.dossiers.models import Opinion, Proposal
from vinhdanh.dossiers.selectors.appraisal import unasked
from vinhdanh.dossiers.selectors.freezing import changed_since
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.words import inside
from vinhdanh.eligibility.books import law
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Discipline, Hold


def opinions_in(proposal: Proposal) -> list[str]:
    """Every department has answered, and no answer stops it."""
    asked = Opinion.objects.filter(proposal=proposal, current=True).select_related("department")
    found = [_opinion_words(one) for one in asked.prefetch_related("answers") if one.stops]
    if missing := unasked(proposal):
        found.append(f"Chưa hỏi ý kiến: {', '.join(one.get_topic_display() for one in missing)}.")
    return found


def _opinion_words(one: Opinion) -> str:
    topic = f"{one.get_topic_display()} ({one.department.code})"
    if not one.answer:
        due = f", hạn {one.due:%d/%m/%Y}" if one.due else ""
        return f"Chưa có ý kiến: {topic}{due}."
    note = one.last.note if one.last else ""
    if one.answer == Answer.SUPPLEMENT:
        return f"{topic} đề nghị bổ sung: {note}"
    return f"{topic} không đồng ý: {note}. Thường trực xét tiếp thì ghi lý do."


def facts_unchanged(proposal: Proposal) -> list[str]:
    """Nothing has changed since the last frozen assessment."""
    changed = changed_since(proposal)
    if not changed:
        return []
    return ["Hồ sơ thay đổi so với bản đánh giá đã chốt: " + " ".join(changed)]


def not_held(proposal: Proposal) -> list[str]:
    """Nothing on record defers consideration of the subject: no hold, no running sanction that does."""
    about = {"person": proposal.person} if proposal.person_id else {"unit": proposal.collective}
    if not (proposal.person_id or proposal.collective_id):
        return []
    today = timezone.localdate()
    holds = Hold.objects.filter(Q(closed__isnull=True) | Q(closed__gt=today), opened__lte=today, **about)
    found = [
        f"Đang tạm hoãn xét {proposal.subject}: {inside(one)}. Hoãn hồ sơ cho đến khi thôi."
        for one in holds.filter(ground__in=law().deferral_grounds(today))
    ]
    if found or not Discipline.objects.running(today).filter(**about).exists():
        return found
    now = judged_now(proposal)
    if now.verdict != Verdict.HELD:
        return []
    return [f"Hoãn xét theo luật: {'; '.join(now.held_by)}. Hoãn hồ sơ cho đến khi hết."]

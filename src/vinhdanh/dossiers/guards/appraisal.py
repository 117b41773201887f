"""What keeps a proposal in the appraisal and stops it later: opinions, changed facts, holds on record."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from vinhdanh.dossiers.judging import judged_now
from vinhdanh.dossiers.models import Opinion, Proposal
from vinhdanh.dossiers.selectors.appraisal import unasked
from vinhdanh.dossiers.selectors.freezing import changed_from, last_assessments
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
    return facts_unchanged_of([proposal])[proposal.pk]


def facts_unchanged_of(proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """The same of many, by key, read at once; within ``sharing`` they are judged at once, too."""
    frozen = last_assessments(proposals)
    found: dict[int, list[str]] = {}
    for one in proposals:
        changed = changed_from(frozen[one.pk], judged_now(one)) if one.pk in frozen else []
        said = "Hồ sơ thay đổi so với bản đánh giá đã chốt: " + " ".join(changed)
        found[one.pk] = [said] if changed else []
    return found


def not_held(proposal: Proposal) -> list[str]:
    """Nothing on record defers consideration of the subject: no hold, no running sanction that does."""
    return not_held_of([proposal])[proposal.pk]


def not_held_of(proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """The same of many, by key, read at once."""
    today = timezone.localdate()
    about = Q(person__in={one.person_id for one in proposals if one.person_id}) | Q(
        unit__in={one.collective_id for one in proposals if one.collective_id}
    )
    holds: dict[tuple[int | None, int | None], list[Hold]] = {}
    running = Hold.objects.filter(Q(closed__isnull=True) | Q(closed__gt=today), about, opened__lte=today)
    for hold in running.filter(ground__in=law().deferral_grounds(today)):
        holds.setdefault((hold.person_id, hold.unit_id), []).append(hold)
    sanctions = Discipline.objects.running(today).filter(about)
    sanctioned = set(sanctions.values_list("person_id", "unit_id"))
    found: dict[int, list[str]] = {}
    for one in proposals:
        whom = (one.person_id, one.collective_id)
        found[one.pk] = [
            f"Đang tạm hoãn xét {one.subject}: {inside(hold)}. Hoãn hồ sơ cho đến khi thôi."
            for hold in holds.get(whom, ())
        ]
        if not found[one.pk] and whom in sanctioned:
            now = judged_now(one)
            if now.verdict == Verdict.HELD:
                said = f"Hoãn xét theo luật: {'; '.join(now.held_by)}. Hoãn hồ sơ cho đến khi hết."
                found[one.pk] = [said]
    return found

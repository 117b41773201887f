"""Departments appraise side by side: whom a dossier asks, what they answer, what is overruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import Opinion, OpinionAnswer, OpinionOverrule, Proposal, RoundTopic
from vinhdanh.dossiers.policies.appraisal import may_appraise
from vinhdanh.dossiers.selectors.appraisal import home_of, unasked
from vinhdanh.dossiers.selectors.topics import topic_facts
from vinhdanh.dossiers.services.deciding import answer_about
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    scopes_about,
    write_down,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.appraisal import STOPPING, Answer
from vinhdanh.people.models import Unit


def ask_opinions(by: Acting, row: Proposal) -> list[Opinion]:
    """Ask every topic of the round about a proposal that has come into the appraisal.

    Asks for no right: the move that it follows has asked. What was asked before is kept and counts no more.
    """
    Opinion.objects.filter(proposal=row, current=True).update(current=False)
    return ask_what_is_unasked(by, row)


def ask_what_is_unasked(by: Acting, row: Proposal) -> list[Opinion]:
    """Ask the topics of the round that nobody was asked about; the act that it follows has its right."""
    until = timezone.localtime(row.due).date() if row.due else None
    made = Opinion.objects.bulk_create([_asked(row, topic, until) for topic in unasked(row)])
    if made:
        told = {"topics": [f"{one.get_topic_display()}: {one.department.code}" for one in made]}
        write_down(by, row, "opinions_asked", data=told)
    return made


def ask_again(*, actor: Actor, proposal: Proposal) -> list[Opinion]:
    """Ask about a proposal that came into the appraisal past the unit (lowered, split), or whose round got
    another topic since.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: it isn't in the appraisal, or every topic of the round has been asked.
    """
    with transaction.atomic():
        row = locked(proposal)
        by = admit(actor, answer_about(actor, row, "hỏi ý kiến thẩm định"))
        if row.stage != Stage.APPRAISAL:
            raise ValidationError(f"Hồ sơ {row.code} đang ở bước “{row.get_stage_display()}”.")
        if not unasked(row):
            raise ValidationError("Các nội dung của đợt đều đã hỏi ý kiến.")
        return ask_what_is_unasked(by, row)


def _asked(row: Proposal, topic: RoundTopic, until: date | None) -> Opinion:
    """A department doesn't answer about its own people: its substitute does, or else the agency itself."""
    asked: Unit = topic.department
    if row.place.path.startswith(asked.path):
        asked = topic.substitute or row.round.unit
    return Opinion(
        proposal=row,
        topic=topic.topic,
        department=asked,
        in_place_of=topic.department if asked != topic.department else None,
        asked=timezone.now(),
        due=topic.due or until,
    )


def answer_opinion(*, actor: Actor, opinion: Opinion, answer: Answer, note: str = "") -> OpinionAnswer:
    """Answer one topic, or change the answer; both stay on record.

    Raises:
        PermissionDenied: the actor doesn't answer for that department, or about that unit, or himself.
        ValidationError: the proposal has left the appraisal, was sent in anew, or a note is missing.
    """
    with transaction.atomic():
        row = locked(opinion.proposal)
        return _answered(actor, row, Opinion.objects.get(pk=opinion.pk), answer, note)


def agree_all(*, actor: Actor, opinions: Sequence[Opinion], note: str = "") -> list[OpinionAnswer]:
    """Agree to several topics of several proposals at once, all or none: only where the records say nothing
    against it.

    Raises:
        PermissionDenied: as ``answer_opinion``.
        ValidationError: as there; nothing is chosen; or records speak against some, which are named.
    """
    if not opinions:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    facts = topic_facts(opinions)
    doubtful = [one for one in opinions if not facts[one.pk].clean]
    if doubtful:
        names = ", ".join(str(one.proposal.subject) for one in doubtful[:5])
        raise ValidationError(
            f"{len(doubtful)} hồ sơ có điều phải xem từng hồ sơ: {names}. "
            "Bỏ chọn rồi đồng ý các hồ sơ còn lại."
        )
    with transaction.atomic():
        found = []
        for one in sorted(opinions, key=lambda opinion: opinion.proposal_id):
            row = locked(one.proposal)
            found.append(_answered(actor, row, Opinion.objects.get(pk=one.pk), Answer.AGREE, note))
        return found


def _answered(actor: Actor, row: Proposal, opinion: Opinion, answer: Answer, note: str) -> OpinionAnswer:
    by = admit(
        actor,
        may_appraise(
            scopes_about(actor, row.subject),
            opinion.department.path,
            unit=row.unit.path,
            place=row.place.path,
            home=home_of(actor),
            own=is_own(actor, row.subject),
        ),
    )
    if row.stage != Stage.APPRAISAL:
        raise ValidationError(
            f"Không ghi được ý kiến: hồ sơ {row.code} đang ở bước “{row.get_stage_display()}”."
        )
    if not opinion.current:
        raise ValidationError("Đơn vị đã trình lại hồ sơ: tải lại trang để cho ý kiến về bản mới.")
    if answer in STOPPING and not note.strip():
        raise ValidationError({"note": "Ghi rõ cần bổ sung gì, hoặc vì sao không đồng ý."})
    before = stored(opinion)
    said = OpinionAnswer(
        opinion=opinion,
        answer=answer,
        note=note.strip(),
        at=timezone.now(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    said.full_clean()
    said.save()
    opinion.answer, opinion.overruled = answer, False
    opinion.save(update_fields=["answer", "overruled"])
    write_down(by, row, "opinion_given", (before, opinion), (None, said), why=note.strip())
    return said


def overrule(*, actor: Actor, opinion: Opinion, why: str) -> OpinionOverrule:
    """Go on although a department disagrees; its opinion and the reason both stay on record.

    Raises:
        PermissionDenied: the actor doesn't run the round, or it is about himself.
        ValidationError: the department does not disagree (any more), or the reason is missing.
    """
    with transaction.atomic():
        row = locked(opinion.proposal)
        by = admit(actor, answer_about(actor, row, "xét tiếp"))
        now = Opinion.objects.get(pk=opinion.pk)
        if not (row.stage == Stage.APPRAISAL and now.current and now.answer == Answer.DISAGREE):
            raise ValidationError("Cơ quan thẩm định không còn ý kiến không đồng ý: tải lại trang.")
        if now.overruled:
            raise ValidationError("Thường trực đã ghi xét tiếp về ý kiến này.")
        if not why.strip():
            raise ValidationError({"why": "Ghi lý do xét tiếp dù cơ quan thẩm định không đồng ý."})
        before, last = stored(now), now.last
        assert last is not None  # it has an answer
        made = OpinionOverrule(
            answer=last,
            why=why.strip(),
            at=timezone.now(),
            by_name=by.full_name[:200],
            by_username=by.username,
        )
        made.full_clean()
        made.save()
        now.overruled = True
        now.save(update_fields=["overruled"])
        write_down(by, row, "opinion_overruled", (before, now), (None, made), why=why.strip())
    return made

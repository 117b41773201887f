"""Submissions to the authority above: drafted, signed and sent, followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.decisions.models.submissions import (
    Submission,
    SubmissionLine,
    SubmissionPaper,
)
from vinhdanh.decisions.policies.submissions import may_sign_submission, may_write_submission
from vinhdanh.decisions.selectors.submissions import next_due, seen_from
from vinhdanh.decisions.services.submission_events import happened, journal, locked
from vinhdanh.decisions.types.drafts import Signing
from vinhdanh.decisions.types.submissions import Channel, EventKind, SubmissionState
from vinhdanh.decisions.upward import papers_for
from vinhdanh.dossiers.models import Proposal, RoundHonour
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class PaperText:
    """What is known of one paper: at hand or not, how many sets (None: as it stands), why it is missing."""

    ready: bool
    sets: int | None = None
    note: str = ""


def write_submission(
    *,
    actor: Actor,
    unit: Unit,
    addressee: str,
    about: str,
    proposals: Sequence[Proposal],
    through: str = "",
    opening: str = "",
    channel: Channel | str = Channel.BOTH,
    submission: Submission | None = None,
    seen: int | None = None,
) -> Submission:
    """Draft a submission, or change one that has not been sent.

    Args:
        unit: the agency whose rounds the proposals are of; a draft keeps its own.
        addressee: who decides; all proposals are of one deciding level and one loại hình.
        proposals: in the order of the list; at ``SIGNING``, of honours above the agency's authority.
        seen: the version of the draft that was changed.

    Raises:
        PermissionDenied: the actor drafts nothing for the agency.
        ValidationError: it has been sent or changed by somebody else, something is missing, or a proposal
            can't be on the list; the message says which and why.
    """
    with transaction.atomic():
        row, before = (
            (locked(submission), stored(submission))
            if submission
            else (Submission(unit=unit, created=timezone.now()), None)
        )
        by = admit(actor, may_write_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
        if before:
            _refuse_sent(row, "sửa")
            if seen is not None and seen != row.version:
                raise ValidationError("Tờ trình vừa được người khác sửa. Tải lại trang rồi sửa tiếp.")
        chosen = _fitting(row, proposals)
        row.addressee, row.through = " ".join(addressee.split()), " ".join(through.split())
        row.about, row.opening, row.channel = " ".join(about.split()), opening.strip(), channel
        row.level = chosen[0].level
        row.version += 1
        row.full_clean()
        row.save()
        pairs: list[Pair] = [(before, row), *_put_lines(row, chosen), *_put_papers(row, chosen)]
        row.due, row.due_what = next_due(row)
        row.save(update_fields=["due", "due_what"])
        journal(by, row, "submission_written", *pairs)
    return row


def drop_submission(*, actor: Actor, submission: Submission, why: str) -> None:
    """Take back a draft; its proposals may be put on another list.

    Raises:
        PermissionDenied: the actor drafts nothing for the agency.
        ValidationError: it has been sent, or the reason is missing.
    """
    with transaction.atomic():
        row = locked(submission)
        by = admit(actor, may_write_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
        _refuse_sent(row, "bỏ")
        if not why.strip():
            raise ValidationError({"why": "Ghi lý do bỏ tờ trình đang soạn."})
        gone: list[Pair] = [(row, None), *((line, None) for line in row.lines.all())]
        journal(by, row, "submission_dropped", *gone, why=why.strip())
        row.delete()


def set_papers(
    *,
    actor: Actor,
    submission: Submission,
    papers: Mapping[int, PaperText],
    added: Sequence[str] = (),
) -> Submission:
    """Say which papers of the list are at hand.

    Args:
        papers: by key of ``SubmissionPaper``; those not named stay as they are.
        added: names of papers beside the law's list.

    Raises:
        PermissionDenied: the actor drafts nothing for the agency.
        ValidationError: it has been sent.
    """
    with transaction.atomic():
        row = locked(submission)
        by = admit(actor, may_write_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
        _refuse_sent(row, "sửa thành phần hồ sơ của")
        pairs: list[Pair] = []
        for paper in row.papers.filter(pk__in=papers):
            said, before = papers[paper.pk], stored(paper)
            paper.ready, paper.note = said.ready, said.note.strip()
            paper.sets = paper.sets if said.sets is None else said.sets
            paper.full_clean()
            paper.save()
            pairs.append((before, paper))
        for name in filter(None, (" ".join(text.split()) for text in added)):
            pairs.append((None, SubmissionPaper.objects.create(submission=row, name=name[:300])))
        journal(by, row, "submission_papers", *pairs)
    return row


def send_submission(
    *,
    actor: Actor,
    submission: Submission,
    number: str,
    signed: date,
    holder: str = "",
    signer_post: str = "",
    capacity: str = "",
) -> Submission:
    """Sign a submission and send it: every proposal on its list moves upwards, or none.

    Args:
        number, signed: of the paper.
        signer_post: the post above his name; ``capacity``: of ``Signing``.
        holder: to whom it goes first; by default through whom it goes, or who decides.

    Raises:
        PermissionDenied: the actor doesn't sign for the agency, or a line is about himself.
        ValidationError: it has been sent, number or day is missing or taken, a paper is missing without a
            reason, or a proposal has been moved since.
    """
    number = " ".join(number.split())
    try:
        with transaction.atomic():
            row = locked(submission)
            by = admit(actor, may_sign_submission(scopes(actor), row.unit.path, seen_from=seen_from(row)))
            _refuse_sent(row, "gửi")
            _refuse_incomplete(row, number, signed)
            before = stored(row)
            row.number, row.key, row.signed, row.year = number, fold(number), signed, signed.year
            row.signer = by.full_name[:200]
            row.signer_post, row.capacity = " ".join(signer_post.split()), capacity or Signing.OWN
            row.state = SubmissionState.SENT
            row.holder = " ".join(holder.split()) or row.through or row.addressee
            row.full_clean()
            row.save()
            for line in row.lines.select_related("proposal"):
                move(
                    actor=actor,
                    proposal=line.proposal,
                    verb="send_up",
                    only="decisions",
                    seen=Stage.SIGNING,
                    why=f"{row} gửi {row.addressee}",
                    data={"submission": row.pk},
                )
            event = happened(by, row, EventKind.SENT, signed, holder=row.holder, document=number)
            journal(by, row, "submission_sent", (before, row), (None, event))
    except IntegrityError as error:
        raise ValidationError(f"Số {number} vừa dùng cho tờ trình khác: ghi số khác.") from error
    return row


def _refuse_sent(row: Submission, act: str) -> None:
    if row.state != SubmissionState.DRAFT:
        signed = f"{row.signed:%d/%m/%Y}" if row.signed else ""
        raise ValidationError(
            f"Không {act} được tờ trình: {row.signer} đã ký gửi số {row.number} ngày {signed}. "
            "Tải lại trang để xem."
        )


def _refuse_incomplete(row: Submission, number: str, signed: date) -> None:
    problems: dict[str, str] = {}
    if not number:
        problems["number"] = "Ghi số tờ trình."
    if signed > timezone.localdate():
        problems["signed"] = f"Ngày {signed:%d/%m/%Y} chưa tới: xem lại ngày ký."
    if not row.lines.exists():
        problems["__all__"] = "Tờ trình chưa có danh sách đề nghị."
    missing = row.papers.filter(ready=False, note="").values_list("name", flat=True)
    if missing:
        problems["__all__"] = f"Còn thiếu, chưa ghi lý do: {'; '.join(missing)}."
    if number and Submission.objects.filter(unit=row.unit, year=signed.year, key=fold(number)).exists():
        problems["number"] = f"Số {number} năm {signed.year} đã dùng cho tờ trình khác: ghi số khác."
    if problems:
        raise ValidationError(problems)


def _fitting(row: Submission, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, held until the transaction ends, in the order given.

    Raises:
        ValidationError: none, or one that can't be on this list.
    """
    order = [one.pk for one in proposals]
    held = {
        one.pk: one
        for one in Proposal.objects.select_for_update(of=("self",))
        .filter(pk__in=order)
        .select_related("round", "person", "collective", "household", "outsider", "unit")
        .order_by("pk")
    }
    chosen = [held[pk] for pk in dict.fromkeys(order)]
    if not chosen:
        raise ValidationError({"proposals": "Chọn ít nhất một hồ sơ để trình."})
    for one in chosen:
        if said := _misfit(row, one, chosen[0]):
            raise ValidationError({"proposals": f"{one.code} ({one.subject}): {said}"})
    return chosen


def _misfit(row: Submission, one: Proposal, first: Proposal) -> str:
    """Why a proposal can't be on the list; empty when it can. Mẫu 01: a tờ trình for each loại hình."""
    if one.round.unit_id != row.unit_id:
        return f"đợt của {one.round.unit}, không phải của {row.unit}."
    if one.stage != Stage.SIGNING:
        return f"đang ở bước “{one.get_stage_display()}”, chỉ trình hồ sơ chờ ký."
    if one.level != first.level:
        return f"do {one.get_level_display()} quyết định, khác các hồ sơ còn lại: lập tờ trình riêng."
    if one.merit != first.merit:
        return f"loại hình {one.get_merit_display().lower()}, khác các hồ sơ còn lại: lập tờ trình riêng."
    if not RoundHonour.objects.filter(round=one.round_id, honour=one.honour, own=False).exists():
        return "thuộc thẩm quyền của cơ quan: ra quyết định, không trình cấp trên."
    other = SubmissionLine.objects.filter(proposal=one, result="").exclude(submission=row.pk).first()
    return f"đã có trong {str(other.submission)[0].lower()}{str(other.submission)[1:]}." if other else ""


def _put_lines(row: Submission, chosen: Sequence[Proposal]) -> list[Pair]:
    """The list as chosen: what was on it and is no more goes, the rest keeps its row."""
    kept = {line.proposal_id: line for line in row.lines.all()}
    pairs: list[Pair] = []
    for gone in [line for key, line in kept.items() if key not in {one.pk for one in chosen}]:
        pairs.append((stored(gone), None))
        gone.delete()
    for place, one in enumerate(chosen, 1):
        line = kept.get(one.pk) or SubmissionLine(submission=row, proposal=one)
        before = stored(line) if line.pk else None
        line.position = place
        line.full_clean()
        line.save()
        pairs.append((before, line))
    return pairs


def _put_papers(row: Submission, chosen: Sequence[Proposal]) -> list[Pair]:
    """The law's list of papers for what is asked for; what is known of a paper stays."""
    wanted = papers_for(dict.fromkeys(one.honour for one in chosen), timezone.localdate())
    kept = {paper.name: paper for paper in row.papers.all()}
    pairs: list[Pair] = []
    for name, paper in kept.items():
        if paper.ground and name not in {one.name for one in wanted}:
            pairs.append((stored(paper), None))
            paper.delete()
    for one in wanted:
        if one.name not in kept:
            made = SubmissionPaper.objects.create(
                submission=row, name=one.name, ground=one.ground, sets=one.sets, electronic=one.electronic
            )
            pairs.append((None, made))
    return pairs

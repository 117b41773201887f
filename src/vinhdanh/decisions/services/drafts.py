"""Drafting decisions: the list, its money and artefacts, the legal basis, and sending it to be signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.catalogue import in_order
from vinhdanh.decisions import basis
from vinhdanh.decisions.models import BasisLine, DecisionDraft, DraftLine, IssuingAuthority
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.selectors.drafts import annex_order, candidates, with_subjects
from vinhdanh.decisions.services.drafting import (
    default_title,
    locked,
    put_state,
    refuse_state,
    require_why,
    write_down,
)
from vinhdanh.decisions.services.numbers import give_up, take_number
from vinhdanh.decisions.types.drafts import DraftState, Signing, Split
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.books import law

EDIT = "sửa"


def make_drafts(
    *,
    actor: Actor,
    authority: IssuingAuthority,
    proposals: Iterable[Proposal],
    dated: date,
    split: Split = Split.ONE,
    title: str = "",
    minutes: str = "",
    submission: str = "",
    signer: str = "",
    signer_post: str = "",
    capacity: str = Signing.OWN,
) -> list[DecisionDraft]:
    """Draft decisions from proposals that wait for a signature: one for all, or one for each honour.

    Args:
        dated: the day on which it is to be signed; its law and base salary apply.
        title: trích yếu; by default made from the honours.
        minutes, submission: number and day of the council's minutes and of the standing body's tờ trình.
        capacity: of ``Signing``: himself, for the head, for a collective.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: a proposal does not wait for a signature, stands in another list, or is not within
            the authority; the message names it.
    """
    by = admit(actor, may_draft(scopes(actor), authority.unit.path))
    chosen = list(proposals)
    if not chosen:
        raise ValidationError("Chưa chọn hồ sơ nào để đưa vào quyết định.")
    groups = [chosen]
    if split is Split.HONOUR:
        codes = in_order({one.honour for one in chosen})
        groups = [[one for one in chosen if one.honour == code] for code in codes]
    made = []
    with transaction.atomic():
        for group in groups:
            rounds = {one.round_id: one.round for one in group}
            now = timezone.now()
            row = DecisionDraft(
                unit=authority.unit,
                authority=authority,
                round=next(iter(rounds.values())) if len(rounds) == 1 else None,
                title=(title.strip() if len(groups) == 1 else "") or default_title(group),
                dated=dated,
                minutes=minutes.strip(),
                submission=submission.strip(),
                signer=signer.strip(),
                signer_post=signer_post.strip() or authority.name,
                capacity=capacity or Signing.OWN,
                created=now,
                by_name=by.full_name[:200],
                moved=now,
                moved_by=by.full_name[:200],
            )
            row.full_clean()
            row.save()
            added = _add(row, group)
            lines = _write_basis(row, built_basis(row))
            pairs: list[Pair] = [(None, one) for one in (row, *added, *lines)]
            write_down(by, row, "draft_made", *pairs)
            made.append(row)
    return made


def _add(draft: DecisionDraft, proposals: Sequence[Proposal]) -> list[DraftLine]:
    """Put proposals into the list, in the order of annexes. Inside a transaction.

    Raises:
        ValidationError: as ``make_drafts``.
    """
    rows = with_subjects(Proposal.objects.filter(pk__in=[one.pk for one in proposals]))
    fresh = {one.pk: one for one in rows}
    problems = []
    for one in candidates(draft.authority, fresh.values(), draft.dated):
        if one.proposal.round.unit_id != draft.unit_id:
            problems.append(f"{one.proposal} thuộc đợt của cơ quan khác.")
        elif one.proposal.stage != Stage.SIGNING:
            problems.append(f"{one.proposal}: đang ở bước “{one.proposal.get_stage_display()}”, chưa chờ ký.")
        elif one.ground is None:
            problems.append(f"{one.proposal}: {one.why_not}")
    if problems:
        raise ValidationError(problems)
    try:
        with transaction.atomic():
            start = draft.lines.count()
            lines = DraftLine.objects.bulk_create(
                [
                    DraftLine(draft=draft, proposal=one, position=start + at)
                    for at, one in enumerate(fresh.values(), 1)
                ]
            )
    except IntegrityError as error:
        # Another officer was quicker: the database lets a proposal into one list only.
        taken = DraftLine.objects.filter(proposal__in=fresh).select_related("draft", "proposal")
        raise ValidationError(
            [f"{line.proposal}: vừa được đưa vào “{line.draft.title}”." for line in taken]
            or ["Danh sách vừa có người sửa: tải lại trang."]
        ) from error
    order_lines(draft)
    return lines


def order_lines(draft: DecisionDraft) -> None:
    """Number the list anew: collectives, then persons; by honour, unit tree and the unit's own order."""
    lines = list(
        draft.lines.select_related(
            "proposal__place",
            "proposal__person",
            "proposal__collective",
            "proposal__household",
            "proposal__outsider",
        )
    )
    lines.sort(key=lambda line: annex_order(line.proposal))
    for at, line in enumerate(lines, 1):
        line.position = at
    DraftLine.objects.bulk_update(lines, ["position"], batch_size=500)


# ---- changing a draft -----------------------------------------------------------------------------


def _opened(actor: Actor, draft: DecisionDraft) -> tuple[Acting, DecisionDraft]:
    """Who changes a draft, and the draft held until the transaction ends."""
    by = admit(actor, may_draft(scopes(actor), draft.unit.path))
    row = locked(draft)
    refuse_state(row, DraftState.DRAFT, EDIT)
    return by, row


def change_draft(
    *,
    actor: Actor,
    draft: DecisionDraft,
    title: str,
    dated: date,
    minutes: str = "",
    submission: str = "",
    signer: str = "",
    signer_post: str = "",
    capacity: str = "",
) -> DecisionDraft:
    """Change what stands above and below the list.

    Args:
        capacity: of ``Signing``; empty keeps what it was.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more, or has no title.
    """
    with transaction.atomic():
        by, row = _opened(actor, draft)
        before = stored(row)
        if row.number and row.number.year != dated.year:
            raise ValidationError({"dated": f"Đang giữ số của năm {row.number.year}: bỏ số đó trước."})
        row.title, row.dated = " ".join(title.split()), dated
        row.minutes, row.submission = minutes.strip(), submission.strip()
        row.signer, row.signer_post = signer.strip(), signer_post.strip()
        row.capacity = capacity or row.capacity
        row.full_clean()
        row.save()
        write_down(by, row, "draft_changed", (before, row))
    return row


def add_lines(*, actor: Actor, draft: DecisionDraft, proposals: Sequence[Proposal]) -> list[DraftLine]:
    """Put more proposals into the list.

    Raises:
        PermissionDenied, ValidationError: as ``make_drafts``.
    """
    with transaction.atomic():
        by, row = _opened(actor, draft)
        added = _add(row, proposals)
        write_down(by, row, "line_added", *[(None, line) for line in added])
    return added


def remove_line(*, actor: Actor, line: DraftLine) -> None:
    """Take a proposal out of the list; it waits for another decision.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more.
    """
    with transaction.atomic():
        by, row = _opened(actor, line.draft)
        write_down(by, row, "line_removed", (line, None))
        DraftLine.objects.filter(pk=line.pk).delete()
        order_lines(row)


def change_line(
    *,
    actor: Actor,
    line: DraftLine,
    own_money: int | None = None,
    money_ground: str = "",
    artefact: str = "",
    despite: str = "",
) -> DraftLine:
    """Say what the agency pays instead of the law's amount, which artefact goes with it, and why it is
    signed although something speaks against it.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more, or an amount lacks its ground.
    """
    with transaction.atomic():
        by, row = _opened(actor, line.draft)
        one = DraftLine.objects.get(pk=line.pk)
        before = stored(one)
        one.own_money, one.money_ground = own_money, money_ground.strip()
        one.artefact, one.despite = artefact.strip(), despite.strip()
        if own_money is not None and not one.money_ground:
            raise ValidationError({"money_ground": "Ghi căn cứ của mức tiền: quy chế, quyết định nào."})
        one.full_clean()
        one.save()
        write_down(by, row, "line_changed", (before, one))
    return one


def built_basis(draft: DecisionDraft) -> list[str]:
    """The căn cứ that the law files and the agency's settings give for the draft's list and day."""
    proposals = [line.proposal for line in draft.lines.select_related("proposal")]
    texts = basis.instruments_used(
        law(),
        {one.honour for one in proposals},
        {one.line for one in proposals if one.line},
        draft.authority.level,
        draft.unit.force,
        draft.dated,
    )
    return basis.basis_lines(
        texts,
        powers=draft.authority.powers,
        rules=draft.authority.rules,
        delegation=draft.authority.delegation,
        minutes=draft.minutes,
        submission=draft.submission,
    )


def _write_basis(draft: DecisionDraft, texts: Sequence[str]) -> list[BasisLine]:
    draft.basis.all().delete()
    rows = [BasisLine(draft=draft, position=at, text=text[:600]) for at, text in enumerate(texts, 1)]
    return BasisLine.objects.bulk_create(rows)


def write_basis(*, actor: Actor, draft: DecisionDraft, texts: Sequence[str] | None = None) -> list[BasisLine]:
    """Write the căn cứ, one text each; None builds them anew from the law files.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more, or there is none.
    """
    with transaction.atomic():
        by, row = _opened(actor, draft)
        wanted = (
            built_basis(row) if texts is None else [" ".join(text.split()).rstrip(";.") for text in texts]
        )
        wanted = [text for text in wanted if text]
        if not wanted:
            raise ValidationError({"basis": "Ghi ít nhất một căn cứ, mỗi căn cứ một dòng."})
        before = list(row.basis.all())
        rows = _write_basis(row, wanted)
        pairs: list[Pair] = [*((one, None) for one in before), *((None, one) for one in rows)]
        write_down(by, row, "basis_written", *pairs)
    return rows


def hold_number(*, actor: Actor, draft: DecisionDraft, n: int | None = None, why: str = "") -> DecisionDraft:
    """Take a number for a draft; one that it held before is given up, with the reason.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: the number is taken, the draft is done, or the reason is missing.
    """
    by = admit(actor, may_draft(scopes(actor), draft.unit.path))
    with transaction.atomic():
        row = locked(draft)
        if row.state not in (DraftState.DRAFT, DraftState.WAITING):
            refuse_state(row, DraftState.DRAFT, "giữ số")
        before, old = stored(row), row.number
        row.number = take_number(by, row.authority, row.dated.year, n)
        row.save()
        if old is not None:
            give_up(by, old, why)
        write_down(by, row, "draft_changed", (before, row))
    return row


# ---- to be signed, back, dropped ------------------------------------------------------------------


def send_draft(*, actor: Actor, draft: DecisionDraft) -> DecisionDraft:
    """Send a draft to be signed; from now on nobody changes it.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more, or has no list or no căn cứ.
    """
    with transaction.atomic():
        by, row = _opened(actor, draft)
        if not row.lines.exists():
            raise ValidationError("Danh sách chưa có ai: thêm hồ sơ rồi trình ký.")
        if not row.basis.exists():
            raise ValidationError("Chưa có căn cứ nào: ghi căn cứ rồi trình ký.")
        return _moved(by, row, DraftState.WAITING, "draft_sent")


def return_draft(*, actor: Actor, draft: DecisionDraft, why: str) -> DecisionDraft:
    """Give a draft back to be changed: the signer to his officers, or they take it back.

    Raises:
        PermissionDenied: the actor neither drafts nor signs there.
        ValidationError: it does not wait for a signature, or the reason is missing.
    """
    held = scopes(actor)
    by = admit(actor, may_sign(held, draft.unit.path) or may_draft(held, draft.unit.path))
    with transaction.atomic():
        row = locked(draft)
        refuse_state(row, DraftState.WAITING, "trả lại")
        require_why(why)
        return _moved(by, row, DraftState.DRAFT, "draft_returned", why)


def drop_draft(*, actor: Actor, draft: DecisionDraft, why: str) -> DecisionDraft:
    """Give a draft up: its proposals wait for another decision, its number is written off with the reason.

    Raises:
        PermissionDenied: the actor drafts no decisions there.
        ValidationError: it is no draft any more, or the reason is missing.
    """
    with transaction.atomic():
        by, row = _opened(actor, draft)
        require_why(why)
        lines, number = list(row.lines.all()), row.number
        row.lines.all().delete()
        row.number = None
        moved = _moved(by, row, DraftState.DROPPED, "draft_dropped", why, *[(line, None) for line in lines])
        if number is not None:
            give_up(by, number, f"Bỏ dự thảo: {why}")
    return moved


def _moved(
    by: Acting, row: DecisionDraft, state: DraftState, verb: str, why: str = "", *more: Pair
) -> DecisionDraft:
    before = stored(row)
    put_state(row, by, state, why)
    row.full_clean()
    row.save()
    write_down(by, row, verb, (before, row), *more, why=why.strip())
    return row

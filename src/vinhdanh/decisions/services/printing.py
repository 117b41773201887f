"""Printing certificates of a signed decision: who, which, on what; every sheet is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services.proofs import prepare
from vinhdanh.awards.types import STATE_LABELS
from vinhdanh.decisions.models import (
    ArtefactIssue,
    CertificateBlank,
    DecisionDraft,
    DraftLine,
    PrintedCertificate,
    PrinterShift,
    PrintRun,
)
from vinhdanh.decisions.papers.certificates import blank_of, certificates_of, layout_of
from vinhdanh.decisions.policies.certificates import may_print, why_not_printed
from vinhdanh.decisions.services.artefacts import end_one, issue_one, stock_ref
from vinhdanh.decisions.services.drafting import locked
from vinhdanh.decisions.services.keeping import admit_about, need, write_down
from vinhdanh.decisions.types.artefacts import LIVE, PAPERS, IssueState
from vinhdanh.decisions.types.certificates import PrintMode
from vinhdanh.documents.blanks import blanks_pdf
from vinhdanh.documents.certificates import certificates_pdf
from vinhdanh.documents.paper import PaperError
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import GrantState

NAMED = 5  # names in one refusal


@dataclass(frozen=True, slots=True)
class Means:
    """What is printed with: whole sheets without a blank, else on that blank by that printer."""

    blank: CertificateBlank | None = None
    shift: PrinterShift | None = None

    @property
    def mode(self) -> PrintMode:
        return PrintMode.BLANK if self.blank else PrintMode.WHOLE


def print_certificates(
    *,
    actor: Actor,
    draft: DecisionDraft,
    lines: Sequence[DraftLine],
    means: Means,
    serials: Mapping[int, str] | None = None,
    why: str = "",
) -> PrintRun:
    """Write down that these lines are printed, in the decision's order; all of them or none.

    On a blank each takes a piece from the stock, with its number; one that waits unprinted is used first.

    Args:
        serials: the number of the blank by the grant's key, for those that take a new piece.
        why: needed where one was printed before and its sheet was not written down as spoilt.

    Raises:
        PermissionDenied: the actor prints nothing there, or one is his own.
        ValidationError: the decision is not signed, one fell or may not leave the program, was printed or
            handed over before, does not fit, a number was used, or the stock does not suffice.
    """
    if not lines:
        raise ValidationError("Chưa chọn tờ nào: đánh dấu trong danh sách hoặc ghi từ số đến số.")
    grants = [line.grant for line in lines if line.grant is not None]
    by = admit_about(actor, may_print, draft.unit.path, grants)
    if not draft.signed or len(grants) != len(lines):
        raise ValidationError("Quyết định chưa ký: ký xong mới in.")
    chosen = sorted(lines, key=lambda line: line.position)
    _refuse_means(draft, chosen, means)
    sheets_pdf(draft, chosen, means)  # what does not fit is said before anything is written down
    try:
        with transaction.atomic():
            prepare(by=by, grants=grants)  # those of before there were proofs get theirs now
            return _print(by, locked(draft), chosen, means, serials or {}, why.strip())
    except IntegrityError as error:
        raise ValidationError("Vừa có người khác in tờ này hoặc dùng số hiệu đó: tải lại trang.") from error


def sheets_pdf(draft: DecisionDraft, lines: Sequence[DraftLine], means: Means) -> bytes:
    """The sheets of lines as PDF, a page each.

    Raises:
        ValidationError: something of them cannot be set, or does not fit.
    """
    try:
        sheets = certificates_of(draft, lines)
        if means.blank:
            return blanks_pdf(sheets, blank_of(means.blank, means.shift), made=draft.dated)
        return certificates_pdf(sheets, layout_of(draft.unit), title=draft.title, made=draft.dated)
    except PaperError as error:
        raise ValidationError(str(error)) from error


def _refuse_means(draft: DecisionDraft, lines: Sequence[DraftLine], means: Means) -> None:
    """Raises: ValidationError where the blank is not for these."""
    blank = means.blank
    if blank is None:
        return
    if blank.unit_id != draft.unit_id or blank.retired:
        raise ValidationError(f"{blank} không dùng cho quyết định này.")
    if not blank.spots.exists():
        raise ValidationError(f"{blank} chưa có chỗ in nào: đặt chỗ in ở trang của phôi.")
    others = [
        f"{one.position}. {one.proposal.subject}" for one in lines if one.proposal.honour != blank.honour
    ]
    if others:
        raise ValidationError(f"{blank} in cho hình thức khác: bỏ {_few(others)}.")


def _few(names: Sequence[str]) -> str:
    more = f" và {len(names) - NAMED} tờ khác" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _print(
    by: Acting,
    draft: DecisionDraft,
    lines: Sequence[DraftLine],
    means: Means,
    serials: Mapping[int, str],
    why: str,
) -> PrintRun:
    keys = [line.grant_id for line in lines]
    grants = (
        Grant.objects.with_state().select_related("person", "unit", "household", "outsider").in_bulk(keys)
    )
    before: dict[int, list[PrintedCertificate]] = {}
    for sheet in PrintedCertificate.objects.filter(grant__in=keys).order_by("copy"):
        before.setdefault(sheet.grant_id, []).append(sheet)
    _refuse_grants(list(grants.values()))
    again = [f"{one.position}. {one.proposal.subject}" for one in lines if _standing(before, one.grant_id)]
    if again and not why:
        raise ValidationError({"why": f"Đã in {_few(again)}: in lại thì ghi lý do."})
    run = PrintRun(
        draft=draft,
        mode=means.mode,
        blank=means.blank,
        printer=means.shift.printer if means.shift else "",
        why=why[:300],
        at=timezone.now(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    run.full_clean()
    run.save()
    today = timezone.localdate()
    for line in lines:
        assert line.grant_id is not None
        grant = grants[line.grant_id]
        printed = _standing(before, grant.pk)
        piece = _piece(by, draft, grant, means, serials.get(grant.pk, ""), printed, today, why)
        PrintedCertificate.objects.create(
            run=run,
            grant=grant,
            position=line.position,
            copy=len(before.get(grant.pk, ())) + 1,
            piece=piece if means.blank else None,
            serial=piece.serial if piece and means.blank else "",
        )
    numbers = [line.position for line in lines]
    data = {"draft": draft.pk, "lines": numbers, "blank": str(means.blank or ""), "printer": run.printer}
    write_down(by, "certificates_printed", run, draft.ref, (None, run), data=data, why=why)
    return run


def _standing(before: Mapping[int, list[PrintedCertificate]], grant: int | None) -> PrintedCertificate | None:
    """The last sheet of an honour that was not spoilt."""
    return next((one for one in reversed(before.get(grant or 0, [])) if one.spoilt is None), None)


def _refuse_grants(grants: Sequence[Grant]) -> None:
    """Raises: ValidationError, naming those that fell or may not leave the program."""
    said = []
    for one in grants:
        if one.state is not GrantState.IN_FORCE:
            said.append(f"{one.subject}: {STATE_LABELS[one.state].lower()}, không in.")
        elif why := why_not_printed(getattr(one.subject, "secrecy", 0)):
            said.append(f"{one.subject}: {why}.")
    if said:
        raise ValidationError(said[:NAMED])


def _piece(
    by: Acting,
    draft: DecisionDraft,
    grant: Grant,
    means: Means,
    serial: str,
    printed: PrintedCertificate | None,
    today: date,
    why: str,
) -> ArtefactIssue | None:
    """The piece of the stock that this sheet is; None where it is none.

    Raises:
        ValidationError: it was handed over, the number was used, or the stock does not suffice.
    """
    kinds = (means.blank.kind,) if means.blank else PAPERS
    piece = (
        ArtefactIssue.objects.select_for_update(of=("self",))
        .filter(grant=grant, kind__in=kinds, state__in=LIVE)
        .first()
    )
    if piece is not None and piece.state == IssueState.HANDED:
        raise ValidationError(
            f"{grant.subject} đã nhận {piece} ngày {piece.handed:%d/%m/%Y}: hỏng, mất thì làm ở trang "
            "Thu hồi, cấp lại."
        )
    if means.blank and (piece is None or (printed is not None and printed.piece_id == piece.pk)):
        old = end_one(by, piece, IssueState.SPOILT, today, f"In lại: {why}") if piece else None
        piece = issue_one(by, draft.unit, means.blank.kind, grant, serial, today, replaces=old)
    if piece is not None:
        before = stored(piece)
        piece.printed = today
        piece.save()
        write_down(by, "artefact_printed", piece, stock_ref(piece.unit), (before, piece))
    return piece


def spoil_sheet(*, actor: Actor, sheet: PrintedCertificate, why: str) -> PrintedCertificate:
    """A sheet came out spoilt: it counts no more, and its blank is gone from the stock for good.

    Raises:
        PermissionDenied: the actor prints nothing there, or it is his own.
        ValidationError: the reason is missing, it was said before, or its piece was handed over.
    """
    draft = sheet.run.draft
    by = admit_about(actor, may_print, draft.unit.path, [sheet.grant])
    reason = need(why, "why", "Ghi vì sao hỏng: kẹt giấy, lệch, lem mực…")
    with transaction.atomic():
        locked(draft)
        row = PrintedCertificate.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if row.spoilt is not None:
            raise ValidationError(f"Tờ này đã ghi hỏng ngày {row.spoilt:%d/%m/%Y}: {row.spoilt_why}.")
        before = stored(row)
        row.spoilt, row.spoilt_why = timezone.localdate(), reason[:200]
        row.save()
        if row.piece is not None and row.piece.state in LIVE:
            end_one(by, row.piece, IssueState.SPOILT, row.spoilt, f"In hỏng: {reason}")
        write_down(by, "certificate_spoilt", row, draft.ref, (before, row), why=reason)
    return row

"""After the decision: money and artefacts come back, honours are reviewed, pieces are issued anew."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.services import record_signed_act
from vinhdanh.awards.types import Act
from vinhdanh.decisions.models import (
    ArtefactIssue,
    FollowUp,
    FundEntry,
    MoneyReturn,
    RevocationCase,
    RevokedGrant,
)
from vinhdanh.decisions.policies.revoking import may_decide
from vinhdanh.decisions.selectors.artefacts import pieces_of
from vinhdanh.decisions.selectors.fund import money, paid_from
from vinhdanh.decisions.selectors.revoking import returned_of
from vinhdanh.decisions.services.artefacts import end_one, issue_one
from vinhdanh.decisions.services.case_numbers import use_held
from vinhdanh.decisions.services.cases import admit_case, case_ref, locked_case, note
from vinhdanh.decisions.services.fund import Line, enter, locked_fund
from vinhdanh.decisions.services.keeping import admit_about, need, refuse_future, write_down
from vinhdanh.decisions.services.revoking import close_when_done
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.decisions.types.fund import EntryKind, Purse
from vinhdanh.decisions.types.revoking import CaseAct, CaseKind, CaseState, FollowState, Held
from vinhdanh.dossiers.services.writing import (
    Actor,
)


def _line(line: RevokedGrant) -> RevokedGrant:
    """The line as it is now, held until the transaction ends; its case is held before it."""
    return RevokedGrant.objects.select_for_update(of=("self",)).get(pk=line.pk)


def record_return(*, actor: Actor, line: RevokedGrant, amount: int, on: date, receipt: str) -> MoneyReturn:
    """Reward money came back; where a fund of the agency paid it, it goes back there.

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: more than is still due, the receipt is missing, or the fund is closed.
    """
    by = admit_case(actor, line.case)
    paper = need(receipt, "receipt", "Ghi chứng từ thu.")
    refuse_future(on)
    with transaction.atomic():
        case = locked_case(line.case, CaseState.DECIDED)
        row = _line(line)
        left = row.money - returned_of(row)
        if not 0 < amount <= left:
            raise ValidationError({"amount": f"Còn phải thu {money(left)}: ghi số tiền không quá số đó."})
        entry = _into_fund(by, row, amount, on, paper)
        made = MoneyReturn.objects.create(
            line=row,
            amount=amount,
            on=on,
            receipt=paper[:200],
            entry=entry,
            at=timezone.now(),
            by_name=by.full_name[:200],
        )
        said = f"{row.grant.subject}: {money(amount)}, {paper}"
        pairs = [(None, made), *([(None, entry)] if entry else [])]
        event = note(by, case, CaseAct.MONEY, said)
        write_down(by, "revocation_money", case, case_ref(case), *pairs, (None, event), why=said)
        close_when_done(by, case)
    return made


def _into_fund(by: Acting, line: RevokedGrant, amount: int, on: date, paper: str) -> FundEntry | None:
    """The entry of the fund that paid, or of the one that it was carried over to."""
    payment = paid_from(line.grant)
    if payment is None:
        return None  # paid before the ledger was kept, or by another agency
    fund = payment.fund
    while fund.closed:
        heir = type(fund).objects.filter(unit=fund.unit, year=fund.year + 1, name=fund.name).first()
        if heir is None:
            raise ValidationError(f"{fund} đã kết chuyển mà chưa có quỹ năm sau: lập quỹ rồi ghi.")
        fund = heir
    words = f"Thu hồi tiền thưởng của {line.grant.subject}, {line.case}"
    return enter(by, locked_fund(fund), Line(EntryKind.RECOVERED, Purse.REWARDS, amount, on, words, paper))


def record_artefacts(*, actor: Actor, line: RevokedGrant, held: Held, on: date, minutes: str) -> RevokedGrant:
    """The artefacts of an honour that fell came back, or are lost with minutes (biên bản).

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: nothing is due, or the minutes are missing.
    """
    by = admit_case(actor, line.case)
    paper = need(minutes, "minutes", "Ghi biên bản.")
    refuse_future(on)
    if held not in (Held.RETURNED, Held.LOST):
        raise ValidationError({"held": "Chọn đã thu hoặc mất."})
    with transaction.atomic():
        case = locked_case(line.case, CaseState.DECIDED)
        row = _line(line)
        if row.held != Held.DUE:
            raise ValidationError(f"{row.grant.subject}: {row.get_held_display().lower()}. Tải lại trang.")
        before = stored(row)
        row.held, row.held_on, row.minutes = held, on, paper[:200]
        row.save()
        ends = IssueState.RETURNED if held == Held.RETURNED else IssueState.LOST
        for piece in pieces_of(row.grant).filter(state=IssueState.HANDED):
            end_one(by, piece, ends, on, paper)
        said = f"{row.grant.subject}: {row.artefacts}, {held.label.lower()}, {paper}"
        event = note(by, case, CaseAct.ARTEFACT, said)
        write_down(by, "revocation_artefact", case, case_ref(case), (before, row), (None, event), why=said)
        close_when_done(by, case)
    return row


def keep_grant(*, actor: Actor, follow_up: FollowUp, why: str) -> FollowUp:
    """An honour that rested on one that fell stays as it is, with the reason.

    Raises:
        PermissionDenied: the actor signs nothing there, or the honour is his own.
        ValidationError: the reason is missing, or it has been answered.
    """
    case = follow_up.line.case
    by = admit_about(actor, may_decide, case.unit.path, [follow_up.grant])
    reason = need(why, "why", "Ghi lý do giữ nguyên.")
    with transaction.atomic():
        RevocationCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
        row = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
        if row.state != FollowState.WAITING:
            raise ValidationError(
                f"{row.grant.subject}: {row.get_state_display().lower()}. Tải lại trang để xem."
            )
        before = stored(row)
        row.state, row.why = FollowState.KEPT, reason[:500]
        row.answered, row.by_name = timezone.localdate(), by.full_name[:200]
        row.save()
        event = note(by, case, CaseAct.FOLLOWED, f"Giữ nguyên {row.grant.subject}: {reason}")
        write_down(by, "follow_up_kept", case, case_ref(case), (before, row), (None, event), why=reason)
        close_when_done(by, case)
    return row


def issue_anew(
    *,
    actor: Actor,
    line: RevokedGrant,
    kind: ArtefactKind,
    serial: str,
    on: date,
    minutes: str,
) -> ArtefactIssue:
    """Issue a piece anew (cấp đổi, cấp lại): the old one came back or is lost, the new one is numbered.

    Args:
        minutes: of the old piece's return or loss (biên bản).

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: the request was not verified, a new piece was issued, the number was used, the stock
            does not suffice, or the minutes are missing.
    """
    by = admit_case(actor, line.case)
    paper = need(minutes, "minutes", "Ghi biên bản thu hoặc mất hiện vật cũ.")
    try:
        with transaction.atomic():
            case = locked_case(line.case, CaseState.VERIFIED)
            row = _line(line)
            if not case.anew or row.anew_id:
                raise ValidationError("Vụ này không cấp hiện vật mới, hoặc đã cấp: tải lại trang.")
            exchanged = case.kind == CaseKind.EXCHANGE
            before = stored(row)
            old = _end_old(by, row, kind, on, paper, exchanged=exchanged)
            issue = issue_one(by, case.unit, kind, row.grant, serial, on, replaces=old)
            record_signed_act(
                by=by,
                act=Act.REISSUED,
                grant=row.grant,
                ground=f"{case.get_kind_display()}: {case.ground_words.lower()}. {paper}",
                on=on,
                artefact=issue.get_kind_display(),
                serial=issue.serial,
            )
            row.anew, row.held = issue, Held.RETURNED if exchanged else Held.LOST
            row.held_on, row.minutes = on, paper[:200]
            row.save()
            event = note(by, case, CaseAct.ISSUED, f"{row.grant.subject}: {issue}, {paper}")
            write_down(by, "revocation_issued", case, case_ref(case), (before, row), (None, event))
            if not case.lines.filter(anew=None).exists():
                case.state = CaseState.DECIDED
                case.decided = on
                case.save()
                use_held(by, case)
                close_when_done(by, case)
    except IntegrityError as error:
        raise ValidationError(
            "Vừa có người khác cấp hiện vật cho lượt khen này hoặc dùng số hiệu đó: tải lại trang."
        ) from error
    return issue


def _end_old(
    by: Acting, line: RevokedGrant, kind: ArtefactKind, on: date, minutes: str, *, exchanged: bool
) -> ArtefactIssue | None:
    """The old piece, ended; None where it was handed over before the ledger was kept."""
    old = pieces_of(line.grant).filter(kind=kind, state__in=(IssueState.HANDED, IssueState.READY)).first()
    if old is None:
        return None
    if not exchanged:
        return end_one(by, old, IssueState.LOST, on, minutes)
    ready = old.state == IssueState.READY
    return end_one(by, old, IssueState.SPOILT if ready else IssueState.RETURNED, on, minutes)

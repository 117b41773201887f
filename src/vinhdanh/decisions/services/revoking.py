"""Revoking: a case is proposed, verified, decided; the honours fall, what must be reviewed is listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.recipients import code_of
from vinhdanh.awards.selectors.resting import resting_on
from vinhdanh.awards.services import record_signed_act, record_signed_decision
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.decisions.models import FollowUp, RevocationCase, RevokedGrant
from vinhdanh.decisions.policies.revoking import may_handle
from vinhdanh.decisions.selectors.artefacts import pieces_of
from vinhdanh.decisions.selectors.fund import money, paid_from
from vinhdanh.decisions.selectors.revoking import (
    annulling_authority,
    ground_named,
    is_act,
    kinds_for,
    left_to_do,
    money_out,
)
from vinhdanh.decisions.services.artefacts import end_one
from vinhdanh.decisions.services.case_numbers import number_to_use, release_held
from vinhdanh.decisions.services.cases import admit_case, case_ref, locked_case, note
from vinhdanh.decisions.services.keeping import (
    admit_about,
    need,
    refuse_future,
    write_down,
)
from vinhdanh.decisions.services.paying import cancel_listed
from vinhdanh.decisions.types.artefacts import IssueState
from vinhdanh.decisions.types.fund import PaymentState
from vinhdanh.decisions.types.revoking import (
    TAKES_AWAY,
    TAKES_BACK,
    CaseAct,
    CaseKind,
    CaseState,
    FollowState,
    Held,
)
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class Recovery:
    """What of one honour must come back."""

    money: int = 0  # đồng
    money_by: date | None = None
    artefacts: str = ""  # «bằng khen, khung»


def propose_revocation(
    *,
    actor: Actor,
    unit: Unit,
    kind: CaseKind,
    grants: Sequence[Grant],
    ground: str,
    account: str,
    proposer: str,
    on: date,
    document: str = "",
    follow_up: FollowUp | None = None,
) -> RevocationCase:
    """Open a case about honours of an agency.

    Args:
        unit: the agency that handles it.
        ground: a code of ``selectors.revoking.grounds``.
        account: what happened, and by what it is shown; ``proposer``: who proposes it.
        follow_up: the review of an honour that rested on another one, which this case answers.

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: the ground does not fit, an honour is in no state for it, in another open case, or of
            another agency, or something is missing.
    """
    if not grants:
        raise ValidationError("Chọn ít nhất một lượt khen.")
    by = admit_about(actor, may_handle, unit.path, grants)
    refuse_future(on, "proposed")
    found = ground_named(kind, [one.honour for one in grants], on, ground)
    if found is None:
        raise ValidationError({"ground": "Căn cứ này không dùng được cho loại việc và lượt khen đã chọn."})
    for one in grants:
        if kind not in kinds_for(one):
            raise ValidationError(
                f"{honour_name(one.honour)} {one.years} của {one.subject} đang ở tình trạng khác: không "
                f"{kind.label.lower()} được."
            )
        if f"/{unit.code}/" not in one.place_path:
            raise ValidationError(
                f"{honour_name(one.honour)} {one.years} của {one.subject} không thuộc {unit}."
            )
    case = RevocationCase(
        unit=unit,
        kind=kind,
        ground=found.code,
        ground_words=found.words[:400],
        cite=found.cite[:200],
        account=need(account, "account", "Ghi sự việc, chứng cứ."),
        proposer=need(proposer, "proposer", "Ghi người, cơ quan đề nghị."),
        proposed=on,
        document=document.strip(),
        folded=fold(" ".join(f"{one.subject} {code_of(one.subject)}" for one in grants))[:600],
    )
    case.full_clean()
    try:
        with transaction.atomic():
            case.save()
            lines = [RevokedGrant.objects.create(case=case, grant=one) for one in grants]
            pairs: list[Pair] = [(None, case), *((None, line) for line in lines)]
            if follow_up is not None:
                pairs.append(_taken_up(follow_up, case, [one.pk for one in grants]))
            pairs.append((None, note(by, case, CaseAct.PROPOSED, case.account)))
            write_down(by, "revocation_proposed", case, case_ref(case), *pairs, why=case.ground_words)
    except IntegrityError as error:
        raise ValidationError(
            "Một lượt khen đã chọn đang ở vụ khác chưa xong: mở vụ đó trong danh sách thu hồi."
        ) from error
    return case


def _taken_up(follow_up: FollowUp, case: RevocationCase, grants: Sequence[int]) -> tuple[FollowUp, FollowUp]:
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if row.state != FollowState.WAITING or row.grant_id not in grants or case.kind not in TAKES_AWAY:
        raise ValidationError("Lượt này đã xem xét hoặc không khớp với vụ đang lập: tải lại trang.")
    before = stored(row)
    assert isinstance(before, FollowUp)
    row.state, row.case = FollowState.OPENED, case
    row.save()
    return before, row


def verify_case(*, actor: Actor, case: RevocationCase, findings: str) -> RevocationCase:
    """Write down what the verification showed; the case then waits for its decision.

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: the findings are missing, or the case has been verified.
    """
    by = admit_case(actor, case)
    said = need(findings, "findings", "Ghi kết quả xác minh.")
    with transaction.atomic():
        row = locked_case(case, CaseState.PROPOSED)
        before = stored(row)
        row.state, row.findings = CaseState.VERIFIED, said
        row.save()
        event = note(by, row, CaseAct.VERIFIED, said)
        write_down(by, "revocation_verified", row, case_ref(row), (before, row), (None, event))
    return row


def withdraw_case(*, actor: Actor, case: RevocationCase, why: str) -> RevocationCase:
    """Take a proposal back that nobody has decided.

    Raises:
        PermissionDenied: the actor handles no case there, or one honour is his own.
        ValidationError: the reason is missing, or it was decided.
    """
    by = admit_case(actor, case)
    reason = need(why, "why", "Ghi lý do rút.")
    return _ended(by, case, CaseState.WITHDRAWN, CaseAct.WITHDRAWN, "revocation_withdrawn", reason)


def refuse_case(*, actor: Actor, case: RevocationCase, why: str) -> RevocationCase:
    """The honours stay as they are.

    Raises:
        PermissionDenied: the actor signs nothing there, or one honour is his own.
        ValidationError: the reason is missing, or the case does not wait for its decision.
    """
    by = admit_case(actor, case, decides=True)
    reason = need(why, "why", "Ghi lý do không chấp nhận.")
    return _ended(by, case, CaseState.REFUSED, CaseAct.REFUSED, "revocation_refused", reason)


def _ended(
    by: Acting, case: RevocationCase, state: CaseState, act: CaseAct, verb: str, reason: str
) -> RevocationCase:
    begins = (CaseState.VERIFIED,) if state is CaseState.REFUSED else (CaseState.PROPOSED, CaseState.VERIFIED)
    with transaction.atomic():
        row = locked_case(case, *begins)
        before = stored(row)
        row.state = state
        row.save()
        release_held(by, row, f"{act.label}: {reason}")
        row.lines.update(open=False)
        row.came_from.update(state=FollowState.WAITING, case=None)  # its review begins anew
        event = note(by, row, act, reason)
        write_down(by, verb, row, case_ref(row), (before, row), (None, event), why=reason)
    return row


def decide_case(
    *,
    actor: Actor,
    case: RevocationCase,
    authority: str,
    decided: date,
    on: date,
    recoveries: Mapping[int, Recovery],
    number: str = "",
    despite: str = "",
    document: str = "",
) -> RevocationCase:
    """Decide a case: the honours fall (or stand again), what must come back and be reviewed is written down.

    Args:
        authority, number, decided: the decision; one on record under them is used. Where a book is kept for
            the authority, the number is taken from it; empty takes the one that the case holds, or the next.
        on: from which day it holds.
        recoveries: what must come back, by the key of the line.
        despite: the ground for another authority than the one that gave the honour.

    Raises:
        PermissionDenied: the actor signs nothing there, or one honour is his own.
        ValidationError: the case does not wait for its decision, another authority gave the honour, more
            money is asked back than went out, or what the register refuses.
    """
    by = admit_case(actor, case, decides=True)
    refuse_future(on)
    with transaction.atomic():
        row = locked_case(case, CaseState.VERIFIED)
        if row.anew:
            raise ValidationError("Cấp đổi, cấp lại không cần quyết định hủy bỏ: ghi ở phần cấp hiện vật.")
        kind = CaseKind(row.kind)
        lines = list(row.lines.select_related("grant__decision"))
        if kind is CaseKind.ANNUL:
            _refuse_other_authority(lines, authority, on, despite)
        before = stored(row)
        text = number_to_use(by, row, authority, number, decided)
        paper = _paper(by, authority, text, decided, document)
        pairs = []
        for line in lines:
            pairs += _decided(by, row, line, paper, on, recoveries.get(line.pk, Recovery()))
        row.decision, row.decided, row.state = paper, on, CaseState.DECIDED
        row.save()
        row.came_from.update(
            state=FollowState.REVOKED, answered=on, by_name=by.full_name[:200], why=f"Theo {paper}"[:500]
        )
        said = f"{paper}, {authority}" + (f". {despite.strip()}" if despite.strip() else "")
        event = note(by, row, CaseAct.DECIDED, said)
        write_down(
            by, "revocation_decided", row, case_ref(row), (before, row), *pairs, (None, event), why=said
        )
        close_when_done(by, row)
        for one in row.came_from.select_related("line__case"):
            close_when_done(by, one.line.case)
    return row


def _refuse_other_authority(lines: Sequence[RevokedGrant], authority: str, on: date, despite: str) -> None:
    for line in lines:
        gave = line.grant.decision.authority if line.grant.decision else ""
        if gave and fold(gave) != fold(authority) and not despite.strip():
            cite = annulling_authority(on)
            raise ValidationError(
                {
                    "authority": f"{gave} đã tặng thì {gave} hủy bỏ{f' ({cite})' if cite else ''}. Ghi đúng "
                    "người quyết định, hoặc ghi căn cứ nếu thẩm quyền đã chuyển."
                }
            )


def _paper(by: Acting, authority: str, number: str, decided: date, document: str) -> Decision:
    found = decision_named(authority, number, decided)
    if found is not None and found.decided == decided:
        return found
    return record_signed_decision(
        by=by, authority=authority, number=number, decided=decided, document=document
    )


def _decided(
    by: Acting, case: RevocationCase, line: RevokedGrant, paper: Decision, on: date, back: Recovery
) -> list[tuple[RevokedGrant | None, RevokedGrant | FollowUp]]:
    """What the decision does to one honour. Inside a transaction."""
    grant = line.grant
    kind = CaseKind(case.kind)
    before = stored(line)
    assert isinstance(before, RevokedGrant)
    rests = resting_on(grant) if kind in TAKES_AWAY else []
    if act := is_act(case):
        ground = f"{case.ground_words}{f' ({case.cite})' if case.cite else ''}"
        record_signed_act(by=by, act=act, grant=grant, ground=ground, on=on, decision=paper)
    if kind in TAKES_BACK:
        _take_back(by, line, back, paper, on)
    line.save()
    given = {one.grant: one for one in rests if one.grant is not None}
    here = case.lines.values("grant")  # decided together with it
    standing = Grant.objects.in_force().filter(pk__in=given).exclude(pk__in=here)
    follow_ups = [
        FollowUp(line=line, grant_id=key, before=given[key].before.value, after=given[key].after.value)
        for key in standing.values_list("pk", flat=True)
    ]
    FollowUp.objects.bulk_create(follow_ups)
    return [(before, line), *((None, one) for one in follow_ups)]


def _take_back(by: Acting, line: RevokedGrant, back: Recovery, paper: Decision, on: date) -> None:
    """What has not gone out is stopped, what has is asked back."""
    why = f"{line.case.get_kind_display()}: {paper}"
    payment = paid_from(line.grant)
    if payment is not None and payment.state == PaymentState.LISTED:
        cancel_listed(by, payment, why)
    for piece in pieces_of(line.grant).filter(state=IssueState.READY):
        end_one(by, piece, IssueState.SPOILT, on, why)
    out = money_out(line.grant)
    if out is not None and not 0 <= back.money <= out:
        raise ValidationError({"money": f"{line.grant.subject}: đã chi {money(out)}, không thu quá số đó."})
    if back.money and back.money_by is None:
        raise ValidationError({"money_by": f"{line.grant.subject}: ghi hạn hoàn trả tiền."})
    line.money, line.money_by = back.money, back.money_by if back.money else None
    line.artefacts = back.artefacts.strip()
    line.held = Held.DUE if line.artefacts else Held.NONE
    line.full_clean(exclude=["grant", "case"], validate_constraints=False)


def close_when_done(by: Acting, case: RevocationCase) -> None:
    """A decided case of which nothing is left to do is done. Inside a transaction."""
    row = RevocationCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.state != CaseState.DECIDED or left_to_do(row):
        return
    row.state = CaseState.DONE
    row.save()
    row.lines.update(open=False)
    note(by, row, CaseAct.DONE)
    case.state = row.state

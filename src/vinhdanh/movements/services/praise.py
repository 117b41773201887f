"""Commendation within a movement: a unit proposes, its head sends, the head above answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import RecipientKind
from vinhdanh.movements.figures import Term
from vinhdanh.movements.models import Axis, GoldenEntry, Movement, PraiseAct, PraiseProposal
from vinhdanh.movements.policies.praise import may_decide, may_propose, may_send_proposal
from vinhdanh.movements.selectors.praise import grants_to_link, praised_already, told_before
from vinhdanh.movements.services.figures import refuse_term
from vinhdanh.movements.services.writing import (
    Actor,
    write_down,
)
from vinhdanh.movements.types.praise import PraiseActKind, PraiseState, PraiseWay
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.services.writing import is_own, scopes_about

FORM_KIND = "commendation_form"  # of the catalogue: the law's forms, apart from titles and prizes


def forms_for(subject: Person | Unit) -> list[tuple[str, str]]:
    """The law's forms that such a subject can be given, code and name, in the catalogue's order."""
    kind = (RecipientKind.PERSON if isinstance(subject, Person) else RecipientKind.UNIT).value
    return [
        (code, one.name)
        for code, one in catalogue().items()
        if one.kind == FORM_KIND and kind in one.subjects
    ]


def ref(proposal: PraiseProposal) -> str:
    """The proposal's name in the journal: ``praise:12``."""
    return f"praise:{proposal.pk}"


def write_proposal(
    *,
    actor: Actor,
    movement: Movement,
    unit: Unit,
    term: Term,
    subject: Person | Unit,
    axis: Axis,
    deed: str,
    way: PraiseWay,
    honour: str = "",
    evidence: str = "",
    again_why: str = "",
    proposal: PraiseProposal | None = None,
) -> PraiseProposal:
    """Draft a unit's proposal, or change one that has not been sent.

    Args:
        honour: a code of the catalogue, where a form of the law is proposed.
        again_why: why the same deed is praised once more.
        proposal: the draft to change; its movement and unit stay.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: the term, subject, axis or form does not fit, the draft has been sent, or the deed
            was praised already and no reason is given.
    """
    by = admit(actor, may_propose(scopes_about(actor, subject), unit.path))
    if proposal is not None:
        _refuse_state(proposal, PraiseState.DRAFT, "sửa")
    refuse_term(movement, term)
    refuse_misfit(movement, unit, subject, axis)
    if not unit.path.startswith(movement.unit.path):
        raise ValidationError(f"{unit} không thuộc {movement.unit}, nơi phát động phong trào.")
    if honour and honour not in dict(forms_for(subject)):
        raise ValidationError({"honour": "Hình thức này không dành cho đối tượng như vậy: chọn lại."})
    told = told_before(subject, deed, but=proposal)
    if (already := praised_already(told)) and not again_why.strip():
        said = f"Việc làm này đã được ghi nhận: {already[0].words}. Ghi lý do nếu vẫn đề xuất."
        raise ValidationError({"again_why": said})
    before = stored(proposal) if proposal else None
    row = proposal or PraiseProposal(movement=movement, unit=unit)
    row.axis, row.deed, row.way, row.honour = axis, deed.strip(), way, honour
    row.evidence, row.again_why = evidence.strip(), again_why.strip()
    put_subject(row, subject, term)
    row.full_clean()
    with transaction.atomic():
        row.save()
        write_down(by, movement, "praise_written", (before, row), app="praise", about=ref(row))
    return row


def put_subject(row: PraiseProposal | GoldenEntry, subject: Person | Unit, term: Term) -> None:
    """Whom a row is about and in which term, and the words that find it."""
    row.person = subject if isinstance(subject, Person) else None
    row.collective = subject if isinstance(subject, Unit) else None
    row.cadence, row.year, row.number = term.cadence, term.year, term.number
    code = subject.number if isinstance(subject, Person) else subject.code
    row.folded = f"{subject.folded} {fold(code)} {fold(row.deed)}"[:1400]


def refuse_misfit(movement: Movement, unit: Unit, subject: Person | Unit, axis: Axis) -> None:
    """Whoever is praised serves in the unit, and the axis is the movement's.

    Raises:
        ValidationError: naming what does not fit.
    """
    if axis.movement_id != movement.pk:
        raise ValidationError({"axis": "Trục này không thuộc phong trào."})
    inside = Unit.objects.subtree(unit)
    if isinstance(subject, Unit):
        fits = inside.filter(pk=subject.pk).exists()
    else:
        fits = Person.objects.in_units(inside, timezone.localdate()).filter(pk=subject.pk).exists()
    if not fits:
        raise ValidationError({"subject": f"{subject} không thuộc {unit}: đơn vị đề xuất người của mình."})


def drop_proposal(*, actor: Actor, proposal: PraiseProposal) -> None:
    """Take back a draft that was never sent.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: it was sent once.
    """
    by = admit(actor, may_propose(scopes_about(actor, proposal.subject), proposal.unit.path))
    _refuse_state(proposal, PraiseState.DRAFT, "bỏ")
    if proposal.acts.exists():
        raise ValidationError("Đề xuất đã gửi một lần: để ở bản soạn, các lần gửi còn ghi trong diễn biến.")
    with transaction.atomic():
        gone: Pair = (proposal, None)
        write_down(by, proposal.movement, "praise_dropped", gone, app="praise", about=ref(proposal))
        proposal.delete()


def send_proposal(*, actor: Actor, proposal: PraiseProposal) -> PraiseProposal:
    """Send a proposal to the head above.

    Raises:
        PermissionDenied: the actor does not head that unit.
        ValidationError: it has been sent.
    """
    by = admit(actor, may_send_proposal(scopes_about(actor, proposal.subject), proposal.unit.path))
    _refuse_state(proposal, PraiseState.DRAFT, "gửi")
    refuse_term(proposal.movement, proposal.term)
    return _moved(by, proposal, PraiseState.SENT, PraiseActKind.SENT, "praise_sent")


def take_back_proposal(*, actor: Actor, proposal: PraiseProposal, note: str) -> PraiseProposal:
    """Take a proposal back that nobody has answered, to change it.

    Raises:
        PermissionDenied: the actor does not head that unit.
        ValidationError: it was not sent, was answered, or the reason is missing.
    """
    by = admit(actor, may_send_proposal(scopes_about(actor, proposal.subject), proposal.unit.path))
    _refuse_state(proposal, PraiseState.SENT, "lấy lại")
    if not note.strip():
        raise ValidationError({"note": "Ghi lý do lấy lại."})
    return _moved(by, proposal, PraiseState.DRAFT, PraiseActKind.TAKEN_BACK, "praise_taken_back", note)


def answer_proposal(
    *, actor: Actor, proposal: PraiseProposal, agreed: bool, note: str = ""
) -> PraiseProposal:
    """Agree to a proposal, or not, with the reason.

    Raises:
        PermissionDenied: the actor does not head the unit above, or it praises himself.
        ValidationError: it does not wait for an answer, or a refusal lacks its reason.
    """
    by = _decider(actor, proposal)
    _refuse_state(proposal, PraiseState.SENT, "trả lời")
    if not agreed and not note.strip():
        raise ValidationError({"note": "Không đồng ý thì ghi lý do."})
    state = PraiseState.AGREED if agreed else PraiseState.REFUSED
    kind = PraiseActKind.AGREED if agreed else PraiseActKind.REFUSED
    return _moved(by, proposal, state, kind, "praise_decided", note)


def finish_proposal(
    *,
    actor: Actor,
    proposal: PraiseProposal,
    on: date,
    document: str = "",
    grant: Grant | None = None,
    golden: bool = False,
) -> PraiseProposal:
    """Say by what the praise was carried out: a paper, an honour of the register, a line of the Sổ vàng.

    Args:
        grant: the honour that was recorded for it.
        golden: enter it into the Sổ vàng too; what was proposed for the Sổ vàng always is.

    Raises:
        PermissionDenied: the actor does not head the unit above, or it praises himself.
        ValidationError: nobody has agreed, the day has not come, there is neither paper nor honour, or the
            honour is not this subject's.
    """
    by = _decider(actor, proposal)
    _refuse_state(proposal, PraiseState.AGREED, "thực hiện")
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày chưa đến: việc đã làm mới ghi."})
    if grant is not None and grant not in grants_to_link(proposal):
        raise ValidationError({"grant": "Lượt này không phải của đối tượng và hình thức đã đề xuất."})
    if proposal.way != PraiseWay.BOOK and not document.strip() and grant is None:
        raise ValidationError({"document": "Ghi văn bản biểu dương, hoặc chọn lượt trong Sổ khen thưởng."})
    proposal.document, proposal.grant = document.strip(), grant
    pairs: list[Pair] = []
    with transaction.atomic():
        moved = _moved(by, proposal, PraiseState.DONE, PraiseActKind.DONE, "praise_done", document)
        if golden or proposal.way == PraiseWay.BOOK:
            answer = proposal.acts.filter(kind=PraiseActKind.AGREED).latest("id")
            entry = GoldenEntry(
                movement=proposal.movement,
                unit=proposal.unit,
                axis=proposal.axis,
                deed=proposal.deed,
                on=on,
                decided_by=answer.by_name,
                document=document.strip(),
                proposal=proposal,
                at=timezone.now(),
                by_name=by.full_name[:200],
            )
            put_subject(entry, proposal.subject, proposal.term)
            entry.full_clean()
            entry.save()
            pairs.append((None, entry))
            write_down(by, proposal.movement, "golden_entered", *pairs, app="praise", about=ref(proposal))
    return moved


def _decider(actor: Actor, proposal: PraiseProposal) -> Acting:
    held, own = scopes_about(actor, proposal.subject), is_own(actor, proposal.subject)
    return admit(actor, may_decide(held, proposal.unit.path, own=own))


def _refuse_state(proposal: PraiseProposal, wanted: PraiseState, act: str) -> None:
    if proposal.state != wanted:
        raise ValidationError(
            f"Không {act} được: đề xuất {proposal.get_state_display().lower()}, "
            f"chỉ {act} khi {wanted.label.lower()}."
        )


def _moved(
    by: Acting,
    proposal: PraiseProposal,
    state: PraiseState,
    kind: PraiseActKind,
    verb: str,
    note: str = "",
) -> PraiseProposal:
    """The proposal in its new state, with the act and a line in the journal."""
    before: Any = stored(proposal)
    act = PraiseAct(
        proposal=proposal, kind=kind, note=note.strip(), at=timezone.now(), by_name=by.full_name[:200]
    )
    proposal.state = state
    proposal.full_clean()
    with transaction.atomic():
        # Two who answer at once: the second finds it answered.
        if not PraiseProposal.objects.filter(pk=proposal.pk, state=before.state).exists():
            raise ValidationError("Đề xuất vừa được người khác xử lý: tải lại trang.")
        proposal.save()
        act.full_clean()
        act.save()
        pairs: list[Pair] = [(before, proposal), (None, act)]
        write_down(by, proposal.movement, verb, *pairs, app="praise", about=ref(proposal))
    return proposal

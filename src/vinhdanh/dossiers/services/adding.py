"""Putting a subject into the list of a round."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting
from vinhdanh.awards.catalogue import catalogue, honour_name, subject_kind
from vinhdanh.awards.models import Recipient
from vinhdanh.awards.recipients import code_of, kind_of
from vinhdanh.dossiers.models import Proposal, ProposalWork, ReviewRound
from vinhdanh.dossiers.policies.proposals import may_write_dossier
from vinhdanh.dossiers.selectors.period import first_year_asked
from vinhdanh.dossiers.services.moving import due_of
from vinhdanh.dossiers.services.writing import Actor, scopes_about, write_down
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import MERIT_OF, RoundKind, RoundState
from vinhdanh.engine.facts import Merit
from vinhdanh.people.folding import fold
from vinhdanh.people.models import RecognisedWork, Unit

TITLE = "emulation_title"  # of the catalogue


def add_proposal(
    *,
    actor: Actor,
    round: ReviewRound,
    subject: Recipient,
    honour: str,
    unit: Unit,
    place: Unit,
    line: str = "",
    first_year: int | None = None,
    achievement: str = "",
    works: Sequence[RecognisedWork] = (),
    origin: Origin = Origin.ADDED,
    verdict: int | None = None,
    added_why: str = "",
) -> Proposal:
    """Propose an honour of the round for a subject; it begins as a draft of its team.

    Args:
        unit: the unit that proposes, one of the round's; ``place``: the subject's team, in it.
        line: id of the rule line that it is judged by.
        first_year: from when on it counts; by default as far back as the rule asks for years in a row.
        added_why: why the unit puts somebody in whom the system did not propose.

    Raises:
        PermissionDenied: the actor proposes nothing for that team.
        ValidationError: the round isn't open, has no such honour or unit, such a subject can't be given it,
            or it stands in a list of the year already.
    """
    held = scopes_about(actor, subject)
    by = admit(actor, may_write_dossier(held, Stage.DRAFT, place=place.path, unit=unit.path))
    return insert_proposal(
        by,
        round=round,
        subject=subject,
        honour=honour,
        unit=unit,
        place=place,
        line=line,
        first_year=first_year,
        achievement=achievement,
        works=works,
        origin=origin,
        verdict=verdict,
        added_why=added_why,
    )


def insert_proposal(
    by: Acting,
    *,
    round: ReviewRound,
    subject: Recipient,
    honour: str,
    unit: Unit,
    place: Unit,
    line: str = "",
    first_year: int | None = None,
    achievement: str = "",
    works: Sequence[RecognisedWork] = (),
    origin: Origin = Origin.ADDED,
    verdict: int | None = None,
    added_why: str = "",
    came_from: Proposal | None = None,
) -> Proposal:
    """The row of a proposal, for services that have asked whether ``by`` may write it.

    Args:
        came_from: the one that it is lowered or split from; it stands where that one stood.

    Raises:
        ValidationError: as ``add_proposal``.
    """
    refuse_misfit(round, subject, honour, unit, place)
    merit = MERIT_OF[RoundKind(round.kind)]
    if first_year is None:
        kind, today = subject_kind(kind_of(subject)), timezone.localdate()
        first_year = first_year_asked(honour, kind, merit, year=round.year, day=today, line=line)
    row = Proposal(
        round=round,
        **subject_column(subject),
        unit=unit,
        place=place,
        honour=honour,
        line=line,
        level=round.honours.get(honour=honour).level,
        year=round.year,
        first_year=first_year,
        merit=merit.value,
        once_a_year=once_a_year(honour, merit),
        achievement=achievement.strip(),
        origin=origin,
        added_why=added_why.strip(),
        verdict=verdict,
        stage=Stage.DRAFT,
        came_from=came_from,
        created=timezone.now(),
        entered=timezone.now(),
        folded=search_words(subject, unit, place),
    )
    if came_from is None:
        row.due = due_of(round.steps.filter(stage=row.stage).first(), row.entered)
    else:
        for name in ("stage", "left", "due", "keeper", "received"):
            setattr(row, name, getattr(came_from, name))
    try:
        with transaction.atomic():
            row.number = next_number(round)
            mates = Proposal.objects.filter(round=round, unit=unit, honour=honour)
            row.position = (mates.aggregate(top=Max("position"))["top"] or 0) + 1
            row.full_clean()
            row.save()
            used = ProposalWork.objects.bulk_create([ProposalWork(proposal=row, work=work) for work in works])
            write_down(
                by, row, "proposal_written", (None, row), *((None, use) for use in used), why=row.added_why
            )
    except IntegrityError as error:
        # Another clerk was quicker: the database let only one of the two in.
        raise ValidationError(
            f"{honour_name(honour)} năm {round.year} cho {subject} vừa được người khác đưa vào danh sách."
        ) from error
    return row


def subject_column(subject: Recipient) -> dict[str, Recipient]:
    """The subject as the one foreign key that is filled: ``{"person": …}``, ``{"collective": …}``."""
    kind = kind_of(subject).value
    return {"collective" if isinstance(subject, Unit) else kind: subject}


def search_words(subject: Recipient, unit: Unit, place: Unit) -> str:
    """What a proposal is found by, without marks."""
    return fold(f"{subject.folded} {code_of(subject)} {unit.code} {place.name}")[:400]


def once_a_year(honour: str, merit: Merit) -> bool:
    """Whether a subject is proposed for the honour once a year only: titles, and forms for công trạng."""
    return catalogue()[honour].kind == TITLE or merit is Merit.CONG_TRANG


def next_number(round: ReviewRound) -> int:
    """The next number of the round, taken for good. Inside a transaction: the second one waits.

    Raises:
        ValidationError: the round is not open, or has just been closed.
    """
    row = ReviewRound.objects.select_for_update().get(pk=round.pk)
    if row.state != RoundState.OPEN:
        raise ValidationError(f"{row} {row.get_state_display().lower()}: chỉ lập đề nghị khi đợt đang mở.")
    ReviewRound.objects.filter(pk=round.pk).update(numbered=F("numbered") + 1)
    return ReviewRound.objects.values_list("numbered", flat=True).get(pk=round.pk)


def refuse_misfit(round: ReviewRound, subject: Recipient, honour: str, unit: Unit, place: Unit) -> None:
    """What can't be proposed in the round.

    Raises:
        ValidationError: naming what does not fit and what to do.
    """
    if not round.honours.filter(honour=honour).exists():
        raise ValidationError(f"{honour_name(honour)} không có trong {round}.")
    kind = kind_of(subject)
    if subject_kind(kind) not in catalogue()[honour].subjects:
        raise ValidationError(f"{honour_name(honour)} không tặng {kind.label.lower()}: chọn lại.")
    if not round.units.filter(unit=unit).exists():
        raise ValidationError(f"{unit} không có trong danh sách đơn vị đề nghị của {round}.")
    if not place.path.startswith(unit.path):
        raise ValidationError(f"{place} không thuộc {unit}.")
    if isinstance(subject, Unit) and subject != place:
        raise ValidationError(f"Đề nghị cho tập thể thì ghi đúng tập thể đó: {subject}.")

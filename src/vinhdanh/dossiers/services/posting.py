"""Posting proposals for the days that the law or the round asks for, and taking in objections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.dossiers.models import (
    Objection,
    Posting,
    PostingLine,
    PostingTerm,
    Proposal,
    ReviewRound,
)
from vinhdanh.dossiers.policies.appraisal import may_object
from vinhdanh.dossiers.policies.rounds import may_run_round
from vinhdanh.dossiers.selectors.posting import Term, line_that_counts, secret, term_of
from vinhdanh.dossiers.services.holds import hold_row
from vinhdanh.dossiers.services.writing import (
    Actor,
    is_own,
    locked,
    write_down,
)
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.holds import HoldGround
from vinhdanh.dossiers.types.posting import SECRET
from vinhdanh.people.working_days import add_working_days

# In whose name the dossier is deferred when somebody objects: his own name is not the unit's to read.
_BY_OBJECTION = Acting("Tự động, do có ý kiến khi niêm yết", "")
_SENT = "Có ý kiến khi niêm yết, Thường trực xác minh."


def set_posting_term(*, actor: Actor, round: ReviewRound, working_days: int, ground: str) -> PostingTerm:
    """Say how many working days the round posts what the law sets no days for.

    Raises:
        PermissionDenied: the actor doesn't run the round.
        ValidationError: the number is out of bounds, or the ground is missing.
    """
    by = admit(actor, may_run_round(scopes(actor), round.unit.path))
    with transaction.atomic():
        ReviewRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
        row = PostingTerm.objects.filter(round=round).first() or PostingTerm(round=round)
        before = stored(row)
        row.working_days, row.ground = working_days, ground.strip()
        row.full_clean()
        row.save()
        write_down(by, round, "posting_term_set", (before, row))
    return row


def post(
    *,
    actor: Actor,
    round: ReviewRound,
    proposals: Sequence[Proposal],
    place: str,
    starts: date | None = None,
    media: str = "",
) -> list[Posting]:
    """Hang out proposals that stand in the posting, one list for each number of days.

    Files of people under secrecy come into the list and are shown to nobody.

    Args:
        place: where the list hangs; ``media``: where it is made known besides.
        starts: its first day; today by default.

    Raises:
        PermissionDenied: the actor doesn't run the round.
        ValidationError: nothing is chosen, a proposal stands elsewhere or hangs out already, the place is
            missing, neither the law nor the round says for how long, or the law asks for media and none is
            named.
    """
    by = admit(actor, may_run_round(scopes(actor), round.unit.path))
    if not proposals:
        raise ValidationError("Chọn ít nhất một hồ sơ để niêm yết.")
    first = starts or timezone.localdate()
    with transaction.atomic():
        by_term: dict[Term, list[Proposal]] = defaultdict(list)
        for one in sorted(proposals, key=lambda row: row.pk):
            row = locked(one)
            _refuse_posting(row, round, first)
            by_term[_term(row)].append(row)
        for term, rows in by_term.items():
            _refuse_without_media(term, rows, media)
        return [_posted(by, round, term, rows, first, place, media) for term, rows in by_term.items()]


def _refuse_posting(row: Proposal, round: ReviewRound, first: date) -> None:
    if row.round_id != round.pk:
        raise ValidationError(f"Hồ sơ {row.code} không thuộc {round}.")
    if row.stage != Stage.POSTING:
        raise ValidationError(f"Hồ sơ {row.code} đang ở bước “{row.get_stage_display()}”, chưa niêm yết.")
    if line_that_counts(row):
        raise ValidationError(f"Hồ sơ {row.code} đã có trong danh sách niêm yết.")
    entered = timezone.localtime(row.entered).date()
    if first < entered:
        raise ValidationError(
            {"starts": f"Hồ sơ {row.code} chuyển niêm yết ngày {entered:%d/%m/%Y}: niêm yết từ ngày đó."}
        )


def _term(row: Proposal) -> Term:
    found = term_of(row)
    if found is None:
        raise ValidationError(
            f"Bộ quy tắc không quy định số ngày niêm yết cho hồ sơ {row.code}: "
            "đặt số ngày của đợt, có căn cứ, rồi niêm yết."
        )
    return found


def _refuse_without_media(term: Term, rows: Sequence[Proposal], media: str) -> None:
    """The law asks of some honours that they are made known beyond the agency, too."""
    if term.media and not media.strip() and not all(secret(row) for row in rows):
        raise ValidationError(
            f"{term.ground}: công khai cả trên {term.media} (hồ sơ {rows[0].code}). "
            "Ghi phương tiện thông tin."
        )


def _posted(
    by: Acting, round: ReviewRound, term: Term, rows: list[Proposal], first: date, place: str, media: str
) -> Posting:
    due = add_working_days(first, term.working_days)
    made = Posting(
        round=round,
        starts=first,
        working_days=term.working_days,
        ends=due.day,
        ground=term.ground,
        place=place.strip(),
        media=media.strip(),
        warnings=list(due.warnings),
        at=timezone.now(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    made.full_clean()
    made.save()
    lines = [PostingLine(posting=made, proposal=row, exempt=SECRET if secret(row) else "") for row in rows]
    PostingLine.objects.bulk_create(lines)
    told = {"proposals": [row.code for row in rows]}
    write_down(by, round, "proposals_posted", (None, made), data=told)
    for row in rows:
        row.due = timezone.make_aware(datetime.combine(due.day, time(23, 59, 59)))
        row.save(update_fields=["due"])
    return made


def object_to(
    *, actor: Account, line: PostingLine, text: str, evidence: str = "", unnamed: bool = False
) -> Objection:
    """Object to a posted proposal. It is held until the standing body has concluded.

    Args:
        unnamed: the unit and the subject don't learn who it was; the standing body does.

    Raises:
        PermissionDenied: the list hangs out no more, or it is about himself.
        ValidationError: what is objected to is missing, or the same account's objection waits already.
    """
    with transaction.atomic():
        row = locked(line.proposal)
        running = line.posting.runs_on(timezone.localdate()) and not line.exempt
        by = admit(actor, may_object(own=is_own(actor, row.subject), running=running))
        if not text.strip():
            raise ValidationError({"text": "Ghi rõ ý kiến: việc gì, khi nào, ở đâu."})
        if Objection.objects.filter(line=line, account=actor, hold__closed__isnull=True).exists():
            raise ValidationError("Đồng chí đã gửi ý kiến về hồ sơ này, đang chờ kết luận.")
        hold = hold_row(_BY_OBJECTION, row, _BY_OBJECTION, HoldGround.OBJECTION, _SENT)
        made = Objection(
            line=line,
            text=text.strip(),
            evidence=evidence.strip(),
            unnamed=unnamed,
            hold=hold,
            account=actor,
            at=timezone.now(),
            by_name=by.full_name[:200],
        )
        made.full_clean()
        made.save()
        # Its own record in the journal: who reads the dossier's history does not learn who sent it.
        write_down(by, made, "objection_sent", (None, made))
    return made

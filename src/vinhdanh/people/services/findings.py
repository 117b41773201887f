"""Writing what people conclude where the law leaves it to them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.people.models import Finding
from vinhdanh.people.services.writing import Actor, Subject, column, ref, require_conclude

NAMED = 5  # of those who already have a conclusion, in the message of a refusal


def conclude(
    *,
    actor: Actor,
    subject: Subject,
    about: str,
    year: int,
    holds: bool,
    figure: int | None = None,
    covers_members: bool = False,
    evidence: str = "",
    on: date | None = None,
    why: str = "",
) -> Finding:
    """Conclude what the law leaves to people. The actor signs it, and whoever lent him the right.

    One conclusion on a point stands. Where there is one already, the new one replaces it only with a
    reason; the earlier one stays on record and names its successor.

    Args:
        about: a code that the law files ask for (``LawBook.findings``).
        covers_members: about a unit, and true of every member who has no conclusion of his own.
        why: the reason why an earlier conclusion on the same point no longer stands.

    Raises:
        PermissionDenied: the actor may not conclude in the unit, or it is himself.
        ValidationError: ``covers_members`` about somebody who has none; an earlier conclusion stands and no
            reason is given.
    """
    by = require_conclude(actor, subject)
    finding = Finding(
        **column(subject),
        about=about,
        year=year,
        holds=holds,
        figure=figure,
        covers_members=covers_members,
        by=by.full_name[:200],
        on=on or timezone.localdate(),
        evidence=evidence,
        why=why.strip(),
    )
    earlier = Finding.objects.current().filter(**column(subject), about=about, year=year)
    with transaction.atomic():
        gave_way: list[Pair] = []
        replaced = earlier.select_for_update().first()
        if replaced and not finding.why:
            raise ValidationError(standing_words(replaced))
        if not replaced:
            finding.why = ""
        # Only one conclusion on a point is current, so the new one waits until the old one has given way.
        finding.superseded_by = replaced
        finding.full_clean()
        finding.save()
        if replaced:
            before = copy(replaced)
            replaced.superseded_by, finding.superseded_by = finding, None
            replaced.save(update_fields=["superseded_by"])
            finding.save(update_fields=["superseded_by"])
            gave_way = [(before, replaced)]
        record(
            actor=by,
            verb="people.finding_concluded",
            subject=str(subject),
            ref=ref(subject),
            data=written((None, finding), *gave_way),
            why=finding.why,
        )
    return finding


def standing_words(finding: Finding) -> str:
    """Why a second conclusion is refused: who concluded what before, and what to do."""
    said = "có" if finding.holds else "không"
    who = f" của {finding.by}" if finding.by else ""
    day = f" ngày {finding.on:%d/%m/%Y}" if finding.on else ""
    return (
        f"{finding.subject} đã có kết luận “{said}” năm {finding.year} về nội dung này{who}{day}. "
        "Muốn thay thì ghi lý do thay."
    )


def conclude_many(
    *,
    actor: Actor,
    subjects: Sequence[Subject],
    about: str,
    year: int,
    holds: bool,
    figure: int | None = None,
    evidence: str = "",
    on: date | None = None,
    why: str = "",
) -> list[Finding]:
    """The same conclusion about several subjects, all or none; each has its own entry in the journal.

    Raises:
        PermissionDenied: the actor may not conclude about one of them.
        ValidationError: nobody chosen; or an earlier conclusion stands for some and no reason is given.
    """
    if not subjects:
        raise ValidationError("Chọn ít nhất một người hoặc tập thể.")
    if not why.strip():
        _refuse_standing(subjects, about, year)
    with transaction.atomic():
        return [
            conclude(
                actor=actor,
                subject=subject,
                about=about,
                year=year,
                holds=holds,
                figure=figure,
                evidence=evidence,
                on=on,
                why=why,
            )
            for subject in subjects
        ]


def _refuse_standing(subjects: Sequence[Subject], about: str, year: int) -> None:
    """Name everybody who has a conclusion already, not only the first."""
    standing = [
        subject
        for subject in subjects
        if Finding.objects.current().filter(**column(subject), about=about, year=year).exists()
    ]
    if standing:
        names = ", ".join(str(subject) for subject in standing[:NAMED])
        more = f" và {len(standing) - NAMED} trường hợp nữa" if len(standing) > NAMED else ""
        raise ValidationError(
            f"{len(standing)} trường hợp đã có kết luận năm {year}: {names}{more}. "
            "Bỏ chọn những trường hợp đó, hoặc ghi lý do thay."
        )

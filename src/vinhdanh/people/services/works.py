"""Writing recognised works and their authors."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.engine.facts import WorkKind, WorkScope
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, RecognisedWork, WorkAuthor
from vinhdanh.people.services.writing import Actor, require_edit

WHOLE = 100  # hundredths of a work that its authors share

Authors = Sequence[tuple[Person, int | None]]  # each with his share in hundredths, where it is known


def recognise_work(
    *,
    actor: Actor,
    authors: Authors,
    kind: WorkKind,
    name: str,
    year: int,
    scope: WorkScope,
    code: str = "",
    number: str = "",
    recognised: date | None = None,
    recogniser: str = "",
) -> RecognisedWork:
    """A recognised work with its authors, each with his share in hundredths where it is known.

    Raises:
        PermissionDenied: the actor may not edit in the unit of one of the authors.
        ValidationError: no author, one named twice, or shares that do not make a hundred.
    """
    by = _admit(actor, authors, ())
    work = RecognisedWork(
        code=code,
        kind=kind.value,
        name=name,
        folded=fold(name),
        year=year,
        scope=scope.value,
        number=number,
        recognised=recognised,
        recogniser=recogniser,
    )
    work.full_clean()
    with transaction.atomic():
        work.save()
        _record(by, "people.work_recognised", work, [(None, work), *_written_authors(work, authors)])
    return work


def change_work(
    *,
    actor: Actor,
    work: RecognisedWork,
    authors: Authors,
    why: str,
    **changes: object,
) -> RecognisedWork:
    """Correct a work or its authors after its decision.

    Args:
        authors: all of them, as they should be.
        changes: columns of the work.

    Raises:
        PermissionDenied: the actor may not edit in the unit of one of the authors, old or new.
        ValidationError: no reason; no author, one named twice, or shares that do not make a hundred.
    """
    by = _admit(actor, authors, [one.person for one in work.authorships.select_related("person")])
    if not why.strip():
        raise ValidationError("Ghi lý do sửa.")
    before = copy(work)
    for name, value in changes.items():
        setattr(work, name, value)
    work.folded = fold(work.name)
    work.full_clean()
    with transaction.atomic():
        work.save()
        pairs: list[Pair] = [(before, work)]
        kept = {person.pk: (person, share) for person, share in authors}
        for old in work.authorships.select_related("person"):
            if old.person_id not in kept:
                pairs.append((copy(old), None))
                old.delete()
        pairs += _written_authors(work, authors)
        _record(by, "people.work_changed", work, pairs, why)
    return work


def _admit(actor: Actor, authors: Authors, others: Sequence[Person]) -> Acting:
    """Who acts, if he may edit in the file of every author.

    Raises:
        PermissionDenied: he may not in one of them.
        ValidationError: nobody is named, or the shares do not make a whole.
    """
    if not authors:
        raise ValidationError("Ghi ít nhất một tác giả.")
    rights = [require_edit(actor, person) for person in (*(person for person, _ in authors), *others)]
    numbers = [person.number for person, _ in authors]
    if twice := {number for number in numbers if numbers.count(number) > 1}:
        raise ValidationError(f"Số hiệu {', '.join(sorted(twice))} ghi hai lần trong các tác giả.")
    shares = [share for _, share in authors if share is not None]
    if shares and len(shares) < len(authors):
        raise ValidationError("Ghi tỷ lệ đóng góp của mọi tác giả, hoặc để trống tất cả nếu chưa rõ.")
    if shares and sum(shares) != WHOLE:
        raise ValidationError(
            f"Tỷ lệ đóng góp của các tác giả cộng lại là {sum(shares)}%, phải đúng {WHOLE}%."
        )
    return next((by for by in rights if by.capacity), rights[0])


def _written_authors(work: RecognisedWork, authors: Authors) -> list[Pair]:
    pairs: list[Pair] = []
    known = {one.person_id: one for one in work.authorships.all()}
    for position, (person, share) in enumerate(authors):
        authorship = known.get(person.pk)
        before = copy(authorship) if authorship else None
        authorship = authorship or WorkAuthor(work=work, person=person)
        authorship.position, authorship.share = position, share
        authorship.full_clean()
        authorship.save()
        pairs.append((before, authorship))
    return pairs


def _record(by: Acting, verb: str, work: RecognisedWork, pairs: list[Pair], why: str = "") -> None:
    record(
        actor=by, verb=verb, subject=str(work), ref=f"work:{work.pk}", data=written(*pairs), why=why.strip()
    )

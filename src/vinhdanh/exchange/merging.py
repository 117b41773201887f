"""Two files of one person made one: nothing is lost, everything is told, and it can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit.services import record, record_all
from vinhdanh.awards.models import Grant, NameConsent
from vinhdanh.awards.recipients import words_of
from vinhdanh.awards.types import Act
from vinhdanh.exchange.intake.log import Done, Log
from vinhdanh.exchange.intake.undoing import obstacles, take_back
from vinhdanh.exchange.intake.writing.honours import add_acts, copy_grants, occasion_of
from vinhdanh.exchange.policies import may_merge
from vinhdanh.exchange.text import fold
from vinhdanh.people.models import KnownApart, Person, PersonMerge, Post
from vinhdanh.people.services.writing import is_own, path_of, scopes_about

Actor = Account | Operator

__all__ = ["admitted", "merge", "part", "tell_apart"]

# What a file lacks is taken from the other one.
FILLED = ("born", "sex", "ethnicity", "citizen_id", "category", "rank", "joined", "left")
_APART = (Grant, NameConsent, PersonMerge, KnownApart)  # moved otherwise, or not at all


def admitted(actor: Actor, *persons: Person, moving: bool = True) -> Acting:
    """Let pass who may merge these files.

    Args:
        moving: their honours will be written anew, which takes the right to grant.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    answers = []
    for person in persons:
        honours = moving and Grant.objects.filter(person=person).exists()
        own = is_own(actor, person)
        answers.append(may_merge(scopes_about(actor, person), path_of(person), honours=honours, own=own))
    return admit(actor, *answers)


def merge(*, actor: Actor, kept: Person, merged: Person, ground: str) -> PersonMerge:
    """Make ``merged`` part of ``kept``.

    Records of both stand under the kept number from then on; the same record in both files stands once, and
    where they contradict each other (two ratings of one year) the kept file's does: the other one is told in
    the journal. An honour is struck in the old file and recorded anew in the kept one, since the register
    only grows. Measures of điều lệnh, months of closed periods and lines of the Sổ vàng go along too: the
    database lets the person of such a row become the one whom the merge names, and nothing else. Only where
    the kept file has a row in its place already does it stay with the old number. That number is withdrawn
    and, in files that are imported later, means the kept one.

    Raises:
        PermissionDenied: the actor may not write in both files, or one is his own.
        ValidationError: no ground, the same person twice, or one is withdrawn already.
    """
    by = admitted(actor, kept, merged)
    if not ground.strip():
        raise ValidationError("Ghi căn cứ, lý do gộp hồ sơ.")
    if kept.pk == merged.pk:
        raise ValidationError("Không gộp một hồ sơ vào chính nó.")
    with transaction.atomic():
        both = {p.pk: p for p in Person.every.select_for_update().filter(pk__in=(kept.pk, merged.pk))}
        kept, merged = both[kept.pk], both[merged.pk]
        if kept.withdrawn or merged.withdrawn:
            raise ValidationError("Một trong hai hồ sơ đã gộp vào hồ sơ khác hoặc đã rút.")
        # Before the rows: where they may not be changed, the database asks for the merge that moves them.
        found = PersonMerge.objects.create(
            kept=kept, merged=merged, by_name=by.full_name, ground=ground.strip()
        )
        moving = _Merge(kept, merged, ground.strip())
        moving.honours(by.full_name)
        for relation in _relations():
            moving.records(relation)
        moving.account()
        moving.person()
        found.counts, found.written = dict(moving.counts), moving.log.to_bytes()
        found.save(update_fields=["counts", "written"])
        _tell(by, "people.persons_merged", found, moving.log, ground)
    return found


def part(*, actor: Actor, merge: PersonMerge, ground: str) -> PersonMerge:
    """Take a merge back: each file is as it was.

    Raises:
        PermissionDenied: the actor may not write in both files, or one is his own.
        ValidationError: no ground, taken back already, or records moved by it were changed since.
    """
    by = admitted(actor, merge.kept, merge.merged)
    if not ground.strip():
        raise ValidationError("Ghi lý do tách lại.")
    with transaction.atomic():
        found = PersonMerge.objects.select_for_update().get(pk=merge.pk)
        if found.undone is not None:
            raise ValidationError("Hai hồ sơ này đã tách lại rồi.")
        log = Log.from_bytes(bytes(found.written))
        if reasons := obstacles(log, "lần gộp này"):
            raise ValidationError(["Chưa tách được: có dữ liệu ghi sau khi gộp.", *reasons])
        done = take_back(
            log,
            ground=f"Tách hồ sơ {found}: {ground.strip()}",
            by=by.full_name,
            tell=lambda what, done, of: None,
        )
        found.undone, found.undone_by, found.undo_ground = timezone.now(), by.full_name, ground.strip()
        found.save(update_fields=["undone", "undone_by", "undo_ground"])
        _tell(by, "people.persons_parted", found, done, ground)
    return found


def tell_apart(*, actor: Actor, one: Person, other: Person, ground: str) -> KnownApart:
    """Somebody looked: they are two people. The pair is not shown as suspect any more.

    Raises:
        PermissionDenied: the actor may not write in both files, or one is his own.
        ValidationError: no ground, or said already.
    """
    by = admitted(actor, one, other, moving=False)
    if not ground.strip():
        raise ValidationError("Ghi căn cứ: vì sao là hai người khác nhau.")
    first, second = sorted((one, other), key=lambda person: person.pk)
    row = KnownApart(one=first, other=second, by_name=by.full_name, ground=ground.strip())
    row.full_clean()
    with transaction.atomic():
        row.save()
        for person, beside in ((first, second), (second, first)):
            record(
                actor=by,
                verb="people.persons_told_apart",
                subject=str(person),
                ref=f"person:{person.number}",
                data={"other": beside.number},
                why=ground.strip(),
            )
    return row


def _relations() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every foreign key that names a person, those without a name on the person's side included."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        if relation.related_model in _APART:
            continue
        field = relation.field
        assert isinstance(field, models.ForeignKey)
        yield field


def _tell(by: Acting, verb: str, merge: PersonMerge, log: Log, ground: str) -> None:
    names = {f"person:{p.number}": p.name for p in (merge.kept, merge.merged)}
    both = {"kept": merge.kept.number, "merged": merge.merged.number, "merge": merge.pk}
    record_all(
        actor=by,
        verb=verb,
        about=((names.get(ref, ref), ref, data | both) for ref, data in log.by_subject()),
        why=ground.strip(),
    )


class _Merge:
    """One merge while it is written."""

    def __init__(self, kept: Person, merged: Person, ground: str) -> None:
        self.kept, self.merged, self.ground = kept, merged, ground
        self.log = Log()
        self.counts: Counter[str] = Counter()
        self.here, self.there = f"person:{kept.number}", f"person:{merged.number}"

    def honours(self, by: str) -> None:
        """Struck in the old file; those that the kept file lacks are recorded there anew."""
        real = Grant.objects.real().select_related("decision", "place").order_by("pk")
        old, held = list(real.filter(person=self.merged)), list(real.filter(person=self.kept))
        today = timezone.localdate()
        ground = f"Gộp hồ sơ {self.merged.number} vào {self.kept.number}: {self.ground}"
        struck = [(grant.pk, Act.STRUCK, today, self.there, occasion_of(grant)) for grant in old]
        add_acts(self.log, struck, ground=ground, by=by)
        missing = [grant for grant in old if not any(_same_occasion(grant, other) for other in held)]
        copy_grants(missing, self.log, lambda _: self.here, self._of_kept)
        self.counts["moved"] += len(missing)
        self.counts["double"] += len(old) - len(missing)

    def _of_kept(self, grant: Grant) -> dict[str, Any]:
        """The columns of an honour that become the kept file's; it is still found by the old number."""
        paper = grant.decision
        own = words_of(self.kept, *((paper.number, paper.decided, paper.authority) if paper else ()))
        return {
            "person_id": self.kept.pk,
            "words": " ".join(dict.fromkeys([*own.split(), *grant.words.split()])),
        }

    def records(self, link: models.ForeignKey[Any, Any]) -> None:
        """Rows of one table: moved, or kept once where both files have the same."""
        held = [*link.model._base_manager.filter(**{link.name: self.kept})]
        for row in link.model._base_manager.filter(**{link.name: self.merged}).order_by("pk"):
            if any(_same_record(link, row, other) for other in held):
                self._drop(row, "double")
            elif not self._move(link, row):
                self._drop(row, "overruled")

    def _move(self, link: models.ForeignKey[Any, Any], row: models.Model) -> bool:
        ways: list[dict[str, Any]] = [{link.attname: self.kept.pk}]
        if isinstance(row, Post):
            ways.append({link.attname: self.kept.pk, "main": False})  # held beside the post on record
        for way in ways:
            before = {column: getattr(row, column) for column in way}
            try:
                with transaction.atomic():
                    type(row)._base_manager.filter(pk=row.pk).update(**way)
            except DatabaseError:  # one a year, one a day, one at a time; or the row is closed
                continue
            changed = {column: value for column, value in way.items() if before[column] != value}
            was = {column: before[column] for column in changed}
            self.log.change(type(row), row.pk, self.here, str(row)[:200], was, changed)
            self.counts["moved"] += 1
            return True
        return False

    def _drop(self, row: models.Model, why: str) -> None:
        """The kept file's record stands alone; this one is told in the journal."""
        values = {c.attname: getattr(row, c.attname) for c in row._meta.concrete_fields if not c.primary_key}
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")
        except DatabaseError:  # something refers to it, or its table only grows
            self.counts["stayed"] += 1
            return
        self.log.remove(type(row), row.pk, self.there, str(row)[:200], values)
        self.counts[why] += 1

    def account(self) -> None:
        """An account of the old number belongs to the kept one, unless that has its own."""
        if Account.objects.filter(person_number=self.kept.number).exists():
            return
        for account in Account.objects.filter(person_number=self.merged.number):
            before, after = {"person_number": self.merged.number}, {"person_number": self.kept.number}
            Account.objects.filter(pk=account.pk).update(**after)
            self.log.change(Account, account.pk, self.here, account.username, before, after)

    def person(self) -> None:
        """The old number is withdrawn; what the kept file lacks is taken from it."""
        away: dict[str, Any] = {"withdrawn": True}
        filled: dict[str, Any] = {}
        for name in FILLED:
            if not getattr(self.kept, name) and getattr(self.merged, name):
                filled[name] = getattr(self.merged, name)
        if "citizen_id" in filled:
            away["citizen_id"] = ""  # one CCCD, one file
        for person, about, values in ((self.merged, self.there, away), (self.kept, self.here, filled)):
            if values:
                before = {name: getattr(person, name) for name in values}
                Person.every.filter(pk=person.pk).update(**values)
                self.log.change(Person, person.pk, about, person.name, before, values, Done.CHANGED)
        self.counts["filled"] = len(filled)


def _same_occasion(one: Grant, other: Grant) -> bool:
    """The same honour of the same year, unless two decisions tell two occasions apart."""
    if (one.honour, one.year) != (other.honour, other.year):
        return False
    numbers = [fold(grant.decision.number) if grant.decision else "" for grant in (one, other)]
    return "" in numbers or numbers[0] == numbers[1]


def _same_record(link: models.ForeignKey[Any, Any], one: models.Model, other: models.Model) -> bool:
    """Whether two rows say the same of the person. A second post in the same unit at the same time is one."""
    if isinstance(one, Post) and isinstance(other, Post):
        ends_first = one.end is not None and one.end < other.start
        begins_last = other.end is not None and one.start > other.end
        return one.unit_id == other.unit_id and not ends_first and not begins_last
    columns = (c.attname for c in one._meta.concrete_fields if not c.primary_key and c is not link)
    return all(getattr(one, column) == getattr(other, column) for column in columns)

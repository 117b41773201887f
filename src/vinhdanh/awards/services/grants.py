"""Writing down honours that were given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import catalogue, honour_name, lawful_money, subject_kind
from vinhdanh.awards.models import Decision, Grant, GrantWork, Outsider, Recipient
from vinhdanh.awards.policies import may_record_decision
from vinhdanh.awards.recipients import (
    answer_about,
    column,
    counting_day,
    kind_of,
    place_of,
    ref,
    words_of,
)
from vinhdanh.awards.selectors.doubts import Doubt, doubts_about
from vinhdanh.awards.types import RecipientKind
from vinhdanh.engine.facts import Merit
from vinhdanh.people.folding import fold
from vinhdanh.people.models import RecognisedWork, Unit
from vinhdanh.people.services.writing import Actor


class Doubtful(ValidationError):
    """Something speaks against the entry; it is taken only with a ground. ``doubts`` says what."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        self.doubts = tuple(doubts)
        super().__init__([doubt.text for doubt in doubts])


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a decision's list.

    ``money`` None takes the law's amount. ``place`` None takes the recipient's unit of that time.
    ``despite`` is the ground for an entry that something speaks against.
    """

    recipient: Recipient
    honour: str
    year: int
    first_year: int | None = None
    merit: Merit = Merit.CONG_TRANG
    level: str = ""  # of the catalogue where empty
    works: tuple[RecognisedWork, ...] = ()
    achievement: str = ""
    money: int | None = None
    money_ground: str = ""
    artefact: str = ""
    serial: str = ""
    place: Unit | None = None
    despite: str = ""


def register_outsider(*, actor: Actor, name: str, whereabouts: str = "") -> Outsider:
    """Somebody from outside, so that an honour can be recorded for him.

    Raises:
        PermissionDenied: the actor records honours nowhere.
        ValidationError: no name.
    """
    return _registered(admit(actor, may_record_decision(scopes(actor))), name, whereabouts)


def register_proposed(*, by: Acting, name: str, whereabouts: str) -> Outsider:
    """Somebody from outside for whom an honour is proposed: whoever is registered so, or a new one.

    Asks for no right: the caller has asked whether ``by`` may propose.

    Raises:
        ValidationError: no name.
    """
    name, whereabouts = " ".join(name.split()), " ".join(whereabouts.split())
    there = Outsider.objects.filter(folded=fold(name), name__iexact=name, whereabouts__iexact=whereabouts)
    return there.first() or _registered(by, name, whereabouts)


def _registered(by: Acting, name: str, whereabouts: str) -> Outsider:
    name = " ".join(name.split())
    outsider = Outsider(name=name, folded=fold(name), whereabouts=" ".join(whereabouts.split()))
    outsider.full_clean()
    with transaction.atomic():
        outsider.save()
        record(
            actor=by,
            verb="awards.outsider_registered",
            subject=name,
            ref=ref(outsider),
            data=written((None, outsider)),
        )
    return outsider


def record_grant(
    *,
    actor: Actor,
    subject: Recipient,
    honour: str,
    year: int,
    decision: Decision | None = None,
    first_year: int | None = None,
    merit: Merit = Merit.CONG_TRANG,
    level: str = "",
    works: Sequence[RecognisedWork] = (),
    achievement: str = "",
    money: int | None = None,
    money_ground: str = "",
    artefact: str = "",
    serial: str = "",
    place: Unit | None = None,
    despite: str = "",
) -> Grant:
    """One honour given once (một lượt).

    Args:
        honour: a code of the catalogue.
        year: the year it is counted for, the last one where it is given for several.
        first_year: the first of several years.
        level: who gives it; by default the catalogue's level of the honour.
        works: recognised works it was given for; each supports one honour only.
        money: in đồng; by default what the law of the decision's day gives.
        money_ground: why the money is another than the law's.
        place: the unit it counts for; by default the recipient's own at that time.
        despite: the ground for recording it although something speaks against it.

    Raises:
        PermissionDenied: the actor may not record honours there, or it is his own.
        Doubtful: something speaks against it and no ground was given.
        ValidationError: an unknown honour, one that such a recipient can't be given, or other money
            than the law's without a ground.
    """
    entry = Entry(
        subject,
        honour,
        year,
        first_year,
        merit,
        level,
        tuple(works),
        achievement.strip(),
        money,
        money_ground.strip(),
        artefact.strip(),
        serial.strip(),
        place,
        despite.strip(),
    )
    with transaction.atomic():
        return _admitted(actor, decision, entry)


def record_grants(*, actor: Actor, decision: Decision, entries: Iterable[Entry]) -> list[Grant]:
    """The list of a decision, all of it or nothing. What is raised: as ``record_grant``."""
    with transaction.atomic():
        return [_admitted(actor, decision, entry) for entry in entries]


def record_signed(*, by: Acting, decision: Decision, entries: Iterable[Entry]) -> list[Grant]:
    """The list of a decision that was signed here, or came down from above; all of it or nothing.

    Checks what ``record_grants`` checks, except the right to write in the register: the caller has asked for
    the right to sign (``SIGN``) or to write down what came from above (``ISSUE``), and that none is his own.

    Args:
        by: who was admitted to it, and in which capacity.

    Raises:
        Doubtful, ValidationError: as ``record_grant``.
    """
    with transaction.atomic():
        return [_record(by, decision, entry) for entry in entries]


def require_fit(entry: Entry) -> None:
    """What no ground can make right.

    Raises:
        ValidationError: an unknown honour, or one that such a recipient can't be given.
    """
    known = catalogue().get(entry.honour)
    if known is None:
        raise ValidationError(f"“{entry.honour}” không có trong danh mục danh hiệu, hình thức khen thưởng.")
    kind = kind_of(entry.recipient)
    if subject_kind(kind) not in known.subjects:
        to = ", ".join(RecipientKind(s).label.lower() for s in known.subjects)
        raise ValidationError(
            f"{known.name} chỉ tặng {to}; {entry.recipient} là {kind.label.lower()}. "
            "Chọn lại danh hiệu, hình thức."
        )


def settle_money(entry: Entry, decision: Decision | None) -> Entry:
    """The entry with the law's amount where none was given.

    Raises:
        ValidationError: another amount than the law's without a ground.
    """
    law = lawful_money(entry.honour, kind_of(entry.recipient), decision.decided if decision else None)
    if law is None:
        return entry
    if entry.money is None:
        return replace(entry, money=law.amount)
    within = entry.money <= law.amount if law.at_most else entry.money == law.amount
    if not within and not entry.money_ground:
        said = f"{entry.money:,} đồng khác mức {law.amount:,} đồng".replace(",", ".")
        raise ValidationError(f"{said} theo {law.citation}: ghi căn cứ của mức tiền này.")
    return entry


def _admitted(actor: Actor, decision: Decision | None, entry: Entry) -> Grant:
    """Policy first, then the record."""
    by = admit(actor, answer_about(actor, entry.recipient, _place(entry, decision)))
    return _record(by, decision, entry)


def _place(entry: Entry, decision: Decision | None) -> Unit | None:
    """The unit that the honour counts for."""
    day = counting_day(entry.year, decision.decided if decision else None)
    return entry.place or place_of(entry.recipient, day)


def _record(by: Acting, decision: Decision | None, entry: Entry) -> Grant:
    """What can't be first, then what is doubtful; journal last. Inside a transaction."""
    recipient = entry.recipient
    place = _place(entry, decision)
    require_fit(entry)
    entry = settle_money(entry, decision)
    doubts = doubts_about(
        recipient,
        entry.honour,
        entry.year,
        decided=decision.decided if decision else None,
        works=entry.works,
        achievement=entry.achievement,
        money=entry.money,
    )
    if doubts and not entry.despite:
        raise Doubtful(doubts)
    grant = Grant(
        **column(recipient),
        place=place,
        place_path=place.path if place else "",
        honour=entry.honour,
        level=entry.level or catalogue()[entry.honour].level,
        year=entry.year,
        first_year=entry.first_year if entry.first_year != entry.year else None,
        merit=entry.merit.value,
        decision=decision,
        achievement=entry.achievement,
        money=entry.money,
        money_ground=entry.money_ground,
        artefact=entry.artefact,
        serial=entry.serial,
        words=words_of(
            recipient,
            *((decision.number, decision.decided, decision.authority) if decision else ()),
        ),
    )
    grant.full_clean()
    grant.save()
    used = GrantWork.objects.bulk_create([GrantWork(grant=grant, work=work) for work in entry.works])
    record(
        actor=by,
        verb="awards.grant_recorded",
        subject=f"{honour_name(entry.honour)} {entry.year}: {recipient}",
        ref=ref(recipient),
        data=written((None, grant), *((None, use) for use in used))
        | {"grant": grant.pk, "doubts": [doubt.text for doubt in doubts]},
        why=entry.despite,
    )
    return grant

"""What anybody may know of an honour, and the text of the QR on its paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.awards.models import Grant, GrantEvent, GrantProof, NameConsent, Recipient
from vinhdanh.awards.naming import Naming, chain, named, naming
from vinhdanh.awards.proof_keys import signing_key
from vinhdanh.awards.recipients import column
from vinhdanh.awards.types import STATE_AFTER, Act, ConsentPlace, RecipientKind
from vinhdanh.documents.credentials.compact import Statement, compact
from vinhdanh.engine.facts import Force, GrantState
from vinhdanh.people.models import Person, PersonMerge
from vinhdanh.people.types import Secrecy


class Standing(Enum):
    """What became of an honour, as far as it concerns whoever holds its paper."""

    IN_FORCE = "in_force"
    REISSUED = "reissued"  # it stands; another paper was given out since
    REVOKED = "revoked"
    STRUCK = "struck"  # the register was wrong: there is no such honour


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public page says of one honour."""

    code: str
    kind: RecipientKind
    honour: str  # its code in the catalogue
    title: str
    number: str
    dated: date | None
    authority: str
    holder: str
    full: bool  # the holder is named in full
    serial: str  # of the paper that counts
    standing: Standing
    on: date | None = None  # when it was taken away or issued anew
    paper: str = ""  # by which decision
    list_number: int = 0
    list_index: int = 0
    renamed: str = ""  # what became of a unit, when it has another name now

    @property
    def stands(self) -> bool:
        return self.standing in (Standing.IN_FORCE, Standing.REISSUED)


def attested(grant: Grant) -> dict[str, Any]:
    """What the paper of an honour says, as plain data."""
    decision = grant.decision
    subject = grant.subject
    return {
        "honour": honour_name(grant.honour, police=getattr(subject, "force", "") == Force.POLICE.value),
        "number": decision.number if decision else "",
        "dated": decision.decided.isoformat() if decision and decision.decided else "",
        "authority": decision.authority if decision else "",
        "holder": getattr(subject, "name", str(subject)),
        "serial": grant.serial,
    }


def public_proof(code: str) -> Shown | None:
    """What anybody may know of the honour with that code.

    None for a code that was never given and for one whose recipient is under secrecy: found by the same
    single question, so that neither the answer nor its time tells which.
    """
    proof = _open_proofs().filter(code=code).first()
    return _shown(proof, _merges()) if proof else None


def _open_proofs() -> QuerySet[GrantProof]:
    """Proofs whose recipient is under no secrecy, neither in his file nor in the one it was merged into."""
    kept = PersonMerge.objects.filter(merged=OuterRef("grant__person"), undone=None)
    hidden = Q(grant__person__secrecy__gt=Secrecy.OPEN) | Exists(kept.filter(kept__secrecy__gt=Secrecy.OPEN))
    return GrantProof.objects.exclude(hidden).select_related(
        "grant__person", "grant__unit", "grant__household", "grant__outsider", "grant__decision"
    )


def proof_texts(grants: Sequence[Grant], serials: Mapping[int, str] | None = None) -> dict[int, str]:
    """The text of each paper's QR by the key of its grant.

    ``https://…/x/<code>#<signed form>``: what follows # never reaches the server, so that one QR serves
    whoever has a network and whoever has none. Without an address of the site (``VINHDANH_URL``) the signed
    form alone. Grants without a proof (``services.proofs.prepare``), and those of people under secrecy, are
    left out: their papers carry no QR.

    Args:
        serials: numbers of the papers that are printed now, where the register doesn't have them yet.
    """
    proofs = _open_proofs().filter(grant__in=[grant.pk for grant in grants])
    merges, key, today = _merges(), signing_key(), timezone.localdate()
    consents = _consents((proof.grant for proof in proofs), merges, ConsentPlace.PAPER)
    events = _events(proofs)
    given = serials or {}
    texts = {}
    for proof in proofs:
        shown = _shown(proof, merges, consents=consents, events=events.get(proof.grant_id, []))
        if shown is None:
            continue
        statement = Statement(
            key=key.public.id,
            code=proof.code,
            number=shown.number,
            dated=shown.dated,
            issuer=shown.authority,
            title=shown.title,
            holder=shown.holder,
            serial=given.get(proof.grant_id, shown.serial),
            issued=today,
            list=proof.list_number,
            index=proof.list_index,
        )
        signed = compact(statement, key)
        address = f"{settings.PUBLIC_URL}/x/{proof.code}#" if settings.PUBLIC_URL else ""
        texts[proof.grant_id] = address + signed
    return texts


def lists() -> list[int]:
    """Numbers of the status lists there are."""
    return list(GrantProof.objects.order_by("list_number").values_list("list_number", flat=True).distinct())


def revoked_in(number: int) -> list[int]:
    """The bits that are set in a status list: honours annulled, taken away or entered by mistake."""
    gone = Grant.objects.gone().filter(proof__list_number=number).select_related("proof", "decision")
    merges = _merges()
    return sorted(
        grant.proof.list_index for grant in gone if not _outcome(grant, _acts(grant), merges).stands
    )


def last_consent(recipient: Recipient, place: ConsentPlace) -> NameConsent | None:
    """What was said last about showing the recipient's name there."""
    rows = _about(place)
    if isinstance(recipient, Person):
        return rows.filter(person__in=chain(recipient.pk, _merges())).order_by("-id").first()
    return rows.filter(**column(recipient)).order_by("-id").first()


def _about(place: ConsentPlace) -> QuerySet[NameConsent]:
    return NameConsent.objects.filter(place__in=[place, ConsentPlace.BOTH])


def naming_of(recipient: Recipient, kind: RecipientKind, place: ConsentPlace) -> Naming:
    """How the public page of a paper, or of a year's honours, names a recipient now."""
    if kind is RecipientKind.UNIT:
        return Naming.FULL
    last = last_consent(recipient, place)
    return naming(kind, _secrecies(recipient, _merges()), last.full if last else None)


def namings_of(grants: Iterable[Grant]) -> dict[int, Naming]:
    """How the recipient of each honour is named among a year's honours, by the honour's key.

    Args:
        grants: with their recipients at hand (``select_related``).
    """
    rows, merges = list(grants), _merges()
    consents = _consents(rows, merges, ConsentPlace.HONOURS)
    secrecies = _secrecies_of(rows, merges)
    return {
        grant.pk: naming(grant.kind, secrecies[grant.pk], consents.get(_last_file(grant, merges)))
        for grant in rows
    }


def _secrecies_of(grants: Sequence[Grant], merges: Mapping[int, int]) -> dict[int, list[int]]:
    """Of each honour's recipient: of his own file and of those into which it was merged."""
    files = {grant.pk: list(chain(grant.person_id, merges)) for grant in grants if grant.person_id}
    later = {key for chained in files.values() for key in chained[1:]}
    kept = dict(Person.every.filter(pk__in=later).values_list("pk", "secrecy"))
    return {
        grant.pk: [grant.person.secrecy, *(kept[key] for key in files[grant.pk][1:] if key in kept)]
        if grant.person
        else []
        for grant in grants
    }


@dataclass(frozen=True, slots=True)
class _Outcome:
    standing: Standing
    on: date | None = None
    paper: str = ""
    serial: str = ""

    @property
    def stands(self) -> bool:
        return self.standing in (Standing.IN_FORCE, Standing.REISSUED)


def _shown(
    proof: GrantProof,
    merges: Mapping[int, int],
    *,
    consents: Mapping[tuple[str, int], bool] | None = None,
    events: Sequence[GrantEvent] | None = None,
) -> Shown | None:
    grant, said = proof.grant, proof.attested
    if consents is None:
        consents = _consents([grant], merges, ConsentPlace.PAPER)
    kind = grant.kind
    how = naming(kind, _secrecies(grant.subject, merges), consents.get(_last_file(grant, merges)))
    if how is Naming.HIDDEN:
        return None
    became = _outcome(grant, _acts(grant) if events is None else events, merges)
    return Shown(
        code=proof.code,
        kind=kind,
        honour=grant.honour,
        title=said["honour"],
        number=said["number"],
        dated=date.fromisoformat(said["dated"]) if said["dated"] else None,
        authority=said["authority"],
        holder=named(said["holder"], how),
        full=how is Naming.FULL,
        serial=became.serial or said["serial"],
        standing=became.standing,
        on=became.on,
        paper=became.paper,
        list_number=proof.list_number,
        list_index=proof.list_index,
        renamed=_renamed(grant),
    )


def _renamed(grant: Grant) -> str:
    """The units that a unit became, where it was merged, divided or given another name."""
    if grant.unit is None or grant.unit.valid_to is None:
        return ""
    return ", ".join(step.successor.name for step in grant.unit.successions.select_related("successor"))


def _outcome(grant: Grant, events: Sequence[GrantEvent], merges: Mapping[int, int]) -> _Outcome:
    """What became of an honour; of one written anew in a merged file, what became of it there."""
    last = events[-1] if events else None
    if last is not None and last.act == Act.STRUCK:
        heir = _heir(grant, merges)
        return _outcome(heir, _acts(heir), merges) if heir else _Outcome(Standing.STRUCK, last.on)
    if last is not None and STATE_AFTER[last.act] is not GrantState.IN_FORCE:
        paper = last.decision
        return _Outcome(Standing.REVOKED, last.on, str(paper) if paper else "")
    anew = next((event for event in reversed(events) if event.act == Act.REISSUED), None)
    if anew is None:
        return _Outcome(Standing.IN_FORCE)
    return _Outcome(Standing.REISSUED, anew.on, serial=anew.serial)


def _heir(grant: Grant, merges: Mapping[int, int]) -> Grant | None:
    """The same honour in the file that the recipient's was merged into."""
    if grant.person_id is None or grant.person_id not in merges:
        return None
    kept = list(chain(grant.person_id, merges))[-1]
    same = Grant.objects.real().filter(person=kept, honour=grant.honour, year=grant.year)
    if grant.decision:
        same = same.filter(decision__number=grant.decision.number)
    return same.order_by("pk").first()


def _merges() -> dict[int, int]:
    """Every merged file and the one that it is part of."""
    return dict(PersonMerge.objects.filter(undone=None).values_list("merged", "kept"))


def _acts(grant: Grant) -> list[GrantEvent]:
    return list(grant.events.select_related("decision").order_by("id"))


def _events(proofs: Iterable[GrantProof]) -> dict[int, list[GrantEvent]]:
    found: dict[int, list[GrantEvent]] = {}
    keys = [proof.grant_id for proof in proofs]
    for event in GrantEvent.objects.filter(grant__in=keys).select_related("decision").order_by("id"):
        found.setdefault(event.grant_id, []).append(event)
    return found


def _secrecies(recipient: Recipient, merges: Mapping[int, int]) -> list[int]:
    """Of the recipient's own file and of those into which it was merged."""
    if not isinstance(recipient, Person):
        return []
    later = [key for key in chain(recipient.pk, merges) if key != recipient.pk]
    if not later:
        return [recipient.secrecy]
    return [recipient.secrecy, *Person.every.filter(pk__in=later).values_list("secrecy", flat=True)]


def _last_file(grant: Grant, merges: Mapping[int, int]) -> tuple[str, int]:
    """Under which key ``_consents`` keeps the recipient's last word."""
    subject = grant.subject
    key = list(chain(subject.pk, merges))[-1] if isinstance(subject, Person) else subject.pk
    return grant.kind.value, key


def _consents(
    grants: Iterable[Grant], merges: Mapping[int, int], place: ConsentPlace
) -> dict[tuple[str, int], bool]:
    """The last word of each recipient of some honours about that place."""
    keys = {_last_file(grant, merges) for grant in grants}
    people = {key for kind, key in keys if kind == RecipientKind.PERSON}
    files = people | {one for one in merges if list(chain(one, merges))[-1] in people}
    rows = _about(place).filter(
        Q(person__in=files)
        | Q(household__in=[key for kind, key in keys if kind == RecipientKind.HOUSEHOLD])
        | Q(outsider__in=[key for kind, key in keys if kind == RecipientKind.OUTSIDER])
    )
    found: dict[tuple[str, int], bool] = {}
    for row in rows.order_by("id"):
        if row.person_id is not None:
            found[RecipientKind.PERSON.value, list(chain(row.person_id, merges))[-1]] = row.full
        elif row.household_id is not None:
            found[RecipientKind.HOUSEHOLD.value, row.household_id] = row.full
        elif row.outsider_id is not None:
            found[RecipientKind.OUTSIDER.value, row.outsider_id] = row.full
    return found

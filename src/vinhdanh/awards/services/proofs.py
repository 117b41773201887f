"""Proofs: a code and a bit of the status list for each honour; who may be named in full; the signing keys."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import NOWHERE, Acting, Answer, Operator
from vinhdanh.audit.changes import written
from vinhdanh.audit.services import record
from vinhdanh.awards.models import Grant, GrantProof, NameConsent, Outsider, Recipient
from vinhdanh.awards.policies import may_set_consent
from vinhdanh.awards.proof_keys import ring, tell_key
from vinhdanh.awards.recipients import column, ref
from vinhdanh.awards.selectors.proofs import attested, last_consent
from vinhdanh.awards.types import ConsentPlace
from vinhdanh.documents.credentials.keys import PublicKey
from vinhdanh.documents.credentials.statuslist import SIZE
from vinhdanh.people.models import Unit
from vinhdanh.people.services import writing
from vinhdanh.people.services.writing import Actor

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32, without those that look alike
CODE = 26  # signs: 130 random bits
FULL_LIST = SIZE // 2  # a list is not filled further, so that a free bit is soon found and nothing is told
BATCH = 500


def prepare(*, by: Acting | Operator, grants: Iterable[Grant]) -> list[GrantProof]:
    """Give each honour its code and its bit; those that have them keep them. In the order of ``grants``.

    Asks for no right: the caller has asked for that to sign, or to print (``SIGN``, ``ISSUE``, ``GRANT``).
    """
    wanted = list(grants)
    with transaction.atomic():
        keys = [grant.pk for grant in wanted]
        # One at a time: two who print the same paper get one code.
        list(
            Grant.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk")
        )
        found = _proofs(keys)
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            _make(missing)
            found |= _proofs(missing)
            record(
                actor=by,
                verb="awards.proofs_prepared",
                subject=f"{len(missing)} lượt khen",
                ref=f"decision:{wanted[0].decision_id}" if wanted[0].decision_id else "",
                data={"grants": missing},
            )
    return [found[key] for key in keys]


def _proofs(keys: Sequence[int]) -> dict[int, GrantProof]:
    return {proof.grant_id: proof for proof in GrantProof.objects.filter(grant__in=keys)}


def _make(keys: Sequence[int]) -> None:
    """Rows for grants that have none. Inside a transaction that holds the grants."""
    now = timezone.now()
    grants = Grant.objects.select_related("person", "unit", "household", "outsider", "decision").in_bulk(keys)
    places = _free_places(len(keys))
    GrantProof.objects.bulk_create(
        [
            GrantProof(
                grant=grants[key],
                code="".join(secrets.choice(SIGNS) for _ in range(CODE)),
                list_number=number,
                list_index=index,
                issued=now,
                attested=attested(grants[key]),
            )
            for key, (number, index) in zip(keys, places, strict=True)
        ],
        batch_size=BATCH,
    )


def _free_places(count: int) -> list[tuple[int, int]]:
    """So many random free bits, of the newest list as long as it has room."""
    number = GrantProof.objects.order_by("-list_number").values_list("list_number", flat=True).first() or 1
    used = GrantProof.objects.filter(list_number=number).count()
    places: list[tuple[int, int]] = []
    while len(places) < count:
        if used >= FULL_LIST:
            number, used = number + 1, 0
        some = min(count - len(places), FULL_LIST - used, BATCH)
        drawn = {secrets.randbelow(SIZE) for _ in range(some)} - {at for n, at in places if n == number}
        taken = GrantProof.objects.filter(list_number=number, list_index__in=drawn)
        drawn -= set(taken.values_list("list_index", flat=True))
        places += [(number, index) for index in drawn]
        used += len(drawn)
    return places


def set_name_consent(
    *,
    actor: Actor,
    recipient: Recipient,
    full: bool,
    ground: str = "",
    place: ConsentPlace = ConsentPlace.BOTH,
) -> NameConsent:
    """Whether a name may be shown in full to anybody: on a paper's page, among a year's honours, or both.

    Somebody may say so about himself; the office about anybody, naming the paper in which he agreed. What
    he said himself the office may only narrow.

    Raises:
        PermissionDenied: the actor writes nothing about him in the register.
        ValidationError: it is a unit's, nothing changes, the office names no paper, or he himself said no.
    """
    if isinstance(recipient, Unit):
        raise ValidationError("Tên tập thể luôn hiện đủ: không cần ý kiến.")
    answer, own = consent_answer(actor, recipient)
    by = admit(actor, answer)
    with transaction.atomic():
        type(recipient)._base_manager.select_for_update(of=("self",)).get(pk=recipient.pk)
        said = [last_consent(recipient, one) for one in places_of(place)]
        # Whoever has said nothing is masked; only he himself has reason to say so once more, for good.
        if all(full == bool(last and last.full) and (not own or (last and last.own)) for last in said):
            raise ValidationError("Đã như vậy rồi: không có gì thay đổi.")
        if full and not own:
            for last in said:
                if last and last.own and not last.full:
                    raise ValidationError(
                        f"{recipient} đã tự chọn che bớt họ tên ngày "
                        f"{timezone.localtime(last.at):%d/%m/%Y}: chỉ người đó đổi được."
                    )
            if not ground.strip():
                raise ValidationError({"ground": "Ghi giấy đồng ý của người được khen: số, ngày, nơi giữ."})
        row = NameConsent(
            **column(recipient),
            full=full,
            place=place,
            own=own,
            ground=ground.strip(),
            by=by.full_name[:200],
            at=timezone.now(),
        )
        row.full_clean()
        row.save()
        record(
            actor=by,
            verb="awards.name_consent_set",
            subject=str(recipient),
            ref=ref(recipient),
            data=written((None, row)),
            why=ground.strip(),
        )
    return row


def places_of(place: ConsentPlace) -> tuple[ConsentPlace, ...]:
    """The pages that a word about that place is about."""
    return (ConsentPlace.PAPER, ConsentPlace.HONOURS) if place == ConsentPlace.BOTH else (place,)


def consent_answer(actor: Actor, recipient: Recipient) -> tuple[Answer, bool]:
    """May the actor say whether the recipient's name is shown, and is it his own?"""
    if isinstance(recipient, Outsider):
        return may_set_consent(scopes(actor), NOWHERE), False
    own = writing.is_own(actor, recipient)
    held = writing.scopes_about(actor, recipient)
    return may_set_consent(held, writing.path_of(recipient), own=own), own


def create_key(*, by: Operator) -> PublicKey:
    """The first signing key. For whoever runs the server.

    Raises:
        ValidationError: there is one.
    """
    held = ring().current()
    if held is not None:
        raise ValidationError(f"Đã có khóa ký {held.public.id}: đổi khóa bằng “vinhdanh proof-keys rotate”.")
    made = ring().create(timezone.now()).public
    tell_key(by, "awards.proof_key_made", made)
    return made


def rotate_keys(*, by: Operator, why: str, revoke: bool = False) -> PublicKey:
    """A new key signs from now on. For whoever runs the server.

    Args:
        revoke: the old one may have been stolen: the signed form of papers printed so far no longer counts,
            their page still answers.

    Raises:
        ValidationError: no reason was given.
    """
    if not why.strip():
        raise ValidationError("Ghi lý do đổi khóa.")
    made = ring().rotate(timezone.now(), revoke=revoke).public
    tell_key(by, "awards.proof_keys_rotated", made, why.strip())
    return made

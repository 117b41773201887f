"""Putting a ballot in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from vinhdanh.access.policies import admit
from vinhdanh.council import sealing
from vinhdanh.council.models import BallotBox, BallotVoter
from vinhdanh.council.policies.boxes import may_cast
from vinhdanh.council.sealing import Ballot, Tampered
from vinhdanh.council.selectors.boxes import frame_of
from vinhdanh.council.services import keyfiles, traces
from vinhdanh.council.services.opening import Actor, locked, refuse_unless_open, told, write_down
from vinhdanh.council.types.boxes import BoxState, BoxWay, Choice


@sensitive_variables("choices", "marks", "ballot", "receipt")
def cast(*, actor: Actor, box: BallotBox, choices: Mapping[str, Choice]) -> str:
    """Seal a ballot and put it into the box. It can be neither changed nor taken back.

    Args:
        choices: by the item's ref; an item that is left out is blank.

    Returns:
        The receipt, as the voter writes it down. It is nowhere else: shown once, then gone.

    Raises:
        PermissionDenied: the actor is not in the list, or has voted.
        ValidationError: the box isn't open or its time is over; a choice on an item that he does not vote on;
            the box was tampered with.
    """
    voter = box.voters.filter(account__username=actor.username).first() if actor.username else None
    by = admit(actor, may_cast(listed=voter is not None, voted=voter is not None and voter.voted))
    receipt = sealing.new_receipt()
    traces.overwrite_freed()
    try:
        with transaction.atomic():
            row = locked(box)
            voter = row.voters.get(account__username=actor.username)
            admit(actor, may_cast(listed=True, voted=voter.voted))
            _refuse_late(row)
            ballot = Ballot(receipt, _marks(row, voter, choices))
            _put(row, sealing.seal(bytes(row.public), ballot), len(ballot.marks))
            voter.voted = True
            voter.save(update_fields=["voted"])
            write_down(by, row, "ballot_cast")
            transaction.on_commit(partial(forget_key, row.pk), robust=True)
    except Tampered as found:
        raise told(by, box, found) from found
    return sealing.receipt_words(receipt)


def _refuse_late(box: BallotBox) -> None:
    refuse_unless_open(box)
    if box.way == BoxWay.PAPER:
        raise ValidationError("Hòm này bỏ phiếu giấy: nhận phiếu ở phiên họp.")
    if box.closes is not None and timezone.now() > box.closes:
        raise ValidationError(
            f"Hết giờ bỏ phiếu lúc {timezone.localtime(box.closes):%H:%M %d/%m/%Y}: phiếu chưa được ghi. "
            "Thư ký gia hạn thì bỏ tiếp được."
        )


def _marks(box: BallotBox, voter: BallotVoter, choices: Mapping[str, Choice]) -> bytes:
    """One mark for each item. An item that he does not vote on looks like any blank one."""
    items = list(box.items.all())
    if not set(choices) <= {item.ref for item in items}:
        raise ValidationError("Phiếu có mục không thuộc hòm này. Tải lại trang và chọn lại.")
    for item in items:
        if item.ref in voter.refused and choices.get(item.ref, Choice.BLANK) != Choice.BLANK:
            raise ValidationError(f"Đồng chí không bỏ phiếu cho mục {item}: {voter.refused[item.ref]}.")
    return bytes(choices.get(item.ref, Choice.BLANK) for item in items)


def _put(box: BallotBox, sealed: bytes, items: int) -> None:
    """The whole content anew: a new order, a new key, the same length."""
    frame, places, size = frame_of(box), box.voters.count(), sealing.sealed_size(items)
    key = keyfiles.key_at(box.name, box.casts)
    inside = sealing.empty(key, bytes(box.content), frame=frame, places=places, size=size)
    if not len(inside) == box.casts == box.voters.filter(voted=True).count():
        raise Tampered(
            f"Hòm có {len(inside)} phiếu, ghi {box.casts} lần bỏ phiếu và "
            f"{box.voters.filter(voted=True).count()} người đã bỏ phiếu."
        )
    box.casts += 1
    box.content = sealing.fill(
        sealing.next_key(key), [*inside, sealed], frame=frame, places=places, size=size
    )
    box.save(update_fields=["casts", "content"])


def forget_key(pk: int) -> None:
    """After a cast is safely written: overwrite the outer key that earlier copies of the box need."""
    with transaction.atomic():
        box = BallotBox.objects.select_for_update(of=("self",)).get(pk=pk)
        if box.state == BoxState.OPEN:
            keyfiles.advance(box.name, box.casts)

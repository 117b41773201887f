"""Closing a box and counting it, once; counting the slips again as often as somebody likes."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from nacl.public import PrivateKey

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.council import sealing
from vinhdanh.council.models import BallotBox, BallotItem, BallotReceipt, BallotSlip, BallotTotal, BallotVoter
from vinhdanh.council.policies.boxes import may_keep_box
from vinhdanh.council.sealing import Ballot, Cost, LockedKeys, Tampered, WrongPassphrase
from vinhdanh.council.selectors.boxes import (
    barred_from,
    digest_of,
    frame_of,
    problems_of,
    progress_of,
    result_of,
    told_apart,
)
from vinhdanh.council.services import keyfiles, traces
from vinhdanh.council.services.opening import (
    Actor,
    finish,
    is_paper,
    locked,
    refuse_unless_open,
    strip_keys,
    told,
    write_down,
)
from vinhdanh.council.types.boxes import LEAST, BoxPurpose, BoxState, Choice


@sensitive_variables("chair_passphrase", "secretary_passphrase")
def close_box(
    *, actor: Actor, box: BallotBox, chair_passphrase: str, secretary_passphrase: str, why: str = ""
) -> BallotBox:
    """Close a council's box: count it, publish slips, totals and receipts, destroy ballots and keys.

    Args:
        why: the reason, where it closes before its time and before everybody has voted.

    Raises:
        PermissionDenied: the actor does not convene the council.
        ValidationError: it isn't open; a passphrase is wrong; it is too early and no reason is given; so few
            have voted that the result would say how each did; it was tampered with. In each case nothing has
            changed.
    """
    by = admit(actor, may_keep_box(scopes(actor), box.unit.path, box.purpose))
    if box.purpose == BoxPurpose.CLUSTER:
        raise ValidationError("Hòm phiếu của cụm, khối đóng ở trang của hòm, cùng với số biên bản.")
    return close_sealed(by=by, box=box, passphrases=(chair_passphrase, secretary_passphrase), why=why)


@sensitive_variables("passphrases", "private")
def close_sealed(*, by: Acting, box: BallotBox, passphrases: tuple[str, str], why: str = "") -> BallotBox:
    """Close a sealed box for whom the caller has let pass. Errors as ``close_box``."""
    private = unlocked(box, passphrases, why)
    try:
        with transaction.atomic():
            return count_sealed(by=by, box=box, private=private, why=why)
    except Tampered as found:
        raise told(by, box, found) from found


@sensitive_variables("private")
def count_sealed(*, by: Acting, box: BallotBox, private: PrivateKey, why: str) -> BallotBox:
    """Count a box and close it, inside a transaction of the caller's.

    Raises:
        ValidationError: as ``close_box``.
        Tampered: the caller tells it (``told``) once his transaction is over, so that the journal keeps it.
    """
    traces.overwrite_freed()
    row = locked(box)
    refuse_closing(row, why)
    ballots = _opened(row, private)
    publish(row, ballots)
    _refuse_few(row)  # after the ballots themselves: whoever tampers with them is found all the same
    row.state, row.closed = BoxState.CLOSED, timezone.now()
    row.closed_by, row.why = by.full_name[:200], why.strip()
    strip_keys(row)
    row.digest = digest_of(row, result_of(row), row.receipts.values_list("mark", flat=True))
    row.save()
    write_result(by, row, why.strip())
    transaction.on_commit(partial(finish, row.name), robust=True)
    return row


def refuse_closing(box: BallotBox, why: str) -> None:
    """Raises: ValidationError, when the box can't be closed (now), with what is missing."""
    refuse_unless_open(box)
    if is_paper(box):
        raise ValidationError("Hòm phiếu giấy đóng khi hai người nhập khớp nhau.")
    progress = progress_of(box)
    early = box.closes is not None and timezone.now() < box.closes
    if early and not progress.all_in and not why.strip():
        said = f"Mới có {progress.voted}/{progress.total} người bỏ phiếu và chưa hết giờ: ghi lý do đóng sớm."
        raise ValidationError({"why": said})


def _refuse_few(box: BallotBox) -> None:
    if names := told_apart(box):
        raise ValidationError(
            f"Kiểm lúc này thì kết quả cho biết ai bầu thế nào: {'; '.join(names)}. Cần ít nhất {LEAST} "
            "phiếu ở mỗi mục: gia hạn để nhận thêm phiếu, hoặc hủy hòm, có lý do."
        )


@sensitive_variables("passphrases")
def unlocked(box: BallotBox, passphrases: tuple[str, str], why: str) -> PrivateKey:
    """The private key of a box that may be closed now. Takes a second: not while others wait for the box.

    Raises:
        ValidationError: it can't be closed now, or a passphrase is wrong.
    """
    now = BallotBox.objects.get(pk=box.pk)
    refuse_closing(now, why)
    keys = LockedKeys(bytes(now.public), bytes(now.locked), bytes(now.salts), Cost(now.rounds, now.memory))
    try:
        return sealing.unlock(keys, *passphrases)
    except WrongPassphrase as error:
        raise ValidationError(
            "Chưa mở được hòm phiếu: ít nhất một trong hai mật khẩu không đúng. Chưa có gì thay đổi. "
            "Chủ tịch và Thư ký nhập lại, chú ý bộ gõ và chữ hoa."
        ) from error


def _opened(box: BallotBox, private: PrivateKey) -> list[Ballot]:
    """Every ballot in the clear, in no order; they exist in memory only.

    Raises:
        Tampered: ballots were added, removed, replaced or put back, or one is not a ballot of this box.
    """
    items = box.items.count()
    inside = sealing.empty(
        keyfiles.key_at(box.name, box.casts),
        bytes(box.content),
        frame=frame_of(box),
        places=box.voters.count(),
        size=sealing.sealed_size(items),
    )
    voted = box.voters.filter(voted=True).count()
    if not len(inside) == box.casts == voted:
        raise Tampered(f"Hòm có {len(inside)} phiếu, {voted} người được ghi đã bỏ phiếu.")
    secrets.SystemRandom().shuffle(inside)
    ballots = [sealing.open_ballot(private, one) for one in inside]
    if any(mark not in Choice.values for ballot in ballots for mark in ballot.marks):
        raise Tampered("Có phiếu ghi ý kiến không có trên mẫu phiếu.")
    if len({ballot.receipt for ballot in ballots}) != len(ballots):
        raise Tampered("Có phiếu được chép thành nhiều phiếu.")
    return ballots


def publish(box: BallotBox, ballots: Sequence[Ballot]) -> None:
    """Tear the ballots apart: slips by item, sorted, so that no two of one ballot can be put together."""
    voted = list(box.voters.filter(voted=True))
    for at, item in enumerate(box.items.all()):
        counted = Counter(ballot.marks[at] for ballot in ballots)
        counted[Choice.BLANK] -= _barred(item, voted, counted)
        BallotSlip.objects.bulk_create(
            [BallotSlip(item=item, choice=choice) for choice in Choice for _ in range(counted[choice])]
        )
        BallotTotal.objects.create(
            item=item,
            in_favour=counted[Choice.FOR],
            against=counted[Choice.AGAINST],
            blank=counted[Choice.BLANK],
        )
    marks = sorted(sealing.receipt_mark(ballot.receipt, box.name) for ballot in ballots)
    BallotReceipt.objects.bulk_create([BallotReceipt(box=box, mark=mark) for mark in marks])


def _barred(item: BallotItem, voted: Sequence[BallotVoter], counted: Counter[int]) -> int:
    """The blanks of those who do not vote on the item: they are no abstentions."""
    barred = barred_from(item, voted)
    if counted[Choice.BLANK] < barred:
        raise Tampered(f"Mục {item} có nhiều ý kiến hơn số người được bỏ phiếu cho mục này.")
    return barred


def write_result(by: Acting, box: BallotBox, why: str = "") -> None:
    """The result in the journal, where it can't be changed any more."""
    results = result_of(box)
    write_down(
        by,
        box,
        "box_closed",
        {
            "digest": box.digest,
            "casts": box.casts,
            "items": [
                f"{one.label} ({one.ref}): {one.for_} đồng ý, {one.against} không đồng ý, {one.blank} trắng; "
                f"cần {one.needed}: {'đạt' if one.passed else 'không đạt'}"
                for one in results
            ],
        },
        why,
    )


def recount(*, actor: Actor, box: BallotBox) -> list[str]:
    """Count the slips again and compare with totals, receipts, marks of voters and the journal.

    Returns:
        What does not agree, in sentences; empty when everything does.

    Raises:
        PermissionDenied: the actor does not keep the box.
        ValidationError: it has not been counted yet.
    """
    by = admit(actor, may_keep_box(scopes(actor), box.unit.path, box.purpose))
    if box.state != BoxState.CLOSED:
        raise ValidationError("Hòm phiếu chưa kiểm: đóng hòm trước.")
    with transaction.atomic():
        found = problems_of(box)
        write_down(by, box, "box_recounted", {"found": found})
    return found

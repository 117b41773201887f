"""Boxes on paper: two people type all ballots in, each for himself, and must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.council.models import BallotBox, BallotItem, BallotTeller, BallotTotal, BallotTyping
from vinhdanh.council.policies.boxes import may_keep_box, may_type
from vinhdanh.council.selectors.boxes import (
    COUNTED,
    current_typings,
    differences,
    digest_of,
    own_refs,
    result_of,
)
from vinhdanh.council.services.counting import write_result
from vinhdanh.council.services.opening import (
    Actor,
    home_of,
    is_paper,
    locked,
    refuse_items,
    refuse_unless_open,
    write_down,
    write_items,
)
from vinhdanh.council.types.boxes import BoxItem, BoxState, BoxWay, PaperCount
from vinhdanh.people.models import Unit


def open_paper_box(
    *,
    actor: Actor,
    title: str,
    items: Sequence[BoxItem],
    tellers: Sequence[Account],
    members: int,
    attending: int | None = None,
    unit: Unit | None = None,
    place: str = "",
) -> BallotBox:
    """Open a box whose ballots are on paper.

    Args:
        tellers: who may type the ballots in, two at least, nobody who is voted on.
        attending: how many are there; no more sheets are handed out.
        members, unit, place: as ``open_box``.

    Raises:
        PermissionDenied: the actor does not convene the council of the unit.
        ValidationError: nothing to vote on, too few tellers, or one of them is voted on.
    """
    unit = unit or home_of(actor)
    by = admit(actor, may_keep_box(scopes(actor), unit.path))
    refuse_items(items)
    chosen = {one.pk: one for one in tellers}
    if len(chosen) < 2:
        raise ValidationError({"tellers": "Phiếu giấy do hai người khác nhau nhập: chọn ít nhất hai người."})
    refs = [one.ref for one in items]
    if proposed := [str(one) for one in chosen.values() if own_refs(one, refs)]:
        raise ValidationError(
            {"tellers": f"{', '.join(proposed)} là người được đề nghị nên không nhập phiếu."}
        )
    with transaction.atomic():
        box = BallotBox(
            unit=unit,
            title=title.strip(),
            place=place,
            way=BoxWay.PAPER,
            members=members,
            attending=attending,
            opened=timezone.now(),
            opened_by=by.full_name[:200],
        )
        box.full_clean()
        box.save()
        write_items(box, items)
        BallotTeller.objects.bulk_create([BallotTeller(box=box, account=one) for one in chosen.values()])
        names = [str(one) for one in chosen.values()]
        labels = [f"{one.label} ({one.ref}): cần {one.needed}" for one in items]
        write_down(by, box, "box_opened", {"items": labels, "tellers": names, "members": members})
    return box


def type_paper(*, actor: Actor, box: BallotBox, count: PaperCount) -> list[tuple[str, str, str]]:
    """Type the paper ballots in. The second of two people who agree closes the box with the result.

    Returns:
        Where the two differ (what, the first one's figures, the second's); then both type again. Empty when
        they agree or the other one has still to type: the box's state says which.

    Raises:
        PermissionDenied: the actor is no teller of the box, or is voted on.
        ValidationError: it is closed; figures that do not add up; he has typed this attempt already.
    """
    refs = list(box.items.values_list("ref", flat=True))
    proposed = isinstance(actor, Account) and bool(own_refs(actor, refs))
    teller = box.tellers.filter(account__username=actor.username).first() if actor.username else None
    by = admit(actor, may_type(listed=teller is not None, proposed=proposed))
    try:
        with transaction.atomic():
            row = locked(box)
            refuse_unless_open(row)
            if not is_paper(row):
                raise ValidationError("Hòm này bỏ phiếu trên máy: không nhập phiếu giấy.")
            assert teller is not None  # may_type
            items = list(row.items.all())
            attempt, typed = current_typings(row)
            typing = BallotTyping(
                box=row,
                attempt=attempt,
                account_id=teller.account_id,
                by_name=by.full_name[:200],
                at=timezone.now(),
                counts=_counts(row, items, count),
                **{name: getattr(count, name) for name in COUNTED},
            )
            typing.full_clean()
            typing.save()
            write_down(by, row, "paper_typed", {"attempt": attempt})  # no figures: the other has yet to type
            if not typed:
                return []
            if found := differences([*typed, typing], items):
                write_down(by, row, "paper_differs", {"attempt": attempt, "items": [one[0] for one in found]})
                return found
            for item in items:
                BallotTotal.objects.create(item=item, **_total(typing.counts[item.ref]))
            row.state, row.closed, row.closed_by = BoxState.CLOSED, typing.at, by.full_name[:200]
            row.casts = count.returned
            row.digest = digest_of(row, result_of(row), ())
            row.save()
            write_result(by, row)
    except IntegrityError as error:
        raise ValidationError("Lần nhập này vừa được ghi: tải lại trang.") from error
    return []


def _total(counts: Sequence[int]) -> dict[str, int]:
    return dict(zip(("in_favour", "against", "blank"), counts, strict=True))


def _counts(box: BallotBox, items: Sequence[BallotItem], count: PaperCount) -> Mapping[str, list[int]]:
    """The figures by item, as they are stored; each item's add up to the valid ballots."""
    found = []
    if count.handed_out > box.members:
        found.append(f"Phát ra {count.handed_out} phiếu, nhiều hơn {box.members} thành viên.")
    elif box.attending is not None and count.handed_out > box.attending:
        found.append(f"Phát ra {count.handed_out} phiếu, nhiều hơn {box.attending} người có mặt.")
    for item in items:
        counts = count.counts.get(item.ref)
        if counts is None or min(counts) < 0:
            found.append(f"Mục {item}: ghi đủ số đồng ý, không đồng ý, để trắng.")
        elif sum(counts) != count.valid:
            found.append(f"Mục {item}: cộng lại {sum(counts)} phiếu, phải bằng {count.valid} phiếu hợp lệ.")
        elif item.able is not None and (marked := counts[0] + counts[1]) > item.able:
            found.append(
                f"Mục {item}: {marked} phiếu đồng ý và không đồng ý, nhiều hơn {item.able} người có mặt được "
                "bỏ phiếu cho mục này. Đếm lại; người không được bỏ mà đã bỏ thì hủy hòm, bỏ phiếu lại."
            )
    if found:
        raise ValidationError(found)
    return {item.ref: list(count.counts[item.ref]) for item in items}

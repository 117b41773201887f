"""Opening, extending and cancelling ballot boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit, units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Acting, Action, Operator
from vinhdanh.audit.services import record
from vinhdanh.council.models import BallotBox, BallotItem, BallotVoter
from vinhdanh.council.policies.boxes import may_keep_box
from vinhdanh.council.sealing import Cost, Tampered, fill, make_keys, sealed_size
from vinhdanh.council.selectors.boxes import box_ref, frame_of, own_refs
from vinhdanh.council.services import keyfiles, traces
from vinhdanh.council.types.boxes import LEAST, BoxItem, BoxPurpose, BoxState, BoxVoter, BoxWay
from vinhdanh.people.models import Unit

Actor = Account | Operator
OWN = "là người được đề nghị"


@sensitive_variables("chair_passphrase", "secretary_passphrase")
def open_box(
    *,
    actor: Actor,
    title: str,
    items: Sequence[BoxItem],
    voters: Sequence[BoxVoter],
    members: int,
    closes_at: datetime,
    chair_passphrase: str,
    secretary_passphrase: str,
    unit: Unit | None = None,
    place: str = "",
) -> BallotBox:
    """Open a box for a secret vote on screen.

    Args:
        members: how many members shares are counted on, whether they vote here or not.
        closes_at: no ballot is taken after this moment.
        chair_passphrase, secretary_passphrase: both are needed to close; nobody can find them out again.
        unit: whose council votes; by default the unit on which the actor convenes it.
        place: the meeting, as the voter reads it.

    Raises:
        PermissionDenied: the actor does not convene the council of the unit.
        ValidationError: nothing or nobody to vote, too few voters to keep it secret, a moment that is
            over, passphrases that are too easy or the same.
    """
    unit = unit or home_of(actor)
    by = admit(actor, may_keep_box(scopes(actor), unit.path))
    return open_sealed(
        by=by,
        purpose=BoxPurpose.COUNCIL,
        unit=unit,
        title=title,
        place=place,
        items=items,
        voters=voters,
        members=members,
        closes_at=closes_at,
        passphrases=(chair_passphrase, secretary_passphrase),
    )


@sensitive_variables("passphrases")
def open_sealed(
    *,
    by: Acting,
    purpose: BoxPurpose,
    unit: Unit,
    title: str,
    items: Sequence[BoxItem],
    voters: Sequence[BoxVoter],
    members: int,
    closes_at: datetime,
    passphrases: tuple[str, str],
    place: str = "",
    about: str = "",
) -> BallotBox:
    """Open a sealed box for whom the caller has let pass. Other arguments and errors as ``open_box``."""
    refuse_items(items)
    _refuse_voters(voters, members, items)
    if closes_at <= timezone.now():
        raise ValidationError({"closes_at": "Giờ đóng đã qua: chọn giờ sau lúc này."})
    _refuse_passphrases(*passphrases)
    cost = Cost(*settings.BALLOT_KEY_COST)
    keys = make_keys(*passphrases, cost)
    name, key = keyfiles.make_key()
    try:
        with transaction.atomic():
            box = BallotBox(
                unit=unit,
                title=title.strip(),
                place=place,
                purpose=purpose,
                about=about,
                members=members,
                opened=timezone.now(),
                closes=closes_at,
                opened_by=by.full_name[:200],
                name=name,
                public=keys.public,
                locked=keys.locked,
                salts=keys.salts,
                rounds=cost.rounds,
                memory=cost.memory,
            )
            box.full_clean()
            box.save()
            write_items(box, items)
            BallotVoter.objects.bulk_create(
                [
                    BallotVoter(box=box, account=one.account, name=one.name, refused=_refused(one, items))
                    for one in sorted(voters, key=lambda one: one.name)
                ]
            )
            box.content = fill(key, [], frame=frame_of(box), places=len(voters), size=sealed_size(len(items)))
            box.save(update_fields=["content"])
            write_down(by, box, "box_opened", _opening(box, items, voters))
            transaction.on_commit(sweep_keys, robust=True)
    except BaseException:
        keyfiles.destroy(name)
        raise
    return box


def home_of(actor: Actor) -> Unit:
    """The unit on which somebody convenes the council; the agency where he does everywhere, or nowhere.

    Raises:
        ValidationError: there is no unit at all.
    """
    codes = units_with(scopes(actor), Action.CONVENE)
    found = Unit.objects.order_by("depth", "path")
    if codes and WHOLE_AGENCY not in codes:
        found = found.filter(code__in=codes)
    unit = found.first()
    if unit is None:
        raise ValidationError("Chưa có đơn vị nào để lập hòm phiếu.")
    return unit


def refuse_items(items: Sequence[BoxItem]) -> None:
    """Raises: ValidationError, when there is nothing to vote on, or the same thing twice."""
    if not items:
        raise ValidationError("Hòm phiếu chưa có mục nào để bỏ phiếu.")
    if len({one.ref for one in items}) != len(items):
        raise ValidationError("Có mục được đưa vào hòm phiếu hai lần.")


def write_items(box: BallotBox, items: Sequence[BoxItem]) -> None:
    """Save what is voted on, in order."""
    BallotItem.objects.bulk_create(
        [
            BallotItem(
                box=box,
                position=at,
                ref=one.ref,
                label=one.label[:200],
                sub=one.sub[:400],
                needed=one.needed,
                able=one.able,
            )
            for at, one in enumerate(items, 1)
        ]
    )


def _refuse_voters(voters: Sequence[BoxVoter], members: int, items: Sequence[BoxItem]) -> None:
    if len({one.account.pk for one in voters}) != len(voters):
        raise ValidationError("Có người đứng hai lần trong danh sách bỏ phiếu.")
    if len(voters) < LEAST:
        raise ValidationError(
            f"Phiếu kín cần ít nhất {LEAST} người bỏ phiếu (đang có {len(voters)}): ít hơn thì kết quả "
            "cho biết ngay ai bầu thế nào. Dùng cách biểu quyết khác."
        )
    if members < len(voters):
        raise ValidationError("Tổng số thành viên không thể ít hơn số người bỏ phiếu.")
    known = {one.ref for one in items}
    if any(not one.refused_refs <= known for one in voters):
        raise ValidationError("Có người được ghi không bỏ phiếu cho một mục không có trong hòm.")
    barred = Counter(ref for one in voters for ref in _refused(one, items))
    few = [(one, able) for one in items if (able := len(voters) - barred[one.ref]) < LEAST]
    if few:
        raise ValidationError(
            [
                f"{one.label}: chỉ còn {able} người được bỏ phiếu, cần ít nhất {LEAST}, ít hơn thì kết quả "
                "cho biết ai bầu thế nào. Họp khi có thêm người được bỏ phiếu, hoặc mở hòm phiếu giấy."
                for one, able in few
            ]
        )


def _refused(voter: BoxVoter, items: Sequence[BoxItem]) -> dict[str, str]:
    """The items that a voter does not vote on, with why; his own proposal is always among them."""
    own = own_refs(voter.account, [one.ref for one in items])
    return {
        one.ref: OWN if one.ref in own else voter.whys.get(one.ref, OWN)
        for one in items
        if one.ref in own | voter.refused_refs
    }


def _refuse_passphrases(chair: str, secretary: str) -> None:
    found: dict[str, list[str]] = {}
    for name, words in (("chair_passphrase", chair), ("secretary_passphrase", secretary)):
        try:
            validate_password(words)
        except ValidationError as error:
            found[name] = error.messages
    if chair == secretary:
        found.setdefault("secretary_passphrase", []).append(
            "Hai mật khẩu phải khác nhau: một người biết một mật khẩu."
        )
    if found:
        raise ValidationError(found)


def _opening(box: BallotBox, items: Sequence[BoxItem], voters: Sequence[BoxVoter]) -> dict[str, Any]:
    return {
        "items": [f"{one.label} ({one.ref}): cần {one.needed}" for one in items],
        "voters": [one.name for one in voters],
        "members": box.members,
        "closes": box.closes,
    }


# ---- while it is open -----------------------------------------------------------------------------


def extend_box(*, actor: Actor, box: BallotBox, closes_at: datetime, why: str) -> BallotBox:
    """Take ballots for longer.

    Raises:
        PermissionDenied: the actor does not keep the box.
        ValidationError: it isn't open, the moment isn't later than the one before, or no reason.
    """
    by = admit(actor, may_keep_box(scopes(actor), box.unit.path, box.purpose))
    with transaction.atomic():
        row = locked(box)
        refuse_unless_open(row)
        if row.closes is None or closes_at <= max(row.closes, timezone.now()):
            raise ValidationError({"closes_at": "Giờ mới phải sau giờ đóng đang ghi và sau lúc này."})
        if not why.strip():
            raise ValidationError({"why": "Ghi lý do gia hạn."})
        before, row.closes = row.closes, closes_at
        row.save(update_fields=["closes"])
        write_down(by, row, "box_extended", {"before": before, "after": closes_at}, why.strip())
    return row


def void_box(*, actor: Actor, box: BallotBox, why: str) -> BallotBox:
    """Cancel a box without opening it: a passphrase is lost, or it was tampered with. Nobody reads it.

    Raises:
        PermissionDenied: the actor does not keep the box.
        ValidationError: it isn't open, or no reason.
    """
    by = admit(actor, may_keep_box(scopes(actor), box.unit.path, box.purpose))
    traces.overwrite_freed()
    with transaction.atomic():
        row = locked(box)
        refuse_unless_open(row)
        if not why.strip():
            raise ValidationError({"why": "Ghi lý do hủy hòm phiếu."})
        row.state, row.closed, row.closed_by = BoxState.VOID, timezone.now(), by.full_name[:200]
        row.why = why.strip()
        strip_keys(row)
        row.save()
        write_down(by, row, "box_voided", {"casts": row.casts}, why.strip())
        transaction.on_commit(partial(finish, row.name), robust=True)
    return row


def locked(box: BallotBox) -> BallotBox:
    """The box as it is now, held until the transaction ends."""
    return BallotBox.objects.select_for_update(of=("self",)).get(pk=box.pk)


def refuse_unless_open(box: BallotBox) -> None:
    """Raises: ValidationError, when the box was closed or cancelled; it says by whom and when."""
    if box.state != BoxState.OPEN:
        assert box.closed is not None
        raise ValidationError(
            f"Hòm phiếu “{box}” {box.get_state_display().lower()}: {box.closed_by}, "
            f"{timezone.localtime(box.closed):%H:%M %d/%m/%Y}."
        )


def write_down(
    by: Acting, box: BallotBox, verb: str, data: Mapping[str, Any] | None = None, why: str = ""
) -> None:
    """One line in the journal about a box. Never with a record's columns: they hold keys and ballots."""
    record(actor=by, verb=f"council.{verb}", subject=str(box), ref=box_ref(box), data=data, why=why)


# ---- what must not remain -------------------------------------------------------------------------


def strip_keys(box: BallotBox) -> None:
    """Take ballots and keys out of the row; the caller saves it."""
    box.content = box.locked = box.salts = b""
    box.rounds = box.memory = 0


def finish(name: str) -> None:
    """After the commit that closed a box: destroy its outer key and what SQLite keeps of the writes."""
    if name:
        keyfiles.destroy(name)
    sweep_keys()
    traces.empty_log()


def sweep_keys() -> int:
    """Destroy keys that a process which was killed left behind; how many there were.

    Never inside a transaction: a box that is closed there may yet stay open.
    """
    swept = 0
    states = dict(BallotBox.objects.exclude(name="").values_list("name", "state"))
    for name, old in keyfiles.kept():
        state = states.get(name)
        if (state is None and old) or state in (BoxState.CLOSED, BoxState.VOID):
            keyfiles.destroy(name)
            swept += 1
    return swept


def told(by: Acting, box: BallotBox, found: Tampered) -> ValidationError:
    """What a person is told of a box that was tampered with. The journal knows it first."""
    write_down(by, box, "box_tampered", {"found": str(found)})
    return ValidationError(
        f"Hòm phiếu “{box}” không được mở để kiểm: {found} Chưa có gì thay đổi. "
        "Báo Chủ tịch Hội đồng, giữ nguyên máy chủ để xem xét; hủy hòm này và bỏ phiếu lại."
    )


def is_paper(box: BallotBox) -> bool:
    """Whether its ballots are on paper."""
    return box.way == BoxWay.PAPER

"""A cluster's vote of suy tôn in a sealed box: its members vote, the count goes into the cluster's year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from vinhdanh.council.models import BallotBox
from vinhdanh.council.sealing import Tampered
from vinhdanh.council.selectors.boxes import result_of
from vinhdanh.council.selectors.cluster_boxes import cluster_of, delegates_of, head_unit, votes_needed
from vinhdanh.council.services.counting import count_sealed, unlocked
from vinhdanh.council.services.opening import Actor, open_sealed, told
from vinhdanh.council.types.boxes import BoxItem, BoxPurpose, BoxVoter
from vinhdanh.movements.models import ClusterYear
from vinhdanh.movements.selectors.clusters import members_of
from vinhdanh.movements.selectors.votes import honours_put_up
from vinhdanh.movements.services.cluster_meeting import record_ballot
from vinhdanh.movements.services.cluster_writing import refuse_stage, require_score
from vinhdanh.movements.types.clusters import Stage


@sensitive_variables("chair_passphrase", "secretary_passphrase")
def open_cluster_box(
    *,
    actor: Actor,
    year: ClusterYear,
    honour: str,
    closes_at: datetime,
    chair_passphrase: str,
    secretary_passphrase: str,
    present: Collection[int] = (),
) -> BallotBox:
    """Open a sealed box for the vote on one title in a cluster's meeting.

    Args:
        present: keys of the members whose delegates are there; empty means all.

    Raises:
        PermissionDenied: the actor does not write for the unit that heads the cluster.
        ValidationError: no meeting; not a title of collectives; nobody to vote on; a member present has no
            account to vote with; and what ``open_box`` refuses.
    """
    head = head_unit(year)
    by = require_score(actor, head, year)
    refuse_stage(year, Stage.MEETING)
    if honour not in honours_put_up():
        raise ValidationError({"honour": "Danh hiệu này không tặng cho tập thể."})
    members = members_of(year)
    there = [one for one in delegates_of(year) if not present or one.member.pk in present]
    if lacking := [str(one.member) for one in there if one.account is None]:
        raise ValidationError(
            {
                "present": f"{', '.join(lacking)} chưa có tài khoản Thủ trưởng đơn vị để bỏ phiếu. "
                "Lập tài khoản, hoặc bỏ phiếu giấy và ghi theo biên bản."
            }
        )
    needed = votes_needed(year, present=len(there), summoned=len(members))
    return open_sealed(
        by=by,
        purpose=BoxPurpose.CLUSTER,
        unit=head,
        title=f"Phiếu suy tôn {honours_put_up()[honour]}",
        place=str(year),
        about=f"cluster_year:{year.pk}/{honour}",
        items=[
            BoxItem(f"member:{one.pk}", str(one.unit), one.unit.code, needed)
            for one in members
            if not one.barred
        ],
        voters=[BoxVoter(one.account, frozenset(), str(one.member)) for one in there if one.account],
        members=len(members),
        closes_at=closes_at,
        passphrases=(chair_passphrase, secretary_passphrase),
    )


@sensitive_variables("chair_passphrase", "secretary_passphrase", "private")
def close_cluster_box(
    *,
    actor: Actor,
    box: BallotBox,
    minutes: str,
    chair_passphrase: str,
    secretary_passphrase: str,
    on: date | None = None,
    why: str = "",
) -> BallotBox:
    """Close a cluster's box and record its count as the vote of the cluster's year, both or neither.

    Args:
        minutes: number of the minutes of the meeting; ``on``: its day, today by default.

    Raises:
        PermissionDenied: the actor does not write for the unit that heads the cluster.
        ValidationError: as ``close_box`` and ``movements.services.record_ballot``.
    """
    year, honour = cluster_of(box)
    by = require_score(actor, head_unit(year), year)
    private = unlocked(box, (chair_passphrase, secretary_passphrase), why)
    try:
        with transaction.atomic():
            row = count_sealed(by=by, box=box, private=private, why=why)
            record_ballot(
                actor=actor,
                year=year,
                honour=honour,
                on=on or timezone.localdate(),
                minutes=minutes,
                summoned=row.members,
                present=row.voters.count(),
                votes={int(one.ref.removeprefix("member:")): one.for_ for one in result_of(row)},
            )
    except Tampered as found:
        raise told(by, box, found) from found
    return row

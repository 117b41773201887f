"""Who votes for a cluster's members, and how many votes carry one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.selectors import held_on
from vinhdanh.access.types import Role
from vinhdanh.council.models import BallotBox
from vinhdanh.movements.models import ClusterMember, ClusterYear
from vinhdanh.movements.scoring import carried
from vinhdanh.movements.selectors.clusters import head_of, members_of
from vinhdanh.movements.types.clusters import VoteBase
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class Delegate:
    """A member of the cluster and the account that votes for it: its head's, None where there is none."""

    member: ClusterMember
    account: Account | None


def delegates_of(year: ClusterYear) -> list[Delegate]:
    """The members in the cluster's order, each with the account of its head."""
    members = members_of(year)
    heads = (
        RoleAssignment.objects.filter(
            held_on(timezone.localdate()),
            role=Role.UNIT_HEAD,
            unit_code__in=[one.unit.code for one in members],
            account__is_active=True,
        )
        .select_related("account")
        .order_by("-valid_from", "-pk")
    )
    by_unit = {one.unit_code: one.account for one in heads}  # the one who has held it longest
    return [Delegate(one, by_unit.get(one.unit.code)) for one in members]


def head_unit(year: ClusterYear) -> Unit:
    """The unit that heads the cluster.

    Raises:
        ValidationError: none does.
    """
    head = head_of(members_of(year))
    if head is None:
        raise ValidationError(f"{year} chưa có trưởng cụm, khối.")
    return head.unit


def cluster_of(box: BallotBox) -> tuple[ClusterYear, str]:
    """The cluster's year and the title that a box is about.

    Raises:
        ValidationError: it is a council's box.
    """
    kind, _, rest = box.about.partition(":")
    key, _, honour = rest.partition("/")
    if kind != "cluster_year":
        raise ValidationError("Hòm phiếu này không phải của cụm, khối.")
    return ClusterYear.objects.select_related("cluster__unit").get(pk=key), honour


def votes_needed(year: ClusterYear, *, present: int, summoned: int) -> int:
    """The fewest votes that carry a proposal by the regulation; one more than there are, if none do."""
    assert year.threshold is not None  # a year without it is not opened
    base = present if year.vote_base == VoteBase.PRESENT else summoned
    votes = range(base + 1)
    return next((n for n in votes if carried(n, base, year.threshold, above=year.above)), base + 1)

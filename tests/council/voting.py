"""A council of seven with a box for three proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.council.models import BallotBox
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.counting import close_box
from vinhdanh.council.services.opening import open_box
from vinhdanh.council.types.boxes import BoxItem, BoxVoter, Choice

CHAIR, SECRETARY = "rừng xanh mưa bạc", "suối nguồn trong vắt"
BLANK, FOR, AGAINST = Choice.BLANK, Choice.FOR, Choice.AGAINST
ITEMS = [
    BoxItem("proposal:901", "Lê Thị Ánh", "Đội Chính sách", 6),
    BoxItem("proposal:902", "Trần Bình", "Đội Đào tạo", 6),
    BoxItem("proposal:903", "Đặng Chi", "Phòng Hậu cần", 6),
]
A, B, C = (item.ref for item in ITEMS)
# What each of the seven says of the three items. The third is head of B's unit and does not vote on B.
SAID: list[dict[str, Choice]] = [
    {A: FOR, B: FOR, C: AGAINST},
    {A: FOR, B: AGAINST, C: AGAINST},
    {A: FOR, C: FOR},
    {A: FOR, B: FOR, C: FOR},
    {A: FOR, B: FOR, C: AGAINST},
    {A: FOR, B: BLANK, C: AGAINST},
    {A: AGAINST, B: FOR, C: AGAINST},
]


class Council(Tree):
    """The tree with a secretary and seven members of the council."""

    def __init__(self, members: int = 7) -> None:
        super().__init__()
        self.secretary = make_account("thuky", (Role.COUNCIL_SECRETARY, "CAT"))
        self.members = [make_account(f"uv{n}", (Role.COUNCIL_MEMBER, "CAT")) for n in range(1, members + 1)]
        self.standing = make_account("thuongtruc", (Role.STANDING_BODY, "CAT"))
        self.outsider = make_account("nguoi-ngoai", (Role.UNIT_CLERK, "PX02"))

    def voters(self, barred: Mapping[int, frozenset[str]] | None = None) -> list[BoxVoter]:
        barred = {2: frozenset({B})} if barred is None else barred
        whys = {B: "là Thủ trưởng đơn vị được đề nghị"}
        return [
            BoxVoter(one, barred.get(at, frozenset()), one.full_name, whys)
            for at, one in enumerate(self.members)
        ]

    def open(self, **more: Any) -> BallotBox:
        given: dict[str, Any] = {
            "actor": self.secretary,
            "title": "Phiếu bầu Chiến sĩ thi đua cơ sở",
            "items": ITEMS,
            "voters": self.voters(),
            "members": 8,
            "closes_at": timezone.now() + timedelta(minutes=15),
            "chair_passphrase": CHAIR,
            "secretary_passphrase": SECRETARY,
        }
        return open_box(**(given | more))

    def vote(self, box: BallotBox, said: Sequence[Mapping[str, Choice]] = SAID) -> list[str]:
        """Each member's receipt."""
        return [
            cast(actor=member, box=box, choices=choices)
            for member, choices in zip(self.members, said, strict=False)
        ]

    def close(self, box: BallotBox, actor: Account | None = None, **more: Any) -> BallotBox:
        given: dict[str, Any] = {"chair_passphrase": CHAIR, "secretary_passphrase": SECRETARY}
        return close_box(actor=actor or self.secretary, box=box, **(given | more))

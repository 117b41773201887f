"""A unit with honours of 2025, and accounts that write, issue and only read its report."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.records import Tree, make_account, paper
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import record_grant

YEAR = 2025
PEOPLE = "khen-thuong.luot-ca-nhan"
PASSAGE = "danh-gia.han-che"


@dataclass
class Reported:
    """PX01 of the small province: one collective and two people commended in 2025."""

    tree: Tree = field(default_factory=Tree)

    def __post_init__(self) -> None:
        for subject in (self.tree.d1, self.tree.an, self.tree.binh):
            self.commend(subject)
        roles = {"clerk": Role.UNIT_CLERK, "head": Role.UNIT_HEAD, "reader": Role.REVIEWING_DEPARTMENT}
        self.accounts = {name: make_account(name, (role, "PX01")) for name, role in roles.items()}

    @property
    def clerk(self) -> Account:
        return self.accounts["clerk"]

    @property
    def head(self) -> Account:
        return self.accounts["head"]

    @property
    def whose(self) -> dict[str, object]:
        """The unit and the year, as services take them."""
        return {"unit": self.tree.px01, "year": YEAR}

    def commend(self, subject: object) -> Grant:
        """A Giấy khen of 2025."""
        return record_grant(
            actor=Operator(),
            subject=subject,  # type: ignore[arg-type]
            honour="GK",
            year=YEAR,
            decision=paper(),
        )

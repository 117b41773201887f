"""A small province with two communes, a round of selection in it, and those who work on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.records import Tree, make_account, make_unit
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Candidate, RecruitmentRound
from vinhdanh.programmes.recruitment_parameters import offered
from vinhdanh.programmes.services.recruitment import Receiver, Share

OPERATOR = Operator()
HANDOVER = date(2026, 3, 4)
SECRET = "Đục thủy tinh thể"  # stands for everything that must never reach the journal
RULES = {one.key: one.text for one in offered()}
SIZES = """
[[limit]]
of = "height"
least = 162
source = "Kế hoạch của đợt"
verified = "own"
"""


class Selection(Tree):
    """X001 (hard area, 2 places, one of a woman) and X002 (1 place), a clerk in each; one who runs rounds."""

    def __init__(self, *, by_totals: bool = False) -> None:
        super().__init__()
        self.x1 = make_unit("X001", self.cat, "Công an xã Bản Lầu", kind="cong_an_xa")
        self.x2 = make_unit("X002", self.cat, "Công an xã Nậm Pì", kind="cong_an_xa")
        self.clerk: Account = make_account("canbo-x1", (Role.UNIT_CLERK, "X001"))
        self.other: Account = make_account("canbo-x2", (Role.UNIT_CLERK, "X002"))
        self.standing: Account = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
        self.round = open_round(by_totals=by_totals)
        services.set_receivers(
            actor=OPERATOR,
            round_=self.round,
            receivers=[Receiver("CAT", "Công an tỉnh", 2, 1), Receiver("CSCD", "Cảnh sát cơ động", 1)],
        )
        services.set_communes(
            actor=OPERATOR,
            round_=self.round,
            communes={self.x1: Share(2, 1, hard_area=True), self.x2: Share(1)},
        )

    def register(self, **more: Any) -> Candidate:
        fields = {
            "name": "Giàng A Sử",
            "born": date(2006, 5, 20),
            "sex": "male",
            "education": "THPT",
            "height": 170,
            "weight": 60,
        }
        unit = more.pop("unit", self.x1)
        return services.register_candidate(
            actor=more.pop("actor", OPERATOR), round_=self.round, unit=unit, **fields | more
        )

    def move(self, candidate: Candidate, *moves: str, actor: Any = OPERATOR, **asked: Any) -> Candidate:
        """Several moves, each given what it asks for."""
        for move in moves:
            needed = {
                "examine_pass": {"health_class": 1},
                "decide": self.decision,
                "replace": self.decision,
                "hand_over": {"handed_on": HANDOVER},
            }.get(move, {})
            if move.endswith("_fail") or move in ("cancel", "return", "defer", "exempt"):
                needed = {"ground": "Có giấy"}
            candidate = services.move_candidate(actor=actor, candidate=candidate, move=move, **needed | asked)
        return candidate

    @property
    def decision(self) -> dict[str, Any]:
        return {
            "receiver": self.round.receivers.get(code="CAT"),
            "decision_no": "17/QĐ-UBND",
            "decision_on": date(2026, 2, 5),
        }

    def to_both(self, **more: Any) -> Candidate:
        """Somebody who has passed both tracks."""
        return self.move(self.register(**more), "screen_pass", "examine_pass", "recheck_pass", "vet_pass")

    def handed_over(self, **more: Any) -> Candidate:
        return self.move(self.to_both(**more), "decide", "hand_over")


def open_round(**more: Any) -> RecruitmentRound:
    fields: dict[str, Any] = {
        "name": "Đợt 2026",
        "year": 2026,
        "first": date(2025, 9, 22),
        "handover": HANDOVER,
        "quota": 3,
        "quota_women": 1,
        "parameters": RULES["tt-101-2025"] + SIZES,
        "retain_until": date(2026, 6, 30),
        "retain_basis": "Quy chế lưu trữ",
    }
    return services.open_round(**{"actor": OPERATOR} | fields | more)

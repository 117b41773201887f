"""A province whose proposals wait for a signature, and who drafts and signs."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.dossiers.review import OPERATOR, Review
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, IssuingAuthority
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.dossiers.stages import Stage

DAY = date(2025, 12, 22)
DIRECTOR = "Giám đốc Công an tỉnh Sơn Hà"


class Decided(Review):
    """PX01 has a title and a commendation before the director; PX02 a title."""

    def __init__(self) -> None:
        super().__init__()
        self.authority = self.issuing()

    def issuing(self, **more: Any) -> IssuingAuthority:
        given: dict[str, Any] = {
            "actor": OPERATOR,
            "unit": self.cat,
            "name": DIRECTOR,
            "pattern": "{n}/QĐ-CAT-PX01",
            "place": "Sơn Hà",
            "payer": "Phòng Hậu cần",
            "fund": "Quỹ thi đua, khen thưởng năm 2025",
        }
        return services.write_authority(**(given | more))

    def ready(self, *honours: str, round: ReviewRound | None = None) -> list[Proposal]:
        """Lê Thị Ánh's proposals, waiting for a signature."""
        round = round or self.round()
        return [self.at(self.proposal(round, honour=code), Stage.SIGNING) for code in honours]

    def drafted(self, *proposals: Proposal, **more: Any) -> DecisionDraft:
        """A draft by the standing body, of one title by default."""
        found = proposals or tuple(self.ready("CSTT"))
        given: dict[str, Any] = {"actor": self.standing, "authority": self.authority, "dated": DAY}
        [made] = services.make_drafts(proposals=found, **(given | more))
        return made

    def sent(self, *proposals: Proposal, **more: Any) -> DecisionDraft:  # type: ignore[override]
        """A draft that waits for the signature."""
        return services.send_draft(actor=self.standing, draft=self.drafted(*proposals, **more))

    def signed(self, *proposals: Proposal, **more: Any) -> DecisionDraft:
        given: dict[str, Any] = {"actor": self.signer, "day": DAY}
        return services.sign(draft=self.sent(*proposals), **(given | more))

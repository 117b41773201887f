"""A round whose honours are decided above, with proposals that wait for the tờ trình."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from tests.dossiers.review import OPERATOR, Review
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Submission
from vinhdanh.decisions.types.submissions import EventKind
from vinhdanh.dossiers.models import Proposal, RoundHonour
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Unit

TODAY = timezone.localdate()
MINISTER = "Bộ trưởng Bộ Công an"


class Above(Review):
    """DVQT (ministry) for two teams and a phòng, BK_TTG (government) for an officer; all wait for signing."""

    def __init__(self) -> None:
        super().__init__()
        self.inspector = make_account("thanhtra", (Role.INSPECTOR, "CAT"))
        self.review = self.round()
        RoundHonour.objects.create(round=self.review, honour="BK_TTG", level="government", own=False)
        self.teams = [self.waits(team, "DVQT") for team in (self.d1, self.d2, self.px01)]
        self.praised = self.waits(self.an, "BK_TTG")
        self.ours = self.waits(self.binh, "CSTT", place=self.d2)

    def waits(self, subject: Any, honour: str, **more: Any) -> Proposal:
        """A proposal that the council has passed."""
        if isinstance(subject, Unit):
            more["place"] = subject
        return self.at(self.proposal(self.review, subject, honour, **more), Stage.SIGNING)

    def draft(self, proposals: Iterable[Proposal] = (), **more: Any) -> Submission:
        """A draft of the three DVQT."""
        given: dict[str, Any] = {
            "actor": self.standing,
            "unit": self.cat,
            "addressee": MINISTER,
            "about": "tặng danh hiệu Đơn vị quyết thắng năm 2025",
            "proposals": list(proposals) or self.teams,
        }
        made = services.write_submission(**(given | more))
        services.set_papers(
            actor=OPERATOR,
            submission=made,
            papers={paper.pk: services.PaperText(ready=True) for paper in made.papers.all()},
        )
        made.refresh_from_db()
        return made

    def sent(self, proposals: Iterable[Proposal] = (), on: date = TODAY, **more: Any) -> Submission:
        """The same, signed and sent."""
        return services.send_submission(
            actor=self.signer, submission=self.draft(proposals, **more), number="12/TTr-CAT", signed=on
        )

    def step(self, submission: Submission, kind: EventKind, on: date = TODAY, **more: Any) -> Submission:
        """A step above, as the standing body writes it down."""
        services.record_event(actor=self.standing, submission=submission, kind=kind, on=on, **more)
        submission.refresh_from_db()
        return submission

"""A signed decision of two giấy khen, with what they are printed on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.decisions.drafted import Decided
from tests.dossiers.review import OPERATOR
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import services
from vinhdanh.decisions.models import CertificateBlank, DraftLine, PrinterShift, PrintRun, Stock
from vinhdanh.decisions.services.printing import Means
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.dossiers.stages import Stage

GK = ArtefactKind.CERTIFICATE
STAR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>'
SIZE = {"width": Decimal(297), "height": Decimal(210)}


class Certified(Decided):
    """Lê Thị Ánh and Bình have a giấy khen each."""

    def __init__(self) -> None:
        super().__init__()
        self.review = self.round()
        people = (self.an, self.binh)
        proposals = [self.at(self.proposal(self.review, one, honour="GK"), Stage.SIGNING) for one in people]
        self.draft = self.signed(*proposals, signer="Đại tá Trịnh Quốc Bảo", signer_post="Giám đốc")

    @property
    def lines(self) -> list[DraftLine]:
        return list(self.draft.lines.order_by("position"))

    @property
    def grants(self) -> list[Grant]:
        return [line.grant for line in self.lines if line.grant]

    def blank(self, **more: Any) -> CertificateBlank:
        given: dict[str, Any] = {"unit": self.cat, "name": "Giấy khen A4", "honour": "GK", "kind": GK, **SIZE}
        return services.write_blank(actor=OPERATOR, **(given | more))

    def shifted(self) -> PrinterShift:
        return services.shift_printer(
            actor=OPERATOR, blank=self.blank(), printer="HP M404", dx=Decimal("-1.5"), dy=Decimal(1)
        )

    def stocked(self, count: int = 5) -> None:
        services.receive_stock(
            actor=OPERATOR, unit=self.cat, kind=GK, count=count, on=timezone.localdate(), document="PN 1"
        )

    @property
    def left(self) -> int:
        return Stock.objects.get(unit=self.cat, kind=GK).count

    def printed(self, *lines: DraftLine, **more: Any) -> PrintRun:
        given: dict[str, Any] = {"actor": OPERATOR, "draft": self.draft, "means": Means()}
        return services.print_certificates(lines=lines or self.lines, **(given | more))

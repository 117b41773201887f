"""A province that keeps a fund and artefacts, with honours decided in it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from tests.dossiers.review import Review
from tests.records import paper
from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.awards.services import record_grant
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactIssue, Fund, Payment, RevocationCase, RevokedGrant
from vinhdanh.decisions.services.revoking import Recovery
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.fund import EntryKind
from vinhdanh.decisions.types.revoking import CaseKind
from vinhdanh.people.models import Person

OPERATOR = Operator()
TODAY = timezone.localdate()
DECIDED = date(TODAY.year, 1, 15)
DIRECTOR = "Giám đốc Công an tỉnh"


class Kept(Review):
    """The tree and its accounts; two honours of the year under one decision."""

    def __init__(self) -> None:
        super().__init__()
        self.paper: Decision = paper("31/QĐ-CAT", DECIDED)
        self.ans = self.given(self.an)
        self.binhs = self.given(self.binh)

    def given(self, person: Person, honour: str = "GK", year: int = DECIDED.year - 1) -> Grant:
        return record_grant(
            actor=OPERATOR, subject=person, honour=honour, year=year, decision=self.paper, despite="X"
        )

    def fund(self, amount: int = 10_000_000) -> Fund:
        """The fund of the year for honours of the agency itself."""
        levels = {GivenBy.BASE: "Quy chế chi tiêu nội bộ"}
        made = services.open_fund(
            actor=OPERATOR,
            unit=self.cat,
            year=DECIDED.year,
            name="Quỹ thi đua, khen thưởng",
            sources="Ngân sách",
            levels=levels,
        )
        if amount:
            services.record_income(
                actor=OPERATOR,
                fund=made,
                kind=EntryKind.ALLOCATED,
                amount=amount,
                on=TODAY,
                words="Dự toán giao đầu năm",
                document="QĐ 5/QĐ-CAT",
            )
        return made

    def listed(self, fund: Fund) -> list[Payment]:
        return services.list_payments(actor=OPERATOR, fund=fund, decision=self.paper)

    def stocked(self, count: int = 5, kind: ArtefactKind = ArtefactKind.CERTIFICATE) -> None:
        services.receive_stock(
            actor=OPERATOR, unit=self.cat, kind=kind, count=count, on=TODAY, document="PN 1"
        )

    def issued(self, grant: Grant, serial: str = "001") -> ArtefactIssue:
        [made] = services.issue_artefacts(
            actor=OPERATOR,
            unit=self.cat,
            kind=ArtefactKind.CERTIFICATE,
            serials={grant.pk: serial},
            grants=[grant],
            on=TODAY,
        )
        return made

    def case(self, *grants: Grant, kind: CaseKind = CaseKind.ANNUL, ground: str = "fraud") -> RevocationCase:
        return services.propose_revocation(
            actor=OPERATOR,
            unit=self.cat,
            kind=kind,
            grants=grants or [self.ans],
            ground=ground,
            account="Khai khống số vụ đã phá",
            proposer="Thanh tra Công an tỉnh",
            on=TODAY,
        )

    def verified(self, *grants: Grant, **more: object) -> RevocationCase:
        made = self.case(*grants, **more)  # type: ignore[arg-type]
        return services.verify_case(actor=OPERATOR, case=made, findings="Kết luận thanh tra 12/KL")

    def decided(self, case: RevocationCase, recovery: Recovery | None = None) -> RevocationCase:
        given = {line.pk: recovery for line in case.lines.all()} if recovery else {}
        return services.decide_case(
            actor=OPERATOR,
            case=case,
            authority=DIRECTOR,
            number="99/QĐ-CAT",
            decided=TODAY,
            on=TODAY,
            recoveries=given,
        )


def line_of(case: RevocationCase) -> RevokedGrant:
    """The only honour of a case, read anew."""
    return RevokedGrant.objects.get(case=case)

"""A khối of three phòng, brought as far as a test needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from django.db.models import F

from tests.movements.year import OPERATOR, TODAY, Year
from tests.records import make_account, make_unit
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.movements import services
from vinhdanh.movements.models import ClusterMember, ClusterYear, Score
from vinhdanh.movements.selectors.clusters import criteria_of, members_of
from vinhdanh.movements.services.cluster_writing import Entry
from vinhdanh.movements.services.clusters import CriterionText, GroupText
from vinhdanh.movements.types.clusters import PointKind, SheetState, Stage
from vinhdanh.people.models import Unit

YEAR = 2025
CRITERIA = [
    GroupText(
        "Nhiệm vụ công tác",
        criteria=[
            CriterionText("Kéo giảm tội phạm", Decimal(60), "Vượt chỉ tiêu: đủ điểm."),
            CriterionText("Quản lý cư trú", Decimal(40)),
        ],
    ),
    GroupText("Điểm thưởng", PointKind.BONUS, Decimal(10), [CriterionText("Mô hình mới", Decimal(8))]),
    GroupText("Điểm trừ", PointKind.MINUS, criteria=[CriterionText("Báo cáo chậm", Decimal(5))]),
]

USUAL = [(60, 40, 8, 0), (55, 40, 0, 0), (50, 40, 0, 5)]  # 108, 95 and 85 points


class Clustered(Year):
    """The year with PX03, whose head and clerk have accounts as those of PX01 have."""

    def __init__(self) -> None:
        super().__init__()
        self.px03 = make_unit("PX03", self.cat, "Phòng Công tác Đảng", kind="phong")
        self.units = [self.px01, self.px02, self.px03]
        self.third = make_account("truong-px03", (Role.UNIT_HEAD, "PX03"))
        self.admin = make_account("quan-tri", (Role.ADMINISTRATOR, WHOLE_AGENCY))

    def drafted(self, year: int = YEAR) -> ClusterYear:
        made = services.add_cluster(
            actor=OPERATOR, unit=self.cat, kind="khoi", name="Khối Hậu cần", year=year
        )
        services.write_members(
            actor=OPERATOR, year=made, units=self.units, head=self.px01, deputies=[self.px02]
        )
        services.write_criteria(actor=OPERATOR, year=made, groups=CRITERIA)
        return services.write_year(
            actor=OPERATOR,
            year=made,
            regulation_number="05/QC-K1",
            regulation_date=TODAY - timedelta(days=90),
            declared=Decimal(100),
            threshold=Decimal(60),
            threshold_basis="Điều 9 Quy chế",
            self_due=TODAY,
            cross_due=TODAY,
        )

    def to(self, year: ClusterYear, target: Stage, note: str = "") -> ClusterYear:
        services.move_year(actor=OPERATOR, year=year, target=target, on=TODAY, note=note)
        return year

    def opened(self) -> ClusterYear:
        year = self.drafted()
        self.to(year, Stage.SELF)
        return year

    def scored(self, year: ClusterYear, *points: tuple[int, ...]) -> list[ClusterMember]:
        """Every member's own points sent, a tuple each in the criteria's order; written as they lie."""
        keys = [one.pk for one in criteria_of(year)]
        Score.objects.bulk_create(
            Score(member=member, criterion_id=key, own=Decimal(value), evidence="Báo cáo số 9")
            for member, row in zip(fresh(year), points or USUAL, strict=True)
            for key, value in zip(keys, row, strict=True)
        )
        year.members.update(state=SheetState.SENT)
        return fresh(year)

    def checking(self, *points: tuple[int, ...]) -> ClusterYear:
        year = self.opened()
        self.scored(year, *points)
        return self.to(year, Stage.CROSS)

    def meeting(self, *points: tuple[int, ...]) -> ClusterYear:
        """Checked by each other as they scored themselves."""
        year = self.checking(*points)
        Score.objects.update(cross=F("own"))
        year.members.update(state=SheetState.CHECKED)
        return self.to(year, Stage.MEETING)

    def decided(self, *points: tuple[int, ...]) -> ClusterYear:
        year = self.meeting(*points)
        Score.objects.update(final=F("own"))
        year.members.update(state=SheetState.DECIDED)
        return year

    def closed(self, *points: tuple[int, ...]) -> ClusterYear:
        year = self.decided(*points)
        services.close_year(actor=OPERATOR, year=year, on=TODAY, document="Biên bản số 1")
        return year


def fresh(year: ClusterYear) -> list[ClusterMember]:
    """The members as the database has them, with the year in hand."""
    found = members_of(year)
    for member in found:
        member.year = year
    return found


def entries(year: ClusterYear, points: tuple[int, ...], text: str = "Báo cáo số 9") -> dict[int, Entry]:
    keys = [one.pk for one in criteria_of(year)]
    return {key: Entry(Decimal(value), text) for key, value in zip(keys, points, strict=True)}


def open_cluster(units: Iterable[Unit]) -> list[ClusterMember]:
    """A cluster of the units' agency in which they score themselves; the first of them heads it."""
    listed = list(units)
    agency = listed[0].parent
    assert agency is not None
    made = services.add_cluster(actor=OPERATOR, unit=agency, kind="khoi", name="Khối 1", year=YEAR)
    services.write_members(actor=OPERATOR, year=made, units=listed, head=listed[0])
    services.write_criteria(actor=OPERATOR, year=made, groups=CRITERIA)
    ClusterYear.objects.filter(pk=made.pk).update(stage=Stage.SELF)
    return fresh(made)

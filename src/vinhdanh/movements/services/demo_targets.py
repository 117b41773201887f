"""The sample province's targets: 2025 closed, 2026 reported to the last month, the three focal tasks first.

What the records measure is left to them; what people would type in is drawn, the same every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from random import Random

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Indicator, Movement, Target, TargetAct, TargetPlan, TargetReading
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.selectors.targets import course_of, last_month_gone, months_of_all
from vinhdanh.movements.types.movements import Direction
from vinhdanh.movements.types.targets import (
    FROM_BELOW,
    TYPED,
    Reading,
    RollUp,
    TargetActKind,
    TargetState,
)
from vinhdanh.people.models import Unit

EVERY = 9  # of the phòng, one in so many has targets of its own
_DISCIPLINE = "Kỷ luật là nền tảng, sức mạnh xây dựng lực lượng Công an Sơn Hà thật sự trong sạch, kỷ cương"
_TRAINING = "Nâng cao chất lượng công tác đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã và lực lượng"
_CALLING = "Đẩy mạnh tuyên truyền, vận động Nhân dân trong công tác tuyển chọn công dân thực hiện nghĩa vụ"
FOCAL = (
    "",
    f"“{_DISCIPLINE}, vững mạnh toàn diện”",
    f"“{_TRAINING} tham gia bảo vệ an ninh trật tự tại cơ sở”",
    f"“{_CALLING} tham gia Công an nhân dân”",
)
# Groups of the year before, which had no focal tasks.
GROUPS = (
    "Công tác tham mưu, tổng hợp",
    "Kỷ luật, điều lệnh",
    "Đào tạo, bồi dưỡng",
    "Tuyển chọn công dân thực hiện nghĩa vụ tham gia Công an nhân dân",
)
VISITS = "Buổi tiếp xúc, đối thoại với Nhân dân ở thôn, bản"


@dataclass(frozen=True, slots=True)
class _Sample:
    """A target and how fast it goes: 1 is exactly as planned."""

    name: str
    measure: str
    value: str  # of the later year
    before: str  # of the earlier year
    baseline: str = ""
    focal: int = 0
    source: str = TYPED
    reading: Reading = Reading.CUMULATIVE
    direction: Direction = Direction.UP
    pace: tuple[str, str] = ("1", "1.02")  # of the later and of the earlier year
    in_charge: str = ""
    roll_up: str = ""
    whole: bool = False  # measured over the whole agency
    plan: Mapping[int, str] = field(default_factory=dict)  # month → share that is to be reached by then


_UP, _DOWN, _LEVEL, _MONTHLY = Direction.UP, Direction.DOWN, Reading.LEVEL, Reading.MONTHLY
_TRAIN_PLAN = {2: "0"}  # the classes are held from March on
_CALL_PLAN = {2: "0.9", 3: "1"}  # the round ends in March
_BREACHES = _Sample(
    "Lượt vi phạm điều lệnh toàn lực lượng", "lượt", "45", "60", "58", 1, "breaches", direction=_DOWN
)
_COVER = _Sample(
    "Độ phủ tập huấn lực lượng tham gia bảo vệ ANTT ở cơ sở",
    "%",
    "90",
    "85",
    "",
    2,
    "cover_grassroots",
    plan=_TRAIN_PLAN,
)
_CHOSEN = _Sample(
    "Công dân trúng tuyển so với chỉ tiêu giao", "%", "100", "98", "", 3, "recruit_decided", plan=_CALL_PLAN
)
AGENCY = (
    replace(_BREACHES, focal=0),
    replace(_COVER, focal=0),
    replace(_CHOSEN, focal=0),
    _Sample("Cán bộ, chiến sĩ hoàn thành tốt nhiệm vụ trở lên", "%", "92", "90", "89,4", source="rated_good"),
    _Sample(VISITS, "buổi", "1240", "1200", source=FROM_BELOW, roll_up=RollUp.SUM),
    _Sample(
        "Phản ánh, kiến nghị của Nhân dân giải quyết đúng hạn",
        "%",
        "97",
        "94",
        "91,5",
        reading=_LEVEL,
        pace=("1.1", "1.2"),
    ),
    _Sample(
        "Hồ sơ thủ tục hành chính giải quyết đúng hạn",
        "%",
        "99,5",
        "98",
        "95",
        reading=_LEVEL,
        pace=("0.6", "0.9"),
    ),
)
_DISCIPLINE_POST, _TRAINING_POST, _CALLING_POST = (
    f"Phó Trưởng phòng phụ trách {work}" for work in ("điều lệnh", "đào tạo", "tuyển chọn")
)
OFFICE = (
    replace(_BREACHES, whole=True, in_charge=_DISCIPLINE_POST),
    _Sample(
        "Cuộc kiểm tra điều lệnh, lễ tiết tác phong",
        "cuộc",
        "48",
        "40",
        "36",
        1,
        reading=_MONTHLY,
        pace=("1.1", "1.05"),
        in_charge=_DISCIPLINE_POST,
    ),
    _Sample(
        "Đơn vị đã tổ chức học tập chuyên đề về kỷ luật",
        "%",
        "100",
        "100",
        "",
        1,
        pace=("1.05", "1.02"),
        in_charge=_DISCIPLINE_POST,
    ),
    replace(_COVER, whole=True, in_charge=_TRAINING_POST),
    _Sample(
        "Lớp bồi dưỡng nghiệp vụ cho Công an cấp xã",
        "lớp",
        "24",
        "20",
        "18",
        2,
        pace=("0.93", "1.1"),
        in_charge=_TRAINING_POST,
    ),
    replace(_CHOSEN, whole=True, in_charge=_CALLING_POST),
    _Sample(
        "Tin, bài tuyên truyền về nghĩa vụ tham gia CAND",
        "tin, bài",
        "120",
        "90",
        "84",
        3,
        reading=_MONTHLY,
        pace=("0.55", "0.9"),
        in_charge=_CALLING_POST,
    ),
    _Sample("Báo cáo gửi đúng hạn", "%", "100", "98", "96,5", reading=_LEVEL, pace=("1.2", "1.3")),
)
DEPARTMENT = (
    _Sample("Báo cáo gửi đúng hạn", "%", "98", "96", "94", reading=_LEVEL, pace=("1.1", "1.2")),
    _Sample("Cuộc kiểm tra, hướng dẫn công an cấp xã", "cuộc", "24", "22", "20", reading=_MONTHLY),
    _Sample("Lượt vi phạm điều lệnh", "lượt", "1", "2", "2", source="breaches", direction=_DOWN),
)


@transaction.atomic
def install_demo_targets(agency: Unit, year: int, *, today: date | None = None, seed: int = 2026) -> int:
    """Targets of a year, closed, and of the next one, running: of the agency, its Phòng Tổ chức cán bộ and
    several units; how many.

    Movements, breaches, training and recruitment are on record before, since they are measured.
    """
    maker = _Maker(agency, today or timezone.localdate(), Random(seed))
    maker.year(year, now=False)
    maker.year(year + 1, now=True)
    count = Target.objects.count()
    said = f"{count} chỉ tiêu của {agency} và đơn vị dưới, năm {year} và {year + 1}"
    record(actor=Operator(), verb="targets.targets_recorded", subject=said, ref="")
    return count


class _Maker:
    def __init__(self, agency: Unit, today: date, rng: Random) -> None:
        self.agency, self.today, self.rng = agency, today, rng
        self.units = responding_units(agency, today)
        self.office = next((one for one in self.units if one.code == "PX01"), self.units[0])
        self.communes = [one for one in self.units if one.kind in ("cong_an_xa", "cong_an_phuong")]
        self.indicator = Indicator.objects.filter(name="Vi phạm điều lệnh").first()
        rest = [one for one in self.units if one not in self.communes and one != self.office]
        self.departments = rest[:: max(len(rest) // EVERY, 1)]

    def year(self, year: int, *, now: bool) -> None:
        """One year whole: targets, their registration, months, and the closing of a year that is over."""
        self.now = now
        movements = Movement.objects.of_year(year).filter(year=year, name__contains="Vì An ninh Tổ quốc")
        self.movements = {one.unit_id: one for one in movements}
        made = [self.target(self.agency, year, one) for one in AGENCY]
        made += [self.target(self.office, year, one) for one in OFFICE]
        made += [self.target(unit, year, one) for unit in self.departments for one in DEPARTMENT]
        paces = [pace for _, pace in made]
        own = [target for target, _ in made]
        targets = Target.objects.bulk_create(own[: len(AGENCY)])
        named = {one.name: one for one in targets}
        for target in own[len(AGENCY) :]:
            target.parent = named.get(target.name)
        targets += Target.objects.bulk_create(own[len(AGENCY) :])
        self.plans(targets, [*AGENCY, *OFFICE])
        above = named[VISITS]
        shares = [self.share(unit, above) for unit in self.communes]
        paces += [pace for _, pace in shares]
        targets += Target.objects.bulk_create([target for target, _ in shares])
        self.act(targets, TargetActKind.REGISTERED, date(year, 1, 20), "Bản đăng ký chỉ tiêu")
        self.months(targets, paces)
        if not self.now:
            self.close(targets, year)

    def target(self, unit: Unit, year: int, of: _Sample) -> tuple[Target, Fraction]:
        value, before = (of.value, of.before) if self.now else (of.before, of.baseline)
        source = SOURCES.get(of.source)
        focal = of.focal if self.now else 0
        target = Target(
            unit=unit,
            owner=unit,
            year=year,
            name=of.name,
            measure=of.measure,
            direction=of.direction,
            reading=source.reading if source else of.reading,
            value=_figure(value),
            baseline=_figure(before) if before else None,
            source=of.source,
            measured_for=self.agency if of.whole else None,
            roll_up=of.roll_up,
            in_charge=of.in_charge,
            focal=focal or None,
            group=FOCAL[focal] if self.now else GROUPS[of.focal] if unit == self.office else "",
            movement=self.movements.get(unit.pk),
            indicator=self.indicator if of.focal == 1 and source else None,
            state=TargetState.REGISTERED,
        )
        return target, Fraction(of.pace[0 if self.now else 1])

    def plans(self, targets: Sequence[Target], samples: Sequence[_Sample]) -> None:
        """Months that are not on a straight line; samples begin as the targets do."""
        TargetPlan.objects.bulk_create(
            TargetPlan(target=target, month=month, value=target.value * Decimal(share))
            for target, of in zip(targets, samples, strict=False)
            for month, share in (of.plan if self.now else {}).items()
        )

    def share(self, unit: Unit, above: Target) -> tuple[Target, Fraction]:
        """A commune's part of the visits: some more, some less, a few behind."""
        value = Decimal(self.rng.choice((8, 10, 10, 12)))
        target = Target(
            unit=unit,
            owner=unit,
            year=above.year,
            name=above.name,
            measure=above.measure,
            direction=above.direction,
            reading=Reading.MONTHLY,
            value=value,
            parent=above,
            movement=self.movements.get(unit.pk),
            state=TargetState.REGISTERED,
        )
        return target, Fraction(self.rng.choice((60, 85, 100, 105, 110, 120, 130)), 100)

    def months(self, targets: Sequence[Target], paces: Sequence[Fraction]) -> None:
        """What clerks typed in: every month that is over."""
        rows = []
        for target, pace in zip(targets, paces, strict=True):
            if target.source != TYPED:
                continue
            upto = last_month_gone(target.year, self.today)
            for month, value in enumerate(self.drawn(target, pace, upto), 1):
                number = f"Báo cáo tháng {month} số {10 * month + target.pk % 10}/BC-{target.unit.code}"
                rows.append(self.row(target, month, value, number))
        TargetReading.objects.bulk_create(rows)

    def drawn(self, target: Target, pace: Fraction, upto: int) -> Iterable[Decimal]:
        """Figures that go up and down a little round the pace."""
        value, start = Fraction(target.value), Fraction(target.baseline or target.value)
        total = Fraction(0)
        for month in range(1, upto + 1):
            shaken = Fraction(self.rng.randint(-4, 4), 10)
            if target.reading == Reading.LEVEL:
                at = start + (value - start) * pace * month / 12 + shaken / 2
                yield min(_decimal(at, "0.1"), Decimal(100))
                continue
            here = round(value * pace * (month + shaken) / 12)
            here = max(here, int(total))
            if target.measure == "%":
                here = min(here, 100)
            yield Decimal(here - int(total) if target.reading == Reading.MONTHLY else here)
            total = Fraction(here)

    def row(self, target: Target, month: int, value: Decimal, evidence: str) -> TargetReading:
        at = timezone.make_aware(datetime.combine(_after(target.year, month), time(9)))
        clerk = f"Cán bộ tổng hợp {target.unit.code}"
        return TargetReading(target=target, month=month, value=value, evidence=evidence, at=at, by_name=clerk)

    def close(self, targets: Sequence[Target], year: int) -> None:
        """Close a year that is over; what was measured is written down."""
        day, document = date(year, 12, 28), "Báo cáo tổng kết năm"
        months = months_of_all(targets, self.today)
        frozen = [
            self.row(target, month, _decimal(figure), document)
            for target in targets
            if target.source != TYPED
            for month, figure in months[target.pk].items()
        ]
        TargetReading.objects.bulk_create(frozen)
        ends = {pk: _decimal(found[max(found)]) for pk, found in months.items() if found}
        closed = [one for one in targets if one.pk in ends]
        for target in closed:
            met = course_of(target).meets(Fraction(ends[target.pk]))
            target.state = TargetState.ACHIEVED if met else TargetState.MISSED
        Target.objects.bulk_update(closed, ["state"])
        for kind in (TargetActKind.ACHIEVED, TargetActKind.MISSED):
            self.act([one for one in closed if one.state == kind], kind, day, document, ends)

    def act(
        self,
        targets: Sequence[Target],
        kind: TargetActKind,
        on: date,
        document: str,
        values: dict[int, Decimal] | None = None,
    ) -> None:
        now = timezone.now()
        TargetAct.objects.bulk_create(
            TargetAct(
                target=one,
                kind=kind,
                on=on,
                value=values[one.pk] if values else one.value,
                document=document,
                at=now,
                by_name=f"Thủ trưởng {one.unit.name}",
            )
            for one in targets
        )


def _after(year: int, month: int) -> date:
    """The third day of the month after."""
    return date(year + month // 12, month % 12 + 1, 3)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _decimal(figure: Fraction, unit: str = "0.01") -> Decimal:
    return (Decimal(figure.numerator) / figure.denominator).quantize(Decimal(unit))

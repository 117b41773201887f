"""The sample province's movements: 2025 reviewed, 2026 launched together with "Ba nhất"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.movements.models import Movement, MovementAct
from vinhdanh.movements.selectors.movements import responding_units
from vinhdanh.movements.services.launching import close_movement, launch_movement
from vinhdanh.movements.services.movements import (
    AxisText,
    IndicatorText,
    add_movement,
    change_movement,
    link_movements,
    write_axes,
)
from vinhdanh.movements.types.movements import Direction, MovementActKind, MovementKind, MovementState
from vinhdanh.people.models import Unit

TELLING = "PX01"  # the phòng whose year is told in full
LATE = 4  # units that have not answered the movement of the new year yet
CHIEF = "Đại tá Trịnh Quốc Bảo, Giám đốc Công an tỉnh"
PURPOSE = "Tập trung thực hiện thắng lợi các chỉ tiêu, nhiệm vụ công tác tổ chức cán bộ năm 2026."
SLOTS = 7  # contents of each axis of "Ba nhất"

# The words seen in print; the other slots are the agency's to fill.
THREE_FIRSTS = (
    (
        "Kỷ luật nhất",
        (
            ("Chấp hành đường lối của Đảng, pháp luật, điều lệnh, quy trình công tác", "Vi phạm điều lệnh"),
            ("Chấp hành mệnh lệnh, báo cáo trung thực, kịp thời", "Báo cáo đúng hạn"),
            ("Chịu sự quản lý của chi bộ và đơn vị", ""),
            ("Thiểu số phục tùng đa số, cấp dưới phục tùng cấp trên", ""),
        ),
    ),
    (
        "Trung thành nhất",
        (
            (
                "Đặt lý tưởng của Đảng, lợi ích quốc gia, dân tộc và Nhân dân lên trên hết",
                "Học tập Nghị quyết",
            ),
            ("Giữ bản lĩnh, khí tiết, gương mẫu, sẵn sàng hy sinh", ""),
        ),
    ),
    (
        "Gần dân nhất",
        (
            ("Lấy Nhân dân là gốc, là trung tâm", "Phản ánh của dân giải quyết đúng hạn"),
            ("Lấy hạnh phúc, bình yên của Nhân dân làm thước đo công việc", "Buổi tiếp xúc ở thôn, bản"),
        ),
    ),
)
MEASURES = {
    "Vi phạm điều lệnh": ("vụ", Direction.DOWN),
    "Báo cáo đúng hạn": ("%", Direction.UP),
    "Học tập Nghị quyết": ("%", Direction.UP),
    "Phản ánh của dân giải quyết đúng hạn": ("%", Direction.UP),
    "Buổi tiếp xúc ở thôn, bản": ("buổi", Direction.UP),
}


@transaction.atomic
def install_demo_movements(agency: Unit) -> Movement:
    """Write the sample's movements for the agency and everything below it; this year's is returned."""
    by = Operator("Thường trực Thi đua (dữ liệu mẫu)")
    old = _launched(
        by, agency, 2025, date(2025, 1, 9), "Kế hoạch số 08/KH-CAT", "Đoàn kết, kỷ cương, sáng tạo"
    )
    _answer(by, old, late=0)
    for own in old.beneath.filter(unit__code=TELLING):
        _answer(by, own, late=0)
        _close(own)
    _close(old)
    close_movement(
        actor=by,
        movement=old,
        on=date(2025, 12, 30),
        document="Báo cáo số 312/BC-CAT",
        note="Mọi đơn vị đã tổng kết; các chỉ tiêu chính của năm đều đạt.",
    )
    firsts = _three_firsts(by, agency)
    _answer(by, firsts, late=0)
    for own in firsts.beneath.filter(unit__code=TELLING):
        _answer(by, own, late=0)
    new = _launched(
        by,
        agency,
        2026,
        date(2026, 1, 8),
        "Kế hoạch số 12/KH-CAT",
        "Tư duy đổi mới, sáng tạo – Nâng cao chất lượng công tác – Kết quả xuất sắc, nổi bật",
    )
    note = "thước đo của phong trào Vì ANTQ"
    link_movements(actor=by, movement=new, linked=firsts, note=note)
    _answer(by, new, late=LATE)
    for own in new.beneath.filter(unit__code=TELLING):
        link_movements(actor=by, movement=own, linked=firsts, note=note)
        change_movement(actor=by, movement=own, purpose=PURPOSE)
        _answer(by, own, late=0)
    return new


def _launched(by: Operator, agency: Unit, year: int, on: date, plan: str, slogan: str) -> Movement:
    movement = add_movement(
        actor=by,
        unit=agency,
        kind=MovementKind.REGULAR,
        year=year,
        name=f"Phong trào thi đua “Vì An ninh Tổ quốc” năm {year}",
        slogan=slogan,
        first=on,
        last=date(year, 12, 31),
        basis=f"Nghị quyết Đảng ủy Công an tỉnh về nhiệm vụ công tác năm {year}",
        plan_number=plan.removeprefix("Kế hoạch số "),
        plan_date=on - timedelta(days=3),
        funding="Kinh phí thi đua, khen thưởng của Công an tỉnh",
        purpose="Hoàn thành và vượt các chỉ tiêu công tác năm; xây dựng lực lượng trong sạch, vững mạnh.",
        signatory=CHIEF,
    )
    task = IndicatorText("Chỉ tiêu công tác hoàn thành", "%")
    contents = [("Hoàn thành các chỉ tiêu, nhiệm vụ công tác năm", [task])]
    write_axes(actor=by, movement=movement, axes=[AxisText("Nhiệm vụ công tác", contents)])
    launch_movement(actor=by, movement=movement, on=on)
    return movement


def _three_firsts(by: Operator, agency: Unit) -> Movement:
    movement = add_movement(
        actor=by,
        unit=agency,
        kind=MovementKind.THEMATIC,
        year=2025,
        name="Phong trào thi đua “Ba nhất: Kỷ luật nhất – Trung thành nhất – Gần dân nhất”",
        theme="Kỷ luật là nền tảng – Trung thành là cốt lõi – Gần dân là thước đo",
        first=date(2025, 11, 7),
        last=date(2030, 12, 31),
        basis="Phát động của Bộ Công an ngày 04/11/2025",
        plan_number="287/KH-CAT",
        plan_date=date(2025, 11, 6),
        purpose="Ba nhất là nội dung cốt lõi và là thước đo của phong trào Vì An ninh Tổ quốc.",
        signatory=CHIEF,
    )
    axes = []
    for name, contents in THREE_FIRSTS:
        filled = [(text, [_indicator(shown)] if shown else []) for text, shown in contents]
        empty: list[tuple[str, list[IndicatorText]]] = [("", [])] * (SLOTS - len(filled))
        axes.append(AxisText(name, [*filled, *empty]))
    write_axes(actor=by, movement=movement, axes=axes)
    launch_movement(actor=by, movement=movement, on=date(2025, 11, 7))
    return movement


def _indicator(name: str) -> IndicatorText:
    measure, direction = MEASURES[name]
    return IndicatorText(name, measure, direction)


def _answer(by: Operator, parent: Movement, late: int) -> None:
    """Every unit below but the last few launches beneath it, each by its own plan within three weeks."""
    first = responding_units(parent.unit, parent.first)
    last = responding_units(parent.unit, min(parent.last, timezone.localdate()))
    units = first[: len(first) - late] if late else list(first)
    units += [one for one in last if one not in first]
    made, acts, now = [], [], timezone.now()
    for at, unit in enumerate(units):
        begins = max(parent.first, unit.valid_from or parent.first)  # some were set up during the year
        on = begins + timedelta(days=1 + at % 20)
        fields: dict[str, Any] = {
            "plan_number": f"{at % 30 + 1:02d}/KH-{unit.code}",
            "plan_date": on,
            "signatory": f"Thủ trưởng {unit.name}",
            "basis": f"Kế hoạch số {parent.plan_number} của {parent.unit}",
        }
        made.append(_copy(parent, unit, on, fields))
    Movement.objects.bulk_create(made)
    for movement in made:
        kind, plan = MovementActKind.LAUNCHED, f"Kế hoạch số {movement.plan_number}"
        act = MovementAct(movement=movement, kind=kind, on=movement.first, document=plan, at=now)
        act.by_name = by.full_name
        acts.append(act)
    MovementAct.objects.bulk_create(acts)
    said = f"{len(made)} đơn vị phát động hưởng ứng {parent}"
    record(actor=by, verb="movements.movement_launched", subject=said, ref=f"movement:{parent.pk}")


def _copy(parent: Movement, unit: Unit, on: date, fields: dict[str, Any]) -> Movement:
    return Movement(
        unit=unit,
        parent=parent,
        kind=parent.kind,
        state=MovementState.LAUNCHED,
        year=parent.year,
        name=parent.name,
        theme=parent.theme,
        slogan=parent.slogan,
        first=on,
        last=parent.last,
        purpose=parent.purpose,
        **fields,
    )


def _close(parent: Movement) -> None:
    """The units below review the old year first."""
    now, acts = timezone.now(), []
    for at, movement in enumerate(parent.beneath.all()):
        on = date(parent.year, 12, 1) + timedelta(days=at % 20)
        note = "Đã tổng kết phong trào năm của đơn vị."
        act = MovementAct(movement=movement, kind=MovementActKind.FINAL_REVIEW, on=on, note=note, at=now)
        act.by_name = "Dữ liệu mẫu"
        acts.append(act)
    MovementAct.objects.bulk_create(acts)
    parent.beneath.update(state=MovementState.CLOSED)

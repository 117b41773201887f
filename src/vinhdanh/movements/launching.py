"""What has to be in order before a movement is launched. Pure: the movement's fields in, a checklist out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vinhdanh.movements.models import Movement
from vinhdanh.movements.types.movements import MovementKind


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist. ``blocks``: without it nothing is launched."""

    label: str
    done: bool
    lacking: str  # what to do about it
    field: str  # of the form
    blocks: bool = True


def checklist(movement: Movement, *, axes: int, contents: int, targets: int) -> tuple[Item, ...]:
    """The lines of the checklist of a draft.

    Args:
        axes: pillars that the movement has; ``contents``: those of their contents that have words.
        targets: figures that the movement is to be measured by.
    """
    planned = bool(movement.plan_number and movement.plan_date)
    after_plan = not movement.plan_date or movement.plan_date <= movement.last
    beneath = movement.parent
    within = beneath is None or (movement.first >= beneath.first and movement.last <= beneath.last)
    lines = [
        Item("Căn cứ", bool(movement.basis), "Ghi văn bản làm căn cứ phát động.", "basis"),
        Item("Kế hoạch", planned, "Ghi số và ngày của kế hoạch phát động.", "plan_number"),
        Item("Ngày kế hoạch", after_plan, "Kế hoạch có ngày sau khi phong trào kết thúc.", "plan_date"),
        Item("Người ký kế hoạch", bool(movement.signatory), "Ghi người ký kế hoạch.", "signatory"),
        Item("Mục đích, yêu cầu", bool(movement.purpose), "Ghi mục đích, yêu cầu.", "purpose"),
        Item(
            "Thời gian",
            within,
            f"Phải nằm trong thời gian của phong trào cấp trên ({_span(beneath)})." if beneath else "",
            "first",
        ),
        Item(
            "Nội dung thi đua hoặc chỉ tiêu",
            contents > 0 or targets > 0 or beneath is not None,
            "Ghi ít nhất một nội dung của trục, hoặc một chỉ tiêu.",
            "axes",
        ),
        Item("Khẩu hiệu", bool(movement.slogan), "Chưa có khẩu hiệu.", "slogan", blocks=False),
        Item("Kinh phí", bool(movement.funding), "Chưa ghi nguồn kinh phí.", "funding", blocks=False),
    ]
    if movement.kind == MovementKind.THEMATIC:
        lines.append(Item("Chủ đề", bool(movement.theme), "Chuyên đề thì ghi chủ đề.", "theme"))
    if axes:
        lines.append(Item("Trục", contents >= axes, "Có trục chưa ghi nội dung nào.", "axes", blocks=False))
    return tuple(lines)


def blocking(items: tuple[Item, ...]) -> list[Item]:
    """What stands in the way."""
    return [item for item in items if item.blocks and not item.done]


def _span(movement: Movement) -> str:
    first: date = movement.first
    return f"{first:%d/%m/%Y}–{movement.last:%d/%m/%Y}"

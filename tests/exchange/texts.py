"""A department's year as a news text tells it, and the people who read it into the register."""

from __future__ import annotations

from typing import Any

from tests.records import Tree, make_account, make_unit, standing_body
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.texts import services
from vinhdanh.exchange.texts.items import Item, items_of
from vinhdanh.exchange.texts.view import ShownItem, groups
from vinhdanh.people.models import Unit

TASKS = (
    "Kỷ luật là nền tảng, sức mạnh xây dựng lực lượng Công an Sơn Hà thật sự trong sạch",
    "Nâng cao chất lượng công tác đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã",
    "Đẩy mạnh tuyên truyền, vận động Nhân dân trong công tác tuyển chọn công dân",
)
PASSAGE = (
    "Với những kết quả đã đạt được trong năm 2025, Phòng Tổ chức cán bộ vinh dự được Bộ Công an tặng Cờ “Đơn "
    "vị dẫn đầu trong phong trào thi đua Vì ANTQ”; Giám đốc Công an tỉnh tặng danh hiệu “Đơn vị Quyết "
    "thắng”; có 02 Đội Nghiệp vụ đạt danh hiệu “Đơn vị Tiên tiến”; 07 lượt tập thể và 35 lượt cá nhân được "
    "các cấp biểu dương khen thưởng.\n\n"
    "Phát động phong trào thi đua “Vì ANTQ” năm 2026 gắn với phong trào thi đua “Ba nhất: Kỷ luật nhất – "
    "Trung thành nhất – Gần dân nhất”, Phòng Tổ chức cán bộ xác định tập trung thực hiện thắng lợi các chỉ "
    "tiêu, nhiệm vụ công tác tổ chức cán bộ năm 2026, trọng tâm là: "
    f"(1) “{TASKS[0]}”; (2) “{TASKS[1]}”; (3) “{TASKS[2]}”. "
    "Lãnh đạo Phòng Tổ chức cán bộ đã phát động 100% CBCS nêu cao tinh thần trách nhiệm.\n"
    "Lãnh đạo Công an tỉnh yêu cầu trong năm 2026, Phòng Tổ chức cán bộ tiếp tục phát huy những kết quả đã "
    "đạt được, nâng cao chất lượng công tác tổ chức cán bộ, đáp ứng yêu cầu, nhiệm vụ trong tình hình mới.\n"
)
DECIDED = (
    "Quyết định số 1208/QĐ-CAT ngày 20/12/2025: Giám đốc Công an tỉnh tặng Giấy khen cho đồng chí Lê Thị Ánh "
    "và đồng chí Trần Bình."
)
MEETING = {"meeting-0": {"on": "05/01/2026", "name": "Hội nghị tổng kết năm 2025"}}


class Texts(Tree):
    """The province in small, its standing body, and a clerk of PX01."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = standing_body()
        self.clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))

    def bring(self, by: Account | None = None, text: str = PASSAGE, unit: Unit | None = None) -> TextReading:
        return services.bring(
            actor=by or self.standing, unit=unit or self.px01, year=2025, name="Tin hội nghị.txt", text=text
        )

    def shown(self, reading: TextReading, by: Account | None = None) -> dict[str, ShownItem]:
        found = groups(by or self.standing, TextReading.objects.get(pk=reading.pk))
        return {one.item.key: one for group in found for one in group.items}

    def fill(self, reading: TextReading) -> dict[str, dict[str, str]]:
        """Everything of the passage, with what the text leaves to people filled in."""
        answers: dict[str, dict[str, str]] = {item.key: {"take": "on"} for item in self.takeable(reading)}
        answers["awards-2"] |= {"who-0": "unit:PX01-D1", "who-1": "unit:PX01-D2"}
        for number in range(3):
            answers[f"focal_tasks-{number}"] |= {
                "name": f"Việc {number + 1}",
                "value": "95,5",
                "measure": "%",
            }
        return answers | MEETING

    def takeable(self, reading: TextReading) -> list[Item]:
        kinds = ("awards", "movements", "focal_tasks", "targets", "directives")
        return [item for item in items_of(reading) if item.kind in kinds]

    def take(self, reading: TextReading, answers: dict[str, Any], by: Account | None = None) -> list[Any]:
        services.settle(actor=by or self.standing, reading=reading, answers=answers)
        return services.take(actor=by or self.standing, reading=reading)


def other_department(tree: Tree) -> Unit:
    """A department that the clerk of PX01 doesn't see."""
    return make_unit("PX03", tree.cat, "Phòng Kỹ thuật", kind="phong")

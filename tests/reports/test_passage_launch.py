"""The second and third paragraph of a real report, said by the records of a fictitious phòng."""

from __future__ import annotations

from datetime import date

import pytest

from tests.movements.year import OPERATOR
from tests.reports.sections.told import Told, assert_made_up_of_records, figures, text_of
from vinhdanh.movements import services
from vinhdanh.movements.models import Movement
from vinhdanh.movements.services import AxisText
from vinhdanh.movements.types.movements import MovementKind
from vinhdanh.reports.sections.conference import conference
from vinhdanh.reports.sections.directives import directives
from vinhdanh.reports.sections.launch import launch

pytestmark = pytest.mark.django_db
NEXT = 2026
FIRSTS = "Ba nhất: Kỷ luật nhất – Trung thành nhất – Gần dân nhất"
AXES = ("Kỷ luật nhất", "Trung thành nhất", "Gần dân nhất")
DISCIPLINE = (
    "“Kỷ luật là nền tảng, sức mạnh xây dựng lực lượng Công an Sơn Hà thật sự trong sạch, kỷ cương, "
    "vững mạnh toàn diện”"
)
TRAINING = (
    "“Nâng cao chất lượng công tác đào tạo, bồi dưỡng nghiệp vụ cho Công an cấp xã và lực lượng tham gia "
    "bảo vệ an ninh trật tự tại cơ sở”"
)
CALLING = (
    "“Đẩy mạnh tuyên truyền, vận động Nhân dân trong công tác tuyển chọn công dân thực hiện nghĩa vụ "
    "tham gia Công an nhân dân”"
)
TASKS = (DISCIPLINE, TRAINING, CALLING)
SPIRIT = "Tư duy đổi mới, sáng tạo – Nâng cao chất lượng công tác – Kết quả xuất sắc, nổi bật"
CHIEF = ("Thiếu tướng Trịnh Quốc Bảo", "Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Đảng ủy, Giám đốc Công an tỉnh")
DEPUTY = ("Đại tá Lò Văn Pao", "Phó Bí thư Đảng ủy, Phó Giám đốc Công an tỉnh")
PRAISED = (
    "Ghi nhận, biểu dương, chúc mừng những kết quả xuất sắc, nổi trội, toàn diện của Phòng trong năm 2025."
)


def launched(year: Told) -> Movement:
    firsts = year.movement(
        year.cat,
        name=f"Phong trào thi đua “{FIRSTS}”",
        kind=MovementKind.THEMATIC,
        theme="Kỷ luật là nền tảng",
        first=date(2025, 11, 7),
        last=date(2030, 12, 31),
        plan_date=date(2025, 11, 6),
        axes=[AxisText(axis, [("Nội dung", [])]) for axis in AXES],
    )
    own = year.movement(
        year.px01,
        NEXT,
        slogan=SPIRIT,
        purpose="Tập trung thực hiện thắng lợi các chỉ tiêu, nhiệm vụ công tác tổ chức cán bộ năm 2026.",
    )
    services.link_movements(actor=OPERATOR, movement=own, linked=firsts, note="thước đo")
    for at in (3, 1, 2):  # written down in any order
        year.target(f"Chỉ tiêu {at}", "10", year=NEXT, focal=at, group=TASKS[at - 1], movement=own)
    for unit, people in ((year.px01, "p101"), (year.d1, "p102"), (year.d2, "p103")):
        year.register(unit, NEXT, **{people: ["CSTT"]})
    return own


def test_the_launch_says_the_whole_second_paragraph() -> None:
    year = Told()
    own = launched(year)
    section = launch(year.scope())
    paragraph, axes, reach, *_ = text_of(section).splitlines()
    assert paragraph == (
        f"Phát động phong trào thi đua “Vì ANTQ” năm 2026 gắn với phong trào thi đua “{FIRSTS}”, Phòng Tổ "
        "chức cán bộ xác định tập trung thực hiện thắng lợi các chỉ tiêu, nhiệm vụ công tác tổ chức cán bộ "
        f"năm 2026, trọng tâm là: (1) {TASKS[0]}; (2) {TASKS[1]}; (3) {TASKS[2]}."
    )
    assert "có 03 trục: (1) Kỷ luật nhất; (2) Trung thành nhất; (3) Gần dân nhất" in axes
    assert reach == (
        "Phòng Tổ chức cán bộ đã phát động 100% cán bộ, chiến sĩ (03/03 đồng chí đăng ký thi đua) thực hiện "
        f"phong trào với tinh thần “{SPIRIT}”."
    )
    found = figures(section)
    assert found["phat-dong.ty-le"].value == 100
    assert [one.value for one in found["phat-dong.ty-le"].parts] == [3, 3]
    assert [found[f"phat-dong.trong-tam.{at}"].value for at in (1, 2, 3)] == list(TASKS)
    assert found[f"phat-dong.{own.pk}.khau-hieu"].records()[0].href == f"/phong-trao/{own.pk}/"
    assert_made_up_of_records(section)


def test_a_record_that_changes_changes_the_paragraph() -> None:
    year = Told()
    own = launched(year)
    services.change_movement(actor=OPERATOR, movement=own, purpose="Giữ vững kỷ cương.")
    assert "Phòng Tổ chức cán bộ xác định giữ vững kỷ cương, trọng tâm là: (1)" in text_of(
        launch(year.scope())
    )


def test_the_conference_says_the_third_paragraph_and_the_year_after_answers_it() -> None:
    year = Told()
    meeting = year.meeting(year.px01, date(2026, 1, 16), NEXT)
    by_chief = {"giver": CHIEF[0], "giver_post": CHIEF[1]}
    by_deputy = {"giver": DEPUTY[0], "giver_post": DEPUTY[1]}
    year.directive(meeting, "Tiếp tục phát huy những kết quả đã đạt được", text=PRAISED, **by_chief)
    year.directive(meeting, "Nâng cao chất lượng công tác tổ chức cán bộ", **by_chief)
    role = (
        "Thực hiện xuất sắc vị trí, vai trò then chốt, nòng cốt trong công tác xây dựng Đảng, xây dựng lực "
        "lượng Công an Sơn Hà chính quy, tinh nhuệ, hiện đại, đáp ứng yêu cầu, nhiệm vụ trong tình hình mới"
    )
    year.directive(meeting, role, **by_deputy)
    section = conference(year.scope())
    found = text_of(section)
    assert (
        f"Phát biểu chỉ đạo tại hội nghị có đồng chí {CHIEF[0]}, {CHIEF[1]} và đồng chí {DEPUTY[0]}, "
        f"{DEPUTY[1]}."
    ) in found
    assert (
        "yêu cầu trong năm 2026: (1) tiếp tục phát huy những kết quả đã đạt được; (2) nâng cao chất lượng "
        f"công tác tổ chức cán bộ; (3) {role[0].lower()}{role[1:]}."
    ) in found
    assert PRAISED in found
    assert_made_up_of_records(section)
    answered = text_of(directives(year.scope(year=NEXT)))
    assert "Năm 2026 có 03 ý kiến chỉ đạo, kết luận" in answered

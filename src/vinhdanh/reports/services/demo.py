"""Year-end reports of the sample: one that was issued, one half written, one with a figure by hand."""

from __future__ import annotations

from datetime import date

from vinhdanh.access.types import Operator
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import written
from vinhdanh.reports.selectors.yearly import report_of
from vinhdanh.reports.services.yearly import issue_report, type_over, write_passage

DEPARTMENT = "PX01"
CLERK = Operator(full_name="Cán bộ tổng hợp Phòng Tổ chức cán bộ")
KEEPER = Operator(full_name="Thường trực Hội đồng")
BY_HAND = "khen-thuong.luot-tap-the"
REASON = "Công an xã báo bổ sung 01 giấy khen của Ủy ban nhân dân xã, chưa nhập sổ"

THIS_YEAR = {
    "dac-diem": "Năm qua, đơn vị vừa sắp xếp tổ chức bộ máy, vừa bảo đảm công tác thường xuyên; khối lượng "
    "hồ sơ cán bộ phải xử lý tăng, trong khi biên chế giữ nguyên.",
    "danh-gia.ket-qua": "Phong trào thi đua được phát động từ đầu năm, gắn với từng chỉ tiêu và giao "
    "đến từng đội; đăng ký thi đua đầy đủ, đúng hạn.\nViệc biểu dương hằng tháng làm kịp thời, hướng về "
    "người trực tiếp làm nhiệm vụ.",
    "danh-gia.han-che": "Tin, bài tuyên truyền về nghĩa vụ tham gia Công an nhân dân chưa đạt chỉ tiêu; một "
    "lớp tập huấn cho lực lượng ở cơ sở mở chậm so với kế hoạch.",
}
LAST_YEAR = {
    "dac-diem": "Đơn vị thực hiện nhiệm vụ trong điều kiện địa bàn rộng, lực lượng mỏng; được lãnh đạo Công "
    "an tỉnh quan tâm chỉ đạo sát.",
    "danh-gia.ket-qua": "Các chỉ tiêu chính hoàn thành; phong trào có chuyển biến ở các đội nghiệp vụ.",
    "danh-gia.han-che": "Việc gửi hồ sơ khen thưởng của một số đội còn chậm.",
    "danh-gia.nguyen-nhan": "Chưa phân công người theo dõi thi đua từ đầu năm ở từng đội.",
    "danh-gia.bai-hoc": "Giao chỉ tiêu đến từng đội và kiểm tra hằng quý.",
    "kien-nghi": "Không.",
}


def install_demo_reports(agency: Unit, year: int) -> None:
    """The department's reports: one issued, one half written; the agency's with a figure by hand."""
    department = Unit.objects.get(code=DEPARTMENT)
    for at, texts in ((year - 1, LAST_YEAR), (year, THIS_YEAR)):
        for code, text in texts.items():
            write_passage(actor=CLERK, unit=department, year=at, code=code, text=text)
    issue_report(
        actor=CLERK,
        unit=department,
        year=year - 1,
        issued=date(year - 1, 12, 27),
        number="214/BC-PX01",
        signer="Trưởng phòng",
    )
    counted = report_of(KEEPER, agency, year, around=BY_HAND).figures.get(BY_HAND)
    if counted is not None and isinstance(counted.value, int):
        hand = written(counted.value + 1)
        type_over(actor=KEEPER, unit=agency, year=year, key=BY_HAND, value=hand, reason=REASON)

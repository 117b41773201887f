"""The lists of the training programme, and what its acts are called in the journal."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs

# Kinds of unit (people.types.UNIT_KINDS) that are a commune's police.
COMMUNE_KINDS = frozenset({"cong_an_xa", "cong_an_phuong"})
COMMUNE_HEADS = frozenset({"truong_cong_an_xa", "pho_truong_cong_an_xa"})  # grades, people.types.GRADES


class TargetGroup(models.TextChoices):
    """Whom a plan is for: who must attend is read from the records by it."""

    GRASSROOTS = "grassroots", "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
    COMMUNE_POLICE = "commune_police", "Công an cấp xã"
    COMMUNE_HEADS = "commune_heads", "Chỉ huy Công an cấp xã"
    STAFF = "staff", "Cán bộ, chiến sĩ theo chuyên ngành"


class CourseKind(models.TextChoices):
    INITIAL = "initial", "Bồi dưỡng lần đầu"
    REFRESHER = "refresher", "Bồi dưỡng cập nhật"
    SPECIALTY = "specialty", "Bồi dưỡng chuyên đề"
    MAKE_UP = "make_up", "Học bù"


class PartOfDay(models.TextChoices):
    MORNING = "1", "Sáng"
    AFTERNOON = "2", "Chiều"
    EVENING = "3", "Tối"


class Mark(models.TextChoices):
    """One learner in one session."""

    PRESENT = "present", "Có mặt"
    EXCUSED = "excused", "Vắng có lý do"
    ABSENT = "absent", "Vắng không lý do"


class MarkedBy(models.TextChoices):
    HAND = "hand", "ghi tay"
    CODE = "code", "học viên nhập mã"
    SCAN = "scan", "học viên quét mã"


class MemberRole(models.TextChoices):
    HEAD = "head", "Tổ trưởng"
    DEPUTY = "deputy", "Tổ phó"
    MEMBER = "member", "Tổ viên"


class ClassState(models.TextChoices):
    """Where a class stands on a day; follows from its dates and from whether it was closed."""

    PLANNED = "chua-mo", "Chưa mở"
    RUNNING = "dang-hoc", "Đang học"
    FINISHED = "cho-chot", "Chờ chốt"
    CLOSED = "da-chot", "Đã chốt"


register_verbs(
    "training",
    {
        "plan_added": "Lập kế hoạch tập huấn",
        "plan_changed": "Sửa kế hoạch tập huấn",
        "plan_closed": "Chốt kế hoạch tập huấn",
        "plan_reopened": "Mở lại kế hoạch tập huấn",
        "plan_withdrawn": "Rút kế hoạch tập huấn",
        "figures_reported": "Ghi số liệu tập huấn tổng hợp",
        "class_added": "Mở lớp tập huấn",
        "class_changed": "Sửa lớp tập huấn",
        "class_withdrawn": "Rút lớp tập huấn",
        "session_added": "Thêm buổi học",
        "session_removed": "Bỏ buổi học",
        "called_up": "Triệu tập học viên",
        "learner_dropped": "Rút học viên khỏi danh sách",
        "attendance_marked": "Điểm danh",
        "checked_in": "Học viên tự điểm danh bằng mã",
        "results_recorded": "Ghi kết quả tập huấn",
        "class_closed": "Chốt lớp tập huấn",
        "result_corrected": "Đính chính kết quả tập huấn",
        "certificates_issued": "Cấp chứng nhận tập huấn",
        "member_registered": "Lập hồ sơ thành viên lực lượng cơ sở",
        "member_changed": "Sửa hồ sơ thành viên lực lượng cơ sở",
        "member_removed": "Xóa người ghi nhầm khỏi lực lượng cơ sở",
        "member_left": "Thành viên thôi tham gia lực lượng cơ sở",
        "sample_recorded": "Nạp chương trình tập huấn mẫu",
    },
)

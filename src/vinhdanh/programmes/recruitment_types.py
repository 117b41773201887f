"""Words of the selection of citizens for service: stages, results, measures, and the journal's verbs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs


class RoundState(models.TextChoices):
    """How far a round is. What is closed is not written in; what is erased has only its figures left."""

    OPEN = "open", "Đang tiến hành"
    CLOSED = "closed", "Đã kết thúc"
    ERASED = "erased", "Đã xóa hồ sơ cá nhân"


class Stage(models.TextChoices):
    """Where a candidate stands."""

    REGISTERED = "registered", "Đã đăng ký"
    SCREENED = "screened", "Sơ tuyển đạt"
    EXAMINED = "examined", "Khám sức khỏe đạt"
    RESERVE = "reserve", "Dự bị"
    DECIDED = "decided", "Có quyết định"
    HANDED_OVER = "handed_over", "Đã giao"
    RETURNED = "returned", "Loại trả"
    FAILED = "failed", "Không đạt"
    DEFERRED = "deferred", "Tạm hoãn"
    EXEMPTED = "exempted", "Miễn"


class Result(models.TextChoices):
    """What one step found. Empty: nobody has said yet."""

    PASSED = "passed", "Đạt"
    FAILED = "failed", "Không đạt"


class Education(models.TextChoices):
    """The highest level finished, from low to high."""

    THCS = "THCS", "Trung học cơ sở"
    THPT = "THPT", "Trung học phổ thông"
    TC = "TC", "Trung cấp"
    CD = "CD", "Cao đẳng"
    DH = "DH", "Đại học trở lên"


class Measure(models.TextChoices):
    """What a round's parameters limit."""

    AGE = "age", "Tuổi"
    EDUCATION = "education", "Trình độ văn hóa"
    HEIGHT = "height", "Chiều cao"
    WEIGHT = "weight", "Cân nặng"
    HEALTH = "health", "Phân loại sức khỏe"


class Channel(models.TextChoices):
    """How people are told of a round."""

    MEETING = "meeting", "Hội nghị, họp thôn"
    SCHOOL = "school", "Trường học"
    HOME = "home", "Gặp gia đình"
    LOUDSPEAKER = "loudspeaker", "Truyền thanh"
    ONLINE = "online", "Mạng xã hội, trang thông tin"
    OTHER = "other", "Hình thức khác"


class Removal(models.TextChoices):
    """Why one candidate's file is taken out before its time. A closed list: no free text in the journal."""

    DUPLICATE = "duplicate", "Ghi trùng"
    MISTAKE = "mistake", "Ghi nhầm người"
    ASKED = "asked", "Công dân yêu cầu xóa"


STEPS: Mapping[str, str] = {
    "screening": "Sơ tuyển",
    "exam": "Khám sức khỏe",
    "vetting": "Thẩm tra lý lịch",
    "recheck": "Phúc tra sức khỏe",
}
# What is counted of a commune or of the whole round, in the order of the steps. Those of quality are of the
# people selected: with a decision, or handed over and not returned.
PROGRESS: Mapping[str, str] = {
    "registered": "Đăng ký",
    "screened": "Sơ tuyển đạt",
    "examined": "Khám sức khỏe đạt",
    "vetted": "Lý lịch đạt",
    "rechecked": "Phúc tra đạt",
    "decided": "Có quyết định",
    "handed": "Đã giao",
}
ASIDE: Mapping[str, str] = {
    "registered_women": "Nữ đăng ký",
    "both": "Đạt cả hai hướng",
    "reserve": "Dự bị",
    "returned": "Loại trả",
    "replaced": "Bù đổi",
    "deferred": "Tạm hoãn",
    "exempted": "Miễn",
}
SCHOOLING: Mapping[str, str] = {
    "edu_dh": "Đại học trở lên",
    "edu_cd": "Cao đẳng",
    "edu_tc": "Trung cấp",
    "edu_thpt": "Trung học phổ thông",
    "edu_thcs": "Trung học cơ sở",
}
QUALITY: Mapping[str, str] = {
    **SCHOOLING,
    "party": "Đảng viên",
    "class1": "Sức khỏe loại 1",
    "class2": "Sức khỏe loại 2",
    "class3": "Sức khỏe loại 3",
    "women": "Nữ",
    "minority": "Dân tộc thiểu số",
}
FIGURES: Mapping[str, str] = {**PROGRESS, **ASIDE, **QUALITY}

register_verbs(
    "recruitment",
    {
        "round_opened": "Mở đợt tuyển chọn công dân",
        "round_changed": "Sửa đợt tuyển chọn công dân",
        "parameters_changed": "Ghi thông số của đợt tuyển chọn",
        "receivers_set": "Ghi chỉ tiêu theo đơn vị nhận",
        "communes_set": "Ghi chỉ tiêu theo xã, phường",
        "round_closed": "Kết thúc đợt tuyển chọn",
        "round_reopened": "Mở lại đợt tuyển chọn",
        "round_erased": "Xóa hồ sơ cá nhân của đợt tuyển chọn",
        "rounds_recorded": "Nạp các đợt tuyển chọn mẫu",
        "totals_entered": "Ghi số liệu tổng hợp tuyển chọn",
        "outreach_added": "Ghi buổi tuyên truyền",
        "outreach_removed": "Xóa buổi tuyên truyền ghi nhầm",
        "registered": "Ghi công dân đăng ký",
        "file_opened": "Mở xem hồ sơ công dân",
        "file_changed": "Sửa hồ sơ công dân",
        "file_removed": "Xóa một hồ sơ công dân",
        "files_exported": "Xuất hồ sơ công dân có dữ liệu cá nhân",
        "steps_exported": "Xuất các bước theo mã hồ sơ, không có tên",
        "screened": "Ghi sơ tuyển",
        "examined": "Ghi khám sức khỏe",
        "vetted": "Ghi thẩm tra lý lịch",
        "rechecked": "Ghi phúc tra sức khỏe",
        "reserved": "Đưa vào danh sách dự bị",
        "decided": "Ghi quyết định gọi",
        "cancelled": "Thôi gọi sau khi có quyết định",
        "handed_over": "Ghi giao, nhận",
        "returned": "Loại trả",
        "replaced": "Bù đổi từ danh sách dự bị",
        "deferred": "Tạm hoãn",
        "exempted": "Miễn",
        "taken_back": "Rút lại bước vừa ghi",
    },
)

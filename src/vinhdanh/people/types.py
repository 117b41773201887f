"""The engine's enums with the words that people read, and the codes of this app's own lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.engine.facts import (
    AbsenceKind,
    DisciplineForm,
    Force,
    HoldGround,
    Level,
    Sex,
    Unassessed,
    UnitTier,
    WorkKind,
    WorkScope,
)

LABELS: Mapping[type[Enum], Mapping[Enum, str]] = {
    Level: {
        Level.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
        Level.GOOD: "Hoàn thành tốt nhiệm vụ",
        Level.COMPLETED: "Hoàn thành nhiệm vụ",
        Level.FAILED: "Không hoàn thành nhiệm vụ",
    },
    Unassessed: {
        Unassessed.MATERNITY: "Nghỉ thai sản",
        Unassessed.STUDY: "Đi học tập trung",
        Unassessed.INJURY: "Điều trị thương tích",
        Unassessed.UNDER_MONTHS: "Chưa đủ thời gian công tác trong năm",
        Unassessed.OTHER: "Lý do khác",
    },
    Force: {
        Force.POLICE: "Công an nhân dân",
        Force.ARMY: "Quân đội nhân dân",
        Force.MILITIA: "Dân quân, tự vệ",
        Force.CIVIL: "Cán bộ, công chức, viên chức, người lao động",
        Force.PUBLIC: "Nhân dân",
        Force.GRASSROOTS: "Lực lượng bảo vệ an ninh, trật tự ở cơ sở",
    },
    Sex: {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"},
    UnitTier: {
        UnitTier.PROVINCE: "Cấp Cục, Công an cấp tỉnh",
        UnitTier.BASE: "Đơn vị cơ sở",
        UnitTier.SUB_BASE: "Đơn vị trực thuộc cơ sở",
    },
    WorkKind: {
        WorkKind.INITIATIVE: "Sáng kiến",
        WorkKind.PROJECT: "Đề tài, đề án, công trình khoa học và công nghệ",
        WorkKind.INGENUITY: "Mưu trí, sáng tạo",
    },
    WorkScope: {
        WorkScope.BASE: "Cơ sở",
        WorkScope.MINISTRY: "Bộ, ban, ngành, tỉnh",
        WorkScope.NATIONAL: "Toàn quốc",
    },
    DisciplineForm: {
        DisciplineForm.REPRIMAND: "Khiển trách",
        DisciplineForm.WARNING: "Cảnh cáo",
        DisciplineForm.PAY_OR_RANK_CUT: "Hạ bậc lương, giáng cấp bậc hàm",
        DisciplineForm.POST_CUT: "Giáng chức, cách chức",
        DisciplineForm.DISMISSAL: "Tước danh hiệu, buộc thôi việc",
    },
    HoldGround: {
        HoldGround.DISCIPLINE_PENDING: "Đang xem xét kỷ luật",
        HoldGround.INSPECTION: "Đang điều tra, thanh tra, kiểm tra",
        HoldGround.COMPLAINT: "Đang xác minh khiếu nại, tố cáo",
        HoldGround.PRESS: "Đang xác minh nội dung báo chí nêu",
    },
    AbsenceKind: {
        AbsenceKind.MATERNITY: "Nghỉ thai sản",
        AbsenceKind.STUDY: "Đi học tập trung",
        AbsenceKind.INJURY: "Điều trị thương tích",
        AbsenceKind.SECONDMENT: "Biệt phái",
        AbsenceKind.OTHER: "Lý do khác",
    },
}


def label(value: Enum) -> str:
    """What a person reads for a value of one of the engine's enums."""
    return LABELS[type(value)][value]


def choices(of: type[Enum]) -> list[tuple[str | int, str]]:
    """The same list as a model field's ``choices``."""
    return [(value.value, words) for value, words in LABELS[of].items()]


class Secrecy(models.IntegerChoices):
    """How far a person's records may travel: exports and public pages obey it."""

    OPEN = 0, "Không mật"
    SECRET = 1, "Mật"
    TOP_SECRET = 2, "Tối mật"
    UTMOST = 3, "Tuyệt mật"


class TitleEffect(models.TextChoices):
    """What a disciplinary decision says of the title of one year (danh hiệu năm)."""

    NONE = "none", "Không ảnh hưởng"
    LOWERS = "lowers", "Hạ một mức danh hiệu"
    REMOVES = "removes", "Không xét danh hiệu"


class Education(models.TextChoices):
    """The highest level of schooling on record."""

    SECONDARY = "secondary", "Trung học phổ thông"
    VOCATIONAL = "vocational", "Trung cấp"
    COLLEGE = "college", "Cao đẳng"
    BACHELOR = "bachelor", "Đại học"
    MASTER = "master", "Thạc sĩ"
    DOCTOR = "doctor", "Tiến sĩ"


class LeaveGround(models.TextChoices):
    """Why somebody left the service."""

    RETIRED = "retired", "Nghỉ hưu"
    CHANGED = "changed", "Chuyển ngành"
    DISCHARGED = "discharged", "Xuất ngũ"
    RESIGNED = "resigned", "Thôi việc"
    DISMISSED = "dismissed", "Tước danh hiệu, buộc thôi việc"
    DIED = "died", "Từ trần, hy sinh"
    OTHER = "other", "Lý do khác"


class LineageKind(models.TextChoices):
    """What became of a unit."""

    MERGED_INTO = "merged_into", "Sáp nhập vào"
    SPLIT_FROM = "split_from", "Tách từ"
    RENAMED = "renamed", "Đổi tên thành"


class TransferKind(models.TextChoices):
    """How somebody goes to another unit."""

    TRANSFER = "transfer", "Điều động"
    SECONDMENT = "secondment", "Biệt phái"  # for a time; his place stays in his own unit


class TransferState(models.TextChoices):
    """What became of the request."""

    REQUESTED = "requested", "Chờ tiếp nhận"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    REFUSED = "refused", "Không tiếp nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


# Lists that an agency may extend: known codes have words, unknown ones show as they are.
UNIT_KINDS: Mapping[str, str] = {
    "bo": "Bộ",
    "cuc": "Cục",
    "cong_an_tinh": "Công an tỉnh",
    "phong": "Phòng",
    "cong_an_xa": "Công an xã",
    "cong_an_phuong": "Công an phường",
    "cong_an_huyen": "Công an cấp huyện",
    "doi": "Đội",
    "to": "Tổ",
    "tong_cuc": "Tổng cục",
    "vu": "Vụ",
    "van_phong": "Văn phòng",
    "so": "Sở",
    "ban": "Ban",
    "chi_cuc": "Chi cục",
    "uy_ban": "Ủy ban nhân dân",
    "trung_tam": "Trung tâm",
    "truong": "Trường",
    "benh_vien": "Bệnh viện",
    "khoa": "Khoa",
    "cong_ty": "Công ty",
    "nha_khach": "Nhà khách",
}
CATEGORIES: Mapping[str, str] = {
    "nghiep_vu": "Sĩ quan, hạ sĩ quan nghiệp vụ",
    "ky_thuat": "Sĩ quan, hạ sĩ quan chuyên môn kỹ thuật",
    "nghia_vu": "Hạ sĩ quan, chiến sĩ nghĩa vụ",
    "cong_nhan": "Công nhân công an",
    "hop_dong": "Lao động hợp đồng",
}
GRADES: Mapping[str, str] = {
    "bo_truong": "Bộ trưởng",
    "tong_cuc_truong": "Tổng cục trưởng",
    "pho_tong_cuc_truong": "Phó Tổng cục trưởng",
    "vu_truong": "Vụ trưởng, Cục trưởng, Giám đốc Công an tỉnh",
    "pho_vu_truong": "Phó Vụ trưởng, Phó Cục trưởng, Phó Giám đốc Công an tỉnh",
    "truong_phong": "Trưởng phòng",
    "pho_truong_phong": "Phó Trưởng phòng",
    "doi_truong": "Đội trưởng",
    "pho_doi_truong": "Phó Đội trưởng",
    "truong_cong_an_xa": "Trưởng Công an xã, phường",
    "pho_truong_cong_an_xa": "Phó Trưởng Công an xã, phường",
    "can_bo": "Cán bộ",
}

register_verbs(
    "people",
    {
        "facts_recorded": "Nạp toàn bộ dữ liệu ban đầu",
        "records_imported": "Nhập dữ liệu từ tệp",
        "import_undone": "Hoàn tác lần nhập từ tệp",
        "persons_merged": "Gộp hai hồ sơ của một người",
        "persons_parted": "Tách hồ sơ đã gộp",
        "persons_told_apart": "Xác nhận hai hồ sơ là hai người",
        "unit_added": "Lập đơn vị",
        "unit_changed": "Sửa đơn vị",
        "unit_merged": "Sáp nhập đơn vị",
        "unit_split": "Chia, tách đơn vị",
        "unit_renamed": "Đổi tên đơn vị",
        "unit_moved": "Chuyển đơn vị sang cấp trên khác",
        "unit_closed": "Giải thể đơn vị",
        "member_moved": "Chuyển theo đơn vị",
        "household_moved": "Chuyển đơn vị theo dõi hộ gia đình",
        "transfer_requested": "Đề nghị điều động, biệt phái",
        "transfer_accepted": "Tiếp nhận điều động, biệt phái",
        "transfer_refused": "Không tiếp nhận điều động, biệt phái",
        "transfer_withdrawn": "Rút đề nghị điều động, biệt phái",
        "transfer_redirected": "Chuyển đề nghị điều động theo đơn vị",
        "secondment_ended": "Kết thúc biệt phái",
        "person_registered": "Lập hồ sơ cán bộ",
        "person_changed": "Sửa hồ sơ cán bộ",
        "household_registered": "Lập hồ sơ hộ gia đình",
        "post_assigned": "Ghi chức vụ",
        "post_ended": "Thôi chức vụ",
        "rank_conferred": "Ghi cấp bậc hàm",
        "row_corrected": "Sửa dòng quá trình công tác",
        "row_removed": "Xóa dòng ghi nhầm",
        "person_left": "Ghi ra khỏi ngành",
        "person_returned": "Bỏ ghi ra khỏi ngành",
        "year_rated": "Ghi xếp loại năm",
        "work_recognised": "Ghi sáng kiến, đề tài",
        "work_changed": "Sửa sáng kiến, đề tài",
        "discipline_recorded": "Ghi kỷ luật",
        "discipline_ended": "Ghi ngày hết kỷ luật",
        "registers_drawn": "Bổ sung sổ mẫu",
        "discipline_annulled": "Hủy bỏ kỷ luật",
        "title_effect_set": "Ghi ảnh hưởng của kỷ luật đến danh hiệu năm",
        "hold_opened": "Tạm hoãn xét",
        "hold_closed": "Thôi tạm hoãn",
        "hold_reopened": "Tạm hoãn trở lại",
        "absence_recorded": "Ghi nghỉ, đi học",
        "absence_ended": "Kết thúc nghỉ, đi học",
        "finding_concluded": "Ghi kết luận",
        "letterhead_written": "Ghi đầu giấy tờ",
        "letterhead_removed": "Xóa đầu giấy tờ ghi nhầm",
        "template_accepted": "Dùng mẫu giấy tờ của đơn vị",
        "template_withdrawn": "Thôi dùng mẫu giấy tờ của đơn vị",
        "form_label_set": "Ghi số của mẫu giấy tờ",
        "wording_set": "Ghi câu chữ của giấy tờ",
    },
)

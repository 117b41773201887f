"""Words of rounds: kinds, states, topics that departments review, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.dossiers.stages import ON_PATH, Stage
from vinhdanh.engine.facts import Merit


class RoundKind(models.TextChoices):
    """For what the honours of a round are given. The kind decides their loại hình and the usual path."""

    YEARLY = "yearly", "Công trạng hằng năm"
    SUDDEN = "sudden", "Đột xuất"
    TOPICAL = "topical", "Chuyên đề, phong trào"
    SERVICE = "service", "Niên hạn"
    CONTRIBUTION = "contribution", "Quá trình cống hiến"
    FOREIGN = "foreign", "Đối ngoại"


MERIT_OF: Mapping[RoundKind, Merit] = {
    RoundKind.YEARLY: Merit.CONG_TRANG,
    RoundKind.SUDDEN: Merit.DOT_XUAT,
    RoundKind.TOPICAL: Merit.PHONG_TRAO,
    RoundKind.SERVICE: Merit.NIEN_HAN,
    RoundKind.CONTRIBUTION: Merit.CONG_HIEN,
    RoundKind.FOREIGN: Merit.DOI_NGOAI,
}


# What a new round of the kind begins with; the standing body changes it.
_SHORT = (Stage.DRAFT, Stage.UNIT, Stage.APPRAISAL, Stage.SIGNING)
USUAL_PATH: Mapping[RoundKind, tuple[Stage, ...]] = {
    RoundKind.YEARLY: ON_PATH,
    RoundKind.SUDDEN: _SHORT,
    RoundKind.TOPICAL: ON_PATH,
    RoundKind.SERVICE: (Stage.DRAFT, Stage.UNIT, Stage.APPRAISAL, Stage.POSTING, Stage.SIGNING),
    RoundKind.CONTRIBUTION: ON_PATH,
    RoundKind.FOREIGN: _SHORT,
}
# What is ticked already: whoever did something today should not wait for a form.
USUAL_HONOURS: Mapping[RoundKind, tuple[str, ...]] = {RoundKind.SUDDEN: ("GK",)}
SUDDEN_HOURS = 24  # a step of a round for đột xuất, as a form suggests it; the agency types its own


class RoundState(models.TextChoices):
    DRAFT = "draft", "Đang lập"
    OPEN = "open", "Đang nhận, xét hồ sơ"
    CLOSED = "closed", "Đã kết thúc"


class Topic(models.TextChoices):
    """What a department appraises in a proposal, beside the others and at the same time."""

    CONDUCT = "conduct", "Điều lệnh, quân sự, bắn súng"
    TRAINING = "training", "Đào tạo, bồi dưỡng"
    DISCIPLINE = "discipline", "Kỷ luật, đơn thư"
    WORKS = "works", "Sáng kiến"
    RESULTS = "results", "Kết quả công tác, chỉ tiêu"
    FINANCE = "finance", "Tài chính, hậu cần"
    PARTY = "party", "Công tác Đảng, đoàn thể"
    OTHER = "other", "Nội dung khác"


register_verbs(
    "dossiers",
    {
        "round_written": "Lập, sửa đợt xét tặng",
        "round_opened": "Mở đợt xét tặng",
        "round_extended": "Gia hạn một bước của đợt xét tặng",
        "round_quota_changed": "Sửa số lượng tối đa của đợt đang mở",
        "round_keeper_changed": "Đổi người giữ một bước của đợt đang mở",
        "round_topic_changed": "Đổi cơ quan thẩm định của đợt đang mở",
        "round_unit_added": "Thêm đơn vị đề nghị vào đợt đang mở",
        "round_closed": "Kết thúc đợt xét tặng",
        "round_reopened": "Mở lại đợt xét tặng",
        "round_dropped": "Bỏ đợt xét tặng chưa mở",
        "proposals_ordered": "Xếp thứ tự đề nghị",
        "proposals_reminded": "Nhắc người đang giữ hồ sơ",
    },
)

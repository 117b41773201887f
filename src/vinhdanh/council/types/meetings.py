"""Words of meetings: states, attendance, votes, recusal, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Chưa họp"
    IN_SESSION = "in_session", "Đang họp"
    ENDED = "ended", "Đã kết thúc"


class Presence(models.TextChoices):
    INVITED = "invited", "Chưa điểm danh"
    PRESENT = "present", "Có mặt"
    ABSENT = "absent", "Vắng"


class VoteWay(models.TextChoices):
    BALLOT = "ballot", "Bỏ phiếu"
    HANDS = "hands", "Biểu quyết giơ tay"


class ItemState(models.TextChoices):
    WAITING = "waiting", "Chưa mở"
    OPEN = "open", "Đang mở"
    COUNTED = "counted", "Đã có kết quả"
    APPLIED = "applied", "Đã chuyển kết quả"


class Ground(models.TextChoices):
    """Where the number of votes that is needed comes from."""

    LAW = "law", "Luật, nghị định"
    ROUND = "round", "Đợt xét tặng"
    COUNCIL = "council", "Quy chế Hội đồng"
    SECRETARY = "secretary", "Thư ký ghi"


class RecusalKind(models.TextChoices):
    """Why a member does not vote on a proposal. The first two are found by the program."""

    SUBJECT = "subject", "Là người được đề nghị"
    HEAD = "head", "Là người đứng đầu tập thể được đề nghị"
    KIN = "kin", "Là người thân của người được đề nghị"
    OTHER = "other", "Lý do khác"


FOUND = (RecusalKind.SUBJECT, RecusalKind.HEAD)
DECLARED = (RecusalKind.KIN, RecusalKind.OTHER)


class Choice(models.TextChoices):
    FOR = "for", "Đồng ý"
    AGAINST = "against", "Không đồng ý"
    BLANK = "blank", "Không có ý kiến"


class OpinionKind(models.TextChoices):
    """What the council says of a proposal besides its vote. The standing body acts on the first two."""

    RETURN = "return", "Đề nghị trả lại đơn vị"
    LOWER = "lower", "Đề nghị hạ danh hiệu"
    NOTE = "note", "Ý kiến khác"


ASIDE = (OpinionKind.RETURN, OpinionKind.LOWER)  # what is not voted on then

register_verbs(
    "council",
    {
        "meeting_written": "Lập, sửa phiên họp",
        "meeting_dropped": "Bỏ phiên họp chưa mở",
        "agenda_filled": "Đưa hồ sơ vào chương trình họp",
        "agenda_ordered": "Xếp thứ tự chương trình họp",
        "attendance_marked": "Điểm danh",
        "written_recorded": "Ghi ý kiến bằng văn bản của người vắng",
        "meeting_opened": "Khai mạc phiên họp",
        "recusal_declared": "Ghi không tham gia bỏ phiếu",
        "recusal_withdrawn": "Bỏ ghi không tham gia bỏ phiếu",
        "threshold_set": "Ghi số phiếu cần",
        "item_opened": "Mở hòm phiếu",
        "item_closed": "Đóng hòm phiếu, ghi kết quả",
        "hands_counted": "Ghi kết quả biểu quyết",
        "opinion_logged": "Ghi ý kiến Hội đồng",
        "result_applied": "Chuyển kết quả vào hồ sơ",
        "remarks_written": "Ghi nội dung thảo luận, kết luận",
        "meeting_ended": "Kết thúc phiên họp, chốt biên bản",
    },
)

"""Words of the dossier's content: parts, files, requests, achievements; what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class PartKind(models.TextChoices):
    """What a dossier is written in. Each part is opened, saved and compared by itself."""

    REPORT = "report", "Báo cáo thành tích"
    SUMMARY = "summary", "Tóm tắt thành tích"
    MINUTES = "minutes", "Biên bản bình xét"
    SUBMISSION = "submission", "Tờ trình"
    EVIDENCE = "evidence", "Minh chứng"


# What the subject may write about himself; the minutes and the unit's submission are others' papers.
OWN_PARTS = frozenset({PartKind.REPORT, PartKind.SUMMARY, PartKind.EVIDENCE})


class EditState(models.TextChoices):
    """A request to mend one part."""

    OPEN = "open", "Chờ đơn vị sửa"
    ANSWERED = "answered", "Chờ xem lại"
    ACCEPTED = "accepted", "Đã đồng ý"


WAITING = (EditState.OPEN, EditState.ANSWERED)


class EditActKind(models.TextChoices):
    ASKED = "asked", "Yêu cầu sửa"
    ANSWERED = "answered", "Gửi lại phần đã sửa"
    ASKED_AGAIN = "asked_again", "Hỏi lại"
    ACCEPTED = "accepted", "Đồng ý phần đã sửa"


class Audience(models.TextChoices):
    """Who reads a comment."""

    ALL = "all", "Mọi người xem được hồ sơ"
    AGENCY = "agency", "Chỉ cơ quan thẩm định, thường trực, Hội đồng"


class FileKind(models.TextChoices):
    """What an attached file is, by its content."""

    PDF = "pdf", "PDF"
    PNG = "png", "Ảnh PNG"
    JPEG = "jpg", "Ảnh JPEG"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"


class AchievementSource(models.TextChoices):
    """Where an achievement is known from."""

    OWN = "own", "Đơn vị ghi"
    PRAISE = "praise", "Đề xuất biểu dương"
    WORK = "work", "Sáng kiến được công nhận"


register_verbs(
    "dossiers",
    {
        "part_saved": "Ghi phần của hồ sơ",
        "edit_asked": "Yêu cầu sửa hồ sơ",
        "edit_answered": "Gửi lại phần đã sửa",
        "edit_reviewed": "Xem lại phần đã sửa",
        "comment_added": "Trao đổi trong hồ sơ",
        "file_attached": "Gắn tệp vào hồ sơ",
        "file_withdrawn": "Rút tệp khỏi hồ sơ",
        "achievement_added": "Ghi thành tích vào hồ sơ",
        "achievement_removed": "Bỏ thành tích khỏi hồ sơ",
        "works_chosen": "Chọn sáng kiến cho hồ sơ",
        "proposal_split": "Tách hồ sơ",
    },
)

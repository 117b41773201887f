"""Words of the clusters: kinds, stages, kinds of points, acts, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class ClusterKind(models.TextChoices):
    """What a group of units that compete with one another is called."""

    CLUSTER = "cum", "Cụm thi đua"
    BLOCK = "khoi", "Khối thi đua"


class Stage(models.TextChoices):
    """How far a cluster's year has come."""

    DRAFT = "draft", "Đang soạn"
    SELF = "self", "Tự chấm điểm"
    CROSS = "cross", "Chấm chéo"
    MEETING = "meeting", "Họp cụm, khối"
    CLOSED = "closed", "Đã tổng kết"


class SheetState(models.TextChoices):
    """How far one member's sheet of points has come."""

    WRITING = "writing", "Đang tự chấm"
    SENT = "sent", "Đã gửi tự chấm"
    CHECKED = "checked", "Đã chấm chéo"
    DECIDED = "decided", "Đã chốt điểm"


class Hand(models.TextChoices):
    """Who makes a move."""

    ISSUER = "issuer", "Thường trực của đơn vị lập cụm, khối"
    MEMBER = "member", "Thủ trưởng đơn vị thành viên"
    CHECKER = "checker", "Thủ trưởng đơn vị chấm chéo"
    HEAD = "head", "Trưởng cụm, khối"


class MemberRole(models.TextChoices):
    """What a member is in its cluster this year."""

    HEAD = "head", "Trưởng"
    DEPUTY = "deputy", "Phó"
    MEMBER = "member", "Thành viên"


class PointKind(models.TextChoices):
    """How a group of criteria counts."""

    BASE = "base", "Điểm chuẩn"
    BONUS = "bonus", "Điểm thưởng"
    MINUS = "minus", "Điểm trừ"


class VoteBase(models.TextChoices):
    """What the votes are counted against."""

    PRESENT = "present", "số đại biểu dự họp"
    SUMMONED = "summoned", "số đại biểu được triệu tập"


class ClusterActKind(models.TextChoices):
    """What was done in a cluster's year, each once written and never changed."""

    OPENED = "opened", "Ban hành tiêu chí, mở tự chấm điểm"
    SENT = "sent", "Gửi điểm tự chấm"
    TAKEN_BACK = "taken_back", "Rút lại điểm tự chấm"
    CROSS = "cross", "Chuyển sang chấm chéo"
    SELF_AGAIN = "self_again", "Trở lại tự chấm"
    CHECKED = "checked", "Gửi điểm chấm chéo"
    MEETING = "meeting", "Chuyển sang họp cụm, khối"
    CROSS_AGAIN = "cross_again", "Trở lại chấm chéo"
    DECIDED = "decided", "Chốt điểm"
    BARRED = "barred", "Không xếp loại"
    ADMITTED = "admitted", "Xếp loại trở lại"
    OFFICERS = "officers", "Phân công trưởng, phó"
    VOTED = "voted", "Bỏ phiếu suy tôn"
    CLOSED = "closed", "Tổng kết"
    REOPENED = "reopened", "Mở lại"
    HANDED_OVER = "handed_over", "Bàn giao"


# A conclusion about the leader is the only thing here that a verdict rests on; it has its own verb.
register_verbs(
    "clusters",
    {
        "cluster_written": "Lập cụm, khối thi đua",
        "year_written": "Ghi năm của cụm, khối thi đua",
        "criteria_written": "Ghi bảng tiêu chí của cụm, khối",
        "officers_written": "Phân công trưởng, phó cụm, khối",
        "draft_dropped": "Bỏ bản soạn năm của cụm, khối",
        "stage_moved": "Chuyển bước năm của cụm, khối",
        "self_scored": "Tự chấm điểm thi đua",
        "self_sent": "Gửi, rút lại điểm tự chấm",
        "checkers_assigned": "Phân công chấm chéo",
        "cross_scored": "Chấm chéo điểm thi đua",
        "cross_sent": "Gửi điểm chấm chéo",
        "score_decided": "Chốt điểm thi đua",
        "member_barred": "Ghi không xếp loại, xếp loại trở lại",
        "voted": "Ghi phiếu suy tôn",
        "year_closed": "Tổng kết năm của cụm, khối",
        "handed_over": "Bàn giao cụm, khối sang năm sau",
    },
)

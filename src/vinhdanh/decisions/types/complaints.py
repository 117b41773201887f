"""Words of complaints (khiếu nại, tố cáo, kiến nghị): kinds, states, findings, what the journal says."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from vinhdanh.audit.types import register_verbs


class ComplaintKind(models.TextChoices):
    PETITION = "petition", "Kiến nghị, phản ánh"
    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"


# While these are verified, the law lets nobody be commended (khoản 4 Điều 4 NĐ 152/2025); for the others the
# standing body says so.
HOLDING = (ComplaintKind.COMPLAINT, ComplaintKind.DENUNCIATION)


class ComplaintState(models.TextChoices):
    FILED = "filed", "Chờ tiếp nhận"
    ACCEPTED = "accepted", "Đã thụ lý"
    VERIFYING = "verifying", "Đang xác minh"
    CONCLUDED = "concluded", "Đã kết luận"
    DONE = "done", "Đã thực hiện kết luận"
    DECLINED = "declined", "Không thụ lý"
    STOPPED = "stopped", "Đình chỉ"
    WITHDRAWN = "withdrawn", "Người gửi đã rút"


class Finding(models.TextChoices):
    """What was concluded."""

    UPHELD = "upheld", "Đúng"
    PARTLY = "partly", "Đúng một phần"
    REJECTED = "rejected", "Không đúng"


# Somebody still has to do something.
OPEN = (
    ComplaintState.FILED,
    ComplaintState.ACCEPTED,
    ComplaintState.VERIFYING,
    ComplaintState.CONCLUDED,
)


class ComplaintAct(models.TextChoices):
    """What is done to a complaint."""

    FILED = "filed", "Nhận đơn"
    ACCEPTED = "accepted", "Thụ lý"
    DECLINED = "declined", "Không thụ lý"
    ASSIGNED = "assigned", "Giao xác minh"
    EXTENDED = "extended", "Đặt lại thời hạn"
    CONCLUDED = "concluded", "Kết luận"
    CARRIED_OUT = "carried_out", "Thực hiện kết luận"
    STOPPED = "stopped", "Đình chỉ giải quyết"
    WITHDRAWN = "withdrawn", "Rút đơn"


# From which states each act can be done.
POSSIBLE: Mapping[ComplaintAct, tuple[ComplaintState, ...]] = {
    ComplaintAct.ACCEPTED: (ComplaintState.FILED,),
    ComplaintAct.DECLINED: (ComplaintState.FILED,),
    ComplaintAct.ASSIGNED: (ComplaintState.ACCEPTED, ComplaintState.VERIFYING),
    ComplaintAct.EXTENDED: OPEN,
    ComplaintAct.CONCLUDED: (ComplaintState.ACCEPTED, ComplaintState.VERIFYING),
    ComplaintAct.CARRIED_OUT: (ComplaintState.CONCLUDED,),
    ComplaintAct.STOPPED: (ComplaintState.ACCEPTED, ComplaintState.VERIFYING),
    ComplaintAct.WITHDRAWN: (ComplaintState.FILED,),
}

register_verbs(
    "decisions", {f"complaint_{act.value}": f"Đơn thư: {act.label.lower()}" for act in ComplaintAct}
)

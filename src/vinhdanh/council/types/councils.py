"""Words of councils: kinds, roles, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class CouncilKind(models.TextChoices):
    REWARD = "reward", "Hội đồng thi đua, khen thưởng"
    WORKS = "works", "Hội đồng sáng kiến"


class Seat(models.TextChoices):
    """What a member is in the council, in the order in which members are listed."""

    CHAIR = "chair", "Chủ tịch"
    DEPUTY = "deputy", "Phó Chủ tịch"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Ủy viên"


SEAT_ORDER = {seat.value: at for at, seat in enumerate(Seat)}
ALONE = (Seat.CHAIR, Seat.SECRETARY)  # one of each at a time

register_verbs(
    "council",
    {
        "council_written": "Lập, sửa Hội đồng",
        "council_copied": "Lập Hội đồng từ năm trước",
        "member_added": "Thêm thành viên Hội đồng",
        "member_replaced": "Thay thành viên Hội đồng",
        "member_ended": "Thôi thành viên Hội đồng",
    },
)

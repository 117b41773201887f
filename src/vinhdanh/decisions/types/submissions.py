"""Words of submissions (tờ trình lên cấp trên): states, what happens above, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from vinhdanh.audit.types import register_verbs


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Cấp trên đã tiếp nhận"
    ASKED = "asked", "Cấp trên hỏi bổ sung"
    FORWARDED = "forwarded", "Đã trình tiếp"
    DONE = "done", "Đã có kết quả"


# With the authority above: it waits for an answer.
ABOVE = (
    SubmissionState.SENT,
    SubmissionState.RECEIVED,
    SubmissionState.ASKED,
    SubmissionState.FORWARDED,
)


class Channel(models.TextChoices):
    """How the papers go."""

    NETWORK = "network", "Hệ thống điện tử của ngành"
    PAPER = "paper", "Bản giấy"
    BOTH = "both", "Bản giấy và hệ thống điện tử"


class EventKind(models.TextChoices):
    """What happens to a submission after it has been sent."""

    SENT = "sent", "Gửi tờ trình"
    RECEIVED = "received", "Cấp trên tiếp nhận"
    OPINIONS = "opinions", "Đã có đủ ý kiến các cơ quan"
    ASKED = "asked", "Cấp trên hỏi bổ sung"
    ANSWERED = "answered", "Đã gửi bổ sung"
    FORWARDED = "forwarded", "Trình tiếp lên trên"
    CHASED = "chased", "Đôn đốc, hẹn ngày theo dõi"
    OUTCOME = "outcome", "Nhận kết quả"
    DELIVERED = "delivered", "Đã sao, gửi quyết định cho người được khen"
    CLOSED = "closed", "Kết thúc theo dõi"


@dataclass(frozen=True, slots=True)
class Step:
    """From which states something can happen, and where it leads; None: it stays where it is."""

    start: tuple[SubmissionState, ...]
    to: SubmissionState | None


# What people write down on the page. Sending and outcomes have their own services.
STEPS: Mapping[EventKind, Step] = {
    EventKind.RECEIVED: Step((SubmissionState.SENT, SubmissionState.FORWARDED), SubmissionState.RECEIVED),
    EventKind.OPINIONS: Step((SubmissionState.RECEIVED,), None),
    EventKind.ASKED: Step(
        (SubmissionState.SENT, SubmissionState.RECEIVED, SubmissionState.FORWARDED), SubmissionState.ASKED
    ),
    EventKind.ANSWERED: Step((SubmissionState.ASKED,), SubmissionState.RECEIVED),
    EventKind.FORWARDED: Step((SubmissionState.SENT, SubmissionState.RECEIVED), SubmissionState.FORWARDED),
    EventKind.CHASED: Step(ABOVE, None),
    EventKind.DELIVERED: Step((SubmissionState.DONE,), None),
    EventKind.CLOSED: Step(ABOVE, SubmissionState.DONE),
}


class LineResult(models.TextChoices):
    """What became of one line."""

    GIVEN = "given", "Được tặng"
    REFUSED = "refused", "Không được chọn"
    RETURNED = "returned", "Trả lại"


class Payer(models.TextChoices):
    """Who pays the reward money of an honour that was given above."""

    UPPER = "upper", "Cấp quyết định chi"
    OWN = "own", "Cơ quan trình chi"


register_verbs(
    "decisions",
    {
        "submission_written": "Soạn, sửa tờ trình lên cấp trên",
        "submission_dropped": "Bỏ tờ trình đang soạn",
        "submission_papers": "Ghi thành phần hồ sơ kèm tờ trình",
        "submission_sent": "Gửi tờ trình lên cấp trên",
        "submission_event": "Ghi diễn biến tờ trình",
        "submission_outcome": "Ghi kết quả của cấp trên",
    },
)

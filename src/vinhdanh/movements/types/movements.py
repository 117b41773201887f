"""Words of the emulation year: kinds, states, acts, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class MovementKind(models.TextChoices):
    """How a movement runs. The yearly statistics count the kinds apart (biểu 0601.N/BNV-TĐKT)."""

    REGULAR = "regular", "Thường xuyên"
    PERIODIC = "periodic", "Theo đợt"
    THEMATIC = "thematic", "Chuyên đề"
    SPECIAL = "special", "Đặc biệt"


class MovementState(models.TextChoices):
    """How far a movement has come."""

    DRAFT = "draft", "Đang soạn"
    LAUNCHED = "launched", "Đang thực hiện"
    CLOSED = "closed", "Đã tổng kết"


class MovementActKind(models.TextChoices):
    """What was done to a movement, each once written and never changed."""

    LAUNCHED = "launched", "Phát động"
    EXTENDED = "extended", "Gia hạn"
    INTERIM_REVIEW = "interim_review", "Sơ kết"
    FINAL_REVIEW = "final_review", "Tổng kết"


class Direction(models.TextChoices):
    """Which way a figure ought to go."""

    UP = "up", "Càng cao càng tốt"
    DOWN = "down", "Càng thấp càng tốt"


# Apart from "people": no verdict rests on a movement, so its records make no run out of date.
register_verbs(
    "movements",
    {
        "movement_written": "Soạn phong trào thi đua",
        "movement_launched": "Phát động phong trào thi đua",
        "movement_extended": "Gia hạn phong trào thi đua",
        "movement_reviewed": "Sơ kết phong trào thi đua",
        "movement_closed": "Tổng kết phong trào thi đua",
        "movements_linked": "Gắn hai phong trào thi đua",
        "movement_dropped": "Bỏ bản soạn phong trào thi đua",
    },
)

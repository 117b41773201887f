"""Words of the registration: states of a unit's sheet, what is done to it, and what the journal says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.awards.catalogue import catalogue, honour_name


class SheetState(models.TextChoices):
    """How far a unit's registration of a year has come."""

    DRAFT = "draft", "Đang lập"
    SENT = "sent", "Đã gửi"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    RETURNED = "returned", "Trả lại"


class SheetActKind(models.TextChoices):
    """What was done to a sheet, each once written and never changed."""

    SENT = "sent", "Gửi"
    RECALLED = "recalled", "Rút về sửa"
    ACCEPTED = "accepted", "Tiếp nhận"
    RETURNED = "returned", "Trả lại"
    REOPENED = "reopened", "Bổ sung"


# From which state each act leads to which; what isn't here is refused.
NEXT: Mapping[tuple[SheetState, SheetActKind], SheetState] = {
    (SheetState.DRAFT, SheetActKind.SENT): SheetState.SENT,
    (SheetState.RETURNED, SheetActKind.SENT): SheetState.SENT,
    (SheetState.SENT, SheetActKind.RECALLED): SheetState.DRAFT,
    (SheetState.SENT, SheetActKind.ACCEPTED): SheetState.ACCEPTED,
    (SheetState.SENT, SheetActKind.RETURNED): SheetState.RETURNED,
    (SheetState.ACCEPTED, SheetActKind.REOPENED): SheetState.DRAFT,
}
OPEN = frozenset({SheetState.DRAFT, SheetState.RETURNED})  # lines may be written
WITH_REASON = frozenset({SheetActKind.RETURNED, SheetActKind.REOPENED})


def title_name(code: str) -> str:
    """A title in full, as the police call it."""
    return honour_name(code, police=True)


def title_short(code: str) -> str:
    """A title for the head of a column, as the police call it."""
    honour = catalogue().get(code)
    if honour is None:
        return code
    police = honour.police_name.replace("Chiến sĩ thi đua", "CSTĐ").replace("Công an nhân dân", "CAND")
    return police or honour.short


def figure_words(value: Decimal | None) -> str:
    """A committed figure without idle zeros: 95; 1.234,5."""
    if value is None:
        return ""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


register_verbs(
    "registration",
    {
        "call_opened": "Mở đợt đăng ký thi đua",
        "lines_written": "Ghi đăng ký thi đua",
        "own_written": "Cán bộ tự đăng ký thi đua",
        "sheet_sent": "Gửi bản đăng ký thi đua",
        "sheet_recalled": "Rút bản đăng ký thi đua về sửa",
        "sheet_accepted": "Tiếp nhận bản đăng ký thi đua",
        "sheet_returned": "Trả lại bản đăng ký thi đua",
        "sheet_reopened": "Bổ sung bản đăng ký thi đua",
    },
)

"""Words of the fund: kinds of entries, its two parts, states of a payment, and what the journal says."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class Purse(models.TextChoices):
    """The two parts of a fund; money goes from one to the other only by the law's share."""

    REWARDS = "rewards", "Tiền thưởng, hiện vật"
    ORGANISING = "organising", "Tổ chức phong trào"


class EntryKind(models.TextChoices):
    """What a line of the ledger is. The sign of its amount says in or out."""

    ALLOCATED = "allocated", "Thu: ngân sách cấp"
    CONTRIBUTED = "contributed", "Thu: nguồn hợp pháp khác"
    CARRIED_IN = "carried_in", "Thu: năm trước chuyển sang"
    SET_ASIDE = "set_aside", "Trích cho tổ chức phong trào"
    REWARD = "reward", "Chi tiền thưởng"
    ARTEFACT = "artefact", "Chi hiện vật"
    ORGANISING = "organising", "Chi tổ chức phong trào"
    RECOVERED = "recovered", "Thu hồi tiền thưởng"
    CARRIED_OUT = "carried_out", "Chuyển sang năm sau"
    CORRECTION = "correction", "Đính chính"


INCOME = (EntryKind.ALLOCATED, EntryKind.CONTRIBUTED)  # typed by hand
SPENDING = (EntryKind.ARTEFACT, EntryKind.ORGANISING)  # typed by hand; reward money is paid by list


class PaymentState(models.TextChoices):
    LISTED = "listed", "Chưa nhận"
    RECEIVED = "received", "Đã nhận"
    CANCELLED = "cancelled", "Không chi"


register_verbs(
    "decisions",
    {
        "fund_opened": "Lập quỹ thi đua, khen thưởng",
        "fund_written": "Ghi sổ quỹ khen thưởng",
        "fund_set_aside": "Trích quỹ cho tổ chức phong trào",
        "fund_corrected": "Đính chính sổ quỹ khen thưởng",
        "fund_carried": "Kết chuyển quỹ khen thưởng",
        "fund_forecast": "Ghi khoản dự kiến chi",
        "payments_listed": "Lập danh sách chi thưởng",
        "reward_paid": "Chi tiền thưởng",
        "payment_cancelled": "Bỏ một dòng chi thưởng",
        "payment_returned": "Đính chính một khoản đã chi thưởng",
    },
)

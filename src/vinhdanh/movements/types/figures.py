"""Words of a movement's figures: how often they are given, and what the journal says of them."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs


class Cadence(models.TextChoices):
    """How long a term (kỳ) is. Figures and commendations go by month or quarter; ratios also by year."""

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    YEAR = "year", "Năm"


register_verbs(
    "figures",
    {
        "goals_set": "Đặt mức tính điểm của chỉ số",
        "figures_entered": "Ghi số liệu chỉ số của phong trào",
        "figures_sent": "Gửi số liệu kỳ",
        "figures_recorded": "Nạp số liệu mẫu của phong trào",
    },
)
